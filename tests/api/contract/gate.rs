//! The contract gate: what a released document promised to its clients and the current one no longer keeps.
//!
//! Requests may only grow wider and answers only narrower. Where nobody can tell, the gate refuses: a change that is
//! harmless after all costs a version bump, one that slips through costs every client.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::content::{compare_content, compare_request_bodies, compare_responses, compare_schemas};
use super::document::{Direction, Documents, Findings, elements, flag, members, resolved, text};
use super::parameters::{Operation, compare_parameters};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What in the current document breaks a client written for the released one: sentences, sorted, each once.
pub fn breaking_changes(released: &Value, current: &Value) -> Vec<String> {
    let documents = Documents { released, current };
    let mut findings = Findings::new();
    compare_servers(documents, &mut findings);
    compare_security_schemes(documents, &mut findings);
    compare_paths(documents, &mut findings);
    compare_webhooks(documents, &mut findings);
    findings.into_sentences()
}

fn compare_servers(documents: Documents<'_>, findings: &mut Findings) {
    let urls = |document| -> BTreeSet<String> {
        let listed = elements(Value::get(document, "servers"));
        let urls: BTreeSet<_> = listed.iter().map(|server| text(server, "url").to_owned()).collect();
        if urls.is_empty() { BTreeSet::from(["/".to_owned()]) } else { urls }
    };
    for url in urls(documents.released).difference(&urls(documents.current)) {
        findings.add("", &format!("the server {url} was removed"));
    }
}

/// A scheme is compared without its words and scopes; the scopes count where an operation asks for them.
fn compare_security_schemes(documents: Documents<'_>, findings: &mut Findings) {
    let schemes = |document| Value::pointer(document, "/components/securitySchemes");
    for (name, before) in members(schemes(documents.released)) {
        let Some(after) = schemes(documents.current).and_then(|schemes| schemes.get(name)) else {
            // Whether anyone misses it is seen at the operations that used it.
            continue;
        };
        let (before, after) = (resolved(documents.released, before), resolved(documents.current, after));
        for member in ["type", "scheme", "in", "name", "openIdConnectUrl"] {
            if before.get(member) != after.get(member) {
                findings.add(&format!("security scheme {name}"), &format!("`{member}` changed"));
            }
        }
        for (flow, before) in members(before.get("flows")) {
            let now = after.get("flows").and_then(|flows| flows.get(flow));
            let differs = |url: &str| before.get(url) != now.and_then(|flow| flow.get(url));
            if now.is_none() || ["authorizationUrl", "tokenUrl", "refreshUrl"].into_iter().any(differs) {
                findings.add(&format!("security scheme {name}"), &format!("the flow {flow} changed"));
            }
        }
    }
}

fn compare_paths(documents: Documents<'_>, findings: &mut Findings) {
    let current: BTreeMap<_, _> = members(documents.current.get("paths"))
        .map(|(path, item)| (without_names(path), (path, item)))
        .collect();
    for (path, item) in members(documents.released.get("paths")) {
        let item = resolved(documents.released, item);
        let now = current.get(&without_names(path));
        for (method, operation) in operations(item) {
            findings.about(format!("{} {path}", method.to_uppercase()));
            let old = Operation { template: path, path_item: item, content: operation };
            let new = now.and_then(|(template, item)| {
                let path_item = resolved(documents.current, item);
                Some(Operation { template, path_item, content: path_item.get(method)? })
            });
            match new {
                Some(new) => compare_operations(documents, old, new, findings),
                None => findings.add("", "the operation was removed"),
            }
        }
    }
}

fn compare_operations(
    documents: Documents<'_>,
    old: Operation<'_>,
    new: Operation<'_>,
    findings: &mut Findings,
) {
    let (before, after) = (old.content, new.content);
    let (old_id, new_id) = (text(before, "operationId"), text(after, "operationId"));
    if !old_id.is_empty() && old_id != new_id {
        findings.add("", &format!("the operationId changed from {old_id} to {new_id}"));
    }
    compare_security(documents, before, after, findings);
    compare_parameters(documents, old, new, findings);
    compare_request_bodies(documents, before, after, findings);
    compare_responses(documents, before, after, findings);
}

/// Scheme names with their scopes, all of which one way in needs.
type WayIn = BTreeMap<String, BTreeSet<String>>;

fn compare_security(documents: Documents<'_>, old: &Value, new: &Value, findings: &mut Findings) {
    let now = ways_in(documents.current, new);
    let no_more = |asked: &WayIn, had: &WayIn| {
        asked.iter().all(|(scheme, scopes)| had.get(scheme).is_some_and(|held| scopes.is_subset(held)))
    };
    for way in ways_in(documents.released, old) {
        if now.iter().any(|asked| no_more(asked, &way)) {
            continue;
        }
        let schemes = way.keys().map(String::as_str).collect::<Vec<_>>().join(" and ");
        if schemes.is_empty() {
            findings.add("security", "it no longer answers without credentials");
        } else {
            findings.add("security", &format!("{schemes} with the scopes asked before is no longer enough"));
        }
    }
}

/// The ways to be let in; one that asks for nothing where nothing is asked.
fn ways_in(document: &Value, operation: &Value) -> Vec<WayIn> {
    let scopes = |listed: &Value| -> BTreeSet<String> {
        elements(Some(listed)).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let listed = elements(operation.get("security").or_else(|| document.get("security")));
    if listed.is_empty() {
        return vec![WayIn::new()];
    }
    let way =
        |way: &Value| members(Some(way)).map(|(scheme, asked)| (scheme.clone(), scopes(asked))).collect();
    listed.iter().map(way).collect()
}

/// In a webhook the directions turn round: the service sends the request, the client answers.
fn compare_webhooks(documents: Documents<'_>, findings: &mut Findings) {
    for (name, item) in members(documents.released.get("webhooks")) {
        let now = documents.current.get("webhooks").and_then(|webhooks| webhooks.get(name));
        for (method, before) in operations(resolved(documents.released, item)) {
            findings.about(format!("webhook {name} {}", method.to_uppercase()));
            match now.and_then(|item| resolved(documents.current, item).get(method)) {
                None => findings.add("", "the webhook was removed"),
                Some(after) => compare_deliveries(documents, before, after, findings),
            }
        }
    }
}

fn compare_deliveries(documents: Documents<'_>, old: &Value, new: &Value, findings: &mut Findings) {
    let body = |document, operation| {
        resolved(document, Value::get(operation, "requestBody").unwrap_or(&Value::Null))
    };
    let bodies = (body(documents.released, old), body(documents.current, new));
    compare_content(documents, Direction::Response, "payload", bodies, findings);

    for before in elements(old.get("parameters")).iter().map(|written| resolved(documents.released, written))
    {
        let mut sent =
            elements(new.get("parameters")).iter().map(|written| resolved(documents.current, written));
        let same_name = |other: &&Value| text(other, "name").eq_ignore_ascii_case(text(before, "name"));
        let always = |parameter| flag(parameter, "required", false);
        let place = format!("header {}", text(before, "name"));
        match sent.find(same_name) {
            None => findings.add(&place, "it is no longer sent"),
            Some(after) if always(before) && !always(after) => {
                findings.add(&place, "it is no longer always sent");
            }
            Some(after) => {
                compare_schemas(documents, Direction::Response, &place, (before, after), findings);
            }
        }
    }
    for (status, _) in members(old.get("responses")).filter(|(status, _)| status.starts_with('2')) {
        if new.get("responses").is_none_or(|answers| answers.get(status).is_none()) {
            findings.add(&format!("receipt {status}"), "it is no longer accepted");
        }
    }
}

fn operations(path_item: &Value) -> impl Iterator<Item = (&'static str, &Value)> {
    METHODS.into_iter().filter_map(|method| Some((method, path_item.get(method)?)))
}

/// The path with its parameters' names left out: renaming one changes no request.
fn without_names(path: &str) -> String {
    let mut shape = String::new();
    for part in path.split_inclusive('{') {
        shape.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    shape
}
