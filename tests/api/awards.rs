//! The register of awards: earlier awards by hand and by table, corrections, and who sees them.

use std::fmt::Write;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::facts::person;
use crate::imports;
use crate::support::{NOTHING, TestApp, campaigns, sample_id, units};

/// An award of a year that the sample has none of.
fn award(subject: Value, code: &str) -> Value {
    json!({"subject": subject, "awardCode": code, "achievementYear": 2026, "decidedOn": "2026-11-01",
        "decisionNumber": "99/QĐ-SNV", "decidedBy": "Giám đốc Sở", "commendationKind": "MERIT",
        "achievement": "Bà Thử Nghiệm có thành tích", "source": "Hồ sơ lưu (mẫu)"})
}

#[actix_web::test]
async fn an_earlier_award_is_written_confirmed_corrected_and_voided() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let written = officer.post("/awards", award(person(0), "GIAY_KHEN")).await.expect(201);
    let (id, path) = (written.text("/id"), format!("/awards/{}", written.text("/id")));
    assert_eq!((&written.json()["origin"], &written.json()["isVoided"]), (&json!("EARLIER"), &json!(false)));
    let item = |version: i32| json!({"items": [{"type": "AWARD", "id": id, "version": version}]});
    let confirmed = office.post("/fact-confirmations", item(1)).await.expect(200).json();
    assert_eq!(confirmed["results"][0]["isConfirmed"], true);
    let patch = json!({"startsOn": "2026-01-01", "endsOn": "2026-10-31", "campaignId": campaigns::LAUNCHED});
    let corrected = officer.patch(&path, 2, patch).await.expect(200).json();
    assert_eq!((&corrected["isConfirmed"], &corrected["endsOn"]), (&json!(false), &json!("2026-10-31")));
    officer.patch(&path, 3, json!({"voidReason": "X"})).await.expect_problem(403, "forbidden");
    officer.patch(&path, 2, json!({"achievement": null})).await.expect_problem(412, "stale_version");
    officer.patch(&path, 3, json!({})).await.expect_problem(400, "nothing_to_change");
    let voided = office.patch(&path, 3, json!({"voidReason": "Ghi nhầm người"})).await.expect(200).json();
    assert_eq!((&voided["isVoided"], &voided["voidReason"]), (&json!(true), &json!("Ghi nhầm người")));
    let refused = office.post("/fact-confirmations", item(4)).await.expect(200).json();
    assert_eq!(refused["results"][0]["refusal"]["code"], "thing_is_voided");
    // What was voided leaves room for another one.
    officer.post("/awards", award(person(0), "GIAY_KHEN")).await.expect(201);
    office.patch(&path, 4, json!({"voidReason": null})).await.expect_problem(409, "award_already_there");
    app.run_sequencer().await;
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).raw();
    assert!(trail.contains("AWARD_CONFIRMED") && !trail.contains("Thử Nghiệm"), "{trail}");
}

#[actix_web::test]
async fn what_is_wrong_with_an_award_is_told_at_its_place() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let told = async |changes: Value| {
        let mut body = award(person(0), "GIAY_KHEN");
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        office.post("/awards", body).await.expect_problem(400, "invalid_request").faults()
    };
    for (changes, expected) in [
        (json!({"awardCode": "KHONG_CO"}), vec!["/awardCode unknown_award_code"]),
        (json!({"awardCode": "CO_TINH"}), vec!["/awardCode award_not_for_this_recipient"]),
        (json!({"decidedOn": "2026-11-24"}), vec!["/decidedOn day_in_the_future"]),
        (json!({"decidedOn": "2025-12-31"}), vec!["/achievementYear decided_before_the_year"]),
        (json!({"startsOn": "2026-02-01", "endsOn": "2026-01-01"}), vec!["/endsOn ends_before_start"]),
        (json!({"documentId": NOTHING}), vec!["/documentId unknown_document"]),
        (json!({"campaignId": campaigns::DRAFT}), vec!["/campaignId unknown_campaign"]),
        (json!({"subject": {"type": "HOUSEHOLD", "id": NOTHING}}), vec!["/subject/id unknown_subject"]),
    ] {
        assert_eq!(told(changes.clone()).await, expected, "{changes}");
    }
    let merged = sample_id(0x35_0003);
    app.sql(&format!("UPDATE people SET merged_into_id = '{}' WHERE id = '{merged}'", sample_id(0x35_0001)))
        .await;
    office.post("/awards", award(person(2), "GIAY_KHEN")).await.expect_problem(409, "person_is_merged");
}

#[actix_web::test]
async fn an_award_is_there_once_also_when_two_come_at_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let replies = join_all((0..4).map(|_| office.post("/awards", award(person(0), "GIAY_KHEN")))).await;
    let created: Vec<_> = replies.iter().filter(|reply| reply.status == 201).collect();
    assert_eq!(created.len(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        assert_eq!((reply.status, reply.text("/code")), (409, "award_already_there".to_owned()));
        assert_eq!(reply.text("/existingId"), created[0].text("/id"));
    }
    // For sudden achievements there may be more of a year, each by a decision of its own.
    let ad_hoc = |number: &str| {
        let mut award = award(person(0), "GIAY_KHEN");
        award["commendationKind"] = json!("AD_HOC");
        award["decisionNumber"] = json!(number);
        award
    };
    office.post("/awards", ad_hoc("7/QĐ-SNV")).await.expect(201);
    office.post("/awards", ad_hoc("8/QĐ-SNV")).await.expect(201);
    office.post("/awards", ad_hoc("8/QĐ-SNV")).await.expect_problem(409, "award_already_there");
    // What a decision granted changes with the decision only.
    let id = created[0].text("/id");
    app.sql(&format!("UPDATE awards SET origin = 'DECISION' WHERE id = '{id}'")).await;
    let patch = json!({"achievement": null});
    office.patch(&format!("/awards/{id}"), 1, patch).await.expect_problem(409, "award_of_a_decision");
}

#[actix_web::test]
async fn nobody_sees_awards_of_other_units() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let path = format!(
        "/awards/{}",
        officer.post("/awards", award(person(0), "GIAY_KHEN")).await.expect(201).text("/id")
    );
    let office = app.as_user("office").await;
    office
        .post("/awards", award(json!({"type": "UNIT", "id": units::OFFICE}), "TTLD_TIEN_TIEN"))
        .await
        .expect(201);
    let count = async |query: &str| {
        let found = office.get(&format!("/awards?achievementYear=2026&{query}")).await.expect(200).json();
        found["items"].as_array().unwrap().len()
    };
    assert_eq!((count("subjectType=UNIT").await, count("subjectType=PERSON").await), (1, 1));
    assert_eq!((count("q=thu+nghiem+99").await, count("awardCode=GIAY_KHEN").await), (2, 1));
    assert_eq!(count(&format!("unitId={}&isConfirmed=false", units::OFFICE)).await, 2);
    assert_eq!(count(&format!("subjectId={}", sample_id(0x35_0001))).await, 1);
    assert_eq!((count("isConfirmed=true").await, count("isVoided=true").await), (0, 0));
    let stranger = app.as_user("unit-snv-tts").await;
    stranger.get(&path).await.expect_problem(404, "not_found");
    stranger.patch(&path, 1, json!({"achievement": null})).await.expect_problem(404, "not_found");
    assert_eq!(stranger.get("/awards?achievementYear=2026").await.expect(200).json()["items"], json!([]));
    let council = app.as_user("council-1").await;
    council.get(&path).await.expect(200);
    council.patch(&path, 1, json!({"achievement": null})).await.expect_problem(403, "forbidden");
    council.post("/awards", award(person(1), "GIAY_KHEN")).await.expect_problem(403, "forbidden");
}

const HEADER: &str = "Mã cán bộ,Mã đơn vị,Mã hộ,Tên,Mã khen thưởng,Năm thành tích,Ngày quyết định,Số quyết định,Người quyết định,Loại khen thưởng,Nguồn\n";

#[actix_web::test]
async fn earlier_awards_come_in_by_table() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    office.post("/awards", award(person(1), "GIAY_KHEN")).await.expect(201);
    let rows = "CB001,,,,GIAY_KHEN,2026,01/11/2026,1/QĐ,Giám đốc,Công trạng,A\n\
        ,SNV-VP,,,TTLD_TIEN_TIEN,2026,01/11/2026,1/QĐ,Giám đốc,Công trạng,A\n\
        CB001,,,,GIAY_KHEN,2026,02/11/2026,2/QĐ,Giám đốc,Công trạng,A\n\
        CB002,,,,GIAY_KHEN,2026,01/11/2026,1/QĐ,Giám đốc,Công trạng,A\n\
        CB001,SNV-VP,,,GIAY_KHEN,2025,01/11/2026,1/QĐ,Giám đốc,Công trạng,A\n\
        CB004,,,,CO_TINH,2026,01/11/2026,1/QĐ,Giám đốc,Công trạng,A\n\
        CB004,,,,GIAY_KHEN,2026,31/02/2026,1/QĐ,Giám đốc,Công trạng,A\n\
        CB004,,,,GIAY_KHEN,2025,01/11/2026,1/QĐ,Giám đốc,Tự nghĩ,A\n\
        ,,HO-0001,,GIAY_KHEN,2026,01/11/2026,1/QĐ,Giám đốc,Công trạng,A\n";
    let path =
        imports::read_kind(&app, &office, "EARLIER_AWARDS", format!("{HEADER}{rows}").into_bytes()).await;
    assert_eq!(
        imports::faults(&office, &path).await,
        [
            "/4/staffCode duplicate_row",
            "/5/awardCode award_already_there",
            "/6/staffCode one_subject_needed",
            "/7/awardCode award_not_for_this_recipient",
            "/8/decidedOn wrong_format",
            "/9/commendationKind unknown_value",
            "/10/householdCode unknown_subject",
        ]
    );
    let good = rows.lines().take(2).collect::<Vec<_>>().join("\n");
    let path =
        imports::read_kind(&app, &office, "EARLIER_AWARDS", format!("{HEADER}{good}\n").into_bytes()).await;
    office.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(imports::summary(&office, &path).await, "COMMITTED 2 0 2");
    let found = office.get("/awards?achievementYear=2026&q=1/Q%C4%90").await.expect(200).json();
    assert_eq!(column(&found["items"], "awardCode"), ["TTLD_TIEN_TIEN", "GIAY_KHEN"]);
}

/// Many rows of one file take a constant number of statements for each batch: what takes long would fail here by its time.
#[actix_web::test]
async fn a_long_table_of_awards_comes_in() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut rows = String::new();
    for number in 0..2_000 {
        let (person, year) = (number % 200 + 4, 2015 + number / 200);
        writeln!(rows, "CB{person:03},,,,GIAY_KHEN,{year},01/11/2026,1/QĐ,Giám đốc,Công trạng,A").unwrap();
    }
    let path =
        imports::read_kind(&app, &office, "EARLIER_AWARDS", format!("{HEADER}{rows}").into_bytes()).await;
    assert_eq!(imports::summary(&office, &path).await, "READY 2000 0 0");
    office.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(imports::summary(&office, &path).await, "COMMITTED 2000 0 2000");
}
