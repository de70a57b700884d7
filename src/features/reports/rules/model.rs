//! What the rules speak of, and the rules that need no file of their own.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::features::campaigns::rules::indicators::{Aggregation, Direction};

/// A value that is so many times the last one is asked after.
const JUMP: u32 = 10;

/// What a report says of one item. What it does not say is left out where it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The item of the pledge.
    pub item_id: Uuid,
    /// The value, where the item is measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// The word of the scale, where it is rated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// Whether the item did not apply in this period.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_applicable: bool,
    /// What should be known beside it; why it did not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// By what it is shown: numbers of documents, links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// And by which files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file_ids: Vec<Uuid>,
}

/// Everything a report says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportContent {
    /// The entries, in the order of the pledge's items.
    pub entries: Vec<Entry>,
}

impl TryFrom<serde_json::Value> for ReportContent {
    type Error = serde_json::Error;

    fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

impl ReportContent {
    /// The entry of an item.
    #[must_use]
    pub fn of(&self, item_id: Uuid) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.item_id == item_id)
    }

    /// The content with these entries in place of the old ones of the same items.
    #[must_use]
    pub fn with(&self, new: Vec<Entry>) -> Self {
        let mut entries = self.entries.clone();
        for entry in new {
            match entries.iter_mut().find(|own| own.item_id == entry.item_id) {
                Some(own) => *own = entry,
                None => entries.push(entry),
            }
        }
        Self { entries }
    }
}

/// An item in force, as far as a report needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: Uuid,
    /// What people and other systems call it.
    pub code: String,
    /// How it is measured; `None` for one that is rated.
    pub measured: Option<(Direction, Aggregation)>,
    /// Whether a value needs evidence.
    pub evidence_required: bool,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It says nothing, or more than one thing.
    NotOneThing,
    /// The item is measured, but rated here.
    NeedsValue,
    /// The item is rated, but measured here.
    NeedsRating,
    /// The scale has no such word.
    UnknownRating,
    /// It does not say why the item did not apply.
    NeedsReason,
}

/// What is wrong with an entry of an item; saying nothing yet is no fault of a draft.
#[must_use]
pub fn fault(entry: &Entry, item: &Asked, scale: &HashMap<String, Decimal>) -> Option<(&'static str, Fault)> {
    let said = [entry.value.is_some(), entry.rating.is_some(), entry.not_applicable];
    if said.iter().filter(|is| **is).count() > 1 {
        return Some(("", Fault::NotOneThing));
    }
    match (&entry.value, &entry.rating, item.measured) {
        (Some(_), _, None) => Some(("/value", Fault::NeedsRating)),
        (_, Some(_), Some(_)) => Some(("/rating", Fault::NeedsValue)),
        (_, Some(rating), None) if !scale.contains_key(rating) => Some(("/rating", Fault::UnknownRating)),
        _ if entry.not_applicable && entry.note.is_none() => Some(("/note", Fault::NeedsReason)),
        _ => None,
    }
}

/// What a report lacks before it can be submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is said of the item: missing is not zero.
    Entry,
    /// The value is not shown by anything.
    Evidence,
}

/// Everything a report lacks, by the codes of items.
#[must_use]
pub fn lacks<'a>(content: &ReportContent, items: &'a [Asked]) -> Vec<(&'a Asked, Lack)> {
    let lack = |item: &Asked| {
        let Some(entry) = content.of(item.id) else { return Some(Lack::Entry) };
        let says = entry.value.is_some() || entry.rating.is_some();
        if !says && !entry.not_applicable {
            return Some(Lack::Entry);
        }
        (says && item.evidence_required && entry.evidence.is_empty() && entry.file_ids.is_empty())
            .then_some(Lack::Evidence)
    };
    items.iter().filter_map(|item| Some((item, lack(item)?))).collect()
}

/// What looks odd beside the last period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// A value that should only grow (or only shrink) goes back; a sum is given something negative.
    GoesBack,
    /// It is ten times the last one, or a tenth.
    Jumps,
    /// It is the last one again.
    Repeats,
}

/// Everything that looks odd, by the codes of items; `last` are the values of the last accepted report before.
#[must_use]
pub fn warnings<'a>(
    content: &ReportContent,
    items: &'a [Asked],
    last: &HashMap<Uuid, Decimal>,
) -> Vec<(&'a Asked, Warning)> {
    let of = |item: &Asked| -> Vec<Warning> {
        let (Some(value), Some((direction, aggregation))) =
            (content.of(item.id).and_then(|entry| entry.value), item.measured)
        else {
            return Vec::new();
        };
        let before = last.get(&item.id).copied();
        let goes_back = match (aggregation, before) {
            (Aggregation::Sum, _) => value < Decimal::ZERO,
            (Aggregation::Last, Some(before)) => match direction {
                Direction::Up => value < before,
                Direction::Down => value > before,
            },
            _ => false,
        };
        let (size, ten) = (value.abs(), Decimal::from(JUMP));
        let jumps = before
            .filter(|before| !before.is_zero() && !value.is_zero())
            .is_some_and(|before| size >= before.abs() * ten || size * ten <= before.abs());
        let repeats = before == Some(value);
        [(goes_back, Warning::GoesBack), (jumps, Warning::Jumps), (repeats, Warning::Repeats)]
            .into_iter()
            .filter_map(|(is, warning)| is.then_some(warning))
            .collect()
    };
    items.iter().flat_map(|item| of(item).into_iter().map(move |warning| (item, warning))).collect()
}
