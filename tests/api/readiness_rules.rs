//! The dated clauses behind readiness: who keeps them, and that an amended law is asked from its day on.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Actor, NOTHING, TestApp, campaigns, names};

/// The seeded rule that asks for objectives since 2024.
fn objectives() -> String {
    format!("/readiness-rules/{}", names::READINESS_RULE)
}

/// A clause of the first era, which asks for no objectives.
fn clause() -> Value {
    json!({
        "item": "OBJECTIVES", "startsOn": "2004-07-01", "endsBefore": "2024-01-01",
        "clause": "Luật 15/2003/QH11 (mục tiêu, mẫu)", "certainty": "MEMORY",
    })
}

fn clause_with(others: Value) -> Value {
    let mut body = clause();
    body.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
    body
}

/// What is said of objectives in the readiness of the sample's draft for a launch on a day.
async fn said_of_objectives(actor: &Actor<'_>, day: &str) -> Option<Value> {
    let path = format!("/campaigns/{}/readiness?effectiveOn={day}", campaigns::DRAFT);
    let items = actor.get(&path).await.expect(200).json()["items"].as_array().cloned().unwrap_or_default();
    items.into_iter().find(|item| item["item"] == "OBJECTIVES")
}

#[actix_web::test]
async fn the_seeded_rules_are_listed_era_by_era() {
    let app = TestApp::start().await;
    let reader = app.as_user("unit-p-tt").await;
    let page = reader.get("/readiness-rules").await.expect(200).json();
    let items = page["items"].as_array().unwrap();
    let of_era = |starts_on: &str, ends_before: Value| {
        let fits = |rule: &&Value| rule["startsOn"] == starts_on && rule["endsBefore"] == ends_before;
        items.iter().filter(fits).count()
    };
    assert_eq!((of_era("2004-07-01", json!("2024-01-01")), of_era("2024-01-01", Value::Null)), (15, 19));
    assert_eq!((items.len(), &page["nextCursor"]), (34, &Value::Null));
    app.anonymous().get("/readiness-rules").await.expect_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn pages_add_up_to_the_list() {
    let app = TestApp::start().await;
    let reader = app.as_user("unit-p-tt").await;
    let whole = reader.get("/readiness-rules").await.json()["items"].clone();
    let first = reader.get("/readiness-rules?limit=20").await.expect(200);
    let cursor = first.text("/nextCursor");
    let link = format!("</api/v1/readiness-rules?limit=20&cursor={cursor}>; rel=\"next\"");
    assert_eq!(first.header("link"), Some(link.as_str()));
    let second = reader.get(&format!("/readiness-rules?limit=20&cursor={cursor}")).await.expect(200).json();
    assert_eq!(second["nextCursor"], Value::Null);
    let items = |page: &Value| page["items"].as_array().unwrap().clone();
    assert_eq!(json!([items(&first.json()), items(&second)].concat()), whole);
    reader.get("/readiness-rules?cursor=abc").await.expect_problem(400, "invalid_cursor");
}

#[actix_web::test]
async fn a_rule_is_read_by_everybody() {
    let app = TestApp::start().await;
    let reader = app.as_user("unit-p-tt").await;
    let reply = reader.get(&objectives()).await.expect(200);
    let mut rule = reply.json();
    rule["updatedAt"].take();
    insta::assert_snapshot!(serde_json::to_string_pretty(&rule).unwrap(), @r#"
    {
      "id": "01980000-0000-7000-8000-000000000611",
      "item": "OBJECTIVES",
      "startsOn": "2024-01-01",
      "endsBefore": null,
      "clause": "Luật 06/2022/QH15, Điều 17 (mục tiêu)",
      "certainty": "SOURCED",
      "version": 1,
      "updatedAt": null
    }
    "#);
    let call = reader.call(Method::GET, &objectives());
    call.header("If-None-Match", reply.header("etag").unwrap()).send().await.expect(304);
    reader.get(&format!("/readiness-rules/{NOTHING}")).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn an_administrator_of_the_province_creates_a_rule() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let reply = admin.post("/readiness-rules", clause()).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    201
    location: /api/v1/readiness-rules/<id>
    etag: "v1-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "item": "OBJECTIVES",
      "startsOn": "2004-07-01",
      "endsBefore": "2024-01-01",
      "clause": "Luật 15/2003/QH11 (mục tiêu, mẫu)",
      "certainty": "MEMORY",
      "version": 1,
      "updatedAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
    let location = reply.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let read = admin.get(&location).await.expect(200);
    assert_eq!((read.json(), read.header("etag")), (reply.json(), reply.header("etag")));
}

#[actix_web::test]
async fn a_rule_of_a_past_era_is_asked_in_its_days_only() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    assert_eq!(said_of_objectives(&office, "2023-12-31").await, None);
    app.admin().await.post("/readiness-rules", clause()).await.expect(201);
    let said = said_of_objectives(&office, "2023-12-31").await.unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&said).unwrap(), @r#"
    {
      "item": "OBJECTIVES",
      "severity": "ADVISORY",
      "message": "Chưa có mục tiêu.",
      "pointer": "/objectives",
      "clause": "Luật 15/2003/QH11 (mục tiêu, mẫu)",
      "certainty": "MEMORY",
      "campaigns": []
    }
    "#);
    assert!(said_of_objectives(&office, "2004-07-01").await.is_some());
    assert_eq!(said_of_objectives(&office, "2004-06-30").await, None);
    let since_2024 = said_of_objectives(&office, "2024-01-01").await.unwrap();
    assert_eq!(since_2024["clause"], "Luật 06/2022/QH15, Điều 17 (mục tiêu)");
}

#[actix_web::test]
async fn an_amended_law_is_a_new_rule_beside_the_old_one() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let amended =
        clause_with(json!({"startsOn": "2027-01-01", "endsBefore": null, "clause": "Luật mới (mẫu)"}));
    admin.post("/readiness-rules", amended.clone()).await.expect_problem(409, "readiness_rules_overlap");
    admin.patch(&objectives(), 1, json!({"endsBefore": "2027-01-01"})).await.expect(200);
    admin.post("/readiness-rules", amended).await.expect(201);
    let clause_on = async |day: &str| said_of_objectives(&office, day).await.unwrap()["clause"].clone();
    assert_eq!(clause_on("2026-12-31").await, "Luật 06/2022/QH15, Điều 17 (mục tiêu)");
    assert_eq!(clause_on("2027-01-01").await, "Luật mới (mẫu)");
    let back = admin.patch(&objectives(), 2, json!({"endsBefore": null})).await;
    back.expect_problem(409, "readiness_rules_overlap");
}

#[actix_web::test]
async fn a_change_raises_the_version_and_leaves_one_record() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let before = app.last_event().await;
    let patch = json!({"clause": "  Luật 06/2022/QH15, Đie\u{302}\u{300}u 17 ", "certainty": "INFERENCE"});
    let changed = admin.patch(&objectives(), 1, patch).await.expect(200);
    assert_eq!(changed.text("/clause"), "Luật 06/2022/QH15, Điều 17");
    assert_eq!((&changed.json()["version"], changed.text("/startsOn")), (&json!(2), "2024-01-01".to_owned()));
    assert_eq!(admin.get(&objectives()).await.json(), changed.json());
    app.run_sequencer().await;
    let path = format!("/audit-records?subjectId={}", names::READINESS_RULE);
    let records = app.auditor().await.get(&path).await.expect(200).json()["items"].clone();
    let events = admin.get(&format!("/events?after={before}")).await.expect(200).json()["items"].clone();
    assert_eq!([&records, &events].map(|list| list.as_array().unwrap().len()), [1, 1]);
    assert_eq!([&records[0]["subjectType"], &events[0]["data"]["subjectType"]], ["READINESS_RULE"; 2]);
    let certainty = |side: &str| records[0][side]["certainty"].clone();
    assert_eq!((certainty("before"), certainty("after")), (json!("SOURCED"), json!("INFERENCE")));
    assert_eq!(
        (&records[0]["action"], &events[0]["type"]),
        (&json!("READINESS_RULE_CHANGED"), &json!("vn.thidua.readiness_rule.changed.v1"))
    );
}

#[actix_web::test]
async fn what_is_wrong_with_a_rule_is_told() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (others, faults) in [
        (json!({"endsBefore": "2004-07-01"}), vec!["/endsBefore ends_before_start"]),
        (json!({"item": "OVERLAP"}), vec!["/item item_without_clause"]),
        (
            json!({"item": "PERIOD", "endsBefore": "2000-01-01"}),
            vec!["/endsBefore ends_before_start", "/item item_without_clause"],
        ),
        (
            json!({"item": "COLOUR", "clause": " ", "version": 1}),
            vec!["/clause wrong_format", "/item unknown_value", "/version unknown_member"],
        ),
        (
            json!({"certainty": null, "startsOn": "2004-13-01"}),
            vec!["/certainty unknown_value", "/certainty wrong_type", "/startsOn wrong_format"],
        ),
    ] {
        let reply =
            admin.post("/readiness-rules", clause_with(others)).await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), faults);
    }
    for (patch, faults) in [
        (json!({"endsBefore": "2024-01-01"}), ["/endsBefore ends_before_start"]),
        (json!({"item": "LEVEL"}), ["/item unknown_member"]),
        (json!({"startsOn": null}), ["/startsOn wrong_type"]),
    ] {
        let reply = admin.patch(&objectives(), 1, patch).await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), faults);
    }
    admin.patch(&objectives(), 1, json!({})).await.expect_problem(400, "nothing_to_change");
}

#[actix_web::test]
async fn a_change_needs_the_version_it_was_made_from() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = objectives();
    let call = || admin.call(Method::PATCH, &path).merge_patch(&json!({"clause": "X"}));
    call().send().await.expect_problem(428, "if_match_required");
    call().version(1).send().await.expect(200);
    let stale = call().version(1).send().await.expect_problem(412, "stale_version");
    assert_eq!(stale.json()["currentVersion"], 2);
    let missing = format!("/readiness-rules/{NOTHING}");
    admin.patch(&missing, 1, json!({"clause": "X"})).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn rules_of_the_province_are_kept_by_its_administrators() {
    let app = TestApp::start().await;
    for stranger in ["office", "leader", "auditor"] {
        let stranger = app.as_user(stranger).await;
        stranger.post("/readiness-rules", clause()).await.expect_problem(403, "forbidden");
        stranger.patch(&objectives(), 1, json!({"clause": "X"})).await.expect_problem(403, "forbidden");
    }
    app.sql("UPDATE role_assignments SET unit_id = (SELECT id FROM units WHERE code = 'SNV') WHERE role = 'ADMINISTRATOR'").await;
    let of_a_unit = app.admin().await;
    of_a_unit.post("/readiness-rules", clause()).await.expect_problem(403, "forbidden");
    of_a_unit.patch(&objectives(), 1, json!({"clause": "X"})).await.expect_problem(403, "forbidden");
}
