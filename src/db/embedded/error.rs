//! Why the embedded server does not run, each with what a person can do about it.

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitStatus,
};

/// A start, restart or stop that failed. The message says what to do, or quotes the server.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// Nothing to run.
    #[error(
        "no PostgreSQL server found in /usr/lib/postgresql/*/bin or PATH: install one with \
         `apt-get install {package}`, name its directory in PG_BIN, or give a server in \
         DATABASE_URL"
    )]
    NoServer {
        /// The Debian package to install: of the cluster's version if there is a cluster.
        package: String,
    },
    /// `PG_BIN` was given and does not serve.
    #[error("no PostgreSQL server can be run from {} (PG_BIN): {reason}", bin_dir.display())]
    UnusableBinDir {
        /// The directory as given.
        bin_dir: PathBuf,
        /// What is missing or what its `postgres` answered.
        reason: String,
    },
    /// The cluster was written by a version that is not installed.
    #[error(
        "{} was written by PostgreSQL {required}, and installed is {installed}. {advice}",
        cluster.display()
    )]
    VersionMismatch {
        /// The cluster's directory.
        cluster: PathBuf,
        /// Its major version.
        required: u32,
        /// The major versions that could be run, newest first.
        installed: String,
        /// The commands that help.
        advice: String,
    },
    /// Another service holds the directory.
    #[error(
        "{} is in use by another process ({}): stop that one, or give this one a data directory \
         of its own",
        data_dir.display(),
        pid.as_ref().map_or_else(|| "pid unknown".to_owned(), |pid| format!("pid {pid}"))
    )]
    InUse {
        /// The data directory.
        data_dir: PathBuf,
        /// The holder, if it could be read.
        pid: Option<u32>,
    },
    /// The cluster belongs to an account that the server cannot run as.
    #[error(
        "{} belongs to {owner}, but the server, which never runs as root, would run as {account}: \
         hand it over with `chown -R {account} '{}'`, or start the service as the user that made it",
        cluster.display(),
        hand_over.display()
    )]
    WrongOwner {
        /// The cluster's directory.
        cluster: PathBuf,
        /// Account that owns the files.
        owner: String,
        /// Account that the server would run as.
        account: String,
        /// What has to change hands: as root the cluster, else the data directory.
        hand_over: PathBuf,
    },
    /// Started as root on a machine without an account to drop to.
    #[error(
        "PostgreSQL does not run as root, and neither `postgres` nor `nobody` is in /etc/passwd: \
         start the service as an ordinary user"
    )]
    NoAccount,
    /// A directory on the way is closed to the server's account.
    #[error(
        "user {account} cannot enter {}: choose a data directory that it can reach, such as \
         /var/lib/thidua, or open the way with `chmod o+x '{}'`",
        closed.display(),
        closed.display()
    )]
    Unreachable {
        /// The first directory on the way that is closed.
        closed: PathBuf,
        /// Account that the server would run as.
        account: String,
    },
    /// `<data_dir>/postgres` has content that is no cluster.
    #[error(
        "{} has content but no PG_VERSION, so it is no PostgreSQL cluster: move it away",
        cluster.display()
    )]
    NotACluster {
        /// The directory.
        cluster: PathBuf,
    },
    /// The short directory for the socket exists and is not safe to use.
    #[error(
        "{} is not a directory of mode 0700 owned by {account}: remove it, or choose a data \
         directory with a shorter and plainer name",
        path.display()
    )]
    UnsafeSocketDir {
        /// The directory.
        path: PathBuf,
        /// Account that the server would run as.
        account: String,
    },
    /// Making the cluster failed; nothing of it is kept.
    #[error("making the PostgreSQL cluster failed in `{program}`:\n{output}")]
    Initialise {
        /// `initdb` or `postgres --single`.
        program: &'static str,
        /// What it printed.
        output: String,
    },
    /// The server ended before it was ready.
    #[error(
        "the PostgreSQL server ended while starting ({status}); the end of {}:\n{tail}",
        log.display()
    )]
    EndedWhileStarting {
        /// How it ended.
        status: ExitStatus,
        /// The server's log file.
        log: PathBuf,
        /// Its last lines since this start.
        tail: String,
    },
    /// The server neither became ready nor wrote a line for too long.
    #[error(
        "the PostgreSQL server did not become ready and was silent for {seconds} s; \
         the end of {}:\n{tail}",
        log.display()
    )]
    NotReady {
        /// How long it was silent.
        seconds: u64,
        /// The server's log file.
        log: PathBuf,
        /// Its last lines since this start.
        tail: String,
    },
    /// Processes of an earlier server outlive SIGKILL.
    #[error(
        "an earlier PostgreSQL server still works in {} and cannot be ended: \
         end process {pids} by hand",
        cluster.display()
    )]
    LeftoverRemains {
        /// The cluster's directory.
        cluster: PathBuf,
        /// Their process ids.
        pids: String,
    },
    /// A file, directory or program could not be used.
    #[error("cannot {action}: {source}")]
    Io {
        /// What was tried, with its path.
        action: String,
        /// The operating system's answer.
        source: io::Error,
    },
}

/// Names the path and the action that an I/O error came from.
pub(super) fn io_failure(action: &str, path: &Path) -> impl FnOnce(io::Error) -> EmbeddedError {
    let action = format!("{action} {}", path.display());
    move |source| EmbeddedError::Io { action, source }
}
