//! From a question to an answer that is kept: the rules, the facts, the judgement.

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::checks::{CheckRow, NewCheck, create};
use super::load::{Known, load};
use super::rules::{AwardEntry, list_awards, list_rules};
use super::subjects::KnownSubject;
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::Error;
use crate::features::catalogue::rules::{AwardCode, RecipientKind};
use crate::features::eligibility::rules::{
    AwardNames, CampaignFact, KeptVerdict, KnownFacts, Question, RuleSet, Verdict, check,
};

/// The catalogue as questions need it.
#[derive(Debug)]
pub struct Catalogue {
    /// Every award.
    pub awards: Vec<AwardEntry>,
}

impl Catalogue {
    /// The catalogue.
    pub async fn read(conn: &AsyncPgConnection) -> Result<Self, Error> {
        Ok(Self { awards: list_awards(conn).await? })
    }

    /// The codes of emulation titles.
    #[must_use]
    pub fn titles(&self) -> HashSet<String> {
        self.awards.iter().filter(|award| award.is_title).map(|award| award.code.clone()).collect()
    }

    /// What awards are called.
    #[must_use]
    pub fn names(&self) -> AwardNames {
        self.awards.iter().map(|award| (AwardCode::new(award.code.clone()), award.name.clone())).collect()
    }

    /// The rules of these awards, for every kind of recipient among the subjects.
    pub async fn rules(
        &self,
        conn: &AsyncPgConnection,
        awards: &[String],
        recipients: &HashSet<RecipientKind>,
    ) -> Result<RuleSet, Error> {
        let mut rows = Vec::new();
        // In the order of the kinds: the same rules are the same bytes.
        for recipient in RecipientKind::ALL.iter().filter(|kind| recipients.contains(kind)) {
            rows.extend(list_rules(conn, awards, *recipient).await?);
        }
        Ok(RuleSet { rows, names: self.names() })
    }
}

/// An answer that was just given, with what it is kept as.
#[derive(Debug)]
pub struct Answered<'a> {
    /// The answer as lists show it.
    pub row: CheckRow,
    /// The answer.
    pub verdict: Verdict,
    facts: &'a KnownFacts,
    input_id: Uuid,
}

impl<'a> Answered<'a> {
    /// Answers questions about one subject, each by the rules that `rules` has for it.
    ///
    /// # Errors
    /// Nobody asks.
    pub fn all<'r>(
        context: &ChangeContext,
        known: &'a Known,
        questions: &[Question],
        rules: impl Fn(&Question) -> Option<&'r RuleSet>,
        (batch_id, rerun_of_id): (Option<Uuid>, Option<Uuid>),
    ) -> Result<Vec<Self>, Error> {
        let input_id = context.ids.next();
        let created_by = context.actor()?;
        let none = RuleSet::default();
        let answered = questions.iter().map(|question| {
            let RuleSet { rows, names } = rules(question).unwrap_or(&none);
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
            Self { row, verdict, facts: &known.facts, input_id }
        });
        Ok(answered.collect())
    }
}

/// Keeps answers with what they rest on.
pub async fn keep(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    rules: &RuleSet,
    answered: &[Answered<'_>],
) -> Result<(), Error> {
    let body = serde_json::to_vec(rules).map_err(|error| Error::Unexpected(error.to_string()))?;
    let sha256 = crypto::sha256(&[&body]);
    let new: Vec<_> = answered
        .iter()
        .map(|answered| NewCheck {
            row: answered.row.clone(),
            verdict: KeptVerdict::from(&answered.verdict),
            input_id: answered.input_id,
            facts: answered.facts,
        })
        .collect();
    create(tx, (rules, &sha256, context.ids.next()), &new, context.at).await
}

/// Answers a question about somebody and keeps the answer; who may ask was asked before.
///
/// # Errors
/// Nobody asks; an [`Error`] of the database.
pub async fn ask(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    (subject, question): (KnownSubject, &Question),
    campaign: Option<&CampaignFact>,
    rerun_of_id: Option<Uuid>,
) -> Result<(CheckRow, Verdict, AwardNames), Error> {
    let catalogue = Catalogue::read(tx).await?;
    let award = question.award.as_str().to_owned();
    let rules = catalogue.rules(tx, &[award], &[question.recipient()].into()).await?;
    let days = (question.year, question.asked_on);
    let known = load(tx, vec![subject], &catalogue.titles(), days, campaign).await?;
    let known = known.first().ok_or_else(|| Error::Unexpected("a subject without its facts".to_owned()))?;
    let questions = std::slice::from_ref(question);
    let mut answered = Answered::all(context, known, questions, |_| Some(&rules), (None, rerun_of_id))?;
    keep(tx, context, &rules, &answered).await?;
    let Answered { row, verdict, .. } =
        answered.pop().ok_or_else(|| Error::Unexpected("a question without an answer".to_owned()))?;
    Ok((row, verdict, rules.names))
}
