//! Looking things up in the two documents, and the list of what broke between them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// More steps than any sound chain of references has; a circle ends here instead of never.
const REFERENCE_STEPS: usize = 16;

/// The document clients were promised and the one the code writes now.
#[derive(Clone, Copy)]
pub struct Documents<'a> {
    /// What clients were promised.
    pub released: &'a Value,
    /// What the code says now.
    pub current: &'a Value,
}

/// Which way a value travels, and so whether accepting less or answering more breaks its reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The client sends it: what was accepted must stay accepted.
    Request,
    /// The service sends it: what was never answered must stay unanswered.
    Response,
}

impl Direction {
    /// How a sentence says that something may no longer travel this way.
    pub fn gone(self) -> &'static str {
        match self {
            Self::Request => "is no longer accepted",
            Self::Response => "is no longer answered",
        }
    }
}

/// What broke, one sentence each, gathered for one operation at a time.
pub struct Findings {
    operation: String,
    sentences: BTreeSet<String>,
}

impl Findings {
    /// No findings yet; they will be about the document itself until an operation is named.
    pub fn new() -> Self {
        Self { operation: "document".to_owned(), sentences: BTreeSet::new() }
    }

    /// Names the operation that the following findings are about.
    pub fn about(&mut self, operation: String) {
        self.operation = operation;
    }

    /// Adds a sentence about a place of the current operation; an empty place is the operation itself.
    pub fn add(&mut self, place: &str, what: &str) {
        let separator = if place.is_empty() { "" } else { ": " };
        self.sentences.insert(format!("{}: {place}{separator}{what}.", self.operation));
    }

    /// The sentences, sorted, each once.
    pub fn into_sentences(self) -> Vec<String> {
        self.sentences.into_iter().collect()
    }
}

/// The thing itself where `value` is a `$ref` into the document, however many steps away.
pub fn resolved<'a>(document: &'a Value, mut value: &'a Value) -> &'a Value {
    for _ in 0..REFERENCE_STEPS {
        match referenced(document, value) {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}

/// What the `$ref` of `value` points at, one step only.
pub fn referenced<'a>(document: &'a Value, value: &Value) -> Option<&'a Value> {
    let pointer = text(value, "$ref").strip_prefix('#')?;
    document.pointer(pointer)
}

/// The members of an object; nothing where there is no object.
pub fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The elements of an array; nothing where there is no array.
pub fn elements(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A member that is text; empty where it is missing.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A member that is true or false, with the meaning it has when it is missing.
pub fn flag(value: &Value, name: &str, when_missing: bool) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or(when_missing)
}
