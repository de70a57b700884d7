//! SQL of what ends with its retention.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Person;
use crate::db::Error;
use crate::db::schema::{kept_versions, memberships, people, personal_data_reads};
use crate::record::SubjectType;

/// People with personal fields whose last membership ended by a day, locked; whoever was merged goes with the other.
pub async fn lock_left(tx: &mut AsyncPgConnection, by: NaiveDate, limit: i64) -> Result<Vec<Person>, Error> {
    let own = memberships::person_id.nullable().eq(people::id.nullable());
    let of_the_other = memberships::person_id.nullable().eq(people::merged_into_id);
    let of_the_person = memberships::table.filter(own.or(of_the_other));
    let later = memberships::ends_before.is_null().or(memberships::ends_before.gt(by));
    let query = people::table
        .filter(
            people::birth_year
                .is_not_null()
                .or(people::sex.is_not_null())
                .or(people::is_ethnic_minority.is_not_null()),
        )
        .filter(exists(of_the_person))
        .filter(not(exists(of_the_person.filter(later))))
        .order(people::id)
        .limit(limit);
    Ok(query.for_no_key_update().select(Person::as_select()).load(tx).await?)
}

/// Deletes what these people were before their changes.
pub async fn delete_versions_of(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<(), Error> {
    let own = kept_versions::table
        .filter(kept_versions::thing_type.eq(SubjectType::Person.as_str()))
        .filter(kept_versions::thing_id.eq_any(ids));
    diesel::delete(own).execute(tx).await?;
    Ok(())
}

/// Deletes some of what was replaced before an instant; answers how many.
pub async fn delete_old_versions(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<usize, Error> {
    use kept_versions::{replaced_at, thing_id, thing_type, version};
    let old = kept_versions::table
        .filter(replaced_at.lt(before))
        // What facts and awards were before stays with them.
        .filter(thing_type.eq_any([SubjectType::Person.as_str(), SubjectType::Household.as_str()]))
        .order(replaced_at)
        .limit(limit)
        .select((thing_type, thing_id, version));
    let old: Vec<(String, Uuid, i32)> = old.load(tx).await?;
    for (kind, id, number) in &old {
        diesel::delete(kept_versions::table.find((kind, id, number))).execute(tx).await?;
    }
    Ok(old.len())
}

/// Deletes some notes of readings before an instant; answers how many.
pub async fn delete_old_reads(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<usize, Error> {
    use personal_data_reads::{id, read_at};
    let old = personal_data_reads::table.filter(read_at.lt(before)).order(read_at).limit(limit).select(id);
    let old: Vec<Uuid> = old.load(tx).await?;
    Ok(diesel::delete(personal_data_reads::table.filter(id.eq_any(old))).execute(tx).await?)
}
