//! An answer, with what is different in every run written away.

use std::fmt::Write;

use reqwest::header::HeaderMap;
use serde_json::Value;
use uuid::Uuid;

/// Headers that a snapshot shows, in this order.
const SHOWN: [&str; 9] = [
    "location",
    "etag",
    "allow",
    "accept",
    "link",
    "retry-after",
    "www-authenticate",
    "idempotent-replayed",
    "content-language",
];

/// An answer of the service.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Reply {
    pub(super) async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.map(|bytes| bytes.to_vec()).unwrap_or_default();
        Self { status, headers, body }
    }

    /// The body as JSON; null when it is something else.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A text in the body, by JSON pointer.
    pub fn text(&self, pointer: &str) -> String {
        let body = self.json();
        body.pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no {pointer} in {body}"))
            .to_owned()
    }

    /// The version of what the body shows.
    #[track_caller]
    pub fn version(&self) -> i32 {
        let version = self.json()["version"].as_i64().unwrap_or_else(|| panic!("no version: {}", self.raw()));
        i32::try_from(version).expect("a version")
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as it came.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Passes when the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.raw());
        self
    }

    /// Passes when it is a problem of this status and code.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.text("/code").as_str()), (status, code), "{}", self.raw());
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        self
    }

    /// The faults as `place code`.
    pub fn faults(&self) -> Vec<String> {
        let body = self.json();
        let faults = body.get("errors").and_then(Value::as_array).cloned().unwrap_or_default();
        let text = |fault: &Value, name: &str| fault.get(name).and_then(Value::as_str).map(str::to_owned);
        let place = |fault: &Value| {
            let places = ["pointer", "parameter", "header"];
            places.iter().find_map(|name| text(fault, name)).unwrap_or_default()
        };
        let mut faults: Vec<_> = faults
            .iter()
            .map(|fault| format!("{} {}", place(fault), text(fault, "code").unwrap_or_default()))
            .collect();
        faults.sort();
        faults
    }

    /// Status, telling headers and body; ids that are not the sample's and hashes are written away.
    pub fn snapshot(&self) -> String {
        let mut text = format!("{}\n", self.status);
        for name in SHOWN {
            if let Some(value) = self.header(name) {
                writeln!(text, "{name}: {}", stable(value)).expect("a string");
            }
        }
        let body = match self.json() {
            Value::Null => self.raw(),
            json => serde_json::to_string_pretty(&json).expect("JSON"),
        };
        text + &stable(&body)
    }
}

/// Ids of this run and hashes of ETags give way to marks.
fn stable(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let candidate = rest.get(..36).unwrap_or_default();
        if candidate.parse::<Uuid>().is_ok() && !candidate.starts_with("01980000-") {
            result.push_str("<id>");
            rest = rest.get(36..).unwrap_or_default();
        } else {
            result.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    match (result.find("\"v"), result.rfind('"')) {
        (Some(0), Some(end)) if end > 2 && result.contains('-') => {
            let version = result.split('-').next().unwrap_or_default().to_owned();
            format!("{version}-<hash>\"")
        }
        _ => result,
    }
}
