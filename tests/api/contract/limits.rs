//! What restricts a single value: bounds, format, pattern, and the keywords that cannot be weighed against each other.

use std::cmp::Ordering;
use std::fmt;

use serde_json::Value;

use super::document::Direction;
use super::normal_form::Alternative;

/// The side of a value that a bound closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Lower,
    Upper,
}

/// Bounds, each with the keyword of its exclusive form where it has one.
const BOUNDS: [(&str, Option<&str>, Side); 8] = [
    ("maximum", Some("exclusiveMaximum"), Side::Upper),
    ("minimum", Some("exclusiveMinimum"), Side::Lower),
    ("maxLength", None, Side::Upper),
    ("minLength", None, Side::Lower),
    ("maxItems", None, Side::Upper),
    ("minItems", None, Side::Lower),
    ("maxProperties", None, Side::Upper),
    ("minProperties", None, Side::Lower),
];

/// Restrictions that are either there or not: none of them implies another value of itself.
const RESTRICTIONS: [&str; 6] =
    ["format", "pattern", "multipleOf", "uniqueItems", "contentEncoding", "contentMediaType"];

/// Keywords whose two values nobody can weigh by looking at them; any change counts, in both directions.
const UNWEIGHABLE: [&str; 13] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "prefixItems",
    "unevaluatedItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
];

/// Keywords that say something about values of some types only, and nothing about all others.
const KEYWORDS_OF_TYPES: [(&[&str], &[&str]); 5] = [
    (&["string"], &["maxLength", "minLength", "pattern", "contentEncoding", "contentMediaType"]),
    (&["integer", "number"], &["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"]),
    (&["string", "integer", "number"], &["format"]),
    (&["array"], &["maxItems", "minItems", "uniqueItems", "items", "prefixItems"]),
    (&["object"], &["properties", "required", "additionalProperties", "maxProperties", "minProperties"]),
];

/// Whether the keyword restricts values of this type at all: `maxLength` says nothing about null.
pub fn speaks_of(keyword: &str, type_name: &str) -> bool {
    KEYWORDS_OF_TYPES
        .iter()
        .all(|(types, keywords)| !keywords.contains(&keyword) || types.contains(&type_name))
}

/// Whether two different values of the keyword only hold together, neither replacing the other.
pub fn must_stay_as_it_is(keyword: &str) -> bool {
    RESTRICTIONS.contains(&keyword) || UNWEIGHABLE.contains(&keyword)
}

/// The stricter of two values of a bound; `None` where the keyword is no bound.
pub fn tighter_of<'a>(keyword: &str, ours: &'a Value, theirs: &'a Value) -> Option<&'a Value> {
    let (_, _, side) = BOUNDS
        .iter()
        .find(|(inclusive, exclusive, _)| *inclusive == keyword || *exclusive == Some(keyword))?;
    let (our_limit, their_limit) = (Limit::new(ours, false)?, Limit::new(theirs, false)?);
    Some(if our_limit.tightness(&their_limit, *side) == Ordering::Less { theirs } else { ours })
}

/// What broke between two alternatives that describe the same type, each as half a sentence.
pub fn breaks(direction: Direction, old: &Alternative, new: &Alternative) -> Vec<String> {
    if old.contains_key("enum") && new.contains_key("enum") {
        // Both list their values, and the lists say more than any bound on them.
        return Vec::new();
    }
    let bounds = BOUNDS.iter().filter_map(|&(inclusive, exclusive, side)| {
        let (before, after) =
            (limit(old, inclusive, exclusive, side), limit(new, inclusive, exclusive, side));
        bound_break(direction, inclusive, side, before.as_ref(), after.as_ref())
    });
    let restrictions = RESTRICTIONS
        .iter()
        .filter_map(|name| restriction_break(direction, name, stated(old, name), stated(new, name)));
    let unweighable = UNWEIGHABLE
        .iter()
        .filter(|name| old.get(**name) != new.get(**name))
        .map(|name| format!("`{name}` changed, and the gate cannot tell whether that is harmless"));
    bounds.chain(restrictions).chain(unweighable).collect()
}

fn bound_break(
    direction: Direction,
    keyword: &str,
    side: Side,
    before: Option<&Limit>,
    after: Option<&Limit>,
) -> Option<String> {
    let change = match (before, after) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(before), Some(after)) => after.tightness(before, side),
    };
    let word = match (direction, change) {
        (Direction::Request, Ordering::Greater) => "narrower",
        (Direction::Response, Ordering::Less) => "wider",
        _ => return None,
    };
    let shown = |limit: Option<&Limit>| limit.map_or("none".to_owned(), ToString::to_string);
    Some(format!("`{keyword}` is {word}: it was {}, it is {}", shown(before), shown(after)))
}

fn restriction_break(
    direction: Direction,
    keyword: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Option<String> {
    match (direction, before, after) {
        (_, Some(before), Some(after)) if before != after => {
            Some(format!("`{keyword}` changed from {before} to {after}"))
        }
        (Direction::Request, None, Some(after)) => Some(format!("`{keyword}` {after} is new")),
        (Direction::Response, Some(before), None) => Some(format!("`{keyword}` {before} was dropped")),
        _ => None,
    }
}

/// A restriction's value; `uniqueItems: false` says no more than its absence.
fn stated<'a>(alternative: &'a Alternative, keyword: &str) -> Option<&'a Value> {
    alternative.get(keyword).filter(|value| **value != Value::Bool(false))
}

fn limit(alternative: &Alternative, inclusive: &str, exclusive: Option<&str>, side: Side) -> Option<Limit> {
    let whole_numbers = alternative.get("type").and_then(Value::as_str) == Some("integer");
    let bare = alternative.get(inclusive).and_then(|value| Limit::new(value, false));
    let open = exclusive
        .and_then(|keyword| alternative.get(keyword))
        .and_then(|value| Limit::new(value, true))
        .map(|limit| if whole_numbers { limit.closed(side) } else { limit });
    let tightest = match (bare, open) {
        (Some(bare), Some(open)) if open.tightness(&bare, side) == Ordering::Greater => Some(open),
        (bare, open) => bare.or(open),
    };
    // A length of at least nothing is no bound; a number of at least nothing is one.
    tightest.filter(|limit| exclusive.is_some() || side == Side::Upper || limit.whole != Some(0))
}

/// Where a bound stands. Whole numbers are kept exactly: the bounds of 64 bits do not survive a float.
struct Limit {
    whole: Option<i128>,
    real: f64,
    exclusive: bool,
}

impl Limit {
    fn new(value: &Value, exclusive: bool) -> Option<Self> {
        let number = value.as_number()?;
        Some(Self { whole: number.as_i128(), real: number.as_f64()?, exclusive })
    }

    /// The same limit for whole numbers, written without excluding the limit itself.
    fn closed(self, side: Side) -> Self {
        let step = if side == Side::Upper { -1 } else { 1 };
        match self.whole.and_then(|whole| whole.checked_add(step)) {
            Some(whole) => Self { whole: Some(whole), exclusive: false, ..self },
            None => self,
        }
    }

    /// `Greater` where this limit leaves less room than the other.
    fn tightness(&self, other: &Self, side: Side) -> Ordering {
        let by_value = match (self.whole, other.whole) {
            (Some(ours), Some(theirs)) => ours.cmp(&theirs),
            _ => self.real.total_cmp(&other.real),
        };
        let by_side = if side == Side::Upper { by_value.reverse() } else { by_value };
        by_side.then(self.exclusive.cmp(&other.exclusive))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.whole {
            Some(whole) => write!(out, "{whole}")?,
            None => write!(out, "{}", self.real)?,
        }
        if self.exclusive { write!(out, " (excluded)") } else { Ok(()) }
    }
}
