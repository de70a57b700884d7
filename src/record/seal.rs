//! The seal of an audit record: a hash over the record and the seal before it.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::crypto;

/// What the seal covers: everything a record says.
#[derive(Debug, Clone, PartialEq)]
pub struct SealedContent<'a> {
    /// The record's id.
    pub id: Uuid,
    /// Its number in the chain.
    pub position: i64,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// Who did it.
    pub actor_id: Option<Uuid>,
    /// What was done.
    pub action: &'a str,
    /// What kind of thing it was done to.
    pub subject_type: &'a str,
    /// Which one.
    pub subject_id: Uuid,
    /// Whose auditors may read it.
    pub unit_id: Option<Uuid>,
    /// The request it happened in.
    pub request_id: Option<Uuid>,
    /// The thing before.
    pub before: Option<&'a Value>,
    /// The thing after.
    pub after: Option<&'a Value>,
    /// For whom a machine client said that it acted.
    pub acting_for: Option<&'a str>,
}

/// The record's seal, given the seal of the record before it.
#[must_use]
pub fn seal(previous: &[u8], content: &SealedContent<'_>) -> Vec<u8> {
    let mut whole = json!({
        "id": content.id,
        "position": content.position,
        "occurredAt": content.occurred_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "actorId": content.actor_id,
        "action": content.action,
        "subjectType": content.subject_type,
        "subjectId": content.subject_id,
        "unitId": content.unit_id,
        "requestId": content.request_id,
        "before": content.before,
        "after": content.after,
    });
    // Records from before there were machine clients keep their seals.
    if let (Some(acting_for), Some(members)) = (content.acting_for, whole.as_object_mut()) {
        members.insert("actingFor".to_owned(), acting_for.into());
    }
    crypto::sha256(&[previous, canonical(&whole).to_string().as_bytes()])
}

/// The value with the members of every object in alphabetical order: one text for one meaning.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| name.as_str());
            sorted.into_iter().map(|(name, member)| (name.clone(), canonical(member))).collect()
        }
        Value::Array(items) => items.iter().map(canonical).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(after: &Value) -> SealedContent<'_> {
        SealedContent {
            id: Uuid::from_u128(1),
            position: 1,
            occurred_at: "2026-11-22T00:00:00Z".parse().unwrap(),
            actor_id: None,
            action: "UNIT_CREATED",
            subject_type: "UNIT",
            subject_id: Uuid::from_u128(2),
            unit_id: None,
            request_id: None,
            before: None,
            after: Some(after),
            acting_for: None,
        }
    }

    #[test]
    fn the_order_of_members_does_not_change_the_seal_and_anything_else_does() {
        let one: Value = serde_json::from_str(r#"{"a": 1, "b": {"c": 2, "d": 3}}"#).unwrap();
        let same: Value = serde_json::from_str(r#"{"b": {"d": 3, "c": 2}, "a": 1}"#).unwrap();
        let other = json!({"a": 1, "b": {"c": 2, "d": 4}});
        let sealed = seal(b"previous", &content(&one));
        assert_eq!(seal(b"previous", &content(&same)), sealed);
        assert_ne!(seal(b"previous", &content(&other)), sealed);
        assert_ne!(seal(b"another", &content(&one)), sealed);
        assert_ne!(seal(b"previous", &SealedContent { acting_for: Some("CB001"), ..content(&one) }), sealed);
        assert_ne!(seal(b"previous", &SealedContent { position: 2, ..content(&one) }), sealed);
    }
}
