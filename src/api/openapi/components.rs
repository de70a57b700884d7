//! Components that no handler names: shared parameters, headers, the problem document.

use serde_json::{Value, json};

use super::shape::EXAMPLE_REQUEST_ID;
use crate::auth::guard::{ACTING_FOR, ACTING_FOR_MAX, KNOWN_VERSIONS_MAX};
use crate::http::Code;
use crate::http::precondition::ETAG_MAX;

/// Components that no handler names.
pub fn components() -> [(&'static str, Value); 3] {
    let text = |description: &str, pattern: &str, length: u16, example: &str| {
        json!({
            "description": description,
            "schema": {"type": "string", "maxLength": length, "pattern": pattern, "examples": [example]},
        })
    };
    let parameter = |name: &str, required: bool, description: &str, schema: Value| json!({"name": name, "in": "header", "required": required, "description": description, "schema": schema});
    let version_tag = json!({"type": "string", "maxLength": ETAG_MAX, "pattern": "^(W/)?\"v[1-9][0-9]{0,8}(-[A-Za-z0-9_-]+)?\"$"});
    [
        (
            "parameters",
            json!({
                "Idempotency-Key": parameter("Idempotency-Key", false,
                    "Makes a retry safe: the same key and the same request get the same answer again, for 7 days.",
                    json!({"type": "string", "minLength": 8, "maxLength": 255, "pattern": "^[!-~]+$"})),
                "If-None-Match": parameter("If-None-Match", false,
                "The ETag of the caller's copy; 304 if it is still current.",
                json!({"type": "string", "maxLength": KNOWN_VERSIONS_MAX, "pattern": "^[ -~]*$"})),
                "Acting-For": parameter(ACTING_FOR, false,
                    "For whom a machine client acts: the staff code of a person. It stands in the audit trail and gives no right; of people it is not looked at.",
                    json!({"type": "string", "minLength": 1, "maxLength": ACTING_FOR_MAX, "pattern": "^[!-~]+$"})),
                "If-Match-Of-Put": parameter("If-Match", false,
                    "The ETag of what stands there; needed where somebody else wrote it last. Only its version is compared.",
                    version_tag.clone()),
            "If-Match": parameter("If-Match", true,
                    "The ETag of what is changed; only its version is compared.",
                    version_tag),
            }),
        ),
        (
            "headers",
            json!({
                "ETag": text("Version and hash of the answer.", "^\"v[0-9]+-[A-Za-z0-9_-]+\"$", 64, "\"v1-q83vEjRWeJCrze8S\""),
                "Location": text("The address of what was created.", r"^[^\x00-\x20]*$", 2048, "/api/v1/units/01980000-0000-7000-8000-000000000101"),
                "Link": text("The next page.", r"^[^\x00-\x1f]*$", 16384, "</api/v1/units?cursor=abc>; rel=\"next\""),
                "API-Version": text("The version of the API.", "^[0-9]+\\.[0-9]+\\.[0-9]+$", 32, "0.1.0"),
                "X-Request-Id": text("The id of this request in log and audit trail.", "^[0-9a-f-]{36}$", 36, EXAMPLE_REQUEST_ID),
                "RateLimit": text("How many calls are left to the caller, and in how many seconds all of them are there again.", "^\"default\";r=[0-9]+;t=[0-9]+$", 64, "\"default\";r=599;t=1"),
                "RateLimit-Policy": text("How many calls the caller has in how many seconds.", "^\"default\";q=[0-9]+;w=[0-9]+$", 64, "\"default\";q=600;w=60"),
                "Access-Control-Allow-Origin": {"description": "Pages of every site may read this answer.",
                    "schema": {"type": "string", "const": "*", "examples": ["*"]}},
                "Retry-After": {"description": "Seconds to wait before the next try.",
                    "schema": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 86400, "examples": [1]}},
            }),
        ),
        ("schemas", json!({"Problem": problem_schema()})),
    ]
}

fn problem_schema() -> Value {
    let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let free = |description: &str, length: u32| json!({"type": "string", "description": description, "maxLength": length, "pattern": r"^[^\x00]*$"});
    json!({
        "type": "object",
        "description": "A refusal (RFC 9457), in the caller's language.",
        "required": ["type", "title", "status", "detail", "code", "requestId"],
        "properties": {
            "type": {"type": "string", "description": "Where the code is explained.", "maxLength": 128, "pattern": "^/problems/[a-z_]+$"},
            "title": free("What it is.", 200),
            "status": {"type": "integer", "format": "int32", "description": "The HTTP status.", "minimum": 400, "maximum": 599},
            "detail": free("What happened here.", 4000),
            "code": {"type": "string", "description": "The code for programs. The list grows with the service.",
                "maxLength": 64, "pattern": "^[a-z_]+$", "examples": codes},
            "requestId": {"type": "string", "format": "uuid", "description": "The id of the request in log and audit trail.", "maxLength": 36},
            "errors": {"type": "array", "description": "Every fault of the request.", "maxItems": 50_000, "items": {
                "type": "object",
                "description": "One fault: where it stands and what it is.",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": free("JSON pointer into the body; for a CSV file `/line/column`.", 8192),
                    "parameter": free("Name of a path or query parameter.", 8192),
                    "header": free("Name of a header.", 128),
                    "code": {"type": "string", "description": "The code for programs.", "maxLength": 64, "pattern": "^[a-z_]+$"},
                    "detail": free("What is wrong.", 4000),
                },
            }},
            "currentVersion": {"type": "integer", "format": "int32", "description": "The present version, with a 412.", "minimum": 1, "maximum": 2_147_483_647},
            "existingId": {"type": "string", "format": "uuid", "description": "The id of what already exists, with a duplicate.", "maxLength": 36},
            "currentStatus": free("With an impossible transition: the current status.", 64),
            "allowedActions": {"type": "array", "description": "What is possible now, with an impossible transition.",
                "maxItems": 20, "items": {"type": "string", "maxLength": 64, "pattern": "^[A-Z_]+$"}},
        },
    })
}
