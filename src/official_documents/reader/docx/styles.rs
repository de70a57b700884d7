//! Styles (ECMA-376, part 1, 17.7): which hide text, and which make list items.

use std::collections::HashMap;

use super::properties::{ListReference, ParagraphProperties, RunProperties};
use crate::official_documents::package::{Element, PackageFault, XmlReader};

/// How many styles are followed from one to the one it is based on. Word itself stops earlier; a circle has no end.
const MOST_BASES: usize = 20;

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
    default_character: Option<String>,
    /// Whether text is hidden wherever neither a run nor its mark says otherwise.
    hides_by_default: bool,
}

/// A style: what it says itself.
#[derive(Debug, Default)]
pub struct Style {
    /// The list of the paragraphs of this style.
    pub item_of: ListReference,
    based_on: Option<String>,
    is_hidden: Option<bool>,
}

impl Styles {
    /// Reads the part of the styles.
    pub fn read(xml: &str) -> Result<Self, PackageFault> {
        let mut xml = XmlReader::new(xml);
        let mut styles = Self::default();
        while let Some(element) = xml.next_element_inside(0)? {
            match element.name() {
                "rPrDefault" => {
                    styles.hides_by_default = RunProperties::read(&mut xml)?.is_hidden.unwrap_or(false);
                }
                "style" => styles.add(&element, Style::read(&mut xml)?),
                _ => {}
            }
        }
        Ok(styles)
    }

    fn add(&mut self, element: &Element<'_>, style: Style) {
        let Some(id) = element.attribute("styleId") else { return };
        let is_default =
            element.attribute("default").is_some_and(|on| matches!(on.as_str(), "1" | "true" | "on"));
        match element.attribute("type").as_deref() {
            Some("paragraph") if is_default => self.default_paragraph = Some(id.clone()),
            Some("character") if is_default => self.default_character = Some(id.clone()),
            _ => {}
        }
        self.by_id.insert(id, style);
    }

    /// A paragraph style and those it is based on, from the nearest on, each with its id. Without a known style it is the
    /// default one.
    pub fn of_paragraph<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        self.chain(id, self.default_paragraph.as_deref())
    }

    /// The style of this id alone.
    pub fn get(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }

    /// Whether a paragraph style hides text.
    pub fn paragraph_style_hides(&self, id: Option<&str>) -> bool {
        self.of_paragraph(id).find_map(|(_, style)| style.is_hidden).unwrap_or(false)
    }

    /// Whether a run is hidden. Hiding is a toggle (17.7.3): a paragraph style and a character style that both hide show
    /// the text, and what the run says itself decides.
    pub fn hide(&self, run: &RunProperties, paragraph_style_hides: bool) -> bool {
        let by_styles = || {
            let mut styles = self.chain(run.style.as_deref(), self.default_character.as_deref());
            let character_style_hides = styles.find_map(|(_, style)| style.is_hidden).unwrap_or(false);
            self.hides_by_default || paragraph_style_hides != character_style_hides
        };
        run.is_hidden.unwrap_or_else(by_styles)
    }

    fn chain<'a>(
        &'a self,
        id: Option<&str>,
        default: Option<&'a str>,
    ) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let named = id.and_then(|id| self.entry(id)).or_else(|| self.entry(default?));
        let next = |(_, style): &(&'a str, &'a Style)| self.entry(style.based_on.as_deref()?);
        std::iter::successors(named, next).take(MOST_BASES)
    }

    fn entry(&self, id: &str) -> Option<(&str, &Style)> {
        self.by_id.get_key_value(id).map(|(id, style)| (id.as_str(), style))
    }
}

impl Style {
    /// Reads the element `style` that was opened last.
    fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageFault> {
        let (depth, mut style) = (xml.depth(), Self::default());
        while let Some(element) = xml.next_element_inside(depth)? {
            match element.name() {
                "basedOn" => style.based_on = element.value(),
                "pPr" => style.item_of = ParagraphProperties::read(xml)?.item_of,
                "rPr" => style.is_hidden = RunProperties::read(xml)?.is_hidden,
                // What holds for the first row of a table, and the like.
                "tblStylePr" => xml.skip_element()?,
                _ => {}
            }
        }
        Ok(style)
    }
}
