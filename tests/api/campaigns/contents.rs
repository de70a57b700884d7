use reqwest::Method;
use serde_json::{Value, json};

use super::{column, content, draft, launched};
use crate::support::{Actor, NOTHING, Reply, TestApp, campaigns, sample_id};

async fn remove(actor: &Actor<'_>, path: &str, version: i32) -> Reply {
    actor.call(Method::DELETE, path).version(version).send().await
}

async fn ordinals(actor: &Actor<'_>) -> Vec<String> {
    column(&actor.get(&draft()).await.expect(200).json()["contentItems"], "ordinal")
}

fn indicator() -> Value {
    json!({
        "name": "Hồ sơ đúng hạn", "unitOfMeasure": "%", "baseline": "92.5", "target": "98.25", "direction": "UP",
        "aggregation": "LAST", "evidenceRequired": true,
    })
}

#[actix_web::test]
async fn a_content_is_added_with_its_indicators() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let body =
        json!({"parentId": sample_id(0x402), "title": "Cải cách hành chính", "indicators": [indicator()]});
    let reply = office.post(&format!("{}/contents", draft()), body).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    201
    location: /api/v1/campaigns/01980000-0000-7000-8000-000000000400/contents/<id>
    etag: "v2-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "campaign": {
        "id": "01980000-0000-7000-8000-000000000400",
        "code": null,
        "title": "Phong trào thi đua hoàn thành xuất sắc nhiệm vụ công tác ngành Nội vụ tỉnh Lạng Sơn năm 2027 (mẫu)"
      },
      "parentId": "01980000-0000-7000-8000-000000000402",
      "place": 12,
      "ordinal": "II.2.12",
      "title": "Cải cách hành chính",
      "text": null,
      "indicators": [
        {
          "id": "<id>",
          "name": "Hồ sơ đúng hạn",
          "unitOfMeasure": "%",
          "baseline": "92.5",
          "target": "98.25",
          "direction": "UP",
          "aggregation": "LAST",
          "evidenceRequired": true
        }
      ],
      "version": 2
    }
    "#);
    let read = office.get(reply.header("location").unwrap().trim_start_matches("/api/v1")).await.expect(200);
    assert_eq!(read.json(), reply.json());
    assert_eq!(office.get(&draft()).await.json()["version"], 2);
}

#[actix_web::test]
async fn contents_are_numbered_as_printed_or_by_the_next_free_number() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/contents", draft());
    let add = async |body: Value| office.post(&path, body).await.expect(201).text("/ordinal");
    assert_eq!(add(json!({"title": "Một", "ordinal": "IV"})).await, "IV");
    assert_eq!(add(json!({"title": "Hai"})).await, "5");
    assert_eq!(add(json!({"title": "Ba", "parentId": sample_id(0x402)})).await, "II.2.12");
    assert_eq!(add(json!({"title": "Bốn", "place": 1})).await, "6");
    assert_eq!(ordinals(&office).await, ["6", "II.1", "II.2", "II.3", "IV", "5"]);
    office
        .post(&path, json!({"title": "Trùng", "ordinal": "IV"}))
        .await
        .expect_problem(409, "content_ordinal_taken");
}

#[actix_web::test]
async fn a_content_moves_with_everything_under_it() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    office.patch(&content(0x402), 1, json!({"place": 1})).await.expect(200);
    assert_eq!(ordinals(&office).await, ["II.2", "II.1", "II.3"]);
    office.patch(&content(0x402), 2, json!({"parentId": sample_id(0x401)})).await.expect(200);
    let tree = office.get(&draft()).await.json()["contentItems"].clone();
    assert_eq!(column(&tree, "ordinal"), ["II.1", "II.3"]);
    assert_eq!(tree[0]["children"][0]["children"].as_array().unwrap().len(), 11);
    office.patch(&content(0x402), 3, json!({"parentId": null, "ordinal": "I"})).await.expect(200);
    assert_eq!(ordinals(&office).await, ["II.1", "II.3", "I"]);
}

#[actix_web::test]
async fn a_content_does_not_move_under_itself() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for below in [0x402, 0x403, 0x40d] {
        let reply = office.patch(&content(0x402), 1, json!({"parentId": sample_id(below)})).await;
        reply.expect_problem(409, "content_under_itself");
    }
    let reply = office.patch(&content(0x402), 1, json!({"parentId": NOTHING})).await;
    assert_eq!(reply.expect_problem(400, "invalid_request").faults(), ["/parentId unknown_content"]);
}

#[actix_web::test]
async fn a_tree_has_bounds() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/contents", draft());
    let mut parent = Value::Null;
    for level in 1..=20 {
        let body = json!({"title": "Cấp", "ordinal": format!("T{level}"), "parentId": parent});
        parent = office.post(&path, body).await.expect(201).json()["id"].clone();
    }
    let below = json!({"title": "Cấp 21", "ordinal": "T21", "parentId": parent});
    office.post(&path, below).await.expect_problem(409, "content_too_deep");
    app.sql(&format!(
        "INSERT INTO campaign_contents (id, campaign_id, place, ordinal, title)
         SELECT gen_random_uuid(), '{}', n, 'X' || n, 'X' FROM generate_series(100, 1065) AS n",
        campaigns::DRAFT
    ))
    .await;
    office.post(&path, json!({"title": "Quá nhiều"})).await.expect_problem(409, "too_many_contents");
}

#[actix_web::test]
async fn contents_have_a_million_letters_in_all() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/contents", draft());
    let long = |ordinal: usize| json!({"ordinal": format!("L{ordinal}"), "text": "đ".repeat(99_000)});
    for ordinal in 1..=10 {
        office.post(&path, long(ordinal)).await.expect(201);
    }
    office.post(&path, long(11)).await.expect_problem(409, "contents_too_long");
}

#[actix_web::test]
async fn a_content_says_something() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let reply = office.post(&format!("{}/contents", draft()), json!({"ordinal": "IV"})).await;
    assert_eq!(reply.expect_problem(400, "invalid_request").faults(), ["/text content_says_nothing"]);
    let reply = office.patch(&content(0x401), 1, json!({"title": null, "text": null})).await;
    assert_eq!(reply.expect_problem(400, "invalid_request").faults(), ["/text content_says_nothing"]);
}

#[actix_web::test]
async fn an_indicator_is_kept_changed_or_goes_by_its_id() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let set = async |version: i32, indicators: Value| {
        office.patch(&content(0x401), version, json!({"indicators": indicators})).await
    };
    let first = set(1, json!([indicator(), indicator()])).await.expect(200).json()["indicators"].clone();
    let mut kept = first[1].clone();
    kept["target"] = json!("99");
    let second = set(2, json!([kept])).await.expect(200).json()["indicators"].clone();
    assert_eq!((second.as_array().unwrap().len(), &second[0]["id"]), (1, &first[1]["id"]));
    assert_eq!((&second[0]["target"], &second[0]["baseline"]), (&json!("99"), &json!("92.5")));
    let mut wrong = indicator();
    wrong["id"] = json!(NOTHING);
    wrong["direction"] = json!("DOWN");
    let reply = set(3, json!([kept, kept, wrong])).await.expect_problem(400, "invalid_request");
    assert_eq!(
        reply.faults(),
        [
            "/indicators/1/id named_twice",
            "/indicators/2/id unknown_indicator",
            "/indicators/2/target indicator_goes_its_direction",
        ]
    );
    for wrong in [json!(98), json!("NaN"), json!("1e9"), json!("0.1234567"), json!("9".repeat(40))] {
        let mut indicator = indicator();
        indicator["target"] = wrong.clone();
        set(3, json!([indicator])).await.expect_problem(400, "invalid_request");
    }
}

#[actix_web::test]
async fn a_content_goes_after_those_under_it() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    remove(&office, &content(0x402), 1).await.expect_problem(409, "content_has_children");
    remove(&office, &content(0x403), 9).await.expect_problem(412, "stale_version");
    remove(&office, &content(0x403), 1).await.expect(204);
    remove(&office, &content(0x403), 2).await.expect_problem(404, "not_found");
    office.get(&content(0x403)).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn contents_of_a_launched_campaign_stand() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/contents/{}", launched(), sample_id(0x301));
    let new = json!({"title": "Mới"});
    office.post(&format!("{}/contents", launched()), new).await.expect_problem(409, "campaign_is_no_draft");
    office.patch(&path, 3, json!({"title": "Mới"})).await.expect_problem(409, "campaign_is_no_draft");
    remove(&office, &path, 3).await.expect_problem(409, "campaign_is_no_draft");
    office.patch(&path, 3, json!({})).await.expect_problem(400, "nothing_to_change");
    app.as_user("leader")
        .await
        .patch(&content(0x401), 1, json!({"title": "X"}))
        .await
        .expect_problem(403, "forbidden");
}
