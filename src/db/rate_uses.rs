//! What servers tell each other of how often somebody called: rows that live for a minute.

use diesel::sql_types::{Array, BigInt, Integer, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;

/// How often somebody called on another server, under a limit of so many calls in a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ToldUse {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = SqlUuid)]
    pub caller: Uuid,
    #[diesel(sql_type = Integer)]
    pub per_minute: i32,
    #[diesel(sql_type = Integer)]
    pub calls: i32,
}

/// Tells the other servers what was counted here: caller, limit and calls.
pub async fn insert(
    tx: &mut AsyncPgConnection,
    server: Uuid,
    uses: &[(Uuid, i32, i32)],
) -> Result<(), Error> {
    let sql = "INSERT INTO rate_uses (server, caller, per_minute, calls, noted_at)
        SELECT $1, caller, per_minute, calls, now() FROM unnest($2, $3, $4) AS own (caller, per_minute, calls)";
    sql_query(sql)
        .bind::<SqlUuid, _>(server)
        .bind::<Array<SqlUuid>, _>(uses.iter().map(|own| own.0).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(uses.iter().map(|own| own.1).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(uses.iter().map(|own| own.2).collect::<Vec<_>>())
        .execute(tx)
        .await?;
    Ok(())
}

/// What the other servers told since a row. A row that is committed late may be passed over: a limit is no account.
pub async fn list_told(
    mut conn: &AsyncPgConnection,
    server: Uuid,
    after: i64,
) -> Result<Vec<ToldUse>, Error> {
    let sql = "SELECT id, caller, per_minute, calls FROM rate_uses WHERE id > $1 AND server <> $2 ORDER BY id LIMIT 10000";
    let query = sql_query(sql).bind::<BigInt, _>(after).bind::<SqlUuid, _>(server);
    Ok(query.load(&mut conn).await?)
}

/// Forgets what is older than the window of limits.
pub async fn forget_old(tx: &mut AsyncPgConnection) -> Result<usize, Error> {
    let old = "DELETE FROM rate_uses WHERE noted_at < now() - interval '1 minute'";
    Ok(sql_query(old).execute(tx).await?)
}
