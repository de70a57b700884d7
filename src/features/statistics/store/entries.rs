//! What was entered into forms.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::json::from_json;
use crate::db::schema::statistical_entries;
use crate::features::statistics::rules::{EnteredRow, FormCode, SnapshotAction, SnapshotStatus};
use crate::text_columns;

text_columns!(FormCode, SnapshotAction, SnapshotStatus);

/// What a unit entered into a form of a year.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = statistical_entries)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Entry {
    pub id: Uuid,
    pub form: FormCode,
    pub year: i32,
    pub unit_id: Uuid,
    pub rows: Value,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Entry {
    /// The rows that were entered.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when what is stored can't be read.
    pub fn entered(&self) -> Result<Vec<EnteredRow>, Error> {
        from_json(self.rows.clone())
    }
}

/// What a unit entered into a form of a year, if it did.
pub async fn find_entry(
    mut conn: &AsyncPgConnection,
    (form_code, of_year, unit): (FormCode, i32, Uuid),
) -> Result<Option<Entry>, Error> {
    use statistical_entries::{form, unit_id, year};
    let own = statistical_entries::table.filter(unit_id.eq(unit)).filter(form.eq(form_code));
    let own = own.filter(year.eq(of_year)).select(Entry::as_select());
    Ok(own.first(&mut conn).await.optional()?)
}

/// The same, kept as it is until the transaction ends.
pub async fn hold_entry(
    tx: &mut AsyncPgConnection,
    (form_code, of_year, unit): (FormCode, i32, Uuid),
) -> Result<Option<Entry>, Error> {
    use statistical_entries::{form, unit_id, year};
    let own = statistical_entries::table.filter(unit_id.eq(unit)).filter(form.eq(form_code));
    let own = own.filter(year.eq(of_year)).for_share().select(Entry::as_select());
    Ok(own.first(tx).await.optional()?)
}

/// An entry, locked until the transaction ends: an empty entry is written first, so that two who enter at the same time wait for
/// each other.
pub async fn lock_entry(tx: &mut AsyncPgConnection, new: &Entry) -> Result<Entry, Error> {
    use statistical_entries::{created_at, form, id, rows, unit_id, updated_at, version, writers, year};
    diesel::insert_into(statistical_entries::table)
        .values((
            id.eq(new.id),
            form.eq(new.form),
            year.eq(new.year),
            unit_id.eq(new.unit_id),
            rows.eq(&new.rows),
            writers.eq(&new.writers.0),
            version.eq(new.version),
            created_at.eq(new.created_at),
            updated_at.eq(new.updated_at),
        ))
        .on_conflict((unit_id, form, year))
        .do_nothing()
        .execute(tx)
        .await?;
    let own = statistical_entries::table.filter(unit_id.eq(new.unit_id)).filter(form.eq(new.form));
    let own = own.filter(year.eq(new.year)).for_no_key_update().select(Entry::as_select());
    Ok(own.first(tx).await?)
}

/// Rewrites a locked entry.
pub async fn write_entry(tx: &mut AsyncPgConnection, entry: &Entry) -> Result<(), Error> {
    use statistical_entries::{rows, updated_at, version, writers};
    diesel::update(statistical_entries::table.find(entry.id))
        .set((
            rows.eq(&entry.rows),
            writers.eq(&entry.writers.0),
            version.eq(entry.version),
            updated_at.eq(entry.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}
