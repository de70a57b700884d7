//! Filing up to a thousand whole reports in one call.

use actix_web::{post, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::facts::FilingFacts;
use super::input::{FiledReport, UnitName};
use super::outcome::{BatchResult, require_all, result};
use super::plan::BatchPlan;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::http::batch::JsonBatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::text_enum;

text_enum! {
    /// What happens to a batch in which something is wrong.
    pub enum Atomicity {
        /// All reports are filed, or none.
        All = "ALL",
        /// Each report by itself: those that pass are filed.
        Row = "ROW",
    }
}

/// Whole reports to be filed together.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FiledBatch {
    /// What happens when something is wrong.
    #[schema(example = "ROW")]
    atomicity: Atomicity,
    /// The reports.
    #[schema(min_items = 1, max_items = 1000)]
    reports: Vec<FiledReport>,
}

/// File many progress reports
///
/// Up to 1,000 whole reports, at most 16 MiB, each by the rule of a report that is put by codes: it is created, replaced while it is open,
/// and submitted; what stands already is left as it is. With atomicity ALL everything is filed or, when anything is wrong, nothing, and the
/// refusal lists the faults of each report; with ROW each report is filed or refused by itself. A place can be named once in a batch.
#[utoipa::path(request_body = FiledBatch,
    responses((status = 200, body = BatchResult, description = "The result of each report")),
    extensions(("x-problems" = json!([Code::batch_refused, Code::too_many_parts]))))]
#[post("/progress-report-batches")]
pub async fn file_report_batch(
    state: web::Data<State>,
    change: Change,
    input: JsonBatch,
) -> Result<Answer, Problem> {
    let (FiledBatch { atomicity, reports }, _room) = input.parse_as(&state.batches).await?;
    let acting = unit_scope::acted_for(&state.db, &change.caller, state.clock.today()).await?;
    let context = &change.context;
    let inputs: Vec<&FiledReport> = reports.iter().collect();
    let effect = async |tx: &mut Connection| {
        let facts = FilingFacts::read(tx, context, &inputs).await?;
        let mut plan = BatchPlan::of(tx, context, (&inputs, &facts, &acting)).await?;
        if atomicity == Atomicity::All {
            require_all(&plan.outcomes)?;
        }
        plan.lock_replaced(tx, context).await?;
        if atomicity == Atomicity::All {
            require_all(&plan.outcomes)?;
        }
        let outcomes = plan.write(tx, context).await?;
        if atomicity == Atomicity::All {
            require_all(&outcomes)?;
        }
        Answer::ok(&result(outcomes, change.locale()))
    };
    // The guard asks for the role; `check_report` asks for each report whether the caller acts for its unit.
    let permit = async |_: &mut Connection| Ok(());
    let permit_replay = async |tx: &mut Connection, answer: &Answer| {
        let units: Vec<&UnitName> = inputs.iter().map(|report| &report.unit).collect();
        let facts = FilingFacts::of_names(tx, context, &units).await?;
        let mut filed = filed_indexes(answer).into_iter().filter_map(|index| inputs.get(index));
        // A name that means nobody any more gives no right either.
        let acts_for =
            |report: &&FiledReport| facts.unit_of(&report.unit).is_ok_and(|unit| acting.contains(unit));
        if filed.all(acts_for) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    };
    change.run_with_replay(permit, permit_replay, effect).await
}

/// Which reports an earlier answer says were filed: whoever may no longer file them is not told again.
fn filed_indexes(answer: &Answer) -> Vec<usize> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let results = body.get("results").and_then(Value::as_array).into_iter().flatten();
    let filed = results.filter(|row| row.get("reportId").is_some_and(Value::is_string));
    filed.filter_map(|row| usize::try_from(row.get("index")?.as_u64()?).ok()).collect()
}
