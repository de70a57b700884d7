//! SQL of subjects: in whose reach a person, a unit or a household is.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Subject, SubjectKind};
use crate::db::Error;
use crate::db::schema::{households, people, units};
use crate::text_columns;

text_columns!(SubjectKind);

diesel::define_sql_function! {
    /// The unit that a unit went over to by a day.
    fn unit_in_force(unit: SqlUuid, day: Date) -> SqlUuid;
}
diesel::define_sql_function! {
    /// These units and the closed ones whose people went over to them.
    fn units_with_predecessors(units_now: Array<SqlUuid>, day: Date) -> Array<SqlUuid>;
}

/// A person as it is read: id, staff code, name, unit, who it was merged into.
type PersonColumns = (Uuid, Option<String>, String, Uuid, Option<Uuid>);

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

/// All ids of the person that one of them names, whoever was merged into whom: what is known of one is known of all.
pub async fn all_ids_of(mut conn: &AsyncPgConnection, person_id: Uuid) -> Result<Vec<Uuid>, Error> {
    let of_own: Option<Option<Uuid>> =
        people::table.find(person_id).select(people::merged_into_id).first(&mut conn).await.optional()?;
    let survivor = of_own.flatten().unwrap_or(person_id);
    let same = people::id.nullable().eq(survivor).or(people::merged_into_id.eq(survivor));
    Ok(people::table.filter(same).select(people::id).load(&mut conn).await?)
}

/// Who was merged into some people, and whom each means.
#[derive(Debug, Default)]
pub struct MergedPeople(HashMap<Uuid, Uuid>);

impl MergedPeople {
    /// Who was merged into these people.
    pub async fn into(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Self, Error> {
        let merged = people::table.filter(people::merged_into_id.eq_any(ids));
        let columns = (people::id, people::merged_into_id.assume_not_null());
        let rows: Vec<(Uuid, Uuid)> = merged.select(columns).load(&mut conn).await?;
        Ok(Self(rows.into_iter().collect()))
    }

    /// Whom an id means.
    #[must_use]
    pub fn survivor(&self, id: Uuid) -> Uuid {
        self.0.get(&id).copied().unwrap_or(id)
    }

    /// These ids and those of whoever was merged.
    pub fn and(&self, ids: impl IntoIterator<Item = Uuid>) -> Vec<Uuid> {
        ids.into_iter().chain(self.0.keys().copied()).collect()
    }
}

/// Whom one of these people turned out to be, where somebody merged them; nobody merges them until the transaction ends.
pub async fn hold_people(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Option<Uuid>, Error> {
    // In the order in which a merge locks them. Every other change of them goes on: a decision honours a thousand at once.
    let own = people::table.filter(people::id.eq_any(ids)).order(people::id).for_key_share();
    let merged: Vec<Option<Uuid>> = own.select(people::merged_into_id).load(tx).await?;
    Ok(merged.into_iter().flatten().next())
}

diesel::define_sql_function! {
    /// The people, households and units of these units.
    fn subjects_in_units(of_units: Array<SqlUuid>) -> Array<SqlUuid>;
}

/// A subject with what names it.
#[derive(Debug, Clone)]
pub struct SubjectRow {
    /// Which one.
    pub subject: Subject,
    /// Its code; a person may have none.
    pub code: Option<String>,
    /// Its name; a unit's stands elsewhere.
    pub name: Option<String>,
    /// The unit in whose reach it is, before successions.
    pub unit_id: Uuid,
    /// The person that this one turned out to be.
    pub merged_into_id: Option<Uuid>,
}

/// The subjects of these units.
pub async fn subjects_in(mut conn: &AsyncPgConnection, units: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    Ok(diesel::select(subjects_in_units(units)).get_result(&mut conn).await?)
}

/// These subjects, as far as they are there.
pub async fn list_subjects(
    conn: &AsyncPgConnection,
    subjects: &HashSet<Subject>,
) -> Result<Vec<SubjectRow>, Error> {
    let ids = |kind| {
        let own = subjects.iter().filter(move |subject| subject.kind == kind);
        own.map(|subject| subject.id).collect::<Vec<Uuid>>()
    };
    let mut rows = list_people(conn, &ids(SubjectKind::Person)).await?;
    rows.extend(list_units(conn, &ids(SubjectKind::Unit)).await?);
    rows.extend(list_households(conn, &ids(SubjectKind::Household)).await?);
    Ok(rows)
}

/// The subjects with these codes: staff codes of people, codes of units, codes of households.
pub async fn find_by_codes(
    mut conn: &AsyncPgConnection,
    kind: SubjectKind,
    codes: &[String],
) -> Result<Vec<Subject>, Error> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = match kind {
        SubjectKind::Person => {
            let own = people::table.filter(people::staff_code.eq_any(codes));
            // Nobody merges them until what is written of them is there.
            let own = own.filter(people::merged_into_id.is_null()).for_key_share();
            own.select(people::id).load(&mut conn).await?
        }
        SubjectKind::Unit => {
            units::table.filter(units::code.eq_any(codes)).select(units::id).load(&mut conn).await?
        }
        SubjectKind::Household => {
            let own = households::table.filter(households::code.eq_any(codes));
            own.select(households::id).load(&mut conn).await?
        }
    };
    Ok(ids.into_iter().map(|id| Subject { kind, id }).collect())
}

async fn list_people(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<SubjectRow>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let columns = (people::id, people::staff_code, people::name, people::unit_id, people::merged_into_id);
    let own = people::table.filter(people::id.eq_any(ids)).select(columns);
    let rows: Vec<PersonColumns> = own.load(&mut conn).await?;
    let row = |(id, code, name, unit_id, merged_into_id)| SubjectRow {
        subject: Subject { kind: SubjectKind::Person, id },
        code,
        name: Some(name),
        unit_id,
        merged_into_id,
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn list_units(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<SubjectRow>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let own = units::table.filter(units::id.eq_any(ids)).select((units::id, units::code));
    let rows: Vec<(Uuid, String)> = own.load(&mut conn).await?;
    let row = |(id, code)| SubjectRow {
        subject: Subject { kind: SubjectKind::Unit, id },
        code: Some(code),
        name: None,
        unit_id: id,
        merged_into_id: None,
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn list_households(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<SubjectRow>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let columns = (households::id, households::code, households::name, households::unit_id);
    let own = households::table.filter(households::id.eq_any(ids)).select(columns);
    let rows: Vec<(Uuid, String, String, Uuid)> = own.load(&mut conn).await?;
    let row = |(id, code, name, unit_id)| SubjectRow {
        subject: Subject { kind: SubjectKind::Household, id },
        code: Some(code),
        name: Some(name),
        unit_id,
        merged_into_id: None,
    };
    Ok(rows.into_iter().map(row).collect())
}
