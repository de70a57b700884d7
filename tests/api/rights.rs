//! Rights that end while something is under way.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::support::{Actor, TestApp, sample_id, units};

/// The head of a request and the first half of its body are sent; the rest follows after `meanwhile`.
async fn answer_to_a_slow_body(
    app: &TestApp,
    actor: &Actor<'_>,
    meanwhile: impl Future<Output = ()>,
) -> String {
    let body = json!({"launchingUnitId": units::DEPARTMENT, "title": "Phong trào (mẫu)"}).to_string();
    let head = format!(
        "POST /api/v1/campaigns HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        actor.token(),
        body.len()
    );
    let (first, second) = body.split_at(body.len() / 2);
    let mut stream = TcpStream::connect(app.address.trim_start_matches("http://")).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first.as_bytes()).unwrap();
    meanwhile.await;
    // What a server knows of a caller lives less than a second.
    tokio::time::sleep(Duration::from_secs(1)).await;
    stream.write_all(second.as_bytes()).unwrap();
    let read = move || {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    tokio::task::spawn_blocking(read).await.unwrap()
}

#[actix_web::test]
async fn a_body_that_comes_slowly_is_taken() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let answer = answer_to_a_slow_body(&app, &office, async {}).await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

#[actix_web::test]
async fn a_role_that_is_withdrawn_while_the_body_comes_gives_no_right() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let withdraw = app.sql(
        "UPDATE role_assignments SET ends_before = '2026-11-23'
         WHERE user_id = (SELECT id FROM users WHERE username = 'office')",
    );
    let answer = answer_to_a_slow_body(&app, &office, withdraw).await;
    assert!(answer.starts_with("HTTP/1.1 403") && answer.contains("\"forbidden\""), "{answer}");
}

#[actix_web::test]
async fn a_session_that_ends_while_the_body_comes_gives_no_right() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let end = async {
        let path = format!("/users/{}/sessions", sample_id(2));
        admin.call(Method::DELETE, &path).send().await.expect(204);
    };
    let answer = answer_to_a_slow_body(&app, &office, end).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
}

#[actix_web::test]
async fn only_who_can_sign_in_tomorrow_is_an_administrator_that_is_left() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let people = |name: &str| json!({"username": name, "displayName": "Người quản trị (mẫu)", "roles": [{"role": "ADMINISTRATOR"}]});
    let second = admin.post("/users", people("second")).await.expect(201).text("/id");
    admin.post("/users", people("third")).await.expect(201);
    let caller = app.as_user("second").await;
    let disable = || json!({"action": "DISABLE", "reason": "Thử"});
    let first = format!("/users/{}", sample_id(1));
    let refused = async || {
        caller.transition(&first, 1, disable()).await.expect_problem(409, "last_administrator");
    };
    // The third never had a password; then one that ends first; then a role that ends today.
    refused().await;
    app.sql("UPDATE users SET password_hash = 'x', password_expires_at = '2026-11-23 12:00+07' WHERE username = 'third'").await;
    refused().await;
    app.sql("UPDATE users SET password_expires_at = NULL WHERE username = 'third'").await;
    app.sql(
        "UPDATE role_assignments SET ends_before = '2026-11-24'
         WHERE user_id = (SELECT id FROM users WHERE username = 'third')",
    )
    .await;
    refused().await;
    app.sql(
        "UPDATE role_assignments SET ends_before = NULL
         WHERE user_id = (SELECT id FROM users WHERE username = 'third')",
    )
    .await;
    caller.transition(&first, 1, disable()).await.expect(200);
    assert_ne!(second, sample_id(1));
}
