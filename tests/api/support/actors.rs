//! People who act: each speaks HTTP, with or without a token.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};
use thidua::db::schema::users;
use thidua::features::identity::rules::SESSION_LIFE;
use thidua::features::identity::store::{self, Client};
use uuid::Uuid;

use super::{Reply, TestApp, promise};

/// Somebody who calls the service.
#[derive(Clone)]
pub struct Actor<'a> {
    app: &'a TestApp,
    token: Option<String>,
}

/// A call in the making.
pub struct Call {
    request: reqwest::RequestBuilder,
    method: Method,
    path: String,
}

impl<'a> Actor<'a> {
    pub(super) fn new(app: &'a TestApp, token: Option<String>) -> Self {
        Self { app, token }
    }

    /// Somebody with this token, good or not.
    pub fn with_token(app: &'a TestApp, token: &str) -> Self {
        Self::new(app, Some(token.to_owned()))
    }

    /// The token this actor sends.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// Any call below the service's address.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let base = if is_outside(path) { "" } else { "/api/v1" };
        let url = format!("{}{base}{path}", self.app.address);
        let mut request = self.app.client.request(method.clone(), url);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        Call { request, method, path: path.to_owned() }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path).send().await
    }

    /// Creates or acts, without a precondition.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.call(Method::POST, path).json(&body).send().await
    }

    /// Changes, from a version.
    pub async fn patch(&self, path: &str, version: i32, body: Value) -> Reply {
        self.call(Method::PATCH, path).version(version).merge_patch(&body).send().await
    }

    /// Takes a step from the state as it is now, as somebody does who has just looked.
    pub async fn step(&self, path: &str, action: &str) -> Reply {
        self.step_with(path, json!({"action": action})).await
    }

    /// Takes a step that says more than its action.
    pub async fn step_with(&self, path: &str, body: Value) -> Reply {
        let now = self.get(path).await;
        // Who doesn't see it has no version, and the step is refused for that.
        let version = if now.status == 200 { now.version() } else { 1 };
        self.transition(path, version, body).await
    }

    /// Changes the state, from a version.
    pub async fn transition(&self, path: &str, version: i32, body: Value) -> Reply {
        self.call(Method::POST, &format!("{path}/transitions")).version(version).json(&body).send().await
    }
}

/// Pages outside the document; everything else stands below the API's base path.
fn is_outside(path: &str) -> bool {
    let pages = ["/livez", "/readyz", "/metrics", "/.well-known", "/problems", "/docs", "/verify", "/oauth"];
    path == "/" || pages.iter().any(|page| path.starts_with(page))
}

impl Call {
    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Names the version the change was made from.
    pub fn version(self, version: i32) -> Self {
        self.header("If-Match", &format!("\"v{version}\""))
    }

    /// Names the key of the request.
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// A JSON body.
    pub fn json(self, body: &Value) -> Self {
        self.text("application/json", &body.to_string())
    }

    /// A merge patch as body.
    pub fn merge_patch(self, body: &Value) -> Self {
        self.text("application/merge-patch+json", &body.to_string())
    }

    /// Any text as body.
    pub fn text(self, media_type: &str, body: &str) -> Self {
        self.bytes(media_type, body.as_bytes().to_vec())
    }

    /// Any bytes as body.
    pub fn bytes(mut self, media_type: &str, body: Vec<u8>) -> Self {
        self.request = self.request.header("Content-Type", media_type).body(body);
        self
    }

    /// Sends the call and reads the answer.
    pub async fn send(self) -> Reply {
        let reply = Reply::read(self.request.send().await.expect("an answer")).await;
        promise::check(&self.method, &self.path, &reply);
        reply
    }
}

/// The id of a user by name.
pub(super) async fn user_id(app: &TestApp, username: &str) -> Uuid {
    app.db
        .read(async |mut conn| {
            let query = users::table.filter(users::username.eq(username)).select(users::id);
            Ok(query.first(&mut conn).await?)
        })
        .await
        .unwrap_or_else(|error| panic!("{username}: {error}"))
}

/// An access token of a fresh session, without the work of a sign-in.
pub(super) async fn token_for(app: &TestApp, user: Uuid) -> String {
    let (session, now) = (Uuid::now_v7(), app.now());
    app.db
        .transaction(async |tx: &mut thidua::db::Connection| {
            store::open_session(tx, session, user, now, now + SESSION_LIFE, &Client::default()).await
        })
        .await
        .expect("a session");
    app.parts.state.authenticator.tokens().issue(user, session, now).expect("a token")
}
