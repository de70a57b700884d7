mod by_reference;
mod change;
mod create;
mod list;

use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

/// A directive that nobody has registered yet.
pub fn directive() -> Value {
    json!({
        "type": "Chỉ thị", "issuerName": "Chủ tịch UBND tỉnh (mẫu)", "display": "07/CT-UBND",
        "issuedOn": "2026-03-02", "subject": "Về việc phát động thi đua năm 2026 (mẫu)",
    })
}

/// The directive with other or further members.
pub fn directive_with(others: Value) -> Value {
    let mut body = directive();
    body.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
    body
}

/// Registers a document; answers with its path.
pub async fn registered(actor: &Actor<'_>, body: Value) -> String {
    format!("/documents/{}", actor.post("/documents", body).await.expect(201).text("/id"))
}

/// Makes a sample account a standing office of a unit by its code, or of the province.
pub async fn office_of(app: &TestApp, username: &str, unit_code: Option<&str>) {
    let unit =
        unit_code.map_or("NULL".to_owned(), |code| format!("(SELECT id FROM units WHERE code = '{code}')"));
    app.sql(&format!(
        "INSERT INTO role_assignments (id, user_id, role, unit_id, starts_on, created_at)
         SELECT gen_random_uuid(), id, 'STANDING_OFFICE', {unit}, '2023-01-01', now() FROM users
         WHERE username = '{username}'"
    ))
    .await;
}

/// Number, sign, year and printed form, as JSON writes them.
pub fn reference(document: &Value) -> String {
    ["number", "notation", "year", "display"].map(|name| document[name].to_string()).join(" ")
}
