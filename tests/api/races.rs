//! Two callers at the same instant: one wins, the other is told so, and history knows one effect.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::{Value, json};

use crate::pledges::OFFICER;
use crate::reports::desk;
use crate::support::cluster::run;
use crate::support::wait::until;
use crate::support::{Call, Reply, TestApp, sample_id, units, users};

fn body(code: &str) -> Value {
    json!({"code": code, "name": "Một", "kind": "OTHER", "openedOn": "2026-01-01"})
}

fn statuses(replies: &[Reply]) -> Vec<u16> {
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    statuses
}

async fn count_of(app: &TestApp, action: &str) -> usize {
    app.run_sequencer().await;
    let path =
        format!("/audit-records?action={action}&limit=200&occurredAtFrom=2026-11-23T08:00:00.5%2B07:00");
    app.auditor().await.get(&path).await.expect(200).json()["items"].as_array().unwrap().len()
}

#[actix_web::test]
async fn two_creations_with_one_code() {
    let app = TestApp::start().await;
    app.advance(TimeDelta::seconds(1));
    let admin = app.admin().await;
    let replies = join_all((0..8).map(|_| admin.post("/units", body("ONE")))).await;
    assert_eq!(statuses(&replies), [201, 409, 409, 409, 409, 409, 409, 409]);
    assert!(
        replies
            .iter()
            .filter(|reply| reply.status == 409)
            .all(|reply| reply.text("/code") == "unit_code_taken")
    );
    assert_eq!(count_of(&app, "UNIT_CREATED").await, 1);
}

#[actix_web::test]
async fn the_same_key_at_once_has_one_effect() {
    let app = TestApp::start().await;
    app.advance(TimeDelta::seconds(1));
    let admin = app.admin().await;
    let call = || admin.call(Method::POST, "/units").key("key-00001").json(&body("ONE")).send();
    let replies = join_all((0..8).map(|_| call())).await;
    for reply in &replies {
        match reply.status {
            201 => assert_eq!(reply.text("/code"), "ONE"),
            409 => assert_eq!(reply.text("/code"), "idempotency_in_progress"),
            other => panic!("{other}: {}", reply.raw()),
        }
    }
    assert!(replies.iter().any(|reply| reply.status == 201));
    assert_eq!(count_of(&app, "UNIT_CREATED").await, 1);
}

#[actix_web::test]
async fn a_caller_who_hangs_up_leaves_no_lock_behind() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/units/{}", units::OFFICE);
    let patch =
        || admin.call(Method::PATCH, &path).version(1).key("key-00001").merge_patch(&json!({"name": "X"}));
    let mut holder = app.plan.connector.connect().await.unwrap();
    run(&mut holder, "BEGIN").await;
    run(&mut holder, "SELECT 1 FROM units WHERE code = 'SNV-VP' FOR UPDATE").await;
    tokio::select! {
        reply = patch().send() => panic!("the request did not wait: {}", reply.raw()),
        () = app.until_a_lock_is_waited_for() => {}
    }
    run(&mut holder, "ROLLBACK").await;
    until("the lock is free", async || {
        let reply = patch().send().await;
        assert!([200, 409].contains(&reply.status), "{}", reply.raw());
        (reply.status == 200).then_some(())
    })
    .await;
}

#[actix_web::test]
async fn two_changes_of_one_version() {
    let app = TestApp::start().await;
    app.advance(TimeDelta::seconds(1));
    let admin = app.admin().await;
    let path = format!("/units/{}", units::OFFICE);
    let replies = join_all((0..8).map(|n| {
        let (admin, path) = (&admin, &path);
        async move { admin.patch(path, 1, json!({"name": format!("Tên {n}")})).await }
    }))
    .await;
    assert_eq!(statuses(&replies), [200, 412, 412, 412, 412, 412, 412, 412]);
    assert_eq!(count_of(&app, "UNIT_CHANGED").await, 1);
}

#[actix_web::test]
async fn two_moves_that_would_close_a_circle() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for round in 0..5 {
        let create =
            async |name: &str| admin.post("/units", body(&format!("{name}{round}"))).await.text("/id");
        let (one, other) = (create("M").await, create("N").await);
        let put = async |unit: &str, below: &str| {
            admin.patch(&format!("/units/{unit}"), 1, json!({"parentId": below})).await
        };
        let (first, second) = join(put(&one, &other), put(&other, &one)).await;
        assert_eq!(statuses(&[first, second]), [200, 409]);
    }
}

#[actix_web::test]
async fn a_child_is_not_created_under_a_parent_that_is_being_closed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for round in 0..5 {
        let parent = admin.post("/units", body(&format!("P{round}"))).await.text("/id");
        let mut child = body(&format!("C{round}"));
        child["parentId"] = json!(parent);
        child["openedOn"] = json!("2026-02-01");
        let close = json!({"action": "CLOSE", "effectiveOn": "2026-10-01"});
        let path = format!("/units/{parent}");
        let (created, closed) = join(admin.post("/units", child), admin.transition(&path, 1, close)).await;
        let outcome = (created.status, closed.status);
        assert!(
            outcome == (201, 409) || outcome == (409, 200),
            "{outcome:?} {} {}",
            created.raw(),
            closed.raw()
        );
    }
}

#[actix_web::test]
async fn a_report_that_is_sent_while_its_last_day_moves_waits_and_is_on_time() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let report = desk.start(&app, &desk.period, desk.entries("50", "COMPLETED")).await;
    app.advance(TimeDelta::days(5));
    let officer = app.as_user(OFFICER).await;
    let mut moving = app.plan.connector.connect().await.unwrap();
    let period = desk.period.rsplit('/').next().unwrap();
    run(&mut moving, "BEGIN").await;
    run(&mut moving, &format!("UPDATE reporting_periods SET due_on = '2026-11-30' WHERE id = '{period}'"))
        .await;
    let submit = json!({"action": "SUBMIT", "confirmWarnings": true});
    let moved = async {
        app.until_a_lock_is_waited_for().await;
        run(&mut moving, "COMMIT").await;
    };
    let (sent, ()) = join(officer.transition(&report, 1, submit), moved).await;
    assert_eq!(sent.expect(200).json()["isLate"], false);
}

/// Whoever waits for a user's row asks again for the right to touch it: meanwhile the user may have gone elsewhere.
#[actix_web::test]
async fn a_user_who_is_moved_away_while_somebody_waits_is_not_touched() {
    let app = TestApp::start().await;
    app.sql(
        "UPDATE role_assignments SET role = 'ADMINISTRATOR'
        WHERE user_id = (SELECT id FROM users WHERE username = 'office')",
    )
    .await;
    let office = app.as_user("office").await;
    let path = format!("/users/{}", users::OFFICER);
    let version = office.get(&path).await.expect(200).version();
    let role = json!({"role": "UNIT_OFFICER", "unitId": units::OFFICE, "startsOn": "2026-01-01"});
    let requests: [Call; 4] = [
        office.call(Method::POST, &format!("{path}/password-resets")),
        office.call(Method::POST, &format!("{path}/role-assignments")).json(&role),
        office
            .call(Method::POST, &format!("{path}/transitions"))
            .version(version)
            .json(&json!({"action": "DISABLE"})),
        office.call(Method::PATCH, &path).version(version).merge_patch(&json!({"displayName": "X"})),
    ];
    for request in requests {
        let mut holder = app.plan.connector.connect().await.unwrap();
        run(&mut holder, "BEGIN").await;
        run(&mut holder, &format!("SELECT 1 FROM users WHERE id = '{}' FOR UPDATE", users::OFFICER)).await;
        let moving = async {
            app.until_a_lock_is_waited_for().await;
            let away =
                format!("UPDATE users SET unit_id = '{}' WHERE id = '{}'", units::WARD, users::OFFICER);
            run(&mut holder, &away).await;
            run(&mut holder, "COMMIT").await;
        };
        let (reply, ()) = join(request.send(), moving).await;
        assert!(matches!(reply.status, 403 | 404), "{}", reply.raw());
        app.sql(&format!("UPDATE users SET unit_id = '{}' WHERE id = '{}'", units::OFFICE, users::OFFICER))
            .await;
    }
}

/// A decision honours a thousand at once: they can be corrected while it is issued, and merged only afterwards.
#[actix_web::test]
async fn a_decision_that_is_being_issued_holds_up_merges_alone() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let decision = format!("/decisions/{}", sample_id(0x3f_2001));
    office.patch(&decision, 1, json!({"number": "208", "decidedOn": "2026-11-23"})).await.expect(200);
    let (honoured, other) = (sample_id(0x35_001b), sample_id(0x35_001c));
    let mut holder = app.plan.connector.connect().await.unwrap();
    run(&mut holder, "BEGIN").await;
    run(&mut holder, "LOCK TABLE awards IN EXCLUSIVE MODE").await;
    let meanwhile = async {
        app.until_a_lock_is_waited_for().await;
        let person = format!("/people/{honoured}");
        office.patch(&person, 1, json!({"name": "Đặng Thị Mới"})).await.expect(200);
        let merge = json!({"duplicateId": honoured, "reason": "Nhập hai lần"});
        let merges = format!("/people/{other}/merges");
        tokio::select! {
            reply = office.post(&merges, merge) => panic!("the merge did not wait: {}", reply.raw()),
            () = tokio::time::sleep(Duration::from_millis(300)) => {}
        }
        run(&mut holder, "COMMIT").await;
    };
    let (issued, ()) = join(leader.step(&decision, "ISSUE"), meanwhile).await;
    assert_eq!(issued.expect(200).json()["status"], "ISSUED");
}
