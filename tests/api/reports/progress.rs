use futures_util::future::join_all;
use serde_json::json;

use super::{desk, open};
use crate::campaigns::{column, launched};
use crate::pledges::OFFICER;
use crate::support::{TestApp, documents, sample_id, units};

#[actix_web::test]
async fn progress_is_computed_from_accepted_reports() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    let read = async || office.get(&format!("{}/progress", desk.campaign)).await.expect(200).json();
    let before = read().await;
    assert_eq!((&before["progress"], &before["verdict"]), (&json!("0"), &json!("NO_DATA")));
    assert_eq!((&before["participantCount"], &before["pledgedCount"]), (&json!(9), &json!(1)));
    let waiting = desk.submitted(&app, &desk.period, desk.entries("40", "WELL_COMPLETED")).await;
    assert_eq!(read().await["progress"], "0");
    office.step(&waiting, "ACCEPT").await.expect(200);
    let after = read().await;
    // (3 × 0.4 + 1 × 0.8) ÷ 4 of one unit, and nothing of eight.
    assert_eq!((&after["ofPledged"], &after["progress"]), (&json!("0.5"), &json!("0.055556")));
    assert_eq!((&after["knownCount"], &after["itemCount"]), (&json!(2), &json!(2)));
    assert_eq!(after["verdict"], "STALLED");
    assert_eq!(after["reason"], "Tiến độ 6%, thời gian đã qua 88%: chậm hơn 82 điểm phần trăm.");
}

#[actix_web::test]
async fn sums_add_up_over_fulfilment_hides_nothing_and_periods_can_be_looked_back_at() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    desk.accepted(&app, &desk.period, desk.entries("90", "COMPLETED")).await;
    let second = open(&office, &desk.campaign, ("K2", "2026-07-01", "2026-09-30")).await;
    desk.accepted(&app, &second, desk.entries("90", "COMPLETED")).await;
    // The sum is 180 of 100; the rated item stays at a half.
    assert_eq!(desk.progress(&app).await, "0.875");
    let first = desk.period.rsplit('/').next().unwrap();
    let back = office.get(&format!("{}/progress?asOf={first}", desk.campaign)).await.expect(200).json();
    assert_eq!((&back["ofPledged"], &back["throughOn"]), (&json!("0.8"), &json!("2026-06-30")));
    let contents = office.get(&format!("{}/progress?groupBy=CONTENT", desk.campaign)).await.json();
    assert_eq!(
        (&contents["contents"][0]["progress"], &contents["contents"][0]["weight"]),
        (&json!("0.875"), &json!("4"))
    );
    let other = sample_id(0x2001);
    office.get(&format!("{}/progress?asOf={other}", desk.campaign)).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn an_earlier_report_that_comes_later_moves_everything_after_it() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    let second = open(&office, &desk.campaign, ("K2", "2026-07-01", "2026-09-30")).await;
    desk.accepted(&app, &second, desk.entries("30", "EXCELLENT")).await;
    assert_eq!(desk.progress(&app).await, "0.475");
    desk.accepted(&app, &desk.period, desk.entries("20", "COMPLETED")).await;
    assert_eq!(desk.progress(&app).await, "0.625");
    let first = desk.period.rsplit('/').next().unwrap();
    let back = office.get(&format!("{}/progress?asOf={first}", desk.campaign)).await.json();
    assert_eq!(back["ofPledged"], "0.275");
    agrees(&app).await;
}

#[actix_web::test]
async fn an_amended_pledge_is_another_progress_for_every_period() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    desk.accepted(&app, &desk.period, desk.entries("50", "EXCELLENT")).await;
    assert_eq!(desk.progress(&app).await, "0.625");
    let own = officer.get(&desk.pledge).await.json();
    officer.step(&desk.pledge, "AMEND").await.expect(200);
    let mut item = crate::pledges::measured(own["items"][0]["contentId"].as_str().unwrap());
    item["id"] = json!(desk.items[0]);
    item["measure"]["target"] = json!("200");
    officer.patch(&desk.pledge, 4, json!({"items": [item]})).await.expect(200);
    officer.step(&desk.pledge, "SUBMIT").await.expect(200);
    assert_eq!(desk.progress(&app).await, "0.625");
    office.step(&desk.pledge, "APPROVE").await.expect(200);
    assert_eq!(desk.progress(&app).await, "0.25");
    agrees(&app).await;
}

#[actix_web::test]
async fn what_does_not_apply_does_not_count() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let out = |item: &str| json!({"itemId": item, "notApplicable": true, "note": "Không phát sinh"});
    let entries = json!([out(&desk.items[0]), {"itemId": desk.items[1], "rating": "WELL_COMPLETED"}]);
    desk.accepted(&app, &desk.period, entries).await;
    assert_eq!(desk.progress(&app).await, "0.8");
    let second = open(&app.as_user("office").await, &desk.campaign, ("K2", "2026-07-01", "2026-09-30")).await;
    desk.accepted(&app, &second, json!([out(&desk.items[0]), out(&desk.items[1])])).await;
    assert_eq!(desk.progress(&app).await, "null");
    let campaign = app.as_user("office").await.get(&format!("{}/progress", desk.campaign)).await.json();
    assert_eq!((&campaign["progress"], &campaign["ofPledged"]), (&json!("0"), &json!(null)));
    agrees(&app).await;
}

#[actix_web::test]
async fn no_order_of_concurrent_callers_leaves_the_sums_apart() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    let mut reports = vec![desk.submitted(&app, &desk.period, desk.entries("10", "COMPLETED")).await];
    for (code, from, to) in [
        ("K2", "2026-07-01", "2026-07-31"),
        ("K3", "2026-08-01", "2026-08-31"),
        ("K4", "2026-09-01", "2026-09-30"),
    ] {
        let period = open(&office, &desk.campaign, (code, from, to)).await;
        reports.push(desk.submitted(&app, &period, desk.entries("10", "COMPLETED")).await);
    }
    let accept = json!({"action": "ACCEPT"});
    let give_back = json!({"action": "RETURN", "reason": "Xem lại"});
    let calls = reports.iter().flat_map(|path| {
        [office.transition(path, 2, accept.clone()), office.transition(path, 2, give_back.clone())]
    });
    let replies = join_all(calls).await;
    for pair in replies.chunks(2) {
        let mut statuses = [pair[0].status, pair[1].status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
    agrees(&app).await;
    let accepted = replies.iter().filter(|reply| reply.status == 200 && reply.text("/status") == "ACCEPTED");
    let rates = office.get(&format!("{}/reporting-rates", desk.campaign)).await.json();
    assert_eq!(rates["total"]["accepted"], accepted.count());
}

#[actix_web::test]
async fn a_unit_that_left_the_campaign_counts_no_longer() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    desk.accepted(&app, &desk.period, desk.entries("50", "EXCELLENT")).await;
    let body = json!({"documentId": documents::AMENDING, "summary": "Thu hẹp phong trào",
        "changes": {"participants": [{"unitId": units::INSPECTORATE, "withSubtree": false}]}});
    office.post(&format!("{}/amendments", desk.campaign), body).await.expect(201);
    let campaign = office.get(&format!("{}/progress", desk.campaign)).await.json();
    assert_eq!(
        (&campaign["participantCount"], &campaign["pledgedCount"], &campaign["progress"]),
        (&json!(1), &json!(0), &json!("0"))
    );
}

#[actix_web::test]
async fn the_sample_shows_who_stalls_and_who_does_more() {
    let app = TestApp::start().await;
    let path = format!("{}/progress?groupBy=UNIT&limit=200", launched());
    let page = app.as_user("unit-snv-vp").await.get(&path).await.expect(200).json();
    let told: Vec<String> = page["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!("{} {} {}", row["unit"]["code"].as_str().unwrap(), row["progress"], row["verdict"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    PNV-BG "0.958333" "ON_TRACK"
    PNV-BS "0.958333" "ON_TRACK"
    PNV-CHL "0.958333" "ON_TRACK"
    PNV-CL "0.958333" "ON_TRACK"
    PNV-DL "0.958333" "ON_TRACK"
    PNV-HL "0.958333" "ON_TRACK"
    PNV-LB "0.958333" "ON_TRACK"
    PNV-TD "0.958333" "ON_TRACK"
    PNV-TPLS "0.958333" "ON_TRACK"
    PNV-VL "0.958333" "ON_TRACK"
    PNV-VQ null "NO_DATA"
    SNV "0.958333" "ON_TRACK"
    SNV-BTG "0.912879" "AT_RISK"
    SNV-CCHC "0.912879" "AT_RISK"
    SNV-CCVC "0.979167" "ON_TRACK"
    SNV-TCBC "0.912879" "AT_RISK"
    SNV-TDKT "1" "ON_TRACK"
    SNV-TTLT "0.979167" "ON_TRACK"
    SNV-TTS "0.398864" "STALLED"
    SNV-VP "0.91266" "AT_RISK"
    "#);
    let first =
        app.as_user("unit-snv-vp").await.get(&format!("{}/progress?groupBy=UNIT&limit=3", launched())).await;
    let cursor = first.text("/nextCursor");
    let next = format!("{}/progress?groupBy=UNIT&limit=3&cursor={cursor}", launched());
    let next = app.as_user("unit-snv-vp").await.get(&next).await.expect(200).json();
    assert_eq!(column(&next["units"], "unit/code").len(), 3);
    agrees(&app).await;
}

#[actix_web::test]
async fn thresholds_are_rows_that_keep_their_order() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let scale = admin.get("/rating-levels").await.expect(200).json();
    assert_eq!(
        column(&scale["items"], "code"),
        ["NOT_COMPLETED", "COMPLETED", "WELL_COMPLETED", "EXCELLENT"]
    );
    let rules = admin.get("/verdict-rules").await.expect(200).json();
    assert_eq!(column(&rules["items"], "atLeast"), ["0.05", "-0.05", "-0.2"]);
    let path = "/verdict-rules/AT_RISK";
    let own = app.as_user("office").await.get(path).await.expect(200).json();
    assert_eq!((&own["atLeast"], &own["version"]), (&json!("-0.2"), &json!(1)));
    admin.get("/verdict-rules/STALLED").await.expect_problem(400, "invalid_request");
    admin.patch(path, 1, json!({"atLeast": "0"})).await.expect_problem(409, "verdict_rules_out_of_order");
    let changed = admin.patch(path, 1, json!({"atLeast": "-1"})).await.expect(200).json();
    assert_eq!((&changed["atLeast"], &changed["version"]), (&json!("-1"), &json!(2)));
    admin.patch(path, 1, json!({"atLeast": "-0.3"})).await.expect_problem(412, "stale_version");
    app.as_user("office")
        .await
        .patch(path, 2, json!({"atLeast": "-0.3"}))
        .await
        .expect_problem(403, "forbidden");
    let page = app.as_user("office").await.get(&format!("{}/progress?groupBy=UNIT", launched())).await.json();
    let stalled = page["units"].as_array().unwrap().iter().filter(|row| row["verdict"] == "STALLED");
    assert_eq!(stalled.count(), 0);
}

#[actix_web::test]
async fn the_website_sees_aggregates_and_units_only_where_the_campaign_says_so() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, anybody) = (app.as_user("office").await, app.anonymous());
    let campaign = office.get(&desk.campaign).await.expect(200).json();
    let path = format!("/public/campaigns/{}/status", campaign["slug"].as_str().unwrap());
    let before = anybody.get(&path).await.expect(200).json();
    assert_eq!((&before["progress"], &before["pledgedCount"]), (&json!(null), &json!(1)));
    desk.accepted(&app, &desk.period, desk.entries("40", "WELL_COMPLETED")).await;
    let after = anybody.get(&path).await.expect(200).json();
    assert_eq!((&after["progress"], &after["receivedRate"]), (&json!("0.055556"), &json!("0.111111")));
    assert_eq!(after["contentProgress"], json!([{"ordinal": "1", "progress": "0.5"}]));
    assert_eq!(after["unitProgress"], json!([]));
    let body = json!({"documentId": documents::AMENDING, "summary": "Công khai theo đơn vị", "changes": {"publicUnitNames": true}});
    office.post(&format!("{}/amendments", desk.campaign), body).await.expect(201);
    let named = anybody.get(&path).await.expect(200).json();
    let units = named["unitProgress"].as_array().unwrap();
    assert_eq!(units.len(), 9);
    assert!(units.contains(&json!({"name": "Văn phòng Sở", "progress": "0.5"})));
    assert!(units.contains(&json!({"name": "Thanh tra Sở", "progress": null})));
}

#[actix_web::test]
async fn the_checker_notices_counts_that_are_not_those_of_the_reports() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    desk.accepted(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    agrees(&app).await;
    let connection = app.plan.connector.connect().await.unwrap();
    for (wrong, right) in [
        ("UPDATE report_counts SET on_time = on_time - 1 WHERE received = 1", "on_time + 1"),
        ("UPDATE report_counts SET accepted = accepted - 1 WHERE received = 1", "accepted + 1"),
        (
            "UPDATE campaign_participants SET owes_pledge = NOT owes_pledge WHERE left_on IS NULL",
            "NOT owes_pledge",
        ),
        ("UPDATE expected_reporters SET is_owed = NOT is_owed WHERE standing = 'EXPECTED'", "NOT is_owed"),
    ] {
        app.sql(wrong).await;
        assert!(thidua::server::cli::check_reporting(&connection).await.is_err(), "{wrong}");
        let (set, place) = wrong.split_once(" WHERE").unwrap();
        let (set, _) = set.rsplit_once(" = ").unwrap();
        app.sql(&format!("{set} = {right} WHERE{place}")).await;
    }
    agrees(&app).await;
}

/// What is kept is what the checker computes from nothing.
async fn agrees(app: &TestApp) {
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_progress(&connection).await.unwrap();
    thidua::server::cli::check_reporting(&connection).await.unwrap();
}

#[actix_web::test]
async fn a_sum_that_no_answer_can_show_does_not_count() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    let most = "99999999999999.999999";
    desk.accepted(&app, &desk.period, desk.entries(most, "COMPLETED")).await;
    let second = open(&office, &desk.campaign, ("K2", "2026-07-01", "2026-09-30")).await;
    let report = desk.submitted(&app, &second, desk.entries(most, "COMPLETED")).await;
    let accept = json!({"action": "ACCEPT"});
    office.transition(&report, 2, accept).await.expect_problem(409, "item_sum_too_large");
    office.get(&format!("{}/progress", desk.pledge)).await.expect(200);
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_progress(&connection).await.unwrap();
    // Nor by an amendment of the pledge: the last value counted, and all of them shall.
    app.sql("UPDATE pledge_items SET aggregation = 'LAST' WHERE aggregation = 'SUM'").await;
    office.step(&report, "ACCEPT").await.expect(200);
    let officer = app.as_user(OFFICER).await;
    officer.step(&desk.pledge, "AMEND").await.expect(200);
    officer.step(&desk.pledge, "SUBMIT").await.expect(200);
    let version = office.get(&desk.pledge).await.expect(200).version();
    let approve = json!({"action": "APPROVE"});
    office.transition(&desk.pledge, version, approve).await.expect_problem(409, "item_sum_too_large");
}

/// The status of a campaign that the public reads.
async fn public_status(app: &TestApp, campaign: &str) -> serde_json::Value {
    let campaign = app.as_user("office").await.get(campaign).await.expect(200).json();
    let path = format!("/public/campaigns/{}/status", campaign["slug"].as_str().unwrap());
    app.anonymous().get(&path).await.expect(200).json()
}

#[actix_web::test]
async fn the_public_status_knows_of_the_whole_and_its_parts_or_of_neither() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let before = public_status(&app, &desk.campaign).await;
    assert_eq!((&before["progress"], &before["contentProgress"]), (&json!(null), &json!([])));
    let report = desk.submitted(&app, &desk.period, desk.entries("40", "WELL_COMPLETED")).await;
    app.advance(chrono::TimeDelta::hours(1));
    app.as_user("office").await.step(&report, "ACCEPT").await.expect(200);
    let after = public_status(&app, &desk.campaign).await;
    assert_eq!(after["contentProgress"][0]["progress"], "0.5");
    let at = |status: &serde_json::Value| status["updatedAt"].as_str().unwrap().to_owned();
    assert!(at(&after) > at(&before), "{} {}", at(&before), at(&after));
    // Where every item does not apply nothing is known inside, and nothing is told outside.
    let second = open(&app.as_user("office").await, &desk.campaign, ("K2", "2026-07-01", "2026-09-30")).await;
    let none = json!([{"itemId": desk.items[0], "notApplicable": true, "note": "Không phát sinh"},
        {"itemId": desk.items[1], "notApplicable": true, "note": "Không phát sinh"}]);
    desk.accepted(&app, &second, none).await;
    let inside =
        app.as_user("office").await.get(&format!("{}/progress?groupBy=CONTENT", desk.campaign)).await.json();
    assert_eq!((&inside["ofPledged"], &inside["contents"][0]["progress"]), (&json!(null), &json!(null)));
    assert_eq!(public_status(&app, &desk.campaign).await["contentProgress"], json!([]));
}
