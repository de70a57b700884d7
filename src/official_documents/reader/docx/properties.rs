//! Properties of paragraphs, runs, rows and placeholders: what of them decides what is read.

use super::revisions::{is_former, is_removal, is_revision};
use crate::official_documents::package::{PackageFault, XmlReader};

/// The properties of a run, or of the mark that ends a paragraph.
#[derive(Debug, Default)]
pub struct RunProperties {
    /// The character style.
    pub style: Option<String>,
    /// Whether it is hidden text; none where the styles decide.
    pub is_hidden: Option<bool>,
    /// Whether a tracked change removes it.
    pub is_removed: bool,
    /// Whether it has a tracked change.
    pub has_revision: bool,
}

/// Which list a paragraph is an item of, and on which level. Each may come from elsewhere: from a style.
#[derive(Debug, Default)]
pub struct ListReference {
    /// The list; 0 is none.
    pub list: Option<i64>,
    /// The level, from 0.
    pub level: Option<usize>,
}

/// The properties of a paragraph.
#[derive(Debug, Default)]
pub struct ParagraphProperties {
    /// The paragraph style.
    pub style: Option<String>,
    /// The list it is an item of.
    pub item_of: ListReference,
    /// The mark that ends it.
    pub mark: RunProperties,
}

impl RunProperties {
    /// Reads the element `rPr` that was opened last.
    pub fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageFault> {
        let (depth, mut properties) = (xml.depth(), Self::default());
        while let Some(element) = xml.next_element_inside(depth)? {
            properties.has_revision |= is_revision(element.name());
            properties.is_removed |= is_removal(element.name());
            match element.name() {
                "rStyle" => properties.style = element.value(),
                "vanish" => properties.is_hidden = Some(element.is_on()),
                name if is_former(name) => xml.skip_element()?,
                _ => {}
            }
        }
        Ok(properties)
    }
}

impl ParagraphProperties {
    /// Reads the element `pPr` that was opened last.
    pub fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageFault> {
        let (depth, mut properties) = (xml.depth(), Self::default());
        let mut has_revision = false;
        while let Some(element) = xml.next_element_inside(depth)? {
            has_revision |= is_revision(element.name());
            match element.name() {
                "pStyle" => properties.style = element.value(),
                "numId" => properties.item_of.list = element.integer("val"),
                "ilvl" => {
                    properties.item_of.level =
                        element.integer("val").and_then(|level| usize::try_from(level).ok());
                }
                "rPr" => properties.mark = RunProperties::read(xml)?,
                name if is_former(name) => xml.skip_element()?,
                _ => {}
            }
        }
        properties.mark.has_revision |= has_revision;
        Ok(properties)
    }
}

/// The properties of a table's row or cell.
#[derive(Debug, Default)]
pub struct TableProperties {
    /// Whether a tracked change removes the row or the cell.
    pub is_removed: bool,
    /// Whether it has a tracked change.
    pub has_revision: bool,
}

impl TableProperties {
    /// Reads the element `trPr` or `tcPr` that was opened last.
    pub fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageFault> {
        let (depth, mut properties) = (xml.depth(), Self::default());
        while let Some(element) = xml.next_element_inside(depth)? {
            properties.has_revision |= is_revision(element.name());
            properties.is_removed |= is_removal(element.name());
            if is_former(element.name()) {
                xml.skip_element()?;
            }
        }
        Ok(properties)
    }
}

/// Whether a content control shows its placeholder: reads the element `sdtPr` that was opened last.
pub fn shows_placeholder(xml: &mut XmlReader<'_>) -> Result<bool, PackageFault> {
    let (depth, mut shows) = (xml.depth(), false);
    while let Some(element) = xml.next_element_inside(depth)? {
        if element.name() == "showingPlcHdr" {
            shows = element.is_on();
        }
    }
    Ok(shows)
}
