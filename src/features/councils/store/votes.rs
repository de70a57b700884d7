//! Votes: who voted and what was voted, in two tables that nothing joins.

use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{agenda_items, ballots, turnouts};
use crate::features::councils::rules::{AgendaItemStatus, Choice};
use crate::{insert_rows, text_columns};

text_columns!(Choice);

/// Puts a ballot into the box of an item, and marks its voter.
///
/// # Errors
/// Constraint `already_voted`.
pub async fn cast(tx: &mut AsyncPgConnection, item: Uuid, voter: Uuid, choice: Choice) -> Result<(), Error> {
    let mark = (turnouts::item_id.eq(item), turnouts::user_id.eq(voter));
    diesel::insert_into(turnouts::table).values(mark).execute(tx).await?;
    let ballot = (ballots::item_id.eq(item), ballots::choice.eq(choice));
    diesel::insert_into(ballots::table).values(ballot).execute(tx).await?;
    Ok(())
}

/// How many have voted on some items.
pub async fn count_turnout(
    mut conn: &AsyncPgConnection,
    item_ids: &[Uuid],
) -> Result<Vec<(Uuid, i64)>, Error> {
    use diesel::dsl::count_star;
    let own = turnouts::table.filter(turnouts::item_id.eq_any(item_ids)).group_by(turnouts::item_id);
    Ok(own.select((turnouts::item_id, count_star())).load(&mut conn).await?)
}

/// On which of some items somebody has voted.
pub async fn has_voted(
    mut conn: &AsyncPgConnection,
    item_ids: &[Uuid],
    voter: Uuid,
) -> Result<Vec<Uuid>, Error> {
    let own = turnouts::table.filter(turnouts::item_id.eq_any(item_ids)).filter(turnouts::user_id.eq(voter));
    Ok(own.select(turnouts::item_id).load(&mut conn).await?)
}

/// Who has voted on an item of a meeting whose vote is open.
pub async fn list_voters(mut conn: &AsyncPgConnection, meeting: Uuid) -> Result<Vec<Uuid>, Error> {
    let own = turnouts::table
        .inner_join(agenda_items::table.on(agenda_items::id.eq(turnouts::item_id)))
        .filter(agenda_items::meeting_id.eq(meeting))
        .filter(agenda_items::status.eq(AgendaItemStatus::Voting));
    Ok(own.select(turnouts::user_id).distinct().load(&mut conn).await?)
}

/// What was voted on an item, each ballot's choice.
pub async fn count_ballots(mut conn: &AsyncPgConnection, item: Uuid) -> Result<Vec<Choice>, Error> {
    Ok(ballots::table.filter(ballots::item_id.eq(item)).select(ballots::choice).load(&mut conn).await?)
}

/// Writes the ballots of a locked item anew, with new ids and in the order of chance, and the marks of its voters in the order of
/// their ids: no row is left that was written when somebody voted.
pub async fn mix_ballots(tx: &mut AsyncPgConnection, item: Uuid) -> Result<(), Error> {
    let sql = "WITH taken AS (DELETE FROM ballots WHERE item_id = $1 RETURNING choice)
        INSERT INTO ballots (id, item_id, choice) SELECT gen_random_uuid(), $1, choice FROM taken ORDER BY random()";
    diesel::sql_query(sql).bind::<SqlUuid, _>(item).execute(tx).await?;
    let mut voters: Vec<Uuid> = diesel::delete(turnouts::table.filter(turnouts::item_id.eq(item)))
        .returning(turnouts::user_id)
        .load(tx)
        .await?;
    voters.sort_unstable();
    let mark = |voter: Uuid| (turnouts::item_id.eq(item), turnouts::user_id.eq(voter));
    insert_rows!(turnouts::table, voters.into_iter().map(mark).collect::<Vec<_>>(), tx);
    Ok(())
}

/// Destroys the ballots of a locked item, and the marks of its voters.
pub async fn discard_votes(tx: &mut AsyncPgConnection, item: Uuid) -> Result<(), Error> {
    diesel::delete(ballots::table.filter(ballots::item_id.eq(item))).execute(tx).await?;
    diesel::delete(turnouts::table.filter(turnouts::item_id.eq(item))).execute(tx).await?;
    Ok(())
}
