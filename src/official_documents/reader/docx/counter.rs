//! Counts the items of lists (ECMA-376, part 1, 17.9) and writes their numbers.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::number_format::NumberFormat;
use super::numbering::{Level, ListLevels, Numbering};
use super::properties::ParagraphProperties;
use super::styles::Styles;

/// How far the lists of a text have come.
pub struct Counter<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    /// The last number of each level, by definition: lists of one definition count together.
    counts: HashMap<i64, BTreeMap<usize, i64>>,
    /// The levels of lists with a start of their own that have started.
    started: HashSet<(i64, usize)>,
}

impl<'a> Counter<'a> {
    /// Before the first item.
    pub fn new(styles: &'a Styles, numbering: &'a Numbering) -> Self {
        Self { styles, numbering, counts: HashMap::new(), started: HashSet::new() }
    }

    /// Counts a paragraph and gives its number as it is printed; none where it has none.
    pub fn number(&mut self, paragraph: &ParagraphProperties) -> Option<String> {
        let styles = self.styles;
        let chain = || styles.of_paragraph(paragraph.style.as_deref());
        let list = paragraph.item_of.list.or_else(|| chain().find_map(|(_, style)| style.item_of.list))?;
        let levels = self.numbering.list(list, styles)?;
        let of_styles =
            || chain().find_map(|(id, style)| levels.level_of_style(id).or(style.item_of.level)).unwrap_or(0);
        let place = paragraph.item_of.level.unwrap_or_else(of_styles);
        let level = levels.level(place)?;
        let counts = self.count(list, &levels, place);
        let number = printed(level, &levels, counts);
        (!number.is_empty() && !level.is_hidden).then_some(number)
    }

    fn count(&mut self, list: i64, levels: &ListLevels<'a>, place: usize) -> &BTreeMap<usize, i64> {
        let counts = self.counts.entry(levels.definition).or_default();
        let restarts = levels.own_start(place).filter(|_| self.started.insert((list, place)));
        let next = || counts.get(&place).map_or_else(|| levels.start(place), |last| last.saturating_add(1));
        let number = restarts.unwrap_or_else(next);
        counts.retain(|other, _| *other <= place || !starts_again(levels.level(*other), place));
        counts.insert(place, number);
        counts
    }
}

/// Whether a level starts again after an item of a level above it.
fn starts_again(level: Option<&Level>, above: usize) -> bool {
    level.and_then(|level| level.restarts_after).is_none_or(|after| above < after)
}

/// The number in the words of its level. A level above that has not started stands at its start.
fn printed(level: &Level, levels: &ListLevels<'_>, counts: &BTreeMap<usize, i64>) -> String {
    if level.format == NumberFormat::Bullet {
        // Below dashes Vietnamese offices write plus signs; whatever else is drawn is a dash.
        return if level.text.trim() == "+" { "+" } else { "-" }.to_owned();
    }
    let mut written = String::new();
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let named = letters.peek().filter(|_| letter == '%').and_then(|digit| digit.to_digit(10));
        let Some(named) = named.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) else {
            written.push(letter);
            continue;
        };
        letters.next();
        let number = counts.get(&named).copied().unwrap_or_else(|| levels.start(named));
        let own = levels.level(named).map_or(NumberFormat::None, |level| level.format);
        let is_decimal = level.is_legal && own != NumberFormat::None;
        written.push_str(&if is_decimal { NumberFormat::Decimal } else { own }.write(number));
    }
    written.trim().to_owned()
}
