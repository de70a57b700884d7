//! Tokens of machine clients: given, used within scopes and subtree, introspected, revoked; by the standards.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Method;
use serde_json::{Value, json};
use thidua::auth::policy::ClientScope;
use thidua::core::crypto::new_signing_key;
use thidua::sample::CLIENT_SECRET;

use crate::clients::{ioffice, registered};
use crate::support::{Actor, Reply, TestApp, campaigns, contract, sample_id, units};

/// Who a client is.
pub struct Client {
    pub id: String,
    pub secret: String,
}

impl Client {
    /// The sample's document system.
    pub fn ioffice() -> Self {
        Self { id: sample_id(0x48_0001), secret: CLIENT_SECRET.to_owned() }
    }

    /// The sample's gateway.
    fn gateway() -> Self {
        Self { id: sample_id(0x48_0002), ..Self::ioffice() }
    }

    fn basic(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.id, self.secret)))
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn post(app: &TestApp, path: &str, (authorization, body): (Option<&str>, &str)) -> Reply {
    let mut call = app.anonymous().call(Method::POST, path).text(FORM, body);
    if let Some(header) = authorization {
        call = call.header("Authorization", header);
    }
    call.send().await
}

/// What `/oauth/token` answers a client that asks for everything it may do.
pub async fn token_of(app: &TestApp, client: &Client) -> Reply {
    post(app, "/oauth/token", (Some(&client.basic()), "grant_type=client_credentials")).await
}

/// A client with a token for all of its scopes.
pub async fn call_as<'a>(app: &'a TestApp, client: &Client) -> Actor<'a> {
    Actor::with_token(app, &token_of(app, client).await.expect(200).text("/access_token"))
}

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&thidua::core::crypto::from_text(part).unwrap()).unwrap()
}

#[actix_web::test]
async fn a_client_takes_a_token_by_a_secret() {
    let app = TestApp::start().await;
    let client = Client::ioffice();
    let given = token_of(&app, &client).await.expect(200);
    assert!(given.header("cache-control").is_some_and(|value| value.contains("no-store")));
    let body = given.json();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(900)));
    let own = claims(body["access_token"].as_str().unwrap());
    assert_eq!(
        (&own["sub"], &own["client_id"], &own["scope"]),
        (&json!(client.id), &json!(client.id), &body["scope"])
    );
    let header = body["access_token"].as_str().unwrap().split('.').next().unwrap();
    let header: Value = serde_json::from_slice(&thidua::core::crypto::from_text(header).unwrap()).unwrap();
    assert_eq!((&header["typ"], &header["alg"]), (&json!("at+jwt"), &json!("ES256")));
    // Also in the body, and for less.
    let body = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}&scope=events:read%20campaigns:read",
        client.id, client.secret
    );
    let less = post(&app, "/oauth/token", (None, &body)).await.expect(200);
    assert_eq!(less.text("/scope"), "campaigns:read events:read");
    let machine = Actor::with_token(&app, &less.text("/access_token"));
    machine.get("/events?limit=1").await.expect(200);
    machine.get("/units").await.expect_problem(403, "scope_missing");
}

#[actix_web::test]
async fn errors_are_those_of_the_standard() {
    let app = TestApp::start().await;
    let client = Client::ioffice();
    let (basic, grant) = (client.basic(), "grant_type=client_credentials");
    let stranger = Client { id: sample_id(1), ..Client::ioffice() };
    let wrong = Client { secret: "falsch".to_owned(), ..Client::ioffice() };
    for (authorization, body, status, error) in [
        (Some(basic.as_str()), "", 400, "invalid_request"),
        (
            Some(&basic),
            "grant_type=password&username=admin&password=thidua-sample",
            400,
            "unsupported_grant_type",
        ),
        (Some(&basic), "grant_type=client_credentials&scope=everything", 400, "invalid_scope"),
        (Some(&basic), "grant_type=client_credentials&scope=people:read", 400, "invalid_scope"),
        (Some(&basic), "grant_type=client_credentials&grant_type=client_credentials", 400, "invalid_request"),
        (Some(&basic), "grant_type=client_credentials&client_secret=x", 400, "invalid_request"),
        (None, grant, 401, "invalid_client"),
        (Some("Basic !"), grant, 401, "invalid_client"),
        (Some(&wrong.basic()), grant, 401, "invalid_client"),
        (Some(&stranger.basic()), grant, 401, "invalid_client"),
    ] {
        let refused = post(&app, "/oauth/token", (authorization, body)).await.expect(status);
        assert_eq!(refused.text("/error"), error, "{body}");
        let challenge = refused.header("www-authenticate");
        assert_eq!(challenge.is_some(), status == 401 && authorization.is_some(), "{body}");
    }
    let json =
        app.anonymous().call(Method::POST, "/oauth/token").json(&json!({"grant_type": "client_credentials"}));
    assert_eq!(json.send().await.expect(400).text("/error"), "invalid_request");
    // A secret in an address is in every log on the way.
    let path = format!("/oauth/token?client_secret={}", client.secret);
    assert_eq!(post(&app, &path, (Some(&basic), grant)).await.expect(400).text("/error"), "invalid_request");
    app.anonymous().get("/oauth/token").await.expect_problem(405, "method_not_allowed");
}

/// A client's token opens what one of its scopes opens, and nothing else.
#[actix_web::test]
async fn every_operation_lets_in_exactly_the_scopes_of_its_row() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for scope in ClientScope::ALL {
        let code = scope.as_str().replace(':', "-");
        let body = json!({"code": code, "name": "Thử", "purpose": "Thử", "scopes": [scope], "expiresOn": "2027-01-01"});
        let client = registered(&admin, body).await;
        let machine = call_as(&app, &client).await;
        let mut opened = 0;
        for operation in crate::authorization::operations() {
            let row = contract().access.find(&operation.id).unwrap();
            let seen = crate::authorization::reply(&machine, &operation).await;
            let is_open = matches!(
                row.access,
                thidua::auth::access::Access::Open | thidua::auth::access::Access::Public
            );
            let may = is_open || row.scopes.contains(scope);
            opened += usize::from(row.scopes.contains(scope));
            let code = if seen.status == 403 { seen.text("/code") } else { String::new() };
            let is_refused = ["scope_missing", "people_only"].contains(&code.as_str());
            assert_eq!(!is_refused, may, "{} with {scope}: {} {code}", operation.id, seen.status);
            assert!(seen.status != 401 && seen.status < 500, "{} with {scope}: {}", operation.id, seen.raw());
        }
        assert!(opened > 0 || *scope == ClientScope::TokensIntrospect, "{scope} opens nothing");
    }
}

#[actix_web::test]
async fn a_client_works_within_its_subtree_and_leaves_its_name() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!({"code": "so-khac", "name": "Hệ thống của Phòng", "unitId": units::OFFICE, "purpose": "Thử",
        "scopes": ["pledges:write", "people:write", "awards:read"], "expiresOn": "2027-01-01"});
    let client = registered(&admin, body).await;
    let machine = call_as(&app, &client).await;
    let person = |unit: &str| {
        json!({"name": "Nguyễn Thị Máy", "staffCode": "MAY-1", "membership": {"unitId": unit,
            "position": "Chuyên viên", "reportingClass": "DIRECT_WORKER", "startsOn": "2026-01-01"}})
    };
    let create = |unit: &str, key: &str| {
        let call = machine.call(Method::POST, "/people").header("Acting-For", "CB001");
        call.key(key).json(&person(unit)).send()
    };
    let unkeyed = machine.post("/people", person(units::OFFICE)).await;
    assert_eq!(
        unkeyed.expect_problem(400, "invalid_request").faults(),
        ["Idempotency-Key key_needed_for_retries"]
    );
    let made = create(units::OFFICE, "khoa-thu-1").await.expect(201);
    assert_eq!(create(units::OFFICE, "khoa-thu-1").await.expect(201).raw(), made.raw());
    create(units::ARCHIVE, "khoa-thu-2").await.expect_problem(403, "forbidden");
    let badly = machine.call(Method::POST, "/people").header("Acting-For", "").key("khoa-thu-3");
    let badly = badly.json(&person(units::OFFICE)).send().await.expect_problem(400, "invalid_request");
    assert_eq!(badly.faults(), ["Acting-For wrong_format"]);
    app.run_sequencer().await;
    let trail =
        app.auditor().await.get(&format!("/audit-records?actorId={}", client.id)).await.expect(200).json();
    let own = &trail["items"][0];
    assert_eq!(
        (&own["actorUsername"], &own["actorKind"], &own["actingFor"]),
        (&json!("so-khac"), &json!("CLIENT"), &json!("CB001"))
    );
    // Awards of people are not told to who reads those of units.
    let awards = machine.get("/awards?limit=200").await.expect(200).json();
    assert!(awards["items"].as_array().unwrap().iter().all(|own| own["subject"]["type"] == "UNIT"));
    machine.get(&format!("/awards/{}", sample_id(0x3f_0101))).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn some_things_only_people_do() {
    let app = TestApp::start().await;
    let machine = call_as(&app, &Client::ioffice()).await;
    for path in ["/me", "/users", "/audit-records", "/clients", "/sessions"] {
        machine.get(path).await.expect_problem(403, "people_only");
    }
    let launch =
        machine.call(Method::POST, &format!("/campaigns/{}/transitions", campaigns::DRAFT)).version(1);
    let launch = launch.key("khoa-thu-9").json(&json!({"action": "LAUNCH"})).send().await;
    launch.expect_problem(403, "scope_missing");
}

#[actix_web::test]
async fn a_gateway_introspects_tokens_of_clients_and_of_nobody_else() {
    let app = TestApp::start().await;
    let (client, gateway) = (Client::ioffice(), Client::gateway());
    let token = token_of(&app, &client).await.expect(200).text("/access_token");
    let ask = async |by: &Client, token: &str| {
        let body = format!("token={token}");
        post(&app, "/oauth/introspect", (Some(&by.basic()), &body)).await.expect(200).json()
    };
    let told = ask(&gateway, &token).await;
    assert_eq!(
        (&told["active"], &told["client_id"], &told["username"]),
        (&json!(true), &json!(client.id), &json!("ioffice"))
    );
    assert_eq!(ask(&client, &token).await, told);
    let inactive = json!({"active": false});
    let person = app.admin().await.token().to_owned();
    let of_gateway = token_of(&app, &gateway).await.expect(200).text("/access_token");
    for (by, other) in
        [(&gateway, person.as_str()), (&client, &of_gateway), (&gateway, "x.y.z"), (&gateway, "x")]
    {
        assert_eq!(ask(by, other).await, inactive, "{other}");
    }
    let stranger = post(&app, "/oauth/introspect", (None, &format!("token={token}"))).await.expect(401);
    assert_eq!(stranger.text("/error"), "invalid_client");
    let nothing = post(&app, "/oauth/introspect", (Some(&gateway.basic()), "")).await.expect(400);
    assert_eq!(nothing.text("/error"), "invalid_request");
    app.advance(TimeDelta::minutes(16));
    assert_eq!(ask(&gateway, &token).await, inactive);
}

#[actix_web::test]
async fn a_revoked_token_is_refused_on_every_server_at_once() {
    let app = TestApp::start().await;
    let other_server = app.beside();
    let (client, gateway) = (Client::ioffice(), Client::gateway());
    let token = token_of(&app, &client).await.expect(200).text("/access_token");
    // Both have seen it.
    for server in [&app, &other_server] {
        let seen = Actor::with_token(server, &own_token(server, &client).await).get("/campaigns").await;
        seen.expect(200);
    }
    let end = async |by: &Client, token: &str| {
        post(&app, "/oauth/revoke", (Some(&by.basic()), &format!("token={token}"))).await.expect(200)
    };
    // Somebody else's, and what is none, are answered alike.
    end(&gateway, &token).await;
    end(&client, "x").await;
    Actor::with_token(&app, &token).get("/campaigns").await.expect(200);
    end(&client, &token).await;
    end(&client, &token).await;
    Actor::with_token(&app, &token).get("/campaigns").await.expect_problem(401, "invalid_token");
    // The other server signs with keys of its own; its database is the same.
    let foreign = own_token(&other_server, &client).await;
    let machine = Actor::with_token(&other_server, &foreign);
    machine.get("/campaigns").await.expect(200);
    app.admin().await.step_with(&ioffice(), json!({"action": "DISABLE", "reason": "Thử"})).await.expect(200);
    machine.get("/campaigns").await.expect_problem(401, "invalid_token");
}

async fn own_token(app: &TestApp, client: &Client) -> String {
    token_of(app, client).await.expect(200).text("/access_token")
}

/// A key pair of a client, and what it signs.
struct KeyPair {
    signing: EncodingKey,
    id: String,
}

impl KeyPair {
    async fn added(admin: &Actor<'_>, id: &str) -> Self {
        let signing = EncodingKey::from_ec_pem(new_signing_key().unwrap().as_bytes()).unwrap();
        let public = jsonwebtoken::jwk::Jwk::from_encoding_key(&signing, Algorithm::ES256).unwrap();
        let body = json!({"keyId": id, "publicKey": public});
        admin.post(&format!("{}/keys", ioffice()), body).await.expect(201);
        Self { signing, id: id.to_owned() }
    }

    fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.signing).unwrap()
    }
}

async fn by_assertion(app: &TestApp, assertion: &str) -> Reply {
    let body = format!(
        "grant_type=client_credentials&client_assertion={assertion}\
         &client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    post(app, "/oauth/token", (None, &body)).await
}

#[actix_web::test]
async fn a_client_takes_a_token_by_an_assertion_that_it_signed() {
    let app = TestApp::start_published().await;
    let admin = app.admin().await;
    let pair = KeyPair::added(&admin, "khoa-1").await;
    let now = app.now().timestamp();
    let id = Client::ioffice().id;
    let claims = |jti: &str| json!({"iss": id, "sub": id, "aud": "https://thidua.example.vn/oauth/token", "exp": now + 60, "jti": jti});
    let with = |name: &str, value: Value| {
        let mut own = claims(name);
        own[name] = value;
        own
    };
    by_assertion(&app, &pair.sign(&claims("a"))).await.expect(200);
    by_assertion(&app, &pair.sign(&with("aud", json!(["x", "https://thidua.example.vn"])))).await.expect(200);
    let stranger =
        KeyPair { signing: KeyPair::added(&admin, "khoa-2").await.signing, id: "khoa-1".to_owned() };
    let unknown = KeyPair { signing: pair.signing.clone(), id: "khoa-9".to_owned() };
    for (name, assertion) in [
        ("the same again", pair.sign(&claims("a"))),
        ("signed with another key", stranger.sign(&claims("b"))),
        ("a key nobody knows", unknown.sign(&claims("c"))),
        ("another audience", pair.sign(&with("aud", json!("https://other.example")))),
        ("another issuer", pair.sign(&with("iss", json!(Client::gateway().id)))),
        ("another client's", pair.sign(&with("sub", json!(Client::gateway().id)))),
        ("over", pair.sign(&with("exp", json!(now - 31)))),
        ("good for too long", pair.sign(&with("exp", json!(now + 3631)))),
        ("not yet good", pair.sign(&with("nbf", json!(now + 120)))),
        ("without a name", pair.sign(&with("jti", json!("")))),
        ("no assertion", "x.y.z".to_owned()),
    ] {
        let refused = by_assertion(&app, &assertion).await;
        assert_eq!((refused.status, refused.text("/error").as_str()), (401, "invalid_client"), "{name}");
    }
    let client = admin.get(&ioffice()).await.expect(200);
    let keys = client.json()["keys"].as_array().unwrap().clone();
    let key = keys.iter().find(|key| key["keyId"] == "khoa-1").unwrap();
    let key = format!("{}/keys/{}", ioffice(), key["id"].as_str().unwrap());
    admin.call(Method::DELETE, &key).version(1).send().await.expect_problem(412, "stale_version");
    admin.call(Method::DELETE, &key).version(client.version()).send().await.expect(204);
    admin
        .call(Method::DELETE, &key)
        .version(client.version() + 1)
        .send()
        .await
        .expect_problem(404, "not_found");
    by_assertion(&app, &pair.sign(&claims("d"))).await.expect(401);
}

#[actix_web::test]
async fn keys_that_are_none_are_not_taken() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("{}/keys", ioffice());
    let curve = json!({"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
    let add = |id: String, key: Value| admin.post(&path, json!({"keyId": id, "publicKey": key}));
    let mut secret = curve.clone();
    secret["d"] = json!("AAAA");
    for (key, fault) in [(json!({"kty": "EC"}), "key_unusable"), (secret, "key_is_secret")] {
        let refused = add("k".to_owned(), key).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [format!("/publicKey {fault}")]);
    }
    for number in 0..9 {
        add(format!("k{number}"), curve.clone()).await.expect(201);
        if number == 0 {
            add("k0".to_owned(), curve.clone()).await.expect_problem(409, "client_key_already_there");
        }
    }
    add("k9".to_owned(), curve).await.expect_problem(409, "too_many_client_keys");
}

#[actix_web::test]
async fn the_endpoints_are_discovered() {
    let app = TestApp::start_published().await;
    let told = app.anonymous().get("/.well-known/oauth-authorization-server").await.expect(200).json();
    assert_eq!(
        (&told["issuer"], &told["token_endpoint"], &told["jwks_uri"]),
        (
            &json!("https://thidua.example.vn"),
            &json!("https://thidua.example.vn/oauth/token"),
            &json!("https://thidua.example.vn/.well-known/jwks.json")
        )
    );
    assert_eq!(told["scopes_supported"].as_array().unwrap().len(), ClientScope::ALL.len());
    let unpublished = TestApp::start().await;
    let refused = unpublished.anonymous().get("/.well-known/oauth-authorization-server").await;
    refused.expect_problem(409, "no_public_address");
}
