use serde_json::json;

use super::{directive_with, registered};
use crate::support::{Actor, TestApp};

async fn shown(actor: &Actor<'_>, query: &str) -> Vec<String> {
    let page = actor.get(&format!("/documents?{query}")).await.expect(200).json();
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["display"].as_str().unwrap_or("null").to_owned()).collect()
}

/// Three documents that the sample does not have.
async fn three(app: &TestApp) {
    let office = app.as_user("office").await;
    for other in [
        json!({"display": "101/CT-UBND"}),
        json!({"display": "102/QĐ-UBND", "type": "Quyết định", "issuedOn": "2025-05-01", "subject": "100% đơn vị"}),
        json!({"display": "103/2025/NĐ-CP", "issuerName": "Chính phủ", "issuedOn": "2025-06-01", "subject": null}),
    ] {
        registered(&office, directive_with(other)).await;
    }
}

#[actix_web::test]
async fn the_last_registered_comes_first() {
    let app = TestApp::start().await;
    three(&app).await;
    let newest = shown(&app.as_user("unit-p-tt").await, "limit=3").await;
    assert_eq!(newest, ["103/2025/NĐ-CP", "102/QĐ-UBND", "101/CT-UBND"]);
}

#[actix_web::test]
async fn a_search_does_not_care_for_accents_or_case() {
    let app = TestApp::start().await;
    three(&app).await;
    let reader = app.as_user("unit-p-tt").await;
    for (query, expected) in [
        ("q=Quyết định 102", vec!["102/QĐ-UBND"]),
        ("q=QUYET DINH 102", vec!["102/QĐ-UBND"]),
        ("q=103/2025/nđ-cp", vec!["103/2025/NĐ-CP"]),
        ("q=103 chính phu", vec!["103/2025/NĐ-CP"]),
        ("q=đơn+vị 100%25", vec!["102/QĐ-UBND"]),
        ("q=ubnd tinh (mau)", vec!["102/QĐ-UBND", "101/CT-UBND"]),
        ("q=10_", vec![]),
        ("q=khong co gi", vec![]),
    ] {
        assert_eq!(shown(&reader, query).await, expected, "{query}");
    }
}

#[actix_web::test]
async fn a_search_finds_what_a_correction_says() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive_with(json!({"subject": "Giống xoài"}))).await;
    assert_eq!(shown(&office, "q=xoai").await, ["07/CT-UBND"]);
    office.patch(&path, 1, json!({"subject": "Giống muỗm"})).await.expect(200);
    assert_eq!(shown(&office, "q=xoai").await, [""; 0]);
    assert_eq!(shown(&office, "q=muom").await, ["07/CT-UBND"]);
}

#[actix_web::test]
async fn filters_add_up() {
    let app = TestApp::start().await;
    three(&app).await;
    let reader = app.as_user("unit-p-tt").await;
    for (query, expected) in [
        ("number=101", vec!["101/CT-UBND"]),
        ("notation=QĐ-UBND", vec!["102/QĐ-UBND"]),
        ("notation=qđ-ubnd", vec![]),
        ("year=2025", vec!["103/2025/NĐ-CP", "102/QĐ-UBND", "1672/NQ-UBTVQH15"]),
        ("year=2025&q=mau", vec!["102/QĐ-UBND"]),
        ("year=2025&notation=NĐ-CP&number=103", vec!["103/2025/NĐ-CP"]),
        ("year=2026&notation=NĐ-CP", vec![]),
        ("number=0101", vec![]),
    ] {
        assert_eq!(shown(&reader, query).await, expected, "{query}");
    }
    for (query, fault) in [
        ("number=x", "number wrong_format"),
        ("year=1899", "year out_of_range"),
        ("updatedSince=2026-11-23", "updatedSince wrong_format"),
        ("issuer=x", "issuer unknown_parameter"),
    ] {
        let reply = reader.get(&format!("/documents?{query}")).await.expect_problem(400, "invalid_request");
        assert_eq!(reply.faults(), [fault]);
    }
}

#[actix_web::test]
async fn changes_since_an_instant_are_found() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = registered(&office, directive_with(json!({}))).await;
    let since = "updatedSince=2026-11-23T08:01:00%2B07:00";
    app.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(shown(&office, "updatedSince=2026-11-23T01:00:00Z").await, ["07/CT-UBND"]);
    assert_eq!(shown(&office, since).await, [""; 0]);
    office.patch(&path, 1, json!({"urgency": "FLASH"})).await.expect(200);
    app.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(shown(&office, since).await, ["07/CT-UBND"]);
}

#[actix_web::test]
async fn pages_add_up_to_the_list() {
    let app = TestApp::start().await;
    three(&app).await;
    let reader = app.as_user("unit-p-tt").await;
    let whole = shown(&reader, "limit=200").await;
    for limit in [1, 2, whole.len()] {
        let (mut pages, mut query) = (Vec::new(), format!("limit={limit}"));
        loop {
            pages.extend(shown(&reader, &query).await);
            let page = reader.get(&format!("/documents?{query}")).await.expect(200).json();
            let Some(cursor) = page["nextCursor"].as_str() else { break };
            query = format!("limit={limit}&cursor={cursor}");
        }
        assert_eq!(pages, whole, "{limit}");
    }
}

#[actix_web::test]
async fn a_cursor_holds_for_its_own_list() {
    let app = TestApp::start().await;
    three(&app).await;
    let reader = app.as_user("unit-p-tt").await;
    let page = reader.get("/documents?limit=1&year=2025").await.expect(200);
    let cursor = page.text("/nextCursor");
    let link = format!("</api/v1/documents?limit=1&year=2025&cursor={cursor}>; rel=\"next\"");
    assert_eq!(page.header("link"), Some(link.as_str()));
    reader.get(&format!("/documents?year=2025&cursor={cursor}")).await.expect(200);
    reader.get(&format!("/documents?cursor={cursor}")).await.expect_problem(400, "cursor_mismatch");
    reader.get("/documents?cursor=abc").await.expect_problem(400, "invalid_cursor");
}
