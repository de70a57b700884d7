use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::{column, launched, running};
use crate::support::{Actor, TestApp, campaigns, sample_id, units, users};
use crate::units::{close, merge};

/// A period of a campaign that runs from March to December 2026.
fn period(code: &str, from: &str, to: &str, opens: &str, due: &str) -> Value {
    json!({"code": code, "name": format!("Kỳ {code}"), "kind": "OTHER", "dataFrom": from, "dataTo": to,
        "opensOn": opens, "dueOn": due})
}

/// One that can be opened on the day of the tests.
fn present() -> Value {
    period("K1", "2026-10-01", "2026-11-20", "2026-11-21", "2026-11-27")
}

/// The path of a new period of the campaign.
async fn create(office: &Actor<'_>, campaign: &str, body: Value) -> String {
    let made = office.post(&format!("{campaign}/reporting-periods"), body).await.expect(201);
    format!("/reporting-periods/{}", made.text("/id"))
}

/// A sample month, the first being 1.
fn month(number: u128) -> String {
    format!("/reporting-periods/{}", sample_id(0x2000 + number))
}

#[actix_web::test]
async fn a_period_is_made_opened_and_locked_by_its_last_day() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let path = create(&office, &campaign, present()).await;
    let planned = office.get(&path).await.expect(200).json();
    assert_eq!(
        (&planned["status"], &planned["allowedActions"]),
        (&json!("PLANNED"), &json!(["OPEN", "CANCEL"]))
    );
    let tried = office.call(Method::POST, &format!("{path}/transitions?dryRun=true")).version(1);
    assert_eq!(tried.json(&json!({"action": "OPEN"})).send().await.expect(200).json()["status"], "OPEN");
    let open = office.step(&path, "OPEN").await.expect(200).json();
    assert_eq!(
        (&open["status"], &open["isLocked"], &open["version"]),
        (&json!("OPEN"), &json!(false), &json!(2))
    );
    let reporters = office.get(&format!("{path}/expected-reporters")).await.expect(200).json();
    assert_eq!(reporters["items"].as_array().unwrap().len(), 9);
    app.advance(chrono::TimeDelta::days(5));
    let office = app.as_user("office").await;
    assert_eq!(office.get(&path).await.json()["isLocked"], true);
    let history = office.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["OPEN"]);
    office.step(&path, "OPEN").await.expect_problem(409, "invalid_transition");
}

#[actix_web::test]
async fn a_period_is_not_opened_before_its_day_and_cancelled_with_a_reason_only() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let late = period("K2", "2026-11-21", "2026-12-20", "2026-12-21", "2026-12-25");
    let path = create(&office, &campaign, late.clone()).await;
    assert_eq!(office.get(&path).await.json()["allowedActions"], json!(["CANCEL"]));
    office.step(&path, "OPEN").await.expect_problem(409, "too_early_to_open");
    let silent = office.step(&path, "CANCEL").await;
    assert_eq!(silent.expect_problem(400, "invalid_request").faults(), ["/reason reason_required"]);
    let reason = json!({"action": "CANCEL", "reason": "Gộp vào kỳ sau"});
    office.step_with(&path, reason).await.expect(200);
    // Its days and its code are free again.
    create(&office, &campaign, late).await;
    app.as_user("unit-snv-vp").await.step(&path, "OPEN").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn every_fault_of_a_periods_days_is_told_at_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let faults = async |body: Value| {
        let refused = office.post(&format!("{campaign}/reporting-periods"), body).await;
        refused.expect_problem(400, "invalid_request").faults()
    };
    let outside = period("K", "2026-02-01", "2027-01-01", "2027-01-02", "2027-01-03");
    assert_eq!(
        faults(outside).await,
        ["/dataFrom outside_of_campaign", "/dataTo outside_of_campaign", "/dueOn due_too_soon"]
    );
    let holiday = period("K", "2026-04-01", "2026-04-20", "2026-05-05", "2026-04-30");
    assert_eq!(faults(holiday).await, ["/dueOn due_on_no_working_day", "/opensOn opens_after_due"]);
    let backwards = period("K", "2026-04-20", "2026-04-01", "2026-04-21", "2026-04-24");
    assert_eq!(faults(backwards).await, ["/dataTo ends_before_start"]);
}

#[actix_web::test]
async fn periods_of_a_campaign_never_overlap_also_when_two_make_them_at_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let path = format!("{campaign}/reporting-periods");
    let one = period("K1", "2026-04-01", "2026-04-20", "2026-04-21", "2026-04-24");
    let other = period("K2", "2026-04-20", "2026-05-20", "2026-05-21", "2026-05-26");
    let (first, second) = join(office.post(&path, one), office.post(&path, other)).await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let loser = if first.status == 409 { first } else { second };
    loser.expect_problem(409, "reporting_period_overlaps");
    let taken = period("K1", "2026-06-01", "2026-06-20", "2026-06-21", "2026-06-25");
    let again = period("K1", "2026-07-01", "2026-07-20", "2026-07-21", "2026-07-24");
    office.post(&path, taken).await;
    office.post(&path, again).await.expect_problem(409, "reporting_period_code_taken");
}

#[actix_web::test]
async fn a_calendar_makes_all_periods_of_a_campaign() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let path = format!("{campaign}/reporting-periods/generations");
    let quarters = json!({"calendar": "QUARTER", "cutOff": "ADMINISTRATIVE", "dueAfterWorkingDays": 3});
    let tried = office.post(&format!("{path}?dryRun=true"), quarters.clone()).await.expect(200).json();
    assert_eq!(column(&tried["items"], "code"), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]);
    office.post(&path, quarters.clone()).await.expect(200);
    let listed = office.get(&format!("{campaign}/reporting-periods?limit=2")).await.expect(200);
    assert_eq!(column(&listed.json()["items"], "dataTo"), ["2026-03-14", "2026-06-14"]);
    let cursor = listed.text("/nextCursor");
    let next = office.get(&format!("{campaign}/reporting-periods?limit=2&cursor={cursor}")).await.json();
    assert_eq!(column(&next["items"], "name"), ["Quý III năm 2026", "Quý IV năm 2026"]);
    office.post(&path, quarters).await.expect_problem(409, "reporting_period_overlaps");
    let backwards =
        json!({"calendar": "MONTH", "cutOff": "CALENDAR", "from": "2026-05-01", "to": "2026-02-01"});
    let refused = office.post(&path, backwards).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/to ends_before_start", "/to outside_of_campaign"]);
    let draft = format!("/campaigns/{}/reporting-periods/generations", campaigns::DRAFT);
    let months = json!({"calendar": "MONTH", "cutOff": "CALENDAR"});
    office.post(&draft, months).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn a_campaign_of_many_years_takes_a_wider_calendar() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let (path, version) = crate::campaigns::ready(&office).await;
    office.patch(&path, version, json!({"startsOn": "2026-01-01", "endsOn": "2035-12-31"})).await.expect(200);
    leader.transition(&path, version + 1, json!({"action": "LAUNCH"})).await.expect(200);
    let months = json!({"calendar": "MONTH", "cutOff": "CALENDAR"});
    let generations = format!("{path}/reporting-periods/generations");
    office.post(&generations, months).await.expect_problem(409, "too_many_periods");
    leader
        .transition(&path, version + 2, json!({"action": "CANCEL", "reason": "Thử nghiệm"}))
        .await
        .expect(200);
    let years = json!({"calendar": "YEAR", "cutOff": "CALENDAR"});
    office.post(&generations, years).await.expect_problem(409, "campaign_is_not_running");
}

#[actix_web::test]
async fn a_planned_period_changes_and_an_open_one_only_gets_more_time() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let path = create(&office, &campaign, present()).await;
    office.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    let renamed = office.patch(&path, 1, json!({"name": "Kỳ một", "dueOn": "2026-11-26"})).await.expect(200);
    assert_eq!(
        (renamed.text("/name"), renamed.text("/dueOn")),
        ("Kỳ một".to_owned(), "2026-11-26".to_owned())
    );
    office.step(&path, "OPEN").await.expect(200);
    let fixed = office.patch(&path, 3, json!({"dueOn": "2026-11-25"})).await;
    fixed.expect_problem(409, "reporting_period_is_fixed");
    office.patch(&path, 3, json!({"name": "Kỳ khác"})).await.expect_problem(409, "reporting_period_is_fixed");
    office.patch(&path, 3, json!({"dueOn": "2026-12-01"})).await.expect(200);
}

#[actix_web::test]
async fn a_closed_unit_is_left_to_its_successors_or_excused() {
    let app = TestApp::start().await;
    let (campaign, _) = running(&app).await;
    merge(&app, units::CIVIL_SERVANTS, units::REFORM, "2026-11-24").await;
    close(&app, units::RELIGION_BOARD, "2026-11-24").await;
    app.advance(chrono::TimeDelta::days(1));
    let office = app.as_user("office").await;
    let path = create(&office, &campaign, present()).await;
    office.step(&path, "OPEN").await.expect(200);
    let reporters = office.get(&format!("{path}/expected-reporters")).await.json();
    let of = |code: &str| {
        let rows = reporters["items"].as_array().unwrap();
        rows.iter().find(|row| row["unit"]["code"] == code).cloned().unwrap()
    };
    assert_eq!(
        (&of("SNV-CCVC")["standing"], &of("SNV-CCVC")["successors"][0]["code"]),
        (&json!("BY_SUCCESSORS"), &json!("SNV-CCHC"))
    );
    assert_eq!(
        (&of("SNV-BTG")["standing"], &of("SNV-BTG")["closedOn"]),
        (&json!("EXCUSED"), &json!("2026-11-24"))
    );
    assert_eq!(of("SNV-VP")["standing"], "EXPECTED");
    let rates = office.get(&format!("{campaign}/reporting-rates")).await.expect(200).json();
    assert_eq!(rates["total"]["expected"], 8);
    let exception = json!({"unitId": units::RELIGION_BOARD, "untilOn": "2026-12-31", "reason": "Thử"});
    office
        .post(&format!("{path}/lock-exceptions"), exception)
        .await
        .expect_problem(409, "unit_is_not_expected");
}

#[actix_web::test]
async fn an_exception_names_unit_day_and_reason() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/lock-exceptions", month(5));
    let listed = office.get(&path).await.expect(200).json();
    assert_eq!(column(&listed["items"], "unit/id"), [units::DISTRICT_OFFICE]);
    let body = |until: &str| json!({"unitId": units::INSPECTORATE, "untilOn": until, "reason": "Mất điện"});
    let granted = office.post(&path, body("2026-11-30")).await.expect(201).json();
    assert_eq!((&granted["grantedBy"], &granted["reason"]), (&json!(users::OFFICE), &json!("Mất điện")));
    let past = office.post(&path, body("2026-11-22")).await.expect_problem(400, "invalid_request");
    assert_eq!(past.faults(), ["/untilOn day_in_the_past"]);
    let planned = format!("{}/lock-exceptions", month(0x20));
    office.post(&planned, body("2026-11-30")).await.expect_problem(409, "reporting_period_is_not_open");
    // Who changes the period must know of it.
    let version = office.get(&month(5)).await.json()["version"].clone();
    let own = format!("/lock-exceptions/{}", granted["id"].as_str().unwrap());
    let leader = app.as_user("leader").await;
    leader.call(Method::DELETE, &own).version(1).send().await.expect_problem(403, "forbidden");
    office.call(Method::DELETE, &own).version(2).send().await.expect_problem(412, "stale_version");
    office.call(Method::DELETE, &own).version(1).send().await.expect(204);
    let revoked = office.get(&own).await.expect(200).json();
    assert_eq!((&revoked["revokedBy"], &revoked["version"]), (&json!(users::OFFICE), &json!(2)));
    office.call(Method::DELETE, &own).version(2).send().await.expect_problem(404, "not_found");
    assert_eq!(
        office.get(&month(5)).await.json()["version"].as_i64(),
        version.as_i64().map(|version| version + 1)
    );
    app.as_user("leader").await.post(&path, body("2026-11-30")).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn holidays_are_rows_that_administrators_keep() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = admin.get("/holidays?from=2026-04-01&to=2026-05-31").await.expect(200).json();
    let days = column(&page["items"], "day");
    assert_eq!(days, ["2026-04-26", "2026-04-27", "2026-04-30", "2026-05-01"]);
    let first = admin.get("/holidays?limit=1").await.expect(200);
    assert_eq!(column(&first.json()["items"], "day"), ["2023-01-01"]);
    let second = admin.get(&format!("/holidays?limit=1&cursor={}", first.text("/nextCursor"))).await.json();
    assert_eq!(column(&second["items"], "day"), ["2023-01-02"]);
    let in_exchange = json!({"day": "2026-11-26", "name": "Làm bù", "isWorkingDay": true,
        "clause": "Thông báo (mẫu)", "certainty": "MEMORY"});
    let refused = admin.post("/holidays", in_exchange).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/isWorkingDay not_a_weekend"]);
    let new =
        json!({"day": "2026-11-26", "name": "Nghỉ bù", "clause": "Thông báo (mẫu)", "certainty": "MEMORY"});
    let added = admin.post("/holidays", new.clone()).await.expect(201);
    admin.post("/holidays", new.clone()).await.expect_problem(409, "holiday_already_there");
    app.as_user("office").await.post("/holidays", new).await.expect_problem(403, "forbidden");
    let (office, (campaign, _)) = (app.as_user("office").await, running(&app).await);
    let due = period("K1", "2026-10-01", "2026-11-20", "2026-11-21", "2026-11-26");
    let refused = office.post(&format!("{campaign}/reporting-periods"), due.clone()).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/dueOn due_on_no_working_day"]);
    let own = format!("/holidays/{}", added.text("/id"));
    assert_eq!(office.get(&own).await.expect(200).text("/day"), "2026-11-26");
    admin.call(Method::DELETE, &own).version(2).send().await.expect_problem(412, "stale_version");
    admin.call(Method::DELETE, &own).version(1).send().await.expect(204);
    admin.call(Method::DELETE, &own).version(1).send().await.expect_problem(404, "not_found");
    office.post(&format!("{campaign}/reporting-periods"), due).await.expect(201);
}

#[actix_web::test]
async fn a_holiday_is_no_deadline_however_long_after_the_campaign_and_none_that_stands() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let (campaign, _) = running(&app).await;
    let add = async |day: &str| {
        let holiday = json!({"day": day, "name": "Nghỉ", "clause": "Mẫu", "certainty": "MEMORY"});
        admin.post("/holidays", holiday).await.expect(201);
    };
    add("2028-09-04").await;
    let late = period("K1", "2026-10-01", "2026-11-20", "2026-11-21", "2028-09-04");
    let refused = office.post(&format!("{campaign}/reporting-periods"), late).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/dueOn due_on_no_working_day"]);
    let path = create(&office, &campaign, present()).await;
    add("2026-11-27").await;
    // The deadline stands; only a new one is judged.
    office.patch(&path, 1, json!({"name": "Kỳ một"})).await.expect(200);
    office.patch(&path, 2, json!({"dueOn": "2026-11-30"})).await.expect(200);
    let back = office.patch(&path, 3, json!({"dueOn": "2026-11-27"})).await;
    assert_eq!(back.expect_problem(400, "invalid_request").faults(), ["/dueOn due_on_no_working_day"]);
}

#[actix_web::test]
async fn a_period_of_a_campaign_that_is_over_can_still_be_given_up() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let (campaign, version) = running(&app).await;
    let path = create(&office, &campaign, present()).await;
    let over = json!({"action": "CANCEL", "reason": "Thử nghiệm"});
    leader.transition(&campaign, version, over.clone()).await.expect(200);
    assert_eq!(office.get(&path).await.json()["allowedActions"], json!(["CANCEL"]));
    let open = json!({"action": "OPEN"});
    office.transition(&path, 1, open).await.expect_problem(409, "campaign_is_not_running");
    office.step_with(&path, over).await.expect(200);
}

#[actix_web::test]
async fn a_unit_that_is_closed_after_the_opening_and_followed_by_nobody_is_no_longer_expected() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let path = create(&office, &campaign, present()).await;
    office.step(&path, "OPEN").await.expect(200);
    close(&app, units::RELIGION_BOARD, "2026-11-24").await;
    let rates = async |day: i64| {
        app.clock.set(crate::support::cluster::now() + chrono::TimeDelta::days(day));
        let office = app.as_user("office").await;
        let rates = office.get(&format!("{campaign}/reporting-rates")).await.expect(200).json();
        (rates["total"]["expected"].as_i64().unwrap(), rates["total"]["excused"].as_i64().unwrap())
    };
    assert_eq!(rates(0).await, (9, 0));
    assert_eq!(rates(2).await, (8, 1));
}

/// Somebody who backdates a closing would excuse what the unit missed.
#[actix_web::test]
async fn a_closing_that_is_backdated_excuses_nothing_that_was_missed() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (campaign, _) = running(&app).await;
    let path = create(&office, &campaign, present()).await;
    office.step(&path, "OPEN").await.expect(200);
    // The last day is the 27th.
    app.advance(chrono::TimeDelta::days(5));
    close(&app, units::RELIGION_BOARD, "2026-11-24").await;
    let office = app.as_user("office").await;
    let total = office.get(&format!("{campaign}/reporting-rates")).await.expect(200).json()["total"].clone();
    assert_eq!((&total["expected"], &total["excused"]), (&json!(9), &json!(0)));
    // Who is behind says the same.
    let behind = office.get(&format!("{campaign}/stalled?limit=200")).await.expect(200).json();
    let rows = behind["items"].as_array().unwrap();
    let row = rows.iter().find(|row| row["unit"]["code"] == "SNV-BTG").unwrap();
    assert_eq!(row["missingReportCount"], 1);
}

#[actix_web::test]
async fn an_exception_is_of_somebody_elses_unit_and_of_a_campaign_that_runs() {
    let app = TestApp::start().await;
    let (campaign, _) = running(&app).await;
    let office = app.as_user("office").await;
    let path = create(&office, &campaign, present()).await;
    office.step(&path, "OPEN").await.expect(200);
    app.sql(&format!(
        "INSERT INTO role_assignments (id, user_id, role, unit_id, starts_on, created_at)
        VALUES (gen_random_uuid(), '{}', 'UNIT_OFFICER', '{}', '2020-01-01', now())",
        users::OFFICE,
        units::OFFICE
    ))
    .await;
    let office = app.as_user("office").await;
    let exceptions = format!("{path}/lock-exceptions");
    let body = |unit: &str| json!({"unitId": unit, "untilOn": "2026-12-31", "reason": "Mất điện"});
    office.post(&exceptions, body(units::OFFICE)).await.expect_problem(403, "own_unit");
    // A later deadline for all would be one for the own unit, too.
    let version = office.get(&path).await.expect(200).version();
    office.patch(&path, version, json!({"dueOn": "2026-12-01"})).await.expect_problem(403, "own_unit");
    office.post(&exceptions, body(units::INSPECTORATE)).await.expect(201);
    let cancel = json!({"action": "CANCEL", "reason": "Thử"});
    app.as_user("leader").await.step_with(&campaign, cancel).await.expect(200);
    office.post(&exceptions, body(units::INSPECTORATE)).await.expect_problem(409, "campaign_is_not_running");
    let again = json!({"unitId": units::INSPECTORATE, "reason": "Ghi nhầm"});
    office
        .post(&format!("{path}/expected-reporters"), again)
        .await
        .expect_problem(409, "campaign_is_not_running");
}

#[actix_web::test]
async fn the_sample_has_its_administrative_months() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let months =
        officer.get(&format!("{}/reporting-periods?status=OPEN", launched())).await.expect(200).json();
    let codes = column(&months["items"], "code");
    assert_eq!((codes.len(), codes[0].as_str(), codes[10].as_str()), (11, "2023-M02", "2023-M12"));
    assert!(months["items"].as_array().unwrap().iter().all(|month| month["isLocked"] == true));
}

/// A unit that was closed by mistake when the period opened reports after all.
#[actix_web::test]
async fn an_excused_unit_that_is_back_is_expected_again() {
    let app = TestApp::start().await;
    let (campaign, _) = running(&app).await;
    close(&app, units::RELIGION_BOARD, "2026-11-24").await;
    app.advance(chrono::TimeDelta::days(1));
    let (office, admin) = (app.as_user("office").await, app.admin().await);
    let path = create(&office, &campaign, present()).await;
    let again = json!({"unitId": units::RELIGION_BOARD, "reason": "Ghi nhầm"});
    let list = format!("{path}/expected-reporters");
    office.post(&list, again.clone()).await.expect_problem(409, "reporting_period_is_not_open");
    office.step(&path, "OPEN").await.expect(200);
    let expected = async || {
        let rates = office.get(&format!("{campaign}/reporting-rates")).await.expect(200).json();
        rates["total"]["expected"].as_i64().unwrap()
    };
    let before = expected().await;
    // It is still closed.
    office.post(&list, again.clone()).await.expect_problem(409, "unit_is_not_expected");
    let unit = format!("/units/{}", units::RELIGION_BOARD);
    admin.step_with(&unit, json!({"action": "REOPEN", "reason": "Ghi nhầm"})).await.expect(200);
    app.as_user("leader").await.post(&list, again.clone()).await.expect_problem(403, "forbidden");
    let shown = office.post(&list, again.clone()).await.expect(200);
    assert_eq!(
        (shown.text("/unit/code"), shown.text("/standing")),
        ("SNV-BTG".to_owned(), "EXPECTED".to_owned())
    );
    assert_eq!(expected().await, before + 1);
    // Twice is once; and the example of the document works on the sample.
    office.post(&list, again).await.expect(200);
    let example = json!({"unitId": units::OFFICE, "reason": "Ghi nhầm"});
    office
        .post(&format!("/reporting-periods/{}/expected-reporters", sample_id(0x2001)), example)
        .await
        .expect(200);
    assert_eq!(expected().await, before + 1);
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_reporting(&connection).await.unwrap();
}
