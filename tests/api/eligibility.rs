//! Eligibility: asked by an officer, unknown until facts are there and confirmed, kept as it was, asked again, for many and
//! ahead; rows of an amendment that is not confirmed; quotas over a list.

use std::time::Instant;

use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::support::{Actor, Reply, TestApp, sample_id, units};

/// A year in which the sample knows nothing of anybody.
const YEAR: i32 = 2017;

/// People of the Office (0, 1) and of the Inspectorate (3).
fn person(number: u128) -> Value {
    json!({"type": "PERSON", "id": sample_id(0x35_0001 + number)})
}

fn question(subject: &Value, award: &str) -> Value {
    json!({"subject": subject, "award": award, "commendationKind": "MERIT", "year": YEAR, "receivedOn": "2026-01-15"})
}

type SampleRule<'a> = (&'a str, &'a str, Value, &'a str, &'a str, Option<&'a str>);

/// The rules of these tests alone: code, award, condition, status, first day, first day after it.
async fn set_rules(app: &TestApp, rules: &[SampleRule<'_>]) {
    app.sql("DELETE FROM award_rules").await;
    for (number, (code, award, condition, status, starts_on, ends_before)) in (1..).zip(rules) {
        let ends = ends_before.map_or_else(|| "NULL".to_owned(), |day| format!("'{day}'"));
        app.sql(&format!(
            "INSERT INTO award_rules (id, code, award_code, recipient_kind, commendation_kinds, condition, basis, clause,
                certainty, status, source, starts_on, ends_before, verify_after, transition, version, created_at, updated_at)
            VALUES ('01980000-0000-7000-8000-0000000038{number:02x}', '{code}', '{award}', 'INDIVIDUAL', '{{}}', '{condition}',
                'Điều kiện (mẫu)', 'Luật 06/2022/QH15 (mẫu)', 'SOURCED', '{status}', 'NATIONAL', '{starts_on}', {ends},
                NULL, 'EARLIER_ROW', 1, now(), now())"
        ))
        .await;
    }
}

fn rated(level: &str) -> Value {
    json!({"kind": "TASK_RATING", "atLeast": level, "years": 1})
}

async fn set_plain_rules(app: &TestApp) {
    let quota = json!({"kind": "QUOTA", "share": "0.5", "of": {"kind": "RATED", "level": "GOOD"}});
    let since = "2010-01-01";
    set_rules(
        app,
        &[
            ("STANDARD", "LD_TIEN_TIEN", rated("GOOD"), "IN_FORCE", since, None),
            ("HOLD", "LD_TIEN_TIEN", json!({"kind": "NO_HOLD"}), "IN_FORCE", since, None),
            ("STANDARD", "CSTD_CO_SO", rated("EXCELLENT"), "IN_FORCE", since, None),
            ("QUOTA", "CSTD_CO_SO", quota, "IN_FORCE", since, None),
        ],
    )
    .await;
}

fn rating(subject: &Value, level: &str) -> Value {
    let details = json!({"kind": "TASK_RATING", "year": YEAR, "level": level, "score": "84.5", "decree": "Nghị định 90/2020/NĐ-CP"});
    json!({"subject": subject, "details": details, "source": "Quyết định số 15/QĐ-SNV (mẫu)"})
}

/// Writes a rating as the unit's officer; the office confirms it.
async fn rate(app: &TestApp, number: u128, level: &str) {
    let officer = app.as_user("unit-snv-vp").await;
    let written = officer.post("/facts", rating(&person(number), level)).await.expect(201);
    confirm(app, &written.text("/id")).await;
}

async fn confirm(app: &TestApp, fact: &str) {
    let items = json!({"items": [{"type": "FACT", "id": fact, "version": 1}]});
    app.as_user("office").await.post("/fact-confirmations", items).await.expect(200);
}

async fn rerun(actor: &Actor<'_>, check: &str) -> Reply {
    actor.call(Method::POST, &format!("{check}/reruns")).send().await
}

#[actix_web::test]
async fn an_answer_is_kept_as_it_was_and_asked_again_when_facts_are_there() {
    let app = TestApp::start().await;
    set_plain_rules(&app).await;
    let officer = app.as_user("unit-snv-vp").await;
    let asked = officer.post("/eligibility-checks", question(&person(0), "LD_TIEN_TIEN")).await.expect(201);
    let first = asked.json();
    assert_eq!((&first["outcome"], &first["askedOn"]), (&json!("UNKNOWN"), &json!(app.now().date_naive())));
    assert_eq!(first["missing"], json!([{"code": "RATING_MISSING", "text": "thiếu xếp loại năm 2017"}]));
    assert_eq!(column(&first["rules"], "code"), ["HOLD", "STANDARD"]);
    assert_eq!(column(&first["rules"], "outcome"), ["PASS", "UNKNOWN"]);
    assert_eq!(first["rules"][1]["rows"][0]["clause"], "Luật 06/2022/QH15 (mẫu)");
    let path = format!("/eligibility-checks/{}", asked.text("/id"));
    // What one person wrote and nobody confirmed decides nothing.
    let fact = officer.post("/facts", rating(&person(0), "GOOD")).await.expect(201).text("/id");
    let waiting = rerun(&officer, &path).await.expect(201).json();
    assert_eq!(waiting["check"]["missing"][0]["code"], "UNCONFIRMED");
    assert_eq!((&waiting["hasOtherGrounds"], &waiting["changedRules"]), (&json!(true), &json!([])));
    confirm(&app, &fact).await;
    let again = rerun(&officer, &path).await.expect(201);
    let view = again.json();
    assert_eq!((&view["outcomeBefore"], &view["check"]["outcome"]), (&json!("UNKNOWN"), &json!("PASS")));
    let changed = json!([{"code": "STANDARD", "before": "UNKNOWN", "after": "PASS", "hasOtherRows": false}]);
    assert_eq!(view["changedRules"], changed);
    assert_eq!(column(&view["settled"], "code"), ["RATING_MISSING"]);
    assert_eq!(view["check"]["rules"][1]["rows"][0]["facts"][0]["id"], json!(fact));
    assert_eq!(view["check"]["rerunOfId"], first["id"]);
    // The old answer stays what it was, also when its rules are gone.
    app.sql("DELETE FROM award_rules").await;
    assert_eq!(officer.get(&path).await.expect(200).json(), first);
    let new = format!("/eligibility-checks/{}", view["check"]["id"].as_str().unwrap());
    assert_eq!(officer.get(&new).await.expect(200).json(), view["check"]);
    let listed = officer.get("/eligibility-checks?award=LD_TIEN_TIEN").await.expect(200).json();
    assert_eq!(column(&listed["items"], "outcome"), ["PASS", "UNKNOWN", "UNKNOWN"]);
    let unknown = officer.get("/eligibility-checks?outcome=UNKNOWN&limit=1").await.expect(200).json();
    assert!(unknown["nextCursor"].is_string());
}

#[actix_web::test]
async fn nobody_asks_about_people_of_other_units() {
    let app = TestApp::start().await;
    set_plain_rules(&app).await;
    let officer = app.as_user("unit-snv-vp").await;
    let check = officer.post("/eligibility-checks", question(&person(0), "LD_TIEN_TIEN")).await.expect(201);
    let path = format!("/eligibility-checks/{}", check.text("/id"));
    let stranger = app.as_user("unit-p-tt").await;
    stranger.get(&path).await.expect_problem(404, "not_found");
    rerun(&stranger, &path).await.expect_problem(404, "not_found");
    assert_eq!(stranger.get("/eligibility-checks").await.expect(200).json()["items"], json!([]));
    let outlook = format!("/people/{}/outlook", sample_id(0x35_0001));
    stranger.get(&outlook).await.expect_problem(404, "not_found");
    let refused = stranger.post("/eligibility-checks", question(&person(0), "LD_TIEN_TIEN")).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/subject/id unknown_subject"]);
    app.admin().await.get("/eligibility-checks").await.expect_problem(403, "forbidden");
    // The trail says who asked about whom, and names nobody.
    app.run_sequencer().await;
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={}", check.text("/id"))).await;
    let trail = trail.expect(200).raw();
    assert!(trail.contains("ELIGIBILITY_CHECKED") && !trail.contains("Mẫu"));
}

#[actix_web::test]
async fn a_question_that_makes_no_sense_is_refused_where_it_is_wrong() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let with = |member: &str, value: Value| {
        let mut question = question(&person(0), "LD_TIEN_TIEN");
        question[member] = value;
        question
    };
    let nobody = json!({"type": "PERSON", "id": sample_id(0xffff)});
    let mut in_campaign = with("campaignId", json!(sample_id(0xffff)));
    in_campaign["commendationKind"] = json!("CAMPAIGN");
    let mut without_year = with("year", Value::Null);
    without_year.as_object_mut().unwrap().remove("year");
    for (question, fault) in [
        (with("subject", nobody), "/subject/id unknown_subject"),
        // The third person of the sample is there, but as a unit there is none of this id.
        (with("subject", json!({"type": "UNIT", "id": sample_id(0x35_0001)})), "/subject/id unknown_subject"),
        (with("award", json!("NO_SUCH_AWARD")), "/award unknown_award_code"),
        (with("award", json!("CO_TINH")), "/award award_not_for_this_recipient"),
        (in_campaign, "/campaignId unknown_campaign"),
        (with("campaignId", json!(sample_id(0x300))), "/campaignId not_for_this_kind"),
        (with("receivedOn", json!("2099-01-01")), "/receivedOn day_in_the_future"),
        (without_year, "/year needed_for_this_kind"),
    ] {
        let refused = officer.post("/eligibility-checks", question.clone()).await;
        assert_eq!(refused.expect_problem(400, "invalid_request").faults(), [fault], "{question}");
    }
}

#[actix_web::test]
async fn an_amendment_that_is_not_confirmed_answers_beside_the_row_in_force() {
    let app = TestApp::start().await;
    let amended = "2026-10-01";
    let rules = [
        ("STANDARD", "CSTD_CO_SO", rated("GOOD"), "IN_FORCE", "2024-01-01", Some(amended)),
        ("STANDARD", "CSTD_CO_SO", rated("EXCELLENT"), "DRAFT", amended, None),
    ];
    set_rules(&app, &rules).await;
    rate(&app, 0, "GOOD").await;
    rate(&app, 1, "EXCELLENT").await;
    let officer = app.as_user("unit-snv-vp").await;
    let ask = async |number, received_on: &str| {
        let mut question = question(&person(number), "CSTD_CO_SO");
        question["receivedOn"] = json!(received_on);
        officer.post("/eligibility-checks", question).await.expect(201).json()
    };
    let differs = ask(0, "2026-10-02").await;
    assert_eq!(differs["outcome"], "UNKNOWN");
    let rule = &differs["rules"][0];
    let reason = json!([{"code": "AMENDMENT_NOT_CONFIRMED", "text": "văn bản sửa đổi chưa được xác nhận"}]);
    assert_eq!(rule["reasons"], reason);
    assert_eq!(column(&rule["rows"], "role"), ["IN_FORCE", "DRAFT"]);
    assert_eq!(column(&rule["rows"], "outcome"), ["PASS", "FAIL"]);
    assert_eq!(ask(1, "2026-10-02").await["outcome"], "PASS");
    let before = ask(0, "2026-09-30").await;
    assert_eq!(
        (&before["outcome"], before["rules"][0]["rows"].as_array().unwrap().len()),
        (&json!("PASS"), 1)
    );
}

#[actix_web::test]
async fn many_are_asked_about_at_once_counted_and_looked_ahead() {
    let app = TestApp::start().await;
    set_plain_rules(&app).await;
    rate(&app, 0, "EXCELLENT").await;
    rate(&app, 1, "GOOD").await;
    let officer = app.as_user("unit-snv-vp").await;
    let batch = json!({"subjects": [person(0), person(1)], "awards": ["LD_TIEN_TIEN", "CSTD_CO_SO"],
        "commendationKind": "MERIT", "year": YEAR, "receivedOn": "2026-01-15"});
    let answered = officer.post("/eligibility-check-batches", batch.clone()).await.expect(201).json();
    assert_eq!(
        column(&answered["items"], "award"),
        ["CSTD_CO_SO", "LD_TIEN_TIEN", "CSTD_CO_SO", "LD_TIEN_TIEN"]
    );
    assert_eq!(column(&answered["items"], "outcome"), ["PASS", "PASS", "FAIL", "PASS"]);
    assert_eq!(answered["items"][2]["missing"][0]["code"], "RATING_TOO_LOW");
    let id = answered["id"].as_str().unwrap();
    let kept = officer.get(&format!("/eligibility-checks?batchId={id}")).await.expect(200).json();
    assert_eq!(column(&kept["items"], "outcome"), ["PASS", "FAIL", "PASS", "PASS"]);
    let check = answered["items"][2]["checkId"].as_str().unwrap();
    let check = officer.get(&format!("/eligibility-checks/{check}")).await.expect(200).json();
    assert_eq!((&check["outcome"], &check["batchId"]), (&json!("FAIL"), &json!(id)));
    // Without a list of awards: all with rules that a person can be given; of one without rules nothing is known.
    let mut all = batch.clone();
    all.as_object_mut().unwrap().remove("awards");
    let all = officer.post("/eligibility-check-batches", all).await.expect(201).json();
    assert_eq!(all["items"].as_array().unwrap().len(), 4);
    let mut without_rule = batch.clone();
    without_rule["awards"] = json!(["KY_NIEM_CHUONG"]);
    let answered = officer.post("/eligibility-check-batches", without_rule).await.expect(201).json();
    assert_eq!(answered["items"][0]["missing"][0]["code"], "NO_RULE");
    let mut timeless = batch.clone();
    timeless.as_object_mut().unwrap().remove("year");
    let refused =
        officer.post("/eligibility-check-batches", timeless).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/year needed_for_this_kind"]);
    let mut wrong = batch;
    wrong["awards"] = json!(["LD_TIEN_TIEN", "CO_TINH", "NO_SUCH_AWARD"]);
    let refused =
        officer.post("/eligibility-check-batches", wrong).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/awards/1 award_not_for_this_recipient", "/awards/2 unknown_award_code"]);
    // Two are rated, so that one of them may be proposed.
    let list =
        json!([{"subject": person(0), "isProposed": true}, {"subject": person(1), "isProposed": true}]);
    let counted = json!({"award": "CSTD_CO_SO", "year": YEAR, "receivedOn": "2026-01-15", "list": list});
    let counted = officer.post("/quota-checks", counted).await.expect(200).json();
    let mixed = json!([{"subject": person(0), "isProposed": true}, {"subject": {"type": "UNIT", "id": units::OFFICE}, "isProposed": true}]);
    let mixed = json!({"award": "CSTD_CO_SO", "year": YEAR, "receivedOn": "2026-01-15", "list": mixed});
    let mixed = officer.post("/quota-checks", mixed).await.expect_problem(400, "invalid_request");
    assert_eq!(mixed.faults(), ["/list/1/subject/type award_not_for_this_recipient"]);
    let quota = &counted["quotas"][0];
    assert_eq!((&quota["outcome"], &quota["atMost"], &quota["over"]), (&json!("FAIL"), &json!(1), &json!(1)));
    let path = format!("/people/{}/outlook?year={YEAR}", sample_id(0x35_0002));
    let outlook = officer.get(&path).await.expect(200).json();
    assert_eq!(column(&outlook["items"], "nearness"), ["MET", "NEXT_YEAR"]);
    assert_eq!(outlook["items"][1]["missing"][0]["text"], "thiếu xếp loại năm 2018");
}

#[actix_web::test]
async fn a_unit_is_asked_about_by_its_members() {
    let app = TestApp::start().await;
    set_plain_rules(&app).await;
    app.sql("UPDATE award_rules SET recipient_kind = 'COLLECTIVE', award_code = 'TTLD_TIEN_TIEN', code = 'MEMBERS',
            condition = '{\"kind\": \"EVERY_MEMBER_RATED\", \"atLeast\": \"COMPLETED\"}'
        WHERE code = 'HOLD'").await;
    let officer = app.as_user("unit-snv-vp").await;
    let office = json!({"type": "UNIT", "id": units::OFFICE});
    let mut question = question(&office, "TTLD_TIEN_TIEN");
    question["year"] = json!(2020);
    let asked = officer.post("/eligibility-checks", question).await.expect(201).json();
    assert_eq!(asked["outcome"], "UNKNOWN");
    let reasons = &asked["rules"][0]["rows"][0]["reasons"];
    let codes = column(reasons, "code");
    assert!(codes.iter().any(|code| code == "MEMBER_RATING_MISSING"), "{reasons}");
}

/// 300 people and all awards that they can be given, by the rules of the law, in one request: the time is printed.
#[expect(clippy::print_stdout, reason = "how long it took is worth knowing")]
#[actix_web::test]
async fn three_hundred_people_are_answered_in_one_request() {
    let app = TestApp::start().await;
    let auditor = app.as_user("auditor").await;
    let subjects: Vec<Value> = (0..300).map(person).collect();
    let batch =
        json!({"subjects": subjects, "commendationKind": "MERIT", "year": 2025, "receivedOn": "2026-01-15"});
    let started = Instant::now();
    let answered = auditor.post("/eligibility-check-batches", batch).await.expect(201).json();
    println!("{} answers in {:?}", answered["items"].as_array().unwrap().len(), started.elapsed());
    assert!(answered["items"].as_array().unwrap().len() >= 300);
}
