//! Issuing the certificates of a decision.

use actix_web::post;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::access::{lock_issued, require_keeper_of};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::awards::store as awards;
use crate::features::certificates::rules::CertificateReason;
use crate::features::certificates::store::{self, Certificate, Uncertified};
use crate::features::decisions::store::Decision;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::subjects::KnownSubjects;
use crate::record::{ChangeRecord, Occurrence, record};

/// When certificates are issued.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCertificates {
    /// The day on them; today when it is left out.
    #[schema(nullable = false, example = "2026-11-23")]
    pub issued_on: Option<NaiveDate>,
}

/// The certificates that were issued.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IssuedCertificates {
    /// How many.
    #[schema(minimum = 1, maximum = 2000, example = 2)]
    count: i32,
    /// The year of the register.
    #[schema(minimum = 1945, maximum = 2100, example = 2026)]
    year: i32,
    /// The first number.
    #[schema(minimum = 1, maximum = 1_000_000, example = 3)]
    first_number: i32,
    /// The last number.
    #[schema(minimum = 1, maximum = 1_000_000, example = 4)]
    last_number: i32,
}

/// Issue the certificates of a decision
///
/// For the standing office of the unit that decided: every award of the decision that holds and has no certificate gets the next
/// number of the unit's register of the year, in the order of handing over: from high to low, a title before a form of its level,
/// collectives and households before people (Decree 152/2025/NĐ-CP, Articles 28 to 31).
#[utoipa::path(request_body = NewCertificates,
    responses((status = 200, body = IssuedCertificates, description = "Issued")),
    extensions(("x-problems" = json!([
        Code::decision_grants_nothing_yet, Code::no_certificate_is_missing, Code::day_in_the_future,
        Code::certificate_before_decision
    ]))))]
#[post("/decisions/{id}/certificates")]
pub async fn issue_certificates(
    change: Change,
    path: Parameters<ById>,
    input: Json<NewCertificates>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let permit = async |tx: &mut Connection| require_keeper_of(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let decision = lock_issued(tx, id).await?;
        let day = input.0.issued_on.unwrap_or(context.today);
        check_day(day, &decision, context.today)?;
        let new = issue_in(tx, context, &decision, day).await?;
        let (Some(first), Some(last)) = (new.first(), new.last()) else {
            return Err(Problem::new(Code::no_certificate_is_missing));
        };
        Answer::ok(&IssuedCertificates {
            count: last.number - first.number + 1,
            year: first.year,
            first_number: first.number,
            last_number: last.number,
        })
    };
    change.run(permit, effect).await
}

fn check_day(day: NaiveDate, decision: &Decision, today: NaiveDate) -> Result<(), Problem> {
    let decided_on = decision.decided_on.unwrap_or(day);
    let fault = if day > today {
        Violation::at("/issuedOn", Code::day_in_the_future).with("today", today)
    } else if day < decided_on {
        Violation::at("/issuedOn", Code::certificate_before_decision).with("decidedOn", decided_on)
    } else {
        return Ok(());
    };
    Err(Problem::invalid(vec![fault]))
}

/// Writes the certificates of a locked decision that are missing, and records them: in the order of their numbers.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn issue_in(
    tx: &mut Connection,
    context: &ChangeContext,
    decision: &Decision,
    day: NaiveDate,
) -> Result<Vec<Certificate>, Problem> {
    let mut missing = store::lock_uncertified(tx, decision.id).await?;
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    missing.sort_by_key(|own| own.precedence.key());
    let count = i32::try_from(missing.len()).unwrap_or(i32::MAX);
    let first = store::take_numbers(tx, (decision.unit_id, day.year()), count).await?;
    let writer = context.actor()?;
    let mut new = Vec::with_capacity(missing.len());
    for (number, own) in (first..).zip(missing) {
        new.push(Certificate {
            id: context.ids.next(),
            award_id: own.award_id,
            decision_id: decision.id,
            unit_id: decision.unit_id,
            year: day.year(),
            number,
            reason: CertificateReason::First,
            replaces_id: None,
            explanation: None,
            is_current: true,
            printed_name: name_of(tx, own).await?,
            issued_on: day,
            handed_over_on: None,
            occasion: None,
            received_by: None,
            returned_on: None,
            created_by: writer,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        });
    }
    store::create(tx, &new).await?;
    let recorded = new.iter().map(|own| ChangeRecord::of(Occurrence::CertificateIssued, None, own));
    record(tx, context, recorded).await?;
    Ok(new)
}

/// The recipient's name as the decision printed it; of an award that a server of the release before wrote, the present one.
async fn name_of(tx: &Connection, own: Uncertified) -> Result<String, Problem> {
    if let Some(name) = own.recipient_name {
        return Ok(name);
    }
    let award = awards::find(tx, own.award_id).await?;
    let known = KnownSubjects::find(tx, [award.subject()], award.decided_on).await?;
    Ok(award.printed_name(known.names()))
}
