//! What the award catalogue knows without a database: its words, the language of award rules, and what a rule may not
//! say.

mod circles;
mod conditions;
mod faults;
mod words;

pub use circles::{find_circle, same_year_awards};
pub use conditions::{
    AwardCode, ClusterOrganiser, Condition, InitiativeUse, LauncherLevel, QuotaBase, TitleChainEnd,
};
pub use faults::{DEEPEST, Fault, FaultKind, MOST_CONDITIONS, faults};
pub use words::{
    AwardKind, AwardLevel, Certainty, CommendationKind, InitiativeKind, InitiativeLevel, RecipientKind,
    RuleStatus, RuleTransition, TaskLevel,
};
