//! HTTP of progress reports: one file an action.

pub mod change;
pub mod create;
pub mod evidence;
pub mod filing;
pub mod input;
pub mod list;
pub mod rates;
pub mod read;
pub mod transition;
pub mod versions;
pub mod view;

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::rules::{Asked, Entry, Fault, ReportContent, ReportStatus, fault};
use super::store::filing::{self as filing_store, PlaceFacts};
use super::store::{self, Report};
use crate::auth::Caller;
use crate::auth::unit_scope::WorkAccess;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::files::store as files;
use crate::features::periods::rules::{FilingRefusal, ReporterStatus as Expectation, filing};
use crate::features::periods::store::{self as periods, ReportingPeriod};
use crate::features::pledges::store as pledges;
use crate::features::progress::store as progress;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::record::{self, ChangeRecord, Occurrence, Subject};
use view::ReportView;

/// Which report.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportParameters {
    /// The report's id.
    #[param(example = "01980000-0000-7000-8000-000000410201")]
    id: Uuid,
}

/// Which page of something about one report.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfReport {
    /// The report's id.
    #[param(example = "01980000-0000-7000-8000-000000410201")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A report as a caller may see it.
#[derive(Debug)]
pub struct Seen {
    /// The report; to those outside, only what was accepted.
    pub report: Report,
    /// Its campaign.
    pub campaign: Campaign,
    /// Its period.
    pub period: ReportingPeriod,
    /// What the caller is to it.
    pub standing: WorkAccess,
}

/// The report, if the caller may see it: what was accepted everybody, what is being written who acts for the unit, runs the
/// campaign or reads drafts.
///
/// # Errors
/// [`db::Error::NotFound`] otherwise.
async fn seen(conn: &Connection, caller: &Caller, id: Uuid, today: NaiveDate) -> Result<Seen, db::Error> {
    let report = store::find(conn, id).await?;
    let campaign = campaigns::find(conn, report.campaign_id).await?;
    let period = periods::find(conn, report.period_id).await?;
    let units = (report.unit_id, campaign.launching_unit_id);
    let standing = WorkAccess::of(conn, caller, units, today).await?;
    let report = if standing.is_inside() { report } else { from_outside(conn, report).await? };
    Ok(Seen { report, campaign, period, standing })
}

/// The report as everybody sees it: what was accepted last.
async fn from_outside(conn: &Connection, report: Report) -> Result<Report, db::Error> {
    if report.accepted_number == 0 {
        return Err(db::Error::NotFound);
    }
    let content = match report.status {
        ReportStatus::Accepted => report.content.clone(),
        _ => store::version(conn, report.id, report.accepted_number).await?.content,
    };
    Ok(Report { status: ReportStatus::Accepted, content, remarks: store::Remarks::default(), ..report })
}

/// What the pledge in force asks a unit to report.
async fn asked(conn: &Connection, campaign_id: Uuid, pledge_id: Uuid) -> Result<Vec<Asked>, db::Error> {
    let items = pledges::live_items(conn, campaign_id, pledge_id).await?;
    let item = |item: pledges::LiveItem| Asked {
        id: item.id,
        code: item.code,
        measured: item.direction.0.zip(item.aggregation.0),
        evidence_required: item.evidence_required,
    };
    Ok(items.into_iter().map(item).collect())
}

/// The words by which items are rated, and what each counts.
async fn scale(conn: &Connection) -> Result<HashMap<String, Decimal>, db::Error> {
    let levels = progress::list_rating_levels(conn).await?;
    Ok(levels.into_iter().map(|level| (level.code, level.progress)).collect())
}

/// Refuses when nothing is expected of the unit, or no longer.
async fn require_filing(
    tx: &Connection,
    period: &ReportingPeriod,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let place = filing_store::places(tx, &[(period.id, unit_id)]).await?;
    require_expected(period, place.first(), today)
}

/// The same, of a place that is known.
fn require_expected(
    period: &ReportingPeriod,
    place: Option<&PlaceFacts>,
    today: NaiveDate,
) -> Result<(), Problem> {
    let exception = place.and_then(|place| place.exception_until);
    filing(period.status, period.due_on, exception, today).map_err(|refusal| match refusal {
        FilingRefusal::NotOpen => {
            Problem::new(Code::reporting_period_is_not_open).with("status", period.status)
        }
        FilingRefusal::Locked(due_on) => Problem::new(Code::reporting_period_is_locked).with("dueOn", due_on),
    })?;
    match place {
        Some(place) if place.standing != Expectation::Excused.as_str() => Ok(()),
        _ => Err(Problem::new(Code::unit_is_not_expected)),
    }
}

/// Refuses entries that say what their items can't be told; `place` says where an entry stood in the request.
fn require_entries(
    entries: &[(String, Entry)],
    items: &[Asked],
    scale: &HashMap<String, Decimal>,
) -> Result<(), Problem> {
    let found: Vec<Violation> = entries
        .iter()
        .filter_map(|(place, entry)| {
            let Some(item) = items.iter().find(|item| item.id == entry.item_id) else {
                let fault = Violation::at(format!("{place}/itemId"), Code::unknown_item);
                return Some(fault.with("item", entry.item_id));
            };
            let (member, fault) = fault(entry, item, scale)?;
            let at = format!("{place}{member}");
            Some(match fault {
                Fault::NotOneThing => Violation::at(at, Code::entry_says_two_things),
                Fault::NeedsValue => Violation::at(at, Code::item_is_measured).with("item", &item.code),
                Fault::NeedsRating => Violation::at(at, Code::item_is_rated).with("item", &item.code),
                Fault::UnknownRating => Violation::at(at, Code::unknown_rating),
                Fault::NeedsReason => Violation::at(at, Code::reason_required),
            })
        })
        .collect();
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

/// Keeps the files of entries for good; refuses those that are not the unit's.
async fn require_files(
    tx: &mut Connection,
    context: &ChangeContext,
    unit_id: Uuid,
    entries: &[(String, Entry)],
) -> Result<(), Problem> {
    let named: Vec<Uuid> = entries.iter().flat_map(|(_, entry)| entry.file_ids.iter().copied()).collect();
    let own = files::take_into_use(tx, unit_id, &named, context.at).await?;
    let unknown: Vec<Violation> = entries
        .iter()
        .flat_map(|(place, entry)| entry.file_ids.iter().enumerate().map(move |(at, id)| (place, at, id)))
        .filter(|(.., id)| !own.contains(id))
        .map(|(place, at, id)| {
            Violation::at(format!("{place}/fileIds/{at}"), Code::unknown_file).with("file", id)
        })
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(Problem::invalid(unknown)) }
}

/// The report as it is now, as the answer to a change.
async fn answer(tx: &mut Connection, change: &Change, id: Uuid) -> Result<Answer, Problem> {
    let view = current(tx, &change.caller, id, change.context.today).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}

/// The report as the caller sees it now.
async fn current(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<ReportView, db::Error> {
    let seen = seen(conn, caller, id, today).await?;
    ReportView::of(conn, &seen, caller, today).await
}

/// Status and content of a report, as the audit trail keeps them.
fn audited(status: ReportStatus, content: Option<&ReportContent>) -> Result<Value, Problem> {
    Ok(match content {
        Some(content) => {
            let content = serde_json::to_value(content).map_err(Problem::internal)?;
            serde_json::json!({"status": status, "content": content})
        }
        None => serde_json::json!({"status": status}),
    })
}

/// Writes the rows of history of one change of a report; what it says is told where it changed.
async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    (before, after): (Option<&Report>, &Report),
    occurrence: Occurrence,
) -> Result<(), Problem> {
    let is_same = before.is_some_and(|before| before.content == after.content);
    let told = |report: &Report| audited(report.status, (!is_same).then_some(&report.content));
    let happening = ChangeRecord::new(
        occurrence,
        Subject { id: after.id, unit_id: Some(after.unit_id) },
        after.version,
        (before.map(told).transpose()?, Some(told(after)?)),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
