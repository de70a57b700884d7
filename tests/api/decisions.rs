//! Decisions: drafted from what was proposed, issued by somebody else, with prizes, awards and codes; and awards taken back.

use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::nominations::{appraise, grant, letter, meets_by_override, nomination, person, send};
use crate::support::{Actor, NOTHING, Reply, TestApp, sample_id, units};

/// A nomination of somebody of the Office that was proposed to the head of the department: its id.
pub async fn proposed(app: &TestApp, body: Value) -> String {
    let officer = app.as_user("unit-snv-vp").await;
    let path = send(&officer, body).await;
    let (office, second) = (app.as_user("office").await, app.as_user("office-2").await);
    let body = meets_by_override(&office, &path).await;
    appraise(&office, &path, body).await.expect(201);
    second.step(&path, "CONFIRM").await.expect(200);
    office.step(&path, "PROPOSE").await.expect(200);
    path.rsplit_once('/').unwrap().1.to_owned()
}

/// A certificate that was proposed for one of the Office: its nomination.
pub async fn certificate(app: &TestApp, number: u128) -> String {
    proposed(app, nomination(&person(number), "GIAY_KHEN")).await
}

/// A whole draft of the department.
pub fn draft(number: &str, nomination_ids: &[&String]) -> Value {
    json!({"origin": "OWN", "unitId": units::DEPARTMENT, "issuerName": "Giám đốc Sở Nội vụ tỉnh Lạng Sơn",
        "title": "Về việc tặng Giấy khen", "number": number, "notation": "QĐ-SNV", "decidedOn": "2026-11-23",
        "signerName": "Nguyễn Văn Thử", "signerPosition": "Giám đốc", "nominationIds": nomination_ids})
}

pub fn with(mut body: Value, changes: &Value) -> Value {
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body
}

/// Drafts a decision: its path.
pub async fn drafted(office: &Actor<'_>, body: Value) -> String {
    format!("/decisions/{}", office.post("/decisions", body).await.expect(201).text("/id"))
}

pub async fn lines(actor: &Actor<'_>, path: &str) -> Vec<Value> {
    actor.get(&format!("{path}/lines")).await.expect(200).json()["items"].as_array().unwrap().clone()
}

pub async fn issue(app: &TestApp, path: &str) -> Reply {
    app.as_user("leader").await.step(path, "ISSUE").await
}

#[actix_web::test]
async fn what_was_proposed_is_granted_and_written_into_the_register() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let (first, second) = (certificate(&app, 0).await, certificate(&app, 1).await);
    let path = drafted(&office, draft("215", &[&first, &second])).await;
    let own = office.get(&path).await.expect(200).json();
    assert_eq!(
        (&own["status"], &own["baseSalary"], &own["prizeTotal"], &own["lineCount"]),
        (&json!("DRAFT"), &json!(2_530_000), &json!(1_520_000), &json!(2))
    );
    assert_eq!(own["allowedActions"], json!(["WITHDRAW"]));
    let honoured = own["honoured"].as_array().unwrap();
    assert_eq!(honoured.iter().map(|class| class["people"].as_i64().unwrap()).sum::<i64>(), 2);
    // The province sets which share it wants of a group; every draft is shown against it.
    let admin = app.admin().await;
    let classes = admin.get("/reporting-classes").await.expect(200).json();
    let all = classes["items"].as_array().unwrap();
    let class = all.iter().find(|class| class["code"] == honoured[0]["code"]).unwrap();
    let class = format!("/reporting-classes/{}", class["id"].as_str().unwrap());
    let refused = admin.patch(&class, 1, json!({"targetShare": "1.5"})).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        ["/targetShare fraction_out_of_bounds"]
    );
    admin.patch(&class, 1, json!({"targetShare": "0.6"})).await.expect(200);
    let own = office.get(&path).await.expect(200).json();
    assert_eq!(own["honoured"][0]["targetShare"], "0.6");
    assert_eq!(leader.get(&path).await.expect(200).json()["allowedActions"], json!(["ISSUE"]));
    assert_eq!(lines(&office, &path).await[0]["paid"], 760_000);
    // Whoever drafted it can't issue it, whatever roles they hold.
    grant(&app, 0x002, "LEADER", units::DEPARTMENT).await;
    app.as_user("office").await.step(&path, "ISSUE").await.expect_problem(403, "own_decision");
    let issued = leader.step(&path, "ISSUE").await.expect(200).json();
    assert_eq!((&issued["status"], &issued["number"]), (&json!("ISSUED"), &json!("215/QĐ-SNV")));
    let granted = lines(&leader, &path).await;
    let award = format!("/awards/{}", granted[0]["awardId"].as_str().unwrap());
    let award = leader.get(&award).await.expect(200).json();
    assert_eq!(
        (&award["origin"], &award["isConfirmed"], &award["decisionNumber"], &award["decisionId"]),
        (&json!("DECISION"), &json!(true), &json!("215/QĐ-SNV"), &issued["id"])
    );
    let nominated = format!("/nominations/{first}");
    assert_eq!(office.get(&nominated).await.expect(200).json()["status"], "DECIDED");
    let steps = office.get(&format!("{nominated}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action").last().unwrap(), "DECIDE");
    // It never changes.
    office.patch(&path, 2, json!({"title": "Khác"})).await.expect_problem(409, "decision_is_final");
    leader.step(&path, "ISSUE").await.expect_problem(409, "invalid_transition");
    let paper = leader.get(&format!("{path}/document")).await.expect(200);
    assert!(paper.header("content-disposition").unwrap().contains("quyet-dinh"));
    let steps = leader.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action"), ["ISSUE"]);
    app.run_sequencer().await;
    let id = issued["id"].as_str().unwrap();
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).raw();
    assert!(trail.contains("DECISION_ISSUED") && !trail.contains("Nguyễn Văn Thử"), "{trail}");
    let table = office.call(Method::GET, &format!("{path}/lines")).header("Accept", "text/csv").send().await;
    assert!(table.expect(200).raw().contains("Tiền thưởng"));
}

#[actix_web::test]
async fn anybody_verifies_an_award_by_its_code() {
    let app = TestApp::start_published().await;
    let office = app.as_user("office").await;
    let granted = lines(&office, &format!("/decisions/{}", sample_id(0x3f_0001))).await;
    let verify = async |code: &str| app.anonymous().get(&format!("/public/awards/{code}")).await;
    let valid = verify(granted[0]["verificationCode"].as_str().unwrap()).await.expect(200);
    assert_eq!(valid.header("cache-control"), Some("public, no-cache"));
    let valid = valid.json();
    assert_eq!(
        (&valid["standing"], &valid["recipientName"], &valid["decisionNumber"]),
        (&json!("VALID"), &granted[0]["subject"]["name"], &json!("15/QĐ-SNV"))
    );
    let revoked = verify(granted[1]["verificationCode"].as_str().unwrap()).await.expect(200).json();
    assert_eq!((&revoked["standing"], &revoked["revokedOn"]), (&json!("REVOKED"), &json!("2024-05-07")));
    let nothing = "0".repeat(32);
    verify(&nothing).await.expect_problem(404, "not_found");
    app.anonymous().get(&format!("/verify/{nothing}/qr.svg")).await.expect_problem(404, "not_found");
    // The certificate leads people to a page.
    let code = granted[0]["verificationCode"].as_str().unwrap();
    let picture = app.anonymous().get(&format!("/verify/{code}/qr.svg")).await.expect(200);
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert!(picture.raw().contains("<svg"), "{}", picture.raw());
    let page = app.anonymous().get(&format!("/verify/{code}")).await.expect(200).raw();
    assert!(page.contains("Khen thưởng có hiệu lực") && page.contains("15/QĐ-SNV"), "{page}");
    let revoked = granted[1]["verificationCode"].as_str().unwrap();
    let page = app.anonymous().get(&format!("/verify/{revoked}")).await.expect(200).raw();
    assert!(page.contains("Khen thưởng đã bị thu hồi") && page.contains("07/05/2024"), "{page}");
    app.anonymous().get(&format!("/verify/{nothing}")).await.expect(404);
    verify("0").await.expect_problem(400, "invalid_request");
}

#[actix_web::test]
async fn what_is_wrong_with_a_draft_is_told_at_its_place() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = certificate(&app, 0).await;
    let (submitted, nothing) = (sample_id(0x3d_0101), NOTHING.to_owned());
    let outside = with(draft("1", &[&id]), &json!({"origin": "OUTSIDE"}));
    for (body, faults) in [
        (with(draft("1", &[]), &json!({"unitId": NOTHING})), vec!["/unitId unknown_unit"]),
        (with(draft("1", &[]), &json!({"documentId": NOTHING})), vec!["/documentId unknown_document"]),
        (
            draft("1", &[&submitted, &nothing, &id, &id]),
            vec![
                "/nominationIds/0 nomination_not_for_decision",
                "/nominationIds/1 nomination_not_for_decision",
                "/nominationIds/3 named_twice",
            ],
        ),
        (outside, vec!["/nominationIds/0 nomination_not_for_decision"]),
    ] {
        let refused = office.post("/decisions", body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults, "{body}");
    }
    let elsewhere = with(draft("1", &[]), &json!({"unitId": units::PROVINCE}));
    office.post("/decisions", elsewhere).await.expect_problem(403, "forbidden");
    let path = drafted(&office, draft("301", &[&id])).await;
    office.post("/decisions", draft("302", &[&id])).await.expect_problem(409, "in_another_decision");
    for number in ["301", "0301"] {
        office.post("/decisions", draft(number, &[])).await.expect_problem(409, "decision_number_taken");
    }
    office.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    let wrong = json!({"documentId": NOTHING, "nominationIds": [submitted, submitted]});
    let mut faults = office.patch(&path, 1, wrong).await.expect_problem(400, "invalid_request").faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/documentId unknown_document",
            "/nominationIds/0 nomination_not_for_decision",
            "/nominationIds/1 named_twice"
        ]
    );
    let other = drafted(&office, draft("303", &[])).await;
    office.patch(&other, 1, json!({"number": "301"})).await.expect_problem(409, "decision_number_taken");
    office.patch(&other, 1, json!({"nominationIds": [id]})).await.expect_problem(409, "in_another_decision");
    office.patch(&path, 1, json!({"decidedOn": null})).await.expect(200);
    issue(&app, &path).await.expect_problem(409, "decision_is_incomplete");
    office.patch(&path, 2, json!({"decidedOn": "2026-11-24"})).await.expect(200);
    issue(&app, &path).await.expect_problem(409, "decision_is_not_due");
    office.patch(&path, 3, json!({"decidedOn": "2026-11-23", "nominationIds": []})).await.expect(200);
    issue(&app, &path).await.expect_problem(409, "decision_is_empty");
    office.patch(&path, 4, json!({"documentId": letter(), "nominationIds": [id]})).await.expect(200);
    office.step(&path, "ISSUE").await.expect_problem(403, "forbidden");
    office.step(&path, "CONFIRM").await.expect_problem(409, "invalid_transition");
    // Given up, its number and its nominations are free again.
    assert_eq!(office.step(&path, "WITHDRAW").await.expect(200).json()["status"], "WITHDRAWN");
    drafted(&office, draft("301", &[&id])).await;
}

/// Ends every row of a table of the catalogue that goes on, or lets it go on again.
async fn end_rows(app: &TestApp, table: &str, day: Option<&str>) {
    let sql = match day {
        Some(day) => format!(
            "UPDATE {table} SET ends_before = '{day}' WHERE ends_before IS NULL AND starts_on < '{day}'"
        ),
        None => format!("UPDATE {table} SET ends_before = NULL WHERE ends_before = '2026-11-23'"),
    };
    app.sql(&sql).await;
}

#[actix_web::test]
async fn what_stands_in_the_way_of_a_line_stops_the_whole_decision() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = certificate(&app, 0).await;
    let path = drafted(&office, draft("401", &[&id])).await;
    // Who judged what is in it does not issue it.
    grant(&app, 0x008, "LEADER", units::DEPARTMENT).await;
    app.as_user("office-2").await.step(&path, "ISSUE").await.expect_problem(403, "own_appraisal");
    // The power, the salary, the award ended the day before.
    for (table, code) in [
        ("award_authorities", "authority_not_on_that_day"),
        ("base_salaries", "no_base_salary"),
        ("award_types", "award_not_in_the_catalogue_then"),
    ] {
        end_rows(&app, table, Some("2026-11-23")).await;
        issue(&app, &path).await.expect_problem(409, code);
        if table == "base_salaries" {
            assert_eq!(office.get(&path).await.expect(200).json()["prizeTotal"], Value::Null);
        }
        end_rows(&app, table, None).await;
    }
    // It was received on the day on which it was sent.
    office.patch(&path, 1, json!({"decidedOn": "2026-11-22"})).await.expect(200);
    issue(&app, &path).await.expect_problem(409, "decided_before_proposal");
    office.patch(&path, 2, json!({"decidedOn": "2026-11-23"})).await.expect(200);
    // The same award is in the register already.
    let earlier = json!({"subject": person(0), "awardCode": "GIAY_KHEN", "achievementYear": 2017,
        "decidedOn": "2025-01-15", "decisionNumber": "9/QĐ-SNV", "decidedBy": "Giám đốc Sở Nội vụ",
        "commendationKind": "MERIT", "source": "Hồ sơ lưu"});
    let earlier = app.as_user("unit-snv-vp").await.post("/awards", earlier).await.expect(201).text("/id");
    let refused = issue(&app, &path).await.expect_problem(409, "award_already_there");
    assert!(refused.raw().contains(&earlier), "{}", refused.raw());
    let voided = json!({"voidReason": "Ghi nhầm"});
    office.patch(&format!("/awards/{earlier}"), 1, voided).await.expect(200);
    // It was proposed to somebody else meanwhile.
    app.sql(&format!("UPDATE nominations SET stage_unit_id = '{}' WHERE id = '{id}'", units::PROVINCE)).await;
    issue(&app, &path).await.expect_problem(409, "nomination_went_elsewhere");
    app.sql(&format!("UPDATE nominations SET stage_unit_id = '{}' WHERE id = '{id}'", units::DEPARTMENT))
        .await;
    // It was returned meanwhile.
    let back = json!({"action": "RETURN", "reason": "Bổ sung"});
    office.step_with(&format!("/nominations/{id}"), back).await.expect(200);
    issue(&app, &path).await.expect_problem(409, "invalid_transition");
    assert_eq!(lines(&office, &path).await[0]["awardId"], Value::Null);
}

#[actix_web::test]
async fn of_two_decisions_with_one_number_one_is_drafted() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let post = || office.post("/decisions", draft("777", &[]));
    let (one, other) = join(post(), post()).await;
    let (taken, refused) = if one.status == 201 { (one, other) } else { (other, one) };
    taken.expect(201);
    refused.expect_problem(409, "decision_number_taken");
}

#[actix_web::test]
async fn of_titles_of_one_year_the_highest_is_paid() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    app.sql("UPDATE award_types SET voting = NULL").await;
    let worker = proposed(&app, nomination(&person(0), "LD_TIEN_TIEN")).await;
    let fighter = proposed(&app, nomination(&person(0), "CSTD_CO_SO")).await;
    let form = certificate(&app, 0).await;
    let path = drafted(&office, draft("501", &[&worker, &fighter, &form])).await;
    let paid = |lines: &[Value]| lines.iter().map(|line| line["paid"].as_i64().unwrap()).collect::<Vec<_>>();
    let expected = [0, 2_530_000, 760_000];
    let expects = lines(&office, &path).await;
    assert_eq!((paid(&expects), &expects[0]["suppressedBy"]), (expected.to_vec(), &expects[1]["id"]));
    let issued = issue(&app, &path).await.expect(200).json();
    assert_eq!(issued["prizeTotal"], 3_290_000);
    assert_eq!(paid(&lines(&office, &path).await), expected);
}

#[actix_web::test]
async fn a_title_of_the_same_day_is_paid_once_also_by_two_decisions() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    app.sql("UPDATE award_types SET voting = NULL").await;
    let worker = proposed(&app, nomination(&person(0), "LD_TIEN_TIEN")).await;
    let fighter = proposed(&app, nomination(&person(0), "CSTD_CO_SO")).await;
    let first = drafted(&office, draft("601", &[&fighter])).await;
    issue(&app, &first).await.expect(200);
    let second = drafted(&office, draft("602", &[&worker])).await;
    assert_eq!(issue(&app, &second).await.expect(200).json()["prizeTotal"], 0);
    let suppressor = lines(&office, &second).await[0]["suppressedBy"].clone();
    assert_eq!(suppressor, lines(&office, &first).await[0]["id"]);
}

#[actix_web::test]
async fn an_award_is_taken_back_by_a_decision_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let id = certificate(&app, 0).await;
    let granting = drafted(&office, draft("701", &[&id])).await;
    issue(&app, &granting).await.expect(200);
    let line = lines(&office, &granting).await.remove(0);
    let award = format!("/awards/{}", line["awardId"].as_str().unwrap());
    let revocations = format!("{award}/revocations");
    let body = json!({"ground": "FALSE_PAPERS", "conclusion": "Kết luận số 5", "title": "Về việc thu hồi"});
    app.as_user("unit-snv-vp").await.post(&revocations, body.clone()).await.expect_problem(403, "forbidden");
    let made = office.post(&revocations, body.clone()).await.expect(201);
    let path = format!("/decisions/{}", made.text("/id"));
    assert_eq!([made.text("/purpose"), made.text("/revocation/ground")], ["REVOKE", "FALSE_PAPERS"]);
    office.post(&revocations, body.clone()).await.expect_problem(409, "already_being_revoked");
    let refused = office.patch(&path, 1, json!({"nominationIds": [id]})).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/nominationIds not_for_this_kind"]);
    leader.step(&path, "ISSUE").await.expect_problem(409, "decision_is_incomplete");
    let whole = json!({"number": "702", "decidedOn": "2026-11-23", "signerName": "Nguyễn Văn Thử",
        "signerPosition": "Giám đốc"});
    let other = office.patch(&path, 1, json!({"issuerName": "Chủ tịch"})).await;
    assert_eq!(other.expect_problem(400, "invalid_request").faults(), ["/issuerName not_for_this_kind"]);
    office.patch(&path, 1, with(whole, &json!({"decidedOn": "2026-11-22"}))).await.expect(200);
    leader.step(&path, "ISSUE").await.expect_problem(409, "revoked_before_granted");
    office.patch(&path, 2, json!({"decidedOn": "2026-11-23"})).await.expect(200);
    // Who judged the case does not take the award back.
    grant(&app, 8, "LEADER", units::DEPARTMENT).await;
    app.as_user("office-2").await.step(&path, "ISSUE").await.expect_problem(403, "own_appraisal");
    let issued = leader.step(&path, "ISSUE").await.expect(200).json();
    assert_eq!(
        issued["revocation"],
        json!({"awardId": line["awardId"], "ground": "FALSE_PAPERS", "conclusion": "Kết luận số 5",
            "prizeDue": 760_000, "returnDueOn": "2026-12-14"})
    );
    let own = leader.get(&award).await.expect(200).json();
    assert_eq!((&own["revokedOn"], &own["isVoided"]), (&json!("2026-11-23"), &json!(true)));
    office.post(&revocations, body.clone()).await.expect_problem(409, "award_is_revoked");
    let told = office.get(&revocations).await.expect(200).json();
    assert_eq!(told["items"][0]["decision"]["number"], "702/QĐ-SNV");
    let paper = leader.get(&format!("{path}/document")).await.expect(200);
    assert!(paper.header("content-disposition").unwrap().contains("702"));
    let earlier = format!("/awards/{}/revocations", sample_id(0x39_0001));
    office.post(&earlier, body).await.expect_problem(409, "award_is_not_of_a_decision");
}

#[actix_web::test]
async fn drafts_are_seen_by_who_reads_drafts_and_decisions_by_who_reads_people() {
    let app = TestApp::start().await;
    let (issued, draft) = (sample_id(0x3f_0001), sample_id(0x3f_2001));
    for (user, sees_draft) in
        [("office", true), ("leader", true), ("unit-snv-vp", false), ("council-1", false)]
    {
        let actor = app.as_user(user).await;
        let own = actor.get(&format!("/decisions/{draft}")).await.status;
        assert_eq!(own, if sees_draft { 200 } else { 404 }, "{user}");
        let listed = actor.get("/decisions?limit=200").await.expect(200).json();
        let shown = column(&listed["items"], "id");
        assert_eq!(shown.contains(&draft), sees_draft, "{user}");
        assert_eq!(shown.contains(&issued), user != "unit-snv-vp", "{user}");
    }
    let office = app.as_user("office").await;
    let count = async |query: &str| {
        let page = office.get(&format!("/decisions?{query}")).await.expect(200).json();
        page["items"].as_array().unwrap().len()
    };
    assert_eq!([count("status=DRAFT").await, count("purpose=REVOKE").await], [1, 1]);
    assert_eq!(count(&format!("unitId={}", units::OFFICE)).await, 0);
}

/// What an authority of the State decides is recorded by the province, and confirmed by a second person there.
#[actix_web::test]
async fn a_decision_from_outside_is_recorded_and_confirmed() {
    let app = TestApp::start().await;
    grant(&app, 8, "STANDING_OFFICE", units::PROVINCE).await;
    let officer = app.as_user("unit-snv-vp").await;
    // Of this year: the report of an older achievement would be too old for the State.
    let this_year = with(nomination(&person(0), "BANG_KHEN_THU_TUONG"), &json!({"year": 2026}));
    let path = send(&officer, this_year).await;
    let (province, second) = (app.as_user("province-office").await, app.as_user("office-2").await);
    for office in [app.as_user("office").await, province] {
        let body = meets_by_override(&office, &path).await;
        appraise(&office, &path, body).await.expect(201);
        second.step(&path, "CONFIRM").await.expect(200);
        office.step(&path, "PROPOSE").await.expect(200);
    }
    let province = app.as_user("province-office").await;
    let id = path.rsplit_once('/').unwrap().1.to_owned();
    let outside = json!({"origin": "OUTSIDE", "unitId": units::PROVINCE, "issuerName": "Thủ tướng Chính phủ",
        "notation": "QĐ-TTg"});
    // Only the province from which it went out records what became of it.
    let elsewhere = with(draft("1200", &[&id]), &json!({"origin": "OUTSIDE"}));
    let refused = app.as_user("office").await.post("/decisions", elsewhere).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        ["/nominationIds/0 nomination_not_for_decision"]
    );
    let decision = drafted(&province, with(draft("1200", &[&id]), &outside)).await;
    assert_eq!(province.get(&decision).await.json()["prizeTotal"], 8_860_000);
    // Numbers are unique for each issuer, however the name is written.
    let again =
        with(draft("1200", &[]), &with(outside.clone(), &json!({"issuerName": "Thủ  tướng chính phủ"})));
    province.post("/decisions", again).await.expect_problem(409, "decision_number_taken");
    drafted(&province, with(draft("1200", &[]), &with(outside, &json!({"issuerName": "Chủ tịch nước"}))))
        .await;
    province.step(&decision, "CONFIRM").await.expect_problem(403, "own_decision");
    app.as_user("province-leader")
        .await
        .step(&decision, "ISSUE")
        .await
        .expect_problem(409, "invalid_transition");
    // Who confirms the record decides nothing: it may be somebody who judged the case.
    let confirmed = second.step(&decision, "CONFIRM").await.expect(200).json();
    assert_eq!((&confirmed["status"], &confirmed["prizeTotal"]), (&json!("ISSUED"), &json!(8_860_000)));
    // The province of whom the State awards pays (Article 47.2).
    let new = json!({"unitId": units::PROVINCE, "year": 2026, "allotted": 50_000_000, "source": "Dự toán"});
    let fund = province.post("/funds", new).await.expect(201);
    assert_eq!(fund.json()["committed"], 8_860_000);
}
