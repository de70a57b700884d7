//! The database goes away under load, in three ways.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::load::{ALL, Kind, Load, Story};
use super::proxy::Proxy;
use super::service::{Service, check};
use crate::support::cluster::{clone_database, run_about};

/// How long the database is away.
const AWAY: Duration = Duration::from_secs(10);
/// What was under way when the outage began may still end well.
const EDGE: Duration = Duration::from_millis(300);
/// What reads one thing or nothing.
const SINGLE: &[Kind] = &[Kind::Live, Kind::Point];
/// How soon all is well again.
const RECOVERY: Duration = Duration::from_secs(1);

/// The load before, during and after an outage; answers when it began, when it ended and the story.
async fn lived_through(
    service: &Service,
    fail: impl FnOnce(),
    heal: impl FnOnce(),
) -> (Instant, Instant, Story) {
    let load = Load::on(service, 4, "AWAY");
    sleep(Duration::from_secs(1)).await;
    fail();
    let begun = Instant::now();
    sleep(AWAY).await;
    let ended = Instant::now();
    heal();
    sleep(RECOVERY + Duration::from_secs(2)).await;
    (begun, ended, load.finish())
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_database_that_refuses_connections_costs_ten_seconds_of_503_and_nothing_else() {
    let database = clone_database().await;
    let proxy = Proxy::to(&database);
    let mut service = Service::on(proxy.url());
    let (begun, ended, story) = lived_through(&service, || proxy.shut(), || proxy.open()).await;
    story.is_clean().is_bounded(ALL).is_refused(begun + EDGE, ended, ALL);
    story.is_well_from(ended + RECOVERY).check_nothing_lost(&service);
    service.stands();
    check(&database, &service);
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_database_that_falls_silent_loses_nothing_and_needs_no_restart() {
    let database = clone_database().await;
    let proxy = Proxy::to(&database);
    let mut service = Service::on(proxy.url());
    let (begun, ended, story) = lived_through(&service, || proxy.silence(), || proxy.open()).await;
    // Lists and changes have no deadline of their own: those under way wait until the silence ends.
    story.is_clean().is_bounded(SINGLE).is_refused(begun + EDGE, ended, SINGLE);
    story.is_well_from(ended + RECOVERY).check_nothing_lost(&service);
    service.stands();
    check(&database, &service);
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn backends_that_are_killed_cost_a_few_503_and_nothing_else() {
    let database = clone_database().await;
    let mut service = Service::on(&database);
    let load = Load::on(&service, 4, "THROWN");
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $db";
    for _ in 0..12 {
        sleep(Duration::from_millis(250)).await;
        run_about(&database, kill).await;
    }
    let ended = Instant::now();
    sleep(RECOVERY + Duration::from_secs(1)).await;
    let story = load.finish();
    story.is_clean().is_bounded(ALL).is_well_from(ended + RECOVERY).check_nothing_lost(&service);
    service.stands();
    check(&database, &service);
}
