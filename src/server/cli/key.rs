//! The keys that sign access tokens.

use std::path::PathBuf;

use clap::Subcommand;

use super::terminal::{Failure, say};
use crate::core::clock::Clock;
use crate::server::secrets::keys;

/// What can be done to signing keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Makes the next key, which signs in ten minutes, or the first one; removes those whose tokens have expired
    Rotate {
        /// The directory of the keys; it is made when it is missing
        #[arg(long, env = "SIGNING_KEYS_DIR")]
        signing_keys_dir: PathBuf,
        /// The present keys may be known to others: they are removed, and the new one signs at once
        #[arg(long)]
        stolen: bool,
    },
}

pub fn run(command: &KeyCommand) -> Result<(), Failure> {
    let KeyCommand::Rotate { signing_keys_dir, stolen } = command;
    let rotation = keys::rotate(signing_keys_dir, Clock::system().now(), *stolen)?;
    let from = rotation.signs_from.format("%Y-%m-%dT%H:%M:%SZ");
    say(&format!("a new key signs from {from}; {} old ones were removed", rotation.removed));
    Ok(())
}
