//! Finds an installed server, one of the cluster's own version if there is a cluster.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::layout::NAME;
use super::{
    account::Account,
    error::EmbeddedError,
    layout::{Layout, leading_number},
};

const DEBIAN_SERVERS: &str = "/usr/lib/postgresql";

/// The programs of one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binaries {
    bin_dir: PathBuf,
    major: u32,
}

impl Binaries {
    pub(super) fn bin_dir(&self) -> &Path {
        &self.bin_dir
    }

    pub(super) fn major(&self) -> u32 {
        self.major
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.bin_dir.join(name)
    }

    /// Asks the server itself, as the account that will run it; the error is what a person has to
    /// know.
    fn examine(account: &Account, bin_dir: &Path) -> Result<Self, String> {
        if let Some(missing) = ["postgres", "initdb"].iter().find(|name| !bin_dir.join(name).is_file()) {
            return Err(format!("it has no `{missing}`"));
        }
        let output = account.command(&bin_dir.join("postgres")).arg("--version").output();
        let output = output.map_err(|error| format!("user {} cannot run it: {error}", account.name()))?;
        let answer = String::from_utf8_lossy(&output.stdout);
        let version = answer.strip_prefix("postgres (PostgreSQL) ").and_then(leading_number);
        let major = version.ok_or_else(|| format!("it does not tell its version but `{}`", answer.trim()))?;
        Ok(Self { bin_dir: bin_dir.to_owned(), major })
    }
}

/// The server to run: of version `required` if the cluster has one, else the preferred, else the
/// newest.
pub(super) fn choose(
    account: &Account,
    preferred: Option<&Path>,
    required: Option<u32>,
    layout: &Layout,
) -> Result<Binaries, EmbeddedError> {
    let unusable =
        |bin_dir: &Path, reason| EmbeddedError::UnusableBinDir { bin_dir: bin_dir.to_owned(), reason };
    let preferred =
        preferred.map(|dir| Binaries::examine(account, dir).map_err(|reason| unusable(dir, reason)));
    let preferred = preferred.transpose()?;
    let suits = |found: &Binaries| required.is_none_or(|required| required == found.major);
    if let Some(found) = preferred.clone().filter(suits) {
        return Ok(found);
    }
    let mut known: Vec<Binaries> = preferred.iter().cloned().chain(installed(account)).collect();
    known.sort_by_key(|found| std::cmp::Reverse(found.major));
    let Some(found) = known.iter().find(|found| suits(found)) else {
        return Err(none_suits(account, required, &known, layout));
    };
    if let Some(refused) = preferred {
        let (bin_dir, major) = (refused.bin_dir.display(), found.major);
        log::warn!(
            "{bin_dir} (PG_BIN) has version {}, the data is of version {major}: using that",
            refused.major
        );
    }
    Ok(found.clone())
}

fn installed(account: &Account) -> Vec<Binaries> {
    let debian =
        fs::read_dir(DEBIAN_SERVERS).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    let candidates = debian.chain(env::split_paths(&path)).filter(|dir| dir.join("postgres").is_file());
    candidates.filter_map(|dir| Binaries::examine(account, &dir).ok()).collect()
}

fn none_suits(
    account: &Account,
    required: Option<u32>,
    known: &[Binaries],
    layout: &Layout,
) -> EmbeddedError {
    let (Some(required), Some(newest)) = (required, known.first()) else {
        let version = required.map(|major| format!("-{major}")).unwrap_or_default();
        let package = format!("postgresql{version}");
        return EmbeddedError::NoServer { package };
    };
    let installed = known.iter().map(|found| format!("{} ({})", found.major, found.bin_dir.display()));
    EmbeddedError::VersionMismatch {
        cluster: layout.cluster(),
        required,
        installed: installed.collect::<Vec<_>>().join(", "),
        advice: upgrade_advice(account, required, newest, layout),
    }
}

/// The commands for a shell: the matching server, and how to move to the newest installed one.
fn upgrade_advice(account: &Account, required: u32, newest: &Binaries, layout: &Layout) -> String {
    let install = format!("apt-get install postgresql-{required}");
    if newest.major < required {
        return format!("Install the matching server: {install}");
    }
    let old = quoted(&layout.cluster());
    let new = quoted(&layout.root().join("postgres.upgraded"));
    let kept = quoted(&layout.root().join(format!("postgres.{required}")));
    let (bin_dir, owner) = (quoted(&newest.bin_dir), account.name());
    let run = if account.differs_from_service() { format!("runuser -u {owner} -- ") } else { String::new() };
    // pg_upgrade leaves a script that, after the renaming, would delete the new cluster.
    format!(
        "Install the matching server: {install}\n\
         Or, with a backup at hand and that one installed too, upgrade to version {major}:\n\
         install -d -m 700 -o {owner} {new} && cd /tmp &&\n\
         {run}{bin_dir}/initdb --pgdata={new} --username={NAME} --encoding=UTF8 --locale=C.UTF-8 \
         --auth=trust --data-checksums &&\n\
         {run}{bin_dir}/pg_upgrade --old-bindir={DEBIAN_SERVERS}/{required}/bin \
         --new-bindir={bin_dir} --old-datadir={old} --new-datadir={new} --username={NAME} &&\n\
         rm delete_old_cluster.sh && mv {old} {kept} && mv {new} {old}",
        major = newest.major
    )
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}
