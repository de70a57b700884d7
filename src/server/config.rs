//! All configuration: flags and environment, read once into one struct.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use chrono::TimeDelta;
use clap::Args;

use crate::core::targets::Targets;

/// Where the service listens when nothing else is said.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// Where the database is.
#[derive(Debug, Clone, Args)]
pub struct DatabaseOptions {
    /// The PostgreSQL server to use; without it the service runs its own in the data directory
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// A file with the database URL, for secrets that come as files
    #[arg(long, env = "DATABASE_URL_FILE")]
    pub database_url_file: Option<PathBuf>,
    /// Where the service keeps its own PostgreSQL cluster and, in sample mode, its secrets
    #[arg(long, env = "DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// Where the service keeps uploaded files; `files` in its data directory when left out
    #[arg(long, env = "FILES_DIR")]
    pub files_dir: Option<PathBuf>,
    /// The directory of the PostgreSQL programs, where several are installed
    #[arg(long, env = "PG_BIN")]
    pub pg_bin: Option<PathBuf>,
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// Fills an empty database with sample data and weak, well-known passwords; only on loopback
    #[arg(long)]
    pub sample: bool,
    /// The address to listen on
    #[arg(long, env = "LISTEN", default_value = DEFAULT_LISTEN)]
    pub listen: SocketAddr,
    /// What stands before every link the service writes, such as <https://thidua.example.vn>
    #[arg(long, env = "PUBLIC_BASE_URL", default_value = "")]
    pub public_base_url: String,
    /// Networks of reverse proxies whose X-Forwarded-For counts, such as `10.0.0.0/8,::1/128`
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// The directory of the keys that sign access tokens, which `thidua key rotate` keeps
    #[arg(long, env = "SIGNING_KEYS_DIR")]
    pub signing_keys_dir: Option<PathBuf>,
    /// At least 32 random bytes for cursors and refresh tokens; readable by its owner alone
    #[arg(long, env = "SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
    /// A file with the bearer token that opens /metrics; without it there is no such page
    #[arg(long, env = "METRICS_TOKEN_FILE")]
    pub metrics_token_file: Option<PathBuf>,
    /// A P-256 key (PKCS #8, PEM) that signs Open Badges of awards; without it there are none. Keep it: badges are checked by it
    #[arg(long, env = "BADGE_KEY_FILE")]
    pub badge_key_file: Option<PathBuf>,
    /// Threads that answer requests
    #[arg(long, env = "WORKERS", default_value_t = default_workers())]
    pub workers: usize,
    /// Database connections of each worker, beside the one for point reads
    #[arg(long, env = "DB_CONNECTIONS", default_value_t = 8)]
    pub db_connections: usize,
    /// Workers of jobs in this process; 0 leaves jobs to `thidua work`
    #[arg(long, env = "JOB_WORKERS", default_value_t = 2)]
    pub job_workers: usize,
    /// Connections that one address may have at a time; trusted proxies may have any number
    #[arg(long, env = "CONNECTIONS_PER_ADDRESS", default_value = "500")]
    pub connections_per_address: NonZeroUsize,
    /// How many days events are kept in the feed; all of them where it is left out
    #[arg(long, env = "EVENTS_KEPT_DAYS")]
    pub events_kept_days: Option<NonZeroU32>,
    /// Networks to which webhooks may be sent, such as `10.20.0.0/16`; without any there are no webhooks
    #[arg(long, env = "WEBHOOK_NETWORKS", value_delimiter = ',')]
    pub webhook_networks: Vec<ipnet::IpNet>,
    /// Lets webhooks be sent without TLS, inside a network that nobody else reads
    #[arg(long, env = "WEBHOOK_PLAIN_HTTP")]
    pub webhook_plain_http: bool,
    /// How often a person may call in a minute; a machine client has a limit of its own
    #[arg(long, env = "RATE_LIMIT_PERSON", default_value = "1200")]
    pub rate_limit_person: NonZeroU32,
    /// How often strangers of one network may call in a minute, public reading apart
    #[arg(long, env = "RATE_LIMIT_STRANGERS", default_value = "300")]
    pub rate_limit_strangers: NonZeroU32,
    /// How much the uploaded files of one unit may have together, in MiB
    #[arg(long, env = "UNIT_FILES_MIB", default_value_t = 5120)]
    pub unit_files_mib: u32,
    /// How long requests are still taken after a signal to stop, in seconds, while /readyz sends clients elsewhere
    #[arg(long, env = "STOP_DELAY_SECONDS", default_value_t = 5)]
    pub stop_delay_seconds: u64,
    /// How long a stop waits for requests in flight, in seconds
    #[arg(long, env = "SHUTDOWN_SECONDS", default_value_t = 20)]
    pub shutdown_seconds: u64,
    /// Where the database is
    #[command(flatten)]
    pub database: DatabaseOptions,
}

/// How to work.
#[derive(Debug, Clone, Args)]
pub struct WorkOptions {
    /// Workers of jobs in this process
    #[arg(long, env = "JOB_WORKERS", default_value_t = 2)]
    pub job_workers: usize,
    /// Where the database is
    #[command(flatten)]
    pub database: DatabaseOptions,
}

/// A configuration that must not run.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Sample passwords are known to everybody.
    #[error(
        "--sample listens on loopback only (127.0.0.1 or ::1), not on {0}: its passwords are known to everybody"
    )]
    SampleBeyondLoopback(SocketAddr),
    /// The base of links is not a URL.
    #[error("PUBLIC_BASE_URL must begin with http:// or https:// and must not end with /: {0}")]
    BadBaseUrl(String),
    /// A file can't be read.
    #[error("{path} can't be read: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl ServeOptions {
    /// What stands before every link; of a sample, the address on which it listens.
    #[must_use]
    pub fn base_url(&self) -> String {
        if self.sample && self.public_base_url.is_empty() {
            format!("http://{}", self.listen)
        } else {
            self.public_base_url.clone()
        }
    }

    /// To which networks webhooks are sent: of a sample, where nothing else is said, to this machine.
    #[must_use]
    pub fn webhook_targets(&self) -> Targets {
        if self.sample && self.webhook_networks.is_empty() {
            let loopback = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].map(IpAddr::into);
            return Targets::new(loopback.to_vec(), true);
        }
        Targets::new(self.webhook_networks.clone(), self.webhook_plain_http)
    }

    /// How long events are kept in the feed, where they are not kept for good.
    #[must_use]
    pub fn events_kept(&self) -> Option<TimeDelta> {
        self.events_kept_days.map(|days| TimeDelta::days(days.get().into()))
    }

    /// Checks what flags alone can tell.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.sample && !self.listen.ip().is_loopback() {
            return Err(ConfigError::SampleBeyondLoopback(self.listen));
        }
        let url = &self.public_base_url;
        let is_url = url.starts_with("http://") || url.starts_with("https://");
        if !url.is_empty() && (!is_url || url.ends_with('/')) {
            return Err(ConfigError::BadBaseUrl(url.clone()));
        }
        Ok(())
    }
}

impl DatabaseOptions {
    /// Where uploaded files are kept.
    #[must_use]
    pub fn files_dir(&self) -> PathBuf {
        self.files_dir.clone().unwrap_or_else(|| self.data_dir.join("files"))
    }

    /// The database URL, if there is one.
    ///
    /// # Errors
    /// [`ConfigError::Unreadable`] when it stands in a file that can't be read.
    pub fn url(&self) -> Result<Option<String>, ConfigError> {
        match (&self.database_url, &self.database_url_file) {
            (Some(url), _) => Ok(Some(url.clone())),
            (None, Some(path)) => read(path).map(|text| Some(text.trim().to_owned())),
            (None, None) => Ok(None),
        }
    }
}

/// The text of a small file.
///
/// # Errors
/// [`ConfigError::Unreadable`].
pub fn read(path: &std::path::Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), reason: error.to_string() })
}

fn default_workers() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}
