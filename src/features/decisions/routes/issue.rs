//! What a decision grants, written when it is issued.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::checks::{check_authorities, check_places, check_steps};
use super::payments::pay_otherwise;
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::awards::rules::AwardOrigin;
use crate::features::awards::store::{self as awards, Award};
use crate::features::catalogue::store as catalogue;
use crate::features::decisions::rules::{Prize, PrizeFault};
use crate::features::decisions::store::{self, Decision, DecisionLine, Granting};
use crate::features::nominations::store::{self as nominations, NominationHead};
use crate::http::{Code, Problem};
use crate::operations::subjects::{KnownSubjects, SubjectColumns, hold_subjects};

/// How many bytes of chance a verification code has.
const CODE_BYTES: usize = 16;

/// Writes the awards of a locked decision, its prizes and codes, and decides on its nominations.
///
/// # Errors
/// What stands in the way of a line, with its position; a [`Problem`] of the database.
pub(super) async fn issue(
    tx: &mut Connection,
    context: &ChangeContext,
    decision: &Decision,
) -> Result<Decision, Problem> {
    let day = decision.decided_on.ok_or_else(|| Problem::new(Code::decision_is_incomplete))?;
    store::grant_alone_on(tx, day).await?;
    let lines = store::list_lines(tx, decision.id, 0, &PageRead::of(store::MOST_LINES)).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.nomination_id).collect();
    let heads = nominations::lock_heads(tx, &ids).await?;
    let step = check_steps(tx, context, (decision, &lines), &heads).await?;
    check_authorities(tx, (decision, &lines), &heads, day).await?;
    let granting = Granting::of(tx, lines, heads, day).await?;
    hold_subjects(tx, &granting.survivors.values().copied().collect::<Vec<_>>()).await?;
    let base_salary = catalogue::find_salary_on(tx, day).await?.map(|row| row.amount);
    let merged = granting.merged(tx).await?;
    let found = granting.prizes(tx, &merged, (day, base_salary)).await?;
    let found = found.map_err(|fault| granting.refusal(fault, day))?;
    let named = KnownSubjects::find(tx, granting.survivors.values().copied(), day).await?;
    let new = granting.awards(context, (decision, day), &named)?;
    check_places(tx, (&granting.lines, &merged), &new).await?;
    awards::create_all(tx, &new).await?;
    store::write_granted(tx, &granting.granted(&new, &found.own)?).await?;
    pay_otherwise(tx, context, found.others).await?;
    let subjects = KnownSubjects::find(tx, new.iter().map(Award::subject), context.today).await?;
    let recorded = new.into_iter().map(|award| {
        let unit = subjects.unit_of(award.subject());
        (award, unit)
    });
    awards::record_created(tx, context, &recorded.collect::<Vec<_>>()).await?;
    let heads: Vec<NominationHead> = granting.heads.into_values().collect();
    nominations::take_step_of_all(tx, context, &heads, step).await?;
    Ok(Decision { base_salary, ..decision.clone() })
}

impl Granting {
    fn refusal(&self, fault: PrizeFault, day: NaiveDate) -> Problem {
        let (line, code) = match fault {
            PrizeFault::NoSalary(line) => (line, Code::no_base_salary),
            // The catalogue bounds what it multiplies.
            PrizeFault::TooGreat(_) => return Problem::internal("a prize that is too great for a number"),
        };
        let position = self.lines.iter().find(|own| own.id == line).map_or(0, |own| own.position);
        Problem::new(code).with("position", position).with("day", day)
    }

    /// The awards of the register, in the order of the lines, to those who are named as on the day of the decision.
    fn awards(
        &self,
        context: &ChangeContext,
        (decision, day): (&Decision, NaiveDate),
        named: &KnownSubjects,
    ) -> Result<Vec<Award>, Problem> {
        let number = decision.printed_number().ok_or_else(|| Problem::new(Code::decision_is_incomplete))?;
        let award = |line: &DecisionLine| {
            let Some((head, subject, _)) = self.granted_by(line) else {
                let award = self.heads.get(&line.nomination_id).map(|head| head.award_code.clone());
                let problem = Problem::new(Code::award_not_in_the_catalogue_then);
                return Err(problem
                    .with("position", line.position)
                    .with("award", award.unwrap_or_default())
                    .with("day", day));
            };
            let SubjectColumns(person_id, unit_id, household_id) = subject.into();
            Ok(Award {
                id: context.ids.next(),
                origin: AwardOrigin::Decision,
                person_id,
                unit_id,
                household_id,
                award_code: head.award_code.clone(),
                achievement_year: head.year,
                starts_on: head.starts_on,
                ends_before: head.ends_before,
                decided_on: day,
                decision_number: number.clone(),
                decided_by: decision.issuer_name.clone(),
                document_id: decision.document_id,
                commendation_kind: head.commendation_kind,
                campaign_id: head.campaign_id,
                achievement: Some(head.achievement.clone()),
                source: format!("Quyết định số {number}"),
                written_by: decision.created_by,
                writers: Writers(vec![decision.created_by]),
                confirmed_by: context.actor_id,
                confirmed_at: Some(context.at),
                void_reason: None,
                version: RowVersion::FIRST,
                created_at: context.at,
                updated_at: context.at,
                decision_id: Some(decision.id),
                revoked_on: None,
                recipient_name: Some(named.reference(subject).name),
            })
        };
        self.lines.iter().map(award).collect()
    }

    /// The lines with what was granted by each.
    fn granted(&self, awards: &[Award], prizes: &HashMap<Uuid, Prize>) -> Result<Vec<DecisionLine>, Problem> {
        let line = |(line, award): (&DecisionLine, &Award)| {
            let prize = prizes.get(&line.id).copied().unwrap_or_default();
            let code = new_code()?;
            let coefficient = self.grant(line).and_then(|grant| grant.worth.salaries());
            Ok(DecisionLine {
                coefficient: coefficient.filter(|_| prize.amount.is_some()),
                prize: prize.amount,
                suppressed_by: prize.suppressed_by,
                award_id: Some(award.id),
                verification_hash: Some(crypto::sha256(&[code.as_bytes()])),
                verification_code: Some(code),
                ..line.clone()
            })
        };
        self.lines.iter().zip(awards).map(line).collect()
    }
}

/// A code that nobody guesses.
fn new_code() -> Result<String, Problem> {
    let secret = crypto::random_secret().map_err(Problem::internal)?;
    Ok(crypto::to_hex(secret.get(..CODE_BYTES).unwrap_or(&secret)))
}
