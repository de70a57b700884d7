//! What a unit's officers send: items, aims and initiatives.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::context::Ids;
use crate::core::vietnamese::composed;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::features::campaigns::rules::indicators::{Aggregation, Direction};
use crate::features::pledges::rules::{
    Aim, Initiative, Item, Measure, PledgeContent, Responsible, propose_code,
};
use crate::http::{Code, Violation};

/// What an item is measured by: an indicator of the campaign with the unit's target, or an indicator of the unit's own.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMeasure {
    /// An indicator of the content; it supplies whatever is left out.
    #[schema(nullable = false)]
    pub indicator_id: Option<Uuid>,
    /// What is measured.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Tỷ lệ hồ sơ giải quyết đúng hạn"
    )]
    pub name: Option<String>,
    /// The unit of measure.
    #[schema(nullable = false, max_length = 50, format = "line", example = "%")]
    pub unit_of_measure: Option<String>,
    /// The value before; 0 when neither the item nor the indicator names one.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "92.5")]
    pub baseline: Option<Decimal>,
    /// The value to be reached.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "98")]
    pub target: Option<Decimal>,
    /// Whether more or less is better; more when it is left out.
    #[schema(nullable = false, example = "UP")]
    pub direction: Option<Direction>,
    /// How the values of several periods become one; the last counts when it is left out.
    #[schema(nullable = false, example = "LAST")]
    pub aggregation: Option<Aggregation>,
    /// Whether a reported value needs evidence.
    #[schema(nullable = false, example = false)]
    pub evidence_required: Option<bool>,
}

/// One thing that a unit pledges to do.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPledgeItem {
    /// Its id; left out for a new item. An item with its id is changed; an item that is not listed is removed.
    #[schema(nullable = false)]
    pub id: Option<Uuid>,
    /// What people and other systems call it; the number of its content when it is left out.
    #[schema(nullable = false, max_length = 60, format = "line")]
    pub code: Option<String>,
    /// The content it answers.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    pub content_id: Uuid,
    /// The text.
    #[schema(max_length = 5000, format = "paragraphs", example = "Giải quyết đúng hạn từ 98% hồ sơ (mẫu)")]
    pub text: String,
    /// Its weight among the items: above 0, at most 100000, with at most four decimals; 1 when it is left out.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "2")]
    pub weight: Option<Decimal>,
    /// Its last day; the campaign's last day when it is left out.
    pub due_on: Option<NaiveDate>,
    /// What it is measured by; an item without a measure is rated on the scale.
    pub measure: Option<NewMeasure>,
    /// The person responsible for it.
    pub responsible: Option<Responsible>,
}

/// The lists that change.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PledgePatch {
    /// All items.
    #[schema(nullable = false, max_items = 200)]
    pub items: Option<Vec<NewPledgeItem>>,
    /// All titles and forms of commendation that are aimed at.
    #[schema(nullable = false, max_items = 200, example = json!([{"awardTypeId": "01980000-0000-7000-8000-000000000e0f"}]))]
    pub aims: Option<Vec<Aim>>,
    /// All initiatives.
    #[schema(nullable = false, max_items = 100)]
    pub initiatives: Option<Vec<Initiative>>,
}

/// A pledge to be created.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPledge {
    /// The unit that pledges.
    #[schema(example = "01980000-0000-7000-8000-00000000011b")]
    pub(super) unit_id: Uuid,
    /// The items.
    #[schema(nullable = false, max_items = 200)]
    items: Option<Vec<NewPledgeItem>>,
    /// The titles and forms of commendation that are aimed at.
    #[schema(nullable = false, max_items = 200, example = json!([{"awardTypeId": "01980000-0000-7000-8000-000000000e0f"}]))]
    aims: Option<Vec<Aim>>,
    /// The initiatives.
    #[schema(nullable = false, max_items = 100)]
    initiatives: Option<Vec<Initiative>>,
}

impl NewPledge {
    /// The pledge as a patch of an empty one.
    pub(super) fn into_patch(self) -> PledgePatch {
        PledgePatch { items: self.items, aims: self.aims, initiatives: self.initiatives }
    }
}

impl PledgePatch {
    /// The content with the patch applied, and what can't be resolved.
    pub(super) fn apply(
        self,
        own: &PledgeContent,
        contents: &Contents,
        ids: &Ids,
    ) -> (PledgeContent, Vec<Violation>) {
        let mut faults = Vec::new();
        let items = match self.items {
            Some(items) => resolve_items(items, own, contents, ids, &mut faults),
            None => own.items.clone(),
        };
        let line = |text: Option<String>| text.map(|text| composed(&text));
        let aims = self.aims.map(|aims| {
            let aim = |aim: Aim| Aim {
                recipient_name: line(aim.recipient_name),
                recipient_position: line(aim.recipient_position),
                ..aim
            };
            aims.into_iter().map(aim).collect()
        });
        let initiatives = self.initiatives.map(|initiatives| {
            let initiative =
                |one: Initiative| Initiative { title: composed(&one.title), author: line(one.author) };
            initiatives.into_iter().map(initiative).collect()
        });
        let content = PledgeContent {
            items,
            aims: aims.unwrap_or_else(|| own.aims.clone()),
            initiatives: initiatives.unwrap_or_else(|| own.initiatives.clone()),
        };
        (content, faults)
    }
}

fn resolve_items(
    items: Vec<NewPledgeItem>,
    own: &PledgeContent,
    contents: &Contents,
    ids: &Ids,
    faults: &mut Vec<Violation>,
) -> Vec<Item> {
    let mut codes: HashSet<String> = items.iter().filter_map(|item| item.code.clone()).collect();
    let mut ids_in_use = HashSet::new();
    let mut resolve = |(place, item): (usize, NewPledgeItem)| {
        let known = item.id.and_then(|id| own.items.iter().find(|other| other.id == id));
        let at = |member: &str| format!("/items/{place}/{member}");
        match item.id {
            Some(id) if known.is_none() => {
                faults.push(Violation::at(at("id"), Code::unknown_item).with("item", id));
            }
            Some(id) if !ids_in_use.insert(id) => faults.push(Violation::at(at("id"), Code::named_twice)),
            _ => {}
        }
        let content = contents.find(item.content_id);
        let measure =
            item.measure.and_then(|measure| resolve_measure(measure, content, &at("measure"), faults));
        let code = item.code.map(|code| composed(&code));
        let code = code.or_else(|| known.map(|item| item.code.clone())).unwrap_or_else(|| {
            let ordinal = content.map_or("", |content| content.ordinal.as_str());
            let code = propose_code(ordinal, &codes);
            codes.insert(code.clone());
            code
        });
        Item {
            id: item.id.unwrap_or_else(|| ids.next()),
            code,
            content_id: item.content_id,
            text: composed(&item.text),
            weight: item.weight.unwrap_or(Decimal::ONE).normalize(),
            due_on: item.due_on,
            measure,
            responsible: item.responsible.map(|one| Responsible {
                name: composed(&one.name),
                position: one.position.map(|position| composed(&position)),
            }),
        }
    };
    items.into_iter().enumerate().map(&mut resolve).collect()
}

/// The measure, completed from the indicator of the campaign; `None` where that is impossible, with the faults added.
fn resolve_measure(
    new: NewMeasure,
    content: Option<&CampaignContent>,
    at: &str,
    faults: &mut Vec<Violation>,
) -> Option<Measure> {
    let indicator = match new.indicator_id {
        Some(id) => {
            let found = content.and_then(|content| content.indicators.iter().find(|one| one.id == Some(id)));
            if found.is_none() {
                let fault = Violation::at(format!("{at}/indicatorId"), Code::unknown_indicator);
                faults.push(fault.with("indicator", id));
                return None;
            }
            found
        }
        None => None,
    };
    let name = new.name.map(|name| composed(&name)).or_else(|| indicator.map(|one| one.name.clone()));
    let unit = new.unit_of_measure.map(|unit| composed(&unit));
    let unit = unit.or_else(|| indicator.map(|one| one.unit_of_measure.clone()));
    let target = new.target.or_else(|| indicator.and_then(|one| one.target));
    let missing = [("name", name.is_none()), ("unitOfMeasure", unit.is_none()), ("target", target.is_none())];
    faults.extend(
        missing
            .iter()
            .filter(|(_, is_missing)| *is_missing)
            .map(|(member, _)| Violation::at(format!("{at}/{member}"), Code::needed_without_indicator)),
    );
    let baseline = new.baseline.or_else(|| indicator.and_then(|one| one.baseline)).unwrap_or_default();
    Some(Measure {
        indicator_id: new.indicator_id,
        name: name?,
        unit_of_measure: unit?,
        baseline: baseline.normalize(),
        target: target?.normalize(),
        direction: new.direction.or_else(|| indicator.map(|one| one.direction)).unwrap_or(Direction::Up),
        aggregation: new
            .aggregation
            .or_else(|| indicator.map(|one| one.aggregation))
            .unwrap_or(Aggregation::Last),
        evidence_required: new
            .evidence_required
            .unwrap_or_else(|| indicator.is_some_and(|one| one.evidence_required)),
    })
}
