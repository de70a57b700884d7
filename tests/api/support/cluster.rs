//! A throwaway PostgreSQL on the RAM disk, a template database, a clone per test. It all ends with this process,
//! however the process ends.

use std::cell::RefCell;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};

use chrono::{DateTime, Utc};
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::MigrationHarness;
use thidua::auth::password::Passwords;
use thidua::db::embedded::{EmbeddedOptions, EmbeddedPostgres};
use thidua::db::{Connector, Db, migrations};
use thidua::sample;
use tokio::runtime::Builder;

/// The day of every test: a Monday morning in Viet Nam.
pub const NOW: &str = "2026-11-23T01:00:00Z";

const TEMPLATE: &str = "template_thidua";

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);
static NEXT: AtomicUsize = AtomicUsize::new(1);
/// Takes the names of databases whose test is over.
static LEFT: LazyLock<Sender<String>> = LazyLock::new(drop_databases);

thread_local! {
    /// The databases of this thread's test.
    static OWN: RefCell<OwnDatabases> = const { RefCell::new(OwnDatabases(Vec::new())) };
}

/// Each test has a thread of its own, and its databases end with that: together they would not fit into memory.
struct OwnDatabases(Vec<String>);

impl Drop for OwnDatabases {
    fn drop(&mut self) {
        for name in self.0.drain(..) {
            let _ = LEFT.send(name);
        }
    }
}

fn drop_databases() -> Sender<String> {
    let (sender, names) = channel::<String>();
    std::thread::spawn(move || {
        block_on(async {
            let mut connection = connect(&url_of(&CLUSTER.url, "postgres")).await;
            while let Ok(name) = names.recv() {
                // Whoever still holds it is sent away. What can't be dropped ends with the server.
                let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                let _ = diesel::sql_query(sql).execute(&mut connection).await;
            }
        });
    });
    sender
}

struct Cluster {
    url: String,
    bin_dir: String,
    dir: PathBuf,
    _server: EmbeddedPostgres,
    /// Waits for the end of its standard input, which the end of this process brings about; then cleans up.
    _undertaker: Child,
}

impl Cluster {
    fn start() -> Self {
        let dir = PathBuf::from(format!("/dev/shm/thidua-test-{}", std::process::id()));
        let undertaker = undertaker(&dir);
        let options = EmbeddedOptions { data_dir: dir.clone(), bin_dir: None };
        let server = EmbeddedPostgres::start(&options).expect("a PostgreSQL server");
        let url = server.connection_string();
        let bin_dir = server.bin_dir().display().to_string();
        let cluster = Self { url, bin_dir, dir, _server: server, _undertaker: undertaker };
        let url = cluster.url.clone();
        // Its own thread: the template is made by blocking work, and the first test runs on an async runtime.
        std::thread::spawn(move || make_template(&url)).join().expect("a template");
        cluster
    }
}

fn undertaker(dir: &Path) -> Child {
    const SCRIPT: &str = r#"
        cat >/dev/null
        pid=$(head -n 1 "$0/postgres/postmaster.pid" 2>/dev/null) && kill -INT "$pid" 2>/dev/null
        for _ in $(seq 100); do [ -e "$0/postgres/postmaster.pid" ] || break; sleep 0.05; done
        rm -rf "$0""#;
    Command::new("sh")
        .args(["-c", SCRIPT])
        .arg(dir)
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()
        .expect("a shell")
}

/// Now, as every test begins.
pub fn now() -> DateTime<Utc> {
    NOW.parse().expect("an instant")
}

fn make_template(url: &str) {
    block_on(async {
        let mut connection = connect(url).await;
        run(&mut connection, &format!("CREATE DATABASE {TEMPLATE}")).await;
    });
    let connector = Connector::parse(&url_of(url, TEMPLATE)).expect("a connection string");
    migrations::run(&connector).expect("migrations");
    block_on(async {
        let db = Db::open(connector, 1).expect("a pool");
        let passwords = Passwords::new(1).expect("hashing");
        sample::fill(&db, &passwords).await.expect("sample data");
        while thidua::record::sequencer::round(&db).await.expect("a round") {}
    });
}

/// The directory of the programs that fit the server.
pub fn bin_dir() -> String {
    CLUSTER.bin_dir.clone()
}

/// Runs one statement on another database than that of `url`: `$ident` and `$db` stand for the latter.
pub async fn run_about(url: &str, sql: &str) {
    let name = url.rsplit_once("dbname=").map(|(_, name)| name).unwrap_or_default();
    let sql = sql.replace("$ident", name).replace("$db", &format!("'{name}'"));
    run(&mut connect(&url_of(&CLUSTER.url, "postgres")).await, &sql).await;
}

/// A connection string of a fresh clone of the migrated template with sample data.
pub async fn clone_database() -> String {
    let name = fresh_name();
    let mut connection = connect(&CLUSTER.url).await;
    run(&mut connection, &format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")).await;
    url_of(&CLUSTER.url, &name)
}

/// A connection string of a fresh database with nothing in it.
pub async fn empty_database() -> String {
    let name = fresh_name();
    let mut connection = connect(&CLUSTER.url).await;
    run(&mut connection, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    url_of(&CLUSTER.url, &name)
}

/// A folder for the files of one service, which ends with the server's own.
pub fn files_dir() -> PathBuf {
    CLUSTER.dir.join("files").join(NEXT.fetch_add(1, Ordering::Relaxed).to_string())
}

/// Opens a plain connection.
pub async fn connect(url: &str) -> AsyncPgConnection {
    Connector::parse(url).expect("a connection string").connect().await.expect("a connection")
}

/// Takes migrations back, on a thread of its own because the harness needs a runtime of its own.
pub fn revert(
    connector: &Connector,
    back: impl FnOnce(&mut AsyncMigrationHarness<AsyncPgConnection>) + Send + 'static,
) {
    let connector = connector.clone();
    let on_own_runtime = move || {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let connection = connector.connect().await.expect("a connection");
            back(&mut AsyncMigrationHarness::new(connection));
        });
    };
    std::thread::spawn(on_own_runtime).join().expect("migrations that go back");
}

/// Takes the migrations back to this one, with it, and runs them again.
pub fn migrate_again(connector: &Connector, version: &str) {
    let version = version.to_owned();
    revert(connector, move |harness| {
        while harness.revert_last_migration(migrations::MIGRATIONS).unwrap().to_string() != version {}
    });
    migrations::run(connector).unwrap();
}

/// Runs one statement.
pub async fn run(connection: &mut AsyncPgConnection, sql: &str) {
    diesel::sql_query(sql).execute(connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn fresh_name() -> String {
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    OWN.with_borrow_mut(|own| own.0.push(name.clone()));
    name
}

fn url_of(url: &str, database: &str) -> String {
    url.replace("dbname=thidua", &format!("dbname={database}"))
}

fn block_on(task: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(task);
}
