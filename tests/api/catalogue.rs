use serde_json::Value;

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
        "CO_TINH CSTD_TINH TTLD_XUAT_SAC XA_PHUONG_TIEU_BIEU"
    );
    assert_eq!(
        codes("recipient=HOUSEHOLD").await,
        "BANG_KHEN_THU_TUONG BANG_KHEN_TINH GIA_DINH_VAN_HOA GIAY_KHEN"
    );
    assert_eq!(codes("asOf=2023-12-31").await, "");
    let first = officer.get("/award-types?limit=7").await.expect(200);
    let cursor = first.text("/nextCursor");
    assert_eq!(codes(&format!("limit=2&cursor={cursor}")).await, "CO_TINH CSTD_TINH");
    officer
        .get(&format!("/award-types?level=BASE&cursor={cursor}"))
        .await
        .expect_problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn an_award_says_its_article_and_how_sure_we_are_of_it() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let path = format!("/award-types/{}", sample_id(0xe10));
    insta::assert_snapshot!(officer.get(&path).await.snapshot(), @r#"
    200
    etag: "v1-<hash>"
    content-language: vi
    {
      "id": "01980000-0000-7000-8000-000000000e10",
      "code": "LD_TIEN_TIEN",
      "name": "Lao động tiên tiến",
      "kind": "TITLE",
      "level": "BASE",
      "recipients": [
        "INDIVIDUAL"
      ],
      "decidedBy": "Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân",
      "clause": "Luật 06/2022/QH15, Điều 24; khoản 1 Điều 80",
      "certainty": "SOURCED",
      "startsOn": "2024-01-01",
      "endsOn": null
    }
    "#);
    let unknown = format!("/award-types/{NOTHING}");
    officer.get(&unknown).await.expect_problem(404, "not_found");
}
