//! Writing reports that passed, all at once, with their rows of history.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;
use uuid::Uuid;

use super::judged::Judged;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::files::store as files;
use crate::features::periods::store as periods;
use crate::features::reports::rules::{ReportAction, ReportContent, ReportStatus};
use crate::features::reports::store::{Report, filing};
use crate::http::Problem;
use crate::record::transitions::{self, TransitionRow as Step};
use crate::record::{self, ChangeRecord, Occurrence, Subject, SubjectType};

/// Writes reports; answers which were written: somebody else may have filed one meanwhile.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn written(
    tx: &mut Connection,
    context: &ChangeContext,
    reports: &Arc<Vec<Judged>>,
) -> Result<HashSet<Uuid>, Problem> {
    if reports.is_empty() {
        return Ok(HashSet::new());
    }
    // What history tells is put together while the database writes the reports.
    let shared = Arc::clone(reports);
    let telling = tokio::task::spawn_blocking(move || shared.iter().map(told).collect::<Result<Vec<_>, _>>());
    let rows: Vec<_> = reports.iter().map(Judged::last).collect();
    let fresh = filing::create_all(tx, &rows).await?;
    let told = telling.await.map_err(Problem::internal)??;
    let happenings = reports.iter().zip(told).filter(|(report, _)| fresh.contains(&report.id()));
    record::record(tx, context, happenings.flat_map(|(_, told)| told)).await?;
    let reports: Vec<&Judged> = reports.iter().filter(|report| fresh.contains(&report.id())).collect();
    keep_files(tx, context, &reports).await?;
    transitions::record_all(tx, context, &steps(context, &reports)).await?;
    let submitted = reports.iter().filter_map(|report| report.submitted.as_ref());
    let places: Vec<_> = submitted.map(|report| (report.period_id, report.unit_id)).collect();
    periods::set_owes_reports(tx, &places, false).await?;
    // Last, because others who file for the same period wait for these rows.
    filing::count_all(tx, &counts(&reports)).await?;
    Ok(fresh)
}

/// A report as the audit trail keeps it, as single steps write it.
#[derive(Serialize)]
struct Audited<'a> {
    status: ReportStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a ReportContent>,
}

/// What history tells of a report: that it was begun, and that it was submitted.
fn told(report: &Judged) -> Result<Vec<ChangeRecord>, Problem> {
    let text = |status, content| {
        serde_json::to_string(&Audited { status, content }).map(Some).map_err(Problem::internal)
    };
    let change = |of: &Report, occurrence, before, after| {
        let subject = Subject { id: of.id, unit_id: Some(of.unit_id) };
        ChangeRecord { occurrence, subject, version: of.version, before, after }
    };
    let draft = &report.draft;
    let created = Occurrence::ReportCreated;
    let mut told = vec![change(draft, created, None, text(draft.status, Some(&draft.content))?)];
    if let Some(after) = &report.submitted {
        let submitted = Occurrence::ReportSubmitted;
        told.push(change(after, submitted, text(draft.status, None)?, text(after.status, None)?));
    }
    Ok(told)
}

fn steps(context: &ChangeContext, reports: &[&Judged]) -> Vec<Step<'static>> {
    let submitted = reports.iter().filter_map(|report| report.submitted.as_ref());
    let step = |after: &Report| Step {
        subject_type: SubjectType::ProgressReport,
        subject_id: after.id,
        action: ReportAction::Submit.as_str(),
        from_status: ReportStatus::Draft.as_str(),
        to_status: ReportStatus::Submitted.as_str(),
        effective_on: context.today,
        reason: None,
    };
    submitted.map(step).collect()
}

/// The files of entries stay for good; they are held since they were found.
async fn keep_files(
    tx: &mut Connection,
    context: &ChangeContext,
    reports: &[&Judged],
) -> Result<(), Problem> {
    let mut by_unit: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for report in reports {
        let named = report.draft.content.entries.iter().flat_map(|entry| entry.file_ids.iter().copied());
        for file in named {
            by_unit.entry(report.draft.unit_id).or_default().push(file);
        }
    }
    for (unit, named) in by_unit {
        files::take_into_use(tx, unit, &named, context.at).await?;
    }
    Ok(())
}

/// How many reports of each period were received, and how many of them on time; in one order, so that two batches never
/// wait for each other in a circle.
fn counts(reports: &[&Judged]) -> Vec<(Uuid, i32, i32)> {
    let mut counts: HashMap<Uuid, (i32, i32)> = HashMap::new();
    for report in reports.iter().filter_map(|report| report.submitted.as_ref()) {
        let (received, on_time) = counts.entry(report.period_id).or_default();
        *received += 1;
        *on_time += i32::from(!report.is_late);
    }
    let mut counts: Vec<_> =
        counts.into_iter().map(|(period, (received, on_time))| (period, received, on_time)).collect();
    counts.sort_unstable();
    counts
}
