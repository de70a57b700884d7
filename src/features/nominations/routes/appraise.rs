//! Appraising a nomination at its stage.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::{NominationAccess, find_visible};
use super::stages::NominationStageView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::catalogue::rules::{AwardCode, AwardKind};
use crate::features::catalogue::store as catalogue;
use crate::features::eligibility::rules::{Outcome, Question, Verdict};
use crate::features::eligibility::store as eligibility;
use crate::features::nominations::rules::{
    Appraisal, AppraisalFault, AppraisalVerdict, NominationAction, SaidOfRule, judge,
};
use crate::features::nominations::store::{self, Nomination, NominationStage, Situation};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::life_cycle::next_step;
use crate::operations::state::State;

/// What the appraiser holds of a rule.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRuleOpinion {
    /// The rule's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "GIAY_KHEN_STANDARD")]
    pub code: String,
    /// Whether it is met.
    #[schema(example = "PASS")]
    pub opinion: Outcome,
    /// Why; needed where the check says otherwise.
    #[schema(
        nullable = false,
        max_length = 1000,
        format = "paragraphs",
        example = "Đã có quyết định xếp loại, đang chờ cập nhật (mẫu)"
    )]
    pub reason: Option<String>,
}

/// An appraisal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAppraisal {
    /// What it comes to.
    #[schema(example = "MEETS")]
    pub verdict: AppraisalVerdict,
    /// The opinion in words.
    #[schema(
        max_length = 5000,
        format = "paragraphs",
        example = "Hồ sơ đủ, thành tích đúng với số liệu đã duyệt (mẫu)"
    )]
    pub opinion: String,
    /// What is held of rules; of the others the check says.
    #[serde(default)]
    #[schema(max_items = 100, example = json!([{"code": "GIAY_KHEN_STANDARD", "opinion": "PASS",
        "reason": "Đã có quyết định xếp loại, đang chờ cập nhật (mẫu)"}]))]
    pub rules: Vec<NewRuleOpinion>,
}

/// Appraise a nomination
///
/// For the standing office of the stage, never for who wrote or submitted it. The rules are checked by the day on which this
/// stage received the nomination, and the check is kept. An opinion that differs from the check needs a reason; it can only
/// meet the standard when every rule that decides is held to be met. An appraisal that departs from the check is confirmed by a
/// second person before it is proposed.
#[utoipa::path(request_body = NewAppraisal,
    responses((status = 201, body = NominationStageView, description = "Appraised", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::own_nomination, Code::invalid_transition, Code::unknown_rule, Code::named_twice, Code::reason_required,
        Code::verdict_against_rules
    ]))))]
#[post("/nominations/{id}/appraisals")]
pub async fn appraise_nomination(
    state: web::Data<State>,
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<NewAppraisal>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.access.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let nomination = store::lock_exclusive(tx, id).await?;
        // It may have gone to another stage while this waited.
        let access = NominationAccess::of(tx, &change.caller, &nomination, context.today).await?;
        access.require(Permission::RunCampaigns)?;
        if_match.check(nomination.version)?;
        let stage = appraise_in(tx, context, &nomination, &input).await?;
        let view = NominationStageView::list(tx, vec![stage], context.today).await?.pop();
        let view = view.ok_or_else(|| Problem::internal("a stage without its view"))?;
        Answer::created(&state.link(&format!("/nominations/{id}/stages")), &view)
    };
    change.run(permit, effect).await
}

/// Appraises a locked nomination at its stage, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn appraise_in(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: &Nomination,
    input: &NewAppraisal,
) -> Result<NominationStage, Problem> {
    let situation = Situation::of(tx, nomination, context.today).await?;
    let life = situation.life(nomination, context.actor_id);
    let step = next_step(&life, NominationAction::Appraise, None)?;
    let stage = situation.stage.clone().ok_or_else(|| Problem::internal("an appraisal at no stage"))?;
    let (check_id, check) = ask(tx, context, nomination, &stage).await?;
    let said: Vec<SaidOfRule> = input.rules.iter().map(said_of_rule).collect();
    let appraisal =
        judge(input.verdict, &check, &said, situation.is_last()).map_err(|faults| refusal(&faults))?;
    let Appraisal { opinions, is_override } = appraisal;
    let stage = NominationStage {
        check_id: Some(check_id),
        verdict: Some(input.verdict),
        opinion: Some(composed(&input.opinion)),
        appraised_by: context.actor_id,
        appraised_at: Some(context.at),
        is_override,
        confirmed_by: None,
        confirmed_at: None,
        ..stage
    };
    store::update_stage(tx, &stage).await?;
    store::replace_opinions(tx, stage.id, &opinions).await?;
    let appraisers = nomination.appraisers.clone().and(context.actor_id);
    let after = Nomination { verdict: Some(input.verdict), appraisers, ..nomination.clone() };
    let told = (None, store::appraisal_details(&stage, &opinions));
    store::take_step(tx, context, step, (nomination, after), told).await?;
    Ok(stage)
}

fn said_of_rule(own: &NewRuleOpinion) -> SaidOfRule {
    let reason = own.reason.as_ref().map(|reason| composed(reason));
    SaidOfRule { code: own.code.clone(), opinion: own.opinion, reason }
}

/// The check of eligibility by the day of receipt, which is kept.
async fn ask(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: &Nomination,
    stage: &NominationStage,
) -> Result<(uuid::Uuid, Verdict), Problem> {
    let subject = nomination.subject();
    let known = eligibility::find_subjects(tx, &[subject], context.today).await?.remove(&subject);
    // Whoever was merged after the nomination was written is not judged under two names.
    let known = known.ok_or_else(|| Problem::new(Code::person_is_merged))?;
    let award = catalogue::find_on(tx, &nomination.award_code, context.today).await?;
    let campaign = match nomination.campaign_id {
        Some(id) => Some(eligibility::find_campaign(tx, id, context.today).await?.0),
        None => None,
    };
    let question = Question {
        subject,
        award: AwardCode::new(nomination.award_code.clone()),
        is_title: award.is_some_and(|award| award.kind == AwardKind::Title),
        kind: nomination.commendation_kind,
        year: nomination.year,
        campaign: nomination.campaign_id,
        received_on: stage.received_on,
        asked_on: context.today,
    };
    let (row, verdict, _) =
        eligibility::ask(tx, context, (known, &question), campaign.as_ref(), None).await?;
    Ok((row.id, verdict))
}

fn refusal(faults: &[AppraisalFault]) -> Problem {
    let violation = |fault: &AppraisalFault| match fault {
        AppraisalFault::UnknownRule(at) => Violation::at(format!("/rules/{at}/code"), Code::unknown_rule),
        AppraisalFault::NamedTwice(at) => Violation::at(format!("/rules/{at}/code"), Code::named_twice),
        AppraisalFault::WithoutReason(at) => {
            Violation::at(format!("/rules/{at}/reason"), Code::reason_required)
        }
        AppraisalFault::AgainstRules(codes) => {
            Violation::at("/verdict", Code::verdict_against_rules).with("rules", codes.join(", "))
        }
    };
    Problem::invalid(faults.iter().map(violation).collect())
}
