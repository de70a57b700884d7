//! Handlers of public consultations (lấy ý kiến Nhân dân): a list of nominations is published, and everybody may speak before the
//! council meets.
//!
//! ```text
//! opened with its list, its first and its last day: OPEN
//!
//! OPEN ──END──▶ ENDED  after its last day, with an outcome for each nomination
//! OPEN ──CANCEL──▶ CANCELLED  with a reason
//! ```

mod access;
pub mod create;
pub mod list;
pub mod opinions;
pub mod read;
mod recorded;
pub mod transition;
mod view;
