//! What is asked: the award, the year, the facts it needs.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::{self, Connection};
use crate::features::catalogue::rules::{AwardCode, CommendationKind, RecipientKind};
use crate::features::eligibility::rules::{CampaignFact, Question, RuleSet};
use crate::features::eligibility::store::{self, AwardEntry, Catalogue, Known, KnownSubject};
use crate::http::{Code, Problem, Violation};

/// The circumstances of questions: everything but who and what.
pub(super) struct Circumstances {
    pub kind: CommendationKind,
    pub year: i32,
    pub received_on: NaiveDate,
    pub campaign: Option<CampaignFact>,
    pub today: NaiveDate,
}

impl Circumstances {
    /// What was asked, with what is left out.
    ///
    /// # Errors
    /// 400 for a day to come, a campaign that was not launched, and where neither year nor campaign is named.
    pub async fn new(
        conn: &Connection,
        kind: CommendationKind,
        (year, campaign_id): (Option<i32>, Option<Uuid>),
        received_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Self, Problem> {
        let mut faults = Vec::new();
        let received_on = received_on.unwrap_or(today);
        if received_on > today {
            faults.push(Violation::at("/receivedOn", Code::day_in_the_future).with("today", today));
        }
        let mut campaign = None;
        let mut last_year = None;
        if campaign_id.is_some() && kind != CommendationKind::Campaign {
            faults.push(Violation::at("/campaignId", Code::not_for_this_kind).with("kind", kind));
        } else if let Some(id) = campaign_id {
            match store::find_campaign(conn, id, today).await {
                Ok((fact, year)) => (campaign, last_year) = (Some(fact), year),
                Err(db::Error::NotFound) => {
                    let fault = Violation::at("/campaignId", Code::unknown_campaign);
                    faults.push(fault.with("campaign", id));
                }
                Err(error) => return Err(error.into()),
            }
        }
        let year = year.or(last_year);
        if year.is_none() && faults.is_empty() {
            faults.push(Violation::at("/year", Code::needed_for_this_kind).with("kind", kind));
        }
        match year {
            Some(year) if faults.is_empty() => Ok(Self { kind, year, received_on, campaign, today }),
            _ => Err(Problem::invalid(faults)),
        }
    }

    /// The question whether a subject may be given an award.
    pub fn question(&self, subject: &KnownSubject, award: &AwardEntry) -> Question {
        Question {
            subject: subject.subject,
            award: AwardCode::new(award.code.clone()),
            is_title: award.is_title,
            kind: self.kind,
            year: self.year,
            campaign: self.campaign.as_ref().map(|campaign| campaign.origin.id),
            received_on: self.received_on,
            asked_on: self.today,
        }
    }
}

/// The award that is asked about.
///
/// # Errors
/// 400 where there is none, or none for this recipient.
pub(super) fn asked_award<'a>(
    catalogue: &'a Catalogue,
    (pointer, code): (&str, &str),
    recipient: RecipientKind,
    day: NaiveDate,
) -> Result<&'a AwardEntry, Violation> {
    let found = catalogue.awards.iter().find(|award| award.code == code);
    let unknown = || Violation::at(pointer, Code::unknown_award_code).with("code", code).with("day", day);
    let award = found.ok_or_else(unknown)?;
    if award.is_for(recipient) {
        Ok(award)
    } else {
        Err(Violation::at(pointer, Code::award_not_for_this_recipient).with("code", code))
    }
}

/// What is known of subjects, for questions of these circumstances.
pub(super) async fn load(
    conn: &Connection,
    subjects: Vec<KnownSubject>,
    catalogue: &Catalogue,
    circumstances: &Circumstances,
) -> Result<Vec<Known>, db::Error> {
    let days = (circumstances.year, circumstances.today);
    store::load(conn, subjects, &catalogue.titles(), days, circumstances.campaign.as_ref()).await
}

/// The rules by award: a question looks at those of its own.
pub(super) fn by_award(rules: &RuleSet) -> HashMap<&AwardCode, RuleSet> {
    let mut sets: HashMap<&AwardCode, RuleSet> = HashMap::new();
    for row in &rules.rows {
        let set = sets
            .entry(&row.award)
            .or_insert_with(|| RuleSet { rows: Vec::new(), names: rules.names.clone() });
        set.rows.push(row.clone());
    }
    sets
}
