//! Secrets in files: read when they are safe, made when the service only shows samples.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::config::ServeOptions;
use crate::crypto;

/// The fewest bytes of a secret.
const SECRET_MIN_BYTES: usize = 32;
/// A secret with fewer different bytes than this was typed, not drawn.
const SECRET_MIN_VARIETY: usize = 12;
/// Characters in a line of a PEM file (RFC 7468).
const PEM_LINE: usize = 64;

/// What the service must keep to itself.
pub struct Secrets {
    /// The key that signs access tokens, PEM.
    pub signing_key: String,
    /// What cursors and refresh tokens are derived from.
    pub secret: Vec<u8>,
    /// The bearer token that opens `/metrics`.
    pub metrics_token: Option<String>,
}

/// A secret that must not be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// No file is named.
    #[error("{variable} is not set. Make one with\n  {recipe}\nand name the file in {variable}.")]
    Missing {
        /// The variable that names the file.
        variable: &'static str,
        /// A command that makes such a file.
        recipe: &'static str,
    },
    /// The file can't be read or written.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Others may read the file.
    #[error("{0} may be read by others than its owner; run: chmod 600 {0}")]
    Open(PathBuf),
    /// The secret is too short or too regular.
    #[error("{0} is too weak: it needs at least 32 random bytes (head -c 48 /dev/urandom | base64)")]
    Weak(PathBuf),
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] crypto::NoRandomness),
}

const KEY_RECIPE: &str =
    "(umask 077; openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out signing-key.pem)";
const SECRET_RECIPE: &str = "(umask 077; head -c 48 /dev/urandom | base64 > secret.txt)";

impl Secrets {
    /// Reads the files that are named; in sample mode makes those that are not.
    ///
    /// # Errors
    /// [`SecretError`]: a secret is missing, weak, or open to others.
    pub fn load(options: &ServeOptions) -> Result<Self, SecretError> {
        let made = options.database.data_dir.join("secrets");
        let key_file =
            named(options.signing_key_file.as_ref(), options.sample, &made, "signing-key.pem", new_key)?;
        let secret_file =
            named(options.secret_file.as_ref(), options.sample, &made, "secret.txt", new_secret)?;
        let key_file =
            key_file.ok_or(SecretError::Missing { variable: "SIGNING_KEY_FILE", recipe: KEY_RECIPE })?;
        let secret_file =
            secret_file.ok_or(SecretError::Missing { variable: "SECRET_FILE", recipe: SECRET_RECIPE })?;
        let secret = read_private(&secret_file)?.trim().as_bytes().to_vec();
        let variety: HashSet<u8> = secret.iter().copied().collect();
        if secret.len() < SECRET_MIN_BYTES || variety.len() < SECRET_MIN_VARIETY {
            return Err(SecretError::Weak(secret_file));
        }
        let metrics_token = match &options.metrics_token_file {
            Some(path) => Some(checked_token(path)?),
            None => None,
        };
        Ok(Self { signing_key: read_private(&key_file)?, secret, metrics_token })
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

fn checked_token(path: &Path) -> Result<String, SecretError> {
    let token = read_private(path)?.trim().to_owned();
    if token.len() < SECRET_MIN_BYTES { Err(SecretError::Weak(path.to_owned())) } else { Ok(token) }
}

/// The file that is named, or in sample mode the one that was made before or is made now.
fn named(
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
        let failed =
            |error: std::io::Error| SecretError::File { path: path.clone(), reason: error.to_string() };
        // Only this directory is closed: the database server's own account must be able to pass the one above.
        directory.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(failed)?;
        let mut file =
            fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(failed)?;
        file.write_all(make()?.as_bytes()).map_err(failed)?;
    }
    Ok(Some(path))
}

fn read_private(path: &Path) -> Result<String, SecretError> {
    let failed =
        |error: std::io::Error| SecretError::File { path: path.to_owned(), reason: error.to_string() };
    let mode = fs::metadata(path).map_err(failed)?.mode();
    if mode & 0o077 != 0 {
        return Err(SecretError::Open(path.to_owned()));
    }
    fs::read_to_string(path).map_err(failed)
}

/// A fresh P-256 key in PEM form.
///
/// # Errors
/// [`SecretError::NoRandomness`].
pub fn new_key() -> Result<String, SecretError> {
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
        .map_err(|_| crypto::NoRandomness)?;
    let text = STANDARD.encode(key.as_ref());
    let lines: Vec<String> =
        text.chars().collect::<Vec<_>>().chunks(PEM_LINE).map(|line| line.iter().collect()).collect();
    Ok(format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n")))
}

fn new_secret() -> Result<String, SecretError> {
    Ok(crypto::to_text(&crypto::random_secret()?))
}
