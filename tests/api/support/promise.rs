//! Every reply is held against the document: its status, its code, its body and its headers must be what the operation
//! promises. Replies are also recorded, where `RECORD_REPLIES` names a directory, for the test that looks for promises
//! that no reply kept.

use std::collections::{BTreeSet, HashMap};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::Value;
use thidua::http::{Code, schema_check};

use super::{Reply, document};

/// Headers that an answer has only where the document names them.
const PROMISED_HEADERS: [&str; 3] = ["etag", "location", "link"];

type Validators = Mutex<HashMap<(String, u16, String), Option<Arc<Validator>>>>;

static VALIDATORS: LazyLock<Validators> = LazyLock::new(Mutex::default);

static RECORD: LazyLock<Option<Mutex<File>>> = LazyLock::new(|| {
    let directory = std::env::var_os("RECORD_REPLIES")?;
    std::fs::create_dir_all(&directory).expect("a directory of replies");
    let path = std::path::Path::new(&directory).join(std::process::id().to_string());
    Some(Mutex::new(OpenOptions::new().create(true).append(true).open(path).expect("a file of replies")))
});

/// Passes when the document promises this reply.
pub fn check(method: &Method, path: &str, reply: &Reply) {
    let method = if method == Method::HEAD { Method::GET } else { method.clone() };
    let operation = operation(&method, path);
    let id = operation.and_then(|operation| operation["operationId"].as_str());
    record(id.unwrap_or("-"), reply);
    let (Some(operation), Some(id)) = (operation, id) else { return };
    let code = problem_code(reply);
    let promised = &operation["responses"][reply.status.to_string()];
    let promised = resolve(promised);
    assert!(!promised.is_null(), "{id} answers {}, which is not documented: {}", reply.status, reply.raw());
    if let Some(code) = code {
        let is_named = promised
            .pointer("/content/application~1problem+json/examples")
            .is_some_and(|all| !all[&code].is_null());
        assert!(is_named, "{id} answers {code}, which is not documented: {}", reply.raw());
    }
    for header in PROMISED_HEADERS {
        let names = promised["headers"].as_object().into_iter().flatten();
        let is_named = names.into_iter().any(|(name, _)| name.eq_ignore_ascii_case(header));
        assert!(is_named || reply.header(header).is_none(), "{id} answers {header}, which is not documented");
    }
    check_body(id, promised, reply);
}

fn check_body(id: &str, promised: &Value, reply: &Reply) {
    let (Some(media_type), false) = (reply.header("content-type"), reply.body.is_empty()) else { return };
    let media_type = media_type.split(';').next().unwrap_or_default();
    let content = promised["content"].get(media_type);
    let content = content.unwrap_or_else(|| panic!("{id} answers {media_type}, which is not documented"));
    // What is no JSON as a whole is bytes: a table, a file, lines.
    if !media_type.ends_with("json") || media_type == "application/x-ndjson" {
        return;
    }
    let key = (id.to_owned(), reply.status, media_type.to_owned());
    let known = VALIDATORS.lock().expect("validators").get(&key).cloned();
    let validator = known.unwrap_or_else(|| {
        let schema =
            content.get("schema").map(|schema| schema_check::compile(schema, document()).expect("a schema"));
        let validator = schema.map(Arc::new);
        VALIDATORS.lock().expect("validators").insert(key, validator.clone());
        validator
    });
    let Some(validator) = validator else { return };
    let body = reply.json();
    let faults: Vec<String> =
        validator.iter_errors(&body).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{id} {} breaks its schema: {faults:#?}\n{body}", reply.status);
}

fn problem_code(reply: &Reply) -> Option<String> {
    let is_problem = reply.header("content-type") == Some("application/problem+json");
    is_problem.then(|| reply.json()["code"].as_str().unwrap_or_default().to_owned())
}

fn record(id: &str, reply: &Reply) {
    let Some(file) = RECORD.as_ref() else { return };
    let mut codes = BTreeSet::new();
    // The document itself shows every code in its examples.
    let is_json = reply.header("content-type").is_some_and(|media_type| media_type.contains("json"));
    if id != "getOpenApiDocument" && is_json {
        find_codes(&reply.json(), &mut codes);
    }
    if codes.is_empty() {
        codes.insert("-");
    }
    let lines: String = codes.iter().map(|code| format!("{id} {} {code}\n", reply.status)).collect();
    file.lock().expect("a file of replies").write_all(lines.as_bytes()).expect("lines");
}

/// The codes of a problem, of its faults, and of the problems of a batch's entries.
fn find_codes(value: &Value, codes: &mut BTreeSet<&'static str>) {
    match value {
        Value::Object(members) => {
            codes.extend(members.get("code").and_then(Value::as_str).and_then(Code::find).map(Code::as_str));
            members.values().for_each(|member| find_codes(member, codes));
        }
        Value::Array(entries) => entries.iter().for_each(|entry| find_codes(entry, codes)),
        _ => {}
    }
}

fn resolve(value: &Value) -> &Value {
    let reference =
        value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    reference.map_or(value, |pointer| document().pointer(pointer).expect("a reference"))
}

/// The operation behind a path; a literal path wins over one with parameters.
fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next().unwrap_or_default();
    let paths = document()["paths"].as_object().expect("paths");
    let item = paths.get(path).or_else(|| {
        let fitting = paths.iter().filter(|(pattern, _)| fits(pattern, path));
        fitting.min_by_key(|(pattern, _)| pattern.matches('{').count()).map(|(_, item)| item)
    });
    item?.get(method.as_str().to_lowercase())
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    let is_same =
        |(pattern, path): (&&str, &&str)| pattern == path || (pattern.starts_with('{') && !path.is_empty());
    pattern.len() == path.len() && pattern.iter().zip(&path).all(is_same)
}
