//! What is asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::features::catalogue::rules::{AwardCode, CommendationKind, RecipientKind};
use crate::features::people::rules::Subject;

/// Whether a subject may be given an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Who is to be commended.
    pub subject: Subject,
    /// With what.
    pub award: AwardCode,
    /// Whether that is an emulation title.
    pub is_title: bool,
    /// Why.
    pub kind: CommendationKind,
    /// The year that is judged; of a campaign, its last year.
    pub year: i32,
    /// The campaign.
    pub campaign: Option<Uuid>,
    /// The day on which the dossier was received: it decides which rows hold.
    pub received_on: NaiveDate,
    /// The day of the question.
    pub asked_on: NaiveDate,
}

impl Question {
    /// What kind of recipient the subject is.
    #[must_use]
    pub fn recipient(&self) -> RecipientKind {
        self.subject.kind.into()
    }
}
