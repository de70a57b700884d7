//! The campaign that a question names.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::known::origin;
use crate::db::Error;
use crate::features::catalogue::rules::LauncherLevel;
use crate::features::eligibility::rules::CampaignFact;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Nullable<Text>)]
    title: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    code: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    level: Option<String>,
    #[diesel(sql_type = Bool)]
    is_top: bool,
    #[diesel(sql_type = Nullable<Date>)]
    starts_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    ends_on: Option<NaiveDate>,
}

/// A campaign that was launched, with its last year; what somebody did in it is added later.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_campaign(
    mut conn: &AsyncPgConnection,
    id: Uuid,
    day: NaiveDate,
) -> Result<(CampaignFact, Option<i32>), Error> {
    let sql = "SELECT campaign.title, campaign.code, campaign.level, campaign.starts_on, campaign.ends_on,
            coalesce(array_length(unit_lineage(campaign.launching_unit_id, $2), 1), 0) <= 1 AS is_top
        FROM campaigns AS campaign WHERE campaign.id = $1 AND campaign.launched_on IS NOT NULL";
    let row: Row =
        diesel::sql_query(sql).bind::<SqlUuid, _>(id).bind::<Date, _>(day).get_result(&mut conn).await?;
    let fact = CampaignFact {
        origin: origin(id, row.code.unwrap_or_default(), true),
        title: row.title.unwrap_or_default(),
        launched_by: row.level.and_then(|level| launcher(&level, row.is_top)),
        years: row.starts_on.zip(row.ends_on).map(|(start, end)| full_years(start, end)),
        fulfilled: None,
    };
    Ok((fact, row.ends_on.map(|end| end.year())))
}

/// Who launched a campaign of a level. All units are of the province: whoever stands at the top launches for it, a department
/// or a locality below for itself alone; no ministry is among them.
fn launcher(level: &str, is_top: bool) -> Option<LauncherLevel> {
    match level {
        "NATIONAL" => Some(LauncherLevel::National),
        "SECTOR" | "LOCALITY" if is_top => Some(LauncherLevel::Province),
        "SECTOR" | "LOCALITY" | "UNIT" | "CLUSTER" => Some(LauncherLevel::Base),
        _ => None,
    }
}

/// How many full years lie between the first day and the last, both included.
fn full_years(start: NaiveDate, end: NaiveDate) -> u8 {
    let after = end.succ_opt().unwrap_or(end);
    u8::try_from(after.years_since(start).unwrap_or(0)).unwrap_or(u8::MAX)
}
