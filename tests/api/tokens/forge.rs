//! The forge: a good token, the service's own key, and whatever can be bent with them.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::Value;

use crate::oauth::{Client, token_of};
use crate::support::{Actor, TestApp};

/// An attack: what it is, and the token that is sent.
pub type Attack = (String, String);

/// A service, a good token of it in its parts, and the key that signed it.
pub struct Forge {
    /// The service.
    pub app: TestApp,
    /// A good token, of the administrator or of a machine client.
    pub token: String,
    /// What its holder reads.
    door: &'static str,
    /// Its header.
    pub header: Value,
    /// Its claims.
    pub claims: Value,
    /// The published point of the key: x and y.
    pub point: Vec<u8>,
    key: EncodingKey,
}

/// Whether the signature of a token has one of the letters that the two alphabets of base64 write differently.
fn tells_alphabets_apart(token: &str) -> bool {
    token.rsplit_once('.').unwrap().1.contains(['-', '_'])
}

impl Forge {
    /// A forge at a service of its own.
    pub async fn start() -> Self {
        Box::pin(Self::of(TestApp::start().await)).await
    }

    /// A forge at this service.
    pub async fn of(app: TestApp) -> Self {
        loop {
            let token = app.admin().await.token().to_owned();
            if tells_alphabets_apart(&token) {
                return Box::pin(Self::with_token(app, token, "/me")).await;
            }
        }
    }

    /// A forge at a service of its own, with the token of a machine client.
    pub async fn of_client() -> Self {
        let app = TestApp::start().await;
        loop {
            let token = token_of(&app, &Client::ioffice()).await.expect(200).text("/access_token");
            if tells_alphabets_apart(&token) {
                return Box::pin(Self::with_token(app, token, "/campaigns")).await;
            }
        }
    }

    async fn with_token(app: TestApp, token: String, door: &'static str) -> Self {
        let keys = app.anonymous().get("/.well-known/jwks.json").await.json();
        let coordinate = |name: &str| unpacked(keys["keys"][0][name].as_str().unwrap());
        let point = [coordinate("x"), coordinate("y")].concat();
        let part = |index: usize| serde_json::from_slice(&unpacked(token.split('.').nth(index).unwrap()));
        let (header, claims) = (part(0).unwrap(), part(1).unwrap());
        let key = EncodingKey::from_ec_pem(app.plan.signing_keys[0].pem.as_bytes()).unwrap();
        Self { app, token, door, header, claims, point, key }
    }

    /// The service's signature of a message: r and s.
    pub fn signature(&self, message: &str) -> Vec<u8> {
        unpacked(&jsonwebtoken::crypto::sign(message.as_bytes(), &self.key, Algorithm::ES256).unwrap())
    }

    /// A token of these texts, as they are, signed with the service's own key.
    pub fn signed_text(&self, header: &str, payload: impl AsRef<[u8]>) -> String {
        let message = format!("{}.{}", packed(header), packed(payload));
        format!("{message}.{}", packed(self.signature(&message)))
    }

    /// A token of this header and these claims, signed with the service's own key.
    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        self.signed_text(&header.to_string(), claims.to_string())
    }

    /// A token of this header and the good claims under a signature that somebody else makes.
    pub fn signed_by(&self, header: &Value, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
        let message = self.message(header);
        format!("{message}.{}", packed(sign(message.as_bytes())))
    }

    /// What is signed: this header and the good claims.
    pub fn message(&self, header: &Value) -> String {
        format!("{}.{}", packed(header.to_string()), packed(self.claims.to_string()))
    }

    /// The good header with one member changed.
    pub fn header_with(&self, name: &str, value: Value) -> Value {
        let mut header = self.header.clone();
        header[name] = value;
        header
    }

    /// The good claims with one member changed.
    pub fn claims_with(&self, name: &str, value: Value) -> Value {
        let mut claims = self.claims.clone();
        claims[name] = value;
        claims
    }

    /// The published key as a PEM text.
    pub fn public_pem(&self) -> String {
        // SubjectPublicKeyInfo of a P-256 key, up to its point.
        const PREFIX: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE";
        let key = STANDARD.encode([STANDARD.decode(PREFIX).unwrap(), self.point.clone()].concat());
        let (first, second) = key.split_at(64);
        format!("-----BEGIN PUBLIC KEY-----\n{first}\n{second}\n-----END PUBLIC KEY-----\n")
    }

    /// Passes when every attack is refused, and refused again: good signatures are remembered.
    pub async fn refuses(&self, attacks: Vec<Attack>) {
        let mut wrong = Vec::new();
        for (name, token) in attacks {
            for _ in 0..2 {
                let reply = Actor::with_token(&self.app, &token).get(self.door).await;
                let code = reply.json()["code"].as_str().unwrap_or_default().to_owned();
                if (reply.status, code.as_str()) != (401, "invalid_token") {
                    wrong.push(format!("{name}: {} {}", reply.status, reply.raw()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Actor::with_token(&self.app, &self.token).get(self.door).await.expect(200);
    }

    /// Passes when every variant opens the door: (what it is, why that is right, the token).
    pub async fn accepts(&self, variants: Vec<(&str, &str, String)>) {
        for (name, reason, token) in variants {
            let reply = Actor::with_token(&self.app, &token).get(self.door).await;
            assert_eq!(reply.status, 200, "{name} ({reason}): {}", reply.raw());
        }
    }
}

/// Base64 as tokens have it.
pub fn packed(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes again.
pub fn unpacked(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// A named row of a table.
pub fn attack(name: impl Into<String>, token: impl Into<String>) -> Attack {
    (name.into(), token.into())
}
