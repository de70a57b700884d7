//! Issuing a certificate anew.

use actix_web::{post, web};
use chrono::Datelike;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::require_keeper;
use super::view::CertificateView;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::awards::store::Award;
use crate::features::certificates::rules::ReissueReason;
use crate::features::certificates::store::{self, Certificate};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;
use crate::record::{Occurrence, record_change};

/// Why a certificate is issued anew.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reissue {
    /// Why.
    #[schema(example = "DAMAGED")]
    pub reason: ReissueReason,
    /// Why, in words.
    #[schema(
        max_length = 1000,
        format = "paragraphs",
        example = "Bị hỏng do ngập nước, có xác nhận của đơn vị (mẫu)"
    )]
    pub explanation: String,
}

/// Issue a certificate anew
///
/// For the standing office that keeps the register: the new one has the next number of this year and stands in the place of the old
/// one, which counts no more. After a decision corrected the name, the new one says it as it is right.
#[utoipa::path(request_body = Reissue,
    responses((status = 201, body = CertificateView, description = "Issued anew", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::certificate_does_not_count, Code::name_was_not_corrected]))))]
#[post("/certificates/{id}/reissues")]
pub async fn reissue_certificate(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<Reissue>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_keeper(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let (before, award) = store::lock_certificate(tx, id).await?;
        let new = reissue_in(tx, context, (before, &award), &input).await?;
        let view = CertificateView::of(tx, (new, award), context.today).await?;
        let location = state.link(&format!("/certificates/{}", view.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Issues a locked certificate anew, and records both.
///
/// # Errors
/// 409 for one that counts no more, or whose name nobody corrected.
async fn reissue_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (before, award): (Certificate, &Award),
    input: &Reissue,
) -> Result<Certificate, Problem> {
    let known = KnownSubjects::find(tx, [award.subject()], award.decided_on).await?;
    let name = award.printed_name(known.names());
    before.situation(award).check_reissue(input.reason, name != before.printed_name).map_err(Problem::new)?;
    let year = context.today.year();
    let replaced = Certificate {
        is_current: false,
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::update(tx, &replaced).await?;
    record_change(tx, context, Occurrence::CertificateReplaced, Some(&before), &replaced).await?;
    let new = Certificate {
        id: context.ids.next(),
        year,
        number: store::take_numbers(tx, (before.unit_id, year), 1).await?,
        reason: input.reason.into(),
        replaces_id: Some(before.id),
        explanation: Some(composed(&input.explanation)),
        is_current: true,
        printed_name: name,
        issued_on: context.today,
        handed_over_on: None,
        occasion: None,
        received_by: None,
        returned_on: None,
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        ..before
    };
    store::create(tx, std::slice::from_ref(&new)).await?;
    record_change(tx, context, Occurrence::CertificateIssued, None, &new).await?;
    Ok(new)
}
