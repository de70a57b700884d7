use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::{XLSX, chain, faults, list, read, start, summary, upload};
use crate::campaigns::column;
use crate::support::{Reply, TestApp, sample_id};

fn cells(reply: &Reply) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body.clone())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[actix_web::test]
async fn a_long_table_is_read_looked_at_and_written() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, &list(1_200)).await;
    assert_eq!(summary(&admin, &path).await, "READY 1200 0 0");
    let rows = admin.get(&format!("{path}/rows?limit=2")).await.expect(200).json();
    assert_eq!(rows["items"][1]["line"], 3);
    assert_eq!(rows["items"][1]["cells"]["name"], "Đơn vị 1");
    assert_eq!(admin.get("/units?q=X-1199").await.json()["items"], json!([]));

    let committing = admin.step(&path, "COMMIT").await.expect(200);
    assert_eq!(committing.json()["status"], "COMMITTING");
    app.work().await;
    assert_eq!(summary(&admin, &path).await, "COMMITTED 1200 0 1200");
    let written = admin.get("/units?q=X-1199").await.json()["items"][0].clone();
    let row = admin.get(&format!("{path}/rows?limit=200")).await.json()["items"][199].clone();
    assert_eq!(written["code"], "X-1199");
    assert!(row["thingId"].is_string());

    let history = admin.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["COMMIT"]);
    app.run_sequencer().await;
    let audit = app.auditor().await.get("/audit-records?action=IMPORT_FINISHED").await.expect(200).json();
    assert_eq!(audit["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn units_are_written_after_those_above_them() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, &chain(12)).await;
    admin.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(summary(&admin, &path).await, "COMMITTED 12 0 12");
    let lowest = admin.get("/units?q=X-11").await.json()["items"][0].clone();
    assert_eq!(lowest["parent"]["code"], "X-10");
}

#[actix_web::test]
async fn faults_come_back_beside_their_rows_and_the_corrected_table_goes_in() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows = "A-1,Một,Phòng,SNV,01/02/2026\nA-2,,Phòng,SNV,01/02/2026\nA-1,Ba,Phòng,KHONG-CO,2026-01-01\nA-4,Bốn,Phòng,A-5,2026-01-01\nA-5,Năm,Phòng,A-4,2026-01-01\nSNV,Sáu,Phòng,,2026-01-01\n";
    let path = read(&app, &admin, rows).await;
    assert_eq!(summary(&admin, &path).await, "FAULTY 6 5 0");
    assert_eq!(
        faults(&admin, &path).await,
        [
            "/3/name required",
            "/4/code duplicate_row",
            "/4/parentCode unknown_unit",
            "/5/parentCode unit_cycle",
            "/6/parentCode unit_cycle",
            "/7/code unit_code_taken",
        ]
    );
    admin.step(&path, "COMMIT").await.expect_problem(409, "invalid_transition");
    let english = admin.call(Method::GET, &format!("{path}/rows?faulty=true&limit=1"));
    let english = english.header("accept-language", "en").send().await.json();
    assert_eq!(english["items"][0]["errors"][0]["detail"], "This member is required.");

    let table = admin.get(&format!("{path}/content")).await.expect(200);
    let mut told_rows = cells(&table);
    assert_eq!(told_rows[0][0], "Dòng");
    assert_eq!(told_rows[2].last().unwrap(), "Tên đơn vị: Bắt buộc phải có trường này.");
    // The clerk corrects the table that came back, and sends it with its two more columns.
    told_rows.truncate(3);
    told_rows[2][2] = "Hai".to_owned();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in (0_u32..).zip(&told_rows) {
        for (column, cell) in (0_u16..).zip(row) {
            sheet
                .write_string(line, column, if cell.starts_with('4') { "2026-02-01" } else { cell })
                .unwrap();
        }
    }
    let again = start(&admin, XLSX, book.save_to_buffer().unwrap()).await.expect(202).text("/id");
    app.work().await;
    assert_eq!(summary(&admin, &format!("/imports/{again}")).await, "READY 2 0 0");
}

#[actix_web::test]
async fn the_faults_of_ten_thousand_rows_are_told_page_by_page_and_in_one_table() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows: String = (0..10_000).map(|number| format!("X-{number},Tên,Loại lạ,,2026-01-01\n")).collect();
    let path = read(&app, &admin, &rows).await;
    assert_eq!(summary(&admin, &path).await, "FAULTY 10000 10000 0");
    let page = admin.get(&format!("{path}/rows?faulty=true&limit=200")).await.expect(200);
    assert_eq!(page.json()["items"].as_array().unwrap().len(), 200);
    assert!(page.json()["nextCursor"].is_string());
    let table = admin.get(&format!("{path}/content")).await.expect(200);
    assert_eq!(cells(&table).len(), 10_001);
}

#[actix_web::test]
async fn the_same_upload_twice_is_one_import() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let send = async || {
        let call = admin.call(Method::POST, "/imports?kind=UNITS").key("lan-nhap-1");
        call.text("text/csv", &format!("{}{}", super::HEADER, list(1))).send().await
    };
    let (first, second) = (send().await.expect(202), send().await.expect(202));
    assert_eq!(first.text("/id"), second.text("/id"));
    let imports = admin.get("/imports").await.expect(200).json();
    assert_eq!(
        imports["items"].as_array().unwrap().iter().filter(|one| one["id"] == first.json()["id"]).count(),
        1
    );
}

#[actix_web::test]
async fn an_import_is_seen_by_who_uploaded_its_file() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = upload(&admin, &list(1)).await;
    let people = json!({"username": "second", "displayName": "Người thứ hai (mẫu)", "roles": [{"role": "ADMINISTRATOR"}]});
    admin.post("/users", people).await.expect(201);
    app.sql("UPDATE users SET password_expires_at = NULL WHERE username = 'second'").await;
    let other = app.as_user("second").await;
    for path in
        [path.clone(), format!("{path}/rows"), format!("{path}/content"), format!("{path}/transitions")]
    {
        other.get(&path).await.expect_problem(404, "not_found");
    }
    other.transition(&path, 1, json!({"action": "CANCEL"})).await.expect_problem(404, "not_found");
    let ids = |list: Value| column(&list["items"], "id");
    let own = path.trim_start_matches("/imports/").to_owned();
    assert!(!ids(other.get("/imports").await.expect(200).json()).contains(&own));
    assert!(ids(admin.get("/imports").await.expect(200).json()).contains(&own));
}

#[actix_web::test]
async fn an_import_that_nobody_touched_for_a_month_is_removed_with_its_table() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, &list(700)).await;
    app.advance(TimeDelta::days(29));
    app.work().await;
    app.admin().await.get(&format!("{path}/content")).await.expect(200);
    app.advance(TimeDelta::days(2));
    app.work().await;
    app.admin().await.get(&path).await.expect_problem(404, "not_found");
    let id = path.trim_start_matches("/imports/").parse().unwrap();
    assert!(app.parts.state.storage.open(id).await.unwrap().is_none());
}

/// `UPDATE=1 cargo test the_samples_tables` writes the files of the sample anew.
#[actix_web::test]
async fn the_samples_tables_are_what_the_service_makes() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sample/tables");
    let uploaded = fs::read(folder.join("don-vi-2026.csv")).unwrap();
    let import = start(&admin, "text/csv", uploaded).await.expect(202).text("/id");
    let path = "/units?q=SNV&kind=DIVISION";
    let export = admin.post("/exports", json!({"path": path, "format": "CSV"})).await.expect(202).text("/id");
    app.work().await;
    assert_eq!(summary(&admin, &format!("/imports/{import}")).await, "READY 2 0 0");
    let table = admin.get(&format!("/imports/{import}/content")).await.expect(200);
    let list = admin.get(&format!("/exports/{export}/content")).await.expect(200);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(folder.join("don-vi-loi.xlsx"), &table.body).unwrap();
        fs::write(folder.join("don-vi.csv"), &list.body).unwrap();
    }
    let of_sample = async |path: String| admin.get(&path).await.expect(200);
    assert_eq!(cells(&of_sample(format!("/imports/{}/content", sample_id(0x2800))).await), cells(&table));
    assert_eq!(of_sample(format!("/exports/{}/content", sample_id(0x2900))).await.body, list.body);
    let row =
        async |import: &str| admin.get(&format!("/imports/{import}/rows")).await.json()["items"].clone();
    assert_eq!(row(&sample_id(0x2800)).await, row(&import).await);
}
