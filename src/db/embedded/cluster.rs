//! One cluster with all that it takes to run it, and the making of a new one.

use std::{
    fmt,
    fs::{self, File},
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use super::layout::NAME;
use super::{
    account::Account,
    binaries::Binaries,
    error::{EmbeddedError, io_failure},
    layout::{Layout, create_private},
    sockets::SocketDir,
};

/// A data directory, the programs that fit it, the account they run as and the way to connect.
#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) layout: Layout,
    pub(super) account: Account,
    pub(super) binaries: Binaries,
    pub(super) sockets: SocketDir,
}

impl fmt::Display for Cluster {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, account) = (self.binaries.major(), self.account.name());
        write!(formatter, "PostgreSQL {major} in {} as user {account}", self.layout.cluster().display())
    }
}

impl Cluster {
    /// Makes the cluster with its database under another name and renames it when it is complete
    /// and on disk, so that an interruption at any point leaves nothing that looks like a cluster.
    pub(super) fn initialise(&self) -> Result<(), EmbeddedError> {
        log::info!("making {self}");
        let unfinished = self.layout.unfinished_cluster();
        let made = self.fill(&unfinished);
        if made.is_err() {
            // The error of the making is the one worth telling.
            let _ = fs::remove_dir_all(&unfinished);
            return made;
        }
        let (finished, root) = (self.layout.cluster(), self.layout.root());
        fs::rename(&unfinished, &finished)
            .map_err(io_failure("make way for the new cluster at", &finished))?;
        File::open(root).and_then(|directory| directory.sync_all()).map_err(io_failure("write to disk", root))
    }

    fn fill(&self, directory: &Path) -> Result<(), EmbeddedError> {
        create_private(directory).map_err(io_failure("create", directory))?;
        self.account.take_over(directory)?;
        let mut initdb = self.account.command(&self.binaries.program("initdb"));
        initdb.arg("--pgdata").arg(directory).arg(format!("--username={NAME}"));
        // Trust is safe on a socket that nobody else reaches; checksums are off by default before
        // version 18.
        initdb.args(["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--data-checksums"]);
        self.feed(initdb, "initdb", "")?;
        let mut single_user = self.account.command(&self.binaries.program("postgres"));
        single_user.arg("--single").arg("-D").arg(directory).arg("postgres");
        // The detail of an error quotes the row, and a log must not name people.
        let terse = format!("ALTER DATABASE {NAME} SET log_error_verbosity = terse;");
        self.feed(single_user, "postgres --single", &format!("CREATE DATABASE {NAME};\n{terse}\n"))
    }

    /// Runs a program to its end. A single-user server reports errors only in words.
    fn feed(&self, mut command: Command, program: &'static str, input: &str) -> Result<(), EmbeddedError> {
        let Output { status, stdout, stderr } = run_with_input(&mut command, input)
            .map_err(io_failure("run", &self.binaries.program(program)))?;
        let complaint = String::from_utf8_lossy(&stderr);
        if status.success() && !["ERROR:", "FATAL:", "PANIC:"].iter().any(|word| complaint.contains(word)) {
            return Ok(());
        }
        let output = format!("{}{complaint}", String::from_utf8_lossy(&stdout));
        Err(EmbeddedError::Initialise { program, output: output.trim().to_owned() })
    }
}

fn run_with_input(command: &mut Command, input: &str) -> std::io::Result<Output> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends before it has read everything says why on its own.
        let _ = stdin.write_all(input.as_bytes());
    }
    child.wait_with_output()
}
