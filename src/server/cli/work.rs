//! `thidua work`: workers of jobs in a process of their own, beside any number of servers.

use std::sync::Arc;

use actix_web::rt::spawn;
use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;

use super::database::Database;
use super::terminal::{Failure, say};
use crate::core::clock::Clock;
use crate::db::{self, Db};
use crate::http::metrics::Metrics;
use crate::server::background::{keep_sequencing, keep_working};
use crate::server::config::{DatabaseOptions, WorkOptions};
use crate::server::signals::StopSignals;
use crate::storage::LocalFolder;
use crate::worker::Worker;

/// Works until a signal comes.
pub fn work(options: &WorkOptions) -> Result<(), Failure> {
    actix_web::rt::System::new().block_on(async {
        // Before anything is started that a signal would leave behind.
        let mut signals = StopSignals::listen()?;
        let where_it_is = options.database.clone();
        let database = spawn_blocking(move || open(&where_it_is)).await??;
        let storage = Arc::new(LocalFolder::at(&options.database.files_dir())?);
        let ((stop, stopping), (end, ending)) = (watch::channel(false), watch::channel(false));
        let workers = options.job_workers.max(1);
        let (db, committed) = (Db::open(database.connector()?, workers + 1)?, Arc::<Notify>::default());
        let metrics = Metrics::new()?;
        let worker = Worker::new(db.clone(), Clock::system(), storage, Arc::clone(&committed));
        let sequencing = spawn(keep_sequencing(db, committed, metrics.clone(), ending));
        let working = || keep_working(worker.clone(), metrics.clone(), stopping.clone());
        let working: Vec<_> = (0..workers).map(|_| spawn(working())).collect();
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

/// The database, with this release's schema.
fn open(options: &DatabaseOptions) -> Result<Database, Failure> {
    let database = Database::open(options)?;
    db::migrations::run(&database.connector()?)?;
    Ok(database)
}
