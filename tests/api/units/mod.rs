mod change;
mod close;
mod create;
mod external_ids;
mod import;
mod import_tables;
mod list;
mod successions;
mod tree;

use serde_json::json;

use crate::support::{TestApp, documents};

/// Closes a sample unit from a day on; nobody follows it.
pub async fn close(app: &TestApp, unit: &str, day: &str) {
    let (admin, path) = (app.admin().await, format!("/units/{unit}"));
    let version = admin.get(&path).await.json()["version"].as_i64().unwrap();
    let close = json!({"action": "CLOSE", "effectiveOn": day});
    admin.transition(&path, i32::try_from(version).unwrap(), close).await.expect(200);
}

/// Merges a sample unit into another from a day on.
pub async fn merge(app: &TestApp, unit: &str, into: &str, day: &str) {
    let body = json!({"kind": "MERGE", "effectiveOn": day, "documentId": documents::AMENDING, "intoUnitIds": [into]});
    app.admin().await.post(&format!("/units/{unit}/successions"), body).await.expect(201);
}
