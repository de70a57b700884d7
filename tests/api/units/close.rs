use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, units};

#[actix_web::test]
async fn a_unit_is_closed_from_a_day_on() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let centre = format!("/units/{}", units::ARCHIVE);
    let close = json!({"action": "CLOSE", "effectiveOn": "2026-07-01", "reason": "Sắp xếp tổ chức"});
    let reply = admin.transition(&centre, 1, close).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    200
    etag: "v2-<hash>"
    content-language: vi
    {
      "id": "01980000-0000-7000-8000-000000000109",
      "code": "SNV-TTLT",
      "name": "Trung tâm Lưu trữ lịch sử",
      "kind": "SERVICE_UNIT",
      "parentId": "01980000-0000-7000-8000-000000000101",
      "agencyCode": null,
      "legacyAgencyCode": null,
      "openedOn": "2013-01-01",
      "closedOn": "2026-07-01",
      "startsOn": "2013-01-01",
      "endsOn": "2026-06-30",
      "status": "CLOSED",
      "allowedActions": [
        "REOPEN"
      ],
      "version": 2,
      "createdAt": "2023-01-03T08:00:00+07:00",
      "updatedAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
    let before = admin.get(&format!("{centre}?asOf=2026-06-30")).await;
    assert_eq!(before.text("/status"), "ACTIVE");
}

#[actix_web::test]
async fn a_closing_is_taken_back_with_a_reason() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let centre = format!("/units/{}", units::ARCHIVE);
    admin.step(&centre, "CLOSE").await.expect(200);
    let mute = admin.step(&centre, "REOPEN").await;
    assert_eq!(mute.expect_problem(400, "invalid_request").faults(), ["/reason reason_required"]);
    let reopened = admin.step_with(&centre, json!({"action": "REOPEN", "reason": "Nhầm"})).await.expect(200);
    assert_eq!(reopened.text("/status"), "ACTIVE");
    let history = admin.get(&format!("{centre}/transitions")).await.expect(200);
    insta::assert_snapshot!(history.snapshot(), @r#"
    200
    content-language: vi
    {
      "items": [
        {
          "id": "<id>",
          "action": "CLOSE",
          "fromStatus": "ACTIVE",
          "toStatus": "CLOSED",
          "effectiveOn": "2026-11-23",
          "reason": null,
          "actorId": "01980000-0000-7000-8000-000000000001",
          "occurredAt": "2026-11-23T08:00:00+07:00"
        },
        {
          "id": "<id>",
          "action": "REOPEN",
          "fromStatus": "CLOSED",
          "toStatus": "ACTIVE",
          "effectiveOn": "2026-11-23",
          "reason": "Nhầm",
          "actorId": "01980000-0000-7000-8000-000000000001",
          "occurredAt": "2026-11-23T08:00:00+07:00"
        }
      ],
      "nextCursor": null
    }
    "#);
}

#[actix_web::test]
async fn an_impossible_transition_says_what_is_possible() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let centre = format!("/units/{}", units::ARCHIVE);
    let reopen = json!({"action": "REOPEN", "reason": "Nhầm"});
    let reply = admin.transition(&centre, 1, reopen).await.expect_problem(409, "invalid_transition");
    assert_eq!(reply.json()["currentStatus"], "ACTIVE");
    assert_eq!(reply.json()["allowedActions"], json!(["CLOSE"]));
    admin.step(&centre, "CLOSE").await.expect(200);
    let again = admin.step(&centre, "CLOSE").await.expect_problem(409, "invalid_transition");
    assert_eq!(again.json()["allowedActions"], json!(["REOPEN"]));
}

#[actix_web::test]
async fn a_unit_with_units_below_it_stays_open() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let department = format!("/units/{}", units::DEPARTMENT);
    let reply = admin.step(&department, "CLOSE").await;
    let detail = reply.expect_problem(409, "unit_has_children").text("/detail");
    insta::assert_snapshot!(detail, @r"Còn 8 đơn vị trực thuộc từ ngày đó: SNV-BTG, SNV-CCHC, SNV-CCVC, SNV-TCBC, SNV-TDKT, SNV-TTLT, SNV-TTS, SNV-VP.");
}

#[actix_web::test]
async fn a_unit_is_not_closed_before_a_planned_change_or_its_first_day() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let centre = format!("/units/{}", units::ARCHIVE);
    let early = json!({"action": "CLOSE", "effectiveOn": "2013-01-01"});
    let early = admin.transition(&centre, 1, early).await.expect_problem(400, "invalid_request");
    assert_eq!(early.faults(), ["/effectiveOn before_unit_opens"]);
    admin.patch(&centre, 1, json!({"name": "X", "effectiveOn": "2027-01-01"})).await.expect(200);
    admin.step(&centre, "CLOSE").await.expect_problem(409, "unit_has_later_versions");
}

#[actix_web::test]
async fn a_unit_does_not_reopen_under_a_closed_parent() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let parent = json!({"code": "P", "name": "P", "kind": "OTHER", "openedOn": "2020-01-01"});
    let parent = admin.post("/units", parent).await.expect(201).text("/id");
    let child =
        json!({"code": "C", "name": "C", "kind": "OTHER", "parentId": parent, "openedOn": "2020-01-01"});
    let child = admin.post("/units", child).await.expect(201).text("/id");
    let close = json!({"action": "CLOSE", "effectiveOn": "2026-01-01"});
    for id in [&child, &parent] {
        admin.step_with(&format!("/units/{id}"), close.clone()).await.expect(200);
    }
    let reopen = json!({"action": "REOPEN", "reason": "Nhầm"});
    let refused = admin.transition(&format!("/units/{child}"), 2, reopen).await;
    refused.expect_problem(409, "unit_parent_not_in_force");
}

#[actix_web::test]
async fn a_dry_run_answers_and_changes_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let centre = format!("/units/{}", units::ARCHIVE);
    let path = format!("{centre}/transitions?dryRun=true");
    let tried = admin.call(Method::POST, &path).version(1).json(&json!({"action": "CLOSE"})).send().await;
    assert_eq!(tried.expect(200).text("/status"), "CLOSED");
    let read = admin.get(&centre).await.expect(200);
    assert_eq!((read.text("/status"), read.json()["version"].clone()), ("ACTIVE".to_owned(), json!(1)));
}
