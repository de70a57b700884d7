use serde_json::Value;

use serde_json::json;

use crate::support::{NOTHING, TestApp, sample_id};

#[actix_web::test]
async fn the_awards_of_a_day_are_listed_by_rank() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let codes = async |query: &str| {
        let page = officer.get(&format!("/award-types?{query}")).await.expect(200).json();
        let code = |award: &Value| award["code"].as_str().unwrap().to_owned();
        page["items"].as_array().unwrap().iter().map(code).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        codes("kind=TITLE&level=PROVINCIAL").await,
        "CO_TINH CO_QUAN_KHU CSTD_TINH TTLD_XUAT_SAC DON_VI_QUYET_THANG XA_PHUONG_TIEU_BIEU"
    );
    assert_eq!(
        codes("recipient=HOUSEHOLD").await,
        "BANG_KHEN_THU_TUONG BANG_KHEN_TINH GIA_DINH_VAN_HOA GIAY_KHEN"
    );
    assert_eq!(codes("asOf=2004-06-30").await, "");
    assert_eq!(codes("asOf=2023-12-31&recipient=HOUSEHOLD").await, "GIA_DINH_VAN_HOA");
    let first = officer.get("/award-types?level=PROVINCIAL&limit=2").await.expect(200);
    let cursor = first.text("/nextCursor");
    let next = codes(&format!("level=PROVINCIAL&limit=2&cursor={cursor}")).await;
    assert_eq!(next, "CSTD_TINH BANG_KHEN_TINH");
    officer
        .get(&format!("/award-types?level=BASE&limit=2&cursor={cursor}"))
        .await
        .expect_problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn an_award_says_its_article_and_how_sure_we_are_of_it() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let path = format!("/award-types/{}", sample_id(0xe10));
    let award = officer.get(&path).await.expect(200).json();
    assert_eq!((&award["code"], &award["name"]), (&json!("LD_TIEN_TIEN"), &json!("Lao động tiên tiến")));
    assert_eq!(award["clause"], "Luật 06/2022/QH15, Điều 24; khoản 1 Điều 80");
    assert_eq!((&award["certainty"], &award["evaluationPeriod"]), (&json!("SOURCED"), &json!("YEAR")));
    // What the sample's province has regulated.
    assert_eq!(
        (&award["individualCoefficient"], &award["voting"]["quorum"]),
        (&json!("0.3"), &json!("0.66"))
    );
    let papers: Vec<&str> =
        award["papers"].as_array().unwrap().iter().map(|paper| paper["name"].as_str().unwrap()).collect();
    assert_eq!(papers, ["Tờ trình", "Báo cáo thành tích", "Biên bản bình xét thi đua"]);
    let deciders: Vec<&str> = award["authorities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["authority"].as_str().unwrap())
        .collect();
    assert_eq!(deciders, ["UNIT_HEAD", "DEPARTMENT_DIRECTOR", "COMPANY_DIRECTOR", "COMMUNE_CHAIR"]);
    let unknown = format!("/award-types/{NOTHING}");
    officer.get(&unknown).await.expect_problem(404, "not_found");
}
