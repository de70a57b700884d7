//! What is recorded of an exemplar: none of the free words, in which people are named.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::exemplars::store::{Exemplar, ExemplarConsent};
use crate::record::{Recorded, Subject};

/// An exemplar with the consent that a change is about.
pub(super) struct RecordedExemplar<'a> {
    pub exemplar: &'a Exemplar,
    pub consent: Option<&'a ExemplarConsent>,
}

impl<'a> RecordedExemplar<'a> {
    /// An exemplar alone.
    pub const fn of(exemplar: &'a Exemplar) -> Self {
        Self { exemplar, consent: None }
    }
}

impl Recorded for RecordedExemplar<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.exemplar.id, unit_id: Some(self.exemplar.found_by_unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.exemplar.version
    }

    fn audited(&self) -> Value {
        let Exemplar { campaign_id, award_id, picture_id, status, honoured_on, published_on, .. } =
            self.exemplar;
        let consent = self.consent.map(|own| {
            json!({"id": own.id, "givenOn": own.given_on, "documentId": own.document_id, "withdrawnOn": own.withdrawn_on,
                "coversName": own.covers_name, "coversPicture": own.covers_picture, "coversAward": own.covers_award})
        });
        json!({"about": self.exemplar.subject(), "campaignId": campaign_id, "awardId": award_id,
            "pictureId": picture_id, "status": status, "honouredOn": honoured_on, "publishedOn": published_on,
            "consent": consent})
    }
}
