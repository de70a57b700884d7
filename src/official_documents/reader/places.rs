//! The findings of a reading as one list, and what it lacks.

use serde::Serialize;

use super::model::{Confidence, ContentItem, Finding, Missing, Reading};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FindingKind {
    /// The type's name.
    DocumentKind,
    /// The title.
    Title,
    /// The issuer.
    Issuer,
    /// The number.
    Number,
    /// The sign.
    Notation,
    /// The day of issue.
    IssuedOn,
    /// The signer's name.
    SignatoryName,
    /// The signer's position.
    SignatoryPosition,
    /// The authority prefix.
    SignatoryAuthority,
    /// The theme.
    Theme,
    /// A motto.
    Motto,
    /// The period's words.
    Period,
    /// The first day.
    StartsOn,
    /// The last day.
    EndsOn,
    /// The campaign above.
    ParentReference,
    /// A cited document.
    LegalBasis,
    /// An item of the content.
    ContentItem,
    /// A number that is to be reached.
    Target,
    /// A review.
    Review,
    /// How many are to be commended.
    AwardQuota,
    /// An assignment.
    Assignment,
    /// A recipient.
    Recipient,
}

/// One finding without its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingPlace {
    /// What it is about.
    pub kind: FindingKind,
    /// The printed words.
    pub text: String,
    /// The line of the input, from 1.
    pub line: usize,
    /// How far it may be trusted.
    pub confidence: Confidence,
}

impl Reading {
    /// Every finding, in the order of the fields.
    #[must_use]
    pub fn findings(&self) -> Vec<FindingPlace> {
        let mut list = List(Vec::new());
        list.add(FindingKind::DocumentKind, &self.kind);
        list.add(FindingKind::Title, &self.title);
        list.add(FindingKind::Issuer, &self.issuer);
        list.add(FindingKind::Number, &self.document.number);
        list.add(FindingKind::Notation, &self.document.notation);
        list.add(FindingKind::IssuedOn, &self.document.issued_on);
        list.add(FindingKind::SignatoryName, &self.signatory.name);
        list.add(FindingKind::SignatoryPosition, &self.signatory.position);
        list.add(FindingKind::SignatoryAuthority, &self.signatory.authority);
        list.add(FindingKind::Theme, &self.theme);
        list.add(FindingKind::Motto, &self.mottoes);
        list.add(FindingKind::Period, &self.period);
        list.add(FindingKind::StartsOn, &self.starts_on);
        list.add(FindingKind::EndsOn, &self.ends_on);
        list.add(FindingKind::ParentReference, &self.parent_reference);
        list.add(FindingKind::LegalBasis, &self.legal_bases);
        list.add_items(&self.content_items);
        list.add(FindingKind::Target, &self.targets);
        list.add(FindingKind::Review, &self.reviews);
        list.add(FindingKind::AwardQuota, &self.award_quotas);
        list.add(FindingKind::Assignment, &self.assignments);
        list.add(FindingKind::Recipient, &self.recipients);
        list.0
    }
}

struct List(Vec<FindingPlace>);

impl List {
    fn add<'a, T: 'a>(&mut self, kind: FindingKind, found: impl IntoIterator<Item = &'a Finding<T>>) {
        self.0.extend(found.into_iter().map(|finding| FindingPlace {
            kind,
            text: finding.quote.clone(),
            line: finding.line,
            confidence: finding.confidence,
        }));
    }

    fn add_items(&mut self, items: &[Finding<ContentItem>]) {
        for item in items {
            self.add(FindingKind::ContentItem, [item]);
            self.add(FindingKind::Target, &item.value.targets);
            self.add_items(&item.value.children);
        }
    }
}

/// What a reading lacks.
pub fn missing(reading: &Reading) -> Vec<Missing> {
    let lacks = [
        (Missing::Title, reading.title.is_none()),
        (Missing::Issuer, reading.issuer.is_none()),
        (Missing::Number, reading.document.number.is_none()),
        (Missing::Notation, reading.document.notation.is_none()),
        (Missing::IssuedOn, reading.document.issued_on.is_none()),
        (Missing::SignatoryName, reading.signatory.name.is_none()),
        (Missing::SignatoryPosition, reading.signatory.position.is_none()),
        (Missing::Theme, reading.theme.is_none()),
        (Missing::Mottoes, reading.mottoes.is_empty()),
        (Missing::StartsOn, reading.starts_on.is_none()),
        (Missing::EndsOn, reading.ends_on.is_none()),
        (Missing::ParentReference, reading.parent_reference.is_none()),
        (Missing::LegalBases, reading.legal_bases.is_empty()),
        (Missing::ContentItems, reading.content_items.is_empty()),
        (Missing::Assignments, reading.assignments.is_empty()),
        (Missing::Recipients, reading.recipients.is_empty()),
    ];
    lacks.into_iter().filter(|(_, lacking)| *lacking).map(|(missing, _)| missing).collect()
}
