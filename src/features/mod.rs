//! The features, in their order: each may use those before it.

pub mod awards;
pub mod campaigns;
pub mod catalogue;
pub mod certificates;
pub mod clients;
pub mod clusters;
pub mod councils;
pub mod data_requests;
pub mod decisions;
pub mod dispatches;
pub mod documents;
pub mod eligibility;
pub mod exemplars;
pub mod facts;
pub mod files;
pub mod funds;
pub mod identity;
pub mod imports;
pub mod initiatives;
pub mod nominations;
pub mod obligations;
pub mod people;
pub mod periods;
pub mod pledges;
pub mod progress;
pub mod public;
pub mod reports;
pub mod reviews;
pub mod statistics;
pub mod units;

pub mod audit;
pub mod events;
pub mod exports;
pub mod jobs;
pub mod webhooks;
