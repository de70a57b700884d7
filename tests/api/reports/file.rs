use serde_json::{Value, json};

use super::{Desk, desk};
use crate::pledges::OFFICER;
use crate::support::{TestApp, units};
use crate::units::merge;

async fn whole(app: &TestApp, desk: &Desk) -> Value {
    let campaign = app.as_user("office").await.get(&desk.campaign).await.json();
    json!({
        "campaignCode": campaign["code"], "periodCode": "K1", "unit": {"code": "SNV-VP"}, "submit": true,
        "entries": [{"itemCode": "1", "value": "25"}, {"itemCode": "1-2", "rating": "WELL_COMPLETED", "note": "Tốt"}],
    })
}

#[actix_web::test]
async fn another_system_files_a_whole_report_in_one_call() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let body = whole(&app, &desk).await;
    let filed = officer.post("/progress-reports", body.clone()).await.expect(201);
    let location = filed.header("location").unwrap().trim_start_matches("/api/v1").to_owned();
    let report = officer.get(&location).await.expect(200).json();
    assert_eq!((&report["status"], &report["version"]), (&json!("SUBMITTED"), &json!(2)));
    assert_eq!(
        (&report["entries"][0]["value"], &report["entries"][1]["note"]),
        (&json!("25"), &json!("Tốt"))
    );
    let again = officer.post("/progress-reports", body).await;
    assert_eq!(
        again.expect_problem(409, "report_already_there").text("/existingId"),
        report["id"].as_str().unwrap()
    );
}

#[actix_web::test]
async fn a_unit_is_named_by_any_of_its_names() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (officer, admin) = (app.as_user(OFFICER).await, app.admin().await);
    let mut body = whole(&app, &desk).await;
    body["unit"] = json!({"externalId": "LS-SNV-VP-X"});
    let refused =
        officer.post("/progress-reports", body.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/unit/externalId unknown_unit"]);
    let path = format!("/units/{}/external-ids", units::OFFICE);
    admin.post(&path, json!({"externalSystem": "ioffice", "externalId": "LS-SNV-VP-X"})).await.expect(201);
    body["unit"] = json!({"externalId": "LS-SNV-VP-X", "code": "SNV-VP"});
    let refused =
        officer.post("/progress-reports", body.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/unit one_name_needed"]);
    body["unit"] = json!({"agencyCode": "H37.99"});
    let refused =
        officer.post("/progress-reports", body.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/unit/agencyCode unknown_unit"]);
    body["unit"] = json!({"externalId": "LS-SNV-VP-X"});
    body["submit"] = json!(false);
    assert_eq!(officer.post("/progress-reports", body).await.expect(201).json()["status"], "DRAFT");
}

#[actix_web::test]
async fn a_closed_unit_keeps_its_names_until_somebody_else_has_them() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let names = async |unit: &str, from: &str| {
        app.sql(&format!(
            "UPDATE unit_versions SET agency_code = 'H37.77', starts_on = '{from}' WHERE unit_id = '{unit}' AND ends_before IS NULL"
        ))
        .await;
        let own = json!({"externalSystem": "ioffice", "externalId": "LS-77", "startsOn": from});
        let path = format!("/units/{unit}/external-ids");
        app.admin().await.post(&path, own).await.expect(201);
    };
    names(units::OFFICE, "2026-01-01").await;
    merge(&app, units::OFFICE, units::INSPECTORATE, "2026-11-24").await;
    app.advance(chrono::TimeDelta::days(1));
    let follower = app.as_user("unit-snv-tts").await;
    let mut body = whole(&app, &desk).await;
    body["entries"][0]["itemCode"] = json!("99");
    for name in [json!({"agencyCode": "H37.77"}), json!({"externalId": "LS-77"})] {
        body["unit"] = name;
        // The unit and its pledge are found, so that only the item is wrong.
        let refused =
            follower.post("/progress-reports", body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), ["/entries/0 unknown_item"]);
    }
    names(units::ORGANISATION, "2026-11-24").await;
    for name in [json!({"agencyCode": "H37.77"}), json!({"externalId": "LS-77"})] {
        body["unit"] = name;
        follower.post("/progress-reports", body.clone()).await.expect_problem(403, "forbidden");
    }
    body["unit"] = json!({"code": "SNV-VP"});
    body["entries"][0]["itemCode"] = json!("1");
    follower.post("/progress-reports", body).await.expect(201);
}

#[actix_web::test]
async fn a_report_with_anything_wrong_leaves_nothing() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let good = whole(&app, &desk).await;
    let with = |member: &str, value: Value| {
        let mut body = good.clone();
        body[member] = value;
        body
    };
    let faults = async |body: Value| {
        officer.post("/progress-reports", body).await.expect_problem(400, "invalid_request").faults()
    };
    assert_eq!(
        faults(with("campaignCode", json!("PT-1999-001"))).await,
        ["/campaignCode unknown_campaign_code"]
    );
    assert_eq!(faults(with("periodCode", json!("K9"))).await, ["/periodCode unknown_period_code"]);
    let entries = json!([{"contentOrdinal": "1", "value": "1"}, {"itemCode": "9", "value": "1"},
        {"itemCode": "1", "value": "1"}, {"itemCode": "1", "value": "2"}]);
    assert_eq!(
        faults(with("entries", entries)).await,
        ["/entries/0 several_items", "/entries/1 unknown_item", "/entries/3 named_twice"]
    );
    let short = with("entries", json!([{"itemCode": "1", "value": "25"}]));
    officer.post("/progress-reports", short).await.expect_problem(409, "report_is_incomplete");
    let page = officer.get(&format!("{}/reports", desk.period)).await.json();
    assert_eq!(page["items"], json!([]));
    let other = app.as_user("unit-snv-tts").await;
    other.post("/progress-reports", good.clone()).await.expect_problem(403, "forbidden");
    let without = with("unit", json!({"code": "SNV-TTS"}));
    other.post("/progress-reports", without).await.expect_problem(409, "no_pledge_in_force");
}

#[actix_web::test]
async fn contents_name_items_where_one_answers_them() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-btg").await;
    let body = json!({
        "campaignCode": "PT-2023-001", "periodCode": "2023-M12", "unit": {"code": "SNV-BTG"},
        "entries": [{"contentOrdinal": "II.2.5", "value": "2"}],
    });
    let filed = officer.post("/progress-reports", body).await.expect(201).json();
    assert_eq!(filed["entries"][1]["value"], "2");
}
