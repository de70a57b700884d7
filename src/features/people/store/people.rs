//! SQL of people.

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Person;
use crate::db::Error;
use crate::db::schema::{people, person_external_ids};
use crate::features::people::rules::Sex;
use crate::insert_rows;

/// An id that another system has for a person: person, system, value.
pub type ExternalId = (Uuid, String, String);

/// One person.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Person, Error> {
    Ok(people::table.find(id).select(Person::as_select()).first(&mut conn).await?)
}

/// Some people, by id.
pub async fn list_by_ids(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Person>, Error> {
    Ok(people::table.filter(people::id.eq_any(ids)).select(Person::as_select()).load(&mut conn).await?)
}

/// People by staff code, those who stand for themselves.
pub async fn list_by_staff_codes(
    mut conn: &AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<Person>, Error> {
    Ok(people::table
        .filter(people::staff_code.eq_any(codes))
        .filter(people::merged_into_id.is_null())
        .select(Person::as_select())
        .load(&mut conn)
        .await?)
}

/// People of some units with one of these names without accents, those who stand for themselves.
pub async fn list_by_names(
    mut conn: &AsyncPgConnection,
    names: &[String],
    units: &[Uuid],
) -> Result<Vec<Person>, Error> {
    Ok(people::table
        .filter(people::name_folded.eq_any(names))
        .filter(people::unit_id.eq_any(units))
        .filter(people::merged_into_id.is_null())
        .order(people::id)
        .select(Person::as_select())
        .load(&mut conn)
        .await?)
}

/// Waits until nobody else enters somebody of this name; the transaction's end lets others go on.
pub async fn wait_for_name(tx: &mut AsyncPgConnection, name_folded: &str) -> Result<(), Error> {
    let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    diesel::sql_query(sql).bind::<Text, _>(format!("person {name_folded}")).execute(tx).await?;
    Ok(())
}

/// A person, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Person, Error> {
    Ok(people::table.find(id).for_no_key_update().select(Person::as_select()).first(tx).await?)
}

/// Two people, locked in the order of their ids, so that two who merge them at once wait for each other, and both for whoever
/// holds one of them to write of them.
///
/// # Errors
/// [`Error::NotFound`] when one is not there.
pub async fn lock_both(
    tx: &mut AsyncPgConnection,
    one: Uuid,
    other: Uuid,
) -> Result<(Person, Person), Error> {
    let query = people::table.filter(people::id.eq_any([one, other])).order(people::id);
    let rows: Vec<Person> = query.for_update().select(Person::as_select()).load(tx).await?;
    let find = |id| rows.iter().find(|row| row.id == id).cloned().ok_or(Error::NotFound);
    Ok((find(one)?, find(other)?))
}

/// Writes people.
///
/// # Errors
/// Constraint `staff_code_taken`.
pub async fn create(tx: &mut AsyncPgConnection, people: Vec<Person>) -> Result<(), Error> {
    insert_rows!(people::table, people, tx);
    Ok(())
}

/// Rewrites what can change of a person.
///
/// # Errors
/// Constraint `staff_code_taken`; [`Error::Conflict`] when somebody else was faster, which a locked person never sees.
pub async fn update(tx: &mut AsyncPgConnection, before: &Person, after: &Person) -> Result<(), Error> {
    let updated = diesel::update(people::table.find(before.id))
        .filter(people::version.eq(before.version))
        .set((
            people::staff_code.eq(&after.staff_code),
            people::name.eq(&after.name),
            people::name_folded.eq(&after.name_folded),
            people::search_text.eq(&after.search_text),
            people::birth_year.eq(after.birth_year),
            people::sex.eq(after.sex.map(Sex::as_str)),
            people::is_ethnic_minority.eq(after.is_ethnic_minority),
            people::unit_id.eq(after.unit_id),
            people::merged_into_id.eq(after.merged_into_id),
            people::restricted_on.eq(after.restricted_on),
            people::version.eq(after.version),
            people::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the person was changed meanwhile".to_owned())) }
}

/// The ids that other systems have for people.
pub async fn list_external_ids(
    mut conn: &AsyncPgConnection,
    person_ids: &[Uuid],
) -> Result<Vec<ExternalId>, Error> {
    Ok(person_external_ids::table
        .filter(person_external_ids::person_id.eq_any(person_ids))
        .order((person_external_ids::person_id, person_external_ids::system))
        .load(&mut conn)
        .await?)
}

/// Puts the ids that other systems have for a person in the place of those it had.
///
/// # Errors
/// Constraint `person_external_id_taken`.
pub async fn set_external_ids(
    tx: &mut AsyncPgConnection,
    person_id: Uuid,
    ids: &[(String, String)],
) -> Result<(), Error> {
    let own = person_external_ids::table.filter(person_external_ids::person_id.eq(person_id));
    diesel::delete(own).execute(tx).await?;
    let rows: Vec<_> = ids
        .iter()
        .map(|(system, value)| {
            (
                person_external_ids::person_id.eq(person_id),
                person_external_ids::system.eq(system),
                person_external_ids::value.eq(value),
            )
        })
        .collect();
    insert_rows!(person_external_ids::table, rows, tx);
    Ok(())
}
