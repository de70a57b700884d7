//! What a nomination looks like from outside.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::NominationAccess;
use super::procedure::NominationProcedure;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store as campaigns;
use crate::features::catalogue::rules::{AwardReference, CommendationKind};
use crate::features::catalogue::store::AwardReferences;
use crate::features::nominations::rules::{
    AppraisalVerdict, NominationAction, NominationStatus, ReportTexts,
};
use crate::features::nominations::store::{
    self, Nomination, NominationHead, NominationPaper, NominationStage, Situation,
};
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;
use crate::operations::subjects::{KnownSubjects, SubjectReference};

/// A paper of the dossier's checklist.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NominationPaper)]
pub struct NominationPaperView {
    /// Its code in the catalogue.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "ACHIEVEMENT_REPORT")]
    code: String,
    /// What it is called.
    #[schema(max_length = 200, format = "text", example = "Báo cáo thành tích")]
    name: String,
    /// Whether a dossier without it is incomplete.
    #[schema(example = true)]
    required: bool,
    /// The file that it is.
    #[schema(required, example = json!(null))]
    file_id: Option<Uuid>,
    /// The registered document that it is.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
}

impl From<NominationPaper> for NominationPaperView {
    fn from(paper: NominationPaper) -> Self {
        let NominationPaper { code, name, required, file_id, document_id, .. } = paper;
        Self { code, name, required, file_id, document_id }
    }
}

/// An initiative that a nomination rests on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominatedInitiative {
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000380001")]
    id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SK-2025-001")]
    code: String,
    /// What it is called.
    #[schema(max_length = 500, format = "text", example = "Rút ngắn thời gian tiếp nhận hồ sơ (mẫu)")]
    title: String,
}

/// The words of an achievement report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AchievementReport)]
pub struct ReportView {
    /// Who it is (sơ lược lý lịch, đặc điểm tình hình).
    #[schema(required, max_length = 20_000, format = "text", example = "Họ và tên: Nguyễn Thị Mẫu")]
    profile: Option<String>,
    /// What was achieved (thành tích đạt được).
    #[schema(
        required,
        max_length = 20_000,
        format = "text",
        example = "Năm 2025: hoàn thành xuất sắc nhiệm vụ."
    )]
    achievements: Option<String>,
    /// What was given before (các hình thức đã được khen thưởng).
    #[schema(required, max_length = 20_000, format = "text", example = json!(null))]
    commendations: Option<String>,
}

impl From<ReportTexts> for ReportView {
    fn from(of: ReportTexts) -> Self {
        let ReportTexts { profile, achievements, commendations } = of;
        Self { profile, achievements, commendations }
    }
}

/// Where a nomination is on its way up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationPlace {
    /// The stage, from 1.
    #[schema(minimum = 1, maximum = 100, example = 1)]
    position: i32,
    /// The unit of the stage; null outside the province.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// The day on which this stage received it: it picks the law.
    #[schema(example = "2026-01-15")]
    received_on: NaiveDate,
    /// What the appraisal of this stage came to.
    #[schema(required, example = json!(null))]
    verdict: Option<AppraisalVerdict>,
    /// Whether the appraisal departs from the rules and waits for a second person.
    #[schema(example = false)]
    awaits_confirmation: bool,
}

/// A nomination in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationSummary {
    /// The nomination's id.
    #[schema(example = "01980000-0000-7000-8000-0000003d0001")]
    pub id: Uuid,
    /// The unit that nominates.
    pub unit: UnitReference,
    /// Who is proposed.
    pub subject: SubjectReference,
    /// For what.
    pub award: AwardReference,
    /// On which ground.
    #[schema(example = "MERIT")]
    commendation_kind: CommendationKind,
    /// The year of the achievement; of a campaign, its last year.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    year: i32,
    /// The campaign it is for.
    #[schema(required, example = json!(null))]
    campaign_id: Option<Uuid>,
    /// Its status.
    #[schema(example = "SUBMITTED")]
    status: NominationStatus,
    /// The unit of the stage it is at; null before it is sent, and outside the province.
    #[schema(required)]
    stage_unit: Option<UnitReference>,
    /// What the appraisal of this stage came to.
    #[schema(required, example = json!(null))]
    verdict: Option<AppraisalVerdict>,
    /// The day on which this stage received it.
    #[schema(required, example = "2026-01-15")]
    received_on: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl NominationSummary {
    /// The nominations with these ids, in their order and as often.
    pub(super) async fn find_all(
        conn: &Connection,
        ids: &[Uuid],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let heads = store::list_heads(conn, ids).await?;
        let heads: HashMap<Uuid, NominationHead> = heads.into_iter().map(|head| (head.id, head)).collect();
        let own: Vec<NominationHead> = ids.iter().filter_map(|id| heads.get(id).cloned()).collect();
        Self::list(conn, &own, today).await
    }

    /// Nominations as lists show them.
    pub async fn list(
        conn: &Connection,
        rows: &[NominationHead],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let known = KnownSubjects::find(conn, rows.iter().map(NominationHead::subject), today).await?;
        let named = rows.iter().flat_map(|row| [Some(row.nominating_unit_id), row.stage_unit_id]);
        let units = UnitReference::find_all(conn, named.flatten(), today).await?;
        let awards = AwardReferences::find(conn, rows.iter().map(|row| row.award_code.clone())).await?;
        let summary = |row: &NominationHead| Self {
            id: row.id,
            unit: units.get(row.nominating_unit_id),
            subject: known.reference(row.subject()),
            award: awards.get(&row.award_code),
            commendation_kind: row.commendation_kind,
            year: row.year,
            campaign_id: row.campaign_id,
            status: row.status,
            stage_unit: units.find(row.stage_unit_id),
            verdict: row.verdict,
            received_on: row.received_on,
            version: row.version,
        };
        Ok(rows.iter().map(summary).collect())
    }
}

/// A nomination.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Nomination)]
pub struct NominationView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: NominationSummary,
    /// What the caller may do now.
    #[schema(max_items = 9, example = json!(["WITHDRAW"]))]
    allowed_actions: Vec<NominationAction>,
    /// The campaign it is for.
    #[schema(required, example = json!(null))]
    campaign: Option<CampaignReference>,
    /// The first day of the achievement's period, where it is not the year.
    #[schema(required, example = json!(null))]
    starts_on: Option<NaiveDate>,
    /// Its last day.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// What was achieved, as the decision will say it.
    #[schema(max_length = 2000, format = "text", example = "Hoàn thành xuất sắc nhiệm vụ năm 2025 (mẫu)")]
    pub achievement: String,
    /// The words of the achievement report.
    report: ReportView,
    /// The checklist of the dossier.
    #[schema(max_items = 50)]
    papers: Vec<NominationPaperView>,
    /// The initiatives that it rests on.
    #[schema(max_items = 20)]
    pub initiatives: Vec<NominatedInitiative>,
    /// Where it is on its way up; null before it is sent.
    #[schema(required)]
    place: Option<NominationPlace>,
    /// What the procedure around the stages asks of it: opinions, public consultation, deadlines, working days.
    procedure: NominationProcedure,
    /// Whether it goes by the simplified procedure, with the shorter list of papers.
    #[schema(example = false)]
    is_simplified: bool,
    /// The day on which it was sent first.
    #[schema(required, example = "2026-01-15")]
    submitted_on: Option<NaiveDate>,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// Who wrote, changed or submitted it: none of them judges it.
    #[schema(max_items = 1000, example = json!(["01980000-0000-7000-8000-000000000302"]))]
    writers: Vec<Uuid>,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl NominationView {
    /// A nomination as a caller sees it.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        nomination: Nomination,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let access = NominationAccess::of(conn, caller, &nomination, today).await?;
        let situation = Situation::of(conn, &nomination, today).await?;
        let life = situation.life(&nomination, Some(caller.user_id));
        let head = NominationHead::from(&nomination);
        let summary =
            NominationSummary::list(conn, &[head], today).await?.pop().ok_or(db::Error::NotFound)?;
        let campaign = match nomination.campaign_id {
            Some(id) => Some(CampaignReference::from(&campaigns::find(conn, id).await?)),
            None => None,
        };
        let initiatives = store::list_initiatives(conn, nomination.id).await?;
        let initiative = |(id, code, title)| NominatedInitiative { id, code, title };
        let awaits_confirmation = nomination.status == NominationStatus::Appraised
            && situation.stage.as_ref().is_some_and(NominationStage::is_unconfirmed);
        let place = situation.stage.as_ref().map(|stage| NominationPlace {
            position: stage.position,
            unit: summary.stage_unit.clone(),
            received_on: stage.received_on,
            verdict: nomination.verdict,
            awaits_confirmation,
        });
        let procedure = NominationProcedure::of(conn, nomination.id, situation.procedure, today).await?;
        Ok(Self {
            summary,
            allowed_actions: allowed_actions(&life, |permission| access.allows(permission)),
            campaign,
            starts_on: nomination.starts_on,
            ends_on: nomination.ends_on(),
            achievement: nomination.achievement,
            report: nomination.report.into(),
            papers: situation.papers.into_iter().map(NominationPaperView::from).collect(),
            initiatives: initiatives.into_iter().map(initiative).collect(),
            place,
            procedure,
            is_simplified: nomination.is_simplified,
            submitted_on: nomination.submitted_on,
            created_by: nomination.created_by,
            writers: nomination.writers.0,
            created_at: local(nomination.created_at),
            updated_at: local(nomination.updated_at),
        })
    }
}
