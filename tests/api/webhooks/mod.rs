//! Webhooks: endpoints, what is sent to them and how it is signed, failures, replays, and what must not be reached.

mod endpoints;
mod failing;
mod receiver;
mod replays;
mod sending;
mod targets;

use chrono::TimeDelta;
use serde_json::{Value, json};
use thidua::worker::webhooks::Dispatcher;

use crate::oauth::{Client, call_as};
use crate::support::{Actor, Reply, TestApp, units};
pub use receiver::Receiver;

/// The sample's own endpoint, which is disabled.
const SAMPLE: &str = "/webhook-endpoints/01980000-0000-7000-8000-000000490001";

/// An endpoint to be registered at an address.
fn new(url: &str) -> Value {
    json!({"url": url, "purpose": "Để thử"})
}

/// A machine client that keeps endpoints of its own; everything that happened before is numbered.
async fn ioffice(app: &TestApp) -> Actor<'_> {
    app.run_sequencer().await;
    call_as(app, &Client::ioffice()).await
}

/// A call of a machine client that changes something: it names it by a key.
async fn post(machine: &Actor<'_>, path: &str, body: Value) -> Reply {
    let key = thidua::core::crypto::to_hex(&thidua::core::crypto::random_secret().unwrap());
    machine.call(reqwest::Method::POST, path).key(&key).json(&body).send().await
}

/// Registers an endpoint: its path, and the secret by which it is signed.
async fn register(machine: &Actor<'_>, body: Value) -> (String, String) {
    let made = post(machine, "/webhook-endpoints", body).await.expect(201);
    (format!("/webhook-endpoints/{}", made.text("/endpoint/id")), made.text("/secret/signingSecret"))
}

/// Units are created, which everybody may read of.
async fn create_units(app: &TestApp, codes: &[&str]) {
    let admin = app.admin().await;
    for code in codes {
        let unit = json!({"code": code, "name": "Tổ thử", "kind": "OTHER", "parentId": units::DEPARTMENT,
            "openedOn": "2026-01-01"});
        admin.post("/units", unit).await.expect(201);
    }
    app.run_sequencer().await;
}

/// Sends whatever can be sent now, as the service does in the background: how often something was sent.
async fn dispatch(app: &TestApp) -> usize {
    let dispatcher = Dispatcher::new(app.parts.state.clone()).expect("a dispatcher");
    let mut sent = 0;
    for id in dispatcher.list_with_work().await.expect("endpoints") {
        sent += dispatcher.serve(id).await.expect("an endpoint that is served");
    }
    sent
}

/// The clock goes on, and whatever can be sent then is sent.
async fn dispatch_after(app: &TestApp, minutes: i64) -> usize {
    app.advance(TimeDelta::minutes(minutes));
    dispatch(app).await
}

/// An endpoint as an administrator sees it.
async fn read(app: &TestApp, path: &str) -> Value {
    app.admin().await.get(path).await.expect(200).json()
}

/// The deliveries of an endpoint, the last planned first.
async fn deliveries(app: &TestApp, path: &str) -> Vec<Value> {
    let list = app.admin().await.get(&format!("{path}/deliveries?limit=200")).await.expect(200).json();
    list["items"].as_array().unwrap().clone()
}

/// What is known of a delivery: what was sent, and each attempt.
async fn details(app: &TestApp, path: &str, delivery: &Value) -> Value {
    let id = delivery["id"].as_str().unwrap();
    app.admin().await.get(&format!("{path}/deliveries/{id}")).await.expect(200).json()
}
