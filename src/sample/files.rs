//! Files of the sample: one by which a report is shown, and a picture of an exemplar.

use std::io;

use super::ids::{id, on};
use super::tables;
use super::users::UNIT_USER_BASE;
use crate::core::crypto;
use crate::db::Connection;
use crate::features::files::rules::FileKind;
use crate::features::files::store::{self as files, File};
use crate::http::Problem;
use crate::storage::Storage;

/// The last part of the id of the file.
pub const FIRST_FILE: u128 = 0x2400;
/// The unit and the month whose report it shows.
pub const SHOWN: (u128, usize) = (0x102, 0);
/// When it is uploaded.
pub const UPLOADED_AT: &str = "2023-02-17T01:00:00Z";
/// The last part of the id of the picture.
pub const PICTURE: u128 = 0x46_0f01;
const PICTURE_BYTES: &[u8] = include_bytes!("pictures/mot-cua.png");
const TEXT: &str = "Báo cáo kết quả giải quyết hồ sơ tháng 02 năm 2023 của Văn phòng Sở (mẫu)\n";

/// The officer of the unit uploads it.
pub async fn upload(tx: &mut Connection, at: &str) -> Result<(), Problem> {
    let context = on(at, UNIT_USER_BASE + SHOWN.0)?;
    let file = File {
        id: id(FIRST_FILE),
        unit_id: id(SHOWN.0),
        name: "bao-cao-thang-02.txt".to_owned(),
        media_type: FileKind::Text,
        bytes: i64::try_from(TEXT.len()).map_err(Problem::internal)?,
        sha256: crypto::to_hex(&crypto::sha256(&[TEXT.as_bytes()])),
        created_by: context.actor_id.unwrap_or_default(),
        created_at: context.at,
    };
    Ok(files::create(tx, &context, &file, u32::MAX).await??)
}

/// The officer of a unit uploads the picture.
pub async fn upload_picture(tx: &mut Connection, at: &str, unit: u128) -> Result<(), Problem> {
    let context = on(at, UNIT_USER_BASE + unit)?;
    let file = File {
        id: id(PICTURE),
        unit_id: id(unit),
        name: "mot-cua.png".to_owned(),
        media_type: FileKind::Png,
        bytes: i64::try_from(PICTURE_BYTES.len()).map_err(Problem::internal)?,
        sha256: crypto::to_hex(&crypto::sha256(&[PICTURE_BYTES])),
        created_by: context.actor()?,
        created_at: context.at,
    };
    Ok(files::create(tx, &context, &file, u32::MAX).await??)
}

/// Keeps the bytes of the sample's files where they are missing.
///
/// # Errors
/// What the storage fails with.
pub async fn keep_files(storage: &dyn Storage) -> io::Result<()> {
    let files =
        [(id(FIRST_FILE), TEXT.as_bytes()), (id(PICTURE), PICTURE_BYTES)].into_iter().chain(tables::stored());
    for (file, bytes) in files {
        if storage.open(file).await?.is_none() {
            let mut incoming = storage.begin().await?;
            incoming.write(bytes).await?;
            incoming.keep(file).await?;
        }
    }
    Ok(())
}
