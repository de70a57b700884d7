//! From what the reader read to what a draft says. Nothing is added and nothing is cut.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::core::context::Ids;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::features::campaigns::rules::indicators::{Aggregation, Direction, Indicator, MOST_INDICATORS};
use crate::features::campaigns::rules::{
    Assignment, Charter, Motto, Provisions, Recipient, RecipientChannel, Signatory,
};
use crate::official_documents::reader::{self, Channel, Finding, Missing, Reading};

/// The most letters of an indicator's name and of its unit of measure.
const MOST_NAME: usize = 500;
const MOST_UNIT: usize = 50;

type Found = [Finding<reader::ContentItem>];

/// What the document says, apart from contents and citations.
#[must_use]
pub fn charter(reading: &Reading, unit_id: Uuid) -> Charter {
    let signatory = &reading.signatory;
    let (starts_on, ends_on) = days(reading);
    Charter {
        title: value(reading.title.as_ref()),
        theme: value(reading.theme.as_ref()),
        starts_on,
        ends_on,
        signatory: Signatory {
            name: value(signatory.name.as_ref()),
            position: value(signatory.position.as_ref()),
            authority: value(signatory.authority.as_ref()),
        },
        provisions: provisions(reading),
        ..Charter::of(unit_id)
    }
}

/// First and last day; the officer settles days that contradict each other.
fn days(reading: &Reading) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match (value(reading.starts_on.as_ref()), value(reading.ends_on.as_ref())) {
        (Some(starts_on), Some(ends_on)) if ends_on < starts_on => (None, None),
        days => days,
    }
}

/// What the draft lacks because the document does not say it clearly.
#[must_use]
pub fn missing(reading: &Reading) -> Vec<Missing> {
    let (starts_on, ends_on) = days(reading);
    let mut missing = reading.missing.clone();
    for (day, lack) in [(starts_on, Missing::StartsOn), (ends_on, Missing::EndsOn)] {
        if day.is_none() && !missing.contains(&lack) {
            missing.push(lack);
        }
    }
    missing
}

fn provisions(reading: &Reading) -> Provisions {
    let motto = |found: &Finding<reader::Motto>| Motto {
        text: found.value.text.clone(),
        attributed_to: found.value.attributed_to.clone(),
    };
    let assignment = |found: &Finding<reader::Assignment>| Assignment {
        assignee: found.value.assignee.clone(),
        text: found.value.text.clone(),
    };
    let recipient = |found: &Finding<reader::Recipient>| Recipient {
        text: found.value.text.clone(),
        channel: match found.value.channel {
            Channel::Direct => RecipientChannel::Direct,
            Channel::Ioffice => RecipientChannel::Ioffice,
            Channel::Email => RecipientChannel::Email,
            Channel::Website => RecipientChannel::Website,
            Channel::Archive => RecipientChannel::Archive,
        },
    };
    Provisions {
        mottoes: reading.mottoes.iter().map(motto).collect(),
        assignments: reading.assignments.iter().map(assignment).collect(),
        recipients: reading.recipients.iter().map(recipient).collect(),
        ..Provisions::default()
    }
}

/// The content tree, parents before children.
#[must_use]
pub fn contents(reading: &Reading, ids: &Ids) -> Contents {
    let mut tree = TreeBuilder { ids, contents: Vec::new(), ordinals: HashSet::new() };
    tree.grow(&reading.content_items, None);
    Contents(tree.contents)
}

struct TreeBuilder<'a> {
    ids: &'a Ids,
    contents: Vec<CampaignContent>,
    ordinals: HashSet<String>,
}

impl TreeBuilder<'_> {
    fn grow(&mut self, items: &Found, parent_id: Option<Uuid>) {
        for (found, place) in items.iter().zip(1..) {
            let (id, item) = (self.ids.next(), &found.value);
            let says_nothing = item.title.is_none() && item.text.is_none();
            let ordinal = self.unique(&item.ordinal);
            self.contents.push(CampaignContent {
                id,
                parent_id,
                place,
                ordinal,
                title: item.title.clone(),
                text: if says_nothing { Some(found.quote.clone()) } else { item.text.clone() },
                indicators: item.targets.iter().take(MOST_INDICATORS).map(indicator).collect(),
            });
            self.grow(&item.children, Some(id));
        }
    }

    /// The printed numbering; a second content with the same numbering gets a mark.
    fn unique(&mut self, printed: &str) -> String {
        let printed = if printed.is_empty() { "-" } else { printed };
        let again = (2..).map(|time| format!("{printed} ({time})"));
        let mut ordinals = std::iter::once(printed.to_owned()).chain(again);
        let free = ordinals.find(|ordinal| !self.ordinals.contains(ordinal)).unwrap_or_default();
        self.ordinals.insert(free.clone());
        free
    }
}

/// A number that is to be reached, as an indicator: shares and upper bounds are reported anew each time, counts add up.
fn indicator(target: &Finding<reader::Target>) -> Indicator {
    let reader::Target { value, unit_of_measure, direction } = &target.value;
    let is_share = unit_of_measure == "%" || *direction == reader::Direction::Down;
    Indicator {
        id: None,
        name: target.quote.chars().take(MOST_NAME).collect(),
        unit_of_measure: unit_of_measure.chars().take(MOST_UNIT).collect(),
        baseline: None,
        target: Some(*value),
        direction: match direction {
            reader::Direction::Up => Direction::Up,
            reader::Direction::Down => Direction::Down,
        },
        aggregation: if is_share { Aggregation::Last } else { Aggregation::Sum },
        evidence_required: false,
    }
}

fn value<T: Clone>(found: Option<&Finding<T>>) -> Option<T> {
    found.map(|found| found.value.clone())
}
