//! The campaigns that form 0601 counts, as numbers of groups and one by one: both from the same rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::features::campaigns::rules::{CampaignForm, CampaignLevel, LaunchLevel};
use crate::features::statistics::rules::{CampaignGroup, YearDays};

/// The campaigns of units that were launched in a year and not cancelled by its end, with what the form asks of each. Whether the
/// launching unit stood at the top is of the day of the launch.
const COUNTED: &str = "SELECT campaign.id, campaign.launch_level, campaign.level AS scope, campaign.form,
        campaign.starts_on, campaign.ends_on,
        coalesce(array_length(unit_lineage(campaign.launching_unit_id, campaign.launched_on), 1), 0) <= 1 AS is_top
    FROM campaigns AS campaign
    WHERE campaign.launched_on BETWEEN $1 AND $2 AND campaign.launching_unit_id = ANY ($3)
        AND NOT EXISTS (SELECT FROM transitions AS step WHERE step.subject_id = campaign.id
            AND step.action = 'CANCEL' AND step.effective_on <= $2)";

#[derive(QueryableByName)]
struct GroupRow {
    #[diesel(sql_type = Nullable<Text>)]
    launch_level: Option<LaunchLevel>,
    #[diesel(sql_type = Nullable<Text>)]
    scope: Option<CampaignLevel>,
    #[diesel(sql_type = Nullable<Text>)]
    form: Option<CampaignForm>,
    #[diesel(sql_type = Nullable<Date>)]
    starts_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    ends_on: Option<NaiveDate>,
    #[diesel(sql_type = Bool)]
    is_top: bool,
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many campaigns these units launched in a year, by what the form asks of them.
pub async fn count_campaigns(
    mut conn: &AsyncPgConnection,
    (starts_on, ends_on): YearDays,
    units: &[Uuid],
) -> Result<Vec<(CampaignGroup, i64)>, Error> {
    let sql = format!(
        "WITH counted AS ({COUNTED}) SELECT launch_level, scope, form, starts_on, ends_on, is_top, count(*) AS number
            FROM counted GROUP BY launch_level, scope, form, starts_on, ends_on, is_top"
    );
    let query = diesel::sql_query(sql)
        .bind::<Date, _>(starts_on)
        .bind::<Date, _>(ends_on)
        .bind::<Array<SqlUuid>, _>(units);
    let rows: Vec<GroupRow> = query.load(&mut conn).await?;
    let group = |row: GroupRow| {
        let GroupRow { launch_level, is_top: is_of_top_unit, scope, form, number, .. } = row;
        let days = row.starts_on.zip(row.ends_on);
        (CampaignGroup { launch_level, is_of_top_unit, scope, form, days }, number)
    };
    Ok(rows.into_iter().map(group).collect())
}

/// A campaign that a cell counts.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct CountedCampaign {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    pub code: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub title: Option<String>,
    #[diesel(sql_type = Date)]
    pub launched_on: NaiveDate,
}

/// The campaigns of these groups, the last written first, before an id.
pub async fn list_counted_campaigns(
    mut conn: &AsyncPgConnection,
    (starts_on, ends_on): YearDays,
    (groups, units): (&[CampaignGroup], &[Uuid]),
    (before, page): (Option<Uuid>, &PageRead),
) -> Result<Vec<CountedCampaign>, Error> {
    let sql = format!(
        "WITH counted AS ({COUNTED})
        SELECT campaign.id, campaign.code, campaign.title, campaign.launched_on
        FROM counted JOIN campaigns AS campaign ON campaign.id = counted.id
        WHERE ($10 IS NULL OR counted.id < $10) AND EXISTS (
            SELECT FROM unnest($4, $5, $6, $7, $8, $9) AS own (launch_level, scope, form, starts_on, ends_on, is_top)
            WHERE (own.launch_level, own.scope, own.form, own.starts_on, own.ends_on, own.is_top) IS NOT DISTINCT FROM
                (counted.launch_level, counted.scope, counted.form, counted.starts_on, counted.ends_on, counted.is_top))
        ORDER BY counted.id DESC LIMIT $11"
    );
    let days = |day: fn((NaiveDate, NaiveDate)) -> NaiveDate| {
        groups.iter().map(|one| one.days.map(day)).collect::<Vec<_>>()
    };
    let texts =
        |text: fn(&CampaignGroup) -> Option<&'static str>| groups.iter().map(text).collect::<Vec<_>>();
    let query = |before: Option<Uuid>, limit: Option<i64>| {
        diesel::sql_query(sql.as_str())
            .bind::<Date, _>(starts_on)
            .bind::<Date, _>(ends_on)
            .bind::<Array<SqlUuid>, _>(units)
            .bind::<Array<Nullable<Text>>, _>(texts(|one| one.launch_level.map(LaunchLevel::as_str)))
            .bind::<Array<Nullable<Text>>, _>(texts(|one| one.scope.map(CampaignLevel::as_str)))
            .bind::<Array<Nullable<Text>>, _>(texts(|one| one.form.map(CampaignForm::as_str)))
            .bind::<Array<Nullable<Date>>, _>(days(|(first, _)| first))
            .bind::<Array<Nullable<Date>>, _>(days(|(_, last)| last))
            .bind::<Array<Bool>, _>(groups.iter().map(|one| one.is_of_top_unit).collect::<Vec<_>>())
            .bind::<Nullable<SqlUuid>, _>(before)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(before, Some(page.limit)).load(&mut conn).await?)
}
