//! Machine clients: registered, given secrets and keys, changed, disabled.

use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::oauth::{Client, call_as, token_of};
use crate::support::{Actor, NOTHING, TestApp, sample_id, units};

/// The sample's document system.
pub fn ioffice() -> String {
    format!("/clients/{}", sample_id(0x48_0001))
}

fn new(code: &str) -> Value {
    json!({"code": code, "name": "Hệ thống thử", "unitId": units::OFFICE, "purpose": "Để thử",
        "scopes": ["reports:write", "campaigns:read"], "expiresOn": "2027-12-31"})
}

/// A client with a secret.
pub async fn registered(admin: &Actor<'_>, body: Value) -> Client {
    let path = format!("/clients/{}", admin.post("/clients", body).await.expect(201).text("/id"));
    secret(admin, &path).await
}

async fn secret(admin: &Actor<'_>, path: &str) -> Client {
    let made = admin.post(&format!("{path}/secrets"), json!({})).await.expect(201);
    Client { id: made.text("/clientId"), secret: made.text("/clientSecret") }
}

#[actix_web::test]
async fn an_administrator_registers_a_client() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut body = new("he-thong-thu");
    body["networks"] = json!(["203.0.113.9/24", "2001:db8::1"]);
    let made = admin.post("/clients", body).await.expect(201);
    let view = made.json();
    assert_eq!(view["scopes"], json!(["campaigns:read", "reports:write"]));
    assert_eq!(view["networks"], json!(["203.0.113.0/24", "2001:db8::1/128"]));
    assert_eq!(
        (&view["requestsPerMinute"], &view["lastUsedAt"], &view["secrets"], &view["allowedActions"]),
        (&json!(600), &Value::Null, &json!([]), &json!(["DISABLE"]))
    );
    let path = format!("/clients/{}", made.text("/id"));
    assert_eq!(admin.get(&path).await.expect(200).json(), view);
    admin.post("/clients", new("he-thong-thu")).await.expect_problem(409, "username_taken");
    // People and machines share their names in the audit trail.
    admin.post("/clients", new("admin")).await.expect_problem(409, "username_taken");
    let list = admin.get("/clients?limit=1").await.expect(200).json();
    assert_eq!(column(&list["items"], "code"), ["he-thong-thu"]);
    let next = format!("/clients?limit=1&cursor={}", list["nextCursor"].as_str().unwrap());
    assert_eq!(column(&admin.get(&next).await.expect(200).json()["items"], "code"), ["ioffice"]);
    // It is no user.
    admin.get(&format!("/users/{}", made.text("/id"))).await.expect_problem(404, "not_found");
    let users = admin.get("/users?q=thử&limit=200").await.expect(200).json();
    assert!(!column(&users["items"], "username").contains(&"he-thong-thu".to_owned()));
}

#[actix_web::test]
async fn what_is_wrong_with_a_client_is_told_at_its_place() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let with = |name: &str, value: Value| {
        let mut body = new("loi");
        body[name] = value;
        body
    };
    for (body, fault) in [
        (with("networks", json!(["10.0.0.0/8", "10.0.0.0/99"])), "/networks/1 not_a_network"),
        (with("expiresOn", json!("2026-11-22")), "/expiresOn day_in_the_past"),
        (with("scopes", json!(["everything"])), "/scopes/0 not_allowed_value"),
        (with("scopes", json!([])), "/scopes too_few_items"),
    ] {
        let refused = admin.post("/clients", body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults()[0].split(' ').next(), fault.split(' ').next(), "{body}");
    }
    let unknown = admin.post("/clients", with("unitId", json!(NOTHING))).await;
    assert_eq!(unknown.expect_problem(400, "invalid_request").faults(), ["/unitId unknown_unit"]);
    let patched = admin.patch(&ioffice(), 3, json!({"networks": ["x"], "expiresOn": "2020-01-01"})).await;
    patched.expect_problem(400, "invalid_request");
    let patched =
        admin.patch(&ioffice(), 3, json!({"networks": ["1.2.3.4/77"], "expiresOn": "2020-01-01"})).await;
    let patched = patched.expect_problem(400, "invalid_request");
    assert_eq!(patched.faults(), ["/expiresOn day_in_the_past", "/networks/0 not_a_network"]);
    admin.patch(&ioffice(), 3, json!({})).await.expect_problem(400, "nothing_to_change");
    admin.patch(&ioffice(), 1, json!({"name": "Khác"})).await.expect_problem(412, "stale_version");
}

#[actix_web::test]
async fn who_keeps_no_settings_sees_no_client() {
    let app = TestApp::start().await;
    app.as_user("office").await.get("/clients").await.expect_problem(403, "forbidden");
    app.as_user("auditor").await.get(&ioffice()).await.expect_problem(403, "forbidden");
    // An administrator of a unit keeps the clients of its subtree.
    app.sql(&format!(
        "UPDATE role_assignments SET unit_id = '{}' WHERE role = 'ADMINISTRATOR'",
        units::OFFICE
    ))
    .await;
    let admin = app.admin().await;
    assert_eq!(admin.get("/clients").await.expect(200).json()["items"], json!([]));
    admin.get(&ioffice()).await.expect_problem(404, "not_found");
    admin.post(&format!("{}/secrets", ioffice()), json!({})).await.expect_problem(404, "not_found");
    let mut province = new("ca-tinh");
    province["unitId"] = Value::Null;
    admin.post("/clients", province).await.expect_problem(403, "forbidden");
    admin.post("/clients", new("van-phong")).await.expect(201);
}

#[actix_web::test]
async fn a_secret_is_shown_once_and_followed_by_another() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let first = registered(&admin, new("xoay-vong")).await;
    let path = format!("/clients/{}", first.id);
    let second = secret(&admin, &path).await;
    admin.post(&format!("{path}/secrets"), json!({})).await.expect_problem(409, "two_secrets_already");
    for own in [&first, &second] {
        token_of(&app, own).await.expect(200);
    }
    let view = admin.get(&path).await.expect(200);
    assert!(!view.raw().contains(&first.secret) && view.json()["lastUsedAt"].is_string());
    let old = view.json()["secrets"][0].clone();
    assert!(first.secret.ends_with(old["hint"].as_str().unwrap()));
    let old = format!("{path}/secrets/{}", old["id"].as_str().unwrap());
    let end = |version| admin.call(Method::DELETE, &old).version(version).send();
    end(1).await.expect_problem(412, "stale_version");
    end(view.version()).await.expect(204);
    end(view.version() + 1).await.expect_problem(404, "not_found");
    assert_eq!(token_of(&app, &first).await.expect(401).text("/error"), "invalid_client");
    token_of(&app, &second).await.expect(200);
    secret(&admin, &path).await;
    app.run_sequencer().await;
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={}", first.id)).await.expect(200);
    assert!(trail.raw().contains("CLIENT_SECRET_MADE") && trail.raw().contains("CLIENT_SECRET_ENDED"));
    assert!(!trail.raw().contains(&second.secret));
}

#[actix_web::test]
async fn two_at_the_same_instant_never_make_three_secrets() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("{}/secrets", ioffice());
    let (one, other) = join(admin.post(&path, json!({})), admin.post(&path, json!({}))).await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[actix_web::test]
async fn what_is_taken_away_holds_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let client = registered(&admin, new("bi-rut")).await;
    let path = format!("/clients/{}", client.id);
    let machine = call_as(&app, &client).await;
    machine.get("/campaigns").await.expect(200);
    let change = async |body: Value| {
        let version = admin.get(&path).await.version();
        admin.patch(&path, version, body).await.expect(200)
    };
    change(json!({"scopes": ["reports:write"]})).await;
    let refused = machine.get("/campaigns").await.expect_problem(403, "scope_missing");
    assert!(refused.header("www-authenticate").is_some_and(|value| value.contains("insufficient_scope")));
    change(json!({"scopes": ["campaigns:read"], "networks": ["203.0.113.0/24"]})).await;
    machine.get("/campaigns").await.expect_problem(403, "client_outside_its_networks");
    let from =
        |address: &str| machine.call(Method::GET, "/campaigns").header("X-Forwarded-For", address).send();
    from("203.0.113.77").await.expect(200);
    from("203.0.114.77").await.expect_problem(403, "client_outside_its_networks");
    change(json!({"networks": [], "name": "Tên khác", "purpose": "Việc khác", "requestsPerMinute": 5000}))
        .await;
    machine.get("/campaigns").await.expect(200);
    admin.step(&path, "DISABLE").await.expect_problem(400, "invalid_request");
    admin.step_with(&path, json!({"action": "DISABLE", "reason": "Lộ khóa"})).await.expect(200);
    machine.get("/campaigns").await.expect_problem(401, "invalid_token");
    token_of(&app, &client).await.expect(401);
    admin
        .step_with(&path, json!({"action": "DISABLE", "reason": "Nữa"}))
        .await
        .expect_problem(409, "invalid_transition");
    admin.step(&path, "ENABLE").await.expect(200);
    machine.get("/campaigns").await.expect(200);
    assert_eq!(
        admin.get(&format!("{path}/transitions")).await.expect(200).json()["items"].as_array().unwrap().len(),
        2
    );
    // Its last day.
    change(json!({"expiresOn": "2026-11-23"})).await;
    machine.get("/campaigns").await.expect(200);
    app.sql("UPDATE clients SET expires_on = '2026-11-22'").await;
    machine.get("/campaigns").await.expect_problem(401, "invalid_token");
    token_of(&app, &client).await.expect(401);
}

#[actix_web::test]
async fn a_client_that_is_in_nobody_s_way_is_kept_by_its_unit() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let active = admin.get("/clients?status=ACTIVE").await.expect(200).json();
    assert_eq!(column(&active["items"], "code"), ["ioffice", "truc-lgsp"]);
    let disabled = admin.get("/clients?status=DISABLED").await.expect(200).json();
    assert_eq!(disabled["items"], json!([]));
}
