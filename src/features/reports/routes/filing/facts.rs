//! All facts that are needed to check reports, read in a few statements however many reports there are.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::input::{FiledEntry, FiledReport, UnitName};
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign, contents};
use crate::features::external_ids::store as external_ids;
use crate::features::files::store as files;
use crate::features::periods::store::{self as periods, ReportingPeriod};
use crate::features::pledges::store::{self as pledges, ReportedItem};
use crate::features::reports::routes::checks::scale;
use crate::features::reports::rules::ReportableItem;
use crate::features::reports::store;
use crate::features::reports::store::filing::{self, PlaceFacts};
use crate::http::{Code, Violation};

/// The kind of name that stands for a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum NameKind {
    Code,
    AgencyCode,
    /// An id in this system.
    ExternalId(String),
}

/// The facts about reports that are to be filed.
#[derive(Debug, Default)]
pub struct FilingFacts {
    units: HashMap<(NameKind, String), Uuid>,
    /// Launched campaigns, by code.
    pub campaigns: HashMap<String, Campaign>,
    /// Periods, by campaign and code.
    pub periods: HashMap<(Uuid, String), ReportingPeriod>,
    /// Places where a unit is expected to report, by period and unit.
    pub places: HashMap<(Uuid, Uuid), PlaceFacts>,
    /// Items in force, by campaign and unit, also as rules know them.
    pub items: HashMap<(Uuid, Uuid), (Vec<ReportedItem>, Vec<ReportableItem>)>,
    /// The printed numbers of contents.
    pub ordinals: HashMap<Uuid, String>,
    /// The items that other systems call so, by system and id.
    item_ids: HashMap<(String, String), Uuid>,
    /// The words of the scale, and what each counts.
    pub scale: HashMap<String, Decimal>,
    /// The last accepted values before a day, by item.
    last: BTreeMap<NaiveDate, HashMap<Uuid, Decimal>>,
    /// The files in the reports, each with its unit.
    pub files: HashMap<Uuid, Uuid>,
}

impl FilingFacts {
    /// Only the units, by their names.
    pub async fn of_names(
        tx: &Connection,
        context: &ChangeContext,
        units: &[&UnitName],
    ) -> Result<Self, db::Error> {
        let names: Vec<(NameKind, &str)> = units.iter().filter_map(|unit| name_of(unit).ok()).collect();
        let names_of = |kind: &NameKind| -> Vec<&str> {
            names.iter().filter(|(own, _)| own == kind).map(|(_, name)| *name).collect()
        };
        let (codes, agency_codes) = (names_of(&NameKind::Code), names_of(&NameKind::AgencyCode));
        let mut found = Vec::new();
        if !codes.is_empty() {
            found.push((NameKind::Code, filing::units_by_code(tx, &codes).await?));
        }
        if !agency_codes.is_empty() {
            let units = filing::units_by_agency_code(tx, &agency_codes, context.today).await?;
            found.push((NameKind::AgencyCode, units));
        }
        let kinds: HashSet<&NameKind> = names.iter().map(|(kind, _)| kind).collect();
        for kind in kinds {
            if let NameKind::ExternalId(system) = kind {
                let own = (system.as_str(), names_of(kind));
                let units = filing::units_by_external_id(tx, own, context.today).await?;
                found.push((kind.clone(), units));
            }
        }
        let by_name = |(kind, units): (NameKind, Vec<(String, Uuid)>)| {
            units.into_iter().map(move |(name, id)| ((kind.clone(), name), id))
        };
        Ok(Self { units: found.into_iter().flat_map(by_name).collect(), ..Self::default() })
    }

    /// All facts; campaigns and periods stay locked until the transaction ends.
    pub async fn read(
        tx: &mut Connection,
        context: &ChangeContext,
        reports: &[&FiledReport],
    ) -> Result<Self, db::Error> {
        let units: Vec<&UnitName> = reports.iter().map(|report| &report.unit).collect();
        let mut facts = Self::of_names(tx, context, &units).await?;
        facts.read_periods(tx, reports).await?;
        let places: Vec<(Uuid, Uuid)> = reports.iter().filter_map(|report| facts.place_of(report)).collect();
        let found = filing::places(tx, &places).await?;
        facts.places = found.into_iter().map(|place| ((place.period_id, place.unit_id), place)).collect();
        facts.read_items(tx, reports).await?;
        facts.read_ordinals(tx, reports).await?;
        facts.read_item_ids(tx, reports).await?;
        facts.scale = scale(tx).await?;
        facts.read_last_values(tx, reports).await?;
        let entries = reports.iter().flat_map(|report| &report.entries);
        let ids: Vec<Uuid> = entries.flat_map(|entry| entry.file_ids.iter().flatten().copied()).collect();
        let files = files::lock_shared(tx, &ids).await?;
        facts.files = files.into_iter().map(|file| (file.id, file.unit_id)).collect();
        Ok(facts)
    }

    async fn read_periods(&mut self, tx: &mut Connection, reports: &[&FiledReport]) -> Result<(), db::Error> {
        let codes: Vec<&str> = reports.iter().map(|report| report.campaign_code.as_str()).collect();
        let ids: Vec<Uuid> = filing::campaigns_by_code(tx, &codes).await?.into_values().collect();
        let locked = campaigns::hold_all(tx, &ids).await?;
        let published = locked.into_iter().filter(|campaign| campaign.status.is_published());
        self.campaigns = published.filter_map(|own| Some((own.code.clone()?, own))).collect();
        let ids: Vec<Uuid> = self.campaigns.values().map(|campaign| campaign.id).collect();
        let codes: Vec<&str> = reports.iter().map(|report| report.period_code.as_str()).collect();
        let periods = periods::lock_shared_by_code(tx, &ids, &codes).await?;
        self.periods = periods.into_iter().map(|own| ((own.campaign_id, own.code.clone()), own)).collect();
        Ok(())
    }

    /// The printed numbers of contents, where reports name items by them.
    async fn read_ordinals(&mut self, tx: &Connection, reports: &[&FiledReport]) -> Result<(), db::Error> {
        let mut entries = reports.iter().flat_map(|report| &report.entries);
        if entries.all(|entry| entry.content_ordinal.is_none()) {
            return Ok(());
        }
        let items = self.items.values().flat_map(|(items, _)| items);
        let answered: HashSet<Uuid> = items.map(|item| item.content_id).collect();
        let answered: Vec<Uuid> = answered.into_iter().collect();
        for campaign in self.campaigns.values() {
            self.ordinals.extend(contents::ordinals(tx, campaign.id, &answered).await?);
        }
        Ok(())
    }

    /// The items that reports name by ids of other systems.
    async fn read_item_ids(&mut self, tx: &Connection, reports: &[&FiledReport]) -> Result<(), db::Error> {
        let entries = reports.iter().flat_map(|report| &report.entries);
        let names: Vec<(&str, String)> = entries.filter_map(FiledEntry::external_name).collect();
        if !names.is_empty() {
            let found = external_ids::list_items(tx, &names).await?;
            self.item_ids = found.into_iter().map(|(system, value, item)| ((system, value), item)).collect();
        }
        Ok(())
    }

    /// The item that a system calls so.
    pub fn item_called(&self, (system, value): (&str, String)) -> Option<Uuid> {
        self.item_ids.get(&(system.to_owned(), value)).copied()
    }

    async fn read_items(&mut self, tx: &Connection, reports: &[&FiledReport]) -> Result<(), db::Error> {
        let place = |report: &&FiledReport| {
            Some((self.period_of(report)?.campaign_id, self.unit_of(&report.unit).ok()?))
        };
        let places: HashSet<(Uuid, Uuid)> = reports.iter().filter_map(place).collect();
        let (campaigns, units): (Vec<Uuid>, Vec<Uuid>) = places.iter().copied().unzip();
        let mut pledges = filing::pledges_in_force(tx, &campaigns, &units).await?;
        // The query combines every campaign with every unit; few of them belong together.
        pledges.retain(|place, _| places.contains(place));
        let ids: Vec<Uuid> = pledges.values().copied().collect();
        let mut items = pledges::reported_items(tx, &ids).await?;
        let of_pledge = |(place, pledge)| {
            let own = items.remove(&pledge)?;
            let reportable = own.iter().map(reportable_item).collect();
            Some((place, (own, reportable)))
        };
        self.items = pledges.into_iter().filter_map(of_pledge).collect();
        Ok(())
    }

    /// The values to compare with, where reports are submitted and not confirmed.
    async fn read_last_values(&mut self, tx: &Connection, reports: &[&FiledReport]) -> Result<(), db::Error> {
        let mut items_by_day: BTreeMap<NaiveDate, BTreeSet<Uuid>> = BTreeMap::new();
        for report in reports.iter().filter(|report| report.is_compared()) {
            let Some(period) = self.period_of(report) else { continue };
            let Ok(unit) = self.unit_of(&report.unit) else { continue };
            let Some((items, _)) = self.items.get(&(period.campaign_id, unit)) else { continue };
            items_by_day.entry(period.data_to).or_default().extend(items.iter().map(|item| item.id));
        }
        for (before, items) in items_by_day {
            let items: Vec<Uuid> = items.into_iter().collect();
            self.last.insert(before, store::last_values(tx, &items, before).await?);
        }
        Ok(())
    }

    /// The last accepted values before a day, by item.
    pub fn last_before(&self, day: NaiveDate) -> Option<&HashMap<Uuid, Decimal>> {
        self.last.get(&day)
    }

    /// The period that a report names.
    pub fn period_of(&self, report: &FiledReport) -> Option<&ReportingPeriod> {
        let campaign = self.campaigns.get(&report.campaign_code)?;
        self.periods.get(&(campaign.id, report.period_code.clone()))
    }

    fn place_of(&self, report: &FiledReport) -> Option<(Uuid, Uuid)> {
        Some((self.period_of(report)?.id, self.unit_of(&report.unit).ok()?))
    }

    /// The unit that a name stands for.
    ///
    /// # Errors
    /// No name, several names or an unknown one.
    pub fn unit_of(&self, name: &UnitName) -> Result<Uuid, Violation> {
        let (kind, text) = name_of(name)?;
        let at = match kind {
            NameKind::Code => "/unit/code",
            NameKind::AgencyCode => "/unit/agencyCode",
            NameKind::ExternalId(_) => "/unit/externalId",
        };
        let unit = self.units.get(&(kind, text.to_owned())).copied();
        unit.ok_or_else(|| Violation::at(at, Code::unknown_unit).with("unit", text))
    }
}

fn name_of(name: &UnitName) -> Result<(NameKind, &str), Violation> {
    match (&name.code, &name.agency_code, &name.external_id) {
        (Some(code), None, None) => Ok((NameKind::Code, code)),
        (None, Some(code), None) => Ok((NameKind::AgencyCode, code)),
        (None, None, Some(id)) => Ok((NameKind::ExternalId(name.system().to_owned()), id)),
        _ => Err(Violation::at("/unit", Code::one_name_needed)),
    }
}

/// An item in force, as far as a report needs to know it.
fn reportable_item(item: &ReportedItem) -> ReportableItem {
    ReportableItem {
        id: item.id,
        code: item.code.clone(),
        measured: item.direction.0.zip(item.aggregation.0),
        evidence_required: item.evidence_required,
    }
}
