//! What a cluster looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::clusters::rules::{ClusterKind, ClusterOrganiser};
use crate::features::clusters::store::{self, Cluster, ClusterMember, ClusterYear};
use crate::operations::references::{References, UnitReference};

/// A member of a cluster in a year.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ClusterMember)]
pub struct ClusterMemberView {
    /// The unit; null for a member that is no unit here.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// The name of a member that is no unit here.
    #[schema(required, max_length = 200, format = "text", example = json!(null))]
    name: Option<String>,
    /// Its rank.
    #[schema(required, minimum = 1, maximum = 1000, example = 1)]
    rank: Option<i32>,
    /// Its result in words.
    #[schema(required, max_length = 200, format = "text", example = "98,5 điểm (mẫu)")]
    result: Option<String>,
}

/// A year of a cluster.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ClusterYear)]
pub struct ClusterYearView {
    /// The year.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    year: i32,
    /// The members, in their order.
    #[schema(max_items = 200)]
    members: Vec<ClusterMemberView>,
    /// The unit that heads it (cụm trưởng, khối trưởng).
    #[schema(required)]
    head_unit: Option<UnitReference>,
    /// Its vice head (cụm phó, khối phó).
    #[schema(required)]
    vice_unit: Option<UnitReference>,
    /// The member that was acclaimed as leader.
    #[schema(required)]
    leader_unit: Option<UnitReference>,
    /// How the members voted.
    #[schema(required, max_length = 500, format = "text", example = "8/9 đơn vị bỏ phiếu suy tôn (mẫu)")]
    votes: Option<String>,
    /// Where it is known from.
    #[schema(max_length = 500, format = "text", example = "Biên bản bình xét năm 2025 (mẫu)")]
    source: String,
    /// Who wrote it last.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    written_by: Uuid,
    /// When.
    updated_at: LocalTime,
}

/// A cluster or a bloc in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClusterSummary {
    /// The cluster's id.
    #[schema(example = "01980000-0000-7000-8000-000000003601")]
    id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "KHOI-SO-1")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Khối thi đua các sở, ngành số 1 (mẫu)")]
    name: String,
    /// What kind of group it is.
    #[schema(example = "BLOC")]
    kind: ClusterKind,
    /// Who organises it.
    #[schema(example = "PROVINCE")]
    organised_by: ClusterOrganiser,
    /// Whether it is one outside the province.
    #[schema(example = false)]
    is_outside: bool,
    /// Its version.
    version: RowVersion,
}

impl From<Cluster> for ClusterSummary {
    fn from(of: Cluster) -> Self {
        let Cluster { id, code, name, kind, organised_by, is_outside, version, .. } = of;
        Self { id, code, name, kind, organised_by, is_outside, version }
    }
}

/// A cluster or a bloc with its years.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Cluster)]
pub struct ClusterView {
    /// The cluster's id.
    #[schema(example = "01980000-0000-7000-8000-000000003601")]
    pub id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "KHOI-SO-1")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Khối thi đua các sở, ngành số 1 (mẫu)")]
    name: String,
    /// What kind of group it is.
    #[schema(example = "BLOC")]
    kind: ClusterKind,
    /// Who organises it.
    #[schema(example = "PROVINCE")]
    organised_by: ClusterOrganiser,
    /// Whether it is one outside the province.
    #[schema(example = false)]
    is_outside: bool,
    /// The unit whose standing office keeps it.
    unit: UnitReference,
    /// Its years, the latest first.
    #[schema(max_items = 150)]
    years: Vec<ClusterYearView>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl ClusterView {
    /// A cluster with its years; as many statements for many years as for one.
    pub async fn find(conn: &Connection, cluster: Cluster, today: NaiveDate) -> Result<Self, db::Error> {
        let years = store::list_years(conn, cluster.id).await?;
        let officers = |year: &ClusterYear| [year.head_unit_id, year.vice_unit_id, year.leader_unit_id];
        let named = years.iter().flat_map(|(year, members)| {
            officers(year).into_iter().chain(members.iter().map(|member| member.unit_id)).flatten()
        });
        let units = UnitReference::find_all(conn, named.chain([cluster.unit_id]), today).await?;
        Ok(Self {
            id: cluster.id,
            code: cluster.code,
            name: cluster.name,
            kind: cluster.kind,
            organised_by: cluster.organised_by,
            is_outside: cluster.is_outside,
            unit: units.get(cluster.unit_id),
            years: years.into_iter().map(|(year, members)| year_view(year, members, &units)).collect(),
            version: cluster.version,
            created_at: local(cluster.created_at),
            updated_at: local(cluster.updated_at),
        })
    }
}

fn year_view(
    year: ClusterYear,
    members: Vec<ClusterMember>,
    units: &References<UnitReference>,
) -> ClusterYearView {
    let member = |member: ClusterMember| ClusterMemberView {
        unit: units.find(member.unit_id),
        name: member.outside_name,
        rank: member.rank,
        result: member.result,
    };
    ClusterYearView {
        year: year.year,
        members: members.into_iter().map(member).collect(),
        head_unit: units.find(year.head_unit_id),
        vice_unit: units.find(year.vice_unit_id),
        leader_unit: units.find(year.leader_unit_id),
        votes: year.votes,
        source: year.source,
        written_by: year.written_by,
        updated_at: local(year.updated_at),
    }
}
