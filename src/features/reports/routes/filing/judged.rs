//! One report judged by the facts: what is to be written of it, or why nothing is.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::facts::Facts;
use super::{FiledEntry, FiledReport};
use crate::auth::unit_scope::UnitScope;
use crate::core::context::ChangeContext;
use crate::features::periods::store::ReportingPeriod;
use crate::features::pledges::store::ReportedItem;
use crate::features::reports::routes::transition::{require_complete, require_plausible};
use crate::features::reports::routes::{require_entries, require_expected};
use crate::features::reports::rules::{Entry, ReportContent, ReportStatus};
use crate::features::reports::store::{Remarks, Report};
use crate::http::{Code, Problem, Violation};

/// A report that may be written.
#[derive(Debug)]
pub struct Judged {
    /// As it is begun.
    pub draft: Report,
    /// As it is submitted, where it is.
    pub submitted: Option<Report>,
}

impl Judged {
    /// Its id.
    pub fn id(&self) -> Uuid {
        self.draft.id
    }

    /// As it is in the end.
    pub fn last(&self) -> &Report {
        self.submitted.as_ref().unwrap_or(&self.draft)
    }
}

impl FiledReport {
    /// Whether it is submitted at once.
    pub fn is_submitted(&self) -> bool {
        self.submit == Some(true)
    }

    /// Whether its values are compared with the last ones.
    pub fn is_compared(&self) -> bool {
        self.is_submitted() && self.confirm_warnings != Some(true)
    }
}

/// Judges a report; `taken` are the periods and units of which another report was filed meanwhile.
///
/// # Errors
/// What is wrong with it, as if it came alone.
pub fn judged(
    input: &FiledReport,
    facts: &Facts,
    context: &ChangeContext,
    acting: &UnitScope,
    taken: &HashSet<(Uuid, Uuid)>,
) -> Result<Judged, Problem> {
    if facts.unit_of(&input.unit).is_ok_and(|unit| !acting.contains(unit)) {
        return Err(Problem::new(Code::forbidden));
    }
    let (period, unit_id) = named(input, facts)?;
    if let Some(campaign) = facts.campaigns.get(&input.campaign_code) {
        campaign.status.require_running()?;
    }
    let place = facts.places.get(&(period.id, unit_id));
    require_expected(period, place, context.today)?;
    let items = facts.items.get(&(period.campaign_id, unit_id)).filter(|(items, _)| !items.is_empty());
    let (items, asked) = items.ok_or_else(|| Problem::new(Code::no_pledge_in_force))?;
    let entries = placed(facts, items, &input.entries)?;
    require_entries(&entries, asked, &facts.scale)?;
    require_own_files(&entries, facts, unit_id)?;
    if place.is_some_and(|place| place.is_filed) || taken.contains(&(period.id, unit_id)) {
        return Err(Problem::new(Code::report_already_there));
    }
    let content = ReportContent::default().with(entries.into_iter().map(|(_, entry)| entry).collect());
    let pledge_id = items.first().map(|item| item.pledge_id).unwrap_or_default();
    let draft = begun(context, period, (unit_id, pledge_id), content)?;
    if !input.is_submitted() {
        return Ok(Judged { draft, submitted: None });
    }
    require_complete(&draft.content, asked)?;
    if let Some(last) = facts.last_before(period.data_to).filter(|_| input.is_compared()) {
        require_plausible(&draft.content, asked, last)?;
    }
    let submitted = Report {
        status: ReportStatus::Submitted,
        submitted_on: Some(context.today),
        is_late: context.today > period.due_on,
        submitted_by: context.actor_id,
        version: draft.version + 1,
        ..draft.clone()
    };
    Ok(Judged { draft, submitted: Some(submitted) })
}

fn begun(
    context: &ChangeContext,
    period: &ReportingPeriod,
    (unit_id, pledge_id): (Uuid, Uuid),
    content: ReportContent,
) -> Result<Report, Problem> {
    Ok(Report {
        id: context.ids.next(),
        period_id: period.id,
        campaign_id: period.campaign_id,
        unit_id,
        pledge_id,
        status: ReportStatus::Draft,
        content,
        remarks: Remarks::default(),
        accepted_number: 0,
        submitted_on: None,
        is_late: false,
        submitted_by: None,
        created_by: context.actor_id.ok_or_else(|| Problem::internal("a report begun by nobody"))?,
        version: 1,
        created_at: context.at,
        updated_at: context.at,
    })
}

/// The period and the unit that are named; every unknown name at once.
fn named<'a>(input: &FiledReport, facts: &'a Facts) -> Result<(&'a ReportingPeriod, Uuid), Problem> {
    let mut faults = Vec::new();
    let period = facts.period_of(input);
    if !facts.campaigns.contains_key(&input.campaign_code) {
        let fault = Violation::at("/campaignCode", Code::unknown_campaign_code);
        faults.push(fault.with("campaign", &input.campaign_code));
    } else if period.is_none() {
        let fault = Violation::at("/periodCode", Code::unknown_period_code);
        faults.push(fault.with("period", &input.period_code));
    }
    match (period, facts.unit_of(&input.unit)) {
        (Some(period), Ok(unit)) => Ok((period, unit)),
        (_, unit) => {
            faults.extend(unit.err());
            Err(Problem::invalid(faults))
        }
    }
}

/// The entries with the items they name, each with its place in the request.
fn placed(
    facts: &Facts,
    items: &[ReportedItem],
    entries: &[FiledEntry],
) -> Result<Vec<(String, Entry)>, Problem> {
    let (mut placed, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let by_code: HashMap<&str, &ReportedItem> = items.iter().map(|item| (item.code.as_str(), item)).collect();
    let mut by_ordinal: HashMap<&str, Vec<&ReportedItem>> = HashMap::new();
    for item in items {
        if let Some(ordinal) = facts.ordinals.get(&item.content_id) {
            by_ordinal.entry(ordinal).or_default().push(item);
        }
    }
    for (place, entry) in entries.iter().enumerate() {
        let at = format!("/entries/{place}");
        let found = match (&entry.item_code, &entry.content_ordinal) {
            (Some(code), None) => by_code.get(code.as_str()).map(std::slice::from_ref),
            (None, Some(ordinal)) => by_ordinal.get(ordinal.as_str()).map(Vec::as_slice),
            _ => None,
        };
        let name = entry.item_code.as_ref().or(entry.content_ordinal.as_ref());
        match found.unwrap_or_default() {
            [item] if !seen.insert(item.id) => faults.push(Violation::at(at, Code::named_twice)),
            [item] => placed.push((at, entry.of(item.id))),
            [] => {
                let told = name.cloned().unwrap_or_default();
                faults.push(Violation::at(at, Code::unknown_item).with("item", told));
            }
            _ => faults.push(Violation::at(at, Code::several_items)),
        }
    }
    if faults.is_empty() { Ok(placed) } else { Err(Problem::invalid(faults)) }
}

fn require_own_files(entries: &[(String, Entry)], facts: &Facts, unit_id: Uuid) -> Result<(), Problem> {
    let unknown: Vec<Violation> = entries
        .iter()
        .flat_map(|(place, entry)| entry.file_ids.iter().enumerate().map(move |(at, id)| (place, at, id)))
        .filter(|(.., id)| facts.files.get(*id) != Some(&unit_id))
        .map(|(place, at, id)| {
            Violation::at(format!("{place}/fileIds/{at}"), Code::unknown_file).with("file", id)
        })
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(Problem::invalid(unknown)) }
}
