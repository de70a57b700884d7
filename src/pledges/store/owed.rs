//! SQL of who owes a pledge, which is kept beside who takes part.

use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::Pledge;
use crate::db::Error;
use crate::db::schema::campaign_participants;

/// Notes whether a unit owes its pledge, wherever it takes part in the campaign.
///
/// # Errors
/// [`Error`] of the database.
pub async fn owe(tx: &mut AsyncPgConnection, pledge: &Pledge, is_owed: bool) -> Result<(), Error> {
    let own = campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(pledge.campaign_id))
        .filter(campaign_participants::unit_id.eq(pledge.unit_id));
    diesel::update(own).set(campaign_participants::owes_pledge.eq(is_owed)).execute(tx).await?;
    Ok(())
}

/// A campaign in which a participant owes what it pledged or does not owe what it did not pledge.
///
/// # Errors
/// [`Error`] of the database.
pub async fn misjudged(mut conn: &AsyncPgConnection) -> Result<Option<Uuid>, Error> {
    let sql = "SELECT kept.campaign_id
        FROM campaign_participants AS kept
        LEFT JOIN (
            SELECT campaign_id, unit_id, bool_or(revision > 0 OR status = 'SUBMITTED') AS is_given
            FROM pledges GROUP BY campaign_id, unit_id) AS fresh USING (campaign_id, unit_id)
        WHERE kept.owes_pledge = coalesce(fresh.is_given, false)
        LIMIT 1";
    let found: Option<Misjudged> = diesel::sql_query(sql).get_result(&mut conn).await.optional()?;
    Ok(found.map(|row| row.campaign_id))
}

#[derive(QueryableByName)]
struct Misjudged {
    #[diesel(sql_type = SqlUuid)]
    campaign_id: Uuid,
}
