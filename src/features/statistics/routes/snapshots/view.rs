//! What a snapshot looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::allows;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::statistics::rules::{
    FormCode, FormFigures, FormHead, SnapshotAction, SnapshotLife, SnapshotStatus,
};
use crate::features::statistics::store::Snapshot;
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;
use crate::operations::subjects::lineage_in_force;

/// A snapshot in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatisticalSnapshotSummary {
    /// The snapshot's id.
    #[schema(example = "01980000-0000-7000-8000-000000400002")]
    pub id: Uuid,
    /// The form.
    #[schema(example = "0601")]
    form: FormCode,
    /// The year.
    #[schema(minimum = 1945, maximum = 2100, example = 2023)]
    year: i32,
    /// The unit that reports.
    unit: UnitReference,
    /// Its status.
    #[schema(example = "SIGNED")]
    status: SnapshotStatus,
    /// When it was made: its numbers are those of that moment.
    created_at: LocalTime,
    /// Increases with every step; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl StatisticalSnapshotSummary {
    /// Snapshots as lists show them.
    pub async fn list(
        conn: &Connection,
        rows: &[Snapshot],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let summary = |row: &Snapshot| Self {
            id: row.id,
            form: row.form,
            year: row.year,
            unit: units.get(row.unit_id),
            status: row.status,
            created_at: local(row.created_at),
            version: row.version,
        };
        Ok(rows.iter().map(summary).collect())
    }
}

/// A form of a year as it was.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StatisticalSnapshot)]
pub struct SnapshotView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: StatisticalSnapshotSummary,
    /// What the caller may do now.
    #[schema(max_items = 2, example = json!([]))]
    allowed_actions: Vec<SnapshotAction>,
    /// Code, title and day of the form, where a version of it held.
    #[schema(required)]
    head: Option<FormHead>,
    /// Its numbers.
    figures: FormFigures,
    /// Who signed it.
    #[schema(required, example = "01980000-0000-7000-8000-000000000003")]
    signed_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    signed_at: Option<LocalTime>,
    /// Who made it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl SnapshotView {
    /// A snapshot as a caller sees it.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        snapshot: &Snapshot,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let lineage = lineage_in_force(conn, snapshot.unit_id, today).await?;
        let rows = std::slice::from_ref(snapshot);
        let summaries = StatisticalSnapshotSummary::list(conn, rows, today).await?;
        let (head, figures) = snapshot.content()?;
        let life = life_of(snapshot, Some(caller.user_id));
        Ok(Self {
            summary: summaries.into_iter().next().ok_or(db::Error::NotFound)?,
            allowed_actions: allowed_actions(&life, |permission| {
                allows(&caller.grants, permission, &lineage)
            }),
            head,
            figures,
            signed_by: snapshot.signed_by,
            signed_at: snapshot.signed_at.map(local),
            created_by: snapshot.created_by,
            updated_at: local(snapshot.updated_at),
        })
    }
}

/// The life of a snapshot as a person meets it.
pub(super) fn life_of(snapshot: &Snapshot, person: Option<Uuid>) -> SnapshotLife {
    SnapshotLife { status: snapshot.status, is_writer: snapshot.writers.include(person) }
}
