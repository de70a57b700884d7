//! The register after a decision: names as printed and corrected, awards found by name, what rests on an award, and the public list.

use serde_json::{Value, json};

use crate::campaigns::column;
use crate::decisions::{certificate, draft, drafted, issue, lines, with};
use crate::nominations::{meets_by_override, nomination, person, send};
use crate::support::{Actor, TestApp, sample_id};

/// The launched campaign of the sample.
const CAMPAIGN: &str = "/public/campaigns/phong-trao-thi-dua-phan-dau-hoan-thanh-xuat-sac-toan-dien-nhiem-vu-cong-tac-pt-2023-001";

/// An award that a decision granted to somebody of the Office: its path.
pub async fn granted(app: &TestApp, number: u128, decision: &str) -> String {
    let office = app.as_user("office").await;
    let id = certificate(app, number).await;
    let path = drafted(&office, draft(decision, &[&id])).await;
    issue(app, &path).await.expect(200);
    let line = lines(&office, &path).await.remove(0);
    format!("/awards/{}", line["awardId"].as_str().unwrap())
}

fn correction(name: &str) -> Value {
    json!({"correctedName": name, "reason": "Sai sót khi lập danh sách", "title": "Về việc đính chính tên"})
}

/// What a draft about an award lacks.
pub fn complete(number: &str) -> Value {
    json!({"number": number, "decidedOn": "2026-11-23", "signerName": "Nguyễn Văn Thử", "signerPosition": "Giám đốc"})
}

/// A decision that corrects the name of an award, issued.
pub async fn corrected(app: &TestApp, award: &str, (name, number): (&str, &str)) {
    let office = app.as_user("office").await;
    let made = office.post(&format!("{award}/corrections"), correction(name)).await.expect(201);
    let path = format!("/decisions/{}", made.text("/id"));
    office.patch(&path, 1, complete(number)).await.expect(200);
    issue(app, &path).await.expect(200);
}

async fn found(actor: &Actor<'_>, words: &str) -> Vec<String> {
    let words: String = words.replace(' ', "%20");
    column(&actor.get(&format!("/awards?q={words}")).await.expect(200).json()["items"], "id")
}

#[actix_web::test]
async fn a_misspelt_name_is_corrected_by_a_decision() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let award = granted(&app, 0, "801").await;
    let corrections = format!("{award}/corrections");
    let printed = office.get(&award).await.expect(200).text("/recipientName");
    let same = office.post(&corrections, correction(&printed)).await;
    assert_eq!(
        same.expect_problem(400, "invalid_request").faults(),
        ["/correctedName name_is_right_already"]
    );
    let body = correction("Trần Thị Đúng Tên");
    app.as_user("unit-snv-vp").await.post(&corrections, body.clone()).await.expect_problem(403, "forbidden");
    let made = office.post(&corrections, body.clone()).await.expect(201);
    let path = format!("/decisions/{}", made.text("/id"));
    assert_eq!([made.text("/purpose"), made.text("/correction/printedName")], ["CORRECT", printed.as_str()]);
    office.post(&corrections, body.clone()).await.expect_problem(409, "already_being_corrected");
    let early = with(complete("802"), &json!({"decidedOn": "2026-11-22"}));
    office.patch(&path, 1, early).await.expect(200);
    leader.step(&path, "ISSUE").await.expect_problem(409, "revoked_before_granted");
    office.patch(&path, 2, json!({"decidedOn": "2026-11-23"})).await.expect(200);
    let draft = office.get(&format!("{path}/document")).await.expect(200);
    assert!(draft.header("content-disposition").unwrap().contains("802"));
    leader.step(&path, "ISSUE").await.expect(200);
    let own = office.get(&award).await.expect(200).json();
    assert_eq!((&own["recipientName"], &own["isVoided"]), (&json!("Trần Thị Đúng Tên"), &json!(false)));
    let told = office.get(&corrections).await.expect(200).json();
    assert_eq!(told["items"][0]["decision"]["number"], "802/QĐ-SNV");
    // It can be wrong again; a withdrawn draft leaves room for the next.
    let again = office.post(&corrections, correction("Trần Thị Đúng Hơn")).await.expect(201);
    let again = format!("/decisions/{}", again.text("/id"));
    office.transition(&again, 1, json!({"action": "WITHDRAW", "reason": "Thôi"})).await.expect(200);
    office.post(&corrections, correction("Trần Thị Đúng Hơn")).await.expect(201);
    let earlier = format!("/awards/{}/corrections", sample_id(0x39_0001));
    office.post(&earlier, body).await.expect_problem(409, "award_is_not_of_a_decision");
    app.run_sequencer().await;
    let trail = app.auditor().await.get("/audit-records?action=AWARD_NAME_CORRECTED").await.expect(200).raw();
    assert!(trail.contains("AWARD_NAME_CORRECTED") && !trail.contains("Đúng Tên"), "{trail}");
}

#[actix_web::test]
async fn the_verification_shows_the_name_that_is_right() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let award = granted(&app, 0, "811").await;
    corrected(&app, &award, ("Trần Thị Đúng Tên", "812")).await;
    let decision = format!("/decisions/{}", office.get(&award).await.expect(200).text("/decisionId"));
    let code = lines(&office, &decision).await[0]["verificationCode"].as_str().unwrap().to_owned();
    let told = app.anonymous().get(&format!("/public/awards/{code}")).await.expect(200);
    assert_eq!(told.text("/recipientName"), "Trần Thị Đúng Tên");
}

#[actix_web::test]
async fn a_revoked_award_is_not_corrected() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let decision = format!("/decisions/{}", sample_id(0x3f_0001));
    let revoked = lines(&office, &decision).await[1]["awardId"].as_str().unwrap().to_owned();
    let refused = office.post(&format!("/awards/{revoked}/corrections"), correction("Tên khác")).await;
    refused.expect_problem(409, "award_is_revoked");
}

#[actix_web::test]
async fn awards_are_found_by_name_with_and_without_accents() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let award = granted(&app, 0, "821").await;
    let id = award.rsplit_once('/').unwrap().1;
    corrected(&app, &award, ("Khuất Thị Xoan", "822")).await;
    for words in ["Khuất Thị Xoan", "khuat thi xoan", "xoan khuat 821"] {
        assert_eq!(found(&office, words).await, [id], "{words}");
    }
    assert!(found(&office, "khuat thi xoai").await.is_empty());
    let named = json!({"subject": person(0), "awardCode": "GIAY_KHEN", "achievementYear": 2014, "decidedOn": "2015-01-05",
        "decisionNumber": "9/QĐ-SNV", "decidedBy": "Giám đốc Sở", "commendationKind": "MERIT",
        "recipientName": "Lê Thị Tên Cũ", "source": "Hồ sơ lưu (mẫu)"});
    let earlier = office.post("/awards", named).await.expect(201);
    assert_eq!(found(&office, "le thi ten cu").await, [earlier.text("/id")]);
    let path = format!("/awards/{}", earlier.text("/id"));
    office.patch(&path, 1, json!({"recipientName": "Lê Thị Tên Xưa"})).await.expect(200);
    assert!(found(&office, "le thi ten cu").await.is_empty());
}

/// The awards on which the appraisal of a nomination rests.
async fn awards_behind(office: &Actor<'_>, nomination: &str) -> Vec<String> {
    let stages = office.get(&format!("{nomination}/stages")).await.expect(200).json();
    let check = stages["items"].as_array().unwrap().last().unwrap()["checkId"].clone();
    let check =
        office.get(&format!("/eligibility-checks/{}", check.as_str().unwrap())).await.expect(200).raw();
    let check: Value = serde_json::from_str(&check).unwrap();
    let mut ids = Vec::new();
    for rule in check["rules"].as_array().unwrap() {
        for row in rule["rows"].as_array().unwrap() {
            let facts = row["facts"].as_array().unwrap().iter().filter(|fact| fact["kind"] == "AWARD");
            ids.extend(facts.map(|fact| fact["id"].as_str().unwrap().to_owned()));
        }
    }
    ids
}

#[actix_web::test]
async fn what_rests_on_an_award_is_listed() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let body = with(nomination(&person(0), "CSTD_CO_SO"), &json!({"year": 2025}));
    let path = send(&officer, body).await;
    meets_by_override(&office, &path).await;
    let behind = awards_behind(&office, &path).await;
    let [first, ..] = behind.as_slice() else { panic!("the check rests on no award") };
    let own = path.rsplit_once('/').unwrap().1;
    let listed = office.get(&format!("/nominations?reliesOn={first}")).await.expect(200).json();
    assert_eq!(column(&listed["items"], "id"), [own]);
    // Nothing was granted on it yet, and nothing rests on what nobody used.
    let listed = office.get(&format!("/awards?reliesOn={first}")).await.expect(200).json();
    assert!(column(&listed["items"], "id").is_empty());
    let other = sample_id(0x39_ffff);
    let listed = office.get(&format!("/nominations?reliesOn={other}")).await.expect(200).json();
    assert!(column(&listed["items"], "id").is_empty());
    // Whoever sees neither unit sees nothing of it.
    let stranger = app.as_user("unit-p-tt").await;
    let listed = stranger.get(&format!("/nominations?reliesOn={first}")).await.expect(200).json();
    assert!(column(&listed["items"], "id").is_empty());
}

#[actix_web::test]
async fn awards_that_were_granted_on_an_award_are_listed() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let award = granted(&app, 0, "831").await;
    // Its appraisal is made to have used an earlier award.
    let (used, id) = (sample_id(0x39_0001), award.rsplit_once('/').unwrap().1);
    app.sql(&format!(
        "UPDATE eligibility_checks SET verdict = jsonb_set(verdict, '{{rules,0,rows,0,facts}}', '[[\"AWARD\", \"{used}\"]]')
        WHERE id IN (SELECT check_id FROM nomination_stages JOIN decision_lines USING (nomination_id)
            WHERE award_id = '{id}')"
    ))
    .await;
    let listed = office.get(&format!("/awards?reliesOn={used}")).await.expect(200).json();
    assert_eq!(column(&listed["items"], "id"), [id]);
}

#[actix_web::test]
async fn everybody_sees_what_was_granted_for_a_campaign() {
    let app = TestApp::start().await;
    let nobody = app.anonymous();
    let list = nobody.get(&format!("{CAMPAIGN}/awards")).await.expect(200);
    assert_eq!(list.header("cache-control"), Some("public, no-cache"));
    // The second one of the sample was revoked.
    let items = list.json()["items"].as_array().unwrap().clone();
    let [only] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((&only["decisionNumber"], &only["recipientType"]), (&json!("15/QĐ-SNV"), &json!("UNIT")));
    assert!(only.get("id").is_none() && only["recipientName"].as_str().is_some_and(|name| !name.is_empty()));
    nobody.get("/public/campaigns/khong-co/awards").await.expect_problem(404, "not_found");
}
