//! Why a package can't be read.

/// Why a package, or a part of it, can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageFault {
    /// More parts or more bytes than anyone writes.
    TooLarge,
    /// Unpacks to many times its size.
    ZipBomb,
    /// A part declares a document type or uses an entity of its own.
    ForbiddenXml,
    /// Damaged, encrypted, or not well formed.
    Broken,
}
