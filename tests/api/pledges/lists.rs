use serde_json::{Value, json};

use super::{OFFICER, campaign, rated, start};
use crate::campaigns::{column, launched};
use crate::support::{Actor, TestApp, campaigns, units};

#[actix_web::test]
async fn the_launching_side_sees_where_every_unit_stands() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/pledge-states", launched());
    let page = office.get(&format!("{path}?limit=200")).await.expect(200).json();
    assert_eq!(page["counts"], json!({"notSent": 1, "waiting": 1, "returned": 0, "approved": 18}));
    assert_eq!(page["items"].as_array().unwrap().len(), 20);
    let waiting = office.get(&format!("{path}?state=WAITING")).await.expect(200).json();
    assert_eq!(waiting["items"][0]["unit"]["code"], "SNV-TTLT");
    let silent = office.get(&format!("{path}?state=NOT_SENT")).await.expect(200).json();
    let silent = &silent["items"][0];
    assert_eq!((&silent["unit"]["code"], &silent["pledgeId"]), (&json!("PNV-VQ"), &Value::Null));
    app.as_user(OFFICER).await.get(&path).await.expect_problem(403, "forbidden");
    let first = office.get(&format!("{path}?limit=2")).await.expect(200);
    let cursor = first.text("/nextCursor");
    let second = office.get(&format!("{path}?limit=2&cursor={cursor}")).await.expect(200).json();
    assert_eq!(second["items"][0]["unit"]["code"], "PNV-CHL");
}

#[actix_web::test]
async fn everybody_lists_what_was_approved_and_insiders_the_rest() {
    let app = TestApp::start().await;
    let (path, content) = campaign(&app).await;
    let officer = app.as_user(OFFICER).await;
    start(&officer, &path, json!([rated(&content)])).await;
    let seen = async |who: &str| {
        let page = app.as_user(who).await.get(&format!("{path}/pledges")).await.expect(200).json();
        column(&page["items"], "status")
    };
    assert_eq!(seen(OFFICER).await, ["DRAFT"]);
    assert_eq!(seen("office").await, ["DRAFT"]);
    assert!(seen("unit-snv-tts").await.is_empty());
    let all = format!("{}/pledges", launched());
    let stranger = app.as_user("unit-snv-tts").await;
    let of_unit = stranger.get(&format!("{all}?unitId={}", units::OFFICE)).await.expect(200).json();
    assert_eq!((&of_unit["items"][0]["revision"], &of_unit["items"][0]["itemCount"]), (&json!(2), &json!(3)));
    let count = async |actor: &Actor<'_>, status: &str| {
        let page = actor.get(&format!("{all}?limit=200&status={status}")).await.expect(200).json();
        page["items"].as_array().unwrap().len()
    };
    // Nobody outside learns that a unit is working on another revision.
    let office = app.as_user("office").await;
    assert_eq!((count(&stranger, "AMENDING").await, count(&office, "AMENDING").await), (0, 1));
    let everything = stranger.get(&format!("{all}?limit=200")).await.expect(200).json();
    assert_eq!(count(&stranger, "APPROVED").await, everything["items"].as_array().unwrap().len());
    for pledge in everything["items"].as_array().unwrap() {
        let own =
            stranger.get(&format!("/pledges/{}", pledge["id"].as_str().unwrap())).await.expect(200).json();
        for member in ["status", "version", "revision"] {
            assert_eq!(pledge[member], own[member], "{member} of {pledge}");
        }
        assert_eq!(own["items"].as_array().unwrap().len(), pledge["itemCount"], "{pledge}");
    }
    stranger.get(&format!("/campaigns/{}/pledges", campaigns::DRAFT)).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn contents_that_nobody_answered_stand_out() {
    let app = TestApp::start().await;
    let coverage =
        app.as_user(OFFICER).await.get(&format!("{}/coverage", launched())).await.expect(200).json();
    let told: Vec<String> = coverage["contents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!("{} {} {}", row["ordinal"].as_str().unwrap(), row["approvedCount"], row["isAnswered"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    II.1 0 false
    II.2 0 true
    II.2.1 19 true
    II.2.2 0 false
    II.2.3 0 false
    II.2.4 0 false
    II.2.5 19 true
    II.2.6 0 false
    II.2.7 0 false
    II.2.8 0 false
    II.2.9 0 false
    II.2.10 0 false
    II.2.11 0 false
    II.3 19 true
    ");
    assert_eq!(coverage["unansweredCount"], 10);
}
