//! The lists that a document defines (ECMA-376, part 1, 17.9).

use std::collections::{BTreeMap, HashMap};

use super::number_format::NumberFormat;
use super::styles::Styles;
use crate::official_documents::package::{Element, PackageFault, XmlReader};

/// Levels count from 0 to 8.
pub const LEVELS: usize = 9;
/// How many definitions are followed from one that only names a style to the one with the levels.
const MOST_LINKS: usize = 8;
/// The most letters of the text around the numbers of a level; Word takes 31.
const MOST_LETTERS: usize = 64;

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<i64, Definition>,
    lists: HashMap<i64, List>,
}

/// What several lists have in common: their levels, and their count.
#[derive(Debug, Default)]
struct Definition {
    levels: BTreeMap<usize, Level>,
    /// The numbering style whose list has the levels.
    linked_style: Option<String>,
}

/// A list: a definition, and where it differs.
#[derive(Debug, Default)]
struct List {
    definition: Option<i64>,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, i64>,
}

/// A level of a list.
#[derive(Debug, Default)]
pub struct Level {
    /// The first number.
    pub start: i64,
    /// How the number is written.
    pub format: NumberFormat,
    /// The number in its words: `%1.%2.`.
    pub text: String,
    /// The level, from 1, after whose items it starts again; 0 is never, none is every level above.
    pub restarts_after: Option<usize>,
    /// Whether all numbers are written in decimals.
    pub is_legal: bool,
    /// Whether its number is hidden text.
    pub is_hidden: bool,
    /// The paragraph style whose paragraphs are on this level.
    style: Option<String>,
}

/// A list with its levels at hand.
#[derive(Clone, Copy)]
pub struct ListLevels<'a> {
    /// What the lists that count together have in common.
    pub definition: i64,
    levels: &'a BTreeMap<usize, Level>,
    list: &'a List,
}

impl<'a> ListLevels<'a> {
    /// A level.
    pub fn level(&self, level: usize) -> Option<&'a Level> {
        self.list.levels.get(&level).or_else(|| self.levels.get(&level))
    }

    /// The number that this list starts a level with, whatever others with the same definition have come to.
    pub fn own_start(&self, level: usize) -> Option<i64> {
        self.list.starts.get(&level).copied()
    }

    /// The first number of a level.
    pub fn start(&self, level: usize) -> i64 {
        self.own_start(level).or_else(|| Some(self.level(level)?.start)).unwrap_or(0)
    }

    /// The level of the paragraphs of a style.
    pub fn level_of_style(&self, style: &str) -> Option<usize> {
        let is_of_style =
            |level: &usize| self.level(*level).is_some_and(|level| level.style.as_deref() == Some(style));
        (0..LEVELS).find(is_of_style)
    }
}

impl Numbering {
    /// Reads the part of the lists.
    pub fn read(xml: &str) -> Result<Self, PackageFault> {
        let mut xml = XmlReader::new(xml);
        let mut numbering = Self::default();
        while let Some(element) = xml.next_element_inside(0)? {
            match element.name() {
                "abstractNum" => {
                    let definition = Definition::read(&mut xml)?;
                    let id = element.integer("abstractNumId");
                    numbering.definitions.extend(id.map(|id| (id, definition)));
                }
                "num" => {
                    let list = List::read(&mut xml)?;
                    numbering.lists.extend(element.integer("numId").map(|id| (id, list)));
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// A list with its levels, which may stand in the list of a numbering style.
    pub fn list(&self, id: i64, styles: &Styles) -> Option<ListLevels<'_>> {
        let list = self.lists.get(&id)?;
        let mut id = list.definition?;
        for _ in 0..MOST_LINKS {
            let definition = self.definitions.get(&id)?;
            let Some(style) = &definition.linked_style else {
                return Some(ListLevels { definition: id, levels: &definition.levels, list });
            };
            id = self.lists.get(&styles.get(style)?.item_of.list?)?.definition?;
        }
        None
    }
}

impl Definition {
    fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageFault> {
        let (depth, mut definition) = (xml.depth(), Self::default());
        while let Some(element) = xml.next_element_inside(depth)? {
            match element.name() {
                "numStyleLink" => definition.linked_style = element.value(),
                "lvl" => definition.levels.extend(Level::read(&element, xml)?),
                _ => {}
            }
        }
        Ok(definition)
    }
}

impl List {
    fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageFault> {
        let (depth, mut list) = (xml.depth(), Self::default());
        let mut overridden = None;
        while let Some(element) = xml.next_element_inside(depth)? {
            match element.name() {
                "abstractNumId" => list.definition = element.integer("val"),
                "lvlOverride" => overridden = place_of(&element),
                "startOverride" => list.starts.extend(overridden.zip(element.integer("val"))),
                "lvl" => list.levels.extend(Level::read(&element, xml)?),
                _ => {}
            }
        }
        Ok(list)
    }
}

impl Level {
    /// Reads the element `lvl` that was opened last: the level and where it stands.
    fn read(element: &Element<'_>, xml: &mut XmlReader<'_>) -> Result<Option<(usize, Self)>, PackageFault> {
        let (depth, mut level) = (xml.depth(), Self::default());
        while let Some(element) = xml.next_element_inside(depth)? {
            match element.name() {
                "start" => level.start = element.integer("val").unwrap_or(0),
                "numFmt" => level.format = NumberFormat::of(&element.value().unwrap_or_default()),
                "lvlText" => {
                    level.text = element.value().unwrap_or_default().chars().take(MOST_LETTERS).collect();
                }
                "lvlRestart" => {
                    level.restarts_after =
                        element.integer("val").and_then(|level| usize::try_from(level).ok());
                }
                "isLgl" => level.is_legal = element.is_on(),
                "vanish" => level.is_hidden = element.is_on(),
                "pStyle" => level.style = element.value(),
                _ => {}
            }
        }
        Ok(place_of(element).map(|place| (place, level)))
    }
}

fn place_of(level: &Element<'_>) -> Option<usize> {
    usize::try_from(level.integer("ilvl")?).ok().filter(|place| *place < LEVELS)
}
