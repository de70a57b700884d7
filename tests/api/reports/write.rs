use futures_util::future::join;
use reqwest::Method;
use serde_json::json;

use super::{Desk, desk, open};
use crate::pledges::OFFICER;
use crate::support::{TestApp, campaigns, sample_id, units};

#[actix_web::test]
async fn a_report_is_saved_item_by_item() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = desk.start(&app, &desk.period, json!([{"itemId": desk.items[0], "value": "0"}])).await;
    let draft = officer.get(&path).await.expect(200).json();
    assert_eq!((&draft["entries"][0]["value"], &draft["entries"][1]["rating"]), (&json!("0"), &json!(null)));
    assert_eq!((&draft["status"], &draft["allowedActions"]), (&json!("DRAFT"), &json!(["SUBMIT"])));
    let more =
        json!({"entries": [{"itemId": desk.items[1], "rating": "EXCELLENT", "evidence": ["12/BC-VP"]}]});
    let saved = officer.patch(&path, 1, more.clone()).await.expect(200).json();
    assert_eq!(
        (&saved["entries"][0]["value"], &saved["entries"][1]["rating"]),
        (&json!("0"), &json!("EXCELLENT"))
    );
    officer.patch(&path, 1, more.clone()).await.expect_problem(412, "stale_version");
    app.as_user("office").await.patch(&path, 2, more).await.expect_problem(403, "forbidden");
    app.as_user("unit-snv-tts").await.get(&path).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn every_fault_of_an_entry_is_told_at_once() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = desk.start(&app, &desk.period, json!([])).await;
    let faults = async |entries: serde_json::Value| {
        let refused = officer.patch(&path, 1, json!({"entries": entries})).await;
        refused.expect_problem(400, "invalid_request").faults()
    };
    let [sum, word] = &desk.items;
    assert_eq!(
        faults(json!([
            {"itemId": sample_id(0x31_0301), "value": "1"},
            {"itemId": sum, "rating": "EXCELLENT"},
            {"itemId": word, "value": "1"},
        ]))
        .await,
        [
            "/entries/0/itemId unknown_item",
            "/entries/1/rating item_is_measured",
            "/entries/2/value item_is_rated"
        ]
    );
    assert_eq!(
        faults(json!([
            {"itemId": sum, "value": "1", "notApplicable": true, "note": "Không phát sinh"},
            {"itemId": word, "rating": "GOOD"},
        ]))
        .await,
        ["/entries/0 entry_says_two_things", "/entries/1/rating unknown_rating"]
    );
    assert_eq!(
        faults(json!([{"itemId": sum, "notApplicable": true}])).await,
        ["/entries/0/note reason_required"]
    );
    for value in ["NaN", "1e5", "--1"] {
        let told = faults(json!([{"itemId": sum, "value": value}])).await;
        assert_eq!(told, ["/entries/0/value wrong_format"], "{value}");
    }
    let long = faults(json!([{"itemId": sum, "value": "1".repeat(40)}])).await;
    assert!(long.contains(&"/entries/0/value too_long".to_owned()), "{long:?}");
}

#[actix_web::test]
async fn a_unit_has_one_report_for_a_period_also_when_two_begin_at_once() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let (path, body) = (format!("{}/reports", desk.period), json!({"unitId": units::OFFICE}));
    let (one, other) = join(officer.post(&path, body.clone()), officer.post(&path, body.clone())).await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let first = [&one, &other].into_iter().find(|reply| reply.status == 201).unwrap().text("/id");
    let again = officer.post(&path, body).await;
    for reply in [if one.status == 409 { one } else { other }, again] {
        assert_eq!(reply.expect_problem(409, "report_already_there").text("/existingId"), first);
    }
}

#[actix_web::test]
async fn nobody_reports_for_a_period_that_is_not_open_or_is_over() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let planned = json!({"code": "K2", "name": "K2", "kind": "OTHER", "dataFrom": "2026-07-01", "dataTo": "2026-11-20",
        "opensOn": "2026-11-21", "dueOn": "2026-11-27"});
    let planned = office.post(&format!("{}/reporting-periods", desk.campaign), planned).await.expect(201);
    let planned = format!("/reporting-periods/{}/reports", planned.text("/id"));
    let body = json!({"unitId": units::OFFICE});
    officer.post(&planned, body.clone()).await.expect_problem(409, "reporting_period_is_not_open");
    app.advance(chrono::TimeDelta::days(5));
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let over = format!("{}/reports", desk.period);
    officer.post(&over, body.clone()).await.expect_problem(409, "reporting_period_is_locked");
    let exception = json!({"unitId": units::OFFICE, "untilOn": "2026-11-28", "reason": "Mất điện"});
    office.post(&format!("{}/lock-exceptions", desk.period), exception).await.expect(201);
    officer.post(&over, body).await.expect(201);
    // A unit without a pledge is expected all the same, and told what it lacks.
    app.advance(chrono::TimeDelta::days(-5));
    let other = app.as_user("unit-snv-tts").await;
    other.post(&over, json!({"unitId": units::INSPECTORATE})).await.expect_problem(409, "no_pledge_in_force");
    other.post(&over, json!({"unitId": units::OFFICE})).await.expect_problem(403, "forbidden");
    let stranger = app.as_user("unit-pnv-bs").await;
    stranger
        .post(&over, json!({"unitId": units::DISTRICT_OFFICE}))
        .await
        .expect_problem(409, "unit_is_not_expected");
}

#[actix_web::test]
async fn a_report_after_the_last_day_needs_an_exception_and_is_late() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let path = desk.start(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    app.advance(chrono::TimeDelta::days(5));
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let submit = json!({"action": "SUBMIT"});
    officer.transition(&path, 1, submit.clone()).await.expect_problem(409, "reporting_period_is_locked");
    // What can't be submitted is not written on either.
    let changed = json!({"entries": desk.entries("6", "EXCELLENT")});
    officer.patch(&path, 1, changed.clone()).await.expect_problem(409, "reporting_period_is_locked");
    let exception = json!({"unitId": units::OFFICE, "untilOn": "2026-11-28", "reason": "Mất điện"});
    office.post(&format!("{}/lock-exceptions", desk.period), exception).await.expect(201);
    officer.patch(&path, 1, changed).await.expect(200);
    assert_eq!(officer.step_with(&path, submit).await.expect(200).json()["isLate"], true);
    let rates = office.get(&format!("{}/reporting-rates", desk.campaign)).await.expect(200).json();
    let total = &rates["total"];
    assert_eq!((&total["expected"], &total["received"], &total["onTime"]), (&json!(9), &json!(1), &json!(0)));
    assert_eq!(total["receivedRate"], "0.111111");
    // A later last day for all makes it one that came on time.
    let before = office.get(&path).await.expect(200).json();
    let version = office.get(&desk.period).await.json()["version"].as_i64().unwrap();
    let later = json!({"dueOn": "2026-11-27"});
    let version = i32::try_from(version).unwrap();
    office.patch(&desk.period, version, later).await.expect(200);
    assert_eq!(office.get(&path).await.json(), before);
    office.patch(&desk.period, version, json!({"dueOn": "2026-11-30"})).await.expect(200);
    let after = office.get(&path).await.expect(200).json();
    assert_eq!((&after["isLate"], &after["version"]), (&json!(false), &json!(4)));
    app.run_sequencer().await;
    let told = format!("/audit-records?action=REPORT_CHANGED&subjectId={}", after["id"].as_str().unwrap());
    let trail = app.auditor().await.get(&told).await.expect(200).json();
    let told = &trail["items"][0];
    assert_eq!((&told["before"], &told["after"]), (&json!({"isLate": true}), &json!({"isLate": false})));
    let rates = office.get(&format!("{}/reporting-rates", desk.campaign)).await.expect(200).json();
    assert_eq!((&rates["total"]["received"], &rates["total"]["onTime"]), (&json!(1), &json!(1)));
}

#[actix_web::test]
async fn everybody_lists_what_was_accepted_and_insiders_the_rest() {
    let app = TestApp::start().await;
    let desk: Desk = desk(&app).await;
    desk.submitted(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    let path = format!("{}/reports", desk.period);
    let seen = async |who: &str, query: &str| {
        let page = app.as_user(who).await.get(&format!("{path}{query}")).await.expect(200).json();
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(seen(OFFICER, "").await, 1);
    assert_eq!(seen("office", "?status=SUBMITTED").await, 1);
    assert_eq!(seen("office", "?status=ACCEPTED").await, 0);
    assert_eq!(seen("unit-snv-tts", "").await, 0);
    let second = open(&app.as_user("office").await, &desk.campaign, ("K2", "2026-07-01", "2026-09-30")).await;
    desk.accepted(&app, &second, desk.entries("6", "EXCELLENT")).await;
    let page = app.as_user("unit-snv-tts").await.get(&format!("{second}/reports")).await.json();
    assert_eq!(page["items"][0]["status"], "ACCEPTED");
}

#[actix_web::test]
async fn the_sample_lived_through_its_year() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let rates =
        office.get(&format!("/campaigns/{}/reporting-rates", campaigns::LAUNCHED)).await.expect(200).json();
    let told: Vec<String> = rates["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let rate = &row["rate"];
            let figures = ["expected", "received", "onTime", "accepted"].map(|name| rate[name].to_string());
            format!("{} {}", row["period"]["code"].as_str().unwrap(), figures.join(" "))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    2023-M02 20 8 8 8
    2023-M03 20 19 19 19
    2023-M04 20 19 19 19
    2023-M05 20 18 18 18
    2023-M06 20 18 17 18
    2023-M07 20 18 18 18
    2023-M08 20 18 18 18
    2023-M09 20 18 18 18
    2023-M10 20 18 18 18
    2023-M11 20 18 18 18
    2023-M12 20 16 16 15
    "#);
    let corrected = format!("/progress-reports/{}", sample_id(0x41_0206));
    let versions = office.get(&format!("{corrected}/versions")).await.expect(200).json();
    assert_eq!(versions["items"].as_array().unwrap().len(), 2);
    let draft = office.call(Method::GET, &format!("/progress-reports/{}", sample_id(0x41_030b))).send().await;
    assert_eq!(draft.expect(200).json()["status"], "DRAFT");
}
