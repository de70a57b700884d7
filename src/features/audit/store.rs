//! SQL of the audit trail: sealed records, for auditors and for the check of the chain.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{audit_records, users};
use crate::record::Occurrence;
use crate::record::audit::AuditRecord;

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

/// Sealed records from the newest to the oldest, with the actors' user names.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    before_position: Option<i64>,
    limit: i64,
) -> Result<Vec<(AuditRecord, Option<String>)>, Error> {
    let mut query = audit_records::table
        .left_join(users::table)
        .filter(audit_records::position.lt(before_position.unwrap_or(i64::MAX)))
        .order(audit_records::position.desc())
        .limit(limit)
        .select((AuditRecord::as_select(), users::username.nullable()))
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
    Ok(query.load(&mut conn).await?)
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
