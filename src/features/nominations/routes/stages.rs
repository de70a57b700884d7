//! The stages of a nomination, each with its appraisal.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::groups::group;
use crate::db::{self, Connection};
use crate::features::eligibility::rules::Outcome;
use crate::features::nominations::rules::{AppraisalVerdict, RuleOpinion};
use crate::features::nominations::store::{self, NominationStage};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// What an appraisal holds of a rule, beside what the check says.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RuleOpinion)]
pub struct RuleOpinionView {
    /// The rule's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "STANDARD")]
    code: String,
    /// What the check says.
    #[schema(example = "UNKNOWN")]
    outcome: Outcome,
    /// What the appraisal says.
    #[schema(example = "PASS")]
    opinion: Outcome,
    /// Why they differ.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Đã có quyết định xếp loại, đang chờ cập nhật (mẫu)"
    )]
    reason: Option<String>,
}

impl From<RuleOpinion> for RuleOpinionView {
    fn from(of: RuleOpinion) -> Self {
        let RuleOpinion { code, outcome, opinion, reason } = of;
        Self { code, outcome, opinion, reason }
    }
}

/// How the council of a stage voted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CouncilVote {
    /// Whether the share that is needed was reached.
    #[schema(example = true)]
    is_carried: bool,
    /// Votes for it.
    #[schema(format = "count", example = 3)]
    votes_for: i32,
    /// Of how many votes the share is taken.
    #[schema(format = "count", example = 3)]
    votes_of: i32,
    /// The day.
    #[schema(example = "2026-01-20")]
    voted_on: NaiveDate,
}

impl CouncilVote {
    fn of(stage: &NominationStage) -> Option<Self> {
        let NominationStage { is_carried, votes_for, votes_of, voted_on, .. } = *stage;
        Some(Self {
            is_carried: is_carried?,
            votes_for: votes_for?,
            votes_of: votes_of?,
            voted_on: voted_on?,
        })
    }
}

/// A stage of a nomination.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NominationStage)]
pub struct NominationStageView {
    /// Its position, from the lowest level up.
    #[schema(minimum = 1, maximum = 100, example = 1)]
    position: i32,
    /// The unit of the level; null outside the province.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// The day on which it received the nomination: it picks the law.
    #[schema(example = "2026-01-15")]
    received_on: NaiveDate,
    /// What the appraisal came to; null while there is none.
    #[schema(required, example = "MEETS")]
    verdict: Option<AppraisalVerdict>,
    /// The opinion in words.
    #[schema(
        required,
        max_length = 5000,
        format = "text",
        example = "Hồ sơ đủ, thành tích đúng với số liệu đã duyệt (mẫu)"
    )]
    opinion: Option<String>,
    /// The check of eligibility that it rests on.
    #[schema(required, example = json!(null))]
    check_id: Option<Uuid>,
    /// What it holds of each rule.
    #[schema(max_items = 100)]
    rules: Vec<RuleOpinionView>,
    /// Whether it departs from the check.
    #[schema(example = false)]
    is_override: bool,
    /// Who appraised.
    #[schema(required, example = "01980000-0000-7000-8000-000000000002")]
    appraised_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    appraised_at: Option<LocalTime>,
    /// Who confirmed an appraisal that departs from the check.
    #[schema(required, example = json!(null))]
    confirmed_by: Option<Uuid>,
    /// How the council of the stage voted; null while it has not.
    #[schema(required)]
    vote: Option<CouncilVote>,
    /// Who proposed it from here.
    #[schema(required, example = json!(null))]
    proposed_by: Option<Uuid>,
}

impl NominationStageView {
    /// Stages with what was said there.
    pub(super) async fn list(
        conn: &Connection,
        stages: Vec<NominationStage>,
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = stages.iter().map(|stage| stage.id).collect();
        let mut opinions = group(store::list_opinions(conn, &ids).await?);
        let units =
            UnitReference::find_all(conn, stages.iter().filter_map(|stage| stage.unit_id), today).await?;
        let view = |stage: NominationStage| Self {
            vote: CouncilVote::of(&stage),
            position: stage.position,
            unit: units.find(stage.unit_id),
            received_on: stage.received_on,
            verdict: stage.verdict,
            opinion: stage.opinion,
            check_id: stage.check_id,
            rules: opinions
                .remove(&stage.id)
                .unwrap_or_default()
                .into_iter()
                .map(RuleOpinionView::from)
                .collect(),
            is_override: stage.is_override,
            appraised_by: stage.appraised_by,
            appraised_at: stage.appraised_at.map(local),
            confirmed_by: stage.confirmed_by,
            proposed_by: stage.proposed_by,
        };
        Ok(stages.into_iter().map(view).collect())
    }
}

/// The stages of a nomination.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationStageList {
    /// The stages, from the lowest level up.
    #[schema(max_items = 100)]
    items: Vec<NominationStageView>,
}

/// List a nomination's stages
///
/// What each level found: verdict, opinion, and what it holds of each rule beside what the check says.
#[utoipa::path(responses((status = 200, body = NominationStageList, description = "The stages")))]
#[get("/nominations/{id}/stages")]
pub async fn list_nomination_stages(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        find_visible(conn, &caller, id, today).await?;
        let stages = store::list_stages(conn, id).await?;
        NominationStageView::list(conn, stages, today).await
    };
    Answer::ok(&NominationStageList { items: state.db.read(read).await? })
}
