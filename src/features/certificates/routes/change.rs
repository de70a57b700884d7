//! Noting where a certificate is.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::require_keeper;
use super::view::CertificateView;
use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::awards::store::Award;
use crate::features::certificates::store::{self, Certificate};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CertificatePatch {
    /// When it was handed over; null takes back that it was, with event and receiver.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>, example = "2026-11-23")]
    handed_over_on: Patch<NaiveDate>,
    /// At which event.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 300, format = "line", example = "Trao tại đơn vị (mẫu)")]
    occasion: Patch<String>,
    /// Who received it for the recipient.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line", example = "Đại diện đơn vị (mẫu)")]
    received_by: Patch<String>,
    /// When it came back after the award was revoked.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    returned_on: Patch<NaiveDate>,
}

impl CertificatePatch {
    fn apply(self, before: &Certificate) -> Certificate {
        let own = before.clone();
        let text = |patch: Patch<String>, own| patch.map(|text| composed(&text)).apply(own);
        let handed_over_on = self.handed_over_on.apply(own.handed_over_on);
        // What was not handed over has no event and no receiver.
        let is_there = |_: &String| handed_over_on.is_some() || before.handed_over_on.is_none();
        Certificate {
            handed_over_on,
            occasion: text(self.occasion, own.occasion).filter(is_there),
            received_by: text(self.received_by, own.received_by).filter(is_there),
            returned_on: self.returned_on.apply(own.returned_on),
            ..own
        }
    }
}

/// Note where a certificate is
///
/// For the standing office that keeps the register: when it was handed over, at which event and to whom, or when it came back after
/// the award was revoked: within fifteen working days (Decree 152/2025/NĐ-CP, Article 58).
#[utoipa::path(request_body(content = CertificatePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = CertificateView, description = "The certificate afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::nothing_to_change, Code::day_in_the_future, Code::before_certificate_was_issued,
        Code::certificate_does_not_count, Code::award_is_not_revoked, Code::handed_over_on_no_day
    ]))))]
#[patch("/certificates/{id}")]
pub async fn change_certificate(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<CertificatePatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == CertificatePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| require_keeper(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let (before, award) = store::lock_certificate(tx, id).await?;
        if_match.check(before.version)?;
        let after = change_in(tx, context, (&before, &award), patch.clone()).await?;
        let view = CertificateView::of(tx, (after, award), context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

async fn change_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (before, award): (&Certificate, &Award),
    patch: CertificatePatch,
) -> Result<Certificate, Problem> {
    let after = patch.apply(before);
    let mut faults = after.situation(award).day_faults(&before.situation(award), context.today);
    if after.handed_over_on.is_none() {
        let said = [("occasion", &after.occasion), ("receivedBy", &after.received_by)];
        let said = said.into_iter().filter(|(_, text)| text.is_some());
        faults.extend(said.map(|(member, _)| (member, Code::handed_over_on_no_day)));
    }
    if !faults.is_empty() {
        let fault = |(member, code)| {
            let fault = Violation::at(format!("/{member}"), code);
            fault.with("today", context.today).with("issuedOn", after.issued_on)
        };
        return Err(Problem::invalid(faults.into_iter().map(fault).collect()));
    }
    if after == *before {
        return Ok(after);
    }
    let after = Certificate { version: before.version.next(), updated_at: context.at, ..after };
    store::update(tx, &after).await?;
    let is_handed_over = after.handed_over_on.is_some() && before.handed_over_on.is_none();
    let occurrence =
        if is_handed_over { Occurrence::CertificateHandedOver } else { Occurrence::CertificateChanged };
    record_change(tx, context, occurrence, Some(before), &after).await?;
    Ok(after)
}
