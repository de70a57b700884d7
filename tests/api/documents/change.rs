use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{directive, directive_with, office_of, reference, registered};
use crate::support::{NOTHING, TestApp};

#[actix_web::test]
async fn a_correction_raises_the_version_and_leaves_one_record() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive()).await;
    app.advance(chrono::TimeDelta::minutes(1));
    let reply =
        office.patch(&path, 1, json!({"subject": "Nội dung đã sửa", "signerName": "Trần Thị Mẫu"})).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    200
    etag: "v2-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "type": "Chỉ thị",
      "issuerName": "Chủ tịch UBND tỉnh (mẫu)",
      "issuerCode": null,
      "number": "07",
      "notation": "CT-UBND",
      "year": 2026,
      "display": "07/CT-UBND",
      "issuedOn": "2026-03-02",
      "subject": "Nội dung đã sửa",
      "signerName": "Trần Thị Mẫu",
      "signerPosition": null,
      "signerAuthority": null,
      "urgency": "NORMAL",
      "link": null,
      "files": [],
      "mayChange": true,
      "version": 2,
      "createdAt": "2026-11-23T08:00:00+07:00",
      "updatedAt": "2026-11-23T08:01:00+07:00"
    }
    "#);
    app.run_sequencer().await;
    let records = "/audit-records?action=DOCUMENT_CHANGED";
    let records = app.auditor().await.get(records).await.expect(200).json()["items"].clone();
    assert_eq!(records.as_array().unwrap().len(), 1);
    let (before, after) = (&records[0]["before"], &records[0]["after"]);
    assert_eq!((&before["signerName"], &after["signerName"]), (&Value::Null, &json!("Trần Thị Mẫu")));
    assert_eq!((&before["display"], &after["display"]), (&json!("07/CT-UBND"), &json!("07/CT-UBND")));
}

#[actix_web::test]
async fn null_takes_a_value_away_and_absence_keeps_it() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive_with(json!({"issuerCode": "H37", "link": "http://a.vn"}))).await;
    let kept = office.patch(&path, 1, json!({"urgency": "URGENT"})).await.expect(200).json();
    assert_eq!(
        (&kept["issuerCode"], &kept["link"], &kept["urgency"]),
        (&json!("H37"), &json!("http://a.vn"), &json!("URGENT"))
    );
    let names = ["type", "issuerName", "issuerCode", "display", "issuedOn", "link"];
    let nulls: Value = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    let bare = office.patch(&path, 2, nulls).await.expect(200).json();
    for name in names.iter().chain(&["number", "notation", "year"]) {
        assert_eq!(bare[name], Value::Null, "{name}");
    }
    assert_eq!((&bare["urgency"], &bare["files"]), (&json!("URGENT"), &json!([])));
    let reply = office.patch(&path, 3, json!({"subject": null})).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/subject document_says_nothing"]);
}

#[actix_web::test]
async fn number_and_year_follow_what_is_printed_and_the_day() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive()).await;
    let mut lines = Vec::new();
    for (version, patch) in (1..).zip([
        json!({"display": "34-CT/TW"}),
        json!({"issuedOn": "2025-03-02"}),
        json!({"display": "62/2020/NĐ-CP", "issuedOn": "2020-06-01"}),
        json!({"issuedOn": null}),
        json!({"display": null, "year": null}),
        json!({"year": 2019}),
        json!({"year": null}),
    ]) {
        let reply = office.patch(&path, version, patch.clone()).await.expect(200);
        lines.push(format!("{patch}: {}", reference(&reply.json())));
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {"display":"34-CT/TW"}: "34" "CT/TW" 2026 "34-CT/TW"
    {"issuedOn":"2025-03-02"}: "34" "CT/TW" 2025 "34-CT/TW"
    {"display":"62/2020/NĐ-CP","issuedOn":"2020-06-01"}: "62" "NĐ-CP" 2020 "62/2020/NĐ-CP"
    {"issuedOn":null}: "62" "NĐ-CP" 2020 "62/2020/NĐ-CP"
    {"display":null,"year":null}: null null null null
    {"year":2019}: null null 2019 null
    {"year":null}: null null null null
    "#);
}

#[actix_web::test]
async fn a_correction_that_contradicts_the_rest_is_refused() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive()).await;
    for (patch, fault) in [
        (json!({"display": "không số"}), "/display unreadable_reference"),
        (json!({"display": "62/2020/NĐ-CP"}), "/issuedOn year_differs"),
        (json!({"year": 2025}), "/issuedOn year_differs"),
        (json!({"year": 2025, "issuedOn": "2024-01-01"}), "/issuedOn year_differs"),
    ] {
        let reply = office.patch(&path, 1, patch.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), [fault], "{patch}");
    }
}

#[actix_web::test]
async fn a_patch_that_changes_nothing_leaves_no_trace() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive()).await;
    app.run_sequencer().await;
    let before = app.last_event().await;
    let same = office.patch(&path, 1, directive()).await.expect(200);
    assert_eq!(same.json()["version"], 1);
    office.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before);
}

#[actix_web::test]
async fn a_correction_needs_the_version_it_was_made_from() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive()).await;
    let call = || office.call(Method::PATCH, &path).merge_patch(&json!({"subject": "X"}));
    call().send().await.expect_problem(428, "if_match_required");
    let star = call().header("If-Match", "*").send().await.expect_problem(400, "invalid_request");
    assert_eq!(star.faults(), ["If-Match wrong_format"]);
    let etag = office.get(&path).await.header("etag").unwrap().to_owned();
    call().header("If-Match", &etag).send().await.expect(200);
    let stale = call().header("If-Match", &etag).send().await.expect_problem(412, "stale_version");
    assert_eq!(stale.json()["currentVersion"], 2);
}

#[actix_web::test]
async fn of_several_corrections_at_once_one_is_made() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive()).await;
    let patches = (0..8).map(|n| json!({"subject": format!("Nội dung {n}")}));
    let replies = join_all(patches.map(|patch| office.patch(&path, 1, patch))).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
}

#[actix_web::test]
async fn what_a_patch_does_not_know_it_refuses() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive()).await;
    let patch = json!({
        "number": "08", "notation": "CT-UBND", "version": 7, "registeredBy": null, "urgency": null, "files": null,
        "subject": "", "link": "www.vanban.vn", "year": 3000,
    });
    let reply = office.patch(&path, 1, patch).await.expect_problem(400, "invalid_request");
    insta::assert_snapshot!(reply.faults().join("\n"), @r"
    /files wrong_type
    /link wrong_format
    /notation unknown_member
    /number unknown_member
    /registeredBy unknown_member
    /subject too_short
    /subject wrong_format
    /urgency unknown_value
    /urgency wrong_type
    /version unknown_member
    /year out_of_range
    ");
}

#[actix_web::test]
async fn a_correction_does_not_make_a_twin() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let first = office.post("/documents", directive()).await.expect(201).text("/id");
    let other = registered(&office, directive_with(json!({"display": "08/CT-UBND"}))).await;
    let reply = office.patch(&other, 1, json!({"display": "07/CT-UBND"})).await;
    assert_eq!(reply.expect_problem(409, "document_registered").text("/existingId"), first);
    let free = json!({"display": "07/CT-UBND", "issuedOn": "2025-03-02"});
    office.patch(&other, 1, free).await.expect(200);
}

#[actix_web::test]
async fn a_document_is_corrected_by_who_registered_it_or_by_the_province() {
    let app = TestApp::start().await;
    office_of(&app, "leader", Some("SNV")).await;
    office_of(&app, "council-1", None).await;
    let path = registered(&app.as_user("office").await, directive()).await;
    for (username, may_change) in
        [("office", true), ("leader", false), ("council-1", true), ("unit-p-tt", false)]
    {
        let actor = app.as_user(username).await;
        assert_eq!(actor.get(&path).await.expect(200).json()["mayChange"], may_change, "{username}");
        assert_eq!(
            actor.get("/documents?limit=1").await.json()["items"][0]["mayChange"],
            may_change,
            "{username}"
        );
        if !may_change {
            actor.patch(&path, 1, json!({"subject": "X"})).await.expect_problem(403, "forbidden");
        }
    }
    let province = app.as_user("council-1").await;
    province.patch(&path, 1, json!({"subject": "X"})).await.expect(200);
    app.sql("DELETE FROM role_assignments WHERE user_id = (SELECT id FROM users WHERE username = 'office')")
        .await;
    let office = app.as_user("office").await;
    assert_eq!(office.get(&path).await.expect(200).json()["mayChange"], false);
    office.patch(&path, 2, json!({"subject": "Y"})).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn a_document_that_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("/documents/{NOTHING}");
    office.get(&path).await.expect_problem(404, "not_found");
    office.patch(&path, 1, json!({"subject": "X"})).await.expect_problem(404, "not_found");
}
