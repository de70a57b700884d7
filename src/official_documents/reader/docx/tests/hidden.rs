//! Hidden text.

use super::{p, r, read, text_of};

const STYLES: &str = "\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"/>\
    <w:style w:type=\"paragraph\" w:styleId=\"Secret\"><w:rPr><w:vanish/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Heir\"><w:basedOn w:val=\"Secret\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Open\"><w:basedOn w:val=\"Heir\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"Veil\"><w:rPr><w:vanish w:val=\"true\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"Plain\"><w:rPr><w:vanish w:val=\"off\"/></w:rPr></w:style>\
    <w:style w:type=\"table\" w:styleId=\"Grid\"><w:tblStylePr><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Round\"><w:basedOn w:val=\"About\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"About\"><w:basedOn w:val=\"Round\"/></w:style>";

fn styled(style: &str, properties: &str) -> String {
    let runs = format!("<w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r>");
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>{}", p(&r(".")))
}

#[test]
fn runs_and_their_styles_hide_text() {
    let veil = "<w:rStyle w:val=\"Veil\"/>";
    for (style, properties, expected) in [
        ("Normal", "", "x\n.\n"),
        ("Normal", "<w:vanish/>", "\n.\n"),
        ("Normal", "<w:vanish w:val=\"1\"/>", "\n.\n"),
        ("Normal", "<w:vanish w:val=\"false\"/>", "x\n.\n"),
        ("Normal", "<w:webHidden/>", "x\n.\n"),
        ("Normal", "<w:specVanish/>", "x\n.\n"),
        ("Normal", veil, "\n.\n"),
        ("Normal", "<w:rStyle w:val=\"Veil\"/><w:vanish w:val=\"0\"/>", "x\n.\n"),
        ("Normal", "<w:rStyle w:val=\"Plain\"/>", "x\n.\n"),
        ("Secret", "", ".\n"),
        ("Heir", "", ".\n"),
        ("Open", "", "x\n.\n"),
        ("Grid", "", "x\n.\n"),
        ("Round", "", "x\n.\n"),
        ("Missing", "", "x\n.\n"),
        // Twice hidden is shown; the mark of the paragraph is hidden all the same, so the next one goes on.
        ("Secret", veil, "x.\n"),
        ("Secret", "<w:vanish w:val=\"0\"/>", "x.\n"),
    ] {
        let found = read(&styled(style, properties), &[("styles", STYLES)]);
        assert_eq!(found.text, expected, "{style} {properties}");
    }
}

#[test]
fn defaults_hide_what_shows_itself_in_no_way() {
    let defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>";
    let shown = "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r>";
    let body = format!("{}{}", p(&r("x")), p(&format!("{shown}{}", r("b"))));
    assert_eq!(read(&body, &[("styles", defaults)]).text, "a\n");
}

#[test]
fn hidden_text_hides_what_is_in_it() {
    let hidden = |content: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr>{content}</w:r>");
    let list = "<w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing>";
    for content in ["<w:tab/><w:br/><w:sym w:char=\"0041\"/>", list] {
        let body = p(&format!("{}{}{}", r("a"), hidden(content), r("b")));
        assert_eq!(text_of(&body), "ab\n", "{content}");
    }
}

#[test]
fn a_hidden_mark_joins_paragraphs() {
    let separated =
        "<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr><w:r><w:t>Mục 1. </w:t></w:r></w:p>";
    assert_eq!(text_of(&format!("{separated}{}", p(&r("a")))), "Mục 1. a\n");
}
