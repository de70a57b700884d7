//! Whole reports put by codes: created, replaced while they are open, also after they were returned.

use chrono::TimeDelta;
use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Desk, desk};
use crate::clients::registered;
use crate::files::stored;
use crate::oauth::call_as;
use crate::pledges::OFFICER;
use crate::support::{Actor, Reply, TestApp, units};

/// The address of the office's report for the period of the tests.
async fn place(app: &TestApp, desk: &Desk) -> String {
    let campaign = app.as_user("office").await.get(&desk.campaign).await.json();
    format!("/progress-reports/by-code/{}/K1/SNV-VP", campaign["code"].as_str().unwrap())
}

fn report(value: &str, submit: bool) -> Value {
    json!({"submit": submit,
        "entries": [{"itemCode": "1", "value": value}, {"itemCode": "1-2", "rating": "WELL_COMPLETED"}]})
}

async fn put(actor: &Actor<'_>, path: &str, body: Value) -> Reply {
    actor.call(Method::PUT, path).json(&body).send().await
}

/// A system reports in its own words: by its ids of the items.
#[actix_web::test]
async fn items_are_named_by_the_ids_of_the_system_that_reports() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let system = json!({"code": "lgsp", "name": "Trục tích hợp (thử)", "unitId": units::OFFICE, "purpose": "Để thử",
        "scopes": ["campaigns:read", "pledges:write", "reports:write"], "expiresOn": "2027-12-31"});
    let system = registered(&app.admin().await, system).await;
    let system = call_as(&app, &system).await;
    let items = system.get(&format!("{}/pledge-items?limit=200", desk.campaign)).await.expect(200).json();
    let items = items["items"].as_array().unwrap().iter().filter(|item| item["unit"]["code"] == "SNV-VP");
    for item in items {
        let (id, code) = (item["id"].as_str().unwrap(), item["code"].as_str().unwrap());
        let given = json!({"externalId": format!("CT/{code}")});
        put(&system, &format!("/external-ids/lgsp/PLEDGE_ITEM/{id}"), given).await.expect(201);
    }
    let path = place(&app, &desk).await;
    let of = |id: &str, value: &str| json!({"externalSystem": "lgsp", "externalId": id, "value": value});
    let rated = json!({"externalSystem": "lgsp", "externalId": "CT/1-2", "rating": "WELL_COMPLETED"});
    let made = put(&system, &path, json!({"entries": [of("CT/1", "25"), rated]})).await.expect(201);
    assert_eq!(made.text("/entries/0/value"), "25");
    let faults = async |entries: Value| {
        put(&system, &path, json!({"entries": entries})).await.expect_problem(400, "invalid_request").faults()
    };
    assert_eq!(faults(json!([of("CT/9", "1")])).await, ["/entries/0 unknown_item"]);
    let elsewhere = json!([{"externalId": "CT/1", "value": "1"}]);
    assert_eq!(faults(elsewhere).await, ["/entries/0 unknown_item"], "iOffice has no ids of items");
    let twice = json!([of("CT/1", "1"), {"itemCode": "1", "value": "1"}]);
    assert_eq!(faults(twice).await, ["/entries/1 named_twice"]);
}

#[actix_web::test]
async fn a_report_is_filed_returned_and_filed_again_with_the_same_call() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (officer, office) = (app.as_user(OFFICER).await, app.as_user("office").await);
    let path = place(&app, &desk).await;
    let made = put(&officer, &path, report("25", true)).await.expect(201);
    let own = made.header("location").unwrap().trim_start_matches("/api/v1").to_owned();
    assert_eq!(made.text("/status"), "SUBMITTED");
    // The same again says what stands there, and tells nobody.
    app.run_sequencer().await;
    let before = app.last_event().await;
    let again = put(&officer, &path, report("25", true)).await.expect(200);
    assert_eq!((again.version(), again.json()), (made.version(), made.json()));
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before);
    let other = put(&officer, &path, report("26", true)).await;
    other.expect_problem(409, "report_is_not_open");
    let returned = json!({"action": "RETURN", "reason": "Thiếu minh chứng"});
    office.step_with(&own, returned).await.expect(200);
    let filed = put(&officer, &path, report("26", true)).await.expect(200);
    assert_eq!(
        (filed.text("/status"), filed.text("/entries/0/value")),
        ("SUBMITTED".to_owned(), "26".to_owned())
    );
    office.step(&own, "ACCEPT").await.expect(200);
    assert_eq!(put(&officer, &path, report("26", true)).await.expect(200).text("/status"), "ACCEPTED");
    put(&officer, &path, report("27", true)).await.expect_problem(409, "report_is_not_open");
}

#[actix_web::test]
async fn a_returned_report_is_filed_again_also_after_the_last_day() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let path = place(&app, &desk).await;
    let made = put(&app.as_user(OFFICER).await, &path, report("25", true)).await.expect(201);
    let own = format!("/progress-reports/{}", made.text("/id"));
    let returned = json!({"action": "RETURN", "reason": "Thiếu minh chứng"});
    app.as_user("office").await.step_with(&own, returned).await.expect(200);
    app.advance(TimeDelta::days(7));
    let filed = put(&app.as_user(OFFICER).await, &path, report("26", true)).await.expect(200).json();
    assert_eq!((&filed["status"], &filed["isLate"]), (&json!("SUBMITTED"), &json!(false)));
}

#[actix_web::test]
async fn a_draft_is_replaced_as_a_whole() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = place(&app, &desk).await;
    put(&officer, &path, report("25", false)).await.expect(201);
    let less = json!({"entries": [{"itemCode": "1", "value": "30"}]});
    let draft = put(&officer, &path, less.clone()).await.expect(200);
    assert_eq!((draft.text("/status"), draft.version()), ("DRAFT".to_owned(), 2));
    let entries =
        draft.json()["entries"].as_array().unwrap().iter().filter(|entry| !entry["value"].is_null()).count();
    assert_eq!(entries, 1);
    // What is not whole is not submitted, and nothing of it is written.
    let mut hasty = less;
    hasty["entries"][0]["value"] = json!("31");
    hasty["submit"] = json!(true);
    put(&officer, &path, hasty).await.expect_problem(409, "report_is_incomplete");
    let own = format!("/progress-reports/{}", draft.text("/id"));
    assert_eq!(officer.get(&own).await.expect(200).version(), 2);
}

#[actix_web::test]
async fn what_somebody_else_wrote_is_not_overwritten_unseen() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let path = place(&app, &desk).await;
    put(&app.as_user(OFFICER).await, &path, report("25", false)).await.expect(201);
    let sql = "UPDATE role_assignments SET unit_id = NULL WHERE role = 'UNIT_OFFICER'";
    app.sql(sql).await;
    let other = app.as_user("unit-snv-tts").await;
    let refused = put(&other, &path, report("40", false)).await.expect_problem(409, "written_by_another");
    assert!(refused.raw().contains("phiên bản hiện tại là 1"), "{}", refused.raw());
    let call = |version| other.call(Method::PUT, &path).version(version).json(&report("40", false)).send();
    call(9).await.expect_problem(412, "stale_version");
    call(1).await.expect(200);
}

#[actix_web::test]
async fn what_is_wrong_with_a_put_is_told() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = place(&app, &desk).await;
    let nowhere = "/progress-reports/by-code/PT-1999-001/K1/SNV-VP";
    let refused = put(&officer, nowhere, report("1", false)).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/campaignCode unknown_campaign_code"]);
    // A code is read as it is written in an address.
    put(&officer, &path.replace("SNV-VP", "SNV%2DVP"), report("1", false)).await.expect(201);
    let elsewhere = path.replace("SNV-VP", "SNV-TTS");
    put(&officer, &elsewhere, report("1", false)).await.expect_problem(403, "forbidden");
    let unknown = json!({"entries": [{"itemCode": "99", "value": "1"}]});
    let refused = put(&officer, &path, unknown).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/entries/0 unknown_item"]);
}

#[actix_web::test]
async fn two_at_the_same_instant_file_one_report() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = place(&app, &desk).await;
    let (one, other) =
        join(put(&officer, &path, report("25", true)), put(&officer, &path, report("25", true))).await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201]);
    assert_eq!(put(&officer, &path, report("25", true)).await.expect(200).text("/status"), "SUBMITTED");
}

/// A report as a form with files: name, media type, contents.
fn form(report: &Value, files: &[(&str, &str, &str)]) -> Vec<u8> {
    let part = |about: &str, media_type: &str, content: &str| {
        let head = "--cut\r\nContent-Disposition: form-data; ";
        format!("{head}{about}\r\nContent-Type: {media_type}\r\n\r\n{content}\r\n")
    };
    let file = |(name, media_type, content): &(&str, &str, &str)| {
        part(&format!("name=\"file\"; filename=\"{name}\""), media_type, content)
    };
    let json = part("name=\"report\"", "application/json", &report.to_string());
    let files: String = files.iter().map(file).collect();
    format!("{json}{files}--cut--\r\n").into_bytes()
}

async fn put_form(actor: &Actor<'_>, path: &str, body: Vec<u8>) -> Reply {
    actor.call(Method::PUT, path).bytes("multipart/form-data; boundary=cut", body).send().await
}

fn shown_by(names: &[&str]) -> Value {
    let mut report = report("25", true);
    report["entries"][0]["fileNames"] = json!(names);
    report
}

/// Its name is in composed letters; a report may name it in decomposed ones.
const TEXT: (&str, &str, &str) = ("biên bản.txt", "text/plain", "Biên bản nghiệm thu (mẫu)");

#[actix_web::test]
async fn evidence_comes_in_the_same_call_and_is_kept_once() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (officer, office) = (app.as_user(OFFICER).await, app.as_user("office").await);
    let path = place(&app, &desk).await;
    let body = form(&shown_by(&["bie\u{302}n ba\u{309}n.txt"]), &[TEXT]);
    let made = put_form(&officer, &path, body.clone()).await.expect(201);
    let file = made.text("/entries/0/fileIds/0");
    assert_eq!(made.text("/status"), "SUBMITTED");
    let content = office.get(&format!("/files/{file}/content")).await.expect(200).raw();
    assert_eq!(content, TEXT.2);
    // The same form again changes nothing and leaves nothing.
    let again = put_form(&officer, &path, body).await.expect(200);
    assert_eq!((again.json(), stored(&app).len()), (made.json(), 1));
    // After it was returned, with one file more.
    let own = format!("/progress-reports/{}", made.text("/id"));
    office.step_with(&own, json!({"action": "RETURN", "reason": "Thiếu danh sách"})).await.expect(200);
    let list = ("danh-sach.txt", "text/plain", "Danh sách (mẫu)");
    let body = form(&shown_by(&[TEXT.0, list.0]), &[list, TEXT]);
    let filed = put_form(&officer, &path, body).await.expect(200).json();
    assert_eq!((&filed["status"], &filed["entries"][0]["fileIds"][0]), (&json!("SUBMITTED"), &json!(file)));
    assert_eq!((filed["entries"][0]["fileIds"].as_array().unwrap().len(), stored(&app).len()), (2, 2));
}

#[actix_web::test]
async fn what_is_wrong_with_evidence_is_told_and_leaves_nothing() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let path = place(&app, &desk).await;
    let faults = async |report: Value, files: &[(&str, &str, &str)]| {
        let reply = put_form(&officer, &path, form(&report, files)).await;
        reply.expect_problem(400, "invalid_request").faults()
    };
    let missing = "/report/entries/0/fileNames/0 unknown_file";
    assert_eq!(faults(shown_by(&["khac.txt"]), &[]).await, [missing]);
    assert_eq!(faults(shown_by(&["khac.txt"]), &[TEXT]).await, ["/file file_not_named"]);
    assert_eq!(faults(shown_by(&[TEXT.0]), &[TEXT, TEXT]).await, ["/file named_twice"]);
    let mut wrong = shown_by(&[TEXT.0]);
    wrong["entries"][0]["value"] = json!("abc");
    assert_eq!(faults(wrong, &[TEXT]).await, ["/report/entries/0/value wrong_format"]);
    let program = ("bien-ban.exe", "application/octet-stream", "MZ\u{0}\u{1}\u{2}");
    let reply = put_form(&officer, &path, form(&shown_by(&[program.0]), &[program])).await;
    reply.expect_problem(422, "file_kind_not_taken");
    let empty = ("rong.txt", "text/plain", "");
    let reply = put_form(&officer, &path, form(&shown_by(&[empty.0]), &[empty])).await;
    reply.expect_problem(422, "empty_file");
    let other_kind = ("anh.png", "image/png", TEXT.2);
    let reply = put_form(&officer, &path, form(&shown_by(&[other_kind.0]), &[other_kind])).await;
    reply.expect_problem(422, "file_kind_differs");
    put_form(&officer, &path, b"--cut\r\nbroken".to_vec()).await.expect_problem(400, "malformed_form");
    let without = form(&shown_by(&[]), &[]).len();
    let alone = form(&shown_by(&[]), &[TEXT]).split_off(without - "--cut--\r\n".len());
    let reply = put_form(&officer, &path, alone).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/report required"]);
    let mut lacking = shown_by(&[TEXT.0]);
    lacking["entries"].as_array_mut().unwrap().pop();
    let reply = put_form(&officer, &path, form(&lacking, &[TEXT])).await;
    reply.expect_problem(409, "report_is_incomplete");
    let reply = put(&officer, &path, shown_by(&[TEXT.0])).await;
    assert_eq!(
        reply.expect_problem(400, "invalid_request").faults(),
        ["/entries/0/fileNames/0 unknown_file"]
    );
    let other = app.as_user("unit-snv-tts").await;
    put_form(&other, &path, form(&shown_by(&[TEXT.0]), &[TEXT])).await.expect_problem(403, "forbidden");
    assert_eq!(stored(&app), Vec::<String>::new());
}
