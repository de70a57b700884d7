//! Handlers of the items of an agenda.
//!
//! ```text
//! put on the agenda: PENDING
//!
//! PENDING ──OPEN──▶ VOTING  in an open meeting with its quorum, by the voting rule of the catalogue
//! PENDING ──REMOVE──▶ REMOVED
//! VOTING ──CLOSE──▶ CARRIED  when the share is reached, the quorum still there and the nomination unchanged
//! VOTING ──CLOSE──▶ NOT_CARRIED
//! VOTING ──VOID──▶ PENDING  with a reason; the ballots are destroyed
//! ```

pub mod add;
pub mod recuse;
pub mod transition;
pub(super) mod view;
