//! Making an excused unit expected again.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_runner_of;
use super::exceptions::{advance_period, lock_running, require_open};
use super::recorded::record_expected_again;
use super::reporters::{ExpectedReporter, view};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::periods::rules::ReporterStatus;
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;

/// An excused unit that reports after all.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewExpectedReporter {
    /// The unit, which was excused when the period opened and exists today.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    unit_id: Uuid,
    /// Why.
    #[schema(
        max_length = 1000,
        format = "paragraphs",
        example = "Đơn vị bị ghi nhầm là đã chấm dứt hoạt động (mẫu)"
    )]
    reason: String,
}

/// Expect an excused unit again
///
/// For a unit that was closed by mistake when the period opened, and reopened since: from now on it owes its report, and may
/// get an exception from the due date. The reason stays on record. A unit that is expected already stays so.
#[utoipa::path(request_body = NewExpectedReporter,
    responses((status = 200, body = ExpectedReporter, description = "The unit is expected")),
    extensions(("x-problems" = json!([
        Code::campaign_is_not_running, Code::reporting_period_is_not_open,
        Code::unit_is_not_expected]))))]
#[post("/reporting-periods/{id}/expected-reporters")]
pub async fn expect_reporter(
    change: Change,
    path: Parameters<ById>,
    input: Json<NewExpectedReporter>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_runner_of(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let period = lock_running(tx, id).await?;
        expect_again(tx, context, &period, &input).await?;
        let unit = store::find_expected(tx, id, input.unit_id).await?;
        let views = view(tx, unit.into_iter().collect(), context.today).await?;
        Answer::ok(&views.into_iter().next())
    };
    change.run(permit, effect).await
}

/// Makes an excused unit of a locked period expected, and records it.
async fn expect_again(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
    input: &NewExpectedReporter,
) -> Result<(), Problem> {
    require_open(period)?;
    let is_there = |closed_on: Option<_>| closed_on.is_none_or(|closed_on| closed_on > context.today);
    let found = store::find_expected(tx, period.id, input.unit_id).await?;
    let unit = found.filter(|unit| is_there(unit.closed_on));
    let unit = unit.ok_or_else(|| Problem::new(Code::unit_is_not_expected))?;
    if unit.standing != ReporterStatus::Excused {
        return Ok(());
    }
    let after = advance_period(tx, context, period).await?;
    store::expect_again(tx, period.id, input.unit_id, context.at).await?;
    record_expected_again(tx, context, &after, (input.unit_id, &composed(&input.reason))).await
}
