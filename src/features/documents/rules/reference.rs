//! A document as other answers name it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::operations::references::Reference;

/// A document as other answers name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentReference {
    /// The document's id; it never changes.
    #[schema(example = "01980000-0000-7000-8000-000000000310")]
    pub id: Uuid,
    /// The printed name of its type.
    #[serde(rename = "type")]
    #[schema(required, max_length = 100, format = "text", example = "Chỉ thị")]
    pub document_type: Option<String>,
    /// The digits before the first separator.
    #[schema(required, max_length = 11, format = "text", example = "02")]
    pub number: Option<String>,
    /// The sign without number and year.
    #[schema(required, max_length = 30, format = "text", example = "CT-UBND")]
    pub notation: Option<String>,
    /// Number and sign as printed; without a number, the abstract.
    #[schema(required, max_length = 2000, format = "text", example = "02/CT-UBND")]
    pub display: Option<String>,
    /// The day of issue.
    #[schema(required, example = "2023-01-13")]
    pub issued_on: Option<NaiveDate>,
    /// The issuer.
    #[schema(required, max_length = 200, format = "text", example = "Chủ tịch UBND tỉnh")]
    pub issuer_name: Option<String>,
}

impl Reference for DocumentReference {
    fn id(&self) -> Uuid {
        self.id
    }

    fn unnamed(id: Uuid) -> Self {
        Self { id, ..Self::default() }
    }
}
