//! Lists that must agree: what the document promises, what the catalogue explains, and what tests reach.
//!
//! The codes below are reached by a test of their own outside this binary's HTTP calls; everything else in the
//! catalogue must be named by a test in this folder.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use thidua::http::Code;

use crate::contract::document::resolved;
use crate::support::document;

fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text += &sources(&path);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("coverage.rs") {
            text += &fs::read_to_string(&path).unwrap();
        }
    }
    text
}

/// Codes that only a race, an outage or a fault of ours brings about: code and where it is shown.
const SHOWN_ELSEWHERE: &[(&str, &str)] =
    &[("not_allowed", "src/http/schema_check.rs: a keyword of JSON Schema without a code of its own")];

#[test]
fn every_code_of_the_catalogue_is_reached_by_a_test() {
    let tests = sources(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api").as_path());
    let words: HashSet<&str> =
        tests.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let missing: Vec<_> = Code::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| !SHOWN_ELSEWHERE.iter().any(|(shown, _)| shown == code))
        .filter(|code| !words.contains(code))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_page_on_security_says_what_was_decided() {
    use thidua::auth::tokens::ACCESS_TOKEN_SECONDS;
    use thidua::features::identity::rules::guesses::{OF_A_NETWORK, OF_AN_ACCOUNT};
    use thidua::features::identity::rules::passwords::{
        FIRST_USE_WITHIN, PASSWORD_MAX, PASSWORD_MIN, SURROUNDINGS,
    };
    use thidua::features::identity::rules::{SESSION_IDLE, SESSION_LIFE};
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/security.md");
    let page = fs::read_to_string(page).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let (account, network) = (OF_AN_ACCOUNT, OF_A_NETWORK);
    for decided in [
        format!("have {PASSWORD_MIN} to {PASSWORD_MAX} characters"),
        SURROUNDINGS.join(", "),
        format!("good for {} hours", FIRST_USE_WITHIN.num_hours()),
        format!(
            "has {} wrong passwords at once and one more every {} minutes, a network {} and one more every {} seconds",
            account.at_once,
            account.refill.num_minutes(),
            network.at_once,
            network.refill.num_seconds()
        ),
        format!("end after {} hours, or after {} hours", SESSION_LIFE.num_hours(), SESSION_IDLE.num_hours()),
        format!("tokens live {} minutes", ACCESS_TOKEN_SECONDS / 60),
    ] {
        assert!(page.contains(&decided), "docs/security.md does not say: {decided}");
    }
}

#[test]
fn every_path_is_called_by_a_test() {
    let tests = sources(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api").as_path());
    let document = document();
    for path in document["paths"].as_object().unwrap().keys() {
        let telling = path.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default();
        assert!(tests.contains(telling), "{path} is called by no test");
    }
}

#[test]
fn every_code_of_the_document_is_in_the_catalogue() {
    let document = document();
    let mut told = HashSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let examples = resolved(document, response)
                    .pointer("/content/application~1problem+json/examples")
                    .and_then(Value::as_object);
                for code in examples.into_iter().flatten().map(|(code, _)| code) {
                    let row = Code::find(code).unwrap_or_else(|| panic!("{method} {path}: {code}")).row();
                    assert_eq!(row.status.to_string(), *status, "{method} {path}: {code}");
                    told.insert(code);
                }
            }
        }
    }
    assert!(told.len() > 50, "only {} codes were found in the document", told.len());
}
