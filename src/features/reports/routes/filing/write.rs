//! Writing reports that passed all checks, all at once, and recording them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;
use uuid::Uuid;

use super::check::CheckedReport;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::files::store as files;
use crate::features::periods::store as periods;
use crate::features::reports::rules::{ReportAction, ReportContent, ReportLife, ReportStatus};
use crate::features::reports::store::{Report, filing};
use crate::http::Problem;
use crate::operations::life_cycle::{Step, next_step, row_of};
use crate::record::transitions;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// Writes reports, and answers which are new: another request may have filed one meanwhile. `replaced` are reports that were there
/// and were submitted for the first time; they are only counted.
pub async fn write_reports(
    tx: &mut Connection,
    context: &ChangeContext,
    (reports, replaced): (&Arc<Vec<CheckedReport>>, &[Report]),
) -> Result<HashSet<Uuid>, Problem> {
    let new_ids = create_reports(tx, context, reports).await?;
    let submitted = reports.iter().filter(|report| new_ids.contains(&report.id()));
    let submitted = submitted.filter_map(|report| report.submitted.as_ref());
    // Last, because others who file for the same period wait for these rows.
    filing::count_all(tx, &counts(submitted.chain(replaced)), context.at).await?;
    Ok(new_ids)
}

async fn create_reports(
    tx: &mut Connection,
    context: &ChangeContext,
    reports: &Arc<Vec<CheckedReport>>,
) -> Result<HashSet<Uuid>, Problem> {
    if reports.is_empty() {
        return Ok(HashSet::new());
    }
    let step = submission()?;
    // The records are put together while the database writes the reports.
    let shared = Arc::clone(reports);
    let records = tokio::task::spawn_blocking(move || {
        shared.iter().map(|report| records_of(report, step)).collect::<Result<Vec<_>, _>>()
    });
    let rows: Vec<_> = reports.iter().map(CheckedReport::last).collect();
    let new_ids = filing::create_all(tx, &rows).await?;
    let records = records.await.map_err(Problem::internal)??;
    let changes = reports.iter().zip(records).filter(|(report, _)| new_ids.contains(&report.id()));
    record::record(tx, context, changes.flat_map(|(_, records)| records)).await?;
    let reports: Vec<&CheckedReport> =
        reports.iter().filter(|report| new_ids.contains(&report.id())).collect();
    keep_files(tx, context, &reports).await?;
    let submitted = || reports.iter().filter_map(|report| report.submitted.as_ref());
    let steps: Vec<_> = submitted().map(|report| row_of(step, report.id, (context.today, None))).collect();
    transitions::record_all(tx, context, &steps).await?;
    let places: Vec<_> = submitted().map(|report| (report.period_id, report.unit_id)).collect();
    periods::set_owes_reports(tx, &places, false).await?;
    Ok(new_ids)
}

/// The step of a draft that is submitted.
fn submission() -> Result<&'static Step<ReportLife>, Problem> {
    let life = ReportLife { status: ReportStatus::Draft, was_accepted: false, is_writer: false };
    next_step(&life, ReportAction::Submit, None)
}

/// What the audit trail keeps of a report, in the form that single changes write.
#[derive(Serialize)]
struct AuditedReport<'a> {
    status: ReportStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a ReportContent>,
}

/// What is recorded of a report: that it was created, and that it was submitted.
fn records_of(report: &CheckedReport, step: &Step<ReportLife>) -> Result<Vec<ChangeRecord>, Problem> {
    let text = |status, content| {
        serde_json::to_string(&AuditedReport { status, content }).map(Some).map_err(Problem::internal)
    };
    let change = |of: &Report, occurrence, before, after, was: Option<&Report>| {
        let subject = Subject { id: of.id, unit_id: Some(of.unit_id) };
        let statuses = [was, Some(of)].map(|own| own.map(|own| own.status.to_string()));
        ChangeRecord { occurrence, subject, version: of.version, before, after, statuses }
    };
    let draft = &report.draft;
    let created = text(draft.status, Some(&draft.content))?;
    let mut records = vec![change(draft, Occurrence::ReportCreated, None, created, None)];
    if let Some(after) = &report.submitted {
        let (before, submitted) = (text(draft.status, None)?, text(after.status, None)?);
        records.push(change(after, step.occurrence, before, submitted, Some(draft)));
    }
    Ok(records)
}

/// Marks the files of entries as used; they are locked since they were read.
async fn keep_files(
    tx: &mut Connection,
    context: &ChangeContext,
    reports: &[&CheckedReport],
) -> Result<(), Problem> {
    let mut by_unit: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for report in reports {
        let ids = report.draft.content.entries.iter().flat_map(|entry| entry.file_ids.iter().copied());
        for file in ids {
            by_unit.entry(report.draft.unit_id).or_default().push(file);
        }
    }
    for (unit, ids) in by_unit {
        files::take_into_use(tx, unit, &ids, context.at).await?;
    }
    Ok(())
}

/// How many reports of each period were received, and how many of them on time; always in the same order, so that two
/// batches never wait for each other in a circle.
fn counts<'a>(submitted: impl Iterator<Item = &'a Report>) -> Vec<(Uuid, i32, i32)> {
    let mut counts: HashMap<Uuid, (i32, i32)> = HashMap::new();
    for report in submitted {
        let (received, on_time) = counts.entry(report.period_id).or_default();
        *received += 1;
        *on_time += i32::from(!report.is_late);
    }
    let mut counts: Vec<_> =
        counts.into_iter().map(|(period, (received, on_time))| (period, received, on_time)).collect();
    counts.sort_unstable();
    counts
}
