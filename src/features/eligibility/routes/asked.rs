//! From a question to its answer: the award, the year, the facts, the rules; and how answers are kept.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::{AwardCode, CommendationKind, RecipientKind};
use crate::features::eligibility::rules::{
    AwardNames, CampaignFact, KeptVerdict, Question, RuleSet, Verdict, check,
};
use crate::features::eligibility::store::{self, AwardEntry, CheckRow, Known, KnownSubject, NewCheck};
use crate::features::people::rules::SubjectKind;
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

/// The catalogue as questions need it.
pub(super) struct Catalogue {
    pub awards: Vec<AwardEntry>,
}

impl Catalogue {
    pub async fn read(conn: &Connection) -> Result<Self, db::Error> {
        Ok(Self { awards: store::list_awards(conn).await? })
    }

    pub fn titles(&self) -> HashSet<String> {
        self.awards.iter().filter(|award| award.is_title).map(|award| award.code.clone()).collect()
    }

    pub fn names(&self) -> AwardNames {
        self.awards.iter().map(|award| (AwardCode::new(award.code.clone()), award.name.clone())).collect()
    }

    /// The award that is asked about.
    ///
    /// # Errors
    /// 400 where there is none, or none for this recipient.
    pub fn award(
        &self,
        (pointer, code): (&str, &str),
        recipient: RecipientKind,
        day: NaiveDate,
    ) -> Result<&AwardEntry, Violation> {
        let found = self.awards.iter().find(|award| award.code == code);
        let unknown = || Violation::at(pointer, Code::unknown_award_code).with("code", code).with("day", day);
        let award = found.ok_or_else(unknown)?;
        if award.is_for(recipient) {
            Ok(award)
        } else {
            Err(Violation::at(pointer, Code::award_not_for_this_recipient).with("code", code))
        }
    }

    /// The rules of these awards, for every kind of recipient among the subjects.
    pub async fn rules(
        &self,
        conn: &Connection,
        awards: &[String],
        recipients: &HashSet<RecipientKind>,
    ) -> Result<RuleSet, db::Error> {
        let mut rows = Vec::new();
        // In the order of the kinds: the same rules are the same bytes.
        for recipient in RecipientKind::ALL.iter().filter(|kind| recipients.contains(kind)) {
            rows.extend(store::list_rules(conn, awards, *recipient).await?);
        }
        Ok(RuleSet { rows, names: self.names() })
    }
}

/// What kind of recipient a subject is.
pub(super) const fn recipient_of(kind: SubjectKind) -> RecipientKind {
    match kind {
        SubjectKind::Person => RecipientKind::Individual,
        SubjectKind::Unit => RecipientKind::Collective,
        SubjectKind::Household => RecipientKind::Household,
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

/// An answer that was just given, with what it is kept as.
pub(super) struct Answered<'a> {
    pub row: CheckRow,
    pub verdict: Verdict,
    known: &'a Known,
    input_id: Uuid,
}

/// Answers questions about one subject. `batch` and `rerun_of` say what it belongs to.
pub(super) fn answer<'a>(
    context: &ChangeContext,
    known: &'a Known,
    questions: &[Question],
    rules: &HashMap<&AwardCode, RuleSet>,
    (batch_id, rerun_of_id): (Option<Uuid>, Option<Uuid>),
) -> Result<Vec<Answered<'a>>, Problem> {
    let input_id = context.ids.next();
    let created_by = context.actor()?;
    let none = RuleSet::default();
    let answered = questions.iter().map(|question| {
        let RuleSet { rows, names } = rules.get(&question.award).unwrap_or(&none);
        let verdict = check(question, &known.facts, rows, names);
        let row = CheckRow {
            id: context.ids.next(),
            batch_id,
            rerun_of_id,
            subject: question.subject,
            subject_name: known.subject.name.clone(),
            unit_id: known.subject.unit_id,
            award: question.award.as_str().to_owned(),
            is_title: question.is_title,
            kind: question.kind,
            year: question.year,
            campaign_id: question.campaign,
            received_on: question.received_on,
            asked_on: question.asked_on,
            outcome: verdict.outcome,
            created_by,
            created_at: context.at,
        };
        Answered { row, verdict, known, input_id }
    });
    Ok(answered.collect())
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

/// Keeps answers with what they rest on.
pub(super) async fn keep(
    tx: &mut Connection,
    context: &ChangeContext,
    rules: &RuleSet,
    answered: &[Answered<'_>],
) -> Result<(), Problem> {
    let body = serde_json::to_vec(rules).map_err(Problem::internal)?;
    let sha256 = crypto::sha256(&[&body]);
    let new: Vec<_> = answered
        .iter()
        .map(|answered| NewCheck {
            row: answered.row.clone(),
            verdict: KeptVerdict::from(&answered.verdict),
            input_id: answered.input_id,
            facts: &answered.known.facts,
        })
        .collect();
    Ok(store::create(tx, (rules, &sha256, context.ids.next()), &new, context.at).await?)
}
