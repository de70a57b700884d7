//! `thidua serve`: from configuration to a running server, and back to a clean stop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_server::{Server, ServerHandle};
use actix_web::rt::spawn;
use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};

use super::database::Database;
use super::terminal::{Failure, say};
use crate::api::app::AppParts;
use crate::api::collect::collect_contract;
use crate::api::contract::Contract;
use crate::core::clock::Clock;
use crate::db::embedded::EmbeddedPostgres;
use crate::db::{self, Connector, Db};
use crate::http::client_address::TrustedProxies;
use crate::http::rate_limits::RateSettings;
use crate::http::readiness::Phase;
use crate::operations::state::State;
use crate::sample;
use crate::server::background::{
    keep_dispatching_webhooks, keep_listening, keep_sequencing, keep_sharing_limits, keep_tidying,
    keep_watching_keys, keep_working,
};
use crate::server::bootstrap::{Plan, assemble, for_another_worker, job_context};
use crate::server::config::ServeOptions;
use crate::server::failing::Failing;
use crate::server::gate;
use crate::server::listening::{ConnectionLimit, serve_at};
use crate::server::secrets::Secrets;
use crate::server::signals::StopSignals;
use crate::worker::Worker;
use crate::worker::webhooks::Dispatcher;

/// How long an accepted connection may take to reach its worker.
const HAND_OVER: Duration = Duration::from_millis(300);
/// How often the embedded server is looked after.
const WATCH_PERIOD: Duration = Duration::from_secs(1);
/// Database connections of what sends webhooks.
const WEBHOOK_CONNECTIONS: usize = 4;

/// Serves until a signal comes.
pub fn serve(options: &ServeOptions) -> Result<(), Failure> {
    options.check()?;
    // The log has one form, also for panics; what was on its way is answered with 500.
    std::panic::set_hook(Box::new(|panic| log::error!("{panic}")));
    actix_web::rt::System::new().block_on(async {
        // Before anything is started that a signal would leave behind.
        let signals = StopSignals::listen()?;
        let secrets = Secrets::load(options)?;
        let contract = collect_contract()?;
        let where_it_is = options.database.clone();
        let opening = spawn_blocking(move || Database::open_alone(&where_it_is));
        let mut database = opening.await??;
        let connector = database.connector()?;
        let embedded = database.take_embedded();
        let keys = secrets.signing_keys_dir.clone();
        let parts = WorkerParts::new(options, secrets, connector.clone())?;
        run(options, parts, contract, (connector, embedded), keys, signals).await
    })
}

/// One set of parts a worker.
#[derive(Clone)]
struct WorkerParts {
    plan: Plan,
    parts: Vec<AppParts>,
    next: Arc<AtomicUsize>,
}

impl WorkerParts {
    fn new(options: &ServeOptions, secrets: Secrets, connector: Connector) -> Result<Self, Failure> {
        let plan = Plan {
            clock: Clock::system(),
            connector,
            files_dir: options.database.files_dir(),
            program: std::env::current_exe()?,
            unit_files_mib: options.unit_files_mib,
            db_connections: options.db_connections,
            hashing_limit: options.workers.max(1),
            signing_keys: secrets.signing_keys,
            secret: secrets.secret,
            metrics_token: secrets.metrics_token,
            badge_key: secrets.badge_key,
            trusted_proxies: TrustedProxies::new(&options.trusted_proxies),
            rate_settings: RateSettings {
                person: options.rate_limit_person,
                strangers: options.rate_limit_strangers,
            },
            webhook_targets: options.webhook_targets(),
            public_base_url: options.base_url(),
        };
        let mut parts = vec![assemble(&plan)?];
        for _ in 1..options.workers {
            let another = parts.first().map(|first| for_another_worker(first, &plan)).transpose()?;
            parts.extend(another);
        }
        Ok(Self { plan, parts, next: Arc::default() })
    }

    /// The parts of the next worker; a worker that is started again gets those of another one.
    fn take(&self) -> Option<AppParts> {
        let index = self.next.fetch_add(1, Ordering::Relaxed) % self.parts.len();
        self.parts.get(index).cloned()
    }
}

async fn run(
    options: &ServeOptions,
    parts: WorkerParts,
    contract: Contract,
    (connector, embedded): (Connector, Option<EmbeddedPostgres>),
    keys: PathBuf,
    mut signals: StopSignals,
) -> Result<(), Failure> {
    let own = parts.take().ok_or("the server needs a worker")?;
    let background = Db::open(connector.clone(), 2 + options.job_workers)?;
    let context = job_context(&own, &parts.plan, &contract, background.clone());
    let fallback = own.clone();
    let of_worker = move || parts.take().unwrap_or_else(|| fallback.clone());
    let listener =
        gate::bind(options.listen).map_err(|error| format!("can't listen on {}: {error}", options.listen))?;
    let limit = ConnectionLimit {
        most: options.connections_per_address.get(),
        free: options.trusted_proxies.clone(),
    };
    let server = Server::build().workers(options.workers.max(1)).shutdown_timeout(options.shutdown_seconds);
    let lists = Arc::clone(&context.lists);
    let server = serve_at(server, listener, &limit, own.metrics.clone(), of_worker, contract, lists)?;
    let handle = server.handle();
    let serving = spawn(server);
    log::info!("listening on {}", options.listen);

    let ((rest, resting), (stop, stopping)) = (watch::channel(false), watch::channel(false));
    prepare(options, &connector, &background, &own).await?;
    let working = |worker| spawn(keep_working(worker, own.metrics.clone(), resting.clone()));
    let workers: Vec<_> = Worker::several(context, options.job_workers).into_iter().map(working).collect();
    let webhooks = State { db: Db::open(connector.clone(), WEBHOOK_CONNECTIONS)?, ..own.state.clone() };
    let own_tasks = (keys, Dispatcher::new(webhooks)?);
    let tasks =
        beside_requests((&own, options.events_kept()), (&connector, &background), own_tasks, &stopping);
    let watching = spawn(watch_embedded(embedded, stopping));
    let running = Running { serving, handle, workers, tasks, watching, rest, stop };
    if !signals.came() {
        own.pages.readiness.enter(Phase::Serving);
        if options.sample {
            sample::greet(options.listen, say);
        }
        signals.next().await;
        announce_stop(options, &own, &mut signals).await;
    }
    log::info!("stopping: requests in flight are finished first");
    running.end().await?;
    log::info!("stopped");
    Ok(())
}

/// Everything that goes on until the service stops.
struct Running {
    serving: JoinHandle<std::io::Result<()>>,
    handle: ServerHandle,
    workers: Vec<JoinHandle<()>>,
    tasks: Vec<JoinHandle<()>>,
    watching: JoinHandle<Option<EmbeddedPostgres>>,
    rest: watch::Sender<bool>,
    stop: watch::Sender<bool>,
}

impl Running {
    /// Ends it in order: requests and jobs, what goes on beside them, the database.
    async fn end(self) -> Result<(), Failure> {
        self.rest.send(true)?;
        // What was accepted is on its way to a worker; one that stops now would drop it unread.
        self.handle.pause().await;
        tokio::time::sleep(HAND_OVER).await;
        self.handle.stop(true).await;
        self.serving.await??;
        for worker in self.workers {
            worker.await?;
        }
        self.stop.send(true)?;
        for task in self.tasks {
            task.await?;
        }
        if let Some(embedded) = self.watching.await? {
            spawn_blocking(|| embedded.stop()).await??;
        }
        Ok(())
    }
}

/// Tells everybody who asks whether the service is ready that it is not, and takes requests for a while: until they have
/// noticed, they send some. Another signal ends the while.
async fn announce_stop(options: &ServeOptions, own: &AppParts, signals: &mut StopSignals) {
    own.pages.readiness.enter(Phase::Stopping);
    own.state.newest_event.stop();
    let delay = options.stop_delay_seconds;
    log::info!("not ready any more; requests are taken for {delay} s, another signal ends that");
    tokio::select! {
        () = tokio::time::sleep(Duration::from_secs(delay)) => {}
        () = signals.next() => {}
    }
}

/// What goes on beside requests and jobs, until told to stop.
fn beside_requests(
    (own, events_kept): (&AppParts, Option<TimeDelta>),
    (connector, db): (&Connector, &Db),
    (keys, dispatcher): (PathBuf, Dispatcher),
    stopping: &watch::Receiver<bool>,
) -> Vec<JoinHandle<()>> {
    let (metrics, stop) = (|| own.metrics.clone(), || stopping.clone());
    let state = &own.state;
    vec![
        spawn(keep_sequencing(db.clone(), Arc::clone(&state.committed), metrics(), stop())),
        spawn(keep_tidying(db.clone(), (Clock::system(), events_kept), metrics(), stop())),
        spawn(keep_listening(connector.clone(), state.newest_event.clone(), metrics(), stop())),
        spawn(keep_sharing_limits(db.clone(), state.rate_limits.clone(), metrics(), stop())),
        spawn(keep_watching_keys(state.authenticator.clone(), keys, metrics(), stop())),
        spawn(keep_dispatching_webhooks(dispatcher, metrics(), stop())),
    ]
}

/// Migrates, and fills an empty database with the sample where that is asked for.
async fn prepare(
    options: &ServeOptions,
    connector: &Connector,
    db: &Db,
    own: &AppParts,
) -> Result<(), Failure> {
    let migrating = connector.clone();
    let ran = spawn_blocking(move || db::migrations::run(&migrating)).await??;
    log::info!("{} migrations ran", ran.len());
    if options.sample {
        sample::fill(db, &own.state.passwords).await?;
        sample::keep_files(&*own.state.storage).await?;
    } else if sample::is_there(db).await? {
        return Err(
            "this database holds the sample, whose passwords everybody knows: serve another one".into()
        );
    }
    Ok(())
}

/// Starts the embedded server again when it dies; gives it back for the stop.
async fn watch_embedded(
    mut embedded: Option<EmbeddedPostgres>,
    mut stop: watch::Receiver<bool>,
) -> Option<EmbeddedPostgres> {
    let mut failing = Failing::default();
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(WATCH_PERIOD) => {}
            _ = stop.changed() => break,
        }
        let mut server = embedded.take()?;
        let looked = spawn_blocking(move || {
            // A panic must not take the server with it.
            let outcome = catch_unwind(AssertUnwindSafe(|| server.ensure_running()));
            (server, outcome)
        });
        match looked.await {
            Ok((server, outcome)) => {
                match outcome {
                    Ok(Ok(_)) => failing.end("the start of the embedded server"),
                    Ok(Err(error)) => failing.log("the start of the embedded server", &error),
                    Err(_) => log::error!("the watch over the embedded server panicked"),
                }
                embedded = Some(server);
            }
            Err(error) => log::error!("the watch over the embedded server failed: {error}"),
        }
    }
    embedded
}
