//! Packages: names, types, relationships.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::names::{comparable, relationships_of, resolve};
use super::{MainPart, Package, PackageFault};

const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Result<Package<'_>, PackageFault> {
    Package::open(bytes, 3)
}

#[test]
fn targets_are_resolved() {
    for (source, target, expected) in [
        ("", "word/document.xml", "word/document.xml"),
        ("", "/Word/Document.xml", "word/document.xml"),
        ("word/document.xml", "styles.xml", "word/styles.xml"),
        ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
        ("word/document.xml", "./styles.xml#a", "word/styles.xml"),
        ("word/document.xml", "../custom/x.xml", "custom/x.xml"),
        ("word/document.xml", "../../../../etc/passwd", "etc/passwd"),
        ("word/document.xml", "a%20b.xml", "word/a b.xml"),
        ("word/document.xml", "", "word"),
    ] {
        assert_eq!(resolve(source, target), expected, "{source} {target}");
    }
    assert_eq!(relationships_of("word/document2.xml"), "word/_rels/document2.xml.rels");
    assert_eq!(relationships_of(""), "_rels/.rels");
    assert_eq!(comparable("/Word\\%C3%82.XML"), "word/Â.xml");
}

#[test]
fn the_main_part_is_told_with_its_type() {
    let relations = "<R><Relationship Type=\"x/extended-properties\" Target=\"docProps/app.xml\"/>\
        <Relationship Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" \
        Target=\"/xl/workbook2.xml\"/></R>";
    let book = ("XL/Workbook2.xml", "<workbook/>");
    let by_name = format!(
        "<T><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/WORKBOOK2.xml\" ContentType=\"{SHEET}\"/></T>"
    );
    let by_ending = format!("<T><Default Extension=\"XML\" ContentType=\"{SHEET}\"/></T>");
    for (types, content_type) in [
        (by_name.as_str(), Some(SHEET.to_owned())),
        (&by_ending, Some(SHEET.to_owned())),
        ("<T/>", None),
        ("", None),
    ] {
        let bytes = archive(&[("[content_types].xml", types), ("_rels/.rels", relations), book]);
        let found = open(&bytes).unwrap().main_part().unwrap();
        assert_eq!(found, Some(MainPart { name: "xl/workbook2.xml".to_owned(), content_type }), "{types}");
    }
    let nothing = archive(&[book]);
    assert_eq!(open(&nothing).unwrap().main_part(), Ok(None));
    let usual = archive(&[("Word/document.xml", "")]);
    assert_eq!(open(&usual).unwrap().main_part().unwrap().unwrap().name, "word/document.xml");
}

#[test]
fn macros_are_found_under_any_name() {
    let typed = |content_type: &str| {
        format!("<T><Override PartName=\"/word/x.bin\" ContentType=\"{content_type}\"/></T>")
    };
    for (part, types, expected) in [
        ("word/document.xml", "<T/>".to_owned(), false),
        ("word/VbaProject.bin", "<T/>".to_owned(), true),
        ("word/x.bin", typed("application/vnd.ms-office.vbaProject"), true),
        ("word/document.xml", typed("application/vnd.ms-word.document.macroEnabled.main+xml"), true),
        ("word/document.xml", typed("application/vnd.ms-excel.macrosheet+xml"), true),
        ("word/x.bin", typed("application/vnd.openxmlformats-officedocument.oleObject"), false),
    ] {
        let bytes = archive(&[("[Content_Types].xml", &types), (part, "")]);
        assert_eq!(open(&bytes).unwrap().has_macros(), expected, "{part} {types}");
    }
}

#[test]
fn what_is_no_archive_is_broken() {
    for bytes in [&b""[..], b"PK\x03\x04 cut", b"plain"] {
        assert_eq!(open(bytes).err(), Some(PackageFault::Broken));
    }
    let parts = [("a", ""), ("b", ""), ("c", ""), ("d", "")];
    assert!(open(&archive(&parts[..3])).is_ok());
    assert_eq!(open(&archive(&parts)).err(), Some(PackageFault::TooLarge));
    let bomb = archive(&[("[Content_Types].xml", &" ".repeat(3_000_000))]);
    assert_eq!(open(&bomb).err(), Some(PackageFault::ZipBomb));
}
