use reqwest::Method;
use serde_json::json;

use super::{VP, newcomer, user};
use crate::support::{TestApp, assignments, units, users};

#[actix_web::test]
async fn a_role_is_given_for_days_and_withdrawn_at_once() {
    let app = TestApp::start().await;
    let (admin, officer) = (app.admin().await, app.as_user("unit-snv-vp").await);
    let (path, roles) = (user(VP), format!("{}/role-assignments", user(VP)));
    officer.get("/audit-records").await.expect_problem(403, "forbidden");
    let given = admin.post(&roles, json!({"role": "AUDITOR"})).await;
    insta::assert_snapshot!(given.snapshot(), @r#"
    201
    location: /api/v1/users/01980000-0000-7000-8000-000000000302/role-assignments
    etag: "v2-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "role": "AUDITOR",
      "unit": null,
      "startsOn": "2026-11-23",
      "endsOn": null,
      "givenBy": "01980000-0000-7000-8000-000000000001",
      "createdAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
    officer.get_until("/audit-records", 200).await;
    let one = format!("{roles}/{}", given.text("/id"));
    admin.call(Method::DELETE, &one).send().await.expect_problem(428, "if_match_required");
    admin.call(Method::DELETE, &one).version(1).send().await.expect_problem(412, "stale_version");
    admin.call(Method::DELETE, &one).version(2).send().await.expect(204);
    officer.get_until("/audit-records", 403).await.expect_problem(403, "forbidden");
    admin.call(Method::DELETE, &one).version(3).send().await.expect_problem(409, "role_has_ended");
    let history = admin.get(&roles).await.expect(200);
    assert_eq!(
        (history.text("/items/1/role"), history.text("/items/1/endsOn")),
        ("AUDITOR".to_owned(), "2026-11-22".to_owned())
    );
    assert_eq!(admin.get(&path).await.expect(200).json()["roles"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_role_ends_after_a_last_day() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let one = format!("{}/role-assignments/{}", user(VP), assignments::OF_OFFICER);
    let end =
        async |query: &str| admin.call(Method::DELETE, &format!("{one}{query}")).version(1).send().await;
    let past = end("?lastOn=2026-11-22").await.expect_problem(400, "invalid_request");
    assert_eq!(past.faults(), ["lastOn day_in_the_past"]);
    end("?lastOn=2026-11-30").await.expect(204);
    let view = admin.get(&user(VP)).await.expect(200);
    assert_eq!(
        (view.text("/roles/0/endsOn"), view.json()["version"].clone()),
        ("2026-11-30".to_owned(), json!(2))
    );
    let missing = format!("{}/role-assignments/{}", user(users::INSPECTOR), assignments::OF_OFFICER);
    admin.call(Method::DELETE, &missing).version(1).send().await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn a_role_is_not_given_twice_for_a_day() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let roles = format!("{}/role-assignments", user(VP));
    let again = json!({"role": "UNIT_OFFICER", "unitId": units::OFFICE, "startsOn": "2027-01-01"});
    admin.post(&roles, again).await.expect_problem(409, "role_already_given");
    let elsewhere = json!({"role": "UNIT_OFFICER", "unitId": units::INSPECTORATE});
    let given = admin.call(Method::POST, &roles).key("role-0001").json(&elsewhere).send().await.expect(201);
    let replayed =
        admin.call(Method::POST, &roles).key("role-0001").json(&elsewhere).send().await.expect(201);
    assert_eq!((given.body, replayed.header("idempotent-replayed")), (replayed.body.clone(), Some("true")));
}

#[actix_web::test]
async fn of_two_administrators_who_dismiss_each_other_one_stays() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let created = admin
        .post("/users", newcomer("second", units::DEPARTMENT, json!([{"role": "ADMINISTRATOR"}])))
        .await
        .expect(201);
    let second = app.as_user("second").await;
    let (first_path, second_path) = (user(users::ADMIN), format!("/users/{}", created.text("/id")));
    let disable = json!({"action": "DISABLE", "reason": "Tranh chấp (mẫu)"});
    let (one, other) = futures_util::join!(
        admin.transition(&second_path, 1, disable.clone()),
        second.transition(&first_path, 1, disable),
    );
    let mut outcomes = [one.status, other.status];
    outcomes.sort_unstable();
    // The later of the two meets a session that has ended, or that nobody else would be left.
    assert!(outcomes[0] == 200 && [401, 409].contains(&outcomes[1]), "{} {}", one.raw(), other.raw());
}

#[actix_web::test]
async fn the_last_administrator_stays() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let created = admin
        .post("/users", newcomer("second", units::DEPARTMENT, json!([{"role": "ADMINISTRATOR"}])))
        .await
        .expect(201);
    let second = app.as_user("second").await;
    let path = format!("/users/{}", created.text("/id"));
    second.get("/me").await.expect(200);
    // The service still takes the second for an administrator when the role is gone already.
    app.sql("UPDATE role_assignments SET ends_before = '2026-11-23' WHERE user_id = (SELECT id FROM users WHERE username = 'second')").await;
    let withdrawal = second
        .call(Method::DELETE, &format!("{}/role-assignments/{}", user(users::ADMIN), assignments::OF_ADMIN));
    withdrawal.version(1).send().await.expect_problem(409, "last_administrator");
    let disable = json!({"action": "DISABLE", "reason": "X"});
    second.transition(&user(users::ADMIN), 1, disable).await.expect_problem(409, "last_administrator");
    assert_eq!(admin.get(&path).await.expect(200).json()["roles"], json!([]));
}
