//! `thidua work`: workers of jobs in a process of their own, beside any number of servers.

use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::rt::spawn;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::database::Database;
use super::terminal::{Failure, say};
use crate::api::collect::collect_contract;
use crate::auth::keyring::DatedKey;
use crate::core::clock::Clock;
use crate::core::crypto;
use crate::core::targets::Targets;
use crate::db::{self, Connector, Db};
use crate::http::client_address::TrustedProxies;
use crate::http::rate_limits::RateSettings;
use crate::http::readiness::Phase;
use crate::server::background::{keep_sequencing, keep_working};
use crate::server::bootstrap::{Plan, assemble, job_context};
use crate::server::config::{DatabaseOptions, WorkOptions};
use crate::server::signals::StopSignals;
use crate::worker::Worker;

/// Works until a signal comes.
pub fn work(options: &WorkOptions) -> Result<(), Failure> {
    actix_web::rt::System::new().block_on(async {
        // Before anything is started that a signal would leave behind.
        let mut signals = StopSignals::listen()?;
        let where_it_is = options.database.clone();
        let database = spawn_blocking(move || open(&where_it_is)).await??;
        let ((stop, stopping), (end, ending)) = (watch::channel(false), watch::channel(false));
        let workers = options.job_workers.max(1);
        let plan = plan_of(options, database.connector()?)?;
        let (parts, contract) = (assemble(&plan)?, collect_contract()?);
        // The lists that jobs read need no more than what their thread itself asks for.
        parts.pages.readiness.enter(Phase::Serving);
        let (db, metrics) = (Db::open(plan.connector.clone(), workers + 1)?, parts.metrics.clone());
        let context = job_context(&parts, &plan, &contract, db.clone());
        let committed = Arc::clone(&parts.state.committed);
        let sequencing = spawn(keep_sequencing(db, committed, metrics.clone(), ending));
        let working = |worker| spawn(keep_working(worker, metrics.clone(), stopping.clone()));
        let working: Vec<_> = Worker::several(context, workers).into_iter().map(working).collect();
        say(&format!("{workers} workers work"));
        signals.next().await;
        log::info!("stopping: jobs that were begun have a moment to end");
        stop.send(true)?;
        for worker in working {
            worker.await?;
        }
        end.send(true)?;
        sequencing.await?;
        // The database's own server ends here, where there is one.
        Ok(spawn_blocking(move || drop(database)).await?)
    })
}

/// What workers are made from. Nobody calls them, so nothing that they sign or derive is seen by anybody.
fn plan_of(options: &WorkOptions, connector: Connector) -> Result<Plan, Failure> {
    let clock = Clock::system();
    let own_key = DatedKey { signs_from: clock.now(), pem: crypto::new_signing_key()? };
    Ok(Plan {
        clock,
        connector,
        files_dir: options.database.files_dir(),
        program: std::env::current_exe()?,
        unit_files_mib: 0,
        db_connections: 1,
        hashing_limit: 1,
        signing_keys: vec![own_key],
        secret: Uuid::new_v4().as_bytes().to_vec(),
        metrics_token: None,
        badge_key: None,
        trusted_proxies: TrustedProxies::new(&[]),
        rate_settings: RateSettings { person: NonZeroU32::MIN, strangers: NonZeroU32::MIN },
        webhook_targets: Targets::default(),
        public_base_url: String::new(),
    })
}

/// The database, with this release's schema.
fn open(options: &DatabaseOptions) -> Result<Database, Failure> {
    let database = Database::open(options)?;
    db::migrations::run(&database.connector()?)?;
    Ok(database)
}
