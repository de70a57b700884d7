use futures_util::future::join;
use serde_json::{Value, json};

use super::{OFFICER, campaign, measured, rated, sample, start};
use crate::campaigns::ready;
use crate::support::{NOTHING, TestApp, campaigns, sample_id, units};

#[actix_web::test]
async fn a_pledge_answers_contents_with_what_the_unit_takes_upon_itself() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let (campaign, content) = campaign(&app).await;
    let pledge = start(&officer, &campaign, json!([measured(&content), rated(&content)])).await;
    assert_eq!(pledge.header("location"), Some(format!("/api/v1/pledges/{}", pledge.text("/id")).as_str()));
    let pledge = pledge.json();
    let items = pledge["items"].as_array().unwrap();
    assert_eq!((items[0]["code"].as_str(), items[1]["code"].as_str()), (Some("1"), Some("1-2")));
    assert_eq!(
        items[0]["measure"],
        json!({"indicatorId": null, "name": "Số cuộc", "unitOfMeasure": "cuộc", "baseline": "0", "target": "100",
            "direction": "UP", "aggregation": "SUM", "evidenceRequired": false})
    );
    assert_eq!((&items[1]["measure"], &items[1]["weight"]), (&Value::Null, &json!("1")));
    assert_eq!((&pledge["status"], &pledge["revision"]), (&json!("DRAFT"), &json!(0)));
    assert_eq!(pledge["allowedActions"], json!(["SUBMIT", "WITHDRAW"]));
}

#[actix_web::test]
async fn an_indicator_of_the_campaign_is_taken_over_with_an_own_target() {
    let app = TestApp::start().await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let (path, version) = ready(&office).await;
    let indicator = json!({"name": "Tỷ lệ đúng hạn", "unitOfMeasure": "%", "baseline": "90", "target": "95",
        "direction": "UP", "aggregation": "AVERAGE", "evidenceRequired": true});
    let body = json!({"title": "Nội dung 2", "indicators": [indicator]});
    let content = office.post(&format!("{path}/contents"), body).await.expect(201).json();
    let leader = app.as_user("leader").await;
    leader.transition(&path, version + 1, json!({"action": "LAUNCH"})).await.expect(200);
    let follows = |content: &Value| {
        json!([{
            "contentId": content["id"], "text": "Đạt 97%",
            "measure": {"indicatorId": content["indicators"][0]["id"], "target": "97"},
        }])
    };
    let pledge = start(&officer, &path, follows(&content)).await.json();
    let measure = &pledge["items"][0]["measure"];
    assert_eq!(
        (&measure["target"], &measure["baseline"], &measure["aggregation"], &measure["evidenceRequired"]),
        (&json!("97"), &json!("90"), &json!("AVERAGE"), &json!(true))
    );
    let mut other = follows(&content);
    other[0]["measure"]["indicatorId"] = json!(NOTHING);
    let own = format!("/pledges/{}", pledge["id"].as_str().unwrap());
    let refused =
        officer.patch(&own, 1, json!({"items": other})).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/items/0/measure/indicatorId unknown_indicator"]);
}

#[actix_web::test]
async fn every_fault_of_a_pledge_is_told_at_once() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let (campaign, content) = campaign(&app).await;
    let mut equal = measured(&content);
    equal["measure"]["baseline"] = json!("100");
    let items = json!([
        equal,
        {"contentId": sample_id(0x304), "text": "Nội dung của phong trào khác", "weight": "0"},
        {"contentId": content, "text": "Muộn", "dueOn": "2027-01-01", "code": "M"},
        {"contentId": content, "text": "Trùng mã", "code": "M", "weight": "0.00001"},
        {"contentId": content, "text": "Của đơn vị khác", "id": sample_id(0x31_0301), "measure": {"name": "Số cuộc"}},
    ]);
    let body = json!({"unitId": units::OFFICE, "items": items, "aims": [{"awardTypeId": NOTHING}]});
    let refused =
        officer.post(&format!("{campaign}/pledges"), body).await.expect_problem(400, "invalid_request");
    let mut faults = refused.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/aims/0/awardTypeId unknown_award_type",
            "/items/0/measure/target indicator_goes_its_direction",
            "/items/1/contentId unknown_content",
            "/items/1/weight weight_out_of_bounds",
            "/items/2/dueOn outside_of_campaign",
            "/items/3/code named_twice",
            "/items/3/weight weight_out_of_bounds",
            "/items/4/id unknown_item",
            "/items/4/measure/target needed_without_indicator",
            "/items/4/measure/unitOfMeasure needed_without_indicator",
        ]
    );
}

#[actix_web::test]
async fn numbers_are_exact_decimals_within_bounds() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let (campaign, content) = campaign(&app).await;
    for (target, code) in [
        (json!("1".repeat(40)), "too_long"),
        (json!("NaN"), "wrong_format"),
        (json!("1e9"), "wrong_format"),
        (json!(100), "wrong_type"),
        (json!("0.0000001"), "wrong_format"),
    ] {
        let mut item = measured(&content);
        item["measure"]["target"] = target.clone();
        let body = json!({"unitId": units::OFFICE, "items": [item]});
        let refused =
            officer.post(&format!("{campaign}/pledges"), body).await.expect_problem(400, "invalid_request");
        let fault = format!("/items/0/measure/target {code}");
        assert!(refused.faults().contains(&fault), "{target}: {:?}", refused.faults());
    }
}

#[actix_web::test]
async fn a_unit_has_one_pledge_also_when_two_officers_begin_at_once() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let (campaign, content) = campaign(&app).await;
    let path = format!("{campaign}/pledges");
    let body = json!({"unitId": units::OFFICE, "items": [rated(&content)]});
    let (one, other) = join(officer.post(&path, body.clone()), officer.post(&path, body.clone())).await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let first = if one.status == 201 { one } else { other };
    let refused = officer.post(&path, body.clone()).await.expect_problem(409, "pledge_already_there");
    assert_eq!(refused.text("/existingId"), first.text("/id"));
    // Who withdrew may begin again.
    let own = format!("/pledges/{}", first.text("/id"));
    officer.step(&own, "WITHDRAW").await.expect(200);
    officer.post(&path, body).await.expect(201);
}

#[actix_web::test]
async fn only_participants_of_a_running_campaign_pledge() {
    let app = TestApp::start().await;
    let (campaign, content) = campaign(&app).await;
    let path = format!("{campaign}/pledges");
    let body = |unit: &str| json!({"unitId": unit, "items": [rated(&content)]});
    let outside = app.as_user("unit-pnv-bs").await;
    outside.post(&path, body(units::DISTRICT_OFFICE)).await.expect_problem(409, "unit_takes_no_part");
    outside.post(&path, body(units::OFFICE)).await.expect_problem(403, "forbidden");
    app.as_user("leader")
        .await
        .transition(&campaign, 3, json!({"action": "CANCEL", "reason": "Thử nghiệm"}))
        .await
        .expect(200);
    app.as_user(OFFICER)
        .await
        .post(&path, body(units::OFFICE))
        .await
        .expect_problem(409, "campaign_is_not_running");
    let draft = format!("/campaigns/{}/pledges", campaigns::DRAFT);
    app.as_user(OFFICER).await.post(&draft, body(units::OFFICE)).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn last_years_pledge_is_copied_into_a_copy_of_the_campaign() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let copy = json!({"startsOn": "2026-11-01", "endsOn": "2026-12-31"});
    let draft =
        office.post(&format!("/campaigns/{}/copies", campaigns::LAUNCHED), copy).await.expect(201).json();
    let campaign = format!("/campaigns/{}", draft["id"].as_str().unwrap());
    let content = draft["contentItems"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(content["ordinal"], "II.3");
    let removed = format!("{campaign}/contents/{}", content["id"].as_str().unwrap());
    office.call(reqwest::Method::DELETE, &removed).version(1).send().await.expect(204);
    leader.step(&campaign, "LAUNCH").await.expect(200);
    let officer = app.as_user(OFFICER).await;
    let path = format!("{}/copies", sample(units::OFFICE));
    let copied = officer.post(&path, json!({"campaignId": draft["id"]})).await.expect(201).json();
    assert_eq!(copied["leftOut"], json!(["II.3"]));
    let pledge = &copied["pledge"];
    assert_eq!(pledge["items"].as_array().unwrap().len(), 2);
    assert_eq!(pledge["items"][0]["measure"]["target"], "99");
    assert_eq!(pledge["copiedFromId"], sample_id(0x31_0200));
    officer.post(&path, json!({"campaignId": draft["id"]})).await.expect_problem(409, "pledge_already_there");
}

#[actix_web::test]
async fn registration_ends_with_the_campaign_at_the_latest() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let late = json!({"registrationDueOn": "2028-01-01"});
    let refused =
        office.patch(&crate::campaigns::draft(), 1, late).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/registrationDueOn registration_after_end"]);
    let good = json!({"registrationDueOn": "2027-02-26", "publicUnitNames": true});
    let campaign = office.patch(&crate::campaigns::draft(), 1, good).await.expect(200).json();
    assert_eq!(
        (&campaign["registrationDueOn"], &campaign["publicUnitNames"]),
        (&json!("2027-02-26"), &json!(true))
    );
}
