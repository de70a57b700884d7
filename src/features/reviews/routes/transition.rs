//! The steps of a review's life, and the history of them.

use actix_web::{get, post, web};

use super::access::{ReviewAccess, find_visible};
use super::figures::figures;
use super::recorded::record_review;
use super::view::ReviewView;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::reviews::rules::{ReviewAction, ReviewLife, prefilled, refreshed};
use crate::features::reviews::store::{self, Review};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Refresh, issue or withdraw a review
///
/// REFRESH reads the figures of its day again; words that still match the old figures follow the new ones, and edited words
/// stay. ISSUE is for a leader who did not write on it and freezes everything; WITHDRAW gives a draft up.
#[utoipa::path(params(DryRunParameter), request_body = TransitionInput<ReviewAction>,
    responses((status = 200, body = ReviewView, description = "The review afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::forbidden, Code::own_review]))))]
#[post("/reviews/{id}/transitions")]
pub async fn transition_review(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<ReviewAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let visible = find_visible(tx, &change.caller, id, context.today).await?;
        visible.access.require(permission_for::<ReviewLife>(input.action)?)
    };
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = match input.action {
            // Nothing is accepted while figures are read one after another.
            ReviewAction::Refresh => campaigns::lock_exclusive(tx, campaign_id).await?,
            ReviewAction::Issue | ReviewAction::Withdraw => campaigns::find(tx, campaign_id).await?,
        };
        let review = store::lock_exclusive(tx, id).await?;
        step_of(context, &review, &input)?;
        if_match.check(review.version)?;
        let after = apply_transition(tx, context, &campaign, &review, &input).await?;
        let access = ReviewAccess::of(tx, &change.caller, &campaign, context.today).await?;
        let view = ReviewView::new(after, &campaign, access, &change.caller);
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked review, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn apply_transition(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    review: &Review,
    input: &TransitionInput<ReviewAction>,
) -> Result<Review, Problem> {
    let step = step_of(context, review, input)?;
    let after = match step.action {
        ReviewAction::Refresh => refresh(tx, context, campaign, review).await?,
        ReviewAction::Issue => {
            Review { issued_on: Some(context.today), issued_by: context.actor_id, ..review.clone() }
        }
        ReviewAction::Withdraw => review.clone(),
    };
    let after = Review { status: step.to, version: review.version.next(), updated_at: context.at, ..after };
    store::advance(tx, review, &after).await?;
    record_step(tx, context, step, review.id, (context.today, input.reason.as_deref())).await?;
    let unit = campaign.launching_unit_id;
    record_review(tx, context, unit, step.occurrence, (Some(review), &after)).await?;
    Ok(after)
}

/// The review with figures that are read again; words that nobody edited follow them.
async fn refresh(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    review: &Review,
) -> Result<Review, Problem> {
    let figures = figures(tx, campaign, review.through_on, context.today).await?;
    let title = campaign.title.clone().unwrap_or_default();
    let says = prefilled(review.kind, &title, review.through_on, &figures);
    let texts = refreshed(&review.texts, &review.said, &says);
    let writers = review.writers.clone().and(context.actor_id);
    Ok(Review { figures, texts, said: says, writers, ..review.clone() })
}

fn step_of(
    context: &ChangeContext,
    review: &Review,
    input: &TransitionInput<ReviewAction>,
) -> Result<&'static Step<ReviewLife>, Problem> {
    let is_writer = review.writers.include(context.actor_id);
    let life = ReviewLife { status: review.status, is_writer };
    next_step(&life, input.action, input.reason.as_deref())
}

/// List a review's transitions
///
/// When it was refreshed, issued or withdrawn, by whom and why.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/reviews/{id}/transitions")]
pub async fn list_review_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
