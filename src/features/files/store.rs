//! SQL of files: everything but their bytes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use uuid::Uuid;

use super::rules::{FileFault, FileKind, check_room};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::schema::files;
use crate::db::{Connection, Error, advisory_lock_of};
use crate::record::{Occurrence, Recorded, Subject, record_change};
use crate::text_columns;

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = files)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct File {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub name: String,
    pub media_type: FileKind,
    pub bytes: i64,
    pub sha256: String,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

text_columns!(FileKind);

impl Recorded for File {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        RowVersion::FIRST
    }

    fn audited(&self) -> Value {
        let Self { name, media_type, bytes, sha256, .. } = self;
        json!({"name": name, "mediaType": media_type, "bytes": bytes, "sha256": sha256})
    }
}

/// Writes a file whose bytes are stored, and records it. All files of its unit have at most `most_mib` MiB.
pub async fn create(
    tx: &mut Connection,
    context: &ChangeContext,
    file: &File,
    most_mib: u32,
) -> Result<Result<(), FileFault>, Error> {
    // Uploads for one unit wait here for each other, so that together they don't pass its bounds.
    advisory_lock_of(tx, file.unit_id).await?;
    let stored = count_stored(tx, file.unit_id).await?;
    if let Err(fault) = check_room(stored.unused, stored.bytes + file.bytes, most_mib) {
        return Ok(Err(fault));
    }
    insert(tx, file).await?;
    Ok(Ok(record_change(tx, context, Occurrence::FileUploaded, None, file).await?))
}

/// A file of a unit with these bytes and this name, the first that came.
pub async fn find_same(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    (sha256, name): (&str, &str),
) -> Result<Option<Uuid>, Error> {
    let same = files::table.filter(files::unit_id.eq(unit_id)).filter(files::sha256.eq(sha256));
    let same = same.filter(files::name.eq(name)).order(files::id).select(files::id);
    Ok(same.first(&mut conn).await.optional()?)
}

async fn insert(tx: &mut AsyncPgConnection, file: &File) -> Result<(), Error> {
    diesel::insert_into(files::table)
        .values((
            files::id.eq(file.id),
            files::unit_id.eq(file.unit_id),
            files::name.eq(&file.name),
            files::media_type.eq(file.media_type),
            files::bytes.eq(file.bytes),
            files::sha256.eq(&file.sha256),
            files::created_by.eq(file.created_by),
            files::created_at.eq(file.created_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// A file.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<File, Error> {
    Ok(files::table.find(id).select(File::as_select()).first(&mut conn).await?)
}

/// The files of these ids that exist.
pub async fn find_all(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<File>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(files::table.filter(files::id.eq_any(ids)).select(File::as_select()).load(&mut conn).await?)
}

/// The files of these ids that exist; nobody removes them until the transaction ends.
pub async fn lock_shared(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<File>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = files::table.filter(files::id.eq_any(ids)).order(files::id);
    Ok(found.for_key_share().select(File::as_select()).load(tx).await?)
}

/// Marks files of a unit as used, so that they stay, and answers which of them exist.
pub async fn take_into_use(
    tx: &mut AsyncPgConnection,
    unit_id: Uuid,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql =
        "UPDATE files SET used_at = coalesce(used_at, $3) WHERE id = ANY($1) AND unit_id = $2 RETURNING id";
    let rows: Vec<FileId> = diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<SqlUuid, _>(unit_id)
        .bind::<Timestamptz, _>(now)
        .load(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(QueryableByName)]
struct FileId {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// What is stored for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Stored {
    /// How many files nothing refers to.
    #[diesel(sql_type = BigInt)]
    pub unused: i64,
    /// How many bytes all files have.
    #[diesel(sql_type = BigInt)]
    pub bytes: i64,
}

/// What is stored for a unit.
pub async fn count_stored(mut conn: &AsyncPgConnection, unit_id: Uuid) -> Result<Stored, Error> {
    let sql =
        "SELECT count(*) FILTER (WHERE used_at IS NULL) AS unused, coalesce(sum(bytes), 0)::bigint AS bytes
        FROM files WHERE unit_id = $1";
    Ok(diesel::sql_query(sql).bind::<SqlUuid, _>(unit_id).get_result(&mut conn).await?)
}

/// Gives back files of a unit that something named until now, unless something else still names them: reports and their versions
/// that were accepted, papers of nominations, submissions, exemplars.
pub async fn release(tx: &mut AsyncPgConnection, unit_id: Uuid, dropped: &[Uuid]) -> Result<(), Error> {
    if dropped.is_empty() {
        return Ok(());
    }
    // Whoever names one of them meanwhile waits for this lock, or was waited for and is seen by the next statement.
    diesel::sql_query("SELECT FROM files WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE")
        .bind::<Array<SqlUuid>, _>(dropped)
        .execute(tx)
        .await?;
    diesel::sql_query(
        "WITH content AS (
            SELECT content FROM progress_reports WHERE unit_id = $2
            UNION ALL
            SELECT version.content FROM report_versions version
            JOIN progress_reports report ON report.id = version.report_id WHERE report.unit_id = $2),
        named AS MATERIALIZED (
            SELECT (jsonb_path_query(content, '$.entries[*].fileIds[*]') #>> '{}')::uuid AS id FROM content
            UNION SELECT file_id FROM nomination_papers WHERE file_id = ANY($1)
            UNION SELECT letter_file_id FROM submissions WHERE letter_file_id = ANY($1)
            UNION SELECT minutes_file_id FROM submissions WHERE minutes_file_id = ANY($1)
            UNION SELECT picture_id FROM exemplars WHERE picture_id = ANY($1))
        UPDATE files SET used_at = NULL
        WHERE id = ANY($1) AND unit_id = $2 AND NOT EXISTS (SELECT FROM named WHERE named.id = files.id)",
    )
    .bind::<Array<SqlUuid>, _>(dropped)
    .bind::<SqlUuid, _>(unit_id)
    .execute(tx)
    .await?;
    Ok(())
}

/// Removes at most `limit` files that were uploaded before an instant and that nothing refers to, and answers which: their
/// bytes can be removed now.
pub async fn forget_unused(
    mut conn: &AsyncPgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Uuid>, Error> {
    let old = files::table
        .filter(files::used_at.is_null())
        .filter(files::created_at.lt(before))
        .select(files::id)
        .limit(limit);
    let ids: Vec<Uuid> = old.load(&mut conn).await?;
    // The statement that deletes asks again: something may refer to a file meanwhile.
    let still = files::table.filter(files::id.eq_any(ids)).filter(files::used_at.is_null());
    Ok(diesel::delete(still).returning(files::id).get_results(&mut conn).await?)
}

/// Files in the order of their ids, after an id.
pub async fn list_after(
    mut conn: &AsyncPgConnection,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<File>, Error> {
    Ok(files::table
        .filter(files::id.gt(after.unwrap_or(Uuid::nil())))
        .order(files::id)
        .limit(limit)
        .select(File::as_select())
        .load(&mut conn)
        .await?)
}
