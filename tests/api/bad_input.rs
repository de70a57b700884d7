use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, units};

#[actix_web::test]
async fn a_body_that_is_not_json_is_refused_by_line_and_column() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let send = async |body: &[u8]| {
        let call = admin.call(Method::POST, "/units");
        call.bytes("application/json", body.to_vec())
            .send()
            .await
            .expect_problem(400, "malformed_json")
            .text("/detail")
    };
    insta::assert_snapshot!(send(b"{\n  \"code\": }").await, @r"Không đọc được nội dung dưới dạng JSON: dòng 2, cột 11.");
    for broken in
        [&b""[..], b"\xff\xfe{}", b"{\"code\": \"\xc3\x28\"}", b"{\"code\": \"\\ud800\"}", &[b'['; 200]]
    {
        send(broken).await;
    }
}

#[actix_web::test]
async fn a_nul_character_is_refused_wherever_it_comes() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!({"code": "A\u{0}", "name": "a\u{0}b", "kind": "OTHER", "openedOn": "2026-01-01"});
    let reply = admin.post("/units", body).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/code wrong_format", "/name wrong_format"]);
    let query = admin.get("/units?q=%00").await.expect_problem(400, "invalid_request");
    assert_eq!(query.faults(), ["q wrong_format"]);
    let name = admin.get("/me?a%00b=1").await.expect_problem(400, "invalid_request");
    assert_eq!(name.faults(), ["a\u{fffd}b unknown_parameter"]);
    let session = json!({"username": "a\u{0}", "password": "b\u{0}"});
    let session = app.anonymous().post("/sessions", session).await.expect_problem(400, "invalid_request");
    assert_eq!(session.faults(), ["/password wrong_format", "/username wrong_format"]);
}

#[actix_web::test]
async fn unknown_repeated_and_wrong_parameters_are_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let query = "/units?limit=0&limit=5&sort=size&asOf=2026-13-01&colour=red&parentId=7&includeTotal=yes";
    let reply = admin.get(query).await.expect_problem(400, "invalid_request");
    insta::assert_snapshot!(reply.faults().join("\n"), @r"
    asOf wrong_format
    colour unknown_parameter
    includeTotal wrong_type
    limit repeated_parameter
    parentId wrong_format
    sort unknown_value
    ");
    for limit in ["0", "201", "-1", "99999999999999999999"] {
        let reply = admin.get(&format!("/units?limit={limit}")).await.expect_problem(400, "invalid_request");
        let is_number = limit.parse::<i64>().is_ok();
        assert_eq!(reply.faults(), [if is_number { "limit out_of_range" } else { "limit wrong_type" }]);
    }
    let path = admin.get("/units/SNV").await.expect_problem(400, "invalid_request");
    assert_eq!(path.faults(), ["id wrong_format"]);
    admin.get("/me?x=1").await.expect_problem(400, "invalid_request");
}

#[actix_web::test]
async fn a_huge_body_is_refused_without_being_read() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let announced = format!(
        "POST /api/v1/units HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: 52428800\r\n\r\n",
        admin.token()
    );
    let answer = spoken(&app, announced.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    let body = format!("{{\"name\": \"{}\"}}", "x".repeat(1024 * 1024));
    let call = admin.call(Method::POST, "/units").text("application/json", &body);
    call.send().await.expect_problem(413, "too_large");
}

/// What the service says to these bytes.
fn spoken(app: &TestApp, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(app.address.trim_start_matches("http://")).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    // The service closes the connection after such a refusal, or the time-out ends the reading.
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let begun = std::time::Instant::now();
    while !answer.ends_with(b"}") && begun.elapsed() < Duration::from_secs(15) {
        let mut part = [0; 4096];
        let length = stream.read(&mut part).unwrap_or_default();
        answer.extend_from_slice(&part[..length]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[actix_web::test]
async fn a_message_with_two_lengths_is_no_message() {
    let app = TestApp::start().await;
    for lengths in [
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Content-Length: 2\r\nContent-Length: 40",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    ] {
        let smuggled = "GET /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n";
        let text =
            format!("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\n{lengths}\r\n\r\n0\r\n\r\n{smuggled}");
        let mut stream = TcpStream::connect(app.address.trim_start_matches("http://")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = Vec::new();
        // The connection may be cut before the refusal is read; what was smuggled is answered in no case.
        stream.read_to_end(&mut answer).ok();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{lengths}: {answer}");
        assert!(answer.matches("HTTP/1.1").count() < 2, "{lengths}: {answer}");
    }
}

#[actix_web::test]
async fn a_slow_body_is_cut_off() {
    let app = TestApp::start().await;
    let begun = format!(
        "POST /api/v1/units HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: 100\r\n\r\n{{",
        app.admin().await.token()
    );
    let waited = std::time::Instant::now();
    let answer = tokio::task::spawn_blocking(move || spoken(&app, begun.as_bytes())).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("\"request_timeout\""), "{answer}");
    assert!(waited.elapsed() < Duration::from_secs(15));
}

#[actix_web::test]
async fn another_media_type_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let send = async |method: Method, path: &str, media_type: &str| {
        admin.call(method, path).version(1).text(media_type, "{}").send().await
    };
    let reply =
        send(Method::POST, "/units", "text/plain").await.expect_problem(415, "unsupported_media_type");
    assert_eq!(reply.header("accept"), Some("application/json"));
    send(Method::POST, "/units", "application/json; charset=utf-16")
        .await
        .expect_problem(415, "unsupported_media_type");
    let one = format!("/units/{}", units::OFFICE);
    send(Method::PATCH, &one, "application/json").await.expect_problem(415, "unsupported_media_type");
}

#[actix_web::test]
async fn an_address_has_a_length() {
    let app = TestApp::start().await;
    let long = format!("/units?q={}", "x".repeat(9_000));
    app.admin().await.get(&long).await.expect_problem(414, "uri_too_long");
}

#[actix_web::test]
async fn an_unknown_path_and_a_wrong_method_say_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.get("/nothing").await.expect_problem(404, "not_found");
    admin.get("/units/").await.expect_problem(404, "not_found");
    let delete = admin.call(Method::DELETE, "/units").send().await.expect_problem(405, "method_not_allowed");
    assert_eq!(delete.header("allow"), Some("GET, POST, HEAD, OPTIONS"));
    let options = admin.call(Method::OPTIONS, "/units").send().await.expect(204);
    assert_eq!(options.header("allow"), Some("GET, POST, HEAD, OPTIONS"));
    // The router decodes a path before it compares; no operation may be reached past the guard that way.
    for path in ["/unit%73", "/m%65", "/audit-record%73", "/session%73"] {
        app.anonymous().get(path).await.expect_problem(404, "not_found");
        app.anonymous().post(path, json!({})).await.expect_problem(404, "not_found");
    }
    // The router alone would hand this to `/units/{id}`.
    let import =
        admin.call(Method::PATCH, "/units/import").send().await.expect_problem(405, "method_not_allowed");
    assert_eq!(import.header("allow"), Some("POST, OPTIONS"));
    let page = admin.call(Method::POST, "/livez").send().await.expect_problem(405, "method_not_allowed");
    assert_eq!(page.header("allow"), Some("GET, HEAD, OPTIONS"));
}

#[actix_web::test]
async fn a_head_is_a_get_without_its_body() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/units/{}", units::OFFICE);
    let (head, get) = (admin.call(Method::HEAD, &path).send().await.expect(200), admin.get(&path).await);
    assert_eq!(head.body.len(), 0);
    assert_eq!(
        (head.header("etag"), head.header("content-length")),
        (get.header("etag"), get.header("content-length"))
    );
}

#[actix_web::test]
async fn a_whole_number_may_be_written_with_a_point() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = r#"{"code": "X", "name": "X", "kind": "OTHER", "openedOn": 1.0}"#;
    let reply = admin.call(Method::POST, "/units").text("application/json", body).send().await;
    assert_eq!(reply.expect_problem(400, "invalid_request").faults(), ["/openedOn wrong_type"]);
}

#[actix_web::test]
async fn a_member_that_stands_twice_is_refused_where_it_stands() {
    let app = TestApp::start().await;
    let body = r#"{"name": "Phòng A", "name": "Phòng B"}"#;
    let reply = app.admin().await.call(Method::POST, "/units").text("application/json", body).send().await;
    let reply = reply.expect_problem(400, "malformed_json");
    assert!(reply.text("/detail").contains('1'), "{}", reply.raw());
}

#[actix_web::test]
async fn a_query_that_is_no_utf_8_is_refused() {
    let app = TestApp::start().await;
    let refused = app.admin().await.get("/units?q=S%E1%BB").await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["q wrong_format"]);
    app.admin().await.get("/units?q=S%E1%BB%9F").await.expect(200);
}
