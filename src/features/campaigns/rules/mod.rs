//! Rules of campaigns: what a campaign says, its contents and days, its life, and what a launch needs.

pub mod contents;
pub mod imported;
pub mod indicators;
mod life_cycle;
pub mod limits;
mod model;
pub mod numbering;
pub mod period;
pub mod readiness;
mod reference;

pub use life_cycle::{CampaignAction, CampaignLife, CampaignStatus, NotRunning};
pub use model::{
    Assignment, CampaignForm, CampaignLevel, Charter, LaunchLevel, MOST_LEGAL_BASES, MOST_PROVISIONS, Motto,
    Provisions, Recipient, RecipientChannel, Scope, Signatory, Statement,
};
pub use reference::CampaignReference;

#[cfg(test)]
mod tests;
