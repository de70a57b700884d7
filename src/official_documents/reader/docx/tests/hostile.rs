//! Files that no program makes.

use std::io::Write;
use std::time::{Duration, Instant};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{archive, archive_by, p, r, read, refusal, text_of, word};
use crate::official_documents::reader::docx::{UnreadableFile as Reason, text_of_docx};

/// Generous, because tests run beside each other and without optimisation.
const SOON: Duration = Duration::from_secs(10);

fn list(start: &str, format: &str, text: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{start}\"/>\
         <w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    )
}

const ITEM: &str = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";

#[test]
fn numbers_stay_short() {
    for format in ["upperRoman", "lowerLetter", "decimal", "ordinal", "decimalZero"] {
        for start in [
            "1000000000",
            "-1000000000",
            "9223372036854775807",
            "-9223372036854775808",
            "9".repeat(40).as_str(),
        ] {
            let text = read(&ITEM.repeat(3), &[("numbering", &list(start, format, &"%1".repeat(1000)))]).text;
            assert!(text.len() < 3 * 1_000, "{format} {start} {}", text.len());
        }
    }
}

#[test]
fn numbers_do_not_make_a_text_endless() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let body = "<w:p/>".repeat(100_000);
    let numbering = list("999999999999999999", "decimal", &"%1".repeat(32));
    let started = Instant::now();
    assert_eq!(refusal(&word(&body, &[("styles", styles), ("numbering", &numbering)])), Reason::TooLarge);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn document_types_and_entities_are_refused_in_every_part() {
    let document = format!("<w:document>{}</w:document>", p(&r("a")));
    let kind = "http://x/officeDocument";
    let relations = format!("<R><Relationship Type=\"{kind}\" Target=\"word/document.xml\"/></R>");
    let own = "<R><Relationship Type=\"x/styles\" Target=\"s.xml\"/><Relationship Type=\"x/footnotes\" Target=\"n.xml\"/></R>";
    let parts = [
        ("[Content_Types].xml", "<T/>"),
        ("_rels/.rels", relations.as_str()),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", own),
        ("word/s.xml", "<w:styles/>"),
        ("word/n.xml", "<w:footnotes/>"),
    ];
    assert_eq!(text_of_docx(&archive(&parts)).unwrap().text, "a\n");
    for place in 0..parts.len() {
        for (content, reason) in [
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>", Reason::ForbiddenXml),
            ("<x>&a;</x>", Reason::ForbiddenXml),
            ("<x><y></x>", Reason::Broken),
            ("<x>", Reason::Broken),
            ("<x>&#0;</x>", Reason::Broken),
            ("<x>&#xD800;</x>", Reason::Broken),
            (&"<x>".repeat(1_000), Reason::Broken),
        ] {
            let mut parts = parts;
            parts[place].1 = content;
            assert_eq!(refusal(&archive(&parts)), reason, "{} {:.40}", parts[place].0, content);
        }
        let (spaces, mut parts) = (" ".repeat(2_000_000), parts);
        parts[place].1 = &spaces;
        let packed = archive_by(CompressionMethod::Deflated, &parts);
        assert_eq!(refusal(&packed), Reason::ZipBomb, "{}", parts[place].0);
    }
}

#[test]
fn parts_count_together() {
    let half = format!("<!--{}-->", " ".repeat(9 * 1024 * 1024));
    assert_eq!(text_of(&format!("{half}{}", p(&r("a")))), "a\n");
    let body = format!("{half}{}", p(&r("a")));
    assert_eq!(refusal(&word(&body, &[("styles", &half)])), Reason::TooLarge);
    // An archive that is written without going back declares no sizes before it is read.
    let noise: String =
        (0..1_400_000_u32).map(|word| format!("{:07x}", word.wrapping_mul(2_654_435_761) >> 4)).collect();
    let half = format!("<x><!--{noise}--></x>");
    let own = "<R><Relationship Type=\"x/styles\" Target=\"s.xml\"/></R>";
    let parts =
        [("word/document.xml", half.as_str()), ("word/_rels/document.xml.rels", own), ("word/s.xml", &half)];
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    assert_eq!(refusal(&writer.finish().unwrap().into_inner()), Reason::TooLarge);
}

#[test]
fn many_attributes_are_read_soon() {
    let attributes: String = (0..50_000).map(|number| format!(" w:a{number}=\"\"")).collect();
    let started = Instant::now();
    assert_eq!(text_of(&p(&format!("<w:sym{attributes} w:char=\"0041\"/>"))), "A\n");
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn boxes_in_boxes_end() {
    let (open, close) = ("<w:p><w:r><w:pict>", "</w:pict></w:r></w:p>");
    let nested = |depth: usize| format!("{}{}{}", open.repeat(depth), p(&r("a")), close.repeat(depth));
    assert!(text_of(&nested(20)).contains("a\n"));
    assert_eq!(refusal(&word(&nested(60), &[])), Reason::Broken);
}

#[test]
fn fields_in_fields_are_read_soon() {
    let mark = |kind: &str| format!("<w:fldChar w:fldCharType=\"{kind}\"/>");
    let opened = format!("{}{}", mark("begin"), mark("separate")).repeat(50_000);
    let started = Instant::now();
    assert_eq!(text_of(&p(&format!("{opened}{}", "<w:t>a</w:t>".repeat(50_000)))).len(), 50_001);
    assert_eq!(text_of(&p(&format!("{}{}", mark("begin").repeat(50_000), r("a")))), "a\n");
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn a_note_is_placed_once() {
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(&r(&"a".repeat(1_000))));
    let body = p(&"<w:footnoteReference w:id=\"1\"/>".repeat(10_000));
    assert_eq!(read(&body, &[("footnotes", &note)]).text.len(), 1_002);
}

#[test]
fn properties_where_they_do_not_belong_do_no_harm() {
    for body in [
        "<w:trPr><w:del/></w:trPr>",
        "<w:tcPr><w:cellDel/></w:tcPr><w:p/>",
        "<w:sdtContent><w:pPr/><w:rPr/></w:sdtContent><w:sdtPr><w:showingPlcHdr/></w:sdtPr>",
        "<w:t>a</w:t><w:txbxContent/><mc:Fallback/><mc:Choice/><w:fldChar/><w:footnoteReference/><w:sym/>",
        "<w:p><w:p></w:p></w:p><w:tbl><w:p/></w:tbl>",
    ] {
        text_of(body);
        text_of(&p(body));
    }
    let removed = "<w:document><w:trPr><w:del/></w:trPr></w:document>";
    assert_eq!(text_of_docx(&archive(&[("word/document.xml", removed)])).unwrap().text, "");
}

#[test]
fn long_documents_are_read_soon() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Heir\"><w:basedOn w:val=\"Base\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let item = |number: usize| {
        let text = r(&format!("{:x}", number.wrapping_mul(2_654_435_761)));
        format!("<w:p><w:pPr><w:pStyle w:val=\"Heir\"/></w:pPr>{text}</w:p>")
    };
    let body: String = (0..100_000).map(item).collect();
    let bytes = word(&body, &[("styles", styles), ("numbering", &list("1", "decimal", "%1."))]);
    let started = Instant::now();
    let text = text_of_docx(&bytes).unwrap().text;
    let elapsed = started.elapsed();
    assert_eq!(text.lines().count(), 100_000);
    assert!(text.lines().last().is_some_and(|line| line.starts_with("100000. ")));
    assert!(elapsed < SOON, "{elapsed:?}");
}
