use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Actor, Reply, TestApp, units};

fn body(code: &str) -> Value {
    json!({"code": code, "name": "Một", "kind": "OTHER", "openedOn": "2026-01-01"})
}

async fn create(actor: &Actor<'_>, key: &str, code: &str) -> Reply {
    actor.call(Method::POST, "/units").key(key).json(&body(code)).send().await
}

#[actix_web::test]
async fn a_retry_gets_the_same_answer_byte_for_byte() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let before = app.last_event().await;
    let (first, second) = (create(&admin, "key-00001", "K1").await, create(&admin, "key-00001", "K1").await);
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    for name in ["location", "etag", "content-type"] {
        assert_eq!(first.header(name), second.header(name), "{name}");
    }
    assert_eq!(
        (first.header("idempotent-replayed"), second.header("idempotent-replayed")),
        (None, Some("true"))
    );
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before + 1);
}

#[actix_web::test]
async fn a_key_belongs_to_one_request() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    create(&admin, "key-00001", "K1").await.expect(201);
    create(&admin, "key-00001", "K2").await.expect_problem(422, "idempotency_key_reused");
    let path = "/units/import?dryRun=false";
    let other = "code,name,kind,openedOn\nK3,Ba,OTHER,2026-01-01\n";
    // Another operation has keys of its own.
    admin.call(Method::POST, path).key("key-00001").text("text/csv", other).send().await.expect(200);
}

#[actix_web::test]
async fn a_key_belongs_to_one_caller() {
    let app = TestApp::start().await;
    app.sql("UPDATE role_assignments SET role = 'ADMINISTRATOR', unit_id = NULL WHERE user_id = (SELECT id FROM users WHERE username = 'office')").await;
    create(&app.admin().await, "key-00001", "K1").await.expect(201);
    create(&app.as_user("office").await, "key-00001", "K2").await.expect(201);
}

#[actix_web::test]
async fn a_refusal_is_not_kept() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    create(&admin, "key-00001", "SNV").await.expect_problem(409, "unit_code_taken");
    create(&admin, "key-00001", "K1").await.expect(201);
}

#[actix_web::test]
async fn a_replay_asks_for_permission_first() {
    let app = TestApp::start().await;
    create(&app.admin().await, "key-00001", "K1").await.expect(201);
    app.sql("UPDATE role_assignments SET unit_id = (SELECT id FROM units WHERE code = 'SNV') WHERE role = 'ADMINISTRATOR'").await;
    app.admin().await.get_until("/jobs", 403).await;
    create(&app.admin().await, "key-00001", "K1").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn a_key_lives_seven_days() {
    let app = TestApp::start().await;
    create(&app.admin().await, "key-00001", "K1").await.expect(201);
    app.advance(TimeDelta::days(7));
    create(&app.admin().await, "key-00001", "K2").await.expect(201);
}

#[actix_web::test]
async fn a_patch_and_a_transition_take_keys_too() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/units/{}", units::ARCHIVE);
    for _ in 0..2 {
        let call = admin.call(Method::PATCH, &path).key("key-patch").version(1);
        assert_eq!(call.merge_patch(&json!({"name": "X"})).send().await.expect(200).json()["version"], 2);
    }
    for _ in 0..2 {
        let call = admin.call(Method::POST, &format!("{path}/transitions")).key("key-close").version(2);
        let close = json!({"action": "CLOSE", "effectiveOn": "2027-01-01"});
        assert_eq!(call.json(&close).send().await.expect(200).json()["version"], 3);
    }
}

#[actix_web::test]
async fn a_dry_run_keeps_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let file = "code,name,kind,openedOn\nK1,Một,OTHER,2026-01-01\n";
    let call = |path: &str| admin.call(Method::POST, path).key("key-00001").text("text/csv", file);
    call("/units/import?dryRun=true").send().await.expect(200);
    assert_eq!(call("/units/import").send().await.expect(200).json()["created"], 1);
}

#[actix_web::test]
async fn a_key_has_a_shape() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for key in ["short", "with space", &"x".repeat(256)] {
        let reply = create(&admin, key, "K1").await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), ["Idempotency-Key wrong_format"]);
    }
}

#[actix_web::test]
async fn a_retry_is_what_was_meant_and_not_how_it_was_written() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let send = async |body: &str| {
        admin.call(Method::POST, "/units").key("written-0001").text("application/json", body).send().await
    };
    let first = send(r#"{"code":"K9","name":"X","kind":"OTHER","openedOn":"2026-01-01"}"#).await.expect(201);
    let again =
        send("{ \"openedOn\": \"2026-01-01\",\n  \"kind\": \"OTHER\", \"name\": \"X\", \"code\": \"K9\" }")
            .await;
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, Some("true")));
    assert_eq!(again.raw(), first.raw());
    let other = send(r#"{"code":"K9","name":"Y","kind":"OTHER","openedOn":"2026-01-01"}"#).await;
    other.expect_problem(422, "idempotency_key_reused");
}
