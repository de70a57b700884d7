//! The signals by which a process is asked to stop.

use std::io;

use futures_util::FutureExt;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// SIGTERM and SIGINT. While this lives neither ends the process by itself, so that what it started is stopped in its
/// order; a signal that came before anybody waited is not lost.
pub struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system does not let the process listen.
    pub fn listen() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits until somebody wants the process to stop.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    /// Whether somebody has wanted it since the last time.
    pub fn came(&mut self) -> bool {
        self.next().now_or_never().is_some()
    }
}
