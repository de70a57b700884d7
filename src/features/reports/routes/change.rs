//! Saving a progress report item by item.

use actix_web::patch;

use super::access::find_visible;
use super::checks::{reportable_items, require_entries, require_files, require_filing, scale};
use super::input::{ReportPatch, with_pointers};
use super::recorded::record_report;
use super::view::{ReportView, answer};
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::store as periods;
use crate::features::reports::rules::{Entry, ReportContent};
use crate::features::reports::store::{self, Report};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// Save entries of a progress report
///
/// While it is a draft, returned or being corrected; a draft until its last day. Only the entries in the request change; the others stay as they are.
#[utoipa::path(request_body(content = ReportPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ReportView, description = "The report afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_item, Code::entry_says_two_things, Code::item_is_measured, Code::item_is_rated,
        Code::unknown_rating, Code::unknown_file, Code::reason_required, Code::campaign_is_not_running,
        Code::report_is_not_open, Code::reporting_period_is_locked]))))]
#[patch("/progress-reports/{id}")]
pub async fn change_report(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ReportPatch>,
) -> Result<Answer, Problem> {
    let (id, entries, context) = (path.0.id, with_pointers(input.0.entries), &change.context);
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.access.require(Permission::ActForUnit)
    };
    let effect = async |tx: &mut Connection| {
        let report = store::lock_exclusive(tx, id).await?;
        if_match.check(report.version)?;
        save_entries(tx, context, &report, entries.clone()).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// Saves entries of a locked report, and records it.
pub async fn save_entries(
    tx: &mut Connection,
    context: &ChangeContext,
    report: &Report,
    entries: Vec<(String, Entry)>,
) -> Result<(), Problem> {
    let campaign = campaigns::lock_shared(tx, report.campaign_id).await?;
    campaign.status.require_running()?;
    if !report.status.is_open() {
        return Err(Problem::new(Code::report_is_not_open).with("status", report.status));
    }
    if report.submitted_on.is_none() {
        // What can't be submitted any more is not written on either.
        let period = periods::find(tx, report.period_id).await?;
        require_filing(tx, &period, report.unit_id, context.today).await?;
    }
    let items = reportable_items(tx, report.campaign_id, report.pledge_id).await?;
    require_entries(&entries, &items, &scale(tx).await?)?;
    require_files(tx, context, report.unit_id, &entries).await?;
    let content = report.content.with(entries.into_iter().map(|(_, entry)| entry).collect());
    if content == report.content {
        return Ok(());
    }
    write_content(tx, context, report, content).await.map(drop)
}

/// Writes what a locked report says now, and records it: the report afterwards.
pub(super) async fn write_content(
    tx: &mut Connection,
    context: &ChangeContext,
    report: &Report,
    content: ReportContent,
) -> Result<Report, Problem> {
    let version = report.version.next();
    let writers = report.writers.clone().and(context.actor_id);
    let after = Report { content, version, writers, updated_at: context.at, ..report.clone() };
    store::advance(tx, report, &after).await?;
    record_report(tx, context, Occurrence::ReportChanged, (Some(report), &after)).await?;
    Ok(after)
}
