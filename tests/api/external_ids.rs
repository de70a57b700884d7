//! What other systems call things, in one form.

use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::clients::registered;
use crate::oauth::call_as;
use crate::support::names::NOTHING;
use crate::support::{Actor, Reply, TestApp, campaigns, documents, units};

async fn put(actor: &Actor<'_>, (kind, id): (&str, &str), value: &str) -> Reply {
    let body = json!({"externalId": value});
    actor.call(Method::PUT, &format!("/external-ids/lgsp/{kind}/{id}")).json(&body).send().await
}

async fn end(actor: &Actor<'_>, (kind, id): (&str, &str)) -> Reply {
    actor.call(Method::DELETE, &format!("/external-ids/lgsp/{kind}/{id}")).send().await
}

async fn found(actor: &Actor<'_>, query: &str) -> Vec<Value> {
    let page = actor.get(&format!("/external-ids?{query}")).await.expect(200).json();
    page["items"].as_array().unwrap().clone()
}

/// An item that a unit pledged.
async fn item(app: &TestApp) -> (String, String) {
    let office = app.as_user("office").await;
    let path = format!("/campaigns/{}/pledge-items?limit=200", campaigns::LAUNCHED);
    let items = office.get(&path).await.expect(200).json();
    let own =
        items["items"].as_array().unwrap().iter().find(|item| item["unit"]["code"] == "SNV-BTG").unwrap();
    (own["id"].as_str().unwrap().to_owned(), own["code"].as_str().unwrap().to_owned())
}

#[actix_web::test]
async fn every_kind_of_thing_has_its_ids_in_one_form() {
    let app = TestApp::start().await;
    let (admin, office, officer) =
        (app.admin().await, app.as_user("office").await, app.as_user("unit-snv-btg").await);
    let person = office.get("/people?limit=1").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let (item, item_code) = item(&app).await;
    let things = [
        ("UNIT", units::DEPARTMENT, &admin),
        ("CAMPAIGN", campaigns::LAUNCHED, &office),
        ("DOCUMENT", documents::AMENDING, &office),
        ("PERSON", person.as_str(), &office),
        ("PLEDGE_ITEM", item.as_str(), &officer),
    ];
    for (kind, id, keeper) in things {
        let given = put(keeper, (kind, id), "A-1/2").await.expect(201);
        assert_eq!(
            [
                given.text("/externalSystem"),
                given.text("/thingType"),
                given.text("/thingId"),
                given.text("/externalId")
            ],
            ["lgsp", kind, id, "A-1/2"]
        );
        put(keeper, (kind, id), "A-1/2").await.expect(200);
        put(keeper, (kind, id), "B").await.expect_problem(409, "external_id_already_given");
        let by_id = found(keeper, &format!("externalSystem=lgsp&externalId=A-1%2F2&thingType={kind}")).await;
        assert_eq!(by_id, [given.json()], "{kind}");
        assert_eq!(found(keeper, &format!("thingId={id}&externalSystem=lgsp")).await, by_id);
    }
    assert_eq!(found(&officer, "thingType=PLEDGE_ITEM").await[0]["thingCode"], item_code.as_str());
    assert_eq!(
        column(&json!(found(&office, "externalSystem=lgsp&limit=2").await), "thingType"),
        ["CAMPAIGN", "DOCUMENT"]
    );
    for (kind, id, keeper) in things {
        end(keeper, (kind, id)).await.expect(204);
        end(keeper, (kind, id)).await.expect_problem(404, "not_found");
        assert!(found(keeper, &format!("thingId={id}&externalSystem=lgsp")).await.is_empty());
    }
    app.run_sequencer().await;
    let records = app.auditor().await.get("/audit-records?limit=20").await.expect(200).json();
    for (action, times) in
        [("EXTERNAL_ID_GIVEN", 3), ("EXTERNAL_ID_ENDED", 3), ("UNIT_CHANGED", 2), ("PERSON_CHANGED", 2)]
    {
        let own = records["items"].as_array().unwrap().iter().filter(|record| record["action"] == action);
        assert_eq!(own.count(), times, "{action}");
    }
}

#[actix_web::test]
async fn an_id_stands_for_one_thing_of_a_kind() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let draft = campaigns::DRAFT;
    put(&office, ("CAMPAIGN", campaigns::LAUNCHED), "A").await.expect(201);
    let taken = put(&office, ("CAMPAIGN", draft), "A").await.expect_problem(409, "external_id_taken");
    assert_eq!(taken.text("/existingId"), campaigns::LAUNCHED);
    put(&office, ("DOCUMENT", documents::AMENDING), "A").await.expect(201);
    put(&admin, ("UNIT", units::DEPARTMENT), "A").await.expect(201);
    let taken =
        put(&admin, ("UNIT", units::EMULATION_BOARD), "A").await.expect_problem(409, "external_id_taken");
    assert_eq!(taken.text("/existingId"), units::DEPARTMENT);
}

#[actix_web::test]
async fn two_that_give_one_id_at_once_give_it_once() {
    let app = TestApp::start().await;
    let (office, draft) = (app.as_user("office").await, campaigns::DRAFT);
    let (one, other) = (("CAMPAIGN", campaigns::LAUNCHED), ("CAMPAIGN", draft));
    let (one, other) = tokio::join!(put(&office, one, "A"), put(&office, other, "A"));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[actix_web::test]
async fn only_who_keeps_a_thing_keeps_its_ids() {
    let app = TestApp::start().await;
    let (office, leader, auditor) =
        (app.as_user("office").await, app.as_user("leader").await, app.auditor().await);
    let (item, _) = item(&app).await;
    put(&office, ("CAMPAIGN", campaigns::LAUNCHED), "A").await.expect(201);
    put(&leader, ("CAMPAIGN", campaigns::LAUNCHED), "A").await.expect_problem(403, "forbidden");
    put(&auditor, ("DOCUMENT", documents::AMENDING), "A").await.expect_problem(403, "forbidden");
    put(&office, ("UNIT", units::DEPARTMENT), "A").await.expect_problem(403, "forbidden");
    let stranger = app.as_user("unit-snv-vp").await;
    put(&stranger, ("PLEDGE_ITEM", &item), "A").await.expect_problem(403, "forbidden");
    put(&stranger, ("CAMPAIGN", campaigns::DRAFT), "A").await.expect_problem(404, "not_found");
    put(&stranger, ("PERSON", NOTHING), "A").await.expect_problem(404, "not_found");
    put(&office, ("NOTHING", campaigns::LAUNCHED), "A").await.expect_problem(400, "invalid_request");
    put(&office, ("CAMPAIGN", campaigns::LAUNCHED), " ").await.expect_problem(400, "invalid_request");
    assert!(found(&auditor, "externalSystem=lgsp").await.is_empty(), "whoever keeps nothing finds nothing");
    assert!(found(&stranger, "externalSystem=lgsp&thingType=CAMPAIGN").await.is_empty());
    end(&leader, ("CAMPAIGN", campaigns::LAUNCHED)).await.expect_problem(403, "forbidden");
    end(&office, ("CAMPAIGN", campaigns::LAUNCHED)).await.expect(204);
}

/// A permission that follows from one scope opens nothing of another.
#[actix_web::test]
async fn a_client_keeps_the_ids_of_what_its_scopes_write() {
    let app = TestApp::start().await;
    let system = json!({"code": "van-ban", "name": "Hệ thống văn bản (thử)", "unitId": units::DEPARTMENT, "purpose": "Để thử",
        "scopes": ["documents:write"], "expiresOn": "2027-12-31"});
    let system = call_as(&app, &registered(&app.admin().await, system).await).await;
    put(&system, ("CAMPAIGN", campaigns::LAUNCHED), "A").await.expect_problem(403, "scope_missing");
    put(&system, ("DOCUMENT", documents::AMENDING), "A").await.expect_problem(403, "forbidden");
    let office = app.as_user("office").await;
    put(&office, ("CAMPAIGN", campaigns::LAUNCHED), "A").await.expect(201);
    assert!(found(&system, "externalSystem=lgsp").await.is_empty());
}

#[actix_web::test]
async fn who_was_merged_into_another_gets_no_ids() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let people = office.get("/people?limit=2").await.json();
    let id = |at: usize| people["items"][at]["id"].as_str().unwrap().to_owned();
    app.sql(&format!("UPDATE people SET merged_into_id = '{}' WHERE id = '{}'", id(0), id(1))).await;
    let refused = put(&office, ("PERSON", &id(1)), "A").await.expect_problem(409, "person_is_merged");
    assert_eq!(refused.text("/existingId"), id(0));
    end(&office, ("PERSON", &id(1))).await.expect_problem(409, "person_is_merged");
}

#[actix_web::test]
async fn a_closed_unit_gets_no_ids() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let closed = admin.get("/units?status=CLOSED&limit=1").await.expect(200).json();
    let closed = closed["items"][0]["id"].as_str().unwrap();
    let refused = put(&admin, ("UNIT", closed), "A").await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["thingId after_unit_closes"]);
    let body = json!({"code": "MAI", "name": "Mai", "kind": "OTHER", "openedOn": "2027-01-01"});
    let tomorrow = admin.post("/units", body).await.expect(201).text("/id");
    let refused = put(&admin, ("UNIT", &tomorrow), "A").await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["thingId before_unit_opens"]);
}
