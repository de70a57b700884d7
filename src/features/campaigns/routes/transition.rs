//! The steps of a campaign's life, and the history of them.

use actix_web::{HttpRequest, get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::readiness::{Judgement, judge, words_of};
use super::view::CampaignView;
use super::{PageOfCampaign, Viewer, answer, seen, subject};
use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::transitions::{Refusal, Step, Taker, needed_for};
use crate::features::campaigns::rules::{CampaignAction, CampaignStatus, numbering};
use crate::features::campaigns::store::{self, Campaign, Launch};
use crate::features::documents::store as documents;
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Locale, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::transitions;
use crate::record::{self, ChangeRecord, Occurrence, SubjectType};

/// Which campaign, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TransitionParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000400")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A step of a campaign's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignTransition {
    /// What shall happen.
    #[schema(example = "LAUNCH")]
    pub action: CampaignAction,
    /// The day from which it holds: today when it is left out, never later.
    #[schema(nullable = false, format = Date, max_length = 10)]
    pub effective_on: Option<NaiveDate>,
    /// Why; CANCEL needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs")]
    pub reason: Option<String>,
}

/// Launch, review, close, archive, withdraw or cancel a campaign
///
/// LAUNCH is for a leader of the launching unit who did not create the campaign. It freezes who takes part as of its
/// day and gives code and slug; a period that is over may be launched and stays marked by a warning. CLOSE and CANCEL
/// are for such a leader, too; `START_REVIEW`, ARCHIVE and WITHDRAW for the standing office.
#[utoipa::path(params(TransitionParameters), request_body = CampaignTransition,
    responses((status = 200, body = CampaignView, description = "The campaign afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::day_in_the_future, Code::before_launch, Code::forbidden, Code::own_campaign, Code::campaign_not_ready]))))]
#[post("/campaigns/{id}/transitions")]
pub async fn transition_campaign(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<TransitionParameters>,
    input: Json<CampaignTransition>,
) -> Result<Answer, Problem> {
    let (TransitionParameters { id, .. }, input) = (parameters.0, input.0);
    let permit = async |tx: &mut Connection| {
        let campaign = seen(tx, &Viewer::from(&change), id).await?;
        let needed = needed_for(input.action).ok_or_else(|| Problem::internal("an action without a step"))?;
        unit_scope::require(
            tx,
            &change.caller,
            needed,
            Some(campaign.launching_unit_id),
            change.context.today,
        )
        .await
    };
    let effect = async |tx: &mut Connection| {
        let campaign = store::lock_exclusive(tx, id).await?;
        // First the rule, then the precondition (RFC 9110, 13.2.1): of two launches at once the second is told that the
        // campaign is launched, not that it changed.
        next_step(&change.context, &campaign, &input)?;
        if_match.check(campaign.version)?;
        stepped(tx, &change.context, &campaign, &input, change.locale()).await?;
        answer(tx, &Viewer::from(&change), id).await
    };
    change.run(permit, effect).await
}

/// Takes a step of a locked campaign, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn stepped(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    input: &CampaignTransition,
    locale: Locale,
) -> Result<(), Problem> {
    let effective_on = input.effective_on.unwrap_or(context.today);
    let step = next_step(context, campaign, input)?;
    match step.action {
        CampaignAction::Launch => launch(tx, context, campaign, effective_on, locale).await?,
        _ => store::advance(tx, campaign, step.to, None, context.at).await?,
    }
    let history = transitions::TransitionRow {
        subject_type: SubjectType::Campaign,
        subject_id: campaign.id,
        action: step.action.as_str(),
        from_status: step.from.as_str(),
        to_status: step.to.as_str(),
        effective_on,
        reason: input.reason.as_deref(),
    };
    transitions::record(tx, context, &history).await?;
    tell(tx, context, campaign, step).await
}

/// The step that is asked for.
fn next_step(
    context: &ChangeContext,
    campaign: &Campaign,
    input: &CampaignTransition,
) -> Result<&'static Step, Problem> {
    let taker = Taker {
        actor_id: context.actor_id,
        created_by: campaign.created_by,
        effective_on: input.effective_on.unwrap_or(context.today),
        today: context.today,
        reason: input.reason.as_deref(),
        launched_on: campaign.launched_on,
    };
    let next = campaign.status.next(input.action, taker);
    next.map_err(|refusal| refused(&refusal, campaign.status, input.action))
}

/// Freezes who takes part, numbers the campaign and moves it on.
async fn launch(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    effective_on: NaiveDate,
    locale: Locale,
) -> Result<(), Problem> {
    let judged = judge(tx, campaign, (effective_on, context.today)).await?;
    require_ready(&judged, locale)?;
    let (Some(title), Some(starts_on)) = (&judged.charter.title, judged.charter.starts_on) else {
        return Err(Problem::internal("a campaign is ready without a title or a first day"));
    };
    let year = numbering::year_of(starts_on);
    let code = numbering::code(year, store::next_number(tx, year).await?);
    let slug = numbering::slug(title, &code);
    store::participants::join(tx, campaign.id, &judged.participants, effective_on).await?;
    if let Some(document_id) = judged.charter.document_id {
        documents::publish(tx, document_id).await?;
    }
    let launch = Launch { code: &code, slug: &slug, launched_on: effective_on };
    Ok(store::advance(tx, campaign, CampaignStatus::Launched, Some(&launch), context.at).await?)
}

/// Refuses a launch that lacks what every launch must have; every lack at once.
pub(super) fn require_ready(judged: &Judgement, locale: Locale) -> Result<(), Problem> {
    if judged.is_ready() {
        return Ok(());
    }
    let fault = |item: crate::features::campaigns::rules::readiness::ReadinessItem| {
        let words = words_of(item).in_locale(locale);
        Violation::at(item.pointer(), Code::needed_for_launch).with("missing", words)
    };
    let faults: Vec<_> = judged.blocking().map(|lack| fault(lack.item)).collect();
    Err(Problem::new(Code::campaign_not_ready).with("count", faults.len()).with_faults(faults))
}

fn refused(refusal: &Refusal, status: CampaignStatus, action: CampaignAction) -> Problem {
    match refusal {
        Refusal::OwnCampaign => Problem::new(Code::own_campaign).with("action", action),
        Refusal::NoReason => Problem::invalid(vec![Violation::at("/reason", Code::reason_required)]),
        Refusal::InTheFuture(today) => Problem::invalid(vec![
            Violation::at("/effectiveOn", Code::day_in_the_future).with("today", today),
        ]),
        Refusal::BeforeLaunch(day) => {
            Problem::invalid(vec![Violation::at("/effectiveOn", Code::before_launch).with("launchedOn", day)])
        }
        Refusal::NotNow => history::not_now(
            action,
            status,
            status.possible_actions().into_iter().map(CampaignAction::as_str),
        ),
    }
}

async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    step: &Step,
) -> Result<(), Problem> {
    let occurrence = match step.action {
        CampaignAction::Launch => Occurrence::CampaignLaunched,
        CampaignAction::StartReview => Occurrence::CampaignReviewStarted,
        CampaignAction::Close => Occurrence::CampaignClosed,
        CampaignAction::Archive => Occurrence::CampaignArchived,
        CampaignAction::Withdraw => Occurrence::CampaignWithdrawn,
        CampaignAction::Cancel => Occurrence::CampaignCancelled,
    };
    let after = store::find(tx, campaign.id).await?;
    let state = |campaign: &Campaign| {
        serde_json::json!({
            "status": campaign.status,
            "code": campaign.code,
            "slug": campaign.slug,
            "launchedOn": campaign.launched_on,
        })
    };
    let happening = ChangeRecord::new(
        occurrence,
        subject(campaign.id, campaign.launching_unit_id),
        after.version,
        (Some(state(campaign)), Some(state(&after))),
    );
    Ok(record::record(tx, context, [happening]).await?)
}

/// List a campaign's transitions
///
/// The steps of its life, by whom and why, oldest first.
#[utoipa::path(params(PageOfCampaign),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/campaigns/{id}/transitions")]
pub async fn list_campaign_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfCampaign>,
) -> Result<Answer, Problem> {
    let PageOfCampaign { id, cursor, limit } = parameters.0;
    let viewer = Viewer::new(&request, &state, &caller);
    state
        .db
        .read(async |conn| {
            seen(conn, &viewer, id).await?;
            Ok(())
        })
        .await?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
