//! The items of agendas, and who takes no part in them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::schema::{agenda_items, recusals};
use crate::features::catalogue::store::SetVoting;
use crate::features::councils::rules::{AgendaItemStatus, RecusalGround};
use crate::{insert_rows, text_columns};

text_columns!(AgendaItemStatus, RecusalGround);

/// An item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = agenda_items)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct AgendaItem {
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub position: i32,
    pub nomination_id: Uuid,
    pub stage_id: Uuid,
    pub status: AgendaItemStatus,
    #[diesel(deserialize_as = Option<Value>)]
    pub voting: SetVoting,
    pub nomination_version: Option<RowVersion>,
    pub voters: Option<i32>,
    pub votes_for: Option<i32>,
    pub votes_against: Option<i32>,
    pub votes_blank: Option<i32>,
    pub votes_of: Option<i32>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Who takes no part in a vote, and why.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = recusals)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Recusal {
    pub item_id: Uuid,
    pub user_id: Uuid,
    pub ground: RecusalGround,
    pub reason: Option<String>,
}

/// An item.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_item(mut conn: &AsyncPgConnection, id: Uuid) -> Result<AgendaItem, Error> {
    Ok(agenda_items::table.find(id).select(AgendaItem::as_select()).first(&mut conn).await?)
}

/// An item, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_item(tx: &mut AsyncPgConnection, id: Uuid) -> Result<AgendaItem, Error> {
    Ok(agenda_items::table.find(id).for_no_key_update().select(AgendaItem::as_select()).first(tx).await?)
}

/// An item that stays as it is until the transaction ends: others may vote on it meanwhile, nobody closes the vote.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_item_shared(tx: &mut AsyncPgConnection, id: Uuid) -> Result<AgendaItem, Error> {
    Ok(agenda_items::table.find(id).for_share().select(AgendaItem::as_select()).first(tx).await?)
}

/// The items of a meeting, in their order.
pub async fn list_items(mut conn: &AsyncPgConnection, meeting: Uuid) -> Result<Vec<AgendaItem>, Error> {
    use agenda_items::{meeting_id, position};
    let own = agenda_items::table.filter(meeting_id.eq(meeting)).order(position);
    Ok(own.select(AgendaItem::as_select()).load(&mut conn).await?)
}

/// How many items some meetings have that were not removed.
pub async fn count_items(mut conn: &AsyncPgConnection, meetings: &[Uuid]) -> Result<Vec<(Uuid, i64)>, Error> {
    use agenda_items::{meeting_id, status};
    use diesel::dsl::count_star;
    let own = agenda_items::table.filter(meeting_id.eq_any(meetings));
    let own = own.filter(status.ne(AgendaItemStatus::Removed)).group_by(meeting_id);
    Ok(own.select((meeting_id, count_star())).load(&mut conn).await?)
}

/// Adds items to a locked meeting.
///
/// # Errors
/// Constraint `on_another_agenda`.
pub async fn add_items(tx: &mut AsyncPgConnection, new: &[AgendaItem]) -> Result<(), Error> {
    use agenda_items as own;
    let row = |item: &AgendaItem| {
        (
            own::id.eq(item.id),
            own::meeting_id.eq(item.meeting_id),
            own::position.eq(item.position),
            own::nomination_id.eq(item.nomination_id),
            own::stage_id.eq(item.stage_id),
            own::status.eq(item.status),
            own::version.eq(item.version),
            own::created_at.eq(item.created_at),
            own::updated_at.eq(item.updated_at),
        )
    };
    insert_rows!(agenda_items::table, new.iter().map(row).collect::<Vec<_>>(), tx);
    Ok(())
}

/// Moves a locked item from the expected version and status to what it is next.
///
/// # Errors
/// Constraint `on_another_agenda`; [`Error::Conflict`] when somebody else was faster, which a locked item never sees.
pub async fn advance_item(
    tx: &mut AsyncPgConnection,
    before: &AgendaItem,
    after: &AgendaItem,
) -> Result<(), Error> {
    let voting = after.voting.0.as_ref().map(to_json).transpose()?;
    let updated = diesel::update(agenda_items::table.find(before.id))
        .filter(agenda_items::version.eq(before.version))
        .filter(agenda_items::status.eq(before.status))
        .set((
            agenda_items::status.eq(after.status),
            agenda_items::voting.eq(voting),
            agenda_items::nomination_version.eq(after.nomination_version),
            agenda_items::voters.eq(after.voters),
            agenda_items::votes_for.eq(after.votes_for),
            agenda_items::votes_against.eq(after.votes_against),
            agenda_items::votes_blank.eq(after.votes_blank),
            agenda_items::votes_of.eq(after.votes_of),
            agenda_items::version.eq(before.version.next()),
            agenda_items::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the item was changed meanwhile".to_owned())) }
}

/// Who takes no part in some items.
pub async fn list_recusals(mut conn: &AsyncPgConnection, item_ids: &[Uuid]) -> Result<Vec<Recusal>, Error> {
    use recusals::{item_id, user_id};
    let own = recusals::table.filter(item_id.eq_any(item_ids)).order((item_id, user_id));
    Ok(own.select(Recusal::as_select()).load(&mut conn).await?)
}

/// Writes who takes no part; who takes none already stays as written.
pub async fn recuse(tx: &mut AsyncPgConnection, new: &[Recusal]) -> Result<usize, Error> {
    if new.is_empty() {
        return Ok(0);
    }
    let rows = diesel::insert_into(recusals::table).values(new.to_vec());
    Ok(rows.on_conflict_do_nothing().execute(tx).await?)
}
