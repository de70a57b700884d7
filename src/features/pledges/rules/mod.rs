//! Rules of pledges: what a pledge says, and what it may not say.

mod coverage;
mod transitions;

pub use coverage::{Answers, Covered, coverage};
pub use transitions::{By, PledgeAction, PledgeState, PledgeStatus, Refusal, STEPS, Step, Taker};

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::rules::indicators::{Aggregation, Direction};

/// The most items of a pledge.
pub const MOST_ITEMS: usize = 200;
/// The heaviest weight of an item.
pub const HEAVIEST: u32 = 100_000;

/// Who answers for an item, and in which position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Responsible {
    /// The name.
    #[schema(max_length = 100, format = "line", example = "Trần Thị Mẫu")]
    pub name: String,
    /// The position.
    #[schema(max_length = 200, format = "line", example = "Chánh Văn phòng")]
    pub position: Option<String>,
}

/// What an item is measured by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Measure {
    /// The indicator of the campaign that it follows; null for the unit's own.
    #[schema(required, example = json!(null))]
    pub indicator_id: Option<Uuid>,
    /// What is measured.
    #[schema(max_length = 500, format = "line", example = "Tỷ lệ hồ sơ giải quyết đúng hạn")]
    pub name: String,
    /// In which unit.
    #[schema(max_length = 50, format = "line", example = "%")]
    pub unit_of_measure: String,
    /// The value before.
    #[schema(value_type = String, format = "decimal", example = "92.5")]
    pub baseline: Decimal,
    /// The value to be reached.
    #[schema(value_type = String, format = "decimal", example = "98")]
    pub target: Decimal,
    /// Whether more or less is better.
    #[schema(example = "UP")]
    pub direction: Direction,
    /// How the values of several periods become one.
    #[schema(example = "LAST")]
    pub aggregation: Aggregation,
    /// Whether a reported value needs evidence.
    #[schema(example = false)]
    pub evidence_required: bool,
}

impl Measure {
    /// Whether the target lies on the better side of the baseline.
    #[must_use]
    pub fn goes_its_direction(&self) -> bool {
        match self.direction {
            Direction::Up => self.target > self.baseline,
            Direction::Down => self.target < self.baseline,
        }
    }
}

/// One thing that a unit takes upon itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Its id; it stays through all revisions.
    pub id: Uuid,
    /// What people and other systems call it within the pledge.
    pub code: String,
    /// The content it answers.
    pub content_id: Uuid,
    /// The words.
    pub text: String,
    /// What it counts beside the others.
    pub weight: Decimal,
    /// Until when; `None` is the campaign's last day.
    pub due_on: Option<NaiveDate>,
    /// What it is measured by; `None` for one that is rated.
    pub measure: Option<Measure>,
    /// Who answers for it.
    pub responsible: Option<Responsible>,
}

/// A title or form of commendation that somebody aims at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Aim {
    /// The row of the catalogue.
    #[schema(example = "01980000-0000-7000-8000-000000000e0f")]
    pub award_type_id: Uuid,
    /// Who aims at it; null for the unit itself.
    #[schema(max_length = 200, format = "line", example = json!(null))]
    pub recipient_name: Option<String>,
    /// The recipient's position.
    #[schema(max_length = 200, format = "line", example = json!(null))]
    pub recipient_position: Option<String>,
}

/// An initiative (sáng kiến) that somebody will write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Initiative {
    /// The topic.
    #[schema(max_length = 500, format = "line", example = "Số hóa hồ sơ thi đua, khen thưởng (mẫu)")]
    pub title: String,
    /// Who writes it.
    #[schema(max_length = 200, format = "line", example = "Lê Văn Mẫu")]
    pub author: Option<String>,
}

/// Everything a pledge says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PledgeContent {
    /// What the unit takes upon itself.
    pub items: Vec<Item>,
    /// What it and its people aim at.
    pub aims: Vec<Aim>,
    /// What they will invent.
    pub initiatives: Vec<Initiative>,
}

impl TryFrom<serde_json::Value> for PledgeContent {
    type Error = serde_json::Error;

    fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

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
    /// The code names another item already.
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
        let mut tell = |member: &str, fault| found.push((format!("/items/{place}/{member}"), fault));
        if contents.find(item.content_id).is_none() {
            tell("contentId", Fault::UnknownContent);
        }
        if item.measure.as_ref().is_some_and(|measure| !measure.goes_its_direction()) {
            tell("measure/target", Fault::WrongDirection);
        }
        if !is_weight(item.weight) {
            tell("weight", Fault::Weightless);
        }
        if item.due_on.is_some_and(|due_on| due_on < starts_on || due_on > ends_on) {
            tell("dueOn", Fault::OutsideOfCampaign);
        }
        if !codes.insert(item.code.as_str()) {
            tell("code", Fault::SameCode);
        }
    }
    found
}

/// Whether a weight is above 0, not too heavy and has at most four decimals.
fn is_weight(weight: Decimal) -> bool {
    weight > Decimal::ZERO && weight <= Decimal::from(HEAVIEST) && weight.normalize().scale() <= 4
}

/// A code that no other item has: the content's number, with a count where several items answer it.
#[must_use]
pub fn proposed_code(ordinal: &str, taken: &HashSet<String>) -> String {
    let first = ordinal.to_owned();
    let others = (2..=MOST_ITEMS + 1).map(|count| format!("{ordinal}-{count}"));
    std::iter::once(first).chain(others).find(|code| !taken.contains(code)).unwrap_or_default()
}

/// What a copy for another campaign says, and the codes of items whose content that campaign does not have. Contents are
/// found by their number; indicators by their name within the content. Days belong to the one campaign.
#[must_use]
pub fn copied(
    content: &PledgeContent,
    (source, target): (&Contents, &Contents),
    mut new_id: impl FnMut() -> Uuid,
) -> (PledgeContent, Vec<String>) {
    let by_ordinal: HashMap<&str, _> = target.0.iter().map(|one| (one.ordinal.as_str(), one)).collect();
    let (mut items, mut left_out) = (Vec::new(), Vec::new());
    for item in &content.items {
        let ordinal = source.find(item.content_id).map(|old| old.ordinal.as_str());
        let Some(answered) = ordinal.and_then(|ordinal| by_ordinal.get(ordinal)) else {
            left_out.push(item.code.clone());
            continue;
        };
        let indicator_id = |name: &str| {
            answered.indicators.iter().find(|indicator| indicator.name == name).and_then(|one| one.id)
        };
        let measure = item.measure.clone().map(|own| Measure {
            indicator_id: own.indicator_id.and_then(|_| indicator_id(&own.name)),
            ..own
        });
        items.push(Item { id: new_id(), content_id: answered.id, due_on: None, measure, ..item.clone() });
    }
    (PledgeContent { items, ..content.clone() }, left_out)
}

#[cfg(test)]
mod tests;
