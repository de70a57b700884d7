//! The database is there and does not get on: somebody holds locks, or two wait for each other.

use crate::support::units;
use std::time::{Duration, Instant};

use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::json;
use tokio::time::sleep;

use super::load::{ALL, Load, new_unit};
use super::service::{Service, check, unit_path};
use super::wire::{Ask, Wire};
use crate::support::cluster::{clone_database, connect, run};

/// How long the table is locked: twice as long as anybody waits.
const HELD: Duration = Duration::from_secs(12);

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Waits until there is something to count.
async fn until(connection: &mut AsyncPgConnection, sql: &str) {
    let begun = Instant::now();
    loop {
        let counted: Count = diesel::sql_query(sql).get_result(connection).await.unwrap();
        if counted.count > 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(8), "in vain: {sql}");
        sleep(Duration::from_millis(20)).await;
    }
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_pool_that_is_full_of_waiting_queries_refuses_in_time() {
    let database = clone_database().await;
    let mut service = Service::on(&database);
    let load = Load::on(&service, 8, "POOL");
    let mut holder = connect(&database).await;
    sleep(Duration::from_secs(1)).await;
    run(&mut holder, "SET lock_timeout = 0").await;
    run(&mut holder, "BEGIN").await;
    run(&mut holder, "LOCK TABLE units IN ACCESS EXCLUSIVE MODE").await;
    let begun = Instant::now();
    sleep(HELD).await;
    let ended = Instant::now();
    run(&mut holder, "ROLLBACK").await;
    sleep(Duration::from_secs(2)).await;
    let story = load.finish();
    story.is_clean().is_bounded(ALL).is_refused(begun + Duration::from_millis(300), ended, ALL);
    story.is_well_from(ended + Duration::from_secs(1)).check_nothing_lost(&service);
    service.stands();
    check(&database, &service);
}

/// The service locks a unit and waits for the audit trail; somebody holds that and asks for the unit.
#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_deadlock_is_solved_behind_the_callers_back() {
    let database = clone_database().await;
    let mut service = Service::on(&database);
    let (token, address) = (service.token("admin"), service.address.clone());
    let (mut holder, mut watcher) = (connect(&database).await, connect(&database).await);
    // Who waits first looks around first, finds the circle and gives way: that shall be the service.
    run(&mut holder, "SET deadlock_timeout = '10s'").await;
    run(&mut holder, "BEGIN").await;
    run(&mut holder, "LOCK TABLE audit_records IN SHARE MODE").await;
    let ask = Ask::patch(&unit_path(units::OFFICE), &json!({"name": "Tên sau bế tắc"})).by(&token);
    let asking = std::thread::spawn(move || Wire::to(&address).ask(&ask).unwrap());
    until(&mut watcher, "SELECT count(*) AS count FROM pg_locks WHERE NOT granted").await;
    run(&mut holder, "SELECT 1 FROM units WHERE code = 'SNV-VP' FOR UPDATE").await;
    run(&mut holder, "COMMIT").await;
    let answer = asking.join().unwrap();
    assert_eq!((answer.status, answer.text("name").as_str()), (200, "Tên sau bế tắc"), "{}", answer.raw());
    let met = "SELECT deadlocks AS count FROM pg_stat_database WHERE datname = current_database()";
    until(&mut watcher, met).await;
    service.stands();
    check(&database, &service);
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_deadlock_that_comes_back_every_time_is_told_to_the_caller() {
    let database = clone_database().await;
    let mut service = Service::on(&database);
    let token = service.token("admin");
    let mut holder = connect(&database).await;
    run(
        &mut holder,
        "CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
        RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$",
    )
    .await;
    run(&mut holder, "CREATE TRIGGER meet BEFORE INSERT ON units FOR EACH ROW EXECUTE FUNCTION meet()").await;
    let create =
        Ask::post("/api/v1/units", &new_unit("MEET")).by(&token).header("Idempotency-Key", "key-meet");
    let begun = Instant::now();
    let refused = service.ask(&create);
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("1")), "{}", refused.raw());
    assert!(begun.elapsed() < Duration::from_secs(2));
    run(&mut holder, "DROP TRIGGER meet ON units").await;
    let created = service.ask(&create);
    assert_eq!((created.status, created.header("idempotent-replayed")), (201, None), "{}", created.raw());
    service.stands();
    check(&database, &service);
}
