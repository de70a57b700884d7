use serde_json::{Value, json};

use super::{column, draft, launched, running};
use crate::support::cluster::migrate_again;
use crate::support::{Actor, NOTHING, Reply, TestApp, campaigns, documents, sample_id, units};

fn by(changes: Value) -> Value {
    let mut body = json!({"documentId": documents::AMENDING, "summary": "Điều chỉnh phong trào"});
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body
}

async fn amend(actor: &Actor<'_>, path: &str, changes: Value) -> Reply {
    actor.post(&format!("{path}/amendments"), by(changes)).await
}

#[actix_web::test]
async fn a_launched_campaign_changes_by_a_document_and_what_was_before_stays() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let before = office.get(&launched()).await.json();
    let changes = json!({"changes": {"theme": "Chủ đề mới", "measures": ["Giao ban hằng quý"]}});
    let reply = amend(&office, &launched(), changes).await.expect(201);
    assert_eq!(reply.json()["amendment"]["number"], 1);
    let after = office.get(&launched()).await.json();
    assert_eq!((&after["theme"], &after["version"]), (&json!("Chủ đề mới"), &json!(4)));
    assert_eq!((&after["code"], &after["slug"]), (&before["code"], &before["slug"]));
    let found = office.get("/campaigns?q=pt-2023-001+chu+de+moi").await.expect(200).json();
    assert_eq!(column(&found["items"], "code"), ["PT-2023-001"]);
    let location = reply.header("location").unwrap().trim_start_matches("/api/v1").to_owned();
    let read = app.as_user("unit-snv-vp").await.get(&location).await.expect(200).json();
    for same in ["theme", "contentItems", "participants", "version"] {
        assert_eq!(read["before"][same], before[same], "{same}");
    }
    let list = office.get(&format!("{}/amendments", launched())).await.expect(200).json();
    assert_eq!(column(&list["items"], "summary"), ["Điều chỉnh phong trào"]);
    office.get(&format!("{}/amendments/2", launched())).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn contents_are_added_changed_and_removed_at_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let changes = json!({
        "addedContents": [{"ordinal": "II.4", "title": "Chuyển đổi số", "place": 1}],
        "changedContents": [{"id": sample_id(0x301), "changes": {"title": "Tuyên truyền"}}],
        "removedContentIds": [sample_id(0x302), sample_id(0x303), sample_id(0x304), sample_id(0x305), sample_id(0x306), sample_id(0x307),
            sample_id(0x308), sample_id(0x309), sample_id(0x30a), sample_id(0x30b), sample_id(0x30c), sample_id(0x30d)],
    });
    amend(&office, &launched(), changes).await.expect(201);
    let contents = office.get(&launched()).await.json()["contentItems"].clone();
    assert_eq!(column(&contents, "ordinal"), ["II.4", "II.1", "II.3"]);
    assert_eq!(contents[1]["title"], "Tuyên truyền");
    let again = json!({"addedContents": [{"ordinal": "II.2", "title": "Nội dung 2"}]});
    amend(&office, &launched(), again).await.expect(201);
    let old = office.get(&format!("{}/amendments/1", launched())).await.json();
    assert_eq!(old["before"]["contentItems"][1]["children"].as_array().unwrap().len(), 11);
}

/// The release before kept bare ids; the migration names what they are the ids of.
#[actix_web::test]
async fn what_an_earlier_release_kept_is_shown_like_everything_else() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    amend(&office, &launched(), json!({"changes": {"theme": "Chủ đề mới"}})).await.expect(201);
    let path = format!("{}/amendments/1", launched());
    let kept = office.get(&path).await.expect(200).json();
    assert_eq!(kept["before"]["participants"][0]["unit"]["code"], "SNV");
    migrate_again(&app.plan.connector, "20261128000001");
    assert_eq!(office.get(&path).await.expect(200).json(), kept);
}

#[actix_web::test]
async fn what_a_server_of_the_release_before_keeps_meanwhile_is_shown_like_everything_else() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    amend(&office, &launched(), json!({"changes": {"theme": "Chủ đề mới"}})).await.expect(201);
    let scopes = json!([{"unitId": units::WARD, "withSubtree": true}, {"unitId": units::OFFICE, "withSubtree": false}]);
    let old = json!({"parentCampaignId": campaigns::LAUNCHED, "participants": scopes});
    app.sql(&format!(
        "INSERT INTO campaign_amendments
            (id, campaign_id, number, document_id, effective_on, summary, before, created_by, created_at)
        SELECT gen_random_uuid(), campaign_id, 2, document_id, effective_on, summary,
            before - 'parentCampaign' || '{old}', created_by, created_at
        FROM campaign_amendments WHERE number = 1"
    ))
    .await;
    let shown = office.get(&format!("{}/amendments/2", launched())).await.expect(200).json();
    let before = &shown["before"];
    assert_eq!(before["parentCampaign"]["code"], "PT-2023-001");
    assert_eq!(column(&before["participants"], "unit/code"), ["P-TT", "SNV-VP"]);
    assert_eq!(before["participants"][1]["withSubtree"], false);
}

/// Whoever cites a document shows it: one that only others' drafts know can't be cited, and what is cited is read.
#[actix_web::test]
async fn a_document_of_a_draft_of_others_can_not_be_cited() {
    let app = TestApp::start().await;
    let (office, admin) = (app.as_user("office").await, app.admin().await);
    let draft = json!({"type": "Quyết định", "subject": "Dự thảo mật", "number": "77", "notation": "QĐ-SNV", "issuedOn": "2026-11-01"});
    let id = office.post("/documents", draft).await.expect(201).text("/id");
    app.sql(&format!("UPDATE documents SET is_draft = true WHERE id = '{id}'")).await;
    let body = json!({"kind": "RENAME", "effectiveOn": "2026-11-23", "name": "Văn phòng", "documentId": id});
    let path = format!("/units/{}/successions?dryRun=true", units::OFFICE);
    let refused = admin.post(&path, body).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/documentId unknown_document"]);
    let body = json!({"documentId": id, "summary": "Điều chỉnh", "changes": {"theme": "Chủ đề mới"}});
    office.post(&format!("{}/amendments", launched()), body).await.expect(201);
    app.as_user("unit-snv-vp").await.get(&format!("/documents/{id}")).await.expect(200);
}

#[actix_web::test]
async fn units_join_and_leave_on_the_day_of_the_amendment() {
    let app = TestApp::start().await;
    let (path, _) = running(&app).await;
    app.advance(chrono::TimeDelta::days(7));
    let office = app.as_user("office").await;
    let scopes = json!([{"unitId": units::OFFICE, "withSubtree": false}, {"unitId": units::WARD, "withSubtree": false}]);
    amend(&office, &path, json!({"changes": {"participants": scopes}})).await.expect(201);
    let campaign = office.get(&path).await.json();
    assert_eq!(campaign["participantCount"], 2);
    let all = office.get(&format!("{path}/participants")).await.json();
    let days = |code: &str| {
        let items = all["items"].as_array().unwrap();
        let of = items.iter().find(|item| item["unit"]["code"] == code).unwrap();
        (of["joinedOn"].clone(), of["leftOn"].clone())
    };
    assert_eq!(days("P-TT"), (json!("2026-11-30"), json!(null)));
    assert_eq!(days("SNV-VP"), (json!("2026-11-23"), json!(null)));
    assert_eq!(days("SNV-BTG"), (json!("2026-11-23"), json!("2026-11-30")));
}

#[actix_web::test]
async fn who_leaves_on_the_day_of_joining_may_come_back_and_stays_readable() {
    let app = TestApp::start().await;
    let (path, _) = running(&app).await;
    let office = app.as_user("office").await;
    let only = |unit: &str| json!({"changes": {"participants": [{"unitId": unit, "withSubtree": false}]}});
    amend(&office, &path, only(units::OFFICE)).await.expect(201);
    amend(&office, &path, only(units::INSPECTORATE)).await.expect(201);
    amend(&office, &path, only(units::OFFICE)).await.expect(201);
    let all = office.get(&format!("{path}/participants")).await.expect(200).json();
    let open: Vec<_> =
        all["items"].as_array().unwrap().iter().filter(|one| one["leftOn"].is_null()).collect();
    assert_eq!((all["items"].as_array().unwrap().len(), open.len()), (9, 1));
    assert_eq!(open[0]["unit"]["code"], "SNV-VP");
}

#[actix_web::test]
async fn amendments_hold_one_after_the_other_and_change_something() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let on = |day: &str, theme: &str| json!({"effectiveOn": day, "changes": {"theme": theme}});
    amend(&office, &launched(), on("2023-07-01", "Một")).await.expect(201);
    let reply =
        amend(&office, &launched(), on("2023-06-30", "Hai")).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/effectiveOn before_last_amendment"]);
    amend(&office, &launched(), on("2023-07-01", "Một")).await.expect_problem(400, "nothing_to_change");
}

#[actix_web::test]
async fn what_goes_leaves_its_numbering_to_what_stays() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let changes = json!({
        "removedContentIds": [sample_id(0x301)],
        "changedContents": [{"id": sample_id(0x30e), "changes": {"ordinal": "II.1"}}],
    });
    amend(&office, &launched(), changes).await.expect(201);
    let contents = office.get(&launched()).await.json()["contentItems"].clone();
    assert_eq!(column(&contents, "ordinal"), ["II.2", "II.1"]);
}

#[actix_web::test]
async fn a_launched_campaign_keeps_what_every_launch_must_have() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for (changes, pointer) in [
        (json!({"title": null}), "/title"),
        (json!({"signatory": {"name": null}}), "/signatory"),
        (json!({"participants": []}), "/participants"),
        (json!({"endsOn": null}), "/endsOn"),
    ] {
        let reply = amend(&office, &launched(), json!({"changes": changes})).await;
        let reply = reply.expect_problem(409, "campaign_not_ready");
        assert_eq!(reply.faults(), [format!("{pointer} needed_for_launch")]);
    }
    assert_eq!(office.get(&launched()).await.json()["version"], 3);
}

#[actix_web::test]
async fn every_fault_of_an_amendment_is_placed() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut body =
        by(json!({"changes": {"launchingUnitId": units::EMULATION_BOARD}, "effectiveOn": "2023-01-31"}));
    body["documentId"] = json!(NOTHING);
    let path = format!("{}/amendments", launched());
    let reply = office.post(&path, body).await.expect_problem(400, "invalid_request");
    assert_eq!(
        reply.faults(),
        [
            "/changes/launchingUnitId launching_unit_is_fixed",
            "/documentId unknown_document",
            "/effectiveOn before_launch",
        ]
    );
    for (changes, fault) in [
        (json!({"effectiveOn": "2026-11-24", "changes": {"theme": "X"}}), "/effectiveOn day_in_the_future"),
        (
            json!({"changes": {"endsOn": "2022-12-31", "registrationDueOn": null}}),
            "/changes/endsOn ends_before_start",
        ),
        (json!({"changes": {"standingOfficeId": NOTHING}}), "/changes/standingOfficeId unknown_unit"),
        (
            json!({"changedContents": [{"id": NOTHING, "changes": {"title": "X"}}]}),
            "/changedContents/0/id unknown_content",
        ),
        (
            json!({"addedContents": [{"title": "A", "parentId": NOTHING}]}),
            "/addedContents/0/parentId unknown_content",
        ),
        (json!({"removedContentIds": [NOTHING]}), "/removedContentIds unknown_content"),
    ] {
        let reply = amend(&office, &launched(), changes).await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), [fault]);
    }
    amend(&office, &launched(), json!({"removedContentIds": [sample_id(0x302)]}))
        .await
        .expect_problem(409, "content_has_children");
    amend(&office, &launched(), json!({"changes": {}})).await.expect_problem(400, "nothing_to_change");
}

#[actix_web::test]
async fn only_what_runs_is_amended_and_only_by_its_office() {
    let app = TestApp::start().await;
    let changes = json!({"changes": {"theme": "X"}});
    let office = app.as_user("office").await;
    amend(&office, &draft(), changes.clone()).await.expect_problem(409, "campaign_is_not_running");
    amend(&app.as_user("leader").await, &launched(), changes.clone()).await.expect_problem(403, "forbidden");
    let cancel = json!({"action": "CANCEL", "reason": "Mẫu"});
    app.as_user("leader").await.step_with(&launched(), cancel).await.expect(200);
    amend(&office, &launched(), changes).await.expect_problem(409, "campaign_is_not_running");
}

#[actix_web::test]
async fn amendments_at_once_are_numbered_one_after_the_other() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = launched();
    let replies = futures_util::future::join_all((0..4).map(|n| {
        let (office, path) = (&office, &path);
        async move { amend(office, path, json!({"changes": {"theme": format!("Chủ đề {n}")}})).await }
    }))
    .await;
    let mut numbers: Vec<_> =
        replies.into_iter().map(|reply| reply.expect(201).json()["amendment"]["number"].as_i64()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [Some(1), Some(2), Some(3), Some(4)]);
    let page = office.get(&format!("{path}/amendments?limit=3")).await.expect(200);
    let cursor = page.text("/nextCursor");
    let last = office.get(&format!("{path}/amendments?limit=3&cursor={cursor}")).await.expect(200).json();
    assert_eq!(last["items"][0]["number"], 4);
}
