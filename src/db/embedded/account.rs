//! The account that the server runs as: the service's own, or an unprivileged one when that is
//! root.

use std::{
    fs, io,
    os::unix::{
        fs::{MetadataExt, lchown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use super::{
    error::{EmbeddedError, io_failure},
    layout::Layout,
};

const ROOT: u32 = 0;
/// In order of preference, for a service that was started as root.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];
/// All that the server's programs inherit. The rest could change what they do: PGPORT, PGOPTIONS,
/// LANG.
const INHERITED: [&str; 2] = ["PATH", "LD_LIBRARY_PATH"];

/// Whom the server's programs run as.
#[derive(Debug, Clone)]
pub(super) struct Account {
    name: String,
    uid: u32,
    gid: u32,
    /// Not the account of this process: every program has to change to it, every directory be
    /// handed over.
    other: bool,
}

impl Account {
    /// Keeps to the owner of an existing cluster, because the server refuses any other.
    pub(super) fn choose(layout: &Layout) -> Result<Self, EmbeddedError> {
        let uid = effective_id("Uid:")?;
        let owner = owner_of_content(&layout.cluster());
        if uid != ROOT {
            let own = Self::with_ids(uid, effective_id("Gid:")?, false);
            return match owner {
                Some((owner, _)) if owner != uid => Err(own.refusal(owner, layout)),
                _ => Ok(own),
            };
        }
        match owner {
            Some((ROOT, _)) => Err(Self::unprivileged()?.refusal(ROOT, layout)),
            Some((owner, group)) => Ok(Self::with_ids(owner, group, true)),
            None => Self::unprivileged(),
        }
    }

    /// Why the server of this account cannot run on the files of `owner`.
    fn refusal(self, owner: u32, layout: &Layout) -> EmbeddedError {
        let cluster = layout.cluster();
        EmbeddedError::WrongOwner {
            owner: Self::with_ids(owner, owner, true).name,
            hand_over: if self.other { cluster.clone() } else { layout.root().to_owned() },
            account: self.name,
            cluster,
        }
    }

    fn with_ids(uid: u32, gid: u32, other: bool) -> Self {
        let known = accounts().into_iter().find(|account| account.uid == uid);
        let name = known.map_or_else(|| uid.to_string(), |account| account.name);
        Self { name, uid, gid, other }
    }

    fn unprivileged() -> Result<Self, EmbeddedError> {
        let known = accounts();
        let found = UNPRIVILEGED.iter().find_map(|name| known.iter().find(|account| account.name == *name));
        found.cloned().ok_or(EmbeddedError::NoAccount)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn uid(&self) -> u32 {
        self.uid
    }

    /// True if the service is root and the server is not.
    pub(super) fn differs_from_service(&self) -> bool {
        self.other
    }

    /// A command that runs as this account, out of reach of Ctrl-C and in a directory that nobody
    /// can close.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("LC_ALL", "C").env("TZ", "UTC");
        command.envs(INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.current_dir("/").stdin(Stdio::null()).process_group(0);
        if self.other {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Hands a file or directory of the service over to this account.
    pub(super) fn take_over(&self, path: &Path) -> Result<(), EmbeddedError> {
        if !self.other {
            return Ok(());
        }
        lchown(path, Some(self.uid), Some(self.gid)).map_err(io_failure("change the owner of", path))
    }

    /// Tries the way to `directory` from the root by running `probe` in every directory on it: mode
    /// bits alone would not know of access control lists.
    pub(super) fn ensure_reach(&self, directory: &Path, probe: &Path) -> Result<(), EmbeddedError> {
        if !self.other || self.can_work_in(directory, probe)? {
            return Ok(());
        }
        let mut way: Vec<&Path> = directory.ancestors().collect();
        way.reverse();
        for step in way {
            if !self.can_work_in(step, probe)? {
                return Err(EmbeddedError::Unreachable {
                    closed: step.to_owned(),
                    account: self.name.clone(),
                });
            }
        }
        Ok(())
    }

    fn can_work_in(&self, directory: &Path, probe: &Path) -> Result<bool, EmbeddedError> {
        match self.command(probe).arg("--version").current_dir(directory).output() {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(false),
            Err(error) => Err(io_failure("run", probe)(error)),
        }
    }
}

/// User and group of a cluster that has content; an empty directory may still change hands.
fn owner_of_content(cluster: &Path) -> Option<(u32, u32)> {
    let owned = match fs::metadata(cluster.join("PG_VERSION")) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => fs::metadata(cluster),
        other => other,
    };
    owned.ok().map(|metadata| (metadata.uid(), metadata.gid()))
}

/// From /proc/self/status, which unlike the owner of /proc/self is right for a program with
/// capabilities.
fn effective_id(field: &str) -> Result<u32, EmbeddedError> {
    let path = Path::new("/proc/self/status");
    let status = fs::read_to_string(path).map_err(io_failure("read", path))?;
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let effective = line.and_then(|ids| ids.split_whitespace().nth(1)?.parse().ok());
    effective.ok_or_else(|| io_failure("understand", path)(io::ErrorKind::InvalidData.into()))
}

fn accounts() -> Vec<Account> {
    let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
    passwd.lines().filter_map(account_from_passwd).collect()
}

fn account_from_passwd(line: &str) -> Option<Account> {
    let mut fields = line.split(':');
    let name = fields.next()?.to_owned();
    let uid = fields.nth(1)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(Account { name, uid, gid, other: true })
}
