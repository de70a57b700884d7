//! The file: the parts of a document, deflated, in one order and without the time of writing.

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use docx_rs::Docx;
use quick_xml::escape::escape;
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::model::{Issued, OfficialDocument};
use super::words;

/// What a list of files shows of a document.
pub struct Properties<'a> {
    /// What it is.
    pub title: String,
    /// Who issues it.
    pub author: &'a str,
    /// The day on which it was issued.
    pub created: Option<NaiveDate>,
}

impl<'a> From<&'a OfficialDocument> for Properties<'a> {
    fn from(document: &'a OfficialDocument) -> Self {
        let created = match document.issued {
            Issued::On(day) => Some(day),
            Issued::In(_) => None,
        };
        let title = format!("{} {}", words::capitals(&document.kind), words::line(&document.subject));
        Self { title, author: &document.issuer, created }
    }
}

/// The bytes of the file.
pub fn pack(written: Docx, shown: &Properties<'_>) -> ZipResult<Vec<u8>> {
    let mut parts = written.build();
    // The crate has no word for these two: the row that each page repeats, and the language that is not misspelt.
    parts.document = mended(&parts.document, "<w:trHeight ", "<w:tblHeader /><w:trHeight ");
    parts.styles =
        mended(&parts.styles, "</w:rPr></w:rPrDefault>", "<w:lang w:val=\"vi-VN\" /></w:rPr></w:rPrDefault>");
    let properties = properties(shown).into_bytes();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let named = [
        ("[Content_Types].xml", &parts.content_type),
        ("_rels/.rels", &parts.rels),
        ("docProps/app.xml", &parts.doc_props.app),
        ("docProps/core.xml", &properties),
        ("docProps/custom.xml", &parts.doc_props.custom),
        ("word/_rels/document.xml.rels", &parts.document_rels),
        ("word/document.xml", &parts.document),
        ("word/styles.xml", &parts.styles),
        ("word/settings.xml", &parts.settings),
        ("word/fontTable.xml", &parts.font_table),
        ("word/comments.xml", &parts.comments),
        ("word/commentsExtended.xml", &parts.comments_extended),
        ("word/numbering.xml", &parts.numberings),
    ];
    let headers = parts.headers.iter().map(|header| ("word/header1.xml", header));
    for (name, content) in named.into_iter().chain(headers) {
        archive.start_file(name, options)?;
        archive.write_all(content)?;
    }
    for (name, picture) in &parts.media {
        archive.start_file(format!("word/media/{name}.png"), options)?;
        archive.write_all(picture)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Text of the document is escaped, so that only marks of the crate's own are found.
fn mended(part: &[u8], mark: &str, better: &str) -> Vec<u8> {
    String::from_utf8_lossy(part).replace(mark, better).into_bytes()
}

/// What a list of files shows of the document: title, author, language, day.
fn properties(shown: &Properties<'_>) -> String {
    let created = |day| format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created>");
    let created = shown.created.map(created).unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         {created}<dc:creator>{}</dc:creator><dc:language>vi-VN</dc:language><dc:title>{}</dc:title>\
         </cp:coreProperties>",
        escape(words::line(shown.author)),
        escape(shown.title.as_str()),
    )
}
