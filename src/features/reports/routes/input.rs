//! What a unit's officers report on the items of their pledge.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::vietnamese::composed;
use crate::features::reports::rules::Entry;

/// What is reported of one item: a value, a rating, or that it did not apply.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEntry {
    /// The item of the pledge.
    #[schema(example = "01980000-0000-7000-8000-000000310302")]
    pub item_id: Uuid,
    /// The value, where the item is measured. Zero is a value.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "2")]
    pub value: Option<Decimal>,
    /// The level on the rating scale, where it is rated.
    #[schema(nullable = false, max_length = 40, pattern = "^[A-Z]+(_[A-Z]+)*$")]
    pub rating: Option<String>,
    /// Whether the item did not apply in this period; the note says why.
    #[schema(nullable = false)]
    pub not_applicable: Option<bool>,
    /// A remark on it.
    #[schema(nullable = false, max_length = 2000, format = "paragraphs")]
    pub note: Option<String>,
    /// What shows it: numbers of documents, links.
    #[schema(nullable = false, max_items = 20)]
    pub evidence: Option<Vec<Evidence>>,
    /// The unit's files that show it.
    #[schema(nullable = false, max_items = 20)]
    pub file_ids: Option<Vec<Uuid>>,
}

/// What shows a value: the number of a document, or a link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 500, format = "line", example = "12/BC-VP ngày 15/02/2023 (mẫu)")]
pub struct Evidence(pub String);

impl NewEntry {
    /// The entry as it is stored.
    #[must_use]
    pub fn into_entry(self) -> Entry {
        let evidence = self.evidence.unwrap_or_default();
        Entry {
            item_id: self.item_id,
            value: self.value.map(|value| value.normalize()),
            rating: self.rating,
            not_applicable: self.not_applicable.unwrap_or(false),
            note: self.note.map(|note| composed(&note)),
            evidence: evidence.into_iter().map(|Evidence(text)| composed(&text)).collect(),
            file_ids: self.file_ids.unwrap_or_default(),
        }
    }
}

/// The entries, each with its pointer into the request.
pub(super) fn with_pointers(entries: Vec<NewEntry>) -> Vec<(String, Entry)> {
    let entry = |(index, entry): (usize, NewEntry)| (format!("/entries/{index}"), entry.into_entry());
    entries.into_iter().enumerate().map(entry).collect()
}

/// A report to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReport {
    /// The unit that reports.
    #[schema(example = "01980000-0000-7000-8000-000000000106")]
    pub unit_id: Uuid,
    /// What it did, item by item; more may follow.
    #[schema(nullable = false, max_items = 200, example = json!([{"itemId": "01980000-0000-7000-8000-000000310602", "value": "2"}]))]
    pub entries: Option<Vec<NewEntry>>,
}

/// Entries that are new or change; the others stay as they are.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportPatch {
    /// The entries, one for each item.
    #[schema(min_items = 1, max_items = 200)]
    pub entries: Vec<NewEntry>,
}
