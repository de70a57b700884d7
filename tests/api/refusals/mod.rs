//! Refusals that the document names for an operation and that no story needs: a request each, and what it is told.

mod campaigns;
mod contents;
mod pledges;
mod reports;
mod units;
mod users;

use serde_json::Value;

use crate::support::{Reply, TestApp};

/// Passes when the request is refused for this fault, whatever else is wrong with it.
#[track_caller]
fn has_fault(reply: Reply, fault: &str) {
    let faults = reply.expect_problem(400, "invalid_request").faults();
    assert!(faults.iter().any(|found| found == fault), "{fault} is not among {faults:?}");
}

/// The same body with other or further members.
fn with(body: &Value, others: Value) -> Value {
    let mut body = body.clone();
    body.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
    body
}

/// A campaign that ran is cancelled.
async fn cancel(app: &TestApp, campaign: &str) {
    let body = serde_json::json!({"action": "CANCEL", "reason": "Thử nghiệm"});
    app.as_user("leader").await.step_with(campaign, body).await.expect(200);
}
