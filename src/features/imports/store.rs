//! SQL of imports and of their rows.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Jsonb, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::rules::{ImportKind, ImportStatus};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{import_rows, imports};
use crate::record::{Occurrence, record_change};
use crate::text_columns;

text_columns!(ImportKind, ImportStatus);

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = imports, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Import {
    pub id: Uuid,
    pub kind: ImportKind,
    pub status: ImportStatus,
    pub file_name: String,
    pub bytes: i64,
    pub sha256: String,
    pub rows_read: i32,
    pub empty_rows: i32,
    pub faulty_rows: i32,
    pub rows_written: i32,
    pub table_id: Option<Uuid>,
    pub table_bytes: Option<i64>,
    pub problem: Option<Value>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of an import.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_rows)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ImportRow {
    pub import_id: Uuid,
    pub line: i64,
    pub step: i32,
    pub cells: Value,
    pub faults: Option<Value>,
    pub thing_id: Option<Uuid>,
}

/// Writes a new import.
pub async fn create(tx: &mut AsyncPgConnection, import: &Import) -> Result<(), Error> {
    diesel::insert_into(imports::table).values(import).execute(tx).await?;
    Ok(())
}

/// An import.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Import, Error> {
    Ok(imports::table.find(id).select(Import::as_select()).first(&mut conn).await?)
}

/// An import, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Import, Error> {
    Ok(imports::table.find(id).for_no_key_update().select(Import::as_select()).first(tx).await?)
}

/// Writes a locked import as it is now.
pub async fn update(tx: &mut AsyncPgConnection, import: &Import) -> Result<(), Error> {
    diesel::update(imports::table.find(import.id)).set(import).execute(tx).await?;
    Ok(())
}

/// Writes and records what became of a locked import; answers as what it stands then.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    occurrence: Occurrence,
    before: &Import,
    after: Import,
) -> Result<Import, Error> {
    let after = Import { version: before.version.next(), updated_at: context.at, ..after };
    update(tx, &after).await?;
    record_change(tx, context, occurrence, Some(before), &after).await?;
    Ok(after)
}

/// Ends an import whose job is tried no more: a file that could not be read is unreadable for this reason, and what could
/// not be written to its end can be committed again, or cancelled.
pub async fn give_up(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    id: Uuid,
    reason: Value,
) -> Result<(), Error> {
    let before = match lock_exclusive(tx, id).await {
        Err(Error::NotFound) => return Ok(()),
        before => before?,
    };
    let (status, problem, occurrence) = match before.status {
        ImportStatus::Reading => (ImportStatus::Unreadable, Some(reason), Occurrence::ImportChecked),
        ImportStatus::Committing => (ImportStatus::Ready, None, Occurrence::ImportFinished),
        _ => return Ok(()),
    };
    let after = Import { status, problem, ..before.clone() };
    advance(tx, context, occurrence, &before, after).await.map(drop)
}

/// The imports of a person, newest first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    created_by: Uuid,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Import>, Error> {
    let own = imports::table.filter(imports::created_by.eq(created_by)).select(Import::as_select());
    let mut query = page.only_updated(own.into_boxed(), imports::updated_at);
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(imports::id.lt(before));
    }
    Ok(query.order(imports::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// How many imports of a person are in one of these statuses.
pub async fn count(
    mut conn: &AsyncPgConnection,
    created_by: Uuid,
    statuses: &[ImportStatus],
) -> Result<i64, Error> {
    let statuses: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    Ok(imports::table
        .filter(imports::created_by.eq(created_by))
        .filter(imports::status.eq_any(statuses))
        .count()
        .get_result(&mut conn)
        .await?)
}

/// Which of these ids are those of imports or of their tables.
pub async fn find_ids(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    let own = imports::table.filter(imports::id.eq_any(ids).or(imports::table_id.eq_any(ids)));
    let found: Vec<(Uuid, Option<Uuid>)> =
        own.select((imports::id, imports::table_id)).load(&mut conn).await?;
    Ok(found.into_iter().flat_map(|(id, table_id)| [Some(id), table_id]).flatten().collect())
}

/// Imports that no job works on and that were not changed since an instant, at most so many. What might still be written
/// is cancelled, so that nobody begins to write what is being removed.
pub async fn cancel_old(
    mut conn: &AsyncPgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Import>, Error> {
    let sql = "WITH old AS (
            SELECT id FROM imports WHERE updated_at < $1 AND status NOT IN ('READING', 'COMMITTING')
            ORDER BY id LIMIT $2 FOR NO KEY UPDATE)
        UPDATE imports SET status = CASE WHEN status = 'READY' THEN 'CANCELLED' ELSE status END
        FROM old WHERE imports.id = old.id RETURNING imports.id";
    let old: Vec<OldImport> = diesel::sql_query(sql)
        .bind::<Timestamptz, _>(before)
        .bind::<BigInt, _>(limit)
        .load(&mut conn)
        .await?;
    let ids = old.into_iter().map(|old| old.id);
    let old = imports::table.filter(imports::id.eq_any(ids)).select(Import::as_select());
    Ok(old.load(&mut conn).await?)
}

#[derive(QueryableByName)]
struct OldImport {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Removes an import that has no rows.
pub async fn delete(tx: &mut AsyncPgConnection, id: Uuid) -> Result<(), Error> {
    diesel::delete(imports::table.find(id)).execute(tx).await?;
    Ok(())
}

/// Removes rows of an import, at most so many; answers how many.
pub async fn delete_rows(tx: &mut AsyncPgConnection, id: Uuid, limit: i64) -> Result<usize, Error> {
    let some =
        import_rows::table.filter(import_rows::import_id.eq(id)).select(import_rows::line).limit(limit);
    let lines: Vec<i64> = some.load(tx).await?;
    let own =
        import_rows::table.filter(import_rows::import_id.eq(id)).filter(import_rows::line.eq_any(lines));
    Ok(diesel::delete(own).execute(tx).await?)
}

/// Adds rows.
pub async fn create_rows(tx: &mut AsyncPgConnection, rows: &[ImportRow]) -> Result<(), Error> {
    diesel::insert_into(import_rows::table).values(rows).execute(tx).await?;
    Ok(())
}

/// Rows of an import in the order of the file, after a line, a page at a time; only those with faults, where that is
/// asked for.
pub async fn list_rows(
    mut conn: &AsyncPgConnection,
    id: Uuid,
    after: i64,
    only_faulty: bool,
    page: &PageRead,
) -> Result<Vec<ImportRow>, Error> {
    let own = import_rows::table.filter(import_rows::import_id.eq(id));
    let mut query = own.select(ImportRow::as_select()).into_boxed();
    if only_faulty {
        query = query.filter(import_rows::faults.is_not_null());
    }
    page.count(conn, &mut query).await?;
    let later = query.filter(import_rows::line.gt(after));
    Ok(later.order(import_rows::line).limit(page.limit).load(&mut conn).await?)
}

/// The rows that are written next, all of one step.
pub async fn list_waiting(tx: &mut AsyncPgConnection, id: Uuid, limit: i64) -> Result<Vec<ImportRow>, Error> {
    let waiting = import_rows::table
        .filter(import_rows::import_id.eq(id))
        .filter(import_rows::faults.is_null())
        .filter(import_rows::thing_id.is_null())
        .order((import_rows::step, import_rows::line));
    let mut rows: Vec<ImportRow> = waiting.limit(limit).select(ImportRow::as_select()).load(tx).await?;
    let step = rows.as_slice().first().map(|row| row.step);
    rows.retain(|row| Some(row.step) == step);
    Ok(rows)
}

/// How many rows of an import have faults.
pub async fn count_faulty(mut conn: &AsyncPgConnection, id: Uuid) -> Result<i64, Error> {
    Ok(import_rows::table
        .filter(import_rows::import_id.eq(id))
        .filter(import_rows::faults.is_not_null())
        .count()
        .get_result(&mut conn)
        .await?)
}

/// Gives rows their step.
pub async fn set_steps(tx: &mut AsyncPgConnection, id: Uuid, steps: &[(i64, i32)]) -> Result<(), Error> {
    let (lines, steps): (Vec<i64>, Vec<i32>) = steps.iter().copied().unzip();
    let sql = "UPDATE import_rows SET step = new.step FROM unnest($2, $3) AS new (line, step)
        WHERE import_id = $1 AND import_rows.line = new.line";
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(id)
        .bind::<Array<BigInt>, _>(lines)
        .bind::<Array<Integer>, _>(steps)
        .execute(tx)
        .await?;
    Ok(())
}

/// Adds faults to rows; each value is an array.
pub async fn add_faults(
    tx: &mut AsyncPgConnection,
    id: Uuid,
    faults: Vec<(i64, Value)>,
) -> Result<(), Error> {
    let (lines, faults): (Vec<i64>, Vec<Value>) = faults.into_iter().unzip();
    let sql = "UPDATE import_rows SET faults = coalesce(import_rows.faults, '[]') || new.faults
        FROM unnest($2, $3) AS new (line, faults)
        WHERE import_id = $1 AND import_rows.line = new.line";
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(id)
        .bind::<Array<BigInt>, _>(lines)
        .bind::<Array<Jsonb>, _>(faults)
        .execute(tx)
        .await?;
    Ok(())
}

/// Says what was written for rows.
pub async fn set_written(tx: &mut AsyncPgConnection, id: Uuid, written: &[(i64, Uuid)]) -> Result<(), Error> {
    let (lines, things): (Vec<i64>, Vec<Uuid>) = written.iter().copied().unzip();
    let sql = "UPDATE import_rows SET thing_id = new.thing_id FROM unnest($2, $3) AS new (line, thing_id)
        WHERE import_id = $1 AND import_rows.line = new.line";
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(id)
        .bind::<Array<BigInt>, _>(lines)
        .bind::<Array<SqlUuid>, _>(things)
        .execute(tx)
        .await?;
    Ok(())
}
