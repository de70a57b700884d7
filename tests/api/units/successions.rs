use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Actor, NOTHING, Reply, TestApp, documents, units};

fn on(kind: &str, members: Value) -> Value {
    let mut body = json!({"kind": kind, "effectiveOn": "2026-07-01", "documentId": documents::AMENDING});
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    body
}

async fn succeed(actor: &Actor<'_>, unit: &str, body: Value) -> Reply {
    actor.post(&format!("/units/{unit}/successions"), body).await
}

fn codes(units: &Value) -> Vec<String> {
    units.as_array().unwrap().iter().map(|unit| unit["code"].as_str().unwrap().to_owned()).collect()
}

fn division(code: &str) -> Value {
    json!({"code": code, "name": format!("Phòng {code}"), "kind": "DIVISION", "parentId": units::DEPARTMENT})
}

#[actix_web::test]
async fn units_merge_into_a_new_one() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body =
        on("MERGE", json!({"otherUnitIds": [units::CIVIL_SERVANTS], "newUnits": [division("SNV-TCCB")]}));
    let result = succeed(&admin, units::ORGANISATION, body).await.expect(201).json();
    assert_eq!(codes(&result["succession"]["predecessors"]), ["SNV-TCBC", "SNV-CCVC"]);
    assert_eq!(codes(&result["succession"]["successors"]), ["SNV-TCCB"]);
    assert_eq!(result["consequences"], json!({"roleCount": 2, "campaignCodes": ["PT-2023-001"]}));
    for unit in [units::ORGANISATION, units::CIVIL_SERVANTS] {
        let old = admin.get(&format!("/units/{unit}")).await.expect(200).json();
        assert_eq!((&old["status"], &old["closedOn"]), (&json!("CLOSED"), &json!("2026-07-01")));
        let own = admin.get(&format!("/units/{unit}/successions")).await.expect(200).json();
        assert_eq!(codes(&own["items"][0]["successors"]), ["SNV-TCCB"]);
    }
    let new = result["succession"]["successors"][0]["id"].as_str().unwrap().to_owned();
    let new = admin.get(&format!("/units/{new}?asOf=2026-07-01")).await.expect(200).json();
    assert_eq!((&new["status"], &new["openedOn"]), (&json!("ACTIVE"), &json!("2026-07-01")));
}

#[actix_web::test]
async fn a_unit_goes_on_under_another_name_or_another_unit() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    succeed(&admin, units::REFORM, on("RENAME", json!({"name": "Phòng Chuyển đổi số"}))).await.expect(201);
    succeed(&admin, units::REFORM, on("TRANSFER", json!({"parentId": units::PROVINCE}))).await.expect(201);
    let path = format!("/units/{}", units::REFORM);
    let now = admin.get(&path).await.json();
    assert_eq!((&now["name"], &now["parentId"]), (&json!("Phòng Chuyển đổi số"), &json!(units::PROVINCE)));
    let before = admin.get(&format!("{path}?asOf=2026-06-30")).await.json();
    assert_eq!(
        (&before["name"], &before["parentId"]),
        (&json!("Phòng Cải cách hành chính"), &json!(units::DEPARTMENT))
    );
    let own = admin.get(&format!("{path}/successions?limit=1")).await.expect(200);
    assert_eq!(codes(&own.json()["items"][0]["successors"]), ["SNV-CCHC"]);
    let cursor = own.text("/nextCursor");
    let next = admin.get(&format!("{path}/successions?limit=1&cursor={cursor}")).await.expect(200).json();
    assert_eq!(next["items"][0]["kind"], "TRANSFER");
}

#[actix_web::test]
async fn a_unit_splits_or_dissolves_into_others() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let split =
        on("SPLIT", json!({"newUnits": [division("SNV-A")], "intoUnitIds": [units::EMULATION_BOARD]}));
    let result = succeed(&admin, units::RELIGION_BOARD, split).await.expect(201).json();
    assert_eq!(codes(&result["succession"]["successors"]).len(), 2);
    let dissolved = succeed(&admin, units::INSPECTORATE, on("DISSOLVE", json!({}))).await.expect(201).json();
    assert_eq!(dissolved["succession"]["successors"], json!([]));
}

#[actix_web::test]
async fn a_trial_shows_what_hangs_on_the_units_and_changes_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let before = app.last_event().await;
    let call = admin.call(Method::POST, &format!("/units/{}/successions?dryRun=true", units::ARCHIVE));
    let tried = call.json(&on("DISSOLVE", json!({}))).send().await.expect(200).json();
    assert_eq!((&tried["dryRun"], &tried["consequences"]["roleCount"]), (&json!(true), &json!(1)));
    assert_eq!(admin.get(&format!("/units/{}", units::ARCHIVE)).await.json()["status"], "ACTIVE");
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before);
}

#[actix_web::test]
async fn the_sample_lost_its_district_offices_by_a_resolution() {
    let app = TestApp::start().await;
    let auditor = app.auditor().await;
    let own = auditor.get(&format!("/units/{}/successions", units::CITY_OFFICE)).await.expect(200).json();
    let only = &own["items"][0];
    assert_eq!((&only["kind"], &only["effectiveOn"]), (&json!("DISSOLVE"), &json!("2025-07-01")));
    let document = auditor.get(&format!("/documents/{}", only["document"]["id"].as_str().unwrap())).await;
    assert_eq!(document.expect(200).text("/display"), "1672/NQ-UBTVQH15");
}

#[actix_web::test]
async fn every_fault_is_placed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (body, faults) in [
        (on("RENAME", json!({})), vec!["/name needed_for_this_kind"]),
        (
            on("TRANSFER", json!({"name": "X"})),
            vec!["/name not_for_this_kind", "/parentId needed_for_this_kind"],
        ),
        (on("MERGE", json!({"newUnits": [division("A")]})), vec!["/otherUnitIds needed_for_this_kind"]),
        (on("MERGE", json!({})), vec!["/intoUnitIds wrong_number_of_units"]),
        (on("SPLIT", json!({"newUnits": [division("A")]})), vec!["/newUnits wrong_number_of_units"]),
        (
            on(
                "DISSOLVE",
                json!({"intoUnitIds": [units::ORGANISATION, units::ARCHIVE, units::ORGANISATION]}),
            ),
            vec!["/intoUnitIds/1 named_twice", "/intoUnitIds/2 named_twice"],
        ),
        (on("DISSOLVE", json!({"intoUnitIds": [NOTHING]})), vec!["/intoUnitIds/0 unknown_unit"]),
        (
            on("MERGE", json!({"otherUnitIds": [NOTHING], "intoUnitIds": [units::CITY_OFFICE]})),
            vec!["/intoUnitIds/0 after_unit_closes", "/otherUnitIds/0 unknown_unit"],
        ),
        (on("DISSOLVE", json!({"documentId": NOTHING})), vec!["/documentId unknown_document"]),
    ] {
        let reply =
            succeed(&admin, units::ARCHIVE, body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), faults, "{body}");
    }
}

#[actix_web::test]
async fn what_stands_in_the_way_is_told_and_nothing_changes() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    succeed(&admin, units::DEPARTMENT, on("DISSOLVE", json!({})))
        .await
        .expect_problem(409, "unit_has_children");
    succeed(&admin, units::CITY_OFFICE, on("DISSOLVE", json!({})))
        .await
        .expect_problem(409, "invalid_transition");
    succeed(&admin, units::DEPARTMENT, on("TRANSFER", json!({"parentId": units::ORGANISATION})))
        .await
        .expect_problem(409, "unit_cycle");
    let taken = on("MERGE", json!({"otherUnitIds": [units::CIVIL_SERVANTS], "newUnits": [division("SNV")]}));
    succeed(&admin, units::ORGANISATION, taken).await.expect_problem(409, "unit_code_taken");
    assert_eq!(admin.get(&format!("/units/{}", units::ORGANISATION)).await.json()["version"], 1);
    succeed(&app.as_user("office").await, units::ORGANISATION, on("DISSOLVE", json!({})))
        .await
        .expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn two_reorganisations_of_one_unit_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let dissolve = || succeed(&admin, units::ARCHIVE, on("DISSOLVE", json!({})));
    let replies = futures_util::future::join_all((0..4).map(|_| dissolve())).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
}
