//! Handing over the certificates of a decision at an event.

use actix_web::post;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{lock_issued, require_keeper_of};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::certificates::rules::day_fault;
use crate::features::certificates::store::{self, Certificate};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::record::{ChangeRecord, Occurrence, record};

/// When and where certificates are handed over.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Handover {
    /// The day.
    #[schema(example = "2026-11-23")]
    pub handed_over_on: NaiveDate,
    /// The event: an anniversary, a traditional day, a review meeting (Decree 152/2025/NĐ-CP, Article 28).
    #[schema(max_length = 300, format = "line", example = "Hội nghị tổng kết công tác năm 2026 (mẫu)")]
    pub occasion: String,
    /// The certificates of those who were not there.
    #[serde(default)]
    #[schema(max_items = 2000, example = json!([]))]
    pub except_certificate_ids: Vec<Uuid>,
}

/// How many certificates were handed over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandedOverCertificates {
    /// How many.
    #[schema(minimum = 1, maximum = 2000, example = 2)]
    count: usize,
}

/// Hand over the certificates of a decision
///
/// For the standing office of the unit that decided: everything of the decision that counts and was not handed over, but what is
/// excepted. One that is handed over later, or to somebody else, is noted at the certificate itself.
#[utoipa::path(request_body = Handover,
    responses((status = 200, body = HandedOverCertificates, description = "Handed over")),
    extensions(("x-problems" = json!([
        Code::decision_grants_nothing_yet, Code::no_certificate_is_waiting, Code::day_in_the_future,
        Code::before_certificate_was_issued
    ]))))]
#[post("/decisions/{id}/handovers")]
pub async fn hand_over_certificates(
    change: Change,
    path: Parameters<ById>,
    input: Json<Handover>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_keeper_of(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        lock_issued(tx, id).await?;
        let count = hand_over_in(tx, context, id, &input).await?;
        Answer::ok(&HandedOverCertificates { count })
    };
    change.run(permit, effect).await
}

/// Notes that the certificates of a locked decision were handed over: how many.
///
/// # Errors
/// 409 when none waits; 400 for a day on which they were not there yet.
pub async fn hand_over_in(
    tx: &mut Connection,
    context: &ChangeContext,
    decision: Uuid,
    input: &Handover,
) -> Result<usize, Problem> {
    let waiting = store::lock_waiting(tx, decision, &input.except_certificate_ids).await?;
    let Some(latest) = waiting.iter().map(|own| own.issued_on).max() else {
        return Err(Problem::new(Code::no_certificate_is_waiting));
    };
    let day = input.handed_over_on;
    if let Some(code) = day_fault(day, latest, context.today) {
        let fault = Violation::at("/handedOverOn", code);
        return Err(Problem::invalid(vec![fault.with("today", context.today).with("issuedOn", latest)]));
    }
    let handed_over = |own: &Certificate| Certificate {
        handed_over_on: Some(day),
        occasion: Some(composed(&input.occasion)),
        version: own.version.next(),
        updated_at: context.at,
        ..own.clone()
    };
    let after: Vec<Certificate> = waiting.iter().map(handed_over).collect();
    store::write_handed_over(tx, &after).await?;
    let pairs = waiting.iter().zip(&after);
    let recorded =
        pairs.map(|(was, own)| ChangeRecord::of(Occurrence::CertificateHandedOver, Some(was), own));
    record(tx, context, recorded).await?;
    Ok(after.len())
}
