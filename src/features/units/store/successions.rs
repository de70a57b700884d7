//! SQL of successions: who follows whom, and what hangs on a unit that ends.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{
    campaign_participants, campaigns, role_assignments, unit_succession_links, unit_successions, units,
};
use crate::features::units::rules::successions::SuccessionKind;
use crate::{insert_rows, text_columns};

text_columns!(SuccessionKind);

/// A succession without its units.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = unit_successions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Succession {
    pub id: Uuid,
    pub kind: SuccessionKind,
    pub effective_on: NaiveDate,
    pub document_id: Uuid,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// An old unit and one that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Link {
    /// The succession.
    pub succession_id: Uuid,
    /// The old unit.
    pub predecessor_id: Uuid,
    /// The unit that follows; `None` where nobody does.
    pub successor_id: Option<Uuid>,
}

/// SQL of whether a unit that closed is followed directly by one that lives on a day; both are expressions of the query
/// around it.
#[must_use]
pub fn is_followed(unit: &str, day: &str) -> String {
    format!(
        "EXISTS (
            SELECT FROM unit_succession_links AS link JOIN units AS follower ON follower.id = link.successor_id
            WHERE link.predecessor_id = {unit} AND follower.id <> {unit} AND follower.opened_on <= {day}
                AND (follower.closed_on IS NULL OR follower.closed_on > {day}))"
    )
}

/// Writes a succession with its links.
pub async fn create(
    tx: &mut AsyncPgConnection,
    succession: &Succession,
    links: &[Link],
) -> Result<(), Error> {
    diesel::insert_into(unit_successions::table)
        .values((
            unit_successions::id.eq(succession.id),
            unit_successions::kind.eq(succession.kind),
            unit_successions::effective_on.eq(succession.effective_on),
            unit_successions::document_id.eq(succession.document_id),
            unit_successions::created_by.eq(succession.created_by),
            unit_successions::created_at.eq(succession.created_at),
        ))
        .execute(&mut *tx)
        .await?;
    let rows: Vec<_> = links
        .iter()
        .map(|link| {
            (
                unit_succession_links::id.eq(Uuid::now_v7()),
                unit_succession_links::succession_id.eq(link.succession_id),
                unit_succession_links::predecessor_id.eq(link.predecessor_id),
                unit_succession_links::successor_id.eq(link.successor_id),
            )
        })
        .collect();
    insert_rows!(unit_succession_links::table, rows, tx);
    Ok(())
}

/// The successions that a unit went into or came out of, oldest first by id, after an id.
pub async fn list(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Succession>, Error> {
    let of_unit = unit_succession_links::table
        .filter(
            unit_succession_links::predecessor_id
                .eq(unit_id)
                .or(unit_succession_links::successor_id.eq(unit_id)),
        )
        .select(unit_succession_links::succession_id);
    let own =
        unit_successions::table.filter(unit_successions::id.eq_any(of_unit)).select(Succession::as_select());
    let mut own = page.only_updated(own.into_boxed(), unit_successions::created_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(unit_successions::id.gt(after.unwrap_or(Uuid::nil())));
    Ok(later.order(unit_successions::id).limit(page.limit).load(&mut conn).await?)
}

/// The links of several successions.
pub async fn find_links(mut conn: &AsyncPgConnection, successions: &[Uuid]) -> Result<Vec<Link>, Error> {
    Ok(unit_succession_links::table
        .filter(unit_succession_links::succession_id.eq_any(successions))
        .order(unit_succession_links::id)
        .select((
            unit_succession_links::succession_id,
            unit_succession_links::predecessor_id,
            unit_succession_links::successor_id,
        ))
        .load(&mut conn)
        .await?)
}

/// The units that directly follow some units that are closed on a day, as far as they exist on that day: closed unit and
/// follower.
pub async fn followers_of_closed(
    mut conn: &AsyncPgConnection,
    closed: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<(Uuid, Uuid)>, Error> {
    let rows: Vec<(Uuid, Option<Uuid>)> = unit_succession_links::table
        .inner_join(units::table.on(units::id.nullable().eq(unit_succession_links::successor_id)))
        .filter(unit_succession_links::predecessor_id.eq_any(closed))
        .filter(unit_succession_links::predecessor_id.nullable().ne(unit_succession_links::successor_id))
        .filter(units::opened_on.le(day))
        .filter(units::closed_on.is_null().or(units::closed_on.gt(day)))
        .order(units::code)
        .select((unit_succession_links::predecessor_id, unit_succession_links::successor_id))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(closed, follower)| Some((closed, follower?))).collect())
}

/// How many roles hold on some of the units on or after a day.
pub async fn count_roles(mut conn: &AsyncPgConnection, units: &[Uuid], day: NaiveDate) -> Result<i64, Error> {
    Ok(role_assignments::table
        .filter(role_assignments::unit_id.eq_any(units))
        .filter(role_assignments::ends_before.is_null().or(role_assignments::ends_before.gt(day)))
        .count()
        .get_result(&mut conn)
        .await?)
}

/// Codes of running campaigns that some of the units take part in.
pub async fn find_campaign_codes(mut conn: &AsyncPgConnection, units: &[Uuid]) -> Result<Vec<String>, Error> {
    let codes: Vec<Option<String>> = campaigns::table
        .inner_join(campaign_participants::table)
        .filter(campaign_participants::unit_id.eq_any(units))
        .filter(campaign_participants::left_on.is_null())
        .filter(campaigns::status.eq_any(["LAUNCHED", "IN_REVIEW"]))
        .order(campaigns::code)
        .distinct()
        .select(campaigns::code)
        .load(&mut conn)
        .await?;
    Ok(codes.into_iter().flatten().collect())
}
