//! Pictures of the storage, as the public may see them.

use tokio::io::AsyncReadExt;
use uuid::Uuid;

use super::state::State;
use crate::core::pictures::{PictureKind, without_metadata};
use crate::http::Problem;

/// The bytes of a picture for the public, without metadata; none where the file is no picture.
///
/// # Errors
/// What the storage fails with; 503 when too much is being read.
pub async fn plain_picture(
    state: &State,
    file_id: Uuid,
    media_type: &str,
) -> Result<Option<Vec<u8>>, Problem> {
    let Some(kind) = PictureKind::of_media_type(media_type) else { return Ok(None) };
    // Taken before anything is read: everybody may ask for pictures, at any moment.
    let turn = state.pictures.take().await?;
    let Some(mut stored) = state.storage.open(file_id).await? else { return Ok(None) };
    let mut bytes = Vec::new();
    stored.read_to_end(&mut bytes).await?;
    let plain = without_metadata(kind, &bytes);
    drop(turn);
    Ok(plain)
}
