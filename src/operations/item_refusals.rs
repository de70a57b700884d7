//! Why one item of several was refused, in answers that tell it item by item.

use serde::Serialize;
use utoipa::ToSchema;

use crate::http::{Locale, Problem};

/// Why one item was refused.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ItemRefusal {
    /// The code, as if the item had come alone.
    #[schema(max_length = 64, pattern = "^[a-z0-9_]+$", example = "written_by_yourself")]
    pub code: String,
    /// What is wrong, in words.
    #[schema(max_length = 2000, format = "text", example = "Bạn là người đã ghi nội dung này.")]
    pub detail: String,
}

impl ItemRefusal {
    /// The refusal that a problem is, in the caller's language.
    #[must_use]
    pub fn new(problem: &Problem, locale: Locale) -> Self {
        let body = problem.to_json(locale, "");
        let text =
            |name: &str| body.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        Self { code: text("code"), detail: text("detail") }
    }
}
