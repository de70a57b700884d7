//! Lists that are too long for one request: a job makes a file of them.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::exports::XLSX;
use crate::imports::{faults, import_file, list, read, summary};
use crate::support::{Actor, Reply, TestApp, sample_id};

async fn start(actor: &Actor<'_>, path: &str, format: &str) -> Reply {
    actor.post("/exports", json!({"path": path, "format": format})).await
}

/// Asks for a file and lets jobs make it; answers with the export's path and what it became.
async fn make(app: &TestApp, actor: &Actor<'_>, path: &str, format: &str) -> (String, Value) {
    let started = start(actor, path, format).await.expect(202);
    assert_eq!(started.json()["status"], "MAKING");
    let export = format!("/exports/{}", started.text("/id"));
    assert_eq!(started.header("location"), Some(format!("/api/v1{export}").as_str()));
    app.work().await;
    let made = actor.get(&export).await.expect(200).json();
    (export, made)
}

fn lines(file: &Reply) -> Vec<String> {
    file.raw().trim_start_matches('\u{feff}').lines().map(str::to_owned).collect()
}

#[actix_web::test]
async fn a_list_that_is_too_long_is_made_into_a_file_by_a_job() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let import = read(&app, &admin, &list(6_000)).await;
    admin.step(&import, "COMMIT").await.expect(200);
    app.work().await;
    let call = admin.call(reqwest::Method::GET, "/units?kind=OTHER&sort=code").header("accept", XLSX);
    let refused = call.send().await.expect_problem(409, "export_too_large").json();
    assert_eq!(refused["export"], json!({"path": "/units?kind=OTHER&sort=code", "format": "XLSX"}));
    // What the refusal names is the body to send.
    let (path, made) = make(&app, &admin, refused["export"]["path"].as_str().unwrap(), "CSV").await;
    let rows = usize::try_from(made["rows"].as_u64().unwrap()).unwrap();
    assert!(made["status"] == "MADE" && rows >= 6_000, "{made}");
    let file = admin.get(&format!("{path}/content")).await.expect(200);
    assert_eq!(file.header("content-type"), Some("text/csv"));
    assert!(file.header("content-disposition").unwrap().contains("don-vi-2026-11-23.csv"));
    let sent = admin.call(reqwest::Method::GET, "/units?kind=OTHER&sort=code").header("accept", "text/csv");
    assert_eq!(sent.send().await.expect(200).body, file.body, "as it is sent while it is read");
    let lines = lines(&file);
    assert_eq!(lines.len(), rows + 1);
    let mut codes: Vec<&str> = lines.iter().skip(1).filter_map(|line| line.split(',').next()).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
    // The file is a table that goes in again: every unit is there already, and nothing else is wrong.
    let again = format!("/imports/{}", import_file(&admin, file.body.clone()).await.expect(202).text("/id"));
    app.work().await;
    assert_eq!(summary(&admin, &again).await, format!("FAULTY {rows} {rows} 0"));
    let faults = faults(&admin, &again).await;
    assert!(faults.iter().all(|fault| fault.ends_with("/code unit_code_taken")), "{faults:?}");
}

#[actix_web::test]
async fn a_file_holds_what_the_list_shows_at_once() {
    let app = TestApp::start().await;
    let (office, campaign) = (app.as_user("office").await, sample_id(0x300));
    for path in ["/units?kind=DIVISION".to_owned(), format!("/campaigns/{campaign}/progress?groupBy=CONTENT")]
    {
        let call = office.call(reqwest::Method::GET, &path).header("accept", "text/csv");
        let at_once = lines(&call.send().await.expect(200));
        let (export, _) = make(&app, &office, &path, "CSV").await;
        let by_job = lines(&office.get(&format!("{export}/content")).await.expect(200));
        assert_eq!(by_job, at_once, "{path}");
        let (export, made) = make(&app, &office, &format!("/api/v1{path}"), "XLSX").await;
        assert_eq!(made["rows"], at_once.len() - 1);
        let file = office.get(&format!("{export}/content")).await.expect(200);
        assert!(file.body.starts_with(b"PK"));
    }
}

#[actix_web::test]
async fn only_what_is_given_as_a_table_is_taken_out() {
    let app = TestApp::start().await;
    let (admin, officer) = (app.admin().await, app.as_user("unit-snv-vp").await);
    for path in ["/units/import", "/units/x/y/z", "/me", "/", "/exports"] {
        start(&admin, path, "CSV").await.expect_problem(422, "no_table_there");
    }
    let unknown = start(&admin, "/units?colour=red", "CSV").await.expect_problem(400, "invalid_request");
    assert_eq!(unknown.faults(), ["/path unknown_parameter"]);
    start(&admin, "units", "CSV").await.expect_problem(400, "invalid_request");
    start(&admin, "/units", "PDF").await.expect_problem(400, "invalid_request");
    start(&officer, "/users", "CSV").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn every_path_that_a_browser_may_show_is_read_as_it_is_meant() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (path, read) in [
        ("/units?q=<a>", "/units?q=%3Ca%3E"),
        ("/units?q=\"a\"", "/units?q=%22a%22"),
        ("/units?q=%ff", "/units?q=%EF%BF%BD"),
        ("/units?%63ursor=abc&q=SNV", "/units?q=SNV"),
        ("/units?q=S%C3%B4ng", "/units?q=S%C3%B4ng"),
    ] {
        let (_, made) = make(&app, &admin, path, "CSV").await;
        assert_eq!([&made["status"], &made["path"]], ["MADE", read], "{path}");
    }
    start(&admin, "/units?q=a#b", "CSV").await.expect_problem(422, "no_table_there");
}

#[actix_web::test]
async fn an_export_that_is_tried_no_more_says_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.work().await;
    let started = start(&admin, "/units", "CSV").await.expect(202).text("/id");
    app.sql("UPDATE jobs SET deadline_at = run_at WHERE status = 'QUEUED'").await;
    app.advance(TimeDelta::minutes(1));
    app.work().await;
    let failed = admin.get(&format!("/exports/{started}")).await.expect(200).json();
    assert_eq!([&failed["status"], &failed["problem"]["code"]], ["FAILED", "internal_error"]);
}

#[actix_web::test]
async fn an_export_is_made_with_the_rights_of_its_moment() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let started = start(&admin, "/users", "CSV").await.expect(202).text("/id");
    app.sql("UPDATE role_assignments SET ends_before = '2026-11-23' WHERE user_id = (SELECT id FROM users WHERE username = 'admin')").await;
    app.work().await;
    let path = format!("/exports/{started}");
    let failed = app.admin().await.get(&path).await.expect(200).json();
    assert_eq!((&failed["status"], &failed["problem"]["code"]), (&json!("FAILED"), &json!("forbidden")));
    app.admin().await.get(&format!("{path}/content")).await.expect_problem(409, "export_not_made");
}

#[actix_web::test]
async fn a_list_of_what_the_caller_does_not_see_is_not_there() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let nothing = crate::support::NOTHING;
    let (_, failed) = make(&app, &office, &format!("/campaigns/{nothing}/pledges"), "XLSX").await;
    assert_eq!((&failed["status"], &failed["problem"]["code"]), (&json!("FAILED"), &json!("not_found")));
}

#[actix_web::test]
async fn an_export_is_seen_by_who_asked_for_it_for_a_week() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let (path, _) = make(&app, &admin, "/units", "XLSX").await;
    office.get(&path).await.expect_problem(404, "not_found");
    office.get(&format!("{path}/content")).await.expect_problem(404, "not_found");
    assert!(!office.get("/exports").await.expect(200).raw().contains(&path[9..]));
    assert!(admin.get("/exports").await.expect(200).raw().contains(&path[9..]));
    app.advance(TimeDelta::days(6));
    app.work().await;
    app.admin().await.get(&format!("{path}/content")).await.expect(200);
    app.advance(TimeDelta::days(2));
    app.work().await;
    app.admin().await.get(&path).await.expect_problem(404, "not_found");
    assert!(app.parts.state.storage.open(path[9..].parse().unwrap()).await.unwrap().is_none());
}

#[actix_web::test]
async fn one_person_has_five_exports_made_at_once_at_most() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for _ in 0..5 {
        start(&admin, "/units", "CSV").await.expect(202);
    }
    start(&admin, "/units", "CSV").await.expect_problem(409, "too_many_exports");
    app.work().await;
    start(&admin, "/units", "CSV").await.expect(202);
}
