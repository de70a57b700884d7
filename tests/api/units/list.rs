use serde_json::{Value, json};

use crate::support::{Actor, NOTHING, TestApp, units};

async fn codes(actor: &Actor<'_>, query: &str) -> Vec<String> {
    let page = actor.get(&format!("/units?{query}")).await.expect(200).json();
    let items = page["items"].as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| item["code"].as_str().map(str::to_owned)).collect()
}

#[actix_web::test]
async fn a_search_does_not_care_for_accents_or_case() {
    let app = TestApp::start().await;
    let actor = app.as_user("unit-snv-vp").await;
    for query in ["q=tôn giáo", "q=TON GIAO", "q=giao ton", "q=snv-btg"] {
        assert_eq!(codes(&actor, query).await, ["SNV-BTG"], "{query}");
    }
    assert_eq!(codes(&actor, "q=đong kinh").await, ["P-DK"]);
    assert_eq!(codes(&actor, "q=dong+kinh").await, ["P-DK"]);
    assert!(codes(&actor, "q=%25").await.is_empty());
}

#[actix_web::test]
async fn filters_add_up() {
    let app = TestApp::start().await;
    let actor = app.as_user("unit-snv-vp").await;
    assert_eq!(codes(&actor, "kind=WARD").await, ["P-DK", "P-KL", "P-LVT", "P-TT"]);
    assert_eq!(codes(&actor, "kind=WARD&sort=-code").await, ["P-TT", "P-LVT", "P-KL", "P-DK"]);
    assert_eq!(codes(&actor, "kind=WARD&sort=name").await, ["P-DK", "P-KL", "P-LVT", "P-TT"]);
    assert_eq!(codes(&actor, &format!("parentId={}&kind=DEPARTMENT", units::PROVINCE)).await, ["SNV"]);
    assert_eq!(
        codes(&actor, &format!("subtreeOf={}&kind=SERVICE_UNIT", units::PROVINCE)).await,
        ["SNV-TTLT"]
    );
    assert_eq!(codes(&actor, &format!("subtreeOf={}", units::WARD)).await, ["P-TT"]);
    assert!(codes(&actor, &format!("subtreeOf={NOTHING}")).await.is_empty());
}

#[actix_web::test]
async fn a_list_speaks_of_its_day() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    assert!(codes(&admin, "asOf=2025-06-30&kind=WARD").await.is_empty());
    assert_eq!(codes(&admin, "asOf=2025-06-30&kind=WARD&status=PLANNED").await.len(), 4);
    let close = json!({"action": "CLOSE", "effectiveOn": "2026-07-01"});
    admin.step_with(&format!("/units/{}", units::LAST_WARD), close).await.expect(200);
    assert_eq!(codes(&admin, "kind=WARD").await, ["P-KL", "P-LVT", "P-TT"]);
    assert_eq!(codes(&admin, "status=CLOSED&kind=WARD").await, ["P-DK"]);
    assert_eq!(codes(&admin, "asOf=2026-06-30&kind=WARD").await.len(), 4);
}

#[actix_web::test]
async fn a_subtree_knows_its_closed_and_planned_units() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let close = json!({"action": "CLOSE", "effectiveOn": "2026-07-01"});
    admin.step_with(&format!("/units/{}", units::ARCHIVE), close).await.expect(200);
    let subtree = format!("subtreeOf={}", units::DEPARTMENT);
    assert_eq!(codes(&admin, &format!("status=CLOSED&{subtree}")).await, ["SNV-TTLT"]);
    assert_eq!(codes(&admin, &format!("status=PLANNED&asOf=2012-01-01&{subtree}")).await, ["SNV-TTLT"]);
    assert!(!codes(&admin, &subtree).await.contains(&"SNV-TTLT".to_owned()));
}

#[actix_web::test]
async fn changes_since_an_instant_are_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    assert!(codes(&admin, "updatedSince=2026-11-23T08:00:01%2B07:00").await.is_empty());
    app.advance(chrono::TimeDelta::minutes(1));
    let admin = app.admin().await;
    admin.patch(&format!("/units/{}", units::WARD), 1, json!({"name": "X"})).await.expect(200);
    // An earlier change may still be on its way.
    assert!(codes(&admin, "updatedSince=2026-11-23T08:00:01%2B07:00").await.is_empty());
    app.advance(chrono::TimeDelta::seconds(41));
    let admin = app.admin().await;
    assert_eq!(codes(&admin, "updatedSince=2026-11-23T08:00:01%2B07:00").await, ["P-TT"]);
}

#[actix_web::test]
async fn the_actions_of_a_unit_are_those_of_the_caller() {
    let app = TestApp::start().await;
    let actions = async |actor: &Actor<'_>, path: &str| {
        actor.get(path).await.expect(200).json()["allowedActions"].clone()
    };
    let one = format!("/units/{}", units::OFFICE);
    assert_eq!(actions(&app.admin().await, &one).await, json!(["CLOSE"]));
    assert_eq!(actions(&app.as_user("office").await, &one).await, json!([]));
    app.sql("UPDATE role_assignments SET role = 'ADMINISTRATOR' WHERE user_id = (SELECT id FROM users WHERE username = 'leader')").await;
    let leader = app.as_user("leader").await;
    assert_eq!(actions(&leader, &one).await, json!(["CLOSE"]));
    assert_eq!(actions(&leader, &format!("/units/{}", units::WARD)).await, json!([]));
    let page = leader.get("/units?limit=200").await.expect(200).json();
    let manageable = |item: &&Value| item["allowedActions"] != json!([]);
    assert_eq!(page["items"].as_array().unwrap().iter().filter(manageable).count(), 9);
}

#[actix_web::test]
async fn the_total_is_counted_when_it_is_asked_for() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    assert_eq!(admin.get("/units?includeTotal=true&limit=1").await.json()["total"], 14);
    assert_eq!(admin.get("/units?limit=1").await.json().get("total"), None);
}

#[actix_web::test]
async fn every_word_of_a_search_counts() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let name = "Phòng một hai ba bốn năm sáu bảy tám chín";
    admin
        .post("/units", json!({"code": "DAI", "name": name, "kind": "OTHER", "openedOn": "2020-01-01"}))
        .await
        .expect(201);
    let query = |words: &str| format!("q={}", words.replace(' ', "+"));
    assert_eq!(codes(&admin, &query(name)).await, ["DAI"]);
    assert!(codes(&admin, &query(&format!("{name} mười"))).await.is_empty());
}
