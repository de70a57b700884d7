//! Agendas of councils: how much stands on one, and when its meeting is opened.

use chrono::TimeDelta;
use serde_json::json;

use crate::councils::{awaiting, meeting};
use crate::support::{TestApp, sample_id};

#[actix_web::test]
async fn an_agenda_has_its_bound() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let made = office.post("/council-meetings", meeting(&[])).await.expect(201).text("/id");
    let items = format!("/council-meetings/{made}/items");
    let submitted = sample_id(0x3d_0101);
    let twice = office.post(&items, json!({"nominationIds": [submitted, submitted]})).await;
    assert_eq!(
        twice.expect_problem(400, "invalid_request").faults(),
        ["/nominationIds/0 nomination_not_for_agenda", "/nominationIds/1 named_twice"]
    );
    app.sql(&format!(
        "INSERT INTO agenda_items (id, meeting_id, position, nomination_id, stage_id, status, version, created_at, updated_at)
        SELECT gen_random_uuid(), '{made}', place, stage.nomination_id, stage.id, 'REMOVED', 2, now(), now()
        FROM generate_series(1, 500) AS place, nomination_stages AS stage WHERE stage.nomination_id = '{id}'"
    ))
    .await;
    let full = office.post(&items, json!({"nominationIds": [id]})).await;
    full.expect_problem(409, "agenda_is_full");
}

/// The clock of the sample goes on: what is due on a later day is opened then.
#[actix_web::test]
async fn a_meeting_is_opened_when_its_day_has_come() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let mut later = meeting(&[&id]);
    later["heldOn"] = json!("2026-11-25");
    let path = format!(
        "/council-meetings/{}",
        office.post("/council-meetings", later).await.expect(201).text("/id")
    );
    office.step(&path, "OPEN").await.expect_problem(409, "meeting_is_not_due");
    app.advance(TimeDelta::days(2));
    app.as_user("office").await.step(&path, "OPEN").await.expect(200);
}
