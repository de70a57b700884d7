use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::{GOOD, VP, sign_in, user};
use crate::support::{Actor, Reply, TestApp, units};

async fn reset(admin: &Actor<'_>) -> Reply {
    admin.call(Method::POST, &format!("{}/password-resets", user(VP))).send().await.expect(201)
}

fn change(current: &str, new: &str) -> Value {
    json!({"currentPassword": current, "newPassword": new})
}

#[actix_web::test]
async fn a_made_password_opens_one_door_only() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let before = app.as_user("unit-snv-vp").await;
    let made = reset(&admin).await;
    assert_eq!(made.text("/expiresAt"), "2026-11-26T08:00:00+07:00");
    before.get("/me").await.expect_problem(401, "invalid_token");
    sign_in(&app, "unit-snv-vp", "thidua-sample").await.expect_problem(401, "wrong_credentials");
    let password = made.text("/temporaryPassword");
    assert_eq!(admin.get(&user(VP)).await.expect(200).text("/passwordState"), "TEMPORARY");

    let session = sign_in(&app, "unit-snv-vp", &password).await.expect(201);
    let officer = Actor::with_token(&app, &session.text("/accessToken"));
    assert_eq!(officer.get("/me").await.expect(200).json()["mustChangePassword"], true);
    for path in ["/units", "/sessions", "/users"] {
        officer.get(path).await.expect_problem(403, "password_change_required");
    }
    officer.post("/me/password-changes", change(&password, GOOD)).await.expect(204);
    officer.get("/me").await.expect_problem(401, "invalid_token");
    sign_in(&app, "unit-snv-vp", &password).await.expect_problem(401, "wrong_credentials");
    let session = sign_in(&app, "unit-snv-vp", GOOD).await.expect(201);
    Actor::with_token(&app, &session.text("/accessToken")).get("/units").await.expect(200);
    assert_eq!(admin.get(&user(VP)).await.expect(200).text("/passwordState"), "OWN");
}

#[actix_web::test]
async fn a_made_password_waits_three_days() {
    let app = TestApp::start().await;
    let password = reset(&app.admin().await).await.text("/temporaryPassword");
    app.advance(TimeDelta::hours(72));
    sign_in(&app, "unit-snv-vp", &password).await.expect_problem(401, "password_expired");
    sign_in(&app, "unit-snv-vp", "wrong").await.expect_problem(401, "wrong_credentials");
}

#[actix_web::test]
async fn every_made_password_is_another_and_none_is_kept() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let call = || admin.call(Method::POST, &format!("{}/password-resets", user(VP))).key("reset-0001").send();
    let (one, other) = (call().await.expect(201), call().await.expect(201));
    assert_ne!(one.text("/temporaryPassword"), other.text("/temporaryPassword"));
    app.run_sequencer().await;
    let records = app.auditor().await.get("/audit-records?action=PASSWORD_RESET").await.expect(200);
    assert!(!records.raw().contains(&one.text("/temporaryPassword")));
}

#[actix_web::test]
async fn what_overlaps_a_reset_leaves_nothing_open() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let officer = app.as_user("unit-snv-vp").await;
    officer.get("/me").await.expect(200);
    let (entered, changed, _) = futures_util::join!(
        sign_in(&app, "unit-snv-vp", "thidua-sample"),
        officer.post("/me/password-changes", change("thidua-sample", GOOD)),
        reset(&admin),
    );
    // Whichever of them was first, the last word is the administrator's or the change came before it.
    assert!([201, 401].contains(&entered.status) && [204, 400, 401].contains(&changed.status));
    if entered.status == 201 {
        let late = Actor::with_token(&app, &entered.text("/accessToken"));
        late.get_until("/me", 401).await.expect_problem(401, "invalid_token");
    }
    assert_eq!(admin.get(&user(VP)).await.expect(200).text("/passwordState"), "TEMPORARY");
    for password in ["thidua-sample", GOOD] {
        sign_in(&app, "unit-snv-vp", password).await.expect_problem(401, "wrong_credentials");
    }
}

#[actix_web::test]
async fn weak_passwords_and_a_wrong_present_one_are_refused_together() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    for (current, new, expected) in [
        ("thidua-sample", "short", vec!["/newPassword too_short"]),
        ("thidua-sample", "qwertyqwerty1", vec!["/newPassword common_password"]),
        ("thidua-sample", "thi dua unit-snv-vp", vec!["/newPassword telling_password"]),
        (
            "thidua-sample",
            "thidua-sample",
            vec!["/newPassword same_password", "/newPassword telling_password"],
        ),
        ("wrong", "qwertyqwerty1", vec!["/currentPassword wrong_password", "/newPassword common_password"]),
    ] {
        let reply = officer.post("/me/password-changes", change(current, new)).await;
        assert_eq!(reply.expect_problem(400, "invalid_request").faults(), expected, "{new}");
        app.advance(TimeDelta::minutes(3));
    }
    sign_in(&app, "unit-snv-vp", "thidua-sample").await.expect(201);
}

#[actix_web::test]
async fn a_changed_password_ends_every_session() {
    let app = TestApp::start().await;
    let (here, there) = (app.as_user("office").await, app.as_user("office").await);
    there.get("/me").await.expect(200);
    here.post("/me/password-changes", change("thidua-sample", GOOD)).await.expect(204);
    for actor in [here, there] {
        actor.get("/me").await.expect_problem(401, "invalid_token");
    }
}

#[actix_web::test]
async fn a_password_is_taken_as_it_was_typed_long_or_old_as_it_may_be() {
    let app = TestApp::start().await;
    for length in [64, 128] {
        let long: String = "Sông Kỳ Cùng ".chars().cycle().take(length - 1).chain(['!']).collect();
        let account = if length == 64 { "office" } else { "leader" };
        app.as_user(account)
            .await
            .post("/me/password-changes", change("thidua-sample", &long))
            .await
            .expect(204);
        app.advance(TimeDelta::days(400));
        let nearly = [long.to_lowercase(), long.trim_end_matches('!').to_owned(), format!("{long} ")];
        for other in nearly.iter().filter(|other| other.chars().count() <= 128) {
            sign_in(&app, account, other).await.expect_problem(401, "wrong_credentials");
        }
        let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(long.as_str()).collect();
        if decomposed.chars().count() <= 128 {
            sign_in(&app, account, &decomposed).await.expect(201);
        }
        sign_in(&app, account, &long).await.expect(201);
    }
}

#[actix_web::test]
async fn a_hash_of_older_cost_is_renewed_at_the_next_sign_in() {
    use argon2::password_hash::PasswordHasher;
    let app = TestApp::start().await;
    let cheap = argon2::Params::new(8192, 1, 1, None).unwrap();
    let cheap = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, cheap);
    let old = cheap.hash_password(b"thidua-sample").unwrap().to_string();
    app.sql(&format!("UPDATE users SET password_hash = '{old}' WHERE username = 'office'")).await;
    let stored = async || {
        let of_office = async |conn: &thidua::db::Connection| {
            thidua::features::identity::store::credentials(conn, "office").await
        };
        app.db.read(of_office).await.unwrap().unwrap().password_hash.unwrap()
    };
    sign_in(&app, "office", "wrong").await.expect_problem(401, "wrong_credentials");
    assert_eq!(stored().await, old);
    sign_in(&app, "office", "thidua-sample").await.expect(201);
    assert!(stored().await.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    sign_in(&app, "office", "thidua-sample").await.expect(201);
}

#[actix_web::test]
async fn the_present_password_can_not_be_guessed_with_a_stolen_token() {
    let app = TestApp::start().await;
    let thief = app.as_user("office").await;
    for _ in 0..5 {
        thief
            .post("/me/password-changes", change("guess", GOOD))
            .await
            .expect_problem(400, "invalid_request");
    }
    let refused = thief.post("/me/password-changes", change("thidua-sample", GOOD)).await;
    assert_eq!(refused.expect_problem(429, "too_many_guesses").header("retry-after"), Some("181"));
}

#[actix_web::test]
async fn an_account_without_a_password_lets_nobody_in() {
    let app = TestApp::start().await;
    let body = super::newcomer("new", units::OFFICE, json!([]));
    let created = app.admin().await.post("/users", body).await.expect(201);
    assert_eq!(created.text("/passwordState"), "NONE");
    sign_in(&app, "new", "x").await.expect_problem(401, "wrong_credentials");
}
