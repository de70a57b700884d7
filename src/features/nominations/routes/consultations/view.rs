//! What a consultation looks like from outside.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::ConsultationAccess;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::groups::group;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::AwardReference;
use crate::features::catalogue::store::AwardReferences;
use crate::features::nominations::rules::{
    ConsultationAction, ConsultationLife, ConsultationOutcome, ConsultationStatus,
};
use crate::features::nominations::store::{self, Consultation, ConsultedNomination, NominationHead};
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// A nomination of a consultation, as it was published, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ConsultedNomination)]
pub struct ConsultedNominationView {
    /// The nomination's id.
    #[schema(example = "01980000-0000-7000-8000-0000003d0501")]
    nomination_id: Uuid,
    /// Who is proposed, as published.
    #[schema(max_length = 300, format = "text", example = "Nguyễn Thị Mẫu")]
    name: String,
    /// The unit that proposes, as published.
    #[schema(max_length = 500, format = "text", example = "Văn phòng Sở")]
    unit_name: String,
    /// For what.
    award: AwardReference,
    /// What was achieved, as published.
    #[schema(max_length = 2000, format = "text", example = "Hoàn thành xuất sắc nhiệm vụ năm 2025 (mẫu)")]
    achievement: String,
    /// How many spoke on it.
    #[schema(format = "count", example = 0)]
    opinions: i64,
    /// How many of them object.
    #[schema(format = "count", example = 0)]
    objections: i64,
    /// What it came to; null until that was recorded.
    #[schema(required, example = json!(null))]
    outcome: Option<ConsultationOutcome>,
    /// What was found, in words.
    #[schema(required, max_length = 2000, format = "text", example = json!(null))]
    note: Option<String>,
}

/// A public consultation in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsultationSummary {
    /// The consultation's id.
    #[schema(example = "01980000-0000-7000-8000-000000400001")]
    pub id: Uuid,
    /// The unit that consults.
    unit: UnitReference,
    /// What it is about.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Lấy ý kiến Nhân dân về đề nghị khen thưởng (mẫu)"
    )]
    title: String,
    /// On which media the list stands.
    #[schema(max_length = 1000, format = "text", example = "Cổng thông tin điện tử tỉnh (mẫu)")]
    published_in: String,
    /// The first day.
    #[schema(example = "2026-11-20")]
    starts_on: NaiveDate,
    /// The last day.
    #[schema(example = "2026-12-04")]
    ends_on: NaiveDate,
    /// Its status.
    #[schema(example = "OPEN")]
    status: ConsultationStatus,
    /// Increases with every change, also with every opinion; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl ConsultationSummary {
    /// Consultations as lists show them.
    pub async fn list(
        conn: &Connection,
        rows: &[Consultation],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let summary = |row: &Consultation| Self {
            id: row.id,
            unit: units.get(row.unit_id),
            title: row.title.clone(),
            published_in: row.published_in.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            status: row.status,
            version: row.version,
        };
        Ok(rows.iter().map(summary).collect())
    }
}

/// A public consultation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Consultation)]
pub struct ConsultationView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: ConsultationSummary,
    /// What the caller may do now.
    #[schema(max_items = 2, example = json!([]))]
    allowed_actions: Vec<ConsultationAction>,
    /// The published list.
    #[schema(max_items = 200)]
    nominations: Vec<ConsultedNominationView>,
    /// What came of it, in words; null until it ended.
    #[schema(required, max_length = 5000, format = "text", example = json!(null))]
    outcome_summary: Option<String>,
    /// Who opened it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was opened.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

/// The life of a consultation, as somebody meets it.
pub(super) async fn life_of(
    conn: &Connection,
    row: &Consultation,
    list: &[ConsultedNomination],
    (person, today): (Option<Uuid>, NaiveDate),
) -> Result<ConsultationLife, db::Error> {
    let ids: Vec<Uuid> = list.iter().map(|own| own.nomination_id).collect();
    let heads = store::list_heads(conn, &ids).await?;
    let people: Vec<Uuid> = heads.iter().filter_map(|head: &NominationHead| head.person_id).collect();
    let accounts = store::accounts_of(conn, &people).await?;
    let is_writer = heads.iter().any(|head| head.writers.include(person))
        || person.is_some_and(|person| accounts.contains(&person));
    Ok(ConsultationLife { status: row.status, is_over: row.ends_on < today, is_writer })
}

impl ConsultationView {
    /// A consultation as a caller sees it.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        row: Consultation,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let access = ConsultationAccess::of(conn, caller, &row, today).await?;
        let list = group(store::list_consulted(conn, &[row.id]).await?).remove(&row.id).unwrap_or_default();
        let life = life_of(conn, &row, &list, (Some(caller.user_id), today)).await?;
        let counts = store::count_consultation_opinions(conn, &[row.id]).await?;
        let counts: HashMap<(Uuid, bool), i64> = counts
            .into_iter()
            .map(|((_, nomination, objects), count)| ((nomination, objects), count))
            .collect();
        let count = |nomination, objects| counts.get(&(nomination, objects)).copied().unwrap_or(0);
        let awards = AwardReferences::find(conn, list.iter().map(|own| own.award_code.clone())).await?;
        let view = |own: ConsultedNomination| ConsultedNominationView {
            opinions: count(own.nomination_id, true) + count(own.nomination_id, false),
            objections: count(own.nomination_id, true),
            nomination_id: own.nomination_id,
            name: own.name,
            unit_name: own.unit_name,
            award: awards.get(&own.award_code),
            achievement: own.achievement,
            outcome: own.outcome,
            note: own.note,
        };
        let summary = ConsultationSummary::list(conn, std::slice::from_ref(&row), today).await?.pop();
        Ok(Self {
            summary: summary.ok_or(db::Error::NotFound)?,
            allowed_actions: allowed_actions(&life, |permission| access.allows(permission)),
            nominations: list.into_iter().map(view).collect(),
            outcome_summary: row.summary,
            created_by: row.created_by,
            created_at: local(row.created_at),
            updated_at: local(row.updated_at),
        })
    }
}
