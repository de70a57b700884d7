use serde_json::json;

use super::{draft, launched};
use crate::support::{TestApp, units, users};

#[actix_web::test]
async fn a_copy_takes_over_what_does_not_belong_to_one_launch() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let body =
        json!({"title": "Phong trào thi đua năm 2028", "startsOn": "2028-01-15", "endsOn": "2028-12-31"});
    let copy = office.post(&format!("{}/copies", launched()), body).await.expect(201).json();
    let source = office.get(&launched()).await.json();
    assert_eq!(
        (&copy["status"], &copy["code"], &copy["document"], &copy["launchedOn"]),
        (&json!("DRAFT"), &json!(null), &json!(null), &json!(null))
    );
    assert_eq!((&copy["copiedFromId"], &copy["createdBy"]), (&source["id"], &json!(users::OFFICE)));
    for same in ["theme", "mottoes", "recipients", "assignments", "legalBases", "participants", "signatory"] {
        assert_eq!(copy[same], source[same], "{same}");
    }
    let (old, new) = (&source["contentItems"][1], &copy["contentItems"][1]);
    assert_eq!((&old["ordinal"], &old["text"]), (&new["ordinal"], &new["text"]));
    assert_eq!(new["children"].as_array().unwrap().len(), 11);
    assert_ne!(old["id"], new["id"]);
}

#[actix_web::test]
async fn a_copy_may_go_to_another_unit_of_the_office() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/copies", launched());
    let copy =
        office.post(&path, json!({"launchingUnitId": units::EMULATION_BOARD})).await.expect(201).json();
    assert_eq!(copy["launchingUnit"]["code"], "SNV-TDKT");
    office.post(&path, json!({"launchingUnitId": units::WARD})).await.expect_problem(403, "forbidden");
    app.as_user("leader").await.post(&path, json!({})).await.expect_problem(403, "forbidden");
    let days = json!({"startsOn": "2028-01-15", "endsOn": "2028-01-14"});
    assert_eq!(
        office.post(&path, days).await.expect_problem(400, "invalid_request").faults(),
        ["/endsOn ends_before_start"]
    );
}

#[actix_web::test]
async fn a_draft_that_one_does_not_see_can_not_be_copied() {
    let app = TestApp::start().await;
    super::grant(&app, "unit-p-tt", "STANDING_OFFICE", units::WARD).await;
    let ward = app.as_user("unit-p-tt").await;
    let own = json!({"launchingUnitId": units::WARD});
    ward.post(&format!("{}/copies", draft()), own.clone()).await.expect_problem(404, "not_found");
    ward.post(&format!("{}/copies", launched()), own).await.expect(201);
}
