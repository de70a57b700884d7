//! What all connections of the service share.

use std::net::SocketAddr;
use std::time::Duration;

use super::fault::Fault;
use super::places::Places;

/// Counts and logs a refusal, and writes the whole answer to it, with its status line.
pub type Refuse = dyn Fn(Fault, Option<SocketAddr>) -> Vec<u8> + Send + Sync;

/// What all connections of the service share.
pub struct Gate {
    pub(super) head_deadline: Duration,
    pub(super) places: Places,
    refuse: Box<Refuse>,
}

impl Gate {
    /// A gate that leaves each head this much time.
    pub fn new(
        head_deadline: Duration,
        places: Places,
        refuse: impl Fn(Fault, Option<SocketAddr>) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        Self { head_deadline, places, refuse: Box::new(refuse) }
    }

    /// Tells of a refusal; what comes back is to be sent.
    pub(super) fn refuse(&self, fault: Fault, peer: Option<SocketAddr>) -> Vec<u8> {
        let answer = (self.refuse)(fault, peer);
        if fault.has_answer() { answer } else { Vec::new() }
    }
}
