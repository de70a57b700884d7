//! Submissions: a letter with a list of nominations, sent as a whole with a result per row, received on a day that picks the law,
//! returned as a whole.

use serde_json::{Value, json};

use crate::campaigns::column;
use crate::nominations::{letter, person};
use crate::support::{Actor, NOTHING, TestApp, sample_id, units};

/// A draft of the Office for a year in which the sample knows nothing of anybody: its id. With a report it is complete but for
/// the papers of the submission.
async fn draft(officer: &Actor<'_>, number: u128, is_reported: bool) -> String {
    let body = json!({"unitId": units::OFFICE, "subject": person(number), "award": "GIAY_KHEN",
        "commendationKind": "MERIT", "year": 2017, "achievement": "Số hóa toàn bộ hồ sơ lưu trữ"});
    let id = officer.post("/nominations", body).await.expect(201).text("/id");
    let achievements = if is_reported { json!("Số hóa 12.000 hồ sơ") } else { Value::Null };
    let patch = json!({"report": {"achievements": achievements}, "achievement": "Số hóa hồ sơ"});
    officer.patch(&format!("/nominations/{id}"), 1, patch).await.expect(200);
    id
}

fn submission(nomination_ids: &[&String]) -> Value {
    json!({"unitId": units::OFFICE, "title": "Đề nghị khen thưởng năm 2017", "letterDocumentId": letter(),
        "minutesDocumentId": letter(), "vote": "9/9 đồng ý", "nominationIds": nomination_ids})
}

#[actix_web::test]
async fn a_list_is_sent_received_and_returned_as_a_whole() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let (whole, lacking) = (draft(&officer, 0, true).await, draft(&officer, 1, false).await);
    let made = officer.post("/submissions", submission(&[&whole, &lacking])).await.expect(201);
    let path = format!("/submissions/{}", made.text("/id"));
    let own = made.json();
    assert_eq!((&own["status"], &own["nominationCount"]), (&json!("DRAFT"), &json!(2)));
    assert_eq!(own["allowedActions"], json!(["SEND", "WITHDRAW"]));
    // Letter and minutes stand in the checklists now; what still lacks its report is told and stays.
    let sent = officer.step(&path, "SEND").await.expect(200).json();
    assert_eq!((&sent["status"], &sent["sentOn"]), (&json!("SENT"), &json!("2026-11-23")));
    assert_eq!(column(&sent["nominations"], "status"), ["SUBMITTED", "DRAFT"]);
    assert_eq!(
        (&sent["refused"][0]["nominationId"], &sent["refused"][0]["refusal"]["code"]),
        (&json!(lacking), &json!("papers_missing"))
    );
    let nomination = officer.get(&format!("/nominations/{whole}")).await.expect(200).json();
    assert_eq!(nomination["papers"][0]["documentId"], json!(letter()));
    officer.patch(&path, 2, json!({"title": "Khác"})).await.expect_problem(409, "submission_is_not_open");
    app.advance(chrono::TimeDelta::days(3));
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let receive = |day: &str| json!({"action": "RECEIVE", "receivedOn": day});
    for (day, code) in [("2026-11-22", "received_before_sent"), ("2026-11-27", "day_in_the_future")] {
        let refused = office.step_with(&path, receive(day)).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [format!("/receivedOn {code}")]);
    }
    let other = json!({"action": "RETURN", "reason": "X", "receivedOn": "2026-11-24"});
    let refused = office.step_with(&path, other).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/receivedOn not_for_this_kind"]);
    officer.step_with(&path, receive("2026-11-24")).await.expect_problem(403, "forbidden");
    let received = office.step_with(&path, receive("2026-11-24")).await.expect(200).json();
    assert_eq!((&received["status"], &received["receivedOn"]), (&json!("RECEIVED"), &json!("2026-11-24")));
    assert_eq!(received["nominations"][0]["receivedOn"], "2026-11-24");
    let back = json!({"action": "RETURN", "reason": "Thiếu chữ ký"});
    let returned = office.step_with(&path, back).await.expect(200).json();
    assert_eq!(column(&returned["nominations"], "status"), ["RETURNED", "DRAFT"]);
    // Mended, it is sent once more, with what was left behind.
    let report = json!({"report": {"achievements": "Số hóa 9.000 hồ sơ"}});
    let lacking = format!("/nominations/{lacking}");
    let version = officer.get(&lacking).await.version();
    officer.patch(&lacking, version, report).await.expect(200);
    let again = officer.step(&path, "SEND").await.expect(200).json();
    assert_eq!(column(&again["nominations"], "status"), ["SUBMITTED", "SUBMITTED"]);
    assert_eq!((&again["refused"], &again["receivedOn"]), (&json!([]), &Value::Null));
    let steps = officer.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action"), ["SEND", "RECEIVE", "RETURN", "SEND"]);
}

#[actix_web::test]
async fn what_is_wrong_with_a_submission_is_told_at_its_place() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let own = draft(&officer, 0, true).await;
    let elsewhere = sample_id(0x3d_0001);
    let with = |changes: Value| {
        let mut body = submission(&[&own]);
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        body
    };
    for (body, faults) in [
        (with(json!({"unitId": NOTHING})), vec!["/unitId unknown_unit"]),
        (with(json!({"unitId": units::DISTRICT_OFFICE})), vec!["/unitId unit_is_closed"]),
        (
            with(json!({"letterFileId": NOTHING})),
            vec!["/letterDocumentId paper_is_two_things", "/letterFileId unknown_file"],
        ),
        (with(json!({"minutesDocumentId": NOTHING})), vec!["/minutesDocumentId unknown_document"]),
        (with(json!({"nominationIds": [elsewhere]})), vec!["/nominationIds/0 nomination_not_for_this"]),
    ] {
        let refused = officer.post("/submissions", body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults, "{body}");
    }
    officer
        .post("/submissions", with(json!({"unitId": units::INSPECTORATE})))
        .await
        .expect_problem(403, "forbidden");
    let path = format!(
        "/submissions/{}",
        officer.post("/submissions", with(json!({}))).await.expect(201).text("/id")
    );
    // A nomination is in one submission at a time.
    let refused = officer.post("/submissions", with(json!({}))).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/nominationIds/0 nomination_not_for_this"]);
    officer.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    for (patch, fault) in [
        (json!({"letterFileId": NOTHING}), "/letterDocumentId paper_is_two_things"),
        (json!({"minutesDocumentId": NOTHING}), "/minutesDocumentId unknown_document"),
        (json!({"nominationIds": [elsewhere]}), "/nominationIds/0 nomination_not_for_this"),
        (json!({"letterDocumentId": null, "letterFileId": NOTHING}), "/letterFileId unknown_file"),
    ] {
        let refused = officer.patch(&path, 1, patch).await.expect_problem(400, "invalid_request");
        assert!(refused.faults().contains(&fault.to_owned()), "{}", refused.raw());
    }
    officer.patch(&path, 1, json!({"letterDocumentId": null})).await.expect(200);
    officer.step(&path, "SEND").await.expect_problem(409, "letter_missing");
    let empty = json!({"letterDocumentId": letter(), "nominationIds": []});
    assert_eq!(officer.patch(&path, 2, empty).await.expect(200).json()["nominationCount"], 0);
    officer.step(&path, "SEND").await.expect_problem(409, "submission_is_empty");
    let office = app.as_user("office").await;
    let back = json!({"action": "RETURN", "reason": "X"});
    office.step_with(&path, back).await.expect_problem(409, "invalid_transition");
    let lacking = draft(&officer, 1, false).await;
    officer.patch(&path, 3, json!({"nominationIds": [lacking]})).await.expect(200);
    let refused = officer.step(&path, "SEND").await.expect_problem(409, "nothing_was_sent");
    assert!(refused.text("/detail").contains("Báo cáo thành tích"), "{}", refused.raw());
    let given_up = officer.step(&path, "WITHDRAW").await.expect(200).json();
    assert_eq!((&given_up["status"], &given_up["nominationCount"]), (&json!("WITHDRAWN"), &json!(0)));
}

/// Who sent it receives nothing, whatever roles came later; a return needs its reason.
#[actix_web::test]
async fn nobody_judges_what_they_sent() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let back = json!({"action": "RETURN", "reason": "X"});
    let sent = format!("/submissions/{}", sample_id(0x3d_8001));
    let refused = office.step(&sent, "RETURN").await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/reason reason_required"]);
    app.sql(&format!(
        "INSERT INTO role_assignments (id, user_id, role, unit_id, starts_on, given_by, created_at)
        VALUES ('{NOTHING}', '{}', 'STANDING_OFFICE', '{}', '2026-01-01', NULL, now())",
        sample_id(0x304),
        units::DEPARTMENT
    ))
    .await;
    let both = app.as_user("unit-snv-tcbc").await;
    both.step_with(&sent, back).await.expect_problem(403, "own_nomination");
}

#[actix_web::test]
async fn unsent_submissions_are_of_the_unit() {
    let app = TestApp::start().await;
    let (sent, unsent) = (sample_id(0x3d_8001), sample_id(0x3d_8101));
    for (user, sees_unsent, sees_sent) in [
        ("unit-snv-tcbc", true, true),
        ("office", true, true),
        ("auditor", true, true),
        ("council-1", false, true),
        ("unit-snv-vp", false, false),
    ] {
        let actor = app.as_user(user).await;
        let sees = async |id: &str| actor.get(&format!("/submissions/{id}")).await.status == 200;
        assert_eq!((sees(&unsent).await, sees(&sent).await), (sees_unsent, sees_sent), "{user}");
        let listed = actor.get("/submissions").await.expect(200).json();
        let expected = usize::from(sees_unsent) + usize::from(sees_sent);
        assert_eq!(listed["items"].as_array().unwrap().len(), expected, "{user}");
        assert_eq!(actor.get(&format!("/submissions/{unsent}/letter")).await.status == 200, sees_unsent);
    }
    let office = app.as_user("office").await;
    let query = format!("/submissions?status=SENT&unitId={}", units::DEPARTMENT);
    assert_eq!(column(&office.get(&query).await.expect(200).json()["items"], "id").concat(), sent);
    let of_it = office.get(&format!("/nominations?submissionId={sent}")).await.expect(200).json();
    assert_eq!(of_it["items"].as_array().unwrap().len(), 1);
    let file = office.get(&format!("/submissions/{sent}/letter")).await.expect(200);
    assert!(file.body.starts_with(b"PK"));
}
