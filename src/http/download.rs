//! The bytes of a file as an answer, read piece by piece.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use futures_util::stream::try_unfold;
use tokio::io::AsyncReadExt;
use uuid::Uuid;

use super::file_name::attachment;
use super::problem::Problem;
use crate::storage::Storage;

/// How many bytes are read at a time.
const PIECE: usize = 64 * 1024;

/// A stored file to be given out.
#[derive(Debug, Clone, Copy)]
pub struct Download<'a> {
    /// Under which id its bytes are kept.
    pub id: Uuid,
    /// Its name.
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// How many bytes it has.
    pub bytes: i64,
}

impl Download<'_> {
    /// The answer: a download, never shown in the browser's own page, whatever it is.
    ///
    /// # Errors
    /// 500 when the bytes are not there.
    pub async fn answer(self, storage: &dyn Storage) -> Result<HttpResponse, Problem> {
        let bytes = storage.open(self.id).await?;
        let bytes = bytes.ok_or_else(|| Problem::internal("a file without its bytes"))?;
        let pieces = try_unfold(bytes, async |mut bytes| {
            let mut piece = vec![0; PIECE];
            let read = bytes.read(&mut piece).await?;
            piece.truncate(read);
            Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(piece), bytes)))
        });
        Ok(HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, self.media_type))
            .insert_header((CONTENT_DISPOSITION, attachment(self.name)))
            .no_chunking(u64::try_from(self.bytes).unwrap_or_default())
            .streaming(Box::pin(pieces)))
    }
}
