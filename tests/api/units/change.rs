use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{NOTHING, TestApp, units};

#[actix_web::test]
async fn a_new_name_holds_from_its_day_on() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let office = format!("/units/{}", units::OFFICE);
    let patch = json!({"name": "Văn phòng Sở Nội vụ", "effectiveOn": "2026-03-01"});
    let reply = admin.patch(&office, 1, patch).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    200
    etag: "v2-<hash>"
    content-language: vi
    {
      "id": "01980000-0000-7000-8000-000000000102",
      "code": "SNV-VP",
      "name": "Văn phòng Sở Nội vụ",
      "kind": "DIVISION",
      "parentId": "01980000-0000-7000-8000-000000000101",
      "agencyCode": null,
      "legacyAgencyCode": null,
      "openedOn": "2004-01-01",
      "closedOn": null,
      "startsOn": "2026-03-01",
      "endsOn": null,
      "status": "ACTIVE",
      "allowedActions": [
        "CLOSE"
      ],
      "version": 2,
      "createdAt": "2023-01-03T08:00:00+07:00",
      "updatedAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
    let name_on = async |day: &str| admin.get(&format!("{office}?asOf={day}")).await.text("/name");
    assert_eq!(name_on("2026-02-28").await, "Văn phòng Sở");
    assert_eq!(name_on("2026-03-01").await, "Văn phòng Sở Nội vụ");
    assert_eq!(name_on("2000-01-01").await, "Văn phòng Sở");
}

#[actix_web::test]
async fn the_versions_tell_what_a_unit_was() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let office = format!("/units/{}", units::OFFICE);
    admin.patch(&office, 1, json!({"name": "B", "effectiveOn": "2026-03-01"})).await.expect(200);
    admin.patch(&office, 2, json!({"name": "A2", "effectiveOn": "2004-01-01"})).await.expect(200);
    let versions = admin.get(&format!("{office}/versions")).await.expect(200).json();
    let told: Vec<_> = versions["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| format!("{} {} {}", version["startsOn"], version["endsOn"], version["name"]))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "2004-01-01" "2026-02-28" "A2"
    "2026-03-01" null "B"
    "#);
}

#[actix_web::test]
async fn a_planned_change_stays_when_an_earlier_one_comes_in() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let office = format!("/units/{}", units::OFFICE);
    admin.patch(&office, 1, json!({"name": "Sau", "effectiveOn": "2027-01-01"})).await.expect(200);
    let now = admin.patch(&office, 2, json!({"name": "Nay"})).await.expect(200);
    assert_eq!((now.text("/name"), now.text("/endsOn")), ("Nay".to_owned(), "2026-12-31".to_owned()));
    assert_eq!(admin.get(&format!("{office}?asOf=2027-01-01")).await.text("/name"), "Sau");
}

#[actix_web::test]
async fn null_takes_a_value_away_and_absence_keeps_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let office = format!("/units/{}", units::OFFICE);
    admin.patch(&office, 1, json!({"agencyCode": "H37.98"})).await.expect(200);
    let kept = admin.patch(&office, 2, json!({"name": "X"})).await.expect(200);
    assert_eq!(kept.text("/agencyCode"), "H37.98");
    let gone = admin.patch(&office, 3, json!({"agencyCode": null})).await.expect(200);
    assert_eq!(gone.json()["agencyCode"], Value::Null);
}

#[actix_web::test]
async fn a_patch_that_changes_nothing_leaves_no_trace() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let office = format!("/units/{}", units::OFFICE);
    let same = admin.patch(&office, 1, json!({"name": "Văn phòng Sở"})).await.expect(200);
    assert_eq!(same.json()["version"], 1);
    let empty = admin.patch(&office, 1, json!({"effectiveOn": "2026-01-01"})).await;
    empty.expect_problem(400, "nothing_to_change");
}

#[actix_web::test]
async fn a_change_outside_the_units_days_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let centre = format!("/units/{}", units::ARCHIVE);
    let early = admin.patch(&centre, 1, json!({"name": "X", "effectiveOn": "2012-12-31"})).await;
    assert_eq!(early.expect_problem(400, "invalid_request").faults(), ["/effectiveOn before_unit_opens"]);
    let close = json!({"action": "CLOSE", "effectiveOn": "2026-06-01"});
    admin.step_with(&centre, close).await.expect(200);
    let late = admin.patch(&centre, 2, json!({"name": "X"})).await;
    assert_eq!(late.expect_problem(400, "invalid_request").faults(), ["/effectiveOn after_unit_closes"]);
}

#[actix_web::test]
async fn a_unit_is_never_put_below_itself() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (department, office) = (units::DEPARTMENT, units::OFFICE);
    let below = json!({"parentId": office});
    admin.patch(&format!("/units/{department}"), 1, below.clone()).await.expect_problem(409, "unit_cycle");
    admin.patch(&format!("/units/{office}"), 1, below).await.expect_problem(409, "unit_cycle");
    // A circle that would close only later, when a planned move takes effect, is a circle too.
    let later = json!({"parentId": units::INSPECTORATE, "effectiveOn": "2027-01-01"});
    admin.patch(&format!("/units/{office}"), 1, later).await.expect(200);
    let back = json!({"parentId": office, "effectiveOn": "2026-06-01"});
    admin.patch(&format!("/units/{}", units::INSPECTORATE), 1, back).await.expect_problem(409, "unit_cycle");
}

#[actix_web::test]
async fn a_change_needs_the_version_it_was_made_from() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let office = format!("/units/{}", units::OFFICE);
    let patch = json!({"name": "X"});
    let call = || admin.call(Method::PATCH, &office).merge_patch(&patch);
    call().send().await.expect_problem(428, "if_match_required");
    let star = call().header("If-Match", "*").send().await.expect_problem(400, "invalid_request");
    assert_eq!(star.faults(), ["If-Match wrong_format"]);
    let etag = admin.get(&office).await.header("etag").unwrap().to_owned();
    call().header("If-Match", &etag).send().await.expect(200);
    let stale = call().header("If-Match", &etag).send().await.expect_problem(412, "stale_version");
    assert_eq!(stale.json()["currentVersion"], 2);
}

#[actix_web::test]
async fn what_a_patch_does_not_know_it_refuses() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let office = format!("/units/{}", units::OFFICE);
    let patch = json!({"code": "NEW", "status": "CLOSED", "version": 7, "name": null, "kind": null});
    let reply = admin.patch(&office, 1, patch).await.expect_problem(400, "invalid_request");
    insta::assert_snapshot!(reply.faults().join("\n"), @r"
    /code unknown_member
    /kind unknown_value
    /kind wrong_type
    /name wrong_type
    /status unknown_member
    /version unknown_member
    ");
}

#[actix_web::test]
async fn moving_a_unit_needs_rights_on_both_ends() {
    let app = TestApp::start().await;
    app.sql("UPDATE role_assignments SET role = 'ADMINISTRATOR' WHERE user_id = (SELECT id FROM users WHERE username = 'office')").await;
    let office = app.as_user("office").await;
    let path = format!("/units/{}", units::OFFICE);
    office.patch(&path, 1, json!({"parentId": units::PROVINCE})).await.expect_problem(403, "forbidden");
    office.patch(&path, 1, json!({"parentId": null})).await.expect_problem(403, "forbidden");
    office.patch(&path, 1, json!({"parentId": units::INSPECTORATE})).await.expect(200);
    office
        .patch(&format!("/units/{}", units::WARD), 1, json!({"name": "X"}))
        .await
        .expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn a_unit_that_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/units/{NOTHING}");
    admin.patch(&path, 1, json!({"name": "X"})).await.expect_problem(404, "not_found");
    admin.get(&path).await.expect_problem(404, "not_found");
    admin.get(&format!("{path}/versions")).await.expect_problem(404, "not_found");
}
