//! Accounts, their roles, passwords and sessions.

mod accounts;
mod guesses;
mod passwords;
mod roles;
mod sessions;

use serde_json::{Value, json};

use crate::support::{Actor, Reply, TestApp, users};

/// The account of the sample's office of the department.
pub const VP: &str = users::OFFICER;
/// A password good enough for anybody.
pub const GOOD: &str = "sông Kỳ Cùng chảy ngược";

/// The path of a sample user.
pub fn user(id: &str) -> String {
    format!("/users/{id}")
}

/// The path of a user by name.
pub async fn path_of(admin: &Actor<'_>, username: &str) -> String {
    let found = admin.get(&format!("/users?q={username}&limit=1")).await.expect(200);
    format!("/users/{}", found.text("/items/0/id"))
}

/// Signs in, from the network that an address stands for.
pub async fn sign_in_from(app: &TestApp, address: &str, username: &str, password: &str) -> Reply {
    let call = app.anonymous().call(reqwest::Method::POST, "/sessions").header("X-Forwarded-For", address);
    call.json(&json!({"username": username, "password": password})).send().await
}

/// Signs in.
pub async fn sign_in(app: &TestApp, username: &str, password: &str) -> Reply {
    sign_in_from(app, "203.0.113.1", username, password).await
}

/// Somebody who keeps the users of a unit, and nothing else.
pub async fn keeper_of<'a>(app: &'a TestApp, unit: &str) -> Actor<'a> {
    let body = json!({"username": "keeper", "displayName": "Quản trị đơn vị (mẫu)", "unitId": unit,
        "roles": [{"role": "ADMINISTRATOR", "unitId": unit}]});
    app.admin().await.post("/users", body).await.expect(201);
    app.as_user("keeper").await
}

/// A new account's body.
pub fn newcomer(username: &str, unit: &str, roles: Value) -> Value {
    json!({"username": username, "displayName": "Người mới (mẫu)", "unitId": unit, "roles": roles})
}
