//! What outage tests ask of a service in a process of its own.

#[path = "../../support/service.rs"]
mod process;

use std::path::PathBuf;
use std::process::Output;

use serde_json::json;

use super::wire::{Answer, Ask, Wire};
pub use process::{Folder, Service, signal, thidua};

impl Folder {
    /// Where a service in this folder keeps its signing keys.
    pub fn keys(&self) -> String {
        self.data().join("secrets/signing-keys").display().to_string()
    }

    /// `thidua check` on the embedded database, and the files beside it.
    pub fn check(&self) -> Output {
        self.check_with(&[])
    }

    fn check_with(&self, more: &[&str]) -> Output {
        thidua(&["check", "--data-dir", self.data().to_str().unwrap()]).args(more).output().unwrap()
    }
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
        std::mem::replace(&mut self.folder, Folder(PathBuf::from("/dev/shm/thidua-test-none")))
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
pub fn unit_path(unit: &str) -> String {
    format!("/api/v1/units/{unit}")
}
