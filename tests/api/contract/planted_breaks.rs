//! Edits that break a client, each with the place and the words the gate must find.

use serde_json::{Value, json};

use super::fixture::{push, remove, rename, set};

/// An edit of the released document, with a part of the sentence the gate must find; none for a harmless one.
pub type Edit = (&'static str, fn(&mut Value), &'static str);

/// The list: parameters of every kind.
pub const LIST: &str = "/paths/~1campaigns/get";
/// A creation: a body that is required.
pub const CREATE: &str = "/paths/~1campaigns/post";
/// One thing: a header may be sent.
pub const FIND: &str = "/paths/~1campaigns~1{campaignId}/get";
/// A change: an optional body of two media types.
pub const CHANGE: &str = "/paths/~1campaigns~1{campaignId}/patch";
const PUBLIC: &str = "/paths/~1public~1campaigns/get";
/// An upload: a parameter that is a document.
pub const UPLOAD: &str = "/paths/~1documents/post";
/// The body of the upload.
pub const UPLOAD_FORM: &str = "/paths/~1documents/post/requestBody/content/multipart~1form-data";
/// All schemas with a name.
pub const SCHEMAS: &str = "/components/schemas";
/// The own part of what is answered, beside what it inherits.
pub const CAMPAIGN: &str = "/components/schemas/Campaign/allOf/1";
/// What is asked of who creates or changes.
pub const NEW_CAMPAIGN: &str = "/components/schemas/NewCampaign";

/// All of them.
pub const BREAKING: [&[Edit]; 5] = [OPERATIONS, PARAMETERS, REQUEST_BODIES, COMBINATIONS, ANSWERS];

#[rustfmt::skip]
const OPERATIONS: &[Edit] = &[
    ("path removed", |d| remove(d, "", "paths/~1public~1campaigns"), "GET /public/campaigns: the operation was removed"),
    ("path renamed", |d| rename(d, "", "paths", "/campaigns", "/movements"), "POST /campaigns: the operation was removed"),
    ("operation removed", |d| remove(d, CHANGE, ""), "PATCH /campaigns/{campaignId}: the operation was removed"),
    ("operationId changed", |d| set(d, FIND, "operationId", "getCampaign"), "operationId changed from findCampaign to getCampaign"),
    ("server moved", |d| set(d, "", "servers/0/url", "/v2"), "the server / was removed"),
    ("security added", |d| set(d, PUBLIC, "security", json!([{"bearer": []}])),
     "GET /public/campaigns: security: it no longer answers without credentials"),
    ("security inherited", |d| remove(d, PUBLIC, "security"), "it no longer answers without credentials"),
    ("scheme removed", |d| set(d, "", "security", json!([{"bearer": []}])), "GET /campaigns: security: machine"),
    ("second scheme asked too", |d| set(d, "", "security", json!([{"bearer": [], "machine": []}])),
     "bearer with the scopes asked before is no longer enough"),
    ("scope added", |d| set(d, "", "security/1/machine", json!(["campaigns.read", "campaigns.write"])), "machine with the scopes asked before"),
    ("scheme redefined", |d| set(d, "", "components/securitySchemes/bearer/scheme", "basic"), "security scheme bearer: `scheme` changed"),
    ("token address moved", |d| set(d, "", "components/securitySchemes/machine/flows/clientCredentials/tokenUrl", "/token"),
     "the flow clientCredentials changed"),
    ("key moved", |d| set(d, "", "components/securitySchemes/key/in", "query"), "security scheme key: `in` changed"),
    ("webhook removed", |d| remove(d, "", "webhooks/campaignLaunched"), "webhook campaignLaunched POST: the webhook was removed"),
    ("webhook member removed", |d| remove(d, SCHEMAS, "Event/properties/subjectId"), "payload application/json at /subjectId"),
    ("webhook value added", |d| push(d, SCHEMAS, "Event/properties/type/enum", "campaign.closed"),
     "payload application/json at /type: the value \"campaign.closed\" is new"),
    ("webhook header left out", |d| remove(d, "", "webhooks/campaignLaunched/post/parameters/0/required"), "it is no longer always sent"),
    ("webhook header of any type", |d| remove(d, "", "webhooks/campaignLaunched/post/parameters/0/schema"),
     "header X-Signature: the type any may now be answered"),
    ("webhook header removed", |d| remove(d, "", "webhooks/campaignLaunched/post/parameters/0"), "header X-Signature: it is no longer sent"),
    ("webhook receipt refused", |d| rename(d, "", "webhooks/campaignLaunched/post/responses", "204", "200"), "receipt 204: it is no longer accepted"),
];

#[rustfmt::skip]
const PARAMETERS: &[Edit] = &[
    ("parameter removed", |d| remove(d, LIST, "parameters/2"), "GET /campaigns: query parameter q: it is no longer accepted"),
    ("new required parameter", |d| push(d, LIST, "parameters", json!({"name": "unit", "in": "query", "required": true, "schema": {}})),
     "query parameter unit: it is new and required"),
    ("new required parameter of the path",
     |d| push(d, "", "paths/~1campaigns~1{campaignId}/parameters", json!({"name": "If-Match", "in": "header", "required": true, "schema": {}})),
     "PATCH /campaigns/{campaignId}: header parameter If-Match: it is new and required"),
    ("parameter became required", |d| set(d, LIST, "parameters/2/required", true), "query parameter q: it became required"),
    ("parameter moved", |d| set(d, LIST, "parameters/2/in", "header"), "it moved from query to header"),
    ("style changed", |d| set(d, LIST, "parameters/1/style", "pipeDelimited"), "query parameter status: its serialization changed"),
    ("explode back to its default", |d| remove(d, LIST, "parameters/1/explode"), "query parameter status: its serialization changed"),
    ("reserved characters refused", |d| remove(d, UPLOAD, "parameters/1/allowReserved"), "`allowReserved` was withdrawn"),
    ("document of a parameter", |d| set(d, UPLOAD, "parameters/0/content/application~1json/schema/maxProperties", 2),
     "query parameter filter application/json: `maxProperties` is narrower: it was 5, it is 2"),
    ("parameter no longer a document", |d| remove(d, UPLOAD, "parameters/0/content"), "query parameter filter: its serialization changed"),
    ("parameter default changed", |d| set(d, LIST, "parameters/0/schema/default", 20), "query parameter limit: the default changed from 50 to 20"),
    ("parameter default dropped", |d| remove(d, LIST, "parameters/0/schema/default"), "the default changed from 50 to none"),
    ("narrower maximum", |d| set(d, LIST, "parameters/0/schema/maximum", 100), "query parameter limit: `maximum` is narrower: it was 200, it is 100"),
    ("narrower minimum", |d| set(d, LIST, "parameters/0/schema/minimum", 10), "`minimum` is narrower: it was 1, it is 10"),
    ("narrower maxLength", |d| set(d, LIST, "parameters/2/schema/maxLength", 50), "query parameter q: `maxLength` is narrower"),
    ("narrower minLength", |d| set(d, LIST, "parameters/2/schema/minLength", 3), "query parameter q: `minLength` is narrower"),
    ("narrower maxItems", |d| set(d, LIST, "parameters/1/schema/maxItems", 3), "`maxItems` is narrower"),
    ("new minItems", |d| set(d, LIST, "parameters/1/schema/minItems", 1), "`minItems` is narrower: it was none, it is 1"),
    ("path parameter's format changed", |d| set(d, "", "components/parameters/CampaignId/schema/format", "int64"),
     "path parameter campaignId: `format` changed from \"uuid\" to \"int64\""),
    ("format added", |d| set(d, LIST, "parameters/2/schema/format", "email"), "`format` \"email\" is new"),
    ("parameter type changed", |d| set(d, LIST, "parameters/0/schema/type", "string"),
     "query parameter limit: the type integer is no longer accepted, now: string"),
    ("filter value removed", |d| remove(d, SCHEMAS, "Status/enum/2"), "query parameter status at /[]: the value \"CLOSED\" is no longer accepted"),
];

#[rustfmt::skip]
const REQUEST_BODIES: &[Edit] = &[
    ("body refused", |d| remove(d, CREATE, "requestBody"), "POST /campaigns: request body: it is no longer accepted"),
    ("body became required", |d| set(d, CHANGE, "requestBody/required", true), "request body: it became required"),
    ("new required body", |d| set(d, FIND, "requestBody", json!({"required": true, "content": {}})), "a body is required where there was none"),
    ("media type refused", |d| remove(d, CHANGE, "requestBody/content/application~1json"),
     "request body application/json: the media type is no longer accepted"),
    ("enum value refused", |d| remove(d, NEW_CAMPAIGN, "properties/form/enum/1"),
     "request body application/json at /form: the value \"THEMATIC\" is no longer accepted"),
    ("enum added", |d| set(d, NEW_CAMPAIGN, "properties/motto/enum", json!(["A", null])), "at /motto: only the values [\"A\"] are accepted now"),
    ("new required property", |d| {
        set(d, NEW_CAMPAIGN, "properties/level", json!({"type": "string"}));
        push(d, NEW_CAMPAIGN, "required", "level");
    }, "at /level: a new property is required"),
    ("undescribed property required", |d| push(d, NEW_CAMPAIGN, "required", "undescribed"), "at /undescribed: a new property is required"),
    ("property became required", |d| push(d, NEW_CAMPAIGN, "required", "code"), "at /code: the property became required"),
    ("property refused", |d| remove(d, NEW_CAMPAIGN, "properties/motto"), "at /motto: the property is no longer accepted"),
    ("property became read-only", |d| set(d, NEW_CAMPAIGN, "properties/motto/readOnly", true), "at /motto: the property is no longer accepted"),
    ("null refused", |d| set(d, NEW_CAMPAIGN, "properties/motto/type", "string"), "at /motto: the type null is no longer accepted"),
    ("type narrowed", |d| set(d, NEW_CAMPAIGN, "properties/weight/type", "integer"), "at /weight: the type number is no longer accepted"),
    ("exclusive bound raised", |d| set(d, NEW_CAMPAIGN, "properties/weight/exclusiveMinimum", 0.5),
     "at /weight: `minimum` is narrower: it was 0 (excluded), it is 0.5 (excluded)"),
    ("exclusive bound lowered", |d| set(d, NEW_CAMPAIGN, "properties/share/exclusiveMaximum", 100), "`maximum` is narrower: it was 100, it is 99."),
    ("inclusive bound below the exclusive one", |d| set(d, NEW_CAMPAIGN, "properties/share/maximum", 50), "`maximum` is narrower: it was 100, it is 50."),
    ("pattern changed", |d| set(d, NEW_CAMPAIGN, "properties/code/pattern", "^PT-[0-9]{3}$"), "at /code: `pattern` changed"),
    ("pattern added", |d| set(d, NEW_CAMPAIGN, "properties/name/pattern", "^[A-Z]"), "at /name: `pattern` \"^[A-Z]\" is new"),
    ("part encoded otherwise", |d| set(d, UPLOAD_FORM, "encoding/file/contentType", "image/png"),
     "multipart/form-data: the encoding of its parts changed"),
    ("content changed", |d| set(d, UPLOAD_FORM, "schema/properties/file/contentMediaType", "image/png"), "`contentMediaType` changed"),
    ("repetition refused", |d| set(d, UPLOAD_FORM, "schema/properties/pages/uniqueItems", true), "at /pages: `uniqueItems` true is new"),
    ("elements restricted", |d| set(d, UPLOAD_FORM, "schema/properties/pages/items", json!({"type": "integer"})),
     "at /pages/[]: the type any is no longer accepted, now: integer"),
    ("object closed", |d| set(d, NEW_CAMPAIGN, "properties/settings/additionalProperties", false),
     "at /settings/{}: a member beyond the documented ones is no longer accepted"),
    ("variant refused", |d| remove(d, SCHEMAS, "Source/oneOf/1"), "/source/kind: the value \"LINK\" is no longer accepted"),
    ("discriminator renamed", |d| set(d, SCHEMAS, "Source/discriminator/propertyName", "type"),
     "at /source: the discriminator changed from `kind` to `type`"),
    ("unweighable keyword", |d| set(d, NEW_CAMPAIGN, "not", json!({"required": ["code", "motto"]})), "`not` changed"),
];

#[rustfmt::skip]
const COMBINATIONS: &[Edit] = &[
    ("narrower bound", |d| also(d, "name", &json!({"maxLength": 200, "minLength": 0})), "at /name: `maxLength` is narrower: it was 300, it is 200"),
    ("fewer values", |d| also(d, "form", &json!({"enum": ["REGULAR", "REGIONAL"]})), "at /form: the value \"THEMATIC\" is no longer accepted"),
    ("second pattern", |d| also(d, "code", &json!({"pattern": "7"})), "at /code: `pattern` changed from \"^PT-[0-9]+$\" to [\"^PT-[0-9]+$\",\"7\"]"),
    ("narrower type", |d| also(d, "weight", &json!({"type": "integer"})), "at /weight: the type number is no longer accepted, now: integer"),
    ("impossible type", |d| also(d, "weight", &json!({"type": "string"})), "at /weight: the type number is no longer accepted"),
    ("null refused", |d| also(d, "motto", &json!({"type": "string"})), "at /motto: the type null is no longer accepted"),
    ("required member", |d| also(d, "settings", &json!({"required": ["public"]})), "at /settings/public: the property became required"),
    ("narrower member", |d| also(d, "settings", &json!({"properties": {"public": {"const": true}}})), "at /settings/public: only the values [true] are accepted now"),
    ("closed object", |d| also(d, "settings", &json!({"additionalProperties": false})), "at /settings/{}: a member beyond the documented ones"),
    ("bound instead of values", |d| set(d, NEW_CAMPAIGN, "properties/form", json!({"type": "string", "maxLength": 3, "default": "REGULAR"})),
     "at /form: `maxLength` is narrower: it was none, it is 3"),
];

/// What is said of a property of the body, said together with something more.
fn also(document: &mut Value, property: &str, more: &Value) {
    let pointer = format!("{NEW_CAMPAIGN}/properties/{property}");
    let said = document.pointer(&pointer).cloned().unwrap_or_default();
    set(document, &pointer, "", json!({"allOf": [said, more]}));
}

#[rustfmt::skip]
const ANSWERS: &[Edit] = &[
    ("error status removed", |d| remove(d, LIST, "responses/404"), "GET /campaigns: answer 404: it was removed"),
    ("success status changed", |d| rename(d, CREATE, "responses", "201", "200"), "POST /campaigns: answer 201: it was removed"),
    ("new success status", |d| set(d, CREATE, "responses/202", json!({"description": "Later."})), "answer 202: it is new"),
    ("media type removed", |d| rename(d, LIST, "responses/200/content", "application/json", "text/csv"),
     "answer 200 application/json: the media type is no longer answered"),
    ("header removed", |d| remove(d, FIND, "responses/200/headers/ETag"), "answer 200 header ETag: it is no longer answered"),
    ("header no longer required", |d| remove(d, "", "components/headers/ETag/required"), "answer 200 header ETag: it is no longer always answered"),
    ("longer header", |d| set(d, "", "components/headers/ETag/schema/maxLength", 200),
     "answer 200 header ETag: `maxLength` is wider: it was 80, it is 200"),
    ("property removed", |d| remove(d, CAMPAIGN, "properties/slug"),
     "GET /campaigns: answer 200 application/json at /items/[]/slug: the property is no longer answered"),
    ("property no longer required", |d| remove(d, CAMPAIGN, "required/0"), "at /name: the property is no longer always answered"),
    ("undescribed property no longer required", |d| remove(d, SCHEMAS, "Problem/required/1"),
     "at /undescribed: the property is no longer always answered"),
    ("inherited property no longer required", |d| remove(d, SCHEMAS, "Versioned/required/1"),
     "at /version: the property is no longer always answered"),
    ("property made nullable", |d| set(d, CAMPAIGN, "properties/slug/type", json!(["string", "null"])), "at /slug: may now be null"),
    ("referenced property made nullable",
     |d| set(d, CAMPAIGN, "properties/status", json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Status"}]})),
     "at /status: may now be null"),
    ("type changed", |d| set(d, SCHEMAS, "Versioned/properties/version/type", "string"),
     "at /version: the type string may now be answered, before: integer"),
    ("type widened", |d| set(d, SCHEMAS, "Versioned/properties/version/type", "number"), "at /version: the type number may now be answered"),
    ("type dropped", |d| remove(d, CAMPAIGN, "properties/slug/type"), "at /slug: the type any may now be answered"),
    ("enum value added", |d| push(d, SCHEMAS, "Status/enum", "PAUSED"), "at /status: the value \"PAUSED\" is new and may now be answered"),
    ("problem code added", |d| push(d, SCHEMAS, "Problem/properties/code/enum", "moved"),
     "answer 404 application/problem+json at /code: the value \"moved\" is new"),
    ("enum dropped", |d| remove(d, SCHEMAS, "Problem/properties/code/enum"), "answer 404 application/problem+json at /code: values beyond"),
    ("value made impossible", |d| set(d, SCHEMAS, "Problem/properties/code/type", "integer"),
     "answer 404 application/problem+json at /code: no value fits it any more"),
    ("format dropped", |d| remove(d, SCHEMAS, "Period/properties/startsOn/format"), "at /period/startsOn: `format` \"date\" was dropped"),
    ("format changed", |d| set(d, SCHEMAS, "Versioned/properties/version/format", "int32"), "at /version: `format` changed"),
    ("longer text", |d| set(d, CAMPAIGN, "properties/name/maxLength", 500), "at /name: `maxLength` is wider: it was 300, it is 500"),
    ("bound dropped", |d| remove(d, CAMPAIGN, "properties/progress/maximum"), "at /progress: `maximum` is wider: it was 1, it is none"),
    ("more elements", |d| set(d, SCHEMAS, "Page/properties/items/maxItems", 500), "at /items: `maxItems` is wider"),
    ("pattern dropped in a tree", |d| remove(d, SCHEMAS, "Content/properties/number/pattern"), "at /contents/[]/number: `pattern`"),
    ("map of another type", |d| set(d, CAMPAIGN, "properties/labels/additionalProperties/type", "integer"),
     "at /labels/{}: the type integer may now be answered"),
    ("map closed", |d| set(d, CAMPAIGN, "properties/labels/additionalProperties", false),
     "at /labels/{}: a member beyond the documented ones is no longer answered"),
    ("property became write-only", |d| set(d, CAMPAIGN, "properties/slug/writeOnly", true), "at /slug: the property is no longer answered"),
    ("elements of any type", |d| remove(d, SCHEMAS, "Page/properties/items/items"), "at /items/[]: the type any may now be answered"),
    ("new variant", |d| push(d, SCHEMAS, "Source/oneOf", json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": "TEXT"}}})),
     "at /source/kind: the value \"TEXT\" is new"),
];
