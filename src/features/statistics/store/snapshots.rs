//! Forms as they were, to be signed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::json::from_json;
use crate::db::page::PageRead;
use crate::db::schema::statistical_snapshots;
use crate::features::statistics::rules::{FormCode, FormFigures, FormHead, SnapshotStatus};

/// A form of a year as it was.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = statistical_snapshots)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Snapshot {
    pub id: Uuid,
    pub form: FormCode,
    pub year: i32,
    pub unit_id: Uuid,
    pub status: SnapshotStatus,
    pub head: Option<Value>,
    pub figures: Value,
    pub signed_by: Option<Uuid>,
    pub signed_at: Option<DateTime<Utc>>,
    pub created_by: Uuid,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Snapshot {
    /// What stood above the form, and its numbers.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when what is stored can't be read.
    pub fn content(&self) -> Result<(Option<FormHead>, FormFigures), Error> {
        let head = self.head.clone().map(from_json).transpose()?;
        Ok((head, from_json(self.figures.clone())?))
    }
}

/// Which snapshots a list shows.
#[derive(Debug, Default)]
pub struct SnapshotFilter {
    /// Only those of these units; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// The units of which also what is not signed is shown; `None` are all.
    pub inside: Option<Vec<Uuid>>,
    /// Only those of these units, as well.
    pub units: Option<Vec<Uuid>>,
    /// Only of this form.
    pub form: Option<FormCode>,
    /// Only of this year.
    pub year: Option<i32>,
    /// Only with this status.
    pub status: Option<SnapshotStatus>,
}

/// A snapshot.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_snapshot(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Snapshot, Error> {
    Ok(statistical_snapshots::table.find(id).select(Snapshot::as_select()).first(&mut conn).await?)
}

/// A snapshot, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_snapshot(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Snapshot, Error> {
    let own = statistical_snapshots::table.find(id).for_no_key_update();
    Ok(own.select(Snapshot::as_select()).first(tx).await?)
}

/// Snapshots without their numbers, the last made first, before an id.
pub async fn list_snapshots(
    mut conn: &AsyncPgConnection,
    filter: &SnapshotFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Snapshot>, Error> {
    use statistical_snapshots::{form, id, status, unit_id, updated_at, year};
    let all = statistical_snapshots::table.select(Snapshot::as_select());
    let mut query = page.only_updated(all.into_boxed(), updated_at);
    for units in [&filter.readable, &filter.units].into_iter().flatten() {
        query = query.filter(unit_id.eq_any(units));
    }
    if let Some(inside) = &filter.inside {
        query = query.filter(status.eq(SnapshotStatus::Signed).or(unit_id.eq_any(inside)));
    }
    if let Some(own) = filter.form {
        query = query.filter(form.eq(own));
    }
    if let Some(own) = filter.year {
        query = query.filter(year.eq(own));
    }
    if let Some(own) = filter.status {
        query = query.filter(status.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes a snapshot.
pub async fn create_snapshot(tx: &mut AsyncPgConnection, new: &Snapshot) -> Result<(), Error> {
    use statistical_snapshots::{
        created_at, created_by, figures, form, head, id, status, unit_id, updated_at, version, writers, year,
    };
    diesel::insert_into(statistical_snapshots::table)
        .values((
            id.eq(new.id),
            form.eq(new.form),
            year.eq(new.year),
            unit_id.eq(new.unit_id),
            status.eq(new.status),
            head.eq(&new.head),
            figures.eq(&new.figures),
            created_by.eq(new.created_by),
            writers.eq(&new.writers.0),
            version.eq(new.version),
            created_at.eq(new.created_at),
            updated_at.eq(new.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a locked snapshot from the expected version and status to what it is next; its numbers stay.
///
/// # Errors
/// Constraint `own_snapshot`; [`Error::Conflict`] when somebody else was faster, which a locked snapshot never sees.
pub async fn advance_snapshot(
    tx: &mut AsyncPgConnection,
    before: &Snapshot,
    after: &Snapshot,
) -> Result<(), Error> {
    use statistical_snapshots::{signed_at, signed_by, status, updated_at, version};
    let updated = diesel::update(statistical_snapshots::table.find(before.id))
        .filter(version.eq(before.version))
        .filter(status.eq(before.status))
        .set((
            status.eq(after.status),
            signed_by.eq(after.signed_by),
            signed_at.eq(after.signed_at),
            version.eq(before.version.next()),
            updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the snapshot was changed meanwhile".to_owned())) }
}
