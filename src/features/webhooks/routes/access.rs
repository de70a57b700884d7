//! Who sees and keeps an endpoint: whoever manages webhooks where its client is, and the client itself.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::core::targets::{Targets, UrlFault};
use crate::db::Connection;
use crate::features::webhooks::store::{self, Endpoint};
use crate::http::{Code, Problem, Violation};

/// An endpoint that the caller keeps.
///
/// # Errors
/// 404 otherwise.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<Endpoint, Problem> {
    let own = store::find(conn, id).await?;
    require_client(conn, caller, (own.client_id, own.client_unit_id), today).await.map_err(Problem::hide)?;
    Ok(own)
}

/// Passes when the caller keeps the endpoint.
///
/// # Errors
/// 404 otherwise.
pub(super) async fn permit_keeping(
    tx: &mut Connection,
    caller: &Caller,
    context: &ChangeContext,
    id: Uuid,
) -> Result<(), Problem> {
    find_visible(tx, caller, id, context.today).await.map(drop)
}

/// Passes when the caller keeps the endpoints of a client that was registered for a unit: a machine client keeps its own only.
///
/// # Errors
/// 403 otherwise.
pub(super) async fn require_client(
    conn: &Connection,
    caller: &Caller,
    (client, unit): (Uuid, Option<Uuid>),
    today: NaiveDate,
) -> Result<(), Problem> {
    if caller.client.is_some() && caller.user_id != client {
        return Err(Problem::new(Code::forbidden));
    }
    unit_scope::require(conn, caller, Permission::ManageWebhooks, unit, today).await
}

/// Passes when something may be sent at all.
///
/// # Errors
/// 409 otherwise.
pub(super) fn require_targets(targets: &Targets) -> Result<(), Problem> {
    if targets.are_none() { Err(Problem::new(Code::webhooks_are_off)) } else { Ok(()) }
}

/// What is wrong with the address of an endpoint.
pub(super) fn fault_of_url(targets: &Targets, url: &str) -> Option<Violation> {
    let code = match targets.check(url).err()? {
        UrlFault::Unfit => Code::webhook_address_unfit,
        UrlFault::NeedsTls => Code::webhook_needs_tls,
        UrlFault::Outside => Code::webhook_target_not_allowed,
    };
    Some(Violation::at("/url", code))
}

/// What is wrong with the unit to which an endpoint is narrowed.
pub(super) async fn fault_of_unit(
    conn: &Connection,
    unit_id: Option<Uuid>,
    today: NaiveDate,
) -> Result<Option<Violation>, Problem> {
    match unit_id {
        Some(id) if !unit_scope::is_unit(conn, id, today).await? => {
            Ok(Some(Violation::at("/unitId", Code::unknown_unit).with("unit", id)))
        }
        _ => Ok(None),
    }
}
