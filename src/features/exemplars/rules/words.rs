//! The words of exemplars.

use crate::text_enum;

text_enum! {
    /// The status of an exemplar.
    pub enum ExemplarStatus {
        /// A unit found it.
        Found = "FOUND",
        /// The unit proposes it.
        Proposed = "PROPOSED",
        /// A leader honoured it.
        Honoured = "HONOURED",
        /// It is spread: the public sees it.
        Published = "PUBLISHED",
        /// It was taken back, and the public sees it no more.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What can be done to an exemplar.
    pub enum ExemplarAction {
        /// Proposes it: the unit does.
        Propose = "PROPOSE",
        /// Gives it back to the unit.
        Return = "RETURN",
        /// Honours it: a leader does.
        Honour = "HONOUR",
        /// Shows it to the public.
        Publish = "PUBLISH",
        /// Takes it back.
        Withdraw = "WITHDRAW",
    }
}
