mod amendments;
mod change;
mod contents;
mod copy;
mod create;
mod import;
mod import_files;
mod import_word;
mod launch;
mod list;
mod public;
mod readiness;

use serde_json::{Value, json};

use crate::support::{Actor, TestApp, campaigns, sample_id, units};

/// The launched campaign of the sample.
pub fn launched() -> String {
    format!("/campaigns/{}", campaigns::LAUNCHED)
}

/// The draft of the sample.
pub fn draft() -> String {
    format!("/campaigns/{}", campaigns::DRAFT)
}

/// A content of the sample's draft.
pub fn content(last: u128) -> String {
    format!("{}/contents/{}", draft(), sample_id(last))
}

/// What every launch must have, but for a content.
pub fn complete() -> Value {
    json!({
        "launchingUnitId": units::DEPARTMENT, "title": "Phong trào thi đua chuyển đổi số năm 2026",
        "startsOn": "2026-03-01", "endsOn": "2026-12-31",
        "signatory": {"name": "Nguyễn Văn Mẫu", "position": "Giám đốc"},
        "participants": [{"unitId": units::DEPARTMENT, "withSubtree": true}],
    })
}

/// A draft that can be launched; answers with its path and version.
pub async fn ready(office: &Actor<'_>) -> (String, i32) {
    let created = office.post("/campaigns", complete()).await.expect(201);
    let path = format!("/campaigns/{}", created.text("/id"));
    office.post(&format!("{path}/contents"), json!({"title": "Nội dung 1"})).await.expect(201);
    (path, 2)
}

/// A campaign that runs; answers with its path and version.
pub async fn running(app: &TestApp) -> (String, i32) {
    let (path, version) = ready(&app.as_user("office").await).await;
    app.as_user("leader").await.transition(&path, version, json!({"action": "LAUNCH"})).await.expect(200);
    (path, version + 1)
}

/// Gives a sample account another role over a sample unit.
pub async fn grant(app: &TestApp, username: &str, role: &str, unit_id: &str) {
    app.sql(&format!(
        "INSERT INTO role_assignments (id, user_id, role, unit_id, starts_on, created_at)
         SELECT gen_random_uuid(), id, '{role}', '{unit_id}', '2023-01-01', now() FROM users
         WHERE username = '{username}'"
    ))
    .await;
}

/// The members of a list, by one of their texts.
pub fn column(list: &Value, name: &str) -> Vec<String> {
    let pointer = format!("/{name}");
    let text = |item: &Value| item.pointer(&pointer).and_then(Value::as_str).unwrap_or("null").to_owned();
    list.as_array().unwrap().iter().map(text).collect()
}
