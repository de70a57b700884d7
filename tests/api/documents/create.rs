use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{directive, directive_with, reference};
use crate::support::TestApp;

#[actix_web::test]
async fn a_standing_office_registers_a_document() {
    let app = TestApp::start().await;
    let reply = app.as_user("office").await.post("/documents", directive()).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    201
    location: /api/v1/documents/<id>
    etag: "v1-<hash>"
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
      "subject": "Về việc phát động thi đua năm 2026 (mẫu)",
      "signerName": null,
      "signerPosition": null,
      "signerAuthority": null,
      "urgency": "NORMAL",
      "link": null,
      "files": [],
      "mayChange": true,
      "version": 1,
      "createdAt": "2026-11-23T08:00:00+07:00",
      "updatedAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
}

#[actix_web::test]
async fn a_registered_document_is_where_its_location_says() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let created = office.post("/documents", directive()).await.expect(201);
    let location = created.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let read = office.get(&location).await.expect(200);
    assert_eq!(read.json(), created.json());
    let etag = read.header("etag").unwrap();
    assert_eq!(created.header("etag"), Some(etag));
    let again = office.call(Method::GET, &location).header("If-None-Match", etag).send().await.expect(304);
    assert_eq!((again.header("etag"), again.body.len()), (Some(etag), 0));
}

#[actix_web::test]
async fn number_and_sign_are_taken_from_what_is_printed() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut lines = Vec::new();
    for display in ["02/CT-UBND", "05/BNV-VP", "62/2020/NĐ-CP", "06/2022/QH15", "34-CT/TW", " 15 / QĐ - SNV "]
    {
        let created = office.post("/documents", json!({"display": display})).await.expect(201);
        lines.push(reference(&created.json()));
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    "02" "CT-UBND" null "02/CT-UBND"
    "05" "BNV-VP" null "05/BNV-VP"
    "62" "NĐ-CP" 2020 "62/2020/NĐ-CP"
    "06" "QH15" 2022 "06/2022/QH15"
    "34" "CT/TW" null "34-CT/TW"
    "15" "QĐ-SNV" null "15/QĐ-SNV"
    "#);
}

#[actix_web::test]
async fn what_is_printed_is_put_together_from_number_and_sign() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut lines = Vec::new();
    for body in [
        json!({"number": "02", "notation": "CT-UBND"}),
        json!({"number": "34", "notation": "CT/TW"}),
        json!({"number": "02", "notation": "CT-UBND", "display": "02/CT-UBND", "year": 2023}),
        json!({"number": "62", "notation": "NĐ-CP", "display": "62/2020/NĐ-CP"}),
        json!({"number": "34", "notation": "CT/TW", "issuedOn": "2014-04-07"}),
        json!({"subject": "Về việc đăng ký thi đua"}),
    ] {
        lines.push(reference(&office.post("/documents", body).await.expect(201).json()));
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    "02" "CT-UBND" null "02/CT-UBND"
    "34" "CT/TW" null "34-CT/TW"
    "02" "CT-UBND" 2023 "02/CT-UBND"
    "62" "NĐ-CP" 2020 "62/2020/NĐ-CP"
    "34" "CT/TW" 2014 "34-CT/TW"
    null null null null
    "#);
}

#[actix_web::test]
async fn references_that_contradict_themselves_are_refused() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut lines = Vec::new();
    for body in [
        json!({"display": "không số"}),
        json!({"display": "02/CT-UBND và văn bản khác"}),
        json!({"number": "02", "notation": "!"}),
        json!({"number": "02"}),
        json!({"notation": "CT-UBND"}),
        json!({"number": "02", "display": "02/CT-UBND"}),
        json!({"number": "03", "notation": "CT-UBND", "display": "02/CT-UBND"}),
        json!({"number": "2", "notation": "CT-UBND", "display": "02/CT-UBND"}),
        json!({"display": "62/2020/NĐ-CP", "issuedOn": "2021-01-01"}),
        json!({"subject": "X", "year": 2020, "issuedOn": "2021-01-01"}),
        json!({"display": "62/2020/NĐ-CP", "year": 2021}),
        json!({"display": "62/9999/NĐ-CP"}),
        json!({"subject": "X", "issuedOn": "0001-01-01"}),
        json!({"display": "1/ABCDEFGHIJ-KLMNOPQRST-UVWXYZABCD"}),
        json!({"type": "Quyết định"}),
    ] {
        let reply = office.post("/documents", body.clone()).await.expect_problem(400, "invalid_request");
        lines.push(format!("{body} {}", reply.faults().join(", ")));
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {"display":"không số"} /display unreadable_reference
    {"display":"02/CT-UBND và văn bản khác"} /display unreadable_reference
    {"number":"02","notation":"!"} /notation unreadable_reference
    {"number":"02"} /notation half_reference
    {"notation":"CT-UBND"} /notation half_reference
    {"number":"02","display":"02/CT-UBND"} /notation half_reference
    {"number":"03","notation":"CT-UBND","display":"02/CT-UBND"} /display reference_differs
    {"number":"2","notation":"CT-UBND","display":"02/CT-UBND"} /display reference_differs
    {"display":"62/2020/NĐ-CP","issuedOn":"2021-01-01"} /issuedOn year_differs
    {"subject":"X","year":2020,"issuedOn":"2021-01-01"} /issuedOn year_differs
    {"display":"62/2020/NĐ-CP","year":2021} /year year_differs
    {"display":"62/9999/NĐ-CP"} /year year_differs
    {"subject":"X","issuedOn":"0001-01-01"} /issuedOn year_differs
    {"display":"1/ABCDEFGHIJ-KLMNOPQRST-UVWXYZABCD"} /display unreadable_reference
    {"type":"Quyết định"} /subject document_says_nothing
    "#);
}

#[actix_web::test]
async fn a_document_is_registered_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let first = office.post("/documents", directive()).await.expect(201).text("/id");
    for twin in [
        json!({}),
        json!({"issuerName": "CHU TICH UBND TINH  (MAU)", "subject": null}),
        json!({"issuedOn": "2026-12-31"}),
        json!({"issuedOn": null, "year": 2026}),
        json!({"display": null, "number": "07", "notation": "CT-UBND"}),
    ] {
        let reply =
            office.post("/documents", directive_with(twin)).await.expect_problem(409, "document_registered");
        assert_eq!(reply.text("/existingId"), first);
        assert!(reply.text("/detail").contains(&first));
    }
    for other in [
        json!({"issuedOn": "2025-03-02"}),
        json!({"display": "08/CT-UBND"}),
        json!({"display": "07/QĐ-UBND"}),
        json!({"issuerName": "Giám đốc Sở Nội vụ"}),
        json!({"issuedOn": null}),
        json!({"issuerName": null}),
        json!({"issuerName": null}),
    ] {
        office.post("/documents", directive_with(other)).await.expect(201);
    }
}

#[actix_web::test]
async fn of_several_registrations_at_once_one_is_made() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let replies = join_all((0..8).map(|_| office.post("/documents", directive()))).await;
    let (made, refused): (Vec<_>, Vec<_>) = replies.into_iter().partition(|reply| reply.status == 201);
    assert_eq!((made.len(), refused.len()), (1, 7));
    for reply in refused {
        assert_eq!(reply.expect_problem(409, "document_registered").text("/existingId"), made[0].text("/id"));
    }
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let app = TestApp::start().await;
    let file = json!({"name": "a\nb", "mediaType": "text", "bytes": -1, "sha256": "abc"});
    let body = json!({
        "type": " ", "issuerName": "X".repeat(201), "number": 7, "year": 1899, "issuedOn": "2026-02-30",
        "urgency": "SLOW", "link": "ftp://vanban.vn", "files": [file], "id": "x", "version": 1,
    });
    let reply =
        app.as_user("office").await.post("/documents", body).await.expect_problem(400, "invalid_request");
    insta::assert_snapshot!(reply.faults().join("\n"), @r"
    /files/0/bytes out_of_range
    /files/0/mediaType wrong_format
    /files/0/name wrong_format
    /files/0/sha256 too_short
    /files/0/sha256 wrong_format
    /id unknown_member
    /issuedOn wrong_format
    /issuerName too_long
    /link wrong_format
    /number wrong_type
    /type wrong_format
    /urgency unknown_value
    /version unknown_member
    /year out_of_range
    ");
}

#[actix_web::test]
async fn everything_that_is_known_is_kept_composed_and_trimmed() {
    let app = TestApp::start().await;
    let body = directive_with(json!({
        "issuerName": "  Chu\u{309} ti\u{323}ch UBND ti\u{309}nh ", "issuerCode": "H37",
        "signerName": "Nguyễn Văn Mẫu", "signerPosition": "Chủ tịch", "signerAuthority": "TM. ỦY BAN NHÂN DÂN",
        "urgency": "FLASH", "link": "https://vanban.example/07",
        "files": [{"name": "07.txt", "mediaType": "text/plain", "bytes": 0, "sha256": "0".repeat(64)}],
    }));
    let created = app.as_user("office").await.post("/documents", body.clone()).await.expect(201).json();
    assert_eq!(created["issuerName"], "Chủ tịch UBND tỉnh");
    for (name, value) in body.as_object().unwrap().iter().filter(|(name, _)| *name != "issuerName") {
        assert_eq!(created[name], *value, "{name}");
    }
}

#[actix_web::test]
async fn only_a_standing_office_registers_documents() {
    let app = TestApp::start().await;
    for stranger in ["admin", "leader", "council-1", "auditor", "unit-snv-vp"] {
        app.as_user(stranger).await.post("/documents", directive()).await.expect_problem(403, "forbidden");
    }
    app.anonymous().post("/documents", directive()).await.expect_problem(401, "unauthenticated");
    app.anonymous().get("/documents").await.expect_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_registration_leaves_one_record_and_one_event() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let before = app.last_event().await;
    let id = office.post("/documents", directive()).await.expect(201).text("/id");
    app.run_sequencer().await;
    let records = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).json();
    let events = office.get(&format!("/events?after={before}")).await.expect(200).json();
    let items = |list: &Value| list["items"].as_array().unwrap().clone();
    let told: Vec<_> =
        items(&records).iter().map(|one| (one["action"].clone(), one["subjectId"].clone())).collect();
    assert_eq!(told, [(json!("DOCUMENT_REGISTERED"), json!(id))]);
    let told: Vec<_> =
        items(&events).iter().map(|one| (one["type"].clone(), one["subject"].clone())).collect();
    assert_eq!(told, [(json!("vn.thidua.document.registered.v1"), json!(format!("document/{id}")))]);
    assert_eq!(
        (&records["items"][0]["before"], &records["items"][0]["after"]["display"]),
        (&Value::Null, &json!("07/CT-UBND"))
    );
}
