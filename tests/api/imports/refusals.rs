use reqwest::Method;
use serde_json::json;

use super::{HEADER, XLSX, chain, faults, list, read, start, summary, upload};
use crate::support::{TestApp, units};

#[actix_web::test]
async fn a_file_that_can_not_be_read_says_why() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows = |count: usize| format!("{HEADER}{}", "X,Tên,OTHER,,2026-01-01\n".repeat(count)).into_bytes();
    for (media_type, bytes, code) in [
        (XLSX, b"PK\x03\x04 no archive".to_vec(), "broken_file"),
        (XLSX, b"\xD0\xCF\x11\xE0 no container".to_vec(), "broken_file"),
        ("text/csv", "Họ tên,Tuổi\nAn,30\n".into(), "wrong_columns"),
        ("text/csv", HEADER.into(), "table_without_rows"),
        ("text/csv", format!("{HEADER}A,B\n").into_bytes(), "malformed_csv"),
        ("text/csv", rows(200_001), "too_many_rows"),
    ] {
        let path = format!("/imports/{}", start(&admin, media_type, bytes).await.expect(202).text("/id"));
        app.work().await;
        let import = admin.get(&path).await.expect(200).json();
        assert_eq!((&import["status"], &import["problem"]["code"]), (&json!("UNREADABLE"), &json!(code)));
        assert_eq!((&import["rowsRead"], &import["allowedActions"]), (&json!(0), &json!([])));
        admin.get(&format!("{path}/content")).await.expect_problem(409, "import_not_read");
    }
}

#[actix_web::test]
async fn what_is_no_upload_is_refused_at_once() {
    let app = TestApp::start().await;
    let (admin, officer) = (app.admin().await, app.as_user("unit-snv-vp").await);
    start(&officer, "text/csv", list(1).into_bytes()).await.expect_problem(403, "forbidden");
    start(&admin, "text/csv", Vec::new()).await.expect_problem(422, "empty_file");
    start(&admin, "application/json", b"{}".to_vec()).await.expect_problem(415, "unsupported_media_type");
    let other = admin.call(Method::POST, "/imports?kind=NOTHING").text("text/csv", "a").send().await;
    other.expect_problem(400, "invalid_request");
    let large = start(&admin, "text/csv", vec![b'a'; 20 * 1024 * 1024 + 1]).await;
    large.expect_problem(413, "too_large");
    let form = admin.call(Method::POST, "/imports?kind=UNITS");
    let form = form.text(
        "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\na\r\n--x--\r\n",
    );
    form.send().await.expect_problem(400, "invalid_request");
}

#[actix_web::test]
async fn one_person_has_five_open_imports_at_most() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut last = String::new();
    // One of the sample waits too.
    for _ in 0..4 {
        last = upload(&admin, &list(1)).await;
    }
    let refused = start(&admin, "text/csv", b"a".to_vec()).await.expect_problem(409, "too_many_imports");
    assert!(refused.text("/detail").contains('5'));
    admin.step(&last, "CANCEL").await.expect(200);
    upload(&admin, &list(1)).await;
    // What was cancelled before anybody read it is not read.
    app.work().await;
    assert_eq!(summary(&admin, &last).await, "CANCELLED 0 0 0");
}

#[actix_web::test]
async fn what_others_changed_meanwhile_stands_in_the_way_of_its_row_alone() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, "A-1,Một,OTHER,SNV,2026-01-01\nA-2,Hai,OTHER,A-1,2026-01-01\nA-3,Ba,OTHER,A-4,2026-01-01\nA-4,Bốn,OTHER,SNV,2026-01-01\n").await;
    let taken = json!({"code": "A-4", "name": "Đơn vị khác", "kind": "OTHER", "openedOn": "2026-06-01"});
    admin.post("/units", taken).await.expect(201);
    admin.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(summary(&admin, &path).await, "COMMITTED 4 2 2");
    assert_eq!(
        faults(&admin, &path).await,
        ["/4/parentCode unit_parent_not_in_force", "/5/code unit_code_taken"]
    );
}

#[actix_web::test]
async fn who_no_longer_keeps_units_writes_none() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ready = read(&app, &admin, &list(1)).await;
    let path = read(&app, &admin, &list(2)).await;
    admin.step(&path, "COMMIT").await.expect(200);
    app.sql("UPDATE role_assignments SET ends_before = '2026-11-23' WHERE user_id = (SELECT id FROM users WHERE username = 'admin')").await;
    assert_eq!(app.admin().await.get(&ready).await.expect(200).json()["allowedActions"], json!([]));
    app.work().await;
    assert_eq!(summary(&app.admin().await, &path).await, "COMMITTED 2 2 0");
    assert_eq!(
        faults(&app.admin().await, &path).await,
        ["/2/parentCode forbidden", "/3/parentCode forbidden"]
    );
}

#[actix_web::test]
async fn who_is_disabled_writes_none() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, &list(1)).await;
    admin.step(&path, "COMMIT").await.expect(200);
    app.sql("UPDATE users SET status = 'DISABLED' WHERE username = 'admin'").await;
    app.work().await;
    app.sql("UPDATE users SET status = 'ACTIVE' WHERE username = 'admin'").await;
    assert_eq!(summary(&app.admin().await, &path).await, "COMMITTED 1 1 0");
}

#[actix_web::test]
async fn an_administrator_of_a_unit_brings_in_what_is_below_it() {
    let app = TestApp::start().await;
    app.sql("UPDATE role_assignments SET role = 'ADMINISTRATOR' WHERE user_id = (SELECT id FROM users WHERE username = 'office')").await;
    let office = app.as_user("office").await;
    let below = "Y-1,Một,OTHER,SNV,2026-01-01\nY-2,Hai,OTHER,Y-1,2026-01-01\n";
    let path =
        read(&app, &office, &format!("{below}Y-3,Ba,OTHER,UBND,2026-01-01\nY-4,Bốn,OTHER,Y-3,2026-01-01\n"))
            .await;
    assert_eq!(faults(&office, &path).await, ["/4/parentCode forbidden", "/5/parentCode forbidden"]);
    let path = read(&app, &office, below).await;
    office.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(summary(&office, &path).await, "COMMITTED 2 0 2");
}

#[actix_web::test]
async fn the_tree_has_so_many_levels() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    // The department stands on the second level of forty.
    let path = read(&app, &admin, &chain(39)).await;
    assert_eq!(summary(&admin, &path).await, "FAULTY 39 1 0");
    assert_eq!(faults(&admin, &path).await, ["/2/parentCode unit_too_deep"]);
    let at_once = admin.call(Method::POST, "/units/import");
    let at_once = at_once.bytes("text/csv", format!("{HEADER}{}", chain(39)).into_bytes()).send().await;
    assert_eq!(at_once.expect_problem(400, "invalid_request").faults(), ["/2/parentCode unit_too_deep"]);
    let path = read(&app, &admin, &chain(38)).await;
    admin.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(summary(&admin, &path).await, "COMMITTED 38 0 38");
    let lowest = admin.get("/units?q=X-37").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let below = json!({"code": "X-38", "name": "Quá sâu", "kind": "OTHER", "parentId": lowest, "openedOn": "2026-01-01"});
    admin.post("/units", below).await.expect_problem(409, "unit_too_deep");
    let lower = admin.get("/units?q=X-36").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    // Alone it has room there, with the unit below it it has none.
    let create = async |code: &str, parent: &str| {
        let unit = json!({"code": code, "name": code, "kind": "OTHER", "parentId": parent, "openedOn": "2026-01-01"});
        admin.post("/units", unit).await.expect(201).text("/id")
    };
    let (alone, above) = (create("Y-1", units::PROVINCE).await, create("Z-1", units::PROVINCE).await);
    create("Z-2", &above).await;
    let there = json!({"effectiveOn": "2026-02-01", "parentId": lower});
    admin.patch(&format!("/units/{alone}"), 1, there.clone()).await.expect(200);
    admin.patch(&format!("/units/{above}"), 1, there).await.expect_problem(409, "unit_too_deep");
}

#[actix_web::test]
async fn a_faulty_row_is_told_once_and_not_again_at_the_rows_below() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, "B-1,Một,OTHER,SNV,31/02/2026\nB-2,Hai,OTHER,B-1,2026-01-01\n").await;
    assert_eq!(faults(&admin, &path).await, ["/2/openedOn wrong_format"]);
}
