//! From the bytes of a Word file to its text.

use super::body::BodyReader;
use super::counter::Counter;
use super::error::UnreadableFile;
use super::fields::FieldMarks;
use super::notes::{Notes, REFERENCES};
use super::numbering::Numbering;
use super::styles::Styles;
use crate::official_documents::package::{
    MOST_BYTES, MainPart, Package, PackageFault, Relationships, XmlReader,
};

const MOST_PARTS: usize = 2_000;

/// The text of a Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordText {
    /// One paragraph a line, table cells in reading order, notes and text boxes after the paragraph they are anchored in.
    pub text: String,
    /// Whether there are tracked changes; the text is what it becomes when all are accepted.
    pub has_tracked_changes: bool,
}

/// The text of a Word file, as it is read on paper: with the numbers of lists, the results of fields and the notes;
/// without hidden text, placeholders, comments, headers and footers.
///
/// # Errors
/// The file is no .docx, is damaged, or breaks a bound; the reason is named.
pub fn text_of_docx(bytes: &[u8]) -> Result<WordText, UnreadableFile> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(UnreadableFile::OldWord);
    }
    if bytes.len() > MOST_BYTES {
        return Err(UnreadableFile::TooLarge);
    }
    if !bytes.starts_with(b"PK") {
        return Err(UnreadableFile::NotDocx);
    }
    let mut package = Package::open(bytes, MOST_PARTS)?;
    package.require_small()?;
    let main = package.main_part()?.filter(is_word).ok_or(UnreadableFile::NotDocx)?;
    Ok(read(&mut package, &main.name)?)
}

/// The main part of a workbook or of slides has its own type.
fn is_word(main: &MainPart) -> bool {
    let is_word = |content_type: &str| content_type.contains("word") || content_type.ends_with("/xml");
    main.content_type.as_deref().is_none_or(is_word)
}

fn read(package: &mut Package<'_>, main: &str) -> Result<WordText, PackageFault> {
    let relationships = package.relationships(main)?;
    let styles = match related(package, &relationships, "styles")? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let numbering = match related(package, &relationships, "numbering")? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let counter = || Counter::new(&styles, &numbering);
    let mut notes = Notes::default();
    let mut has_tracked_changes = false;
    for (reference, holder) in REFERENCES {
        let Some(xml) = related(package, &relationships, &format!("{holder}s"))? else { continue };
        let reader = |fields| BodyReader::new(&styles, counter(), Notes::default(), fields);
        let (found, has_changes) = read_whole(reader, |reader| read_notes(&xml, holder, reader))?;
        notes.add(reference, found);
        has_tracked_changes |= has_changes;
    }
    let xml = package.text(main)?.unwrap_or_default();
    let reader = |fields| BodyReader::new(&styles, counter(), notes.clone(), fields);
    let (text, has_changes) = read_whole(reader, |reader| read_body(&xml, reader))?;
    Ok(WordText { text, has_tracked_changes: has_tracked_changes || has_changes })
}

/// Reads, and tells whether there are tracked changes. Where a field has no end, its marks count for nothing
/// (ECMA-376, part 1, 17.16.18), which is known at the end only.
fn read_whole<'a, T>(
    new_reader: impl Fn(FieldMarks) -> BodyReader<'a>,
    read: impl Fn(&mut BodyReader<'a>) -> Result<T, PackageFault>,
) -> Result<(T, bool), PackageFault> {
    let mut reader = new_reader(FieldMarks::default());
    let mut text = read(&mut reader)?;
    let endless = reader.take_endless_fields();
    if !endless.is_empty() {
        reader = new_reader(FieldMarks::ignoring(endless));
        text = read(&mut reader)?;
    }
    Ok((text, reader.has_tracked_changes))
}

fn related(
    package: &mut Package<'_>,
    relationships: &Relationships,
    kind: &str,
) -> Result<Option<String>, PackageFault> {
    match relationships.of_type(kind).find(|name| package.has(name)) {
        Some(name) => package.text(name),
        None => Ok(None),
    }
}

/// The notes of a part, each with its id. Those with a type are lines drawn above the notes.
fn read_notes(
    xml: &str,
    holder: &str,
    reader: &mut BodyReader<'_>,
) -> Result<Vec<(String, String)>, PackageFault> {
    let mut xml = XmlReader::new(xml);
    let mut notes = Vec::new();
    while let Some(element) = xml.next_element_inside(0)? {
        if element.name() != holder {
            continue;
        }
        let is_drawn = element.attribute("type").is_some_and(|kind| kind != "normal");
        match element.attribute("id") {
            Some(id) if !is_drawn => notes.push((id, reader.read(&mut xml)?)),
            _ => xml.skip_element()?,
        }
    }
    Ok(notes)
}

fn read_body(xml: &str, reader: &mut BodyReader<'_>) -> Result<String, PackageFault> {
    let mut xml = XmlReader::new(xml);
    let mut text = String::new();
    while xml.next_element_inside(0)?.is_some() {
        text.push_str(&reader.read(&mut xml)?);
    }
    Ok(text)
}
