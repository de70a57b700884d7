mod change;
mod create;
mod lists;
mod transitions;

use serde_json::{Value, json};

use crate::campaigns::running;
use crate::support::{Actor, Reply, TestApp, units};

/// The officer of the department's office, whose unit is `units::OFFICE`.
pub const OFFICER: &str = "unit-snv-vp";

/// A sample pledge of 2023.
pub fn sample(unit: &str) -> String {
    format!("/pledges/{}31{}00", &unit[..30], &unit[34..])
}

/// A campaign that runs, with one content; answers with its path and the content's id.
pub async fn campaign(app: &TestApp) -> (String, String) {
    let (path, _) = running(app).await;
    let campaign = app.as_user("office").await.get(&path).await.expect(200).json();
    (path, campaign["contentItems"][0]["id"].as_str().unwrap().to_owned())
}

/// An item that is measured from 0 to 100 by sums.
pub fn measured(content: &str) -> Value {
    json!({
        "contentId": content, "text": "Tổ chức 100 cuộc kiểm tra", "weight": "3",
        "measure": {"name": "Số cuộc", "unitOfMeasure": "cuộc", "target": "100", "aggregation": "SUM"},
    })
}

/// An item that is rated.
pub fn rated(content: &str) -> Value {
    json!({"contentId": content, "text": "Xây dựng điển hình tiên tiến"})
}

/// The draft of a pledge of the department's office; answers with its path.
pub async fn start(officer: &Actor<'_>, campaign: &str, items: Value) -> Reply {
    let body = json!({"unitId": units::OFFICE, "items": items});
    officer.post(&format!("{campaign}/pledges"), body).await.expect(201)
}

/// A pledge that waits for approval; answers with its path and version.
pub async fn submitted(app: &TestApp, items: impl Fn(&str) -> Value) -> (String, i32) {
    let officer = app.as_user(OFFICER).await;
    let (campaign, content) = campaign(app).await;
    let pledge = start(&officer, &campaign, items(&content)).await;
    let path = format!("/pledges/{}", pledge.text("/id"));
    officer.step(&path, "SUBMIT").await.expect(200);
    (path, 2)
}

/// A pledge in force; answers with its path and version.
pub async fn approved(app: &TestApp, items: impl Fn(&str) -> Value) -> (String, i32) {
    let (path, version) = submitted(app, items).await;
    let office = app.as_user("office").await;
    office.transition(&path, version, json!({"action": "APPROVE"})).await.expect(200);
    (path, version + 1)
}
