//! The award that somebody may read.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::register::{Award, find};
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::db::Error;
use crate::features::people::rules::SubjectKind;
use crate::operations::subjects::KnownSubjects;

/// What it takes to read awards of a kind of subject: those of people and households say something of people.
#[must_use]
pub const fn permission_to_read(kind: SubjectKind) -> Permission {
    match kind {
        SubjectKind::Unit => Permission::ReadAwards,
        SubjectKind::Person | SubjectKind::Household => Permission::ReadPeople,
    }
}

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
    let subject = award.subject();
    let is_told = subject.kind == SubjectKind::Unit || caller.reads_personal_awards();
    if is_told && known.allows(&caller.grants, permission_to_read(subject.kind), subject) {
        Ok((award, known))
    } else {
        Err(Error::NotFound)
    }
}
