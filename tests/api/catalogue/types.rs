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
      "rank": 90,
      "decidedBy": "Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân",
      "authorities": [
        {
          "authority": "UNIT_HEAD",
          "decidedBy": "Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân",
          "clause": "Luật 06/2022/QH15, khoản 1 Điều 80",
          "certainty": "SOURCED"
        },
        {
          "authority": "DEPARTMENT_DIRECTOR",
          "decidedBy": "Giám đốc sở, người đứng đầu cơ quan chuyên môn và tương đương thuộc Ủy ban nhân dân tỉnh",
          "clause": "Luật 06/2022/QH15, khoản 1 Điều 80",
          "certainty": "SOURCED"
        },
        {
          "authority": "COMPANY_DIRECTOR",
          "decidedBy": "Tổng giám đốc, Giám đốc doanh nghiệp, hợp tác xã",
          "clause": "Luật 06/2022/QH15, khoản 4 Điều 80",
          "certainty": "SOURCED"
        },
        {
          "authority": "COMMUNE_CHAIR",
          "decidedBy": "Chủ tịch Ủy ban nhân dân cấp xã",
          "clause": "Luật 06/2022/QH15, khoản 3 Điều 80",
          "certainty": "SOURCED"
        }
      ],
      "clause": "Luật 06/2022/QH15, Điều 24; khoản 1 Điều 80",
      "certainty": "SOURCED",
      "evaluationPeriod": "YEAR",
      "papers": [
        {
          "code": "SUBMISSION_LETTER",
          "name": "Tờ trình",
          "required": true
        },
        {
          "code": "ACHIEVEMENT_REPORT",
          "name": "Báo cáo thành tích",
          "required": true
        },
        {
          "code": "PEER_REVIEW_MINUTES",
          "name": "Biên bản bình xét thi đua",
          "required": true
        }
      ],
      "voting": null,
      "individualCoefficient": "0.3",
      "collectiveCoefficient": null,
      "householdCoefficient": null,
      "coefficientIsALimit": false,
      "startsOn": "2024-01-01",
      "endsOn": null,
      "version": 1,
      "updatedAt": "2026-11-23T07:00:00+07:00"
    }
    "#);
    let unknown = format!("/award-types/{NOTHING}");
    officer.get(&unknown).await.expect_problem(404, "not_found");
}
