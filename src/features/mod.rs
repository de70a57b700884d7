//! The features, in their order: each may use those before it.

pub mod identity;
pub mod documents;
pub mod units;
pub mod files;
pub mod catalogue;
pub mod campaigns;
pub mod periods;
pub mod progress;
pub mod pledges;
pub mod reports;
pub mod obligations;
pub mod reviews;
pub mod public;

pub mod audit;
pub mod events;
pub mod jobs;
