//! The directory of signing keys: a file a key, named after the instant from which it signs.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::files::{SecretError, file_error, read_private};
use crate::auth::keyring::{DatedKey, is_valid};
use crate::auth::tokens::KEYS_ARE_BELIEVED_FOR;
use crate::core::crypto;

/// How a key's file is called: its instant in UTC.
const NAME: &str = "%Y%m%dT%H%M%SZ.pem";
/// How long a new key waits: every server has read it by then, and so has everybody who keeps the public keys.
const LEAD: TimeDelta = TimeDelta::minutes(10);

/// What a rotation did.
#[derive(Debug, PartialEq, Eq)]
pub struct Rotation {
    /// When the new key begins to sign.
    pub signs_from: DateTime<Utc>,
    /// How many old ones were removed.
    pub removed: usize,
}

/// Every key of the directory; none where there is no directory.
///
/// # Errors
/// [`SecretError`]: a file is open to others, or its name says no instant.
pub fn read_keys(directory: &Path) -> Result<Vec<DatedKey>, SecretError> {
    let files = files(directory)?;
    let read = |(signs_from, path): &(DateTime<Utc>, PathBuf)| {
        Ok(DatedKey { signs_from: *signs_from, pem: read_private(path)? })
    };
    files.iter().map(read).collect()
}

/// Makes the next key, and removes those whose last tokens have expired. `is_stolen` removes all others at once: the
/// new key signs as soon as servers see it, and everybody's access token is refreshed.
///
/// # Errors
/// [`SecretError`]: the directory or a file of it can't be used.
pub fn rotate(directory: &Path, now: DateTime<Utc>, is_stolen: bool) -> Result<Rotation, SecretError> {
    let old = files(directory)?;
    let signs_from = if old.is_empty() || is_stolen { now } else { now + LEAD };
    write_key(directory, signs_from)?;
    let next = old.iter().skip(1).map(|(signs_from, _)| Some(*signs_from)).chain([Some(signs_from)]);
    let mut removed = 0;
    for ((_, path), next) in old.iter().zip(next) {
        if is_stolen || !is_valid(next, KEYS_ARE_BELIEVED_FOR, now) {
            fs::remove_file(path).map_err(|error| file_error(path, &error))?;
            removed += 1;
        }
    }
    Ok(Rotation { signs_from, removed })
}

/// The files of keys, the first to sign first.
fn files(directory: &Path) -> Result<Vec<(DateTime<Utc>, PathBuf)>, SecretError> {
    let failed = |error: std::io::Error| file_error(directory, &error);
    if !directory.exists() {
        return Ok(Vec::new());
    }
    if fs::metadata(directory).map_err(failed)?.mode() & 0o022 != 0 {
        return Err(SecretError::Open(directory.to_owned()));
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "pem") {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let instant = NaiveDateTime::parse_from_str(name, NAME);
            let instant = instant.map_err(|_| SecretError::Undated(path.clone()))?;
            files.push((instant.and_utc(), path));
        }
    }
    files.sort();
    Ok(files)
}

/// Under another name first: a server that looks meanwhile must not read half a key.
fn write_key(directory: &Path, signs_from: DateTime<Utc>) -> Result<(), SecretError> {
    let path = directory.join(signs_from.format(NAME).to_string());
    let failed = |error: std::io::Error| file_error(&path, &error);
    directory.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(failed)?;
    if path.exists() {
        return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
    }
    let unfinished = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    let mut file =
        options.write(true).create(true).truncate(true).mode(0o600).open(&unfinished).map_err(failed)?;
    file.write_all(crypto::new_signing_key()?.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    fs::rename(&unfinished, &path).map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + 60 * minutes, 0).unwrap()
    }

    fn instants(directory: &Path) -> Vec<DateTime<Utc>> {
        read_keys(directory).unwrap().iter().map(|key| key.signs_from).collect()
    }

    #[test]
    fn keys_overlap_and_the_old_ones_go_when_their_tokens_are_gone() {
        let directory = std::env::temp_dir().join(format!("thidua-keys-{}", uuid::Uuid::now_v7()));
        assert!(instants(&directory).is_empty());
        assert_eq!(rotate(&directory, at(0), false).unwrap(), Rotation { signs_from: at(0), removed: 0 });
        assert_eq!(rotate(&directory, at(100), false).unwrap(), Rotation { signs_from: at(110), removed: 0 });
        assert_eq!(instants(&directory), [at(0), at(110)]);
        rotate(&directory, at(100), false).unwrap_err();
        assert_eq!(rotate(&directory, at(126), false).unwrap(), Rotation { signs_from: at(136), removed: 1 });
        assert_eq!(rotate(&directory, at(130), true).unwrap(), Rotation { signs_from: at(130), removed: 2 });
        assert_eq!(instants(&directory), [at(130)]);

        let odd = directory.join("key.pem");
        fs::write(&odd, "").unwrap();
        assert!(matches!(read_keys(&directory), Err(SecretError::Undated(path)) if path == odd));
        fs::remove_file(&odd).unwrap();
        fs::set_permissions(&directory, fs::Permissions::from_mode(0o777)).unwrap();
        assert!(matches!(read_keys(&directory), Err(SecretError::Open(_))));
        fs::remove_dir_all(&directory).unwrap();
    }
}
