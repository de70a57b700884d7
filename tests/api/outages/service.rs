//! The real binary in a process of its own.

use std::fs;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::wire::{Answer, Ask, Wire};

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// A running service, its folder and its log. All of it ends with this value.
pub struct Service {
    /// Where it listens.
    pub address: String,
    process: Child,
    undertaker: Child,
    folder: Folder,
}

/// A folder on the RAM disk that the database's own account can reach.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder.
    pub fn fresh() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(format!("/dev/shm/thidua-outage-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    /// Where a service in this folder keeps its signing keys.
    pub fn keys(&self) -> String {
        self.data().join("secrets/signing-keys").display().to_string()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.0.join("log")).unwrap_or_default()
    }

    /// The process of the embedded database.
    pub fn postmaster(&self) -> Option<String> {
        let file = fs::read_to_string(self.data().join("postgres/postmaster.pid")).ok()?;
        file.lines().next().map(str::to_owned)
    }

    /// `thidua check` on the embedded database, and the files beside it.
    pub fn check(&self) -> Output {
        self.check_with(&[])
    }

    fn check_with(&self, more: &[&str]) -> Output {
        thidua(&["check", "--data-dir", self.data().to_str().unwrap()]).args(more).output().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if thread::panicking() {
            let log = self.log();
            let lines: Vec<_> = log.lines().filter(|line| !line.contains("\"target\":\"access\"")).collect();
            let end = lines[lines.len().saturating_sub(20)..].join("\n");
            writeln!(std::io::stderr(), "the service's log ends with:\n{end}").ok();
        }
        fs::remove_dir_all(&self.0).ok();
    }
}

/// Waits for the end of its standard input, which the end of this process brings about, however it ends; then stops
/// the service and clears its folder away.
fn undertaker(folder: &Path, service: &Child) -> Child {
    const SCRIPT: &str = r#"
        cat >/dev/null
        kill -TERM "$1" 2>/dev/null
        for _ in $(seq 250); do kill -0 "$1" 2>/dev/null || break; sleep 0.1; done
        kill -KILL "$1" 2>/dev/null
        rm -rf "$0""#;
    Command::new("sh")
        .args(["-c", SCRIPT])
        .arg(folder)
        .arg(service.id().to_string())
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap()
}

/// The binary with these arguments and nothing from the environment.
pub fn thidua(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// Sends a signal to a process.
pub fn signal(name: &str, process: &str) {
    Command::new("kill").args([name, process]).status().unwrap();
}

impl Service {
    /// A service on somebody else's database.
    pub fn on(database_url: &str) -> Self {
        Self::start(Folder::fresh(), &["--database-url", database_url])
    }

    /// A service with a database of its own.
    pub fn embedded(folder: Folder) -> Self {
        Self::start(folder, &[])
    }

    /// A service with these arguments beside the usual ones.
    pub fn start(folder: Folder, more: &[&str]) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let data = folder.data();
        let mut command =
            thidua(&["serve", "--sample", "--listen", &address, "--data-dir", data.to_str().unwrap()]);
        let log = fs::OpenOptions::new().create(true).append(true).open(folder.0.join("log")).unwrap();
        let process = command
            .args(more)
            .args(["--workers", "2", "--db-connections", "4"])
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let undertaker = undertaker(&folder.0, &process);
        let service = Self { address, process, undertaker, folder };
        let begun = Instant::now();
        while !service.is_ready() {
            assert!(begun.elapsed() < Duration::from_mins(1), "not ready: {}", service.folder.log());
            thread::sleep(Duration::from_millis(20));
        }
        service
    }

    fn is_ready(&self) -> bool {
        self.wire().ask(&Ask::get("/readyz")).is_ok_and(|answer| answer.status == 200)
    }

    /// A connection to it.
    pub fn wire(&self) -> Wire {
        Wire::to(&self.address)
    }

    /// One request on a connection of its own.
    pub fn ask(&self, ask: &Ask) -> Answer {
        self.wire().ask(ask).unwrap()
    }

    /// Signs a sample account in; the answer has its tokens.
    pub fn sign_in(&self, username: &str) -> Answer {
        let body = json!({"username": username, "password": "thidua-sample"});
        let answer = self.ask(&Ask::post("/api/v1/sessions", &body));
        assert_eq!(answer.status, 201, "{}", answer.raw());
        answer
    }

    /// Signs a sample account in.
    pub fn token(&self, username: &str) -> String {
        self.sign_in(username).text("accessToken")
    }

    /// Signs one account in several times.
    pub fn tokens(&self, username: &str, count: usize) -> Vec<String> {
        (0..count).map(|_| self.token(username)).collect()
    }

    /// Its log so far.
    pub fn log(&self) -> String {
        self.folder.log()
    }

    /// Passes when it is the process it was, and found no fault of its own.
    pub fn stands(&mut self) {
        assert!(self.process.try_wait().unwrap().is_none(), "the service ended");
        let log = self.log();
        let faults: Vec<_> = log
            .lines()
            .filter(|line| line.contains("internal_error") || line.contains("panic"))
            .take(5)
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    /// Kills it without warning, and on request its database with it; the folder stays.
    pub fn kill(mut self, with_database: bool) -> Folder {
        let postmaster = self.folder.postmaster().filter(|_| with_database);
        signal("-KILL", &self.process.id().to_string());
        if let Some(process) = postmaster {
            signal("-KILL", &process);
        }
        self.process.wait().unwrap();
        std::mem::replace(&mut self.folder, Folder(PathBuf::from("/dev/shm/thidua-outage-none")))
    }

    /// Its folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|ended| ended.is_none()) {
            // Only with a database of its own there is something to put away in order.
            let name = if self.folder.postmaster().is_some() { "-TERM" } else { "-KILL" };
            signal(name, &self.process.id().to_string());
            self.process.wait().ok();
        }
        self.undertaker.kill().ok();
        self.undertaker.wait().ok();
    }
}

/// Passes when `thidua check` is content with this database and the files of the service on it.
pub fn check(database_url: &str, service: &Service) {
    passed(&service.folder.check_with(&["--database-url", database_url]));
}

/// Passes when a command succeeded.
pub fn passed(output: &Output) {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&text));
}

/// The path of a unit of the sample.
pub fn unit_path(last: u128) -> String {
    format!("/api/v1/units/{}", thidua::sample::id(last))
}
