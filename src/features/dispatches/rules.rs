//! Rules of dispatches: what a pushed document says, and what its file is taken for.

use crate::features::documents::rules::{DocumentContent, DocumentFile, ReferenceFault};
use crate::official_documents::reader::Verdict;
use crate::text_enum;

text_enum! {
    /// What the file of a pushed document is taken for.
    pub enum DispatchVerdict {
        /// A document that launches a campaign.
        Launch = "LAUNCH",
        /// It may launch one: look at the reasons.
        Uncertain = "UNCERTAIN",
        /// Something else.
        Other = "OTHER",
        /// The file can't be read, as a scan without a text layer.
        Unreadable = "UNREADABLE",
        /// No file came.
        NoFile = "NO_FILE",
    }
}

text_enum! {
    /// Why a launch became no draft.
    pub enum NoDraftReason {
        /// No unit has the name of the issuer, and the caller drafts campaigns for none or for several.
        UnitUnknown = "UNIT_UNKNOWN",
        /// The caller drafts no campaigns for the unit that launches.
        UnitOutOfReach = "UNIT_OUT_OF_REACH",
        /// It says more than a campaign can.
        TooRich = "TOO_RICH",
    }
}

impl From<Verdict> for DispatchVerdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Launch => Self::Launch,
            Verdict::Uncertain => Self::Uncertain,
            Verdict::Other => Self::Other,
        }
    }
}

/// A part of a push that can contradict the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferencePart {
    /// Number and sign of the reference itself.
    Sign,
    /// Number and sign as printed.
    Display,
    /// The day of issue.
    IssuedOn,
}

/// Everything that contradicts the reference: the content says issuer, year, number and sign as the reference does.
#[must_use]
pub fn reference_faults(content: &DocumentContent) -> Vec<(ReferencePart, ReferenceFault)> {
    let sign = DocumentContent { display: None, issued_on: None, ..content.clone() };
    let is_sign = sign.clone().reconcile().is_ok();
    let printed = DocumentContent { display: content.display.clone(), ..sign.clone() };
    // What the reference is not can't be compared with what is printed; whether that is a sign can be said.
    let printed = if is_sign { printed } else { DocumentContent { number: None, notation: None, ..printed } };
    let dated =
        DocumentContent { issued_on: content.issued_on, number: None, notation: None, ..sign.clone() };
    [(ReferencePart::Sign, sign), (ReferencePart::Display, printed), (ReferencePart::IssuedOn, dated)]
        .into_iter()
        .filter(|(part, _)| *part != ReferencePart::Display || content.display.is_some())
        .filter_map(|(part, content)| Some((part, content.reconcile().err()?)))
        .collect()
}

/// The files of a document: those that the push names behind the one that it brings, or where it does neither, those that are
/// registered.
#[must_use]
pub fn files(
    brought: Option<DocumentFile>,
    named: Option<Vec<DocumentFile>>,
    registered: &[DocumentFile],
) -> Vec<DocumentFile> {
    let Some(own) = brought else { return named.unwrap_or_else(|| registered.to_vec()) };
    let others = named.into_iter().flatten().filter(|file| file.sha256 != own.sha256).collect::<Vec<_>>();
    [own].into_iter().chain(others).collect()
}

/// What a registered document says after a push: the reference finds it, so its issuer stays written as it is, and so does what is
/// printed where the push does not say it.
#[must_use]
pub fn put_over(pushed: DocumentContent, registered: &DocumentContent) -> DocumentContent {
    DocumentContent {
        issuer_name: registered.issuer_name.clone(),
        display: pushed.display.or_else(|| registered.display.clone()),
        ..pushed
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn content(number: &str, notation: &str) -> DocumentContent {
        DocumentContent {
            issuer_name: Some("Chính phủ".to_owned()),
            year: Some(2020),
            number: Some(number.to_owned()),
            notation: Some(notation.to_owned()),
            ..DocumentContent::default()
        }
    }

    #[test]
    fn every_contradiction_is_found_at_its_place() {
        let with = |display: &str, day: Option<(i32, u32, u32)>| DocumentContent {
            display: Some(display.to_owned()),
            issued_on: day.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day)),
            ..content("62", "NĐ-CP")
        };
        assert_eq!(reference_faults(&content("62", "NĐ-CP")), []);
        assert_eq!(reference_faults(&with("62/2020/NĐ-CP", Some((2020, 6, 1)))), []);
        let year = (ReferencePart::IssuedOn, ReferenceFault::WrongYear);
        assert_eq!(reference_faults(&with("62/2020/NĐ-CP", Some((2021, 6, 1)))), [year]);
        let printed = |fault| (ReferencePart::Display, fault);
        assert_eq!(reference_faults(&with("63/NĐ-CP", None)), [printed(ReferenceFault::Differs)]);
        assert_eq!(reference_faults(&with("62/2021/NĐ-CP", None)), [printed(ReferenceFault::WrongYear)]);
        let wrong = DocumentContent { number: Some("?".to_owned()), ..with("?", Some((2021, 1, 1))) };
        let sign = (ReferencePart::Sign, ReferenceFault::Unreadable);
        assert_eq!(reference_faults(&wrong), [sign, printed(ReferenceFault::Unreadable), year]);
    }

    #[test]
    fn a_file_that_is_brought_stands_first_and_once() {
        let file = |name: &str, hash: &str| DocumentFile {
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 1,
            sha256: hash.to_owned(),
        };
        let (own, other) = (file("a.pdf", "aa"), file("b.pdf", "bb"));
        let registered = [other.clone()];
        assert_eq!(files(None, None, &registered), registered);
        assert_eq!(files(None, Some(Vec::new()), &registered), []);
        assert_eq!(files(Some(own.clone()), None, &registered), std::slice::from_ref(&own));
        let named = Some(vec![other.clone(), file("x.pdf", "aa")]);
        assert_eq!(files(Some(own.clone()), named, &[]), [own, other]);
    }

    #[test]
    fn what_the_reference_finds_keeps_its_names() {
        let registered =
            DocumentContent { display: Some("62/2020/NĐ-CP".to_owned()), ..content("62", "NĐ-CP") };
        let pushed = DocumentContent {
            issuer_name: Some("CHINH PHU".to_owned()),
            subject: Some("Về vị trí việc làm".to_owned()),
            ..content("62", "NĐ-CP")
        };
        let after = put_over(pushed, &registered);
        assert_eq!((&after.issuer_name, &after.display), (&registered.issuer_name, &registered.display));
        assert_eq!(after.subject.as_deref(), Some("Về vị trí việc làm"));
    }
}
