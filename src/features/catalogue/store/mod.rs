//! SQL of the award catalogue.

mod authorities;
mod award_rules;
mod base_salaries;
mod types;

use serde_json::Value;

pub use authorities::*;
pub use award_rules::*;
pub use base_salaries::*;
pub use types::*;

use super::rules::{
    Authority, AwardKind, AwardLevel, Certainty, CommendationKind, EvaluationPeriod, RecipientKind,
    RuleSource, RuleStatus, RuleTransition,
};
use crate::db::Error;
use crate::text_columns;

text_columns!(
    Authority,
    AwardKind,
    AwardLevel,
    Certainty,
    CommendationKind,
    EvaluationPeriod,
    RecipientKind,
    RuleSource,
    RuleStatus,
    RuleTransition,
);

fn json(value: &impl serde::Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Unexpected(error.to_string()))
}
