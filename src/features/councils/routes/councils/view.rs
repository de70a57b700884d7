//! What a council looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::councils::rules::MemberPosition;
use crate::features::councils::store::{self, Composition, Council, Member};
use crate::operations::references::UnitReference;

/// A council in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CouncilSummary {
    /// The council's id.
    #[schema(example = "01980000-0000-7000-8000-0000003e0001")]
    pub id: Uuid,
    /// The unit whose council it is: it votes on what is at the stage of this unit.
    pub unit: UnitReference,
    /// What it is called.
    #[schema(max_length = 300, format = "text", example = "Hội đồng Thi đua - Khen thưởng Sở Nội vụ (mẫu)")]
    name: String,
    /// Whether a member takes no part where the member's own unit, or somebody of it, is proposed.
    #[schema(example = true)]
    recuses_own_unit: bool,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl CouncilSummary {
    /// Councils as lists show them.
    pub async fn list(
        conn: &Connection,
        rows: Vec<Council>,
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let summary = |row: Council| Self {
            id: row.id,
            unit: units.get(row.unit_id),
            name: row.name,
            recuses_own_unit: row.recuses_own_unit,
            version: row.version,
        };
        Ok(rows.into_iter().map(summary).collect())
    }
}

/// A member of a council.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CouncilMember)]
pub struct CouncilMemberView {
    /// The account with which the member votes.
    #[schema(example = "01980000-0000-7000-8000-000000000004")]
    user_id: Uuid,
    /// The name.
    #[schema(max_length = 200, format = "text", example = "Thành viên Hội đồng 1 (mẫu)")]
    name: String,
    /// What the member is there.
    #[schema(example = "CHAIR")]
    position: MemberPosition,
}

impl From<Member> for CouncilMemberView {
    fn from(member: Member) -> Self {
        let Member { user_id, name, position, .. } = member;
        Self { user_id, name, position }
    }
}

/// Who sits in a council from a day on, until the next decision.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CouncilComposition)]
pub struct CompositionView {
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-0000003e0002")]
    id: Uuid,
    /// The first day.
    #[schema(example = "2026-01-05")]
    starts_on: NaiveDate,
    /// The decision, as printed.
    #[schema(max_length = 100, format = "text", example = "12/QĐ-SNV")]
    decision_number: String,
    /// Its day.
    #[schema(example = "2026-01-05")]
    decided_on: NaiveDate,
    /// The decision as a registered document.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// The members.
    #[schema(max_items = 100)]
    members: Vec<CouncilMemberView>,
}

/// A council.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Council)]
pub struct CouncilView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: CouncilSummary,
    /// Who sits in it, from which day on; the last decision first.
    #[schema(max_items = 1000)]
    compositions: Vec<CompositionView>,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl CouncilView {
    /// A council.
    pub async fn of(conn: &Connection, council: Council, today: NaiveDate) -> Result<Self, db::Error> {
        let compositions = store::list_compositions(conn, &[council.id]).await?;
        let ids: Vec<Uuid> = compositions.iter().map(|own| own.id).collect();
        let members = store::list_members(conn, &ids).await?;
        let of = |composition: &Composition| {
            let own = members.iter().filter(|(id, _)| *id == composition.id);
            own.map(|(_, member)| CouncilMemberView::from(member.clone())).collect()
        };
        let view = |own: Composition| CompositionView {
            members: of(&own),
            id: own.id,
            starts_on: own.starts_on,
            decision_number: own.decision_number,
            decided_on: own.decided_on,
            document_id: own.document_id,
        };
        let (created_by, created_at, updated_at) =
            (council.created_by, local(council.created_at), local(council.updated_at));
        let summary = CouncilSummary::list(conn, vec![council], today).await?.pop();
        Ok(Self {
            summary: summary.ok_or(db::Error::NotFound)?,
            compositions: compositions.into_iter().map(view).collect(),
            created_by,
            created_at,
            updated_at,
        })
    }
}
