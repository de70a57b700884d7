use futures_util::future::join;
use reqwest::Method;
use serde_json::json;

use super::{desk, open};
use crate::campaigns::grant;
use crate::pledges::OFFICER;
use crate::support::{NOTHING, TestApp, units};

#[actix_web::test]
async fn a_report_is_submitted_whole() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = desk.start(&app, &desk.period, json!([])).await;
    let refused = officer.step(&path, "SUBMIT").await;
    let missing = |item: &String| format!("/entries/{item} entry_missing");
    assert_eq!(
        refused.expect_problem(409, "report_is_incomplete").faults(),
        desk.items.iter().map(missing).collect::<Vec<_>>()
    );
    let entries = json!([{"itemId": desk.items[0], "notApplicable": true, "note": "Không phát sinh"},
        {"itemId": desk.items[1], "rating": "COMPLETED"}]);
    officer.patch(&path, 1, json!({"entries": entries})).await.expect(200);
    let submitted = officer.step(&path, "SUBMIT").await.expect(200).json();
    assert_eq!((&submitted["status"], &submitted["isLate"]), (&json!("SUBMITTED"), &json!(false)));
    let again = json!({"entries": [{"itemId": desk.items[1], "rating": "EXCELLENT"}]});
    officer.patch(&path, 3, again).await.expect_problem(409, "report_is_not_open");
}

#[actix_web::test]
async fn values_that_look_odd_must_be_confirmed() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    desk.accepted(&app, &desk.period, desk.entries("4", "COMPLETED")).await;
    let second = open(&office, &desk.campaign, ("K2", "2026-07-01", "2026-09-30")).await;
    for (value, code) in [("40", "value_jumps"), ("4", "value_repeats"), ("-1", "value_goes_back")] {
        let path = match code {
            "value_jumps" => desk.start(&app, &second, desk.entries(value, "COMPLETED")).await,
            _ => {
                let page = officer.get(&format!("{second}/reports")).await.json();
                let path = format!("/progress-reports/{}", page["items"][0]["id"].as_str().unwrap());
                let version = i32::try_from(page["items"][0]["version"].as_i64().unwrap()).unwrap();
                let entries = desk.entries(value, "COMPLETED");
                officer.patch(&path, version, json!({"entries": entries})).await.expect(200);
                path
            }
        };
        let version = i32::try_from(officer.get(&path).await.json()["version"].as_i64().unwrap()).unwrap();
        let refused = officer.transition(&path, version, json!({"action": "SUBMIT"})).await;
        let expected = format!("/entries/{} {code}", desk.items[0]);
        assert_eq!(refused.expect_problem(409, "report_has_warnings").faults(), [expected]);
        if code == "value_goes_back" {
            let confirmed = json!({"action": "SUBMIT", "confirmWarnings": true});
            officer.transition(&path, version, confirmed).await.expect(200);
        }
    }
}

#[actix_web::test]
async fn a_value_that_needs_evidence_is_shown_by_something() {
    let app = TestApp::start().await;
    let items = |content: &str| {
        let mut item = crate::pledges::measured(content);
        item["measure"]["evidenceRequired"] = json!(true);
        json!([item])
    };
    let (pledge, _) = crate::pledges::approved(&app, items).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let own = office.get(&pledge).await.json();
    let campaign = format!("/campaigns/{}", own["campaign"]["id"].as_str().unwrap());
    let period = open(&office, &campaign, ("K1", "2026-03-01", "2026-06-30")).await;
    let mut entry = json!({"itemId": own["items"][0]["id"], "value": "5"});
    let body = json!({"unitId": units::OFFICE, "entries": [entry]});
    let report = officer.post(&format!("{period}/reports"), body).await.expect(201);
    let path = format!("/progress-reports/{}", report.text("/id"));
    let refused = officer.step(&path, "SUBMIT").await;
    let expected = format!("/entries/{} evidence_missing", own["items"][0]["id"].as_str().unwrap());
    assert_eq!(refused.expect_problem(409, "report_is_incomplete").faults(), [expected]);
    entry["evidence"] = json!(["Biên bản 03/BB-VP"]);
    officer.patch(&path, 1, json!({"entries": [entry]})).await.expect(200);
    officer.step(&path, "SUBMIT").await.expect(200);
}

#[actix_web::test]
async fn a_report_is_returned_with_reasons_for_its_entries() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let path = desk.submitted(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    let silent = office.step(&path, "RETURN").await;
    assert_eq!(silent.expect_problem(400, "invalid_request").faults(), ["/reason reason_required"]);
    let strange = json!({"action": "RETURN", "reason": "Xem lại",
        "entryReasons": [{"itemId": NOTHING, "reason": "Sai"}]});
    let strange = office.transition(&path, 2, strange).await.expect_problem(400, "invalid_request");
    assert_eq!(strange.faults(), ["/entryReasons/0/itemId unknown_item"]);
    let back = json!({"action": "RETURN", "reason": "Xem lại số liệu",
        "entryReasons": [{"itemId": desk.items[0], "reason": "Thiếu biên bản"}]});
    office.step_with(&path, back).await.expect(200);
    let returned = officer.get(&path).await.json();
    assert_eq!(
        (&returned["entries"][0]["returnReason"], &returned["entries"][1]["returnReason"]),
        (&json!("Thiếu biên bản"), &json!(null))
    );
    // What came in time is not late when it comes again.
    app.advance(chrono::TimeDelta::days(9));
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let again = officer.step(&path, "SUBMIT").await.expect(200).json();
    assert_eq!((&again["isLate"], &again["entries"][0]["returnReason"]), (&json!(false), &json!(null)));
    let history = office.get(&format!("{path}/transitions")).await.expect(200).json();
    let actions: Vec<_> =
        history["items"].as_array().unwrap().iter().map(|row| row["action"].clone()).collect();
    assert_eq!(actions, [json!("SUBMIT"), json!("RETURN"), json!("SUBMIT")]);
    app.as_user("unit-snv-tts")
        .await
        .get(&format!("{path}/transitions"))
        .await
        .expect_problem(404, "not_found");
}

#[actix_web::test]
async fn who_submitted_a_report_never_accepts_it() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    grant(&app, OFFICER, "STANDING_OFFICE", units::DEPARTMENT).await;
    let path = desk.submitted(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    let officer = app.as_user(OFFICER).await;
    assert_eq!(officer.get(&path).await.json()["allowedActions"], json!([]));
    officer.step(&path, "ACCEPT").await.expect_problem(403, "own_report");
    app.as_user("leader").await.step(&path, "ACCEPT").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn who_wrote_values_of_a_report_never_accepts_it_whoever_pressed_the_button() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    grant(&app, "office", "UNIT_OFFICER", units::OFFICE).await;
    let (writer, colleague) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let draft = json!({"unitId": units::OFFICE, "entries": desk.entries("5", "EXCELLENT")});
    let path = format!("{}/reports", desk.period);
    let path = format!("/progress-reports/{}", writer.post(&path, draft).await.expect(201).text("/id"));
    colleague.step(&path, "SUBMIT").await.expect(200);
    writer.step(&path, "ACCEPT").await.expect_problem(403, "own_report");
    // What is corrected afterwards has its own writers.
    app.sql("UPDATE progress_reports SET writers = '{}'").await;
    writer.step(&path, "ACCEPT").await.expect(200);
}

#[actix_web::test]
async fn two_officers_who_submit_at_once_submit_one_report() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    grant(&app, "unit-snv-tts", "UNIT_OFFICER", units::OFFICE).await;
    let path = desk.start(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    let (one, other) = (app.as_user(OFFICER).await, app.as_user("unit-snv-tts").await);
    let submit = json!({"action": "SUBMIT"});
    let (first, second) =
        join(one.transition(&path, 1, submit.clone()), other.transition(&path, 1, submit)).await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let rates = one.get(&format!("{}/reporting-rates", desk.campaign)).await.json();
    assert_eq!(rates["total"]["received"], 1);
}

#[actix_web::test]
async fn an_accepted_report_is_corrected_by_a_new_version() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let path = desk.accepted(&app, &desk.period, desk.entries("40", "EXCELLENT")).await;
    assert_eq!(desk.progress(&app).await, "0.55");
    officer.step(&path, "CORRECT").await.expect(200);
    let corrected = json!({"entries": [{"itemId": desk.items[0], "value": "20"}]});
    officer.patch(&path, 4, corrected).await.expect(200);
    let stranger = app.as_user("unit-snv-tts").await;
    let outside = stranger.get(&path).await.expect(200).json();
    assert_eq!((&outside["status"], &outside["entries"][0]["value"]), (&json!("ACCEPTED"), &json!("40")));
    officer.step(&path, "SUBMIT").await.expect(200);
    assert_eq!(desk.progress(&app).await, "0.55");
    let tried = office.call(Method::POST, &format!("{path}/transitions?dryRun=true")).version(6);
    tried.json(&json!({"action": "ACCEPT"})).send().await.expect(200);
    assert_eq!(desk.progress(&app).await, "0.55");
    office.step(&path, "ACCEPT").await.expect(200);
    assert_eq!(desk.progress(&app).await, "0.4");
    let versions = stranger.get(&format!("{path}/versions")).await.expect(200).json();
    assert_eq!(versions["items"].as_array().unwrap().len(), 2);
    let second = stranger.get(&format!("{path}/versions/2")).await.expect(200).json();
    let pointer = format!("/entries/{}/value", desk.items[0]);
    assert_eq!(second["changes"], json!([{"pointer": pointer, "before": "40", "after": "20"}]));
    let first = stranger.get(&format!("{path}/versions/1")).await.expect(200).json();
    assert_eq!((&first["changes"], &first["entries"][0]["value"]), (&json!([]), &json!("40")));
    let rates = office.get(&format!("{}/reporting-rates", desk.campaign)).await.json();
    assert_eq!(rates["total"]["accepted"], 1);
}

#[actix_web::test]
async fn a_correction_that_is_taken_back_leaves_what_was_accepted() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = desk.accepted(&app, &desk.period, desk.entries("40", "EXCELLENT")).await;
    officer.step(&path, "CORRECT").await.expect(200);
    let corrected = json!({"entries": [{"itemId": desk.items[0], "value": "20"}]});
    officer.patch(&path, 4, corrected).await.expect(200);
    let back = officer.step(&path, "WITHDRAW").await.expect(200).json();
    assert_eq!((&back["status"], &back["entries"][0]["value"]), (&json!("ACCEPTED"), &json!("40")));
    officer.step(&path, "WITHDRAW").await.expect_problem(409, "invalid_transition");
}
