//! Choices among kinds of objects: each kind gets a schema of its own, as programs that write clients need it.

use serde_json::{Map, Value, json};

/// Gives each kind of a tagged choice a name, `<choice><Kind>`, and closes it to members that it does not name.
///
/// A choice whose kinds refer to the choice itself can be read by many generators only so.
pub fn name_kinds(document: &mut Value) {
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else {
        return;
    };
    let mut named = Map::new();
    for (choice, schema) in schemas.iter_mut() {
        let Some(branches) = schema.get_mut("oneOf").and_then(Value::as_array_mut) else { continue };
        for branch in branches {
            let Some(kind) = kind_of(branch) else { continue };
            let name = format!("{choice}{}", pascal_case(kind));
            let reference = json!({"$ref": format!("#/components/schemas/{name}")});
            let mut kind = std::mem::replace(branch, reference);
            if let Some(members) = kind.as_object_mut() {
                members.insert("additionalProperties".to_owned(), false.into());
            }
            named.insert(name, kind);
        }
    }
    schemas.extend(named);
    schemas.sort_keys();
}

/// The only value of the member `kind` of an object that is described in place.
fn kind_of(branch: &Value) -> Option<&str> {
    let values = branch.pointer("/properties/kind/enum")?.as_array()?;
    values.first().filter(|_| values.len() == 1)?.as_str()
}

fn pascal_case(kind: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_owned() + &rest.to_ascii_lowercase()
    };
    kind.split('_').map(word).collect()
}
