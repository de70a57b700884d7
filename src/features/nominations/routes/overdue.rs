//! What is overdue, by unit and officer.

use actix_web::{get, web};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::procedure::{due_on_of, working_days_of};
use super::view::NominationSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::{self, Connection};
use crate::features::nominations::rules::{ClockedStep, days_late};
use crate::features::nominations::store::{self, OverdueFilter, RunningClock};
use crate::features::periods::store as periods;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};

/// Which overdue steps to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OverdueStepFilter {
    /// Only at the stages of this unit, of the units below it, and of closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only of this officer: who appraised the nomination, or asked for the opinion.
    #[param(nullable = false)]
    officer_id: Option<Uuid>,
    /// Only this step.
    #[param(nullable = false)]
    step: Option<ClockedStep>,
}

/// A step whose working days are over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OverdueStep {
    /// The nomination that waits.
    nomination: NominationSummary,
    /// The unit of the stage whose step it is.
    unit: UnitReference,
    /// Whose step it is, where that is somebody in particular.
    #[schema(required, example = json!(null))]
    officer_id: Option<Uuid>,
    /// Which step.
    #[schema(example = "RETURN")]
    step: ClockedStep,
    /// The day since which its clock runs.
    #[schema(example = "2026-11-05")]
    since: NaiveDate,
    /// The working days of the law; null of opinions, which have their day.
    #[schema(required, minimum = 1, maximum = 250, example = 10)]
    working_days: Option<u32>,
    /// The last day.
    #[schema(required, example = "2026-11-19")]
    due_on: Option<NaiveDate>,
    /// How many working days have passed since.
    #[schema(minimum = 0, maximum = 100_000, example = 2)]
    days_late: u32,
    /// Law and article.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Nghị định 152/2025/NĐ-CP, điểm a khoản 4 Điều 35"
    )]
    clause: Option<String>,
}

/// List overdue steps of nominations
///
/// What waits longer than the working days of the law, the oldest first: appraisal, proposal, return of what does not meet the standard,
/// decision, opinions of others. For those who read drafts at the unit of the stage. Steps for which nobody has set days are not here.
#[utoipa::path(params(OverdueStepFilter, PageParameters),
    responses((status = 200, body = Page<OverdueStep>, description = "A page of overdue steps", headers(("Link" = String)))))]
#[get("/nominations/overdue")]
pub async fn list_overdue_steps(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<OverdueStepFilter>,
) -> Result<Answer, Problem> {
    let (asked, after, today) = (filter.0, page.after_key::<String>()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadDrafts, today).await?;
    let list = async |conn: &Connection| {
        let readable = readable_units(conn, &scope, today).await?;
        let below = units_below(conn, asked.unit_id, today).await?;
        let units = match (readable, below) {
            (Some(readable), Some(below)) => {
                Some(below.into_iter().filter(|unit| readable.contains(unit)).collect())
            }
            (readable, below) => readable.or(below),
        };
        let filter = OverdueFilter { units, step: asked.step, officer: asked.officer_id };
        let calendar = periods::working_days(conn, (today - Days::new(550), today)).await?;
        let known = (today, &calendar);
        let rows = store::list_overdue(conn, &filter, known, after.clone(), page.read()).await?;
        let keys: Vec<String> = rows.iter().map(|row| row.sort_key.clone()).collect();
        Ok((keys, views_of(conn, rows, today).await?))
    };
    let (keys, views) = state.db.read(list).await?;
    let rows: Vec<(String, OverdueStep)> = keys.into_iter().zip(views).collect();
    page.answer(rows, |(key, _)| Position::of_key(key), |(_, view)| view)
}

async fn views_of(
    conn: &Connection,
    rows: Vec<RunningClock>,
    today: NaiveDate,
) -> Result<Vec<OverdueStep>, db::Error> {
    let first = rows.iter().map(|row| row.since).min().unwrap_or(today);
    let calendar = periods::working_days(conn, (first, today + Days::new(550))).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.nomination_id).collect();
    let summaries = NominationSummary::find_all(conn, &ids, today).await?;
    let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
    let view = |(row, nomination): (RunningClock, NominationSummary)| {
        let due_on = due_on_of(&row, &calendar);
        OverdueStep {
            nomination,
            unit: units.get(row.unit_id),
            officer_id: row.officer_id,
            step: row.step,
            since: row.since,
            working_days: working_days_of(&row),
            due_on,
            days_late: days_late(due_on, today, &calendar),
            clause: row.clause,
        }
    };
    Ok(rows.into_iter().zip(summaries).map(view).collect())
}
