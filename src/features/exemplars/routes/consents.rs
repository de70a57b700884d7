//! What somebody agreed to have published, and no longer does.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::recorded::RecordedExemplar;
use super::transition::transition_in;
use super::view::ExemplarView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::exemplars::rules::{ExemplarAction, ExemplarStatus, needs_consent};
use crate::features::exemplars::store::{self, Exemplar, ExemplarConsent};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::life_cycle::TransitionInput;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// Why an exemplar is withdrawn with a consent, in the history.
const CONSENT_WITHDRAWN: &str = "Rút sự đồng ý";

/// What somebody agreed to have published.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewExemplarConsent {
    /// Who gave it: the person, or who may for them or for the household.
    #[schema(max_length = 300, format = "line", example = "Chính người được nêu gương (mẫu)")]
    pub given_by: String,
    /// When.
    #[schema(example = "2026-11-12")]
    pub given_on: NaiveDate,
    /// The paper that shows it, as a registered document.
    #[schema(nullable = false)]
    pub document_id: Option<Uuid>,
    /// Whether the name may be public, and the unit.
    #[schema(example = true)]
    pub covers_name: bool,
    /// Whether the picture may be.
    #[schema(example = false)]
    pub covers_picture: bool,
    /// Whether the award may be.
    #[schema(example = true)]
    pub covers_award: bool,
}

/// Since when somebody agrees no more.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentWithdrawal {
    /// The day on which they said so; today when it is left out.
    #[schema(nullable = false, example = "2026-11-20")]
    pub withdrawn_on: Option<NaiveDate>,
}

/// Record a consent
///
/// That title and story may be published, and what beside them. The one before it, if there is one, no longer holds. Of a unit none
/// is needed.
#[utoipa::path(request_body = NewExemplarConsent,
    responses((status = 201, body = ExemplarView, description = "Recorded", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::day_in_the_future, Code::unknown_document, Code::consent_not_needed, Code::exemplar_is_fixed
    ]))))]
#[post("/exemplars/{id}/consents")]
pub async fn record_consent(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewExemplarConsent>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(Permission::KeepPeople)
    };
    let effect = async |tx: &mut Connection| {
        let exemplar = store::lock_exclusive(tx, id).await?;
        let cited = input.document_id.map(|id| Citation::at("/documentId", id));
        let unknown = documents::find_unknown(tx, &change.caller, cited).await?;
        let mut faults: Vec<Violation> = unknown.into_iter().map(Violation::from).collect();
        faults.extend(fault_of_day("/givenOn", input.given_on, context.today));
        require_none(faults)?;
        record_in(tx, context, &exemplar, &input).await?;
        let view = ExemplarView::of(tx, &change.caller, exemplar, context.today).await?;
        let location = state.link(&format!("/exemplars/{id}"));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

fn fault_of_day(pointer: &str, day: NaiveDate, today: NaiveDate) -> Option<Violation> {
    (day > today).then(|| Violation::at(pointer, Code::day_in_the_future).with("today", today))
}

/// Records a consent for a locked exemplar.
///
/// # Errors
/// 409 where none is needed, or the exemplar was withdrawn; a [`Problem`] of the database.
pub async fn record_in(
    tx: &mut Connection,
    context: &ChangeContext,
    exemplar: &Exemplar,
    input: &NewExemplarConsent,
) -> Result<(), Problem> {
    if !needs_consent(exemplar.subject().kind) {
        return Err(Problem::new(Code::consent_not_needed));
    }
    if exemplar.status == ExemplarStatus::Withdrawn {
        return Err(Problem::new(Code::exemplar_is_fixed).with("status", exemplar.status));
    }
    if let Some(earlier) = store::find_consent(tx, exemplar.id).await? {
        store::end_consent(tx, &earlier).await?;
    }
    let consent = ExemplarConsent {
        id: context.ids.next(),
        exemplar_id: exemplar.id,
        is_live: true,
        given_by: composed(&input.given_by),
        given_on: input.given_on,
        document_id: input.document_id,
        covers_name: input.covers_name,
        covers_picture: input.covers_picture,
        covers_award: input.covers_award,
        recorded_by: context.actor()?,
        recorded_at: context.at,
        withdrawn_on: None,
        withdrawn_by: None,
    };
    store::create_consent(tx, &consent).await?;
    record_of(tx, context, Occurrence::ExemplarConsentRecorded, (exemplar, &consent)).await
}

/// Records what happened to a consent.
async fn record_of(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (exemplar, consent): (&Exemplar, &ExemplarConsent),
) -> Result<(), Problem> {
    let (was, is) = (RecordedExemplar::of(exemplar), RecordedExemplar { exemplar, consent: Some(consent) });
    Ok(record_change(tx, context, occurrence, Some(&was), &is).await?)
}

/// Withdraw a consent
///
/// Whoever gave it agrees no more. A published exemplar is withdrawn from the public in the same moment.
#[utoipa::path(request_body = ConsentWithdrawal,
    responses((status = 200, body = ExemplarView, description = "The exemplar afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::day_in_the_future, Code::consent_missing]))))]
#[post("/exemplars/{id}/consent-withdrawals")]
pub async fn withdraw_consent(
    change: Change,
    path: Parameters<ById>,
    input: Json<ConsentWithdrawal>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(Permission::KeepPeople)
    };
    let effect = async |tx: &mut Connection| {
        let day = input.withdrawn_on.unwrap_or(context.today);
        if let Some(fault) = fault_of_day("/withdrawnOn", day, context.today) {
            return Err(Problem::invalid(vec![fault]));
        }
        let exemplar = store::lock_exclusive(tx, id).await?;
        let after = withdraw_in(tx, context, exemplar, day).await?;
        let view = ExemplarView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Ends the consent of a locked exemplar, and withdraws the exemplar where it is public.
///
/// # Errors
/// 409 where no consent holds; a [`Problem`] of the database.
pub async fn withdraw_in(
    tx: &mut Connection,
    context: &ChangeContext,
    exemplar: Exemplar,
    day: NaiveDate,
) -> Result<Exemplar, Problem> {
    let found = store::find_consent(tx, exemplar.id).await?;
    let consent = found.ok_or_else(|| Problem::new(Code::consent_missing))?;
    let (withdrawn_on, withdrawn_by) = (Some(day), Some(context.actor()?));
    let ended = ExemplarConsent { is_live: false, withdrawn_on, withdrawn_by, ..consent };
    store::end_consent(tx, &ended).await?;
    record_of(tx, context, Occurrence::ExemplarConsentWithdrawn, (&exemplar, &ended)).await?;
    if exemplar.status != ExemplarStatus::Published {
        return Ok(exemplar);
    }
    let reason = Some(CONSENT_WITHDRAWN.to_owned());
    transition_in(tx, context, &exemplar, &TransitionInput { action: ExemplarAction::Withdraw, reason }).await
}
