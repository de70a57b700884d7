//! Meetings of councils, and who is at them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{agenda_items, council_attendances, council_meetings, councils};
use crate::features::councils::rules::{MeetingStatus, Presence};
use crate::{insert_rows, text_columns};

text_columns!(MeetingStatus, Presence);

/// A meeting of a council.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = council_meetings)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Meeting {
    pub id: Uuid,
    pub council_id: Uuid,
    pub title: String,
    pub held_on: NaiveDate,
    pub place: Option<String>,
    pub status: MeetingStatus,
    pub composition_id: Option<Uuid>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Whether a member is at a meeting.
pub type Attendance = (Uuid, Presence);

/// Which meetings a list shows.
#[derive(Debug, Default)]
pub struct MeetingFilter {
    /// Only those of councils of these units; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// Only those of this council.
    pub council: Option<Uuid>,
    /// Only with this status.
    pub status: Option<MeetingStatus>,
}

/// A meeting.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_meeting(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Meeting, Error> {
    Ok(council_meetings::table.find(id).select(Meeting::as_select()).first(&mut conn).await?)
}

/// A meeting, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_meeting(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Meeting, Error> {
    Ok(council_meetings::table.find(id).for_no_key_update().select(Meeting::as_select()).first(tx).await?)
}

/// A meeting that stays as it is until the transaction ends; others may hold it, too.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_meeting_shared(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Meeting, Error> {
    Ok(council_meetings::table.find(id).for_share().select(Meeting::as_select()).first(tx).await?)
}

/// Meetings, the last written first, before an id, a page at a time.
pub async fn list_meetings(
    mut conn: &AsyncPgConnection,
    filter: &MeetingFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Meeting>, Error> {
    use council_meetings::{council_id, id, status, updated_at};
    let mut query = council_meetings::table.select(Meeting::as_select()).into_boxed();
    if let Some(range) = page.updated {
        // A meeting is shown with the number of its items.
        let of_items = agenda_items::table.filter(range.contains(agenda_items::updated_at));
        let of_items = of_items.select(agenda_items::meeting_id);
        query = query.filter(range.contains(updated_at).or(id.eq_any(of_items)));
    }
    if let Some(units) = &filter.readable {
        let own = councils::table.filter(councils::unit_id.eq_any(units)).select(councils::id);
        query = query.filter(council_id.eq_any(own));
    }
    if let Some(council) = filter.council {
        query = query.filter(council_id.eq(council));
    }
    if let Some(own) = filter.status {
        query = query.filter(status.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes a meeting.
pub async fn create_meeting(tx: &mut AsyncPgConnection, new: &Meeting) -> Result<(), Error> {
    diesel::insert_into(council_meetings::table).values(new.clone()).execute(tx).await?;
    Ok(())
}

/// Moves a locked meeting from the expected version and status to what it is next.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked meeting never sees.
pub async fn advance_meeting(
    tx: &mut AsyncPgConnection,
    before: &Meeting,
    after: &Meeting,
) -> Result<(), Error> {
    let updated = diesel::update(council_meetings::table.find(before.id))
        .filter(council_meetings::version.eq(before.version))
        .filter(council_meetings::status.eq(before.status))
        .set((
            council_meetings::title.eq(&after.title),
            council_meetings::held_on.eq(after.held_on),
            council_meetings::place.eq(&after.place),
            council_meetings::status.eq(after.status),
            council_meetings::composition_id.eq(after.composition_id),
            council_meetings::version.eq(before.version.next()),
            council_meetings::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the meeting was changed meanwhile".to_owned())) }
}

/// Who is at a meeting.
pub async fn list_attendance(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Vec<Attendance>, Error> {
    use council_attendances::{meeting_id, presence, user_id};
    let own = council_attendances::table.filter(meeting_id.eq(id)).order(user_id);
    Ok(own.select((user_id, presence)).load(&mut conn).await?)
}

/// Writes anew who is at a locked meeting.
pub async fn replace_attendance(
    tx: &mut AsyncPgConnection,
    id: Uuid,
    all: &[Attendance],
) -> Result<(), Error> {
    use council_attendances::{meeting_id, presence, user_id};
    diesel::delete(council_attendances::table.filter(meeting_id.eq(id))).execute(tx).await?;
    let row = |(user, own): &Attendance| (meeting_id.eq(id), user_id.eq(*user), presence.eq(*own));
    insert_rows!(council_attendances::table, all.iter().map(row).collect::<Vec<_>>(), tx);
    Ok(())
}
