//! The server process: launching it, waiting until it is ready, signalling and stopping it.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::Path,
    process::{Child, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{
    cluster::Cluster,
    error::{EmbeddedError, io_failure},
    sockets::PORT,
};

/// A recovering server writes a line every 10 seconds, so a longer silence is not work.
const LONGEST_SILENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(10);
const TAIL_LINES: usize = 20;
/// Roll back what is open, write everything, end.
pub(super) const FAST: (Signal, Duration) = (Signal::Interrupt, Duration::from_secs(30));
/// End as in a power cut; the next start recovers.
pub(super) const IMMEDIATE: (Signal, Duration) = (Signal::Quit, Duration::from_secs(5));

/// What a server process can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    Interrupt,
    Quit,
    Kill,
}

impl Cluster {
    /// Signals as the server's account through a shell, whose `kill` needs no package. False if not
    /// delivered.
    pub(super) fn signal(&self, signal: Signal, pid: u32) -> bool {
        let name = match signal {
            Signal::Interrupt => "INT",
            Signal::Quit => "QUIT",
            Signal::Kill => "KILL",
        };
        let mut shell = self.account.command(Path::new("/bin/sh"));
        shell.arg("-c").arg(format!("kill -s {name} {pid}")).stderr(Stdio::null());
        shell.status().is_ok_and(|status| status.success())
    }
}

/// A server that this process launched and has to wait for.
#[derive(Debug)]
pub(super) struct Postmaster {
    child: Child,
}

impl Postmaster {
    /// Clears what an earlier server left, launches a new one and waits until it takes connections.
    pub(super) fn launch(cluster: &Cluster) -> Result<Self, EmbeddedError> {
        cluster.clear_leftovers()?;
        let log = cluster.layout.open_log()?;
        let log_start = log.metadata().map_or(0, |metadata| metadata.len());
        let mut postmaster = Self::spawn(cluster, log)?;
        match postmaster.wait_until_ready(cluster, log_start) {
            Ok(()) => Ok(postmaster),
            Err(error) => {
                postmaster.end(cluster, &[IMMEDIATE])?;
                Err(error)
            }
        }
    }

    fn spawn(cluster: &Cluster, log: File) -> Result<Self, EmbeddedError> {
        let program = cluster.binaries.program("postgres");
        let mut command = cluster.account.command(&program);
        command.arg("-D").arg(cluster.layout.cluster());
        // On the command line and not in postgresql.conf, so that a release can change them.
        for setting in [
            "listen_addresses=",
            &format!("port={PORT}"),
            &format!("unix_socket_directories={}", cluster.sockets.path()),
            "unix_socket_permissions=0700",
            "max_connections=100",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_destination=stderr",
            "logging_collector=off",
            // Compiling costs more than it saves on the short queries of this service.
            "jit=off",
        ] {
            command.arg("-c").arg(setting);
        }
        let output = log.try_clone().map_err(io_failure("open", &cluster.layout.log()))?;
        let child = command.stdout(output).stderr(log).spawn().map_err(io_failure("run", &program))?;
        Ok(Self { child })
    }

    fn wait_until_ready(&mut self, cluster: &Cluster, log_start: u64) -> Result<(), EmbeddedError> {
        let log = cluster.layout.log();
        let (mut length, mut heard) = (log_start, Instant::now());
        while !self.says_ready(cluster) {
            if let Some(status) = self.exit_status()? {
                let tail = tail_since(&log, log_start);
                return Err(EmbeddedError::EndedWhileStarting { status, log, tail });
            }
            let now = fs::metadata(&log).map_or(length, |metadata| metadata.len());
            if now != length {
                (length, heard) = (now, Instant::now());
            } else if heard.elapsed() > LONGEST_SILENCE {
                let (seconds, tail) = (LONGEST_SILENCE.as_secs(), tail_since(&log, log_start));
                return Err(EmbeddedError::NotReady { seconds, log, tail });
            }
            thread::sleep(POLL);
        }
        Ok(())
    }

    /// The first line of postmaster.pid tells whose file it is, the eighth the state.
    fn says_ready(&self, cluster: &Cluster) -> bool {
        let text = fs::read_to_string(cluster.layout.cluster().join("postmaster.pid")).unwrap_or_default();
        let own = text.lines().next().is_some_and(|line| line.trim() == self.pid().to_string());
        own && text.lines().nth(7).is_some_and(|line| line.trim() == "ready")
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How the server ended, `None` while it runs.
    pub(super) fn exit_status(&mut self) -> Result<Option<ExitStatus>, EmbeddedError> {
        self.child
            .try_wait()
            .map_err(|source| EmbeddedError::Io { action: "wait for the server".into(), source })
    }

    /// Stops the server in order, and less and less politely if it takes too long.
    pub(super) fn stop(mut self, cluster: &Cluster) -> Result<(), EmbeddedError> {
        self.end(cluster, &[FAST, IMMEDIATE])?;
        log::info!("{cluster} has stopped");
        Ok(())
    }

    /// Takes the steps until one works, at last SIGKILL: even that loses nothing committed.
    fn end(&mut self, cluster: &Cluster, steps: &[(Signal, Duration)]) -> Result<(), EmbeddedError> {
        for (signal, patience) in steps {
            // A process that was waited for no longer owns its pid.
            if self.exit_status()?.is_some() {
                return Ok(());
            }
            let delivered = cluster.signal(*signal, self.pid());
            if delivered && self.ends_within(*patience)? {
                return Ok(());
            }
            log::warn!("{cluster} does not end on {signal:?} (delivered: {delivered})");
        }
        let killed = self.child.kill().and_then(|()| self.child.wait());
        killed.map(drop).map_err(|source| EmbeddedError::Io { action: "kill the server".into(), source })
    }

    fn ends_within(&mut self, patience: Duration) -> Result<bool, EmbeddedError> {
        let begun = Instant::now();
        while self.exit_status()?.is_none() {
            if begun.elapsed() > patience {
                return Ok(false);
            }
            thread::sleep(POLL);
        }
        Ok(true)
    }
}

/// The last lines that the server wrote since it was launched.
fn tail_since(log: &Path, start: u64) -> String {
    let mut text = Vec::new();
    let read = File::open(log).and_then(|mut file| {
        file.seek(SeekFrom::Start(start))?;
        file.read_to_end(&mut text)
    });
    if let Err(error) = read {
        return format!("(unreadable: {error})");
    }
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines.split_at(lines.len().saturating_sub(TAIL_LINES)).1.join("\n")
}
