//! Claims that are missing, of another type, out of time or about somebody else; all signed with our own key.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::forge::{Attack, Forge, attack, packed};
use crate::support::{Actor, TestApp, users};

#[actix_web::test]
async fn a_token_with_bent_claims_is_refused() {
    let forge = Forge::start().await;
    forge.refuses(attacks(&forge)).await;
}

#[actix_web::test]
async fn clocks_may_differ_by_half_a_minute() {
    let forge = Forge::start().await;
    let now = forge.app.now().timestamp();
    let ahead = |seconds: i64| forge.signed(&forge.header, &forge.claims_with("iat", json!(now + seconds)));
    forge.accepts(vec![("issued in half a minute", "another server's clock may be ahead", ahead(30))]).await;
    forge.refuses(vec![attack("issued in 31 seconds", ahead(31))]).await;
}

#[actix_web::test]
async fn an_access_token_expires_on_the_second_and_stays_so() {
    let forge = Forge::start().await;
    let admin = Actor::with_token(&forge.app, &forge.token);
    forge.app.advance(TimeDelta::seconds(15 * 60 - 1));
    admin.get("/me").await.expect(200);
    forge.app.advance(TimeDelta::seconds(1));
    admin.get("/me").await.expect_problem(401, "invalid_token");
    forge.app.advance(TimeDelta::days(365));
    admin.get("/me").await.expect_problem(401, "invalid_token");
}

/// What happens to a session or its user, each in SQL: the token itself stays good.
#[actix_web::test]
async fn a_good_token_without_a_good_session_is_refused() {
    let app = TestApp::start().await;
    for (name, sql) in [
        ("a session that ended", "UPDATE sessions SET ended_at = created_at WHERE id = $sid"),
        (
            "a session whose time is over",
            "UPDATE sessions SET created_at = created_at - interval '1 h', expires_at = created_at WHERE id = $sid",
        ),
        ("a session that is gone", "DELETE FROM sessions WHERE id = $sid"),
        ("a session of somebody else", "UPDATE sessions SET user_id = $other WHERE id = $sid"),
        ("a disabled user", "UPDATE users SET status = 'DISABLED' WHERE username = 'leader'"),
    ] {
        let token = app.as_user("leader").await.token().to_owned();
        let claims: Value =
            serde_json::from_slice(&super::forge::unpacked(token.split('.').nth(1).unwrap())).unwrap();
        let sid = format!("'{}'", claims["sid"].as_str().unwrap());
        app.sql(&sql.replace("$sid", &sid).replace("$other", &format!("'{}'", users::OFFICE))).await;
        let reply = Actor::with_token(&app, &token).get("/me").await;
        assert_eq!((reply.status, reply.text("/code").as_str()), (401, "invalid_token"), "{name}");
    }
}

#[actix_web::test]
async fn a_token_of_another_service_is_refused_even_with_the_same_claims() {
    let (forge, other) = (Forge::start().await, Forge::start().await);
    let ours_by_them = other.signed(&other.header, &forge.claims);
    let under_our_id = other.signed(&forge.header, &forge.claims);
    forge
        .refuses(vec![
            attack("their token", other.token.clone()),
            attack("our claims, their key", ours_by_them),
            attack("our claims, their key, our id of it", under_our_id),
        ])
        .await;
}

pub fn attacks(forge: &Forge) -> Vec<Attack> {
    [times(forge), names(forge), missing(forge), not_an_object(forge), odd_texts(forge)].concat()
}

fn bent(forge: &Forge, rows: Vec<(&str, Value)>) -> Vec<Attack> {
    let row = |(name, value): (&str, Value)| {
        let token = forge.signed(&forge.header, &forge.claims_with(name, value.clone()));
        attack(format!("{name} is {value}"), token)
    };
    rows.into_iter().map(row).collect()
}

fn times(forge: &Forge) -> Vec<Attack> {
    let now = forge.app.now().timestamp();
    let later = now + 600;
    let mut rows = vec![("exp", json!(now)), ("exp", json!(now - 1)), ("exp", json!(0)), ("exp", json!(-1))];
    rows.extend([("iat", json!(now + 31)), ("iat", json!(now + 900)), ("iat", json!(i64::MAX))]);
    rows.extend([("nbf", json!(now)), ("nbf", json!(later)), ("nbf", json!(-1)), ("nbf", json!(i64::MAX))]);
    for name in ["exp", "iat", "nbf"] {
        rows.extend([
            (name, json!(later.to_string())),
            (name, json!("soon")),
            (name, json!(f64::from(i32::try_from(later).unwrap()) + 0.5)),
            (name, json!(1e300)),
            (name, json!(u64::MAX)),
            (name, json!(true)),
            (name, json!([later])),
            (name, json!({"seconds": later})),
        ]);
    }
    rows.extend([("exp", Value::Null), ("iat", Value::Null)]);
    let mut attacks = bent(forge, rows);
    let endless = forge.claims.to_string().replace(&forge.claims["exp"].to_string(), "1e9999");
    attacks.push(attack("exp is beyond every number", forge.signed_text(&forge.header.to_string(), endless)));
    attacks
}

fn names(forge: &Forge) -> Vec<Attack> {
    let other = json!(users::OFFICE);
    let mut rows = vec![
        ("iss", json!("https://elsewhere.example")),
        ("iss", json!("THIDUA")),
        ("iss", json!("thidua ")),
        ("iss", json!(["thidua", "https://elsewhere.example"])),
        ("aud", json!("another-api")),
        ("aud", json!("THIDUA-API")),
        ("aud", json!(["thidua-api"])),
        ("aud", json!(["thidua-api", "another-api"])),
        ("sub", json!("admin")),
        ("sub", json!("' OR '1'='1")),
        ("sid", json!("' OR '1'='1")),
        ("jti", json!("not an id")),
        ("client_id", json!("somebody")),
        ("scope", json!("admin")),
        ("roles", json!(["ADMINISTRATOR"])),
    ];
    for name in ["sub", "sid"] {
        rows.extend([
            (name, other.clone()),
            (name, json!(uuid::Uuid::nil())),
            (name, json!(uuid::Uuid::now_v7())),
        ]);
    }
    for name in ["iss", "aud", "sub", "sid", "jti", "client_id"] {
        rows.extend([(name, Value::Null), (name, json!(1)), (name, json!("")), (name, json!({}))]);
    }
    // A member that is null says nothing, and a machine client has no session.
    rows.retain(|(name, value)| !value.is_null() || forge.claims.get(name).is_some());
    bent(forge, rows)
}

fn missing(forge: &Forge) -> Vec<Attack> {
    let without = |name: &str| {
        let mut claims = forge.claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        attack(format!("{name} is missing"), forge.signed(&forge.header, &claims))
    };
    let names = ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "sid"].into_iter();
    names.filter(|name| forge.claims.get(name).is_some()).map(without).collect()
}

/// Payloads that are JSON, but no claims; and payloads that are no JSON.
fn not_an_object(forge: &Forge) -> Vec<Attack> {
    let claims = forge.claims.to_string();
    let values: Vec<_> = forge.claims.as_object().unwrap().values().cloned().collect();
    let header = forge.header.to_string();
    let rows: [(&str, Vec<u8>); 9] = [
        ("an array of claims", json!([forge.claims]).to_string().into_bytes()),
        ("the values alone, in order", json!(values).to_string().into_bytes()),
        ("an empty array", b"[]".to_vec()),
        ("null", b"null".to_vec()),
        ("a text", json!(claims).to_string().into_bytes()),
        ("nothing", Vec::new()),
        ("two objects", format!("{claims}{claims}").into_bytes()),
        ("broken UTF-8", [claims.replace("thidua-api", "").as_bytes(), b"\xff"].concat()),
        ("a byte order mark before it", format!("\u{feff}{claims}").into_bytes()),
    ];
    let mut attacks: Vec<_> = rows
        .into_iter()
        .map(|(name, payload)| attack(format!("the payload is {name}"), forge.signed_text(&header, payload)))
        .collect();
    // Deep nesting must not exhaust the stack.
    attacks.push(attack("the payload is deep", forge.signed_text(&header, "[".repeat(1_500))));
    attacks.push(attack("the token is in the token", forge.signed_text(&header, &forge.token)));
    attacks
}

/// Texts that not every reader reads alike.
fn odd_texts(forge: &Forge) -> Vec<Attack> {
    let (header, claims) = (forge.header.to_string(), forge.claims.to_string());
    let name = |text: &str| forge.claims[text].to_string();
    let rows = [
        ("a lone surrogate in the id", claims.replace(&name("jti"), r#""\ud800""#)),
        ("a lone surrogate after the issuer", claims.replace(r#""thidua","#, r#""thidua\udfff","#)),
        ("a lone surrogate as a name", claims.replace(r#""jti""#, r#""jti\ud800""#)),
        ("a NUL after the issuer", claims.replace(r#""thidua","#, r#""thidua\u0000","#)),
        ("a NUL after the audience", claims.replace("thidua-api", r"thidua-api\u0000")),
        ("the user in full-width digits", claims.replace("01980000", "０１９８００００")),
    ];
    let mut attacks: Vec<_> =
        rows.into_iter().map(|(name, payload)| attack(name, forge.signed_text(&header, payload))).collect();
    let odd_header = header.replace(r#""at+jwt""#, r#""at+jwt\ud800""#);
    attacks.push(attack("a lone surrogate in the header", forge.signed_text(&odd_header, &claims)));
    let message = format!("{}.{}", packed([header.as_bytes(), b"\xff"].concat()), packed(&claims));
    attacks.push(attack(
        "broken UTF-8 in the header",
        format!("{message}.{}", packed(forge.signature(&message))),
    ));
    attacks
}
