//! The command line: what the binary can be told to do.

mod backup;
mod check;
mod database;
mod healthcheck;
mod key;
mod serve;
mod user;
mod work;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::api::collect::english_document;
use crate::db;
use crate::server::config::{DEFAULT_LISTEN, DatabaseOptions, ServeOptions, WorkOptions};

pub use check::{check_chain, check_files, check_progress, check_reporting};
pub use database::Database;

/// Whatever ends a command early, in words for the person who typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Emulation campaigns and commendation of a province: REST service.
#[derive(Debug, Parser)]
#[command(name = "thidua", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API and the page at /docs/
    Serve(ServeOptions),
    /// Does jobs in a process of its own; a server does them, too, unless it has no workers
    Work(WorkOptions),
    /// Brings the database to this release's schema
    Migrate(DatabaseOptions),
    /// Prints the OpenAPI document
    Openapi,
    /// Creates the first administrator
    #[command(subcommand)]
    User(user::UserCommand),
    /// Keeps the keys that sign access tokens
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Writes the whole database into a file
    Backup {
        /// The file to write
        file: PathBuf,
        #[command(flatten)]
        database: DatabaseOptions,
    },
    /// Fills an empty database from such a file
    Restore {
        /// The file to read
        file: PathBuf,
        #[command(flatten)]
        database: DatabaseOptions,
    },
    /// Checks the audit chain, the event feed, progress and files
    Check(DatabaseOptions),
    /// Asks the service on this machine whether it is ready
    Healthcheck {
        /// The address the service listens on
        #[arg(long, env = "LISTEN", default_value = DEFAULT_LISTEN)]
        listen: SocketAddr,
    },
}

impl Cli {
    /// Does what it was told.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Serve(options) => serve::serve(&options),
            Command::Work(options) => work::work(&options),
            Command::Migrate(options) => migrate(&options),
            Command::Openapi => print_document(),
            Command::User(command) => user::run(&command),
            Command::Key(command) => key::run(&command),
            Command::Backup { file, database } => backup::backup(&file, &database),
            Command::Restore { file, database } => backup::restore(&file, &database),
            Command::Check(options) => check::check(&options),
            Command::Healthcheck { listen } => healthcheck::healthcheck(listen),
        }
    }
}

fn migrate(options: &DatabaseOptions) -> Result<(), Failure> {
    let database = Database::open(options)?;
    let ran = db::migrations::run(&database.connector()?)?;
    say(&format!("{} migrations ran", ran.len()));
    Ok(())
}

fn print_document() -> Result<(), Failure> {
    say(&serde_json::to_string_pretty(&english_document()?)?);
    Ok(())
}

/// Writes a line for the person at the terminal; the log is for operators.
fn say(line: &str) {
    use std::io::Write;
    // A closed pipe is the reader's choice.
    writeln!(std::io::stdout(), "{line}").ok();
}

/// Runs a short asynchronous task of a command.
fn block_on<T>(task: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(task)
}

/// Writes a log record as one JSON object in a line.
///
/// # Errors
/// What the log's writer fails with.
pub fn write_log_line(out: &mut env_logger::fmt::Formatter, record: &log::Record<'_>) -> std::io::Result<()> {
    use std::io::Write;
    let mut line = serde_json::Map::new();
    line.insert("at".to_owned(), out.timestamp_millis().to_string().into());
    line.insert("level".to_owned(), record.level().as_str().into());
    line.insert("target".to_owned(), record.target().into());
    line.insert("message".to_owned(), record.args().to_string().into());
    // A value that can't be shown is left out; the line itself is worth more.
    record.key_values().visit(&mut Members(&mut line)).ok();
    writeln!(out, "{}", serde_json::Value::Object(line))
}

struct Members<'a>(&'a mut serde_json::Map<String, serde_json::Value>);

impl<'kvs> log::kv::VisitSource<'kvs> for Members<'_> {
    fn visit_pair(
        &mut self,
        key: log::kv::Key<'kvs>,
        value: log::kv::Value<'kvs>,
    ) -> Result<(), log::kv::Error> {
        let value = serde_json::to_value(&value).unwrap_or_else(|_| value.to_string().into());
        self.0.insert(key.to_string(), value);
        Ok(())
    }
}
