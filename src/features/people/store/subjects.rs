//! SQL of subjects: in whose reach a person, a unit or a household is.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{households, people, units};
use crate::features::people::rules::{Subject, SubjectKind};

diesel::define_sql_function! {
    /// The unit that a unit went over to by a day.
    fn unit_in_force(unit: SqlUuid, day: Date) -> SqlUuid;
}
diesel::define_sql_function! {
    /// These units and the closed ones whose people went over to them.
    fn units_with_predecessors(units_now: Array<SqlUuid>, day: Date) -> Array<SqlUuid>;
}

/// The unit whose people may read and keep what is known of a subject: the unit that the person's, the household's or the
/// unit itself went over to by the day.
///
/// # Errors
/// [`Error::NotFound`] when there is no such subject.
pub async fn unit_of(mut conn: &AsyncPgConnection, subject: Subject, day: NaiveDate) -> Result<Uuid, Error> {
    let unit = match subject.kind {
        SubjectKind::Person => {
            people::table.find(subject.id).select(unit_in_force(people::unit_id, day)).first(&mut conn).await
        }
        SubjectKind::Household => {
            let household = households::table.find(subject.id);
            household.select(unit_in_force(households::unit_id, day)).first(&mut conn).await
        }
        SubjectKind::Unit => {
            units::table.find(subject.id).select(unit_in_force(units::id, day)).first(&mut conn).await
        }
    };
    Ok(unit?)
}

/// The units that some units went over to by a day, by unit.
pub async fn units_in_force(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, Uuid>, Error> {
    let query = units::table.filter(units::id.eq_any(ids)).select((units::id, unit_in_force(units::id, day)));
    let rows: Vec<(Uuid, Uuid)> = query.load(&mut conn).await?;
    Ok(rows.into_iter().collect())
}

/// These units and the closed ones whose people went over to them: the filter of a list for somebody who reaches these.
pub async fn with_predecessors(
    mut conn: &AsyncPgConnection,
    units: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<Uuid>, Error> {
    Ok(diesel::select(units_with_predecessors(units, day)).get_result(&mut conn).await?)
}

/// A person and everybody merged into them: what is known of one is known of all.
pub async fn all_ids_of(mut conn: &AsyncPgConnection, person_id: Uuid) -> Result<Vec<Uuid>, Error> {
    let same = people::id.nullable().eq(person_id).or(people::merged_into_id.eq(person_id));
    Ok(people::table.filter(same).select(people::id).load(&mut conn).await?)
}
