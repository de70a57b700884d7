//! Signing keys change while people work.

use chrono::TimeDelta;
use serde_json::{Value, json};
use thidua::auth::keyring::DatedKey;
use thidua::core::crypto::new_signing_key;
use tokio::sync::watch;

use crate::support::wait::until;
use crate::support::{Actor, TestApp};

/// Another key of the service, to sign after some minutes.
fn key_in(app: &TestApp, minutes: i64) -> DatedKey {
    DatedKey { signs_from: app.now() + TimeDelta::minutes(minutes), pem: new_signing_key().unwrap() }
}

async fn published(app: &TestApp) -> Vec<Value> {
    let keys = app.anonymous().get("/.well-known/jwks.json").await.expect(200).json();
    keys["keys"].as_array().unwrap().iter().map(|key| key["kid"].clone()).collect()
}

fn signer(actor: &Actor<'_>) -> Value {
    let header = actor.token().split('.').next().unwrap();
    let header = thidua::core::crypto::from_text(header).unwrap();
    serde_json::from_slice::<Value>(&header).unwrap()["kid"].clone()
}

#[actix_web::test]
async fn a_rotation_refuses_nobody() {
    let app = TestApp::start().await;
    let first = app.plan.signing_keys[0].clone();
    let before = app.admin().await;
    app.parts.state.authenticator.tokens().replace_keys(&[first, key_in(&app, 10)]).unwrap();
    assert_eq!(published(&app).await.len(), 2, "whoever keeps the public keys learns the next one in time");
    before.get("/me").await.expect(200);
    app.advance(TimeDelta::minutes(9));
    let last_of_the_old = app.admin().await;
    assert_eq!(signer(&last_of_the_old), signer(&before));
    app.advance(TimeDelta::minutes(1));
    let first_of_the_new = app.admin().await;
    assert_ne!(signer(&first_of_the_new), signer(&before));
    for actor in [&before, &last_of_the_old, &first_of_the_new] {
        actor.get("/me").await.expect(200);
    }
    app.advance(TimeDelta::minutes(17));
    assert_eq!(published(&app).await, [signer(&first_of_the_new)]);
}

#[actix_web::test]
async fn a_stolen_key_is_believed_no_longer() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.get("/me").await.expect(200);
    let next = key_in(&app, 0);
    app.parts.state.authenticator.tokens().replace_keys(&[next]).unwrap();
    admin.get("/me").await.expect_problem(401, "invalid_token");
    app.admin().await.get("/me").await.expect(200);
}

#[actix_web::test]
async fn a_retired_key_makes_no_token_that_is_believed() {
    let app = TestApp::start().await;
    let first = app.plan.signing_keys[0].clone();
    app.parts.state.authenticator.tokens().replace_keys(&[first.clone(), key_in(&app, 10)]).unwrap();
    let thief = thidua::auth::tokens::Tokens::new("thidua".to_owned(), &[first]).unwrap();
    let body = json!({"username": "admin", "password": "thidua-sample"});
    let session = app.anonymous().post("/sessions", body).await.expect(201);
    let admin = Actor::with_token(&app, &session.text("/accessToken"));
    let me = admin.get("/me").await.expect(200).text("/id").parse().unwrap();
    let own = admin.get("/sessions").await.expect(200).text("/items/0/id").parse().unwrap();
    app.advance(TimeDelta::minutes(25));
    let forged = thief.issue(me, own, app.now()).unwrap();
    Actor::with_token(&app, &forged).get("/me").await.expect(200);
    app.advance(TimeDelta::minutes(2));
    let forged = thief.issue(me, own, app.now()).unwrap();
    Actor::with_token(&app, &forged).get("/me").await.expect_problem(401, "invalid_token");
}

#[actix_web::test]
async fn a_running_service_takes_its_keys_from_their_directory() {
    let app = TestApp::start().await;
    let directory = std::env::temp_dir().join(format!("thidua-watch-{}", uuid::Uuid::now_v7()));
    thidua::server::secrets::keys::rotate(&directory, app.now(), false).unwrap();
    let old = published(&app).await;
    let (stop, stopping) = watch::channel(false);
    let authenticator = app.parts.state.authenticator.clone();
    let watching = actix_web::rt::spawn(thidua::server::background::run_key_watch(
        authenticator,
        directory.clone(),
        stopping,
    ));
    until("the new keys", async || (published(&app).await != old).then_some(())).await;
    stop.send(true).unwrap();
    watching.await.unwrap();
    assert_eq!(published(&app).await, [signer(&app.admin().await)]);
    std::fs::remove_dir_all(directory).unwrap();
}
