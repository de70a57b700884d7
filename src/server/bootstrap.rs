//! Puts a running service together, once for main and tests alike.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::api::app::AppParts;
use crate::api::contract::Contract;
use crate::api::own_lists::OwnLists;
use crate::api::service_pages::Pages;
use crate::auth::Authenticator;
use crate::auth::keyring::{BadKey, BadgeKey, DatedKey};
use crate::auth::password::Passwords;
use crate::auth::tokens::Tokens;
use crate::core::clock::Clock;
use crate::core::crypto::PurposeKey;
use crate::core::targets::Targets;
use crate::db::{self, Connector, Db};
use crate::http::Problem;
use crate::http::batch::Batches;
use crate::http::client_address::TrustedProxies;
use crate::http::limiter::Limiter;
use crate::http::metrics::Metrics;
use crate::http::paging::Cursors;
use crate::http::rate_limits::{RateLimits, RateSettings};
use crate::http::readiness::Readiness;
use crate::operations::extractor::Extractor;
use crate::operations::job_context::JobContext;
use crate::operations::state::State;
use crate::record::newest::NewestEvent;
use crate::storage::LocalFolder;

/// Issuer of tokens where no base URL is configured.
const DEFAULT_ISSUER: &str = "thidua";

/// How many official documents are read at the same time.
const READERS: usize = 2;
/// How many pictures are held in memory at the same time, 40 MiB each.
const PICTURES_HELD: usize = 4;
/// How many bodies of many parts are held at the same time, 16 MiB each as they come and three times that as they are filed.
const BATCHES_HELD: usize = 8;
/// How many of them are looked at at the same time: each may take three hundred megabytes for a moment.
const BATCHES_LOOKED_AT: usize = 1;

/// What the parts are made from.
#[derive(Clone)]
pub struct Plan {
    /// Where "now" comes from.
    pub clock: Clock,
    /// Where the database is.
    pub connector: Connector,
    /// Where the bytes of files are kept.
    pub files_dir: PathBuf,
    /// The service's own program, which is started for files of rich formats.
    pub program: PathBuf,
    /// How much the files of one unit may have together, in MiB.
    pub unit_files_mib: u32,
    /// Pooled database connections of each worker.
    pub db_connections: usize,
    /// How many passwords are hashed at the same time.
    pub hashing_limit: usize,
    /// The keys that sign access tokens.
    pub signing_keys: Vec<DatedKey>,
    /// What cursors and refresh tokens are derived from.
    pub secret: Vec<u8>,
    /// The bearer token that opens `/metrics`.
    pub metrics_token: Option<String>,
    /// The key that signs badges, where they are given.
    pub badge_key: Option<String>,
    /// Whose word on the client's address counts.
    pub trusted_proxies: TrustedProxies,
    /// How often people and strangers may call.
    pub rate_settings: RateSettings,
    /// To which networks webhooks are sent.
    pub webhook_targets: Targets,
    /// What stands before every link.
    pub public_base_url: String,
}

/// A plan that can't be carried out.
#[derive(Debug, thiserror::Error)]
pub enum BadPlan {
    /// The signing key is not one.
    #[error(transparent)]
    Key(#[from] BadKey),
    /// The pool can't be built.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// Hashing does not work.
    #[error("passwords can't be hashed: {0}")]
    Hashing(Problem),
    /// The folder of files can't be made.
    #[error("files can't be kept: {0}")]
    Files(#[from] std::io::Error),
    /// Two figures share a name.
    #[error(transparent)]
    Metrics(#[from] prometheus::Error),
}

/// The parts of the first worker.
///
/// # Errors
/// [`BadPlan`].
pub fn assemble(plan: &Plan) -> Result<AppParts, BadPlan> {
    let issuer = match plan.public_base_url.as_str() {
        "" => DEFAULT_ISSUER.to_owned(),
        url => url.to_owned(),
    };
    let tokens = Arc::new(Tokens::new(issuer, &plan.signing_keys)?);
    let badge_key = plan.badge_key.as_deref().map(BadgeKey::new).transpose()?;
    let state = State {
        db: Db::open(plan.connector.clone(), plan.db_connections)?,
        clock: plan.clock.clone(),
        authenticator: Authenticator::new(tokens, plan.clock.clone()),
        passwords: Arc::new(Passwords::new(plan.hashing_limit).map_err(BadPlan::Hashing)?),
        storage: Arc::new(LocalFolder::at(&plan.files_dir)?),
        unit_files_mib: plan.unit_files_mib,
        extractor: Extractor::new(plan.program.clone()),
        readers: Limiter::new(READERS),
        pictures: Limiter::new(PICTURES_HELD),
        batches: Batches { held: Limiter::new(BATCHES_HELD), parsing: Limiter::new(BATCHES_LOOKED_AT) },
        cursors: Cursors::new(&plan.secret),
        refresh_key: PurposeKey::derive(&plan.secret, "refresh"),
        webhook_key: PurposeKey::derive(&plan.secret, "webhooks"),
        webhook_targets: Arc::new(plan.webhook_targets.clone()),
        webhook_work: Arc::new(Notify::new()),
        trusted_proxies: plan.trusted_proxies.clone(),
        newest_event: NewestEvent::default(),
        rate_limits: RateLimits::new(plan.rate_settings),
        committed: Arc::new(Notify::new()),
        public_base_url: plan.public_base_url.as_str().into(),
        badge_key: badge_key.map(Arc::new),
    };
    let metrics_token = plan.metrics_token.as_deref().map(Into::into);
    let pages = Pages { readiness: Readiness::default(), metrics_token };
    Ok(AppParts { state, metrics: Metrics::new()?, pages })
}

/// What jobs work with: their own way to the database, and the service's own lists.
#[must_use]
pub fn job_context(parts: &AppParts, plan: &Plan, contract: &Contract, db: Db) -> JobContext {
    let state = &parts.state;
    JobContext {
        db,
        clock: state.clock.clone(),
        storage: Arc::clone(&state.storage),
        scratch: plan.files_dir.clone(),
        extractor: state.extractor.clone(),
        contract: Arc::clone(&contract.compiled),
        lists: Arc::new(OwnLists::new(parts.clone(), contract.clone())),
        committed: Arc::clone(&state.committed),
    }
}

/// The parts of another worker: its own way to the database, all else shared.
///
/// # Errors
/// [`BadPlan::Database`].
pub fn for_another_worker(parts: &AppParts, plan: &Plan) -> Result<AppParts, BadPlan> {
    let db = Db::open(plan.connector.clone(), plan.db_connections)?;
    Ok(AppParts { state: State { db, ..parts.state.clone() }, ..parts.clone() })
}
