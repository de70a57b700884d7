//! Endpoints that fail: what they missed is sent later, and nobody else waits for them.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    Receiver, create_units, deliveries, details, dispatch, dispatch_after, ioffice, new, post, read, register,
};
use crate::campaigns::column;
use crate::oauth::{Client, call_as};
use crate::support::TestApp;

#[actix_web::test]
async fn what_was_refused_is_sent_again_later() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, secret) = register(&machine, new(&receiver.url)).await;
    receiver.answer_with(500, &[], "Máy chủ\u{7} bận");
    create_units(&app, &["LAI"]).await;
    assert_eq!((dispatch(&app).await, dispatch(&app).await), (1, 0));
    let delivery = deliveries(&app, &path).await.remove(0);
    let wait = delivery["nextAttemptAt"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let wait = (wait - app.now()).num_milliseconds();
    assert!((5_000..=6_000).contains(&wait), "{wait}");
    let own = read(&app, &path).await;
    assert_eq!((&own["pending"], own["failingSince"].is_null()), (&json!(1), false));
    app.advance(TimeDelta::seconds(10));
    receiver.answer(200);
    assert_eq!(dispatch(&app).await, 1);
    let [first, second] = receiver.received().try_into().map_err(|_| "two attempts").unwrap();
    assert_eq!((first.header("webhook-id"), &first.body), (second.header("webhook-id"), &second.body));
    assert_ne!(first.header("webhook-timestamp"), second.header("webhook-timestamp"));
    assert!(second.is_signed_by(&secret));
    let details = details(&app, &path, &delivery).await;
    assert_eq!(column(&details["sent"], "outcome"), ["REFUSED", "TAKEN"]);
    assert_eq!(details["sent"][0]["answer"], "Máy chủ bận");
    assert_eq!(details["delivery"]["attempts"], json!(2));
    assert!(read(&app, &path).await["failingSince"].is_null());
}

#[actix_web::test]
async fn an_endpoint_that_is_gone_is_disabled_and_says_so_in_the_feed() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    receiver.answer(410);
    create_units(&app, &["MOT"]).await;
    dispatch(&app).await;
    let own = read(&app, &path).await;
    assert_eq!((&own["status"], &own["disabledBecause"]), (&json!("DISABLED"), &json!("GONE")));
    let after = app.last_event().await;
    app.run_sequencer().await;
    let told = machine.get(&format!("/events?after={after}")).await.expect(200).json();
    assert_eq!(column(&told["items"], "type"), ["vn.thidua.webhook_endpoint.disabled.v1"]);
    // Others are not told.
    let unrelated =
        app.as_user("unit-snv").await.get(&format!("/events?after={after}")).await.expect(200).json();
    assert_eq!(unrelated["items"], json!([]));
    create_units(&app, &["HAI"]).await;
    assert_eq!(dispatch_after(&app, 60).await, 0);
    receiver.answer(204);
    app.admin().await.step(&path, "ENABLE").await.expect(200);
    dispatch(&app).await;
    let missed = [receiver.codes(), vec![]].concat();
    assert!(missed.contains(&"MOT".to_owned()) && missed.contains(&"HAI".to_owned()), "{missed:?}");
}

#[actix_web::test]
async fn an_endpoint_is_left_alone_as_long_as_it_asks() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    receiver.answer_with(429, &[("Retry-After", "600")], "");
    create_units(&app, &["CHAM"]).await;
    dispatch(&app).await;
    assert!(!read(&app, &path).await["pausedUntil"].is_null());
    create_units(&app, &["CHAM2"]).await;
    receiver.answer(204);
    assert_eq!(dispatch_after(&app, 9).await, 0);
    dispatch_after(&app, 1).await;
    assert_eq!(receiver.codes(), ["CHAM", "CHAM", "CHAM2"]);
}

#[actix_web::test]
async fn an_endpoint_that_is_down_is_asked_once_a_minute_and_then_sent_everything() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    receiver.answer(503);
    create_units(&app, &["D1", "D2", "D3", "D4", "D5", "D6"]).await;
    assert_eq!(dispatch(&app).await, 6, "so many were taken before it was known");
    create_units(&app, &["D7", "D8"]).await;
    assert_eq!(dispatch(&app).await, 0, "what follows waits in the feed");
    assert_eq!(dispatch_after(&app, 1).await, 1, "it is asked whether it is back");
    assert_eq!((dispatch(&app).await, dispatch_after(&app, 1).await), (0, 1));
    let count = receiver.count();
    receiver.answer(204);
    assert_eq!(dispatch_after(&app, 1).await, 8);
    let mut codes: Vec<String> = receiver.received()[count..]
        .iter()
        .map(|one| one.json()["data"]["unit"]["code"].as_str().unwrap().to_owned())
        .collect();
    codes.sort();
    assert_eq!(codes, ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"]);
    assert_eq!(read(&app, &path).await["pending"], json!(0));
}

#[actix_web::test]
async fn an_endpoint_that_took_nothing_for_five_days_is_disabled() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    receiver.answer(404);
    create_units(&app, &["LAU"]).await;
    dispatch(&app).await;
    for hours in [1, 2, 5, 12, 24, 24, 24, 24] {
        dispatch_after(&app, hours * 60).await;
    }
    let own = read(&app, &path).await;
    assert_eq!((&own["status"], &own["failingSince"].is_null()), (&json!("ACTIVE"), &false));
    create_units(&app, &["LAU2"]).await;
    dispatch_after(&app, 24 * 60).await;
    let own = read(&app, &path).await;
    assert_eq!((&own["status"], &own["disabledBecause"]), (&json!("DISABLED"), &json!("FAILING")));
}

#[actix_web::test]
async fn what_was_tried_ten_times_is_given_up_and_can_be_replayed() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    let planned = post(&machine, &format!("{path}/tests"), json!({})).await.expect(201);
    let delivery = planned.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    for hours in [0, 1, 1, 1, 3, 7, 13, 17, 25, 30] {
        app.advance(TimeDelta::hours(hours));
        receiver.answer(500);
        dispatch(&app).await;
    }
    let given_up = app.admin().await.get(&delivery).await.expect(200).json();
    assert_eq!(
        (&given_up["delivery"]["status"], &given_up["delivery"]["attempts"]),
        (&json!("FAILED"), &json!(10))
    );
    receiver.answer(204);
    let machine = call_as(&app, &Client::ioffice()).await;
    let again = post(&machine, &format!("{delivery}/replays"), json!({})).await.expect(201);
    assert_eq!((again.text("/status"), again.json()["attempts"].clone()), ("PENDING".to_owned(), json!(0)));
    post(&machine, &format!("{delivery}/replays"), json!({}))
        .await
        .expect_problem(409, "webhook_delivery_is_pending");
    dispatch_after(&app, 1).await;
    assert_eq!(machine.get(&delivery).await.expect(200).text("/delivery/status"), "DELIVERED");
}

/// Two thousand things happen in ten minutes; none of them is lost, and none comes twice.
#[actix_web::test]
async fn an_outage_loses_nothing() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    let after = app.last_event().await;
    receiver.answer(502);
    for minute in 0..10 {
        app.sql(&format!(
            "INSERT INTO events (id, event_type, subject_type, subject_id, subject_version, occurred_at)
            SELECT gen_random_uuid(), 'HOLIDAY_CREATED', 'HOLIDAY', gen_random_uuid(), 1, '2026-11-23T01:0{minute}:00Z'
            FROM generate_series(1, 200)"
        ))
        .await;
        app.run_sequencer().await;
        dispatch_after(&app, 1).await;
    }
    receiver.answer(204);
    let before = receiver.count();
    while dispatch_after(&app, 1).await > 0 {}
    let mut ids: Vec<String> =
        receiver.received()[before..].iter().map(|one| one.header("webhook-id").to_owned()).collect();
    let sent = ids.len();
    ids.sort();
    ids.dedup();
    let happened = usize::try_from(app.last_event().await - after).unwrap();
    assert!(happened >= 2_000);
    assert_eq!((ids.len(), sent), (happened, happened), "each once");
    assert_eq!(read(&app, &path).await["pending"], json!(0));
    assert!(before < 100, "an endpoint that is down is not flooded: {before}");
}

/// One that never answers costs its own time, not that of others.
#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_silent_endpoint_keeps_no_other_waiting() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let (dead, _) = register(&machine, new(&url)).await;
    register(&machine, new(&receiver.url)).await;
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let dispatcher = thidua::worker::webhooks::Dispatcher::new(app.parts.state.clone()).unwrap();
    let running = actix_web::rt::spawn(thidua::worker::webhooks::keep_dispatching(dispatcher, stopping));
    let begun = Instant::now();
    create_units(&app, &["NHANH"]).await;
    crate::support::wait::until("the event", async || (receiver.codes() == ["NHANH"]).then_some(())).await;
    assert!(begun.elapsed() < Duration::from_secs(10));
    crate::support::wait::until("the time-out", async || {
        let failed = deliveries(&app, &dead).await.first().is_some_and(|one| one["attempts"] == json!(1));
        failed.then_some(())
    })
    .await;
    let delivery = deliveries(&app, &dead).await.remove(0);
    let told: Value = details(&app, &dead, &delivery).await;
    assert_eq!(told["sent"][0]["outcome"], "TIMED_OUT");
    stop.send(true).unwrap();
    running.await.unwrap();
}
