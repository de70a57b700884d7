//! Rules of files: which kinds the service accepts. The bytes of a file decide, not its name or its declared media type.

use std::io::{BufRead, BufReader, Read};

use chrono::TimeDelta;
use infer::MatcherType;

use crate::official_documents::package::Package;
use crate::text_enum;

/// How many files without a reference a unit may have.
pub const MOST_UNUSED: i64 = 200;
const BYTES_OF_A_MEBIBYTE: i64 = 1024 * 1024;
/// How a PDF begins (ISO 32000-1, 7.5.2).
const PDF_HEADER: &[u8] = b"%PDF-";
/// How long a file without a reference stays.
pub const UNUSED_LIFE: TimeDelta = TimeDelta::days(7);
/// How many of the first bytes distinguish most kinds.
const HEAD_BYTES: u64 = 8 * 1024;
/// How an archive begins.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// The most letters of a file's name.
const NAME_LETTERS: usize = 255;
/// The most parts of an office file that are examined.
const MOST_PARTS: usize = 10_000;
/// The content types of the main parts of office files without macros.
const MAIN_PARTS: &[(&str, FileKind)] = &[
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", FileKind::Docx),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", FileKind::Xlsx),
];

text_enum! {
    /// A kind of file that the service accepts.
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

/// Why a file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// It has no bytes.
    Empty,
    /// The service doesn't accept files of its kind.
    UnknownKind,
    /// It is of this kind, but its name or its declared media type says otherwise.
    Mislabelled(FileKind),
    /// Its unit has as many files as it may that nothing refers to.
    TooManyUnused,
    /// All files of its unit would have more than so many MiB.
    NoRoom(u32),
}

/// Passes when one more file of so many bytes can be stored for a unit beside so many unused ones, within so many MiB.
///
/// # Errors
/// What is in the way.
pub fn check_room(unused: i64, bytes: i64, most_mib: u32) -> Result<(), FileFault> {
    if unused >= MOST_UNUSED {
        return Err(FileFault::TooManyUnused);
    }
    if bytes > i64::from(most_mib) * BYTES_OF_A_MEBIBYTE { Err(FileFault::NoRoom(most_mib)) } else { Ok(()) }
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

    /// The kind of a file by its bytes; `None` where the service doesn't accept it.
    pub fn of(bytes: &mut impl Read) -> std::io::Result<Option<Self>> {
        let mut whole = Vec::new();
        bytes.by_ref().take(HEAD_BYTES).read_to_end(&mut whole)?;
        if whole.starts_with(PDF_HEADER) {
            return Ok(Some(Self::Pdf));
        }
        let inferred = infer::get(&without_mention_of_pdf(&whole));
        let is_inferred = |kind: &Self| inferred.is_some_and(|found| found.mime_type() == kind.as_str());
        if let Some(kind) = [Self::Png, Self::Jpeg].into_iter().find(is_inferred) {
            return Ok(Some(kind));
        }
        bytes.read_to_end(&mut whole)?;
        if whole.starts_with(ARCHIVE) {
            return Ok(of_archive(&whole));
        }
        // Two or three letters mark some pictures and sounds, and a text may begin with the same letters.
        let may_be_text = inferred.is_none_or(|found| {
            matches!(found.matcher_type(), MatcherType::Image | MatcherType::Audio | MatcherType::Video)
        });
        Ok((may_be_text && is_text(&whole)).then_some(Self::Text))
    }

    /// Refuses a file whose declared media type or the ending of whose name says that it is something else.
    ///
    /// # Errors
    /// [`FileFault::Mislabelled`].
    pub fn require_label(self, claimed_type: Option<&str>, name: Option<&str>) -> Result<(), FileFault> {
        let is_open = |label: &str| label.is_empty() || label == "application/octet-stream";
        let is_own = |label: &str| label == self.as_str() || self.aliases().contains(&label);
        let is_other = claimed_type.is_some_and(|label| !is_open(label) && !is_own(label));
        let ending = name.and_then(ending);
        let of_other = |ending: &String| {
            let others = Self::ALL.iter().filter(|other| **other != self);
            others.flat_map(|other| other.endings()).any(|other| other == ending)
        };
        if is_other || ending.as_ref().is_some_and(of_other) {
            return Err(FileFault::Mislabelled(self));
        }
        Ok(())
    }

    /// The kind of a whole file with these labels.
    ///
    /// # Errors
    /// A file that is not taken; that it can't be read.
    pub fn examined(
        bytes: &mut dyn Read,
        (claimed_type, name): (Option<&str>, Option<&str>),
    ) -> std::io::Result<Result<Self, FileFault>> {
        let mut bytes = BufReader::new(bytes);
        if bytes.fill_buf()?.is_empty() {
            return Ok(Err(FileFault::Empty));
        }
        let Some(kind) = Self::of(&mut bytes)? else { return Ok(Err(FileFault::UnknownKind)) };
        Ok(kind.require_label(claimed_type, name).map(|()| kind))
    }

    /// The name with an ending that says what the file is, so that nobody opens it as something else. A name that is too long
    /// is cut before its ending.
    #[must_use]
    pub fn name_with_ending(self, name: &str) -> String {
        let is_own = ending(name).is_some_and(|ending| self.endings().contains(&ending.as_str()));
        let usual = (name, self.endings().first().copied().unwrap_or_default());
        let (stem, ending) = name.rsplit_once('.').filter(|_| is_own).unwrap_or(usual);
        let start: String = stem.chars().take(NAME_LETTERS - 1 - ending.len()).collect();
        format!("{start}.{ending}")
    }
}

/// The first bytes of a file that is no PDF, without the words by which some readers take it for one.
fn without_mention_of_pdf(head: &[u8]) -> Vec<u8> {
    const MENTION: &[u8] = b"%PDF";
    let mut head = head.to_vec();
    let found: Vec<usize> =
        head.windows(MENTION.len()).enumerate().filter(|(_, at)| *at == MENTION).map(|(at, _)| at).collect();
    for at in found {
        if let Some(first) = head.get_mut(at) {
            *first = b' ';
        }
    }
    head
}

fn ending(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

/// The kind of an office file by its main part, or by what an OpenDocument says it is; a file with macros has no kind.
fn of_archive(bytes: &[u8]) -> Option<FileKind> {
    let mut package = Package::open(bytes, MOST_PARTS).ok()?;
    if package.has_macros() || package.names().any(has_script) {
        return None;
    }
    if let Some(main) = package.main_part().ok()? {
        let content_type = main.content_type?;
        return MAIN_PARTS.iter().find(|(of, _)| *of == content_type).map(|(_, kind)| *kind);
    }
    let media_type = package.text("mimetype").ok()??;
    [FileKind::Odt, FileKind::Ods].into_iter().find(|kind| kind.as_str() == media_type.trim())
}

/// Where office programs keep scripts in OpenDocument files.
fn has_script(name: &str) -> bool {
    ["basic/", "scripts/"].iter().any(|folder| name.starts_with(folder))
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
    fn the_bytes_decide_the_kind() {
        let relations = |target: &str| {
            let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
            format!("<R><Relationship Type=\"{kind}\" Target=\"{target}\"/></R>")
        };
        let office = |part: &str, content_type: &str, other: &str| {
            let content_type = format!("application/vnd.{content_type}.main+xml");
            let types = format!("<T><Override PartName=\"/{part}\" ContentType=\"{content_type}\"/></T>");
            let parts = [("[Content_Types].xml", types.as_str()), ("_rels/.rels", &relations(part))];
            archive(&[&parts[..], &[(part, "<x/>"), (other, "")]].concat())
        };
        let word = "openxmlformats-officedocument.wordprocessingml.document";
        let sheet = "openxmlformats-officedocument.spreadsheetml.sheet";
        let odt = "application/vnd.oasis.opendocument.text";
        for (bytes, expected) in [
            (b"%PDF-1.7\n".to_vec(), Some(FileKind::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0\0\0".to_vec(), Some(FileKind::Jpeg)),
            ("Báo cáo tháng 02\n".as_bytes().to_vec(), Some(FileKind::Text)),
            ("BM01/BC-SNV: biểu mẫu báo cáo\n".as_bytes().to_vec(), Some(FileKind::Text)),
            (b"BM\x36\0\0\0\0\0".to_vec(), None),
            (office("word/document2.xml", word, "docProps/app.xml"), Some(FileKind::Docx)),
            (office("xl/workbook2.xml", sheet, "docProps/app.xml"), Some(FileKind::Xlsx)),
            (office("word/document.xml", "ms-word.document.macroEnabled", "a"), None),
            (office("word/document.xml", word, "word/vbaProject.bin"), None),
            (
                office("word/document.xml", "openxmlformats-officedocument.wordprocessingml.template", "a"),
                None,
            ),
            (archive(&[("word/document.xml", ""), ("xl/workbook.xml", "")]), None),
            (archive(&[("mimetype", odt)]), Some(FileKind::Odt)),
            (archive(&[("mimetype", odt), ("Basic/a.xml", "")]), None),
            (archive(&[("mimetype", odt), ("Scripts/python/a.py", "")]), None),
            (archive(&[("a.txt", "")]), None),
            (b"PK\x03\x04 broken".to_vec(), None),
            (b"MZ\x90\0".to_vec(), None),
            (b"<!DOCTYPE html><html></html>".to_vec(), None),
            (b"<!DOCTYPE html><html><script></script>   %PDF-1.4</html>".to_vec(), None),
            (b"#!/bin/sh\necho 1\n#%PDF\n".to_vec(), None),
            (" %PDF-1.7 mở đầu mọi tệp PDF\n".as_bytes().to_vec(), Some(FileKind::Text)),
            (b"\n%PDF-1.7\n\0".to_vec(), None),
            (b"GIF89a\0".to_vec(), None),
            (b"a\0b".to_vec(), None),
            (b"\xff\xfe\x41".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(kind(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn a_wrong_label_is_refused() {
        let mislabelled = Err(FileFault::Mislabelled(FileKind::Pdf));
        for (claimed, name, expected) in [
            (None, None, Ok(())),
            (Some("application/pdf"), Some("12.BC-SNV.PDF"), Ok(())),
            (Some("application/octet-stream"), Some("Báo cáo tháng 2.2023"), Ok(())),
            (Some("image/png"), None, mislabelled),
            (None, Some("a.docx"), mislabelled),
        ] {
            assert_eq!(FileKind::Pdf.require_label(claimed, name), expected, "{claimed:?} {name:?}");
        }
        assert_eq!(FileKind::Jpeg.require_label(Some("image/jpg"), Some("a.jpeg")), Ok(()));
        assert_eq!(FileKind::Text.require_label(Some("text/csv"), Some("a.csv")), Ok(()));
    }

    #[test]
    fn a_name_ends_as_what_the_file_is() {
        assert_eq!(FileKind::Pdf.name_with_ending("a.PDF"), "a.PDF");
        assert_eq!(FileKind::Text.name_with_ending("a.exe"), "a.exe.txt");
        assert_eq!(FileKind::Jpeg.name_with_ending("ảnh"), "ảnh.jpg");
        assert_eq!(FileKind::Docx.name_with_ending(&"x".repeat(255)).len(), 255);
        // Composed, this letter is two.
        let long = composed(&format!("{}.PDF", "\u{958}".repeat(251)));
        let name = FileKind::Pdf.name_with_ending(&long);
        assert_eq!((name.chars().count(), ending(&name).as_deref()), (255, Some("pdf")));
    }
}
