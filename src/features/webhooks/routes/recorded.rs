//! What is recorded of endpoints; secrets leave no trace.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::webhooks::store::Endpoint;
use crate::record::{Recorded, Subject};

impl Recorded for Endpoint {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: self.client_unit_id }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"clientId": self.client_id, "url": self.url, "purpose": self.purpose, "types": self.types,
            "unitId": self.unit_id, "status": self.status, "disabledBecause": self.disabled_because})
    }
}
