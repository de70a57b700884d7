use serde_json::{Value, json};

use super::{cancel, has_fault};
use crate::pledges::{OFFICER, approved, campaign, measured, rated, sample, start};
use crate::support::{NOTHING, TestApp, documents, units};

/// Items with every fault that an item may have, and the faults.
fn faulty(content: &str) -> (Value, [&'static str; 8]) {
    let (mut equal, mut strange) = (measured(content), measured(content));
    equal["measure"]["baseline"] = json!("100");
    strange["measure"] = json!({"indicatorId": NOTHING});
    let items = json!([
        equal,
        {"contentId": NOTHING, "text": "Nội dung của phong trào khác"},
        {"contentId": content, "text": "Muộn", "dueOn": "2027-01-01", "code": "M"},
        {"contentId": content, "text": "Trùng mã", "code": "M", "weight": "0.00001"},
        {"contentId": content, "text": "Của đơn vị khác", "id": NOTHING, "measure": {"name": "Số cuộc"}},
        strange,
    ]);
    let faults = [
        "/items/0/measure/target indicator_goes_its_direction",
        "/items/1/contentId unknown_content",
        "/items/2/dueOn outside_of_campaign",
        "/items/3/code named_twice",
        "/items/3/weight weight_out_of_bounds",
        "/items/4/id unknown_item",
        "/items/4/measure/target needed_without_indicator",
        "/items/5/measure/indicatorId unknown_indicator",
    ];
    (items, faults)
}

#[actix_web::test]
async fn a_change_of_a_pledge_has_the_faults_of_a_new_one() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let (campaign, content) = campaign(&app).await;
    let (items, faults) = faulty(&content);
    let aims = json!([{"awardTypeId": NOTHING}]);
    let body = json!({"unitId": units::OFFICE, "items": items, "aims": aims});
    for fault in faults {
        has_fault(officer.post(&format!("{campaign}/pledges"), body.clone()).await, fault);
    }
    let own = start(&officer, &campaign, json!([rated(&content)])).await;
    let own = format!("/pledges/{}", own.text("/id"));
    let body = json!({"items": items, "aims": aims});
    for fault in faults.into_iter().chain(["/aims/0/awardTypeId unknown_award_type"]) {
        has_fault(officer.patch(&own, 1, body.clone()).await, fault);
    }
    cancel(&app, &campaign).await;
    officer.patch(&own, 1, json!({"items": []})).await.expect_problem(409, "campaign_is_not_running");
    officer.step(&own, "SUBMIT").await.expect_problem(409, "campaign_is_not_running");
    let copies = format!("{}/copies", sample(units::OFFICE));
    let id = campaign.rsplit('/').next().unwrap();
    officer.post(&copies, json!({"campaignId": id})).await.expect_problem(409, "campaign_is_not_running");
}

#[actix_web::test]
async fn a_pledge_is_copied_into_a_campaign_that_calls_upon_the_unit() {
    let app = TestApp::start().await;
    let (campaign, _) = campaign(&app).await;
    let ward = app.as_user("unit-p-tt").await;
    // The ward acts for the city's former office, which pledged in 2023 and is called upon no more.
    let copies = format!("{}/copies", sample(units::CITY_OFFICE));
    let id = campaign.rsplit('/').next().unwrap();
    ward.post(&copies, json!({"campaignId": id})).await.expect_problem(409, "unit_takes_no_part");
}

#[actix_web::test]
async fn an_item_is_due_within_the_campaign_also_after_an_amendment() {
    let app = TestApp::start().await;
    let due = |content: &str| {
        let mut item = rated(content);
        item["dueOn"] = json!("2026-12-31");
        json!([item])
    };
    let (pledge, _) = approved(&app, due).await;
    let (office, officer) = (app.as_user("office").await, app.as_user(OFFICER).await);
    let campaign = officer.get(&pledge).await.text("/campaign/id");
    let shorter =
        json!({"documentId": documents::AMENDING, "summary": "X", "changes": {"endsOn": "2026-11-30"}});
    office.post(&format!("/campaigns/{campaign}/amendments"), shorter).await.expect(201);
    officer.step(&pledge, "AMEND").await.expect(200);
    has_fault(officer.step(&pledge, "SUBMIT").await, "/items/0/dueOn outside_of_campaign");
}
