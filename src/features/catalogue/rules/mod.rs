//! What the award catalogue knows without a database: its words, the language of award rules, and what a rule may not
//! say.

mod authorities;
mod circles;
mod conditions;
mod faults;
mod life_cycle;
mod prize;
mod procedure;
mod reference;
mod types;
mod validity;
mod words;

pub use circles::{find_circle, same_year_awards};
pub use conditions::{
    AwardCode, ClusterOrganiser, Condition, CountedAward, EarlierUse, LauncherLevel, QuotaBase, TitleChainEnd,
};
pub use faults::{DEEPEST, Fault, FaultKind, MOST_AWARDS, MOST_CONDITIONS, faults};
pub use life_cycle::{AwardRuleAction, AwardRuleLife};
pub use prize::prize;
pub use procedure::{
    MOST_WORKING_DAYS, OpinionBefore, OpinionBody, PaperCode, ProcedureKind, ProcedureRequirement,
    ProcedureScope, TimedStep,
};
pub use reference::AwardReference;
pub use types::{Paper, Papers, Voting, VotingFault};
pub use validity::{Days, turning_days};
pub use words::{
    Authority, AwardKind, AwardLevel, Ballot, Certainty, CommendationKind, EvaluationPeriod, InitiativeKind,
    InitiativeLevel, RecipientKind, RuleSource, RuleStatus, RuleTransition, TaskLevel, VotingBase,
};
