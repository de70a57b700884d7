//! The unit above: it must exist on all the days on which it is needed.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::store as authorization;
use crate::db::Connection;
use crate::features::units::rules::{Days, Life, MOST_LEVELS};
use crate::features::units::store;
use crate::http::{Code, Problem, Violation};

/// Locks the parent and checks that it exists on all the days on which it is needed.
pub(super) async fn check_parent(
    tx: &mut Connection,
    parent_id: Option<Uuid>,
    needed: Days,
) -> Result<(), Problem> {
    let Some(parent_id) = parent_id else { return Ok(()) };
    let parent = store::lock_parent(tx, parent_id).await?.ok_or_else(|| {
        let fault = Violation::at("/parentId", Code::unknown_unit).with("unit", parent_id);
        Problem::invalid(vec![fault])
    })?;
    if !parent.covers(&needed) {
        return Err(not_in_force(&parent, &needed));
    }
    check_levels(tx, parent_id, 1, needed.starts_on).await
}

/// Below a unit so many levels must have room.
pub(super) async fn check_levels(
    tx: &mut Connection,
    parent_id: Uuid,
    levels: usize,
    day: NaiveDate,
) -> Result<(), Problem> {
    let above = authorization::lineage(tx, parent_id, day).await?.len();
    if above.saturating_add(levels) > MOST_LEVELS {
        return Err(Problem::new(Code::unit_too_deep).with("limit", MOST_LEVELS));
    }
    Ok(())
}

fn not_in_force(parent: &Life, needed: &Days) -> Problem {
    Problem::new(Code::unit_parent_not_in_force)
        .with("parentDates", format_days(&parent.days()))
        .with("neededDates", format_days(needed))
}

/// Days as `2020-01-01…2025-06-30`, the last day included; `∞` for no end.
pub(super) fn format_days(days: &Days) -> String {
    let last = days.ends_before.and_then(|end| end.pred_opt());
    format!("{}…{}", days.starts_on, last.map_or_else(|| "∞".to_owned(), |last| last.to_string()))
}
