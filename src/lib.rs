//! `thidua`: emulation campaigns (phong trào thi đua) and commendation (khen thưởng) of a province.
//!
//! The floors of the house, from the ground up; a room knows only the rooms below it, and
//! `tests/architecture.rs` holds that:
//!
//! 0. pure: `clock`, `crypto`, `difference`, `reader` and `writer` (official documents), `stamp`, `text_enum`,
//!    `vietnamese`, `auth::policy`, every `rules`
//! 1. what serves all: `storage` (bytes of files), and SQL: `db`, `idempotency`, `transitions`, `audit::store`, `events::store`, `jobs::store`, `history`
//! 2. SQL of features (`store`); `http` and `auth`; `sequencer`
//! 3. handlers (`routes`), `state`, `change`, `reach`
//! 4. `openapi`, `docs`, `service_pages`, `app`, `parts`, `background`, `worker`, `sample`
//! 5. `config`, `secrets`, `cli`, `main`

pub mod text_enum;

pub mod clock;
pub mod crypto;
pub mod difference;
pub mod reader;
pub mod stamp;
pub mod vietnamese;
pub mod writer;

pub mod db;
pub mod history;
pub mod idempotency;
pub mod storage;
pub mod transitions;

pub mod auth;
pub mod http;
pub mod sequencer;

pub mod change;
pub mod reach;
pub mod state;
pub mod steps;

pub mod audit;
pub mod events;
pub mod jobs;

pub mod campaigns;
pub mod catalogue;
pub mod documents;
pub mod files;
pub mod identity;
pub mod obligations;
pub mod periods;
pub mod pledges;
pub mod progress;
pub mod public;
pub mod reports;
pub mod reviews;
pub mod units;

pub mod app;
pub mod archive;
pub mod background;
pub mod docs;
pub mod openapi;
pub mod parts;
pub mod sample;
pub mod service_pages;
pub mod worker;

pub mod cli;
pub mod config;
pub mod secrets;
