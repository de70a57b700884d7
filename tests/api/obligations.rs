use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::campaigns::{column, launched, running};
use crate::pledges::{OFFICER, campaign, measured, rated, start, submitted};
use crate::reports::desk;
use crate::support::cluster::migrate_again;
use crate::support::{TestApp, campaigns, documents, units};
use crate::units::{close, merge};

fn kinds(page: &Value) -> Vec<String> {
    column(&page["items"], "kind")
}

/// What is due from somebody in one campaign, as a page.
async fn due_in(app: &TestApp, campaign: &str, who: &str, query: &str) -> Value {
    let path = format!("/me/obligations?limit=200{query}");
    let page = app.as_user(who).await.get(&path).await.expect(200).json();
    let here = campaign.rsplit('/').next().unwrap();
    let items = page["items"].as_array().unwrap().iter();
    json!({"items": items.filter(|item| item["campaign"]["id"] == here).collect::<Vec<_>>()})
}

#[actix_web::test]
async fn everybody_sees_what_is_due_from_them() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let of = async |who: &str, query: &str| due_in(&app, &desk.campaign, who, query).await;
    let own = of(OFFICER, "").await;
    assert_eq!(kinds(&own), ["REPORT"]);
    assert_eq!(
        (&own["items"][0]["dueOn"], &own["items"][0]["isOverdue"]),
        (&json!("2026-11-27"), &json!(false))
    );
    assert_eq!(own["items"][0]["link"], format!("/api/v1{}/reports", desk.period));
    assert_eq!(kinds(&of("unit-snv-tts", "").await), ["REPORT", "PLEDGE"]);
    assert!(kinds(&of("unit-snv-tts", "&dueBefore=2026-11-27").await).is_empty());
    assert_eq!(kinds(&of("unit-snv-tts", "&dueBefore=2026-11-28").await), ["REPORT"]);
    assert!(kinds(&of("council-1", "").await).is_empty());
    let report = desk.submitted(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    assert!(kinds(&of(OFFICER, "").await).is_empty());
    assert_eq!(kinds(&of("office", "").await), ["ACCEPT_REPORTS"]);
    let back = json!({"action": "RETURN", "reason": "Xem lại"});
    app.as_user("office").await.step_with(&report, back).await.expect(200);
    assert_eq!(of(OFFICER, "").await["items"][0]["link"], format!("/api/v1{report}"));
    assert!(kinds(&of("office", "").await).is_empty());
}

#[actix_web::test]
async fn nothing_is_due_from_a_unit_that_closed_unless_somebody_follows_it() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let due = async |who: &str| {
        let page = due_in(&app, &desk.campaign, who, "").await;
        let told = |item: &Value| {
            format!("{} {}", item["unit"]["code"].as_str().unwrap(), item["kind"].as_str().unwrap())
        };
        page["items"].as_array().unwrap().iter().map(told).collect::<Vec<_>>()
    };
    let stalled = async || {
        let office = app.as_user("office").await;
        let page = office.get(&format!("{}/stalled?limit=200", desk.campaign)).await.expect(200).json();
        let codes = column(&page["items"], "unit/code");
        ["SNV-BTG", "SNV-CCVC"].map(|code| codes.iter().any(|one| one == code))
    };
    close(&app, units::RELIGION_BOARD, "2026-11-24").await;
    merge(&app, units::CIVIL_SERVANTS, units::REFORM, "2026-11-24").await;
    assert_eq!(due("unit-snv-btg").await, ["SNV-BTG REPORT", "SNV-BTG PLEDGE"]);
    assert_eq!(stalled().await, [true, true]);
    app.advance(TimeDelta::days(1));
    assert_eq!(due("unit-snv-btg").await, [""; 0]);
    let followed = due("unit-snv-cchc").await;
    assert_eq!(followed.iter().filter(|line| line.starts_with("SNV-CCVC")).count(), 2, "{followed:?}");
    assert_eq!(stalled().await, [false, true]);
}

#[actix_web::test]
async fn who_has_an_exception_is_behind_only_after_it() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    app.advance(TimeDelta::days(5));
    let office = app.as_user("office").await;
    let missing = async || {
        let office = app.as_user("office").await;
        let page = office.get(&format!("{}/stalled?limit=200", desk.campaign)).await.expect(200).json();
        let of = |code: &str| {
            let rows = page["items"].as_array().unwrap();
            rows.iter().find(|row| row["unit"]["code"] == code).map(|row| row["missingReportCount"].clone())
        };
        (of("SNV-VP"), of("SNV-TTS"))
    };
    assert_eq!(missing().await, (Some(json!(1)), Some(json!(1))));
    let exception = json!({"unitId": units::OFFICE, "untilOn": "2026-11-30", "reason": "Mất điện"});
    office.post(&format!("{}/lock-exceptions", desk.period), exception).await.expect(201);
    assert_eq!(missing().await.0.unwrap_or(json!(0)), 0);
    app.advance(TimeDelta::days(3));
    assert_eq!(missing().await.0, Some(json!(1)));
}

#[actix_web::test]
async fn a_correction_that_was_returned_is_no_report_that_is_missing() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let report = desk.accepted(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    officer.step_with(&report, json!({"action": "CORRECT", "reason": "Số liệu sai"})).await.expect(200);
    let again = json!({"action": "SUBMIT", "confirmWarnings": true});
    officer.step_with(&report, again).await.expect(200);
    let back = json!({"action": "RETURN", "reason": "Xem lại"});
    office.step_with(&report, back).await.expect(200);
    let page = due_in(&app, &desk.campaign, OFFICER, "").await;
    assert!(kinds(&page).is_empty(), "{page}");
}

/// Whether the department's office owes its pledge for a campaign, which the checker must find right as well.
async fn owes_pledge(app: &TestApp, campaign: &str) -> bool {
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_reporting(&connection).await.unwrap();
    kinds(&due_in(app, campaign, OFFICER, "").await).iter().any(|kind| kind == "PLEDGE")
}

#[actix_web::test]
async fn a_pledge_is_owed_until_it_is_sent_and_whenever_it_is_given_back_before_it_was_in_force() {
    let app = TestApp::start().await;
    let (campaign, content) = campaign(&app).await;
    let officer = app.as_user(OFFICER).await;
    let office = app.as_user("office").await;
    assert!(owes_pledge(&app, &campaign).await);
    let given_up = start(&officer, &campaign, json!([rated(&content)])).await;
    let given_up = format!("/pledges/{}", given_up.text("/id"));
    assert!(owes_pledge(&app, &campaign).await);
    for (version, action, owes) in [(1, "SUBMIT", false), (2, "WITHDRAW", true)] {
        officer.transition(&given_up, version, json!({"action": action})).await.expect(200);
        assert_eq!(owes_pledge(&app, &campaign).await, owes, "{action}");
    }
    let pledge = start(&officer, &campaign, json!([rated(&content)])).await;
    let pledge = format!("/pledges/{}", pledge.text("/id"));
    let steps = [
        (&officer, "SUBMIT", false),
        (&office, "RETURN", true),
        (&officer, "SUBMIT", false),
        (&office, "APPROVE", false),
        (&officer, "AMEND", false),
        (&officer, "SUBMIT", false),
        // What was approved stays in force when another revision is given back.
        (&office, "RETURN", false),
        (&officer, "WITHDRAW", false),
    ];
    for (version, (who, action, owes)) in (1..).zip(steps) {
        let step = json!({"action": action, "reason": "Xem lại"});
        who.transition(&pledge, version, step).await.expect(200);
        assert_eq!(owes_pledge(&app, &campaign).await, owes, "{version} {action}");
    }
}

#[actix_web::test]
async fn who_comes_back_owes_a_pledge_only_if_none_is_left_from_before() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let call_upon = async |units: &[&str]| {
        let scope = |unit: &&str| json!({"unitId": unit, "withSubtree": false});
        let scopes: Vec<Value> = units.iter().map(scope).collect();
        let body = json!({"documentId": documents::AMENDING, "summary": "Điều chỉnh", "changes": {"participants": scopes}});
        app.as_user("office").await.post(&format!("{}/amendments", desk.campaign), body).await.expect(201);
    };
    call_upon(&[units::INSPECTORATE]).await;
    app.advance(TimeDelta::days(1));
    call_upon(&[units::OFFICE, units::ORGANISATION, units::WARD]).await;
    assert!(!owes_pledge(&app, &desk.campaign).await);
    let page = due_in(&app, &desk.campaign, "unit-p-tt", "").await;
    assert!(!kinds(&page).is_empty(), "{page}");
}

#[actix_web::test]
async fn an_earlier_database_learns_who_owes_a_pledge() {
    let app = TestApp::start().await;
    desk(&app).await;
    migrate_again(&app.plan.connector, "20261124000019");
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_reporting(&connection).await.unwrap();
}

#[actix_web::test]
async fn the_office_sees_what_waits_for_it_page_by_page() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let page = office.get("/me/obligations").await.expect(200).json();
    assert_eq!(kinds(&page), ["OPEN_PERIOD", "ACCEPT_REPORTS", "APPROVE_PLEDGES"]);
    assert_eq!(
        (&page["items"][0]["period"]["code"], &page["items"][0]["isOverdue"]),
        (&json!("2023-M12B"), &json!(true))
    );
    let first = office.get("/me/obligations?limit=1").await.expect(200);
    let cursor = first.text("/nextCursor");
    let second = office.get(&format!("/me/obligations?limit=1&cursor={cursor}")).await.expect(200).json();
    assert_eq!(kinds(&second), ["ACCEPT_REPORTS"]);
    // Officers of a ward act for the city's office that was dissolved into it.
    let ward = app.as_user("unit-p-tt").await.get("/me/obligations").await.expect(200).json();
    assert_eq!(column(&ward["items"], "unit/code"), ["PNV-TPLS"]);
}

#[actix_web::test]
async fn who_is_behind_is_told_why() {
    let app = TestApp::start().await;
    let page = app.as_user(OFFICER).await.get(&format!("{}/stalled", launched())).await.expect(200).json();
    let told: Vec<String> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!("{} {} {}", row["unit"]["code"].as_str().unwrap(), row["lags"], row["missingReportCount"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    PNV-BG ["NO_REPORT"] 1
    PNV-BS ["NO_REPORT"] 1
    PNV-CHL ["NO_REPORT"] 1
    PNV-CL ["NO_REPORT"] 1
    PNV-DL ["NO_REPORT"] 1
    PNV-HL ["NO_REPORT"] 1
    PNV-LB ["NO_REPORT"] 1
    PNV-TD ["NO_REPORT"] 1
    PNV-TPLS ["NO_REPORT"] 1
    PNV-VL ["NO_REPORT"] 1
    PNV-VQ ["NO_PLEDGE","NO_REPORT"] 11
    SNV ["NO_REPORT"] 1
    SNV-TTS ["NO_REPORT","BEHIND_TIME"] 7
    "#);
    let draft = format!("/campaigns/{}/stalled", campaigns::DRAFT);
    app.as_user("office").await.get(&draft).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn a_unit_responds_by_a_campaign_of_its_own_or_a_pledge() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (above, _) = running(&app).await;
    let above_id = above.rsplit('/').next().unwrap().to_owned();
    let own = json!({"launchingUnitId": units::OFFICE, "title": "Hưởng ứng của Văn phòng", "startsOn": "2026-04-01",
        "endsOn": "2026-12-31", "parentCampaignId": above_id, "documentId": documents::AMENDING,
        "signatory": {"name": "Nguyễn Văn Mẫu", "position": "Chánh Văn phòng"},
        "participants": [{"unitId": units::OFFICE, "withSubtree": true}]});
    let child = office.post("/campaigns", own).await.expect(201);
    let path = format!("/campaigns/{}", child.text("/id"));
    office.post(&format!("{path}/contents"), json!({"title": "Nội dung 1"})).await.expect(201);
    app.as_user("leader").await.step(&path, "LAUNCH").await.expect(200);
    let page = office.get(&format!("{above}/cascade?limit=200")).await.expect(200).json();
    let rows = page["items"].as_array().unwrap();
    let responded = rows.iter().find(|row| row["unit"]["code"] == "SNV-VP").unwrap();
    assert_eq!(
        (&responded["respondedOn"], &responded["campaign"]["id"], &responded["document"]["id"]),
        (&json!("2026-11-23"), &child.json()["id"], &json!(documents::AMENDING))
    );
    assert!(
        rows.iter().filter(|row| row["unit"]["code"] != "SNV-VP").all(|row| row["respondedOn"].is_null())
    );
    // What was cancelled responds to nothing.
    let cancel = json!({"action": "CANCEL", "reason": "Thử nghiệm"});
    app.as_user("leader").await.step_with(&path, cancel).await.expect(200);
    let page = office.get(&format!("{above}/cascade?limit=200")).await.expect(200).json();
    assert!(page["items"].as_array().unwrap().iter().all(|row| row["respondedOn"].is_null()));
    let of_2023 = office.get(&format!("{}/cascade?limit=2", launched())).await.expect(200);
    assert_eq!(column(&of_2023.json()["items"], "pledgedOn"), ["2023-02-21", "2023-02-20"]);
    let cursor = of_2023.text("/nextCursor");
    let next = office.get(&format!("{}/cascade?limit=2&cursor={cursor}", launched())).await.json();
    assert_eq!(column(&next["items"], "unit/code"), ["PNV-CHL", "PNV-CL"]);
}

#[actix_web::test]
async fn a_pledge_that_was_never_approved_is_no_response_to_people_outside() {
    let app = TestApp::start().await;
    let (pledge, _) = submitted(&app, |content| json!([measured(content)])).await;
    let own = app.as_user(OFFICER).await.get(&pledge).await.expect(200).json();
    let path = format!("/campaigns/{}/cascade?limit=200", own["campaign"]["id"].as_str().unwrap());
    for (username, expected) in [("office", true), (OFFICER, true), ("unit-snv-tts", false)] {
        let page = app.as_user(username).await.get(&path).await.expect(200).json();
        let row =
            page["items"].as_array().unwrap().iter().find(|row| row["unit"]["code"] == "SNV-VP").unwrap();
        assert_eq!(
            (row["pledgeId"].is_string(), row["respondedOn"].is_string()),
            (expected, expected),
            "{username}"
        );
    }
}
