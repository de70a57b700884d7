//! What is checked before a report is written, saved or submitted.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::files::store as files;
use crate::features::periods::rules::{FilingRefusal, filing};
use crate::features::periods::store::ReportingPeriod;
use crate::features::pledges::store::{self as pledges, LiveItem};
use crate::features::progress::store as progress;
use crate::features::reports::rules::{
    Entry, Fault, Lack, ReportContent, ReportableItem, Warning, fault, lacks, warnings,
};
use crate::features::reports::store::filing::{self as places, PlaceFacts};
use crate::http::{Code, Problem, Violation, require_none};

/// The items on which the pledge in force makes a unit report.
pub(super) async fn reportable_items(
    conn: &Connection,
    campaign_id: Uuid,
    pledge_id: Uuid,
) -> Result<Vec<ReportableItem>, db::Error> {
    let items = pledges::live_items(conn, campaign_id, pledge_id).await?;
    let item = |item: LiveItem| ReportableItem {
        id: item.id,
        code: item.code,
        measured: item.direction.0.zip(item.aggregation.0),
        evidence_required: item.evidence_required,
    };
    Ok(items.into_iter().map(item).collect())
}

/// The words by which items are rated, and what each counts.
pub(super) async fn scale(conn: &Connection) -> Result<HashMap<String, Decimal>, db::Error> {
    let levels = progress::list_rating_levels(conn).await?;
    Ok(levels.into_iter().map(|level| (level.code, level.progress)).collect())
}

/// Passes where the unit is expected to report and may still do so.
pub(super) async fn require_filing(
    tx: &Connection,
    period: &ReportingPeriod,
    unit_id: Uuid,
    today: NaiveDate,
) -> Result<(), Problem> {
    let place = places::places(tx, &[(period.id, unit_id)]).await?;
    require_expected(period, place.first(), today)
}

/// The same for a place whose facts were read before.
pub(super) fn require_expected(
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
        Some(place) if !place.is_excused => Ok(()),
        _ => Err(Problem::new(Code::unit_is_not_expected)),
    }
}

/// Refuses entries that don't fit their items. Each entry comes with its pointer into the request.
pub(super) fn require_entries(
    entries: &[(String, Entry)],
    items: &[ReportableItem],
    scale: &HashMap<String, Decimal>,
) -> Result<(), Problem> {
    let violation = |(pointer, entry): &(String, Entry)| {
        let Some(item) = items.iter().find(|item| item.id == entry.item_id) else {
            let unknown = Violation::at(format!("{pointer}/itemId"), Code::unknown_item);
            return Some(unknown.with("item", entry.item_id));
        };
        let (member, fault) = fault(entry, item, scale)?;
        let at = format!("{pointer}{member}");
        Some(match fault {
            Fault::NotOneThing => Violation::at(at, Code::entry_says_two_things),
            Fault::NeedsValue => Violation::at(at, Code::item_is_measured).with("item", &item.code),
            Fault::NeedsRating => Violation::at(at, Code::item_is_rated).with("item", &item.code),
            Fault::UnknownRating => Violation::at(at, Code::unknown_rating),
            Fault::NeedsReason => Violation::at(at, Code::reason_required),
        })
    };
    require_none(entries.iter().filter_map(violation))
}

/// Marks the files of entries as used; refuses those that are not the unit's.
pub(super) async fn require_files(
    tx: &mut Connection,
    context: &ChangeContext,
    unit_id: Uuid,
    entries: &[(String, Entry)],
) -> Result<(), Problem> {
    let ids: Vec<Uuid> = entries.iter().flat_map(|(_, entry)| entry.file_ids.iter().copied()).collect();
    let own = files::take_into_use(tx, unit_id, &ids, context.at).await?;
    require_known_files(entries, |id| own.contains(&id))
}

/// Refuses entries that refer to files that are not the unit's.
pub(super) fn require_known_files(
    entries: &[(String, Entry)],
    is_own: impl Fn(Uuid) -> bool,
) -> Result<(), Problem> {
    let unknown = entries
        .iter()
        .flat_map(|(pointer, entry)| entry.file_ids.iter().enumerate().map(move |(at, id)| (pointer, at, id)))
        .filter(|(.., id)| !is_own(**id))
        .map(|(pointer, at, id)| {
            Violation::at(format!("{pointer}/fileIds/{at}"), Code::unknown_file).with("file", id)
        });
    require_none(unknown)
}

/// Refuses a report that does not answer every item.
pub(super) fn require_complete(content: &ReportContent, items: &[ReportableItem]) -> Result<(), Problem> {
    let lacking: Vec<Violation> = lacks(content, items)
        .into_iter()
        .map(|(item, lack)| {
            let code = match lack {
                Lack::Entry => Code::entry_missing,
                Lack::Evidence => Code::evidence_missing,
            };
            Violation::at(format!("/entries/{}", item.id), code).with("item", &item.code)
        })
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Code::report_is_incomplete).with("count", lacking.len()).with_faults(lacking))
}

/// Refuses values that look odd in comparison with the last ones.
pub(super) fn require_plausible(
    content: &ReportContent,
    items: &[ReportableItem],
    last: &HashMap<Uuid, Decimal>,
) -> Result<(), Problem> {
    let odd: Vec<Violation> = warnings(content, items, last)
        .into_iter()
        .map(|(item, warning)| {
            let code = match warning {
                Warning::GoesBack => Code::value_goes_back,
                Warning::Jumps => Code::value_jumps,
                Warning::Repeats => Code::value_repeats,
            };
            let before = last.get(&item.id).map(ToString::to_string).unwrap_or_default();
            Violation::at(format!("/entries/{}", item.id), code).with("item", &item.code).with("last", before)
        })
        .collect();
    if odd.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Code::report_has_warnings).with("count", odd.len()).with_faults(odd))
}

/// The refusal of a second report of a unit for a period.
pub(super) fn already_there(existing_id: Uuid) -> Problem {
    Problem::new(Code::report_already_there).with_existing(existing_id)
}
