//! Filing up to a thousand whole reports in one call.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::check::{CheckedReport, check_report};
use super::facts::FilingFacts;
use super::input::FiledReport;
use super::write::write_reports;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::reports::routes::checks::already_there;
use crate::features::reports::rules::ReportStatus;
use crate::features::reports::store::filing::{self, ReportPlace};
use crate::http::batch::JsonBatch;
use crate::http::problem::MOST_FAULTS;
use crate::http::{Answer, Code, Locale, Problem, Violation};
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

/// What is wrong with a part of a report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RowFault {
    /// JSON pointer into the report.
    #[schema(max_length = 500, format = "text", example = "/entries/0/value")]
    pointer: String,
    /// The code, for machines.
    #[schema(max_length = 64, pattern = "^[a-z0-9_]+$", example = "item_is_rated")]
    code: String,
    /// What is wrong, in words.
    #[schema(max_length = 2000, format = "text", example = "Mục 3 được xếp loại, không đo bằng số.")]
    detail: String,
}

/// Why a report was not filed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RowRefusal {
    /// The code, as if the report had come alone.
    #[schema(max_length = 64, pattern = "^[a-z0-9_]+$", example = "report_already_there")]
    code: String,
    /// What is wrong, in words.
    #[schema(max_length = 2000, format = "text", example = "Đơn vị đã có báo cáo cho kỳ này.")]
    detail: String,
    /// The report that is there already; null where the reason is another one.
    #[schema(required, example = "01980000-0000-7000-8000-000000410201")]
    existing_id: Option<Uuid>,
    /// The single faults, where there are any.
    #[schema(max_items = 50, example = json!([]))]
    errors: Vec<RowFault>,
}

/// The result of one report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FiledRow {
    /// Its index in the request, from 0.
    #[schema(minimum = 0, maximum = 999, example = 0)]
    index: usize,
    /// The report's id; null where it was not filed.
    #[schema(required, example = "01980000-0000-7000-8000-000000410801")]
    report_id: Option<Uuid>,
    /// Its status; null where it was not filed.
    #[schema(required, example = "DRAFT")]
    status: Option<ReportStatus>,
    /// Why it was not filed; null where it was.
    #[schema(required, example = json!(null))]
    refusal: Option<RowRefusal>,
}

/// The result of a batch.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchResult {
    /// How many reports were filed.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    filed_count: usize,
    /// How many were not.
    #[schema(minimum = 0, maximum = 1000, example = 0)]
    refused_count: usize,
    /// One for each report, in the order of the request.
    #[schema(max_items = 1000)]
    results: Vec<FiledRow>,
}

/// What becomes of one report: its id and its status, or why it is not filed.
type Outcome = Result<(Uuid, ReportStatus), Problem>;

/// File many progress reports
///
/// Up to 1,000 whole reports, at most 16 MiB. With atomicity ALL everything is filed or, when anything is wrong, nothing,
/// and the refusal lists the faults of each report; with ROW each report is filed or refused by itself.
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
        let (mut earlier, mut passed) = (HashMap::new(), Vec::new());
        let mut outcomes: Vec<Outcome> = Vec::new();
        for input in &inputs {
            // The second report of a unit for a period is too late, also within one batch.
            let report = check_report(input, &facts, context, &acting, &earlier);
            outcomes.push(report.map(|report| {
                let outcome = (report.id(), report.last().status);
                earlier.insert(report.place(), report.id());
                passed.push(report);
                outcome
            }));
            // Other requests run between two reports.
            tokio::task::yield_now().await;
        }
        if atomicity == Atomicity::All {
            require_all(&outcomes)?;
        }
        write_passed(tx, context, passed, &mut outcomes).await?;
        if atomicity == Atomicity::All {
            require_all(&outcomes)?;
        }
        Answer::ok(&result(outcomes, change.locale()))
    };
    // The guard asks for the role; `check_report` asks for each report whether the caller acts for its unit.
    let permit = async |_: &mut Connection| Ok(());
    let permit_replay = async |tx: &mut Connection, answer: &Answer| {
        let facts = FilingFacts::of_names(tx, context, &inputs).await?;
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

/// Writes the reports that passed. Those that another request filed meanwhile are refused, and so are later ones of the
/// batch for the same places.
async fn write_passed(
    tx: &mut Connection,
    context: &ChangeContext,
    mut passed: Vec<CheckedReport>,
    outcomes: &mut [Outcome],
) -> Result<(), Problem> {
    // Always in the same order, so that two batches never wait for each other's reports in a circle.
    passed.sort_unstable_by_key(CheckedReport::place);
    let passed = Arc::new(passed);
    let new_ids = write_reports(tx, context, &passed).await?;
    let late: HashMap<Uuid, ReportPlace> = passed
        .iter()
        .filter(|report| !new_ids.contains(&report.id()))
        .map(|report| (report.id(), report.place()))
        .collect();
    if late.is_empty() {
        return Ok(());
    }
    let places: Vec<ReportPlace> = late.values().copied().collect();
    let places = filing::places(tx, &places).await?;
    let existing: HashMap<ReportPlace, Uuid> = places
        .iter()
        .filter_map(|place| Some(((place.period_id, place.unit_id), place.report_id?)))
        .collect();
    for outcome in outcomes {
        let id = outcome.as_ref().map_or_else(
            |problem| existing_id(&problem.to_json(Locale::Vietnamese, "")),
            |(id, _)| Some(*id),
        );
        if let Some(place) = id.and_then(|id| late.get(&id)) {
            *outcome = Err(already_there(*existing.get(place).ok_or(db::Error::NotFound)?));
        }
    }
    Ok(())
}

/// Refuses a batch in which anything is wrong.
fn require_all(outcomes: &[Outcome]) -> Result<(), Problem> {
    let outcomes = outcomes.iter().enumerate();
    let refused: Vec<_> =
        outcomes.filter_map(|(index, outcome)| Some((index, outcome.as_ref().err()?))).collect();
    if refused.is_empty() {
        return Ok(());
    }
    // A fault of the service is not a fault of the batch.
    if let Some((_, problem)) = refused.iter().find(|(_, problem)| problem.code.row().status >= 500) {
        return Err((*problem).clone());
    }
    Err(Problem::new(Code::batch_refused).with("count", refused.len()).with_faults(spread_faults(&refused)))
}

/// As many faults as a problem lists: the first fault of each report before the second fault of any.
fn spread_faults(refused: &[(usize, &Problem)]) -> Vec<Violation> {
    let by_report = refused.iter().take(MOST_FAULTS).map(|(index, problem)| {
        (*problem).clone().into_faults_of(&format!("/reports/{index}")).into_iter().take(MOST_FAULTS)
    });
    let mut faults: Vec<_> = by_report.flat_map(Iterator::enumerate).enumerate().collect();
    // By the number of each fault within its report; what is left is put back into the order of the request.
    faults.sort_by_key(|(_, (round, _))| *round);
    faults.truncate(MOST_FAULTS);
    faults.sort_by_key(|(order, _)| *order);
    faults.into_iter().map(|(_, (_, fault))| fault).collect()
}

fn result(outcomes: Vec<Outcome>, locale: Locale) -> BatchResult {
    let refused_count = outcomes.iter().filter(|outcome| outcome.is_err()).count();
    let row = |(index, outcome): (usize, Outcome)| match outcome {
        Ok((id, status)) => FiledRow { index, report_id: Some(id), status: Some(status), refusal: None },
        Err(problem) => {
            FiledRow { index, report_id: None, status: None, refusal: Some(refusal(&problem, locale)) }
        }
    };
    BatchResult {
        filed_count: outcomes.len() - refused_count,
        refused_count,
        results: outcomes.into_iter().enumerate().map(row).collect(),
    }
}

fn refusal(problem: &Problem, locale: Locale) -> RowRefusal {
    let problem = problem.to_json(locale, "");
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let fault = |fault: &Value| RowFault {
        pointer: text(fault, "pointer"),
        code: text(fault, "code"),
        detail: text(fault, "detail"),
    };
    let faults = problem.get("errors").and_then(Value::as_array).into_iter().flatten();
    RowRefusal {
        code: text(&problem, "code"),
        detail: text(&problem, "detail"),
        existing_id: existing_id(&problem),
        errors: faults.take(MOST_FAULTS).map(fault).collect(),
    }
}

fn existing_id(problem: &Value) -> Option<Uuid> {
    problem.get("existingId")?.as_str()?.parse().ok()
}
