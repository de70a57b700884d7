use serde_json::{Value, json};

use crate::support::{NOTHING, TestApp, sample_id};

fn award(code: &str) -> Value {
    json!({"code": code, "name": "Biểu trưng của tỉnh", "kind": "FORM", "level": "PROVINCIAL",
        "recipients": ["INDIVIDUAL"], "rank": 78, "decidedBy": "Chủ tịch Ủy ban nhân dân tỉnh", "clause": "Quy chế (mẫu)",
        "certainty": "SOURCED", "evaluationPeriod": "NONE",
        "papers": [{"code": "SUBMISSION_LETTER", "name": "Tờ trình", "required": true}],
        "voting": {"share": "0.7", "base": "PRESENT", "quorum": "0.667", "ballot": "OPEN", "inWriting": false},
        "individualCoefficient": "0.60", "coefficientIsALimit": true, "startsOn": "2026-01-01", "endsOn": "2026-12-31"})
}

/// The award with other members.
fn with(code: &str, members: Value) -> Value {
    let mut body = award(code);
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    body
}

#[actix_web::test]
async fn an_award_of_the_province_is_added_changed_and_ended() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let made = admin.post("/award-types", award("BIEU_TRUNG")).await.expect(201);
    assert_eq!(made.text("/individualCoefficient"), "0.6");
    assert_eq!(
        (made.text("/endsOn").as_str(), made.text("/voting/quorum").as_str()),
        ("2026-12-31", "0.667")
    );
    let path = format!("/award-types/{}", made.text("/id"));
    let changes = json!({"recipients": ["INDIVIDUAL", "COLLECTIVE"], "collectiveCoefficient": "1.2", "voting": null,
        "endsOn": null});
    let changed = admin.patch(&path, 1, changes).await.expect(200).json();
    assert_eq!(
        (&changed["collectiveCoefficient"], &changed["voting"], &changed["endsOn"], &changed["version"]),
        (&json!("1.2"), &json!(null), &json!(null), &json!(2))
    );
    let ended = admin.patch(&path, 2, json!({"endsOn": "2026-06-30"})).await.expect(200);
    assert_eq!(ended.text("/endsOn"), "2026-06-30");
    let next = with("BIEU_TRUNG", json!({"startsOn": "2026-07-01", "endsOn": "2030-12-31"}));
    admin.post("/award-types", next).await.expect(201);
    let back = admin.patch(&path, 3, json!({"endsOn": null})).await;
    back.expect_problem(409, "award_types_do_not_overlap");
}

#[actix_web::test]
async fn an_award_that_cannot_be_is_refused_with_all_faults() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let paper = json!({"code": "A", "name": "Tờ trình", "required": true});
    let wrong = json!({"papers": [paper, paper], "individualCoefficient": "1000.5", "householdCoefficient": "1",
        "voting": {"share": "1.5", "base": "PRESENT", "quorum": "0", "ballot": "OPEN", "inWriting": null},
        "endsOn": "2025-01-01"});
    let refused = admin.post("/award-types", with("BIEU_TRUNG", wrong.clone())).await;
    let expected = [
        "/endsOn ends_before_start",
        "/householdCoefficient coefficient_not_for_recipient",
        "/individualCoefficient coefficient_out_of_bounds",
        "/papers/1/code named_twice",
        "/voting/quorum fraction_out_of_bounds",
        "/voting/share fraction_out_of_bounds",
    ];
    let mut faults = refused.expect_problem(400, "invalid_request").faults();
    faults.sort();
    assert_eq!(faults, expected);
    let path = format!("/award-types/{}", sample_id(0xe10));
    let version = admin.get(&path).await.expect(200).version();
    let mut faults = admin.patch(&path, version, wrong).await.expect_problem(400, "invalid_request").faults();
    faults.sort();
    // The row began before that end.
    assert_eq!(faults, expected[1..]);
    admin.patch(&path, version, json!({})).await.expect_problem(400, "nothing_to_change");
    let other_kind = with("LD_TIEN_TIEN", json!({"startsOn": "1990-01-01", "endsOn": "1990-12-31"}));
    admin.post("/award-types", other_kind).await.expect_problem(409, "award_kind_differs");
    let overlapping = with("GIAY_KHEN", json!({"startsOn": "2026-01-01"}));
    let refused = admin.post("/award-types", overlapping).await;
    let refused = refused.expect_problem(409, "award_types_do_not_overlap");
    assert_eq!(refused.text("/existingId"), sample_id(0xe13));
    let nothing = format!("/award-types/{NOTHING}");
    admin.patch(&nothing, 1, json!({"rank": 1})).await.expect_problem(404, "not_found");
    let office = app.as_user("office").await;
    office.post("/award-types", award("BIEU_TRUNG")).await.expect_problem(403, "forbidden");
}
