//! The head of a document: issuer, number, place and date, name of the type, abstract (Decree 30/2020/NĐ-CP, article 8
//! and annex I, II.1 to II.5).

use super::letterhead::{Letterhead, heading, is_national, read_day, read_number};
use super::line::Line;
use super::lines::Lines;
use super::model::{Confidence, Finding};
use super::numbering::marker;
use super::properties;
use super::title::{read_title, untyped_title};
use super::words::{begins_like_agency, folded, is_upper, lowered, says};

/// Organs that act for the body above them.
const ORGANS: &[&str] = &["ban thuong vu", "ban chap hanh", "ban giam hieu", "ban giam doc", "doan chu tich"];

/// How many lines at the top may be a head.
const MOST_LINES: usize = 60;

/// Reads the head.
pub fn read(setting: &Lines) -> Letterhead {
    let lines = setting.lines.get(..MOST_LINES).unwrap_or(&setting.lines);
    let mut found = Letterhead::default();
    let mut names = Vec::new();
    let first = first_landmark(lines).unwrap_or(0);
    for (place, line) in lines.iter().enumerate() {
        let heading = heading(&line.text);
        let is_national = is_national(&line.text);
        found.is_official |= is_national;
        if is_national || read_number(line, &mut found) || read_day(line, &mut found) {
            found.end = place.saturating_add(1);
        } else if opens_letter_title(&line.text) || heading.is_some() {
            read_title(setting, place, heading, &mut found);
            read_behind_title(lines, &mut found);
            break;
        } else if names.len() < 8 && is_issuing_name(&line.text, place, first) {
            names.push(place);
        } else if place >= first {
            break;
        }
    }
    let above = names.into_iter().filter(|place| *place < found.end.max(1));
    let above: Vec<(usize, &Line)> = above.filter_map(|place| Some((place, lines.get(place)?))).collect();
    let notation = found.document.notation.as_ref().map(|notation| notation.value.as_str());
    found.issuer = issuer(&above, notation);
    if found.title.is_none() && found.kind.is_none() {
        untyped_title(setting, &mut found);
    }
    properties::fill_in(lines.get(..first).unwrap_or_default(), &mut found);
    found
}

/// The first line that only a head has. What stands above it, on a website, is a table about the document.
fn first_landmark(lines: &[Line]) -> Option<usize> {
    lines.iter().position(|line| is_national(&line.text) || heading(&line.text).is_some())
}

fn opens_letter_title(text: &str) -> bool {
    text.to_lowercase().starts_with("v/v")
}

/// The name of an issuer, or of the body above it: in capitals, or short and like an agency's.
fn is_issuing_name(text: &str, place: usize, first: usize) -> bool {
    let near = place.saturating_add(6) >= first;
    let named = place < first
        && begins_like_agency(text)
        && text.chars().count() < 80
        && !text.contains([':', '.', ';', '“', '"'])
        && !says(&lowered(text), "thi đua");
    near && marker(text).is_none() && (is_upper(text) || named)
}

/// A letter has its day below `V/v`.
fn read_behind_title(lines: &[Line], found: &mut Letterhead) {
    for line in lines.iter().skip(found.end).take(3) {
        let is_national = is_national(&line.text);
        found.is_official |= is_national;
        if !(is_national || read_number(line, found) || read_day(line, found)) {
            break;
        }
        found.end = found.end.saturating_add(1);
    }
}

/// The name of the issuer is the last that begins like an agency's; above it stands the body it belongs to. An organ of
/// an association acts in the association's name.
fn issuer(names: &[(usize, &Line)], notation: Option<&str>) -> Option<Finding<String>> {
    let is_organ = |line: &Line| ORGANS.contains(&folded(&line.text).as_str());
    let names = match names {
        [above @ .., (_, last)] if is_organ(last) && !above.is_empty() => above,
        names => names,
    };
    // `ỦY BAN NHÂN DÂN` + `XÃ PHÚ LÂM`: the place belongs to the line above.
    let is_place = |place: usize, line: &Line| {
        let lower = lowered(&line.text);
        let begins = ["xã ", "phường ", "đặc khu ", "thị trấn "].iter().any(|word| lower.starts_with(word));
        let above = place.checked_sub(1).and_then(|above| names.get(above));
        begins && above.is_some_and(|(_, above)| begins_like_agency(&above.text))
    };
    let is_own = |place: &usize| {
        let name = names.get(*place).map(|(_, line)| line);
        name.is_some_and(|line| begins_like_agency(&line.text) && !is_place(*place, line))
    };
    let first = (0..names.len()).rev().find(is_own)?;
    let (start, own) = names.get(first)?;
    let together = (*start..).zip(names.get(first..)?).take_while(|(place, (at, _))| place == at);
    let quote = together.map(|(_, (_, line))| line.text.as_str()).collect::<Vec<_>>().join(" ");
    // `UBND TỈNH HÒA LẠC` + `VĂN PHÒNG`: an office has no name but that of the body above.
    let body = first.checked_sub(1).and_then(|above| names.get(above));
    if let Some((_, above)) = body.filter(|_| folded(&quote) == "van phong") {
        let value = format!("{quote} {}", above.text);
        let quote = format!("{} {quote}", above.text);
        return Some(Finding { value, quote, line: above.number, confidence: Confidence::High });
    }
    // `SỞ GD&ĐT TỈNH SÔNG HẢI – TRƯỜNG THPT ĐỒI THÔNG` names the body above and the issuer on one line.
    // Two issue one document together: `KHLT`, `KHPH`.
    if notation.is_some_and(is_joint) {
        return Some(Finding { value: quote.clone(), quote, line: own.number, confidence: Confidence::High });
    }
    let last = [" – ", " — ", " - "].iter().find_map(|dash| Some(quote.rsplit_once(dash)?.1));
    let value = last.filter(|name| begins_like_agency(name)).unwrap_or(&quote).to_owned();
    Some(Finding { quote, value, line: own.number, confidence: Confidence::High })
}

fn is_joint(notation: &str) -> bool {
    let kind = notation.split(['-', '/']).next().unwrap_or("");
    kind.chars().count() > 2 && ["LT", "PH"].iter().any(|joint| kind.ends_with(joint))
}
