//! The path of a content.

use serde::Deserialize;
use uuid::Uuid;

/// The ids in the path of a content.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContentPath {
    /// The campaign's id.
    pub id: Uuid,
    /// The content's id.
    pub content_id: Uuid,
}
