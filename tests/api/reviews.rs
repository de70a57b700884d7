use std::io::{Cursor, Read};

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::campaigns::{column, launched};
use crate::reports::desk;
use crate::support::cluster::migrate_again;
use crate::support::{TestApp, sample_id, units, users};
use crate::units::close;

/// A sample review: 0 is the issued one, 1 the draft.
fn sample(number: u128) -> String {
    format!("/reviews/{}", sample_id(0x2300 + number))
}

/// The words of a Word file.
fn words(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    xml.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text)).collect()
}

#[actix_web::test]
async fn a_review_is_prefilled_written_on_and_issued_by_a_leader() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    desk.accepted(&app, &desk.period, desk.entries("125", "COMPLETED")).await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let path = format!("{}/reviews", desk.campaign);
    let begun = office.post(&path, json!({"kind": "INTERIM"})).await.expect(201);
    let review = format!("/reviews/{}", begun.text("/id"));
    let figures = begun.json()["figures"].clone();
    assert_eq!((&figures["participantCount"], &figures["pledgedCount"]), (&json!(9), &json!(1)));
    assert_eq!((&figures["expectedReports"], &figures["receivedReports"]), (&json!(9), &json!(1)));
    assert_eq!((&figures["ofPledged"], &figures["progress"]), (&json!("0.875"), &json!("0.097222")));
    assert_eq!(figures["bestUnits"][0]["code"], "SNV-VP");
    assert_eq!(figures["overfulfilled"][0]["fulfilment"], "1.25");
    assert_eq!(figures["withoutPledge"].as_array().unwrap().len(), 8);
    // The period is not over: what did not come is not overdue.
    assert_eq!(figures["overdueReports"], 0);
    assert!(begun.text("/texts/shortcomings").starts_with("Còn 8 đơn vị chưa có đăng ký được duyệt: "));
    assert!(!begun.text("/texts/shortcomings").contains("quá hạn"));
    let patch = json!({"texts": {"causes": "Thiếu cán bộ", "results": null}, "letterhead": {"number": "07"}});
    let changed = office.patch(&review, 1, patch).await.expect(200).json();
    assert_eq!(
        (&changed["texts"]["causes"], &changed["texts"]["results"]),
        (&json!("Thiếu cán bộ"), &json!(null))
    );
    assert_eq!(changed["allowedActions"], json!(["REFRESH", "WITHDRAW"]));
    // A draft is not for everybody, and its figures are nobody's to write.
    app.as_user("council-1").await.get(&review).await.expect_problem(404, "not_found");
    let figures =
        office.patch(&review, 2, json!({"figures": {}})).await.expect_problem(400, "invalid_request");
    assert_eq!(figures.faults(), ["/figures unknown_member"]);
    office.patch(&review, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let issue = json!({"action": "ISSUE"});
    office.transition(&review, 2, issue.clone()).await.expect_problem(403, "forbidden");
    let tried = leader.transition(&review, 1, issue.clone()).await;
    tried.expect_problem(412, "stale_version");
    let issued = leader.transition(&review, 2, issue).await.expect(200).json();
    assert_eq!((&issued["status"], &issued["issuedOn"]), (&json!("ISSUED"), &json!("2026-11-23")));
    // Frozen: what is accepted later does not change it.
    office
        .patch(&review, 3, json!({"texts": {"causes": "Khác"}}))
        .await
        .expect_problem(409, "review_is_fixed");
    office.step(&review, "REFRESH").await.expect_problem(409, "invalid_transition");
    let read = app.as_user("council-1").await.get(&review).await.expect(200).json();
    assert_eq!(read["figures"], begun.json()["figures"]);
    let history = office.get(&format!("{review}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["ISSUE"]);
}

#[actix_web::test]
async fn a_review_is_a_document_in_the_form_of_the_decree() {
    let app = TestApp::start().await;
    let council = app.as_user("council-1").await;
    let path = format!("{}/document", sample(0));
    let file = council.get(&path).await.expect(200);
    assert_eq!(
        file.header("content-type"),
        Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    );
    let name = file.header("content-disposition").unwrap();
    assert!(
        name.starts_with("attachment; filename=\"PT-2023") && name.contains("; filename*=UTF-8''PT%2D2023")
    );
    let text = words(&file.body);
    for told in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ NỘI VỤ TỈNH LẠNG SƠN",
        "Lạng Sơn, ngày 10 tháng 7 năm 2023",
        "BÁO CÁO",
        "I. TÌNH HÌNH CHUNG",
        "Số báo cáo phải nộp",
        "GIÁM ĐỐC",
    ] {
        assert!(text.contains(told), "{told}");
    }
    app.as_user("council-1")
        .await
        .get(&format!("{}/document", sample(1)))
        .await
        .expect_problem(404, "not_found");
    app.as_user("auditor").await.get(&format!("{}/document", sample(1))).await.expect(200);
}

#[actix_web::test]
async fn figures_are_read_again_until_a_review_is_issued() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    let path = format!("{}/reviews", desk.campaign);
    let begun = office.post(&path, json!({"kind": "INTERIM"})).await.expect(201);
    assert_eq!(begun.json()["figures"]["progress"], Value::Null);
    assert_eq!(begun.json()["figures"]["verdict"], "NO_DATA");
    desk.accepted(&app, &desk.period, desk.entries("50", "COMPLETED")).await;
    let review = format!("/reviews/{}", begun.text("/id"));
    let again = office.step(&review, "REFRESH").await.expect(200).json();
    assert_eq!(again["figures"]["ofPledged"], "0.5");
    let told = again["texts"]["results"].as_str().unwrap();
    assert!(told.contains("Đã nhận 1/9 báo cáo"), "{told}");
    let silent = office.step(&review, "WITHDRAW").await;
    assert_eq!(silent.expect_problem(400, "invalid_request").faults(), ["/reason reason_required"]);
    let reason = json!({"action": "WITHDRAW", "reason": "Lập lại"});
    office.step_with(&review, reason).await.expect(200);
}

#[actix_web::test]
async fn what_is_overdue_in_a_review_is_what_its_units_are_behind_with() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    close(&app, units::RELIGION_BOARD, "2026-11-24").await;
    let figures = async || {
        let office = app.as_user("office").await;
        let begun = office.post(&format!("{}/reviews", desk.campaign), json!({"kind": "INTERIM"})).await;
        begun.expect(201).json()
    };
    let counts = |review: &Value| {
        let of = |member: &str| review["figures"][member].as_i64().unwrap();
        // Those that came, are overdue and are still to come are all that are expected.
        let parts = ["receivedReports", "overdueReports", "pendingReports"].map(of);
        assert_eq!(parts.iter().sum::<i64>(), of("expectedReports"), "{parts:?}");
        ["expectedReports", "receivedReports", "overdueReports", "withoutPledgeCount"].map(of)
    };
    assert_eq!(counts(&figures().await), [9, 0, 0, 8]);
    // The last day is the 27th; nothing is expected of a unit that is gone.
    app.advance(TimeDelta::days(5));
    assert_eq!(counts(&figures().await), [8, 0, 8, 7]);
    let exception = json!({"unitId": units::OFFICE, "untilOn": "2026-11-30", "reason": "Mất điện"});
    let office = app.as_user("office").await;
    office.post(&format!("{}/lock-exceptions", desk.period), exception).await.expect(201);
    let excepted = figures().await;
    assert_eq!(counts(&excepted), [8, 0, 7, 7]);
    let codes = excepted["figures"]["withoutPledge"].as_array().unwrap();
    assert!(codes.len() == 7 && !codes.contains(&json!("SNV-BTG")), "{codes:?}");
    let told = excepted["texts"]["shortcomings"].as_str().unwrap();
    assert!(told.contains("Còn 7 đơn vị chưa có") && told.contains("Còn 7 báo cáo quá hạn"), "{told}");
    app.advance(TimeDelta::days(3));
    assert_eq!(counts(&figures().await), [8, 0, 8, 7]);
    // A review of days before the period's end knows nothing of its reports.
    let earlier = json!({"kind": "INTERIM", "throughOn": "2026-03-02"});
    let office = app.as_user("office").await;
    let begun = office.post(&format!("{}/reviews", desk.campaign), earlier).await.expect(201).json();
    assert_eq!(counts(&begun), [0, 0, 0, 7]);
}

#[actix_web::test]
async fn an_earlier_review_keeps_the_words_of_its_figures_and_loses_what_was_never_counted() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let office = app.as_user("office").await;
    let begun =
        office.post(&format!("{}/reviews", desk.campaign), json!({"kind": "INTERIM"})).await.expect(201);
    let review = format!("/reviews/{}", begun.text("/id"));
    desk.accepted(&app, &desk.period, desk.entries("50", "COMPLETED")).await;
    office.step(&review, "REFRESH").await.expect(200);
    let written = json!({"texts": {"results": "Của người viết"}});
    office.patch(&review, 2, written).await.expect(200);
    // Between the release that made figures up and this one: the interim review of 2023 is older, the draft is not.
    app.sql("UPDATE __diesel_schema_migrations SET run_on = '2024-01-01' WHERE version = '20261124000015'")
        .await;
    app.sql(
        "UPDATE reviews SET figures = figures || '{\"overdueReports\": 99}' WHERE created_at < '2024-01-01'",
    )
    .await;
    migrate_again(&app.plan.connector, "20261124000018");
    let issued = office.get(&sample(0)).await.expect(200).json()["figures"].clone();
    let counts = ["overdueReports", "overfulfilledCount"];
    assert_eq!(counts.map(|member| &issued[member]), [&Value::Null, &Value::Null]);
    let draft = office.get(&sample(1)).await.expect(200).json()["figures"].clone();
    assert!(counts.iter().all(|member| draft[member].is_number()), "{draft}");
    let before = office.get(&review).await.expect(200).json();
    assert_eq!(before["texts"]["results"], "Của người viết");
    app.advance(TimeDelta::days(5));
    let office = app.as_user("office").await;
    let after = office.step(&review, "REFRESH").await.expect(200).json();
    assert_eq!(after["texts"]["results"], "Của người viết");
    let told = after["texts"]["shortcomings"].as_str().unwrap();
    assert!(told.contains("Còn 8 báo cáo quá hạn"), "{told}");
}

#[actix_web::test]
async fn words_of_an_earlier_release_follow_the_figures_and_words_of_people_stay() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    // As an earlier release would have said it.
    app.sql(&format!(
        "UPDATE reviews SET texts = texts || '{{\"situation\": \"Lời cũ\"}}', said = said || '{{\"situation\": \"Lời cũ\"}}'
        WHERE id = '{}'",
        sample_id(0x2301)
    ))
    .await;
    office.patch(&sample(1), 1, json!({"texts": {"shortcomings": "Của người viết"}})).await.expect(200);
    let after = office.step(&sample(1), "REFRESH").await.expect(200).json();
    let told = after["texts"]["situation"].as_str().unwrap();
    assert!(told.contains("được tổng kết theo số liệu đến hết ngày 31/12/2023"), "{told}");
    assert_eq!(after["texts"]["shortcomings"], "Của người viết");
    let again = office.step(&sample(1), "REFRESH").await.expect(200).json();
    assert_eq!(again["texts"], after["texts"]);
}

#[actix_web::test]
async fn a_campaign_has_one_final_review_and_none_of_days_to_come() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let path = format!("{}/reviews", desk.campaign);
    let faults = async |day: &str| {
        let body = json!({"kind": "INTERIM", "throughOn": day});
        office.post(&path, body).await.expect_problem(400, "invalid_request").faults()
    };
    assert_eq!(faults("2026-11-24").await, ["/throughOn day_in_the_future"]);
    assert_eq!(faults("2026-02-28").await, ["/throughOn before_launch"]);
    let last = office.post(&path, json!({"kind": "FINAL"})).await.expect(201);
    let again = office.post(&path, json!({"kind": "FINAL"})).await;
    let again = again.expect_problem(409, "final_review_already_there");
    assert_eq!(again.text("/existingId"), last.text("/id"));
    let reason = json!({"action": "WITHDRAW", "reason": "Lập lại"});
    office.transition(&format!("/reviews/{}", last.text("/id")), 1, reason).await.expect(200);
    office.post(&path, json!({"kind": "FINAL"})).await.expect(201);
    leader.post(&path, json!({"kind": "INTERIM"})).await.expect_problem(403, "forbidden");
    let version = office.get(&desk.campaign).await.json()["version"].as_i64().unwrap();
    let cancel = json!({"action": "CANCEL", "reason": "Thử nghiệm"});
    leader.transition(&desk.campaign, i32::try_from(version).unwrap(), cancel).await.expect(200);
    office.post(&path, json!({"kind": "INTERIM"})).await.expect_problem(409, "campaign_is_not_running");
}

#[actix_web::test]
async fn who_wrote_a_review_never_issues_it_whatever_the_roles() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let role = json!({"role": "LEADER", "unitId": units::DEPARTMENT});
    admin.post(&format!("/users/{}/role-assignments", users::OFFICE), role).await.expect(201);
    app.advance(TimeDelta::seconds(2));
    let office = app.as_user("office").await;
    let draft = office.get(&sample(1)).await.expect(200).json();
    assert_eq!(draft["allowedActions"], json!(["REFRESH", "WITHDRAW"]));
    office.step(&sample(1), "ISSUE").await.expect_problem(403, "own_review");
}

#[actix_web::test]
async fn whoever_wrote_on_a_review_or_read_its_figures_again_never_issues_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let role = json!({"role": "STANDING_OFFICE", "unitId": units::DEPARTMENT});
    admin.post(&format!("/users/{}/role-assignments", users::LEADER), role).await.expect(201);
    app.advance(TimeDelta::seconds(2));
    let leader = app.as_user("leader").await;
    let before = leader.get(&sample(1)).await.expect(200).json();
    assert_eq!(before["allowedActions"], json!(["REFRESH", "ISSUE", "WITHDRAW"]));
    leader.patch(&sample(1), 1, json!({"texts": {"causes": "Thiếu cán bộ"}})).await.expect(200);
    let refused = leader.step(&sample(1), "ISSUE").await;
    refused.expect_problem(403, "own_review");
    let after = leader.get(&sample(1)).await.expect(200).json();
    assert_eq!(after["allowedActions"], json!(["REFRESH", "WITHDRAW"]));
    assert_eq!(after["writers"], json!([users::OFFICE, users::LEADER]));
    let office = app.as_user("office").await;
    let begun = office.post(&format!("{}/reviews", launched()), json!({"kind": "INTERIM"})).await.expect(201);
    let other = format!("/reviews/{}", begun.text("/id"));
    leader.step(&other, "REFRESH").await.expect(200);
    leader.step(&other, "ISSUE").await.expect_problem(403, "own_review");
}

#[actix_web::test]
async fn late_pledges_are_counted_among_those_that_take_part() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let begun = async || {
        let path = format!("{}/reviews", launched());
        office.post(&path, json!({"kind": "INTERIM"})).await.expect(201).json()["figures"].clone()
    };
    let before = begun().await;
    assert_eq!((&before["participantCount"], &before["latePledgeCount"]), (&json!(20), &json!(1)));
    app.sql(
        "UPDATE campaign_participants SET left_on = '2023-12-01' WHERE unit_id IN (SELECT unit_id FROM pledges WHERE is_late)",
    )
    .await;
    let after = begun().await;
    assert_eq!((&after["participantCount"], &after["latePledgeCount"]), (&json!(19), &json!(0)));
}

#[actix_web::test]
async fn issued_reviews_are_listed_for_everybody_drafts_for_those_inside() {
    let app = TestApp::start().await;
    let path = format!("{}/reviews", launched());
    let outside = app.as_user("unit-snv-vp").await.get(&path).await.expect(200).json();
    assert_eq!(column(&outside["items"], "kind"), ["INTERIM"]);
    let inside = app.as_user("leader").await.get(&path).await.expect(200).json();
    assert_eq!(column(&inside["items"], "status"), ["ISSUED", "DRAFT"]);
}

#[actix_web::test]
async fn what_was_done_more_than_fully_is_shown_and_hides_nothing() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    desk.accepted(&app, &desk.period, desk.entries("150", "NOT_COMPLETED")).await;
    let path = format!("{}/progress", desk.pledge);
    let told = app.as_user("council-1").await.get(&path).await.expect(200).json();
    assert_eq!(told["progress"], "0.75");
    let items = told["items"].as_array().unwrap();
    assert_eq!((&items[0]["progress"], &items[0]["fulfilment"]), (&json!("1"), &json!("1.5")));
    assert_eq!((&items[1]["progress"], &items[1]["fulfilment"]), (&json!("0"), &json!(null)));
    let before = app.as_user("council-1").await.get(&format!("{path}?throughOn=2026-01-01")).await.json();
    assert_eq!((&before["progress"], &before["items"][0]["value"]), (&json!("0"), &json!(null)));
}
