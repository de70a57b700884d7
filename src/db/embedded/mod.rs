//! The PostgreSQL server that the service brings along when it is given no `DATABASE_URL`.
//!
//! ```text
//! <data_dir>/lock           held by the service while it lives; its content is the service's pid
//! <data_dir>/postgres/      the cluster (PGDATA), mode 0700
//! <data_dir>/postgres.new.* a cluster being made; never started, removed at the next start
//! <data_dir>/run/           the unix socket, mode 0700: whoever may enter is trusted
//! <data_dir>/postgres.log   what the server says, mode 0600; above 10 MiB put aside as .log.1
//!
//! start:  lock → binaries → initdb (first time) → clear what a kill -9 left → launch → ready
//! watch:  ensure_running, about once a second: launches again a server that died
//! stop:   SIGINT, 30 s, SIGQUIT, 5 s, SIGKILL
//! ```
//!
//! The server stands in a process group of its own, so that Ctrl-C reaches the service alone. Under
//! systemd `KillMode=mixed` does the same.

mod account;
mod binaries;
mod cluster;
mod error;
mod layout;
mod leftovers;
mod postmaster;
mod server;
mod sockets;
#[cfg(test)]
mod tests;

pub use error::EmbeddedError;
pub use server::{EmbeddedOptions, EmbeddedPostgres, Reached, Restarted};
