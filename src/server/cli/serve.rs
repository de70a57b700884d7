//! `thidua serve`: from configuration to a running server, and back to a clean stop.

use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;
use actix_web::rt::spawn;
use socket2::SockRef;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::database::Database;
use super::terminal::{Failure, say};
use crate::api::app;
use crate::api::app::AppParts;
use crate::api::collect::collect_contract;
use crate::api::contract::Contract;
use crate::core::clock::Clock;
use crate::db::embedded::EmbeddedPostgres;
use crate::db::{self, Connector, Db};
use crate::http::client_address::TrustedProxies;
use crate::http::unread::UnreadBody;
use crate::sample;
use crate::server::background::{run_housekeeping, run_key_watch, run_sequencer};
use crate::server::bootstrap::{Plan, assemble, for_another_worker};
use crate::server::config::ServeOptions;
use crate::server::secrets::Secrets;
use crate::worker::Worker;

/// How long a client may take to send its headers.
const HEADERS_DEADLINE: Duration = Duration::from_secs(5);
/// How long a client may leave what is sent to it untaken.
const READERS_DEADLINE: Duration = Duration::from_secs(30);
/// How long an idle connection stays open.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How often the embedded server is looked after.
const WATCH_PERIOD: Duration = Duration::from_secs(1);

/// Serves until a signal comes.
pub fn serve(options: &ServeOptions) -> Result<(), Failure> {
    options.check()?;
    // The log has one form, also for panics; what was on its way is answered with 500.
    std::panic::set_hook(Box::new(|panic| log::error!("{panic}")));
    let secrets = Secrets::load(options)?;
    let contract = collect_contract()?;
    let mut database = Database::open_alone(&options.database)?;
    let connector = database.connector()?;
    let embedded = database.take_embedded();
    let keys = secrets.signing_keys_dir.clone();
    let parts = WorkerParts::new(options, secrets, connector.clone())?;
    actix_web::rt::System::new().block_on(run(options, parts, contract, connector, embedded, keys))
}

/// One set of parts a worker.
#[derive(Clone)]
struct WorkerParts {
    parts: Vec<AppParts>,
    next: Arc<AtomicUsize>,
}

impl WorkerParts {
    fn new(options: &ServeOptions, secrets: Secrets, connector: Connector) -> Result<Self, Failure> {
        let plan = Plan {
            clock: Clock::system(),
            connector,
            files_dir: options.database.files_dir(),
            db_connections: options.db_connections,
            hashing_limit: options.workers.max(1),
            signing_keys: secrets.signing_keys,
            secret: secrets.secret,
            metrics_token: secrets.metrics_token,
            trusted_proxies: TrustedProxies::new(&options.trusted_proxies),
            public_base_url: options.public_base_url.clone(),
        };
        let mut parts = vec![assemble(&plan)?];
        for _ in 1..options.workers {
            let another = parts.first().map(|first| for_another_worker(first, &plan)).transpose()?;
            parts.extend(another);
        }
        Ok(Self { parts, next: Arc::default() })
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
    connector: Connector,
    embedded: Option<EmbeddedPostgres>,
    keys: PathBuf,
) -> Result<(), Failure> {
    let own = parts.take().ok_or("the server needs a worker")?;
    let fallback = own.clone();
    let factory = move || app::app(parts.take().unwrap_or_else(|| fallback.clone()), contract.clone());
    let server = HttpServer::new(factory)
        .workers(options.workers.max(1))
        .client_request_timeout(HEADERS_DEADLINE)
        .keep_alive(KEEP_ALIVE)
        .on_connect(begin)
        .shutdown_timeout(options.shutdown_seconds)
        .disable_signals()
        .bind(options.listen)
        .map_err(|error| format!("can't listen on {}: {error}", options.listen))?
        .run();
    let handle = server.handle();
    let serving = spawn(server);
    log::info!("listening on {}", options.listen);

    let ((rest, resting), (stop, stopping)) = (watch::channel(false), watch::channel(false));
    let background = Db::open(connector.clone(), 2 + options.job_workers)?;
    prepare(options, &connector, &background, &own).await?;
    let worker = || Worker::beside(&own.state, background.clone()).run(resting.clone());
    let workers: Vec<_> = (0..options.job_workers).map(|_| spawn(worker())).collect();
    let tasks = beside_requests(&own, &background, keys, &stopping);
    let watching = spawn(watch_embedded(embedded, stopping));
    own.pages.readiness.set(true);
    if options.sample {
        sample::greet(options.listen, say);
    }

    wait_for_signal().await?;
    log::info!("stopping: requests in flight are finished first");
    own.pages.readiness.set(false);
    rest.send(true)?;
    handle.stop(true).await;
    serving.await??;
    for worker in workers {
        worker.await?;
    }
    stop.send(true)?;
    for task in tasks {
        task.await?;
    }
    if let Some(embedded) = watching.await? {
        tokio::task::spawn_blocking(|| embedded.stop()).await??;
    }
    log::info!("stopped");
    Ok(())
}

/// What goes on beside requests and jobs, until told to stop.
fn beside_requests(
    own: &AppParts,
    db: &Db,
    keys: PathBuf,
    stopping: &watch::Receiver<bool>,
) -> Vec<JoinHandle<()>> {
    let (state, stop) = (&own.state, || stopping.clone());
    vec![
        spawn(run_sequencer(db.clone(), Arc::clone(&state.committed), stop())),
        spawn(run_housekeeping(db.clone(), Clock::system(), stop())),
        spawn(run_key_watch(state.authenticator.clone(), keys, stop())),
    ]
}

/// What a connection begins with: a place for a body that is not read to its end, and a deadline, because a client
/// that takes nothing of what is sent to it loses its connection.
fn begin(connection: &dyn Any, data: &mut Extensions) {
    data.insert(UnreadBody::default());
    if let Some(stream) = connection.downcast_ref::<TcpStream>()
        && let Err(error) = SockRef::from(stream).set_tcp_user_timeout(Some(READERS_DEADLINE))
    {
        log::warn!("slow readers are not cut: {error}");
    }
}

/// Migrates, and fills an empty database with the sample where that is asked for.
async fn prepare(
    options: &ServeOptions,
    connector: &Connector,
    db: &Db,
    own: &AppParts,
) -> Result<(), Failure> {
    let migrating = connector.clone();
    let ran = tokio::task::spawn_blocking(move || db::migrations::run(&migrating)).await??;
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
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(WATCH_PERIOD) => {}
            _ = stop.changed() => break,
        }
        let mut server = embedded.take()?;
        let looked = tokio::task::spawn_blocking(move || {
            let outcome = server.ensure_running();
            (server, outcome)
        });
        match looked.await {
            Ok((server, outcome)) => {
                if let Err(error) = outcome {
                    log::error!("the embedded server does not start: {error}");
                }
                embedded = Some(server);
            }
            Err(error) => log::error!("the watch over the embedded server failed: {error}"),
        }
    }
    embedded
}

/// Waits until somebody wants the process to stop.
pub async fn wait_for_signal() -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
