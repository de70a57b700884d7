//! The secrets of the service, read from their files.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::files::{SecretError, file_error, read_private};
use super::keys;
use crate::auth::keyring::DatedKey;
use crate::core::clock::Clock;
use crate::core::crypto;
use crate::server::config::ServeOptions;

/// The fewest bytes of a secret.
const SECRET_MIN_BYTES: usize = 32;
/// A secret with fewer different bytes than this, or fewer different steps from one byte to the next, was typed, not
/// drawn: 64 times the same letter, the alphabet.
const SECRET_MIN_VARIETY: usize = 12;

/// What the service must keep to itself.
pub struct Secrets {
    /// The keys that sign access tokens.
    pub signing_keys: Vec<DatedKey>,
    /// Where they are kept.
    pub signing_keys_dir: PathBuf,
    /// What cursors and refresh tokens are derived from.
    pub secret: Vec<u8>,
    /// The bearer token that opens `/metrics`.
    pub metrics_token: Option<String>,
    /// The key that signs badges, where they are given.
    pub badge_key: Option<String>,
}

const KEYS_RECIPE: &str = "thidua key rotate --signing-keys-dir signing-keys";
const SECRET_RECIPE: &str = "(umask 077; head -c 48 /dev/urandom | base64 > secret.txt)";

impl Secrets {
    /// Reads the files that are named; in sample mode makes those that are not.
    ///
    /// # Errors
    /// [`SecretError`]: a secret is missing, weak, or open to others.
    pub fn load(options: &ServeOptions) -> Result<Self, SecretError> {
        let made = options.database.data_dir.join("secrets");
        let (signing_keys_dir, signing_keys) = signing_keys(options, &made)?;
        let secret_file =
            find_or_make(options.secret_file.as_ref(), options.sample, &made, "secret.txt", new_secret)?;
        let secret_file =
            secret_file.ok_or(SecretError::Missing { variable: "SECRET_FILE", recipe: SECRET_RECIPE })?;
        let secret = read_private(&secret_file)?.trim().as_bytes().to_vec();
        if !looks_drawn(&secret) {
            return Err(SecretError::Weak(secret_file));
        }
        let metrics_token = match &options.metrics_token_file {
            Some(path) => Some(checked_token(path)?),
            None => None,
        };
        let badge_key_file =
            find_or_make(options.badge_key_file.as_ref(), options.sample, &made, "badge-key.pem", new_key)?;
        let badge_key = badge_key_file.as_deref().map(read_private).transpose()?;
        Ok(Self { signing_keys, signing_keys_dir, secret, metrics_token, badge_key })
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

/// The keys of the directory that is named; in sample mode the first one is made where there is none.
fn signing_keys(options: &ServeOptions, made: &Path) -> Result<(PathBuf, Vec<DatedKey>), SecretError> {
    let missing = SecretError::Missing { variable: "SIGNING_KEYS_DIR", recipe: KEYS_RECIPE };
    let directory = match &options.signing_keys_dir {
        Some(directory) => directory.clone(),
        None if options.sample => made.join("signing-keys"),
        None => return Err(missing),
    };
    if options.signing_keys_dir.is_none() && keys::read_keys(&directory)?.is_empty() {
        close(made)?;
        keys::rotate(&directory, Clock::system().now(), false)?;
    }
    let keys = keys::read_keys(&directory)?;
    if keys.is_empty() { Err(missing) } else { Ok((directory, keys)) }
}

/// Makes the directory that only its owner enters. The database server's own account must be able to pass the one
/// above.
fn close(directory: &Path) -> Result<(), SecretError> {
    let failed = |error: std::io::Error| file_error(directory, &error);
    directory.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(failed)
}

fn checked_token(path: &Path) -> Result<String, SecretError> {
    let token = read_private(path)?.trim().to_owned();
    if looks_drawn(token.as_bytes()) { Ok(token) } else { Err(SecretError::Weak(path.to_owned())) }
}

/// Whether a secret is long enough and as various as random bytes are, however they are written.
fn looks_drawn(secret: &[u8]) -> bool {
    let bytes: HashSet<u8> = secret.iter().copied().collect();
    let step = |pair: &[u8]| pair.iter().copied().reduce(|one, next| next.wrapping_sub(one));
    let steps: HashSet<Option<u8>> = secret.windows(2).map(step).collect();
    secret.len() >= SECRET_MIN_BYTES && bytes.len().min(steps.len()) >= SECRET_MIN_VARIETY
}

/// The file that is named, or in sample mode the one that was made before or is made now.
fn find_or_make(
    given: Option<&PathBuf>,
    is_sample: bool,
    directory: &Path,
    name: &str,
    make: fn() -> Result<String, SecretError>,
) -> Result<Option<PathBuf>, SecretError> {
    if given.is_some() || !is_sample {
        return Ok(given.cloned());
    }
    let path = directory.join(name);
    if !path.exists() {
        let failed = |error: std::io::Error| file_error(&path, &error);
        close(directory)?;
        let mut file =
            fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(failed)?;
        file.write_all(make()?.as_bytes()).map_err(failed)?;
    }
    Ok(Some(path))
}

fn new_key() -> Result<String, SecretError> {
    Ok(crypto::new_signing_key()?)
}

fn new_secret() -> Result<String, SecretError> {
    Ok(crypto::to_text(&crypto::random_secret()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_no_secret() {
        let typed = [
            "a".repeat(64),
            "abcdefghijklmnopqrstuvwxyz0123456789".to_owned(),
            "0123456789".repeat(7),
            "secret".repeat(8),
            "k7mqx2vdp9".to_owned(),
        ];
        for secret in typed {
            assert!(!looks_drawn(secret.as_bytes()), "{secret}");
        }
        for _ in 0..100 {
            assert!(looks_drawn(new_secret().unwrap().as_bytes()));
        }
    }
}
