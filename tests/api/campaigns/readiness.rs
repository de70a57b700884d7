use serde_json::{Value, json};

use super::{column, complete, draft, running};
use crate::support::{TestApp, units};

fn lacking(readiness: &Value, severity: &str) -> Vec<String> {
    let items = readiness["items"].as_array().unwrap().iter();
    let of_severity: Vec<Value> = items.filter(|item| item["severity"] == severity).cloned().collect();
    column(&Value::Array(of_severity), "item")
}

#[actix_web::test]
async fn an_empty_draft_lacks_everything_a_launch_must_have() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = office
        .post("/campaigns", json!({"launchingUnitId": units::DEPARTMENT}))
        .await
        .expect(201)
        .text("/id");
    let readiness = office.get(&format!("/campaigns/{id}/readiness")).await.expect(200).json();
    assert_eq!(
        lacking(&readiness, "BLOCKING"),
        ["TITLE", "STARTS_ON", "ENDS_ON", "CONTENTS", "PARTICIPANTS", "SIGNATORY"]
    );
    assert_eq!(
        (&readiness["ready"], &readiness["era"], &readiness["effectiveOn"]),
        (&json!(false), &json!("ERA_3"), &json!("2026-11-23"))
    );
}

#[actix_web::test]
async fn the_law_of_the_day_is_asked() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let on = async |day: &str| {
        office.get(&format!("{}/readiness?effectiveOn={day}", draft())).await.expect(200).json()
    };
    let (first, third) = (on("2023-12-31").await, on("2025-07-01").await);
    assert_eq!((&first["era"], &third["era"]), (&json!("ERA_1"), &json!("ERA_3")));
    assert_eq!(lacking(&first, "ADVISORY"), ["DOCUMENT_NUMBER", "DOCUMENT_DATE"]);
    assert_eq!(
        lacking(&third, "ADVISORY"),
        ["OBJECTIVES", "INDICATORS", "MEASURES", "DOCUMENT_NUMBER", "DOCUMENT_DATE"]
    );
    let objectives = &third["items"][0];
    insta::assert_snapshot!(serde_json::to_string_pretty(objectives).unwrap(), @r#"
    {
      "item": "OBJECTIVES",
      "severity": "ADVISORY",
      "message": "Chưa có mục tiêu.",
      "pointer": "/objectives",
      "clause": "Luật 06/2022/QH15, Điều 17 (mục tiêu)",
      "certainty": "SOURCED",
      "campaigns": []
    }
    "#);
}

#[actix_web::test]
async fn a_launching_unit_exists_on_the_day() {
    let app = TestApp::start().await;
    let path = format!("{}/readiness?effectiveOn=2003-01-01", draft());
    let readiness = app.as_user("office").await.get(&path).await.expect(200).json();
    assert_eq!(lacking(&readiness, "BLOCKING"), ["LAUNCHING_UNIT", "PARTICIPANTS"]);
}

#[actix_web::test]
async fn an_overlap_with_a_running_campaign_is_told() {
    let app = TestApp::start().await;
    let (path, _) = running(&app).await;
    let office = app.as_user("office").await;
    let other = office.post("/campaigns", complete()).await.expect(201);
    let warning = &other.json()["warnings"][0];
    assert_eq!(
        (&warning["item"], &warning["campaigns"][0]["code"]),
        (&json!("OVERLAP"), &json!("PT-2026-001"))
    );
    let mut later = complete();
    later["startsOn"] = json!("2027-01-01");
    later["endsOn"] = json!("2027-12-31");
    assert_eq!(office.post("/campaigns", later).await.json()["warnings"], json!([]));
    let mut others = complete();
    others["participants"] = json!([{"unitId": units::WARD, "withSubtree": false}]);
    assert_eq!(office.post("/campaigns", others).await.json()["warnings"], json!([]));
    let readiness = office.get(&format!("/campaigns/{}/readiness", other.text("/id"))).await.json();
    assert!(lacking(&readiness, "ADVISORY").contains(&"OVERLAP".to_owned()));
    assert_eq!(office.get(&path).await.json()["warnings"], json!([]));
}

#[actix_web::test]
async fn words_come_in_the_language_of_the_caller() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let call = office.call(reqwest::Method::GET, &format!("{}/readiness", draft()));
    let english = call.header("Accept-Language", "en").send().await.expect(200).json();
    assert_eq!(english["items"][0]["message"], "There are no objectives.");
    let vietnamese = office.get(&format!("{}/readiness", draft())).await.json();
    assert_eq!(vietnamese["items"][0]["message"], "Chưa có mục tiêu.");
}
