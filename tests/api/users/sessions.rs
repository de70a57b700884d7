use reqwest::Method;
use serde_json::json;

use super::{VP, keeper_of, sign_in_from, user};
use crate::support::{Actor, TestApp, units, users};

#[actix_web::test]
async fn somebody_sees_and_ends_the_own_sessions() {
    let app = TestApp::start().await;
    let elsewhere = sign_in_from(&app, "203.0.113.9", "office", "thidua-sample").await.expect(201);
    let here = sign_in_from(&app, "203.0.113.7", "office", "thidua-sample").await.expect(201);
    let (elsewhere, here) = (
        Actor::with_token(&app, &elsewhere.text("/accessToken")),
        Actor::with_token(&app, &here.text("/accessToken")),
    );
    let list = here.get("/sessions").await.expect(200).json();
    let told =
        |place: usize| (list["items"][place]["address"].clone(), list["items"][place]["isCurrent"].clone());
    assert_eq!(
        (told(0), told(1)),
        ((json!("203.0.113.7"), json!(true)), (json!("203.0.113.9"), json!(false)))
    );
    let other = format!("/sessions/{}", list["items"][1]["id"].as_str().unwrap());
    here.call(Method::DELETE, &other).send().await.expect(204);
    elsewhere.get("/me").await.expect_problem(401, "invalid_token");
    here.call(Method::DELETE, &other).send().await.expect_problem(404, "not_found");
    assert_eq!(here.get("/sessions?limit=1").await.expect(200).json()["nextCursor"], json!(null));
}

#[actix_web::test]
async fn who_keeps_a_user_sees_and_ends_the_users_sessions() {
    let app = TestApp::start().await;
    let keeper = keeper_of(&app, units::DEPARTMENT).await;
    let (one, other) = (app.as_user("unit-snv-vp").await, app.as_user("unit-snv-vp").await);
    let path = format!("{}/sessions", user(VP));
    let list = keeper.get(&path).await.expect(200);
    let first = format!("/sessions/{}", list.text("/items/0/id"));
    keeper.call(Method::DELETE, &first).send().await.expect(204);
    keeper.call(Method::DELETE, &path).send().await.expect(204);
    for actor in [one, other] {
        actor.get("/me").await.expect_problem(401, "invalid_token");
    }
    assert_eq!(keeper.get(&path).await.expect(200).json()["items"], json!([]));
    app.run_sequencer().await;
    let records = app.auditor().await.get("/audit-records?action=SESSION_ENDED").await.expect(200);
    assert_eq!(records.json()["items"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn the_sessions_of_others_are_nobodys_business() {
    let app = TestApp::start().await;
    let keeper = keeper_of(&app, units::DEPARTMENT).await;
    let auditor = app.auditor().await;
    let own = format!("/sessions/{}", auditor.get("/sessions").await.expect(200).text("/items/0/id"));
    for stranger in [&keeper, &app.as_user("office").await] {
        stranger.call(Method::DELETE, &own).send().await.expect_problem(404, "not_found");
    }
    keeper.get(&format!("{}/sessions", user(users::AUDITOR))).await.expect_problem(404, "not_found");
    auditor.get("/me").await.expect(200);
}
