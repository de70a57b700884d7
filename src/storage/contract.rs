//! What a storage of bytes can do.

use std::io::{self, Read};
use std::time::SystemTime;

use futures_util::future::BoxFuture;
use tokio::io::AsyncRead;
use uuid::Uuid;

/// Work of a storage on its way.
pub type Work<'a, T> = BoxFuture<'a, io::Result<T>>;

/// Where the bytes of files are kept, each under its file's id.
pub trait Storage: Send + Sync {
    /// A place for bytes that are still coming.
    fn begin(&self) -> Work<'_, Box<dyn Incoming>>;

    /// The bytes of a file; `None` where there are none.
    fn open(&self, id: Uuid) -> Work<'_, Option<Box<dyn AsyncRead + Send + Unpin>>>;

    /// Removes the bytes of a file, if there are any.
    fn remove(&self, id: Uuid) -> Work<'_, ()>;

    /// Removes what uploads left behind that ended before an instant without being kept, and answers which files were kept
    /// before it.
    fn kept_before(&self, instant: SystemTime) -> Work<'_, Vec<Uuid>>;
}

/// Bytes on their way into a storage. Dropped before they are kept, they leave nothing behind.
pub trait Incoming: Send {
    /// Takes the next bytes.
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> Work<'a, ()>;

    /// Everything that came so far, to be looked at.
    fn look(&mut self) -> Work<'_, Box<dyn Read + Send>>;

    /// Keeps the bytes for good under a file's id; they survive a crash from then on.
    fn keep(self: Box<Self>, id: Uuid) -> Work<'static, ()>;
}
