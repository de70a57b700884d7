use reqwest::Method;
use serde_json::{Value, json};

use super::{cancel, has_fault};
use crate::campaigns::{draft, launched, running};
use crate::documents::office_of;
use crate::support::{Actor, NOTHING, TestApp, documents, units};

/// The id of another draft of the office.
async fn other_draft(office: &Actor<'_>) -> String {
    let body = json!({"launchingUnitId": units::DEPARTMENT, "title": "Dự thảo khác"});
    office.post("/campaigns", body).await.expect(201).text("/id")
}

#[actix_web::test]
async fn a_campaign_has_days_in_their_order_and_names_what_is_there_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let twice = json!([documents::AMENDING, documents::AMENDING]);
    let other = other_draft(&office).await;
    for (member, value, fault) in [
        ("endsOn", json!("3000-01-01"), "/endsOn year_out_of_bounds"),
        ("registrationDueOn", json!("2028-01-01"), "/registrationDueOn registration_after_end"),
        ("legalBaseIds", twice, "/legalBaseIds/1 named_twice"),
        ("documentId", json!(NOTHING), "/documentId unknown_document"),
        ("standingOfficeId", json!(NOTHING), "/standingOfficeId unknown_unit"),
        ("parentCampaignId", json!(NOTHING), "/parentCampaignId unknown_campaign"),
        ("parentCampaignId", json!(other), "/parentCampaignId campaign_not_launched"),
    ] {
        has_fault(office.patch(&draft(), 1, json!({member: value})).await, fault);
        let new =
            json!({"launchingUnitId": units::DEPARTMENT, "startsOn": "2027-01-01", "endsOn": "2027-12-31"});
        has_fault(office.post("/campaigns", super::with(&new, json!({member: value}))).await, fault);
    }
}

#[actix_web::test]
async fn an_amendment_names_what_is_there_once_too() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let twice = json!([{"unitId": units::OFFICE, "withSubtree": false}, {"unitId": units::OFFICE, "withSubtree": false}]);
    let other = other_draft(&office).await;
    for (member, value, fault) in [
        ("endsOn", json!("3000-01-01"), "/changes/endsOn year_out_of_bounds"),
        ("participants", twice, "/changes/participants/1 named_twice"),
        ("parentCampaignId", json!(NOTHING), "/changes/parentCampaignId unknown_campaign"),
        ("parentCampaignId", json!(other), "/changes/parentCampaignId campaign_not_launched"),
    ] {
        let body = json!({"documentId": documents::AMENDING, "summary": "X", "changes": {member: value}});
        has_fault(office.post(&format!("{}/amendments", launched()), body).await, fault);
    }
}

#[actix_web::test]
async fn a_copy_and_an_import_are_of_a_unit_that_is_there() {
    let app = TestApp::start().await;
    // Somebody who may launch anywhere is told that there is no such unit; anybody else that it is not theirs.
    office_of(&app, "office", None).await;
    let office = app.as_user("office").await;
    let copy = async |body: Value| office.post(&format!("{}/copies", launched()), body).await;
    has_fault(copy(json!({"launchingUnitId": NOTHING})).await, "/launchingUnitId unknown_unit");
    let days = json!({"startsOn": "2027-01-01", "endsOn": "3000-01-01"});
    has_fault(copy(days).await, "/endsOn year_out_of_bounds");
    let text = include_str!("../../documents/launch-2023.txt");
    let path = format!("/campaigns/import?launchingUnitId={NOTHING}");
    let import = office.call(Method::POST, &path).text("text/plain", text).send().await;
    has_fault(import, "launchingUnitId unknown_unit");
}

/// A period of a campaign that runs from March to December 2026.
fn period(code: &str) -> Value {
    json!({"code": code, "name": code, "kind": "OTHER", "dataFrom": "2026-04-01", "dataTo": "2026-04-20",
        "opensOn": "2026-04-21", "dueOn": "2026-04-24"})
}

#[actix_web::test]
async fn a_period_keeps_its_order_when_it_changes() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let periods = format!("{campaign}/reporting-periods");
    let path =
        format!("/reporting-periods/{}", office.post(&periods, period("K1")).await.expect(201).text("/id"));
    for (change, fault) in [
        (json!({"dataTo": "2026-03-31"}), "/dataTo ends_before_start"),
        (json!({"dataFrom": "2026-02-01"}), "/dataFrom outside_of_campaign"),
        (json!({"dueOn": "2026-04-20"}), "/dueOn due_too_soon"),
        (json!({"opensOn": "2026-04-25"}), "/opensOn opens_after_due"),
    ] {
        has_fault(office.patch(&path, 1, change).await, fault);
    }
    let mut next = period("K2");
    next["dataFrom"] = json!("2026-04-21");
    next["dataTo"] = json!("2026-05-20");
    next["opensOn"] = json!("2026-05-21");
    next["dueOn"] = json!("2026-05-26");
    office.post(&periods, next).await.expect(201);
    let over = json!({"dataTo": "2026-04-22", "opensOn": "2026-04-23", "dueOn": "2026-04-28"});
    office.patch(&path, 1, over).await.expect_problem(409, "reporting_period_overlaps");
    cancel(&app, &campaign).await;
    office.patch(&path, 1, json!({"name": "Kỳ"})).await.expect_problem(409, "campaign_is_not_running");
    office.post(&periods, period("K3")).await.expect_problem(409, "campaign_is_not_running");
}

#[actix_web::test]
async fn a_calendar_makes_no_period_whose_code_is_taken() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let mut own = period("2026-Q4");
    own["dataFrom"] = json!("2026-03-02");
    own["dataTo"] = json!("2026-03-03");
    office.post(&format!("{campaign}/reporting-periods"), own).await.expect(201);
    let quarters = json!({"calendar": "QUARTER", "cutOff": "CALENDAR", "from": "2026-04-01"});
    office
        .post(&format!("{campaign}/reporting-periods/generations"), quarters)
        .await
        .expect_problem(409, "reporting_period_code_taken");
}
