//! Who signs, and where the end of a document begins (Decree 30/2020/NĐ-CP, annex I, II.7).

use chrono::NaiveDate;

use super::letterhead::day_of_issue;
use super::line::Line;
use super::model::{Confidence, Finding, Signatory};
use super::numbering::marker;
use super::words::{begins_like_agency, begins_with_word, folded, is_upper, lowered, starts_capital};

const POSITIONS: &[&str] = &[
    "giam doc",
    "pho giam doc",
    "chu tich",
    "pho chu tich",
    "hieu truong",
    "pho hieu truong",
    "bo truong",
    "thu truong",
    "thu tuong",
    "pho thu tuong",
    "chanh van phong",
    "pho chanh van phong",
    "truong phong",
    "pho truong phong",
    "truong ban",
    "pho truong ban",
    "cuc truong",
    "pho cuc truong",
    "chi cuc truong",
    "pho chi cuc truong",
    "bi thu",
    "pho bi thu",
    "tong giam doc",
    "pho tong giam doc",
    "vien truong",
    "chanh an",
    "chanh thanh tra",
    "vu truong",
    "pho vu truong",
    "thuong truc",
    "uy vien",
    "tong bien tap",
    "quyen giam doc",
    "truong tram",
    "chi huy truong",
    "truong khoa",
    "giam thi",
    "to truong",
    "chu nhiem",
    "pho chu nhiem",
    "tong bi thu",
    "truong doan",
    "doi truong",
];

/// Ranks of the army and the police that stand before a name.
const RANKS: &[&str] = &[
    "Đại tướng",
    "Thượng tướng",
    "Trung tướng",
    "Thiếu tướng",
    "Đại tá",
    "Thượng tá",
    "Trung tá",
    "Thiếu tá",
    "Đại úy",
    "Thượng úy",
    "Trung úy",
    "Kỹ sư",
    "Bác sĩ",
    "Thạc sĩ",
    "Tiến sĩ",
];

const PREFIXES: &[&str] = &["TM", "KT", "TL", "TUQ", "Q", "T/M", "K/T", "T/L"];

/// A line that names an office: `PHÓ GIÁM ĐỐC`, `CHỦ TỊCH`.
pub fn is_position(text: &str) -> bool {
    let folded = folded(text);
    let named =
        |name: &&str| folded.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    folded.len() < 70 && POSITIONS.iter().any(named)
}

/// A line that begins with an authority prefix: the prefix, and in whose name.
fn authority(text: &str) -> Option<(&str, &str)> {
    let (prefix, of) = match text.strip_prefix("T.M") {
        Some(of) => ("TM", of.trim_start_matches('.')),
        None => text.split_once(['.', ' '])?,
    };
    let of = of.trim();
    (PREFIXES.contains(&prefix) && is_upper(of)).then_some((prefix, of))
}

fn is_signing(text: &str) -> bool {
    authority(text).is_some() || (is_upper(text) && marker(text).is_none() && is_position(text))
}

/// The line that heads the recipients.
pub fn heads_recipients(text: &str) -> bool {
    begins_with_word(&lowered(text), "nơi nhận")
}

/// The index of the first line of the end: signature and recipients, in either order.
pub fn tail_start(lines: &[Line], body: usize) -> usize {
    let behind = |place: &usize| *place >= body;
    let recipients = lines.iter().rposition(|line| heads_recipients(&line.text)).filter(behind);
    let opens_bases = |place: usize| {
        let below = lines.iter().skip(place.saturating_add(1)).take(3);
        below
            .map(|line| lowered(&line.text))
            .any(|line| ["căn cứ", "theo đề nghị", "xét đề nghị"].iter().any(|word| line.starts_with(word)))
    };
    // Above its legal bases a decision names the office that decides.
    let signs =
        |place: &usize| lines.get(*place).is_some_and(|line| is_signing(&line.text)) && !opens_bases(*place);
    let signing = (0..lines.len()).rev().find(signs).filter(behind);
    let Some(start) = recipients.or(signing) else { return lines.len() };
    let above = lines.get(body..start).unwrap_or_default().iter().rev().take(8);
    // What is signed above the recipients belongs to the end as well, down from its first line.
    let reach = above
        .enumerate()
        .take_while(|(_, line)| is_signing(&line.text) || is_mark(&line.text) || is_name(&line.text));
    let signed = reach.filter(|(_, line)| is_signing(&line.text)).last();
    start.saturating_sub(signed.map_or(0, |(above, _)| above.saturating_add(1)))
}

/// `Quảng Lâm, ngày 01 tháng 01 năm 2026` right above the signature, where letters and calls are dated: its index, and
/// the day unless it is yet to be written.
pub fn day_above(lines: &[Line], body: usize, start: usize) -> Option<(usize, Option<Finding<NaiveDate>>)> {
    let place = start.checked_sub(1).filter(|place| *place >= body)?;
    let (is_day, day) = day_of_issue(lines.get(place)?);
    is_day.then_some((place, day))
}

/// Where an annex begins behind the end.
pub fn is_annex(text: &str) -> bool {
    is_upper(text) && folded(text).starts_with("phu luc")
}

/// `(Đã ký)`, `(Ký tên, đóng dấu)`.
fn is_mark(text: &str) -> bool {
    let folded = folded(text);
    folded.contains("da ky") || folded.contains("ky ten") || folded.contains("dong dau")
}

/// Two to six capitalised words of letters: a person's name as printed under a signature.
fn is_name(text: &str) -> bool {
    let name = name_of(text);
    let words: Vec<&str> = name.split(' ').collect();
    let named = words.iter().all(|word| starts_capital(word) && word.chars().all(char::is_alphabetic));
    let is_body = is_upper(name) && begins_like_agency(name);
    (2..=6).contains(&words.len()) && named && !is_position(name) && !is_body && text.chars().count() < 60
}

/// The name without the degrees and ranks before it: `BSCKII. Bùi Văn Thí Dụ`, `Đại tá Lê Văn A`.
fn name_of(text: &str) -> &str {
    let mut name = text.trim();
    while let Some((degree, rest)) = name.split_once('.') {
        let is_degree = (1..=8).contains(&degree.chars().count())
            && starts_capital(degree)
            && degree.chars().all(char::is_alphanumeric);
        if !is_degree {
            break;
        }
        name = rest.trim_start_matches([' ', ',']);
    }
    let rank = RANKS.iter().find_map(|rank| name.strip_prefix(rank)).filter(|rest| rest.starts_with(' '));
    rank.map_or(name, str::trim_start)
}

/// Reads the signature from the lines of the end.
pub fn read(tail: &[Line]) -> Signatory {
    let mut found = Signatory::default();
    let mut authority_ends = None;
    let plain = |line: &Line| !line.text.starts_with(['-', '–', '•', '+', '*']);
    let lines = (0_usize..).zip(tail).take_while(|(_, line)| !is_annex(&line.text));
    for (place, line) in lines.filter(|(_, line)| plain(line)) {
        if let Some((prefix, of)) = authority(&line.text) {
            if prefix == "Q" && found.position.is_none() {
                // `Q. GIÁM ĐỐC` is the position itself, held for the time being.
                found.position = Some(printed(line, of.to_owned()));
            }
            // What follows an authority that was passed over says nothing of the one before.
            if found.authority.is_none() || authority_ends == Some(place) {
                add_authority(&mut found, line);
                authority_ends = Some(place.saturating_add(1));
            }
        } else if is_upper(&line.text) && is_position(&line.text) {
            found.position.get_or_insert_with(|| printed(line, line.text.clone()));
        } else if is_name(&line.text)
            && (found.position.is_some() || found.authority.is_some())
            && found.name.is_none()
        {
            found.name = Some(printed(line, name_of(&line.text).to_owned()));
        }
    }
    found
}

/// `TM. ỦY BAN NHÂN DÂN` and `KT. CHỦ TỊCH` below it say one authority.
fn add_authority(found: &mut Signatory, line: &Line) {
    match found.authority.as_mut() {
        Some(above) => {
            above.value = format!("{} {}", above.value, line.text);
            above.quote = format!("{} {}", above.quote, line.text);
        }
        None => found.authority = Some(printed(line, line.text.clone())),
    }
}

fn printed(line: &Line, value: String) -> Finding<String> {
    Finding { value, quote: line.text.clone(), line: line.number, confidence: Confidence::High }
}

/// A line of the end that belongs to the signature, not to the recipients.
pub fn is_of_signature(line: &Line) -> bool {
    is_signing(&line.text) || is_mark(&line.text) || is_name(&line.text)
}
