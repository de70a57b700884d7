//! What a pledge may not say.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::content::PledgeContent;
use crate::features::campaigns::rules::contents::Contents;

/// The heaviest weight of an item.
pub const HEAVIEST: u32 = 100_000;

/// What a pledge may not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The campaign has no such content.
    UnknownContent,
    /// The target is not better than the baseline.
    WrongDirection,
    /// The weight is not above 0, too heavy or too fine.
    Weightless,
    /// The day lies outside the campaign's days.
    OutsideOfCampaign,
    /// Another item has the same code.
    SameCode,
}

/// The faults of a pledge's items, each with its JSON pointer.
#[must_use]
pub fn faults(
    content: &PledgeContent,
    contents: &Contents,
    (starts_on, ends_on): (NaiveDate, NaiveDate),
) -> Vec<(String, Fault)> {
    let mut found = Vec::new();
    let mut codes = HashSet::new();
    for (place, item) in content.items.iter().enumerate() {
        let mut add = |member: &str, fault| found.push((format!("/items/{place}/{member}"), fault));
        if contents.find(item.content_id).is_none() {
            add("contentId", Fault::UnknownContent);
        }
        if item.measure.as_ref().is_some_and(|measure| !measure.goes_its_direction()) {
            add("measure/target", Fault::WrongDirection);
        }
        if !is_weight(item.weight) {
            add("weight", Fault::Weightless);
        }
        if item.due_on.is_some_and(|due_on| due_on < starts_on || due_on > ends_on) {
            add("dueOn", Fault::OutsideOfCampaign);
        }
        if !codes.insert(item.code.as_str()) {
            add("code", Fault::SameCode);
        }
    }
    found
}

/// Whether a weight is above 0, not too heavy and has at most four decimals.
fn is_weight(weight: Decimal) -> bool {
    weight > Decimal::ZERO && weight <= Decimal::from(HEAVIEST) && weight.normalize().scale() <= 4
}
