//! The features, in their order: each may use those before it.

pub mod campaigns;
pub mod catalogue;
pub mod documents;
pub mod eligibility;
pub mod files;
pub mod identity;
pub mod imports;
pub mod obligations;
pub mod people;
pub mod periods;
pub mod pledges;
pub mod progress;
pub mod public;
pub mod reports;
pub mod reviews;
pub mod units;

pub mod audit;
pub mod events;
pub mod exports;
pub mod jobs;
