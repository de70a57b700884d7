use serde_json::{Value, json};

use crate::support::{NOTHING, TestApp, sample_id};

fn salary(starts_on: &str) -> Value {
    json!({"amount": 2_700_000, "basis": "Nghị định (mẫu)", "certainty": "SOURCED", "startsOn": starts_on})
}

#[actix_web::test]
async fn the_base_salary_of_a_day_is_one() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    for (day, amount) in [
        ("2018-06-30", None),
        ("2023-06-30", Some(1_490_000)),
        ("2023-07-01", Some(1_800_000)),
        ("2026-11-28", Some(2_530_000)),
    ] {
        let found = officer.get(&format!("/base-salaries?asOf={day}")).await.expect(200).json();
        let found: Vec<_> =
            found["items"].as_array().unwrap().iter().map(|row| row["amount"].as_i64()).collect();
        assert_eq!(found, amount.map(Some).into_iter().collect::<Vec<_>>(), "{day}");
    }
}

#[actix_web::test]
async fn a_new_base_salary_follows_one_that_has_ended() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let overlapping = admin.post("/base-salaries", salary("2027-07-01")).await;
    let refused = overlapping.expect_problem(409, "base_salary_already_there");
    assert_eq!(refused.text("/existingId"), sample_id(0x3905));
    let path = format!("/base-salaries/{}", sample_id(0x3905));
    let ended = admin.patch(&path, 1, json!({"endsBefore": "2027-07-01"})).await.expect(200);
    assert_eq!((ended.version(), ended.text("/endsBefore").as_str()), (2, "2027-07-01"));
    assert_eq!(admin.get(&path).await.expect(200).version(), 2);
    let made = admin.post("/base-salaries", salary("2027-07-01")).await.expect(201);
    assert_eq!(made.text("/startsOn"), "2027-07-01");
    let again = admin.patch(&path, 2, json!({"endsBefore": null})).await;
    again.expect_problem(409, "base_salary_already_there");
    let backwards = admin.patch(&path, 2, json!({"endsBefore": "2026-01-01"})).await;
    let faults = backwards.expect_problem(400, "invalid_request").faults();
    assert_eq!(faults, ["/endsBefore ends_before_start"]);
    admin.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    admin.patch(&path, 1, json!({"amount": 1})).await.expect_problem(412, "stale_version");
    let unknown = format!("/base-salaries/{NOTHING}");
    admin.patch(&unknown, 1, json!({"amount": 1})).await.expect_problem(404, "not_found");
    admin.get(&unknown).await.expect_problem(404, "not_found");
    let office = app.as_user("office").await;
    office.post("/base-salaries", salary("2028-07-01")).await.expect_problem(403, "forbidden");
}
