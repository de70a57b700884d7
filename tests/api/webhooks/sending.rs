//! What is sent: events as the feed has them, signed, to whom they concern, once.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::{Value, json};
use thidua::worker::webhooks::{Dispatcher, keep_dispatching};
use tokio::sync::watch;

use super::{
    Receiver, SAMPLE, create_units, deliveries, details, dispatch, dispatch_after, ioffice, new, post, read,
    register,
};
use crate::clients::registered;
use crate::oauth::{Client, call_as};
use crate::reports::desk;
use crate::support::wait::until;
use crate::support::{TestApp, sample_id, units};

#[actix_web::test]
async fn an_event_is_sent_as_the_feed_has_it_and_signed() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, secret) = register(&machine, new(&receiver.url)).await;
    let after = app.last_event().await;
    create_units(&app, &["PUSH"]).await;
    dispatch(&app).await;
    let sent = receiver.received().pop().unwrap();
    let feed = machine.get(&format!("/events?after={after}")).await.expect(200).json();
    let event = feed["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((sent.json(), &event["data"]["unit"]["code"]), (event.clone(), &json!("PUSH")));
    assert!(sent.is_signed_by(&secret) && !sent.is_signed_by("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assert_eq!(sent.header("webhook-id"), event["id"]);
    assert_eq!(sent.header("webhook-timestamp"), app.now().timestamp().to_string());
    assert_eq!(sent.header("content-type"), "application/cloudevents+json; charset=utf-8");
    assert!(sent.header("user-agent").starts_with("thidua/"));
    // What was sent and answered can be read.
    let delivery = deliveries(&app, &path).await.remove(0);
    assert_eq!(
        (&delivery["status"], &delivery["attempts"], &delivery["eventId"], &delivery["eventType"]),
        (&json!("DELIVERED"), &json!(1), &event["id"], &json!("vn.thidua.unit.created.v1"))
    );
    let details = details(&app, &path, &delivery).await;
    assert_eq!(details["body"], sent.body);
    let attempt = &details["sent"][0];
    assert_eq!((&attempt["outcome"], &attempt["httpStatus"]), (&json!("TAKEN"), &json!(204)));
    // Once.
    let count = receiver.count();
    assert_eq!((dispatch(&app).await, receiver.count()), (0, count));
    assert_eq!(read(&app, &path).await["plannedThrough"], json!(app.last_event().await));
}

#[actix_web::test]
async fn for_a_day_two_secrets_sign() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, first) = register(&machine, new(&receiver.url)).await;
    let make = async || {
        post(&machine, &format!("{path}/secrets"), json!({})).await.expect(201).text("/signingSecret")
    };
    let second = make().await;
    create_units(&app, &["HAI"]).await;
    dispatch(&app).await;
    let sent = receiver.received().pop().unwrap();
    assert!(sent.is_signed_by(&first) && sent.is_signed_by(&second));
    assert_eq!(read(&app, &path).await["secrets"].as_array().unwrap().len(), 2);
    // A third one ends the first at once.
    app.advance(TimeDelta::hours(1));
    let machine = call_as(&app, &Client::ioffice()).await;
    let third =
        post(&machine, &format!("{path}/secrets"), json!({})).await.expect(201).text("/signingSecret");
    create_units(&app, &["BA"]).await;
    dispatch(&app).await;
    let sent = receiver.received().pop().unwrap();
    assert_eq!([&first, &second, &third].map(|one| sent.is_signed_by(one)), [false, true, true]);
    app.advance(TimeDelta::hours(24));
    create_units(&app, &["BON"]).await;
    dispatch(&app).await;
    let sent = receiver.received().pop().unwrap();
    assert_eq!([&second, &third].map(|one| sent.is_signed_by(one)), [false, true]);
}

#[actix_web::test]
async fn an_endpoint_is_told_of_what_it_asked_for() {
    let (app, types, unit) = (TestApp::start().await, Receiver::start(), Receiver::start());
    let machine = ioffice(&app).await;
    let mut of_types = new(&types.url);
    of_types["types"] = json!(["vn.thidua.unit.changed.v1"]);
    register(&machine, of_types).await;
    let mut of_unit = new(&unit.url);
    of_unit["unitId"] = json!(units::OFFICE);
    register(&machine, of_unit).await;
    let admin = app.admin().await;
    let rename = async |id: &str| {
        admin.patch(&format!("/units/{id}"), 1, json!({"name": "Tên khác"})).await.expect(200);
    };
    create_units(&app, &["KHAC"]).await;
    rename(units::OFFICE).await;
    app.run_sequencer().await;
    dispatch(&app).await;
    assert_eq!((types.codes(), unit.codes()), (vec!["SNV-VP".to_owned()], vec!["SNV-VP".to_owned()]));
}

/// A pledge that is being written is told of only inside; and who may not read of it any more is not told of it.
#[actix_web::test]
async fn a_client_is_told_only_of_what_it_may_read() {
    let (app, inside, outside) = (TestApp::start().await, Receiver::start(), Receiver::start());
    let machine = ioffice(&app).await;
    register(&machine, new(&inside.url)).await;
    let admin = app.admin().await;
    let stranger = json!({"code": "ngoai", "name": "Bên ngoài", "purpose": "Để thử", "unitId": units::OFFICE,
        "scopes": ["events:read", "webhooks:manage"], "expiresOn": "2027-12-31"});
    let stranger = registered(&admin, stranger).await;
    register(&call_as(&app, &stranger).await, new(&outside.url)).await;
    let kinds = |receiver: &Receiver| -> Vec<Value> {
        receiver.received().iter().map(|one| one.json()["data"]["subjectType"].clone()).collect()
    };
    draft_a_report(&app).await;
    app.run_sequencer().await;
    dispatch(&app).await;
    assert!(kinds(&inside).contains(&json!("PROGRESS_REPORT")), "{:?}", kinds(&inside));
    assert!(!kinds(&outside).contains(&json!("PROGRESS_REPORT")), "{:?}", kinds(&outside));
}

/// Something happens that only those inside are told of: a report is begun by its unit.
async fn draft_a_report(app: &TestApp) {
    let desk = desk(app).await;
    desk.start(app, &desk.period, desk.entries("40", "COMPLETED")).await;
}

#[actix_web::test]
async fn what_a_client_may_not_read_any_more_is_dropped() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    receiver.answer(500);
    create_units(&app, &["CHO"]).await;
    draft_a_report(&app).await;
    app.run_sequencer().await;
    dispatch(&app).await;
    receiver.answer(204);
    // It keeps the feed, and loses the reports.
    let (admin, client) = (app.admin().await, crate::clients::ioffice());
    let version = admin.get(&client).await.expect(200).version();
    let less = json!({"scopes": ["events:read", "webhooks:manage"]});
    admin.patch(&client, version, less).await.expect(200);
    dispatch_after(&app, 1).await;
    let statuses: Vec<(Value, Value)> = deliveries(&app, &path)
        .await
        .into_iter()
        .map(|one| (one["eventType"].clone(), one["status"].clone()))
        .collect();
    assert!(statuses.contains(&(json!("vn.thidua.unit.created.v1"), json!("DELIVERED"))), "{statuses:?}");
    assert!(
        statuses.contains(&(json!("vn.thidua.progress_report.created.v1"), json!("DROPPED"))),
        "{statuses:?}"
    );
}

#[actix_web::test]
async fn a_client_that_may_not_call_is_told_nothing() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    register(&machine, new(&receiver.url)).await;
    let (admin, client) = (app.admin().await, crate::clients::ioffice());
    admin.step_with(&client, json!({"action": "DISABLE", "reason": "Thử"})).await.expect(200);
    create_units(&app, &["NGUNG"]).await;
    assert_eq!(dispatch(&app).await, 0);
    admin.step(&client, "ENABLE").await.expect(200);
    let version = admin.get(&client).await.expect(200).version();
    admin.patch(&client, version, json!({"scopes": ["reports:write"]})).await.expect(200);
    assert_eq!((dispatch(&app).await, receiver.count()), (0, 0));
    admin.patch(&client, version + 1, json!({"scopes": ["events:read"]})).await.expect(200);
    dispatch(&app).await;
    assert_eq!(receiver.codes(), ["NGUNG"], "nothing is lost meanwhile");
}

#[actix_web::test]
async fn a_test_is_sent_like_an_event() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, secret) = register(&machine, new(&receiver.url)).await;
    let planned = post(&machine, &format!("{path}/tests"), json!({})).await.expect(201);
    assert_eq!(
        (planned.text("/status"), planned.json()["sequence"].clone()),
        ("PENDING".to_owned(), Value::Null)
    );
    assert_eq!(dispatch(&app).await, 1);
    let sent = receiver.received().pop().unwrap();
    let event = sent.json();
    assert!(sent.is_signed_by(&secret));
    assert_eq!(
        (&event["type"], &event["id"]),
        (&json!("vn.thidua.webhook_endpoint.tested.v1"), &json!(planned.text("/eventId")))
    );
    let delivery = planned.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    assert_eq!(machine.get(&delivery).await.expect(200).text("/delivery/status"), "DELIVERED");
    let of_another = delivery.replace(&path, SAMPLE);
    machine.get(&of_another).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn two_servers_send_everything_once() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let beside = app.beside();
    let machine = ioffice(&app).await;
    register(&machine, new(&receiver.url)).await;
    let codes: Vec<String> = (10..50).map(|number| format!("U{number}")).collect();
    create_units(&app, &codes.iter().map(String::as_str).collect::<Vec<_>>()).await;
    Box::pin(join(dispatch(&app), dispatch(&beside))).await;
    dispatch(&app).await;
    assert_eq!(receiver.codes(), codes);
}

/// What goes on in the background, until it is told to stop.
#[actix_web::test]
async fn an_event_is_sent_as_soon_as_it_happened() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    register(&machine, new(&receiver.url)).await;
    let (connector, newest) = (app.plan.connector.clone(), app.parts.state.newest_event.clone());
    actix_web::rt::spawn(async move { newest.listen(&connector).await });
    let (stop, stopping) = watch::channel(false);
    let dispatcher = Dispatcher::new(app.parts.state.clone()).unwrap();
    let running = actix_web::rt::spawn(keep_dispatching(dispatcher, stopping));
    create_units(&app, &["NGAY"]).await;
    until("the event", async || (receiver.codes() == ["NGAY"]).then_some(())).await;
    // A test is sent without an event.
    let ioffice = sample_id(0x48_0001);
    let list = machine.get(&format!("/webhook-endpoints?clientId={ioffice}&status=ACTIVE")).await.json();
    let path = format!("/webhook-endpoints/{}", list["items"][0]["id"].as_str().unwrap());
    post(&machine, &format!("{path}/tests"), json!({})).await.expect(201);
    until("the test", async || (receiver.count() == 2).then_some(())).await;
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(20), running).await.expect("it stops").unwrap();
}
