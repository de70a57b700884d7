//! The service as tests use it: real HTTP on a real socket, a real database of its own, a clock that stands still.

pub mod actors;
pub mod cluster;
pub mod names;
pub mod promise;
mod reply;
pub mod wait;

use std::num::NonZeroU32;
use std::sync::{Arc, LazyLock};

use actix_server::Server;
use actix_web::dev::ServerHandle;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use thidua::api::app::AppParts;
use thidua::api::collect::collect_contract;
use thidua::api::contract::Contract;
use thidua::api::own_lists::OwnLists;
use thidua::auth::keyring::DatedKey;
use thidua::core::clock::Clock;
use thidua::core::targets::Targets;
use thidua::db::{Connector, Db};
use thidua::http::Locale;
use thidua::http::client_address::TrustedProxies;
use thidua::http::rate_limits::RateSettings;
use thidua::http::readiness::Phase;
use thidua::operations::job_context::JobContext;
use thidua::sample;
use thidua::server::bootstrap::{Plan, assemble, job_context};
use thidua::server::gate;
use thidua::server::listening::{ConnectionLimit, serve_at};
use thidua::worker::Worker;

pub use actors::{Actor, Call};
pub use names::{NOTHING, assignments, campaigns, documents, units, users};
pub use reply::Reply;

/// How much the files of one unit may have together in tests.
const UNIT_FILES_MIB: u32 = 40;
/// The token that opens `/metrics` in tests.
pub const METRICS_TOKEN: &str = "metrics-token-of-the-tests-0123456789";

/// A running service with a database of its own.
pub struct TestApp {
    /// Where it listens.
    pub address: String,
    /// Its clock.
    pub clock: Clock,
    /// A way to its database beside its own.
    pub db: Db,
    /// What it was made from.
    pub plan: Plan,
    /// Its parts.
    pub parts: AppParts,
    url: String,
    client: reqwest::Client,
    /// Where its files are kept; removed with it.
    pub files_dir: std::path::PathBuf,
    server: ServerHandle,
}

/// A key that signs badges.
pub fn new_badge_key() -> String {
    thidua::core::crypto::new_signing_key().expect("a key")
}

/// The contract, collected once for all tests.
pub fn contract() -> &'static Contract {
    static CONTRACT: LazyLock<Contract> = LazyLock::new(|| collect_contract().expect("a contract"));
    &CONTRACT
}

/// The document in English.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| document_in(Locale::English));
    &DOCUMENT
}

/// The document in a language.
pub fn document_in(locale: Locale) -> Value {
    serde_json::from_slice(contract().in_locale(locale)).expect("a document")
}

impl TestApp {
    /// A service on a clone of the sample.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A service on a clone of the sample that knows its public address and gives badges.
    pub async fn start_published() -> Self {
        Self::start_with(|plan| {
            "https://thidua.example.vn".clone_into(&mut plan.public_base_url);
            plan.badge_key = Some(new_badge_key());
        })
        .await
    }

    /// A service on a clone of the sample with what its operators may leave out.
    pub async fn start_with(change: impl FnOnce(&mut Plan)) -> Self {
        let app = Self::at(&cluster::clone_database().await, change);
        sample::keep_files(&*app.parts.state.storage).await.expect("the sample's files");
        app
    }

    /// Another server of the same service, with keys of its own.
    pub fn beside(&self) -> Self {
        Self::on(&self.url)
    }

    /// A service on a database of one's own.
    pub fn on(database_url: &str) -> Self {
        Self::at(database_url, |_| {})
    }

    fn at(database_url: &str, change: impl FnOnce(&mut Plan)) -> Self {
        let now = cluster::now();
        let files_dir = cluster::files_dir();
        let clock = Clock::fixed(now);
        let mut plan = Plan {
            clock: clock.clone(),
            connector: Connector::parse(database_url).expect("a connection string"),
            files_dir: files_dir.clone(),
            program: env!("CARGO_BIN_EXE_thidua").into(),
            unit_files_mib: UNIT_FILES_MIB,
            db_connections: 4,
            hashing_limit: 2,
            signing_keys: vec![DatedKey {
                signs_from: now,
                pem: thidua::core::crypto::new_signing_key().expect("a key"),
            }],
            secret: b"the secret of the tests, long enough".to_vec(),
            metrics_token: Some(METRICS_TOKEN.to_owned()),
            badge_key: None,
            // A test says by X-Forwarded-For where a caller is.
            trusted_proxies: TrustedProxies::new(&["127.0.0.0/8".parse().expect("a network")]),
            // More than any test calls, but for those of the limits.
            rate_settings: RateSettings { person: NonZeroU32::MAX, strangers: NonZeroU32::MAX },
            webhook_targets: Targets::new(vec!["127.0.0.0/8".parse().expect("a network")], true),
            public_base_url: String::new(),
        };
        change(&mut plan);
        let parts = assemble(&plan).expect("parts");
        parts.pages.readiness.enter(Phase::Serving);
        let db = Db::open(plan.connector.clone(), 2).expect("a pool");
        let (worker, contract) = (parts.clone(), contract().clone());
        let listener = gate::bind(([127, 0, 0, 1], 0).into()).expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let limit = ConnectionLimit { most: 500, free: Vec::new() };
        let (server, metrics) = (Server::build().workers(1), parts.metrics.clone());
        let lists = Arc::new(OwnLists::new(parts.clone(), contract.clone()));
        let running = serve_at(server, listener, &limit, metrics, move || worker.clone(), contract, lists);
        let running = running.expect("a server");
        let handle = running.handle();
        actix_web::rt::spawn(running);
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self {
            address,
            clock,
            db,
            plan,
            parts,
            url: database_url.to_owned(),
            client,
            files_dir,
            server: handle,
        }
    }

    /// Somebody without a token.
    pub fn anonymous(&self) -> Actor<'_> {
        Actor::new(self, None)
    }

    /// A sample account, signed in.
    pub async fn as_user(&self, username: &str) -> Actor<'_> {
        let user = actors::user_id(self, username).await;
        Actor::new(self, Some(actors::token_for(self, user).await))
    }

    /// The administrator of the province.
    pub async fn admin(&self) -> Actor<'_> {
        self.as_user("admin").await
    }

    /// The auditor of the province.
    pub async fn auditor(&self) -> Actor<'_> {
        self.as_user("auditor").await
    }

    /// Numbers and seals everything that is committed, as the service does in the background.
    pub async fn run_sequencer(&self) {
        while thidua::record::sequencer::round(&self.db).await.expect("a round") {}
    }

    /// The position of the last event that is numbered.
    pub async fn last_event(&self) -> i64 {
        let connection = self.plan.connector.connect().await.expect("a connection");
        thidua::record::sequencer::head(&connection).await.expect("a head").0
    }

    /// What its jobs work with.
    pub fn job_context(&self) -> JobContext {
        job_context(&self.parts, &self.plan, contract(), self.db.clone())
    }

    /// Does all jobs that can be done now, as workers do in the background; answers how many.
    pub async fn work(&self) -> usize {
        let worker = Worker::new(self.job_context());
        let mut done = 0;
        while worker.round(std::future::pending()).await.expect("a round") {
            done += 1;
        }
        done
    }

    /// Moves the clock.
    pub fn advance(&self, by: TimeDelta) {
        self.clock.set(self.clock.now() + by);
    }

    /// The instant the clock shows.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Runs one statement on the service's database.
    pub async fn sql(&self, sql: &str) {
        let mut connection = self.plan.connector.connect().await.expect("a connection");
        cluster::run(&mut connection, sql).await;
    }

    /// Runs one statement about the service's database from outside it.
    pub async fn sql_on_postgres(&self, sql: &str) {
        cluster::run_about(&self.url, sql).await;
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The future only waits; the command is sent by calling it.
        drop(self.server.stop(false));
        std::fs::remove_dir_all(&self.files_dir).ok();
    }
}

/// An id of the sample by its last part, for what has no name in [`names`].
pub fn sample_id(last: u128) -> String {
    sample::id(last).to_string()
}
