//! Names of files: as senders give them, and as downloads carry them.

use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::core::vietnamese::{composed, is_invisible, vietnamese_letter};

/// The longest name of a file that is kept, in characters.
const NAME_MAX: usize = 255;

/// The name that a part of a form gives its file: `filename*` in UTF-8 where there is one (RFC 5987), else `filename`.
pub(super) fn name_in(disposition: &ContentDisposition) -> Option<String> {
    let parameters = &disposition.parameters;
    let extended = parameters.iter().find_map(|parameter| match parameter {
        DispositionParam::FilenameExt(name) => decoded(name),
        _ => None,
    });
    let plain = || {
        parameters.iter().find_map(|parameter| match parameter {
            DispositionParam::Filename(name) => Some(name.clone()),
            _ => None,
        })
    };
    safe_name(&extended.or_else(plain)?)
}

fn decoded(name: &ExtendedValue) -> Option<String> {
    match &name.charset {
        Charset::Ext(charset) if charset.eq_ignore_ascii_case("utf-8") => {
            String::from_utf8(name.value.clone()).ok()
        }
        Charset::Iso_8859_1 => Some(name.value.iter().copied().map(char::from).collect()),
        _ => None,
    }
}

/// A name without a path and without letters that can't be shown. A sign that parts folders is a hyphen where it stands in
/// a number, as in `12/KH-UBND.pdf`; `None` where nothing is left.
#[must_use]
pub fn safe_name(given: &str) -> Option<String> {
    let shown: String =
        given.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter)).collect();
    let parts: Vec<&str> = shown.split(['/', '\\']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_step = |part: &&str| part.chars().all(|letter| letter == '.') || part.ends_with(':');
    let is_path = shown.contains('\\') || shown.starts_with('/') || parts.iter().any(is_step);
    let named: Vec<&str> = parts.into_iter().filter(|part| !is_step(part)).collect();
    let name = if is_path { named.last().map(ToString::to_string)? } else { named.join("-") };
    // Dots around a name hide it, or its ending.
    let name: String = composed(name.trim_matches(['.', ' '])).chars().take(NAME_MAX).collect();
    (!name.is_empty()).then_some(name)
}

/// The name for a download (RFC 6266): in letters of any language for browsers, and in ASCII for programs that know no
/// other.
#[must_use]
pub fn attachment(name: &str) -> ContentDisposition {
    let extended = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(in_ascii(name)), DispositionParam::FilenameExt(extended)],
    }
}

/// The name without accents; a letter that has no other form is an underscore.
fn in_ascii(name: &str) -> String {
    let plain = |letter: char| match vietnamese_letter(letter) {
        'Đ' => 'D',
        'đ' => 'd',
        '"' | '\\' | '%' => '_',
        letter if letter.is_ascii_graphic() || letter == ' ' => letter,
        _ => '_',
    };
    name.nfd().filter(|letter| !is_combining_mark(*letter)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_path() {
        for (given, expected) in [
            ("../../x.pdf", Some("x.pdf")),
            ("C:\\Users\\An\\Báo cáo.docx", Some("Báo cáo.docx")),
            ("/tmp/a.txt", Some("a.txt")),
            ("12/KH-UBND.pdf", Some("12-KH-UBND.pdf")),
            ("02/CT/UBND.pdf", Some("02-CT-UBND.pdf")),
            ("a\u{202e}fdp.exe\r\n", Some("afdp.exe")),
            ("So\u{31b}\u{309}.txt", Some("Sở.txt")),
            ("..", None),
            (".htaccess", Some("htaccess")),
            ("x.pdf. .", Some("x.pdf")),
            ("\u{200b} ", None),
        ] {
            assert_eq!(safe_name(given).as_deref(), expected, "{given:?}");
        }
    }

    #[test]
    fn a_form_names_its_file_in_any_letters() {
        for (header, expected) in [
            (
                "form-data; name=\"file\"; filename=\"a.txt\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.txt",
                "Báo cáo.txt",
            ),
            ("form-data; name=\"file\"; filename*=utf-8''%C4%90.txt", "Đ.txt"),
            ("form-data; name=\"file\"; filename*=iso-8859-1''%e9.txt", "é.txt"),
            ("form-data; name=\"file\"; filename=\"a.txt\"; filename*=koi8-r''%C1.txt", "a.txt"),
        ] {
            let header = header.parse().unwrap();
            let disposition = ContentDisposition::from_raw(&header).unwrap();
            assert_eq!(name_in(&disposition).as_deref(), Some(expected), "{header:?}");
        }
    }

    #[test]
    fn a_download_has_a_name_for_every_program() {
        assert_eq!(
            attachment("Đề án \"1\".pdf").to_string(),
            "attachment; filename=\"De an _1_.pdf\"; filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n%20%221%22.pdf"
        );
    }
}
