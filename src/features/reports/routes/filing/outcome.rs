//! What becomes of each report of a batch, and how that is told.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::reports::rules::ReportStatus;
use crate::features::reports::store::Report;
use crate::http::problem::MOST_FAULTS;
use crate::http::{Code, Locale, Problem, Violation};
use crate::text_enum;

text_enum! {
    /// What was done so that a report stands as it was sent.
    pub enum FiledAs {
        /// It was not there.
        Created = "CREATED",
        /// It was there, open, and said something else or was not submitted.
        Replaced = "REPLACED",
        /// It stood there already.
        Unchanged = "UNCHANGED",
    }
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
    /// What was done; null where it was refused.
    #[schema(required, example = "CREATED")]
    filed_as: Option<FiledAs>,
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
    /// How many reports stand as they were sent.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    filed_count: usize,
    /// How many were not.
    #[schema(minimum = 0, maximum = 1000, example = 0)]
    refused_count: usize,
    /// One for each report, in the order of the request.
    #[schema(max_items = 1000)]
    results: Vec<FiledRow>,
}

/// A report that stands as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct Filed {
    /// Its id.
    pub id: Uuid,
    /// Its status.
    pub status: ReportStatus,
    /// What was done.
    pub filed_as: FiledAs,
}

impl Filed {
    /// A report, and what was done.
    pub const fn new(report: &Report, filed_as: FiledAs) -> Self {
        Self { id: report.id, status: report.status, filed_as }
    }
}

/// What becomes of one report, or why it is not filed.
pub type Outcome = Result<Filed, Problem>;

/// Refuses a batch in which anything is wrong.
pub fn require_all(outcomes: &[Outcome]) -> Result<(), Problem> {
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

/// What is answered.
pub fn result(outcomes: Vec<Outcome>, locale: Locale) -> BatchResult {
    let refused_count = outcomes.iter().filter(|outcome| outcome.is_err()).count();
    let row = |(index, outcome): (usize, Outcome)| match outcome {
        Ok(Filed { id, status, filed_as }) => FiledRow {
            index,
            filed_as: Some(filed_as),
            report_id: Some(id),
            status: Some(status),
            refusal: None,
        },
        Err(problem) => FiledRow {
            index,
            filed_as: None,
            report_id: None,
            status: None,
            refusal: Some(refusal(&problem, locale)),
        },
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

/// The report that a refusal names.
pub fn existing_id(problem: &Value) -> Option<Uuid> {
    problem.get("existingId")?.as_str()?.parse().ok()
}
