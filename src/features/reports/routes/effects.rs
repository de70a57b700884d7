//! What a step of a report's life changes: the report, its versions, the counts and the progress.

use uuid::Uuid;

use super::checks::{reportable_items, require_complete, require_filing, require_plausible, scale};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::periods::store::ReportingPeriod;
use crate::features::progress::rules::Reported;
use crate::features::progress::store as progress;
use crate::features::reports::store::{self, Remarks, Report, Version};
use crate::http::{Code, Problem, Violation};

/// The report is submitted. The last day counts for the first submission only: whether a returned or corrected report was
/// late is known already.
pub(super) async fn submit(
    tx: &mut Connection,
    context: &ChangeContext,
    (period, report): (&ReportingPeriod, &Report),
    is_confirmed: bool,
) -> Result<Report, Problem> {
    let is_first = report.submitted_on.is_none();
    if is_first {
        require_filing(tx, period, report.unit_id, context.today).await?;
    }
    let items = reportable_items(tx, report.campaign_id, report.pledge_id).await?;
    require_complete(&report.content, &items)?;
    if !is_confirmed {
        let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
        let last = store::last_values(tx, &ids, period.data_to).await?;
        require_plausible(&report.content, &items, &last)?;
    }
    let is_late = context.today > period.due_on;
    Ok(Report {
        remarks: Remarks::default(),
        submitted_on: report.submitted_on.or(Some(context.today)),
        is_late: if is_first { is_late } else { report.is_late },
        submitted_by: context.actor_id,
        writers: report.writers.clone().and(context.actor_id),
        ..report.clone()
    })
}

/// The report is accepted: its version is kept, and progress moves in the same transaction.
pub(super) async fn accept(
    tx: &mut Connection,
    context: &ChangeContext,
    (period, report): (&ReportingPeriod, &Report),
) -> Result<Report, Problem> {
    let accepted_by = context.actor()?;
    let submitted_by = report.submitted_by.ok_or_else(|| Problem::internal("a report nobody submitted"))?;
    let number = report.accepted_number + 1;
    let content = report.content.clone();
    let version =
        Version { report_id: report.id, number, content, submitted_by, accepted_by, accepted_at: context.at };
    store::accept(tx, &version).await?;
    let reported = reported_items(tx, report).await?;
    progress::take_in(tx, (report.campaign_id, report.unit_id), period.data_to, &reported).await?;
    progress::note_change(tx, report.campaign_id, context.at).await?;
    Ok(Report { accepted_number: number, writers: Writers::default(), ..report.clone() })
}

/// What a report says of the items that are in force.
async fn reported_items(tx: &Connection, report: &Report) -> Result<Vec<(Uuid, Reported)>, Problem> {
    let items = reportable_items(tx, report.campaign_id, report.pledge_id).await?;
    let scale = scale(tx).await?;
    let entries = report.content.entries.iter();
    let in_force = entries.filter(|entry| items.iter().any(|item| item.id == entry.item_id));
    let reported = in_force.filter_map(|entry| {
        let rating = entry.rating.clone().and_then(|word| scale.get(&word).map(|share| (word, *share)));
        let reported = match (entry.value, rating) {
            (Some(value), _) => Reported::Value(value),
            (None, Some((word, share))) => Reported::Rating(word, share),
            (None, None) if entry.not_applicable => Reported::NotApplicable,
            _ => return None,
        };
        Some((entry.item_id, reported))
    });
    Ok(reported.collect())
}

/// The report is returned, with reasons for single entries.
pub(super) async fn return_entries(
    tx: &Connection,
    report: &Report,
    reasons: Vec<(Uuid, &str)>,
) -> Result<Report, Problem> {
    let items = reportable_items(tx, report.campaign_id, report.pledge_id).await?;
    let unknown: Vec<Violation> = reasons
        .iter()
        .enumerate()
        .filter(|(_, (item_id, _))| items.iter().all(|item| item.id != *item_id))
        .map(|(index, (item_id, _))| {
            let pointer = format!("/entryReasons/{index}/itemId");
            Violation::at(pointer, Code::unknown_item).with("item", item_id)
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Problem::invalid(unknown));
    }
    let remarks = reasons.into_iter().map(|(item_id, reason)| (item_id, composed(reason))).collect();
    Ok(Report { remarks: Remarks(remarks), ..report.clone() })
}
