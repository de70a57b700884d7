//! The award catalogue: titles (danh hiệu thi đua) and forms of commendation (hình thức khen thưởng), who decides on them,
//! what they are worth, and what is asked before them, each by the law of its days. An amended law is a new row, and the old
//! row ends.
//!
//! A rule is written as a draft, which decides nothing, and put in force by a document:
//!
//! ```text
//! DRAFT ──PUT_IN_FORCE──▶ IN_FORCE  the row of the same rule before it ends
//! DRAFT ──WITHDRAW──▶ WITHDRAWN
//! IN_FORCE ──WITHDRAW──▶ WITHDRAWN
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::{AwardsRead, AwardsReadPersonal};
use crate::auth::policy::Permission::ManageSettings;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Catalogue")
        .for_clients(&[AwardsRead, AwardsReadPersonal], &[])
        .op(routes::types::list_award_types, SignedIn)
        .op(routes::types::create_award_type, Needs(ManageSettings, Over::Province))
        .op(routes::types::get_award_type, SignedIn)
        .op(routes::types::change_award_type, Needs(ManageSettings, Over::Province))
        .op(routes::authorities::list_award_authorities, SignedIn)
        .op(routes::authorities::create_award_authority, Needs(ManageSettings, Over::Province))
        .op(routes::authorities::get_award_authority, SignedIn)
        .op(routes::authorities::change_award_authority, Needs(ManageSettings, Over::Province))
        .op(routes::base_salaries::list_base_salaries, SignedIn)
        .op(routes::base_salaries::create_base_salary, Needs(ManageSettings, Over::Province))
        .op(routes::base_salaries::get_base_salary, SignedIn)
        .op(routes::base_salaries::change_base_salary, Needs(ManageSettings, Over::Province))
        .op(routes::procedure_rules::list_procedure_rules, SignedIn)
        .op(routes::procedure_rules::create_procedure_rule, Needs(ManageSettings, Over::Province))
        .op(routes::procedure_rules::get_procedure_rule, SignedIn)
        .op(routes::procedure_rules::change_procedure_rule, Needs(ManageSettings, Over::Province))
        // Before the rule with an id: "comparison" is none.
        .op(routes::award_rules::compare_award_rules, SignedIn)
        .op(routes::award_rules::list_award_rules, SignedIn)
        .op(routes::award_rules::create_award_rule, Needs(ManageSettings, Over::Province))
        .op(routes::award_rules::get_award_rule, SignedIn)
        .op(routes::award_rules::change_award_rule, Needs(ManageSettings, Over::Province))
        .op(routes::award_rules::transition_award_rule, Needs(ManageSettings, Over::Province))
        .op(routes::award_rules::list_award_rule_transitions, SignedIn)
}
