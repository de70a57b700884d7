//! Footnotes and endnotes.

use super::{p, r, read};

#[test]
fn a_note_comes_after_the_paragraph_that_refers_to_it() {
    let note =
        |attributes: &str, text: &str| format!("<w:footnote {attributes}>{}</w:footnote>", p(&r(text)));
    let footnotes = [
        note("w:type=\"separator\" w:id=\"-1\"", "----"),
        note("w:type=\"continuationSeparator\" w:id=\"0\"", "----"),
        note("w:id=\"1\"", "Chỉ thị số 02/CT-UBND."),
        note("w:id=\"2\"", "b"),
        note("w:id=\"3\"", "not referred to"),
    ]
    .concat();
    let endnotes = "<w:endnote w:id=\"1\"><w:p><w:r><w:t>e</w:t></w:r></w:p><w:p><w:r><w:t>f</w:t></w:r></w:p></w:endnote>";
    let refer = |kind: &str, id: &str| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id=\"3\"/></w:r>";
    let body = [
        p(&format!(
            "{}{}{};{}{hidden}",
            r("Căn cứ văn bản"),
            refer("footnote", "1"),
            r(";"),
            refer("footnote", "-1")
        )),
        p(&format!("{}{}{}", r("a"), refer("footnote", "2"), refer("endnote", "1"))),
        p(&format!("{}{}", r("again"), refer("footnote", "2"))),
    ];
    let found = read(&body.concat(), &[("footnotes", &footnotes), ("endnotes", endnotes)]);
    assert_eq!(found.text, "Căn cứ văn bản;\nChỉ thị số 02/CT-UBND.\na\nb\ne\nf\nagain\n");
}

#[test]
fn a_note_of_a_box_and_of_a_cell_stays_there() {
    let footnotes =
        "<w:footnote w:id=\"1\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>n</w:t></w:r></w:p></w:footnote>";
    let referring = p(&format!("{}<w:r><w:footnoteReference w:id=\"1\"/></w:r>", r("a")));
    for (body, expected) in [
        (
            format!("<w:tbl><w:tr><w:tc>{referring}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p(&r("b"))),
            "a\nn\nb\n",
        ),
        (
            p(&format!("<w:r><w:pict><w:txbxContent>{referring}</w:txbxContent></w:pict></w:r>{}", r("b"))),
            "b\na\nn\n",
        ),
    ] {
        assert_eq!(read(&body, &[("footnotes", footnotes)]).text, expected);
    }
}
