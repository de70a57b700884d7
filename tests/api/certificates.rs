//! Certificates: numbered in the order of handing over, handed over, issued anew, and back after a revocation.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::decisions::{certificate, draft, drafted, issue, proposed};
use crate::nominations::nomination;
use crate::register::{complete, corrected, granted};
use crate::support::{Actor, TestApp, new_badge_key, sample_id, units};

/// The path of the decision that granted an award.
async fn decision_of(office: &Actor<'_>, award: &str) -> String {
    format!("/decisions/{}", office.get(award).await.expect(200).text("/decisionId"))
}

/// The one certificate of an award of a new decision: the paths of the decision and of the certificate.
async fn issued(app: &TestApp, award: &str) -> (String, String) {
    let office = app.as_user("office").await;
    let decision = decision_of(&office, award).await;
    office.post(&format!("{decision}/certificates"), json!({})).await.expect(200);
    (decision, current(&office, award).await)
}

/// The certificate of an award that counts: its path.
async fn current(office: &Actor<'_>, award: &str) -> String {
    let award = award.rsplit_once('/').unwrap().1;
    let list = office.get(&format!("/certificates?awardId={award}&isCurrent=true")).await.expect(200).json();
    format!("/certificates/{}", list["items"][0]["id"].as_str().unwrap())
}

fn handover(day: &str) -> Value {
    json!({"handedOverOn": day, "occasion": "Hội nghị tổng kết"})
}

/// Days on which a certificate of the tests can't be handed over: tomorrow, and yesterday, when it was not there yet.
const NO_DAYS_OF_HANDING_OVER: [(&str, &str); 2] =
    [("2026-11-24", "day_in_the_future"), ("2026-11-22", "before_certificate_was_issued")];

#[actix_web::test]
async fn the_certificates_of_a_decision_are_numbered_in_the_order_of_handing_over() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let someone = certificate(&app, 0).await;
    let unit = json!({"type": "UNIT", "id": units::OFFICE});
    let collective = proposed(&app, nomination(&unit, "GIAY_KHEN")).await;
    let path = drafted(&office, draft("901", &[&someone, &collective])).await;
    let certificates = format!("{path}/certificates");
    office.post(&certificates, json!({})).await.expect_problem(409, "decision_grants_nothing_yet");
    issue(&app, &path).await.expect(200);
    app.as_user("unit-snv-vp").await.post(&certificates, json!({})).await.expect_problem(403, "forbidden");
    let told = async |day: &str| {
        let refused = office.post(&certificates, json!({"issuedOn": day})).await;
        refused.expect_problem(400, "invalid_request").faults()
    };
    assert_eq!(told("2026-11-22").await, ["/issuedOn certificate_before_decision"]);
    assert_eq!(told("2026-11-24").await, ["/issuedOn day_in_the_future"]);
    let made = office.post(&certificates, json!({})).await.expect(200).json();
    assert_eq!(made, json!({"count": 2, "year": 2026, "firstNumber": 1, "lastNumber": 2}));
    office.post(&certificates, json!({})).await.expect_problem(409, "no_certificate_is_missing");
    let id = path.rsplit_once('/').unwrap().1;
    let list = office.get(&format!("/certificates?decisionId={id}")).await.expect(200).json();
    let kinds: Vec<&Value> =
        list["items"].as_array().unwrap().iter().map(|own| &own["subject"]["type"]).collect();
    assert_eq!(kinds, ["UNIT", "PERSON"]);
    let table = office.call(Method::GET, &format!("/certificates?decisionId={id}"));
    let table = table.header("Accept", "text/csv").send().await.expect(200).raw();
    assert!(table.contains("Số vào sổ") && table.contains("901/QĐ-SNV"), "{table}");
}

#[actix_web::test]
async fn two_at_the_same_instant_issue_each_certificate_once() {
    let app = TestApp::start().await;
    let (office, second) = (app.as_user("office").await, app.as_user("office-2").await);
    let award = granted(&app, 0, "911").await;
    let path = format!("{}/certificates", decision_of(&office, &award).await);
    let both = join(office.post(&path, json!({})), second.post(&path, json!({}))).await;
    let mut statuses = [both.0.status, both.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[actix_web::test]
async fn certificates_are_handed_over_at_an_event_and_one_by_one() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (first, second) = (certificate(&app, 0).await, certificate(&app, 1).await);
    let path = drafted(&office, draft("921", &[&first, &second])).await;
    let handovers = format!("{path}/handovers");
    let early = office.post(&handovers, handover("2026-11-23")).await;
    early.expect_problem(409, "decision_grants_nothing_yet");
    issue(&app, &path).await.expect(200);
    office.post(&handovers, handover("2026-11-23")).await.expect_problem(409, "no_certificate_is_waiting");
    office.post(&format!("{path}/certificates"), json!({})).await.expect(200);
    for (day, fault) in NO_DAYS_OF_HANDING_OVER {
        let refused = office.post(&handovers, handover(day)).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [format!("/handedOverOn {fault}")]);
    }
    let id = path.rsplit_once('/').unwrap().1;
    let list = office.get(&format!("/certificates?decisionId={id}")).await.expect(200).json();
    let absent = list["items"][1]["id"].clone();
    let mut body = handover("2026-11-23");
    body["exceptCertificateIds"] = json!([absent]);
    assert_eq!(office.post(&handovers, body).await.expect(200).json(), json!({"count": 1}));
    let waiting = office.get(&format!("/certificates?decisionId={id}&isHandedOver=false")).await.expect(200);
    assert_eq!(column(&waiting.json()["items"], "id"), [absent.as_str().unwrap()]);
    let own = format!("/certificates/{}", absent.as_str().unwrap());
    let nowhen = office.patch(&own, 1, json!({"receivedBy": "Đại diện đơn vị"})).await;
    assert_eq!(nowhen.expect_problem(400, "invalid_request").faults(), ["/receivedBy handed_over_on_no_day"]);
    for (day, fault) in NO_DAYS_OF_HANDING_OVER {
        let refused = office.patch(&own, 1, json!({"handedOverOn": day})).await;
        let refused = refused.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [format!("/handedOverOn {fault}")]);
    }
    let late = json!({"handedOverOn": "2026-11-23", "receivedBy": "Đại diện đơn vị"});
    app.as_user("unit-snv-vp").await.patch(&own, 1, late.clone()).await.expect_problem(403, "forbidden");
    office.patch(&own, 2, late.clone()).await.expect_problem(412, "stale_version");
    let told = office.patch(&own, 1, late).await.expect(200).json();
    assert_eq!((&told["status"], &told["receivedBy"]), (&json!("HANDED_OVER"), &json!("Đại diện đơn vị")));
    let back = office.patch(&own, 2, json!({"handedOverOn": null})).await.expect(200).json();
    assert_eq!((&back["status"], &back["receivedBy"]), (&json!("ISSUED"), &Value::Null));
    office.patch(&own, 3, json!({})).await.expect_problem(400, "nothing_to_change");
    app.run_sequencer().await;
    let trail =
        app.auditor().await.get("/audit-records?action=CERTIFICATE_HANDED_OVER").await.expect(200).raw();
    assert!(trail.contains("CERTIFICATE_HANDED_OVER") && !trail.contains("Đại diện"), "{trail}");
}

#[actix_web::test]
async fn a_certificate_is_issued_anew() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let award = granted(&app, 0, "931").await;
    let (_, first) = issued(&app, &award).await;
    let reissues = format!("{first}/reissues");
    let lost = json!({"reason": "LOST", "explanation": "Bị mất, có xác nhận của đơn vị"});
    let renamed = json!({"reason": "NAME_CORRECTED", "explanation": "Theo quyết định đính chính"});
    office.post(&reissues, renamed.clone()).await.expect_problem(409, "name_was_not_corrected");
    app.as_user("unit-snv-vp").await.post(&reissues, lost.clone()).await.expect_problem(403, "forbidden");
    let new = office.post(&reissues, lost.clone()).await.expect(201).json();
    assert_eq!(
        (&new["reason"], &new["number"], &new["status"]),
        (&json!("LOST"), &json!(2), &json!("ISSUED"))
    );
    assert_eq!(office.get(&first).await.expect(200).text("/status"), "REPLACED");
    office.post(&reissues, lost).await.expect_problem(409, "certificate_does_not_count");
    let late = office.patch(&first, 2, json!({"handedOverOn": "2026-11-23"})).await;
    let late = late.expect_problem(400, "invalid_request");
    assert_eq!(late.faults(), ["/handedOverOn certificate_does_not_count"]);
    corrected(&app, &award, ("Trần Thị Đúng Tên", "932")).await;
    let path = format!("{}/reissues", current(&office, &award).await);
    let right = office.post(&path, renamed).await.expect(201).json();
    assert_eq!((&right["printedName"], &right["number"]), (&json!("Trần Thị Đúng Tên"), &json!(3)));
}

#[actix_web::test]
async fn a_certificate_comes_back_after_its_award_was_revoked() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let award = granted(&app, 0, "941").await;
    let (decision, own) = issued(&app, &award).await;
    let early = office.patch(&own, 1, json!({"returnedOn": "2026-11-23"})).await;
    assert_eq!(early.expect_problem(400, "invalid_request").faults(), ["/returnedOn award_is_not_revoked"]);
    let body = json!({"ground": "FALSE_PAPERS", "conclusion": "Kết luận số 5", "title": "Về việc thu hồi"});
    let made = office.post(&format!("{award}/revocations"), body).await.expect(201);
    let revoking = format!("/decisions/{}", made.text("/id"));
    office.patch(&revoking, 1, complete("942")).await.expect(200);
    issue(&app, &revoking).await.expect(200);
    office
        .post(&format!("{decision}/handovers"), handover("2026-11-23"))
        .await
        .expect_problem(409, "no_certificate_is_waiting");
    let back = office.patch(&own, 1, json!({"returnedOn": "2026-11-23"})).await.expect(200);
    assert_eq!(back.text("/status"), "RETURNED");
    office
        .post(&format!("{decision}/certificates"), json!({}))
        .await
        .expect_problem(409, "no_certificate_is_missing");
}

#[actix_web::test]
async fn a_certificate_is_printed_with_its_code() {
    let app = TestApp::start_published().await;
    let path = format!("/certificates/{}/document", sample_id(0x44_0001));
    let file = app.as_user("office").await.get(&path).await.expect(200);
    assert!(file.header("content-disposition").unwrap().contains("giay-chung-nhan 1-2024.docx"));
}

#[actix_web::test]
async fn what_another_authority_granted_it_prints_itself() {
    let app = TestApp::start_published().await;
    app.sql("UPDATE decisions SET origin = 'OUTSIDE'").await;
    let path = format!("/certificates/{}/document", sample_id(0x44_0001));
    let refused = app.as_user("office").await.get(&path).await;
    refused.expect_problem(409, "certificate_of_another_authority");
}

#[actix_web::test]
async fn an_award_is_shown_elsewhere_as_a_badge() {
    let app = TestApp::start_published().await;
    let office = app.as_user("office").await;
    let (valid, revoked) = (sample_id(0x3f_0101), sample_id(0x3f_0102));
    let badge = office.get(&format!("/awards/{valid}/badge")).await.expect(200);
    assert_eq!(badge.header("content-type"), Some("text/plain"));
    let signed = badge.raw();
    let [header, claims] = [0, 1].map(|part| {
        let part = signed.split('.').nth(part).unwrap();
        serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    });
    let keys = app.anonymous().get("/.well-known/badge-keys.json").await.expect(200).json();
    assert_eq!((&header["alg"], &header["kid"]), (&json!("ES256"), &keys["keys"][0]["kid"]));
    assert_eq!(claims["iss"], "https://thidua.example.vn");
    assert_eq!(claims["credentialSubject"]["achievement"]["name"], "Giấy khen");
    assert!(claims["id"].as_str().unwrap().starts_with("https://thidua.example.vn/verify/"));
    // The recipient is named by a hash alone.
    let own = office.get(&format!("/awards/{valid}")).await.expect(200).text("/recipientName");
    assert!(!claims.to_string().contains(&own));
    office.get(&format!("/awards/{revoked}/badge")).await.expect_problem(409, "award_is_revoked");
    let earlier = format!("/awards/{}/badge", sample_id(0x39_0001));
    office.get(&earlier).await.expect_problem(409, "award_is_not_of_a_decision");
    app.as_user("unit-p-tt")
        .await
        .get(&format!("/awards/{valid}/badge"))
        .await
        .expect_problem(404, "not_found");
}

#[actix_web::test]
async fn there_are_no_badges_without_a_key() {
    let app = TestApp::start().await;
    let path = format!("/awards/{}/badge", sample_id(0x3f_0101));
    app.as_user("office").await.get(&path).await.expect_problem(409, "badges_are_off");
}

#[actix_web::test]
async fn a_badge_names_the_address_of_who_gave_it() {
    let app = TestApp::start_with(|plan| plan.badge_key = Some(new_badge_key())).await;
    let path = format!("/awards/{}/badge", sample_id(0x3f_0101));
    app.as_user("office").await.get(&path).await.expect_problem(409, "no_public_address");
}

#[actix_web::test]
async fn certificates_are_read_by_who_reads_people_of_the_unit() {
    let app = TestApp::start().await;
    let path = format!("/certificates/{}", sample_id(0x44_0001));
    let reader = app.as_user("leader").await;
    let own = reader.get(&path).await.expect(200).json();
    assert_eq!((&own["status"], &own["decisionNumber"]), (&json!("HANDED_OVER"), &json!("15/QĐ-SNV")));
    // A code that is printed needs an address to which it leads.
    reader.get(&format!("{path}/document")).await.expect_problem(409, "no_public_address");
    let stranger = app.as_user("unit-p-tt").await;
    stranger.get(&path).await.expect_problem(404, "not_found");
    let list = stranger.get("/certificates").await.expect(200).json();
    assert!(column(&list["items"], "id").is_empty());
}
