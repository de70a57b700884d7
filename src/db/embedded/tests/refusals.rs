//! Starts that must not happen, each with a message that a person can act on.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::PathBuf,
    process,
};

use super::{
    super::{
        EmbeddedError, EmbeddedOptions, EmbeddedPostgres, account::Account, layout::Layout,
        sockets::SocketDir,
    },
    Home, Outcome, query,
};

/// A cluster's directory with nothing but a version, owned by whoever would run the server.
fn pretend_version(home: &Home, version: &str) -> Outcome {
    let layout = Layout::create(&home.options().data_dir)?;
    let account = Account::choose(&layout)?;
    fs::create_dir_all(home.data("postgres"))?;
    let file = home.data("postgres/PG_VERSION");
    fs::write(&file, version)?;
    Ok(account.take_over(&file)?)
}

#[test]
fn a_cluster_of_a_version_that_is_not_installed_is_refused_with_the_commands_that_help() -> Outcome {
    let home = Home::new()?;
    pretend_version(&home, "9.6\n")?;
    let refusal = home.refusal();
    for help in ["was written by PostgreSQL 9", "apt-get install postgresql-9", "/pg_upgrade --old-bindir="] {
        assert!(refusal.contains(help), "{help} is not in: {refusal}");
    }
    pretend_version(&home, "99\n")?;
    let refusal = home.refusal();
    assert!(refusal.ends_with("Install the matching server: apt-get install postgresql-99"), "{refusal}");
    Ok(())
}

#[test]
fn a_directory_that_is_no_cluster_is_left_alone() -> Outcome {
    let home = Home::new()?;
    fs::create_dir_all(home.data("postgres"))?;
    fs::write(home.data("postgres/precious"), "data")?;
    let refusal = home.refusal();
    assert!(refusal.contains("no PG_VERSION"), "{refusal}");
    assert_eq!(fs::read_to_string(home.data("postgres/precious"))?, "data");
    Ok(())
}

#[test]
fn a_directory_out_of_reach_is_refused_by_its_name() -> Outcome {
    let home = Home::new()?;
    let closed = home.0.join("closed");
    fs::create_dir(&closed)?;
    fs::set_permissions(&closed, Permissions::from_mode(0o500))?;
    let options = EmbeddedOptions { data_dir: closed.join("data"), bin_dir: None };
    let refusal = EmbeddedPostgres::start(&options).err().map(|error| error.to_string()).unwrap_or_default();
    let account = Account::choose(&Layout::create(&home.options().data_dir)?)?;
    let expected = if account.differs_from_service() {
        format!("user {} cannot enter {}: ", account.name(), closed.display())
    } else {
        format!("cannot create the data directory {}", options.data_dir.display())
    };
    assert!(refusal.starts_with(&expected), "{refusal}");
    Ok(())
}

#[test]
fn a_bin_dir_without_a_server_is_refused_by_its_name() -> Outcome {
    let home = Home::new()?;
    let options = EmbeddedOptions { bin_dir: Some(home.0.clone()), ..home.options() };
    let refusal = EmbeddedPostgres::start(&options).err().map(|error| error.to_string()).unwrap_or_default();
    let expected = format!("no PostgreSQL server can be run from {} (PG_BIN)", home.0.display());
    assert!(refusal.starts_with(&expected), "{refusal}");
    Ok(())
}

#[test]
fn a_path_too_long_for_a_socket_is_replaced_by_a_private_short_one() -> Outcome {
    let home = Home::new()?;
    let layout = Layout::create(&home.0.join("x".repeat(90)))?;
    let account = Account::choose(&layout)?;
    let sockets = SocketDir::create(&layout, &account)?;
    let short = PathBuf::from(sockets.path());
    let made = fs::metadata(&short)?;
    assert!(!short.starts_with(&home.0));
    assert_eq!((made.mode() & 0o7777, made.uid()), (0o700, account.uid()));
    drop(sockets);
    assert!(!short.exists(), "the directory must go with the server");

    std::os::unix::fs::symlink(&home.0, &short)?;
    let refused = SocketDir::create(&layout, &account);
    fs::remove_file(&short)?;
    assert!(matches!(refused, Err(EmbeddedError::UnsafeSocketDir { .. })), "{refused:?}");
    Ok(())
}

#[test]
fn a_second_service_on_the_same_directory_is_refused_and_told_the_pid() -> Outcome {
    let home = Home::new()?;
    let server = home.start()?;
    let refusal = home.refusal();
    assert!(refusal.contains(&format!("in use by another process (pid {})", process::id())), "{refusal}");
    assert_eq!(query(&server, "SELECT 1")?, "1");
    Ok(())
}

#[test]
fn a_server_that_does_not_start_is_quoted() -> Outcome {
    let home = Home::new()?;
    home.start()?.stop()?;
    fs::write(home.data("postgres/postgresql.conf"), "no_such_setting = 1\n")?;
    let refusal = home.refusal();
    assert!(refusal.contains("postgres.log") && refusal.contains("no_such_setting"), "{refusal}");
    Ok(())
}
