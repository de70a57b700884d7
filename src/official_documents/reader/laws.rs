//! Documents cited by name: laws and the resolutions of a congress (Decree 30/2020/NĐ-CP, annex I, II.5).

use std::ops::Range;

use super::blocks::Block;
use super::dates::{Cursor, date};
use super::model::{Citation, Confidence, Finding};
use super::words::{ends_sentence, from, head, places_of, starts_capital, tail, upto};

/// A law's name stands between its type and its number: `Luật Thi đua, khen thưởng số 06/2022/QH15`.
pub fn law_before(text: &str, start: usize) -> Option<(usize, String, String)> {
    let before = tail(upto(text, start), 160).trim_end().strip_suffix("số")?;
    let kinds = ["Bộ luật ", "Luật ", "Pháp lệnh "];
    let (at, kind) = kinds.iter().filter_map(|kind| Some((before.rfind(kind)?, kind.trim_end()))).max()?;
    let name = from(before, at.saturating_add(kind.len())).trim();
    let begins = start.saturating_sub(tail(upto(text, start), 160).len()).saturating_add(at);
    let whole = !name.is_empty() && !name.contains([';', '.', ':', '“', '”']);
    whole.then(|| (begins, kind.to_owned(), name.to_owned()))
}

/// Citations without a number: laws go by their name (Decree 30/2020/NĐ-CP, annex I, II.5), resolutions of a congress
/// by the congress.
pub fn unnumbered(block: &Block) -> Vec<(usize, Finding<Citation>)> {
    let mut found = Vec::new();
    for kind in ["Luật", "Bộ luật", "Nghị quyết", "Pháp lệnh"] {
        for place in places_of(&block.text, kind) {
            let name_at = place.saturating_add(kind.len()).saturating_add(1);
            let name = head(from(&block.text, name_at), 160);
            let congress = ["Đại hội", "Hội nghị"].iter().any(|word| name.starts_with(word));
            let law =
                kind != "Nghị quyết" && starts_capital(name) && !upto(&block.text, place).ends_with("Bộ ");
            if congress || law {
                found.extend(
                    find_named(block, kind, place..name_at, name, congress).map(|citation| (place, citation)),
                );
            }
        }
    }
    found
}

fn find_named(
    block: &Block,
    kind: &str,
    lead: Range<usize>,
    name: &str,
    congress: bool,
) -> Option<Finding<Citation>> {
    let stops = [
        " ngày ",
        " năm ",
        " số ",
        " và các ",
        " về ",
        " đã ",
        " có ",
        ";",
        ".",
        ":",
        "“",
        "”",
        "\"",
        "(",
        ")",
    ];
    let stop = stops.iter().filter_map(|stop| name.find(stop)).min().unwrap_or(name.len());
    let comma = name.match_indices(", ").map(|(at, _)| at);
    let comma = comma.into_iter().find(|at| congress || starts_capital(from(name, at.saturating_add(2))));
    let name = upto(name, comma.map_or(stop, |comma| comma.min(stop))).trim_end_matches([',', ' ']);
    let mut end = lead.end.saturating_add(name.len());
    // A law with its number behind the name is found by the number.
    let mut cursor = Cursor::at(&block.lower, end);
    if name.is_empty() || cursor.take(&["số"]) {
        return None;
    }
    let issued_on = date(&mut cursor);
    end = if issued_on.is_some() { cursor.at } else { end };
    let citation = Citation {
        kind: Some(kind.to_owned()),
        number: None,
        year: None,
        notation: None,
        display: format!("{kind} {name}"),
        issued_on,
        issuer: congress.then(|| name.to_owned()),
        title: (!congress).then(|| name.to_owned()),
    };
    let whole = ends_sentence(from(&block.text, end)) || issued_on.is_some();
    Some(block.finding(lead.start..end, citation, if whole { Confidence::High } else { Confidence::Medium }))
}
