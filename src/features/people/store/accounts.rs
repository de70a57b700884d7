//! Who the person behind an account is.

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::all_ids_of;
use crate::db::Error;
use crate::features::identity::store as identity;

/// The ids of the person whose account this is, with those of whoever was merged into them; none where it is nobody's.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account.
pub async fn ids_of_account(conn: &AsyncPgConnection, user: Uuid) -> Result<Vec<Uuid>, Error> {
    let Some(person) = identity::find_user(conn, user).await?.person_id else { return Ok(Vec::new()) };
    all_ids_of(conn, person).await
}
