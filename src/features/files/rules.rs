//! Rules of files: which kinds are taken, told by their bytes and not by what their sender says.

use std::io::{Cursor, Read};

use chrono::TimeDelta;
use infer::MatcherType;
use zip::ZipArchive;

use crate::core::archive;
use crate::text_enum;

/// How many files of a unit may be there that nothing refers to.
pub const MOST_UNUSED: i64 = 200;
/// How long a file stays that nothing refers to.
pub const UNUSED_LIFE: TimeDelta = TimeDelta::days(7);
/// The first bytes by which most kinds are told apart.
const HEAD_BYTES: u64 = 8 * 1024;
/// How an archive begins.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// The most letters of a file's name.
const NAME_LETTERS: usize = 255;
/// The most parts of an office file that are looked through.
const MOST_PARTS: usize = 10_000;

text_enum! {
    /// A kind of file that is taken.
    pub enum FileKind {
        /// PDF.
        Pdf = "application/pdf",
        /// A picture, PNG.
        Png = "image/png",
        /// A picture or a scan, JPEG.
        Jpeg = "image/jpeg",
        /// A Word document without macros.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// An Excel workbook without macros.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// An OpenDocument text.
        Odt = "application/vnd.oasis.opendocument.text",
        /// An OpenDocument spreadsheet.
        Ods = "application/vnd.oasis.opendocument.spreadsheet",
        /// Plain text, also CSV.
        Text = "text/plain",
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It has no bytes.
    Empty,
    /// Its kind is not one of those that are taken.
    NotTaken,
    /// It is of this kind, and its sender says otherwise.
    Lies(FileKind),
}

impl FileKind {
    /// The endings of names of such files; the first is the usual one.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Text => &["txt", "csv"],
        }
    }

    /// Other words for the same media type.
    const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["image/jpg"],
            Self::Text => &["text/csv"],
            _ => &[],
        }
    }

    /// The kind of a file by its bytes; `None` for one that is not taken.
    ///
    /// # Errors
    /// What reading fails with.
    pub fn of(bytes: &mut impl Read) -> std::io::Result<Option<Self>> {
        let mut whole = Vec::new();
        bytes.by_ref().take(HEAD_BYTES).read_to_end(&mut whole)?;
        let told = infer::get(&whole);
        let is_told = |kind: &Self| told.is_some_and(|told| told.mime_type() == kind.as_str());
        if let Some(kind) = [Self::Pdf, Self::Png, Self::Jpeg].into_iter().find(is_told) {
            return Ok(Some(kind));
        }
        bytes.read_to_end(&mut whole)?;
        if whole.starts_with(ARCHIVE) {
            return Ok(of_archive(&whole));
        }
        // Some pictures and sounds are told by two or three letters, with which a text may begin, too.
        let may_be_text = told.is_none_or(|told| {
            matches!(told.matcher_type(), MatcherType::Image | MatcherType::Audio | MatcherType::Video)
        });
        Ok((may_be_text && is_text(&whole)).then_some(Self::Text))
    }

    /// Refuses a file whose sender calls it something else, by media type or by the ending of its name.
    ///
    /// # Errors
    /// [`Fault::Lies`].
    pub fn agree(self, claimed_type: Option<&str>, name: Option<&str>) -> Result<(), Fault> {
        let says_nothing = |claimed: &str| claimed.is_empty() || claimed == "application/octet-stream";
        let is_own = |claimed: &str| claimed == self.as_str() || self.aliases().contains(&claimed);
        let lies = claimed_type.is_some_and(|claimed| !says_nothing(claimed) && !is_own(claimed));
        let ending = name.and_then(ending);
        let of_other = |ending: &String| {
            let others = Self::ALL.iter().filter(|other| **other != self);
            others.flat_map(|other| other.endings()).any(|known| known == ending)
        };
        if lies || ending.as_ref().is_some_and(of_other) { Err(Fault::Lies(self)) } else { Ok(()) }
    }

    /// The name with an ending that says what the file is, so that nobody opens it as something else; what stands before the
    /// ending is cut where it is too long.
    #[must_use]
    pub fn named(self, name: &str) -> String {
        let is_own = ending(name).is_some_and(|ending| self.endings().contains(&ending.as_str()));
        let usual = (name, self.endings().first().copied().unwrap_or_default());
        let (stem, ending) = name.rsplit_once('.').filter(|_| is_own).unwrap_or(usual);
        let kept: String = stem.chars().take(NAME_LETTERS - 1 - ending.len()).collect();
        format!("{kept}.{ending}")
    }
}

fn ending(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

/// The kind of an office file by what its archive holds; one with macros is none.
fn of_archive(bytes: &[u8]) -> Option<FileKind> {
    if archive::may_exceed(bytes, MOST_PARTS) {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let has = |name: &str, archive: &ZipArchive<_>| archive.index_for_name(name).is_some();
    let is_macro = |name: &str| name.ends_with("vbaProject.bin") || name.starts_with("Basic/");
    if archive.file_names().any(|name| name.is_ok_and(|name| is_macro(&name))) {
        return None;
    }
    if has("[Content_Types].xml", &archive) {
        let parts = [("word/document.xml", FileKind::Docx), ("xl/workbook.xml", FileKind::Xlsx)];
        return parts.into_iter().find(|(part, _)| has(part, &archive)).map(|(_, kind)| kind);
    }
    let mut told = String::new();
    archive.by_name("mimetype").ok()?.take(100).read_to_string(&mut told).ok()?;
    [FileKind::Odt, FileKind::Ods].into_iter().find(|kind| kind.as_str() == told.trim())
}

/// Whether the bytes are UTF-8 without control characters.
fn is_text(bytes: &[u8]) -> bool {
    let is_plain = |letter: char| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r' | '\u{c}');
    !bytes.is_empty() && std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_plain))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::core::vietnamese::composed;

    fn kind(bytes: &[u8]) -> Option<FileKind> {
        FileKind::of(&mut Cursor::new(bytes)).unwrap()
    }

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_kind_is_told_by_bytes() {
        let types = ("[Content_Types].xml", "");
        let odt = "application/vnd.oasis.opendocument.text";
        for (bytes, expected) in [
            (b"%PDF-1.7\n".to_vec(), Some(FileKind::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0\0\0".to_vec(), Some(FileKind::Jpeg)),
            ("Báo cáo tháng 02\n".as_bytes().to_vec(), Some(FileKind::Text)),
            ("BM01/BC-SNV: biểu mẫu báo cáo\n".as_bytes().to_vec(), Some(FileKind::Text)),
            (b"BM\x36\0\0\0\0\0".to_vec(), None),
            (archive(&[types, ("word/document.xml", "")]), Some(FileKind::Docx)),
            (archive(&[types, ("xl/workbook.xml", "")]), Some(FileKind::Xlsx)),
            (archive(&[("mimetype", odt)]), Some(FileKind::Odt)),
            (archive(&[types, ("word/document.xml", ""), ("word/vbaProject.bin", "")]), None),
            (archive(&[("a.txt", "")]), None),
            (b"PK\x03\x04 broken".to_vec(), None),
            (b"MZ\x90\0".to_vec(), None),
            (b"<!DOCTYPE html><html></html>".to_vec(), None),
            (b"GIF89a\0".to_vec(), None),
            (b"a\0b".to_vec(), None),
            (b"\xff\xfe\x41".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(kind(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn who_says_otherwise_lies() {
        let lies = Err(Fault::Lies(FileKind::Pdf));
        for (claimed, name, expected) in [
            (None, None, Ok(())),
            (Some("application/pdf"), Some("12.BC-SNV.PDF"), Ok(())),
            (Some("application/octet-stream"), Some("Báo cáo tháng 2.2023"), Ok(())),
            (Some("image/png"), None, lies),
            (None, Some("a.docx"), lies),
        ] {
            assert_eq!(FileKind::Pdf.agree(claimed, name), expected, "{claimed:?} {name:?}");
        }
        assert_eq!(FileKind::Jpeg.agree(Some("image/jpg"), Some("a.jpeg")), Ok(()));
        assert_eq!(FileKind::Text.agree(Some("text/csv"), Some("a.csv")), Ok(()));
    }

    #[test]
    fn a_name_ends_as_what_the_file_is() {
        assert_eq!(FileKind::Pdf.named("a.PDF"), "a.PDF");
        assert_eq!(FileKind::Text.named("a.exe"), "a.exe.txt");
        assert_eq!(FileKind::Jpeg.named("ảnh"), "ảnh.jpg");
        assert_eq!(FileKind::Docx.named(&"x".repeat(255)).len(), 255);
        // Composed, this letter is two.
        let long = composed(&format!("{}.PDF", "\u{958}".repeat(251)));
        let named = FileKind::Pdf.named(&long);
        assert_eq!((named.chars().count(), ending(&named).as_deref()), (255, Some("pdf")));
    }
}
