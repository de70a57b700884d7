//! The database a command works on: the one that is named, or the service's own.

use std::path::PathBuf;
use std::process::Command;

use super::terminal::{Failure, block_on};
use crate::db::Connector;
use crate::db::embedded::{EmbeddedOptions, EmbeddedPostgres, Reached};
use crate::server::config::DatabaseOptions;
use crate::server::signals::StopSignals;

/// A database that can be reached while this lives.
pub struct Database {
    url: String,
    embedded: Option<EmbeddedPostgres>,
    bin_dir: Option<PathBuf>,
}

impl Database {
    /// The named database; without a name the service's own, started when it does not run.
    ///
    /// # Errors
    /// When it can't be started, or the name can't be read.
    pub fn open(options: &DatabaseOptions) -> Result<Self, Failure> {
        if let Some(url) = options.url()? {
            return Ok(Self { url, embedded: None, bin_dir: options.pg_bin.clone() });
        }
        hold_signals()?;
        Ok(match EmbeddedPostgres::reach(&embedded_options(options))? {
            Reached::Started(embedded) => Self::own(embedded),
            Reached::RunsElsewhere { connection_string, bin_dir } => {
                Self { url: connection_string, embedded: None, bin_dir: Some(bin_dir) }
            }
        })
    }

    /// The same for a server: its own database must not be run by somebody else.
    ///
    /// # Errors
    /// As [`open`](Self::open), and when another server uses the data directory.
    pub fn open_alone(options: &DatabaseOptions) -> Result<Self, Failure> {
        match options.url()? {
            Some(url) => Ok(Self { url, embedded: None, bin_dir: options.pg_bin.clone() }),
            None => Ok(Self::own(EmbeddedPostgres::start(&embedded_options(options))?)),
        }
    }

    /// How to connect.
    ///
    /// # Errors
    /// When the URL can't be read.
    pub fn connector(&self) -> Result<Connector, Failure> {
        Ok(Connector::parse(&self.url)?)
    }

    /// The server that must be watched and stopped, if it is ours.
    pub fn take_embedded(&mut self) -> Option<EmbeddedPostgres> {
        self.embedded.take()
    }

    /// A program of PostgreSQL that connects to this database; the password stays out of its arguments.
    ///
    /// # Errors
    /// When the URL can't be read.
    pub fn program(&self, name: &str) -> Result<Command, Failure> {
        let path =
            self.bin_dir.as_ref().map_or_else(|| PathBuf::from(name), |directory| directory.join(name));
        let config: tokio_postgres::Config = self.url.parse()?;
        let mut command = Command::new(path);
        for (variable, value) in connection_variables(&config) {
            command.env(variable, value);
        }
        Ok(command)
    }

    fn own(embedded: EmbeddedPostgres) -> Self {
        let bin_dir = Some(embedded.bin_dir().to_owned());
        Self { url: embedded.connection_string(), embedded: Some(embedded), bin_dir }
    }
}

/// From here on a signal waits for the end of the command: a process that ended before the server it starts would leave it
/// running without anybody who uses it. Commands take seconds.
fn hold_signals() -> Result<(), Failure> {
    block_on(async { Ok(StopSignals::listen().map(drop)?) })
}

fn embedded_options(options: &DatabaseOptions) -> EmbeddedOptions {
    EmbeddedOptions { data_dir: options.data_dir.clone(), bin_dir: options.pg_bin.clone() }
}

fn connection_variables(config: &tokio_postgres::Config) -> Vec<(&'static str, String)> {
    use tokio_postgres::config::{Host, SslMode};
    let mut variables = Vec::new();
    match config.get_hosts().first() {
        Some(Host::Tcp(host)) => variables.push(("PGHOST", host.clone())),
        Some(Host::Unix(path)) => variables.push(("PGHOST", path.display().to_string())),
        None => {}
    }
    if let Some(port) = config.get_ports().first() {
        variables.push(("PGPORT", port.to_string()));
    }
    if let Some(user) = config.get_user() {
        variables.push(("PGUSER", user.to_owned()));
    }
    if let Some(name) = config.get_dbname() {
        variables.push(("PGDATABASE", name.to_owned()));
    }
    if let Some(password) = config.get_password() {
        variables.push(("PGPASSWORD", String::from_utf8_lossy(password).into_owned()));
    }
    let ssl_mode = match config.get_ssl_mode() {
        SslMode::Disable => "disable",
        SslMode::Require => "require",
        _ => "prefer",
    };
    variables.push(("PGSSLMODE", ssl_mode.to_owned()));
    variables
}
