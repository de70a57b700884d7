//! Ways to carry a token: one header with one scheme, and nothing else.

use reqwest::Method;
use serde_json::json;

use super::forge::{Forge, attack};
use crate::support::{Actor, METRICS_TOKEN, Reply, TestApp};

async fn ask(app: &TestApp, values: &[&str]) -> Reply {
    let call = app.anonymous().call(Method::GET, "/me");
    values.iter().fold(call, |call, value| call.header("Authorization", value)).send().await
}

#[actix_web::test]
async fn other_schemes_and_two_headers_are_refused() {
    let app = TestApp::start().await;
    let good = app.admin().await.token().to_owned();
    let bearer = format!("Bearer {good}");
    let rows: [(&str, Vec<String>); 17] = [
        ("another scheme", vec![format!("Basic {good}")]),
        ("a password", vec!["Basic YWRtaW46dGhpZHVhLXNhbXBsZQ==".to_owned()]),
        ("a digest", vec![format!("Digest username=\"admin\", response=\"{good}\"")]),
        ("a bound token", vec![format!("DPoP {good}")]),
        ("a scheme nobody knows", vec![format!("Token {good}")]),
        ("no scheme", vec![good.clone()]),
        ("no token", vec!["Bearer".to_owned()]),
        ("a blank for a token", vec!["Bearer  ".to_owned()]),
        ("a colon after the scheme", vec![format!("Bearer: {good}")]),
        ("a tab after the scheme", vec![format!("Bearer\t{good}")]),
        ("the scheme twice", vec![format!("Bearer {bearer}")]),
        ("a list in one header", vec![format!("{bearer}, {bearer}")]),
        ("the same header twice", vec![bearer.clone(), bearer.clone()]),
        ("good, then bad", vec![bearer.clone(), "Bearer x".to_owned()]),
        ("bad, then good", vec!["Bearer x".to_owned(), bearer.clone()]),
        ("two schemes", vec![bearer.clone(), "Basic YTpi".to_owned()]),
        ("letters that are not ASCII", vec![format!("Bearer é{good}")]),
    ];
    for (name, values) in rows {
        let values: Vec<_> = values.iter().map(String::as_str).collect();
        let reply = ask(&app, &values).await;
        assert_eq!(
            (reply.status, reply.text("/code").as_str()),
            (401, "invalid_token"),
            "{name}: {}",
            reply.raw()
        );
    }
}

#[actix_web::test]
async fn the_scheme_is_read_as_the_standard_says() {
    let app = TestApp::start().await;
    let good = app.admin().await.token().to_owned();
    for (name, value) in [
        ("a scheme's letters have no case (RFC 9110, 11.1)", format!("bearer {good}")),
        ("in capitals, too", format!("BEARER {good}")),
        ("one blank or more stand after it (RFC 9110, 11.4)", format!("Bearer   {good}")),
        ("blanks behind a header's value are not part of it (RFC 9110, 5.5)", format!("Bearer {good}  ")),
    ] {
        assert_eq!(ask(&app, &[&value]).await.status, 200, "{name}");
    }
}

#[actix_web::test]
async fn a_token_that_stands_elsewhere_is_none() {
    let app = TestApp::start().await;
    let good = app.admin().await.token().to_owned();
    let call = |path: &str| app.anonymous().call(Method::GET, path);
    call("/me").send().await.expect_problem(401, "unauthenticated");
    call(&format!("/me?access_token={good}")).send().await.expect_problem(401, "unauthenticated");
    for (name, value) in [
        ("Cookie", format!("access_token={good}; token={good}")),
        ("X-Access-Token", good.clone()),
        ("X-Forwarded-Authorization", format!("Bearer {good}")),
        ("Proxy-Authorization", format!("Bearer {good}")),
        ("X-Forwarded-User", "admin".to_owned()),
        ("X-HTTP-Method-Override", "OPTIONS".to_owned()),
    ] {
        call("/me").header(name, &value).send().await.expect_problem(401, "unauthenticated");
    }
    let form = app.anonymous().call(Method::POST, "/units");
    let form = form.text("application/x-www-form-urlencoded", &format!("access_token={good}"));
    form.send().await.expect_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn tokens_of_other_kinds_are_no_access_tokens() {
    let forge = Forge::start().await;
    let body = json!({"username": "admin", "password": "thidua-sample"});
    let session = forge.app.anonymous().post("/sessions", body).await.expect(201);
    let refresh = session.text("/refreshToken");
    let cursor = Actor::with_token(&forge.app, &forge.token).get("/units?limit=1").await.text("/nextCursor");
    forge
        .refuses(vec![
            attack("a refresh token", refresh.clone()),
            attack("a refresh token as a payload", forge.signed_text(&forge.header.to_string(), &refresh)),
            attack("a cursor", cursor),
            attack("the token of the figures", METRICS_TOKEN),
            attack("a password", "thidua-sample"),
        ])
        .await;
    // And the other way round.
    let reply = forge.app.anonymous().post("/sessions/refreshes", json!({"refreshToken": forge.token})).await;
    assert!((400..500).contains(&reply.status), "{}", reply.raw());
    let figures = Actor::with_token(&forge.app, &forge.token).get("/metrics").await;
    figures.expect_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_broken_token_is_refused_wherever_a_good_one_is_not_needed() {
    let app = TestApp::start().await;
    let broken = Actor::with_token(&app, "broken");
    for path in ["/openapi.json", "/public/campaigns"] {
        app.anonymous().get(path).await.expect(200);
        broken.get(path).await.expect_problem(401, "invalid_token");
    }
    // Only where one gets a good one it is not looked at.
    broken.post("/sessions", json!({"username": "admin", "password": "thidua-sample"})).await.expect(201);
}

#[actix_web::test]
async fn a_refusal_names_the_scheme_and_no_reason() {
    let forge = Forge::start().await;
    let foreign = forge.signed_by(&forge.header, super::signatures::foreign_es256());
    let late = forge.signed(&forge.header, &forge.claims_with("exp", json!(1)));
    let mut texts = Vec::new();
    for token in [foreign, late, "broken".to_owned()] {
        let reply =
            Actor::with_token(&forge.app, &token).get("/me").await.expect_problem(401, "invalid_token");
        assert!(reply.header("www-authenticate").is_some_and(|value| value.starts_with("Bearer")));
        let mut body = reply.json();
        body["requestId"] = json!(null);
        texts.push(body.to_string());
    }
    assert!(texts.windows(2).all(|pair| pair[0] == pair[1]), "{texts:?}");
}
