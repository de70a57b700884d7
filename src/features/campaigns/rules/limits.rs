//! Limits of a campaign, checked against what the reader read.

use super::imported::contents;
use crate::core::context::Ids;
use crate::features::campaigns::rules::contents::{MOST_CONTENTS, MOST_LETTERS, MOST_LEVELS, ORDINAL_MAX};
use crate::features::campaigns::rules::{MOST_LEGAL_BASES, MOST_PROVISIONS};
use crate::http::Code;
use crate::official_documents::reader::{self, Finding, Reading};

type Found = [Finding<reader::ContentItem>];

/// More than a campaign can hold: where the reading says it, and the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// The place, as a JSON pointer.
    pub pointer: String,
    /// What is too much.
    pub code: Code,
    /// The limit.
    pub limit: usize,
}

/// Everything in which a document says more than a campaign can hold.
#[must_use]
pub fn excesses(reading: &Reading) -> Vec<Excess> {
    let mut limits = Excesses(Vec::new());
    limits.text("/title", reading.title.as_ref().map(|found| &found.value), 1_000);
    limits.text("/issuer/name", reading.issuer.as_ref().map(|found| &found.value), 200);
    limits.text("/document/number", reading.document.number.as_ref().map(|found| &found.value), 11);
    limits.text("/document/notation", reading.document.notation.as_ref().map(|found| &found.value), 30);
    limits.text("/theme", reading.theme.as_ref().map(|found| &found.value), 5_000);
    limits.text("/signatory/name", reading.signatory.name.as_ref().map(|found| &found.value), 100);
    limits.text("/signatory/position", reading.signatory.position.as_ref().map(|found| &found.value), 200);
    limits.text("/signatory/authority", reading.signatory.authority.as_ref().map(|found| &found.value), 200);
    limits.list("/mottoes", &reading.mottoes, MOST_PROVISIONS, |motto| {
        vec![("/text", Some(&motto.text), 2_000), ("/attributedTo", motto.attributed_to.as_ref(), 200)]
    });
    limits.list("/legalBases", &reading.legal_bases, MOST_LEGAL_BASES, |cited| {
        vec![
            ("/type", cited.kind.as_ref(), 100),
            ("/number", cited.number.as_ref(), 11),
            ("/notation", cited.notation.as_ref(), 30),
            ("/display", Some(&cited.display), if cited.number.is_some() { 60 } else { 2_000 }),
            ("/issuerName", cited.issuer.as_ref(), 200),
        ]
    });
    limits.list("/assignments", &reading.assignments, MOST_PROVISIONS, |of| {
        vec![("/assignee", of.assignee.as_ref(), 500), ("/text", Some(&of.text), 20_000)]
    });
    limits.list("/recipients", &reading.recipients, MOST_PROVISIONS, |of| {
        vec![("/text", Some(&of.text), 1_000)]
    });
    let count = limits.contents("/contentItems", &reading.content_items, 1);
    if count > MOST_CONTENTS {
        limits.push("/contentItems", Code::wrong_count, MOST_CONTENTS);
    }
    if contents(reading, &Ids::default()).letters() > MOST_LETTERS {
        limits.push("/contentItems", Code::contents_too_long, MOST_LETTERS);
    }
    limits.0
}

struct Excesses(Vec<Excess>);

type Texts<'a> = Vec<(&'static str, Option<&'a String>, usize)>;

impl Excesses {
    fn push(&mut self, pointer: impl Into<String>, code: Code, limit: usize) {
        self.0.push(Excess { pointer: pointer.into(), code, limit });
    }

    fn text(&mut self, pointer: &str, text: Option<&String>, limit: usize) {
        if text.is_some_and(|text| text.chars().nth(limit).is_some()) {
            self.push(pointer, Code::too_long, limit);
        }
    }

    fn list<'a, T>(
        &mut self,
        pointer: &str,
        found: &'a [Finding<T>],
        limit: usize,
        texts: impl Fn(&'a T) -> Texts<'a>,
    ) {
        if found.len() > limit {
            self.push(pointer, Code::wrong_count, limit);
        }
        for (place, finding) in found.iter().enumerate().take(limit) {
            for (member, text, limit) in texts(&finding.value) {
                self.text(&format!("{pointer}/{place}{member}"), text, limit);
            }
        }
    }

    /// Checks contents and returns how many there are.
    fn contents(&mut self, pointer: &str, found: &Found, level: usize) -> usize {
        if level > MOST_LEVELS && !found.is_empty() {
            self.push(pointer, Code::content_too_deep, MOST_LEVELS);
            return found.len();
        }
        let mut count = found.len();
        for (place, finding) in found.iter().enumerate() {
            let (at, item) = (format!("{pointer}/{place}"), &finding.value);
            // Room for the mark of a numbering that is printed twice.
            self.text(&format!("{at}/ordinal"), Some(&item.ordinal), ORDINAL_MAX - 7);
            self.text(&format!("{at}/title"), item.title.as_ref(), 2_000);
            self.text(&format!("{at}/text"), item.text.as_ref(), 100_000);
            count += self.contents(&format!("{at}/children"), &item.children, level + 1);
        }
        count
    }
}
