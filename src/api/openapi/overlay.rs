//! Applies an OpenAPI Overlay 1.0: `update` merges, `remove` takes away, each where its JSONPath points.

use crate::core::json_pointer;
use serde::Deserialize;
use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath};

#[derive(Deserialize)]
struct Overlay {
    actions: Vec<Action>,
}

#[derive(Deserialize)]
struct Action {
    target: String,
    update: Option<Value>,
    #[serde(default)]
    remove: bool,
}

/// Applies the overlay, action by action.
///
/// # Errors
/// An overlay that can't be read, or a target that points nowhere: the document changed and the overlay did not.
pub fn apply(document: &mut Value, overlay: &str) -> Result<(), String> {
    let overlay: Overlay = serde_yaml_ng::from_str(overlay).map_err(|error| error.to_string())?;
    let mut stale = Vec::new();
    for action in overlay.actions {
        let path = JsonPath::parse(&action.target).map_err(|error| format!("{}: {error}", action.target))?;
        let pointers: Vec<String> =
            path.query_located(document).locations().map(NormalizedPath::to_json_pointer).collect();
        if pointers.is_empty() {
            stale.push(format!("{} points nowhere", action.target));
        }
        // From the back, so that removing one entry of a list does not move the next.
        for place in pointers.iter().rev() {
            if action.remove {
                remove(document, place);
            }
            if let (Some(update), Some(target)) = (&action.update, document.pointer_mut(place)) {
                merge(target, update);
            }
        }
    }
    if stale.is_empty() { Ok(()) } else { Err(stale.join("\n")) }
}

fn remove(document: &mut Value, place: &str) {
    let Some((parent, name)) = json_pointer::split(place) else { return };
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&name);
        }
        Some(Value::Array(items)) => {
            if let Some(index) = name.parse::<usize>().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                match members.get_mut(name) {
                    Some(member) => merge(member, change),
                    None => {
                        members.insert(name.clone(), change.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        (Value::Array(items), one) => items.push(one.clone()),
        (target, update) => *target = update.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn updates_merge_and_removals_remove() {
        let mut document = json!({"tags": [{"name": "Units"}], "paths": {"/units/{id}": {"get": {"summary": "Read", "tags": ["Units"]}}}});
        let overlay = "
overlay: 1.0.0
actions:
  - target: $.paths.*.*.tags
    remove: true
  - target: $.paths['/units/{id}'].get
    update: {summary: Xem, tags: [Đơn vị]}
  - target: $.tags[?@.name == 'Units']
    update: {name: Đơn vị}
";
        apply(&mut document, overlay).unwrap();
        assert_eq!(
            document,
            json!({"tags": [{"name": "Đơn vị"}], "paths": {"/units/{id}": {"get": {"summary": "Xem", "tags": ["Đơn vị"]}}}})
        );
    }

    #[test]
    fn a_target_that_points_nowhere_is_an_error() {
        let overlay = "overlay: 1.0.0\nactions: [{target: $.paths.x, update: {a: 1}}]";
        assert!(apply(&mut json!({"paths": {}}), overlay).unwrap_err().contains("points nowhere"));
    }
}
