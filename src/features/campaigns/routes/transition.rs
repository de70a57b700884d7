//! The steps of a campaign's life, and the history of them.

use actix_web::{get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::find_visible;
use super::answer::answer;
use super::judgement::{Judgement, judge};
use super::readiness_texts::text_of;
use super::view::CampaignView;
use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::readiness::Lack;
use crate::features::campaigns::rules::{CampaignAction, CampaignLife, CampaignStatus, numbering};
use crate::features::campaigns::store::{self, Campaign, Launch};
use crate::features::documents::store as documents;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Locale, Problem, Violation};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{Step, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::record_change;

/// A step of a campaign's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignTransition {
    /// The action to take.
    #[schema(example = "LAUNCH")]
    pub action: CampaignAction,
    /// The day from which it holds: today when it is left out, never later.
    #[schema(nullable = false)]
    pub effective_on: Option<NaiveDate>,
    /// Why; CANCEL needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
}

/// Launch, review, close, archive, withdraw or cancel a campaign
///
/// LAUNCH is for a leader of the launching unit who did not create the campaign. It freezes the participants as of its
/// day and gives the campaign a code and a slug; a campaign whose last day is over may be launched, too, and keeps a
/// warning. CLOSE and CANCEL also need such a leader; `START_REVIEW`, ARCHIVE and WITHDRAW are for the standing office.
#[utoipa::path(params(DryRunParameter), request_body = CampaignTransition,
    responses((status = 200, body = CampaignView, description = "The campaign afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::reason_required, Code::day_in_the_future, Code::before_launch, Code::forbidden,
        Code::own_campaign, Code::campaign_not_ready]))))]
#[post("/campaigns/{id}/transitions")]
pub async fn transition_campaign(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<CampaignTransition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (caller, today) = (&change.caller, context.today);
        let unit_id = find_visible(tx, caller, id, today).await?.launching_unit_id;
        let permission = permission_for::<CampaignLife>(input.action)?;
        unit_scope::require(tx, caller, permission, Some(unit_id), today).await
    };
    let effect = async |tx: &mut Connection| {
        let campaign = store::lock_exclusive(tx, id).await?;
        // The rule comes before the precondition (RFC 9110, 13.2.1): of two simultaneous launches, the second fails
        // because the campaign is launched, not because it changed.
        step_of(context, &campaign, &input)?;
        if_match.check(campaign.version)?;
        apply_transition(tx, context, &campaign, &input, change.locale()).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked campaign, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn apply_transition(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    input: &CampaignTransition,
    locale: Locale,
) -> Result<(), Problem> {
    let effective_on = input.effective_on.unwrap_or(context.today);
    let step = step_of(context, campaign, input)?;
    match step.action {
        CampaignAction::Launch => launch(tx, context, campaign, effective_on, locale).await?,
        _ => store::advance(tx, campaign, step.to, None, context.at).await?,
    }
    record_step(tx, context, step, campaign.id, (effective_on, input.reason.as_deref())).await?;
    let after = store::find(tx, campaign.id).await?;
    Ok(record_change(tx, context, step.occurrence, Some(campaign), &after).await?)
}

fn step_of(
    context: &ChangeContext,
    campaign: &Campaign,
    input: &CampaignTransition,
) -> Result<&'static Step<CampaignLife>, Problem> {
    let life = CampaignLife {
        status: campaign.status,
        is_creator: context.actor_id == Some(campaign.created_by),
        effective_on: input.effective_on.unwrap_or(context.today),
        today: context.today,
        launched_on: campaign.launched_on,
    };
    next_step(&life, input.action, input.reason.as_deref())
}

/// Freezes the participants, numbers the campaign and launches it.
async fn launch(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    effective_on: NaiveDate,
    locale: Locale,
) -> Result<(), Problem> {
    let judgement = judge(tx, campaign, (effective_on, context.today)).await?;
    require_ready(&judgement, locale)?;
    let (Some(title), Some(starts_on)) = (&judgement.charter.title, judgement.charter.starts_on) else {
        return Err(Problem::internal("a campaign is ready without a title or a first day"));
    };
    let year = numbering::year_of(starts_on);
    let code = numbering::code(year, store::next_number(tx, year).await?);
    let slug = numbering::slug(title, &code);
    store::participants::join(tx, campaign.id, &judgement.participants, effective_on).await?;
    documents::publish(tx, context, &judgement.charter.cited_documents()).await?;
    let launch = Launch { code: &code, slug: &slug, launched_on: effective_on };
    Ok(store::advance(tx, campaign, CampaignStatus::Launched, Some(&launch), context.at).await?)
}

/// Refuses a launch that lacks what every launch needs; reports every lack at once.
pub(super) fn require_ready(judgement: &Judgement, locale: Locale) -> Result<(), Problem> {
    if judgement.is_ready() {
        return Ok(());
    }
    let fault = |lack: &Lack| {
        let text = text_of(lack.item).in_locale(locale);
        Violation::at(lack.item.pointer(), Code::needed_for_launch).with("missing", text)
    };
    let faults: Vec<_> = judgement.blocking().map(fault).collect();
    Err(Problem::new(Code::campaign_not_ready).with("count", faults.len()).with_faults(faults))
}

/// List a campaign's transitions
///
/// The steps of its life, by whom and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions",
        headers(("Link" = String)))))]
#[get("/campaigns/{id}/transitions")]
pub async fn list_campaign_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    state.db.read(async |conn| find_visible(conn, &caller, id, today).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
