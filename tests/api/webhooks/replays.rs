//! Sending again what happened in a time.

use serde_json::json;

use super::{Receiver, SAMPLE, create_units, dispatch, ioffice, new, post, register};
use crate::campaigns::column;
use crate::support::TestApp;

#[actix_web::test]
async fn the_events_of_a_time_are_sent_again() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    app.advance(chrono::TimeDelta::minutes(2));
    create_units(&app, &["TRUOC"]).await;
    app.advance(chrono::TimeDelta::minutes(2));
    let from = app.now();
    create_units(&app, &["MOT", "HAI"]).await;
    app.advance(chrono::TimeDelta::minutes(2));
    create_units(&app, &["SAU"]).await;
    dispatch(&app).await;
    let first = receiver.received();
    let time = json!({"startsAt": from, "endsBefore": from + chrono::TimeDelta::minutes(2)});
    let replay = post(&machine, &format!("{path}/replays"), time.clone()).await.expect(201);
    assert_eq!((replay.json()["planned"].clone(), replay.json()["endedAt"].is_null()), (json!(0), true));
    post(&machine, &format!("{path}/replays"), time).await.expect_problem(409, "webhook_replay_running");
    dispatch(&app).await;
    let again = &receiver.received()[first.len()..];
    let codes: Vec<_> = again.iter().map(|one| one.json()["data"]["unit"]["code"].clone()).collect();
    assert!(codes.len() == 2 && codes.contains(&json!("MOT")) && codes.contains(&json!("HAI")), "{codes:?}");
    let known: Vec<&str> = first.iter().map(|one| one.header("webhook-id")).collect();
    assert!(again.iter().all(|one| known.contains(&one.header("webhook-id"))), "who took it once knows it");
    let list = machine.get(&format!("{path}/replays?limit=1")).await.expect(200).json();
    assert_eq!((&list["items"][0]["planned"], list["items"][0]["endedAt"].is_null()), (&json!(2), false));
    assert!(list["nextCursor"].is_null());
}

#[actix_web::test]
async fn a_time_in_which_nothing_happened_is_over_at_once() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    let time = json!({"startsAt": "1999-01-01T00:00:00+07:00", "endsBefore": "1999-01-02T00:00:00+07:00"});
    let replay = post(&machine, &format!("{path}/replays"), time).await.expect(201).json();
    assert!(!replay["endedAt"].is_null());
    let reversed =
        json!({"startsAt": "1999-01-03T00:00:00+07:00", "endsBefore": "1999-01-02T00:00:00+07:00"});
    let refused = post(&machine, &format!("{path}/replays"), reversed).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/endsBefore ends_before_start"]);
    let time = json!({"startsAt": "1999-01-01T00:00:00+07:00", "endsBefore": "1999-01-02T00:00:00+07:00"});
    post(&machine, &format!("{SAMPLE}/replays"), time)
        .await
        .expect_problem(409, "webhook_endpoint_is_disabled");
    let test = format!("{SAMPLE}/deliveries/01980000-0000-7000-8000-000000490201/replays");
    post(&machine, &test, json!({})).await.expect_problem(409, "webhook_endpoint_is_disabled");
    let taken = machine.get(&format!("{SAMPLE}/deliveries?status=DELIVERED")).await.expect(200).json();
    assert_eq!(column(&taken["items"], "eventType"), ["vn.thidua.webhook_endpoint.tested.v1"]);
}

/// Far more than one page: planned in rounds, each once.
#[actix_web::test]
async fn a_long_time_is_planned_in_rounds() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    app.sql(
        "INSERT INTO events (id, event_type, subject_type, subject_id, subject_version, occurred_at)
        SELECT gen_random_uuid(), 'HOLIDAY_CREATED', 'HOLIDAY', gen_random_uuid(), 1, '1999-01-01T01:00:00Z'
        FROM generate_series(1, 1500)",
    )
    .await;
    app.run_sequencer().await;
    dispatch(&app).await;
    let first = receiver.count();
    let time = json!({"startsAt": "1999-01-01T00:00:00+07:00", "endsBefore": "1999-01-02T00:00:00+07:00"});
    post(&machine, &format!("{path}/replays"), time).await.expect(201);
    while dispatch(&app).await > 0 {}
    assert_eq!(receiver.count() - first, 1_500);
}
