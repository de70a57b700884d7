//! The event feed: filters, waiting, the bare list, what is kept.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::oauth::{Client, call_as};
use crate::support::{TestApp, campaigns, units};

#[actix_web::test]
async fn an_event_says_enough_to_decide_without_reading_the_thing() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let machine = call_as(&app, &Client::ioffice()).await;
    let launched = machine.get("/events?types=vn.thidua.campaign.launched.v1").await.expect(200).json();
    let event = &launched["items"][0];
    assert_eq!(
        (&event["specversion"], &event["datacontenttype"]),
        (&json!("1.0"), &json!("application/json"))
    );
    assert_eq!(event["subject"], format!("campaign/{}", campaigns::LAUNCHED));
    let data = &event["data"];
    assert_eq!(
        (&data["statusBefore"], &data["statusAfter"], &data["campaign"]["code"], &data["unit"]["code"]),
        (&json!("DRAFT"), &json!("LAUNCHED"), &json!("PT-2023-001"), &json!("SNV"))
    );
    let reports =
        machine.get("/events?types=vn.thidua.progress_report.accepted.v1&limit=1").await.expect(200).json();
    let data = &reports["items"][0]["data"];
    assert_eq!((&data["statusAfter"], &data["period"]["code"]), (&json!("ACCEPTED"), &json!("2023-M02")));
}

#[actix_web::test]
async fn the_feed_is_filtered_by_type_thing_and_unit() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let office = app.as_user("office").await;
    let types = "vn.thidua.campaign.launched.v1,vn.thidua.unit.created.v1";
    let both = office.get(&format!("/events?types={types}&limit=200")).await.expect(200).json();
    let mut kinds = column(&both["items"], "type");
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.join(","), types);
    let of_one =
        office.get(&format!("/events?subjects={}&limit=200", campaigns::LAUNCHED)).await.expect(200).json();
    let subjects = column(&of_one["items"], "subject");
    assert!(subjects.len() > 1 && subjects.iter().all(|subject| subject.ends_with(campaigns::LAUNCHED)));
    let below =
        office.get(&format!("/events?unitId={}&types=vn.thidua.pledge.approved.v1", units::OFFICE)).await;
    let below = below.expect(200).json();
    let codes: Vec<&Value> =
        below["items"].as_array().unwrap().iter().map(|one| &one["data"]["unit"]["code"]).collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| **code == "SNV-VP"), "{codes:?}");
    office.get("/events?types=vn.thidua.nothing.happened.v1").await.expect_problem(400, "invalid_request");
    office.get("/events?wait=31").await.expect_problem(400, "invalid_request");
}

#[actix_web::test]
async fn the_bare_list_leads_on_by_a_link() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let office = app.as_user("office").await;
    let batch = async |path: &str| {
        let call = office.call(Method::GET, path).header("Accept", "application/cloudevents-batch+json");
        call.send().await.expect(200)
    };
    let first = batch("/events?types=vn.thidua.unit.created.v1&limit=2").await;
    assert_eq!(first.header("content-type"), Some("application/cloudevents-batch+json"));
    assert_eq!(first.json().as_array().unwrap().len(), 2);
    let link = first.header("link").unwrap().split(['<', '>']).nth(1).unwrap().to_owned();
    let next = batch(link.strip_prefix("/api/v1").unwrap()).await.json();
    let page = office.get("/events?types=vn.thidua.unit.created.v1&limit=4").await.expect(200).json();
    assert_eq!(next.as_array().unwrap()[..], page["items"].as_array().unwrap()[2..]);
    let table = office.call(Method::GET, "/events").header("Accept", "text/csv").send().await;
    table.expect_problem(406, "not_acceptable");
}

/// Runs what hears of new events, as a server does beside its requests.
fn listen(app: &TestApp) {
    let (connector, newest) = (app.plan.connector.clone(), app.parts.state.newest_event.clone());
    actix_web::rt::spawn(async move { newest.listen(&connector).await });
}

#[actix_web::test]
async fn who_waits_is_told_as_soon_as_there_is_something() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    listen(&app);
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let after = app.last_event().await;
    let begun = Instant::now();
    let path = format!("/events?after={after}&wait=20");
    let happen = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        admin.patch(&format!("/units/{}", units::OFFICE), 1, json!({"name": "Văn phòng"})).await.expect(200);
        app.run_sequencer().await;
    };
    let (page, ()) = futures_util::future::join(office.get(&path), happen).await;
    assert_eq!(column(&page.expect(200).json()["items"], "type"), ["vn.thidua.unit.changed.v1"]);
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[actix_web::test]
async fn who_waits_for_nothing_is_answered_in_time_and_sent_away_when_the_service_stops() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let office = app.as_user("office").await;
    let after = app.last_event().await;
    let begun = Instant::now();
    let page = office.get(&format!("/events?after={after}&wait=1")).await.expect(200).json();
    assert_eq!((&page["items"], &page["lookedThrough"]), (&json!([]), &json!(after)));
    assert!(begun.elapsed() >= Duration::from_secs(1));
    app.parts.state.newest_event.stop();
    office.get(&format!("/events?after={after}&wait=30")).await.expect(200);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[actix_web::test]
async fn who_lost_a_right_while_waiting_is_refused() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    listen(&app);
    let client = Client::ioffice();
    let machine = call_as(&app, &client).await;
    let (after, admin) = (app.last_event().await, app.admin().await);
    let path = format!("/events?after={after}&wait=20");
    let take_away = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let disable = json!({"action": "DISABLE", "reason": "Thử"});
        admin.step_with(&crate::clients::ioffice(), disable).await.expect(200);
        admin.patch(&format!("/units/{}", units::OFFICE), 1, json!({"name": "Văn phòng"})).await.expect(200);
        app.run_sequencer().await;
    };
    let (page, ()) = futures_util::future::join(machine.get(&path), take_away).await;
    page.expect_problem(401, "invalid_token");
}

#[actix_web::test]
async fn what_is_kept_no_more_is_said_clearly() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let office = app.as_user("office").await;
    let before = "2023-06-01T00:00:00Z".parse().unwrap();
    let forget = async |most: i64| {
        let forget = async |tx: &mut thidua::db::Connection| {
            thidua::features::events::store::forget_old(tx, before, most).await
        };
        app.db.transaction(forget).await.unwrap()
    };
    assert_eq!(forget(10).await, 10);
    assert!(forget(100_000).await > 10);
    assert_eq!(forget(100_000).await, 0);
    let gone = office.get("/events?after=3").await.expect_problem(410, "events_are_gone");
    let first: i64 = gone.raw().split("vị trí ").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
    office.get(&format!("/events?after={first}")).await.expect(200);
    let kept = office.get("/events?limit=1").await.expect(200).json();
    assert!(kept["items"][0]["sequence"].as_str().unwrap().parse::<i64>().unwrap() >= first);
}
