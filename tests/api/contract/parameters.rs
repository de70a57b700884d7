//! Compares the parameters of an operation: where they stand, how they are written, whether they must be there.

use serde_json::{Value, json};

use super::content::{compare_content, compare_schemas};
use super::document::{Direction, Documents, Findings, elements, flag, resolved, text};

/// An operation together with the path it stands under, which may hold parameters of its own.
#[derive(Clone, Copy)]
pub struct Operation<'a> {
    /// The path as the document writes it.
    pub template: &'a str,
    /// Everything that stands under the path.
    pub path_item: &'a Value,
    /// The operation itself.
    pub content: &'a Value,
}

/// A parameter with what identifies it between two documents.
struct Parameter<'a> {
    location: &'a str,
    /// Header names without case; path parameters by position, so that renaming one is no change.
    identity: String,
    content: &'a Value,
}

impl Parameter<'_> {
    fn place(&self) -> String {
        format!("{} parameter {}", self.location, text(self.content, "name"))
    }

    fn is_required(&self) -> bool {
        flag(self.content, "required", false)
    }

    fn is(&self, other: &Parameter<'_>) -> bool {
        self.location == other.location && self.identity == other.identity
    }
}

/// Compares the parameters of an operation in both documents.
pub fn compare_parameters(
    documents: Documents<'_>,
    old: Operation<'_>,
    new: Operation<'_>,
    findings: &mut Findings,
) {
    let before = parameters(documents.released, old);
    let after = parameters(documents.current, new);
    for parameter in &before {
        match after.iter().find(|other| other.is(parameter)) {
            Some(now) => compare_parameter(documents, parameter, now, findings),
            None => findings.add(&parameter.place(), &fate(parameter, &after)),
        }
    }
    let is_new = |parameter: &&Parameter<'_>| !before.iter().any(|other| other.is(parameter));
    for parameter in after.iter().filter(is_new).filter(|parameter| parameter.is_required()) {
        findings.add(&parameter.place(), "it is new and required");
    }
}

/// What became of a parameter that no longer stands where it stood.
fn fate(parameter: &Parameter<'_>, after: &[Parameter<'_>]) -> String {
    let name = text(parameter.content, "name");
    match after.iter().find(|other| text(other.content, "name") == name) {
        Some(elsewhere) => format!("it moved from {} to {}", parameter.location, elsewhere.location),
        None => "it is no longer accepted".to_owned(),
    }
}

fn compare_parameter(
    documents: Documents<'_>,
    old: &Parameter<'_>,
    new: &Parameter<'_>,
    findings: &mut Findings,
) {
    let place = old.place();
    if new.is_required() && !old.is_required() {
        findings.add(&place, "it became required");
    }
    let (before, after) = (serialization(old), serialization(new));
    if before != after {
        findings.add(&place, &format!("its serialization changed from {before} to {after}"));
    }
    for leniency in ["allowEmptyValue", "allowReserved"] {
        if flag(old.content, leniency, false) && !flag(new.content, leniency, false) {
            findings.add(&place, &format!("`{leniency}` was withdrawn"));
        }
    }
    let pair = (old.content, new.content);
    compare_content(documents, Direction::Request, &place, pair, findings);
    compare_schemas(documents, Direction::Request, &place, pair, findings);
}

/// Style and explode with the values they have when they are not written, and whether the value is a document itself.
fn serialization(parameter: &Parameter<'_>) -> Value {
    let usual_style = if matches!(parameter.location, "path" | "header") { "simple" } else { "form" };
    let style = match text(parameter.content, "style") {
        "" => usual_style,
        written => written,
    };
    let explode = flag(parameter.content, "explode", style == "form");
    json!({"style": style, "explode": explode, "asContent": parameter.content.get("content").is_some()})
}

/// The parameters of an operation; one of the path gives way to the operation's own of the same name.
fn parameters<'a>(document: &'a Value, operation: Operation<'a>) -> Vec<Parameter<'a>> {
    let mut found = Vec::<Parameter<'a>>::new();
    for holder in [operation.content, operation.path_item] {
        for written in elements(holder.get("parameters")) {
            let content = resolved(document, written);
            let location = text(content, "in");
            let identity = identity(location, text(content, "name"), operation.template);
            let parameter = Parameter { location, identity, content };
            if !found.iter().any(|known| known.is(&parameter)) {
                found.push(parameter);
            }
        }
    }
    found
}

fn identity(location: &str, name: &str, template: &str) -> String {
    match location {
        "path" => match template.split('{').skip(1).position(|part| part.split('}').next() == Some(name)) {
            Some(position) => position.to_string(),
            None => name.to_owned(),
        },
        "header" => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    }
}
