//! Footnotes and endnotes, until they are placed.

use std::collections::HashMap;

/// The texts of notes, each line by line, by the name of the element that refers to them and their id.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    texts: HashMap<(&'static str, String), String>,
}

/// The elements that refer to notes, and the elements that hold them.
pub const REFERENCES: &[(&str, &str)] = &[("footnoteReference", "footnote"), ("endnoteReference", "endnote")];

impl Notes {
    /// Adds notes, each with its id.
    pub fn add(&mut self, reference: &'static str, notes: Vec<(String, String)>) {
        self.texts.extend(notes.into_iter().map(|(id, text)| ((reference, id), text)));
    }

    /// Takes the note that is referred to: a note is printed once, however often it is referred to.
    pub fn take(&mut self, reference: &str, id: Option<String>) -> Option<String> {
        let (name, _) = REFERENCES.iter().find(|(name, _)| *name == reference)?;
        self.texts.remove(&(*name, id?))
    }
}
