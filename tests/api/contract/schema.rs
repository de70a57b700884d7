//! Compares two schemas: what a client may send may only grow, what it may be sent may only shrink.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::document::{Direction, Documents, elements, flag, members, resolved, text};
use super::limits;
use super::normal_form::{Alternative, alternatives, includes_type};

/// Schemas nested deeper than this are not read on; no value of this API comes near.
const DEPTH: usize = 48;

/// Something that broke: where inside the value, and half a sentence about it.
pub struct Break {
    /// A path into the value, `[]` standing for every element and `{}` for every member; empty for the value itself.
    pub pointer: String,
    /// What broke there.
    pub what: String,
}

/// What broke between two schemas of values that travel in this direction.
pub fn breaks(documents: Documents<'_>, direction: Direction, old: &Value, new: &Value) -> Vec<Break> {
    Comparison { documents, direction, passed: HashSet::new(), depth: 0 }.compare("", old, new)
}

struct Comparison<'a> {
    documents: Documents<'a>,
    direction: Direction,
    /// Pairs of schemas found equal, or being compared further up: what breaks in those is reported there.
    passed: HashSet<(String, String)>,
    depth: usize,
}

impl Comparison<'_> {
    fn compare(&mut self, at: &str, old: &Value, new: &Value) -> Vec<Break> {
        if self.depth > DEPTH {
            return vec![found(at, "the schema is nested too deeply for the gate to compare")];
        }
        let pair = (old.to_string(), new.to_string());
        if !self.passed.insert(pair.clone()) {
            return Vec::new();
        }
        self.depth += 1;
        let breaks = self.compare_spread(at, old, new);
        self.depth -= 1;
        if !breaks.is_empty() {
            self.passed.remove(&pair);
        }
        breaks
    }

    fn compare_spread(&mut self, at: &str, old: &Value, new: &Value) -> Vec<Break> {
        let (before, after) =
            (alternatives(self.documents.released, old), alternatives(self.documents.current, new));
        let mut breaks = self.annotation_breaks(at, (old, &before), (new, &after));
        let (sources, targets) = match self.direction {
            Direction::Request => (&before, &after),
            Direction::Response => (&after, &before),
        };
        if self.direction == Direction::Response && after.is_empty() && !before.is_empty() {
            breaks.push(found(at, "no value fits it any more"));
        }
        for (index, source) in sources.iter().enumerate() {
            breaks.extend(self.closest(at, index, source, targets));
        }
        breaks
    }

    /// What breaks against the alternative that fits best: nothing where one of them covers the source.
    fn closest(
        &mut self,
        at: &str,
        index: usize,
        source: &Alternative,
        targets: &[Alternative],
    ) -> Vec<Break> {
        // Among equally good fits the one at the same place is the one a reader would compare with.
        let same_place_first = targets.get(index).into_iter().chain(targets);
        let mut best: Option<Vec<Break>> = None;
        for target in same_place_first.filter(|target| covers_type(target, source)) {
            let breaks = match self.direction {
                Direction::Request => self.compare_alternatives(at, source, target),
                Direction::Response => self.compare_alternatives(at, target, source),
            };
            if best.as_ref().is_none_or(|fewest| breaks.len() < fewest.len()) {
                best = Some(breaks);
            }
        }
        best.unwrap_or_else(|| vec![found(at, &self.type_break(source, targets))])
    }

    fn type_break(&self, source: &Alternative, targets: &[Alternative]) -> String {
        let known =
            targets.iter().map(type_name).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ");
        match self.direction {
            Direction::Request => {
                format!("the type {} is no longer accepted, now: {known}", type_name(source))
            }
            Direction::Response if type_name(source) == "null" => "may now be null".to_owned(),
            Direction::Response => {
                format!("the type {} may now be answered, before: {known}", type_name(source))
            }
        }
    }

    fn compare_alternatives(&mut self, at: &str, old: &Alternative, new: &Alternative) -> Vec<Break> {
        let mut breaks: Vec<_> = enumeration_breaks(self.direction, old, new)
            .into_iter()
            .chain(limits::breaks(self.direction, old, new))
            .map(|what| found(at, &what))
            .collect();
        breaks.extend(self.required_breaks(at, old, new));
        breaks.extend(self.property_breaks(at, old, new));
        breaks.extend(self.open_member_breaks(at, old, new));
        if old.contains_key("items") || new.contains_key("items") {
            let any = Value::Bool(true);
            let (before, after) = (old.get("items").unwrap_or(&any), new.get("items").unwrap_or(&any));
            breaks.extend(self.compare(&format!("{at}/[]"), before, after));
        }
        breaks
    }

    fn property_breaks(&mut self, at: &str, old: &Alternative, new: &Alternative) -> Vec<Break> {
        let mut breaks = Vec::new();
        for (name, before) in members(old.get("properties")) {
            if !self.travels(self.documents.released, before) {
                continue;
            }
            let after = new.get("properties").and_then(|properties| properties.get(name));
            let inside = format!("{at}/{name}");
            match after.filter(|after| self.travels(self.documents.current, after)) {
                Some(after) => breaks.extend(self.compare(&inside, before, after)),
                None => breaks.push(found(&inside, &format!("the property {}", self.direction.gone()))),
            }
        }
        breaks
    }

    fn required_breaks(&self, at: &str, old: &Alternative, new: &Alternative) -> Vec<Break> {
        let (before, after) =
            (Described(old, self.documents.released), Described(new, self.documents.current));
        // A name that is required without being described travels too; one described the other way does not.
        let (demanding, lax, describing) = match self.direction {
            Direction::Request => (new, old, &after),
            Direction::Response => (old, new, &before),
        };
        let concerns = |name: &&str| self.has(&after, name) || describing.property(name).is_none();
        let what = |name: &str| match self.direction {
            Direction::Request if self.has(&before, name) => "the property became required",
            Direction::Request => "a new property is required",
            Direction::Response => "the property is no longer always answered",
        };
        only_in(demanding, lax)
            .filter(concerns)
            .map(|name| found(&format!("{at}/{name}"), what(name)))
            .collect()
    }

    fn has(&self, object: &Described<'_>, name: &str) -> bool {
        object.property(name).is_some_and(|schema| self.travels(object.1, schema))
    }

    /// Members no property names: closing them breaks who sends them, changing them breaks who reads them as a map.
    fn open_member_breaks(&mut self, at: &str, old: &Alternative, new: &Alternative) -> Vec<Break> {
        let any = Value::Bool(true);
        let before = old.get("additionalProperties").unwrap_or(&any);
        let after = new.get("additionalProperties").unwrap_or(&any);
        let inside = format!("{at}/{{}}");
        let is_map = before.is_object();
        match self.direction {
            _ if before == after && !is_map => Vec::new(),
            // A new property is harmless to a reader, so an answer may be opened or closed as long as it was no map.
            Direction::Response if !is_map => Vec::new(),
            _ if *after == Value::Bool(false) => {
                vec![found(
                    &inside,
                    &format!("a member beyond the documented ones {}", self.direction.gone()),
                )]
            }
            _ => self.compare(&inside, before, after),
        }
    }

    /// Whether a property is part of what travels this way at all.
    fn travels(&self, document: &Value, schema: &Value) -> bool {
        let keyword = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        !flag(schema, keyword, false) && !flag(resolved(document, schema), keyword, false)
    }

    /// What changes the meaning of a value without changing which values are allowed.
    fn annotation_breaks(
        &self,
        at: &str,
        (old, before): (&Value, &[Alternative]),
        (new, after): (&Value, &[Alternative]),
    ) -> Vec<Break> {
        let default =
            |alternatives: &[Alternative]| alternatives.iter().find_map(|one| one.get("default").cloned());
        let mut breaks = Vec::new();
        if let (Direction::Request, Some(value)) = (self.direction, default(before)) {
            let now = default(after);
            if now.as_ref() != Some(&value) {
                let shown = now.map_or("none".to_owned(), |now| now.to_string());
                breaks.push(found(at, &format!("the default changed from {value} to {shown}")));
            }
        }
        let name = |document, schema| {
            resolved(document, schema).get("discriminator").map(|object| text(object, "propertyName"))
        };
        if let (Some(before), Some(after)) =
            (name(self.documents.released, old), name(self.documents.current, new))
            && before != after
        {
            breaks.push(found(at, &format!("the discriminator changed from `{before}` to `{after}`")));
        }
        breaks
    }
}

/// An object's schema with the document it stands in.
struct Described<'a>(&'a Alternative, &'a Value);

impl Described<'_> {
    fn property(&self, name: &str) -> Option<&Value> {
        self.0.get("properties")?.get(name)
    }
}

fn enumeration_breaks(direction: Direction, old: &Alternative, new: &Alternative) -> Vec<String> {
    let (wide, narrow) = match direction {
        Direction::Request => (old.get("enum"), new.get("enum")),
        Direction::Response => (new.get("enum"), old.get("enum")),
    };
    let Some(limiting) = narrow else {
        return Vec::new();
    };
    if wide.is_none() {
        return vec![match direction {
            Direction::Request => format!("only the values {limiting} are accepted now"),
            Direction::Response => format!("values beyond {limiting} may now be answered"),
        }];
    }
    let outside = elements(wide).iter().filter(|value| !elements(narrow).contains(value));
    outside
        .map(|value| match direction {
            Direction::Request => format!("the value {value} is no longer accepted"),
            Direction::Response => format!("the value {value} is new and may now be answered"),
        })
        .collect()
}

/// Names that the first alternative requires and the second does not.
fn only_in<'a>(first: &'a Alternative, second: &'a Alternative) -> impl Iterator<Item = &'a str> {
    let in_second = elements(second.get("required"));
    elements(first.get("required"))
        .iter()
        .filter(move |name| !in_second.contains(name))
        .filter_map(Value::as_str)
}

fn covers_type(target: &Alternative, source: &Alternative) -> bool {
    match (declared_type(target), declared_type(source)) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => includes_type(wide, narrow),
        (Some(_), None) => false,
    }
}

fn type_name(alternative: &Alternative) -> &str {
    declared_type(alternative).unwrap_or("any")
}

fn declared_type(alternative: &Alternative) -> Option<&str> {
    alternative.get("type").and_then(Value::as_str)
}

fn found(pointer: &str, what: &str) -> Break {
    Break { pointer: pointer.to_owned(), what: what.to_owned() }
}
