//! Checking one report against the facts.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::facts::FilingFacts;
use super::input::{FiledEntry, FiledReport, UnitName};
use crate::auth::unit_scope::UnitScope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::Campaign;
use crate::features::periods::store::ReportingPeriod;
use crate::features::pledges::store::ReportedItem;
use crate::features::reports::routes::checks::{
    already_there, require_complete, require_entries, require_expected, require_known_files,
    require_plausible,
};
use crate::features::reports::routes::draft::draft;
use crate::features::reports::rules::{Entry, ReportContent, ReportStatus, ReportableItem};
use crate::features::reports::store::Report;
use crate::features::reports::store::filing::{PlaceFacts, ReportPlace};
use crate::http::{Code, Problem, Violation, require_none};

/// A report that passed all checks.
#[derive(Debug)]
pub struct CheckedReport {
    /// The draft.
    pub draft: Report,
    /// The submitted report, where it is submitted at once.
    pub submitted: Option<Report>,
}

impl CheckedReport {
    /// Its id.
    pub fn id(&self) -> Uuid {
        self.draft.id
    }

    /// The period and the unit it is for.
    pub fn place(&self) -> ReportPlace {
        (self.draft.period_id, self.draft.unit_id)
    }

    /// The report as it is written.
    pub fn last(&self) -> &Report {
        self.submitted.as_ref().unwrap_or(&self.draft)
    }
}

/// The place of a report: whose it is, and for which period.
#[derive(Debug, Clone, Copy)]
pub struct FilingPlace<'a> {
    /// The period.
    pub period: &'a ReportingPeriod,
    /// The unit.
    pub unit_id: Uuid,
    /// The campaign.
    pub campaign: &'a Campaign,
    facts: Option<&'a PlaceFacts>,
}

impl<'a> FilingPlace<'a> {
    /// The place that a report names.
    ///
    /// # Errors
    /// 403 for a unit for which the caller does not act, 400 for names that nothing has.
    pub fn of(input: &FiledReport, facts: &'a FilingFacts, acting: &UnitScope) -> Result<Self, Problem> {
        if !acts_for_named(&input.unit, facts, acting) {
            return Err(Problem::new(Code::forbidden));
        }
        let (campaign, period, unit_id) = campaign_period_and_unit(input, facts)?;
        Ok(Self { period, unit_id, campaign, facts: facts.places.get(&(period.id, unit_id)) })
    }

    /// Passes when the unit may report there now.
    ///
    /// # Errors
    /// What is in the way.
    pub fn require_filing(&self, context: &ChangeContext) -> Result<(), Problem> {
        self.campaign.status.require_running()?;
        require_expected(self.period, self.facts, context.today)
    }

    /// The report that is there already.
    pub fn existing(&self) -> Option<Uuid> {
        self.facts.and_then(|facts| facts.report_id)
    }
}

/// What a report says, checked.
#[derive(Debug)]
pub struct CheckedContent<'a> {
    /// The pledge on which it reports.
    pledge_id: Uuid,
    /// What can be reported.
    reportable: &'a [ReportableItem],
    /// What is reported.
    pub content: ReportContent,
}

impl<'a> CheckedContent<'a> {
    /// What a report says of the pledge that is in force at its place.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(input: &FiledReport, facts: &'a FilingFacts, place: FilingPlace<'_>) -> Result<Self, Problem> {
        let items = facts.items.get(&(place.period.campaign_id, place.unit_id));
        let items = items.filter(|(items, _)| !items.is_empty());
        let (items, reportable) = items.ok_or_else(|| Problem::new(Code::no_pledge_in_force))?;
        require_none(unknown_names(&input.entries))?;
        let entries = entries_of(facts, items, &input.entries)?;
        require_entries(&entries, reportable, &facts.scale)?;
        require_known_files(&entries, |id| facts.files.get(&id) == Some(&place.unit_id))?;
        Ok(Self {
            pledge_id: items.first().map(|item| item.pledge_id).unwrap_or_default(),
            reportable,
            content: ReportContent::default().with(entries.into_iter().map(|(_, entry)| entry).collect()),
        })
    }

    /// Passes when it can be submitted: it answers every item, and no value looks odd that was not confirmed.
    ///
    /// # Errors
    /// What is missing or looks odd.
    pub fn require_submittable(
        &self,
        input: &FiledReport,
        facts: &FilingFacts,
        period: &ReportingPeriod,
    ) -> Result<(), Problem> {
        require_complete(&self.content, self.reportable)?;
        match facts.last_before(period.data_to).filter(|_| input.is_compared()) {
            Some(last) => require_plausible(&self.content, self.reportable, last),
            None => Ok(()),
        }
    }
}

/// Passes unless it is the name of a unit for which the caller does not act; a name that nothing has is told with the other faults.
///
/// # Errors
/// 403 otherwise.
pub async fn require_acting(
    tx: &Connection,
    context: &ChangeContext,
    unit: &UnitName,
    acting: &UnitScope,
) -> Result<(), Problem> {
    let facts = FilingFacts::of_names(tx, context, &[unit]).await?;
    if acts_for_named(unit, &facts, acting) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
}

fn acts_for_named(unit: &UnitName, facts: &FilingFacts, acting: &UnitScope) -> bool {
    facts.unit_of(unit).map_or(true, |unit| acting.contains(unit))
}

/// Checks a report at its place; `earlier` are the reports of the same batch that passed before.
///
/// # Errors
/// What is wrong with it, as if it came alone.
pub fn check_report(
    input: &FiledReport,
    facts: &FilingFacts,
    context: &ChangeContext,
    place: FilingPlace<'_>,
    earlier: &HashMap<ReportPlace, Uuid>,
) -> Result<CheckedReport, Problem> {
    place.require_filing(context)?;
    let FilingPlace { period, unit_id, .. } = place;
    let checked = CheckedContent::of(input, facts, place)?;
    if let Some(existing) = place.existing().or_else(|| earlier.get(&(period.id, unit_id)).copied()) {
        return Err(already_there(existing));
    }
    if input.is_submitted() {
        checked.require_submittable(input, facts, period)?;
    }
    let draft = draft(context, period, (unit_id, checked.pledge_id), checked.content)?;
    if !input.is_submitted() {
        return Ok(CheckedReport { draft, submitted: None });
    }
    let submitted = Some(submit(context, period, &draft));
    Ok(CheckedReport { draft, submitted })
}

fn submit(context: &ChangeContext, period: &ReportingPeriod, draft: &Report) -> Report {
    Report {
        status: ReportStatus::Submitted,
        submitted_on: Some(context.today),
        is_late: context.today > period.due_on,
        submitted_by: context.actor_id,
        version: draft.version.next(),
        ..draft.clone()
    }
}

/// The campaign, the period and the unit of a report; refuses all unknown names at once.
fn campaign_period_and_unit<'a>(
    input: &FiledReport,
    facts: &'a FilingFacts,
) -> Result<(&'a Campaign, &'a ReportingPeriod, Uuid), Problem> {
    let mut faults = Vec::new();
    let campaign = facts.campaigns.get(&input.campaign_code);
    let period = facts.period_of(input);
    if campaign.is_none() {
        let fault = Violation::at("/campaignCode", Code::unknown_campaign_code);
        faults.push(fault.with("campaign", &input.campaign_code));
    } else if period.is_none() {
        let fault = Violation::at("/periodCode", Code::unknown_period_code);
        faults.push(fault.with("period", &input.period_code));
    }
    match (campaign.zip(period), facts.unit_of(&input.unit)) {
        (Some((campaign, period)), Ok(unit)) => Ok((campaign, period, unit)),
        (_, unit) => {
            faults.extend(unit.err());
            Err(Problem::invalid(faults))
        }
    }
}

/// Names of files that did not come with the report.
fn unknown_names(entries: &[FiledEntry]) -> impl Iterator<Item = Violation> {
    entries.iter().enumerate().flat_map(|(index, entry)| {
        let names = entry.file_names.iter().flatten().enumerate();
        names.map(move |(at, name)| {
            let pointer = format!("/entries/{index}/fileNames/{at}");
            Violation::at(pointer, Code::unknown_file).with("file", &name.0)
        })
    })
}

/// The entries with their items, each with its pointer into the request.
fn entries_of(
    facts: &FilingFacts,
    items: &[ReportedItem],
    entries: &[FiledEntry],
) -> Result<Vec<(String, Entry)>, Problem> {
    let (mut found, mut faults, mut items_so_far) = (Vec::new(), Vec::new(), HashSet::new());
    let by_code: HashMap<&str, &ReportedItem> = items.iter().map(|item| (item.code.as_str(), item)).collect();
    let by_id: HashMap<Uuid, &ReportedItem> = items.iter().map(|item| (item.id, item)).collect();
    let mut by_ordinal: HashMap<&str, Vec<&ReportedItem>> = HashMap::new();
    for item in items {
        if let Some(ordinal) = facts.ordinals.get(&item.content_id) {
            by_ordinal.entry(ordinal).or_default().push(item);
        }
    }
    for (index, entry) in entries.iter().enumerate() {
        let at = format!("/entries/{index}");
        let candidates = match (&entry.item_code, &entry.content_ordinal, entry.external_name()) {
            (Some(code), None, None) => by_code.get(code.as_str()).map(std::slice::from_ref),
            (None, Some(ordinal), None) => by_ordinal.get(ordinal.as_str()).map(Vec::as_slice),
            (None, None, Some(name)) => {
                facts.item_called(name).and_then(|id| by_id.get(&id)).map(std::slice::from_ref)
            }
            _ => None,
        };
        let name = entry.item_code.as_ref().or(entry.content_ordinal.as_ref()).or(entry.external_id.as_ref());
        match candidates.unwrap_or_default() {
            [item] if !items_so_far.insert(item.id) => faults.push(Violation::at(at, Code::named_twice)),
            [item] => found.push((at, entry.to_entry(item.id))),
            [] => {
                let name = name.cloned().unwrap_or_default();
                faults.push(Violation::at(at, Code::unknown_item).with("item", name));
            }
            _ => faults.push(Violation::at(at, Code::several_items)),
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(Problem::invalid(faults)) }
}
