//! What a decision does with one award that was granted.

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::corrections::{NameCorrection, end_correction, find_correction};
use super::decisions::Decision;
use super::revocations::{Revocation, end_revocation, find_revocation};
use crate::db::Error;
use crate::features::decisions::rules::DecisionPurpose;

/// What a decision does with one award that was granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AboutAward {
    /// It takes it back.
    Revocation(Revocation),
    /// It corrects its name.
    Correction(NameCorrection),
}

impl AboutAward {
    /// Which award.
    #[must_use]
    pub const fn award_id(&self) -> Uuid {
        match self {
            Self::Revocation(own) => own.award_id,
            Self::Correction(own) => own.award_id,
        }
    }
}

/// What a decision does with an award; none where it grants.
pub async fn find_about_award(
    conn: &AsyncPgConnection,
    decision: &Decision,
) -> Result<Option<AboutAward>, Error> {
    Ok(match decision.purpose {
        DecisionPurpose::Grant => None,
        DecisionPurpose::Revoke => find_revocation(conn, decision.id).await?.map(AboutAward::Revocation),
        DecisionPurpose::Correct => find_correction(conn, decision.id).await?.map(AboutAward::Correction),
    })
}

/// Frees the award of a draft that is over.
pub async fn end_about_award(tx: &mut AsyncPgConnection, decision: &Decision) -> Result<(), Error> {
    match decision.purpose {
        DecisionPurpose::Grant => Ok(()),
        DecisionPurpose::Revoke => end_revocation(tx, decision.id).await,
        DecisionPurpose::Correct => end_correction(tx, decision.id).await,
    }
}
