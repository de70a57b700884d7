//! Tracked changes, as if all were accepted.

use super::{p, r, read};

fn with_mark(mark: &str, runs: &str) -> String {
    p(&format!("<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{runs}"))
}

#[test]
fn tracked_changes_are_accepted() {
    let row = |properties: &str, text: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc></w:tr>", p(&r(text)))
    };
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&r(text)));
    let deleted = "<w:del w:id=\"1\"><w:r><w:delText>cũ</w:delText></w:r></w:del>";
    let moved = format!(
        "<w:moveFromRangeStart w:id=\"1\"/>{}{}",
        with_mark("<w:moveFrom w:id=\"2\"/>", &format!("<w:moveFrom w:id=\"3\">{}</w:moveFrom>", r("x"))),
        p(&format!("<w:moveTo w:id=\"4\">{}</w:moveTo>", r("x"))),
    );
    for (body, expected) in [
        (p(&format!("{}{deleted}<w:ins w:id=\"2\">{}</w:ins>", r("a "), r("mới"))), "a mới\n"),
        (p(&format!("<w:del>{}</w:del>{}", r("plain"), r("a"))), "a\n"),
        (moved, "x\n"),
        (with_mark("<w:ins/>", &r("a")), "a\n"),
        (format!("{}{}", with_mark("<w:del/>", &r("a")), p(&r("b"))), "ab\n"),
        (format!("{}{}", with_mark("<w:del/>", deleted), p(&r("b"))), "b\n"),
        (format!("<w:tbl>{}{}</w:tbl>", row("", "a"), row("<w:del/>", "b")), "a\n"),
        (format!("<w:tbl>{}{}</w:tbl>", row("<w:ins/>", "a"), row("", "b")), "a\nb\n"),
        (format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("<w:cellDel/>", "a"), cell("", "b")), "b\n"),
        (
            format!("{}<w:tbl><w:tr>{}</w:tr></w:tbl>", with_mark("<w:del/>", &r("a")), cell("", "b")),
            "a\nb\n",
        ),
        (format!("{}<w:tbl><w:tr>{}</w:tr></w:tbl>", with_mark("<w:del/>", deleted), cell("", "b")), "b\n"),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc>{}</w:tr></w:tbl>",
                with_mark("<w:del/>", &r("a")),
                cell("", "b")
            ),
            "a\nb\n",
        ),
        (with_mark("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", &r("a")), "a\n"),
        (
            p("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>"),
            "a\n",
        ),
        (
            p(&format!(
                "<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"x\"/></w:pPr></w:pPrChange></w:pPr>{}",
                r("a")
            )),
            "a\n",
        ),
    ] {
        let found = read(&body, &[]);
        assert_eq!((found.text.as_str(), found.has_tracked_changes), (expected, true), "{body}");
    }
    assert!(!read(&p(&r("a")), &[]).has_tracked_changes);
}

#[test]
fn tracked_changes_of_notes_count_too() {
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(&format!("<w:ins>{}</w:ins>", r("a"))));
    assert!(read(&p(&r("a")), &[("footnotes", &note)]).has_tracked_changes);
}
