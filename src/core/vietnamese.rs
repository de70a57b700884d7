//! Vietnamese text: one composed form to keep, one folded form to search and sort by.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in composed form (NFC), trimmed: what is stored and answered.
#[must_use]
pub fn composed(text: &str) -> String {
    text.trim().nfc().collect()
}

/// The text in composed form (NFC) and otherwise untouched: what a password is taken as, however it was typed.
#[must_use]
pub fn as_typed(text: &str) -> String {
    text.nfc().collect()
}

/// The text in lower case, without accents, đ as d, with single spaces: `Đại Từ` and `dai  tu` are the same.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
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
            ("  Phòng  Thi đua –  Khen thưởng ", "phong thi dua – khen thuong"),
            ("", ""),
        ] {
            assert_eq!(folded(text), expected);
        }
    }

    #[test]
    fn decomposed_input_is_composed() {
        assert_eq!(composed(" So\u{31b}\u{309} "), "Sở");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_blind_to_composition(text in "\\PC{0,40}") {
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
            prop_assert_eq!(folded(&text.nfd().collect::<String>()), folded(&composed(&text)));
        }
    }
}
