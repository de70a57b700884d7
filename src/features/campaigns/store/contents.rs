//! SQL of contents and their indicators.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::core::groups::group;
use crate::db::Error;
use crate::db::schema::{campaign_contents, campaign_indicators};
use crate::features::campaigns::rules::contents::{CampaignContent, Contents, Parents};
use crate::features::campaigns::rules::indicators::{Aggregation, Direction, Indicator};
use crate::{insert_rows, text_columns};

text_columns!(Aggregation, Direction);

/// The most rows of one statement: it takes 65,535 values, and a row of indicators has eleven.
const ROWS_AT_ONCE: usize = 1_000;

#[derive(Queryable, Selectable)]
#[diesel(table_name = campaign_contents)]
struct ContentRow {
    id: Uuid,
    parent_id: Option<Uuid>,
    place: i32,
    ordinal: String,
    title: Option<String>,
    body: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = campaign_indicators)]
struct IndicatorRow {
    id: Uuid,
    content_id: Uuid,
    name: String,
    unit_of_measure: String,
    baseline: Option<Decimal>,
    target: Option<Decimal>,
    direction: Direction,
    aggregation: Aggregation,
    evidence_required: bool,
}

/// The present contents of a campaign, each with its indicators.
pub async fn list(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Contents, Error> {
    let rows: Vec<ContentRow> = campaign_contents::table
        .filter(campaign_contents::campaign_id.eq(campaign_id))
        .filter(campaign_contents::removed_in.is_null())
        .order((campaign_contents::place, campaign_contents::id))
        .select(ContentRow::as_select())
        .load(&mut conn)
        .await?;
    let indicators: Vec<IndicatorRow> = campaign_indicators::table
        .filter(campaign_indicators::campaign_id.eq(campaign_id))
        .filter(campaign_indicators::removed_in.is_null())
        .order(campaign_indicators::id)
        .select(IndicatorRow::as_select())
        .load(&mut conn)
        .await?;
    let mut by_content = group(indicators.into_iter().map(|row| (row.content_id, indicator(row))));
    let content = |row: ContentRow| CampaignContent {
        id: row.id,
        parent_id: row.parent_id,
        place: row.place,
        ordinal: row.ordinal,
        title: row.title,
        text: row.body,
        indicators: by_content.remove(&row.id).unwrap_or_default(),
    };
    Ok(Contents(rows.into_iter().map(content).collect()))
}

fn indicator(row: IndicatorRow) -> Indicator {
    Indicator {
        id: Some(row.id),
        name: row.name,
        unit_of_measure: row.unit_of_measure,
        baseline: row.baseline.map(|value| value.normalize()),
        target: row.target.map(|value| value.normalize()),
        direction: row.direction,
        aggregation: row.aggregation,
        evidence_required: row.evidence_required,
    }
}

/// Writes contents with their indicators, parents before children.
///
/// # Errors
/// Constraints `content_ordinal_taken` and `indicator_goes_its_direction`.
pub async fn insert(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    new: &[CampaignContent],
) -> Result<(), Error> {
    for chunk in new.chunks(ROWS_AT_ONCE) {
        insert_contents(tx, campaign_id, chunk).await?;
    }
    let measured = new.iter().flat_map(|content| content.indicators.iter().map(|own| (content.id, own)));
    let measured: Vec<_> = measured.collect();
    for chunk in measured.chunks(ROWS_AT_ONCE) {
        insert_indicators(tx, campaign_id, chunk).await?;
    }
    Ok(())
}

async fn insert_contents(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    new: &[CampaignContent],
) -> Result<(), Error> {
    let rows: Vec<_> = new
        .iter()
        .map(|content| {
            (
                campaign_contents::id.eq(content.id),
                campaign_contents::campaign_id.eq(campaign_id),
                campaign_contents::parent_id.eq(content.parent_id),
                campaign_contents::place.eq(content.place),
                campaign_contents::ordinal.eq(&content.ordinal),
                campaign_contents::title.eq(&content.title),
                campaign_contents::body.eq(&content.text),
            )
        })
        .collect();
    insert_rows!(campaign_contents::table, rows, tx);
    Ok(())
}

/// Writes a changed content. Its indicators keep their ids; a removed indicator is deleted from a draft, or marked with
/// the amendment that removed it from a launched campaign.
///
/// # Errors
/// Constraints `content_ordinal_taken` and `indicator_goes_its_direction`.
pub async fn update(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    (before, after): (&CampaignContent, &CampaignContent),
    amendment: Option<i32>,
) -> Result<(), Error> {
    diesel::update(campaign_contents::table.find(after.id))
        .set((
            campaign_contents::parent_id.eq(after.parent_id),
            campaign_contents::place.eq(after.place),
            campaign_contents::ordinal.eq(&after.ordinal),
            campaign_contents::title.eq(&after.title),
            campaign_contents::body.eq(&after.text),
        ))
        .execute(&mut *tx)
        .await?;
    if before.indicators == after.indicators {
        return Ok(());
    }
    let stays = |own: &Indicator| after.indicators.iter().any(|other| other.id == own.id);
    for gone in before.indicators.iter().filter(|own| !stays(own)).filter_map(|own| own.id) {
        remove_indicator(tx, gone, amendment).await?;
    }
    let (old, new): (Vec<&Indicator>, Vec<&Indicator>) =
        after.indicators.iter().partition(|own| before.indicators.iter().any(|other| other.id == own.id));
    for changed in old {
        update_indicator(tx, changed).await?;
    }
    let new: Vec<_> = new.into_iter().map(|indicator| (after.id, indicator)).collect();
    insert_indicators(tx, campaign_id, &new).await
}

/// Writes the places of contents, all in one statement.
pub async fn renumber(tx: &mut AsyncPgConnection, contents: &[&CampaignContent]) -> Result<(), Error> {
    if contents.is_empty() {
        return Ok(());
    }
    let (ids, places): (Vec<Uuid>, Vec<i32>) =
        contents.iter().map(|content| (content.id, content.place)).unzip();
    let sql = "UPDATE campaign_contents AS content SET place = new.place
        FROM unnest($1, $2) AS new (id, place) WHERE content.id = new.id";
    diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Integer>, _>(places)
        .execute(tx)
        .await?;
    Ok(())
}

/// Removes contents: from a draft for good, from a launched campaign by an amendment.
pub async fn remove(tx: &mut AsyncPgConnection, ids: &[Uuid], amendment: Option<i32>) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let measured = campaign_indicators::table
        .filter(campaign_indicators::content_id.eq_any(ids))
        .filter(campaign_indicators::removed_in.is_null());
    let own = campaign_contents::table.filter(campaign_contents::id.eq_any(ids));
    match amendment {
        Some(number) => {
            let gone = campaign_indicators::removed_in.eq(number);
            diesel::update(measured).set(gone).execute(&mut *tx).await?;
            diesel::update(own).set(campaign_contents::removed_in.eq(number)).execute(tx).await?;
        }
        None => {
            diesel::delete(measured).execute(&mut *tx).await?;
            diesel::delete(own).execute(tx).await?;
        }
    }
    Ok(())
}

type OutlineColumns = (Uuid, Option<Uuid>, i32, String, Option<String>, Option<i32>);

/// The tree of a campaign's contents without their texts and indicators, for counts.
pub async fn outline(conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Contents, Error> {
    Ok(outline_and_parents(conn, campaign_id).await?.0)
}

/// The same with the lines by which sums roll up.
pub async fn outline_and_parents(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
) -> Result<(Contents, Parents), Error> {
    let rows: Vec<OutlineColumns> = campaign_contents::table
        .filter(campaign_contents::campaign_id.eq(campaign_id))
        .order((campaign_contents::place, campaign_contents::id))
        .select((
            campaign_contents::id,
            campaign_contents::parent_id,
            campaign_contents::place,
            campaign_contents::ordinal,
            campaign_contents::title,
            campaign_contents::removed_in,
        ))
        .load(&mut conn)
        .await?;
    let parents = rows.iter().map(|(id, parent_id, ..)| (*id, *parent_id)).collect();
    let content = |(id, parent_id, place, ordinal, title, _): OutlineColumns| CampaignContent {
        id,
        parent_id,
        place,
        ordinal,
        title,
        text: None,
        indicators: Vec::new(),
    };
    let standing = rows.into_iter().filter(|(.., removed_in)| removed_in.is_none());
    Ok((Contents(standing.map(content).collect()), parents))
}

/// The printed numbers of contents, also of contents that an amendment removed.
pub async fn ordinals(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>, Error> {
    let rows: Vec<(Uuid, String)> = campaign_contents::table
        .filter(campaign_contents::campaign_id.eq(campaign_id))
        .filter(campaign_contents::id.eq_any(ids))
        .select((campaign_contents::id, campaign_contents::ordinal))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().collect())
}

async fn remove_indicator(tx: &mut AsyncPgConnection, id: Uuid, amendment: Option<i32>) -> Result<(), Error> {
    let own = campaign_indicators::table.find(id);
    match amendment {
        Some(number) => {
            diesel::update(own).set(campaign_indicators::removed_in.eq(number)).execute(tx).await?;
        }
        None => {
            diesel::delete(own).execute(tx).await?;
        }
    }
    Ok(())
}

async fn update_indicator(tx: &mut AsyncPgConnection, indicator: &Indicator) -> Result<(), Error> {
    let Some(id) = indicator.id else { return Ok(()) };
    diesel::update(campaign_indicators::table.find(id)).set(columns(indicator)).execute(tx).await?;
    Ok(())
}

async fn insert_indicators(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    new: &[(Uuid, &Indicator)],
) -> Result<(), Error> {
    let rows: Vec<_> = new
        .iter()
        .map(|(content_id, indicator)| {
            (
                campaign_indicators::id.eq(indicator.id.unwrap_or_else(Uuid::now_v7)),
                campaign_indicators::campaign_id.eq(campaign_id),
                campaign_indicators::content_id.eq(*content_id),
                columns(indicator),
            )
        })
        .collect();
    insert_rows!(campaign_indicators::table, rows, tx);
    Ok(())
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = campaign_indicators)]
#[diesel(treat_none_as_null = true)]
struct IndicatorColumns<'a> {
    name: &'a str,
    unit_of_measure: &'a str,
    baseline: Option<Decimal>,
    target: Option<Decimal>,
    direction: &'static str,
    aggregation: &'static str,
    evidence_required: bool,
}

fn columns(indicator: &Indicator) -> IndicatorColumns<'_> {
    IndicatorColumns {
        name: &indicator.name,
        unit_of_measure: &indicator.unit_of_measure,
        baseline: indicator.baseline,
        target: indicator.target,
        direction: indicator.direction.as_str(),
        aggregation: indicator.aggregation.as_str(),
        evidence_required: indicator.evidence_required,
    }
}
