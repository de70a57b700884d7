use serde_json::{Value, json};

use super::{OFFICER, approved, measured, rated, sample, submitted};
use crate::support::{TestApp, sample_id, units};

#[actix_web::test]
async fn items_keep_their_ids_and_what_is_not_named_goes() {
    let app = TestApp::start().await;
    let (path, _) = submitted(&app, |content| json!([measured(content), rated(content)])).await;
    let office = app.as_user("office").await;
    let reason = json!({"action": "RETURN", "reason": "Bổ sung người chịu trách nhiệm"});
    let returned = office.step_with(&path, reason).await.expect(200).json();
    let mut item = measured(returned["items"][0]["contentId"].as_str().unwrap());
    item["id"] = returned["items"][0]["id"].clone();
    item["responsible"] = json!({"name": "Trần Thị Mẫu", "position": "Phó Chánh Văn phòng"});
    let officer = app.as_user(OFFICER).await;
    officer.patch(&path, 3, json!({})).await.expect_problem(400, "nothing_to_change");
    officer.patch(&path, 2, json!({"items": [item]})).await.expect_problem(412, "stale_version");
    let changed = officer.patch(&path, 3, json!({"items": [item]})).await.expect(200).json();
    assert_eq!(changed["items"].as_array().unwrap().len(), 1);
    assert_eq!(changed["items"][0]["id"], returned["items"][0]["id"]);
    assert_eq!(changed["items"][0]["responsible"]["position"], "Phó Chánh Văn phòng");
    officer.step(&path, "SUBMIT").await.expect(200);
    officer.patch(&path, 5, json!({"aims": []})).await.expect_problem(409, "pledge_is_not_open");
}

#[actix_web::test]
async fn only_the_units_officers_write() {
    let app = TestApp::start().await;
    let (path, version) = approved(&app, |content| json!([rated(content)])).await;
    let patch = json!({"initiatives": [{"title": "Số hóa hồ sơ"}]});
    for stranger in ["office", "unit-snv-tts"] {
        app.as_user(stranger)
            .await
            .patch(&path, version, patch.clone())
            .await
            .expect_problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn an_amendment_changes_nothing_until_it_is_approved() {
    let app = TestApp::start().await;
    let (path, version) = approved(&app, |content| json!([measured(content)])).await;
    let (officer, office) = (app.as_user(OFFICER).await, app.as_user("office").await);
    let stranger = app.as_user("unit-snv-tts").await;
    officer.transition(&path, version, json!({"action": "AMEND"})).await.expect(200);
    let own = officer.get(&path).await.expect(200).json();
    let mut item = measured(own["items"][0]["contentId"].as_str().unwrap());
    item["id"] = own["items"][0]["id"].clone();
    item["measure"]["target"] = json!("120");
    officer.patch(&path, version + 1, json!({"items": [item]})).await.expect(200);
    let target = async |who: &crate::support::Actor<'_>| {
        let seen = who.get(&path).await.expect(200).json();
        (seen["status"].clone(), seen["items"][0]["measure"]["target"].clone())
    };
    assert_eq!(target(&stranger).await, (json!("APPROVED"), json!("100")));
    assert_eq!(target(&office).await, (json!("AMENDING"), json!("120")));
    officer.transition(&path, version + 2, json!({"action": "SUBMIT"})).await.expect(200);
    office.transition(&path, version + 3, json!({"action": "APPROVE"})).await.expect(200);
    assert_eq!(target(&stranger).await, (json!("APPROVED"), json!("120")));

    let revisions = stranger.get(&format!("{path}/revisions")).await.expect(200).json();
    let numbers: Vec<_> =
        revisions["items"].as_array().unwrap().iter().map(|row| row["number"].clone()).collect();
    assert_eq!(numbers, [json!(1), json!(2)]);
    let second = stranger.get(&format!("{path}/revisions/2")).await.expect(200).json();
    let pointer = format!("/items/{}/measure/target", own["items"][0]["id"].as_str().unwrap());
    assert_eq!(second["changes"], json!([{"pointer": pointer, "before": "100", "after": "120"}]));
    let first = stranger.get(&format!("{path}/revisions/1")).await.expect(200).json();
    assert_eq!((&first["changes"], &first["items"][0]["measure"]["target"]), (&json!([]), &json!("100")));
    stranger.get(&format!("{path}/revisions/3")).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn an_amendment_that_is_taken_back_leaves_what_was_approved() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-btg").await;
    let path = sample(units::RELIGION_BOARD);
    let amending = officer.get(&path).await.expect(200).json();
    let version = i32::try_from(amending["version"].as_i64().unwrap()).unwrap();
    assert_eq!(
        (&amending["status"], &amending["items"][0]["measure"]["target"]),
        (&json!("AMENDING"), &json!("99"))
    );
    let back = officer.transition(&path, version, json!({"action": "WITHDRAW"})).await.expect(200).json();
    assert_eq!((&back["status"], &back["items"][0]["measure"]["target"]), (&json!("APPROVED"), &json!("98")));
    assert_eq!(back["revision"], 1);
}

#[actix_web::test]
async fn what_is_not_approved_is_nobody_elses_business() {
    let app = TestApp::start().await;
    let (path, _) = submitted(&app, |content| json!([rated(content)])).await;
    for stranger in ["unit-snv-tts", "admin", "council-1"] {
        app.as_user(stranger).await.get(&path).await.expect_problem(404, "not_found");
    }
    for insider in [OFFICER, "office", "leader", "auditor"] {
        app.as_user(insider).await.get(&path).await.expect(200);
    }
    let mine = app.as_user("unit-snv-tts").await;
    mine.get(&format!("{}/transitions", sample(units::OFFICE))).await.expect_problem(404, "not_found");
    mine.get(&sample(units::OFFICE)).await.expect(200);
    let unknown = format!("/pledges/{}", sample_id(0x31_ffff));
    mine.get(&unknown).await.expect_problem(404, "not_found");
    let none: Value = json!({"action": "SUBMIT"});
    mine.transition(&unknown, 1, none).await.expect_problem(404, "not_found");
}
