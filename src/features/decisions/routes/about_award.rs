//! Decisions about one award that a decision granted: they take it back, or correct its name.

use chrono::NaiveDate;
use uuid::Uuid;

use super::create::issuer_key;
use super::recorded::record_decision;
use super::view::DecisionSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::core::writers::Writers;
use crate::db::{self, Connection};
use crate::features::awards::store::{self as awards, Award};
use crate::features::decisions::rules::{DecisionPurpose, DecisionStatus};
use crate::features::decisions::store::{self, Decision, DecisionLine};
use crate::features::decisions::store::{DecisionAccess, find_visible};
use crate::http::{Code, Problem};
use crate::operations::subjects::KnownSubjects;
use crate::record::Occurrence;

/// Passes when the caller records the decisions of whoever granted an award.
pub(super) async fn require_recorder(
    tx: &Connection,
    caller: &Caller,
    award: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let (award, _) = awards::find_visible(tx, caller, award, today).await?;
    let (granting, _) = granting_line(tx, award.id).await?;
    DecisionAccess::of(tx, caller, &granting, today).await?.require(Permission::RecordDecisions)
}

/// The decision that granted an award, and its line.
///
/// # Errors
/// 409 for an award from before this system.
pub(super) async fn granting_line(tx: &Connection, award: Uuid) -> Result<(Decision, DecisionLine), Problem> {
    let granted = store::find_granting_line(tx, award).await?;
    granted.ok_or_else(|| Problem::new(Code::award_is_not_of_a_decision))
}

/// Drafts a decision about a locked award, by whoever granted it, and records it.
///
/// # Errors
/// 409 for an award that no decision granted, or that is revoked.
pub(super) async fn draft(
    tx: &mut Connection,
    context: &ChangeContext,
    award: &Award,
    (purpose, title): (DecisionPurpose, &str),
) -> Result<Decision, Problem> {
    let (granting, _) = granting_line(tx, award.id).await?;
    if award.revoked_on.is_some() {
        return Err(Problem::new(Code::award_is_revoked));
    }
    let writer = context.actor()?;
    let decision = Decision {
        id: context.ids.next(),
        purpose,
        issuer_key: issuer_key(granting.origin, granting.unit_id, &granting.issuer_name),
        title: composed(title),
        number: None,
        decided_on: None,
        signer_name: None,
        signer_position: None,
        grounds: None,
        document_id: None,
        status: DecisionStatus::Draft,
        issued_by: None,
        issued_at: None,
        base_salary: None,
        created_by: writer,
        writers: Writers(vec![writer]),
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        ..granting
    };
    store::create_decision(tx, &decision).await?;
    let about = [award.id];
    record_decision(tx, context, Occurrence::DecisionCreated, (None, (&decision, &about))).await?;
    Ok(decision)
}

/// The award of a decision that is issued, locked, with the day of the decision.
///
/// # Errors
/// 409 for an award that is revoked, or was granted later.
pub(super) async fn lock_granted(
    tx: &mut Connection,
    decision: &Decision,
    award: Uuid,
) -> Result<(Award, NaiveDate), Problem> {
    let day = decision.decided_on.ok_or_else(|| Problem::new(Code::decision_is_incomplete))?;
    let award = awards::lock_exclusive(tx, award).await?;
    if award.revoked_on.is_some() {
        return Err(Problem::new(Code::award_is_revoked));
    }
    if day < award.decided_on {
        return Err(Problem::new(Code::revoked_before_granted).with("decidedOn", award.decided_on));
    }
    Ok((award, day))
}

/// Writes and records what a locked award becomes.
pub(super) async fn write_award(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (&Award, Award),
) -> Result<(), Problem> {
    let after = Award { version: before.version.next(), updated_at: context.at, ..after };
    let known = KnownSubjects::find(tx, [before.subject()], context.today).await?;
    let what = (occurrence, known.unit_of(before.subject()));
    Ok(awards::write_change(tx, context, what, (before, &after)).await?)
}

/// The decisions that a caller reads, as lists show them, each with what it does.
pub(super) async fn visible_of<T>(
    conn: &Connection,
    caller: &Caller,
    all: Vec<(Decision, T)>,
    today: NaiveDate,
) -> Result<Vec<(DecisionSummary, T)>, db::Error> {
    let mut visible = Vec::new();
    for (decision, own) in all {
        match find_visible(conn, caller, decision.id, today).await {
            Err(db::Error::NotFound) => continue,
            found => drop(found?),
        }
        let summary = DecisionSummary::list(conn, std::slice::from_ref(&decision), today).await?.pop();
        visible.push((summary.ok_or(db::Error::NotFound)?, own));
    }
    Ok(visible)
}
