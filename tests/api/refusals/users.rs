use serde_json::json;

use super::has_fault;
use crate::support::{NOTHING, TestApp, users};

#[actix_web::test]
async fn a_role_is_given_over_a_unit_that_is_there_and_ends_after_it_begins() {
    let app = TestApp::start().await;
    let path = format!("/users/{}/role-assignments", users::OFFICER);
    for (body, fault) in [
        (json!({"role": "AUDITOR", "unitId": NOTHING}), "/unitId unknown_unit"),
        (
            json!({"role": "AUDITOR", "startsOn": "2027-01-01", "endsOn": "2026-12-31"}),
            "/endsOn ends_before_start",
        ),
    ] {
        has_fault(app.admin().await.post(&path, body).await, fault);
    }
}

#[actix_web::test]
async fn a_reminder_rule_ends_after_it_begins_and_stands_alone() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rule = json!({"kind": "REPORT", "days": -9, "recipient": "UNIT", "startsOn": "2026-01-01",
        "endsBefore": "2026-07-01"});
    let first = admin.post("/reminder-rules", rule.clone()).await.expect(201);
    let mut later = rule;
    later["startsOn"] = json!("2026-07-01");
    later["endsBefore"] = json!(null);
    admin.post("/reminder-rules", later).await.expect(201);
    let path = format!("/reminder-rules/{}", first.text("/id"));
    let early = admin.patch(&path, 1, json!({"endsBefore": "2025-12-31"})).await;
    has_fault(early, "/endsBefore ends_before_start");
    admin.patch(&path, 1, json!({"endsBefore": null})).await.expect_problem(409, "reminder_rules_overlap");
}
