//! A plan that a decision issues stands behind its signature: `ban hành kèm theo Quyết định này`.

use super::letterhead::{begins_launching_type, is_national};
use super::line::Line;
use super::lines::Lines;
use super::signature::{heads_recipients, is_of_signature};
use super::words::{is_upper, lowered, says};

/// How far above the heading of an annex its own letterhead and the signature of the decision are looked for.
const MOST_ABOVE: usize = 14;

/// The document and the plan that is annexed to it, where there is one.
pub fn split(setting: Lines) -> (Lines, Option<Lines>) {
    let Some(start) = start(&setting.lines) else { return (setting, None) };
    let Lines { mut lines, width, parting_gap } = setting;
    let annexed = lines.split_off(start);
    let annex = Lines { lines: annexed, width, parting_gap };
    (Lines { lines, width, parting_gap }, Some(annex))
}

/// The first line of the annex: its letterhead, or else its type.
fn start(lines: &[Line]) -> Option<usize> {
    let issues = |line: &Line| says(&lowered(&line.text), "kèm theo");
    let first = lines.iter().position(issues)?;
    let headings = lines.iter().enumerate().skip(first).filter(|(_, line)| begins_launching_type(&line.text));
    headings.map(|(place, _)| place).find_map(|place| {
        let above = lines.get(place.saturating_sub(MOST_ABOVE)..place)?;
        let own = above.iter().rev().take_while(|line| is_of_letterhead(line)).count();
        let before = above.get(..above.len().saturating_sub(own))?;
        let signed = before.iter().any(|line| is_of_signature(line) || heads_recipients(&line.text));
        signed.then_some(place.saturating_sub(own))
    })
}

fn is_of_letterhead(line: &Line) -> bool {
    is_national(&line.text) || (is_upper(&line.text) && !is_of_signature(line))
}
