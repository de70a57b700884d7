//! What a kill -9 leaves: of the service, its server (an orphan); of the server, its processes and
//! files.

use std::{
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{
    cluster::Cluster,
    error::{EmbeddedError, io_failure},
    layout::leading_number,
    postmaster::{FAST, IMMEDIATE, Signal},
};

const POLL: Duration = Duration::from_millis(20);
const KILL_PATIENCE: Duration = Duration::from_secs(5);

impl Cluster {
    /// Ends every server process that works in the cluster. Only for a holder of the directory's
    /// lock that has no server of its own: whatever runs there then was left behind.
    pub(super) fn clear_leftovers(&self) -> Result<(), EmbeddedError> {
        let directory = self.layout.cluster();
        let pid_file = directory.join("postmaster.pid");
        let orphan = recorded_pid(&pid_file).filter(|pid| self.processes().contains(pid));
        if let Some(orphan) = orphan {
            log::warn!("stopping the server that was left behind in {} (pid {orphan})", directory.display());
            for (signal, patience) in [FAST, IMMEDIATE] {
                if self.signal(signal, orphan) && self.processes_end_within(patience) {
                    break;
                }
            }
        }
        self.kill_remaining(&directory)?;
        remove_if_misleading(&pid_file)?;
        remove_if_misleading(&self.sockets.lock_file())
    }

    /// Without their postmaster the others end by themselves, except one that is busy computing;
    /// and as long as one lives, a new server refuses to start.
    fn kill_remaining(&self, cluster: &Path) -> Result<(), EmbeddedError> {
        for signal in [Signal::Quit, Signal::Kill] {
            for pid in self.processes() {
                log::warn!("ending process {pid}, left behind in {}", cluster.display());
                self.signal(signal, pid);
            }
            if self.processes_end_within(KILL_PATIENCE) {
                return Ok(());
            }
        }
        let pids = self.processes().iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        Err(EmbeddedError::LeftoverRemains { cluster: cluster.to_owned(), pids })
    }

    fn processes_end_within(&self, patience: Duration) -> bool {
        let begun = Instant::now();
        while !self.processes().is_empty() {
            if begun.elapsed() > patience {
                return false;
            }
            thread::sleep(POLL);
        }
        true
    }

    /// The living server processes of this cluster, known by their working directory, which is
    /// where every one of them stays. A process that has ended but was not waited for has none.
    pub(super) fn processes(&self) -> Vec<u32> {
        let cluster = self.layout.cluster();
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        pids.filter(|pid| is_server(*pid) && self.working_directory(*pid).as_ref() == Some(&cluster))
            .collect()
    }

    /// Root in a container usually may not look, for want of a capability; the account itself may.
    fn working_directory(&self, pid: u32) -> Option<PathBuf> {
        let link = Path::new("/proc").join(pid.to_string()).join("cwd");
        match fs::read_link(&link) {
            Ok(directory) => Some(directory),
            Err(error)
                if error.kind() == io::ErrorKind::PermissionDenied && self.account.differs_from_service() =>
            {
                let output =
                    self.account.command(Path::new("readlink")).arg("-n").arg(&link).output().ok()?;
                Some(PathBuf::from(String::from_utf8(output.stdout).ok()?))
            }
            Err(_) => None,
        }
    }
}

/// A new server takes a dead one's lock files away by itself. But after a restart of a container the
/// same small pid may be another process, even a thread of the service, and then it would refuse to
/// start.
fn remove_if_misleading(lock_file: &Path) -> Result<(), EmbeddedError> {
    let recorded = recorded_pid(lock_file);
    let Some(pid) = recorded.filter(|pid| Path::new("/proc").join(pid.to_string()).exists()) else {
        return Ok(());
    };
    let path = lock_file.display();
    log::warn!("removing {path}: process {pid} is not a server of this directory");
    fs::remove_file(lock_file).map_err(io_failure("remove", lock_file))
}

/// The process that a lock file of the server names, running or not.
fn recorded_pid(file: &Path) -> Option<u32> {
    let text = fs::read_to_string(file).ok()?;
    // A single-user server writes its pid as a negative number.
    leading_number(text.trim_start_matches('-'))
}

fn is_server(pid: u32) -> bool {
    let name = fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("comm")).unwrap_or_default();
    name.contains("postgres") || name.contains("postmaster")
}
