use reqwest::Method;
use serde_json::{Value, json};

use super::column;
use crate::support::{Actor, Reply, TestApp, documents, units};

const LAUNCH_2023: &str = include_str!("../../documents/launch-2023.txt");
const PLAN: &str = include_str!("../../documents/plan.txt");

async fn import(actor: &Actor<'_>, query: &str, text: &str) -> Reply {
    actor.call(Method::POST, &format!("/campaigns/import{query}")).text("text/plain", text).send().await
}

fn outline(items: &Value) -> Vec<String> {
    let line = |item: &Value| {
        let below = outline(&item["children"]);
        std::iter::once(item["ordinal"].as_str().unwrap().to_owned()).chain(below).collect::<Vec<_>>()
    };
    items.as_array().unwrap().iter().flat_map(line).collect()
}

#[actix_web::test]
async fn the_launch_document_of_2023_becomes_a_draft() {
    let app = TestApp::start().await;
    let reply = import(&app.as_user("office").await, "", LAUNCH_2023).await.expect(201);
    let campaign = reply.json()["campaign"].clone();
    assert_eq!(campaign["status"], "DRAFT");
    assert_eq!(
        (&campaign["startsOn"], &campaign["endsOn"], &campaign["document"]["number"]),
        (&json!(null), &json!("2023-12-31"), &json!(null))
    );
    assert_eq!(campaign["launchingUnit"]["code"], "SNV");
    assert_eq!(campaign["parentReference"]["display"], "02/CT-UBND");
    assert_eq!(
        column(&campaign["legalBases"], "display"),
        [
            "02/CT-UBND",
            "34-CT/TW",
            "30-CT/TU",
            "19/CT-TTg",
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
            "01-KL/TW",
            "05-CT/TW",
            "18-NQ/TW",
            "19-NQ/TW",
            "62/2020/NĐ-CP",
            "106/2020/NĐ-CP",
        ]
    );
    let dated = campaign["legalBases"].as_array().unwrap().iter().filter(|base| !base["issuedOn"].is_null());
    assert_eq!(dated.count(), 5);
    let tasks = (1..=11).map(|n| format!("II.2.{n}"));
    let expected: Vec<String> =
        ["II.1", "II.2"].map(str::to_owned).into_iter().chain(tasks).chain(["II.3".to_owned()]).collect();
    assert_eq!(outline(&campaign["contentItems"]), expected);
    assert!(campaign["contentItems"][1]["children"][3]["text"].as_str().unwrap().contains("Dề án"));
    assert_eq!(campaign["assignments"].as_array().unwrap().len(), 2);
    let channels = column(&campaign["recipients"], "channel");
    let count = |channel: &str| channels.iter().filter(|own| *own == channel).count();
    assert_eq!((channels.len(), count("IOFFICE"), count("ARCHIVE")), (11, 1, 1));
    let missing: Vec<Value> = reply.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["state"] == "MISSING")
        .cloned()
        .collect();
    assert_eq!(column(&json!(missing), "kind"), ["NUMBER", "NOTATION", "ISSUED_ON", "STARTS_ON"]);
}

#[actix_web::test]
async fn a_number_that_is_not_stamped_yet_takes_no_day_along() {
    let app = TestApp::start().await;
    let text = PLAN.replace("15/KH-SNV", "     /KH-SNV");
    let reply = import(&app.as_user("office").await, "", &text).await.expect(201);
    let document = &reply.json()["campaign"]["document"];
    assert_eq!([&document["number"], &document["issuedOn"]], [&json!(null), &json!("2024-02-05")]);
    let findings = reply.json()["findings"].as_array().unwrap().clone();
    let state = |kind| findings.iter().find(|one| one["kind"] == kind).unwrap()["state"].clone();
    assert_eq!([state("NUMBER"), state("NOTATION")], ["MISSING", "FOUND"]);
}

#[actix_web::test]
async fn readiness_names_what_the_document_leaves_open() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = import(&office, "", LAUNCH_2023).await.expect(201).text("/campaign/id");
    let path = format!("/campaigns/{id}/readiness?effectiveOn=2023-02-01");
    let items = office.get(&path).await.expect(200).json()["items"].clone();
    let blocking: Vec<Value> =
        items.as_array().unwrap().iter().filter(|item| item["severity"] == "BLOCKING").cloned().collect();
    assert_eq!(column(&json!(blocking), "item"), ["STARTS_ON", "PARTICIPANTS"]);
}

#[actix_web::test]
async fn a_document_that_is_registered_is_not_registered_again() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let sample = office.get(&super::launched()).await.json();
    let campaign = import(&office, "", LAUNCH_2023).await.expect(201).json()["campaign"].clone();
    // The directive is known by issuer, year, number and sign, the decree by the year within its number.
    assert_eq!(campaign["legalBases"][9]["id"], sample["legalBases"][9]["id"]);
    assert_eq!(campaign["legalBases"][0]["id"], sample["legalBases"][0]["id"]);
    assert_ne!(campaign["legalBases"][7]["id"], sample["legalBases"][7]["id"]);
    assert_ne!(campaign["document"]["id"], sample["document"]["id"]);
    let document = office.get(&format!("/documents/{}", campaign["document"]["id"].as_str().unwrap())).await;
    assert_eq!(document.json()["files"][0]["bytes"], LAUNCH_2023.len());
}

#[actix_web::test]
async fn the_document_of_a_draft_is_for_everybody_after_the_launch() {
    let app = TestApp::start().await;
    let (office, stranger) = (app.as_user("office").await, app.as_user("unit-p-tt").await);
    let campaign = import(&office, "", PLAN).await.expect(201).json()["campaign"].clone();
    let path = format!("/documents/{}", campaign["document"]["id"].as_str().unwrap());
    let listed = async |actor: &Actor<'_>| {
        let list = actor.get("/documents?q=15/KH-SNV").await.expect(200).json();
        list["items"].as_array().unwrap().len()
    };
    stranger.get(&path).await.expect_problem(404, "not_found");
    assert_eq!(
        (listed(&stranger).await, listed(&office).await, listed(&app.auditor().await).await),
        (0, 1, 1)
    );
    let own = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    let rest = json!({"startsOn": "2026-01-01", "endsOn": "2026-12-31", "participants": [{"unitId": units::OFFICE, "withSubtree": false}]});
    office.patch(&own, 1, rest).await.expect(200);
    app.as_user("leader").await.step(&own, "LAUNCH").await.expect(200);
    stranger.get(&path).await.expect(200);
    assert_eq!(listed(&stranger).await, 1);
}

#[actix_web::test]
async fn a_document_that_a_launched_campaign_cites_keeps_its_identity() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("/documents/{}", documents::LEGAL_BASIS);
    office.patch(&path, 1, json!({"issuerName": "Ai đó"})).await.expect_problem(409, "document_is_relied_on");
    office.patch(&path, 1, json!({"link": "https://vanban.example/02"})).await.expect(200);
}

#[actix_web::test]
async fn a_trial_writes_nothing() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let before = app.last_event().await;
    let tried = import(&office, "?dryRun=true", PLAN).await.expect(200).json();
    assert_eq!(tried["dryRun"], true);
    assert_eq!(tried["campaign"]["document"]["display"], "15/KH-SNV");
    let path = format!("/campaigns/{}", tried["campaign"]["id"].as_str().unwrap());
    office.get(&path).await.expect_problem(404, "not_found");
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before);
}

#[actix_web::test]
async fn the_campaign_above_is_found_by_the_document_that_launched_it() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (path, version) = super::ready(&office).await;
    let directive = json!({"documentId": documents::LEGAL_BASIS});
    office.patch(&path, version, directive).await.expect(200);
    let launch = json!({"action": "LAUNCH"});
    let above =
        app.as_user("leader").await.transition(&path, version + 1, launch).await.expect(200).text("/id");
    let campaign = import(&office, "", LAUNCH_2023).await.expect(201).json()["campaign"].clone();
    assert_eq!(campaign["parentCampaign"]["id"], above);
}

#[actix_web::test]
async fn the_launching_unit_is_named_or_found_or_asked_for() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let unnamed = LAUNCH_2023.replace("Sở \n\nNội vụ tỉnh Lạng Sơn phát động", "Ban Chỉ đạo \n\nphát động");
    let code = async |query: &str, text: &str| {
        import(&office, query, text).await.expect(201).text("/campaign/launchingUnit/code")
    };
    assert_eq!(code("", LAUNCH_2023).await, "SNV");
    assert_eq!(code(&format!("?launchingUnitId={}", units::EMULATION_BOARD), LAUNCH_2023).await, "SNV-TDKT");
    assert_eq!(code("", &unnamed).await, "SNV");
    let away = import(&office, &format!("?launchingUnitId={}", units::WARD), LAUNCH_2023).await;
    away.expect_problem(403, "forbidden");
    super::grant(&app, "office", "STANDING_OFFICE", units::WARD).await;
    let reply =
        import(&app.as_user("office").await, "", &unnamed).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["launchingUnitId required"]);
    import(&app.as_user("leader").await, "", LAUNCH_2023).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn an_import_is_replayed_by_its_key_however_the_form_is_cut() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let send = |boundary: &str, text: &str| {
        let form = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
             Content-Type: text/plain\r\n\r\n{text}\r\n--{boundary}--\r\n"
        );
        let media_type = format!("multipart/form-data; boundary={boundary}");
        office.call(Method::POST, "/campaigns/import").key("import-0001").text(&media_type, &form).send()
    };
    let first = send("one", LAUNCH_2023).await.expect(201);
    let again = send("two", LAUNCH_2023).await.expect(201);
    assert_eq!((first.body, again.header("idempotent-replayed")), (again.body.clone(), Some("true")));
    send("three", PLAN).await.expect_problem(422, "idempotency_key_reused");
}
