mod batch;
mod by_code;
mod file;
mod progress;
mod scale;
mod transitions;
mod write;

use serde_json::{Value, json};

use crate::pledges::{OFFICER, approved, measured, rated};
use crate::support::{Actor, TestApp, units};

/// What the tests report on.
pub struct Desk {
    /// The path of the campaign.
    pub campaign: String,
    /// The path of an open period.
    pub period: String,
    /// The path of the pledge in force.
    pub pledge: String,
    /// The ids of its items: measured from 0 to 100 by sums with weight 3, and rated with weight 1.
    pub items: [String; 2],
}

/// A pledge in force of the department's office, and an open period.
pub async fn desk(app: &TestApp) -> Desk {
    let (pledge, _) = approved(app, |content| json!([measured(content), rated(content)])).await;
    let office = app.as_user("office").await;
    let own = office.get(&pledge).await.expect(200).json();
    let campaign = format!("/campaigns/{}", own["campaign"]["id"].as_str().unwrap());
    let item = |place: usize| own["items"][place]["id"].as_str().unwrap().to_owned();
    let items = [item(0), item(1)];
    let period = open(&office, &campaign, ("K1", "2026-03-01", "2026-06-30")).await;
    Desk { campaign, period, pledge, items }
}

/// A period that is open on the day of the tests; answers with its path.
pub async fn open(office: &Actor<'_>, campaign: &str, (code, from, to): (&str, &str, &str)) -> String {
    let body = json!({"code": code, "name": code, "kind": "OTHER", "dataFrom": from, "dataTo": to,
        "opensOn": to, "dueOn": "2026-11-27"});
    let made = office.post(&format!("{campaign}/reporting-periods"), body).await.expect(201);
    let path = format!("/reporting-periods/{}", made.text("/id"));
    office.step(&path, "OPEN").await.expect(200);
    path
}

impl Desk {
    /// Entries of both items.
    pub fn entries(&self, value: &str, rating: &str) -> Value {
        json!([{"itemId": self.items[0], "value": value}, {"itemId": self.items[1], "rating": rating}])
    }

    /// A draft for a period; answers with its path.
    pub async fn start(&self, app: &TestApp, period: &str, entries: Value) -> String {
        let officer = app.as_user(OFFICER).await;
        let body = json!({"unitId": units::OFFICE, "entries": entries});
        let report = officer.post(&format!("{period}/reports"), body).await.expect(201);
        format!("/progress-reports/{}", report.text("/id"))
    }

    /// A report that waits for acceptance.
    pub async fn submitted(&self, app: &TestApp, period: &str, entries: Value) -> String {
        let path = self.start(app, period, entries).await;
        let submit = json!({"action": "SUBMIT", "confirmWarnings": true});
        app.as_user(OFFICER).await.step_with(&path, submit).await.expect(200);
        path
    }

    /// A report that counts.
    pub async fn accepted(&self, app: &TestApp, period: &str, entries: Value) -> String {
        let path = self.submitted(app, period, entries).await;
        app.as_user("office").await.step(&path, "ACCEPT").await.expect(200);
        path
    }

    /// What the campaign's progress says of the office that reports.
    pub async fn progress(&self, app: &TestApp) -> String {
        let path = format!("{}/progress?groupBy=UNIT&limit=200", self.campaign);
        let page = app.as_user("auditor").await.get(&path).await.expect(200).json();
        let rows = page["units"].as_array().unwrap();
        let own = rows.iter().find(|row| row["unit"]["code"] == "SNV-VP").unwrap();
        own["progress"].as_str().unwrap_or("null").to_owned()
    }
}
