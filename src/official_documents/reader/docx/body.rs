//! Reads the text of a container: body, note, and the boxes in them.

use std::collections::HashSet;
use std::mem;

use super::counter::Counter;
use super::fields::FieldMarks;
use super::notes::Notes;
use super::properties::{ParagraphProperties, RunProperties, TableProperties, shows_placeholder};
use super::revisions::{is_former, is_removal, is_revision};
use super::story::Story;
use super::styles::Styles;
use super::symbols::letter;
use crate::official_documents::package::{Element, MOST_BYTES, PackageFault, Piece, XmlReader};

/// Word puts no box into a box; shapes nest a few deep.
const MOST_STORIES: usize = 40;

/// What an element is for the reader when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Paragraph,
    Text,
    /// Its paragraphs are not those around it: a text box, a drawing.
    Anchored,
    /// Its last paragraph has no next one to go on with.
    Cell,
    Alternatives,
    Other,
}

/// Reads containers of one document.
pub struct BodyReader<'a> {
    /// Whether a tracked change was met.
    pub has_tracked_changes: bool,
    styles: &'a Styles,
    counter: Counter<'a>,
    notes: Notes,
    fields: FieldMarks,
    story: Story,
    outer: Vec<Story>,
    open: Vec<Open>,
    /// Whether one of the alternatives has been chosen.
    chosen: Vec<bool>,
    /// The depth of the content control that shows its placeholder.
    placeholder: Option<usize>,
    bytes: usize,
}

impl<'a> BodyReader<'a> {
    /// A reader that places these notes where they are referred to.
    pub fn new(styles: &'a Styles, counter: Counter<'a>, notes: Notes, fields: FieldMarks) -> Self {
        Self {
            has_tracked_changes: false,
            styles,
            counter,
            notes,
            fields,
            story: Story::default(),
            outer: Vec::new(),
            open: Vec::new(),
            chosen: Vec::new(),
            placeholder: None,
            bytes: 0,
        }
    }

    /// The fields without an end. The text is right when it is read again with marks that ignore them.
    pub fn take_endless_fields(&mut self) -> HashSet<usize> {
        self.fields.take_endless()
    }

    /// The lines of the element that was opened last.
    pub fn read(&mut self, xml: &mut XmlReader<'_>) -> Result<String, PackageFault> {
        let depth = xml.depth();
        while let Some(piece) = xml.next_inside(depth)? {
            match piece {
                Piece::Start(element) => self.start(&element, xml)?,
                Piece::Text(text) if self.open.last() == Some(&Open::Text) => self.story.write(&text),
                Piece::Text(_) => {}
                Piece::End => self.end()?,
            }
        }
        self.end_waiting()?;
        self.fields.end(&self.story.fields);
        Ok(mem::take(&mut self.story).into_lines())
    }

    fn start(&mut self, element: &Element<'_>, xml: &mut XmlReader<'_>) -> Result<(), PackageFault> {
        let name = element.name();
        self.has_tracked_changes |= is_revision(name);
        match name {
            "pPr" => self.apply_to_paragraph(ParagraphProperties::read(xml)?),
            "rPr" => self.apply_to_run(&RunProperties::read(xml)?),
            "trPr" | "tcPr" => self.apply_to_cells(&TableProperties::read(xml)?, xml)?,
            "sdtPr" => self.placeholder = shows_placeholder(xml)?.then(|| xml.depth()),
            _ if self.leaves_out(name, xml.depth()) => xml.skip_element()?,
            _ => {
                let open = self.enter(element)?;
                self.open.push(open);
            }
        }
        Ok(())
    }

    /// Whether nothing in an element is read.
    fn leaves_out(&mut self, name: &str, depth: usize) -> bool {
        match name {
            "sdtEndPr" | "sectPr" | "tblPr" | "tblPrEx" | "tblGrid" => true,
            "drawing" | "pict" | "object" => !self.story.is_read(),
            "sdtContent" => self.placeholder.take_if(|control| control.saturating_add(1) == depth).is_some(),
            // One of the alternatives says it all: the first for new programs, or that for the old ones.
            "Choice" => self.chosen.last_mut().is_some_and(|chosen| mem::replace(chosen, true)),
            "Fallback" => self.chosen.last_mut().is_none_or(|chosen| mem::replace(chosen, true)),
            // `rt` is how the characters next to it are pronounced.
            _ => {
                matches!(name, "instrText" | "delText" | "delInstrText" | "rt")
                    || is_removal(name)
                    || is_former(name)
            }
        }
    }

    fn enter(&mut self, element: &Element<'_>) -> Result<Open, PackageFault> {
        if element.name() == "tbl" {
            self.end_waiting()?;
        }
        Ok(match element.name() {
            "p" => {
                self.apply_to_paragraph(ParagraphProperties::default());
                Open::Paragraph
            }
            "t" => Open::Text,
            "tc" => Open::Cell,
            "drawing" | "pict" | "object" | "txbxContent" => {
                self.enter_anchored()?;
                Open::Anchored
            }
            "AlternateContent" => {
                self.chosen.push(false);
                Open::Alternatives
            }
            _ => {
                self.read_content(element);
                Open::Other
            }
        })
    }

    fn read_content(&mut self, element: &Element<'_>) {
        match element.name() {
            "r" => self.apply_to_run(&RunProperties::default()),
            "fldChar" => {
                let kind = element.attribute("fldCharType").unwrap_or_default();
                self.fields.pass(&kind, &mut self.story.fields);
            }
            name @ ("footnoteReference" | "endnoteReference") if self.story.is_read() => {
                let note = self.notes.take(name, element.attribute("id"));
                self.story.anchor(&note.unwrap_or_default());
            }
            _ => {
                if let Some(letter) = letter(element) {
                    self.story.write_letter(letter);
                }
            }
        }
    }

    fn end(&mut self) -> Result<(), PackageFault> {
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Cell) => self.end_waiting(),
            Some(Open::Anchored) => self.end_anchored(),
            Some(Open::Alternatives) => {
                self.chosen.pop();
                Ok(())
            }
            Some(Open::Text | Open::Other) | None => Ok(()),
        }
    }

    fn apply_to_paragraph(&mut self, properties: ParagraphProperties) {
        self.has_tracked_changes |= properties.mark.has_revision;
        self.story.is_in_hiding_style = self.styles.paragraph_style_hides(properties.style.as_deref());
        self.story.paragraph = properties;
        self.apply_to_run(&RunProperties::default());
    }

    fn apply_to_run(&mut self, properties: &RunProperties) {
        self.has_tracked_changes |= properties.has_revision;
        self.story.is_hidden = self.styles.hide(properties, self.story.is_in_hiding_style);
    }

    /// Passes over the row or the cell that is removed.
    fn apply_to_cells(
        &mut self,
        properties: &TableProperties,
        xml: &mut XmlReader<'_>,
    ) -> Result<(), PackageFault> {
        self.has_tracked_changes |= properties.has_revision;
        if properties.is_removed {
            xml.skip_element()?;
            self.end()?;
        }
        Ok(())
    }

    /// A paragraph whose mark is removed or hidden goes on in the next one. The mark that remains has the properties, so
    /// that of paragraphs joined by a removal only the last has a number.
    fn end_paragraph(&mut self) -> Result<(), PackageFault> {
        let paragraph = mem::take(&mut self.story.paragraph);
        if paragraph.mark.is_removed || self.story.fields.are_at_instruction() {
            return Ok(());
        }
        let is_joined = self.styles.hide(&paragraph.mark, self.story.is_in_hiding_style);
        if is_joined && self.story.is_blank() {
            return Ok(());
        }
        if let Some(number) = self.counter.number(&paragraph) {
            self.grow(number.len())?;
            self.story.write_number(&number);
        }
        if is_joined {
            self.story.go_on();
            return Ok(());
        }
        let length = self.story.end_line();
        self.grow(length)
    }

    fn end_waiting(&mut self) -> Result<(), PackageFault> {
        let length = self.story.end_waiting();
        self.grow(length)
    }

    /// Numbers make text longer than the file is; there is an end to that.
    fn grow(&mut self, bytes: usize) -> Result<(), PackageFault> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MOST_BYTES { Err(PackageFault::TooLarge) } else { Ok(()) }
    }

    fn enter_anchored(&mut self) -> Result<(), PackageFault> {
        if self.outer.len() >= MOST_STORIES {
            return Err(PackageFault::Broken);
        }
        self.outer.push(mem::take(&mut self.story));
        Ok(())
    }

    fn end_anchored(&mut self) -> Result<(), PackageFault> {
        self.end_waiting()?;
        self.fields.end(&self.story.fields);
        if let Some(outer) = self.outer.pop() {
            let inner = mem::replace(&mut self.story, outer);
            self.story.anchor(&inner.into_lines());
        }
        Ok(())
    }
}
