use serde_json::{Value, json};

use super::rules::draft;
use crate::campaigns::column;
use crate::support::{Actor, NOTHING, TestApp, documents, sample_id};

/// The path of a new draft.
async fn create(admin: &Actor<'_>, body: Value) -> String {
    let made = admin.post("/award-rules", body).await.expect(201);
    format!("/award-rules/{}", made.text("/id"))
}

fn in_force() -> Value {
    json!({"action": "PUT_IN_FORCE", "documentId": documents::AMENDING})
}

fn share(number: &str, starts_on: &str) -> Value {
    let of = json!({"kind": "HOLDERS", "award": "LD_TIEN_TIEN"});
    let mut body = draft(json!({"kind": "QUOTA", "share": number, "of": of}));
    body["startsOn"] = json!(starts_on);
    body
}

#[actix_web::test]
async fn a_rule_takes_the_place_of_the_row_before_by_a_document() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let first = create(&admin, share("0.28", "2026-01-01")).await;
    let done = admin.step_with(&first, in_force()).await.expect(200).json();
    assert_eq!((&done["status"], &done["document"]["id"]), (&json!("IN_FORCE"), &json!(documents::AMENDING)));
    let second = create(&admin, share("0.25", "2027-01-01")).await;
    admin.step_with(&second, in_force()).await.expect(200);
    assert_eq!(admin.get(&first).await.text("/endsBefore"), "2027-01-01");
    let between = create(&admin, share("0.2", "2026-01-01")).await;
    let refused = admin.step_with(&between, in_force()).await;
    refused.expect_problem(409, "award_rule_already_in_force");
    let reason = json!({"action": "WITHDRAW", "reason": "Ban hành nhầm"});
    admin.step_with(&second, reason).await.expect(200);
    let history = admin.get(&format!("{second}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["PUT_IN_FORCE", "WITHDRAW"]);
    admin.step_with(&second, in_force()).await.expect_problem(409, "invalid_transition");
}

#[actix_web::test]
async fn a_rule_is_put_in_force_by_a_document_and_taken_back_with_a_reason() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = create(&admin, share("0.28", "2026-01-01")).await;
    let faults = async |body: Value| {
        admin.step_with(&path, body).await.expect_problem(400, "invalid_request").faults()
    };
    assert_eq!(faults(json!({"action": "PUT_IN_FORCE"})).await, ["/documentId award_rule_needs_document"]);
    let unknown = json!({"action": "PUT_IN_FORCE", "documentId": NOTHING});
    assert_eq!(faults(unknown).await, ["/documentId unknown_document"]);
    assert_eq!(faults(json!({"action": "WITHDRAW"})).await, ["/reason reason_required"]);
    let office = app.as_user("office").await;
    office.step_with(&path, in_force()).await.expect_problem(403, "forbidden");
    admin.transition(&path, 7, in_force()).await.expect_problem(412, "stale_version");
    let nothing = format!("/award-rules/{NOTHING}");
    admin.transition(&nothing, 1, in_force()).await.expect_problem(404, "not_found");
    admin.get(&format!("{nothing}/transitions")).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn awards_of_one_year_never_need_each_other() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut body = draft(json!({"kind": "TITLE_SAME_YEAR", "awards": ["CSTD_TINH"]}));
    body["startsOn"] = json!("2026-01-01");
    let path = create(&admin, body).await;
    let refused = admin.step_with(&path, in_force()).await;
    let refused = refused.expect_problem(409, "award_rules_in_a_circle");
    assert!(refused.text("/detail").contains("CSTD_CO_SO"));
}

#[actix_web::test]
async fn an_amendment_takes_the_place_of_the_law_before_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/award-rules/{}", sample_id(0x3883));
    let done = admin.step_with(&path, in_force()).await.expect(200).json();
    assert_eq!(done["status"], "IN_FORCE");
    let rows =
        admin.get("/award-rules?award=XA_PHUONG_TIEU_BIEU&asOf=2026-12-01&status=IN_FORCE").await.json();
    let codes = column(&rows["items"], "code");
    assert_eq!(codes.iter().filter(|code| **code == *"XA_PHUONG_TIEU_BIEU_STANDARD").count(), 1);
}
