//! What a launch still lacks.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::parts::NamedCampaign;
use super::{Viewer, seen};
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::rules::readiness::{
    Certainty, Era, Lack, ReadinessFacts, ReadinessItem, Severity, lacks, period,
};
use crate::features::campaigns::rules::{CampaignStatus, Charter};
use crate::features::campaigns::store::participants::Overlap;
use crate::features::campaigns::store::{self, Campaign};
use crate::features::documents::store as documents;
use crate::features::units::rules::UnitStatus;
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::locale::BilingualText;
use crate::http::{Answer, Locale, Problem};
use crate::operations::state::State;

/// Which campaign, for a launch on which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReadinessParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000400")]
    id: Uuid,
    /// The day from which the launch shall hold; today when it is left out. It decides which law is asked.
    #[param(nullable = false, format = Date, max_length = 10)]
    effective_on: Option<NaiveDate>,
}

/// Something the launch lacks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadinessLack {
    /// What.
    #[schema(example = "STARTS_ON")]
    item: ReadinessItem,
    /// Whether the launch waits for it.
    #[schema(example = "BLOCKING")]
    severity: Severity,
    /// In words.
    #[schema(max_length = 1000, format = "text", example = "Chưa có ngày bắt đầu.")]
    message: String,
    /// The member of the campaign that it is about, as a JSON pointer.
    #[schema(max_length = 100, format = "text", example = "/startsOn")]
    pointer: String,
    /// By which clause, where one is known.
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
    campaigns: Vec<NamedCampaign>,
}

/// What a launch still lacks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// Whether nothing blocks the launch.
    #[schema(example = false)]
    ready: bool,
    /// The day from which the launch would hold.
    #[schema(format = Date, max_length = 10, example = "2026-11-23")]
    effective_on: NaiveDate,
    /// The era of the law on that day.
    #[schema(example = "ERA_3")]
    era: Era,
    /// How many units take part, or would.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    participant_count: usize,
    /// What is missing, what blocks the launch first.
    #[schema(max_items = 50)]
    items: Vec<ReadinessLack>,
}

/// Read a campaign's readiness
///
/// What a launch on a day still lacks, by the law of that day: BLOCKING stops it, ADVISORY is worth a look. Each item
/// names its clause, where one is known, and how sure we are of it.
#[utoipa::path(params(ReadinessParameters),
    responses((status = 200, body = Readiness, description = "What is missing")))]
#[get("/campaigns/{id}/readiness")]
pub async fn get_campaign_readiness(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ReadinessParameters>,
) -> Result<Answer, Problem> {
    let ReadinessParameters { id, effective_on } = parameters.0;
    let viewer = Viewer::new(&request, &state, &caller);
    let on = effective_on.unwrap_or(viewer.today);
    let judged = state
        .db
        .read(async |conn| {
            let campaign = seen(conn, &viewer, id).await?;
            judge(conn, &campaign, (on, viewer.today)).await
        })
        .await?;
    let item = |lack: &Lack| view(lack, &judged.overlaps, viewer.locale);
    Answer::ok(&Readiness {
        ready: judged.is_ready(),
        effective_on: on,
        era: Era::of(on),
        participant_count: judged.participants.len(),
        items: judged.lacks.iter().map(item).collect(),
    })
}

/// What a launch on a day would find.
#[derive(Debug)]
pub struct Judgement {
    /// What the campaign says.
    pub charter: Charter,
    /// Its contents.
    pub contents: Contents,
    /// What is missing.
    pub lacks: Vec<Lack>,
    /// The units that would take part.
    pub participants: Vec<Uuid>,
    /// Running campaigns that call upon the same units on the same days.
    pub overlaps: Vec<Overlap>,
}

impl Judgement {
    /// Whether nothing blocks the launch.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.blocking().next().is_none()
    }

    /// What blocks the launch.
    pub fn blocking(&self) -> impl Iterator<Item = &Lack> {
        self.lacks.iter().filter(|lack| lack.severity == Severity::Blocking)
    }
}

/// Judges a launch of the campaign on a day, as it is stored now.
///
/// # Errors
/// [`db::Error`].
pub async fn judge(
    conn: &Connection,
    campaign: &Campaign,
    (on, today): (NaiveDate, NaiveDate),
) -> Result<Judgement, db::Error> {
    let charter = store::charter_of(conn, campaign).await?;
    let contents = store::contents::list(conn, campaign.id).await?;
    let participants = match campaign.status {
        CampaignStatus::Draft => store::participants::reached(conn, &charter.participants, on).await?,
        _ => store::participants::members(conn, campaign.id).await?,
    };
    judge_as(conn, campaign.id, (charter, contents, participants), (on, today)).await
}

/// Judges a campaign as it shall be: what it says, its contents, the units that take part.
///
/// # Errors
/// [`db::Error`].
pub async fn judge_as(
    conn: &Connection,
    campaign_id: Uuid,
    (charter, contents, participants): (Charter, Contents, Vec<Uuid>),
    (on, today): (NaiveDate, NaiveDate),
) -> Result<Judgement, db::Error> {
    let overlaps = match period(&charter) {
        Some(period) => store::participants::overlaps(conn, campaign_id, &participants, period).await?,
        None => Vec::new(),
    };
    let (unit, _) = units::find(conn, charter.launching_unit_id).await?;
    let document = match charter.document_id {
        Some(id) => Some(documents::find(conn, id).await?),
        None => None,
    };
    let facts = ReadinessFacts {
        launching_unit_exists: unit.life().status_on(on) == UnitStatus::Active,
        participants: participants.len(),
        contents: contents.0.len(),
        indicators: contents.0.iter().map(|content| content.indicators.len()).sum(),
        document_is_numbered: document.as_ref().is_some_and(|document| document.number.is_some()),
        document_is_dated: document.as_ref().is_some_and(|document| document.issued_on.is_some()),
        overlaps: overlaps.len(),
        today,
    };
    let clauses = store::readiness::clauses_on(conn, on).await?;
    let lacks = lacks(&charter, &facts, &clauses);
    Ok(Judgement { charter, contents, lacks, participants, overlaps })
}

fn view(lack: &Lack, overlaps: &[Overlap], locale: Locale) -> ReadinessLack {
    ReadinessLack {
        item: lack.item,
        severity: lack.severity,
        message: words_of(lack.item).in_locale(locale).to_owned(),
        pointer: lack.item.pointer().to_owned(),
        clause: lack.clause.clone(),
        certainty: lack.certainty,
        campaigns: match lack.item {
            ReadinessItem::Overlap => overlaps.iter().map(NamedCampaign::from).collect(),
            _ => Vec::new(),
        },
    }
}

/// What is said of an item that is missing, in both languages.
#[rustfmt::skip]
pub(super) const fn words_of(item: ReadinessItem) -> BilingualText {
    let (en, vi) = match item {
        ReadinessItem::Title => ("There is no title.", "Chưa có tên phong trào."),
        ReadinessItem::LaunchingUnit => ("The launching unit does not exist on that day.", "Đơn vị phát động không tồn tại vào ngày đó."),
        ReadinessItem::StartsOn => ("There is no first day.", "Chưa có ngày bắt đầu."),
        ReadinessItem::EndsOn => ("There is no last day.", "Chưa có ngày kết thúc."),
        ReadinessItem::Contents => ("There is no content.", "Chưa có nội dung thi đua."),
        ReadinessItem::Participants => ("No unit that exists on that day is called upon.", "Chưa có đơn vị tham gia nào tồn tại vào ngày đó."),
        ReadinessItem::Signatory => ("Nobody signs.", "Chưa có người ký."),
        ReadinessItem::Form => ("The form of emulation is not stated.", "Chưa nêu hình thức tổ chức thi đua."),
        ReadinessItem::Level => ("The scope by law is not stated.", "Chưa nêu phạm vi tổ chức thi đua."),
        ReadinessItem::Theme => ("There is no theme.", "Chưa có chủ đề thi đua."),
        ReadinessItem::Objectives => ("There are no objectives.", "Chưa có mục tiêu."),
        ReadinessItem::Indicators => ("No content has an indicator.", "Chưa có chỉ tiêu, tiêu chí nào."),
        ReadinessItem::Measures => ("There are no measures.", "Chưa có biện pháp tổ chức."),
        ReadinessItem::Assignments => ("Nobody is charged with anything.", "Chưa có phân công tổ chức thực hiện."),
        ReadinessItem::StandingOffice => ("There is no standing office.", "Chưa có bộ phận thường trực."),
        ReadinessItem::LegalBases => ("No legal basis is cited.", "Chưa có căn cứ."),
        ReadinessItem::DocumentNumber => ("The launch document has no number.", "Văn bản phát động chưa có số, ký hiệu."),
        ReadinessItem::DocumentDate => ("The launch document has no day of issue.", "Văn bản phát động chưa có ngày ban hành."),
        ReadinessItem::Recipients => ("There are no recipients.", "Chưa có nơi nhận."),
        ReadinessItem::Overlap => ("Running campaigns call upon the same units on the same days.", "Có phong trào đang diễn ra với cùng đơn vị, cùng thời gian."),
        ReadinessItem::Period => ("Its last day is over.", "Ngày kết thúc đã qua."),
    };
    BilingualText { en, vi }
}
