//! Fields: their results.

use super::{p, r, text_of};

fn field_mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}

fn code(text: &str) -> String {
    format!("<w:r><w:instrText>{text}</w:instrText></w:r>")
}

fn field(instruction: &str, result: &str) -> String {
    format!("{}{instruction}{}{result}{}", field_mark("begin"), field_mark("separate"), field_mark("end"))
}

#[test]
fn only_results_are_read() {
    let inner = field(&code("PAGE"), &r("7"));
    for (runs, expected) in [
        (field(&code("REF a"), &r("02/KH")), "02/KH"),
        // Text in an instruction is none, not even as the result of a field inside.
        (field(&format!("{}{inner}{}", code("IF"), r("x")), &r("đúng")), "đúng"),
        (field(&code("IF"), &format!("a{}{inner}", r("trang "))), "trang 7"),
        (field(&format!("{inner}{inner}"), &format!("{inner}{}", r("."))), "7."),
        (format!("{}{}{}", field_mark("begin"), code("XE x"), field_mark("end")), ""),
        ("<w:fldSimple w:instr=\"DATE\"><w:r><w:t>02/2023</w:t></w:r></w:fldSimple>".to_owned(), "02/2023"),
        // A field in deleted text is deleted with all its marks.
        (format!("<w:del>{}</w:del>{}", field(&code("x"), &r("y")), r("a")), "a"),
        // Marks without their likes.
        (format!("{}{}{}", field_mark("end"), field_mark("separate"), r("a")), "a"),
    ] {
        assert_eq!(text_of(&p(&format!("{}{runs}{}", r("("), r(")")))), format!("({expected})\n"), "{runs}");
    }
}

#[test]
fn fields_reach_over_paragraphs() {
    let body = [
        p(&format!("{}{}{}{}", r("Mục lục "), field_mark("begin"), code("TOC"), r("x"))),
        p(&format!("{}{}{}", r("x"), field_mark("separate"), r("I. A"))),
        p(&format!("{}{}", r("II. B"), field_mark("end"))),
        p(&r("c")),
    ];
    assert_eq!(text_of(&body.concat()), "Mục lục I. A\nII. B\nc\n");
}

/// ECMA-376, part 1, 17.16.18: a field that is not closed is no field.
#[test]
fn a_field_without_an_end_is_none() {
    let body = [
        p(&format!("{}{}{}", r("a"), field_mark("begin"), code("PAGE"))),
        p(&format!("{}{}", r("b"), field(&code("PAGE"), &r("7")))),
        p(&r("c")),
    ];
    assert_eq!(text_of(&body.concat()), "a\nb7\nc\n");
    let boxed = format!(
        "<w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing>",
        p(&format!("{}{}", field_mark("begin"), r("x")))
    );
    assert_eq!(
        text_of(&p(&format!("{}<w:r>{boxed}</w:r>{}", field(&code("x"), &r("a")), r("b")))),
        "ab\nx\n"
    );
}
