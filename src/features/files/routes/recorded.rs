//! What is recorded of a file.

use serde_json::{Value, json};

use super::view::VERSION;
use crate::core::row_version::RowVersion;
use crate::features::files::store::File;
use crate::record::{Recorded, Subject};

impl Recorded for File {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        VERSION
    }

    fn audited(&self) -> Value {
        let Self { name, media_type, bytes, sha256, .. } = self;
        json!({"name": name, "mediaType": media_type, "bytes": bytes, "sha256": sha256})
    }
}
