//! Keeping what a person or a household was before a change: only here, because the audit trail holds nothing personal.

use serde_json::{Value, json};

use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::people::store::{self, Household, Membership, Person};
use crate::http::Problem;
use crate::record::SubjectType;

/// Keeps what a person was, with the memberships of the time.
pub(super) async fn keep_person(
    tx: &mut Connection,
    context: &ChangeContext,
    person: &Person,
    memberships: &[Membership],
) -> Result<(), Problem> {
    let membership = |row: &Membership| {
        json!({"id": row.id, "unitId": row.unit_id, "position": row.position,
            "reportingClassId": row.reporting_class_id, "startsOn": row.starts_on, "endsBefore": row.ends_before})
    };
    let known = store::list_external_ids(tx, &[person.id]).await?;
    let known = known.iter().map(|(_, system, value)| json!({"system": system, "value": value}));
    let body = json!({
        "externalIds": known.collect::<Vec<Value>>(), "staffCode": person.staff_code, "name": person.name, "birthYear": person.birth_year, "sex": person.sex,
        "isEthnicMinority": person.is_ethnic_minority, "unitId": person.unit_id,
        "mergedIntoId": person.merged_into_id, "restrictedOn": person.restricted_on,
        "memberships": memberships.iter().map(membership).collect::<Vec<Value>>(),
    });
    let thing = (SubjectType::Person, person.id, person.version);
    Ok(store::keep_before(tx, context, thing, body).await?)
}

/// Keeps what a household was.
pub(super) async fn keep_household(
    tx: &mut Connection,
    context: &ChangeContext,
    household: &Household,
) -> Result<(), Problem> {
    let Household { code, name, village, unit_id, closed_on, .. } = household;
    let body =
        json!({"code": code, "name": name, "village": village, "unitId": unit_id, "closedOn": closed_on});
    let thing = (SubjectType::Household, household.id, household.version);
    Ok(store::keep_before(tx, context, thing, body).await?)
}
