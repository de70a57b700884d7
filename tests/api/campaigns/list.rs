use serde_json::json;

use super::{column, complete, grant, running};
use crate::support::{Actor, TestApp, units};

async fn titles(actor: &Actor<'_>, query: &str) -> Vec<String> {
    let page = actor.get(&format!("/campaigns?{query}")).await.expect(200).json();
    let short = |title: String| title.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
    column(&page["items"], "title").into_iter().map(short).collect()
}

#[actix_web::test]
async fn a_list_shows_what_the_caller_may_see() {
    let app = TestApp::start().await;
    assert_eq!(titles(&app.as_user("office").await, "").await, ["m 2027 (mẫu)", "Sơn năm 2023"]);
    assert_eq!(titles(&app.auditor().await, "").await.len(), 2);
    assert_eq!(titles(&app.as_user("unit-snv-vp").await, "").await, ["Sơn năm 2023"]);
    grant(&app, "unit-p-tt", "LEADER", units::WARD).await;
    assert_eq!(titles(&app.as_user("unit-p-tt").await, "status=DRAFT").await, [""; 0]);
    app.anonymous().get("/campaigns").await.expect_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn filters_add_up() {
    let app = TestApp::start().await;
    running(&app).await;
    let office = app.as_user("office").await;
    let count = async |query: &str| titles(&office, query).await.len();
    assert_eq!(count("").await, 3);
    assert_eq!(count("status=LAUNCHED").await, 2);
    assert_eq!(count("status=LAUNCHED,DRAFT").await, 3);
    assert_eq!(count("form=REGULAR").await, 2);
    assert_eq!(count("form=REGULAR&level=SECTOR&status=DRAFT").await, 1);
    assert_eq!(count("startsOnFrom=2026-01-01&startsOnTo=2026-12-31").await, 1);
    assert_eq!(count(&format!("participantUnitId={}", units::DISTRICT_OFFICE)).await, 1);
    assert_eq!(count(&format!("participantUnitId={}", units::OFFICE)).await, 2);
    assert_eq!(count(&format!("launchingUnitId={}", units::DEPARTMENT)).await, 3);
    app.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(count("updatedSince=2026-11-23T00:00:00%2B07:00").await, 1);
    assert_eq!(count("q=chuyen+doi+so").await, 1);
    assert_eq!(count("q=SIẾT+kỷ+cương").await, 2);
    assert_eq!(count("q=pt-2026-001").await, 1);
    let faults =
        office.get("/campaigns?status=NONE&color=red").await.expect_problem(400, "invalid_request").faults();
    assert_eq!(faults, ["color unknown_parameter", "status unknown_value"]);
}

#[actix_web::test]
async fn a_list_is_read_page_by_page_in_any_order() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for n in 0..5 {
        let mut body = complete();
        body["title"] = json!(format!("Phong trào {}", n % 3));
        if n == 0 {
            body["startsOn"] = json!(null);
        }
        office.post("/campaigns", body).await.expect(201);
    }
    for sort in ["-startsOn", "startsOn", "title", "-title"] {
        let all = office.get(&format!("/campaigns?sort={sort}&includeTotal=true")).await.expect(200).json();
        assert_eq!(all["total"], 7);
        let (mut pages, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/campaigns?sort={sort}&limit=2{cursor}");
            let page = office.get(&path).await.expect(200).json();
            pages.extend(page["items"].as_array().unwrap().clone());
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(&pages, all["items"].as_array().unwrap(), "{sort}");
    }
}
