//! Migrations are part of the binary and run under a lock, so that several servers may start at once.

use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel_async::{AsyncMigrationHarness, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Connector, Error};

/// Every migration of this release.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Any number that nobody else takes for an advisory lock.
const MIGRATION_LOCK: i64 = 0x7468_6964_7561;

/// Brings the database to this release's schema and answers the names of the migrations that ran.
///
/// Blocks; runs on a thread of its own because the harness needs a runtime of its own.
///
/// # Errors
/// [`Error`] when the database can't be reached or a migration fails; the failed migration is rolled back.
pub fn run(connector: &Connector) -> Result<Vec<String>, Error> {
    let connector = connector.clone().without_limits();
    std::thread::spawn(move || on_own_runtime(&connector))
        .join()
        .map_err(|_| Error::Unexpected("the migration thread panicked".to_owned()))?
}

fn on_own_runtime(connector: &Connector) -> Result<Vec<String>, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| Error::Unexpected(error.to_string()))?;
    runtime.block_on(async {
        let mut connection = connector.connect().await?;
        // Released with the connection, also when this process dies.
        diesel::sql_query(format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))
            .execute(&mut connection)
            .await?;
        let mut harness = AsyncMigrationHarness::new(connection);
        harness
            .run_pending_migrations(MIGRATIONS)
            .map(|versions| versions.iter().map(ToString::to_string).collect())
            .map_err(|error| Error::Unexpected(format!("a migration failed: {error}")))
    })
}

/// The versions this binary brings, oldest first.
#[must_use]
pub fn versions() -> Vec<String> {
    let migrations = MigrationSource::<Pg>::migrations(&MIGRATIONS).unwrap_or_default();
    migrations.iter().map(|migration| migration.name().version().to_string()).collect()
}
