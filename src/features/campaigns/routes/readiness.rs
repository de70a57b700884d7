//! What a launch still lacks.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::access::find_visible;
use super::judgement::judge;
use super::readiness_texts::text_of;
use super::viewer::Viewer;
use crate::auth::Caller;
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::rules::readiness::{Certainty, Era, Lack, ReadinessItem, Severity};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Locale, Problem};
use crate::operations::state::State;

/// The launch to judge.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct LaunchParameters {
    /// The day from which the launch shall hold; today when it is left out. The law of that day applies.
    #[param(nullable = false)]
    effective_on: Option<NaiveDate>,
}

/// Something the launch lacks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadinessLack {
    /// The missing item.
    #[schema(example = "STARTS_ON")]
    item: ReadinessItem,
    /// Whether the launch needs it.
    #[schema(example = "BLOCKING")]
    severity: Severity,
    /// In words.
    #[schema(max_length = 1000, format = "text", example = "Chưa có ngày bắt đầu.")]
    message: String,
    /// The member of the campaign that it is about, as a JSON pointer.
    #[schema(max_length = 100, format = "text", example = "/startsOn")]
    pointer: String,
    /// The clause that asks for it, where there is one.
    #[schema(
        required,
        max_length = 500,
        format = "text",
        example = "Luật 06/2022/QH15, Điều 17 (thời gian)"
    )]
    clause: Option<String>,
    /// How sure we are of the clause.
    #[schema(required, example = "SOURCED")]
    certainty: Option<Certainty>,
    /// The campaigns it is about.
    #[schema(max_items = 20, example = json!([]))]
    campaigns: Vec<CampaignReference>,
}

/// What a launch still lacks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// Whether nothing blocks the launch.
    #[schema(example = false)]
    ready: bool,
    /// The day from which the launch would hold.
    #[schema(example = "2026-11-23")]
    effective_on: NaiveDate,
    /// The era of the law on that day.
    #[schema(example = "ERA_3")]
    era: Era,
    /// How many units take part, or would.
    #[schema(format = "count", example = 0)]
    participant_count: usize,
    /// What is missing, blocking items first.
    #[schema(max_items = 50)]
    items: Vec<ReadinessLack>,
}

/// Read a campaign's readiness
///
/// What a launch on a day still lacks, by the law of that day: BLOCKING items prevent it, ADVISORY items do not. Each
/// item names its clause, where there is one, and how sure we are of it.
#[utoipa::path(params(LaunchParameters),
    responses((status = 200, body = Readiness, description = "What is missing")))]
#[get("/campaigns/{id}/readiness")]
pub async fn get_campaign_readiness(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    launch: Parameters<LaunchParameters>,
) -> Result<Answer, Problem> {
    let viewer = Viewer::new(&request, &state, &caller);
    let on = launch.0.effective_on.unwrap_or(viewer.today);
    let read = state.db.read(async |conn| {
        let campaign = find_visible(conn, &caller, path.0.id, viewer.today).await?;
        judge(conn, &campaign, (on, viewer.today)).await
    });
    let judgement = read.await?;
    let item = |lack: &Lack| view(lack, &judgement.overlaps, viewer.locale);
    Answer::ok(&Readiness {
        ready: judgement.is_ready(),
        effective_on: on,
        era: Era::of(on),
        participant_count: judgement.participants.len(),
        items: judgement.lacks.iter().map(item).collect(),
    })
}

fn view(lack: &Lack, overlaps: &[CampaignReference], locale: Locale) -> ReadinessLack {
    ReadinessLack {
        item: lack.item,
        severity: lack.severity,
        message: text_of(lack.item).in_locale(locale).to_owned(),
        pointer: lack.item.pointer().to_owned(),
        clause: lack.clause.clone(),
        certainty: lack.certainty,
        campaigns: match lack.item {
            ReadinessItem::Overlap => overlaps.to_vec(),
            _ => Vec::new(),
        },
    }
}
