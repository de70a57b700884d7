//! SQL of the audit trail: sealed records, for auditors and for the check of the chain.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::auth::policy::ActorKind;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{audit_records, users};
use crate::record::Occurrence;
use crate::record::audit::{AuditRecord, count_fitting, pg_column_size};

/// How much a page reads at most, as the database packs it.
const MOST_BYTES: i64 = 512 * 1024;

/// Which records a list shows.
#[derive(Debug, Default)]
pub struct Filter {
    /// The units whose records the caller may read; `None` is the whole province.
    pub within: Option<Vec<Uuid>>,
    /// Only records about this thing.
    pub subject_id: Option<Uuid>,
    /// Only records of this user.
    pub actor_id: Option<Uuid>,
    /// Only records of this action.
    pub action: Option<Occurrence>,
    /// Only records from this instant on.
    pub from: Option<DateTime<Utc>>,
    /// Only records before this instant.
    pub before: Option<DateTime<Utc>>,
}

/// A record with its actor's name and kind.
pub type NamedRecord = (AuditRecord, Option<(String, ActorKind)>);

/// Sealed records from the newest to the oldest, with the actors' user names; and whether they end before the limit because
/// they are long.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    before_position: Option<i64>,
    page: &PageRead,
) -> Result<(Vec<NamedRecord>, bool), Error> {
    let (positions, is_cut) = positions(conn, filter, before_position, page).await?;
    let records = audit_records::table
        .left_join(users::table)
        .filter(audit_records::position.eq_any(positions))
        .order(audit_records::position.desc())
        .select((AuditRecord::as_select(), (users::username, users::kind).nullable()));
    Ok((records.load(&mut conn).await?, is_cut))
}

/// The positions of the next records, of [`MOST_BYTES`] together but always one. With them, whether longer ones would follow.
async fn positions(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    before_position: Option<i64>,
    page: &PageRead,
) -> Result<(Vec<i64>, bool), Error> {
    let mut query = audit_records::table
        .filter(audit_records::position.is_not_null())
        .select((
            audit_records::position.assume_not_null(),
            pg_column_size(audit_records::before),
            pg_column_size(audit_records::after),
        ))
        .into_boxed();
    if let Some(units) = &filter.within {
        query = query.filter(audit_records::unit_id.eq_any(units));
    }
    if let Some(subject) = filter.subject_id {
        query = query.filter(audit_records::subject_id.eq(subject));
    }
    if let Some(actor) = filter.actor_id {
        query = query.filter(audit_records::actor_id.eq(actor));
    }
    if let Some(action) = filter.action {
        query = query.filter(audit_records::action.eq(action.as_str()));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_records::occurred_at.ge(from));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_records::occurred_at.lt(before));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before_position {
        query = query.filter(audit_records::position.lt(before));
    }
    let query = query.order(audit_records::position.desc()).limit(page.limit);
    let rows: Vec<(i64, Option<i32>, Option<i32>)> = query.load(&mut conn).await?;
    let fitting = count_fitting(rows.iter().map(|(_, before, after)| (*before, *after)), MOST_BYTES);
    Ok((rows.iter().take(fitting).map(|(position, ..)| *position).collect(), fitting < rows.len()))
}

/// Sealed records after a position in the order of the chain, for checking it.
pub async fn list_chain_after(
    mut conn: &AsyncPgConnection,
    position: i64,
    limit: i64,
) -> Result<Vec<AuditRecord>, Error> {
    Ok(audit_records::table
        .filter(audit_records::position.gt(position))
        .order(audit_records::position)
        .limit(limit)
        .select(AuditRecord::as_select())
        .load(&mut conn)
        .await?)
}
