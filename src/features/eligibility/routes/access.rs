//! Whose eligibility a caller may ask for: that of everybody whose people the caller reads.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::db::{self, Connection};
use crate::features::eligibility::store::{self, Check, KnownSubject};
use crate::features::people::rules::Subject;
use crate::features::people::store as people;
use crate::http::{Code, Problem, Violation};

/// These subjects, in their order, each by the unit that their own one went over to.
///
/// # Errors
/// 400 for those that are not there, were merged into others, or are out of the caller's reach.
pub(super) async fn require_subjects(
    conn: &Connection,
    caller: &Caller,
    subjects: &[(String, Subject)],
    today: NaiveDate,
) -> Result<Vec<KnownSubject>, Problem> {
    let wanted: Vec<Subject> = subjects.iter().map(|(_, subject)| *subject).collect();
    let mut found = visible(conn, caller, &wanted, today).await?;
    let mut faults = Vec::new();
    let mut known = Vec::with_capacity(subjects.len());
    for (pointer, subject) in subjects {
        match found.remove(subject) {
            Some(subject) => known.push(subject),
            // The second time, as the first one took it.
            None if known.iter().any(|one: &KnownSubject| one.subject == *subject) => {}
            None => {
                let fault = Violation::at(pointer.as_str(), Code::unknown_subject);
                faults.push(fault.with("subject", subject.id));
            }
        }
    }
    if faults.is_empty() { Ok(known) } else { Err(Problem::invalid(faults)) }
}

/// One subject of a path.
///
/// # Errors
/// Not found where it is not there or out of the caller's reach.
pub(super) async fn find_subject(
    conn: &Connection,
    caller: &Caller,
    subject: Subject,
    today: NaiveDate,
) -> Result<KnownSubject, db::Error> {
    visible(conn, caller, &[subject], today).await?.remove(&subject).ok_or(db::Error::NotFound)
}

async fn visible(
    conn: &Connection,
    caller: &Caller,
    subjects: &[Subject],
    today: NaiveDate,
) -> Result<HashMap<Subject, KnownSubject>, db::Error> {
    let mut found = store::find_subjects(conn, subjects, today).await?;
    let units: Vec<Uuid> = found.values().map(|known| known.unit_id).collect();
    let in_force = people::units_in_force(conn, &units, today).await?;
    for known in found.values_mut() {
        known.unit_id = in_force.get(&known.unit_id).copied().unwrap_or(known.unit_id);
    }
    let units: Vec<Uuid> = in_force.into_values().collect();
    let lineages = authorization::lineages(conn, &units, today).await?;
    found.retain(|_, known| {
        let lineage = lineages.get(&known.unit_id);
        lineage.is_some_and(|lineage| allows(&caller.grants, Permission::ReadPeople, lineage))
    });
    Ok(found)
}

/// An answer that was kept, if the caller reads people of the unit in whose reach its subject was.
///
/// # Errors
/// Not found otherwise.
pub(super) async fn find_check(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<Check, db::Error> {
    let check = store::find(conn, id).await?;
    let unit = check.row.unit_id;
    let in_force = people::units_in_force(conn, &[unit], today).await?;
    let lineage = authorization::lineage(conn, in_force.get(&unit).copied().unwrap_or(unit), today).await?;
    if allows(&caller.grants, Permission::ReadPeople, &lineage) {
        Ok(check)
    } else {
        Err(db::Error::NotFound)
    }
}
