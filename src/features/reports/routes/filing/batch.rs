//! Filing up to a thousand whole reports in one call.

use std::collections::HashSet;
use std::sync::Arc;

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::FiledReport;
use super::facts::Facts;
use super::judged::{Judged, judged};
use super::written::written;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::reports::rules::ReportStatus;
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
    /// The single faults, where there are any.
    #[schema(max_items = 50, example = json!([]))]
    errors: Vec<RowFault>,
}

/// What became of one report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FiledRow {
    /// Its place in the request, from 0.
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

/// What became of a batch.
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
type Row = Result<(Uuid, ReportStatus), Problem>;

/// File many progress reports
///
/// Up to 1,000 whole reports, at most 16 MiB. With atomicity ALL everything is filed or, when anything is wrong, nothing,
/// and the refusal lists the faults of each report; with ROW each report is filed or refused by itself.
#[utoipa::path(request_body = FiledBatch,
    responses((status = 200, body = BatchResult, description = "What became of each report")),
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
        let facts = Facts::read(tx, context, &inputs).await?;
        let (mut taken, mut passed) = (HashSet::new(), Vec::new());
        let mut rows: Vec<Row> = Vec::new();
        for input in &inputs {
            // The second report of a unit for a period comes too late, also within one batch.
            let report = judged(input, &facts, context, &acting, &taken);
            rows.push(report.map(|report| {
                let row = (report.id(), report.last().status);
                taken.insert(report.place());
                passed.push(report);
                row
            }));
            // Others have their turn between two reports.
            tokio::task::yield_now().await;
        }
        if atomicity == Atomicity::All {
            require_all(&rows)?;
        }
        // In one order, so that two batches never wait for each other's reports in a circle.
        passed.sort_unstable_by_key(Judged::place);
        let fresh = written(tx, context, &Arc::new(passed)).await?;
        for row in &mut rows {
            if row.as_ref().is_ok_and(|(id, _)| !fresh.contains(id)) {
                *row = Err(Problem::new(Code::report_already_there));
            }
        }
        if atomicity == Atomicity::All {
            require_all(&rows)?;
        }
        Answer::ok(&result(rows, change.locale()))
    };
    // The access table asks for the role; which units the caller acts for is asked report by report.
    change.run(async |_: &mut Connection| Ok(()), effect).await
}

impl Judged {
    fn place(&self) -> (Uuid, Uuid) {
        (self.draft.period_id, self.draft.unit_id)
    }
}

/// Refuses a batch in which anything is wrong.
fn require_all(rows: &[Row]) -> Result<(), Problem> {
    let refused: Vec<_> =
        rows.iter().enumerate().filter_map(|(place, row)| Some((place, row.as_ref().err()?))).collect();
    if refused.is_empty() {
        return Ok(());
    }
    // What is no fault of the report is none of the batch.
    if let Some((_, problem)) = refused.iter().find(|(_, problem)| problem.code.row().status >= 500) {
        return Err((*problem).clone());
    }
    Err(Problem::new(Code::batch_refused).with("count", refused.len()).with_faults(fairly(&refused)))
}

/// As many faults as a problem tells: the first of each report before the second of any.
fn fairly(refused: &[(usize, &Problem)]) -> Vec<Violation> {
    let told = refused.iter().take(MOST_FAULTS).map(|(place, problem)| {
        (*problem).clone().into_faults_of(&format!("/reports/{place}")).into_iter().take(MOST_FAULTS)
    });
    let mut faults: Vec<_> = told.flat_map(Iterator::enumerate).enumerate().collect();
    // Which report's how manyeth fault each is, then in the order of the request again.
    faults.sort_by_key(|(_, (round, _))| *round);
    faults.truncate(MOST_FAULTS);
    faults.sort_by_key(|(order, _)| *order);
    faults.into_iter().map(|(_, (_, fault))| fault).collect()
}

fn result(rows: Vec<Row>, locale: Locale) -> BatchResult {
    let refused_count = rows.iter().filter(|row| row.is_err()).count();
    let filed = |(index, row): (usize, Row)| match row {
        Ok((id, status)) => FiledRow { index, report_id: Some(id), status: Some(status), refusal: None },
        Err(problem) => {
            FiledRow { index, report_id: None, status: None, refusal: Some(refusal(&problem, locale)) }
        }
    };
    BatchResult {
        filed_count: rows.len() - refused_count,
        refused_count,
        results: rows.into_iter().enumerate().map(filed).collect(),
    }
}

fn refusal(problem: &Problem, locale: Locale) -> RowRefusal {
    let told = problem.to_json(locale, "");
    let text = |value: &serde_json::Value, name: &str| {
        value.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let faults = told.get("errors").and_then(serde_json::Value::as_array).into_iter().flatten();
    let fault = |fault: &serde_json::Value| RowFault {
        pointer: text(fault, "pointer"),
        code: text(fault, "code"),
        detail: text(fault, "detail"),
    };
    let errors = faults.take(MOST_FAULTS).map(fault).collect();
    RowRefusal { code: text(&told, "code"), detail: text(&told, "detail"), errors }
}
