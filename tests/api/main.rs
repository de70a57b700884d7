//! The service from outside: real HTTP, a real PostgreSQL, one binary.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod authorization;
mod awards;
mod bad_input;
mod campaigns;
mod catalogue;
mod clusters;
mod commands;
mod contract;
mod coverage;
mod documents;
mod eligibility;
mod export_jobs;
mod exports;
mod facts;
mod files;
mod foreign_unit;
mod gate;
mod history;
mod idempotency;
mod imports;
mod initiatives;
mod jobs;
mod keys;
mod obligations;
mod outages;
mod paging;
mod people;
mod periods;
mod pledges;
mod races;
mod readiness_rules;
mod refusals;
mod released;
mod reminders;
mod reports;
mod reviews;
mod rights;
mod schema;
mod sessions;
mod support;
mod tokens;
mod units;
mod users;
mod world;
