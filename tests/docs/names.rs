//! Names that pages share with the service: operations, their Vietnamese summaries, states, permissions.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;
use thidua::auth::policy::POLICY;

use super::page::Page;

const OFFICERS: &str = "docs/officers.vi.md";
const CONTRIBUTORS: &str = "docs/contributors.md";
const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

fn page<'a>(pages: &'a [Page], path: &str) -> &'a Page {
    pages.iter().find(|page| page.path == path).unwrap()
}

/// The document that the service publishes.
fn document(address: &str, language: &str) -> Value {
    let url = format!("http://{address}/api/v1/openapi.json?lang={language}");
    let output = Command::new("curl").args(["-fsS", "--max-time", "20", &url]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Every `METHOD /path` that a page writes as code.
fn operations(text: &str) -> Vec<(&str, &str)> {
    let spans = text.split('`').skip(1).step_by(2);
    let pairs = spans.filter_map(|span| span.split_once(' '));
    pairs.filter(|(method, path)| METHODS.contains(method) && path.starts_with('/')).collect()
}

fn operation<'a>(document: &'a Value, method: &str, path: &str) -> Option<&'a Value> {
    document["paths"].get(path)?.get(method.to_lowercase())
}

/// Operations that pages name and the document does not have.
pub fn missing_operations(pages: &[Page], address: &str) -> Vec<String> {
    let document = document(address, "en");
    let named =
        pages.iter().flat_map(|page| operations(&page.text).into_iter().map(move |pair| (page, pair)));
    let missing = named.filter(|(_, (method, path))| {
        // A pattern such as /{things}/{id}/transitions stands for several paths.
        !path.starts_with("/{") && operation(&document, method, path).is_none()
    });
    missing.map(|(page, (method, path))| format!("{}: there is no {method} {path}", page.path)).collect()
}

/// Operations that the page for officers calls by another name than Swagger UI does.
pub fn other_summaries(pages: &[Page], address: &str) -> Vec<String> {
    let document = document(address, "vi");
    let text = page(pages, OFFICERS).text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut faults = Vec::new();
    for (before, after) in text.match_indices("** (`").map(|(at, mark)| text.split_at(at + mark.len())) {
        let name = before.trim_end_matches("** (`").rsplit("**").next().unwrap_or_default();
        let (method, path) = after.split('`').next().unwrap_or_default().split_once(' ').unwrap_or_default();
        let summary = operation(&document, method, path).map_or(&Value::Null, |found| &found["summary"]);
        if summary != name {
            faults.push(format!("{OFFICERS}: {method} {path} is called {summary}, not \"{name}\""));
        }
    }
    faults
}

/// States and actions of the document that contributors do not find in the life cycles.
pub fn missing_states(pages: &[Page], address: &str) -> Vec<String> {
    let document = document(address, "en");
    let text = section(&page(pages, CONTRIBUTORS).text, "## Life cycles");
    let mut words = BTreeSet::new();
    for schema in document["components"]["schemas"].as_object().unwrap().values() {
        let member = |name: &str| schema.pointer(&format!("/properties/{name}")).unwrap_or(&Value::Null);
        // What a person is permitted at all is no step of a life.
        if member("roles").is_null() {
            for kind in [member("status"), member("action"), &member("allowedActions")["items"]] {
                words.extend(values(&document, kind));
            }
        }
    }
    assert!(words.len() > 30, "only {words:?}");
    let missing = words.iter().filter(|word| !text.contains(&format!("`{word}`")));
    missing.map(|word| format!("{CONTRIBUTORS}: the life cycles lack {word}")).collect()
}

/// The values of a schema that is an enumeration, or names one.
fn values<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a str> {
    let named = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    let schema = match named {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let rest = text.split_once(heading).unwrap().1;
    rest.split("\n## ").next().unwrap_or_default()
}

/// The table of permissions on the page for contributors: permission and roles.
pub fn permission_table(pages: &[Page]) -> Vec<(String, Vec<String>)> {
    let text = section(&page(pages, CONTRIBUTORS).text, "## Roles and permissions");
    let mut rows = text.lines().filter(|line| line.starts_with('|')).map(|line| {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().trim_matches('`').to_owned())
            .collect::<Vec<_>>()
    });
    let roles = rows.next().unwrap();
    let permission = |cells: Vec<String>| {
        let held = roles.iter().zip(&cells).filter(|(_, cell)| *cell == "✓").map(|(role, _)| role.clone());
        (cells[0].clone(), held.collect())
    };
    rows.skip(1).map(permission).collect()
}

/// The same table as the code has it.
pub fn policy() -> Vec<(String, Vec<String>)> {
    let row = POLICY.iter().map(|(permission, roles)| {
        (permission.as_str().to_owned(), roles.iter().map(|role| role.as_str().to_owned()).collect())
    });
    row.collect()
}
