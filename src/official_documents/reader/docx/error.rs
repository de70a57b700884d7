//! Why no text can be taken from a file.

use std::fmt;

use serde::Serialize;

use crate::official_documents::package::PackageFault;

/// Why no text could be taken from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum UnreadableFile {
    /// Not a .docx: no archive, or one without Word's text.
    NotDocx,
    /// A .docx or another archive where plain text is expected.
    ArchiveAsText,
    /// Word's format before 2007 (.doc).
    OldWord,
    /// More than 16 MiB, packed or unpacked.
    TooLarge,
    /// Unpacks to many times its size.
    ZipBomb,
    /// A document type declaration or an entity of its own; neither is ever expanded.
    ForbiddenXml,
    /// XML that is not well formed, or an archive that is damaged or encrypted.
    Broken,
    /// Neither UTF-8 nor UTF-16 with its mark.
    UnknownEncoding,
}

impl fmt::Display for UnreadableFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotDocx => "the file is not a .docx document",
            Self::ArchiveAsText => "the file is an archive, not plain text",
            Self::OldWord => "the file is in Word's old .doc format; save it as .docx",
            Self::TooLarge => "the file holds more than 16 MiB",
            Self::ZipBomb => "the file unpacks to far more than its size (zip bomb)",
            Self::ForbiddenXml => "the file declares a document type or entities of its own",
            Self::Broken => "the file is damaged or encrypted",
            Self::UnknownEncoding => "the text is neither UTF-8 nor UTF-16 with a byte order mark",
        })
    }
}

impl std::error::Error for UnreadableFile {}

impl From<PackageFault> for UnreadableFile {
    fn from(fault: PackageFault) -> Self {
        match fault {
            PackageFault::TooLarge => Self::TooLarge,
            PackageFault::ZipBomb => Self::ZipBomb,
            PackageFault::ForbiddenXml => Self::ForbiddenXml,
            PackageFault::Broken => Self::Broken,
        }
    }
}
