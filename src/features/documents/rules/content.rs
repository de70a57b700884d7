//! What is known of a document: number and sign in five grammars, the year of issue, and what makes two references one.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::crypto;
use crate::core::vietnamese::vietnamese_letter;
use crate::official_documents::reader::{Sign, whole_sign};
use crate::text_enum;

/// The most characters of a number (Decree 30/2020/NĐ-CP, annex VI: `CodeNumber`).
const NUMBER_MAX: usize = 11;
/// The most characters of a sign (the same annex: `CodeNotation`).
const NOTATION_MAX: usize = 30;
/// Years in which a document may have been issued.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

text_enum! {
    /// How urgent a document is: Decree 30/2020/NĐ-CP knows three marks.
    pub enum Urgency {
        /// Not marked.
        Normal = "NORMAL",
        /// Khẩn.
        Urgent = "URGENT",
        /// Thượng khẩn.
        VeryUrgent = "VERY_URGENT",
        /// Hỏa tốc.
        Flash = "FLASH",
    }
}

/// A file that is the document or belongs to it, wherever it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentFile {
    /// Its name.
    #[schema(max_length = 255, format = "line", example = "phat-dong-2023.txt")]
    pub name: String,
    /// Its media type.
    #[schema(
        min_length = 3,
        max_length = 127,
        pattern = "^[a-z0-9.+-]+/[a-z0-9.+-]+$",
        example = "text/plain"
    )]
    pub media_type: String,
    /// Its length in bytes.
    #[schema(format = "count", example = 9487)]
    pub bytes: u64,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    #[schema(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub sha256: String,
}

/// The files of a document, as one column keeps them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentFiles(pub Vec<DocumentFile>);

impl TryFrom<Value> for DocumentFiles {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value).map(Self)
    }
}

/// What is known of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentContent {
    /// The printed name of its type.
    pub document_type: Option<String>,
    /// Who issued it.
    pub issuer_name: Option<String>,
    /// The issuer's agency code.
    pub issuer_code: Option<String>,
    /// The digits before the first separator.
    pub number: Option<String>,
    /// The sign without number and year.
    pub notation: Option<String>,
    /// The year of issue.
    pub year: Option<i32>,
    /// Number and sign as printed.
    pub display: Option<String>,
    /// The day of issue.
    pub issued_on: Option<NaiveDate>,
    /// What it is about (trích yếu).
    pub subject: Option<String>,
    /// Who signed.
    pub signer_name: Option<String>,
    /// The signer's position.
    pub signer_position: Option<String>,
    /// On whose behalf, as printed: `TM. ỦY BAN NHÂN DÂN`.
    pub signer_authority: Option<String>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Where it can be read.
    pub link: Option<String>,
    /// Its files.
    pub files: Vec<DocumentFile>,
}

#[expect(clippy::derivable_impls, reason = "the macro that declares the values takes no marks")]
impl Default for Urgency {
    fn default() -> Self {
        Self::Normal
    }
}

/// What is wrong with a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceFault {
    /// The printed number and sign fit none of the five grammars.
    Unreadable,
    /// A number without a sign, or a sign without a number.
    Half,
    /// Number and sign differ from what is printed.
    Differs,
    /// The year stated, the year within the number and that of the day of issue are not one, or none between 1900 and
    /// 2999.
    WrongYear,
}

/// Why a registered document is not made to say something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionRefusal {
    /// That is registered already, under this id.
    Registered(Uuid),
    /// A launched campaign, an amendment or a reorganisation rests on what it says.
    ReliedOn,
}

impl DocumentFile {
    /// A file that came with these bytes.
    #[must_use]
    pub fn of(name: Option<&str>, media_type: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.unwrap_or("van-ban").to_owned(),
            media_type: media_type.to_owned(),
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: crypto::to_hex(&crypto::sha256(&[bytes])),
        }
    }
}

impl DocumentContent {
    /// The content with number, sign, year and printed form made to agree: each is taken from the others where it is
    /// missing.
    ///
    /// # Errors
    /// Where they contradict each other.
    pub fn reconcile(mut self) -> Result<Self, ReferenceFault> {
        // A sign is compared letter by letter, so Đ is written in one way.
        for part in [&mut self.number, &mut self.notation, &mut self.display].into_iter().flatten() {
            *part = part.chars().map(vietnamese_letter).collect();
        }
        let printed = match self.display.as_deref() {
            Some(display) => Some(whole_sign(display).ok_or(ReferenceFault::Unreadable)?),
            None => None,
        };
        let printed_year = printed.as_ref().and_then(|sign| sign.year);
        match (self.number.take(), self.notation.take(), printed) {
            (None, None, None) => {}
            (None, None, Some(sign)) => self.take(sign),
            (Some(number), Some(notation), Some(sign)) => {
                if (&number, &notation) != (&sign.number, &sign.notation) {
                    return Err(ReferenceFault::Differs);
                }
                self.take(sign);
            }
            (Some(number), Some(notation), None) => {
                let sign = whole_sign(&print_sign(&number, &notation)).ok_or(ReferenceFault::Unreadable)?;
                if (&number, &notation) != (&sign.number, &sign.notation) {
                    return Err(ReferenceFault::Unreadable);
                }
                self.take(sign);
            }
            _ => return Err(ReferenceFault::Half),
        }
        let is_too_long = |text: &Option<String>, limit| {
            text.as_ref().is_some_and(|text| text.chars().nth(limit).is_some())
        };
        if is_too_long(&self.notation, NOTATION_MAX) || is_too_long(&self.number, NUMBER_MAX) {
            return Err(ReferenceFault::Unreadable);
        }
        self.year = self.year.or(self.issued_on.map(|day| day.year()));
        let others = [printed_year, self.issued_on.map(|day| day.year())];
        let agrees = |year: i32| YEARS.contains(&year) && others.iter().flatten().all(|other| *other == year);
        if self.year.is_none_or(agrees) { Ok(self) } else { Err(ReferenceFault::WrongYear) }
    }

    fn take(&mut self, sign: Sign) {
        self.number = Some(sign.number);
        self.notation = Some(sign.notation);
        self.display = Some(sign.display);
        self.year = self.year.or(sign.year);
    }

    /// Whether it is a normative document, whose number says the year: `62/2020/NĐ-CP`, `06/2022/QH15`.
    #[must_use]
    pub fn is_normative(&self) -> bool {
        self.display.as_deref().and_then(whole_sign).is_some_and(|sign| sign.year.is_some())
    }

    /// What tells it apart from others: what a launched campaign that cites it relies on.
    #[must_use]
    pub fn identity(&self) -> Self {
        Self { urgency: Urgency::Normal, link: None, files: Vec::new(), issuer_code: None, ..self.clone() }
    }

    /// Whether all four are known that make a document unique (Decree 30/2020/NĐ-CP, article 15).
    #[must_use]
    pub fn is_identified(&self) -> bool {
        self.issuer_name.is_some() && self.year.is_some() && self.number.is_some() && self.notation.is_some()
    }
}

/// Number and sign as they are printed without a year: `02/CT-UBND`, and `34-CT/TW` as the Party writes.
fn print_sign(number: &str, notation: &str) -> String {
    let separator = if notation.contains('/') { '-' } else { '/' };
    format!("{number}{separator}{notation}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(display: &str) -> DocumentContent {
        DocumentContent { display: Some(display.to_owned()), ..DocumentContent::default() }
    }

    #[test]
    fn all_five_grammars_are_taken_apart() {
        for (display, number, notation, year) in [
            ("02/CT-UBND", "02", "CT-UBND", None),
            ("05/BNV-VP", "05", "BNV-VP", None),
            ("62/2020/NĐ-CP", "62", "NĐ-CP", Some(2020)),
            ("06/2022/QH15", "06", "QH15", Some(2022)),
            ("34-CT/TW", "34", "CT/TW", None),
        ] {
            let content = printed(display).reconcile().unwrap();
            let parts = (content.number.as_deref(), content.notation.as_deref(), content.year);
            assert_eq!(parts, (Some(number), Some(notation), year), "{display}");
            assert_eq!(content.display.as_deref(), Some(display));
        }
    }

    #[test]
    fn parts_are_put_together_as_they_are_printed() {
        let of = |number: &str, notation: &str| DocumentContent {
            number: Some(number.to_owned()),
            notation: Some(notation.to_owned()),
            ..DocumentContent::default()
        };
        assert_eq!(of("02", "CT-UBND").reconcile().unwrap().display.as_deref(), Some("02/CT-UBND"));
        assert_eq!(of("34", "CT/TW").reconcile().unwrap().display.as_deref(), Some("34-CT/TW"));
        assert_eq!(of("34", "!").reconcile().unwrap_err(), ReferenceFault::Unreadable);
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        assert_eq!(printed("không số").reconcile().unwrap_err(), ReferenceFault::Unreadable);
        let half = DocumentContent { number: Some("02".to_owned()), ..DocumentContent::default() };
        assert_eq!(half.reconcile().unwrap_err(), ReferenceFault::Half);
        let other = DocumentContent {
            number: Some("03".to_owned()),
            notation: Some("CT-UBND".to_owned()),
            ..printed("02/CT-UBND")
        };
        assert_eq!(other.reconcile().unwrap_err(), ReferenceFault::Differs);
        let late =
            DocumentContent { issued_on: NaiveDate::from_ymd_opt(2021, 1, 1), ..printed("62/2020/NĐ-CP") };
        assert_eq!(late.reconcile().unwrap_err(), ReferenceFault::WrongYear);
    }

    #[test]
    fn the_year_comes_from_the_day_and_identifies_the_document() {
        let content = DocumentContent {
            issued_on: NaiveDate::from_ymd_opt(2023, 1, 13),
            issuer_name: Some("Chủ tịch UBND tỉnh".to_owned()),
            ..printed("02/CT-UBND")
        };
        assert!(!content.is_identified());
        let content = content.reconcile().unwrap();
        assert_eq!(content.year, Some(2023));
        assert!(content.is_identified());
    }
}
