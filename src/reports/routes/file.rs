//! Filing a whole report in one call, by the words of other systems.

use actix_web::{post, web};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::create::begun;
use super::current;
use super::input::{Evidence, NewEntry};
use super::transition::{ReportTransition, locked, stepped};
use super::view::ReportView;
use crate::campaigns::store::{self as campaigns, contents};
use crate::change::Change;
use crate::db::Connection;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation};
use crate::periods::store as periods;
use crate::pledges::store::{self as pledges, LiveItem};
use crate::reach;
use crate::reports::rules::{Entry, ReportAction};
use crate::reports::store;
use crate::stamp::Stamp;
use crate::state::State;

/// A unit by one of its names.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitName {
    /// Its agency code (Quyết định 20/2020/QĐ-TTg).
    #[schema(nullable = false, max_length = 35, format = "line")]
    agency_code: Option<String>,
    /// What VNPT-iOffice calls it.
    #[schema(nullable = false, max_length = 200, format = "line")]
    external_id: Option<String>,
    /// Its code here.
    #[schema(nullable = false, max_length = 35, format = "line", example = "SNV-BTG")]
    code: Option<String>,
}

/// What is reported of one item, named by its code or by the number of its content.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FiledEntry {
    /// The printed number of the content, where one item of the pledge answers it.
    #[schema(nullable = false, max_length = 50, format = "line", example = "II.2.5")]
    content_ordinal: Option<String>,
    /// What the item is called within the pledge.
    #[schema(nullable = false, max_length = 60, format = "line")]
    item_code: Option<String>,
    /// The value, where the item is measured. Zero is a value.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "2")]
    value: Option<Decimal>,
    /// The word of the scale, where it is rated.
    #[schema(nullable = false, max_length = 40, pattern = "^[A-Z]+(_[A-Z]+)*$")]
    rating: Option<String>,
    /// Whether the item did not apply in this period; the note says why.
    #[schema(nullable = false)]
    not_applicable: Option<bool>,
    /// What should be known beside it.
    #[schema(nullable = false, max_length = 2000, format = "paragraphs")]
    note: Option<String>,
    /// By what it is shown.
    #[schema(nullable = false, max_items = 20)]
    evidence: Option<Vec<Evidence>>,
    /// And by which files of the unit.
    #[schema(nullable = false, max_items = 20)]
    file_ids: Option<Vec<Uuid>>,
}

/// A whole report.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FiledReport {
    /// The code of the campaign.
    #[schema(max_length = 20, format = "line", example = "PT-2023-001")]
    campaign_code: String,
    /// The code of the period.
    #[schema(max_length = 40, format = "line", example = "2023-M12")]
    period_code: String,
    /// The unit, by one of its names.
    unit: UnitName,
    /// Whether it is submitted at once; a draft when it is left out.
    #[schema(nullable = false, example = false)]
    submit: Option<bool>,
    /// Says that values which look odd are meant so.
    #[schema(nullable = false)]
    confirm_warnings: Option<bool>,
    /// What the unit did, item by item.
    #[schema(max_items = 200)]
    entries: Vec<FiledEntry>,
}

/// File a whole progress report
///
/// In one call, for other systems: campaign, period, unit and items by their codes. With `submit` it is sent in at once;
/// nothing is written when anything is wrong.
#[utoipa::path(operation_id = "fileReport", tag = "Reporting", request_body = FiledReport,
    responses((status = 201, body = ReportView, description = "Filed", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!(["unknown_campaign_code", "unknown_period_code", "unknown_unit", "one_name_needed", "unknown_item",
        "several_items", "named_twice", "entry_says_two_things", "item_is_measured", "item_is_rated", "unknown_rating",
        "unknown_file", "reason_required", "campaign_is_not_running", "reporting_period_is_not_open", "reporting_period_is_locked",
        "unit_is_not_expected", "no_pledge_in_force", "report_already_there", "report_is_incomplete",
        "report_has_warnings"]))))]
#[post("/progress-reports")]
pub async fn file_report(
    state: web::Data<State>,
    change: Change,
    input: Json<FiledReport>,
) -> Result<Answer, Problem> {
    let (input, stamp) = (input.0, &change.stamp);
    let permit = async |tx: &mut Connection| {
        let (_, unit_id) = named(tx, stamp, &input).await?;
        reach::require_acting(tx, &change.caller, unit_id, stamp.today).await
    };
    let effect = async |tx: &mut Connection| {
        let id = filed(tx, stamp, &input).await?;
        let view = current(tx, &change.caller, id, stamp.today).await?;
        let location = state.link(&format!("/progress-reports/{id}"));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.make(permit, effect).await
}

/// Writes a whole report, with its rows of history; answers with its id.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
async fn filed(tx: &mut Connection, stamp: &Stamp, input: &FiledReport) -> Result<Uuid, Problem> {
    let (period_id, unit_id) = named(tx, stamp, input).await?;
    let period = periods::hold(tx, period_id).await?;
    let pledge = pledges::of_unit(tx, period.campaign_id, unit_id).await?;
    let items = match pledge {
        Some(pledge) => pledges::live_items(tx, period.campaign_id, pledge.id).await?,
        None => Vec::new(),
    };
    if items.is_empty() {
        return Err(Problem::new(Code::no_pledge_in_force));
    }
    let entries = placed(tx, period.campaign_id, &items, &input.entries).await?;
    let report = begun(tx, stamp, &period, unit_id, entries).await?;
    if input.submit == Some(true) {
        let (campaign, report) = locked(tx, report.id).await?;
        let confirm_warnings = input.confirm_warnings;
        let submit = ReportTransition { confirm_warnings, ..ReportTransition::of(ReportAction::Submit) };
        stepped(tx, stamp, &campaign, &report, &submit).await?;
    }
    Ok(report.id)
}

/// The period and the unit that are named; every unknown name at once.
async fn named(tx: &Connection, stamp: &Stamp, input: &FiledReport) -> Result<(Uuid, Uuid), Problem> {
    let mut faults = Vec::new();
    let campaign = store::campaign_by_code(tx, &input.campaign_code).await?;
    let period = match campaign {
        Some(campaign) => {
            campaigns::published(tx, campaign).await?;
            let period = periods::by_code(tx, campaign, &input.period_code).await?;
            if period.is_none() {
                let fault = Violation::at("/periodCode", Code::unknown_period_code);
                faults.push(fault.with("period", &input.period_code));
            }
            period
        }
        None => {
            let fault = Violation::at("/campaignCode", Code::unknown_campaign_code);
            faults.push(fault.with("campaign", &input.campaign_code));
            None
        }
    };
    let unit = unit_of(tx, stamp, &input.unit, &mut faults).await?;
    match (period, unit) {
        (Some(period), Some(unit)) if faults.is_empty() => Ok((period.id, unit)),
        _ => Err(Problem::invalid(faults)),
    }
}

async fn unit_of(
    tx: &Connection,
    stamp: &Stamp,
    name: &UnitName,
    faults: &mut Vec<Violation>,
) -> Result<Option<Uuid>, Problem> {
    let (found, at, told) = match (&name.code, &name.agency_code, &name.external_id) {
        (Some(code), None, None) => (store::unit_by_code(tx, code).await?, "/unit/code", code),
        (None, Some(code), None) => {
            (store::unit_by_agency_code(tx, code, stamp.today).await?, "/unit/agencyCode", code)
        }
        (None, None, Some(id)) => {
            (store::unit_by_external_id(tx, id, stamp.today).await?, "/unit/externalId", id)
        }
        _ => {
            faults.push(Violation::at("/unit", Code::one_name_needed));
            return Ok(None);
        }
    };
    if found.is_none() {
        faults.push(Violation::at(at, Code::unknown_unit).with("unit", told));
    }
    Ok(found)
}

/// The entries with the items they name, each with its place in the request.
async fn placed(
    tx: &Connection,
    campaign_id: Uuid,
    items: &[LiveItem],
    entries: &[FiledEntry],
) -> Result<Vec<(String, Entry)>, Problem> {
    let answered: Vec<Uuid> = items.iter().map(|item| item.content_id).collect();
    let ordinals = contents::ordinals(tx, campaign_id, &answered).await?;
    let (mut placed, mut faults, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for (place, entry) in entries.iter().enumerate() {
        let at = format!("/entries/{place}");
        let fits = |item: &&LiveItem| match (&entry.item_code, &entry.content_ordinal) {
            (Some(code), None) => item.code == *code,
            (None, Some(ordinal)) => ordinals.get(&item.content_id) == Some(ordinal),
            _ => false,
        };
        let found: Vec<&LiveItem> = items.iter().filter(fits).collect();
        let name = entry.item_code.as_ref().or(entry.content_ordinal.as_ref());
        match found.as_slice() {
            [item] if seen.contains(&item.id) => faults.push(Violation::at(at, Code::named_twice)),
            [item] => {
                seen.push(item.id);
                placed.push((at, entry.of(item.id)));
            }
            [] => {
                let told = name.cloned().unwrap_or_default();
                faults.push(Violation::at(at, Code::unknown_item).with("item", told));
            }
            _ => faults.push(Violation::at(at, Code::several_items)),
        }
    }
    if faults.is_empty() { Ok(placed) } else { Err(Problem::invalid(faults)) }
}

impl FiledEntry {
    fn of(&self, item_id: Uuid) -> Entry {
        let own = self.clone();
        let entry = NewEntry {
            item_id,
            value: own.value,
            rating: own.rating,
            not_applicable: own.not_applicable,
            note: own.note,
            evidence: own.evidence,
            file_ids: own.file_ids,
        };
        entry.entry()
    }
}
