use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::{Value, json};
use thidua::core::context::{ChangeContext, Ids};
use thidua::db::Connection;
use thidua::features::obligations::routes::reminders::send as send_reminders;
use thidua::features::obligations::store::reminders::pending;
use thidua::record::jobs::JobKind;
use thidua::record::jobs::{self as jobs, NewJob};

use crate::campaigns::column;
use crate::reports::desk;
use crate::support::{TestApp, campaigns, cluster, sample_id, units};
use crate::units::{close, merge};

/// What was sent to an account, as kind, unit and days.
async fn sent_to(app: &TestApp, account: &str) -> Vec<(String, String, i64)> {
    let page = app.as_user(account).await.get("/me/reminders?limit=200").await.expect(200).json();
    let rows = page["items"].as_array().unwrap().clone();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let current = rows.iter().filter(|row| row["campaign"]["id"] != json!(campaigns::LAUNCHED));
    current
        .map(|row| {
            (
                text(row, "kind"),
                row["unit"]["code"].as_str().unwrap().to_owned(),
                row["days"].as_i64().unwrap(),
            )
        })
        .collect()
}

/// Moves to a day of November 2026 and lets workers work.
async fn live(app: &TestApp, day: i64) {
    app.clock.set(cluster::now() + TimeDelta::days(day - 23));
    app.work().await;
}

#[actix_web::test]
async fn who_has_not_reported_is_reminded_before_and_after_the_last_day_and_then_those_above() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let report = |code: &str, days: i64| ("REPORT".to_owned(), code.to_owned(), days);
    live(&app, 24).await;
    assert_eq!(sent_to(&app, "unit-snv-tts").await, []);
    live(&app, 25).await;
    assert_eq!(sent_to(&app, "unit-snv-tts").await, [report("SNV-TTS", -2)]);
    assert_eq!(sent_to(&app, "unit-snv-vp").await, [report("SNV-VP", -2)]);
    desk.submitted(&app, &desk.period, desk.entries("10", "COMPLETED")).await;
    live(&app, 28).await;
    assert_eq!(sent_to(&app, "unit-snv-tts").await, [report("SNV-TTS", 1), report("SNV-TTS", -2)]);
    assert_eq!(sent_to(&app, "unit-snv-vp").await, [report("SNV-VP", -2)]);
    live(&app, 30).await;
    let above = sent_to(&app, "unit-snv").await;
    assert!(above.contains(&report("SNV-TTS", 3)) && !above.contains(&report("SNV-VP", 3)), "{above:?}");
    live(&app, 34).await;
    assert!(sent_to(&app, "office").await.contains(&report("SNV-TTS", 7)));
    assert_eq!(sent_to(&app, "council-1").await, []);
}

#[actix_web::test]
async fn those_above_are_told_of_a_unit_that_was_merged_and_nobody_of_one_that_nobody_follows() {
    let app = TestApp::start().await;
    desk(&app).await;
    merge(&app, units::CIVIL_SERVANTS, units::REFORM, "2026-11-24").await;
    close(&app, units::RELIGION_BOARD, "2026-11-24").await;
    live(&app, 30).await;
    let above = sent_to(&app, "unit-snv").await;
    let told = |code: &str| above.contains(&("REPORT".to_owned(), code.to_owned(), 3));
    assert_eq!(["SNV-TTS", "SNV-CCVC", "SNV-BTG"].map(told), [true, true, false]);
}

#[actix_web::test]
async fn what_is_tried_again_on_a_later_day_reminds_of_that_day() {
    let app = TestApp::start().await;
    desk(&app).await;
    app.clock.set(cluster::now() + TimeDelta::days(2));
    let id = uuid::Uuid::now_v7();
    let run_at = app.now();
    let wanted = NewJob {
        id,
        kind: JobKind::SendReminders,
        payload: json!({"day": "2026-11-01"}),
        dedupe_key: None,
        run_at,
        created_by: None,
    };
    assert!(app.db.read(async |conn| jobs::enqueue(conn, &wanted, run_at).await).await.unwrap());
    app.work().await;
    let told = app.admin().await.get(&format!("/jobs/{id}")).await.expect(200).json();
    assert_eq!((&told["status"], &told["result"]), (&json!("DONE"), &json!({"sent": 9})));
    assert_eq!(sent_to(&app, "unit-snv-tts").await, [("REPORT".to_owned(), "SNV-TTS".to_owned(), -2)]);
}

#[actix_web::test]
async fn each_reminder_is_sent_once_and_told_as_an_event() {
    let app = TestApp::start().await;
    desk(&app).await;
    app.clock.set(cluster::now() + TimeDelta::days(2));
    app.run_sequencer().await;
    let before = app.last_event().await;
    let at = app.now();
    let today = app.clock.today();
    let send = async || {
        let context = ChangeContext {
            actor_id: None,
            acting_for: None,
            request_id: None,
            at,
            today,
            ids: Ids::default(),
        };
        app.parts
            .state
            .db
            .transaction(async |tx: &mut Connection| {
                let pending = pending(tx, today, 200).await?;
                send_reminders(tx, &context, &pending).await
            })
            .await
            .unwrap()
    };
    join(send(), send()).await;
    assert_eq!(send().await, 0);
    app.run_sequencer().await;
    // Nine units owe the report; the day of registration is not given.
    assert_eq!(app.last_event().await, before + 9);
    let officer = app.as_user("unit-snv-vp").await;
    let feed = officer.get(&format!("/events?after={before}&limit=200")).await.json();
    assert_eq!(column(&feed["items"], "type"), ["vn.thidua.reminder.sent.v1"]);
    let own = officer.get("/me/reminders").await.expect(200).text("/items/0/id");
    let reminder = officer.get(&format!("/reminders/{own}")).await.expect(200).json();
    // Whom it did not reach does not read what is missing from whom.
    app.as_user("council-1").await.get(&format!("/reminders/{own}")).await.expect_problem(404, "not_found");
    assert_eq!((&reminder["kind"], &reminder["dueOn"]), (&json!("REPORT"), &json!("2026-11-27")));
    assert_eq!(reminder["recipientRole"], "UNIT_OFFICER");
    assert!(reminder["link"].as_str().unwrap().ends_with("/reports"));
}

#[actix_web::test]
async fn a_reminder_that_could_not_be_sent_on_its_day_comes_a_little_later_or_not_at_all() {
    let app = TestApp::start().await;
    desk(&app).await;
    // The first reminder was due on the 25th; on the last day it still helps, after it no longer.
    live(&app, 27).await;
    assert_eq!(sent_to(&app, "unit-snv-tts").await.len(), 1);
    live(&app, 31).await;
    let late = sent_to(&app, "unit-snv-tts").await;
    assert_eq!(late.iter().map(|(.., days)| *days).collect::<Vec<_>>(), [1, -2]);
    live(&app, 60).await;
    assert_eq!(sent_to(&app, "unit-snv-tts").await.len(), 2);
}

#[actix_web::test]
async fn rules_are_dated_rows_that_administrators_keep() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rules = admin.get("/reminder-rules").await.expect(200).json();
    assert_eq!(rules["items"].as_array().unwrap().len(), 8);
    let rule = |kind: &str, recipient: &str, starts: &str, ends: Value| json!({"kind": kind, "days": -2, "recipient": recipient, "startsOn": starts, "endsBefore": ends});
    let create = async |body: Value| admin.post("/reminder-rules", body).await;
    let twin = create(rule("REPORT", "UNIT", "2026-01-01", json!(null))).await;
    let existing = twin.expect_problem(409, "reminder_rules_overlap").text("/existingId");
    assert!(column(&rules["items"], "id").contains(&existing));
    let refused = create(rule("OPEN_PERIOD", "UNIT", "2026-01-01", json!("2025-01-01"))).await;
    let faults = refused.expect_problem(400, "invalid_request").faults();
    assert_eq!(faults, ["/endsBefore ends_before_start", "/recipient recipient_not_reached"]);
    let waiting = create(rule("ACCEPT_REPORTS", "LEADER", "2026-01-01", json!(null))).await;
    assert_eq!(waiting.expect_problem(400, "invalid_request").faults(), ["/kind kind_without_last_day"]);
    let made = create(rule("REPORT", "LEADER", "2026-01-01", json!(null))).await.expect(201);
    let path = format!("/reminder-rules/{}", made.text("/id"));
    admin.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    admin.patch(&path, 2, json!({"days": 5})).await.expect_problem(412, "stale_version");
    assert_eq!(admin.patch(&path, 1, json!({"days": 5})).await.expect(200).json()["days"], 5);
    app.as_user("office").await.patch(&path, 2, json!({"days": 6})).await.expect_problem(403, "forbidden");
    // A rule that has ended reminds nobody.
    let usual = format!("/reminder-rules/{}", sample_id(0x2604));
    admin.patch(&usual, 1, json!({"endsBefore": "2026-11-25"})).await.expect(200);
    assert_eq!(admin.get(&usual).await.text("/endsBefore"), "2026-11-25");
    desk(&app).await;
    live(&app, 25).await;
    assert_eq!(sent_to(&app, "unit-snv-tts").await, []);
}

#[actix_web::test]
async fn the_sample_was_reminded_of_june() {
    let app = TestApp::start().await;
    let page = app.as_user("unit-snv-tts").await.get("/me/reminders").await.expect(200).json();
    assert_eq!(page["items"][0]["id"], sample_id(0x2700));
    assert_eq!(page["items"][0]["period"]["code"], "2023-M06");
}
