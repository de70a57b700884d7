use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Desk, desk};
use crate::campaigns::column;
use crate::pledges::OFFICER;
use crate::support::{Actor, TestApp, units};

/// The officer of the department, who acts for all its offices.
const ABOVE: &str = "unit-snv";
const BATCHES: &str = "/progress-report-batches";

/// A pledge in force of one more office, with the items of the desk's.
async fn pledged(app: &TestApp, desk: &Desk, unit: &str) {
    let (officer, office) = (app.as_user(ABOVE).await, app.as_user("office").await);
    let own = office.get(&desk.pledge).await.json();
    let content = own["items"][0]["contentId"].as_str().unwrap();
    let body = json!({"unitId": unit,
        "items": [crate::pledges::measured(content), crate::pledges::rated(content)]});
    let pledge = officer.post(&format!("{}/pledges", desk.campaign), body).await.expect(201).text("/id");
    let path = format!("/pledges/{pledge}");
    officer.step(&path, "SUBMIT").await.expect(200);
    office.step(&path, "APPROVE").await.expect(200);
}

/// The report of an office.
async fn report(app: &TestApp, desk: &Desk, code: &str) -> Value {
    let campaign = app.as_user("office").await.get(&desk.campaign).await.json();
    json!({"campaignCode": campaign["code"], "periodCode": "K1", "unit": {"code": code}, "submit": true,
        "entries": [{"itemCode": "1", "value": "25"}, {"itemCode": "1-2", "rating": "WELL_COMPLETED"}]})
}

async fn file(actor: &Actor<'_>, atomicity: &str, reports: &[&Value]) -> crate::support::Reply {
    actor.post(BATCHES, json!({"atomicity": atomicity, "reports": reports})).await
}

/// How many reports of the desk's period came.
async fn received(app: &TestApp, desk: &Desk) -> i64 {
    let path = format!("{}/reporting-rates", desk.campaign);
    app.as_user("office").await.get(&path).await.expect(200).json()["total"]["received"].as_i64().unwrap()
}

#[actix_web::test]
async fn a_second_report_is_told_so_before_anything_else() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let good = report(&app, &desk, "SNV-VP").await;
    let mut lacking = good.clone();
    lacking["entries"] = json!([good["entries"][0]]);
    let told = file(&officer, "ROW", &[&good, &lacking]).await.expect(200).json();
    assert_eq!(told["filedCount"], 1);
    assert_eq!(told["results"][1]["refusal"]["code"], "report_already_there");
    assert_eq!(told["results"][1]["refusal"]["existingId"], told["results"][0]["reportId"]);
}

#[actix_web::test]
async fn a_body_of_nothing_but_faults_is_told_one() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let body = json!({"atomicity": "ROW", "reports": vec![0; 200_000]});
    let refused = officer.post(BATCHES, body).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults().len(), 1);
}

#[actix_web::test]
async fn a_batch_is_not_even_read_while_there_is_no_room_for_it() {
    let app = TestApp::start().await;
    let officer = app.as_user(OFFICER).await;
    let body = json!({"atomicity": "ROW", "reports": []});
    let mut room = Vec::new();
    for _ in 0..8 {
        room.push(app.parts.state.batches.held.take().await.unwrap());
    }
    officer.post(BATCHES, body.clone()).await.expect_problem(503, "unavailable");
    room.pop();
    officer.post(BATCHES, body.clone()).await.expect_problem(400, "invalid_request");
    officer.post(BATCHES, body).await.expect_problem(400, "invalid_request");
}

#[actix_web::test]
async fn row_by_row_what_passes_is_filed_and_the_rest_says_why_not() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    pledged(&app, &desk, units::INSPECTORATE).await;
    let above = app.as_user(ABOVE).await;
    let (good, mut bad) = (report(&app, &desk, "SNV-VP").await, report(&app, &desk, "SNV-TTS").await);
    bad["entries"][1] = json!({"itemCode": "1-2", "value": "3"});
    let (without, unknown) = (report(&app, &desk, "SNV-CCVC").await, report(&app, &desk, "KHONG-CO").await);
    let told = file(&above, "ROW", &[&good, &bad, &without, &unknown, &good]).await.expect(200).json();
    assert_eq!((&told["filedCount"], &told["refusedCount"]), (&json!(1), &json!(4)));
    let rows = told["results"].as_array().unwrap();
    let codes: Vec<_> = rows.iter().map(|row| row["refusal"]["code"].as_str().unwrap_or("-")).collect();
    assert_eq!(
        codes,
        ["-", "invalid_request", "no_pledge_in_force", "invalid_request", "report_already_there"]
    );
    assert_eq!(rows[1]["refusal"]["errors"][0]["pointer"], "/entries/1/value");
    assert_eq!(rows[3]["refusal"]["errors"][0]["code"], "unknown_unit");
    assert_eq!((&rows[0]["status"], received(&app, &desk).await), (&json!("SUBMITTED"), 1));
    let path = format!("/progress-reports/{}", rows[0]["reportId"].as_str().unwrap());
    let filed = above.get(&path).await.expect(200).json();
    assert_eq!((&filed["version"], &filed["entries"][0]["value"]), (&json!(2), &json!("25")));
    let history = above.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["SUBMIT"]);
    app.run_sequencer().await;
    let records = format!("/audit-records?subjectId={}", path.rsplit('/').next().unwrap());
    let audit = app.auditor().await.get(&records).await.expect(200).json();
    assert_eq!(column(&audit["items"], "action"), ["REPORT_SUBMITTED", "REPORT_CREATED"]);
    // Who acts for one office files for no other.
    let other = app.as_user("unit-snv-tts").await;
    let told = file(&other, "ROW", &[&report(&app, &desk, "SNV-VP").await]).await.expect(200).json();
    assert_eq!(told["results"][0]["refusal"]["code"], "forbidden");
    // … and is told nothing else, as of a report that comes alone.
    let mut elsewhere = report(&app, &desk, "SNV-VP").await;
    elsewhere["campaignCode"] = json!("PT-1999-001");
    let told = file(&other, "ROW", &[&elsewhere]).await.expect(200).json();
    assert_eq!(told["results"][0]["refusal"]["code"], "forbidden");
}

#[actix_web::test]
async fn all_or_none_of_a_batch_is_filed() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    pledged(&app, &desk, units::INSPECTORATE).await;
    let above = app.as_user(ABOVE).await;
    let (good, other) = (report(&app, &desk, "SNV-VP").await, report(&app, &desk, "SNV-TTS").await);
    let mut bad = other.clone();
    bad["entries"] = json!([{"itemCode": "1", "value": "25"}]);
    let refused = file(&above, "ALL", &[&good, &bad]).await.expect_problem(409, "batch_refused");
    assert_eq!(refused.faults().len(), 1);
    assert!(refused.faults()[0].starts_with("/reports/1/entries/"), "{:?}", refused.faults());
    let without = report(&app, &desk, "SNV-CCVC").await;
    let refused = file(&above, "ALL", &[&good, &without]).await.expect_problem(409, "batch_refused");
    assert_eq!(refused.faults(), ["/reports/1 no_pledge_in_force"]);
    // Many faults of one report do not hide those of another.
    let mut worse = other.clone();
    worse["entries"] =
        (0..60).map(|number| json!({"itemCode": format!("X{number}"), "value": "1"})).collect();
    let refused = file(&above, "ALL", &[&worse, &without]).await.expect_problem(409, "batch_refused");
    assert_eq!(refused.faults().len(), 50);
    assert_eq!(refused.faults()[49], "/reports/1 no_pledge_in_force");
    assert_eq!(received(&app, &desk).await, 0);
    let told = file(&above, "ALL", &[&good, &other]).await.expect(200).json();
    assert_eq!((&told["filedCount"], received(&app, &desk).await), (&json!(2), 2));
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_progress(&connection).await.unwrap();
    thidua::server::cli::check_reporting(&connection).await.unwrap();
}

#[actix_web::test]
async fn of_two_batches_at_once_each_report_is_filed_once() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    pledged(&app, &desk, units::INSPECTORATE).await;
    let above = app.as_user(ABOVE).await;
    let (one, two) = (report(&app, &desk, "SNV-VP").await, report(&app, &desk, "SNV-TTS").await);
    let (first, second) = join(file(&above, "ROW", &[&one, &two]), file(&above, "ROW", &[&two, &one])).await;
    let created = |reply: crate::support::Reply| {
        let rows = reply.expect(200).json()["results"].as_array().unwrap().clone();
        rows.iter().filter(|row| row["filedAs"] == "CREATED").count()
    };
    assert_eq!((created(first) + created(second), received(&app, &desk).await), (2, 2));
}

/// What a batch says of its only report: what was done and the status, or why not.
fn result_of(reply: &Value) -> [&str; 2] {
    let row = &reply["results"][0];
    match row["refusal"]["code"].as_str() {
        Some(code) => [code, "-"],
        None => [row["filedAs"].as_str().unwrap(), row["status"].as_str().unwrap()],
    }
}

#[actix_web::test]
async fn a_report_that_is_there_is_filed_again_by_the_rule_of_single_ones() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (officer, office) = (app.as_user(OFFICER).await, app.as_user("office").await);
    let whole = report(&app, &desk, "SNV-VP").await;
    let (mut draft, mut other) = (whole.clone(), whole.clone());
    draft["submit"] = json!(false);
    draft["entries"] = json!([whole["entries"][0]]);
    other["entries"][0]["value"] = json!("26");
    let send = async |body: &Value| file(&officer, "ROW", &[body]).await.expect(200).json();
    assert_eq!(result_of(&send(&draft).await), ["CREATED", "DRAFT"]);
    assert_eq!(result_of(&send(&draft).await), ["UNCHANGED", "DRAFT"]);
    let filed = send(&whole).await;
    assert_eq!((result_of(&filed), received(&app, &desk).await), (["REPLACED", "SUBMITTED"], 1));
    let path = format!("/progress-reports/{}", filed["results"][0]["reportId"].as_str().unwrap());
    let version = office.get(&path).await.json()["version"].clone();
    assert_eq!(result_of(&send(&whole).await), ["UNCHANGED", "SUBMITTED"]);
    assert_eq!(office.get(&path).await.json()["version"], version);
    assert_eq!(result_of(&send(&other).await), ["report_is_not_open", "-"]);
    // It is returned, filed again with what it lacked, and counted once.
    office.step_with(&path, json!({"action": "RETURN", "reason": "Kiểm tra lại"})).await.expect(200);
    assert_eq!(result_of(&send(&other).await), ["REPLACED", "SUBMITTED"]);
    assert_eq!(received(&app, &desk).await, 1);
    let history = officer.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["SUBMIT", "RETURN", "SUBMIT"]);
    office.step(&path, "ACCEPT").await.expect(200);
    assert_eq!(result_of(&send(&other).await), ["UNCHANGED", "ACCEPTED"]);
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_progress(&connection).await.unwrap();
    thidua::server::cli::check_reporting(&connection).await.unwrap();
}

#[actix_web::test]
async fn a_batch_replaces_nothing_that_is_not_whole_or_that_somebody_else_wrote() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    pledged(&app, &desk, units::INSPECTORATE).await;
    let (officer, above) = (app.as_user(OFFICER).await, app.as_user(ABOVE).await);
    let whole = report(&app, &desk, "SNV-VP").await;
    let mut draft = whole.clone();
    draft["submit"] = json!(false);
    draft["entries"] = json!([whole["entries"][0]]);
    file(&officer, "ROW", &[&draft]).await.expect(200);
    let mut lacking = draft.clone();
    lacking["submit"] = json!(true);
    let refused = file(&officer, "ROW", &[&lacking]).await.expect(200).json();
    assert_eq!(result_of(&refused), ["report_is_incomplete", "-"]);
    let refused = file(&above, "ROW", &[&whole]).await.expect(200).json();
    assert_eq!(result_of(&refused), ["written_by_another", "-"]);
    // With ALL the other report of the batch is not filed either.
    let other = report(&app, &desk, "SNV-TTS").await;
    let refused = file(&above, "ALL", &[&other, &whole]).await.expect_problem(409, "batch_refused");
    assert_eq!(
        (refused.faults(), received(&app, &desk).await),
        (vec!["/reports/1 written_by_another".to_owned()], 0)
    );
    let filed = file(&above, "ROW", &[&other, &whole]).await.expect(200).json();
    assert_eq!((&filed["filedCount"], received(&app, &desk).await), (&json!(1), 1));
}

#[actix_web::test]
async fn of_two_batches_that_replace_at_once_one_does() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let officer = app.as_user(OFFICER).await;
    let whole = report(&app, &desk, "SNV-VP").await;
    let (mut draft, mut other) = (whole.clone(), whole.clone());
    draft["submit"] = json!(false);
    other["entries"][0]["value"] = json!("26");
    file(&officer, "ROW", &[&draft]).await.expect(200);
    let (one, two) = join(file(&officer, "ROW", &[&whole]), file(&officer, "ROW", &[&other])).await;
    let (one, two) = (one.expect(200).json(), two.expect(200).json());
    let mut both = [result_of(&one)[0], result_of(&two)[0]];
    both.sort_unstable();
    assert_eq!((both, received(&app, &desk).await), (["REPLACED", "report_is_not_open"], 1));
}

#[actix_web::test]
async fn a_batch_is_looked_at_before_anything_is_filed_and_answered_once_by_key() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let above = app.as_user(ABOVE).await;
    let good = report(&app, &desk, "SNV-VP").await;
    let odd = json!({"atomicity": "ROW", "reports": [good, {"campaignCode": 1}]});
    let refused = above.post(BATCHES, odd).await.expect_problem(400, "invalid_request");
    assert!(refused.faults().contains(&"/reports/1/campaignCode wrong_type".to_owned()));
    let none = json!({"atomicity": "ROW", "reports": []});
    assert_eq!(
        above.post(BATCHES, none).await.expect_problem(400, "invalid_request").faults(),
        ["/reports wrong_count"]
    );
    let huge = format!("{{\"atomicity\": \"ROW\", \"reports\": [\"{}\"]}}", "x".repeat(16 * 1024 * 1024));
    let call = above.call(Method::POST, BATCHES);
    call.text("application/json", &huge).send().await.expect_problem(413, "too_large");
    let many = format!("[0{}]", ",0".repeat(1_200_000));
    let call = above.call(Method::POST, BATCHES);
    call.text("application/json", &many).send().await.expect_problem(413, "too_many_parts");
    above
        .call(Method::POST, BATCHES)
        .text("application/json", "{")
        .send()
        .await
        .expect_problem(400, "malformed_json");
    let body = json!({"atomicity": "ROW", "reports": [good]});
    let send =
        async || above.call(Method::POST, BATCHES).key("batch-0001").json(&body).send().await.expect(200);
    let (first, again) = (send().await, send().await);
    assert_eq!((first.json(), again.header("idempotent-replayed")), (again.json(), Some("true")));
    assert_eq!(first.json()["filedCount"], 1);
    app.as_user("office").await.post(BATCHES, body).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn who_no_longer_acts_for_a_unit_is_not_told_again_what_was_filed_for_it() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let own = report(&app, &desk, "SNV-VP").await;
    let foreign = report(&app, &desk, "KHONG-CO").await;
    let body = json!({"atomicity": "ROW", "reports": [own, foreign]});
    let send = async || {
        let officer = app.as_user(ABOVE).await;
        officer.call(Method::POST, BATCHES).key("batch-0001").json(&body).send().await
    };
    assert_eq!(send().await.expect(200).json()["filedCount"], 1);
    assert_eq!(send().await.expect(200).header("idempotent-replayed"), Some("true"));
    // The role stays, over another unit.
    app.sql(&format!(
        "UPDATE role_assignments SET unit_id = '{}' WHERE role = 'UNIT_OFFICER'
            AND user_id = (SELECT id FROM users WHERE username = '{ABOVE}')",
        units::WARD
    ))
    .await;
    send().await.expect_problem(403, "forbidden");
}
