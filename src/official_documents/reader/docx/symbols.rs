//! Letters that are written as elements.

use crate::official_documents::package::Element;

/// Fonts whose letters are pictures.
const PICTURES: &[&str] = &["Symbol", "Wingdings", "Webdings"];
const BULLET: char = '\u{b7}';

/// The letter that an element stands for; none where it stands for none that can be read.
pub fn letter(element: &Element<'_>) -> Option<char> {
    match element.name() {
        "br" | "cr" => Some('\n'),
        "tab" | "ptab" => Some('\t'),
        "noBreakHyphen" => Some('-'),
        // Numerator and denominator of a formula follow each other.
        "den" => Some('/'),
        "sym" => symbol(element),
        _ => None,
    }
}

/// The letter of a font (ECMA-376, part 1, 17.3.3.30). Pictures have no letter, but the bullet among them has.
fn symbol(element: &Element<'_>) -> Option<char> {
    let code = u32::from_str_radix(element.attribute("char")?.trim(), 16).ok()?;
    let font = element.attribute("font").unwrap_or_default();
    let is_picture = (0xF000..=0xF0FF).contains(&code) || PICTURES.iter().any(|name| font.starts_with(name));
    let letter = char::from_u32(if is_picture { code & 0xFF } else { code })?;
    match (is_picture, font == "Symbol" && letter == BULLET) {
        (true, false) => None,
        (true, true) => Some('•'),
        (false, _) => Some(letter),
    }
}
