//! How often somebody may call: people, machine clients and strangers, each for themselves, on one server and on several.

use std::num::NonZeroU32;

use serde_json::json;
use thidua::server::bootstrap::Plan;
use thidua::server::limits::exchange_uses;
use uuid::Uuid;

use crate::clients::{ioffice, registered};
use crate::oauth::{Client, call_as};
use crate::support::{Actor, Reply, TestApp};

fn few(plan: &mut Plan) {
    plan.rate_settings.person = NonZeroU32::new(4).unwrap();
    plan.rate_settings.strangers = NonZeroU32::new(2).unwrap();
}

fn standing(reply: &Reply) -> (&str, &str) {
    (reply.header("ratelimit-policy").unwrap_or_default(), reply.header("ratelimit").unwrap_or_default())
}

#[actix_web::test]
async fn a_person_who_calls_too_often_waits() {
    let app = TestApp::start_with(few).await;
    let (leader, auditor) = (app.as_user("leader").await, app.auditor().await);
    let first = leader.get("/me").await.expect(200);
    assert_eq!(standing(&first), ("\"default\";q=4;w=60", "\"default\";r=3;t=15"));
    // A refusal counts, too, and says so.
    let refused = leader.get("/users").await.expect_problem(403, "forbidden");
    assert_eq!(standing(&refused).1, "\"default\";r=2;t=30");
    leader.get("/units/nothing").await.expect(400);
    leader.get("/me").await.expect(200);
    let late = leader.get("/me").await.expect_problem(429, "called_too_often");
    let wait: u32 = late.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=16).contains(&wait), "{wait}");
    assert_eq!(standing(&late).1, "\"default\";r=0;t=60");
    // Others have their own.
    auditor.get("/me").await.expect(200);
}

#[actix_web::test]
async fn strangers_of_a_network_share_a_limit_and_public_reading_is_free() {
    let app = TestApp::start_with(few).await;
    let from = async |address: &str, token: Option<&str>| {
        let actor = token.map_or_else(|| app.anonymous(), |token| Actor::with_token(&app, token));
        actor.call(reqwest::Method::GET, "/me").header("X-Forwarded-For", address).send().await
    };
    from("203.0.113.7", None).await.expect_problem(401, "unauthenticated");
    // Whoever guesses tokens is a stranger.
    from("203.0.113.7", Some("guess")).await.expect_problem(401, "invalid_token");
    from("203.0.113.7", Some("another")).await.expect_problem(429, "called_too_often");
    from("203.0.113.8", None).await.expect_problem(401, "unauthenticated");
    let leader = app.as_user("leader").await;
    for _ in 0..10 {
        let public = app.anonymous().get("/public/campaigns").await.expect(200);
        assert_eq!(public.header("ratelimit"), None);
        leader.get("/public/campaigns").await.expect(200);
        app.anonymous().get("/livez").await.expect(200);
    }
}

#[actix_web::test]
async fn a_machine_client_has_a_limit_of_its_own() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let client = registered(
        &admin,
        json!({"code": "it-goi", "name": "Thử", "purpose": "Thử", "scopes": ["campaigns:read"],
        "requestsPerMinute": 2, "expiresOn": "2027-01-01"}),
    )
    .await;
    let machine = call_as(&app, &client).await;
    machine.get("/campaigns").await.expect(200);
    machine.get("/people").await.expect_problem(403, "scope_missing");
    machine.get("/campaigns").await.expect_problem(429, "called_too_often");
    // What an administrator gives it counts from then on.
    let path = format!("/clients/{}", client.id);
    let version = admin.get(&path).await.version();
    admin.patch(&path, version, json!({"requestsPerMinute": 50})).await.expect(200);
    machine.get("/campaigns").await.expect(200);
    assert_eq!(admin.get(&ioffice()).await.expect(200).json()["requestsPerMinute"], 1200);
}

#[actix_web::test]
async fn servers_count_together() {
    let app = TestApp::start_with(few).await;
    let leader = app.as_user("leader").await;
    for _ in 0..3 {
        leader.get("/me").await.expect(200);
    }
    let other = TestApp::start_with(few).await;
    let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let limits = |app: &TestApp| app.parts.state.rate_limits.clone();
    let (mut told_here, mut told_there) = (0, 0);
    exchange_uses(&app.db, &limits(&app), (here, &mut told_here)).await.unwrap();
    exchange_uses(&app.db, &limits(&other), (there, &mut told_there)).await.unwrap();
    // The leader of the sample is the same person on both.
    let same = other.as_user("leader").await;
    same.get("/me").await.expect(200);
    same.get("/me").await.expect_problem(429, "called_too_often");
    // Nobody counts their own calls again.
    exchange_uses(&app.db, &limits(&app), (here, &mut told_here)).await.unwrap();
    leader.get("/me").await.expect(200);
    let rows = thidua::db::rate_uses::list_told(&app.plan.connector.connect().await.unwrap(), there, 0)
        .await
        .unwrap();
    assert_eq!(rows.iter().map(|row| row.calls).sum::<i32>(), 3);
    let client = Client::ioffice();
    call_as(&app, &client).await.get("/campaigns").await.expect(200);
}
