//! The real binary in a process of its own, with a folder of its own. Test targets include this file by its path.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// A running service, its folder and its log. All of it ends with this value.
pub struct Service {
    /// Where it listens.
    pub address: String,
    /// Its process.
    pub process: Child,
    /// Its folder.
    pub folder: Folder,
    cleaner: Child,
}

/// A folder on the RAM disk that the database's own account can reach. It goes with this value.
pub struct Folder(pub PathBuf);

impl Folder {
    /// An empty folder.
    pub fn fresh() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(format!("/dev/shm/thidua-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The data directory of a service in this folder.
    pub fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    /// What a service in this folder wrote to its log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.0.join("log")).unwrap_or_default()
    }

    /// The process of the embedded database.
    pub fn postmaster(&self) -> Option<String> {
        let file = fs::read_to_string(self.data().join("postgres/postmaster.pid")).ok()?;
        file.lines().next().map(str::to_owned)
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

impl Service {
    /// A service with these arguments added to the usual ones. It serves the sample.
    pub fn start(folder: Folder, more: &[&str]) -> Self {
        let address = free_address();
        let data = folder.data();
        let log = fs::OpenOptions::new().create(true).append(true).open(folder.0.join("log")).unwrap();
        let process =
            thidua(&["serve", "--sample", "--listen", &address, "--data-dir", data.to_str().unwrap()])
                .args(more)
                .args(["--workers", "2", "--db-connections", "4", "--stop-delay-seconds", "0"])
                .stdout(log.try_clone().unwrap())
                .stderr(log)
                .spawn()
                .unwrap();
        let cleaner = cleaner(&folder.0, &process);
        let service = Self { address, process, folder, cleaner };
        let start = Instant::now();
        while !service.is_ready() {
            assert!(start.elapsed() < Duration::from_mins(1), "not ready: {}", service.folder.log());
            thread::sleep(Duration::from_millis(20));
        }
        service
    }

    fn is_ready(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(&self.address) else { return false };
        let mut answer = String::new();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ok();
        stream.read_to_string(&mut answer).is_ok() && answer.starts_with("HTTP/1.1 200")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|end| end.is_none()) {
            // Only a service with a database of its own has something to put away in order.
            let name = if self.folder.postmaster().is_some() { "-TERM" } else { "-KILL" };
            signal(name, &self.process.id().to_string());
            self.process.wait().ok();
        }
        self.cleaner.kill().ok();
        self.cleaner.wait().ok();
    }
}

/// Waits for the end of its standard input, which the end of this process brings about, however it ends; then stops
/// the service and clears its folder away.
fn cleaner(folder: &Path, service: &Child) -> Child {
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

/// An address of this machine that nobody listens on.
pub fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
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
