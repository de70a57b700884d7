//! A rolling deployment: while the schema is this code's already, servers of the release before still write to it.

use std::collections::BTreeMap;

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use thidua::db::{Connector, migrations};

use crate::support::cluster::{connect, empty_database};

/// Rows of every table as the release before writes them; the file says when it changes.
const RELEASED: &str = include_str!("released.sql");

/// Takes away what the migrations filled tables with.
const EMPTY: &str = "DO $$ BEGIN EXECUTE (
    SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> '__diesel_schema_migrations'); END $$";

#[derive(QueryableByName)]
struct RowCount {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

async fn count_rows(connection: &mut AsyncPgConnection, sql: &str) -> BTreeMap<String, i64> {
    let rows: Vec<RowCount> = diesel::sql_query(sql).load(connection).await.unwrap();
    rows.into_iter().map(|row| (row.name, row.rows)).collect()
}

#[actix_web::test]
async fn the_release_before_may_write_to_this_schema() {
    let url = empty_database().await;
    migrations::run(&Connector::parse(&url).unwrap()).unwrap();
    let mut connection = connect(&url).await;
    // The rows are an excerpt: what they refer to need not be among them. So no trigger runs; all else holds.
    let whole = format!("BEGIN; SET LOCAL session_replication_role = replica; {EMPTY}; {RELEASED} COMMIT;");
    connection.batch_execute(&whole).await.unwrap_or_else(|error| panic!("a row is refused: {error}"));
    let mut inserted = BTreeMap::<String, i64>::new();
    for name in RELEASED.lines().filter_map(|line| line.strip_prefix("INSERT INTO ")?.split(' ').next()) {
        *inserted.entry(name.to_owned()).or_default() += 1;
    }
    let count = |name: &String| format!("SELECT '{name}' AS name, count(*) AS rows FROM {name}");
    let counts: Vec<_> = inserted.keys().map(count).collect();
    assert_eq!(count_rows(&mut connection, &counts.join(" UNION ALL ")).await, inserted);
}

/// A table that this code adds is not in the file; one that was released is.
#[test]
fn the_rows_are_of_the_released_version() {
    let released: serde_json::Value =
        serde_json::from_str(include_str!("../../openapi/released.json")).unwrap();
    let version = released["info"]["version"].as_str().unwrap();
    assert!(
        RELEASED.starts_with(&format!("-- Rows as release {version} writes them")),
        "tests/api/released.sql is not of the release {version}"
    );
}
