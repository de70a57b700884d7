//! Handlers of submissions (đợt trình): the letter by which a unit sends a list of nominations.
//!
//! ```text
//! created, with nominations of the unit: DRAFT
//!
//! DRAFT ──SEND──▶ SENT  with every nomination that can be sent
//! DRAFT ──WITHDRAW──▶ WITHDRAWN  its nominations stay
//! SENT ──RECEIVE──▶ RECEIVED  on a day that picks the law, by who neither wrote nor sent it
//! SENT ──RETURN──▶ RETURNED  as a whole, with a reason
//! RECEIVED ──RETURN──▶ RETURNED  likewise
//! RETURNED ──SEND──▶ SENT
//! ```

pub(super) mod access;
pub mod change;
pub mod create;
pub mod document;
pub mod list;
pub mod read;
pub mod recorded;
mod refs;
pub mod transition;
mod view;
