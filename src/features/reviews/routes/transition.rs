//! The steps of a review's life, and the history of them.

use actix_web::{HttpRequest, get, post, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::figures::figures;
use super::view::ReviewView;
use super::{ReviewAccess, seen, tell};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::reviews::rules::{Refusal, ReviewAction, Step, Taker, prefilled, refreshed};
use crate::features::reviews::store::{self, Review};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::transitions;
use crate::record::{Occurrence, SubjectType};

/// Which review, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReviewTransitionParameters {
    /// The review's id.
    #[param(example = "01980000-0000-7000-8000-000000002301")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// Which page of a review's transitions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfReview {
    /// The review's id.
    #[param(example = "01980000-0000-7000-8000-000000002300")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most transitions a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A step of a review's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewTransition {
    /// What shall happen.
    #[schema(example = "REFRESH")]
    pub action: ReviewAction,
    /// Why; WITHDRAW needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
}

/// Refresh, issue or withdraw a review
///
/// REFRESH reads the figures of its day again; words that still say what the old ones said say the new ones, what people
/// wrote stays. ISSUE is for a leader who did not write on it and freezes everything; WITHDRAW gives a draft up.
#[utoipa::path(params(ReviewTransitionParameters), request_body = ReviewTransition,
    responses((status = 200, body = ReviewView, description = "The review afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::forbidden, Code::own_review]))))]
#[post("/reviews/{id}/transitions")]
pub async fn transition_review(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<ReviewTransitionParameters>,
    input: Json<ReviewTransition>,
) -> Result<Answer, Problem> {
    let (ReviewTransitionParameters { id, dry_run }, input) = (parameters.0, input.0);
    let context = &change.context;
    let permit = async |tx: &mut Connection| {
        let (.., standing) = seen(tx, &change.caller, id, context.today).await?;
        standing.require(input.action.by().needs())
    };
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = match input.action {
            // Nothing is accepted while figures are read one after another.
            ReviewAction::Refresh => campaigns::lock_exclusive(tx, campaign_id).await?,
            ReviewAction::Issue | ReviewAction::Withdraw => campaigns::find(tx, campaign_id).await?,
        };
        let review = store::lock_exclusive(tx, id).await?;
        next_step(context, &review, &input)?;
        if_match.check(review.version)?;
        let after = stepped(tx, context, &campaign, &review, &input).await?;
        let standing = ReviewAccess::of(tx, &change.caller, &campaign, context.today).await?;
        let view = ReviewView::new(after, standing, &change.caller);
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    if dry_run == Some(true) {
        change.dry_run(permit, effect).await
    } else {
        change.run(permit, effect).await
    }
}

/// Takes a step of a locked review, with its rows of history; whoever reads its figures again holds the campaign.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn stepped(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    review: &Review,
    input: &ReviewTransition,
) -> Result<Review, Problem> {
    let step = next_step(context, review, input)?;
    let after = match step.action {
        ReviewAction::Refresh => {
            let figures = figures(tx, campaign, review.through_on, context.today).await?;
            let title = campaign.title.clone().unwrap_or_default();
            let says = prefilled(review.kind, &title, review.through_on, &figures);
            let texts = refreshed(&review.texts, &review.said, &says);
            let writers = review.writers.clone().and(context.actor_id);
            Review { figures, texts, said: says, writers, ..review.clone() }
        }
        ReviewAction::Issue => {
            Review { issued_on: Some(context.today), issued_by: context.actor_id, ..review.clone() }
        }
        ReviewAction::Withdraw => review.clone(),
    };
    let after = Review { status: step.to, version: review.version + 1, updated_at: context.at, ..after };
    store::advance(tx, review, &after).await?;
    let history = transitions::Step {
        subject_type: SubjectType::Review,
        subject_id: review.id,
        action: step.action.as_str(),
        from_status: step.from.as_str(),
        to_status: step.to.as_str(),
        effective_on: context.today,
        reason: input.reason.as_deref(),
    };
    transitions::record(tx, context, &history).await?;
    let told = match step.action {
        ReviewAction::Refresh => Occurrence::ReviewRefreshed,
        ReviewAction::Issue => Occurrence::ReviewIssued,
        ReviewAction::Withdraw => Occurrence::ReviewWithdrawn,
    };
    tell(tx, context, campaign.launching_unit_id, (Some(review), &after), told).await?;
    Ok(after)
}

fn next_step(
    context: &ChangeContext,
    review: &Review,
    input: &ReviewTransition,
) -> Result<&'static Step, Problem> {
    let is_writer = context.actor_id.is_some_and(|actor| review.writers.0.contains(&actor));
    let taker = Taker { is_writer, has_reason: input.reason.is_some() };
    review.status.next(input.action, &taker).map_err(|refusal| match refusal {
        Refusal::OwnReview => Problem::new(Code::own_review),
        Refusal::NoReason => Problem::invalid(vec![Violation::at("/reason", Code::reason_required)]),
        Refusal::NotNow => {
            let allowed = review.status.steps().map(|step| step.action.as_str());
            history::not_now(input.action, review.status, allowed)
        }
    })
}

/// List a review's transitions
///
/// When it was refreshed, issued or withdrawn, by whom and why.
#[utoipa::path(params(PageOfReview),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/reviews/{id}/transitions")]
pub async fn list_review_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfReview>,
) -> Result<Answer, Problem> {
    let PageOfReview { id, cursor, limit } = parameters.0;
    let today = state.clock.today();
    state.db.read(async |conn| seen(conn, &caller, id, today).await.map(drop)).await?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
