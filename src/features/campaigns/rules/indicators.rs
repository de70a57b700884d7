//! Indicators: what a content is measured by, in exact decimals.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::text_enum;

/// The most indicators of one content.
pub const MOST_INDICATORS: usize = 50;

text_enum! {
    /// Whether more or less is better.
    pub enum Direction {
        /// More is better.
        Up = "UP",
        /// Less is better.
        Down = "DOWN",
    }
}

text_enum! {
    /// How the values of several periods become one.
    pub enum Aggregation {
        /// They are added.
        Sum = "SUM",
        /// Their mean counts.
        Average = "AVERAGE",
        /// The last one counts.
        Last = "LAST",
    }
}

/// What a content is measured by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Indicator {
    /// Its id; left out for a new one. An indicator whose id is given is changed; one whose id is not given is removed.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// What is measured.
    #[schema(max_length = 500, format = "line", example = "Tỷ lệ hồ sơ giải quyết đúng hạn")]
    pub name: String,
    /// The unit of measure.
    #[schema(max_length = 50, format = "line", example = "%")]
    pub unit_of_measure: String,
    /// The value before the campaign.
    #[schema(value_type = Option<String>, format = "decimal", example = "92.5")]
    pub baseline: Option<Decimal>,
    /// The value to be reached.
    #[schema(value_type = Option<String>, format = "decimal", example = "98")]
    pub target: Option<Decimal>,
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

impl Indicator {
    /// Whether the target is better than the baseline; true where one of them is unknown.
    #[must_use]
    pub fn goes_its_direction(&self) -> bool {
        match (self.baseline, self.target, self.direction) {
            (Some(baseline), Some(target), Direction::Up) => target > baseline,
            (Some(baseline), Some(target), Direction::Down) => target < baseline,
            _ => true,
        }
    }
}
