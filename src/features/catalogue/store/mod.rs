//! SQL of the award catalogue.

mod authorities;
mod award_rules;
mod base_salaries;
mod names;
mod procedure_rules;
mod types;

pub use authorities::*;
pub use award_rules::*;
pub use base_salaries::*;
pub use names::AwardReferences;
pub use procedure_rules::*;
pub use types::*;

use super::rules::{
    Authority, AwardKind, AwardLevel, Certainty, ClusterOrganiser, CommendationKind, EvaluationPeriod,
    InitiativeKind, InitiativeLevel, RecipientKind, RuleSource, RuleStatus, RuleTransition,
};
use crate::text_columns;

text_columns!(
    Authority,
    AwardKind,
    AwardLevel,
    Certainty,
    ClusterOrganiser,
    CommendationKind,
    EvaluationPeriod,
    InitiativeKind,
    InitiativeLevel,
    RecipientKind,
    RuleSource,
    RuleStatus,
    RuleTransition,
);
