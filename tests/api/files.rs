use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;

use crate::pledges::OFFICER;
use crate::reports::desk;
use crate::support::{Actor, NOTHING, Reply, TestApp, names, units, users};

const PDF: &str = "%PDF-1.7\nBáo cáo (mẫu)";

/// The path on which the department's office uploads.
fn uploads() -> String {
    format!("/files?unitId={}", units::OFFICE)
}

async fn upload(actor: &Actor<'_>, name: &str, media_type: &str, body: &[u8]) -> Reply {
    let call = actor.call(Method::POST, &format!("{}&name={name}", uploads()));
    call.bytes(media_type, body.to_vec()).send().await
}

fn form(name: &str, media_type: &str, content: &str) -> String {
    format!(
        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: {media_type}\r\n\r\n{content}\r\n--cut--\r\n"
    )
}

/// Everything that stands in the folder of files, but the sample's.
pub fn stored(app: &TestApp) -> Vec<String> {
    let is_of_sample = |name: &String| name.starts_with("01980000-");
    let shelves = std::fs::read_dir(&app.files_dir).unwrap();
    let files = shelves.flat_map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap());
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !is_of_sample(name)).collect()
}

#[actix_web::test]
async fn a_file_is_uploaded_and_read_by_those_inside() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let kept = upload(&officer, "12.BC-SNV.pdf", "application/pdf", PDF.as_bytes()).await.expect(201);
    let file = kept.json();
    assert_eq!(
        (&file["name"], &file["mediaType"], &file["bytes"]),
        (&json!("12.BC-SNV.pdf"), &json!("application/pdf"), &json!(PDF.len()))
    );
    assert_eq!(
        file["sha256"],
        thidua::core::crypto::to_hex(&thidua::core::crypto::sha256(&[PDF.as_bytes()]))
    );
    let path = format!("/files/{}", kept.text("/id"));
    assert_eq!(stored(&app), [kept.text("/id")]);
    let content = officer.get(&format!("{path}/content")).await.expect(200);
    assert_eq!(content.raw(), PDF);
    assert_eq!(content.header("content-type"), Some("application/pdf"));
    assert_eq!(
        content.header("content-disposition"),
        Some("attachment; filename=\"12.BC-SNV.pdf\"; filename*=UTF-8''12.BC%2DSNV.pdf")
    );
    assert_eq!(content.header("x-content-type-options"), Some("nosniff"));
    app.auditor().await.get(&path).await.expect(200);
    let other = app.as_user("unit-snv-tts").await;
    other.get(&path).await.expect_problem(404, "not_found");
    other.get(&format!("{path}/content")).await.expect_problem(404, "not_found");
    upload(&other, "a.pdf", "application/pdf", PDF.as_bytes()).await.expect_problem(403, "forbidden");
    app.admin().await.post(&uploads(), json!({})).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn a_name_that_grows_when_it_is_composed_is_cut_and_keeps_its_ending() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let name = format!("{}.pdf", "%E0%A5%98".repeat(251));
    let kept = upload(&officer, &name, "application/pdf", PDF.as_bytes()).await.expect(201);
    assert_eq!(kept.text("/name"), format!("{}\u{915}.pdf", "\u{915}\u{93c}".repeat(125)));
}

#[actix_web::test]
async fn a_form_carries_one_file_with_its_name() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let send = async |body: String| {
        let call = officer.call(Method::POST, &uploads());
        call.text("multipart/form-data; boundary=cut", &body).send().await
    };
    let kept = send(form("../Ảnh chụp.exe", "text/plain", "Số liệu tháng 02")).await.expect(201);
    assert_eq!(kept.text("/name"), "Ảnh chụp.exe.txt");
    let nameless =
        "--cut\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--cut--\r\n".to_owned();
    assert_eq!(
        send(nameless).await.expect_problem(400, "invalid_request").faults(),
        ["/other unknown_member"]
    );
    let two = form("a.txt", "text/plain", "a").replace("--cut--\r\n", "") + &form("b.txt", "text/plain", "b");
    assert_eq!(send(two).await.expect_problem(400, "invalid_request").faults(), ["/file repeated_parameter"]);
    assert_eq!(
        send("--cut--\r\n".to_owned()).await.expect_problem(400, "invalid_request").faults(),
        ["/file required"]
    );
    send("no form".to_owned()).await.expect_problem(400, "malformed_form");
    let cut_off = form("a.txt", "text/plain", "half").replace("\r\n--cut--\r\n", "");
    send(cut_off).await.expect_problem(400, "malformed_form");
    assert_eq!(stored(&app), [kept.text("/id")]);
}

#[actix_web::test]
async fn a_file_that_lies_is_empty_or_of_another_kind_is_refused_and_not_kept() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    upload(&officer, "a.pdf", "application/pdf", b"plain text")
        .await
        .expect_problem(422, "file_kind_differs");
    upload(&officer, "a.docx", "application/pdf", PDF.as_bytes())
        .await
        .expect_problem(422, "file_kind_differs");
    upload(&officer, "a.pdf", "application/pdf", b"MZ\x90\0\x03")
        .await
        .expect_problem(422, "file_kind_not_taken");
    let page = b"<!DOCTYPE html><html><script></script></html>";
    upload(&officer, "a.txt", "text/plain", page).await.expect_problem(422, "file_kind_not_taken");
    upload(&officer, "a.txt", "text/plain", b"").await.expect_problem(422, "empty_file");
    upload(&officer, "a.txt", "text/csv", b"a,b").await.expect_problem(415, "unsupported_media_type");
    upload(&officer, "a.txt", "text/plain", &vec![b'a'; 20 * 1024 * 1024 + 1])
        .await
        .expect_problem(413, "too_large");
    assert_eq!(stored(&app), [""; 0]);
}

#[actix_web::test]
async fn an_upload_that_stops_half_way_leaves_nothing() {
    let app = TestApp::start().await;
    let token = app.as_user(OFFICER).await.token().to_owned();
    let address = app.address.trim_start_matches("http://").to_owned();
    let head = format!(
        "POST /api/v1{}&name=a.txt HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: text/plain\r\nContent-Length: 100000\r\n\r\n",
        uploads()
    );
    let answer = actix_web::web::block(move || {
        let mut socket = TcpStream::connect(address).unwrap();
        socket.write_all(head.as_bytes()).unwrap();
        socket.write_all(&vec![b'a'; 50_000]).unwrap();
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    });
    let answer = answer.await.unwrap();
    assert!(answer.is_empty() || answer.contains("incomplete_upload"), "{answer}");
    assert_eq!(stored(&app), [""; 0]);
    let count = app.db.read(async |conn| {
        thidua::features::files::store::count_stored(conn, units::OFFICE.parse().unwrap()).await
    });
    assert_eq!(count.await.unwrap().unused, 0);
}

#[actix_web::test]
async fn a_retry_finds_the_file_that_is_there() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let send = async |boundary: &str, content: &str| {
        let body = form("a.txt", "text/plain", content).replace("--cut", &format!("--{boundary}"));
        let call = officer.call(Method::POST, &uploads()).key("upload-0001");
        call.text(&format!("multipart/form-data; boundary={boundary}"), &body).send().await
    };
    let first = send("cut", "Số liệu").await.expect(201);
    let again = send("other", "Số liệu").await.expect(201);
    assert_eq!((again.header("idempotent-replayed"), again.text("/id")), (Some("true"), first.text("/id")));
    send("cut", "Số liệu khác").await.expect_problem(422, "idempotency_key_reused");
    assert_eq!(stored(&app), [first.text("/id")]);
}

#[actix_web::test]
async fn a_report_is_shown_by_files_of_its_unit() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let file = upload(&officer, "a.txt", "text/plain", b"evidence").await.expect(201).text("/id");
    let entry = |files: &[String]| {
        json!([{"itemId": desk.items[0], "value": "10", "fileIds": files},
        {"itemId": desk.items[1], "rating": "COMPLETED"}])
    };
    let body = json!({"unitId": units::OFFICE, "entries": entry(&[file.clone(), NOTHING.to_owned()])});
    let refused = officer.post(&format!("{}/reports", desk.period), body).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        ["/entries/0/fileIds/1 unknown_file"]
    );
    let path = desk.start(&app, &desk.period, entry(std::slice::from_ref(&file))).await;
    let own = format!("{path}/files/{file}");
    assert_eq!(officer.get(&own).await.expect(200).raw(), "evidence");
    let other = app.as_user("unit-snv-tts").await;
    other.get(&own).await.expect_problem(404, "not_found");
    let submit = json!({"action": "SUBMIT", "confirmWarnings": true});
    officer.step_with(&path, submit).await.expect(200);
    app.as_user("office").await.step(&path, "ACCEPT").await.expect(200);
    assert_eq!(other.get(&own).await.expect(200).raw(), "evidence");
    other.get(&format!("/files/{file}")).await.expect_problem(404, "not_found");
    other.get(&format!("{path}/files/{}", names::FILE)).await.expect_problem(404, "not_found");
    // A correction without the file: the accepted version still shows it.
    officer.step(&path, "CORRECT").await.expect(200);
    officer.patch(&path, 4, json!({"entries": entry(&[])})).await.expect(200);
    other.get(&own).await.expect(200);
}

#[actix_web::test]
async fn what_nothing_refers_to_is_removed_after_a_week() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let used = upload(&officer, "a.txt", "text/plain", b"used").await.expect(201).text("/id");
    upload(&officer, "b.txt", "text/plain", b"unused").await.expect(201);
    app.sql(&format!("UPDATE files SET used_at = now() WHERE id = '{used}'")).await;
    assert_eq!(stored(&app).len(), 2);
    app.work().await;
    assert_eq!(stored(&app).len(), 2);
    // Files are as old as the machine says; the clock of the service is a week ahead.
    app.advance(TimeDelta::days(8));
    app.work().await;
    assert_eq!(stored(&app), [used]);
    let jobs = app.admin().await.get("/jobs?kind=TIDY_FILES&limit=1").await.expect(200).json();
    assert_eq!(jobs["items"][0]["result"]["unusedFiles"], 1);
}

/// Gives the officer's unit so many files of one byte that nothing refers to.
async fn add_unused_files(app: &TestApp, count: usize) {
    let sql = format!(
        "INSERT INTO files SELECT gen_random_uuid(), '{}', 'a.txt', 'text/plain', 1, repeat('a', 64), '{}', now()
        FROM generate_series(1, {count})",
        units::OFFICE,
        users::OFFICER
    );
    app.sql(&sql).await;
}

#[actix_web::test]
async fn a_unit_may_not_fill_the_disk_with_what_it_does_not_use() {
    let app = TestApp::start().await;
    add_unused_files(&app, 200).await;
    let officer = app.as_user(OFFICER).await;
    upload(&officer, "a.txt", "text/plain", b"one more").await.expect_problem(409, "too_many_unused_files");
    assert_eq!(stored(&app), [""; 0]);
}

#[actix_web::test]
async fn uploads_at_once_do_not_pass_the_bound_together() {
    let app = TestApp::start().await;
    add_unused_files(&app, 198).await;
    let officer = app.as_user(OFFICER).await;
    let uploads = (0..8).map(|_| upload(&officer, "a.txt", "text/plain", b"one more"));
    let replies = futures_util::future::join_all(uploads).await;
    let stored = replies.iter().filter(|reply| reply.status == 201).count();
    let refused = replies.iter().filter(|reply| reply.status == 409).count();
    assert_eq!((stored, refused), (2, 6));
}

#[actix_web::test]
async fn the_files_of_a_unit_have_a_bound_together() {
    let app = TestApp::start().await;
    let sql = format!(
        "INSERT INTO files SELECT gen_random_uuid(), '{0}', 'a.txt', 'text/plain', 40 * 1024 * 1024 - 10 - coalesce(sum(bytes), 0),
        repeat('a', 64), '{1}', now(), now() FROM files WHERE unit_id = '{0}'",
        units::OFFICE,
        users::OFFICER
    );
    app.sql(&sql).await;
    let officer = app.as_user(OFFICER).await;
    let refused = upload(&officer, "a.txt", "text/plain", b"eleven byte").await;
    refused.expect_problem(409, "unit_has_no_room_for_files");
    upload(&officer, "a.txt", "text/plain", b"ten bytes!").await.expect(201);
}

#[actix_web::test]
async fn a_file_that_a_draft_names_no_longer_is_unused_again() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let file = upload(&officer, "a.txt", "text/plain", b"evidence").await.expect(201).text("/id");
    let named = json!([{"itemId": desk.items[0], "value": "10", "fileIds": [file]},
        {"itemId": desk.items[1], "rating": "COMPLETED"}]);
    let unnamed = json!([{"itemId": desk.items[0], "value": "10"}]);
    let path = desk.start(&app, &desk.period, named.clone()).await;
    let unused = async || {
        let count = app.db.read(async |conn| {
            thidua::features::files::store::count_stored(conn, units::OFFICE.parse().unwrap()).await
        });
        count.await.unwrap().unused
    };
    assert_eq!(unused().await, 0);
    officer.patch(&path, 1, json!({"entries": unnamed})).await.expect(200);
    assert_eq!(unused().await, 1);
    officer.patch(&path, 2, json!({"entries": named})).await.expect(200);
    let submit = json!({"action": "SUBMIT", "confirmWarnings": true});
    officer.step_with(&path, submit).await.expect(200);
    app.as_user("office").await.step(&path, "ACCEPT").await.expect(200);
    // The accepted version names it, whatever becomes of the correction.
    officer.step(&path, "CORRECT").await.expect(200);
    officer.patch(&path, 6, json!({"entries": unnamed})).await.expect(200);
    assert_eq!(unused().await, 0);
}

#[actix_web::test]
async fn a_file_is_what_its_first_bytes_say() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let text = "Hướng dẫn: tệp PDF bắt đầu bằng %PDF-1.7 rồi mới đến nội dung.\n";
    let kept = upload(&officer, "huong-dan.txt", "text/plain", text.as_bytes()).await.expect(201);
    assert_eq!(kept.text("/mediaType"), "text/plain");
    for script in
        ["<!DOCTYPE html><html><script>alert(1)</script>   %PDF-1.4</html>", "#!/bin/sh\necho 1\n#%PDF\n"]
    {
        let reply = upload(&officer, "x.pdf", "application/pdf", script.as_bytes()).await;
        reply.expect_problem(422, "file_kind_not_taken");
    }
}

#[actix_web::test]
async fn a_name_is_kept_without_its_path_and_counts_in_a_retry() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    for (given, expected) in [("12/KH-UBND.txt", "12-KH-UBND.txt"), ("../../x.txt", "x.txt")] {
        let kept = upload(&officer, &given.replace('/', "%2F"), "text/plain", b"a").await.expect(201);
        assert_eq!(kept.text("/name"), expected);
    }
    let send = async |name: &str| {
        let call = officer.call(Method::POST, &uploads()).key("upload-0002");
        call.text("multipart/form-data; boundary=cut", &form(name, "text/plain", "a")).send().await
    };
    let extended = "x\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.txt; x=\"";
    assert_eq!(send(extended).await.expect(201).text("/name"), "Báo cáo.txt");
    send("other.txt").await.expect_problem(422, "idempotency_key_reused");
}

#[actix_web::test]
async fn the_checker_finds_a_file_that_was_changed_or_lost() {
    let app = TestApp::start().await;
    let connection = app.plan.connector.connect().await.unwrap();
    let storage = &*app.parts.state.storage;
    assert_eq!(thidua::server::cli::check_files(&connection, storage).await.unwrap(), 2);
    let file = app.files_dir.join("00").join(names::FILE);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[0] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let found = thidua::server::cli::check_files(&connection, storage).await.unwrap_err().to_string();
    assert_eq!(found, format!("file {} is not what was uploaded", names::FILE));
    std::fs::remove_file(&file).unwrap();
    let found = thidua::server::cli::check_files(&connection, storage).await.unwrap_err().to_string();
    assert_eq!(found, format!("file {} has no bytes", names::FILE));
}
