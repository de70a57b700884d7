//! What a fact says as it is kept: what rules look for in columns of its own, the rest as one object.

use chrono::{Days, NaiveDate};
use serde_json::{Map, Value, json};

use super::model::{FactDetails, FactKind};

/// Details that were kept and are none of their kind: a fault of ours.
#[derive(Debug, thiserror::Error)]
#[error("the details of a fact are not of its kind")]
pub struct MalformedDetails;

/// What a fact says as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactColumns {
    /// The kind.
    pub kind: FactKind,
    /// The year it is about.
    pub year: Option<i32>,
    /// The first day.
    pub starts_on: Option<NaiveDate>,
    /// The first day on which it is over.
    pub ends_before: Option<NaiveDate>,
    /// The rest.
    pub details: Value,
}

/// Members that have columns of their own.
const OWN_COLUMNS: [&str; 4] = ["kind", "year", "startsOn", "endsOn"];

impl From<&FactDetails> for FactColumns {
    fn from(details: &FactDetails) -> Self {
        let (year, starts_on, ends_on) = match details {
            FactDetails::TaskRating(rating) => (Some(rating.year), None, None),
            FactDetails::Statement(statement) => (Some(statement.year), None, None),
            FactDetails::UnitFigures(figures) => (Some(figures.year), None, None),
            FactDetails::Hold(hold) => (None, Some(hold.starts_on), hold.ends_on),
        };
        let members = json!(details);
        let rest = members.as_object().into_iter().flatten();
        let rest = rest.filter(|(name, _)| !OWN_COLUMNS.contains(&name.as_str()));
        Self {
            kind: details.kind(),
            year,
            starts_on,
            ends_before: ends_on.and_then(|day| day.checked_add_days(Days::new(1))),
            details: Value::Object(rest.map(|(name, value)| (name.clone(), value.clone())).collect()),
        }
    }
}

impl TryFrom<FactColumns> for FactDetails {
    type Error = MalformedDetails;

    fn try_from(columns: FactColumns) -> Result<Self, MalformedDetails> {
        let mut members: Map<String, Value> = columns.details.as_object().cloned().unwrap_or_default();
        members.insert("kind".to_owned(), json!(columns.kind));
        if columns.kind == FactKind::Hold {
            let ends_on = columns.ends_before.and_then(|day| day.pred_opt());
            members.insert("startsOn".to_owned(), json!(columns.starts_on));
            members.insert("endsOn".to_owned(), json!(ends_on));
        } else {
            members.insert("year".to_owned(), json!(columns.year));
        }
        serde_json::from_value(Value::Object(members)).map_err(|_| MalformedDetails)
    }
}
