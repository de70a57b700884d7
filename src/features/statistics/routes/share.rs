//! Shares of awards by class, sex, unit, level, campaign and year.

use actix_web::{HttpRequest, get, web};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::people::rules::personal_data::{PersonalDataRuleKind, STATISTICS};
use crate::features::people::store as people;
use crate::features::progress::rules::rounded;
use crate::features::statistics::rules::{ShareBy, YearDays};
use crate::features::statistics::store::{self, ShareFilter, ShareRow};
use crate::http::input::Parameters;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::context;
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};
use crate::operations::tables::spec::{TableSpec, number, percent, text};

/// The most groups that an answer names.
const MOST_GROUPS: i64 = 500;

/// Which awards, and by what they are grouped.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ShareQuery {
    /// What they are grouped by.
    #[param(example = "CLASS")]
    by: ShareBy,
    /// The first year of decisions; the last one when it is left out.
    #[param(nullable = false, minimum = 1945, maximum = 2100, example = 2023)]
    from_year: Option<i32>,
    /// The last year of decisions; this year when it is left out.
    #[param(nullable = false, minimum = 1945, maximum = 2100, example = 2026)]
    to_year: Option<i32>,
    /// Only awards of this unit, the units below it, closed ones that went over to these, and their people and households.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
}

/// A group of awards.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AwardShareGroup)]
pub struct AwardShareGroup {
    /// What the group is known by: the code of the class, the sex, the level, the year, or the id of the unit or the campaign; null of
    /// awards of which it is not known.
    #[schema(required, max_length = 40, format = "text", example = "DIRECT_WORKER")]
    key: Option<String>,
    /// What it is called, where it has a name.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Người trực tiếp công tác, lao động, học tập, chiến đấu, phục vụ chiến đấu"
    )]
    name: Option<String>,
    /// How many awards.
    #[schema(format = "count", example = 3)]
    awards: i64,
    /// Their share of all, from 0 to 1.
    #[schema(value_type = String, format = "decimal", example = "0.6")]
    share: Decimal,
    /// The share that the province wants of the class; null where it set none.
    #[schema(required, value_type = Option<String>, format = "decimal", example = "0.5")]
    target_share: Option<Decimal>,
}

/// Awards by groups.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardShare {
    /// What they are grouped by.
    #[schema(example = "CLASS")]
    by: ShareBy,
    /// The first year of decisions.
    #[schema(minimum = 1945, maximum = 2100, example = 2023)]
    from_year: i32,
    /// The last year of decisions.
    #[schema(minimum = 1945, maximum = 2100, example = 2026)]
    to_year: i32,
    /// How many awards there are in all groups.
    #[schema(format = "count", example = 5)]
    total: i64,
    /// How many of them are in groups that are not named, where there are more than 500.
    #[schema(format = "count", example = 0)]
    in_other_groups: i64,
    /// The groups, the largest first; years in their order.
    #[schema(max_items = 500)]
    items: Vec<AwardShareGroup>,
}

/// Shares as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "co-cau-khen-thuong",
    "Cơ cấu khen thưởng",
    &[
        text("Mã nhóm", "/key"),
        text("Tên nhóm", "/name"),
        number("Số khen thưởng", "/awards"),
        percent("Tỷ lệ", "/share"),
        percent("Tỷ lệ mục tiêu", "/targetShare"),
    ],
);

/// Count awards by groups
///
/// By class, sex, unit, level, campaign or year of the decision: how many awards, and which share of all of them. Counted are awards in
/// the caller's reach that were confirmed and neither voided nor revoked; by class and sex only those of people; sex is read for the purpose STATISTICS, by who may, and the reading is noted. A class stands beside
/// the share that the province wants of it at the end of the last year.
#[utoipa::path(params(ShareQuery),
    responses((status = 200, body = AwardShare, description = "The groups")),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::purpose_not_yours]))))]
#[get("/statistics/award-share")]
pub async fn get_award_share(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    query: Parameters<ShareQuery>,
) -> Result<Answer, Problem> {
    let (asked, today) = (query.0, state.clock.today());
    let to_year = asked.to_year.unwrap_or_else(|| today.year());
    let from_year = asked.from_year.unwrap_or(to_year);
    let days = days(from_year, to_year)?;
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let context = context(&request, &state.clock, Some(&caller));
    let read = async |conn: &mut Connection| {
        if asked.by == ShareBy::Sex {
            note_reading_of_sex(conn, &caller, &context).await?;
        }
        let units =
            [readable_units(conn, &scope, today).await?, units_below(conn, asked.unit_id, today).await?];
        let filter = ShareFilter { days, units: units.into_iter().flatten().collect() };
        let rows = store::list_shares(conn, asked.by, &filter, MOST_GROUPS).await?;
        Ok::<_, Problem>(groups(conn, asked.by, rows, today).await?)
    };
    let (total, items) = state.db.transaction(read).await?;
    let named: i64 = items.iter().map(|own| own.awards).sum();
    let in_other_groups = total - named;
    Answer::ok(&AwardShare { by: asked.by, from_year, to_year, total, in_other_groups, items })
}

/// Passes when the caller reads the sex of people for statistics, and notes it: of few people a share tells it of each.
///
/// # Errors
/// 403 otherwise.
async fn note_reading_of_sex(
    tx: &mut Connection,
    caller: &Caller,
    context: &ChangeContext,
) -> Result<(), Problem> {
    let rules = people::list_rules_on(tx, PersonalDataRuleKind::Purpose, context.today).await?;
    let own = rules.iter().find(|rule| rule.code == STATISTICS);
    let roles = own.and_then(|rule| rule.details.roles.as_deref()).unwrap_or_default();
    if !caller.grants.iter().any(|grant| grant.is_one_of(roles)) {
        return Err(Problem::new(Code::purpose_not_yours).with("purpose", STATISTICS));
    }
    Ok(people::note_read(tx, context, (STATISTICS, "getAwardShare"), (None, 0)).await?)
}

fn days(from_year: i32, to_year: i32) -> Result<YearDays, Problem> {
    if to_year < from_year {
        let fault = Violation::of_parameter("toYear", Code::ends_before_start).with("startsOn", from_year);
        return Err(Problem::invalid(vec![fault]));
    }
    let (first, last) = (NaiveDate::from_ymd_opt(from_year, 1, 1), NaiveDate::from_ymd_opt(to_year, 12, 31));
    first.zip(last).ok_or_else(|| Problem::internal("a year without days"))
}

/// The groups with their names and shares, and how many awards there are in all.
async fn groups(
    conn: &Connection,
    by: ShareBy,
    rows: Vec<ShareRow>,
    today: NaiveDate,
) -> Result<(i64, Vec<AwardShareGroup>), db::Error> {
    let ids = rows.iter().filter_map(|row| row.key.as_ref()?.parse().ok()).filter(|_| by == ShareBy::Unit);
    let units = UnitReference::find_all(conn, ids.collect::<Vec<Uuid>>(), today).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let group = |row: ShareRow| {
        let unit = row.key.as_ref().and_then(|key| key.parse().ok()).filter(|_| by == ShareBy::Unit);
        AwardShareGroup {
            name: units.find(unit).map(|unit| unit.name).or(row.name),
            key: row.key,
            awards: row.number,
            share: rounded(Decimal::from(row.number) / Decimal::from(total.max(1)), 6).normalize(),
            target_share: row.target_share.map(|share| share.normalize()),
        }
    };
    Ok((total, rows.into_iter().map(group).collect()))
}
