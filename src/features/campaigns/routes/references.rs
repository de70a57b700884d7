//! Checks of everything that a campaign refers to.

use std::collections::HashSet;

use chrono::Datelike;
use uuid::Uuid;

use super::access::find_visible;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::Charter;
use crate::features::campaigns::store;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::http::{Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::references::UnitReference;

/// Years in which a campaign may run.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Refuses a charter with days out of order, or with units, documents or campaigns that do not exist or are named
/// twice; reports all faults at once. `stored` is the charter before: the documents and the campaign above that it names
/// are not checked again.
pub(super) async fn check(
    tx: &mut Connection,
    change: &Change,
    (own_id, stored): (Uuid, Option<&Charter>),
    charter: &Charter,
) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (pointer, day) in [("/startsOn", charter.starts_on), ("/endsOn", charter.ends_on)] {
        if day.is_some_and(|day| !YEARS.contains(&day.year())) {
            faults.push(Violation::at(pointer, Code::year_out_of_bounds).with("years", "1900…2999"));
        }
    }
    if let (Some(starts_on), Some(ends_on)) = (charter.starts_on, charter.ends_on)
        && ends_on < starts_on
    {
        faults.push(Violation::at("/endsOn", Code::ends_before_start).with("startsOn", starts_on));
    }
    if let (Some(due_on), Some(ends_on)) = (charter.registration_due_on, charter.ends_on)
        && due_on > ends_on
    {
        faults
            .push(Violation::at("/registrationDueOn", Code::registration_after_end).with("endsOn", ends_on));
    }
    faults.extend(repeated_ids(charter));
    faults.extend(unknown_units(tx, charter, change).await?);
    let cited_before: Vec<Uuid> = stored.into_iter().flat_map(Charter::cited_documents).collect();
    let mut cited = citations(charter);
    cited.retain(|citation| !cited_before.contains(&citation.document_id));
    faults.extend(unknown_documents(tx, change, cited).await?);
    let above = stored.and_then(|stored| stored.parent_campaign_id);
    if let Some(parent) = charter.parent_campaign_id.filter(|parent| Some(*parent) != above) {
        // Two transactions that put two campaigns below each other would close a circle that neither sees.
        store::lock_tree(tx).await?;
        faults.extend(wrong_parent(tx, change, own_id, parent).await?);
    }
    require_none(faults)
}

fn repeated_ids(charter: &Charter) -> Vec<Violation> {
    let units = charter.participants.iter().map(|scope| scope.unit_id);
    let documents = charter.legal_base_ids.iter().copied();
    let mut faults = twice(units, "/participants");
    faults.extend(twice(documents, "/legalBaseIds"));
    faults
}

fn twice(ids: impl Iterator<Item = Uuid>, list: &str) -> Vec<Violation> {
    let mut earlier = HashSet::new();
    let again = ids.enumerate().filter(|(_, id)| !earlier.insert(*id));
    again.map(|(place, _)| Violation::at(format!("{list}/{place}"), Code::named_twice)).collect()
}

async fn unknown_units(
    tx: &Connection,
    charter: &Charter,
    change: &Change,
) -> Result<Vec<Violation>, db::Error> {
    let mut named = vec![("/launchingUnitId".to_owned(), charter.launching_unit_id)];
    named.extend(charter.standing_office_id.map(|id| ("/standingOfficeId".to_owned(), id)));
    let scopes = charter.participants.iter().enumerate();
    named.extend(scopes.map(|(place, scope)| (format!("/participants/{place}/unitId"), scope.unit_id)));
    let ids = named.iter().map(|(_, id)| *id);
    let known = UnitReference::find_all(tx, ids, change.context.today).await?;
    let unknown = named.into_iter().filter(|(_, id)| !known.contains(*id));
    Ok(unknown.map(|(pointer, id)| Violation::at(pointer, Code::unknown_unit).with("unit", id)).collect())
}

/// Where a charter cites documents.
fn citations(charter: &Charter) -> Vec<Citation> {
    let own = charter.document_id.map(|id| Citation::at("/documentId", id));
    let above = charter.parent_document_id.map(|id| Citation::at("/parentDocumentId", id));
    let bases = charter.legal_base_ids.iter().enumerate();
    let bases = bases.map(|(place, id)| Citation::at(format!("/legalBaseIds/{place}"), *id));
    own.into_iter().chain(above).chain(bases).collect()
}

/// The cited documents that the caller does not know, each as a fault at its pointer.
pub(super) async fn unknown_documents(
    tx: &Connection,
    change: &Change,
    cited: Vec<Citation>,
) -> Result<Vec<Violation>, db::Error> {
    let unknown = documents::find_unknown(tx, &change.caller, cited).await?;
    Ok(unknown.into_iter().map(Violation::from).collect())
}

/// The campaign above must be launched, because everybody sees it there, and must not be below this one.
async fn wrong_parent(
    tx: &Connection,
    change: &Change,
    own_id: Uuid,
    parent_id: Uuid,
) -> Result<Option<Violation>, db::Error> {
    let unknown = || Violation::at("/parentCampaignId", Code::unknown_campaign).with("campaign", parent_id);
    let mut above = match find_visible(tx, &change.caller, parent_id, change.context.today).await {
        Ok(parent) if parent.status.is_published() || parent.id == own_id => parent,
        Ok(_) => {
            let draft = Violation::at("/parentCampaignId", Code::campaign_not_launched);
            return Ok(Some(draft.with("campaign", parent_id)));
        }
        Err(db::Error::NotFound) => return Ok(Some(unknown())),
        Err(error) => return Err(error),
    };
    let mut passed = HashSet::new();
    while passed.insert(above.id) {
        if above.id == own_id {
            return Ok(Some(Violation::at("/parentCampaignId", Code::campaign_cycle)));
        }
        match above.parent_campaign_id {
            Some(next) => above = store::find(tx, next).await?,
            None => break,
        }
    }
    Ok(None)
}
