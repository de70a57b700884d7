//! Who sees and keeps a machine client.

use chrono::NaiveDate;
use ipnet::IpNet;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::clients::rules::read_networks;
use crate::features::clients::store::{self, Client};
use crate::http::{Code, Problem, Violation};

/// A client, if the caller manages the settings of the unit for which it is registered.
///
/// # Errors
/// 404 otherwise.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<Client, Problem> {
    let client = store::find(conn, id).await?;
    let permitted =
        unit_scope::require(conn, caller, Permission::ManageSettings, client.unit_id, today).await;
    permitted.map(|()| client).map_err(Problem::hide)
}

/// Passes when the caller manages the settings of the unit and it is there; `None` is the province.
pub(super) async fn require_unit(
    conn: &Connection,
    caller: &Caller,
    unit_id: Option<Uuid>,
    today: NaiveDate,
) -> Result<(), Problem> {
    unit_scope::require_named(conn, caller, Permission::ManageSettings, (unit_id, "/unitId"), today).await
}

/// The networks that are written as such.
///
/// # Errors
/// A fault at each that is none.
pub(super) fn check_networks(texts: &[String]) -> Result<Vec<IpNet>, Vec<Violation>> {
    let fault = |place| Violation::at(format!("/networks/{place}"), Code::not_a_network);
    read_networks(texts).map_err(|places| places.into_iter().map(fault).collect())
}

/// Passes when the last day of a client is not over.
pub(super) fn fault_of_last_day(expires_on: NaiveDate, today: NaiveDate) -> Option<Violation> {
    let fault = || Violation::at("/expiresOn", Code::day_in_the_past).with("today", today);
    (expires_on < today).then(fault)
}
