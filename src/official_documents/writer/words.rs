//! Words as a document prints them.

use crate::core::vietnamese::composed;

use super::model::{Issued, OfficialDocument};

/// The room that a draft leaves for a number to be written by hand.
const GAP: &str = "      ";
/// The letters of points in the Vietnamese order: those with ă, â, ê, ô, ơ, ư are not used to count.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// One line of text as XML 1.0 can hold it: composed, without control characters, trimmed.
pub fn line(text: &str) -> String {
    let kept = |letter: char| match letter {
        '\u{fffe}' | '\u{ffff}' => None,
        space if space.is_control() && space.is_whitespace() => Some(' '),
        control if control.is_control() => None,
        _ => Some(letter),
    };
    composed(&text.chars().filter_map(kept).collect::<String>())
}

/// Where a body of this name issues its documents: `Lạng Sơn` of `Ủy ban nhân dân tỉnh Lạng Sơn`.
#[must_use]
pub fn place_of(name: &str) -> String {
    let parted = ["tỉnh ", "thành phố ", "xã ", "phường "].iter().find_map(|word| name.split_once(word));
    parted.map_or(name, |(_, place)| place).to_owned()
}

/// The lines of a text that say anything.
pub fn lines(text: &str) -> Vec<String> {
    text.split(['\n', '\r']).map(line).filter(|line| !line.is_empty()).collect()
}

/// One line in capitals.
pub fn capitals(text: &str) -> String {
    composed(&line(text).to_uppercase())
}

/// `Số: 05/BC-SNV`; open in a draft.
pub fn number(number: Option<&str>, notation: Option<&str>) -> String {
    format!("Số: {}", bare_number(number, notation))
}

/// `05/BC-SNV`: two digits at least (annex I, II.3).
fn bare_number(number: Option<&str>, notation: Option<&str>) -> String {
    let said = |text: Option<&str>| text.map(line).filter(|text| !text.is_empty());
    let number = said(number).unwrap_or_else(|| GAP.to_owned());
    let single = number.len() == 1 && number.chars().all(|digit| digit.is_ascii_digit());
    let zero = if single { "0" } else { "" };
    format!("{zero}{number}/{}", said(notation).unwrap_or_else(|| GAP.to_owned()))
}

/// `(Kèm theo Quyết định số 05/QĐ-SNV ngày 02 tháng 01 năm 2024 của Giám đốc Sở Nội vụ)` (annex I, III.1).
pub fn attached_to(document: &OfficialDocument, of: &str) -> String {
    let number = bare_number(document.number.as_deref(), document.notation.as_deref());
    let (kind, of) = (line(&document.kind), line(of));
    format!("(Kèm theo {kind} số {number} {} của {of})", written_day(document.issued))
}

/// `Lạng Sơn, ngày 02 tháng 01 năm 2024`: a zero before days below 10 and the months 1 and 2 (annex I, II.4).
pub fn place_and_day(place: &str, issued: Issued) -> String {
    format!("{}, {}", line(place), written_day(issued))
}

fn written_day(issued: Issued) -> String {
    match issued {
        Issued::On(day) => {
            // The months from 3 to 9 cannot be forged into another by a digit before them.
            let month = day.format(if chrono::Datelike::month(&day) < 3 { "%m" } else { "%-m" });
            format!("ngày {} tháng {month} năm {}", day.format("%d"), day.format("%Y"))
        }
        Issued::In(year) => format!("ngày{GAP}tháng{GAP}năm {year}"),
    }
}

/// The text with the mark that ends the contents of a document: `./.`
pub fn ended(text: &str) -> String {
    let bare = text.trim_end_matches(['.', '/', ';', ',', ' ']);
    format!("{bare}./.")
}

/// A counting number as Romans wrote it.
pub fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest = rest.saturating_sub(value);
        }
    }
    written
}

/// The letter of the point with this number, counted from 1; behind `y` comes `aa`.
pub fn letter(number: usize) -> String {
    let place = number.saturating_sub(1);
    let count = LETTERS.chars().count();
    let letter = LETTERS.chars().cycle().nth(place % count).unwrap_or('a');
    std::iter::repeat_n(letter, place / count + 1).collect()
}
