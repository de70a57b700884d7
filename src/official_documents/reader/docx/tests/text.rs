//! Letters, cells, boxes, controls, and the way to the main part.

use super::{archive, p, r, refusal, text_of, word};
use crate::official_documents::reader::docx::{UnreadableFile, text_of_docx};

#[test]
fn elements_stand_for_letters() {
    for (runs, expected) in [
        ("<w:t>02/KH-SNV</w:t><w:tab/><w:t>Cao Lộc</w:t>", "02/KH-SNV Cao Lộc"),
        ("<w:t>a</w:t><w:tab></w:tab><w:tab/><w:t>b</w:t>", "a b"),
        ("<w:tab/><w:t>a </w:t><w:tab/><w:t>b</w:t>", "a b"),
        ("<w:t>a</w:t><w:ptab w:relativeTo=\"margin\"/><w:t>b</w:t>", "a b"),
        ("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t>", "ab-c"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t>", "a\nb\nc"),
        ("<w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:t>a</w:t>", "•a"),
        ("<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"Arial\" w:char=\"0110\"/>", "Đ"),
        ("<w:t>a&#1;b&#x7F;c&#x85;d&#xFFFE;e\u{1}f</w:t>", "a b c d e f"),
        ("<w:t>a&#13;b&#10;c\r\nd\te</w:t>", "a b c d e"),
        ("<w:t>&lt;&#7870;&gt; &amp;<![CDATA[ <b>]]></w:t><!-- c -->", "<Ế> & <b>"),
        (
            "<w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase></w:ruby>",
            "a",
        ),
        ("<w:commentReference w:id=\"0\"/><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t>", "ab"),
    ] {
        assert_eq!(text_of(&p(&format!("<w:r>{runs}</w:r>"))), format!("{expected}\n"), "{runs}");
    }
}

#[test]
fn tab_stops_are_no_tabs() {
    let stops = "<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr>";
    assert_eq!(text_of(&p(&format!("{}{stops}{}", "", r("ab")))), "ab\n");
}

#[test]
fn formulas_are_read() {
    let t = |text: &str| format!("<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr><m:t>{text}</m:t></m:r>");
    let fraction = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", t("1"), t("2"));
    assert_eq!(text_of(&p(&format!("{}<m:oMath>{fraction}{}</m:oMath>", r("là "), t("x")))), "là 1/2x\n");
}

#[test]
fn each_paragraph_of_a_cell_is_a_line() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p(&r(text)));
    let row = format!("<w:tr>{}<w:tc>{}{}</w:tc></w:tr>", cell("1"), p(&r("a")), p(&r("b")));
    let table = format!("<w:tbl><w:tblPr/><w:tblGrid/>{row}<w:tr>{}{}</w:tr></w:tbl>", cell("2"), cell("c"));
    assert_eq!(text_of(&format!("{table}{}", p(""))), "1\na\nb\n2\nc\n\n");
}

fn drawn(paragraphs: &str) -> String {
    format!("<w:drawing><wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx></w:drawing>")
}

fn pict(paragraphs: &str) -> String {
    format!("<w:pict><v:textbox><w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></w:pict>")
}

#[test]
fn a_box_comes_after_the_paragraph_it_is_anchored_in() {
    let lines = format!("{}{}", p(&r("DỰ THẢO")), p(&r("lần 2")));
    let choice = |requires: &str| format!("<mc:Choice Requires=\"{requires}\">{}</mc:Choice>", drawn(&lines));
    let fallback = format!("<mc:Fallback>{}</mc:Fallback>", pict(&lines));
    let alternatives = |content: &str| format!("<mc:AlternateContent>{content}</mc:AlternateContent>");
    for anchored in [
        drawn(&lines),
        pict(&lines),
        alternatives(&format!("{}{fallback}", choice("wps"))),
        alternatives(&format!("{}{}{fallback}", choice("wps"), choice("wpg"))),
        alternatives(&fallback),
    ] {
        let body =
            format!("{}{}", p(&format!("{}<w:r>{anchored}</w:r>{}", r("II. NỘ"), r("I DUNG"))), p(&r("1.")));
        assert_eq!(text_of(&body), "II. NỘI DUNG\nDỰ THẢO\nlần 2\n1.\n", "{anchored}");
    }
}

#[test]
fn placeholders_are_not_read() {
    let control = |properties: &str, content: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtEndPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let shown = control("<w:showingPlcHdr w:val=\"0\"/>", &r("Số"));
    let inner = control("<w:showingPlcHdr/>", &r("Bấm vào đây"));
    let nested = control("<w:text/>", &format!("{}{inner}{}", r(" 02"), r("/KH")));
    assert_eq!(text_of(&p(&format!("{shown}{nested}"))), "Số 02/KH\n");
    let block = control("<w:showingPlcHdr/>", &p(&r("Bấm vào đây")));
    assert_eq!(text_of(&format!("{block}{}", p(&r("a")))), "a\n");
}

#[test]
fn the_main_part_is_the_one_that_the_package_names() {
    let content = format!("<w:document><w:body>{}</w:body></w:document>", p(&r("a")));
    let transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument";
    for (kind, target, part) in [
        (transitional, "word/document2.xml", "word/document2.xml"),
        (strict, "/word/document2.xml", "word/document2.xml"),
        (transitional, "word/document.xml", "Word/Document.xml"),
        (transitional, "./word/x/../V%C4%83n%20b%E1%BA%A3n.xml", "word/Văn bản.xml"),
        (transitional, "word/document.xml", "word\\document.xml"),
    ] {
        let relations = format!("<R><Relationship Type=\"{kind}\" Target=\"{target}\"/></R>");
        let bytes = archive(&[("_rels/.rels", &relations), (part, &content), ("word/document3.xml", "<x/>")]);
        assert_eq!(text_of_docx(&bytes).unwrap().text, "a\n", "{target}");
    }
    assert_eq!(text_of_docx(&archive(&[("WORD/document.xml", &content)])).unwrap().text, "a\n");
}

#[test]
fn a_main_part_that_is_elsewhere_or_something_else_is_none() {
    let document = ("word/document.xml", "<w:document/>");
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let relations = |target: &str| format!("<R><Relationship Type=\"{kind}\" {target}/></R>");
    let outside = relations("Target=\"word/document.xml\" TargetMode=\"External\"");
    let missing = relations("Target=\"word/document9.xml\"");
    let sheet = relations("Target=\"xl/workbook.xml\"");
    let types = "<T><Override PartName=\"/XL/workbook.xml\" \
        ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></T>";
    for parts in [
        vec![("_rels/.rels", outside.as_str()), document],
        vec![("_rels/.rels", &missing), document],
        vec![("_rels/.rels", "<R/>"), document],
        vec![("[Content_Types].xml", types), ("_rels/.rels", &sheet), ("xl/workbook.xml", "<w/>"), document],
    ] {
        assert_eq!(refusal(&archive(&parts)), UnreadableFile::NotDocx, "{parts:?}");
    }
}

#[test]
fn parts_in_utf_16_are_read() {
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document>{}</w:document>", p(&r("Số")));
    let bytes: Vec<u8> =
        std::iter::once(0xFEFF).chain(xml.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut writer, &bytes).unwrap();
    assert_eq!(text_of_docx(&writer.finish().unwrap().into_inner()).unwrap().text, "Số\n");
}

#[test]
fn what_a_document_does_not_use_may_be_missing() {
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"X\"/></w:pPr>{}<w:footnoteReference w:id=\"1\"/></w:p>",
        r("a")
    );
    assert_eq!(text_of(&body), "a\n");
    assert_eq!(text_of_docx(&word("", &[])).unwrap().text, "");
}
