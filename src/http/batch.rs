//! A JSON body of many parts: read when there is room for it, looked at when its turn comes.

use std::future::{Ready, ready};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;

use super::catalogue::Code;
use super::input::{has_key, operation_of, parse_as, read_within};
use super::limiter::{Limiter, Permit};
use super::problem::Problem;

/// The most such a body may have, in bytes.
pub const MAX_BATCH_BYTES: usize = 16 * 1024 * 1024;
/// The most values it may have: 200,000 entries with six values each. Every value needs many times the memory of its bytes.
pub const MAX_BATCH_PARTS: usize = 1_200_000;
/// How long it may take to arrive.
const BATCH_DEADLINE: Duration = Duration::from_secs(20);

/// Bodies of many parts, of the whole process.
#[derive(Debug, Clone)]
pub struct Batches {
    /// How many are held, from their first byte to their answer.
    pub held: Limiter,
    /// How many are looked at.
    pub parsing: Limiter,
}

/// A JSON body of many parts that is not read yet.
pub struct JsonBatch {
    request: HttpRequest,
    payload: Payload,
}

impl FromRequest for JsonBatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Ok(Self { request: request.clone(), payload: payload.take() }))
    }
}

impl JsonBatch {
    /// The body as a typed value, and the room that it takes up until that is dropped.
    ///
    /// # Errors
    /// 400 and 413 for what is wrong with it, 503 when there is no room or no turn comes in time.
    pub async fn parse_as<T>(self, batches: &Batches) -> Result<(T, Permit), Problem>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let Self { request, payload } = self;
        let operation = operation_of(&request)?;
        let room = batches.held.take().await?;
        let body = read_within(&request, payload, MAX_BATCH_BYTES, BATCH_DEADLINE).await?;
        let needs_digest = has_key(&request);
        let look = move || {
            if parts(&body) > MAX_BATCH_PARTS {
                return Err(Problem::new(Code::too_many_parts).with("limit", MAX_BATCH_PARTS));
            }
            parse_as(&body, &operation, needs_digest)
        };
        let (value, digest) = batches.parsing.run(look).await??;
        if let Some(digest) = digest {
            request.extensions_mut().insert(digest);
        }
        Ok((value, room))
    }
}

/// How many values a JSON text has at most: each but the first follows a comma or an opening bracket outside of texts.
fn parts(body: &[u8]) -> usize {
    let (mut parts, mut is_text, mut is_escaped) = (1, false, false);
    for byte in body {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b',' | b'[' | b'{' if !is_text => parts += 1,
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn values(value: &Value) -> usize {
        1 + match value {
            Value::Array(items) => items.iter().map(values).sum(),
            Value::Object(members) => members.values().map(values).sum(),
            _ => 0,
        }
    }

    #[test]
    fn commas_and_brackets_in_texts_are_no_parts() {
        assert_eq!(parts(br#"{"a": "[,{\\\",,", "b": [1, 2]}"#), 5);
        assert_eq!(parts(b"0"), 1);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::from), ".*".prop_map(Value::from)];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::btree_map(".*", inner, 0..8).prop_map(|members| json!(members)),
            ]
        })
    }

    proptest! {
        /// Never fewer than there are; an empty array or object counts as if it held something.
        #[test]
        fn every_value_is_counted(value in any_json()) {
            let counted = parts(value.to_string().as_bytes());
            prop_assert!((values(&value)..=2 * values(&value)).contains(&counted), "{counted} {value}");
        }
    }
}
