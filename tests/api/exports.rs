//! Lists and figures as tables: the right forms, real numbers and days, and back in again unchanged.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Actor, Reply, TestApp, contract, document, sample_id, units};

const CSV: &str = "text/csv";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn take_out(actor: &Actor<'_>, path: &str, media_type: &str) -> Reply {
    actor.call(Method::GET, path).header("accept", media_type).send().await
}

/// The cells of every sheet, as a second library reads them.
fn sheets(reply: &Reply) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body.clone())).unwrap();
    let names = book.sheet_names();
    let cells = |name: &String| {
        let range = book.worksheet_range(name).unwrap();
        (name.clone(), range.rows().map(<[Data]>::to_vec).collect())
    };
    names.iter().map(cells).collect()
}

#[actix_web::test]
async fn a_list_is_given_as_a_table() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let reply = take_out(&admin, "/units?q=SNV", CSV).await.expect(200);
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    let name = reply.header("content-disposition").unwrap();
    assert!(name.contains("don-vi-2026-11-23.csv"), "{name}");
    let mut lines = reply.raw().trim_start_matches('\u{feff}').lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines.remove(0),
        "Mã đơn vị,Tên đơn vị,Loại đơn vị,Mã đơn vị cấp trên,Đơn vị cấp trên,Mã định danh,Mã định danh cũ,Ngày bắt đầu,Ngày kết thúc,Trạng thái"
    );
    let office = lines.iter().find(|line| line.starts_with("SNV,")).unwrap();
    assert!(office.contains("\"Sở, ban, ngành cấp tỉnh\",UBND,"), "{office}");
    assert!(office.ends_with("Đang hoạt động"), "{office}");

    let reply = take_out(&admin, "/units?q=SNV", XLSX).await.expect(200);
    let (name, rows) = sheets(&reply).remove(0);
    assert_eq!((name.as_str(), rows.len()), ("Đơn vị", lines.len() + 1));
    assert!(matches!(rows[1][7], Data::DateTime(_)), "{:?}", rows[1]);
}

#[actix_web::test]
async fn figures_are_numbers_and_are_broken_down_as_asked() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let campaign = format!("/campaigns/{}", crate::support::sample_id(0x300));
    for (query, title) in [
        ("", "Tiến độ theo đơn vị"),
        ("?groupBy=UNIT", "Tiến độ theo đơn vị"),
        ("?groupBy=CONTENT", "Tiến độ theo nội dung"),
    ] {
        let reply = take_out(&office, &format!("{campaign}/progress{query}"), XLSX).await.expect(200);
        let (name, rows) = sheets(&reply).remove(0);
        assert_eq!(name, title);
        let shares = rows.iter().flatten().filter(|cell| matches!(cell, Data::Float(share) if *share > 1.0));
        assert!(shares.count() > 1, "{rows:?}");
    }
    let rates = take_out(&office, &format!("{campaign}/reporting-rates"), XLSX).await.expect(200);
    assert!(sheets(&rates)[0].1.len() > 1);
}

#[actix_web::test]
async fn every_table_is_given_in_both_forms_and_its_columns_stand_in_the_document() {
    let app = TestApp::start().await;
    let (campaign, decision, fund) = (sample_id(0x300), sample_id(0x3f_0001), sample_id(0x45_0001));
    let tables = &contract().tables.by_operation;
    assert!(tables.len() > 10);
    for (path, item) in document()["paths"].as_object().unwrap() {
        let operation = &item["get"];
        let Some(spec) = operation["operationId"].as_str().and_then(|id| tables.get(id)) else { continue };
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        for spec in [Some(*spec), spec.or].into_iter().flatten() {
            let entry = member(&member(schema, spec.rows), "/0");
            let nested = spec.nested.map(|pointer| member(&member(&entry, pointer), "/0"));
            for column in spec.columns {
                let (schema, pointer) = match column.pointer.strip_prefix('+') {
                    Some(pointer) => (nested.clone().unwrap(), pointer),
                    None => (entry.clone(), column.pointer),
                };
                assert!(!member(&schema, pointer).is_null(), "{path}: {}", column.pointer);
            }
        }
        let user = if path.contains("audit") { "auditor" } else { "office" };
        let actor = if path == "/users" { app.admin().await } else { app.as_user(user).await };
        if path.starts_with("/reporting-periods") {
            continue;
        }
        for media_type in [CSV, XLSX] {
            let query = match path.as_str() {
                "/statistics/award-share" => "?by=CLASS".to_owned(),
                path if path.starts_with("/statistics/forms") => {
                    format!("?row=01&year=2023&unitId={}", sample_id(0x101))
                }
                _ => String::new(),
            };
            let id = match path.split('/').nth(1) {
                Some("decisions") => &decision,
                Some("funds") => &fund,
                _ => &campaign,
            };
            let path = path.replace("{id}", id).replace("{form}", "0601") + &query;
            let reply = take_out(&actor, &path, media_type).await.expect(200);
            assert!(reply.header("content-type").unwrap().starts_with(media_type), "{path}");
            assert_eq!(reply.header("vary"), Some("Accept, Accept-Language"));
        }
    }
}

/// The schema of what stands at a pointer.
fn member(schema: &Value, pointer: &str) -> Value {
    let mut found = resolved(schema);
    for name in pointer.split('/').skip(1) {
        found = resolved(if name == "0" { &found["items"] } else { &found["properties"][name] });
    }
    found
}

fn resolved(schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        return resolved(document().pointer(name.trim_start_matches('#')).unwrap());
    }
    let parts = ["oneOf", "anyOf", "allOf"].iter().find_map(|name| schema[name].as_array());
    match parts.and_then(|parts| parts.iter().find(|part| part["type"] != "null")) {
        Some(part) => resolved(part),
        None => schema.clone(),
    }
}

#[actix_web::test]
async fn what_was_taken_out_is_brought_back_in_unchanged() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let unit = json!({"code": "CT-1", "name": "=1+1, \"Phòng\"", "kind": "DIVISION", "parentId": units::DEPARTMENT, "openedOn": "2026-02-01"});
    admin.post("/units", unit).await.expect(201);
    let other = TestApp::start().await;
    let there = other.admin().await;
    for (media_type, is_guarded) in [(CSV, true), (XLSX, false)] {
        let table = take_out(&admin, "/units?q=CT-1", media_type).await.expect(200);
        assert_eq!(table.raw().contains("'=1+1"), is_guarded);
        let call =
            there.call(Method::POST, "/units/import?dryRun=true").bytes(media_type, table.body.clone());
        assert_eq!(call.send().await.expect(200).json()["created"], 1);
    }
    let table = take_out(&admin, "/units?q=CT-1", CSV).await.expect(200);
    there.call(Method::POST, "/units/import").bytes(CSV, table.body.clone()).send().await.expect(200);
    let back = there.get("/units?q=CT-1").await.json()["items"][0].clone();
    assert_eq!(
        [&back["name"], &back["kind"], &back["openedOn"], &back["parent"]["code"]],
        ["=1+1, \"Phòng\"", "DIVISION", "2026-02-01", "SNV"]
    );
    let again = take_out(&there, "/units?q=CT-1", CSV).await.expect(200);
    assert_eq!(again.raw(), table.raw());
}

#[actix_web::test]
async fn what_can_not_be_given_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    take_out(&admin, "/me", CSV).await.expect_problem(406, "not_acceptable");
    take_out(&admin, "/units", "application/pdf").await.expect_problem(406, "not_acceptable");
    for accepted in ["*/*", "application/*", "text/html, */*;q=0.8", "application/json, text/csv;q=0.5"] {
        let reply = take_out(&admin, "/units", accepted).await.expect(200);
        assert_eq!(reply.header("content-type"), Some("application/json"), "{accepted}");
    }
    let reply = take_out(&admin, "/units", "application/json;q=0.1, text/csv").await.expect(200);
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    app.sql(
        "WITH made AS (
            INSERT INTO units (id, code, opened_on, version, created_at, updated_at)
            SELECT gen_random_uuid(), 'N' || n, '2026-01-01', 1, now(), now() FROM generate_series(1, 5001) AS n
            RETURNING id, code)
        INSERT INTO unit_versions (id, unit_id, starts_on, name, name_folded, search_text, kind)
        SELECT gen_random_uuid(), id, '2026-01-01', code, lower(code), lower(code), 'OTHER' FROM made",
    )
    .await;
    take_out(&admin, "/units", XLSX).await.expect_problem(409, "export_too_large");
    let whole = take_out(&admin, "/units", CSV).await.expect(200);
    assert!(whole.raw().lines().count() > 5_001, "plain text is sent as it is read, however long");
    let part = take_out(&admin, "/units?q=N12", CSV).await.expect(200);
    assert!(part.raw().lines().count() > 100);
}

#[actix_web::test]
async fn an_office_sees_who_is_late_and_by_how_many_days() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("/campaigns/{}/late-reports", crate::support::sample_id(0x300));
    let late = office.get(&path).await.expect(200).json()["items"].as_array().unwrap().clone();
    assert!(!late.is_empty());
    for report in &late {
        let day = |member: &str| report[member].as_str().map(|day| day.parse::<chrono::NaiveDate>().unwrap());
        let came = day("submittedOn").unwrap_or_else(|| app.now().date_naive());
        assert_eq!(report["daysLate"], (came - day("dueOn").unwrap()).num_days(), "{report}");
        assert!(report["daysLate"].as_i64().unwrap() > 0, "{report}");
    }
    let stalled = office.get(&path.replace("late-reports", "stalled")).await.expect(200).json();
    let missing: i64 = stalled["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["missingReportCount"].as_i64().unwrap())
        .sum();
    let overdue = late.iter().filter(|report| report["submittedOn"].is_null()).count();
    assert_eq!(i64::try_from(overdue).unwrap(), missing);
    let mut paged = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let page = office.get(&format!("{path}{query}")).await.expect(200).json();
        paged.extend(page["items"].as_array().unwrap().clone());
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("?limit=2&cursor={cursor}");
    }
    assert_eq!(paged, late);
    app.as_user("unit-snv-tts").await.get(&path).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn pledges_are_taken_out_with_their_items() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("/campaigns/{}/pledge-items", crate::support::sample_id(0x300));
    let whole = office.get(&format!("{path}?limit=200")).await.expect(200).json()["items"].clone();
    let whole = whole.as_array().unwrap();
    assert!(whole.len() > 20);
    let mut paged = Vec::new();
    let mut query = "?limit=7".to_owned();
    loop {
        let page = office.get(&format!("{path}{query}")).await.expect(200).json();
        paged.extend(page["items"].as_array().unwrap().clone());
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("?limit=7&cursor={cursor}");
    }
    assert_eq!(&paged, whole);
    let pledge =
        office.get(&format!("/pledges/{}", whole[0]["pledgeId"].as_str().unwrap())).await.expect(200).json();
    assert_eq!(pledge["unit"]["code"], whole[0]["unit"]["code"]);
    let sheet = sheets(&take_out(&office, &path, XLSX).await.expect(200)).remove(0).1;
    assert_eq!(sheet.len(), whole.len() + 1);
    assert!(sheet[1..].iter().any(|row| matches!(row[8], Data::Float(_))), "{:?}", sheet[1]);
}
