//! What follows from the path and the method of an operation, and what every answer has.

use serde_json::{Map, Value, json};

/// The request id of examples.
pub const EXAMPLE_REQUEST_ID: &str = "01980000-0000-7000-8000-0000000000b1";

/// Whether an operation takes an `Idempotency-Key`: every POST and PATCH, except where bodies or answers carry
/// secrets.
#[must_use]
pub fn takes_key(path: &str, method: &str) -> bool {
    let has_secret = path.starts_with("/sessions")
        || path.contains("/password-")
        || path.ends_with("/ballots")
        || path.ends_with("/secrets");
    matches!(method, "post" | "patch") && !has_secret
}

/// Whether an operation needs `If-Match`: it changes, or judges, a thing that has versions.
#[must_use]
pub fn needs_version(path: &str, method: &str) -> bool {
    (matches!(method, "patch" | "delete")
        || (method == "post" && (path.ends_with("/transitions") || path.ends_with("/appraisals"))))
        // Whose id it is, and in which system, says the path, and no other thing changes with it.
        && !path.starts_with("/external-ids/")
        && !path.ends_with("/sessions")
        && !path.starts_with("/sessions")
}

/// Whether a PUT may replace what somebody else wrote.
#[must_use]
pub fn overwrites(path: &str) -> bool {
    !path.starts_with("/external-ids/")
}

/// The headers of every answer.
pub fn shared_headers((is_for_every_site, is_counted): (bool, bool)) -> Map<String, Value> {
    let names = ["API-Version", "X-Request-Id"].into_iter();
    let names = names.chain(is_for_every_site.then_some("Access-Control-Allow-Origin"));
    let names = names.chain(["RateLimit", "RateLimit-Policy"].into_iter().filter(|_| is_counted));
    names.map(|name| (name.to_owned(), header(name))).collect()
}

/// A reference to a shared header.
pub fn header(name: &str) -> Value {
    json!({"$ref": format!("#/components/headers/{name}")})
}
