//! Handlers of opinions of others (lấy ý kiến, hiệp y) on a nomination at a stage.
//!
//! ```text
//! asked, with a last day by the rows of the law: ASKED
//!
//! ASKED ──AGREE──▶ AGREES  by a written answer and its day
//! ASKED ──DISAGREE──▶ DISAGREES  likewise
//! ASKED ──PASS_OVER──▶ NO_OBJECTION_BY_SILENCE  after the last day, where the law lets one go on
//! ASKED ──CANCEL──▶ CANCELLED  with a reason
//! ```

pub mod ask;
pub mod list;
mod recorded;
pub mod transition;
mod view;
