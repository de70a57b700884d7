use serde_json::{Value, json};

use crate::support::{NOTHING, TestApp};

fn authority(award: &str, kind: &str) -> Value {
    json!({"awardCode": award, "authority": kind, "decidedBy": "Chủ tịch Ủy ban nhân dân cấp xã", "clause": "Điều 80 (mẫu)",
        "certainty": "INFERENCE", "startsOn": "2026-01-01"})
}

#[actix_web::test]
async fn communes_decide_since_the_first_of_july_2025_what_districts_decided_before() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let of_day = async |day: &str, kind: &str| {
        let path = format!("/award-authorities?asOf={day}&authority={kind}&limit=200");
        let rows = officer.get(&path).await.expect(200).json();
        let mut codes: Vec<_> = rows["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["awardCode"].as_str().unwrap().to_owned())
            .collect();
        codes.sort();
        codes.join(" ")
    };
    let base = "CSTD_CO_SO GIAY_KHEN LD_TIEN_TIEN THON_VAN_HOA TTLD_TIEN_TIEN";
    assert_eq!(of_day("2025-06-30", "DISTRICT_CHAIR").await, base);
    assert_eq!(of_day("2025-07-01", "DISTRICT_CHAIR").await, "");
    assert_eq!(of_day("2025-06-30", "COMMUNE_CHAIR").await, "GIAY_KHEN GIA_DINH_VAN_HOA LD_TIEN_TIEN");
    assert_eq!(
        of_day("2025-07-01", "COMMUNE_CHAIR").await,
        "CSTD_CO_SO GIAY_KHEN GIA_DINH_VAN_HOA LD_TIEN_TIEN THON_VAN_HOA TTLD_TIEN_TIEN"
    );
}

#[actix_web::test]
async fn one_row_of_an_award_and_a_kind_of_authority_holds_on_a_day() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let made = admin.post("/award-authorities", authority("GIA_DINH_VAN_HOA", "OTHER")).await.expect(201);
    let path = format!("/award-authorities/{}", made.text("/id"));
    assert_eq!(admin.get(&path).await.expect(200).text("/authority"), "OTHER");
    let again = admin.post("/award-authorities", authority("GIA_DINH_VAN_HOA", "OTHER")).await;
    let refused = again.expect_problem(409, "award_authority_already_there");
    assert_eq!(refused.text("/existingId"), made.text("/id"));
    let wrong = json!({"endsBefore": "2025-01-01"});
    let mut unknown = authority("NOT_THERE", "OTHER");
    unknown["endsBefore"] = json!("2025-12-31");
    let faults = admin.post("/award-authorities", unknown).await.expect_problem(400, "invalid_request");
    assert_eq!(faults.faults(), ["/awardCode unknown_award_type", "/endsBefore ends_before_start"]);
    let faults = admin.patch(&path, 1, wrong).await.expect_problem(400, "invalid_request").faults();
    assert_eq!(faults, ["/endsBefore ends_before_start"]);
    admin.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    let changed = admin.patch(&path, 1, json!({"endsBefore": "2027-01-01"})).await.expect(200);
    assert_eq!(changed.version(), 2);
    let second = {
        let mut row = authority("GIA_DINH_VAN_HOA", "OTHER");
        row["startsOn"] = json!("2027-01-01");
        row
    };
    admin.post("/award-authorities", second).await.expect(201);
    let back = admin.patch(&path, 2, json!({"endsBefore": null})).await;
    back.expect_problem(409, "award_authority_already_there");
    let nobody = format!("/award-authorities/{NOTHING}");
    admin.patch(&nobody, 1, json!({"endsBefore": null})).await.expect_problem(404, "not_found");
    admin.get(&nobody).await.expect_problem(404, "not_found");
    let office = app.as_user("office").await;
    let foreign = office.post("/award-authorities", authority("CO_TINH", "OTHER")).await;
    foreign.expect_problem(403, "forbidden");
}
