//! Exemplars (điển hình tiên tiến): people, units and households whom others are to follow. A unit finds and proposes them, a leader
//! honours them, the standing office spreads them on the website. Of a person or a household only that is public to which they agreed;
//! an agreement that is withdrawn takes it from the public at once, and so does a restriction or an objection that was granted.
//!
//! ```text
//! created by a unit: FOUND
//!
//! FOUND ──PROPOSE──▶ PROPOSED
//! FOUND ──WITHDRAW──▶ WITHDRAWN
//! PROPOSED ──HONOUR──▶ HONOURED  by a leader who did not write it
//! PROPOSED ──RETURN──▶ FOUND
//! PROPOSED ──WITHDRAW──▶ WITHDRAWN
//! HONOURED ──PUBLISH──▶ PUBLISHED  with the consent of who it is about
//! HONOURED ──RETURN──▶ FOUND
//! HONOURED ──WITHDRAW──▶ WITHDRAWN
//! PUBLISHED ──WITHDRAW──▶ WITHDRAWN  also by a consent that is withdrawn
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::{ActForUnit, KeepPeople, ReadPeople};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Exemplars")
        .op(routes::list::list_exemplars, Needs(ReadPeople, Over::Somewhere))
        .op(routes::create::create_exemplar, Needs(ActForUnit, Over::Handler))
        .op(routes::read::get_exemplar, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_exemplar, Needs(ActForUnit, Over::Handler))
        .op(routes::consents::record_consent, Needs(KeepPeople, Over::Handler))
        .op(routes::consents::withdraw_consent, Needs(KeepPeople, Over::Handler))
        .op(routes::transition::transition_exemplar, Needs(ReadPeople, Over::Handler))
        .op(routes::transition::list_exemplar_transitions, Needs(ReadPeople, Over::Handler))
}
