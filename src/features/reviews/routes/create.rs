//! Creating a review.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::ReviewAccess;
use super::figures::{figures, letterhead};
use super::recorded::record_review;
use super::view::ReviewView;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::reviews::rules::{ReviewKind, ReviewStatus, prefilled};
use crate::features::reviews::store::{self, Review};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// A review to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReview {
    /// Which kind of review it is; a campaign has only one final review.
    #[schema(example = "INTERIM")]
    pub kind: ReviewKind,
    /// The figures cover everything accepted through this day: today, or the campaign's last day where that is over,
    /// when it is left out.
    #[schema(nullable = false, example = "2023-09-30")]
    pub through_on: Option<NaiveDate>,
}

/// Create a review
///
/// Sơ kết or tổng kết, prefilled with what is known: launch, pledges, reports, progress by content with the best and the
/// weakest units. The figures are fixed; the words around them can be edited.
#[utoipa::path(request_body = NewReview,
    responses((status = 201, body = ReviewView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::day_in_the_future, Code::before_launch, Code::campaign_is_not_running, Code::final_review_already_there]))))]
#[post("/campaigns/{id}/reviews")]
pub async fn create_review(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewReview>,
) -> Result<Answer, Problem> {
    let (campaign_id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let campaign = campaigns::published(tx, campaign_id).await?;
        let unit = Some(campaign.launching_unit_id);
        unit_scope::require(tx, &change.caller, Permission::RunCampaigns, unit, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        // Nothing is accepted while figures are read one after another.
        let campaign = campaigns::lock_exclusive(tx, campaign_id).await?;
        let review = create_in(tx, context, &campaign, &input).await?;
        let access = ReviewAccess::of(tx, &change.caller, &campaign, context.today).await?;
        let location = state.link(&format!("/reviews/{}", review.id));
        let view = ReviewView::new(review, &campaign, access, &change.caller);
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Creates a review of a locked campaign, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    input: &NewReview,
) -> Result<Review, Problem> {
    campaign.status.require_running()?;
    if input.kind == ReviewKind::Final
        && let Some(existing) = store::find_final(tx, campaign.id).await?
    {
        return Err(Problem::new(Code::final_review_already_there).with_existing(existing));
    }
    let through_on = day(campaign, input.through_on, context.today)?;
    let figures = figures(tx, campaign, through_on, context.today).await?;
    let title = campaign.title.clone().unwrap_or_default();
    let words = prefilled(input.kind, &title, through_on, &figures);
    let writer = context.actor()?;
    let review = Review {
        id: context.ids.next(),
        campaign_id: campaign.id,
        kind: input.kind,
        status: ReviewStatus::Draft,
        through_on,
        texts: words.clone(),
        letterhead: letterhead(tx, campaign, input.kind, through_on).await?,
        figures,
        issued_on: None,
        issued_by: None,
        created_by: writer,
        writers: Writers(vec![writer]),
        said: words,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    store::create(tx, &review).await?;
    let unit = campaign.launching_unit_id;
    record_review(tx, context, unit, Occurrence::ReviewCreated, (None, &review)).await?;
    Ok(review)
}

/// The day through which figures are told: never one that is still to come, nor one before the campaign.
fn day(campaign: &Campaign, asked: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Problem> {
    let days = campaign.days().ok_or_else(|| Problem::internal("a launched campaign without its days"))?;
    let day = asked.unwrap_or_else(|| today.min(days.ends_on));
    let at = "/throughOn";
    if day > today {
        let fault = Violation::at(at, Code::day_in_the_future).with("today", today);
        return Err(Problem::invalid(vec![fault]));
    }
    if day < days.starts_on {
        let fault = Violation::at(at, Code::before_launch).with("launchedOn", days.starts_on);
        return Err(Problem::invalid(vec![fault]));
    }
    Ok(day)
}
