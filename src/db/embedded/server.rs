//! The embedded server: started, watched, stopped.

use std::path::{Path, PathBuf};

use super::account::Account;
use super::binaries;
use super::cluster::Cluster;
use super::error::EmbeddedError;
use super::layout::{DirectoryLock, Layout, NAME};
use super::postmaster::Postmaster;
use super::sockets::{self, SocketDir};

/// Where the embedded server keeps its data and where its programs are looked for.
#[derive(Debug, Clone)]
pub struct EmbeddedOptions {
    /// Directory of this one service, made when missing. Relative paths count from the working
    /// directory.
    pub data_dir: PathBuf,
    /// Directory of `postgres` and `initdb` (`PG_BIN`), preferred to every installed server whose
    /// version suits the data equally well.
    pub bin_dir: Option<PathBuf>,
}

/// A running server on a directory that nobody else may use meanwhile. Dropping it stops the
/// server.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    pub(super) cluster: Cluster,
    pub(super) postmaster: Option<Postmaster>,
    _lock: DirectoryLock,
}

/// What [`EmbeddedPostgres::ensure_running`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restarted {
    /// The server was running.
    No,
    /// The server had died and runs again: every open connection is broken.
    Yes,
}

/// A server that can be used, whoever runs it.
#[derive(Debug)]
pub enum Reached {
    /// Nobody ran it: it was started and stops with this value.
    Started(EmbeddedPostgres),
    /// A running service holds the directory; its server takes connections.
    RunsElsewhere {
        /// Connection string of the database.
        connection_string: String,
        /// Directory of the programs that fit the server.
        bin_dir: PathBuf,
    },
}

impl EmbeddedPostgres {
    /// Starts the server of `data_dir`, or finds the way to it when a running service already did.
    ///
    /// # Errors
    /// As [`start`](Self::start), except that a directory in use is none.
    pub fn reach(options: &EmbeddedOptions) -> Result<Reached, EmbeddedError> {
        match Self::start(options) {
            Ok(started) => Ok(Reached::Started(started)),
            Err(EmbeddedError::InUse { .. }) => {
                let layout = Layout::create(&options.data_dir)?;
                let account = Account::choose(&layout)?;
                let required = layout.cluster_version()?;
                let binaries = binaries::choose(&account, options.bin_dir.as_deref(), required, &layout)?;
                let sockets = SocketDir::create(&layout, &account)?;
                Ok(Reached::RunsElsewhere {
                    connection_string: connection_string(&sockets),
                    bin_dir: binaries.bin_dir().to_owned(),
                })
            }
            Err(error) => Err(error),
        }
    }

    /// Starts the server of `data_dir` and waits until it takes connections; makes the cluster and
    /// its database first when there is none. A server that an earlier service left behind is
    /// stopped. Blocks: about a tenth of a second, one or two seconds the first time, longer after
    /// a crash.
    ///
    /// # Errors
    /// When no server is installed, or none of the cluster's version; when the directory is in use,
    /// out of reach or somebody else's; when `initdb` or the server fails.
    pub fn start(options: &EmbeddedOptions) -> Result<Self, EmbeddedError> {
        let layout = Layout::create(&options.data_dir)?;
        let account = Account::choose(&layout)?;
        let lock = DirectoryLock::acquire(&layout)?;
        let required = layout.cluster_version()?;
        let binaries = binaries::choose(&account, options.bin_dir.as_deref(), required, &layout)?;
        account.ensure_reach(layout.root(), &binaries.program("postgres"))?;
        let sockets = SocketDir::create(&layout, &account)?;
        layout.remove_unfinished();
        let cluster = Cluster { layout, account, binaries, sockets };
        if required.is_none() {
            cluster.initialise()?;
        }
        let postmaster = Some(Postmaster::launch(&cluster)?);
        log::info!("{cluster} is ready");
        Ok(Self { cluster, postmaster, _lock: lock })
    }

    /// Connection string of the database in keyword form, as tokio-postgres and libpq read it.
    #[must_use]
    pub fn connection_string(&self) -> String {
        connection_string(&self.cluster.sockets)
    }

    /// Directory of the programs that fit this server, `pg_dump` and `pg_restore` among them.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        self.cluster.binaries.bin_dir()
    }

    /// Launches the server again if it died. Costs one system call while it runs; otherwise blocks
    /// until it has recovered. After an error the next call tries anew.
    ///
    /// # Errors
    /// When the dead server's processes cannot be cleared away or the new one does not become
    /// ready.
    pub fn ensure_running(&mut self) -> Result<Restarted, EmbeddedError> {
        if let Some(postmaster) = &mut self.postmaster {
            let Some(status) = postmaster.exit_status()? else {
                return Ok(Restarted::No);
            };
            log::error!("{} ended by itself ({status}); starting it again", self.cluster);
            self.postmaster = None;
        }
        self.postmaster = Some(Postmaster::launch(&self.cluster)?);
        log::info!("{} is ready again", self.cluster);
        Ok(Restarted::Yes)
    }

    /// Stops the server: open transactions are rolled back, what is committed is on disk. Blocks
    /// for at most 35 seconds.
    ///
    /// # Errors
    /// When the server cannot be waited for.
    pub fn stop(mut self) -> Result<(), EmbeddedError> {
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<(), EmbeddedError> {
        self.postmaster.take().map_or(Ok(()), |postmaster| postmaster.stop(&self.cluster))
    }
}

fn connection_string(sockets: &SocketDir) -> String {
    let (host, port) = (sockets.path(), sockets::PORT);
    format!("host={host} port={port} user={NAME} dbname={NAME}")
}

impl Drop for EmbeddedPostgres {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            log::error!("{} was not stopped: {error}", self.cluster);
        }
    }
}
