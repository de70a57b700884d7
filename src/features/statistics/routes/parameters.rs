//! Which form of which year and unit an operation is about, and who may ask.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::Connection;
use crate::features::statistics::rules::FormCode;
use crate::http::{Code, Problem, Violation};
use crate::operations::state::State;
use crate::operations::subjects::{lineage_in_force, require_over_found};

/// Which form.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct FormPath {
    /// The form.
    #[param(example = "0603")]
    pub form: FormCode,
}

/// Which form whose numbers are entered; the same parameter with an example of its own.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct EnteredFormPath {
    /// The form.
    #[param(example = "0605")]
    pub form: FormCode,
}

/// Of which year and unit.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct FormQuery {
    /// The year, from 1 January to 31 December.
    #[param(minimum = 1945, maximum = 2100, example = 2023)]
    pub year: i32,
    /// The unit that reports: counted are it, the units below it, and closed ones that went over to these.
    #[param(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Uuid,
}

/// Passes when the caller may do something over the unit that was asked for, or over the one it went over to.
///
/// # Errors
/// 400 when there is no such unit, 403 otherwise.
pub(super) async fn require_over_asked(
    conn: &Connection,
    caller: &Caller,
    permission: Permission,
    (unit_id, today): (Uuid, NaiveDate),
) -> Result<(), Problem> {
    permit(caller, permission, unit_id, &lineage_in_force(conn, unit_id, today).await?)
}

/// Passes when the caller may read people of the unit that was asked for.
///
/// # Errors
/// As [`require_over_asked`].
pub(super) async fn require_reader(
    state: &State,
    caller: &Caller,
    (unit_id, today): (Uuid, NaiveDate),
) -> Result<(), Problem> {
    let lineage = state.db.point_read(async |conn| lineage_in_force(conn, unit_id, today).await).await?;
    permit(caller, Permission::ReadPeople, unit_id, &lineage)
}

fn permit(caller: &Caller, permission: Permission, unit_id: Uuid, lineage: &[Uuid]) -> Result<(), Problem> {
    let unknown = || Violation::of_parameter("unitId", Code::unknown_unit).with("unit", unit_id);
    require_over_found(caller, permission, lineage, unknown)
}

/// The fault of a year that has not begun.
pub(super) fn fault_of_year(
    year: i32,
    today: NaiveDate,
    at: impl FnOnce(Code) -> Violation,
) -> Option<Violation> {
    (year > today.year()).then(|| at(Code::year_in_the_future).with("today", today))
}
