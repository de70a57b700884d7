//! What a launch on a day would find.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::rules::readiness::{Lack, ReadinessFacts, Severity, lacks, period};
use crate::features::campaigns::rules::{CampaignStatus, Charter};
use crate::features::campaigns::store::{self, Campaign};
use crate::features::documents::store as documents;
use crate::features::units::rules::UnitStatus;
use crate::features::units::store as units;

/// What a launch on a day would find.
#[derive(Debug)]
pub(super) struct Judgement {
    /// What the campaign says.
    pub charter: Charter,
    /// What the launch lacks.
    pub lacks: Vec<Lack>,
    /// The units that would take part.
    pub participants: Vec<Uuid>,
    /// Running campaigns that call upon the same units on the same days.
    pub overlaps: Vec<CampaignReference>,
}

impl Judgement {
    /// Whether nothing blocks the launch.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.blocking().next().is_none()
    }

    /// What blocks the launch.
    pub fn blocking(&self) -> impl Iterator<Item = &Lack> {
        self.lacks.iter().filter(|lack| lack.severity == Severity::Blocking)
    }
}

/// Judges a launch of the campaign on a day, as it is stored now.
pub(super) async fn judge(
    conn: &Connection,
    campaign: &Campaign,
    (on, today): (NaiveDate, NaiveDate),
) -> Result<Judgement, db::Error> {
    let charter = store::charter_of(conn, campaign).await?;
    let contents = store::contents::list(conn, campaign.id).await?;
    let participants = match campaign.status {
        CampaignStatus::Draft => store::participants::units_in(conn, &charter.participants, on).await?,
        _ => store::participants::members(conn, campaign.id).await?,
    };
    judge_as(conn, campaign.id, (charter, contents, participants), (on, today)).await
}

/// Judges a campaign as it shall be: its charter, its contents, and the units that take part.
pub(super) async fn judge_as(
    conn: &Connection,
    campaign_id: Uuid,
    (charter, contents, participants): (Charter, Contents, Vec<Uuid>),
    (on, today): (NaiveDate, NaiveDate),
) -> Result<Judgement, db::Error> {
    let overlaps = match period(&charter) {
        Some(period) => store::participants::overlaps(conn, campaign_id, &participants, period).await?,
        None => Vec::new(),
    };
    let (unit, _) = units::find(conn, charter.launching_unit_id).await?;
    let document = match charter.document_id {
        Some(id) => Some(documents::find(conn, id).await?),
        None => None,
    };
    let facts = ReadinessFacts {
        launching_unit_exists: unit.life().status_on(on) == UnitStatus::Active,
        participants: participants.len(),
        contents: contents.0.len(),
        indicators: contents.0.iter().map(|content| content.indicators.len()).sum(),
        document_is_numbered: document.as_ref().is_some_and(|document| document.number.is_some()),
        document_is_dated: document.as_ref().is_some_and(|document| document.issued_on.is_some()),
        overlaps: overlaps.len(),
        today,
    };
    let clauses = store::readiness::clauses_on(conn, on).await?;
    let lacks = lacks(&charter, &facts, &clauses);
    Ok(Judgement { charter, lacks, participants, overlaps })
}
