//! SQL of the items in force of all pledges of a campaign.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::pledge_items;

/// An item in force, with what it answers.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct CampaignItem {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub pledge_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub ordinal: String,
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub body: String,
    #[diesel(sql_type = Numeric)]
    pub weight: Decimal,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Text>)]
    pub measured_by: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub unit_of_measure: Option<String>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub baseline: Option<Decimal>,
    #[diesel(sql_type = Nullable<Numeric>)]
    pub target: Option<Decimal>,
}

/// The items in force of a campaign's pledges, by the unit's code and the order of the pledge, after one of them, a page at
/// a time.
pub async fn list_items(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    (after_code, after_id): (Option<String>, Option<Uuid>),
    page: &PageRead,
) -> Result<Vec<CampaignItem>, Error> {
    let sql = "SELECT item.id, item.pledge_id, item.unit_id, unit.code AS unit_code, content.ordinal, item.code, item.body,
            item.weight, item.due_on, item.measured_by, item.unit_of_measure, item.baseline, item.target
        FROM pledge_items AS item
        JOIN units AS unit ON unit.id = item.unit_id
        JOIN campaign_contents AS content ON content.campaign_id = item.campaign_id AND content.id = item.content_id
        WHERE item.campaign_id = $1 AND item.removed_in IS NULL AND ($2 IS NULL OR (unit.code, item.id) > ($2, $3))
        ORDER BY unit.code, item.id LIMIT $4";
    let query = |code: Option<String>, id: Option<Uuid>, limit: Option<i64>| {
        diesel::sql_query(sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<Nullable<Text>, _>(code)
            .bind::<Nullable<SqlUuid>, _>(id)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None, None)).await?;
    Ok(query(after_code, after_id, Some(page.limit)).load(&mut conn).await?)
}

/// The unit that pledged an item.
///
/// # Errors
/// [`Error::NotFound`] when there is no such item.
pub async fn unit_of_item(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Uuid, Error> {
    Ok(pledge_items::table.find(id).select(pledge_items::unit_id).first(&mut conn).await?)
}
