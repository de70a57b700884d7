//! What a pledge says: items, aims and initiatives.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::campaigns::rules::indicators::{Aggregation, Direction};

/// The person responsible for an item.
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
    /// The unit of measure.
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

/// One thing that a unit pledges to do.
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
    /// Its weight among the items of the pledge.
    pub weight: Decimal,
    /// Its last day; `None` means the campaign's last day.
    pub due_on: Option<NaiveDate>,
    /// What it is measured by; `None` where it is rated.
    pub measure: Option<Measure>,
    /// The person responsible for it.
    pub responsible: Option<Responsible>,
}

/// A title or form of commendation that is aimed at.
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

/// An initiative (sáng kiến) that somebody plans to write.
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
    /// What the unit pledges to do.
    pub items: Vec<Item>,
    /// What the unit and its people aim at.
    pub aims: Vec<Aim>,
    /// Which initiatives they plan.
    pub initiatives: Vec<Initiative>,
}

impl TryFrom<serde_json::Value> for PledgeContent {
    type Error = serde_json::Error;

    fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}
