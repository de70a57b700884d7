use serde_json::Value;

use crate::support::{NOTHING, TestApp, units};

fn drawn(node: &Value, depth: usize) -> String {
    let cut = if node["isTruncated"] == true { " …" } else { "" };
    let line = format!("{}{}{cut}\n", "  ".repeat(depth), node["code"].as_str().unwrap_or_default());
    let children = node["children"].as_array().cloned().unwrap_or_default();
    children.iter().fold(line, |text, child| text + &drawn(child, depth + 1))
}

#[actix_web::test]
async fn the_tree_is_nested_and_cut_at_its_depth() {
    let app = TestApp::start().await;
    let actor = app.as_user("unit-snv-vp").await;
    let tree = async |query: &str| {
        let reply = actor.get(&format!("/units/{}/tree{query}", units::PROVINCE)).await.expect(200);
        drawn(&reply.json(), 0)
    };
    insta::assert_snapshot!(tree("").await, @r"
    UBND
      P-DK
      P-KL
      P-LVT
      P-TT
      SNV
        SNV-BTG
        SNV-CCHC
        SNV-CCVC
        SNV-TCBC
        SNV-TDKT
        SNV-TTLT
        SNV-TTS
        SNV-VP
    ");
    insta::assert_snapshot!(tree("?depth=1&asOf=2006-01-01").await, @r"
    UBND
      SNV …
    ");
}

#[actix_web::test]
async fn a_tree_begins_at_a_unit_that_exists_on_the_day() {
    let app = TestApp::start().await;
    let actor = app.as_user("unit-snv-vp").await;
    actor.get(&format!("/units/{NOTHING}/tree")).await.expect_problem(404, "not_found");
    actor.get(&format!("/units/{}/tree?asOf=2020-01-01", units::WARD)).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn a_tree_beyond_two_thousand_units_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for letter in ["A", "B"] {
        let rows: String = (0..1_000).map(|n| format!("{letter}{n},Đơn vị,OTHER,SNV,2026-01-01\n")).collect();
        let file = format!("code,name,kind,parentCode,openedOn\n{rows}");
        admin.call(reqwest::Method::POST, "/units/import").text("text/csv", &file).send().await.expect(200);
    }
    admin.get(&format!("/units/{}/tree", units::PROVINCE)).await.expect_problem(409, "tree_too_large");
    admin.get(&format!("/units/{}/tree", units::OFFICE)).await.expect(200);
}
