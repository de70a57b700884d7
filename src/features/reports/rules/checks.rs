//! What an entry may say, what a report lacks, and what looks odd.

use std::collections::HashMap;

use rust_decimal::Decimal;
use uuid::Uuid;

use super::content::{Entry, ReportContent};
use crate::features::campaigns::rules::indicators::{Aggregation, Direction};

/// A value that is this many times the last one, or this small a part of it, looks odd.
const JUMP: u32 = 10;

/// An item in force, as far as a report needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportableItem {
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

/// What is wrong with an entry of an item, and in which member; a draft may leave an entry empty.
#[must_use]
pub fn fault(
    entry: &Entry,
    item: &ReportableItem,
    scale: &HashMap<String, Decimal>,
) -> Option<(&'static str, Fault)> {
    let answers = [entry.value.is_some(), entry.rating.is_some(), entry.not_applicable];
    if answers.iter().filter(|is| **is).count() > 1 {
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
    /// The item has no entry: missing is not zero.
    Entry,
    /// Nothing shows the value.
    Evidence,
}

/// Everything a report lacks, by the codes of items.
#[must_use]
pub fn lacks<'a>(content: &ReportContent, items: &'a [ReportableItem]) -> Vec<(&'a ReportableItem, Lack)> {
    let lack = |item: &ReportableItem| {
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

/// What looks odd in comparison with the last period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// A value that should only grow (or only shrink) goes back, or a sum gets a negative value.
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
    items: &'a [ReportableItem],
    last: &HashMap<Uuid, Decimal>,
) -> Vec<(&'a ReportableItem, Warning)> {
    let of = |item: &ReportableItem| -> Vec<Warning> {
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
