//! Vietnamese text: one composed form to keep, one folded form to search and sort by.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in composed form (NFC), trimmed and without invisible letters: what is stored and answered.
#[must_use]
pub fn composed(text: &str) -> String {
    let visible: String = text.chars().filter(|letter| !is_invisible(*letter)).nfc().collect();
    visible.trim().to_owned()
}

/// The text that replaces another, composed, or that other one where there is none.
#[must_use]
pub fn composed_or(new: Option<&str>, own: &str) -> String {
    new.map_or_else(|| own.to_owned(), composed)
}

/// A letter that is never seen and never parts words: it would hide a name from every search, or turn the letters after it
/// around (Unicode: soft hyphen, zero-width letters, marks of direction).
#[must_use]
pub const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\0' | '\u{ad}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// The Vietnamese letter that is meant by a letter that looks like it: Đ is typed as the Icelandic Ð (U+00D0) and the
/// African Ɖ (U+0189) in real documents.
#[must_use]
pub const fn vietnamese_letter(letter: char) -> char {
    match letter {
        '\u{d0}' | '\u{189}' => 'Đ',
        '\u{f0}' | '\u{256}' => 'đ',
        other => other,
    }
}

/// The text in composed form (NFC) and otherwise untouched: what a password is taken as, however it was typed.
#[must_use]
pub fn as_typed(text: &str) -> String {
    text.nfc().collect()
}

/// The text in lower case, without accents and invisible letters, every đ as d, with single spaces: `Đại Từ` and
/// `dai  tu` are the same.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter) && !is_invisible(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if vietnamese_letter(letter) == 'đ' { 'd' } else { letter })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_case_and_spaces_fold_away() {
        for (text, expected) in [
            ("Sở Nội vụ tỉnh Lạng Sơn", "so noi vu tinh lang son"),
            ("ĐÌNH LẬP", "dinh lap"),
            ("\u{d0}ÌNH \u{189}ỨC đ\u{f0}\u{256}", "dinh duc ddd"),
            ("Sở\u{200b} Nội\u{ad} v\u{2060}ụ\u{202e}", "so noi vu"),
            ("  Phòng  Thi đua –  Khen thưởng ", "phong thi dua – khen thuong"),
            ("", ""),
        ] {
            assert_eq!(folded(text), expected);
        }
    }

    #[test]
    fn decomposed_input_is_composed() {
        assert_eq!(composed(" So\u{31b}\u{309} "), "Sở");
        assert_eq!(composed("\u{feff} bao-cao\u{202e}fdp.exe \u{200b}"), "bao-caofdp.exe");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_blind_to_composition(text in "\\PC{0,40}") {
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
            prop_assert_eq!(folded(&text.nfd().collect::<String>()), folded(&composed(&text)));
        }
    }
}
