use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Actor, Reply, TestApp};

async fn sign_in(app: &TestApp, username: &str, password: &str) -> Reply {
    app.anonymous().post("/sessions", json!({"username": username, "password": password})).await
}

async fn refresh(app: &TestApp, token: &str) -> Reply {
    app.anonymous().post("/sessions/refreshes", json!({"refreshToken": token})).await
}

#[actix_web::test]
async fn somebody_signs_in_and_learns_what_is_allowed() {
    let app = TestApp::start().await;
    let session = sign_in(&app, "office", "thidua-sample").await.expect(201);
    assert_eq!(
        (session.text("/tokenType"), session.json()["expiresIn"].clone()),
        ("Bearer".to_owned(), json!(900))
    );
    let me = Actor::with_token(&app, &session.text("/accessToken")).get("/me").await;
    insta::assert_snapshot!(me.snapshot(), @r#"
    200
    content-language: vi
    {
      "id": "01980000-0000-7000-8000-000000000002",
      "username": "office",
      "displayName": "Cán bộ thường trực thi đua (mẫu)",
      "unit": {
        "id": "01980000-0000-7000-8000-000000000101",
        "code": "SNV",
        "name": "Sở Nội vụ tỉnh Lạng Sơn"
      },
      "mustChangePassword": false,
      "roles": [
        {
          "role": "STANDING_OFFICE",
          "unit": {
            "id": "01980000-0000-7000-8000-000000000101",
            "code": "SNV",
            "name": "Sở Nội vụ tỉnh Lạng Sơn"
          }
        }
      ],
      "allowedActions": [
        "EDIT_CAMPAIGNS",
        "RUN_CAMPAIGNS",
        "RECORD_DECISIONS",
        "READ_DRAFTS",
        "IMPORT_TABLES",
        "READ_AWARDS",
        "READ_PEOPLE",
        "KEEP_PEOPLE",
        "CONFIRM_FACTS"
      ]
    }
    "#);
}

#[actix_web::test]
async fn an_unknown_name_and_a_wrong_password_get_the_same_answer() {
    let app = TestApp::start().await;
    app.sql("UPDATE users SET status = 'DISABLED' WHERE username = 'leader'").await;
    let mut answers = Vec::new();
    for (name, password) in [("admin", "wrong"), ("nobody", "thidua-sample"), ("leader", "thidua-sample")] {
        let mut body = sign_in(&app, name, password).await.expect_problem(401, "wrong_credentials").json();
        body["requestId"] = json!(null);
        answers.push(body);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}

#[actix_web::test]
async fn a_refresh_token_is_good_once() {
    let app = TestApp::start().await;
    let first = sign_in(&app, "admin", "thidua-sample").await.text("/refreshToken");
    let second = refresh(&app, &first).await.expect(201);
    let lost_answer = refresh(&app, &first).await.expect(201);
    assert_eq!(second.text("/refreshToken"), lost_answer.text("/refreshToken"));
    app.advance(TimeDelta::seconds(11));
    refresh(&app, &first).await.expect_problem(401, "session_ended");
    // The copy was stolen: the whole session is over, for the newest token too.
    refresh(&app, &second.text("/refreshToken")).await.expect_problem(401, "session_ended");
    let thief = Actor::with_token(&app, &second.text("/accessToken"));
    thief.get_until("/me", 401).await.expect_problem(401, "invalid_token");
}

#[actix_web::test]
async fn an_answer_that_was_used_was_not_lost() {
    let app = TestApp::start().await;
    let first = sign_in(&app, "admin", "thidua-sample").await.text("/refreshToken");
    let second = refresh(&app, &first).await.expect(201).text("/refreshToken");
    refresh(&app, &second).await.expect(201);
    refresh(&app, &first).await.expect_problem(401, "session_ended");
}

#[actix_web::test]
async fn a_session_ends_for_good_however_often_it_is_refreshed() {
    let app = TestApp::start().await;
    let mut token = sign_in(&app, "admin", "thidua-sample").await.text("/refreshToken");
    for _ in 0..11 {
        app.advance(TimeDelta::hours(1));
        token = refresh(&app, &token).await.expect(201).text("/refreshToken");
    }
    app.advance(TimeDelta::hours(1));
    refresh(&app, &token).await.expect_problem(401, "session_ended");
}

#[actix_web::test]
async fn a_session_that_nobody_continues_ends() {
    let app = TestApp::start().await;
    let token = sign_in(&app, "admin", "thidua-sample").await.text("/refreshToken");
    app.advance(TimeDelta::minutes(120));
    let token = refresh(&app, &token).await.expect(201).text("/refreshToken");
    app.advance(TimeDelta::seconds(7201));
    refresh(&app, &token).await.expect_problem(401, "session_ended");
}

#[actix_web::test]
async fn every_session_has_tokens_of_its_own() {
    let app = TestApp::start().await;
    let (one, other) =
        (sign_in(&app, "admin", "thidua-sample").await, sign_in(&app, "admin", "thidua-sample").await);
    for token in ["/accessToken", "/refreshToken"] {
        assert_ne!(one.text(token), other.text(token));
    }
    assert_eq!(one.text("/refreshToken").len(), 43);
}

#[actix_web::test]
async fn signing_out_ends_both_tokens_at_once() {
    let app = TestApp::start().await;
    let session = sign_in(&app, "admin", "thidua-sample").await;
    let admin = Actor::with_token(&app, &session.text("/accessToken"));
    admin.get("/me").await.expect(200);
    admin.call(reqwest::Method::DELETE, "/sessions/current").send().await.expect(204);
    admin.get("/me").await.expect_problem(401, "invalid_token");
    refresh(&app, &session.text("/refreshToken")).await.expect_problem(401, "session_ended");
}

#[actix_web::test]
async fn a_withdrawn_role_and_a_disabled_user_are_refused_within_a_second() {
    let app = TestApp::start().await;
    let auditor = app.auditor().await;
    auditor.get("/audit-records").await.expect(200);
    app.sql("UPDATE role_assignments SET ends_before = '2026-11-23' WHERE role = 'AUDITOR'").await;
    auditor.get_until("/audit-records", 403).await.expect_problem(403, "forbidden");
    app.sql("UPDATE users SET status = 'DISABLED' WHERE username = 'auditor'").await;
    auditor.get_until("/me", 401).await.expect_problem(401, "invalid_token");
}

#[actix_web::test]
async fn sessions_are_on_record() {
    let app = TestApp::start().await;
    let session = sign_in(&app, "auditor", "thidua-sample").await;
    app.run_sequencer().await;
    let auditor = Actor::with_token(&app, &session.text("/accessToken"));
    let records = auditor.get("/audit-records?action=SESSION_BEGUN").await.expect(200);
    assert_eq!(records.text("/items/0/actorUsername"), "auditor");
    assert!(!records.raw().contains("thidua-sample"));
}
