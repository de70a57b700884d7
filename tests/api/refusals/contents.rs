use serde_json::{Value, json};

use super::has_fault;
use crate::campaigns::{content, draft, launched};
use crate::support::{Actor, NOTHING, Reply, TestApp, campaigns, documents, sample_id};

/// Below each other, as deep as contents may stand.
const CHAIN: &str = "DO $$ DECLARE above uuid; own uuid; BEGIN
    FOR n IN 1..20 LOOP
        own := overlay('CAMPAIGN' PLACING lpad(n::text, 4, '0') FROM 33)::uuid;
        INSERT INTO campaign_contents (id, campaign_id, parent_id, place, ordinal, title)
        VALUES (own, 'CAMPAIGN', above, 1000 + n, 'T' || n, 'Cấp');
        above := own;
    END LOOP; END $$";

fn indicators() -> Value {
    let one = json!({"id": NOTHING, "name": "Hồ sơ đúng hạn", "unitOfMeasure": "%", "baseline": "92", "target": "98",
        "direction": "DOWN", "aggregation": "LAST", "evidenceRequired": false});
    json!([one, one])
}

async fn amend(office: &Actor<'_>, others: Value) -> Reply {
    let body = json!({"documentId": documents::AMENDING, "summary": "X"});
    office.post(&format!("{}/amendments", launched()), super::with(&body, others)).await
}

/// Lets contents stand as deep as they may; answers with the id of the deepest.
async fn deepest(app: &TestApp, campaign: &str) -> String {
    app.sql(&CHAIN.replace("CAMPAIGN", campaign)).await;
    format!("{}0020", &campaign[..32])
}

#[actix_web::test]
async fn indicators_of_a_content_are_its_own_and_go_their_direction() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let new = json!({"title": "X", "ordinal": "X", "indicators": indicators()});
    let faults = ["0/id unknown_indicator", "0/target indicator_goes_its_direction", "1/id named_twice"];
    for fault in faults {
        let added = office.post(&format!("{}/contents", draft()), new.clone()).await;
        has_fault(added, &format!("/indicators/{fault}"));
        let amended = amend(&office, json!({"addedContents": [new]})).await;
        has_fault(amended, &format!("/addedContents/0/indicators/{fault}"));
    }
    let below = json!({"title": "X", "parentId": NOTHING});
    has_fault(office.post(&format!("{}/contents", draft()), below).await, "/parentId unknown_content");
}

#[actix_web::test]
async fn a_change_keeps_the_bounds_of_the_tree() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let change = async |body: Value| office.patch(&content(0x401), 1, body).await;
    change(json!({"ordinal": "II.2"})).await.expect_problem(409, "content_ordinal_taken");
    let parent = deepest(&app, campaigns::DRAFT).await;
    change(json!({"parentId": parent})).await.expect_problem(409, "content_too_deep");
    app.sql(&format!(
        "UPDATE campaign_contents SET body = repeat('đ', 90000) WHERE campaign_id = '{}' AND title = 'Cấp'",
        campaigns::DRAFT
    ))
    .await;
    change(json!({"text": "đ"})).await.expect_problem(409, "contents_too_long");
}

#[actix_web::test]
async fn an_amendment_keeps_the_bounds_of_the_tree() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let change = async |body: Value| amend(&office, json!({"changedContents": [body]})).await;
    let silent = json!({"id": sample_id(0x301), "changes": {"title": null, "text": null}});
    has_fault(change(silent).await, "/changedContents/0/changes/text content_says_nothing");
    let under = json!({"id": sample_id(0x302), "changes": {"parentId": sample_id(0x303)}});
    change(under).await.expect_problem(409, "content_under_itself");
    let taken = json!({"id": sample_id(0x301), "changes": {"ordinal": "II.2"}});
    change(taken).await.expect_problem(409, "content_ordinal_taken");
    let parent = deepest(&app, campaigns::LAUNCHED).await;
    let deep = json!({"addedContents": [{"title": "X", "ordinal": "X", "parentId": parent}]});
    amend(&office, deep).await.expect_problem(409, "content_too_deep");
    app.sql(&format!(
        "INSERT INTO campaign_contents (id, campaign_id, place, ordinal, title)
         SELECT gen_random_uuid(), '{}', n, 'X' || n, 'X' FROM generate_series(2000, 2965) AS n",
        campaigns::LAUNCHED
    ))
    .await;
    amend(&office, json!({"addedContents": [{"title": "X", "ordinal": "Y"}]}))
        .await
        .expect_problem(409, "too_many_contents");
    app.sql(&format!(
        "UPDATE campaign_contents SET body = repeat('đ', 90000) WHERE campaign_id = '{}' AND title = 'Cấp'",
        campaigns::LAUNCHED
    ))
    .await;
    let long = json!({"id": sample_id(0x301), "changes": {"text": "đ"}});
    change(long).await.expect_problem(409, "contents_too_long");
}
