//! What is read of nominations beside themselves: lists and tables, possible duplicates, the achievement report, and who was not
//! nominated.

use reqwest::Method;
use serde_json::json;

use crate::campaigns::column;
use crate::nominations::{nomination, person, write};
use crate::support::{NOTHING, TestApp, campaigns, units};

#[actix_web::test]
async fn a_list_is_filtered_and_taken_out_as_a_table() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let count = async |query: &str| {
        let page = office.get(&format!("/nominations?{query}")).await.expect(200).json();
        page["items"].as_array().unwrap().len()
    };
    for (query, expected) in [
        ("limit=200", 12),
        ("status=SUBMITTED", 3),
        ("award=BANG_KHEN_TINH", 1),
        ("q=luu+tru", 1),
        ("year=2024", 0),
        ("commendationKind=AD_HOC", 0),
    ] {
        assert_eq!(count(query).await, expected, "{query}");
    }
    assert_eq!(count(&format!("stageUnitId={}", units::PROVINCE)).await, 1);
    assert_eq!(count(&format!("unitId={}", units::DEPARTMENT)).await, 12);
    assert_eq!(count(&format!("subjectId={}", units::REFORM)).await, 2);
    assert_eq!(count(&format!("campaignId={}", campaigns::LAUNCHED)).await, 2);
    let table =
        office.call(Method::GET, "/nominations").header("Accept", "text/csv").send().await.expect(200);
    assert!(table.raw().contains("Đơn vị đề nghị") && table.raw().contains("Giấy khen"), "{}", table.raw());
}

#[actix_web::test]
async fn what_looks_like_a_second_one_is_shown() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let office = app.as_user("office").await;
    let own = write(&officer, nomination(&person(0), "GIAY_KHEN")).await.text("/id");
    write(&officer, nomination(&person(1), "GIAY_KHEN")).await;
    write(&officer, nomination(&person(0), "LD_TIEN_TIEN")).await;
    let given = json!({"subject": person(0), "awardCode": "GIAY_KHEN", "achievementYear": 2017, "decidedOn": "2018-01-10",
        "decisionNumber": "9/QĐ-SNV", "decidedBy": "Giám đốc Sở", "commendationKind": "MERIT", "achievement": "X",
        "source": "Hồ sơ lưu (mẫu)"});
    office.post("/awards", given).await.expect(201);
    let found = officer.get(&format!("/nominations/{own}/duplicates")).await.expect(200).json();
    let copied = app.as_user("unit-snv-tts").await;
    let mut other = nomination(&person(3), "GIAY_KHEN");
    other["unitId"] = json!(units::INSPECTORATE);
    // What another unit is still writing is told to nobody else.
    copied.post("/nominations", other).await.expect(201);
    let found_again = officer.get(&format!("/nominations/{own}/duplicates")).await.expect(200).json();
    assert_eq!(found, found_again);
    let mut reasons = column(&found["items"], "reason");
    reasons.sort();
    assert_eq!(reasons, ["IN_REGISTER", "NEARLY_SAME_TEXT", "SAME_SUBJECT"]);
}

#[actix_web::test]
async fn an_achievement_report_is_a_word_file() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let written = write(&officer, nomination(&person(0), "GIAY_KHEN")).await;
    let report = officer.get(&format!("/nominations/{}/report", written.text("/id"))).await.expect(200);
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assert_eq!(report.header("content-type"), Some(media_type));
    assert!(report.body.starts_with(b"PK"));
}

#[actix_web::test]
async fn who_may_be_commended_and_was_not_nominated_is_listed() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let question = json!({"subject": person(0), "award": "GIAY_KHEN", "commendationKind": "CAMPAIGN",
        "campaignId": campaigns::LAUNCHED});
    let check = office.post("/eligibility-checks", question).await.expect(201).text("/id");
    app.sql(&format!("UPDATE eligibility_checks SET outcome = 'PASS' WHERE id = '{check}'")).await;
    let path = format!("/campaigns/{}/eligible-not-nominated", campaigns::LAUNCHED);
    let found = officer.get(&path).await.expect(200).json();
    assert_eq!(found["items"][0]["checkId"], check);
    assert_eq!(app.as_user("unit-snv-tts").await.get(&path).await.expect(200).json()["items"], json!([]));
    let mut body = nomination(&person(0), "GIAY_KHEN");
    body["commendationKind"] = json!("CAMPAIGN");
    body["campaignId"] = json!(campaigns::LAUNCHED);
    let refused = officer.post("/nominations", body.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/year year_outside_campaign"]);
    body.as_object_mut().unwrap().remove("year");
    let written = officer.post("/nominations", body).await.expect(201).json();
    assert_eq!((&written["year"], &written["campaign"]["code"]), (&json!(2023), &json!("PT-2023-001")));
    assert_eq!(officer.get(&path).await.expect(200).json()["items"], json!([]));
    officer
        .get(&format!("/campaigns/{NOTHING}/eligible-not-nominated"))
        .await
        .expect_problem(404, "not_found");
}
