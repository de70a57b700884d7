//! Two languages: Vietnamese unless the caller asks for English.

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
    pub fn accepted(header: Option<&str>) -> Self {
        let weight = |tag: &str| header.map_or(0.0, |header| weight_of(header, tag));
        if weight("en") > weight("vi") { Self::English } else { Self::Vietnamese }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Tiếng Việt.
    pub vi: &'static str,
}

impl Text {
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
fn weight_of(header: &str, language: &str) -> f32 {
    header
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';');
            let tag = parts.next()?.trim();
            let primary = tag.split('-').next()?;
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            primary.eq_ignore_ascii_case(language).then_some(weight)
        })
        .fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
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
            assert_eq!(Locale::accepted(header), expected, "{header:?}");
        }
    }
}
