use futures_util::future::join;
use reqwest::Method;
use serde_json::json;

use super::{OFFICER, approved, campaign, rated, sample, start, submitted};
use crate::campaigns::grant;
use crate::support::{TestApp, documents, units};

fn item(content: &str) -> serde_json::Value {
    json!([rated(content)])
}

#[actix_web::test]
async fn a_pledge_goes_to_the_standing_office_and_comes_into_force() {
    let app = TestApp::start().await;
    let (path, version) = submitted(&app, item).await;
    let office = app.as_user("office").await;
    assert_eq!(office.get(&path).await.json()["allowedActions"], json!(["APPROVE", "RETURN"]));
    let tried = office.call(Method::POST, &format!("{path}/transitions?dryRun=true")).version(version);
    let tried = tried.json(&json!({"action": "APPROVE"})).send().await.expect(200);
    assert_eq!(tried.json()["status"], "APPROVED");
    assert_eq!(office.get(&path).await.json()["status"], "SUBMITTED");
    let pledge = office.transition(&path, version, json!({"action": "APPROVE"})).await.expect(200).json();
    assert_eq!((&pledge["status"], &pledge["revision"]), (&json!("APPROVED"), &json!(1)));
    let history = office.get(&format!("{path}/transitions")).await.expect(200).json();
    let actions: Vec<_> =
        history["items"].as_array().unwrap().iter().map(|row| row["action"].clone()).collect();
    assert_eq!(actions, [json!("SUBMIT"), json!("APPROVE")]);
    office
        .transition(&path, version + 1, json!({"action": "APPROVE"}))
        .await
        .expect_problem(409, "invalid_transition");
}

#[actix_web::test]
async fn a_pledge_is_returned_with_a_reason_only() {
    let app = TestApp::start().await;
    let (path, version) = submitted(&app, item).await;
    let office = app.as_user("office").await;
    let refused = office.transition(&path, version, json!({"action": "RETURN"})).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/reason reason_required"]);
    let reason = json!({"action": "RETURN", "reason": "Thiếu chỉ tiêu định lượng"});
    let returned = office.transition(&path, version, reason).await.expect(200).json();
    assert_eq!(returned["status"], "RETURNED");
    let officer = app.as_user(OFFICER).await;
    assert_eq!(officer.get(&path).await.json()["allowedActions"], json!(["SUBMIT", "WITHDRAW"]));
    let back = officer.transition(&path, version + 1, json!({"action": "WITHDRAW"})).await.expect(200).json();
    assert_eq!((&back["status"], &back["allowedActions"]), (&json!("WITHDRAWN"), &json!([])));
}

#[actix_web::test]
async fn who_submitted_a_pledge_never_judges_it() {
    let app = TestApp::start().await;
    grant(&app, "office", "UNIT_OFFICER", units::OFFICE).await;
    let office = app.as_user("office").await;
    let (campaign, content) = campaign(&app).await;
    let pledge = start(&office, &campaign, item(&content)).await;
    let path = format!("/pledges/{}", pledge.text("/id"));
    office.step(&path, "SUBMIT").await.expect(200);
    assert_eq!(office.get(&path).await.json()["allowedActions"], json!(["WITHDRAW"]));
    office.step(&path, "APPROVE").await.expect_problem(403, "own_pledge");
}

#[actix_web::test]
async fn who_wrote_a_pledge_never_judges_it_whoever_pressed_the_button() {
    let app = TestApp::start().await;
    let (campaign, content) = campaign(&app).await;
    // The office's person writes for the unit as well; a colleague submits.
    grant(&app, "office", "UNIT_OFFICER", units::OFFICE).await;
    let (writer, colleague) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let pledge = start(&writer, &campaign, json!([rated(&content)])).await.text("/id");
    let path = format!("/pledges/{pledge}");
    colleague.step(&path, "SUBMIT").await.expect(200);
    assert_eq!(writer.get(&path).await.json()["allowedActions"], json!(["WITHDRAW"]));
    writer.step(&path, "APPROVE").await.expect_problem(403, "own_pledge");
    let reason = json!({"action": "RETURN", "reason": "Xem lại"});
    writer.step_with(&path, reason).await.expect_problem(403, "own_pledge");
}

#[actix_web::test]
async fn every_step_has_its_people() {
    let app = TestApp::start().await;
    let (path, version) = submitted(&app, item).await;
    for (who, action) in [
        (OFFICER, "APPROVE"),
        ("leader", "APPROVE"),
        ("auditor", "RETURN"),
        ("office", "WITHDRAW"),
        ("leader", "AMEND"),
    ] {
        let refused = app.as_user(who).await.transition(&path, version, json!({"action": action})).await;
        refused.expect_problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn an_empty_pledge_is_not_submitted() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let (campaign, _) = campaign(&app).await;
    let pledge = start(&officer, &campaign, json!([])).await;
    let path = format!("/pledges/{}", pledge.text("/id"));
    officer.step(&path, "SUBMIT").await.expect_problem(409, "pledge_is_empty");
}

#[actix_web::test]
async fn a_pledge_after_the_day_is_marked_and_taken_all_the_same() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for (unit, is_late) in [(units::OFFICE, false), (units::LATE_DISTRICT_OFFICE, true)] {
        assert_eq!(office.get(&sample(unit)).await.json()["isLate"], is_late, "{unit}");
    }
}

#[actix_web::test]
async fn of_two_who_judge_at_once_one_wins() {
    let app = TestApp::start().await;
    grant(&app, "leader", "STANDING_OFFICE", units::DEPARTMENT).await;
    let (path, version) = submitted(&app, item).await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let (approve, give_back) = join(
        office.transition(&path, version, json!({"action": "APPROVE"})),
        leader.transition(&path, version, json!({"action": "RETURN", "reason": "Chưa rõ"})),
    )
    .await;
    let mut statuses = [approve.status, give_back.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[actix_web::test]
async fn officers_of_a_successor_act_for_a_closed_unit() {
    let app = TestApp::start().await;
    // The city's office was dissolved into four wards in 2025.
    let path = sample(units::CITY_OFFICE);
    let ward = app.as_user("unit-p-tt").await;
    let pledge = ward.get(&path).await.expect(200).json();
    assert_eq!(pledge["allowedActions"], json!(["AMEND"]));
    let version = i32::try_from(pledge["version"].as_i64().unwrap()).unwrap();
    ward.transition(&path, version, json!({"action": "AMEND"})).await.expect(200);
}

#[actix_web::test]
async fn a_content_that_an_amendment_removed_is_not_pledged_any_more() {
    let app = TestApp::start().await;
    let (path, version) = approved(&app, item).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let campaign = officer.get(&path).await.json()["campaign"]["id"].as_str().unwrap().to_owned();
    let content = officer.get(&path).await.json()["items"][0]["contentId"].clone();
    let body = json!({"documentId": documents::AMENDING, "summary": "Thay nội dung", "addedContents": [{"ordinal": "2", "title": "Nội dung mới"}],
        "removedContentIds": [content]});
    let amended = office.post(&format!("/campaigns/{campaign}/amendments"), body).await;
    assert_eq!(amended.status, 201, "{}", amended.raw());
    officer.transition(&path, version, json!({"action": "AMEND"})).await.expect(200);
    let refused = officer.transition(&path, version + 1, json!({"action": "SUBMIT"})).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        ["/items/0/contentId unknown_content"]
    );
}
