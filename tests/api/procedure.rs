//! What happens around the stages of nominations: opinions of others, public consultation, deadlines, working days, what is overdue,
//! the simplified procedure.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::councils::{awaiting, held};
use crate::nominations::{appraise, grant, letter, meets_by_override, nomination, person, send, write};
use crate::support::{Actor, Reply, TestApp, cluster, sample_id, units};

/// The sample's nomination that the province judges.
pub fn at_province() -> String {
    format!("/nominations/{}", sample_id(0x3d_0501))
}

/// A rule of the procedure about an award, written by the administrator: its path.
pub async fn write_rule(app: &TestApp, award: &str, requirement: Value) -> String {
    let body = json!({"awardCode": award, "requirement": requirement, "clause": "Quy chế thử", "certainty": "SOURCED",
        "startsOn": "2025-07-01"});
    let written = app.admin().await.post("/procedure-rules", body).await.expect(201);
    format!("/procedure-rules/{}", written.text("/id"))
}

pub fn party_opinion(before: &str) -> Value {
    json!({"kind": "OPINION", "body": "PARTY_COMMITTEE", "required": true, "before": before, "workingDays": null, "silence": false})
}

pub fn request(body: &str, addressee: &str) -> Value {
    json!({"body": body, "addressee": addressee, "ground": "Nghị định 152/2025/NĐ-CP, Điều 34"})
}

/// A step of a request for an opinion, whose version is known.
pub async fn answer(office: &Actor<'_>, nomination: &str, own: &Value, body: Value) -> Reply {
    let version = i32::try_from(own["version"].as_i64().unwrap()).unwrap();
    let id = own["id"].as_str().unwrap();
    office.transition(&format!("{nomination}/opinions/{id}"), version, body).await
}

/// A consultation of the department about a nomination, which lasts one day where the law asks for no more.
pub fn consultation(nomination_id: &str) -> Value {
    json!({"unitId": units::DEPARTMENT, "title": "Lấy ý kiến Nhân dân", "publishedIn": "Cổng thông tin điện tử",
        "nominationIds": [nomination_id]})
}

pub fn outcome(nomination_id: &str, outcome: &str, note: Option<&str>) -> Value {
    let mut own = json!({"nominationId": nomination_id, "outcome": outcome});
    if let Some(note) = note {
        own["note"] = json!(note);
    }
    json!({"action": "END", "summary": "Hết thời hạn công khai", "outcomes": [own]})
}

/// The province appraises its nomination, so that it can be proposed.
pub async fn appraise_at_province(app: &TestApp) -> Actor<'_> {
    grant(app, 8, "STANDING_OFFICE", &sample_id(0x100)).await;
    let (office, second) = (app.as_user("province-office").await, app.as_user("office-2").await);
    let body = meets_by_override(&office, &at_province()).await;
    appraise(&office, &at_province(), body).await.expect(201);
    if office.get(&at_province()).await.expect(200).json()["place"]["awaitsConfirmation"] == true {
        second.step(&at_province(), "CONFIRM").await.expect(200);
    }
    office
}

#[actix_web::test]
async fn a_proposal_waits_for_the_opinion_that_the_law_requires() {
    let app = TestApp::start().await;
    write_rule(&app, "BANG_KHEN_TINH", party_opinion("PROPOSAL")).await;
    let office = appraise_at_province(&app).await;
    let refused = office.step(&at_province(), "PROPOSE").await.expect_problem(409, "opinion_missing");
    assert!(refused.text("/detail").contains("PARTY_COMMITTEE"), "{}", refused.raw());
    let own = office.get(&at_province()).await.expect(200).json();
    assert_eq!(own["procedure"]["missingOpinions"], json!(["PARTY_COMMITTEE"]));
    let path = format!("{}/opinions", at_province());
    let asked =
        office.post(&path, request("PARTY_COMMITTEE", "Ban Thường vụ Tỉnh ủy")).await.expect(201).json();
    assert_eq!(
        (&asked["dueOn"], &asked["allowsSilence"], &asked["status"]),
        (&Value::Null, &json!(false), &json!("ASKED"))
    );
    office.step(&at_province(), "PROPOSE").await.expect_problem(409, "opinion_missing");
    answer(&office, &at_province(), &asked, json!({"action": "PASS_OVER"}))
        .await
        .expect_problem(409, "opinion_must_be_written");
    let step = json!({"action": "DISAGREE", "documentId": letter(), "answeredOn": "2026-11-23"});
    let answered = answer(&office, &at_province(), &asked, step).await.expect(200).json();
    assert_eq!((&answered["status"], &answered["allowedActions"]), (&json!("DISAGREES"), &json!([])));
    let steps =
        office.get(&format!("{path}/{}/transitions", asked["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(column(&steps.json()["items"], "action"), ["DISAGREE"]);
    // The law asks for an opinion, not for consent.
    let proposed = office.step(&at_province(), "PROPOSE").await.expect(200).json();
    assert_eq!(
        (&proposed["status"], &proposed["procedure"]["missingOpinions"]),
        (&json!("PROPOSED"), &json!([]))
    );
    app.run_sequencer().await;
    let id = asked["id"].as_str().unwrap();
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).raw();
    assert!(trail.contains("OPINION_DISAGREED") && !trail.contains("Tỉnh ủy"), "{trail}");
}

#[actix_web::test]
async fn silence_is_an_answer_when_ten_working_days_are_over() {
    let app = TestApp::start().await;
    let office = app.as_user("province-office").await;
    let list = office.get(&format!("{}/opinions", at_province())).await.expect(200).json();
    let own = &list["items"][0];
    assert_eq!((&own["dueOn"], &own["isOverdue"]), (&json!("2026-11-20"), &json!(true)));
    let passed =
        answer(&office, &at_province(), own, json!({"action": "PASS_OVER"})).await.expect(200).json();
    assert_eq!(
        (&passed["status"], &passed["answeredOn"], &passed["isOverdue"]),
        (&json!("NO_OBJECTION_BY_SILENCE"), &json!("2026-11-23"), &json!(false))
    );
}

#[actix_web::test]
async fn a_body_is_asked_once_at_the_same_instant() {
    let app = TestApp::start().await;
    let (one, other) = (app.as_user("office").await, app.as_user("office-2").await);
    let path = format!("/nominations/{}/opinions", sample_id(0x3d_0101));
    let ask = async |office: &Actor<'_>| office.post(&path, request("CONSULTED_BODY", "Công an tỉnh")).await;
    let replies = join_all([ask(&one), ask(&other)]).await;
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    one.post(&path, request("CONSULTED_BODY", "CÔNG AN TỈNH"))
        .await
        .expect_problem(409, "opinion_already_asked");
}

#[actix_web::test]
async fn opinions_on_a_dossier_that_came_back_say_nothing_of_the_new_one() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let path = send(&officer, nomination(&person(0), "GIAY_KHEN")).await;
    let opinions = format!("{path}/opinions");
    office.post(&opinions, request("CONSULTED_BODY", "Công an tỉnh")).await.expect(201);
    office.step_with(&path, json!({"action": "RETURN", "reason": "Bổ sung"})).await.expect(200);
    officer.step(&path, "SUBMIT").await.expect(200);
    let list = office.get(&opinions).await.expect(200).json();
    assert_eq!(list["items"][0]["isSuperseded"], true);
    office.post(&opinions, request("CONSULTED_BODY", "Công an tỉnh")).await.expect(201);
}

#[actix_web::test]
async fn one_request_asks_about_every_nomination_of_a_submission() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("/submissions/{}/opinions", sample_id(0x3d_8001));
    let asked = office.post(&path, request("CONSULTED_BODY", "Công an tỉnh")).await.expect(201).json();
    assert_eq!(column(&asked["items"], "nominationId"), [sample_id(0x3d_0401)]);
    office.post(&path, request("CONSULTED_BODY", "Công an tỉnh")).await.expect_problem(409, "nothing_to_ask");
}

#[actix_web::test]
async fn a_council_votes_when_the_public_was_heard_and_the_minutes_say_so() {
    let app = TestApp::start().await;
    write_rule(&app, "LD_TIEN_TIEN", json!({"kind": "PUBLIC_CONSULTATION", "workingDays": 1})).await;
    let id = awaiting(&app, 0).await;
    let office = app.as_user("office").await;
    let (meeting, items) = held(&office, &[&id]).await;
    office.step(&items[0], "OPEN").await.expect_problem(409, "consultation_missing");
    let opened = office.post("/consultations", consultation(&id)).await.expect(201);
    let path = format!("/consultations/{}", opened.text("/id"));
    let own = opened.json();
    assert_eq!((&own["startsOn"], &own["endsOn"]), (&json!("2026-11-23"), &json!("2026-11-23")));
    // Everybody reads names as they were published, and no opinions.
    let open = app.anonymous().get("/public/consultations").await.expect(200);
    assert_eq!(open.header("cache-control"), Some("public, no-cache"));
    let name = &own["nominations"][0]["name"];
    let published = open.json()["items"].as_array().unwrap().clone();
    assert!(published.iter().any(|one| one["nominations"][0]["name"] == *name), "{published:?}");
    let said =
        json!({"nominationId": id, "fromName": "Bà Thử Nghiệm", "objects": true, "content": "Cần xem lại"});
    office.post(&format!("{path}/opinions"), said).await.expect(201);
    let counted = office.get(&path).await.expect(200).json();
    assert_eq!(counted["nominations"][0]["objections"], 1);
    office
        .step_with(&path, outcome(&id, "NO_OBJECTION", None))
        .await
        .expect_problem(409, "consultation_is_running");
    app.advance(TimeDelta::days(1));
    let office = app.as_user("office").await;
    let refused = office.step_with(&path, outcome(&id, "NO_OBJECTION", None)).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        ["/outcomes/0/outcome objections_were_received"]
    );
    let upheld = outcome(&id, "OBJECTION_NOT_UPHELD", Some("Đã xác minh, không có căn cứ"));
    let ended = office.step_with(&path, upheld).await.expect(200).json();
    assert_eq!(
        (&ended["status"], &ended["outcomeSummary"]),
        (&json!("ENDED"), &json!("Hết thời hạn công khai"))
    );
    assert!(!app.anonymous().get("/public/consultations").await.expect(200).raw().contains(&path[15..]));
    office.step(&items[0], "OPEN").await.expect(200);
    office.get(&format!("{meeting}/minutes")).await.expect(200);
    app.run_sequencer().await;
    let subject = path.rsplit_once('/').unwrap().1;
    let trail =
        app.auditor().await.get(&format!("/audit-records?subjectId={subject}")).await.expect(200).raw();
    assert!(trail.contains("CONSULTATION_OPINION_RECEIVED") && !trail.contains("Thử Nghiệm"), "{trail}");
}

#[actix_web::test]
async fn an_objection_that_is_upheld_stops_vote_and_proposal() {
    let app = TestApp::start().await;
    let days = json!({"kind": "PUBLIC_CONSULTATION", "workingDays": 1});
    write_rule(&app, "LD_TIEN_TIEN", days.clone()).await;
    write_rule(&app, "BANG_KHEN_TINH", days).await;
    let voted = awaiting(&app, 0).await;
    let office = app.as_user("office").await;
    let (_, items) = held(&office, &[&voted]).await;
    let province = appraise_at_province(&app).await;
    province.step(&at_province(), "PROPOSE").await.expect_problem(409, "consultation_missing");
    let opened = office.post("/consultations", consultation(&voted)).await.expect(201);
    let path = format!("/consultations/{}", opened.text("/id"));
    // The consultation of the sample ends early, as if its last day were over.
    app.sql("UPDATE consultations SET starts_on = '2026-11-20', ends_on = '2026-11-20'").await;
    let upheld = |id: &str| outcome(id, "OBJECTION_UPHELD", Some("Đang xem xét kỷ luật"));
    office.step_with(&path, upheld(&voted)).await.expect(200);
    office.step(&items[0], "OPEN").await.expect_problem(409, "objection_was_upheld");
    let of_the_sample = format!("/consultations/{}", sample_id(0x40_0001));
    province.step_with(&of_the_sample, upheld(&sample_id(0x3d_0501))).await.expect(200);
    province.step(&at_province(), "PROPOSE").await.expect_problem(409, "objection_was_upheld");
    // Once it is cleared up, the public is asked again.
    office.post("/consultations", consultation(&voted)).await.expect(201);
    office.step(&items[0], "OPEN").await.expect_problem(409, "consultation_missing");
    let rule = write_rule(&app, "LD_TIEN_TIEN", party_opinion("VOTE")).await;
    office.step(&items[0], "OPEN").await.expect_problem(409, "opinion_missing");
    app.admin().await.patch(&rule, 1, json!({"requirement": party_opinion("PROPOSAL")})).await.expect(200);
    office.step(&items[0], "OPEN").await.expect_problem(409, "consultation_missing");
}

#[actix_web::test]
async fn deadlines_are_shown_and_a_report_that_is_too_old_is_not_submitted() {
    let app = TestApp::start().await;
    let yearly = json!({"kind": "DEADLINE", "month": 6, "day": 30, "yearsAfter": 1, "afterAward": null, "schools": false});
    write_rule(&app, "BANG_KHEN_TINH", yearly).await;
    let office = appraise_at_province(&app).await;
    let late = office.get(&at_province()).await.expect(200).json()["procedure"]["deadlines"].clone();
    assert_eq!(
        late,
        json!([{"kind": "SUBMISSION", "dueOn": "2026-06-30", "isLate": true, "clause": "Quy chế thử", "certainty": "SOURCED"}])
    );
    let age = write_rule(&app, "BANG_KHEN_TINH", json!({"kind": "REPORT_AGE", "months": 6})).await;
    let refused = office.step(&at_province(), "PROPOSE").await.expect_problem(409, "report_is_too_old");
    assert!(refused.text("/detail").contains("2026-06-30"), "{}", refused.raw());
    // A day of the calendar is a warning, no refusal.
    app.admin()
        .await
        .patch(&age, 1, json!({"requirement": {"kind": "REPORT_AGE", "months": 24}}))
        .await
        .expect(200);
    office.step(&at_province(), "PROPOSE").await.expect(200);
}

#[actix_web::test]
async fn whoever_is_awaited_is_reminded_once_before_the_day() {
    let app = TestApp::start().await;
    // Signed in anew each time: days pass.
    let (officer, office) = ("unit-snv-vp", "office");
    let day = json!({"kind": "DEADLINE", "month": 12, "day": 1, "yearsAfter": 9, "afterAward": null, "schools": false});
    let rule = write_rule(&app, "GIAY_KHEN", day).await;
    let path = format!(
        "/nominations/{}",
        write(&app.as_user(officer).await, nomination(&person(0), "GIAY_KHEN")).await.text("/id")
    );
    let live = async |day: i64| {
        app.clock.set(cluster::now() + TimeDelta::days(day - 23));
        app.work().await;
    };
    let told = async |who: &str| {
        let page = app.as_user(who).await.get("/me/nomination-reminders").await.expect(200).json();
        let told = |row: &Value| {
            format!("{} {} {}", row["nomination"]["id"].as_str().unwrap(), row["kind"], row["dueOn"])
        };
        page["items"].as_array().unwrap().iter().map(told).collect::<Vec<_>>()
    };
    // Nobody is reminded of a row that says nothing of it.
    live(23).await;
    assert_eq!(told(officer).await, [""; 0]);
    app.admin().await.patch(&rule, 1, json!({"remindDaysBefore": 7})).await.expect(200);
    live(23).await;
    assert_eq!(told(officer).await, [""; 0]);
    let own = [format!("{} \"SUBMISSION\" \"2026-12-01\"", path.trim_start_matches("/nominations/"))];
    for day in [24, 25] {
        live(day).await;
        assert_eq!((told(officer).await, told(office).await), (own.to_vec(), Vec::new()));
    }
    // Once it is sent, it is the office's.
    app.as_user(officer).await.step(&path, "SUBMIT").await.expect(200);
    live(26).await;
    assert_eq!((told(officer).await, told(office).await), (own.to_vec(), own.to_vec()));
    assert_eq!(told("council-1").await, [""; 0]);
    live(33).await;
    assert_eq!(told(office).await, own);
    app.run_sequencer().await;
    let id = path.trim_start_matches("/nominations/");
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).raw();
    assert!(trail.contains("NOMINATION_REMINDED"), "{trail}");
}

#[actix_web::test]
async fn what_is_overdue_is_listed_by_unit_and_officer_and_told_on_the_nomination() {
    let app = TestApp::start().await;
    let (office, province) = (app.as_user("office").await, app.as_user("province-office").await);
    let listed = async |who: &Actor<'_>, query: &str| {
        let list = who.get(&format!("/nominations/overdue{query}")).await.expect(200).json();
        column(&list["items"], "step")
    };
    assert_eq!(listed(&province, "").await, ["RETURN", "OPINION"]);
    assert_eq!(listed(&office, "").await, ["RETURN"]);
    assert_eq!(listed(&province, &format!("?unitId={}", sample_id(0x104))).await, [""; 0]);
    assert_eq!(listed(&province, &format!("?officerId={}", sample_id(9))).await, ["OPINION"]);
    assert_eq!(listed(&province, "?step=RETURN").await, ["RETURN"]);
    let first = province.get("/nominations/overdue?limit=1").await.expect(200).json();
    let cursor = first["nextCursor"].as_str().unwrap();
    assert_eq!(listed(&province, &format!("?limit=1&cursor={cursor}")).await, ["OPINION"]);
    let own = &first["items"][0];
    assert_eq!(
        (&own["since"], &own["workingDays"], &own["dueOn"], &own["daysLate"]),
        (&json!("2026-11-05"), &json!(10), &json!("2026-11-19"), &json!(2))
    );
    let path = format!("/nominations/{}", own["nomination"]["id"].as_str().unwrap());
    let clocks = office.get(&path).await.expect(200).json()["procedure"]["clocks"].clone();
    assert_eq!(
        (&clocks[0]["step"], &clocks[0]["dueOn"], &clocks[0]["isOverdue"]),
        (&json!("RETURN"), &json!("2026-11-19"), &json!(true))
    );
    office.step_with(&path, json!({"action": "RETURN", "reason": "Chưa đạt tiêu chuẩn"})).await.expect(200);
    assert_eq!(listed(&office, "").await, [""; 0]);
    // Days that nobody has set never run out.
    let waiting = office.get(&format!("/nominations/{}", sample_id(0x3d_0101))).await.expect(200).json();
    let clocks = &waiting["procedure"]["clocks"];
    assert_eq!(column(clocks, "step"), ["APPRAISE", "PROPOSE"]);
    assert_eq!((&clocks[0]["workingDays"], &clocks[0]["dueOn"]), (&Value::Null, &Value::Null));
}

#[actix_web::test]
async fn the_simplified_procedure_asks_for_fewer_papers_where_it_is_allowed() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let mut body = nomination(&person(0), "GIAY_KHEN");
    body["isSimplified"] = json!(true);
    let refused = officer.post("/nominations", body.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/isSimplified simplified_not_allowed"]);
    body["commendationKind"] = json!("AD_HOC");
    body["startsOn"] = json!("2017-05-01");
    body["endsOn"] = json!("2017-05-03");
    let written = officer.post("/nominations", body).await.expect(201).json();
    assert_eq!(written["isSimplified"], true);
    assert_eq!(column(&written["papers"], "code"), ["SUBMISSION_LETTER", "ACHIEVEMENT_REPORT"]);
}

#[actix_web::test]
async fn what_the_law_asks_is_a_dated_row() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let national =
        office.get("/procedure-rules?kind=OPINION&award=CSTD_TOAN_QUOC&asOf=2026-11-23").await.expect(200);
    assert_eq!(national.json()["items"][0]["clause"], "Nghị định 152/2025/NĐ-CP, khoản 2 Điều 33");
    let path = write_rule(&app, "GIAY_KHEN", json!({"kind": "REPORT_AGE", "months": 3})).await;
    office.get(&path).await.expect(200);
    let changed = admin.patch(&path, 1, json!({"clause": "Quy chế thử, Điều 2"})).await.expect(200).json();
    assert_eq!((&changed["clause"], &changed["version"]), (&json!("Quy chế thử, Điều 2"), &json!(2)));
    office
        .call(Method::POST, "/procedure-rules")
        .json(&json!({"requirement": {"kind": "REPORT_AGE", "months": 3}, "clause": "Thử", "certainty": "MEMORY",
            "startsOn": "2027-01-01"}))
        .send()
        .await
        .expect_problem(403, "forbidden");
}
