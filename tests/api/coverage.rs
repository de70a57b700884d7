//! Lists that must agree: what the document names and what the catalogue explains; what a page says and what was decided.
//! Whether tests reach all of it `tests/replies` counts.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use thidua::http::Code;

use crate::contract::document::resolved;
use crate::support::document;

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
