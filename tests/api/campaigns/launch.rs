use futures_util::future::join;
use reqwest::Method;
use serde_json::json;

use super::{column, complete, draft, grant, launched, ready, running};
use crate::support::{TestApp, units};

fn launch() -> serde_json::Value {
    json!({"action": "LAUNCH"})
}

#[actix_web::test]
async fn a_launch_freezes_who_takes_part_and_gives_code_and_slug() {
    let app = TestApp::start().await;
    let (path, version) = ready(&app.as_user("office").await).await;
    let leader = app.as_user("leader").await;
    assert_eq!(leader.get(&path).await.json()["allowedActions"], json!(["LAUNCH"]));
    let campaign = leader.transition(&path, version, launch()).await.expect(200).json();
    assert_eq!(
        (&campaign["status"], &campaign["code"], &campaign["slug"]),
        (
            &json!("LAUNCHED"),
            &json!("PT-2026-001"),
            &json!("phong-trao-thi-dua-chuyen-doi-so-nam-2026-pt-2026-001")
        )
    );
    assert_eq!((&campaign["launchedOn"], &campaign["participantCount"]), (&json!("2026-11-23"), &json!(9)));
    assert_eq!(campaign["allowedActions"], json!(["CANCEL"]));
    // A division that opens later does not take part.
    let new = json!({"code": "SNV-X", "name": "Phòng mới", "kind": "DIVISION", "parentId": units::DEPARTMENT, "openedOn": "2026-01-01"});
    app.admin().await.post("/units", new).await.expect(201);
    let participants = leader.get(&format!("{path}/participants")).await.expect(200).json();
    assert_eq!(
        column(&participants["items"], "unit/code"),
        ["SNV", "SNV-BTG", "SNV-CCHC", "SNV-CCVC", "SNV-TCBC", "SNV-TDKT", "SNV-TTLT", "SNV-TTS", "SNV-VP"]
    );
    assert_eq!(participants["items"][0]["joinedOn"], "2026-11-23");
}

#[actix_web::test]
async fn codes_of_a_year_are_gapless() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    for number in 1..=3 {
        let (path, version) = ready(&office).await;
        let tried = leader.call(Method::POST, &format!("{path}/transitions?dryRun=true")).version(version);
        let tried = tried.json(&launch()).send().await.expect(200);
        assert_eq!(tried.text("/code"), format!("PT-2026-{number:03}"));
        assert_eq!(leader.get(&path).await.json()["status"], "DRAFT");
        let campaign = leader.transition(&path, version, launch()).await.expect(200);
        assert_eq!(campaign.text("/code"), format!("PT-2026-{number:03}"));
    }
}

#[actix_web::test]
async fn who_created_a_campaign_never_launches_it() {
    let app = TestApp::start().await;
    grant(&app, "office", "LEADER", units::DEPARTMENT).await;
    let office = app.as_user("office").await;
    let (path, version) = ready(&office).await;
    assert_eq!(office.get(&path).await.json()["allowedActions"], json!(["WITHDRAW"]));
    office.transition(&path, version, launch()).await.expect_problem(403, "own_campaign");
    app.as_user("leader").await.transition(&path, version, launch()).await.expect(200);
    let cancel = json!({"action": "CANCEL", "reason": "Không còn phù hợp"});
    office.transition(&path, version + 1, cancel).await.expect_problem(403, "own_campaign");
}

#[actix_web::test]
async fn two_launches_at_the_same_instant() {
    let app = TestApp::start().await;
    grant(&app, "auditor", "LEADER", units::DEPARTMENT).await;
    let (one, other) = (app.as_user("leader").await, app.as_user("auditor").await);
    for _ in 0..4 {
        let (path, version) = ready(&app.as_user("office").await).await;
        let (first, second) =
            join(one.transition(&path, version, launch()), other.transition(&path, version, launch())).await;
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let steps = one.get(&format!("{path}/transitions")).await.expect(200).json();
        assert_eq!(column(&steps["items"], "action"), ["LAUNCH"]);
    }
}

#[actix_web::test]
async fn a_launch_that_lacks_something_names_all_of_it() {
    let app = TestApp::start().await;
    let id = app
        .as_user("office")
        .await
        .post("/campaigns", json!({"launchingUnitId": units::DEPARTMENT}))
        .await
        .text("/id");
    let path = format!("/campaigns/{id}");
    let reply = app
        .as_user("leader")
        .await
        .transition(&path, 1, launch())
        .await
        .expect_problem(409, "campaign_not_ready");
    assert_eq!(
        reply.faults(),
        [
            "/contentItems needed_for_launch",
            "/endsOn needed_for_launch",
            "/participants needed_for_launch",
            "/signatory needed_for_launch",
            "/startsOn needed_for_launch",
            "/title needed_for_launch",
        ]
    );
    assert_eq!(reply.json()["errors"][1]["detail"], "Chưa có ngày bắt đầu.");
}

#[actix_web::test]
async fn a_launch_holds_from_today_or_earlier() {
    let app = TestApp::start().await;
    let leader = app.as_user("leader").await;
    let tomorrow = json!({"action": "LAUNCH", "effectiveOn": "2026-11-24"});
    let reply = leader.transition(&draft(), 1, tomorrow).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/effectiveOn day_in_the_future"]);
    let earlier = json!({"action": "LAUNCH", "effectiveOn": "2026-11-02"});
    assert_eq!(leader.step_with(&draft(), earlier).await.expect(200).text("/launchedOn"), "2026-11-02");
}

#[actix_web::test]
async fn a_past_period_may_be_launched_with_a_warning() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let (path, version) = ready(&office).await;
    let past = json!({"startsOn": "2024-01-01", "endsOn": "2024-12-31"});
    office.patch(&path, version, past).await.expect(200);
    let campaign = leader.transition(&path, version + 1, launch()).await.expect(200).json();
    assert_eq!(column(&campaign["warnings"], "item"), ["PERIOD"]);
    assert_eq!(campaign["code"], "PT-2024-001");
}

#[actix_web::test]
async fn a_campaign_lives_its_life_step_by_step() {
    let app = TestApp::start().await;
    let (path, version) = running(&app).await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let close = json!({"action": "CLOSE"});
    leader.transition(&path, version, close.clone()).await.expect_problem(409, "invalid_transition");
    leader
        .transition(&path, version, json!({"action": "START_REVIEW"}))
        .await
        .expect_problem(403, "forbidden");
    let early = json!({"action": "START_REVIEW", "effectiveOn": "2026-11-22"});
    let reply = office.transition(&path, version, early).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/effectiveOn before_launch"]);
    office.transition(&path, version, json!({"action": "START_REVIEW"})).await.expect(200);
    office.transition(&path, version + 1, close.clone()).await.expect_problem(403, "forbidden");
    leader.transition(&path, version + 1, close).await.expect(200);
    let archived = office.transition(&path, version + 2, json!({"action": "ARCHIVE"})).await.expect(200);
    assert_eq!(archived.json()["allowedActions"], json!([]));
    let steps = office.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "toStatus"), ["LAUNCHED", "IN_REVIEW", "CLOSED", "ARCHIVED"]);
}

#[actix_web::test]
async fn a_draft_is_withdrawn_and_a_running_campaign_cancelled_with_a_reason() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    leader.step(&draft(), "WITHDRAW").await.expect_problem(403, "forbidden");
    let withdrawn = office.step(&draft(), "WITHDRAW").await.expect(200);
    assert_eq!(withdrawn.text("/status"), "WITHDRAWN");
    leader.transition(&draft(), 2, launch()).await.expect_problem(409, "invalid_transition");
    app.as_user("unit-snv-vp").await.get(&draft()).await.expect_problem(404, "not_found");
    let reply = leader.step(&launched(), "CANCEL").await;
    assert_eq!(reply.expect_problem(400, "invalid_request").faults(), ["/reason reason_required"]);
    let cancel = json!({"action": "CANCEL", "reason": "Không còn phù hợp"});
    assert_eq!(leader.step_with(&launched(), cancel).await.expect(200).text("/status"), "CANCELLED");
}

#[actix_web::test]
async fn a_launch_is_replayed_by_its_key() {
    let app = TestApp::start().await;
    let leader = app.as_user("leader").await;
    let call = || {
        let path = format!("{}/transitions", draft());
        leader.call(Method::POST, &path).version(1).key("launch-0001").json(&launch()).send()
    };
    let (first, again) = (call().await.expect(200), call().await.expect(200));
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
}

#[actix_web::test]
async fn a_draft_shows_whom_a_launch_today_would_call_upon() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut body = complete();
    // The district offices ended in 2025.
    body["participants"] = json!([{"unitId": units::CITY_OFFICE, "withSubtree": false}, {"unitId": units::WARD, "withSubtree": false}]);
    let id = office.post("/campaigns", body).await.text("/id");
    let path = format!("/campaigns/{id}/participants");
    let first = office.get(&format!("{path}?limit=1")).await.expect(200).json();
    assert_eq!(column(&first["items"], "unit/code"), ["P-TT"]);
    assert!(first["nextCursor"].is_null());
    let frozen = office.get(&format!("{}/participants?limit=3", launched())).await.expect(200);
    assert_eq!(column(&frozen.json()["items"], "unit/code"), ["PNV-BG", "PNV-BS", "PNV-CHL"]);
    let cursor = frozen.text("/nextCursor");
    let next = office.get(&format!("{}/participants?limit=3&cursor={cursor}", launched())).await.expect(200);
    assert_eq!(column(&next.json()["items"], "unit/code"), ["PNV-CL", "PNV-DL", "PNV-HL"]);
    assert!(next.header("link").unwrap().contains("/participants?limit=3&cursor="));
}
