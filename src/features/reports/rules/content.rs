//! What a report says.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a report says of one item. Empty members are left out of what is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The item of the pledge.
    pub item_id: Uuid,
    /// The value, where the item is measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// The word of the scale, where it is rated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// Whether the item did not apply in this period.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_applicable: bool,
    /// A remark on it, or why it did not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What shows it: numbers of documents, links.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// The files that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file_ids: Vec<Uuid>,
}

/// Everything a report says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportContent {
    /// The entries, in the order of the pledge's items.
    pub entries: Vec<Entry>,
}

impl TryFrom<serde_json::Value> for ReportContent {
    type Error = serde_json::Error;

    fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

impl ReportContent {
    /// The entry of an item.
    #[must_use]
    pub fn of(&self, item_id: Uuid) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.item_id == item_id)
    }

    /// The content with these entries in place of the old ones of the same items.
    #[must_use]
    pub fn with(&self, new: Vec<Entry>) -> Self {
        let mut entries = self.entries.clone();
        for entry in new {
            match entries.iter_mut().find(|own| own.item_id == entry.item_id) {
                Some(own) => *own = entry,
                None => entries.push(entry),
            }
        }
        Self { entries }
    }
}
