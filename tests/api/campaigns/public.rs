use reqwest::Method;
use serde_json::json;

use super::{column, ready, running};
use crate::support::TestApp;

const SAMPLE: &str = "/public/campaigns/phong-trao-thi-dua-phan-dau-hoan-thanh-xuat-sac-toan-dien-nhiem-vu-cong-tac-pt-2023-001";

#[actix_web::test]
async fn the_status_of_a_launched_campaign_is_public() {
    let app = TestApp::start().await;
    let reply = app.anonymous().get(&format!("{SAMPLE}/status")).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(reply.header("cache-control"), Some("public, max-age=60, must-revalidate"));
    insta::assert_snapshot!(reply.snapshot(), @r#"
    200
    etag: "v3-<hash>"
    content-language: vi
    {
      "slug": "phong-trao-thi-dua-phan-dau-hoan-thanh-xuat-sac-toan-dien-nhiem-vu-cong-tac-pt-2023-001",
      "code": "PT-2023-001",
      "asOf": "2026-11-23",
      "stage": "ENDED",
      "startsOn": "2023-02-01",
      "endsOn": "2023-12-31",
      "daysTotal": 334,
      "daysElapsed": 334,
      "daysLeft": 0,
      "contentGroupCount": 3,
      "contentCount": 14,
      "participantCount": 20,
      "pledgedCount": 19,
      "progress": "0.877508",
      "elapsed": "1",
      "receivedRate": "0.854545",
      "onTimeRate": "0.85",
      "contentProgress": [
        {
          "ordinal": "II.2",
          "progress": "0.901766"
        },
        {
          "ordinal": "II.2.1",
          "progress": "0.939271"
        },
        {
          "ordinal": "II.2.5",
          "progress": "0.826754"
        },
        {
          "ordinal": "II.3",
          "progress": "0.989474"
        }
      ],
      "unitProgress": [],
      "updatedAt": "2023-12-24T12:00:00+07:00"
    }
    "#);
}

#[actix_web::test]
async fn a_cache_asks_whether_it_is_still_the_same() {
    let app = TestApp::start().await;
    for path in ["/public/campaigns", SAMPLE, &format!("{SAMPLE}/status")] {
        let etag = app.anonymous().get(path).await.expect(200).header("etag").unwrap().to_owned();
        let again =
            app.anonymous().call(Method::GET, path).header("If-None-Match", &etag).send().await.expect(304);
        assert!(again.header("cache-control").unwrap().starts_with("public"), "{path}");
        app.advance(chrono::TimeDelta::minutes(1));
    }
}

#[actix_web::test]
async fn any_site_may_read_and_none_may_do_more() {
    let app = TestApp::start().await;
    let preflight = app.anonymous().call(Method::OPTIONS, SAMPLE).header("Origin", "https://noivu.example");
    let preflight =
        preflight.header("Access-Control-Request-Headers", "if-none-match").send().await.expect(204);
    assert_eq!(preflight.header("access-control-allow-origin"), Some("*"));
    assert_eq!(preflight.header("access-control-allow-headers"), Some("If-None-Match, Accept-Language"));
    let missing = app.anonymous().get("/public/campaigns/khong-co").await.expect_problem(404, "not_found");
    assert_eq!(missing.header("access-control-allow-origin"), Some("*"));
    assert_eq!(missing.header("cache-control"), Some("private, no-store"));
    assert_eq!(app.anonymous().get("/campaigns").await.header("access-control-allow-origin"), None);
    app.anonymous().post(SAMPLE, json!({})).await.expect_problem(405, "method_not_allowed");
}

#[actix_web::test]
async fn a_broken_token_is_refused_even_where_none_is_needed() {
    let app = TestApp::start().await;
    let call = app.anonymous().call(Method::GET, SAMPLE).header("Authorization", "Bearer broken");
    call.send().await.expect_problem(401, "invalid_token");
}

#[actix_web::test]
async fn nothing_is_there_before_the_launch_and_the_link_holds_after_the_end() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let (path, version) = ready(&office).await;
    let slugs =
        async || column(&app.anonymous().get("/public/campaigns").await.expect(200).json()["items"], "slug");
    assert_eq!(slugs().await.len(), 1);
    let launch = json!({"action": "LAUNCH"});
    let slug = leader.transition(&path, version, launch).await.expect(200).text("/slug");
    let public = format!("/public/campaigns/{slug}");
    let stage = async || app.anonymous().get(&format!("{public}/status")).await.expect(200).text("/stage");
    assert_eq!(stage().await, "RUNNING");
    app.advance(chrono::TimeDelta::days(60));
    assert_eq!(stage().await, "ENDED");
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    office.transition(&path, version + 1, json!({"action": "START_REVIEW"})).await.expect(200);
    assert_eq!(stage().await, "IN_REVIEW");
    leader.transition(&path, version + 2, json!({"action": "CLOSE"})).await.expect(200);
    office.transition(&path, version + 3, json!({"action": "ARCHIVE"})).await.expect(200);
    assert_eq!(stage().await, "CLOSED");
    app.anonymous().get(&public).await.expect(200);
    assert_eq!(slugs().await.len(), 2);
}

#[actix_web::test]
async fn a_public_campaign_names_nobody_but_its_signatory() {
    let app = TestApp::start().await;
    let reply = app.anonymous().get(SAMPLE).await.expect(200);
    let campaign = reply.json();
    assert_eq!(campaign["signatory"], json!({"name": "Hoàng Thị Hiền", "position": "GIÁM ĐỐC"}));
    assert_eq!(campaign["launchingUnitName"], "Sở Nội vụ tỉnh Lạng Sơn");
    assert_eq!(campaign["contents"][1]["children"].as_array().unwrap().len(), 11);
    assert_eq!(campaign["legalBases"].as_array().unwrap().len(), 11);
    for hidden in ["createdBy", "assignments", "recipients", "\"id\""] {
        assert!(!reply.raw().contains(hidden), "{hidden}");
    }
}

#[actix_web::test]
async fn the_public_list_is_filtered_by_stage_year_and_words() {
    let app = TestApp::start().await;
    running(&app).await;
    let codes = async |query: &str| {
        column(
            &app.anonymous().get(&format!("/public/campaigns?{query}")).await.expect(200).json()["items"],
            "code",
        )
    };
    assert_eq!(codes("").await, ["PT-2026-001", "PT-2023-001"]);
    assert_eq!(codes("stage=RUNNING").await, ["PT-2026-001"]);
    assert_eq!(codes("stage=ENDED").await, ["PT-2023-001"]);
    assert_eq!(codes("stage=UPCOMING").await, [""; 0]);
    assert_eq!(codes("year=2023").await, ["PT-2023-001"]);
    assert_eq!(codes("year=2024").await, [""; 0]);
    assert_eq!(codes("q=chuyen+doi+so").await, ["PT-2026-001"]);
    let first = app.anonymous().get("/public/campaigns?limit=1").await.expect(200);
    let cursor = first.text("/nextCursor");
    assert_eq!(codes(&format!("limit=1&cursor={cursor}")).await, ["PT-2023-001"]);
}

#[actix_web::test]
async fn an_answer_to_somebody_is_kept_by_nobody_else() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for path in ["/public/campaigns", SAMPLE, &format!("{SAMPLE}/status")] {
        let reply = office.get(path).await.expect(200);
        assert_eq!(reply.header("cache-control"), Some("private, no-store"), "{path}");
    }
}
