//! The command line: what the binary can be told to do.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use super::database::Database;
use super::terminal::{Failure, say};
use super::{backup, check, extract, healthcheck, key, serve, user, work};

use crate::api::collect::english_document;
use crate::db;
use crate::server::config::{DEFAULT_LISTEN, DatabaseOptions, ServeOptions, WorkOptions};

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
    /// Takes the text out of a file; a server starts this itself
    #[command(hide = true)]
    Extract {
        /// What to take out
        what: extract::Extraction,
        /// The most rows of a spreadsheet
        #[arg(long, default_value_t = 1_000)]
        most_rows: usize,
    },
}

impl Cli {
    /// Does what it was told.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self.command {
            Command::Extract { what, most_rows } => return extract::extract(what, most_rows),
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
        }?;
        Ok(ExitCode::SUCCESS)
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
