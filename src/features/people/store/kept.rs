//! Keeping what a person or a household was before a change: only here, because the audit trail holds nothing personal.

use serde_json::{Value, json};
use uuid::Uuid;

use super::households::Household;
use super::memberships::list_memberships;
use super::merges::keep_before;
use super::model::{Membership, Person};
use super::people::{list_external_ids, lock_exclusive, set_external_ids, update};
use crate::core::context::ChangeContext;
use crate::db::{Connection, Error};
use crate::record::{Occurrence, SubjectType, record_change};

/// Keeps what a person was, with the memberships of the time.
pub async fn keep_person(
    tx: &mut Connection,
    context: &ChangeContext,
    person: &Person,
    memberships: &[Membership],
) -> Result<(), Error> {
    let membership = |row: &Membership| {
        json!({"id": row.id, "unitId": row.unit_id, "position": row.position,
            "reportingClassId": row.reporting_class_id, "startsOn": row.starts_on, "endsBefore": row.ends_before})
    };
    let known = list_external_ids(tx, &[person.id]).await?;
    let known = known.iter().map(|(_, system, value)| json!({"system": system, "value": value}));
    let body = json!({
        "externalIds": known.collect::<Vec<Value>>(), "staffCode": person.staff_code, "name": person.name, "birthYear": person.birth_year, "sex": person.sex,
        "isEthnicMinority": person.is_ethnic_minority, "unitId": person.unit_id,
        "mergedIntoId": person.merged_into_id, "restrictedOn": person.restricted_on,
        "memberships": memberships.iter().map(membership).collect::<Vec<Value>>(),
    });
    let thing = (SubjectType::Person, person.id, person.version);
    keep_before(tx, context, thing, body).await
}

/// Says what a system calls a person from now on, or nothing; what it called them before.
///
/// # Errors
/// Constraint `person_external_id_taken`.
pub async fn change_external_id(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    (system, value): (&str, Option<&str>),
) -> Result<Option<String>, Error> {
    let before = lock_exclusive(tx, id).await?;
    let (own, mut others): (Vec<_>, Vec<_>) = list_external_ids(tx, &[id])
        .await?
        .into_iter()
        .map(|(_, system, value)| (system, value))
        .partition(|(own, _)| own == system);
    let had = own.into_iter().next().map(|(_, value)| value);
    if had.as_deref() == value {
        return Ok(had);
    }
    keep_person(tx, context, &before, &list_memberships(tx, &[id]).await?).await?;
    let after = Person { version: before.version.next(), updated_at: context.at, ..before.clone() };
    update(tx, &before, &after).await?;
    others.extend(value.map(|value| (system.to_owned(), value.to_owned())));
    set_external_ids(tx, id, &others).await?;
    record_change(tx, context, Occurrence::PersonChanged, Some(&before), &after).await?;
    Ok(had)
}

/// Keeps what a household was.
pub async fn keep_household(
    tx: &mut Connection,
    context: &ChangeContext,
    household: &Household,
) -> Result<(), Error> {
    let Household { code, name, village, unit_id, closed_on, .. } = household;
    let body =
        json!({"code": code, "name": name, "village": village, "unitId": unit_id, "closedOn": closed_on});
    let thing = (SubjectType::Household, household.id, household.version);
    keep_before(tx, context, thing, body).await
}
