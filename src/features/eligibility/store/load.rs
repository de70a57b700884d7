//! What is known of subjects, in a number of statements that does not depend on how many there are.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::facts::{add, complete_of, list_awards, list_facts, list_initiatives};
use super::members;
use super::subjects::KnownSubject;
use crate::core::groups::group;
use crate::db::Error;
use crate::features::eligibility::rules::{CampaignFact, InitiativeFact, KnownFacts};
use crate::features::people::rules::SubjectKind;

/// What is known of somebody.
#[derive(Debug, Clone)]
pub struct Known {
    /// Whom.
    pub subject: KnownSubject,
    /// What.
    pub facts: KnownFacts,
}

/// What is known of these subjects for a year, and of their part in a campaign. `titles` are the codes of emulation titles.
pub async fn load(
    conn: &AsyncPgConnection,
    subjects: Vec<KnownSubject>,
    titles: &HashSet<String>,
    (year, day): (i32, NaiveDate),
    campaign: Option<&CampaignFact>,
) -> Result<Vec<Known>, Error> {
    let ids: Vec<Uuid> = subjects.iter().flat_map(|subject| subject.ids.iter().copied()).collect();
    let units: Vec<Uuid> = of_kind(&subjects, SubjectKind::Unit);
    let mut awards = group(list_awards(conn, &ids, titles).await?);
    let stays = group(members::list_stays(conn, &of_people(&subjects)).await?);
    let of_stays = stays.values().flatten().map(|(_, unit, ..)| *unit);
    let with_units = ids.iter().copied().chain(subjects.iter().map(|one| one.unit_id)).chain(of_stays);
    let with_units: Vec<Uuid> = with_units.collect::<BTreeSet<_>>().into_iter().collect();
    let recorded = group(list_facts(conn, &with_units).await?.into_iter().map(|row| (row.subject_id, row)));
    let mut initiatives = group(list_initiatives(conn, &of_people(&subjects)).await?);
    let mut clusters = group(members::list_clusters(conn, &units).await?);
    let mut members = members::list_members(conn, &units, titles, (year, day)).await?;
    let mut fulfilled = members::list_progress(conn, campaign.map(|one| one.origin.id), &units, day).await?;
    let mut known = Vec::with_capacity(subjects.len());
    for subject in subjects {
        let mut facts = KnownFacts::default();
        for id in &subject.ids {
            facts.awards.extend(awards.remove(id).unwrap_or_default());
            facts.initiatives.extend(initiatives.remove(id).unwrap_or_default());
            for row in recorded.get(id).into_iter().flatten() {
                add(&mut facts, row)?;
            }
        }
        facts.initiatives = merged(facts.initiatives);
        facts.clusters = clusters.remove(&subject.subject.id).unwrap_or_default();
        facts.members = members.remove(&subject.subject.id).unwrap_or_default();
        let of_unit = |unit: &Uuid| recorded.get(unit).into_iter().flatten().filter_map(complete_of);
        if subject.subject.kind == SubjectKind::Person {
            for stay in subject.ids.iter().filter_map(|id| stays.get(id)).flatten() {
                facts
                    .complete
                    .extend(of_unit(&stay.1).flat_map(|said| members::complete_through(stay, &said, day)));
            }
        } else {
            facts.complete.extend(of_unit(&subject.unit_id));
        }
        // Members know what their unit's statements say.
        let complete = facts.complete.clone();
        facts.members.iter_mut().for_each(|member| member.complete.extend(complete.iter().cloned()));
        facts.campaign = campaign.cloned().map(|campaign| {
            let fulfilled = fulfilled.remove(&subject.subject.id);
            CampaignFact { fulfilled, ..campaign }
        });
        known.push(Known { subject, facts });
    }
    Ok(known)
}

fn of_kind(subjects: &[KnownSubject], kind: SubjectKind) -> Vec<Uuid> {
    subjects.iter().filter(|one| one.subject.kind == kind).map(|one| one.subject.id).collect()
}

fn of_people(subjects: &[KnownSubject]) -> Vec<Uuid> {
    let people = subjects.iter().filter(|one| one.subject.kind == SubjectKind::Person);
    people.flat_map(|one| one.ids.iter().copied()).collect()
}

/// Initiatives, each once: of a person who is known under several ids, shares and uses stand at each of them.
fn merged(initiatives: Vec<InitiativeFact>) -> Vec<InitiativeFact> {
    let mut by_id: BTreeMap<Uuid, InitiativeFact> = BTreeMap::new();
    for initiative in initiatives {
        match by_id.entry(initiative.origin.id) {
            Entry::Vacant(entry) => drop(entry.insert(initiative)),
            Entry::Occupied(mut entry) => {
                let own = entry.get_mut();
                own.share += initiative.share;
                own.uses.extend(initiative.uses);
            }
        }
    }
    by_id.into_values().collect()
}
