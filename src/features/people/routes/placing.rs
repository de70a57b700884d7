//! Where a membership can be: in a unit that exists on its first day, in a class of positions that holds then, and in no
//! other unit at the same time.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::Connection;
use crate::features::people::rules::memberships::{Placement, find_overlapping, place};
use crate::features::people::store::{self, Membership, Person, ReportingClass};
use crate::features::units::store as units;
use crate::http::{Code, Problem, Violation};

/// The class of a code that holds on a day.
pub(super) fn class_on<'a>(
    classes: &'a [ReportingClass],
    code: &str,
    day: NaiveDate,
) -> Option<&'a ReportingClass> {
    classes.iter().find(|class| class.code == code && class.holds_on(day))
}

/// The class of a code that holds on a day, or the fault at a member of the body.
pub(super) async fn find_class(
    conn: &Connection,
    code: &str,
    day: NaiveDate,
    pointer: &str,
) -> Result<Uuid, Problem> {
    let classes = store::list_classes(conn).await?;
    let found = class_on(&classes, code, day).map(|class| class.id);
    let fault = || Violation::at(pointer, Code::unknown_reporting_class).with("class", code).with("day", day);
    found.ok_or_else(|| Problem::invalid(vec![fault()]))
}

/// Passes when the unit exists on the day; it can't be closed meanwhile.
pub(super) async fn check_unit(
    tx: &mut Connection,
    unit_id: Uuid,
    day: NaiveDate,
    pointer: &str,
) -> Result<(), Problem> {
    let unit = match units::find(tx, unit_id).await {
        Ok((unit, _)) => unit,
        Err(crate::db::Error::NotFound) => {
            let fault = Violation::at(pointer, Code::unknown_unit).with("unit", unit_id);
            return Err(Problem::invalid(vec![fault]));
        }
        Err(error) => return Err(error.into()),
    };
    if day < unit.opened_on {
        let fault = Violation::at(pointer, Code::before_unit_opens).with("opensOn", unit.opened_on);
        return Err(Problem::invalid(vec![fault]));
    }
    match unit.closed_on {
        Some(closed_on) if day >= closed_on => {
            let fault = Violation::at(pointer, Code::after_unit_closes).with("closesOn", closed_on);
            Err(Problem::invalid(vec![fault]))
        }
        _ => Ok(()),
    }
}

/// Writes a new membership of a locked person: the one without an end ends where it begins.
pub(super) async fn add(
    tx: &mut Connection,
    memberships: &[Membership],
    new: &Membership,
) -> Result<(), Problem> {
    let days: Vec<_> = memberships.iter().map(Membership::days).collect();
    match place(&days, &new.days()) {
        Placement::Free => {}
        Placement::Ends(id) => {
            let open = memberships.iter().find(|row| row.id == id).cloned();
            if let Some(open) = open {
                let ended = Membership { ends_before: Some(new.starts_on), ..open };
                store::update_membership(tx, &ended).await?;
            }
        }
        Placement::Overlaps(id) => return Err(overlap(id)),
    }
    Ok(store::create_memberships(tx, vec![new.clone()]).await?)
}

/// Rewrites a membership of a locked person.
pub(super) async fn correct(
    tx: &mut Connection,
    memberships: &[Membership],
    corrected: &Membership,
) -> Result<(), Problem> {
    let days: Vec<_> = memberships.iter().map(Membership::days).collect();
    if let Some(id) = find_overlapping(&days, &corrected.days()) {
        return Err(overlap(id));
    }
    Ok(store::update_membership(tx, corrected).await?)
}

fn overlap(id: Uuid) -> Problem {
    Problem::new(Code::person_is_in_another_unit).with_existing(id)
}

/// The unit of a person's latest membership.
pub(super) async fn latest_unit(conn: &Connection, person: &Person) -> Result<Uuid, Problem> {
    let rows = store::list_memberships(conn, &[person.id]).await?;
    Ok(rows.last().map_or(person.unit_id, |row| row.unit_id))
}
