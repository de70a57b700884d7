//! The binary itself, as an administrator uses it.

use crate::support::users;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::support::cluster::{clone_database, empty_database};

fn thidua(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("thidua-commands-{}-{name}", std::process::id()));
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).unwrap();
    path
}

fn private(path: &std::path::Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn it_does_not_serve_without_secrets() {
    let folder = scratch("secrets");
    let serve = || thidua(&["serve", "--data-dir", folder.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    let missing = serve().output().unwrap();
    assert!(
        !missing.status.success() && said(&missing).contains("SIGNING_KEYS_DIR is not set"),
        "{}",
        said(&missing)
    );
    let (keys, secret) = (folder.join("keys"), folder.join("secret.txt"));
    let rotated = thidua(&["key", "rotate", "--signing-keys-dir", keys.to_str().unwrap()]).output().unwrap();
    assert!(said(&rotated).contains("a new key signs from"), "{}", said(&rotated));
    private(&secret, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    let with_files = || {
        let mut command = serve();
        command.env("SIGNING_KEYS_DIR", &keys).env("SECRET_FILE", &secret);
        said(&command.output().unwrap())
    };
    assert!(with_files().contains("too weak"), "{}", with_files());
    private(&secret, "7NDWagjVqQaRIgSSNKR7YYqRFkG1gKcQFvYOibK6v0A");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(with_files().contains("is open to others"), "{}", with_files());
    private(&secret, "7NDWagjVqQaRIgSSNKR7YYqRFkG1gKcQFvYOibK6v0A");
    private(&keys.join("20200101T000000Z.pem"), "not a key");
    let mut command = serve();
    let url = "host=127.0.0.1 port=1 sslmode=disable";
    command.env("SIGNING_KEYS_DIR", &keys).env("SECRET_FILE", &secret).env("DATABASE_URL", url);
    let bad_key = said(&command.output().unwrap());
    assert!(bad_key.contains("not a P-256 private key"), "{bad_key}");
    fs::remove_dir_all(folder).ok();
}

#[test]
fn sample_mode_stays_on_loopback() {
    let output = thidua(&["serve", "--sample", "--listen", "0.0.0.0:8080"]).output().unwrap();
    assert!(!output.status.success() && said(&output).contains("loopback only"), "{}", said(&output));
}

#[test]
fn a_base_url_is_a_url() {
    for url in ["thidua.example", "https://thidua.example/"] {
        let output = thidua(&["serve", "--public-base-url", url]).output().unwrap();
        assert!(!output.status.success() && said(&output).contains("PUBLIC_BASE_URL"), "{}", said(&output));
    }
}

#[test]
fn it_prints_its_document() {
    let output = thidua(&["openapi"]).output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document, *crate::support::document());
}

#[actix_web::test]
async fn the_first_administrator_comes_from_the_command_line() {
    let url = empty_database().await;
    let add = |name: &str| {
        thidua(&["user", "bootstrap", "--username", name, "--database-url", &url]).output().unwrap()
    };
    let created = add("quan-tri");
    assert!(
        created.status.success() && said(&created).contains("password, shown once"),
        "{}",
        said(&created)
    );
    let second = add("quan-tri-2");
    assert!(
        !second.status.success() && said(&second).contains("an administrator already"),
        "{}",
        said(&second)
    );
    assert!(said(&add("Quản trị")).contains("a user name has"));
    let app = crate::support::TestApp::on(&url);
    let output = said(&created);
    let password = output.rsplit_once(": ").unwrap().1.trim();
    let body = serde_json::json!({"username": "quan-tri", "password": password});
    app.anonymous().post("/sessions", body).await.expect(201);
}

#[actix_web::test]
async fn a_backup_comes_back_whole() {
    let (full, empty) = (clone_database().await, empty_database().await);
    let folder = scratch("backup");
    let file = folder.join("backup.dump");
    let file = file.to_str().unwrap();
    let command = |name: &str, url: &str| {
        thidua(&[name, file, "--database-url", url, "--pg-bin", &pg_bin()]).output().unwrap()
    };
    let written = command("backup", &full);
    assert!(written.status.success(), "{}", said(&written));
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    let restored = command("restore", &empty);
    assert!(restored.status.success(), "{}", said(&restored));
    let again = command("restore", &empty);
    assert!(!again.status.success() && said(&again).contains("not empty"), "{}", said(&again));
    let check = |url: &str| said(&thidua(&["check", "--database-url", url]).output().unwrap());
    assert!(check(&full).contains("event feed: "), "{}", check(&full));
    assert_eq!(check(&full), check(&empty));
    let app = crate::support::TestApp::on(&empty);
    assert_eq!(app.admin().await.get("/units?includeTotal=true").await.json()["total"], 14);
    fs::remove_dir_all(folder).ok();
}

/// The programs that fit the running server.
fn pg_bin() -> String {
    crate::support::cluster::bin_dir()
}

#[actix_web::test]
async fn the_sample_is_served_as_a_sample_only() {
    let (folder, url) = (scratch("sample"), clone_database().await);
    let (keys, secret) = (folder.join("keys"), folder.join("secret.txt"));
    let rotated = thidua(&["key", "rotate", "--signing-keys-dir", keys.to_str().unwrap()]).output().unwrap();
    assert!(said(&rotated).contains("a new key signs from"), "{}", said(&rotated));
    private(&secret, "7NDWagjVqQaRIgSSNKR7YYqRFkG1gKcQFvYOibK6v0A");
    let mut command = thidua(&["serve", "--listen", "127.0.0.1:0", "--database-url", &url]);
    command.env("SIGNING_KEYS_DIR", &keys).env("SECRET_FILE", &secret);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    assert!(!output.status.success() && said(&output).contains("holds the sample"), "{}", said(&output));
    fs::remove_dir_all(folder).ok();
}

/// A service of its own process, on a data directory of its own.
struct Service {
    process: std::process::Child,
    address: String,
}

impl Service {
    fn start(folder: &std::path::Path) -> Self {
        let service = Self::launch(folder, "0");
        let ask = "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        wait_until("ready", || service.say(ask).contains(" 200 "));
        service
    }

    /// A service that is only starting; a signal to stop is announced for so many seconds.
    fn launch(folder: &std::path::Path, stop_delay: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let data = folder.join("data");
        let mut command =
            thidua(&["serve", "--sample", "--listen", &address, "--data-dir", data.to_str().unwrap()]);
        let log = fs::OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
        command.env("STOP_DELAY_SECONDS", stop_delay);
        let process = command.stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
        Self { process, address }
    }

    fn connect(&self) -> Option<std::net::TcpStream> {
        std::net::TcpStream::connect(&self.address).ok()
    }

    fn say(&self, request: &str) -> String {
        use std::io::{Read, Write};
        let mut answer = String::new();
        if let Some(mut stream) = self.connect() {
            stream.write_all(request.as_bytes()).ok();
            stream.read_to_string(&mut answer).ok();
        }
        answer
    }

    fn signal(&self, signal: &str) {
        Command::new("kill").args([signal, &self.process.id().to_string()]).status().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.signal("-TERM");
            self.process.wait().ok();
        }
    }
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = std::time::Instant::now();
    while !is_so() {
        assert!(start.elapsed() < std::time::Duration::from_mins(1), "in vain: {what}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// A folder that the database's own account can reach.
fn reachable(name: &str) -> PathBuf {
    let path = PathBuf::from(format!("/dev/shm/thidua-service-{}-{name}", std::process::id()));
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).unwrap();
    path
}

fn sign_in_text() -> (String, String) {
    let body = r#"{"username":"admin","password":"thidua-sample"}"#.to_owned();
    let head = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    (head, body)
}

#[test]
fn the_log_is_one_object_a_line_and_keeps_secrets_and_names() {
    let folder = reachable("log");
    let service = Service::start(&folder);
    let (head, body) = sign_in_text();
    let session = service.say(&format!("{head}{body}"));
    let token = session.split("\"accessToken\":\"").nth(1).unwrap().split('"').next().unwrap();
    let wrong = body.replace("thidua-sample", "a wrong secret");
    service.say(&format!("{}{wrong}", head.replace(&body.len().to_string(), &wrong.len().to_string())));
    let asked = format!(
        "GET /api/v1/audit-records HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    assert!(service.say(&asked).starts_with("HTTP/1.1 403"));
    service.say("GET /a%0A%7B%22forged%22%3A1%7D HTTP/1.1\r\nHost: x\r\nUser-Agent: a\\nb\r\nConnection: close\r\n\r\n");
    let text = fs::read_to_string(folder.join("log")).unwrap();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert!(text.lines().all(|line| line.starts_with('{') || !line.contains("request_id")));
    assert!(lines.iter().all(|line| line["at"].as_str().is_some_and(|at| at.ends_with('Z'))));
    let admin = users::ADMIN.to_string();
    let found = |target: &str, code: &str| {
        let line = lines.iter().find(|line| line["target"] == target && line["code"] == code);
        line.unwrap_or_else(|| panic!("no {target} {code} in {text}")).clone()
    };
    assert_eq!(found("access", "forbidden")["actor"], admin);
    let failed = lines.iter().find(|line| line["message"] == "request failed").expect("not ready at first");
    assert!(failed["cause"].as_str().is_some_and(|cause| !cause.is_empty()), "{failed}");
    let refused = found("security", "wrong_credentials");
    assert_eq!((&refused["actor"], &refused["address"]), (&admin.into(), &"127.0.0.1".into()));
    for secret in ["thidua-sample\"", "a wrong secret", token, "forged", "Quản trị hệ thống"] {
        assert!(!lines.iter().any(|line| line.to_string().contains(secret)), "{secret} stands in the log");
    }
    drop(service);
    fs::remove_dir_all(folder).ok();
}

#[test]
fn a_stop_finishes_what_is_in_flight_and_takes_the_database_along() {
    use std::io::{Read, Write};
    let folder = reachable("stop");
    let mut service = Service::start(&folder);
    let (head, body) = sign_in_text();
    let mut stream = service.connect().unwrap();
    stream.write_all(head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n").as_bytes()).unwrap();
    // The service says that it has begun with the request.
    let mut go_on = [0; b"HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut go_on).unwrap();
    service.signal("-TERM");
    wait_until("nobody new gets in", || service.connect().is_none());
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(service.process.wait().unwrap().success());
    assert!(!folder.join("data/postgres/postmaster.pid").exists(), "the database still runs");
    fs::remove_dir_all(folder).ok();
}

#[test]
fn a_stop_is_announced_while_requests_are_still_taken() {
    let folder = reachable("announce");
    let mut service = Service::launch(&folder, "30");
    let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
    let close = |path: &str| ask(path).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    wait_until("ready", || service.say(&close("/readyz")).contains(" 200 "));
    service.signal("-TERM");
    wait_until("announced", || service.say(&close("/readyz")).contains(" 503 "));
    // Kept-alive connections end with their answer, so that nobody's next request meets a closed one.
    let answer = service.say(&ask("/api/v1/public/campaigns"));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.to_lowercase().contains("\r\nconnection: close\r\n"), "{answer}");
    service.signal("-TERM");
    assert!(service.process.wait().unwrap().success());
    fs::remove_dir_all(folder).ok();
}

#[test]
fn a_signal_during_the_start_leaves_nothing_behind() {
    let folder = reachable("early");
    // The first start makes the cluster, the others find it.
    for milliseconds in [700, 5, 60, 150, 300] {
        let mut service = Service::launch(&folder, "0");
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        service.signal("-TERM");
        service.process.wait().unwrap();
        let data = folder.join("data/postgres");
        assert!(!data.join("postmaster.pid").exists(), "after {milliseconds} ms the database still runs");
    }
    fs::remove_dir_all(folder).ok();
}

#[test]
fn a_killed_service_comes_back_on_its_data_and_nobody_shares_it() {
    let folder = reachable("kill");
    let mut first = Service::start(&folder);
    let (head, body) = sign_in_text();
    assert!(first.say(&format!("{head}{body}")).starts_with("HTTP/1.1 201"));
    let data = folder.join("data");
    let second =
        thidua(&["serve", "--sample", "--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()]);
    let refused = { second }.output().unwrap();
    assert!(
        !refused.status.success() && said(&refused).contains("in use by another process"),
        "{}",
        said(&refused)
    );
    // The command line reaches the database that the running service keeps.
    let check = thidua(&["check", "--data-dir", data.to_str().unwrap()]).output().unwrap();
    assert!(said(&check).contains("event feed: "), "{}", said(&check));
    first.signal("-KILL");
    first.process.wait().unwrap();
    let again = Service::start(&folder);
    assert!(again.say(&format!("{head}{body}")).starts_with("HTTP/1.1 201"));
    drop(again);
    fs::remove_dir_all(folder).ok();
}
