//! `thidua`: emulation campaigns (phong trào thi đua) and commendation (khen thưởng) of a province.
//!
//! The doors of the house, from the ground up. A door uses only the doors above it in this list, and
//! `tests/architecture` holds that.

pub mod api;
pub mod auth;
pub mod core;
pub mod db;
pub mod features;
pub mod http;
pub mod official_documents;
pub mod operations;
pub mod record;
pub mod sample;
pub mod server;
pub mod storage;
pub mod worker;
