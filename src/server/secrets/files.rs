//! Files that hold secrets, and what may be wrong with them.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::core::crypto;

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
    /// Others may read the file, or change the directory.
    #[error("{0} is open to others than its owner; run: chmod go= {0}")]
    Open(PathBuf),
    /// A key's file that does not say from when it signs.
    #[error("{0} does not say from when its key signs: a name such as 20261123T010000Z.pem does")]
    Undated(PathBuf),
    /// The secret is too short or too regular.
    #[error("{0} is too weak: it needs at least 32 random bytes (head -c 48 /dev/urandom | base64)")]
    Weak(PathBuf),
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] crypto::NoRandomness),
}

/// A file that can't be read or written.
pub fn file_error(path: &Path, error: &std::io::Error) -> SecretError {
    SecretError::File { path: path.to_owned(), reason: error.to_string() }
}

/// The text of a file that nobody else may read.
///
/// # Errors
/// [`SecretError::Open`] where others may read it.
pub fn read_private(path: &Path) -> Result<String, SecretError> {
    let failed = |error: std::io::Error| file_error(path, &error);
    let mode = fs::metadata(path).map_err(failed)?.mode();
    if mode & 0o077 != 0 {
        return Err(SecretError::Open(path.to_owned()));
    }
    fs::read_to_string(path).map_err(failed)
}
