//! The life of an award rule.

use super::words::RuleStatus;
use super::words::RuleStatus::{Draft, InForce, Withdrawn};
use crate::auth::policy::Permission::ManageSettings;
use crate::http::Code;
use crate::operations::life_cycle::{LifeCycle, Refusal, Step};
use crate::record::Occurrence::{AwardRulePutInForce, AwardRuleWithdrawn};
use crate::text_enum;

text_enum! {
    /// What can be done to an award rule.
    pub enum AwardRuleAction {
        /// Puts a draft in force, by a document.
        PutInForce = "PUT_IN_FORCE",
        /// Takes it back.
        Withdraw = "WITHDRAW",
    }
}

use AwardRuleAction::{PutInForce, Withdraw};

/// The life of an award rule, as somebody meets it.
#[derive(Debug)]
pub struct AwardRuleLife {
    /// Where the rule is.
    pub status: RuleStatus,
    /// Whether the request names the document that puts it in force.
    pub names_document: bool,
}

impl LifeCycle for AwardRuleLife {
    type Status = RuleStatus;
    type Action = AwardRuleAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Draft, PutInForce, InForce, ManageSettings, AwardRulePutInForce).check(needs_document),
        Step::new(Draft, Withdraw, Withdrawn, ManageSettings, AwardRuleWithdrawn).needs_reason(),
        Step::new(InForce, Withdraw, Withdrawn, ManageSettings, AwardRuleWithdrawn).needs_reason(),
    ];

    fn status(&self) -> RuleStatus {
        self.status
    }
}

fn needs_document(life: &AwardRuleLife) -> Result<(), Refusal> {
    if life.names_document {
        Ok(())
    } else {
        Err(Refusal::at("/documentId", Code::award_rule_needs_document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::life_cycle::{drawing, drawn_steps};

    #[test]
    fn the_drawing_is_the_table_of_steps() {
        assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<AwardRuleLife>());
    }
}
