use reqwest::Method;
use serde_json::json;

use super::{VP, keeper_of, newcomer, path_of, user};
use crate::support::{NOTHING, TestApp, assignments, units, users};

#[actix_web::test]
async fn an_account_is_created_with_its_roles_and_without_a_password() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let roles = json!([{"role": "UNIT_OFFICER", "unitId": units::EMULATION_BOARD, "endsOn": "2026-12-31"}]);
    let body = json!({"username": "hoang.thi-mau", "displayName": " Hoàng Thị Mẫu ", "unitId": units::EMULATION_BOARD, "roles": roles});
    let created = admin.post("/users", body.clone()).await;
    insta::assert_snapshot!(created.snapshot(), @r#"
    201
    location: /api/v1/users/<id>
    etag: "v1-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "username": "hoang.thi-mau",
      "displayName": "Hoàng Thị Mẫu",
      "unit": {
        "id": "01980000-0000-7000-8000-000000000107",
        "code": "SNV-TDKT",
        "name": "Ban Thi đua - Khen thưởng"
      },
      "personId": null,
      "status": "ACTIVE",
      "passwordState": "NONE",
      "passwordExpiresAt": null,
      "roles": [
        {
          "id": "<id>",
          "role": "UNIT_OFFICER",
          "unit": {
            "id": "01980000-0000-7000-8000-000000000107",
            "code": "SNV-TDKT",
            "name": "Ban Thi đua - Khen thưởng"
          },
          "startsOn": "2026-11-23",
          "endsOn": "2026-12-31",
          "givenBy": "01980000-0000-7000-8000-000000000001",
          "createdAt": "2026-11-23T08:00:00+07:00"
        }
      ],
      "allowedActions": [
        "DISABLE"
      ],
      "version": 1,
      "createdAt": "2026-11-23T08:00:00+07:00",
      "updatedAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
    let found = admin.get("/users?q=hoang+mau").await.expect(200);
    assert_eq!(found.json()["items"][0], created.json());
    admin.post("/users", body).await.expect_problem(409, "username_taken");
    app.run_sequencer().await;
    let records = app.auditor().await.get("/audit-records?action=ROLE_GRANTED&limit=1").await.expect(200);
    assert_eq!(records.text("/items/0/actorUsername"), "admin");
}

#[actix_web::test]
async fn names_units_and_days_of_an_account_are_checked() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (body, expected) in [
        (newcomer("Hoàng", units::EMULATION_BOARD, json!([])), "/username wrong_format"),
        (newcomer("a", NOTHING, json!([])), "/unitId unknown_unit"),
        (
            newcomer("a", units::EMULATION_BOARD, json!([{"role": "UNIT_OFFICER", "unitId": NOTHING}])),
            "/roles/0/unitId unknown_unit",
        ),
        (newcomer("a", units::EMULATION_BOARD, json!([{"role": "BOSS"}])), "/roles/0/role unknown_value"),
        (
            newcomer(
                "a",
                units::EMULATION_BOARD,
                json!([{"role": "AUDITOR", "startsOn": "2026-12-01", "endsOn": "2026-11-30"}]),
            ),
            "/roles/0/endsOn ends_before_start",
        ),
    ] {
        let reply = admin.post("/users", body).await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), [expected]);
    }
    let twice = json!([{"role": "AUDITOR"}, {"role": "AUDITOR", "startsOn": "2027-01-01"}]);
    admin
        .post("/users", newcomer("a", units::EMULATION_BOARD, twice))
        .await
        .expect_problem(409, "role_already_given");
    assert_eq!(admin.get("/users?q=nguoi+moi").await.expect(200).json()["items"], json!([]));
}

#[actix_web::test]
async fn users_are_found_by_name_unit_role_and_status() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let names = async |query: &str| {
        let page = admin.get(&format!("/users?{query}")).await.expect(200).json();
        let names = page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|user| user["username"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("q=van+phong+so").await, "unit-snv-vp");
    assert_eq!(names("role=LEADER").await, "leader province-leader");
    assert_eq!(names(&format!("unitId={}", units::EMULATION_BOARD)).await, "unit-snv-tdkt");
    assert_eq!(names("status=DISABLED").await, "");
    assert_eq!(names("role=COUNCIL_MEMBER&limit=2").await, "council-1 council-2");
    let first = admin.get("/users?role=COUNCIL_MEMBER&limit=2").await.expect(200);
    let cursor = first.text("/nextCursor");
    assert_eq!(names(&format!("role=COUNCIL_MEMBER&limit=2&cursor={cursor}")).await, "council-3");
    admin.get(&format!("/users?cursor={cursor}")).await.expect_problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn an_account_is_changed_from_the_version_it_was_read_at() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let patch = json!({"displayName": "Cán bộ Văn phòng (mẫu)", "unitId": units::EMULATION_BOARD});
    let changed = admin.patch(&user(VP), 1, patch.clone()).await.expect(200);
    assert_eq!(
        (changed.text("/displayName"), changed.text("/unit/id")),
        ("Cán bộ Văn phòng (mẫu)".to_owned(), units::EMULATION_BOARD.to_string())
    );
    admin.patch(&user(VP), 1, patch.clone()).await.expect_problem(412, "stale_version");
    let same = admin.patch(&user(VP), 2, patch).await.expect(200);
    assert_eq!(same.json()["version"], 2);
    admin.patch(&user(VP), 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let unknown =
        admin.patch(&user(VP), 2, json!({"unitId": NOTHING})).await.expect_problem(400, "invalid_request");
    assert_eq!(unknown.faults(), ["/unitId unknown_unit"]);
    let state =
        admin.patch(&user(VP), 2, json!({"status": "DISABLED"})).await.expect_problem(400, "invalid_request");
    assert_eq!(state.faults(), ["/status unknown_member"]);
}

#[actix_web::test]
async fn a_disabled_user_is_refused_within_a_second_and_let_in_again() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let path = path_of(&admin, "office").await;
    office.get("/me").await.expect(200);
    let why = admin.step(&path, "DISABLE").await.expect_problem(400, "invalid_request");
    assert_eq!(why.faults(), ["/reason reason_required"]);
    let disable = json!({"action": "DISABLE", "reason": "Chuyển công tác (mẫu)"});
    let disabled = admin.step_with(&path, disable.clone()).await.expect(200);
    assert_eq!(
        (disabled.text("/status"), disabled.json()["allowedActions"].clone()),
        ("DISABLED".to_owned(), json!(["ENABLE"]))
    );
    office.get("/me").await.expect_problem(401, "invalid_token");
    super::sign_in(&app, "office", "thidua-sample").await.expect_problem(401, "wrong_credentials");
    admin.transition(&path, 2, disable).await.expect_problem(409, "invalid_transition");
    admin.step(&path, "ENABLE").await.expect(200);
    super::sign_in(&app, "office", "thidua-sample").await.expect(201);
    let history = admin.get(&format!("{path}/transitions")).await.expect(200);
    assert_eq!(
        (history.text("/items/0/reason"), history.text("/items/1/toStatus")),
        ("Chuyển công tác (mẫu)".to_owned(), "ACTIVE".to_owned())
    );
}

#[actix_web::test]
async fn a_trial_of_a_transition_changes_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let call = admin.call(Method::POST, &format!("{}/transitions?dryRun=true", user(VP))).version(1);
    let tried = call.json(&json!({"action": "DISABLE", "reason": "Thử"})).send().await.expect(200);
    assert_eq!(tried.text("/status"), "DISABLED");
    assert_eq!(admin.get(&user(VP)).await.expect(200).text("/status"), "ACTIVE");
}

#[actix_web::test]
async fn nobody_gives_or_takes_rights_of_the_own_account() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let own = user(users::ADMIN);
    let role = json!({"role": "LEADER"});
    admin.post(&format!("{own}/role-assignments"), role).await.expect_problem(403, "own_account");
    let disable = json!({"action": "DISABLE", "reason": "X"});
    admin.transition(&own, 1, disable).await.expect_problem(403, "own_account");
    admin
        .call(Method::POST, &format!("{own}/password-resets"))
        .send()
        .await
        .expect_problem(403, "own_account");
    let withdrawal = admin.call(Method::DELETE, &format!("{own}/role-assignments/{}", assignments::OF_ADMIN));
    withdrawal.version(1).send().await.expect_problem(403, "own_account");
    assert_eq!(admin.get(&own).await.expect(200).json()["allowedActions"], json!([]));
}

#[actix_web::test]
async fn who_keeps_a_unit_sees_and_keeps_its_users_alone() {
    let app = TestApp::start().await;
    let keeper = keeper_of(&app, units::DEPARTMENT).await;
    let seen = keeper.get("/users?limit=200").await.expect(200).raw();
    assert!(seen.contains("unit-snv-vp") && seen.contains("\"office\""), "{seen}");
    assert!(!seen.contains("auditor") && !seen.contains("unit-pnv-bs"), "{seen}");
    for hidden in [user(users::AUDITOR), user(users::DISTRICT_OFFICER)] {
        keeper.get(&hidden).await.expect_problem(404, "not_found");
        keeper.patch(&hidden, 1, json!({"displayName": "X"})).await.expect_problem(404, "not_found");
    }
    keeper.patch(&user(VP), 1, json!({"displayName": "Cán bộ (mẫu)"})).await.expect(200);
    keeper.patch(&user(VP), 2, json!({"unitId": null})).await.expect_problem(403, "forbidden");
    keeper.post("/users", newcomer("below", units::OFFICE, json!([]))).await.expect(201);
    keeper
        .post("/users", newcomer("beside", units::PROVINCE, json!([])))
        .await
        .expect_problem(403, "forbidden");
    let province = json!([{"role": "AUDITOR"}]);
    keeper.post("/users", newcomer("above", units::OFFICE, province)).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn who_keeps_a_unit_can_not_take_over_an_account_with_wider_rights() {
    let app = TestApp::start().await;
    let (admin, keeper) = (app.admin().await, keeper_of(&app, units::DEPARTMENT).await);
    let wider = json!({"role": "ADMINISTRATOR"});
    admin.post(&format!("{}/role-assignments", user(VP)), wider).await.expect(201);
    keeper.get(&user(VP)).await.expect(200);
    keeper
        .call(Method::POST, &format!("{}/password-resets", user(VP)))
        .send()
        .await
        .expect_problem(403, "forbidden");
    keeper.patch(&user(VP), 2, json!({"displayName": "X"})).await.expect_problem(403, "forbidden");
    let disable = json!({"action": "DISABLE", "reason": "X"});
    keeper.transition(&user(VP), 2, disable).await.expect_problem(403, "forbidden");
    keeper
        .call(Method::DELETE, &format!("{}/sessions", user(VP)))
        .send()
        .await
        .expect_problem(403, "forbidden");
}
