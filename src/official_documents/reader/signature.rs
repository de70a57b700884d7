//! Who signs, and where the end of a document begins (Decree 30/2020/NĐ-CP, annex I, II.7).

use super::lines::Line;
use super::model::{Authority, Confidence, Finding, Signatory};
use super::numbering::marker;
use super::words::{begins_with_word, folded, is_upper, lowered, starts_capital};

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
    "truong doan",
    "doi truong",
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
fn authority(text: &str) -> Option<Authority> {
    let (prefix, of) = text.split_once(['.', ' '])?;
    let of = of.trim();
    (PREFIXES.contains(&prefix) && is_upper(of))
        .then(|| Authority { prefix: prefix.replace('/', ""), of: of.to_owned() })
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
    let signing = lines.iter().rposition(|line| is_signing(&line.text)).filter(behind);
    let Some(start) = recipients.or(signing) else { return lines.len() };
    let above = lines.get(body..start).unwrap_or_default().iter().rev().take(8);
    // What is signed above the recipients belongs to the end as well, down from its first line.
    let reach = above
        .enumerate()
        .take_while(|(_, line)| is_signing(&line.text) || is_mark(&line.text) || is_name(&line.text));
    let signed = reach.filter(|(_, line)| is_signing(&line.text)).last();
    start.saturating_sub(signed.map_or(0, |(above, _)| above.saturating_add(1)))
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
    let bare = ["ThS.", "TS.", "PGS.", "GS.", "BS."]
        .iter()
        .fold(text, |text, title| text.trim_start_matches(title).trim_start());
    let words: Vec<&str> = bare.split(' ').collect();
    let named = words.iter().all(|word| starts_capital(word) && word.chars().all(char::is_alphabetic));
    (2..=6).contains(&words.len()) && named && !is_position(bare) && text.chars().count() < 50
}

/// Reads the signature from the lines of the end.
pub fn read(tail: &[Line]) -> Signatory {
    let mut found = Signatory::default();
    let plain = |line: &&Line| !line.text.starts_with(['-', '–', '•', '+', '*']);
    for line in tail.iter().take_while(|line| !is_annex(&line.text)).filter(plain) {
        let finding = |value: String| printed(line, value);
        if let Some(authority) = authority(&line.text) {
            let Finding { quote, line, confidence, .. } = finding(String::new());
            found.authority.get_or_insert(Finding { value: authority, quote, line, confidence });
        } else if is_upper(&line.text) && is_position(&line.text) {
            found.position.get_or_insert_with(|| finding(line.text.clone()));
        } else if is_name(&line.text)
            && (found.position.is_some() || found.authority.is_some())
            && found.name.is_none()
        {
            found.name = Some(finding(line.text.clone()));
        }
    }
    // `TL. GIÁM ĐỐC` + `CHÁNH VĂN PHÒNG` names both; `Q. GIÁM ĐỐC` alone is the position itself.
    if found.position.is_none() {
        let acting = found.authority.as_ref().filter(|authority| authority.value.prefix == "Q");
        found.position = acting.map(|authority| Finding {
            value: authority.value.of.clone(),
            quote: authority.quote.clone(),
            line: authority.line,
            confidence: Confidence::High,
        });
    }
    found
}

fn printed(line: &Line, value: String) -> Finding<String> {
    Finding { value, quote: line.text.clone(), line: line.number, confidence: Confidence::High }
}

/// A line of the end that belongs to the signature, not to the recipients.
pub fn is_of_signature(line: &Line) -> bool {
    is_signing(&line.text) || is_mark(&line.text) || is_name(&line.text)
}
