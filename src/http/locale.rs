//! Two languages: Vietnamese unless the caller asks for English.

use actix_web::http::header::{AcceptLanguage, LanguageTag, Quality};

/// A language in which the service speaks to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Tiếng Việt, the default.
    Vietnamese,
    /// English.
    English,
}

impl Locale {
    /// The language's tag, as `Content-Language` and `?lang=` say it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }

    /// Chooses by `Accept-Language`: the better weight wins, Vietnamese when they are equal or absent.
    #[must_use]
    pub fn accepted(header: Option<&AcceptLanguage>) -> Self {
        let weight =
            |language| header.and_then(|header| weight_of(header, language)).unwrap_or(Quality::ZERO);
        if weight("en") > weight("vi") { Self::English } else { Self::Vietnamese }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub struct BilingualText {
    /// English.
    pub en: &'static str,
    /// Tiếng Việt.
    pub vi: &'static str,
}

impl BilingualText {
    /// The text in one language.
    #[must_use]
    pub const fn in_locale(self, locale: Locale) -> &'static str {
        match locale {
            Locale::English => self.en,
            Locale::Vietnamese => self.vi,
        }
    }
}

/// The highest weight the header gives to a language, `en-GB` counting as `en`.
fn weight_of(header: &AcceptLanguage, language: &str) -> Option<Quality> {
    let is_meant = |tag: &LanguageTag| tag.primary_language().eq_ignore_ascii_case(language);
    let items = header.0.iter().filter(|item| item.item.item().is_some_and(is_meant));
    items.map(|item| item.quality).max()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{ACCEPT_LANGUAGE, Header};
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn vietnamese_unless_english_is_preferred() {
        for (header, expected) in [
            (None, Locale::Vietnamese),
            (Some("en"), Locale::English),
            (Some("en-GB,vi;q=0.9"), Locale::English),
            (Some("vi,en"), Locale::Vietnamese),
            (Some("en;q=0"), Locale::Vietnamese),
            (Some("fr;q=banana,,;"), Locale::Vietnamese),
        ] {
            let request = TestRequest::default();
            let request = header
                .map_or(TestRequest::default(), |header| request.insert_header((ACCEPT_LANGUAGE, header)));
            let parsed = AcceptLanguage::parse(&request.to_srv_request()).ok();
            assert_eq!(Locale::accepted(parsed.as_ref()), expected, "{header:?}");
        }
    }
}
