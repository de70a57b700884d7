use serde_json::json;

use super::{complete, draft, launched};
use crate::support::{NOTHING, TestApp, documents, units};

#[actix_web::test]
async fn a_standing_office_creates_a_draft() {
    let mut new = complete();
    new["participants"] = json!([]);
    let reply = TestApp::start().await.as_user("office").await.post("/campaigns", new).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    201
    location: /api/v1/campaigns/<id>
    etag: "v1-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "code": null,
      "slug": null,
      "status": "DRAFT",
      "allowedActions": [
        "WITHDRAW"
      ],
      "title": "Phong trào thi đua chuyển đổi số năm 2026",
      "form": null,
      "level": null,
      "launchLevel": null,
      "launchingUnit": {
        "id": "01980000-0000-7000-8000-000000000101",
        "code": "SNV",
        "name": "Sở Nội vụ tỉnh Lạng Sơn"
      },
      "standingOffice": null,
      "document": null,
      "issuer": null,
      "parentCampaign": null,
      "parentReference": null,
      "theme": null,
      "mottoes": [],
      "objectives": [],
      "startsOn": "2026-03-01",
      "endsOn": "2026-12-31",
      "registrationDueOn": null,
      "publicUnitNames": false,
      "launchedOn": null,
      "legalBases": [],
      "contentItems": [],
      "assignments": [],
      "measures": [],
      "recipients": [],
      "signatory": {
        "name": "Nguyễn Văn Mẫu",
        "position": "Giám đốc",
        "authority": null
      },
      "participants": [],
      "participantCount": 0,
      "warnings": [],
      "copiedFromId": null,
      "createdBy": "01980000-0000-7000-8000-000000000002",
      "version": 1,
      "createdAt": "2026-11-23T08:00:00+07:00",
      "updatedAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
}

#[actix_web::test]
async fn only_its_unit_must_be_named() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let reply = office.post("/campaigns", json!({"launchingUnitId": units::DEPARTMENT})).await.expect(201);
    assert!(reply.json()["title"].is_null());
    assert_eq!(reply.json()["participantCount"], 0);
    let reply =
        office.post("/campaigns", json!({"title": "Thi đua"})).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/launchingUnitId required"]);
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let app = TestApp::start().await;
    let mut body = complete();
    body["endsOn"] = json!("2026-02-28");
    body["standingOfficeId"] = json!(NOTHING);
    body["documentId"] = json!(NOTHING);
    body["parentCampaignId"] = json!(NOTHING);
    body["legalBaseIds"] = json!([documents::LEGAL_BASIS, documents::LEGAL_BASIS]);
    let scope = |unit: &str| json!({"unitId": unit, "withSubtree": false});
    body["participants"] = json!([scope(units::OFFICE), scope(NOTHING), scope(units::OFFICE)]);
    let reply =
        app.as_user("office").await.post("/campaigns", body).await.expect_problem(400, "invalid_request");
    assert_eq!(
        reply.faults(),
        [
            "/documentId unknown_document",
            "/endsOn ends_before_start",
            "/legalBaseIds/1 named_twice",
            "/parentCampaignId unknown_campaign",
            "/participants/1/unitId unknown_unit",
            "/participants/2 named_twice",
            "/standingOfficeId unknown_unit",
        ]
    );
}

#[actix_web::test]
async fn a_campaign_belongs_to_a_unit_of_the_office() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for unit_id in [units::PROVINCE, units::WARD, NOTHING] {
        office.post("/campaigns", json!({"launchingUnitId": unit_id})).await.expect_problem(403, "forbidden");
    }
    office.post("/campaigns", json!({"launchingUnitId": units::EMULATION_BOARD})).await.expect(201);
}

#[actix_web::test]
async fn a_draft_is_not_there_for_who_may_not_read_drafts() {
    let app = TestApp::start().await;
    for reader in ["office", "leader", "auditor"] {
        app.as_user(reader).await.get(&draft()).await.expect(200);
    }
    for stranger in ["admin", "council-1", "unit-snv-vp", "unit-p-tt"] {
        let stranger = app.as_user(stranger).await;
        for below in ["", "/readiness", "/participants", "/transitions", "/amendments"] {
            stranger.get(&format!("{}{below}", draft())).await.expect_problem(404, "not_found");
        }
        stranger.get(&launched()).await.expect(200);
    }
    app.anonymous().get(&launched()).await.expect_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_sample_campaign_shows_what_its_document_says() {
    let app = TestApp::start().await;
    let reply = app.as_user("unit-pnv-bs").await.get(&launched()).await.expect(200);
    let campaign = reply.json();
    assert_eq!(campaign["code"], "PT-2023-001");
    assert_eq!(campaign["participantCount"], 20);
    assert_eq!(campaign["launchedOn"], "2023-02-01");
    assert_eq!(campaign["issuer"]["name"], "Sở Nội vụ tỉnh Lạng Sơn");
    assert_eq!(campaign["contentItems"].as_array().unwrap().len(), 3);
    assert_eq!(campaign["contentItems"][1]["children"][9]["ordinal"], "II.2.10");
    assert_eq!(campaign["allowedActions"], json!([]));
    let again = app.as_user("unit-pnv-bs").await;
    let call = again.call(reqwest::Method::GET, &launched());
    call.header("If-None-Match", reply.header("etag").unwrap()).send().await.expect(304);
}
