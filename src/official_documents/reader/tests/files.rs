//! Files, whole and hostile.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::document;
use crate::official_documents::reader::{UnreadableFile, read_text, text_of_bytes, text_of_docx};

fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>");
    archive("word/document.xml", xml.as_bytes())
}

fn paragraph(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

#[test]
fn a_docx_reads_like_its_text() {
    let text = document!("directive.txt");
    let body: String = text.lines().map(paragraph).collect();
    assert_eq!(read_text(&text_of_docx(&docx(&body)).unwrap().text), read_text(text));
}

#[test]
fn words_split_into_runs_and_references_are_joined() {
    let runs = "<w:p><w:r><w:t>Số: 1</w:t></w:r><w:r><w:t>2/K</w:t><w:noBreakHyphen/><w:t>&#7870; &amp;</w:t></w:r></w:p>";
    assert_eq!(text_of_docx(&docx(runs)).unwrap().text, "Số: 12/K-Ế &\n");
}

#[test]
fn files_that_cannot_be_read_name_the_reason() {
    use UnreadableFile as Reason;
    let bomb = archive("word/document.xml", &vec![b' '; 8 * 1024 * 1024]);
    let large = archive(
        "word/media/film",
        &(0..5_000_000_u32)
            .flat_map(|word| word.wrapping_mul(2_654_435_761).to_le_bytes())
            .collect::<Vec<_>>(),
    );
    let entity = docx("<w:p>&lol;</w:p>");
    let declared = archive("word/document.xml", b"<!DOCTYPE x [<!ENTITY lol \"lol\">]><x>&lol;</x>");
    let broken = docx("<w:p><w:r></w:p>");
    let deep = docx(&"<w:p>".repeat(2_000));
    for (bytes, reason) in [
        (bomb, Reason::ZipBomb),
        (large, Reason::TooLarge),
        (entity, Reason::ForbiddenXml),
        (declared, Reason::ForbiddenXml),
        (broken, Reason::Broken),
        (deep, Reason::Broken),
        (archive("xl/workbook.xml", b"<x/>"), Reason::NotDocx),
        (vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1], Reason::OldWord),
        (b"PK\x03\x04 cut".to_vec(), Reason::Broken),
        (b"plain".to_vec(), Reason::NotDocx),
        (Vec::new(), Reason::NotDocx),
    ] {
        assert_eq!(text_of_docx(&bytes), Err(reason), "{reason}");
    }
}

#[test]
fn plain_text_is_decoded_by_its_mark() {
    let little: Vec<u8> = "\u{feff}Số".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}Số".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little.as_slice(), &big, "Số".as_bytes(), "\u{feff}Số".as_bytes()] {
        assert_eq!(text_of_bytes(bytes).unwrap().text, "Số");
    }
    for (bytes, reason) in [
        (&b"S\xf4\xe9"[..], UnreadableFile::UnknownEncoding),
        (b"S\0o\0x", UnreadableFile::UnknownEncoding),
        (b"\xff\xfeS", UnreadableFile::UnknownEncoding),
        (b"PK\x03\x04", UnreadableFile::ArchiveAsText),
        (b"\xd0\xcf\x11\xe0", UnreadableFile::OldWord),
    ] {
        assert_eq!(text_of_bytes(bytes), Err(reason));
    }
}
