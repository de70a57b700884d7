//! The data directory: what lies where, and the lock that keeps a second service out.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    process, thread,
    time::{Duration, Instant},
};

use super::error::{EmbeddedError, io_failure};

/// The database that the service works in, and the only role of the cluster.
pub const NAME: &str = "thidua";

const LOG_LIMIT_BYTES: u64 = 10 * 1024 * 1024;
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
const POLL: Duration = Duration::from_millis(20);

/// The paths below one data directory.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    root: PathBuf,
}

impl Layout {
    /// Makes the directory when missing, passable for the server's account but not readable.
    pub(super) fn create(data_dir: &Path) -> Result<Self, EmbeddedError> {
        if !data_dir.exists() {
            let made = fs::create_dir_all(data_dir);
            made.and_then(|()| fs::set_permissions(data_dir, Permissions::from_mode(0o711)))
                .map_err(io_failure("create the data directory", data_dir))?;
        }
        let root = fs::canonicalize(data_dir).map_err(io_failure("open the data directory", data_dir))?;
        Ok(Self { root })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the cluster really is, as the server's processes name it: an administrator may have
    /// put a symbolic link there.
    pub(super) fn cluster(&self) -> PathBuf {
        let path = self.root.join("postgres");
        fs::canonicalize(&path).unwrap_or(path)
    }

    /// A place to make a cluster in. Named by the pid, because an `initdb` that outlives a killed
    /// service must not write into the work of the next one.
    pub(super) fn unfinished_cluster(&self) -> PathBuf {
        self.root.join(format!("postgres.new.{}", process::id()))
    }

    pub(super) fn run(&self) -> PathBuf {
        self.root.join("run")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    fn lock_file(&self) -> PathBuf {
        self.root.join("lock")
    }

    fn in_use(&self) -> EmbeddedError {
        let text = fs::read_to_string(self.lock_file()).unwrap_or_default();
        EmbeddedError::InUse { data_dir: self.root.clone(), pid: leading_number(&text) }
    }

    /// Major version of the cluster, `None` if there is none yet.
    pub(super) fn cluster_version(&self) -> Result<Option<u32>, EmbeddedError> {
        let cluster = self.cluster();
        let path = cluster.join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => leading_number(&text).map(Some).ok_or(EmbeddedError::NotACluster { cluster }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let empty = fs::read_dir(&cluster).map_or(true, |mut entries| entries.next().is_none());
                if empty { Ok(None) } else { Err(EmbeddedError::NotACluster { cluster }) }
            }
            Err(error) => Err(io_failure("read", &path)(error)),
        }
    }

    /// Removes clusters whose making was interrupted. An `initdb` that still works in one may keep
    /// it from going; then the next start does it.
    pub(super) fn remove_unfinished(&self) {
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            let unfinished = entry.file_name().to_string_lossy().starts_with("postgres.new.");
            if unfinished && let Err(error) = fs::remove_dir_all(entry.path()) {
                log::warn!("{} stays for now: {error}", entry.path().display());
            }
        }
    }

    /// The server's log, to append to; begun anew when it has grown too long.
    pub(super) fn open_log(&self) -> Result<File, EmbeddedError> {
        let path = self.log();
        if fs::metadata(&path).is_ok_and(|metadata| metadata.len() > LOG_LIMIT_BYTES) {
            fs::rename(&path, path.with_extension("log.1")).map_err(io_failure("put aside", &path))?;
        }
        let log = OpenOptions::new().append(true).create(true).mode(0o600).open(&path);
        log.map_err(io_failure("open", &path))
    }
}

/// Held as long as the value lives; the kernel gives it up for a process that is killed.
#[derive(Debug)]
pub(super) struct DirectoryLock {
    _file: File,
}

impl DirectoryLock {
    /// Takes the lock or names its holder, after waiting a moment: a holder that has just gone may
    /// have forked a child that still shares its lock until it executes its own program.
    pub(super) fn acquire(layout: &Layout) -> Result<Self, EmbeddedError> {
        let path = layout.lock_file();
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(io_failure("open", &path))?;
        let begun = Instant::now();
        while let Err(refusal) = file.try_lock() {
            match refusal {
                TryLockError::Error(error) => return Err(io_failure("lock", &path)(error)),
                TryLockError::WouldBlock if begun.elapsed() < LOCK_PATIENCE => thread::sleep(POLL),
                TryLockError::WouldBlock => return Err(layout.in_use()),
            }
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", process::id()))
            .map_err(io_failure("write", &path))?;
        Ok(Self { _file: file })
    }
}

/// The number that a text begins with: 15 in `15.20 (Debian)`, 18 in `18beta1`.
pub(super) fn leading_number(text: &str) -> Option<u32> {
    let digits = text.split(|character: char| !character.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// Makes a directory that only its owner may enter.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}
