//! The head of a document: who issues it beside the national title, number beside place and day, name and abstract.

use docx_rs::Docx;

use super::model::OfficialDocument;
use super::page::{TEXT_WIDTH, rule, two_columns};
use super::{looks, words};

pub const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// How long the motto is in its look, in twips; its line is as long.
pub const MOTTO_LENGTH: usize = 3170;
/// The column of the issuer; the rest just holds the national title on one line.
const LEFT: usize = 3900;
/// How many capitals just stand on one line of it.
const LEFT_LETTERS: usize = 25;

/// The document with its head.
pub fn write(written: Docx, document: &OfficialDocument) -> Docx {
    let superior = document.superior.as_deref().map(words::capitals).filter(|name| !name.is_empty());
    let issuer = words::capitals(&document.issuer);
    let subject = words::line(&document.subject);
    let issued_by = superior
        .map(|name| looks::SUPERIOR.lines(&balanced(&name)))
        .into_iter()
        .chain([looks::ISSUER.lines(&balanced(&issuer)), rule(part_of(&issuer, 170, LEFT), LEFT)]);
    let right = TEXT_WIDTH.saturating_sub(LEFT);
    let nation =
        vec![looks::NATION.paragraph(NATION), looks::MOTTO.paragraph(MOTTO), rule(MOTTO_LENGTH, right)];
    let number = words::number(document.number.as_deref(), document.notation.as_deref());
    let day = words::place_and_day(&document.place, document.issued);
    let head = two_columns(
        LEFT,
        vec![
            [issued_by.collect(), nation],
            [vec![looks::NUMBER.paragraph(number)], vec![looks::PLACE_AND_DAY.paragraph(day)]],
        ],
    );
    written
        .add_table(head)
        .add_paragraph(looks::KIND.paragraph(words::capitals(&document.kind)))
        .add_paragraph(looks::SUBJECT.paragraph(&subject))
        .add_paragraph(rule(part_of(&subject, 135, TEXT_WIDTH / 2), TEXT_WIDTH))
}

/// Two fifths of a text whose letters are about this wide: its line is a third to a half as long (annex I, II.2, II.5).
fn part_of(text: &str, letter: usize, most: usize) -> usize {
    text.chars().count().saturating_mul(letter).min(most) * 2 / 5
}

/// A name that does not stand on one line, parted at the space nearest to its middle: no word is left alone below.
fn balanced(name: &str) -> Vec<&str> {
    let letters = name.chars().count();
    if !(LEFT_LETTERS.saturating_add(1)..=LEFT_LETTERS.saturating_mul(2)).contains(&letters) {
        return vec![name];
    }
    let middle = name.len() / 2;
    let nearest = name.match_indices(' ').min_by_key(|(place, _)| place.abs_diff(middle));
    match nearest.and_then(|(place, _)| name.split_at_checked(place)) {
        Some((above, below)) => vec![above, below.trim_start()],
        None => vec![name],
    }
}
