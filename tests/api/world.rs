//! What stands outside the document, and what every answer carries.

use reqwest::Method;
use serde_json::json;
use thidua::http::Code;
use thidua::http::readiness::Phase;

use crate::support::{METRICS_TOKEN, TestApp, units};

#[actix_web::test]
async fn every_answer_names_itself_and_closes_the_doors() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in ["/livez", "/nothing", "/units", "/me", "/docs/", "/problems/required"] {
        let reply = admin.get(path).await;
        let content_type = reply.header("content-type").unwrap();
        assert!(
            content_type.contains("json") || content_type.ends_with("charset=utf-8"),
            "{path}: {content_type}"
        );
        for name in
            ["x-request-id", "api-version", "content-language", "cache-control", "content-security-policy"]
        {
            assert!(reply.header(name).is_some(), "{path} has no {name}");
        }
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(!reply.header("content-security-policy").unwrap().contains("unsafe"), "{path}");
    }
    assert_eq!(admin.get("/units").await.header("cache-control"), Some("private, no-store"));
}

#[actix_web::test]
async fn refusals_speak_the_callers_language() {
    let app = TestApp::start().await;
    let ask = async |language: &str| {
        let call = app.anonymous().call(Method::GET, "/me").header("Accept-Language", language);
        let reply = call.send().await.expect_problem(401, "unauthenticated");
        (reply.text("/title"), reply.header("content-language").unwrap().to_owned())
    };
    assert_eq!(ask("fr").await, ("Cần đăng nhập".to_owned(), "vi".to_owned()));
    assert_eq!(ask("en-GB,vi;q=0.5").await, ("Sign in first".to_owned(), "en".to_owned()));
}

#[actix_web::test]
async fn every_code_is_explained_in_both_languages() {
    let app = TestApp::start().await;
    for code in Code::ALL {
        let path = format!("/problems/{}", code.as_str());
        let page = app.anonymous().get(&path).await.expect(200).raw();
        assert!(page.contains(code.row().title.vi) && page.contains("lang=\"vi\""), "{path}");
        let call = app.anonymous().call(Method::GET, &path).header("Accept-Language", "en");
        assert!(call.send().await.expect(200).raw().contains(code.row().title.en), "{path}");
    }
    let list = app.anonymous().get("/problems").await.expect(200).raw();
    assert!(Code::ALL.iter().all(|code| list.contains(code.as_str())));
    app.anonymous().get("/problems/nothing").await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn an_unchanged_thing_is_not_sent_again() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/units/{}", units::OFFICE);
    let etag = admin.get(&path).await.header("etag").unwrap().to_owned();
    let again = admin.call(Method::GET, &path).header("If-None-Match", &etag).send().await.expect(304);
    assert_eq!((again.body.len(), again.header("etag")), (0, Some(etag.as_str())));
    let odd = admin.call(Method::GET, &path).header("If-None-Match", &"x".repeat(1025)).send().await;
    assert_eq!(odd.expect_problem(400, "invalid_request").faults(), ["If-None-Match wrong_format"]);
    admin.patch(&path, 1, json!({"name": "X"})).await.expect(200);
    admin.call(Method::GET, &path).header("If-None-Match", &etag).send().await.expect(200);
}

#[actix_web::test]
async fn the_figures_have_a_token_of_their_own() {
    let app = TestApp::start().await;
    app.anonymous().get("/metrics").await.expect_problem(401, "unauthenticated");
    app.admin().await.get("/metrics").await.expect_problem(401, "unauthenticated");
    app.anonymous().get("/units").await;
    let call = app.anonymous().call(Method::GET, "/metrics");
    let figures =
        call.header("Authorization", &format!("Bearer {METRICS_TOKEN}")).send().await.expect(200).raw();
    let line = "thidua_http_request_seconds_count{method=\"GET\",route=\"/api/v1/units\",status=\"401\"} 1";
    assert!(figures.contains(line), "{figures}");
    assert!(figures.contains("process_resident_memory_bytes"));
}

#[actix_web::test]
async fn before_the_migrations_the_service_lives_but_is_not_ready() {
    let app = TestApp::start().await;
    app.parts.pages.readiness.enter(Phase::Starting);
    app.anonymous().get("/livez").await.expect(200);
    let reply = app.anonymous().get("/readyz").await.expect_problem(503, "unavailable");
    assert_eq!(reply.header("retry-after"), Some("1"));
    app.anonymous().get("/units").await.expect_problem(503, "unavailable");
    app.parts.pages.readiness.enter(Phase::Serving);
    app.anonymous().get("/readyz").await.expect(200);
}

#[actix_web::test]
async fn without_its_database_the_service_lives_and_says_503() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.get("/me").await.expect(200);
    app.sql_on_postgres("ALTER DATABASE $ident ALLOW_CONNECTIONS false").await;
    app.sql_on_postgres("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $db").await;
    admin.get(&format!("/units/{}", units::OFFICE)).await.expect_problem(503, "unavailable");
    admin.get("/units").await.expect_problem(503, "unavailable");
    let body = json!({"code": "D1", "name": "X", "kind": "OTHER", "openedOn": "2026-01-01"});
    admin.post("/units", body.clone()).await.expect_problem(503, "unavailable");
    app.anonymous().get("/livez").await.expect(200);
    app.anonymous().get("/readyz").await.expect_problem(503, "unavailable");
    app.sql_on_postgres("ALTER DATABASE $ident ALLOW_CONNECTIONS true").await;
    admin.get(&format!("/units/{}", units::OFFICE)).await.expect(200);
    admin.post("/units", body).await.expect(201);
}

#[actix_web::test]
async fn a_lock_that_is_held_leads_to_503_and_not_to_a_hang() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.get("/me").await.expect(200);
    let mut holder = app.plan.connector.connect().await.unwrap();
    crate::support::cluster::run(&mut holder, "BEGIN").await;
    crate::support::cluster::run(&mut holder, "LOCK TABLE units IN SHARE MODE").await;
    let begun = std::time::Instant::now();
    let body = json!({"code": "D1", "name": "X", "kind": "OTHER", "openedOn": "2026-01-01"});
    admin.post("/units", body.clone()).await.expect_problem(503, "unavailable");
    assert!(begun.elapsed() < std::time::Duration::from_secs(5));
    admin.get(&format!("/units/{}", units::OFFICE)).await.expect(200);
    crate::support::cluster::run(&mut holder, "ROLLBACK").await;
    admin.post("/units", body).await.expect(201);
}

#[actix_web::test]
async fn the_page_is_served_without_other_hosts() {
    let app = TestApp::start().await;
    let page = app.anonymous().get("/docs/").await.expect(200);
    assert!(
        page.raw().contains("docs.js") && !page.raw().contains("http://") && !page.raw().contains("<script>")
    );
    for file in
        ["docs.js", "docs.css", "labels.vi.json", "favicon.svg", "swagger-ui.css", "swagger-ui-bundle.js"]
    {
        app.anonymous().get(&format!("/docs/{file}")).await.expect(200);
    }
    let field = page.raw();
    let field = field.split('<').find(|tag| tag.contains("name=\"password\"")).unwrap().to_owned();
    assert!(
        field.contains("type=\"password\"") && field.contains("autocomplete=\"current-password\""),
        "{field}"
    );
    let icon = app.anonymous().get("/docs/favicon.svg").await;
    assert_eq!(icon.header("content-type"), Some("image/svg+xml; charset=utf-8"));
    app.anonymous().get("/docs/nothing.js").await.expect_problem(404, "not_found");
    for language in ["en", "vi"] {
        let document = app.anonymous().get(&format!("/openapi.json?lang={language}")).await.expect(200);
        assert_eq!(document.header("content-language"), Some(language));
        assert_eq!(document.header("access-control-allow-origin"), Some("*"));
    }
}

#[test]
fn a_panic_is_a_problem_like_any_other() {
    use actix_web::middleware::from_fn;
    use actix_web::{App, HttpResponse, test, web};
    async fn panics() -> HttpResponse {
        panic!("on purpose")
    }
    actix_web::rt::System::new().block_on(async {
        let frame = from_fn(thidua::http::outer_middleware::outer_middleware);
        let app = test::init_service(App::new().route("/", web::get().to(panics)).wrap(frame)).await;
        let outcome = test::try_call_service(&app, test::TestRequest::get().uri("/").to_request()).await;
        let response = outcome.unwrap_err().error_response();
        assert_eq!(response.status(), 500);
        assert!(response.headers().contains_key("x-request-id"));
        let body = actix_web::body::to_bytes(response.into_body()).await.unwrap();
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["code"], "internal_error");
        assert!(!problem.to_string().contains("on purpose"));
    });
}

#[actix_web::test]
async fn a_full_database_refuses_changes_and_goes_on_with_reads() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let refuse = async |then: &str| {
        let function = format!(
            "CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {then} RETURN NEW; END $$"
        );
        app.sql(&function).await;
    };
    refuse("RAISE disk_full USING MESSAGE = 'could not extend file \"base/1/2\": No space left on device';")
        .await;
    app.sql("CREATE TRIGGER no_room BEFORE INSERT ON units FOR EACH ROW EXECUTE FUNCTION no_room()").await;
    let unit =
        |code: &str| json!({"code": code, "name": "Đơn vị", "kind": "OTHER", "openedOn": "2026-01-01"});
    let refused = admin.post("/units", unit("A")).await.expect_problem(507, "database_is_full");
    assert_eq!(refused.header("retry-after"), Some("60"));
    admin.get("/units").await.expect(200);
    let ready = app.anonymous().get("/readyz").await.expect(200).json();
    assert_eq!(ready, json!({"status": "DEGRADED", "fullStores": ["database"]}));
    refuse("").await;
    admin.post("/units", unit("A")).await.expect(201);
    // A change that finds room on a full disk is no sign yet.
    assert_eq!(app.anonymous().get("/readyz").await.expect(200).json(), ready);
    tokio::time::sleep(std::time::Duration::from_secs(11)).await;
    admin.post("/units", unit("B")).await.expect(201);
    assert_eq!(app.anonymous().get("/readyz").await.expect(200).json(), json!({"status": "UP"}));
}
