//! What the service sends by itself, as the document's `webhooks` say it: its operations are those of receivers.

use serde_json::{Value, json};

/// Describes what an endpoint of webhooks is sent.
pub fn describe(document: &mut Value) {
    let header = |name: &str, description: &str, schema: Value| json!({"name": name, "in": "header", "required": true, "description": description, "schema": schema});
    let text = |most: u32, pattern: &str, example: &str| json!({"type": "string", "maxLength": most, "pattern": pattern, "example": example});
    let parameters = [
        header(
            "webhook-id",
            "The event's id: the same whenever it is sent again. Whoever has worked on it answers 2xx and does nothing.",
            json!({"type": "string", "format": "uuid", "example": "01980000-0000-7000-8000-0000000000e1"}),
        ),
        header(
            "webhook-timestamp",
            "When this attempt was made, in seconds since 1970. Refuse what is older than five minutes.",
            text(20, "^[0-9]+$", "1795442400"),
        ),
        header(
            "webhook-signature",
            "Signatures of `id.timestamp.body` by the endpoint's secrets, separated by spaces: `v1,` and HMAC-SHA256 in base64.",
            text(
                200,
                "^v1,[A-Za-z0-9+/=]+( v1,[A-Za-z0-9+/=]+)*$",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ),
        ),
    ];
    document["webhooks"] = json!({"event": {"post": {
        "operationId": "receiveEvent",
        "summary": "Receive an event",
        "description": "What the service sends to an endpoint that was registered by `POST /webhook-endpoints`: one event, signed by Standard Webhooks 1.0. Answer within fifteen seconds; whatever is not 2xx is sent again, ten times in about three days. No order is promised: `sequence` says it.",
        "security": [{}],
        "parameters": parameters,
        "requestBody": {"required": true, "content": {"application/cloudevents+json": {
            "schema": {"$ref": "#/components/schemas/CloudEvent"}}}},
        "responses": {
            "2XX": {"description": "Taken"},
            "410": {"description": "The endpoint is gone: the service disables it"},
            "429": {"description": "Too much at once: with `Retry-After` the service waits so long"},
        },
    }}});
}
