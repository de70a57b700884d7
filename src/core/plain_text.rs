//! Plain text from bytes, in the encodings in which Vietnamese offices keep it.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1258};
use serde::Serialize;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The encoding of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TextEncoding {
    /// UTF-8, with or without its mark.
    #[serde(rename = "UTF_8")]
    Utf8,
    /// UTF-16, in either order of bytes, with or without its mark.
    #[serde(rename = "UTF_16")]
    Utf16,
    /// Windows' code page for Vietnamese, found by its letters.
    #[serde(rename = "WINDOWS_1258")]
    Windows1258,
}

/// A text and the encoding it was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedText {
    /// The text, without a byte order mark.
    pub text: String,
    /// Its encoding.
    pub encoding: TextEncoding,
}

/// The text of bytes; `None` where they are in no encoding that is known.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<DecodedText> {
    if let Some(order) = utf_16(bytes) {
        return decode_as(order, bytes, TextEncoding::Utf16);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Without its mark, UTF-16 is known by its zeros; other zeros are of a binary file.
        let text = text.trim_start_matches('\u{feff}').to_owned();
        return (!text.contains('\0')).then_some(DecodedText { text, encoding: TextEncoding::Utf8 });
    }
    let decoded = decode_as(WINDOWS_1258, bytes, TextEncoding::Windows1258)?;
    let text: String = decoded.text.nfc().collect();
    is_vietnamese(&text).then_some(DecodedText { text, ..decoded })
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], name: TextEncoding) -> Option<DecodedText> {
    let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
    let is_text = !has_errors && !text.contains('\0');
    is_text.then(|| DecodedText { text: text.into_owned(), encoding: name })
}

/// The order of UTF-16's bytes: by its mark, or by the zeros beside Latin letters.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let (pairs, rest) = bytes.as_chunks::<2>();
    let zeros = |place: usize| pairs.iter().filter(|pair| pair.get(place) == Some(&0)).count();
    let (high, low) = (zeros(0), zeros(1));
    let is_many = |count: usize| count.saturating_mul(4) > pairs.len();
    match rest {
        [] if low == 0 && is_many(high) => Some(UTF_16BE),
        [] if high == 0 && is_many(low) => Some(UTF_16LE),
        _ => None,
    }
}

/// Every tone found its vowel, and there are letters that only Vietnamese has: another code page would show neither.
fn is_vietnamese(text: &str) -> bool {
    let is_own = |letter: char| matches!(letter, '\u{1ea0}'..='\u{1ef9}');
    let is_strange = |letter: char| {
        is_combining_mark(letter) || (letter.is_control() && !letter.is_whitespace()) || letter == '\u{fffd}'
    };
    text.chars().any(is_own) && !text.chars().any(is_strange)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Số: 12/KH-SNV\nPhát động phong trào thi đua “Kỷ cương”";

    #[test]
    fn every_encoding_gives_the_same_text() {
        let marked = format!("\u{feff}{TEXT}");
        let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), TextEncoding::Utf8),
            (marked.as_bytes().to_vec(), TextEncoding::Utf8),
            (little(&marked), TextEncoding::Utf16),
            (big(&marked), TextEncoding::Utf16),
            (little(TEXT), TextEncoding::Utf16),
            (big(TEXT), TextEncoding::Utf16),
            (windows_1258(TEXT), TextEncoding::Windows1258),
        ] {
            assert_eq!(decode(&bytes), Some(DecodedText { text: TEXT.to_owned(), encoding }));
        }
    }

    #[test]
    fn bytes_of_other_encodings_are_refused() {
        for bytes in
            [&b"S\xf4\xe9"[..], b"S\0o\0x", b"\xff\xfeS", b"caf\xe9 cr\xe8me", b"\x80\x81\x82", b"a\0b"]
        {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }

    /// As Windows writes it: tones behind their vowels, circumflex, breve and horn within the letter.
    fn windows_1258(text: &str) -> Vec<u8> {
        let letters: String = text.chars().flat_map(loose_tone).collect();
        let (bytes, _, has_errors) = WINDOWS_1258.encode(&letters);
        assert!(!has_errors);
        bytes.into_owned()
    }

    fn loose_tone(letter: char) -> Vec<char> {
        let parts: Vec<char> = std::iter::once(letter).nfd().collect();
        let is_tone = |part: &char| matches!(part, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
        let (tones, base): (Vec<char>, Vec<char>) = parts.into_iter().partition(is_tone);
        base.into_iter().nfc().chain(tones).collect()
    }
}
