//! Examples of whole requests and answers, put together from the examples of their members.

use serde_json::{Map, Value};

/// Examples of members whose schema is a reference, or may be null, which the macros that collect the document leave out:
/// schema, member, example as JSON.
const MEMBERS: &[(&str, &str, &str)] = &[
    ("NewUnit", "kind", r#""DIVISION""#),
    (
        "NewClientKey",
        "publicKey",
        r#"{"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    ),
    ("Client", "status", r#""ACTIVE""#),
    ("NewSuccession", "kind", r#""MERGE""#),
    ("SuccessorUnit", "kind", r#""DIVISION""#),
    ("Succession", "kind", r#""DISSOLVE""#),
    ("Unit", "kind", r#""DEPARTMENT""#),
    ("Unit", "status", r#""ACTIVE""#),
    ("UnitVersion", "kind", r#""DEPARTMENT""#),
    ("Campaign", "status", r#""LAUNCHED""#),
    ("Campaign", "level", r#""SECTOR""#),
    ("CampaignSummary", "status", r#""LAUNCHED""#),
    ("NewCampaign", "form", r#""THEMATIC""#),
    ("NewCampaign", "level", r#""SECTOR""#),
    ("Recipient", "channel", r#""IOFFICE""#),
    ("Indicator", "aggregation", r#""LAST""#),
    ("NewAmendment", "changes", r#"{"measures": ["Giao ban thi đua hằng quý (mẫu)"]}"#),
    ("CampaignWarning", "item", r#""PERIOD""#),
    ("Readiness", "era", r#""ERA_3""#),
    ("ReadinessLack", "item", r#""STARTS_ON""#),
    ("ReadinessRule", "item", r#""OBJECTIVES""#),
    ("NewReadinessRule", "item", r#""LEVEL""#),
    ("NewReadinessRule", "certainty", r#""MEMORY""#),
    ("AwardRuleTransition", "action", r#""WITHDRAW""#),
    ("AgendaItemTransition", "action", r#""CLOSE""#),
    ("MeetingTransition", "action", r#""CLOSE""#),
    ("DataRequestTransition", "reason", r#""Cần đối chiếu hồ sơ giấy (mẫu)""#),
    ("ClientTransition", "reason", r#""Đổi hệ thống kết nối (mẫu)""#),
    ("PledgeTransition", "action", r#""APPROVE""#),
    ("ReportTransition", "action", r#""ACCEPT""#),
    ("ConsultationTransition", "action", r#""CANCEL""#),
    ("Pledge", "status", r#""APPROVED""#),
    ("PledgeSummary", "status", r#""APPROVED""#),
    ("UnitPledgeState", "state", r#""APPROVED""#),
    ("ReportingPeriod", "status", r#""OPEN""#),
    ("ProgressReport", "status", r#""ACCEPTED""#),
    ("ReportSummary", "status", r#""ACCEPTED""#),
    ("CampaignProgress", "verdict", r#""AT_RISK""#),
    ("UnitProgress", "verdict", r#""ON_TRACK""#),
    ("Obligation", "kind", r#""REPORT""#),
    (
        "NewFact",
        "details",
        r#"{"kind": "TASK_RATING", "year": 2020, "level": "GOOD", "score": "84.5", "decree": "Nghị định 90/2020/NĐ-CP"}"#,
    ),
    ("Job", "status", r#""DEAD""#),
    ("Job", "payload", r#"{"day": "2023-06-22"}"#),
    ("Reminder", "kind", r#""REPORT""#),
    ("Reminder", "recipientRole", r#""UNIT_OFFICER""#),
    ("ReminderRule", "kind", r#""REPORT""#),
    ("NewReminderRule", "kind", r#""REPORT""#),
    ("NewReminderRule", "recipient", r#""LEADER""#),
    ("Review", "kind", r#""INTERIM""#),
    ("Review", "status", r#""ISSUED""#),
    ("ReviewSummary", "kind", r#""INTERIM""#),
    ("ReviewSummary", "status", r#""ISSUED""#),
    ("NewReview", "kind", r#""INTERIM""#),
    ("ReviewPatch", "texts", r#"{"causes": "Một số đơn vị chưa bố trí cán bộ theo dõi phong trào (mẫu)."}"#),
    ("ReviewPatch", "letterhead", r#"{"number": "05"}"#),
    ("FiledBatch", "atomicity", r#""ROW""#),
    ("UserTransition", "reason", r#""Chuyển công tác (mẫu)""#),
    ("Campaign", "parentCampaign", "null"),
    ("PushedDocument", "noDraftBecause", "null"),
    ("PushedDocument", "verdict", r#""LAUNCH""#),
    ("Me", "unit", "null"),
    ("RoleView", "unit", "null"),
    ("User", "passwordExpiresAt", "null"),
    ("LockException", "revokedAt", "null"),
    ("CascadeResponse", "campaign", "null"),
    ("CascadeResponse", "document", "null"),
    ("Session", "expiresAt", r#""2023-02-22T20:00:00.000000+07:00""#),
    ("Job", "deadlineAt", r#""2023-02-24T08:00:00.000000+07:00""#),
    (
        "ImportRow",
        "cells",
        r#"{"code": "SNV-CNTT", "name": "Phòng Công nghệ thông tin (mẫu)", "kind": "DIVISION", "parentCode": "SNV", "openedOn": "2026-01-01"}"#,
    ),
    ("PersonVersion", "body", r#"{"staffCode": "CB001", "name": "Nguyễn Thị Mẫu"}"#),
    ("PublicCampaign", "stage", r#""ENDED""#),
    ("PublicCampaignSummary", "stage", r#""ENDED""#),
    ("PublicCampaignStatus", "stage", r#""ENDED""#),
];

/// Fills in every media type that has a schema and no example.
///
/// # Errors
/// A row of the table of members that fits nothing in the document.
pub fn complete(document: &mut Value) -> Result<(), String> {
    for (schema, member, example) in MEMBERS {
        let place = format!("/components/schemas/{schema}/properties/{member}");
        let property = document.pointer_mut(&place).and_then(Value::as_object_mut);
        let property =
            property.ok_or_else(|| format!("an example for {schema}.{member}, which is not there"))?;
        property
            .insert("example".to_owned(), serde_json::from_str(example).map_err(|error| error.to_string())?);
    }
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or(Value::Null);
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            if let Some(body) = operation.get_mut("requestBody") {
                fill(body, &schemas);
            }
            let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
            for response in responses.into_iter().flat_map(Map::values_mut) {
                fill(response, &schemas);
            }
        }
    }
    Ok(())
}

fn fill(holder: &mut Value, schemas: &Value) {
    let content = holder.get_mut("content").and_then(Value::as_object_mut);
    for media in content.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        if media.contains_key("example") || media.contains_key("examples") {
            continue;
        }
        if let Some(example) = media.get("schema").and_then(|schema| example_of(schema, schemas)) {
            media.insert("example".to_owned(), example);
        }
    }
}

/// The example of a schema: its own, or that of its members. A member that may be left out and has no example
/// of its own is left out.
fn example_of(schema: &Value, schemas: &Value) -> Option<Value> {
    if let Some(own) = schema.get("example").or_else(|| schema.pointer("/examples/0")) {
        return Some(own.clone());
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return example_of(schemas.get(name.rsplit('/').next()?)?, schemas);
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        let parts = parts.iter().filter_map(|part| example_of(part, schemas));
        return Some(Value::Object(parts.filter_map(|part| part.as_object().cloned()).flatten().collect()));
    }
    if let Some(branches) = schema.get("oneOf").and_then(Value::as_array) {
        // Null or a thing: the thing tells more.
        return branches
            .iter()
            .filter_map(|branch| example_of(branch, schemas))
            .find(|example| !example.is_null());
    }
    if let Some(items) = schema.get("items") {
        return Some(example_of(items, schemas).into_iter().collect());
    }
    let types = schema.get("type").and_then(Value::as_array);
    if types.is_some_and(|types| types.iter().any(|name| name == "null")) {
        return Some(Value::Null);
    }
    if let Some(first) = schema.pointer("/enum/0") {
        return Some(first.clone());
    }
    let properties = schema.get("properties")?.as_object()?;
    let members = properties.iter().filter_map(|(name, member)| {
        let is_required = schema
            .get("required")
            .and_then(Value::as_array)
            .is_some_and(|required| required.iter().any(|entry| entry == name));
        let has_own = member.get("example").is_some() || is_required;
        Some((name.clone(), example_of(member, schemas).filter(|_| has_own)?))
    });
    Some(Value::Object(members.collect()))
}
