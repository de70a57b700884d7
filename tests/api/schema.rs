//! The database itself: migrations go up and down, names are codes, keys have indexes, the generated file is true.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use diesel::QueryableByName;
use diesel::migration::Migration;
use diesel::pg::Pg;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use diesel_migrations::MigrationHarness;
use thidua::db::migrations::MIGRATIONS;
use thidua::db::{Connector, migrations};
use thidua::http::Code;

use crate::support::cluster::{clone_database, connect, empty_database, revert, run};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

async fn lines(connection: &mut AsyncPgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<Line> =
        diesel::sql_query(sql).load(connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|row| row.line).collect()
}

/// Everything the schema consists of, as text.
const PICTURE: &str = "
    SELECT line FROM (
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND probin IS NULL AND prolang <> 12
        UNION ALL SELECT 'extension ' || extname FROM pg_extension
    ) AS everything WHERE line NOT LIKE '%__diesel_schema_migrations%' ORDER BY line";

#[actix_web::test]
async fn migrations_go_up_and_down_and_up_again() {
    let url = empty_database().await;
    let connector = Connector::parse(&url).unwrap();
    let before = lines(&mut connect(&url).await, PICTURE).await;
    assert_eq!(migrations::run(&connector).unwrap(), migrations::versions());
    assert_eq!(migrations::run(&connector).unwrap(), [""; 0]);
    let up = lines(&mut connect(&url).await, PICTURE).await;
    revert(&connector, |harness| {
        let reverted = harness.revert_all_migrations(MIGRATIONS).unwrap();
        assert_eq!(reverted.len(), migrations::versions().len());
    });
    assert_eq!(lines(&mut connect(&url).await, PICTURE).await, before);
    migrations::run(&connector).unwrap();
    assert_eq!(lines(&mut connect(&url).await, PICTURE).await, up);
}

#[actix_web::test]
async fn several_servers_may_migrate_at_once() {
    let connector = Connector::parse(&empty_database().await).unwrap();
    let servers: Vec<_> = (0..3)
        .map(|_| {
            let connector = connector.clone();
            std::thread::spawn(move || migrations::run(&connector).unwrap().len())
        })
        .collect();
    let ran: usize = servers.into_iter().map(|server| server.join().unwrap()).sum();
    assert_eq!(ran, migrations::versions().len());
}

#[test]
fn every_migration_can_be_taken_back() {
    use diesel::migration::MigrationSource;
    let all: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().unwrap();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for migration in all {
        let down = folder.join(migration.name().to_string()).join("down.sql");
        assert!(fs::read_to_string(&down).is_ok_and(|sql| !sql.trim().is_empty()), "{}", down.display());
    }
}

#[actix_web::test]
async fn every_foreign_key_has_an_index() {
    let mut connection = connect(&clone_database().await).await;
    let bare = lines(
        &mut connection,
        "
        SELECT conrelid::regclass || '.' || conname AS line FROM pg_constraint AS key
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
            SELECT FROM pg_index WHERE indrelid = key.conrelid AND indpred IS NULL
            AND (indkey::int2[])[0:array_length(key.conkey, 1) - 1] @> key.conkey)",
    )
    .await;
    assert_eq!(bare, [""; 0]);
}

/// A constraint that a caller can run into is named like its code; all others follow the house's pattern.
#[actix_web::test]
async fn every_constraint_is_named() {
    let mut connection = connect(&clone_database().await).await;
    let names = lines(
        &mut connection,
        "
        SELECT conname::text AS line FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 't'
        AND conrelid <> '__diesel_schema_migrations'::regclass ORDER BY conname",
    )
    .await;
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let is_made_up =
        |name: &str| name.ends_with("_check") || name.ends_with("_not_null") || name.ends_with("_excl");
    let unnamed: Vec<_> = names.iter().filter(|name| is_made_up(name)).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
    let reachable: Vec<_> = names.iter().filter(|name| codes.contains(name.as_str())).collect();
    insta::assert_snapshot!(format!("{reachable:?}"), @r#"["already_reversed", "already_voted", "award_authority_already_there", "award_rule_already_in_force", "award_types_do_not_overlap", "base_salary_already_there", "cluster_code_taken", "composition_already_there", "external_id_already_given", "external_id_taken", "form_version_already_there", "fund_already_there", "holiday_already_there", "household_code_taken", "indicator_goes_its_direction", "indicator_goes_its_direction", "initiative_code_taken", "item_sum_too_large", "leader_is_no_member", "own_appraisal", "own_decision", "own_exemplar", "own_snapshot", "person_external_id_taken", "person_is_in_another_unit", "person_merged_into_oneself", "personal_data_rule_already_there", "procedure_rule_already_there", "readiness_rules_overlap", "recogniser_missing", "registration_after_end", "reminder_rules_overlap", "report_already_there", "reporting_class_already_there", "reporting_period_overlaps", "role_already_given", "staff_code_is_identity_number", "unit_agency_code_taken", "unit_code_taken", "unit_legacy_agency_code_taken", "unit_versions_do_not_overlap", "username_taken", "webhook_endpoint_already_there", "women_exceed_members", "written_by_yourself", "written_by_yourself", "written_by_yourself"]"#);
}

#[actix_web::test]
async fn overlapping_versions_are_refused_by_the_database_itself() {
    let mut connection = connect(&clone_database().await).await;
    let second = "INSERT INTO unit_versions (id, unit_id, starts_on, name, name_folded, search_text, kind)
        SELECT gen_random_uuid(), unit_id, '2026-01-01', name, name_folded, search_text, kind FROM unit_versions LIMIT 1";
    let error = diesel::sql_query(second).execute(&mut connection).await.unwrap_err();
    assert!(error.to_string().contains("unit_versions_do_not_overlap"), "{error}");
    run(&mut connection, "SELECT 1").await;
}

/// `UPDATE=1 cargo test the_schema_file` writes the file anew.
#[actix_web::test]
async fn the_schema_file_is_what_the_database_says() {
    let mut connection = connect(&clone_database().await).await;
    let written = schema_file(&mut connection).await;
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/db/schema.rs");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), written, "UPDATE=1 cargo test the_schema_file");
}

async fn schema_file(connection: &mut AsyncPgConnection) -> String {
    let mut text = "// @generated from the migrated database. Never edited by hand.\n".to_owned();
    let tables = lines(connection, "
        SELECT table_name::text AS line FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '__diesel_schema_migrations'
        ORDER BY table_name").await;
    for table in &tables {
        let keys = lines(connection, &format!("
            SELECT attname::text AS line FROM pg_constraint, unnest(conkey) WITH ORDINALITY AS key (number, place)
            JOIN pg_attribute ON attnum = key.number
            WHERE contype = 'p' AND conrelid = '{table}'::regclass AND attrelid = conrelid ORDER BY key.place")).await;
        let columns = lines(connection, &format!("
            SELECT column_name || '|' || udt_name || '|' || is_nullable AS line FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position")).await;
        write!(text, "\ndiesel::table! {{\n    {table} ({}) {{\n", keys.join(", ")).unwrap();
        for column in columns {
            let mut parts = column.split('|');
            let (name, kind, nullable) =
                (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            let kind = diesel_type(kind);
            let kind = if nullable == "YES" { format!("Nullable<{kind}>") } else { kind };
            writeln!(text, "        {name} -> {kind},").unwrap();
        }
        text += "    }\n}\n";
    }
    // Tables that refer to each other twice can't be joined without saying how, in either direction; one that refers to itself
    // neither, nor what refers to a key of several columns.
    let joins = lines(connection, "
        SELECT 'diesel::joinable!(' || min(child) || ' -> ' || min(parent) || ' (' || min(attname::text) || '));' AS line
        FROM (SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent, attname
            FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE contype = 'f' AND connamespace = 'public'::regnamespace
                AND EXISTS (SELECT FROM pg_constraint AS own
                    WHERE own.conrelid = pg_constraint.confrelid AND own.contype = 'p' AND cardinality(own.conkey) = 1)) AS keys
        WHERE child <> parent GROUP BY least(child, parent), greatest(child, parent) HAVING count(*) = 1 ORDER BY line").await;
    writeln!(text, "\n{}", joins.join("\n")).unwrap();
    writeln!(text, "\ndiesel::allow_tables_to_appear_in_same_query!(\n    {},\n);", tables.join(",\n    "))
        .unwrap();
    text
}

/// `timestamptz` as `Timestamptz`, `int4` as `Int4`: the names differ in their first letter only; `_uuid` is an array.
fn diesel_type(name: &str) -> String {
    if let Some(element) = name.strip_prefix('_') {
        return format!("Array<Nullable<{}>>", diesel_type(element));
    }
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}
