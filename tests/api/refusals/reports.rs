use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{cancel, has_fault, with};
use crate::pledges::OFFICER;
use crate::reports::{Desk, desk, open};
use crate::support::{NOTHING, TestApp, units};

/// Entries with every fault that an entry may have, named as the operation names items, and the faults.
fn faulty(name: &str, [sum, word]: [&str; 2]) -> Vec<(Value, String)> {
    [
        (json!({name: sum, "rating": "EXCELLENT"}), "/rating item_is_measured"),
        (json!({name: word, "value": "1"}), "/value item_is_rated"),
        (json!({name: word, "rating": "GOOD"}), "/rating unknown_rating"),
        (json!({name: sum, "notApplicable": true}), "/note reason_required"),
        (json!({name: sum, "value": "1", "notApplicable": true, "note": "Không"}), " entry_says_two_things"),
        (json!({name: sum, "value": "1", "fileIds": [NOTHING]}), "/fileIds/0 unknown_file"),
    ]
    .map(|(entry, fault)| (json!([entry]), format!("/entries/0{fault}")))
    .to_vec()
}

async fn whole(app: &TestApp, desk: &Desk) -> Value {
    let campaign = app.as_user("office").await.get(&desk.campaign).await.json();
    json!({"campaignCode": campaign["code"], "periodCode": "K1", "unit": {"code": "SNV-VP"}, "submit": true,
        "entries": [{"itemCode": "1", "value": "25"}, {"itemCode": "1-2", "rating": "WELL_COMPLETED"}]})
}

#[actix_web::test]
async fn every_way_to_report_refuses_the_same_entries() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let reports = format!("{}/reports", desk.period);
    let filed = whole(&app, &desk).await;
    for (entries, fault) in faulty("itemCode", ["1", "1-2"]) {
        has_fault(officer.post("/progress-reports", with(&filed, json!({"entries": entries}))).await, &fault);
    }
    let [sum, word] = &desk.items;
    for (entries, fault) in faulty("itemId", [sum, word]) {
        let body = json!({"unitId": units::OFFICE, "entries": entries});
        has_fault(officer.post(&reports, body).await, &fault);
    }
    let body = json!({"unitId": units::OFFICE, "entries": [{"itemId": NOTHING, "value": "1"}]});
    has_fault(officer.post(&reports, body).await, "/entries/0/itemId unknown_item");
    let own = desk.start(&app, &desk.period, json!([])).await;
    for (entries, fault) in faulty("itemId", [sum, word]) {
        has_fault(officer.patch(&own, 1, json!({"entries": entries})).await, &fault);
    }
}

#[actix_web::test]
async fn nobody_reports_in_a_campaign_that_is_over() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let filed = whole(&app, &desk).await;
    let own = desk.start(&app, &desk.period, desk.entries("5", "COMPLETED")).await;
    cancel(&app, &desk.campaign).await;
    let new = json!({"unitId": units::OFFICE, "entries": []});
    officer
        .post(&format!("{}/reports", desk.period), new)
        .await
        .expect_problem(409, "campaign_is_not_running");
    officer.post("/progress-reports", filed).await.expect_problem(409, "campaign_is_not_running");
    let change = json!({"entries": desk.entries("6", "COMPLETED")});
    officer.patch(&own, 1, change).await.expect_problem(409, "campaign_is_not_running");
    officer.step(&own, "SUBMIT").await.expect_problem(409, "campaign_is_not_running");
}

#[actix_web::test]
async fn a_whole_report_is_filed_in_an_open_period_by_whom_it_is_expected_of() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let filed = whole(&app, &desk).await;
    let planned = json!({"code": "K2", "name": "K2", "kind": "OTHER", "dataFrom": "2026-07-01", "dataTo": "2026-09-30",
        "opensOn": "2026-10-01", "dueOn": "2026-11-27"});
    office.post(&format!("{}/reporting-periods", desk.campaign), planned).await.expect(201);
    let other = with(&filed, json!({"periodCode": "K2"}));
    officer.post("/progress-reports", other).await.expect_problem(409, "reporting_period_is_not_open");
    let outside = with(&filed, json!({"unit": {"code": "PNV-BS"}}));
    let outsider = app.as_user("unit-pnv-bs").await;
    outsider.post("/progress-reports", outside).await.expect_problem(409, "unit_is_not_expected");
    desk.accepted(&app, &desk.period, desk.entries("4", "COMPLETED")).await;
    open(&office, &desk.campaign, ("K3", "2026-10-01", "2026-11-20")).await;
    let odd = with(
        &filed,
        json!({"periodCode": "K3", "entries": [
        {"itemCode": "1", "value": "40"}, {"itemCode": "1-2", "rating": "COMPLETED"}]}),
    );
    officer.post("/progress-reports", odd.clone()).await.expect_problem(409, "report_has_warnings");
    app.advance(TimeDelta::days(7));
    app.as_user(OFFICER)
        .await
        .post("/progress-reports", odd)
        .await
        .expect_problem(409, "reporting_period_is_locked");
}
