//! Nominations that come in by table: a draft for each row, or what is wrong with it.

use serde_json::json;

use crate::campaigns::column;
use crate::imports;
use crate::support::TestApp;

const HEADER: &str = "Mã đơn vị đề nghị,Mã cán bộ,Mã đơn vị,Họ và tên,Mã khen thưởng,Loại khen thưởng,Năm,Mã phong trào,Từ ngày,Đến ngày,Thành tích\n";

async fn read(app: &TestApp, account: &str, rows: &str) -> String {
    let officer = app.as_user(account).await;
    imports::read_kind(app, &officer, "NOMINATIONS", format!("{HEADER}{rows}").into_bytes()).await
}

#[actix_web::test]
async fn a_list_becomes_drafts() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let rows = "SNV-VP,CB001,,,GIAY_KHEN,Công trạng,2017,,,,Số hóa hồ sơ\n\
        SNV-VP,CB001,,,GIAY_KHEN,Đột xuất,2017,,01/03/2017,05/03/2017,Cứu hộ trong lũ\n\
        SNV-VP,,SNV-VP,,GIAY_KHEN,Phong trào,,PT-2023-001,,,Dẫn đầu phong trào\n";
    let path = read(&app, "unit-snv-vp", rows).await;
    assert_eq!(imports::summary(&officer, &path).await, "READY 3 0 0");
    officer.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(imports::summary(&officer, &path).await, "COMMITTED 3 0 3");
    let drafts = officer.get("/nominations?status=DRAFT&year=2017").await.expect(200).json();
    assert_eq!(column(&drafts["items"], "commendationKind"), ["AD_HOC", "MERIT"]);
    let of_campaign =
        officer.get("/nominations?status=DRAFT&commendationKind=CAMPAIGN").await.expect(200).json();
    let own = format!("/nominations/{}", of_campaign["items"][0]["id"].as_str().unwrap());
    let own = officer.get(&own).await.expect(200).json();
    assert_eq!((&own["year"], &own["achievement"]), (&json!(2023), &json!("Dẫn đầu phong trào")));
    assert!(own["papers"].as_array().is_some_and(|papers| !papers.is_empty()));
    // The same list once more finds them all.
    let path = read(&app, "unit-snv-vp", rows).await;
    assert_eq!(
        imports::faults(&officer, &path).await,
        [
            "/2/staffCode nomination_already_there",
            "/3/staffCode nomination_already_there",
            "/4/unitCode nomination_already_there",
        ]
    );
}

#[actix_web::test]
async fn what_is_wrong_with_a_row_is_told_at_its_column() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let rows = "KHONG-CO,CB001,,,GIAY_KHEN,Công trạng,2017,,,,A\n\
        SNV-TTS,CB001,,,GIAY_KHEN,Công trạng,2016,,,,A\n\
        SNV-VP,CB004,,,GIAY_KHEN,Công trạng,2017,,,,A\n\
        SNV-VP,CB001,,Tên Khác,GIAY_KHEN,Công trạng,2015,,,,A\n\
        SNV-VP,CB001,,,KHONG_CO,Công trạng,2017,,,,A\n\
        SNV-VP,CB001,,,CO_TINH,Công trạng,2017,,,,A\n\
        SNV-VP,CB001,,,GIAY_KHEN,Phong trào,,PT-0000-000,,,A\n\
        SNV-VP,CB001,,,GIAY_KHEN,Đột xuất,2017,,,,A\n\
        SNV-VP,CB001,,,GIAY_KHEN,Công trạng,2027,,,,A\n\
        SNV-VP,,,,GIAY_KHEN,Công trạng,2017,,,,A\n\
        SNV-VP,CB001,,,GIAY_KHEN,Công trạng,2018,,,,\n";
    let path = read(&app, "unit-snv-vp", rows).await;
    assert_eq!(
        imports::faults(&officer, &path).await,
        [
            "/2/nominatingUnitCode unknown_unit",
            "/3/nominatingUnitCode forbidden",
            "/4/staffCode unknown_person",
            "/5/name name_differs",
            "/6/award unknown_award_code",
            "/7/award award_not_for_this_recipient",
            "/8/campaignCode unknown_campaign",
            "/9/startsOn needed_for_this_kind",
            "/9/endsOn needed_for_this_kind",
            "/10/year year_in_the_future",
            "/11/staffCode one_subject_needed",
            "/12/achievement required",
        ]
    );
}

#[actix_web::test]
async fn who_acts_for_no_unit_brings_no_nominations_in() {
    let app = TestApp::start().await;
    let auditor = app.auditor().await;
    let refused = imports::send_kind(&auditor, "NOMINATIONS", format!("{HEADER}A\n").into_bytes()).await;
    refused.expect_problem(403, "forbidden");
}
