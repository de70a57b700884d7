//! The file.

use super::*;

#[test]
fn one_model_gives_the_same_bytes() {
    let first = docx(&report()).unwrap();
    // A document written before must leave no counter behind.
    docx(&OfficialDocument { blocks: vec![paragraph("x")], ..report() }).unwrap();
    assert!(first == docx(&report()).unwrap());
    let elsewhere = std::thread::spawn(|| docx(&report()).unwrap());
    assert!(first == elsewhere.join().unwrap());
}

#[test]
fn no_time_of_writing_stands_in_it() {
    let mut archive = ZipArchive::new(Cursor::new(docx(&report()).unwrap())).unwrap();
    for place in 0..archive.len() {
        assert_eq!(archive.by_index(place).unwrap().last_modified().unwrap().year(), 1980);
    }
    let properties = part(&report(), "docProps/core.xml");
    assert!(properties.contains(">2024-01-02</dcterms:created>"));
    let draft = OfficialDocument { issued: Issued::In(2024), ..report() };
    assert!(!part(&draft, "docProps/core.xml").contains("created"));
}

#[test]
fn every_part_that_is_related_or_typed_is_there() {
    let mut archive = ZipArchive::new(Cursor::new(docx(&report()).unwrap())).unwrap();
    let related = part(&report(), "word/_rels/document.xml.rels");
    let typed = part(&report(), "[Content_Types].xml");
    let related =
        related.split("Target=\"").skip(1).map(|rest| format!("word/{}", rest.split('"').next().unwrap()));
    let typed = typed.split("PartName=\"/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    for name in related.chain(typed) {
        assert!(archive.by_name(&name).is_ok(), "{name}");
    }
}

#[test]
fn an_uneven_table_is_refused() {
    let column = Column { title: "TT".to_owned(), width_percent: 100, align: Align::Left };
    for (columns, rows) in [
        (vec![], vec![]),
        (vec![column.clone()], vec![vec![]]),
        (vec![column], vec![vec!["1".to_owned(), "2".to_owned()]]),
    ] {
        let document = OfficialDocument { blocks: vec![Block::Table { columns, rows }], ..report() };
        assert!(matches!(docx(&document), Err(WriteError::UnevenTable)));
    }
}

#[test]
fn columns_without_shares_are_equally_wide() {
    let column = Column { title: "x".to_owned(), width_percent: 0, align: Align::Left };
    let table = Block::Table { columns: vec![column; 4], rows: vec![] };
    let document = OfficialDocument { blocks: vec![table], ..report() };
    assert_eq!(part(&document, "word/document.xml").matches("<w:gridCol w:w=\"2267\"").count(), 4);
}
