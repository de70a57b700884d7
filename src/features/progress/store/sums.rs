//! SQL of sums. Steps are always added in the same order, so that transactions of several units never deadlock.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Integer, Numeric, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{campaign_progress_steps, content_progress_steps};
use crate::features::progress::rules::{Share, SumSteps};

/// Adds steps to the sums of a campaign: contents first, then the campaign.
pub(super) async fn add(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    steps: &BTreeMap<NaiveDate, SumSteps>,
) -> Result<(), Error> {
    if steps.is_empty() {
        return Ok(());
    }
    let mut shares: Vec<(Uuid, NaiveDate, Share)> = steps
        .iter()
        .flat_map(|(day, step)| step.by_content.iter().map(|(content, share)| (*content, *day, *share)))
        .collect();
    shares.sort_by_key(|(content, day, _)| (*content, *day));
    let sql =
        "INSERT INTO content_progress_steps AS kept (campaign_id, content_id, through_on, weighted, weight)
        SELECT $1, content_id, through_on, weighted, weight
        FROM unnest($2, $3, $4, $5) AS step (content_id, through_on, weighted, weight)
        ON CONFLICT ON CONSTRAINT content_progress_steps_pkey DO UPDATE
        SET weighted = kept.weighted + excluded.weighted, weight = kept.weight + excluded.weight";
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Array<SqlUuid>, _>(shares.iter().map(|(content, ..)| *content).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(shares.iter().map(|(_, day, _)| *day).collect::<Vec<_>>())
        .bind::<Array<Numeric>, _>(shares.iter().map(|(.., share)| share.weighted).collect::<Vec<_>>())
        .bind::<Array<Numeric>, _>(shares.iter().map(|(.., share)| share.weight).collect::<Vec<_>>())
        .execute(&mut *tx)
        .await?;
    add_to_campaign(tx, campaign_id, steps).await
}

async fn add_to_campaign(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    steps: &BTreeMap<NaiveDate, SumSteps>,
) -> Result<(), Error> {
    let sql = "INSERT INTO campaign_progress_steps AS kept
            (campaign_id, through_on, progress, unit_count, weightless_count, item_count, known_count)
        SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7)
        ON CONFLICT ON CONSTRAINT campaign_progress_steps_pkey DO UPDATE
        SET progress = kept.progress + excluded.progress, unit_count = kept.unit_count + excluded.unit_count,
            weightless_count = kept.weightless_count + excluded.weightless_count,
            item_count = kept.item_count + excluded.item_count, known_count = kept.known_count + excluded.known_count";
    let of = |part: fn(&SumSteps) -> i32| steps.values().map(part).collect::<Vec<_>>();
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Array<Date>, _>(steps.keys().copied().collect::<Vec<_>>())
        .bind::<Array<Numeric>, _>(steps.values().map(|step| step.progress).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(of(|step| step.unit_count))
        .bind::<Array<Integer>, _>(of(|step| step.weightless_count))
        .bind::<Array<Integer>, _>(of(|step| step.item_count))
        .bind::<Array<Integer>, _>(of(|step| step.known_count))
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes note that progress was changed.
pub async fn note_change(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // The last row: those before it were locked in the order of their days.
    let sql = "UPDATE campaign_progress_steps SET changed_at = $2 WHERE campaign_id = $1 AND through_on = (
        SELECT max(through_on) FROM campaign_progress_steps WHERE campaign_id = $1)";
    diesel::sql_query(sql).bind::<SqlUuid, _>(campaign_id).bind::<Timestamptz, _>(now).execute(tx).await?;
    Ok(())
}

/// When progress was changed last, as far as that is known.
pub async fn changed_at(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
) -> Result<Option<DateTime<Utc>>, Error> {
    use campaign_progress_steps as steps;
    let own = steps::table.filter(steps::campaign_id.eq(campaign_id));
    Ok(own.select(diesel::dsl::max(steps::changed_at)).first(&mut conn).await?)
}

type CampaignColumns = (NaiveDate, Decimal, i32, i32, i32, i32);

/// The stored steps of a campaign and its contents, day by day.
pub async fn stored_steps(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
) -> Result<BTreeMap<NaiveDate, SumSteps>, Error> {
    use campaign_progress_steps as steps;
    let rows: Vec<CampaignColumns> = steps::table
        .filter(steps::campaign_id.eq(campaign_id))
        .select((
            steps::through_on,
            steps::progress,
            steps::unit_count,
            steps::weightless_count,
            steps::item_count,
            steps::known_count,
        ))
        .load(&mut conn)
        .await?;
    let step = |(day, progress, unit_count, weightless_count, item_count, known_count): CampaignColumns| {
        let by_content = BTreeMap::new();
        (day, SumSteps { by_content, progress, unit_count, weightless_count, item_count, known_count })
    };
    let mut stored: BTreeMap<NaiveDate, SumSteps> = rows.into_iter().map(step).collect();
    for (day, content, share) in steps_of_contents(conn, campaign_id).await? {
        stored.entry(day).or_default().by_content.insert(content, share);
    }
    Ok(stored)
}

async fn steps_of_contents(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
) -> Result<Vec<(NaiveDate, Uuid, Share)>, Error> {
    use content_progress_steps as steps;
    let rows: Vec<(NaiveDate, Uuid, Decimal, Decimal)> = steps::table
        .filter(steps::campaign_id.eq(campaign_id))
        .select((steps::through_on, steps::content_id, steps::weighted, steps::weight))
        .load(&mut conn)
        .await?;
    let share = |(day, content, weighted, weight)| (day, content, Share { weighted, weight });
    Ok(rows.into_iter().map(share).collect())
}
