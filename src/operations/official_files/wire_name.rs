//! Names of the reader's values on the wire.

use serde::Serialize;

/// The name of one of the reader's values, as it is written in JSON.
pub fn wire_name(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}
