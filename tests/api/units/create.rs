use serde_json::{Value, json};

use crate::support::{NOTHING, TestApp, units};

fn division(code: &str) -> Value {
    json!({
        "code": code, "name": "Phòng Chuyển đổi số", "kind": "DIVISION",
        "parentId": units::DEPARTMENT, "openedOn": "2026-01-01",
    })
}

#[actix_web::test]
async fn an_administrator_creates_a_unit() {
    let app = TestApp::start().await;
    let reply = app.admin().await.post("/units", division("SNV-CDS")).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    201
    location: /api/v1/units/<id>
    etag: "v1-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "code": "SNV-CDS",
      "name": "Phòng Chuyển đổi số",
      "kind": "DIVISION",
      "parentId": "01980000-0000-7000-8000-000000000101",
      "agencyCode": null,
      "legacyAgencyCode": null,
      "openedOn": "2026-01-01",
      "closedOn": null,
      "startsOn": "2026-01-01",
      "endsOn": null,
      "status": "ACTIVE",
      "allowedActions": [
        "CLOSE"
      ],
      "version": 1,
      "createdAt": "2026-11-23T08:00:00+07:00",
      "updatedAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
}

#[actix_web::test]
async fn a_created_unit_is_where_its_location_says() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let created = admin.post("/units", division("SNV-CDS")).await.expect(201);
    let location = created.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let read = admin.get(&location).await.expect(200);
    assert_eq!(read.json(), created.json());
    assert_eq!(read.header("etag"), created.header("etag"));
}

#[actix_web::test]
async fn a_name_is_stored_composed_and_trimmed() {
    let app = TestApp::start().await;
    let mut body = division("SNV-CDS");
    body["name"] = json!("  Pho\u{300}ng Chuye\u{302}\u{309}n đo\u{302}\u{309}i so\u{302}\u{301} ");
    let created = app.admin().await.post("/units", body).await.expect(201);
    assert_eq!(created.text("/name"), "Phòng Chuyển đổi số");
}

#[actix_web::test]
async fn a_code_is_taken_once() {
    let app = TestApp::start().await;
    let again = app.admin().await.post("/units", division("SNV-VP")).await;
    assert_eq!(again.expect_problem(409, "unit_code_taken").text("/existingId"), units::OFFICE);
}

#[actix_web::test]
async fn an_agency_code_is_taken_for_its_days_only() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut first = division("A1");
    first["agencyCode"] = json!("H37.99");
    first["legacyAgencyCode"] = json!("000.99.99.H37");
    let first = admin.post("/units", first).await.expect(201);
    let mut second = division("A2");
    second["agencyCode"] = json!("H37.99");
    admin.post("/units", second.clone()).await.expect_problem(409, "unit_agency_code_taken");
    second["agencyCode"] = Value::Null;
    second["legacyAgencyCode"] = json!("000.99.99.H37");
    admin.post("/units", second.clone()).await.expect_problem(409, "unit_legacy_agency_code_taken");

    let close = json!({"action": "CLOSE", "effectiveOn": "2026-06-01"});
    admin.transition(&format!("/units/{}", first.text("/id")), 1, close).await.expect(200);
    second["agencyCode"] = json!("H37.99");
    second["openedOn"] = json!("2026-06-01");
    admin.post("/units", second).await.expect(201);
}

#[actix_web::test]
async fn a_parent_must_exist() {
    let app = TestApp::start().await;
    let mut body = division("SNV-CDS");
    body["parentId"] = json!(NOTHING);
    let reply = app.admin().await.post("/units", body).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/parentId unknown_unit"]);
}

#[actix_web::test]
async fn a_unit_stands_within_its_parents_days() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut body = division("SNV-CDS");
    body["parentId"] = json!(units::WARD);
    body["openedOn"] = json!("2025-06-30");
    let reply = admin.post("/units", body.clone()).await.expect_problem(409, "unit_parent_not_in_force");
    insta::assert_snapshot!(reply.text("/detail"), @r"Đơn vị cấp trên tồn tại 2025-07-01…∞, trong khi cần 2025-06-30…∞.");
    body["openedOn"] = json!("2025-07-01");
    admin.post("/units", body).await.expect(201);
}

#[actix_web::test]
async fn every_fault_is_named_at_once() {
    let app = TestApp::start().await;
    let body = json!({
        "code": "thường", "name": " \t", "kind": "MINISTRY", "parentId": 7, "openedOn": "2026-02-30",
        "agencyCode": "h37", "colour": "red",
    });
    let reply = app.admin().await.post("/units", body).await.expect_problem(400, "invalid_request");
    insta::assert_snapshot!(reply.faults().join("\n"), @r"
    /agencyCode wrong_format
    /code wrong_format
    /colour unknown_member
    /kind unknown_value
    /name wrong_format
    /openedOn wrong_format
    /parentId wrong_type
    ");
}

#[actix_web::test]
async fn a_name_is_measured_as_it_will_be_stored() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let create = async |code: &str, name: String| {
        let mut body = division(code);
        body["name"] = json!(name);
        admin.post("/units", body).await
    };
    // Each of these letters becomes two or three in composed form.
    for name in ["\u{fb2c}".repeat(200), "\u{958}".repeat(150)] {
        assert_eq!(
            create("N1", name).await.expect_problem(400, "invalid_request").faults(),
            ["/name too_long"]
        );
    }
    assert_eq!(
        create("N1", "\u{85}".to_owned()).await.expect_problem(400, "invalid_request").faults(),
        ["/name wrong_format"]
    );
    create("N1", "o\u{323}\u{302}".repeat(200)).await.expect(201);
}

#[actix_web::test]
async fn a_text_has_a_length() {
    let app = TestApp::start().await;
    let mut body = division(&"X".repeat(36));
    body["name"] = json!("");
    let reply = app.admin().await.post("/units", body.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/code too_long", "/name too_short", "/name wrong_format"]);
    body["code"] = json!("X".repeat(35));
    body["name"] = json!("ộ".repeat(200));
    app.admin().await.post("/units", body).await.expect(201);
}

#[actix_web::test]
async fn an_administrator_of_a_unit_creates_below_it_and_nowhere_else() {
    let app = TestApp::start().await;
    app.sql("UPDATE role_assignments SET role = 'ADMINISTRATOR' WHERE user_id = (SELECT id FROM users WHERE username = 'office')").await;
    let office = app.as_user("office").await;
    office.post("/units", division("SNV-CDS")).await.expect(201);
    for parent in [Value::Null, json!(units::PROVINCE), json!(units::WARD)] {
        let mut body = division("SNV-XX");
        body["parentId"] = parent;
        office.post("/units", body).await.expect_problem(403, "forbidden");
    }
}
