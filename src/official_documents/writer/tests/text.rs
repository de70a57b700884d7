//! Any text.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

#[test]
fn marks_of_xml_are_words_like_others() {
    let text = "<w:trHeight & \"a\" 'b' ]]> &amp; </w:t>";
    let document = OfficialDocument { subject: text.to_owned(), issuer: text.to_owned(), ..report() };
    assert_eq!(styled(&document, "Subject"), text);
    assert!(part(&document, "docProps/core.xml").contains("&lt;w:trHeight &amp;"));
    assert_eq!(part(&document, "word/document.xml").matches("<w:tblHeader />").count(), 1);
}

#[test]
fn text_is_composed_and_loses_control_characters() {
    let document = OfficialDocument {
        subject: "So\u{31b}\u{309}\u{0} N\u{7}ội\tvụ\u{ffff}\r\n".to_owned(),
        ..report()
    };
    assert_eq!(styled(&document, "Subject"), "Sở Nội vụ");
}

#[test]
fn capitals_are_composed() {
    let document = OfficialDocument { issuer: "sở nội vụ đắk lắk".to_owned(), ..report() };
    assert_eq!(styled(&document, "Issuer"), "SỞ NỘI VỤ ĐẮK LẮK");
}

#[test]
fn a_cell_keeps_its_lines() {
    let columns = vec![Column { title: "x".to_owned(), width_percent: 1, align: Align::Left }];
    let rows = vec![vec!["một\nhai\r\n\nba".to_owned()], vec![String::new()]];
    let document = OfficialDocument { blocks: vec![Block::Table { columns, rows }], ..report() };
    let cells = paragraphs(&document).into_iter().filter(|(style, _)| style == "Cell");
    assert_eq!(cells.map(|(_, text)| text).collect::<Vec<_>>(), ["một", "hai", "ba", ""]);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![vec(any::<char>(), 0..12).prop_map(String::from_iter), "[\\PC\\n<>&./;]{0,30}"]
}

fn any_block() -> impl Strategy<Value = Block> {
    let level = prop_oneof![Just(Level::Part), Just(Level::Section), Just(Level::Point)];
    let align = prop_oneof![Just(Align::Left), Just(Align::Center), Just(Align::Right)];
    let column = (any_text(), any::<u16>(), align);
    let column = column.prop_map(|(title, width_percent, align)| Column { title, width_percent, align });
    prop_oneof![
        (level, any_text()).prop_map(|(level, text)| Block::Heading { level, text }),
        any_text().prop_map(Block::Paragraph),
        any_text().prop_map(Block::Bullet),
        (vec(column, 0..4), vec(vec(any_text(), 0..4), 0..4))
            .prop_map(|(columns, rows)| Block::Table { columns, rows }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_document_is_written_well_formed_or_refused(
        words in vec(any_text(), 6),
        open in vec(proptest::option::of(any_text()), 5),
        recipients in vec(any_text(), 0..3),
        blocks in vec(any_block(), 0..5),
        year in any::<i32>(),
    ) {
        let document = OfficialDocument {
            superior: open[0].clone(),
            issuer: words[0].clone(),
            number: open[1].clone(),
            notation: open[2].clone(),
            place: words[1].clone(),
            issued: NaiveDate::from_yo_opt(year, 60).map_or(Issued::In(year), Issued::On),
            kind: words[2].clone(),
            subject: words[3].clone(),
            blocks,
            signature: Signature { authority: open[3].clone(), position: words[4].clone(), name: open[4].clone() },
            beside: open[4].clone().map(|name| Signature { authority: None, position: words[4].clone(), name: Some(name) }),
            recipients,
            kept_by: words[5].clone(),
        };
        match docx(&document) {
            Ok(_) => {
                // The attribute's reader panics on an entity of its own, the parser on XML that is not well formed.
                let subject = styled(&document, "Subject");
                prop_assert!(!subject.contains(char::is_control));
                prop_assert!(!part(&document, "docProps/core.xml").contains(|letter: char| letter.is_control()));
            }
            Err(error) => prop_assert!(matches!(error, WriteError::UnevenTable)),
        }
    }
}
