//! The award that somebody may read.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::register::{Award, find};
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::Error;
use crate::operations::subjects::KnownSubjects;

/// An award, if the caller reads what is known of its recipient.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub async fn find_visible(
    conn: &AsyncPgConnection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Award, KnownSubjects), Error> {
    let award = find(conn, id).await?;
    let known = KnownSubjects::find(conn, [award.subject()], today).await?;
    if known.allows(&caller.grants, Permission::ReadPeople, award.subject()) {
        Ok((award, known))
    } else {
        Err(Error::NotFound)
    }
}
