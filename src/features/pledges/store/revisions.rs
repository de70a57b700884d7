//! SQL of revisions: what was approved, each as a whole, and the items in force.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::jsonb_array_length;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::model::Pledge;
use crate::core::groups::group;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::page::PageRead;
use crate::db::schema::{pledge_items, pledge_revisions};
use crate::features::campaigns::rules::indicators::{Aggregation, Direction};
use crate::features::pledges::rules::{Item, PledgeContent};

/// An approved revision.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pledge_revisions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Revision {
    pub pledge_id: Uuid,
    pub number: i32,
    #[diesel(deserialize_as = Value)]
    pub content: PledgeContent,
    pub submitted_by: Uuid,
    pub approved_by: Uuid,
    pub approved_at: DateTime<Utc>,
}

/// An item in force, as reports and progress see it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pledge_items)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct LiveItem {
    pub id: Uuid,
    pub content_id: Uuid,
    pub code: String,
    pub body: String,
    pub weight: Decimal,
    pub due_on: Option<NaiveDate>,
    pub measured_by: Option<String>,
    pub unit_of_measure: Option<String>,
    pub baseline: Option<Decimal>,
    pub target: Option<Decimal>,
    #[diesel(deserialize_as = Option<String>)]
    pub direction: NullableText<Direction>,
    #[diesel(deserialize_as = Option<String>)]
    pub aggregation: NullableText<Aggregation>,
    pub evidence_required: bool,
}

/// An enumeration that travels as text and may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NullableText<T>(pub Option<T>);

impl<T: std::str::FromStr> TryFrom<Option<String>> for NullableText<T> {
    type Error = T::Err;

    fn try_from(text: Option<String>) -> Result<Self, Self::Error> {
        text.map(|text| text.parse()).transpose().map(Self)
    }
}

/// Puts the content of a locked pledge in force as its next revision.
///
/// # Errors
/// Constraints `pledge_is_never_approved_by_who_filed_it` and those of items.
pub async fn approve(tx: &mut AsyncPgConnection, pledge: &Pledge, revision: &Revision) -> Result<(), Error> {
    diesel::insert_into(pledge_revisions::table)
        .values((
            pledge_revisions::pledge_id.eq(revision.pledge_id),
            pledge_revisions::number.eq(revision.number),
            pledge_revisions::content.eq(to_json(&revision.content)?),
            pledge_revisions::submitted_by.eq(revision.submitted_by),
            pledge_revisions::approved_by.eq(revision.approved_by),
            pledge_revisions::approved_at.eq(revision.approved_at),
        ))
        .execute(&mut *tx)
        .await?;
    // All items leave before some return, so that items may swap their codes.
    let live = pledge_items::table
        .filter(pledge_items::campaign_id.eq(pledge.campaign_id))
        .filter(pledge_items::pledge_id.eq(pledge.id))
        .filter(pledge_items::removed_in.is_null());
    diesel::update(live).set(pledge_items::removed_in.eq(revision.number)).execute(&mut *tx).await?;
    let rows: Vec<_> =
        (1..).zip(&revision.content.items).map(|(place, item)| row(pledge, place, item)).collect();
    diesel::insert_into(pledge_items::table)
        .values(rows)
        .on_conflict(pledge_items::id)
        .do_update()
        .set((
            pledge_items::content_id.eq(excluded(pledge_items::content_id)),
            pledge_items::code.eq(excluded(pledge_items::code)),
            pledge_items::place.eq(excluded(pledge_items::place)),
            pledge_items::body.eq(excluded(pledge_items::body)),
            pledge_items::weight.eq(excluded(pledge_items::weight)),
            pledge_items::due_on.eq(excluded(pledge_items::due_on)),
            pledge_items::measured_by.eq(excluded(pledge_items::measured_by)),
            pledge_items::unit_of_measure.eq(excluded(pledge_items::unit_of_measure)),
            pledge_items::baseline.eq(excluded(pledge_items::baseline)),
            pledge_items::target.eq(excluded(pledge_items::target)),
            pledge_items::direction.eq(excluded(pledge_items::direction)),
            pledge_items::aggregation.eq(excluded(pledge_items::aggregation)),
            pledge_items::evidence_required.eq(excluded(pledge_items::evidence_required)),
            pledge_items::removed_in.eq(None::<i32>),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = pledge_items)]
struct ItemRow<'a> {
    id: Uuid,
    pledge_id: Uuid,
    campaign_id: Uuid,
    unit_id: Uuid,
    content_id: Uuid,
    code: &'a str,
    place: i32,
    body: &'a str,
    weight: Decimal,
    due_on: Option<NaiveDate>,
    measured_by: Option<&'a str>,
    unit_of_measure: Option<&'a str>,
    baseline: Option<Decimal>,
    target: Option<Decimal>,
    direction: Option<&'static str>,
    aggregation: Option<&'static str>,
    evidence_required: bool,
}

fn row<'a>(pledge: &Pledge, place: i32, item: &'a Item) -> ItemRow<'a> {
    let measure = item.measure.as_ref();
    ItemRow {
        id: item.id,
        pledge_id: pledge.id,
        campaign_id: pledge.campaign_id,
        unit_id: pledge.unit_id,
        content_id: item.content_id,
        code: &item.code,
        place,
        body: &item.text,
        weight: item.weight,
        due_on: item.due_on,
        measured_by: measure.map(|measure| measure.name.as_str()),
        unit_of_measure: measure.map(|measure| measure.unit_of_measure.as_str()),
        baseline: measure.map(|measure| measure.baseline),
        target: measure.map(|measure| measure.target),
        direction: measure.map(|measure| measure.direction.as_str()),
        aggregation: measure.map(|measure| measure.aggregation.as_str()),
        evidence_required: measure.is_some_and(|measure| measure.evidence_required),
    }
}

/// The items in force of a pledge, in its order.
pub async fn live_items(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    pledge_id: Uuid,
) -> Result<Vec<LiveItem>, Error> {
    Ok(pledge_items::table
        .filter(pledge_items::campaign_id.eq(campaign_id))
        .filter(pledge_items::pledge_id.eq(pledge_id))
        .filter(pledge_items::removed_in.is_null())
        .order(pledge_items::place)
        .select(LiveItem::as_select())
        .load(&mut conn)
        .await?)
}

/// The same of several pledges, by pledge.
pub async fn live_items_of(
    mut conn: &AsyncPgConnection,
    pledges: &[Uuid],
) -> Result<HashMap<Uuid, Vec<LiveItem>>, Error> {
    let rows: Vec<(Uuid, LiveItem)> = pledge_items::table
        .filter(pledge_items::pledge_id.eq_any(pledges))
        .filter(pledge_items::removed_in.is_null())
        .order(pledge_items::place)
        .select((pledge_items::pledge_id, LiveItem::as_select()))
        .load(&mut conn)
        .await?;
    Ok(group(rows))
}

/// What a report needs of an item in force.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pledge_items)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReportedItem {
    pub id: Uuid,
    pub pledge_id: Uuid,
    pub content_id: Uuid,
    pub code: String,
    #[diesel(deserialize_as = Option<String>)]
    pub direction: NullableText<Direction>,
    #[diesel(deserialize_as = Option<String>)]
    pub aggregation: NullableText<Aggregation>,
    pub evidence_required: bool,
}

/// The items in force of several pledges, each in its order, by pledge.
pub async fn reported_items(
    mut conn: &AsyncPgConnection,
    pledges: &[Uuid],
) -> Result<HashMap<Uuid, Vec<ReportedItem>>, Error> {
    let rows: Vec<ReportedItem> = pledge_items::table
        .filter(pledge_items::pledge_id.eq_any(pledges))
        .filter(pledge_items::removed_in.is_null())
        .order(pledge_items::place)
        .select(ReportedItem::as_select())
        .load(&mut conn)
        .await?;
    Ok(group(rows.into_iter().map(|row| (row.pledge_id, row))))
}

/// A revision as a list shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct RevisionRow {
    pub number: i32,
    /// How many items it has.
    pub item_count: i32,
    pub submitted_by: Uuid,
    pub approved_by: Uuid,
    pub approved_at: DateTime<Utc>,
}

/// The revisions of a pledge, oldest first, after a number, a page at a time.
pub async fn revisions(
    mut conn: &AsyncPgConnection,
    pledge_id: Uuid,
    after: Option<i32>,
    page: &PageRead,
) -> Result<Vec<RevisionRow>, Error> {
    let items = pledge_revisions::content.retrieve_as_object("items");
    let own = pledge_revisions::table
        .filter(pledge_revisions::pledge_id.eq(pledge_id))
        .select((
            pledge_revisions::number,
            jsonb_array_length(items).assume_not_null(),
            pledge_revisions::submitted_by,
            pledge_revisions::approved_by,
            pledge_revisions::approved_at,
        ))
        .into_boxed();
    let mut own = page.only_updated(own, pledge_revisions::approved_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(pledge_revisions::number.gt(after.unwrap_or(0)));
    Ok(later.order(pledge_revisions::number).limit(page.limit).load(&mut conn).await?)
}

/// One revision.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn revision(mut conn: &AsyncPgConnection, pledge_id: Uuid, number: i32) -> Result<Revision, Error> {
    Ok(pledge_revisions::table
        .find((pledge_id, number))
        .select(Revision::as_select())
        .first(&mut conn)
        .await?)
}
