//! The directory of the unix socket. The server trusts whoever reaches the socket, so the directory
//! is closed to all but the server's account (and root).

use std::{
    env, fs, io,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use super::{
    account::Account,
    error::{EmbeddedError, io_failure},
    layout::{Layout, create_private},
};

/// Only a part of the socket's file name: the server opens no TCP port.
pub(super) const PORT: u16 = 5432;
/// `sockaddr_un` has room for 107 bytes, and the file is `.s.PGSQL.5432`.
const LONGEST_PATH_BYTES: usize = 107 - "/.s.PGSQL.5432".len();

/// A private directory that exists.
#[derive(Debug)]
pub(super) struct SocketDir {
    path: String,
    /// Outside the data directory, so removed with the server.
    temporary: bool,
}

impl SocketDir {
    /// `<data_dir>/run`, or a short directory elsewhere if that path cannot name a socket.
    pub(super) fn create(layout: &Layout, account: &Account) -> Result<Self, EmbeddedError> {
        let usual = layout.run();
        if let Some(path) = usable(&usual) {
            make_private(&usual, account)?;
            return Ok(Self { path, temporary: false });
        }
        let short = short_directory(layout, account)?;
        let path = usable(&short).ok_or_else(|| unsafe_directory(&short, account))?;
        ensure_private(&short, account)?;
        log::warn!("{} is too long or too odd a name for a unix socket, using {path}", usual.display());
        Ok(Self { path, temporary: true })
    }

    /// The absolute path; needs no quoting in a connection string or in a list of directories.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Where the server notes whose socket it is.
    pub(super) fn lock_file(&self) -> PathBuf {
        Path::new(&self.path).join(format!(".s.PGSQL.{PORT}.lock"))
    }
}

impl Drop for SocketDir {
    fn drop(&mut self) {
        // A server that had to be killed leaves its socket, and then the directory stays for the
        // next start.
        if self.temporary && fs::remove_dir(&self.path).is_err() {
            log::debug!("{} stays", self.path);
        }
    }
}

/// The path if it is short enough and plain: a comma separates hosts, a quote or a blank ends a
/// value.
fn usable(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let odd =
        |character: char| character.is_whitespace() || character.is_control() || ",'\"\\".contains(character);
    (text.len() <= LONGEST_PATH_BYTES && !text.contains(odd)).then(|| text.to_owned())
}

/// Named by device and inode of the data directory, so two services never meet and a restart finds
/// it again.
fn short_directory(layout: &Layout, account: &Account) -> Result<PathBuf, EmbeddedError> {
    let data = fs::metadata(layout.root()).map_err(io_failure("open", layout.root()))?;
    let name = format!("thidua-{:x}-{:x}", data.dev(), data.ino());
    let own = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| {
        let private = fs::metadata(dir).is_ok_and(|found| found.is_dir() && found.uid() == account.uid());
        private && usable(&dir.join(&name)).is_some()
    });
    Ok(own.unwrap_or_else(|| PathBuf::from("/tmp")).join(name))
}

/// Inside the data directory nobody else can interfere: whatever the mode was, it is 0700 now.
fn make_private(path: &Path, account: &Account) -> Result<(), EmbeddedError> {
    match create_private(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(io_failure("create", path)(error));
        }
        _ => {}
    }
    let closed = fs::set_permissions(path, fs::Permissions::from_mode(0o700));
    closed.map_err(io_failure("set the mode of", path))?;
    account.take_over(path)
}

/// Under /tmp anybody may have put a directory or a link of that name before: an existing one is
/// not trusted unless it is already what it should be.
fn ensure_private(path: &Path, account: &Account) -> Result<(), EmbeddedError> {
    match create_private(path) {
        Ok(()) => return account.take_over(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(io_failure("create", path)(error)),
    }
    let found = fs::symlink_metadata(path).map_err(io_failure("open", path))?;
    let private = found.is_dir() && found.uid() == account.uid() && found.mode() & 0o777 == 0o700;
    if private { Ok(()) } else { Err(unsafe_directory(path, account)) }
}

fn unsafe_directory(path: &Path, account: &Account) -> EmbeddedError {
    EmbeddedError::UnsafeSocketDir { path: path.to_owned(), account: account.name().to_owned() }
}
