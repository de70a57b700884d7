//! Nominations: written with the checklist of the catalogue, sent, appraised beside the check, confirmed, proposed level by level,
//! returned and declined; who sees them, what looks like a second one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::support::{Actor, NOTHING, Reply, TestApp, campaigns, sample_id, units};

/// The letter of the sample, which stands for every paper that a unit brings.
pub fn letter() -> String {
    sample_id(0x3f8)
}

/// People of the Office (0, 1) and of the Inspectorate (3).
pub fn person(number: u128) -> Value {
    json!({"type": "PERSON", "id": sample_id(0x35_0001 + number)})
}

/// A nomination of the Office, for a year in which the sample knows nothing of anybody.
pub fn nomination(subject: &Value, award: &str) -> Value {
    json!({"unitId": units::OFFICE, "subject": subject, "award": award, "commendationKind": "MERIT", "year": 2017,
        "achievement": "Bà Thử Nghiệm chủ trì số hóa toàn bộ hồ sơ lưu trữ của Sở trong năm 2017"})
}

/// Writes a nomination, with every paper that is required.
pub async fn write(officer: &Actor<'_>, body: Value) -> Reply {
    let written = officer.post("/nominations", body).await.expect(201);
    let papers: Vec<Value> = written.json()["papers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|paper| paper["required"] == true)
        .map(|paper| json!({"code": paper["code"], "documentId": letter()}))
        .collect();
    let report = json!({"achievements": "Số hóa 12.000 hồ sơ, vượt 20% so với kế hoạch."});
    let path = format!("/nominations/{}", written.text("/id"));
    officer.patch(&path, 1, json!({"papers": papers, "report": report})).await.expect(200)
}

/// Writes and sends a nomination: its path.
pub async fn send(officer: &Actor<'_>, body: Value) -> String {
    let path = format!("/nominations/{}", write(officer, body).await.text("/id"));
    officer.step(&path, "SUBMIT").await.expect(200);
    path
}

/// Gives somebody of the sample another role.
pub async fn grant(app: &TestApp, user: u128, role: &str, unit: &str) {
    app.sql(&format!(
        "INSERT INTO role_assignments (id, user_id, role, unit_id, starts_on, given_by, created_at)
        VALUES (gen_random_uuid(), '{}', '{role}', '{unit}', '2026-01-01', NULL, now())",
        sample_id(user)
    ))
    .await;
}

pub async fn appraise(office: &Actor<'_>, path: &str, body: Value) -> Reply {
    let version = office.get(path).await.expect(200).version();
    office.call(Method::POST, &format!("{path}/appraisals")).version(version).json(&body).send().await
}

fn verdict(verdict: &str) -> Value {
    json!({"verdict": verdict, "opinion": "Đã đối chiếu hồ sơ với số liệu"})
}

/// Holds every rule that does not pass to be met, with a reason.
pub async fn meets_by_override(office: &Actor<'_>, path: &str) -> Value {
    appraise(office, path, verdict("DOES_NOT")).await.expect(201);
    let stages = office.get(&format!("{path}/stages")).await.expect(200).json();
    let rules = stages["items"].as_array().unwrap().last().unwrap()["rules"].clone();
    let open = rules.as_array().unwrap().iter().filter(|rule| rule["outcome"] != "PASS");
    let held: Vec<Value> = open
        .map(|rule| json!({"code": rule["code"], "opinion": "PASS", "reason": "Đã có quyết định, chờ cập nhật"}))
        .collect();
    let mut body = verdict("MEETS");
    body["rules"] = json!(held);
    body
}

#[actix_web::test]
async fn a_nomination_is_written_sent_appraised_confirmed_and_proposed() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let second = app.as_user("office-2").await;
    let written = officer.post("/nominations", nomination(&person(0), "GIAY_KHEN")).await.expect(201);
    let path = format!("/nominations/{}", written.text("/id"));
    let own = written.json();
    assert_eq!((&own["status"], &own["place"], &own["version"]), (&json!("DRAFT"), &Value::Null, &json!(1)));
    assert_eq!(own["allowedActions"], json!(["SUBMIT", "WITHDRAW"]));
    let profile = own["report"]["profile"].as_str().unwrap();
    assert!(profile.contains("Đơn vị công tác: Văn phòng Sở"), "{profile}");
    assert!(own["report"]["commendations"].as_str().unwrap().contains("Lao động tiên tiến"));
    let missing = officer.step(&path, "SUBMIT").await.expect_problem(409, "papers_missing");
    assert!(missing.text("/detail").contains("Tờ trình"), "{}", missing.raw());
    let written = write(&officer, nomination(&person(1), "GIAY_KHEN")).await;
    let path = format!("/nominations/{}", written.text("/id"));
    let sent = officer.step(&path, "SUBMIT").await.expect(200).json();
    assert_eq!(sent["status"], "SUBMITTED");
    assert_eq!(
        (&sent["place"]["position"], &sent["place"]["unit"]["id"]),
        (&json!(1), &json!(units::DEPARTMENT))
    );
    officer
        .patch(&path, 3, json!({"achievement": "Khác"}))
        .await
        .expect_problem(409, "nomination_is_not_open");
    // Against the rules nothing meets the standard; with a reason for each it does, once a second person says so, too.
    let refused = appraise(&office, &path, verdict("MEETS")).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/verdict verdict_against_rules"]);
    let body = meets_by_override(&office, &path).await;
    let appraised = appraise(&office, &path, body).await.expect(201).json();
    assert_eq!((&appraised["verdict"], &appraised["isOverride"]), (&json!("MEETS"), &json!(true)));
    let check = office.get(&format!("/eligibility-checks/{}", appraised["checkId"].as_str().unwrap())).await;
    assert_eq!(check.expect(200).json()["subject"]["id"], person(1)["id"]);
    office.step(&path, "PROPOSE").await.expect_problem(409, "appraisal_not_confirmed");
    office.step(&path, "CONFIRM").await.expect_problem(403, "own_appraisal");
    assert_eq!(office.get(&path).await.json()["place"]["awaitsConfirmation"], true);
    second.step(&path, "CONFIRM").await.expect(200);
    let proposed = office.step(&path, "PROPOSE").await.expect(200).json();
    assert_eq!(
        (&proposed["status"], &proposed["stageUnit"]["id"]),
        (&json!("PROPOSED"), &json!(units::DEPARTMENT))
    );
    let stages = officer.get(&format!("{path}/stages")).await.expect(200).json();
    assert_eq!(stages["items"][0]["confirmedBy"], json!(sample_id(8)));
    let steps = officer.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action"), ["SUBMIT", "APPRAISE", "APPRAISE", "CONFIRM", "PROPOSE"]);
    app.run_sequencer().await;
    let id = proposed["id"].as_str().unwrap();
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).raw();
    assert!(trail.contains("NOMINATION_PROPOSED") && !trail.contains("Thử Nghiệm"), "{trail}");
}

#[actix_web::test]
async fn what_is_wrong_with_a_nomination_is_told_at_its_place() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let with = |changes: Value| {
        let mut body = nomination(&person(0), "GIAY_KHEN");
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        body
    };
    app.sql(&format!("UPDATE campaigns SET status = 'CANCELLED' WHERE id = '{}'", campaigns::LAUNCHED)).await;
    let mut timeless = with(json!({}));
    timeless.as_object_mut().unwrap().remove("year");
    for (body, faults) in [
        (with(json!({"unitId": NOTHING})), vec!["/unitId unknown_unit"]),
        (with(json!({"unitId": units::DISTRICT_OFFICE})), vec!["/unitId unit_is_closed"]),
        (with(json!({"subject": {"type": "PERSON", "id": NOTHING}})), vec!["/subject/id unknown_subject"]),
        (with(json!({"subject": person(3)})), vec!["/subject/id unknown_subject"]),
        (with(json!({"award": "KHONG_CO"})), vec!["/award unknown_award_code"]),
        (with(json!({"award": "CO_TINH"})), vec!["/award award_not_for_this_recipient"]),
        (timeless, vec!["/year needed_for_this_kind"]),
        (with(json!({"year": 2027})), vec!["/year year_in_the_future"]),
        (with(json!({"campaignId": campaigns::LAUNCHED})), vec!["/campaignId not_for_this_kind"]),
        (with(json!({"commendationKind": "CAMPAIGN"})), vec!["/campaignId needed_for_this_kind"]),
        (
            with(json!({"commendationKind": "CAMPAIGN", "campaignId": NOTHING})),
            vec!["/campaignId unknown_campaign"],
        ),
        (
            with(json!({"commendationKind": "CAMPAIGN", "campaignId": campaigns::LAUNCHED})),
            vec!["/campaignId campaign_was_cancelled"],
        ),
        (
            with(json!({"commendationKind": "CAMPAIGN", "campaignId": sample_id(0x300), "year": 2024})),
            vec!["/campaignId campaign_was_cancelled"],
        ),
        (
            with(json!({"commendationKind": "AD_HOC"})),
            vec!["/endsOn needed_for_this_kind", "/startsOn needed_for_this_kind"],
        ),
        (with(json!({"endsOn": "2099-01-01"})), vec!["/endsOn day_in_the_future"]),
        (with(json!({"startsOn": "2017-02-01", "endsOn": "2017-01-01"})), vec!["/endsOn ends_before_start"]),
        (with(json!({"initiativeIds": [NOTHING]})), vec!["/initiativeIds/0 unknown_initiative"]),
    ] {
        let refused = officer.post("/nominations", body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults, "{body}");
    }
}

/// Somebody else's people, closed units, and a unit that one does not act for.
#[actix_web::test]
async fn a_unit_nominates_its_own_that_still_exist() {
    let app = TestApp::start().await;
    let with = |changes: Value| {
        let mut body = nomination(&person(0), "GIAY_KHEN");
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        body
    };
    let office = app.as_user("office").await;
    office.post("/nominations", with(json!({}))).await.expect_problem(403, "forbidden");
    app.sql(&format!(
        "INSERT INTO role_assignments (id, user_id, role, unit_id, starts_on, given_by, created_at)
        VALUES ('{NOTHING}', '{}', 'UNIT_OFFICER', '{}', '2026-01-01', NULL, now())",
        sample_id(2),
        units::DEPARTMENT
    ))
    .await;
    let office = app.as_user("office").await;
    let elsewhere = with(json!({"subject": person(3)}));
    let refused = office.post("/nominations", elsewhere).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/subject/id subject_outside_unit"]);
    let closed = json!({"type": "UNIT", "id": units::DISTRICT_OFFICE});
    app.sql(&format!("UPDATE role_assignments SET unit_id = NULL WHERE id = '{NOTHING}'")).await;
    app.sql(&format!("UPDATE role_assignments SET unit_id = NULL WHERE user_id = '{}'", sample_id(2))).await;
    let office = app.as_user("office").await;
    let body = with(json!({"unitId": units::PROVINCE, "subject": closed}));
    let refused = office.post("/nominations", body).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/subject/id unit_is_closed"]);
}

#[actix_web::test]
async fn a_case_for_a_higher_level_goes_up_to_the_province_and_beyond() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let (province, leader) = (app.as_user("province-office").await, app.as_user("province-leader").await);
    let path = send(&officer, nomination(&person(0), "BANG_KHEN_TINH")).await;
    appraise(&office, &path, verdict("HIGHER_LEVEL")).await.expect(201);
    let up = office.step(&path, "PROPOSE").await.expect(200).json();
    assert_eq!((&up["status"], &up["stageUnit"]["id"]), (&json!("SUBMITTED"), &json!(units::PROVINCE)));
    assert_eq!(up["place"]["position"], 2);
    // The level below has done its part.
    appraise(&office, &path, verdict("DOES_NOT")).await.expect_problem(403, "forbidden");
    // Nobody in the province judges it after this: what does not pass the check goes out with a second person's consent only.
    appraise(&province, &path, verdict("HIGHER_LEVEL")).await.expect(201);
    province.step(&path, "PROPOSE").await.expect_problem(409, "appraisal_not_confirmed");
    grant(&app, 8, "STANDING_OFFICE", units::PROVINCE).await;
    app.as_user("office-2").await.step(&path, "CONFIRM").await.expect(200);
    let outside = province.step(&path, "PROPOSE").await.expect(200).json();
    assert_eq!(
        (&outside["status"], &outside["stageUnit"], &outside["place"]["position"]),
        (&json!("PROPOSED"), &Value::Null, &json!(3))
    );
    assert_eq!(outside["allowedActions"], json!([]));
    let decline = json!({"action": "DECLINE", "reason": "Cấp có thẩm quyền không khen"});
    app.as_user("leader").await.step_with(&path, decline.clone()).await.expect_problem(403, "forbidden");
    let declined = leader.step_with(&path, decline).await.expect(200).json();
    assert_eq!(declined["status"], "DECLINED");
    let stages = province.get(&format!("{path}/stages")).await.expect(200).json();
    let found: Vec<_> =
        stages["items"].as_array().unwrap().iter().map(|stage| stage["verdict"].clone()).collect();
    assert_eq!(found, [json!("HIGHER_LEVEL"), json!("HIGHER_LEVEL"), Value::Null]);
    // What was declined leaves room for another try.
    officer.post("/nominations", nomination(&person(0), "BANG_KHEN_TINH")).await.expect(201);
}

#[actix_web::test]
async fn what_is_returned_goes_back_to_where_it_was_and_is_judged_anew() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let path = send(&officer, nomination(&person(0), "GIAY_KHEN")).await;
    appraise(&office, &path, verdict("DOES_NOT")).await.expect(201);
    let refused = office.step(&path, "RETURN").await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/reason reason_required"]);
    office.step_with(&path, json!({"action": "RETURN", "reason": "Thiếu số liệu"})).await.expect(200);
    let version = officer.get(&path).await.version();
    let changed =
        json!({"achievement": "Số hóa 12.000 hồ sơ", "startsOn": "2017-03-01", "endsOn": "2017-12-31"});
    let changed = officer.patch(&path, version, changed).await.expect(200).json();
    assert_eq!(
        (&changed["status"], &changed["startsOn"], &changed["endsOn"]),
        (&json!("RETURNED"), &json!("2017-03-01"), &json!("2017-12-31"))
    );
    let sent = officer.step(&path, "SUBMIT").await.expect(200).json();
    assert_eq!((&sent["status"], &sent["place"]["verdict"]), (&json!("SUBMITTED"), &Value::Null));
    let stages = officer.get(&format!("{path}/stages")).await.expect(200).json();
    assert_eq!((stages["items"].as_array().unwrap().len(), &stages["items"][0]["rules"]), (1, &json!([])));
    let withdrawn = officer.step(&path, "WITHDRAW").await.expect(200).json();
    assert_eq!(withdrawn["allowedActions"], json!([]));
    officer.step(&path, "SUBMIT").await.expect_problem(409, "invalid_transition");
}

#[actix_web::test]
async fn steps_of_others_and_stale_versions_are_refused() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let path = send(&officer, nomination(&person(0), "GIAY_KHEN")).await;
    for action in ["APPRAISE", "VOTE", "DECIDE"] {
        let actor = match action {
            "APPRAISE" => &office,
            "VOTE" => &app.as_user("council-1").await,
            _ => &app.as_user("leader").await,
        };
        actor.step(&path, action).await.expect_problem(409, "step_taken_elsewhere");
    }
    officer
        .step_with(&path, json!({"action": "RETURN", "reason": "X"}))
        .await
        .expect_problem(403, "forbidden");
    let stale =
        office.call(Method::POST, &format!("{path}/appraisals")).version(1).json(&verdict("DOES_NOT"));
    stale.send().await.expect_problem(412, "stale_version");
    office
        .post(&format!("{path}/appraisals"), verdict("DOES_NOT"))
        .await
        .expect_problem(428, "if_match_required");
    let wrong = json!({"verdict": "DOES_NOT", "opinion": "X", "rules": [
        {"code": "KHONG_CO", "opinion": "PASS"}, {"code": "KHONG_CO", "opinion": "PASS"}]});
    let refused = appraise(&office, &path, wrong).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/rules/0/code unknown_rule", "/rules/1/code named_twice"]);
    let body = meets_by_override(&office, &path).await;
    let mut silent = body.clone();
    for rule in silent["rules"].as_array_mut().unwrap() {
        rule.as_object_mut().unwrap().remove("reason");
    }
    let refused = appraise(&office, &path, silent).await.expect_problem(400, "invalid_request");
    assert!(
        refused.faults().iter().all(|fault| fault.ends_with("/reason reason_required")),
        "{}",
        refused.raw()
    );
    // Whoever wrote it never judges it, whatever roles came later.
    grant(&app, 0x302, "STANDING_OFFICE", units::DEPARTMENT).await;
    let both = app.as_user("unit-snv-vp").await;
    appraise(&both, &path, verdict("DOES_NOT")).await.expect_problem(403, "own_nomination");
    let back = json!({"action": "RETURN", "reason": "X"});
    both.step_with(&path, back).await.expect_problem(403, "own_nomination");
}

#[actix_web::test]
async fn two_at_the_same_instant_are_one_nomination() {
    let app = TestApp::start().await;
    let (one, other) = (app.as_user("unit-snv-vp").await, app.as_user("unit-snv-vp").await);
    let body = || nomination(&person(0), "GIAY_KHEN");
    let (first, second) =
        futures_util::join!(one.post("/nominations", body()), other.post("/nominations", body()));
    let (made, refused) = if first.status == 201 { (first, second) } else { (second, first) };
    made.expect(201);
    refused.expect_problem(409, "nomination_already_there");
    let again = one.post("/nominations", body()).await.expect_problem(409, "nomination_already_there");
    assert_eq!(again.text("/existingId").len(), 36);
    // Sudden achievements are many: one for each period.
    let sudden = |day: &str| {
        let mut body = body();
        let more = json!({"commendationKind": "AD_HOC", "startsOn": day, "endsOn": day});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    one.post("/nominations", sudden("2017-05-01")).await.expect(201);
    let later = one.post("/nominations", sudden("2017-06-01")).await.expect(201).text("/id");
    let same = one.patch(&format!("/nominations/{later}"), 1, json!({"startsOn": "2017-05-01"})).await;
    same.expect_problem(409, "nomination_already_there");
    let later = format!("/nominations/{later}");
    let days = async |starts_on: Value| one.patch(&later, 1, json!({"startsOn": starts_on})).await;
    let refused = days(json!("2017-07-01")).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/endsOn ends_before_start"]);
    let refused = days(Value::Null).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/startsOn needed_for_this_kind"]);
    one.post("/nominations", sudden("2017-05-01")).await.expect_problem(409, "nomination_already_there");
}

#[actix_web::test]
async fn papers_are_files_of_the_unit_or_registered_documents() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let written = officer.post("/nominations", nomination(&person(0), "GIAY_KHEN")).await.expect(201);
    let path = format!("/nominations/{}", written.text("/id"));
    let upload = officer.call(Method::POST, &format!("/files?unitId={}&name=to-trinh.pdf", units::OFFICE));
    let file =
        upload.bytes("application/pdf", b"%PDF-1.7\nTo trinh".to_vec()).send().await.expect(201).text("/id");
    let code = written.json()["papers"][0]["code"].as_str().unwrap().to_owned();
    let put = async |version, papers: Value| officer.patch(&path, version, json!({"papers": papers})).await;
    let both = json!([{"code": code, "fileId": file, "documentId": letter()}]);
    let wrong = json!([{"code": "KHONG_CO"}, {"code": code, "fileId": NOTHING}, {"code": code, "documentId": NOTHING}]);
    for (papers, faults) in [
        (both, vec!["/papers/0/documentId paper_is_two_things"]),
        (wrong, vec!["/papers/0/code unknown_paper", "/papers/2/code named_twice"]),
        (json!([{"code": code, "fileId": NOTHING}]), vec!["/papers/0/fileId unknown_file"]),
        (json!([{"code": code, "documentId": NOTHING}]), vec!["/papers/0/documentId unknown_document"]),
    ] {
        let refused = put(1, papers.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults, "{papers}");
    }
    let there = put(1, json!([{"code": code, "fileId": file}])).await.expect(200).json();
    assert_eq!((&there["papers"][0]["fileId"], &there["version"]), (&json!(file), &json!(2)));
    // The same once more changes nothing; neither takes it away.
    let same = put(2, json!([{"code": code, "fileId": file}])).await.expect(200).json();
    assert_eq!(same["version"], 2);
    let gone = put(2, json!([{"code": code}])).await.expect(200).json();
    assert_eq!(gone["papers"][0]["fileId"], Value::Null);
    officer.patch(&path, 3, json!({})).await.expect_problem(400, "nothing_to_change");
    let days = json!({"endsOn": "2099-01-01"});
    let refused = officer.patch(&path, 3, days).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/endsOn day_in_the_future"]);
    let refused = officer.patch(&path, 3, json!({"initiativeIds": [NOTHING]})).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        ["/initiativeIds/0 unknown_initiative"]
    );
}

#[actix_web::test]
async fn drafts_are_of_the_unit_and_what_is_sent_of_who_reads_its_people() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let draft = write(&officer, nomination(&person(0), "GIAY_KHEN")).await.text("/id");
    let sent = send(&officer, nomination(&person(1), "GIAY_KHEN")).await;
    let draft = format!("/nominations/{draft}");
    for (user, sees_draft, sees_sent) in [
        ("unit-snv-vp", true, true),
        ("office", true, true),
        ("leader", true, true),
        ("auditor", true, true),
        ("province-office", true, true),
        ("council-1", false, true),
        ("unit-snv-tts", false, false),
    ] {
        let actor = app.as_user(user).await;
        let sees = async |path: &str| actor.get(path).await.status == 200;
        assert_eq!((sees(&draft).await, sees(&sent).await), (sees_draft, sees_sent), "{user}");
        let listed = actor.get("/nominations?year=2017").await.expect(200).json();
        let expected = usize::from(sees_draft) + usize::from(sees_sent);
        assert_eq!(listed["items"].as_array().unwrap().len(), expected, "{user}");
        for below in ["stages", "duplicates", "report", "transitions"] {
            let status = actor.get(&format!("{draft}/{below}")).await.status;
            assert_eq!(status == 200, sees_draft, "{user} {below}");
        }
    }
    app.admin().await.get("/nominations").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn nobody_nominates_or_judges_themselves() {
    let app = TestApp::start().await;
    let (admin, officer) = (app.admin().await, app.as_user("unit-snv-vp").await);
    let set = async |user: u128, person: Value| {
        let path = format!("/users/{}", sample_id(user));
        let version = admin.get(&path).await.expect(200).version();
        admin.patch(&path, version, json!({"personId": person})).await
    };
    let unknown = set(0x302, json!(NOTHING)).await.expect_problem(400, "invalid_request");
    assert_eq!(unknown.faults(), ["/personId unknown_person"]);
    let own = person(0)["id"].clone();
    assert_eq!(set(0x302, own.clone()).await.expect(200).json()["personId"], own);
    officer
        .post("/nominations", nomination(&person(0), "GIAY_KHEN"))
        .await
        .expect_problem(403, "nomination_of_oneself");
    set(0x302, Value::Null).await.expect(200);
    let path = send(&officer, nomination(&person(0), "GIAY_KHEN")).await;
    set(2, own).await.expect(200);
    let office = app.as_user("office").await;
    appraise(&office, &path, verdict("DOES_NOT")).await.expect_problem(403, "own_nomination");
    assert_eq!(office.get(&path).await.expect(200).json()["allowedActions"], json!([]));
    appraise(&app.as_user("office-2").await, &path, verdict("DOES_NOT")).await.expect(201);
}

#[actix_web::test]
async fn what_changed_since_it_was_written_stands_in_the_way_of_sending() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let complete = async |body: Value| format!("/nominations/{}", write(&officer, body).await.text("/id"));
    let merge = |into: &str| {
        format!("UPDATE people SET merged_into_id = {into} WHERE id = '{}'", sample_id(0x35_0002))
    };
    let (first, second) = (
        complete(nomination(&person(0), "GIAY_KHEN")).await,
        complete(nomination(&person(1), "GIAY_KHEN")).await,
    );
    let mut of_campaign = nomination(&person(0), "GIAY_KHEN");
    of_campaign["commendationKind"] = json!("CAMPAIGN");
    of_campaign["campaignId"] = json!(campaigns::LAUNCHED);
    of_campaign["year"] = json!(2023);
    let of_campaign = complete(of_campaign).await;
    app.sql(&merge(&format!("'{}'", sample_id(0x35_0001)))).await;
    officer.step(&second, "SUBMIT").await.expect_problem(409, "person_is_merged");
    let anew = nomination(&person(1), "GIAY_KHEN");
    officer.post("/nominations", anew).await.expect_problem(409, "person_is_merged");
    officer.step(&first, "SUBMIT").await.expect_problem(409, "nomination_already_there");
    app.sql(&merge("NULL")).await;
    app.sql(&format!("UPDATE campaigns SET status = 'CANCELLED' WHERE id = '{}'", campaigns::LAUNCHED)).await;
    let refused = officer.step(&of_campaign, "SUBMIT").await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/campaignId campaign_was_cancelled"]);
    let kinds = |kind: &str| {
        format!(
            "UPDATE unit_versions SET kind = '{kind}' WHERE unit_id IN ('{}', '{}')",
            units::PROVINCE,
            units::DEPARTMENT
        )
    };
    app.sql(&kinds("OTHER")).await;
    officer.step(&first, "SUBMIT").await.expect_problem(409, "nobody_decides");
    app.sql(&format!(
        "UPDATE unit_versions SET ends_before = '2026-11-01' WHERE unit_id = '{}'",
        units::OFFICE
    ))
    .await;
    let refused = officer.step(&first, "SUBMIT").await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/unitId unit_is_closed"]);
}

#[actix_web::test]
async fn a_case_that_moves_while_somebody_waits_is_not_judged_at_the_wrong_stage() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let path = send(&officer, nomination(&person(0), "BANG_KHEN_TINH")).await;
    appraise(&office, &path, verdict("HIGHER_LEVEL")).await.expect(201);
    let up = office.step(&path, "PROPOSE").await.expect(200).version();
    // With the version of afterwards, guessed or read: the level below has no say there any more.
    let late =
        office.call(Method::POST, &format!("{path}/appraisals")).version(up).json(&verdict("DOES_NOT"));
    late.send().await.expect_problem(403, "forbidden");
    let back = json!({"action": "RETURN", "reason": "X"});
    office.transition(&path, up, back).await.expect_problem(403, "forbidden");
    // A reorganisation of the unit that nominates does not carry the case elsewhere.
    app.sql(&format!(
        "UPDATE unit_versions SET parent_id = '{}' WHERE unit_id = '{}'",
        units::WARD,
        units::OFFICE
    ))
    .await;
    let province = app.as_user("province-office").await;
    let kept = province.get(&path).await.expect(200).json();
    assert_eq!(
        (&kept["stageUnit"]["id"], &kept["allowedActions"]),
        (&json!(units::PROVINCE), &json!(["APPRAISE", "RETURN"]))
    );
}
