//! The contract of the service: which operations there are, who may call them, and the document that says so.

use std::sync::Arc;

use actix_web::web::Bytes;
use serde_json::Value;

use crate::auth::access::AccessTable;
use crate::http::Locale;
use crate::http::contract::CompiledContract;
use crate::operations::tables::give::TableSpecs;

/// The contract of the service.
#[derive(Debug, Clone)]
pub struct Contract {
    /// As texts: as a tree, each takes ten times the memory.
    english: Bytes,
    vietnamese: Bytes,
    /// What each operation takes, compiled.
    pub compiled: Arc<CompiledContract>,
    /// Who may call each operation.
    pub access: Arc<AccessTable>,
    /// The tables of operations whose answers can be taken out.
    pub tables: Arc<TableSpecs>,
}

impl Contract {
    /// A contract with its document in English, as it is committed, and in Vietnamese.
    #[must_use]
    pub fn new(
        (english, vietnamese): (&Value, &Value),
        compiled: CompiledContract,
        access: AccessTable,
        tables: TableSpecs,
    ) -> Self {
        Self {
            english: english.to_string().into(),
            vietnamese: vietnamese.to_string().into(),
            compiled: compiled.into(),
            access: access.into(),
            tables: tables.into(),
        }
    }

    /// The document in one language, as JSON.
    #[must_use]
    pub fn in_locale(&self, locale: Locale) -> &Bytes {
        match locale {
            Locale::English => &self.english,
            Locale::Vietnamese => &self.vietnamese,
        }
    }
}
