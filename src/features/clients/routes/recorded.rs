//! What is recorded of machine clients; secrets leave no trace.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::clients::store::Client;
use crate::record::{Recorded, Subject};

impl Recorded for Client {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: self.unit_id }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let networks: Vec<String> = self.networks.0.iter().map(ToString::to_string).collect();
        json!({"code": self.code, "name": self.name, "unitId": self.unit_id, "purpose": self.purpose,
            "scopes": self.scopes.0, "networks": networks, "requestsPerMinute": self.requests_per_minute,
            "expiresOn": self.expires_on, "status": self.status})
    }
}
