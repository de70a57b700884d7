//! `thidua work`: workers of jobs in a process of their own, beside any number of servers.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use super::database::Database;
use super::serve::wait_for_signal;
use super::terminal::{Failure, say};
use crate::core::clock::Clock;
use crate::db::{self, Db};
use crate::server::background::run_sequencer;
use crate::server::config::WorkOptions;
use crate::storage::LocalFolder;
use crate::worker::Worker;

/// Works until a signal comes.
pub fn work(options: &WorkOptions) -> Result<(), Failure> {
    let database = Database::open(&options.database)?;
    let connector = database.connector()?;
    let storage = Arc::new(LocalFolder::at(&options.database.files_dir())?);
    db::migrations::run(&connector)?;
    actix_web::rt::System::new().block_on(async {
        let ((stop, stopping), (end, ending)) = (watch::channel(false), watch::channel(false));
        let workers = options.job_workers.max(1);
        let (db, committed) = (Db::open(connector, workers + 1)?, Arc::<Notify>::default());
        let sequencing = actix_web::rt::spawn(run_sequencer(db.clone(), Arc::clone(&committed), ending));
        let worker = Worker::new(db, Clock::system(), storage, committed);
        let working: Vec<_> =
            (0..workers).map(|_| actix_web::rt::spawn(worker.clone().run(stopping.clone()))).collect();
        say(&format!("{workers} workers work"));
        wait_for_signal().await?;
        log::info!("stopping: jobs that were begun have a moment to end");
        stop.send(true)?;
        for worker in working {
            worker.await?;
        }
        end.send(true)?;
        Ok(sequencing.await?)
    })
}
