//! Whom questions are about: their names, the unit in whose reach they are, and under which ids something is known of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::known::word;
use crate::db::Error;
use crate::features::people::rules::{Subject, SubjectKind};

/// Somebody a question is about.
#[derive(Debug, Clone)]
pub struct KnownSubject {
    /// Whom.
    pub subject: Subject,
    /// The name.
    pub name: String,
    /// The unit in whose reach it is; of a unit, itself.
    pub unit_id: Uuid,
    /// The ids under which something is known: its own, and those of people who were merged into it.
    pub ids: Vec<Uuid>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = SqlUuid)]
    unit_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    merged_into_id: Option<Uuid>,
}

/// These subjects, as far as they are there and stand for themselves; units by their names on a day.
pub async fn find_subjects(
    mut conn: &AsyncPgConnection,
    subjects: &[Subject],
    day: NaiveDate,
) -> Result<HashMap<Subject, KnownSubject>, Error> {
    let ids = |kind| -> Vec<Uuid> {
        subjects.iter().filter(|subject| subject.kind == kind).map(|subject| subject.id).collect()
    };
    let sql = "SELECT 'PERSON' AS kind, id, name, unit_id, merged_into_id FROM people
            WHERE id = ANY ($1) OR merged_into_id = ANY ($1)
        UNION ALL
        SELECT 'HOUSEHOLD', id, name, unit_id, NULL FROM households WHERE id = ANY ($2)
        UNION ALL
        SELECT 'UNIT', unit.id, named.name, unit.id, NULL
        FROM units AS unit
        CROSS JOIN LATERAL (
            SELECT name FROM unit_versions AS version WHERE version.unit_id = unit.id
            ORDER BY version.starts_on <= $4 DESC, abs(version.starts_on - $4) LIMIT 1) AS named
        WHERE unit.id = ANY ($3)";
    let rows: Vec<Row> = diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(ids(SubjectKind::Person))
        .bind::<Array<SqlUuid>, _>(ids(SubjectKind::Household))
        .bind::<Array<SqlUuid>, _>(ids(SubjectKind::Unit))
        .bind::<Date, _>(day)
        .load(&mut conn)
        .await?;
    let mut known = HashMap::new();
    for row in rows.iter().filter(|row| row.merged_into_id.is_none()) {
        let subject = Subject { kind: word(&row.kind)?, id: row.id };
        let merged = rows.iter().filter(|other| other.merged_into_id == Some(row.id)).map(|other| other.id);
        let ids = std::iter::once(row.id).chain(merged).collect();
        known.insert(subject, KnownSubject { subject, name: row.name.clone(), unit_id: row.unit_id, ids });
    }
    Ok(known)
}

#[derive(QueryableByName)]
struct PersonId {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The people of some units, by name, who stand for themselves.
pub async fn list_unit_people(
    mut conn: &AsyncPgConnection,
    units: &[Uuid],
    limit: i32,
) -> Result<Vec<Uuid>, Error> {
    let sql = "SELECT id FROM people WHERE unit_id = ANY ($1) AND merged_into_id IS NULL
        ORDER BY name_folded, id LIMIT $2";
    let rows: Vec<PersonId> = diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(units)
        .bind::<diesel::sql_types::Integer, _>(limit)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
