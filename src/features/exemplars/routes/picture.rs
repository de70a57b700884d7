//! The picture that is named for an exemplar.

use uuid::Uuid;

use crate::features::files::store as files;
use crate::http::Problem;
use crate::operations::pictures::plain_picture;
use crate::operations::state::State;

/// A picture that a body names, and whether its bytes are those of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedPicture {
    pub file_id: Uuid,
    pub is_picture: bool,
}

impl NamedPicture {
    /// Looks at the bytes, before anything is locked: what can't be read as a picture could not be shown without what a camera wrote
    /// into it.
    pub async fn look(state: &State, file_id: Option<Uuid>) -> Result<Option<Self>, Problem> {
        let Some(file_id) = file_id else { return Ok(None) };
        let found = state.db.read(async |conn| files::find_all(conn, &[file_id]).await).await?;
        let is_picture = match found.first() {
            Some(file) => plain_picture(state, file.id, file.media_type.as_str()).await?.is_some(),
            None => false,
        };
        Ok(Some(Self { file_id, is_picture }))
    }
}
