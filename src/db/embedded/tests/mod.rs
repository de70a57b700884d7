//! Real servers on throw-away directories.

mod refusals;

use std::{
    error::Error,
    fs::{self, File, Permissions},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{self, Command},
    sync::atomic::{AtomicU32, Ordering},
};

use super::{EmbeddedError, EmbeddedOptions, EmbeddedPostgres, Restarted, postmaster::Signal};

type Outcome = Result<(), Box<dyn Error>>;

/// A place of one test's own. Dropping it stops a server that still runs in it and removes it.
struct Home(PathBuf);

impl Home {
    fn new() -> Result<Self, Box<dyn Error>> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let home = Self(format!("/tmp/thidua-test-{}-{number}", process::id()).into());
        fs::create_dir(&home.0)?;
        fs::set_permissions(&home.0, Permissions::from_mode(0o755))?;
        Ok(home)
    }

    fn options(&self) -> EmbeddedOptions {
        EmbeddedOptions { data_dir: self.0.join("data"), bin_dir: None }
    }

    fn start(&self) -> Result<EmbeddedPostgres, EmbeddedError> {
        EmbeddedPostgres::start(&self.options())
    }

    fn refusal(&self) -> String {
        self.start().map_or_else(|error| error.to_string(), |_| "no refusal".to_owned())
    }

    fn data(&self, name: &str) -> PathBuf {
        self.0.join("data").join(name)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if self.data("postgres/postmaster.pid").exists() {
            // Starting takes an orphan over and stops it; what was started is dropped at once.
            drop(self.start());
        }
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn query(server: &EmbeddedPostgres, sql: &str) -> Result<String, Box<dyn Error>> {
    let mut psql = Command::new(server.bin_dir().join("psql"));
    let output = psql.arg("-XAtd").arg(server.connection_string()).arg("-c").arg(sql).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn pid(server: &EmbeddedPostgres) -> u32 {
    server.postmaster.as_ref().map_or(0, super::postmaster::Postmaster::pid)
}

#[test]
fn a_new_directory_becomes_a_safe_cluster_whose_data_outlives_a_restart() -> Outcome {
    let home = Home::new()?;
    let server = home.start()?;
    query(&server, "CREATE TABLE campaign AS SELECT 'phong trào' AS name")?;
    let settings = "SELECT string_agg(lower(name) || '=' || setting, ' ' ORDER BY lower(name)) \
                    FROM pg_settings WHERE name IN ('data_checksums', 'fsync', 'listen_addresses', \
                    'TimeZone')";
    let expected = "data_checksums=on fsync=on listen_addresses= timezone=UTC";
    assert_eq!(query(&server, settings)?, expected);
    assert_eq!(fs::metadata(home.data("run"))?.mode() & 0o7777, 0o700);
    assert_ne!(fs::metadata(home.data("postgres"))?.uid(), 0, "the server must not be root");
    server.stop()?;
    assert!(!home.data("postgres/postmaster.pid").exists(), "the server must have ended in order");

    let server = home.start()?;
    assert_eq!(query(&server, "SELECT name FROM campaign")?, "phong trào");
    let postmaster = Path::new("/proc").join(pid(&server).to_string());
    assert!(postmaster.exists());
    drop(server);
    assert!(!postmaster.exists(), "dropping must stop the server");
    Ok(())
}

#[test]
fn a_killed_server_is_started_again_with_what_was_committed() -> Outcome {
    let home = Home::new()?;
    let mut server = home.start()?;
    assert_eq!(server.ensure_running()?, Restarted::No);
    query(&server, "CREATE TABLE pledge AS SELECT 7 AS target")?;
    let busy = "SELECT sum(sqrt(i)) FROM generate_series(1, 1000000000) AS i";
    let mut psql = Command::new(server.bin_dir().join("psql"));
    psql.arg("-Xqd").arg(server.connection_string()).arg("-c").arg(busy);
    let mut client = psql.stderr(process::Stdio::null()).spawn()?;
    let seen = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%sqrt%'";
    while query(&server, seen)? != "2" && client.try_wait()?.is_none() {}

    let killed = pid(&server);
    assert!(server.cluster.signal(Signal::Kill, killed));
    while server.postmaster.as_mut().is_some_and(|it| matches!(it.exit_status(), Ok(None))) {}
    let restarted = server.ensure_running();
    client.wait()?;
    assert_eq!(restarted?, Restarted::Yes);
    assert_ne!(pid(&server), killed);
    assert_eq!(query(&server, "SELECT target FROM pledge")?, "7");
    assert_eq!(server.ensure_running()?, Restarted::No);
    Ok(server.stop()?)
}

#[test]
fn the_server_of_a_killed_service_is_stopped_in_order_and_replaced() -> Outcome {
    let home = Home::new()?;
    let mut server = home.start()?;
    query(&server, "CREATE TABLE report AS SELECT 1 AS version")?;
    let orphan = pid(&server);
    let kept = server.postmaster.take();
    drop(server);
    assert!(Path::new("/proc").join(orphan.to_string()).exists(), "the orphan must run on");

    let server = home.start()?;
    assert_ne!(pid(&server), orphan);
    assert_eq!(query(&server, "SELECT version FROM report")?, "1");
    let ended = kept.map(|mut postmaster| postmaster.exit_status()).transpose()?.flatten();
    assert!(ended.is_some_and(|status| status.success()), "{ended:?}");
    Ok(())
}

#[test]
fn what_interrupted_starts_and_long_use_leave_behind_does_no_harm() -> Outcome {
    let home = Home::new()?;
    fs::create_dir_all(home.data("postgres.new.1/base"))?;
    File::create(home.data("postgres.log"))?.set_len(11 * 1024 * 1024)?;
    home.start()?.stop()?;
    assert!(!home.data("postgres.new.1").exists());
    assert!(
        fs::metadata(home.data("postgres.log.1"))?.len() > fs::metadata(home.data("postgres.log"))?.len()
    );

    // After a restart of a container the old pid may well be that of a thread of the service.
    let thread = fs::read_link("/proc/thread-self")?;
    let thread = thread.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for stale in ["postgres/postmaster.pid", "run/.s.PGSQL.5432.lock"] {
        fs::write(home.data(stale), format!("{thread}\n"))?;
    }
    let server = home.start()?;
    assert_eq!(query(&server, "SELECT 1")?, "1");
    Ok(())
}
