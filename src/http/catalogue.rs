//! What an error code is; the table of them stands in `codes`.

use super::locale::BilingualText;

pub use super::codes::Code;

/// What the catalogue says of a code.
#[derive(Debug)]
pub struct Row {
    /// The HTTP status of a problem with this code; rows of single violations say 400.
    pub status: u16,
    /// What it is, without particulars.
    pub title: BilingualText,
    /// What happened here; `{name}` stands for a parameter.
    pub detail: BilingualText,
    /// What the caller can do about it.
    pub fix: BilingualText,
}

/// Declares the codes from their one table.
#[macro_export]
macro_rules! error_codes {
    ($($code:ident $status:literal
        $title_en:literal / $title_vi:literal
        $detail_en:literal / $detail_vi:literal
        $fix_en:literal / $fix_vi:literal ;)+) => {
        /// A machine-readable error code, as it stands in `code` and in `/problems/{code}`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(non_camel_case_types, reason = "a code is written here exactly as it travels")]
        #[expect(missing_docs, reason = "the table below documents each code in both languages")]
        pub enum Code { $($code,)+ }

        impl serde::Serialize for Code {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The code as text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)+ }
            }

            /// The code's row.
            #[must_use]
            pub const fn row(self) -> &'static Row {
                match self { $(Self::$code => &Row {
                    status: $status,
                    title: BilingualText { en: $title_en, vi: $title_vi },
                    detail: BilingualText { en: $detail_en, vi: $detail_vi },
                    fix: BilingualText { en: $fix_en, vi: $fix_vi },
                },)+ }
            }

            /// The code with this text.
            #[must_use]
            pub fn find(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_in_both_languages_with_the_same_parameters() {
        for code in Code::ALL {
            let row = code.row();
            for text in [row.title, row.detail, row.fix] {
                assert!(!text.en.is_empty() && !text.vi.is_empty(), "{}", code.as_str());
                assert_eq!(parameters(text.en), parameters(text.vi), "{}", code.as_str());
                assert_eq!(crate::core::vietnamese::composed(text.vi), text.vi, "{}", code.as_str());
            }
        }
    }

    fn parameters(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        names.sort_unstable();
        names
    }
}
