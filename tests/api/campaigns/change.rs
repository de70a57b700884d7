use serde_json::json;

use super::{draft, launched, ready, running};
use crate::support::{TestApp, campaigns, documents, units};

#[actix_web::test]
async fn named_members_change_and_the_others_stay() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let patch = json!({
        "theme": "Kỷ cương, sáng tạo", "signatory": {"position": "Phó Giám đốc"}, "form": null,
        "mottoes": [{"text": "Đoàn kết", "attributedTo": "Bộ Nội vụ"}, {"text": "Hiệu quả", "attributedTo": null}],
        "objectives": ["Hoàn thành 100% nhiệm vụ"],
    });
    let campaign = office.patch(&draft(), 1, patch).await.expect(200).json();
    assert_eq!(campaign["theme"], "Kỷ cương, sáng tạo");
    assert_eq!(
        campaign["signatory"],
        json!({"name": "Hoàng Thị Hiền", "position": "Phó Giám đốc", "authority": null})
    );
    assert!(campaign["form"].is_null());
    assert_eq!(campaign["mottoes"][1], json!({"text": "Hiệu quả", "attributedTo": null}));
    assert_eq!(campaign["objectives"], json!(["Hoàn thành 100% nhiệm vụ"]));
    assert_eq!((&campaign["version"], &campaign["level"]), (&json!(2), &json!("SECTOR")));
    assert_eq!(campaign["recipients"].as_array().unwrap().len(), 11);
}

#[actix_web::test]
async fn a_change_leaves_its_record_and_nothing_leaves_none() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let before = app.last_event().await;
    office.patch(&draft(), 1, json!({"theme": "Mới"})).await.expect(200);
    let same = office.patch(&draft(), 2, json!({"theme": "Mới"})).await.expect(200);
    assert_eq!(same.json()["version"], 2);
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before + 1);
    let path = format!("/audit-records?subjectId={}&action=CAMPAIGN_CHANGED", campaigns::DRAFT);
    let records = app.auditor().await.get(&path).await.expect(200).json();
    assert_eq!(records["items"].as_array().unwrap().len(), 1);
    assert_eq!(records["items"][0]["after"]["theme"], "Mới");
}

#[actix_web::test]
async fn a_change_says_from_which_version() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let patch = json!({"theme": "Mới"});
    let call = office.call(reqwest::Method::PATCH, &draft()).merge_patch(&patch);
    call.send().await.expect_problem(428, "if_match_required");
    office.patch(&draft(), 7, patch).await.expect_problem(412, "stale_version");
    office.patch(&draft(), 1, json!({})).await.expect_problem(400, "nothing_to_change");
    let faults =
        office.patch(&draft(), 1, json!({"status": "LAUNCHED", "code": "PT-2027-001"})).await.faults();
    assert_eq!(faults, ["/code unknown_member", "/status unknown_member"]);
}

#[actix_web::test]
async fn a_launched_campaign_is_no_draft() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    office.patch(&launched(), 3, json!({"theme": "Mới"})).await.expect_problem(409, "campaign_is_no_draft");
}

#[actix_web::test]
async fn a_draft_is_changed_by_its_own_office() {
    let app = TestApp::start().await;
    for stranger in ["leader", "auditor", "admin", "unit-snv-vp"] {
        let reply = app.as_user(stranger).await.patch(&draft(), 1, json!({"theme": "Mới"})).await;
        reply.expect_problem(403, "forbidden");
    }
    let office = app.as_user("office").await;
    let away = json!({"launchingUnitId": units::WARD});
    office.patch(&draft(), 1, away).await.expect_problem(403, "forbidden");
    office.patch(&draft(), 1, json!({"launchingUnitId": units::EMULATION_BOARD})).await.expect(200);
}

#[actix_web::test]
async fn days_out_of_order_are_refused() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let reply = office.patch(&draft(), 1, json!({"startsOn": "2028-01-01"})).await;
    assert_eq!(reply.expect_problem(400, "invalid_request").faults(), ["/endsOn ends_before_start"]);
    for wrong in ["2027-02-30", "31/12/2027", "", "0"] {
        let reply = office.patch(&draft(), 1, json!({"startsOn": wrong})).await;
        assert_eq!(
            reply.expect_problem(400, "invalid_request").faults(),
            ["/startsOn wrong_format"],
            "{wrong}"
        );
    }
}

#[actix_web::test]
async fn a_campaign_stands_below_a_launched_one_and_not_below_itself() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let put = async |path: &str, version: i32, above: &str| {
        office.patch(path, version, json!({"parentCampaignId": above})).await
    };
    let (other, version) = ready(&office).await;
    let other_draft = other.rsplit('/').next().unwrap().to_owned();
    let reply = put(&draft(), 1, &other_draft).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/parentCampaignId campaign_not_launched"]);
    let reply = put(&draft(), 1, campaigns::DRAFT).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/parentCampaignId campaign_cycle"]);
    put(&other, version, campaigns::LAUNCHED).await.expect(200);
    let launch = json!({"action": "LAUNCH"});
    let launched_one = app.as_user("leader").await.transition(&other, version + 1, launch).await.expect(200);
    let amendment = json!({
        "documentId": documents::AMENDING, "summary": "X", "changes": {"parentCampaignId": launched_one.text("/id")},
    });
    let reply = office.post(&format!("{}/amendments", launched()), amendment).await;
    let reply = reply.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/changes/parentCampaignId campaign_cycle"]);
}

#[actix_web::test]
async fn two_launched_campaigns_are_not_put_below_each_other() {
    let app = TestApp::start().await;
    let ((one, _), (other, _)) = (running(&app).await, running(&app).await);
    let office = app.as_user("office").await;
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let put = async |path: &str, above: &str| {
        let body = json!({"documentId": documents::AMENDING, "summary": "X", "changes": {"parentCampaignId": above}});
        office.post(&format!("{path}/amendments"), body).await.status
    };
    let (first, second) = futures_util::future::join(put(&one, &id(&other)), put(&other, &id(&one))).await;
    let mut statuses = [first, second];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 400]);
}

#[actix_web::test]
async fn a_campaign_runs_between_1900_and_2999() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let days = json!({"startsOn": "1899-12-31", "endsOn": "3000-01-01"});
    let reply = office.patch(&draft(), 1, days).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/endsOn year_out_of_bounds", "/startsOn year_out_of_bounds"]);
}

#[actix_web::test]
async fn two_changes_of_one_version() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (path, version) = ready(&office).await;
    let replies = futures_util::future::join_all((0..6).map(|n| {
        let (office, path) = (&office, &path);
        async move { office.patch(path, version, json!({"theme": format!("Chủ đề {n}")})).await.status }
    }))
    .await;
    assert_eq!(replies.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(replies.iter().filter(|status| **status == 412).count(), 5);
}
