//! What a file looks like from outside.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::files::store::File;
use crate::http::download::Download;
use crate::operations::references::UnitReference;
use chrono::NaiveDate;

/// The version of a file: files never change.
pub(super) const VERSION: RowVersion = RowVersion::FIRST;

/// A file.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StoredFile)]
pub struct FileView {
    /// The file's id.
    #[schema(example = "01980000-0000-7000-8000-000000002400")]
    id: Uuid,
    /// The unit whose work it shows.
    unit: UnitReference,
    /// Its name; the ending says what it is.
    #[schema(max_length = 255, format = "text", example = "bao-cao-thang-02.txt")]
    name: String,
    /// Its media type.
    #[schema(max_length = 127, pattern = "^[a-z0-9.+-]+/[a-z0-9.+-]+$", example = "text/plain")]
    media_type: String,
    /// Its size in bytes.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 84)]
    bytes: i64,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    #[schema(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    sha256: String,
    /// Who uploaded it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// When.
    created_at: LocalTime,
}

impl FileView {
    /// The file with the unit's name today.
    pub(super) async fn read(conn: &Connection, file: File, today: NaiveDate) -> Result<Self, db::Error> {
        let unit = UnitReference::find(conn, file.unit_id, today).await?;
        Ok(Self {
            id: file.id,
            unit,
            name: file.name,
            media_type: file.media_type.as_str().to_owned(),
            bytes: file.bytes,
            sha256: file.sha256,
            created_by: file.created_by,
            created_at: local(file.created_at),
        })
    }
}

impl File {
    /// The file as a download.
    #[must_use]
    pub fn download(&self) -> Download<'_> {
        Download { id: self.id, name: &self.name, media_type: self.media_type.as_str(), bytes: self.bytes }
    }
}
