//! Who keeps which endpoints, and what of them is shown.

use serde_json::{Value, json};

use super::{Receiver, SAMPLE, create_units, deliveries, dispatch, ioffice, new, post, read, register};
use crate::campaigns::column;
use crate::clients::registered;
use crate::oauth::call_as;
use crate::support::{NOTHING, TestApp, sample_id, units};

#[actix_web::test]
async fn a_client_registers_an_endpoint_of_its_own() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    let made =
        post(&machine, "/webhook-endpoints", new("https://ioffice.langson.example/khac")).await.expect(201);
    let view = made.json();
    assert!(made.text("/secret/signingSecret").starts_with("whsec_"));
    let own = &view["endpoint"];
    assert_eq!(
        (&own["client"]["code"], &own["status"], &own["types"], &own["unit"], &own["pending"]),
        (&json!("ioffice"), &json!("ACTIVE"), &json!([]), &Value::Null, &json!(0))
    );
    assert_eq!(own["plannedThrough"], json!(app.last_event().await));
    let path = format!("/webhook-endpoints/{}", made.text("/endpoint/id"));
    assert_eq!(made.header("location").unwrap(), format!("/api/v1{path}"));
    let again = machine.get(&path).await.expect(200);
    assert!(!again.raw().contains("whsec_"), "a secret is shown once");
    // It has one at this address now; the secret of the answer that was lost is made anew.
    let twice = post(&machine, "/webhook-endpoints", new("https://ioffice.langson.example/khac")).await;
    twice.expect_problem(409, "webhook_endpoint_already_there");
    let list = machine.get("/webhook-endpoints?limit=1").await.expect(200).json();
    assert_eq!(column(&list["items"], "url"), ["https://ioffice.langson.example/khac"]);
    let next = format!("/webhook-endpoints?limit=1&cursor={}", list["nextCursor"].as_str().unwrap());
    let sample = &machine.get(&next).await.expect(200).json()["items"];
    assert_eq!(column(sample, "disabledBecause"), ["BY_SOMEBODY"]);
    let disabled = machine.get("/webhook-endpoints?status=DISABLED").await.expect(200).json();
    assert_eq!(disabled["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn endpoints_of_others_are_not_there() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let admin = app.admin().await;
    let body = json!({"code": "he-thong-khac", "name": "Hệ thống khác", "purpose": "Để thử",
        "scopes": ["events:read", "webhooks:manage"], "expiresOn": "2027-12-31"});
    let client = registered(&admin, body).await;
    let other = call_as(&app, &client).await;
    other.get(SAMPLE).await.expect_problem(404, "not_found");
    other.get(&format!("{SAMPLE}/deliveries")).await.expect_problem(404, "not_found");
    post(&other, &format!("{SAMPLE}/tests"), json!({})).await.expect_problem(404, "not_found");
    let ioffice = sample_id(0x48_0001);
    for path in ["/webhook-endpoints".to_owned(), format!("/webhook-endpoints?clientId={ioffice}")] {
        assert_eq!(other.get(&path).await.expect(200).json()["items"], json!([]), "{path}");
    }
    let mut foreign = new("https://khac.langson.example/");
    foreign["clientId"] = json!(ioffice);
    post(&other, "/webhook-endpoints", foreign.clone()).await.expect_problem(403, "forbidden");
    // An administrator keeps those of every client; who has no such right none.
    let made = admin.post("/webhook-endpoints", foreign.clone()).await.expect(201);
    assert_eq!(made.text("/endpoint/client/code"), "ioffice");
    app.as_user("office").await.get("/webhook-endpoints").await.expect_problem(403, "forbidden");
    // The scope is needed.
    let gateway = json!({"code": "chi-doc", "name": "Chỉ đọc", "purpose": "Để thử", "scopes": ["events:read"],
        "expiresOn": "2027-12-31"});
    let reader = registered(&admin, gateway).await;
    let machine = call_as(&app, &reader).await;
    machine.get("/webhook-endpoints").await.expect_problem(403, "scope_missing");
}

#[actix_web::test]
async fn what_is_wrong_with_an_endpoint_is_told_at_its_place() {
    let app = TestApp::start().await;
    let (admin, ioffice) = (app.admin().await, sample_id(0x48_0001));
    let with = |name: &str, value: Value| {
        let mut body = new("https://ioffice.langson.example/khac");
        body["clientId"] = json!(ioffice);
        body[name] = value;
        body
    };
    for (body, fault) in [
        (with("url", json!("https://ten:mat@ioffice.langson.example/")), "/url webhook_address_unfit"),
        (with("url", json!("https://10.1.2.3/")), "/url webhook_target_not_allowed"),
        (with("url", json!("https://169.254.169.254/latest/")), "/url webhook_target_not_allowed"),
        (with("unitId", json!(NOTHING)), "/unitId unknown_unit"),
        (with("clientId", json!(NOTHING)), "/clientId unknown_client"),
        (with("clientId", Value::Null), "/clientId wrong_type"),
        (with("types", json!(["vn.thidua.user.created.v1"])), "/types/0 unknown_value"),
    ] {
        let refused = admin.post("/webhook-endpoints", body.clone()).await;
        let refused = refused.expect_problem(400, "invalid_request").faults();
        assert!(refused[0].starts_with(fault), "{body}: {refused:?}");
    }
    let unnamed = admin.post("/webhook-endpoints", new("https://ioffice.langson.example/khac")).await;
    assert_eq!(unnamed.expect_problem(400, "invalid_request").faults(), ["/clientId client_missing"]);
    let gateway = with("clientId", json!(sample_id(0x48_0002)));
    admin.post("/webhook-endpoints", gateway).await.expect_problem(409, "client_reads_no_events");
    for number in 1..20 {
        admin.post("/webhook-endpoints", with("url", json!(format!("https://a/{number}")))).await.expect(201);
    }
    let many = admin.post("/webhook-endpoints", with("url", json!("https://a/20"))).await;
    many.expect_problem(409, "too_many_webhook_endpoints");
}

#[actix_web::test]
async fn where_nothing_may_be_sent_nothing_is_registered() {
    let app =
        TestApp::start_with(|plan| plan.webhook_targets = thidua::core::targets::Targets::default()).await;
    let machine = ioffice(&app).await;
    let refused = post(&machine, "/webhook-endpoints", new("https://ioffice.langson.example/khac")).await;
    refused.expect_problem(409, "webhooks_are_off");
    let tls = TestApp::start_with(|plan| {
        let networks = vec!["127.0.0.0/8".parse().unwrap()];
        plan.webhook_targets = thidua::core::targets::Targets::new(networks, false);
    })
    .await;
    let machine = ioffice(&tls).await;
    let refused = post(&machine, "/webhook-endpoints", new("http://127.0.0.1:9/")).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/url webhook_needs_tls"]);
    let refused = tls.admin().await.patch(SAMPLE, 2, json!({"url": "http://127.0.0.1:9/"})).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/url webhook_needs_tls"]);
}

#[actix_web::test]
async fn an_endpoint_is_changed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let patch = json!({"url": "https://moi.langson.example/", "types": [], "unitId": units::OFFICE,
        "purpose": "Mục đích khác"});
    let changed = admin.patch(SAMPLE, 2, patch).await.expect(200).json();
    assert_eq!(
        (&changed["url"], &changed["types"], &changed["unit"]["code"], &changed["version"]),
        (&json!("https://moi.langson.example/"), &json!([]), &json!("SNV-VP"), &json!(3))
    );
    admin.patch(SAMPLE, 3, json!({"purpose": "Mục đích khác"})).await.expect(200);
    let cleared = admin.patch(SAMPLE, 3, json!({"unitId": null})).await.expect(200).json();
    assert_eq!((&cleared["unit"], &cleared["version"]), (&Value::Null, &json!(4)));
    admin.patch(SAMPLE, 3, json!({"types": []})).await.expect_problem(412, "stale_version");
    admin.patch(SAMPLE, 4, json!({})).await.expect_problem(400, "nothing_to_change");
    let refused = admin.patch(SAMPLE, 4, json!({"url": "https://10.1.2.3/", "unitId": NOTHING})).await;
    let refused = refused.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/unitId unknown_unit", "/url webhook_target_not_allowed"]);
    let refused = admin.patch(SAMPLE, 4, json!({"url": "https://ten:mat@ioffice.langson.example/"})).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/url webhook_address_unfit"]);
    let mut other = new("https://ioffice.langson.example/khac");
    other["clientId"] = json!(sample_id(0x48_0001));
    admin.post("/webhook-endpoints", other.clone()).await.expect(201);
    let taken = admin.patch(SAMPLE, 4, json!({"url": other["url"]})).await;
    taken.expect_problem(409, "webhook_endpoint_already_there");
}

#[actix_web::test]
async fn a_disabled_endpoint_is_sent_what_it_missed_when_it_is_enabled() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    let admin = app.admin().await;
    admin.step(&path, "ENABLE").await.expect_problem(409, "invalid_transition");
    admin.step(&path, "DISABLE").await.expect_problem(400, "invalid_request");
    let disable = json!({"action": "DISABLE", "reason": "Bảo trì"});
    let view = admin.step_with(&path, disable).await.expect(200).json();
    assert_eq!((&view["status"], &view["disabledBecause"]), (&json!("DISABLED"), &json!("BY_SOMEBODY")));
    post(&machine, &format!("{path}/tests"), json!({}))
        .await
        .expect_problem(409, "webhook_endpoint_is_disabled");
    create_units(&app, &["LO1", "LO2"]).await;
    assert_eq!(dispatch(&app).await, 0);
    admin.step(&path, "ENABLE").await.expect(200);
    dispatch(&app).await;
    assert_eq!(receiver.codes(), ["LO1", "LO2"]);
    let history = machine.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["DISABLE", "ENABLE"]);
    assert_eq!(deliveries(&app, &path).await.len(), receiver.count());
    assert_eq!(read(&app, &path).await["pending"], json!(0));
}
