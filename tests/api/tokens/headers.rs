//! Headers that bring a key, a rule or another kind of token along.

use std::net::TcpListener;
use std::time::Duration;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::forge::{Attack, Forge, attack, packed};
use super::signatures::foreign_es256;

/// Counts who calls an address that a token names.
pub struct Canary(TcpListener);

impl Canary {
    /// A canary on an address of its own.
    pub fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.0.local_addr().unwrap())
    }

    /// Passes when nobody called, also a little later: a call that never comes is no event to wait for.
    async fn heard_nothing(&self) {
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(self.0.accept().is_err(), "the service called an address that a token named");
    }
}

#[actix_web::test]
async fn a_token_with_a_bent_header_is_refused() {
    let forge = Forge::start().await;
    forge.refuses(attacks(&forge)).await;
}

#[actix_web::test]
async fn a_token_that_brings_its_own_key_is_refused_and_no_address_in_it_is_called() {
    let (forge, canary) = (Forge::start().await, Canary::listen());
    forge.refuses(keys_of_their_own(&forge, &canary)).await;
    canary.heard_nothing().await;
}

#[actix_web::test]
async fn a_header_may_say_more_as_long_as_nothing_follows_from_it() {
    let (forge, canary) = (Forge::start().await, Canary::listen());
    let with = |name: &str, value: Value| forge.signed(&forge.header_with(name, value), &forge.claims);
    let unknown = "a member that is not understood is ignored (RFC 7515, 4)";
    let uncalled = "it is our own signature, and the address is never called";
    forge
        .accepts(vec![
            ("an unknown member", unknown, with("shoe", json!(44))),
            ("jku", uncalled, with("jku", json!(canary.url("jwks.json")))),
            ("x5u", uncalled, with("x5u", json!(canary.url("chain.pem")))),
            (
                "blanks in the header",
                "JSON has blanks",
                forge.signed_text(&format!("{:#}", forge.header), forge.claims.to_string()),
            ),
        ])
        .await;
    canary.heard_nothing().await;
}

pub fn attacks(forge: &Forge) -> Vec<Attack> {
    [members(forge), bare_payloads(forge), doubles(forge), compressed(forge)].concat()
}

/// One member bent, and signed with our own key.
fn members(forge: &Forge) -> Vec<Attack> {
    let rows = [
        ("typ", json!("JWT")),
        ("typ", json!("at+JWT")),
        ("typ", json!("AT+JWT")),
        ("typ", json!("application/at+jwt")),
        ("typ", json!("rt+jwt")),
        ("typ", json!("at+jwt ")),
        ("typ", json!("")),
        ("typ", json!(1)),
        ("typ", Value::Null),
        ("kid", json!("another")),
        ("kid", json!("../../../../etc/passwd")),
        ("kid", json!("/dev/null")),
        ("kid", json!("' OR '1'='1")),
        ("kid", json!("x' UNION SELECT 'secret' -- ")),
        ("kid", json!("https://elsewhere.example/key.pem")),
        ("kid", json!("a; cat /etc/passwd |")),
        ("kid", json!("k".repeat(2_000))),
        ("kid", json!("")),
        ("kid", json!("\u{0}")),
        ("kid", json!(0)),
        ("kid", json!([forge.header["kid"]])),
        ("kid", Value::Null),
        ("crit", json!(["exp"])),
        ("crit", json!(["shoe"])),
        ("crit", json!([])),
        ("crit", json!("exp")),
        ("crit", json!([1])),
    ];
    let bent = rows.into_iter().map(|(name, value)| {
        let token = forge.signed(&forge.header_with(name, value.clone()), &forge.claims);
        attack(format!("{name} is {value}"), token)
    });
    let missing = ["typ", "alg", "kid"].map(|name| {
        let mut header = forge.header.clone();
        header.as_object_mut().unwrap().remove(name);
        attack(format!("{name} is missing"), forge.signed(&header, &forge.claims))
    });
    bent.chain(missing).collect()
}

/// Payloads that are not packed, or not there (RFC 7797).
fn bare_payloads(forge: &Forge) -> Vec<Attack> {
    let mut header = forge.header_with("b64", json!(false));
    let head = packed(header.to_string());
    let bare = forge.claims.to_string();
    let over_bare = packed(forge.signature(&format!("{head}.{bare}")));
    let mut attacks = vec![
        attack(
            "b64 false, the signature over the bare payload",
            format!("{head}.{}.{over_bare}", packed(&bare)),
        ),
        attack("b64 false, the bare payload in the token", format!("{head}.{bare}.{over_bare}")),
        attack("b64 false, the payload left out", format!("{head}..{over_bare}")),
    ];
    header["crit"] = json!(["b64"]);
    attacks.push(attack("b64 false and crit", forge.signed(&header, &forge.claims)));
    header["b64"] = json!(true);
    attacks.push(attack("b64 true and crit", forge.signed(&header, &forge.claims)));
    attacks
}

/// Members that stand twice, so that two readers may see two headers.
fn doubles(forge: &Forge) -> Vec<Attack> {
    let (header, claims) = (forge.header.to_string(), forge.claims.to_string());
    let also = |text: &str, member: &str| format!("{{{member},{}", &text[1..]);
    let and_then = |text: &str, member: &str| format!("{},{member}}}", &text[..text.len() - 1]);
    vec![
        attack("alg none, then ES256", forge.signed_text(&also(&header, r#""alg":"none""#), &claims)),
        attack("alg ES256, then none", forge.signed_text(&and_then(&header, r#""alg":"none""#), &claims)),
        attack("alg ES256 twice", forge.signed_text(&also(&header, r#""alg":"ES256""#), &claims)),
        attack("alg in escapes", forge.signed_text(&and_then(&header, r#""\u0061lg":"none""#), &claims)),
        attack("kid twice", forge.signed_text(&also(&header, r#""kid":"another""#), &claims)),
        attack("typ twice", forge.signed_text(&and_then(&header, r#""typ":"JWT""#), &claims)),
        attack(
            "sub twice",
            forge.signed_text(&header, also(&claims, r#""sub":"01980000-0000-7000-8000-000000000003""#)),
        ),
        attack("exp twice", forge.signed_text(&header, and_then(&claims, r#""exp":9999999999"#))),
    ]
}

/// A compressed payload: DEFLATE with one stored block.
fn compressed(forge: &Forge) -> Vec<Attack> {
    let claims = forge.claims.to_string();
    let length = u16::try_from(claims.len()).unwrap();
    let stored = [&[1], &length.to_le_bytes()[..], &(!length).to_le_bytes()[..], claims.as_bytes()].concat();
    let header = forge.header_with("zip", json!("DEF")).to_string();
    let message = format!("{}.{}", packed(&header), packed(&stored));
    let unsigned = packed(foreign_es256()(message.as_bytes()));
    vec![
        attack("a compressed payload", forge.signed_text(&header, &stored)),
        attack("a compressed payload of somebody else", format!("{message}.{unsigned}")),
    ]
}

/// Keys that the token itself brings or points at, with a signature that fits them.
pub fn keys_of_their_own(forge: &Forge, canary: &Canary) -> Vec<Attack> {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let point = key.public_key().as_ref();
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": packed(&point[1..33]), "y": packed(&point[33..]), "alg": "ES256"});
    let (keys, chain) = (canary.url("jwks.json"), canary.url("chain.pem"));
    let rows = [
        ("an embedded key", vec![("jwk", jwk.clone())]),
        ("an embedded key without an id", vec![("jwk", jwk.clone()), ("kid", Value::Null)]),
        ("an embedded key with an id of its own", vec![("jwk", jwk), ("kid", json!("theirs"))]),
        ("an embedded shared key", vec![("jwk", json!({"kty": "oct", "k": packed("secret")}))]),
        ("keys at an address", vec![("jku", json!(keys))]),
        ("keys at an address, by an id of their own", vec![("jku", json!(keys)), ("kid", json!("theirs"))]),
        ("keys in a file", vec![("jku", json!("file:///etc/passwd"))]),
        ("a chain at an address", vec![("x5u", json!(chain)), ("x5t", json!(packed([0; 20])))]),
        ("an embedded chain", vec![("x5c", json!([STANDARD.encode(point)]))]),
        ("an id that is an address", vec![("kid", json!(keys))]),
        ("an issuer's address", vec![("iss", json!(canary.url("")))]),
    ];
    rows.into_iter()
        .map(|(name, members)| {
            let mut header = forge.header.clone();
            for (member, value) in members {
                header[member] = value;
            }
            let rng = aws_lc_rs::rand::SystemRandom::new();
            attack(
                name,
                forge.signed_by(&header, |message| key.sign(&rng, message).unwrap().as_ref().to_vec()),
            )
        })
        .collect()
}
