//! Personal data: fields are read for a purpose, requests are due, everything that is kept is given to its person, and goes when
//! its time is over.

mod walk;

use chrono::TimeDelta;
use serde_json::{Value, json};

use thidua::core::clock::local;

use crate::campaigns::column;
use crate::people::first;
use crate::support::{TestApp, sample_id};

#[actix_web::test]
async fn personal_fields_are_read_for_a_purpose_and_the_reading_is_noted() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let bare = officer.get(&first()).await.expect(200).json();
    assert!(bare.get("birthYear").is_none() && bare.get("sex").is_none());
    let read = officer.get(&format!("{}?purpose=KEEPING", first())).await.expect(200).json();
    assert_eq!((&read["birthYear"], &read["sex"]), (&json!(1966), &json!("FEMALE")));
    assert_eq!(read["redacted"], json!([]));
    // A purpose shows no more than its fields, and only to its roles.
    let leader = app.as_user("leader").await;
    let figures = leader.get(&format!("{}?purpose=STATISTICS", first())).await.expect(200).json();
    assert_eq!(figures["redacted"], json!(["/birthYear"]));
    let refused = officer.get(&format!("{}?purpose=STATISTICS", first())).await;
    refused.expect_problem(403, "purpose_not_yours");
    let unknown = officer.get("/people?purpose=CURIOSITY").await.expect_problem(400, "invalid_request");
    assert_eq!(unknown.faults(), ["purpose unknown_purpose"]);
    let page = officer.get("/people?purpose=KEEPING&limit=3").await.expect(200).json();
    assert!(page["items"][0]["sex"].is_string());
    let reads = app.as_user("auditor").await.get("/personal-data-reads").await.expect(200).json();
    assert_eq!(column(&reads["items"], "operation"), ["listPeople", "getPerson", "getPerson"]);
    officer.get("/personal-data-reads").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn rules_of_personal_data_are_dated_rows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rule = |details: Value| {
        json!({"kind": "PURPOSE", "code": "INSPECTION", "name": "Thanh tra", "basis": "Luật 91/2025/QH15",
            "certainty": "INFERENCE", "details": details, "startsOn": "2026-01-01"})
    };
    let strange = admin.post("/personal-data-rules", rule(json!({"years": 3, "fields": ["SEX"]}))).await;
    let strange = strange.expect_problem(400, "invalid_request");
    assert_eq!(strange.faults(), ["/details/roles needed_for_this_kind", "/details/years not_for_this_kind"]);
    let unheard = json!({"kind": "RETENTION", "code": "COFFEE", "name": "X", "basis": "X", "certainty": "INFERENCE",
        "details": {"years": 3}, "startsOn": "2026-01-01"});
    let unheard = admin.post("/personal-data-rules", unheard).await.expect_problem(400, "invalid_request");
    assert_eq!(unheard.faults(), ["/code unknown_rule_code"]);
    let good = rule(json!({"fields": ["SEX"], "roles": ["AUDITOR"]}));
    let created = admin.post("/personal-data-rules", good.clone()).await.expect(201);
    admin.post("/personal-data-rules", good).await.expect_problem(409, "personal_data_rule_already_there");
    // It holds at once.
    let auditor = app.as_user("auditor").await;
    let read = auditor.get(&format!("{}?purpose=INSPECTION", first())).await.expect(200).json();
    assert_eq!(
        (&read["sex"], &read["redacted"]),
        (&json!("FEMALE"), &json!(["/birthYear", "/isEthnicMinority"]))
    );
    let path = format!("/personal-data-rules/{}", created.text("/id"));
    admin.patch(&path, 1, json!({"endsBefore": "2026-02-01"})).await.expect(200);
    admin.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let gone = auditor.get(&format!("{}?purpose=INSPECTION", first())).await;
    gone.expect_problem(400, "invalid_request");
    let kept =
        app.as_user("office").await.get("/personal-data-rules?kind=RETENTION").await.expect(200).json();
    assert_eq!(column(&kept["items"], "code").len(), 3);
}

#[actix_web::test]
async fn what_a_person_asks_is_due_granted_and_lifted() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/data-requests", first());
    let ask = |kind: &str| json!({"kind": kind, "wish": "Không dùng năm sinh", "receivedOn": "2026-11-20"});
    let request = office.post(&path, ask("RESTRICTION")).await.expect(201);
    // Friday, the first reply two working days later; then fifteen days.
    assert_eq!(
        (request.text("/replyDueOn"), request.text("/dueOn")),
        ("2026-11-24".to_owned(), "2026-12-05".to_owned())
    );
    let one = format!("/data-requests/{}", request.text("/id"));
    let step = |action: &str, reason: Option<&str>| match reason {
        Some(reason) => json!({"action": action, "reason": reason}),
        None => json!({"action": action}),
    };
    office.transition(&one, 1, step("REFUSE", None)).await.expect_problem(400, "invalid_request");
    let extended = office.transition(&one, 1, step("EXTEND", Some("Cần xác minh"))).await.expect(200);
    assert_eq!(extended.text("/dueOn"), "2026-12-20");
    let again = office.transition(&one, 2, step("EXTEND", Some("Cần xác minh"))).await;
    again.expect_problem(409, "data_request_extended");
    app.as_user("unit-snv-vp")
        .await
        .transition(&one, 2, step("GRANT", None))
        .await
        .expect_problem(403, "forbidden");
    office.transition(&one, 2, step("GRANT", None)).await.expect(200);
    // Personal fields are kept back, except from who answers the person.
    let read = async |purpose: &str| {
        office.get(&format!("{}?purpose={purpose}", first())).await.expect(200).json()["redacted"].clone()
    };
    assert_eq!(read("APPRAISAL").await, json!(["/birthYear", "/sex", "/isEthnicMinority"]));
    assert_eq!(read("SUBJECT_REQUEST").await, json!([]));
    office.transition(&one, 3, step("LIFT", Some("Người đó rút yêu cầu"))).await.expect(200);
    assert_eq!(read("APPRAISAL").await, json!([]));
    let history = office.get(&format!("{one}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["EXTEND", "GRANT", "LIFT"]);
    let future = json!({"kind": "ACCESS", "wish": "X", "receivedOn": "2030-01-01"});
    let future = office.post(&path, future).await.expect_problem(400, "invalid_request");
    assert_eq!(future.faults(), ["/receivedOn day_in_the_future"]);
    let before_rules = json!({"kind": "ACCESS", "wish": "X", "receivedOn": "2025-01-01"});
    office.post(&path, before_rules).await.expect_problem(409, "no_request_term");
    let due = office.get("/data-requests?status=RECEIVED&dueBy=2026-12-31").await.expect(200).json();
    assert_eq!(due["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_person_gets_everything_that_is_kept() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    office.patch(&first(), 1, json!({"birthYear": 1967})).await.expect(200);
    let kept = office.get(&format!("{}/data-export", first())).await.expect(200).json();
    assert_eq!(kept["people"][0]["birthYear"], 1967);
    assert_eq!(kept["versions"][0]["body"]["birthYear"], 1966);
    assert_eq!(kept["reads"][0]["operation"], "getPersonDataExport");
    // The sample's first person has ratings, initiatives and awards, and was asked about.
    for list in ["facts", "initiatives", "awards", "eligibilityChecks"] {
        assert!(!kept[list].as_array().unwrap().is_empty(), "{list}: {kept}");
    }
    assert!(kept["facts"][0]["details"].is_object() && kept["initiatives"][0]["share"].is_string(), "{kept}");
    let nominations = office.get("/nominations?limit=200").await.expect(200).json();
    let about = |own: &&Value| own["subject"]["type"] == "PERSON";
    let nominated = nominations["items"].as_array().unwrap().iter().find(about).unwrap();
    let nominated = format!("/people/{}/data-export", nominated["subject"]["id"].as_str().unwrap());
    let kept = office.get(&nominated).await.expect(200).json();
    assert!(kept["nominations"][0]["achievement"].is_string(), "{kept}");
    let officer = app.as_user("unit-snv-vp").await;
    officer.get(&format!("{}/data-export", first())).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn what_is_kept_of_people_goes_when_its_time_is_over() {
    let app = TestApp::start().await;
    let office = async || app.as_user("office").await;
    office().await.patch(&first(), 1, json!({"birthYear": 1967})).await.expect(200);
    office().await.get(&format!("{}?purpose=APPRAISAL", first())).await.expect(200);
    let forgotten = async || {
        app.work().await;
        let jobs = app.admin().await.get("/jobs?kind=FORGET_PERSONAL_DATA&limit=1").await.expect(200).json();
        let result = jobs["items"][0]["result"].clone();
        app.sql("DELETE FROM jobs WHERE kind = 'FORGET_PERSONAL_DATA'").await;
        ["PEOPLE_WHO_LEFT", "KEPT_VERSIONS", "PERSONAL_DATA_READS"].map(|kept| result[kept].as_i64().unwrap())
    };
    assert_eq!(forgotten().await, [0, 0, 0]);
    // One left eleven years ago, another one nine years ago; what was read and replaced is as old as the former.
    let today = local(app.now()).date();
    let left = |person: u128, years: i32| {
        format!(
            "UPDATE memberships SET starts_on = '2001-01-01', ends_before = date '{today}' - interval '{years} years'
            WHERE person_id = '{}'",
            sample_id(person)
        )
    };
    app.sql(&left(0x35_0001, 11)).await;
    app.sql(&left(0x35_0002, 9)).await;
    app.sql("UPDATE personal_data_reads SET read_at = read_at - interval '11 years'").await;
    app.advance(TimeDelta::days(1));
    assert_eq!(forgotten().await, [1, 0, 1]);
    let read = async |person: u128| {
        let path = format!("/people/{}?purpose=SUBJECT_REQUEST", sample_id(person));
        office().await.get(&path).await.expect(200).json()
    };
    let gone = read(0x35_0001).await;
    assert_eq!((&gone["birthYear"], &gone["name"]), (&Value::Null, &json!("Nguyễn Thị Mẫu")));
    assert!(read(0x35_0002).await["birthYear"].is_number());
    let versions =
        office().await.get(&format!("{}/versions?purpose=APPRAISAL", first())).await.expect(200).json();
    assert_eq!(versions["items"], json!([]));
    app.run_sequencer().await;
    let trail = app.as_user("auditor").await.get("/audit-records?action=PERSON_FORGOTTEN").await.expect(200);
    assert_eq!(trail.json()["items"][0]["subjectId"], json!(sample_id(0x35_0001)));
    // Versions go by themselves, too; where no rule says how long, nothing goes.
    office()
        .await
        .patch(&format!("/people/{}", sample_id(0x35_0003)), 1, json!({"birthYear": 1967}))
        .await
        .expect(200);
    app.sql("UPDATE kept_versions SET replaced_at = replaced_at - interval '11 years'").await;
    app.sql("UPDATE personal_data_rules SET ends_before = '2026-02-01' WHERE kind = 'RETENTION'").await;
    app.advance(TimeDelta::days(1));
    assert_eq!(forgotten().await, [0, 0, 0]);
    app.sql("UPDATE personal_data_rules SET ends_before = NULL WHERE kind = 'RETENTION'").await;
    app.advance(TimeDelta::days(1));
    assert_eq!(forgotten().await, [0, 1, 0]);
}
