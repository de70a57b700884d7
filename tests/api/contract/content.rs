//! Compares bodies, answers and headers: everything that carries a schema in an operation.

use serde_json::Value;

use super::document::{Direction, Documents, Findings, flag, members, resolved};
use super::schema;

/// Compares the request bodies of an operation; `None` where it takes none.
pub fn compare_request_bodies(documents: Documents<'_>, old: &Value, new: &Value, findings: &mut Findings) {
    let before = old.get("requestBody").map(|body| resolved(documents.released, body));
    let after = new.get("requestBody").map(|body| resolved(documents.current, body));
    let required = |body: &Value| flag(body, "required", false);
    match (before, after) {
        (Some(_), None) => findings.add("request body", "it is no longer accepted"),
        (None, Some(body)) if required(body) => {
            findings.add("request body", "a body is required where there was none");
        }
        (None, _) => {}
        (Some(before), Some(after)) => {
            if required(after) && !required(before) {
                findings.add("request body", "it became required");
            }
            compare_content(documents, Direction::Request, "request body", (before, after), findings);
        }
    }
}

/// Compares the answers of an operation, status by status.
pub fn compare_responses(documents: Documents<'_>, old: &Value, new: &Value, findings: &mut Findings) {
    let answers_now = new.get("responses");
    for (status, before) in members(old.get("responses")) {
        let place = format!("answer {status}");
        match answers_now.and_then(|answers| answers.get(status)) {
            None => findings.add(&place, "it was removed"),
            Some(after) => {
                let pair = (resolved(documents.released, before), resolved(documents.current, after));
                compare_headers(documents, &place, pair, findings);
                compare_content(documents, Direction::Response, &place, pair, findings);
            }
        }
    }
    let known = |status: &str| old.get("responses").is_some_and(|answers| answers.get(status).is_some());
    for (status, _) in
        members(answers_now).filter(|(status, _)| !known(status) && !is_harmless_when_new(status))
    {
        findings
            .add(&format!("answer {status}"), "it is new, and no client expects a success it does not know");
    }
}

/// Clients must cope with any error, and only who sent a precondition is told that nothing changed.
fn is_harmless_when_new(status: &str) -> bool {
    status.starts_with(['4', '5']) || matches!(status, "default" | "304")
}

/// Compares what two parts carry, media type by media type.
pub fn compare_content(
    documents: Documents<'_>,
    direction: Direction,
    place: &str,
    (old, new): (&Value, &Value),
    findings: &mut Findings,
) {
    for (media_type, before) in members(old.get("content")) {
        let place = format!("{place} {media_type}");
        match new.get("content").and_then(|content| content.get(media_type)) {
            None => findings.add(&place, &format!("the media type {}", direction.gone())),
            Some(after) => {
                compare_schemas(documents, direction, &place, (before, after), findings);
                if before.get("encoding") != after.get("encoding") {
                    findings.add(&place, "the encoding of its parts changed");
                }
            }
        }
    }
}

/// Compares the schemas of two parts; a part without one may hold anything.
pub fn compare_schemas(
    documents: Documents<'_>,
    direction: Direction,
    place: &str,
    (old, new): (&Value, &Value),
    findings: &mut Findings,
) {
    let any = Value::Bool(true);
    let (before, after) = (old.get("schema").unwrap_or(&any), new.get("schema").unwrap_or(&any));
    for broken in schema::breaks(documents, direction, before, after) {
        if broken.pointer.is_empty() {
            findings.add(place, &broken.what);
        } else {
            findings.add(&format!("{place} at {}", broken.pointer), &broken.what);
        }
    }
}

fn compare_headers(
    documents: Documents<'_>,
    place: &str,
    (old, new): (&Value, &Value),
    findings: &mut Findings,
) {
    for (name, before) in members(old.get("headers")) {
        let place = format!("{place} header {name}");
        let same_header = members(new.get("headers")).find(|(other, _)| other.eq_ignore_ascii_case(name));
        let Some((_, after)) = same_header else {
            findings.add(&place, "it is no longer answered");
            continue;
        };
        let (before, after) = (resolved(documents.released, before), resolved(documents.current, after));
        if flag(before, "required", false) && !flag(after, "required", false) {
            findings.add(&place, "it is no longer always answered");
        }
        compare_schemas(documents, Direction::Response, &place, (before, after), findings);
    }
}
