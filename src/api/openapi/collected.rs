//! What the lines that register the operations say.

use std::collections::HashMap;

use serde_json::Value;

use crate::auth::access::AccessTable;
use crate::operations::tables::spec::TableSpec;

/// What the lines that register the operations say.
#[derive(Debug, Clone)]
pub struct Collected {
    /// The document as the handlers declare it.
    pub document: Value,
    /// Who may call each operation.
    pub access: AccessTable,
    /// The tag of each operation.
    pub tags: HashMap<String, &'static str>,
    /// The tables of operations whose answers can be taken out.
    pub tables: HashMap<String, &'static TableSpec>,
}
