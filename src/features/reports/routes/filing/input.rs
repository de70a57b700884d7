//! Whole reports in the words of other systems.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::vietnamese::composed;
use crate::features::reports::routes::input::Evidence;
use crate::features::reports::rules::Entry;

/// A unit by one of its names.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitName {
    /// Its agency code (Quyết định 20/2020/QĐ-TTg).
    #[schema(nullable = false, max_length = 35, format = "line")]
    pub(super) agency_code: Option<String>,
    /// Its id in another system.
    #[schema(nullable = false, max_length = 200, format = "line")]
    pub(super) external_id: Option<String>,
    /// The system of `externalId`; `ioffice` when it is left out.
    #[schema(nullable = false, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$")]
    pub(super) external_system: Option<String>,
    /// Its code in this service.
    #[schema(nullable = false, max_length = 35, format = "line", example = "SNV-BTG")]
    pub(super) code: Option<String>,
}

/// The system whose ids are named where none is.
const USUAL_SYSTEM: &str = "ioffice";

impl UnitName {
    /// A unit by its code in this service.
    pub(super) fn of_code(code: &str) -> Self {
        Self { agency_code: None, external_id: None, external_system: None, code: Some(code.to_owned()) }
    }

    /// The system of its external id.
    pub(super) fn system(&self) -> &str {
        self.external_system.as_deref().unwrap_or(USUAL_SYSTEM)
    }
}

/// The name of a file in the same form.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(max_length = 255, format = "line", example = "bien-ban.pdf")]
pub struct FileName(pub(super) String);

/// What is reported of one item, named by its code, by the number of its content or by its id in another system.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FiledEntry {
    /// The printed number of the content, where one item of the pledge answers it.
    #[schema(nullable = false, max_length = 50, format = "line", example = "II.2.5")]
    pub(super) content_ordinal: Option<String>,
    /// The item's code within the pledge.
    #[schema(nullable = false, max_length = 60, format = "line")]
    pub(super) item_code: Option<String>,
    /// The item's id in another system.
    #[schema(nullable = false, max_length = 200, format = "line")]
    pub(super) external_id: Option<String>,
    /// The system of `externalId`; `ioffice` when it is left out.
    #[schema(nullable = false, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$")]
    pub(super) external_system: Option<String>,
    /// The value, where the item is measured. Zero is a value.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "2")]
    pub(super) value: Option<Decimal>,
    /// The level on the rating scale, where it is rated.
    #[schema(nullable = false, max_length = 40, pattern = "^[A-Z]+(_[A-Z]+)*$")]
    pub(super) rating: Option<String>,
    /// Whether the item did not apply in this period; the note says why.
    #[schema(nullable = false)]
    pub(super) not_applicable: Option<bool>,
    /// A remark on it.
    #[schema(nullable = false, max_length = 2000, format = "paragraphs")]
    pub(super) note: Option<String>,
    /// What shows it.
    #[schema(nullable = false, max_items = 20)]
    pub(super) evidence: Option<Vec<Evidence>>,
    /// The unit's files that show it.
    #[schema(nullable = false, max_items = 20)]
    pub(super) file_ids: Option<Vec<Uuid>>,
    /// Files that show it and come with the report in the same form, by their names.
    #[schema(nullable = false, max_items = 20, inline)]
    pub(super) file_names: Option<Vec<FileName>>,
}

/// A whole report.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FiledReport {
    /// The code of the campaign.
    #[schema(max_length = 20, format = "line", example = "PT-2023-001")]
    pub(super) campaign_code: String,
    /// The code of the period.
    #[schema(max_length = 40, format = "line", example = "2023-M12")]
    pub(super) period_code: String,
    /// The unit, by one of its names.
    pub(super) unit: UnitName,
    /// Whether it is submitted at once; it is a draft when this is left out.
    #[schema(nullable = false, example = false)]
    pub(super) submit: Option<bool>,
    /// Confirms that values which look odd are right.
    #[schema(nullable = false)]
    pub(super) confirm_warnings: Option<bool>,
    /// What the unit did, item by item.
    #[schema(max_items = 200)]
    pub(super) entries: Vec<FiledEntry>,
}

impl FiledEntry {
    /// The system and the item's id there, where it is named so.
    pub(super) fn external_name(&self) -> Option<(&str, String)> {
        let id = composed(self.external_id.as_deref()?);
        Some((self.external_system.as_deref().unwrap_or(USUAL_SYSTEM), id))
    }

    /// The entry as it is stored.
    pub(super) fn to_entry(&self, item_id: Uuid) -> Entry {
        let evidence = self.evidence.iter().flatten();
        Entry {
            item_id,
            value: self.value.map(|value| value.normalize()),
            rating: self.rating.clone(),
            not_applicable: self.not_applicable.unwrap_or(false),
            note: self.note.as_deref().map(composed),
            evidence: evidence.map(|Evidence(text)| composed(text)).collect(),
            file_ids: self.file_ids.clone().unwrap_or_default(),
        }
    }
}

impl FiledReport {
    /// The report with the ids of files that came with it, which its entries name.
    pub(super) fn with_files(mut self, files: &HashMap<String, Uuid>) -> Self {
        for entry in &mut self.entries {
            let (known, unknown): (Vec<_>, Vec<_>) = entry
                .file_names
                .take()
                .unwrap_or_default()
                .into_iter()
                .partition(|name| files.contains_key(&name.0));
            let ids = known.iter().filter_map(|name| files.get(&name.0).copied());
            entry.file_ids.get_or_insert_default().extend(ids);
            entry.file_names = Some(unknown);
        }
        self
    }

    /// Whether it is submitted at once.
    pub(super) fn is_submitted(&self) -> bool {
        self.submit == Some(true)
    }

    /// Whether its values are compared with the last ones.
    pub(super) fn is_compared(&self) -> bool {
        self.is_submitted() && self.confirm_warnings != Some(true)
    }
}
