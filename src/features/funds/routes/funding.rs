//! What a decision does to the fund that pays it.

use actix_web::{get, web};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::decisions::rules::DecisionStatus;
use crate::features::decisions::store::{self as decisions, Decision, expect_prizes, find_visible};
use crate::features::funds::rules::FundSums;
use crate::features::funds::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// What a decision does to the fund that pays it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionFunding {
    /// The unit whose fund pays: who decides, or the province for what an outside authority decided.
    unit: UnitReference,
    /// The year of the fund: that of the decision's day, in a draft without a day this one; where an award is taken back or corrected,
    /// that of the decision which granted it.
    #[schema(minimum = 1945, maximum = 2100, example = 2026)]
    year: i32,
    /// The fund; null where the unit has none for that year.
    #[schema(required, example = "01980000-0000-7000-8000-000000450002")]
    fund_id: Option<Uuid>,
    /// What the decision pays in all, in VND; null where no base salary is known.
    #[schema(required, minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 760_000)]
    prize_total: Option<i64>,
    /// Whether this is committed: the decision is issued.
    #[schema(example = false)]
    is_committed: bool,
    /// What is left in the fund now, in VND.
    #[schema(
        required,
        minimum = -9_007_199_254_740_991_i64,
        maximum = 9_007_199_254_740_991_i64,
        example = 500_000
    )]
    balance: Option<i64>,
    /// What is left once the decision is issued, in VND.
    #[schema(
        required,
        minimum = -9_007_199_254_740_991_i64,
        maximum = 9_007_199_254_740_991_i64,
        example = -260_000
    )]
    balance_after: Option<i64>,
    /// The warning: whether the fund has not enough for it. Null where there is no fund, or no base salary is known.
    #[schema(required, example = true)]
    would_be_overdrawn: Option<bool>,
    /// How much is missing then, in VND.
    #[schema(required, minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 260_000)]
    overdrawn_by: Option<i64>,
}

impl DecisionFunding {
    async fn of(conn: &Connection, decision: &Decision, today: NaiveDate) -> Result<Self, db::Error> {
        let year = day_of_fund(conn, decision).await?.unwrap_or(today).year();
        // What an outside authority decided is recorded by the province of those whom it honours, which pays what the State awards.
        let fund = store::find_of(conn, decision.unit_id, year).await?;
        let (total, more) = match decision.status {
            DecisionStatus::Draft => {
                let expected = expect_prizes(conn, decision, today).await?;
                (expected.total(), expected.total_of_fund())
            }
            DecisionStatus::Issued => {
                let sums = decisions::sum_prizes(conn, &[decision.id]).await?;
                (Some(sums.first().map_or(0, |(_, sum)| *sum)), Some(0))
            }
            DecisionStatus::Withdrawn => (Some(0), Some(0)),
        };
        let is_committed = decision.status == DecisionStatus::Issued;
        let sums = match &fund {
            Some(fund) => Some(store::find_sums(conn, fund.id).await?),
            None => None,
        };
        let after = sums.zip(more).map(|(sums, more)| sums.and_committed(more));
        // What pays nothing, such as a revocation, overdraws nothing.
        let lacking = after.map(|sums| if total == Some(0) { 0 } else { sums.overdrawn_by() });
        Ok(Self {
            unit: UnitReference::find(conn, decision.unit_id, today).await?,
            year,
            fund_id: fund.map(|fund| fund.id),
            prize_total: total,
            is_committed,
            balance: sums.map(FundSums::balance),
            balance_after: after.map(FundSums::balance),
            would_be_overdrawn: lacking.map(|lacking| lacking > 0),
            overdrawn_by: lacking,
        })
    }
}

/// The day of the decision whose fund it is about.
async fn day_of_fund(conn: &Connection, decision: &Decision) -> Result<Option<NaiveDate>, db::Error> {
    let Some(about) = decisions::find_about_award(conn, decision).await? else {
        return Ok(decision.decided_on);
    };
    let granting = decisions::find_granting_line(conn, about.award_id()).await?;
    Ok(granting.and_then(|(granting, _)| granting.decided_on))
}

/// Read what a decision does to its fund
///
/// Before it is signed: what it is expected to pay, what the fund has left, and whether that is enough. The level that decides pays
/// from its fund of the decision's year; what the State awards is paid by the province (Decree 152/2025/NĐ-CP, Article 47).
#[utoipa::path(responses((status = 200, body = DecisionFunding, description = "What it does to its fund")))]
#[get("/decisions/{id}/funding")]
pub async fn get_decision_funding(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (decision, _) = find_visible(conn, &caller, path.0.id, today).await?;
        DecisionFunding::of(conn, &decision, today).await
    };
    Answer::ok(&state.db.read(read).await?)
}
