//! Backup and restore: PostgreSQL's own programs on the service's database.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Command;

use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

use super::database::Database;
use super::terminal::{Failure, block_on, say};
use crate::server::config::DatabaseOptions;

/// Writes the whole database into `file`, consistent as of one moment, also while the service runs.
pub fn backup(file: &Path, options: &DatabaseOptions) -> Result<(), Failure> {
    let database = Database::open(options)?;
    let mut dump = database.program("pg_dump")?;
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]);
    // Password hashes are in it: nobody but the owner may read the file, whatever the umask says.
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    dump.stdout(options.open(file).map_err(|error| format!("{}: {error}", file.display()))?);
    run(dump)?;
    say(&format!("written: {}", file.display()));
    Ok(())
}

/// Fills an empty database from `file`, all of it or nothing.
pub fn restore(file: &Path, options: &DatabaseOptions) -> Result<(), Failure> {
    let database = Database::open(options)?;
    if count_tables(&database)? > 0 {
        return Err("the database is not empty; restore into a new data directory or a new database".into());
    }
    let mut restore = database.program("pg_restore")?;
    let name = restore.get_envs().find(|(variable, _)| *variable == "PGDATABASE").and_then(|(_, name)| name);
    let name = name.ok_or("the database URL names no database")?.to_owned();
    restore.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname"]);
    restore.arg(name).arg(file);
    run(restore)?;
    say(&format!("restored from {}", file.display()));
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn count_tables(database: &Database) -> Result<i64, Failure> {
    let connector = database.connector()?;
    block_on(async {
        let mut connection = connector.connect().await?;
        let query = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
        let counted: Count = diesel::sql_query(query).get_result(&mut connection).await?;
        Ok(counted.count)
    })
}

fn run(mut command: Command) -> Result<(), Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("{program}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} failed ({status})").into()) }
}
