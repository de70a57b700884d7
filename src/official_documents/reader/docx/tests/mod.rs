//! Word files, made by hand: each rule of reading, and files that no program makes.

mod fields;
mod hidden;
mod hostile;
mod lists;
mod notes;
mod revisions;
mod text;

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{UnreadableFile, WordText, text_of_docx};

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive of these parts, as large as they are.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    archive_by(CompressionMethod::Stored, parts)
}

/// An archive of these parts.
pub fn archive_by(method: CompressionMethod, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word file with this body, and with other parts: what each is, and the content of its root.
pub fn word(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let root = |name: &str, content: &str| format!("<w:{name} {WORD}>{content}</w:{name}>");
    let document = root("document", &format!("<w:body>{body}</w:body>"));
    let relation =
        |kind: &str, target: &str| format!("<Relationship Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    let relations: String = others.iter().map(|(kind, _)| relation(kind, &format!("{kind}.xml"))).collect();
    let mut parts = vec![
        ("_rels/.rels".to_owned(), format!("<R>{}</R>", relation("officeDocument", "word/document.xml"))),
        ("word/document.xml".to_owned(), document),
        ("word/_rels/document.xml.rels".to_owned(), format!("<R>{relations}</R>")),
    ];
    parts.extend(others.iter().map(|(kind, content)| (format!("word/{kind}.xml"), root(kind, content))));
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    archive(&parts)
}

/// What is read of a body.
pub fn read(body: &str, others: &[(&str, &str)]) -> WordText {
    text_of_docx(&word(body, others)).unwrap()
}

/// The text of a body.
pub fn text_of(body: &str) -> String {
    read(body, &[]).text
}

/// A paragraph of these runs.
pub fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A run of this text.
pub fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// The reason why a file is refused.
pub fn refusal(bytes: &[u8]) -> UnreadableFile {
    text_of_docx(bytes).unwrap_err()
}
