//! Names of events: `vn.thidua.<thing>.<verb>.v1`, derived from the list of occurrences.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::record::Occurrence;
use crate::record::occurrences::Audience;

/// The types of all events, with the occurrence that each stands for.
static TYPES: LazyLock<BTreeMap<String, Occurrence>> = LazyLock::new(|| {
    let told = Occurrence::ALL.iter().filter(|one| one.audience() != Audience::AuditOnly);
    told.map(|one| (type_of(one.as_str(), one.subject_type().as_str()), *one)).collect()
});

/// The type of an event: the thing is the subject's kind, the verb what is left of the occurrence without it.
#[must_use]
pub fn type_of(occurrence: &str, subject_type: &str) -> String {
    // A progress report's occurrences begin with REPORT_.
    let last_word = subject_type.rsplit('_').next().unwrap_or(subject_type);
    let without = |prefix: &str| occurrence.strip_prefix(prefix)?.strip_prefix('_');
    let verb = without(subject_type).or_else(|| without(last_word)).unwrap_or(occurrence);
    format!("vn.thidua.{}.{}.v1", subject_type.to_ascii_lowercase(), verb.to_ascii_lowercase())
}

/// The occurrence of a type.
#[must_use]
pub fn occurrence_of(event_type: &str) -> Option<Occurrence> {
    TYPES.get(event_type).copied()
}

/// The type of an event, as a filter names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTypeName(pub String);

impl PartialSchema for EventTypeName {
    fn schema() -> RefOr<Schema> {
        let names: Vec<&str> = all_types().collect();
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).into()
    }
}

impl ToSchema for EventTypeName {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("EventType")
    }
}

/// Every type there is.
pub fn all_types() -> impl Iterator<Item = &'static str> {
    TYPES.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_names_thing_and_verb() {
        for (occurrence, expected) in [
            (Occurrence::CampaignLaunched, "vn.thidua.campaign.launched.v1"),
            (Occurrence::ReportSubmitted, "vn.thidua.progress_report.submitted.v1"),
            (Occurrence::UnitCreated, "vn.thidua.unit.created.v1"),
        ] {
            assert_eq!(type_of(occurrence.as_str(), occurrence.subject_type().as_str()), expected);
            assert_eq!(occurrence_of(expected), Some(occurrence));
        }
        assert_eq!(occurrence_of("vn.thidua.user.created.v1"), None, "nobody is told of users");
    }

    #[test]
    fn no_two_occurrences_have_one_type() {
        let told = Occurrence::ALL.iter().filter(|one| one.audience() != Audience::AuditOnly).count();
        assert_eq!(all_types().count(), told);
        for name in all_types() {
            let parts: Vec<&str> = name.split('.').collect();
            assert!(parts.len() == 5 && parts[3].len() > 2, "{name}");
        }
    }
}
