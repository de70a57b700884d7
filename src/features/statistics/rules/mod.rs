//! Rules of statistics: what each form counts, what may be entered, the life of a snapshot, and a form as a paper.

mod document;
mod entered;
mod layouts;
mod life_cycle;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use document::{FormHead, FormPaper, form_paper};
pub use entered::{EnteredFault, EnteredRow, entered_faults, entered_figures};
pub use layouts::{
    AwardGroup, CampaignGroup, PROVINCE_AWARDS, StateAward, campaigns, province_awards, state_awards,
};
pub use life_cycle::SnapshotLife;
pub use table::{FormColumn, FormFigures, FormRow, Layout};
pub use words::{FormCode, RecordKind, ShareBy, SnapshotAction, SnapshotStatus, YearDays};
