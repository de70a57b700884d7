//! Tokens that are not ours, not whole or not in time.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use thidua::sample;

use crate::support::{Actor, TestApp};

/// The parts of a good token.
fn parts(token: &str) -> (Value, Value, String) {
    let decoded = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    let mut parts = token.split('.');
    let (header, claims) = (decoded(parts.next().unwrap()), decoded(parts.next().unwrap()));
    (header, claims, parts.next().unwrap().to_owned())
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Signs with the service's own key, whatever header and claims say.
fn signed(app: &TestApp, header: &Value, claims: &Value) -> String {
    let message = format!("{}.{}", encoded(header), encoded(claims));
    let key = EncodingKey::from_ec_pem(app.plan.signing_key.as_bytes()).unwrap();
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, Algorithm::ES256).unwrap();
    format!("{message}.{signature}")
}

async fn refused(app: &TestApp, name: &str, token: &str) {
    let reply = Actor::with_token(app, token).get("/me").await;
    assert_eq!(
        (reply.status, reply.text("/code").as_str()),
        (401, "invalid_token"),
        "{name}: {}",
        reply.raw()
    );
}

#[actix_web::test]
async fn a_token_signed_by_hand_is_as_good_as_any() {
    let app = TestApp::start().await;
    let (header, claims, _) = parts(app.admin().await.token());
    Actor::with_token(&app, &signed(&app, &header, &claims)).get("/me").await.expect(200);
}

#[actix_web::test]
async fn a_token_with_any_claim_or_header_bent_is_refused() {
    let app = TestApp::start().await;
    let (header, claims, _) = parts(app.admin().await.token());
    let other = json!(sample::id(0x002));
    let now = app.now().timestamp();
    for (name, value) in [
        ("iss", json!("https://elsewhere.example")),
        ("aud", json!("another-api")),
        ("aud", Value::Null),
        ("sub", other.clone()),
        ("sid", other),
        ("exp", json!(now)),
        ("exp", json!("9999999999")),
        ("exp", Value::Null),
        ("iat", json!(now + 61)),
        ("client_id", json!("somebody")),
        ("jti", Value::Null),
        ("extra", json!(1)),
    ] {
        let mut bent = claims.clone();
        bent[name] = value;
        refused(&app, name, &signed(&app, &header, &bent)).await;
    }
    for (name, value) in [
        ("typ", json!("JWT")),
        ("typ", json!("rt+jwt")),
        ("typ", Value::Null),
        ("kid", json!("another")),
        ("kid", json!("../../etc/passwd")),
        ("crit", json!(["exp"])),
        ("alg", json!("HS256")),
        ("alg", json!("none")),
    ] {
        let mut bent = header.clone();
        bent[name] = value;
        refused(&app, name, &signed(&app, &bent, &claims)).await;
    }
}

#[actix_web::test]
async fn a_token_that_is_not_signed_by_us_is_refused() {
    let app = TestApp::start().await;
    let good = app.admin().await.token().to_owned();
    let (header, claims, signature) = parts(&good);
    let mut none = header.clone();
    none["alg"] = json!("none");
    let unsigned = format!("{}.{}.", encoded(&none), encoded(&claims));
    let mut raised = claims.clone();
    raised["sub"] = json!(sample::id(0x003));
    let foreign = EncodingKey::from_ec_pem(thidua::secrets::new_key().unwrap().as_bytes()).unwrap();
    let mut foreign_header = Header::new(Algorithm::ES256);
    foreign_header.typ = Some("at+jwt".to_owned());
    foreign_header.kid = header["kid"].as_str().map(str::to_owned);
    for (name, token) in [
        ("alg none", unsigned),
        ("another payload", format!("{}.{}.{signature}", encoded(&header), encoded(&raised))),
        ("no signature", format!("{}.{}.", encoded(&header), encoded(&claims))),
        ("another key", jsonwebtoken::encode(&foreign_header, &claims, &foreign).unwrap()),
        ("cut short", good[..good.len() - 2].to_owned()),
        ("two parts", good.rsplit_once('.').unwrap().0.to_owned()),
        ("four parts", format!("{good}.AAAA")),
        ("not base64", "a.b.c".to_owned()),
        ("not a token", "thidua".to_owned()),
        ("endless", "A".repeat(5_000)),
    ] {
        refused(&app, name, &token).await;
    }
}

#[actix_web::test]
async fn a_refresh_token_is_no_access_token() {
    let app = TestApp::start().await;
    let session =
        app.anonymous().post("/sessions", json!({"username": "admin", "password": "thidua-sample"})).await;
    refused(&app, "refresh token", &session.text("/refreshToken")).await;
}

#[actix_web::test]
async fn an_access_token_expires() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.get("/me").await.expect(200);
    app.advance(TimeDelta::minutes(15));
    admin.get("/me").await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn other_ways_to_carry_a_token_are_refused() {
    let app = TestApp::start().await;
    let token = app.admin().await.token().to_owned();
    let call = || app.anonymous().call(reqwest::Method::GET, "/me");
    call().send().await.refused(401, "unauthenticated");
    call().header("Authorization", &format!("Basic {token}")).send().await.refused(401, "invalid_token");
    call().header("Authorization", "Bearer").send().await.refused(401, "invalid_token");
    let twice =
        call().header("Authorization", &format!("Bearer {token}")).header("Authorization", "Bearer x");
    twice.send().await.refused(401, "invalid_token");
    call().header("Authorization", &format!("bearer {token}")).send().await.expect(200);
}

#[actix_web::test]
async fn a_public_operation_refuses_a_broken_token() {
    let app = TestApp::start().await;
    app.anonymous().get("/openapi.json").await.expect(200);
    Actor::with_token(&app, "broken").get("/openapi.json").await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn the_public_key_is_published() {
    let app = TestApp::start().await;
    let keys = app.anonymous().get("/.well-known/jwks.json").await.expect(200).json();
    let (header, ..) = parts(app.admin().await.token());
    assert_eq!(keys["keys"][0]["kid"], header["kid"]);
    assert_eq!(
        (keys["keys"][0]["kty"].clone(), keys["keys"][0]["crv"].clone()),
        (json!("EC"), json!("P-256"))
    );
    assert_eq!(keys["keys"][0].get("d"), None);
}
