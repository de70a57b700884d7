//! From what the reader read to what a draft says. Nothing is added and nothing is cut: a document that says more than
//! a campaign can hold is refused.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::core::context::Ids;
use crate::features::campaigns::rules::contents::{
    CampaignContent, Contents, MOST_CONTENTS, MOST_LETTERS, MOST_LEVELS, ORDINAL_MAX,
};
use crate::features::campaigns::rules::{
    Assignment, Charter, MOST_LEGAL_BASES, MOST_PROVISIONS, Motto, Provisions, Recipient, RecipientChannel,
    Signatory,
};
use crate::http::problem::MOST_FAULTS;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::reader::{self, Channel, Confidence, Finding, Missing, Reading};

type Found = [Finding<reader::ContentItem>];

/// What the document says beside contents and citations.
pub fn charter(reading: &Reading, unit_id: Uuid) -> Charter {
    let signatory = &reading.signatory;
    let authority = signatory.authority.as_ref().map(|found| &found.value);
    let (starts_on, ends_on) = days(reading);
    Charter {
        title: value(reading.title.as_ref()),
        theme: value(reading.theme.as_ref()),
        starts_on,
        ends_on,
        signatory: Signatory {
            name: value(signatory.name.as_ref()),
            position: value(signatory.position.as_ref()),
            authority: authority.map(|of| format!("{}. {}", of.prefix, of.of).trim().to_owned()),
        },
        provisions: provisions(reading),
        ..Charter::of(unit_id)
    }
}

/// First and last day, as far as they may be trusted: a hint is no statement, and days that contradict each other are
/// left to the officer.
fn days(reading: &Reading) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let trusted = |found: &Option<Finding<NaiveDate>>| {
        found.as_ref().filter(|found| found.confidence > Confidence::Low).map(|found| found.value)
    };
    match (trusted(&reading.starts_on), trusted(&reading.ends_on)) {
        (Some(starts_on), Some(ends_on)) if ends_on < starts_on => (None, None),
        days => days,
    }
}

/// What the draft lacks because the document does not say it clearly.
pub fn missing(reading: &Reading) -> Vec<Missing> {
    let (starts_on, ends_on) = days(reading);
    let mut missing = reading.missing.clone();
    for (day, lack) in [(starts_on, Missing::StartsOn), (ends_on, Missing::EndsOn)] {
        if day.is_none() && !missing.contains(&lack) {
            missing.push(lack);
        }
    }
    missing
}

fn provisions(reading: &Reading) -> Provisions {
    let motto = |found: &Finding<reader::Motto>| Motto {
        text: found.value.text.clone(),
        attributed_to: found.value.attributed_to.clone(),
    };
    let assignment = |found: &Finding<reader::Assignment>| Assignment {
        assignee: found.value.assignee.clone(),
        text: found.value.text.clone(),
    };
    let recipient = |found: &Finding<reader::Recipient>| Recipient {
        text: found.value.text.clone(),
        channel: match found.value.channel {
            Channel::Direct => RecipientChannel::Direct,
            Channel::Ioffice => RecipientChannel::Ioffice,
            Channel::Email => RecipientChannel::Email,
            Channel::Website => RecipientChannel::Website,
            Channel::Archive => RecipientChannel::Archive,
        },
    };
    Provisions {
        mottoes: reading.mottoes.iter().map(motto).collect(),
        assignments: reading.assignments.iter().map(assignment).collect(),
        recipients: reading.recipients.iter().map(recipient).collect(),
        ..Provisions::default()
    }
}

/// The content tree, parents before children.
pub fn contents(reading: &Reading, ids: &Ids) -> Contents {
    let mut tree = Tree { ids, contents: Vec::new(), ordinals: HashSet::new() };
    tree.grow(&reading.content_items, None);
    Contents(tree.contents)
}

struct Tree<'a> {
    ids: &'a Ids,
    contents: Vec<CampaignContent>,
    ordinals: HashSet<String>,
}

impl Tree<'_> {
    fn grow(&mut self, items: &Found, parent_id: Option<Uuid>) {
        for (found, place) in items.iter().zip(1..) {
            let (id, item) = (self.ids.next(), &found.value);
            let says_nothing = item.title.is_none() && item.text.is_none();
            let ordinal = self.unique(&item.ordinal);
            self.contents.push(CampaignContent {
                id,
                parent_id,
                place,
                ordinal,
                title: item.title.clone(),
                text: if says_nothing { Some(found.quote.clone()) } else { item.text.clone() },
                indicators: Vec::new(),
            });
            self.grow(&item.children, Some(id));
        }
    }

    /// The printed numbering; where a document prints it twice, the second one is marked.
    fn unique(&mut self, printed: &str) -> String {
        let printed = if printed.is_empty() { "-" } else { printed };
        let again = (2..).map(|time| format!("{printed} ({time})"));
        let mut written = std::iter::once(printed.to_owned()).chain(again);
        let free = written.find(|ordinal| !self.ordinals.contains(ordinal)).unwrap_or_default();
        self.ordinals.insert(free.clone());
        free
    }
}

/// Refuses a document that says more than a campaign can hold; every excess at once.
///
/// # Errors
/// 422.
pub fn check_limits(reading: &Reading) -> Result<(), Problem> {
    let mut limits = Limits(Vec::new());
    limits.text("/title", reading.title.as_ref().map(|found| &found.value), 1_000);
    limits.text("/issuer/name", reading.issuer.as_ref().map(|found| &found.value), 200);
    limits.text("/document/number", reading.document.number.as_ref().map(|found| &found.value), 11);
    limits.text("/document/notation", reading.document.notation.as_ref().map(|found| &found.value), 30);
    limits.text("/theme", reading.theme.as_ref().map(|found| &found.value), 5_000);
    limits.text("/signatory/name", reading.signatory.name.as_ref().map(|found| &found.value), 100);
    limits.text("/signatory/position", reading.signatory.position.as_ref().map(|found| &found.value), 200);
    limits.text(
        "/signatory/authority",
        reading.signatory.authority.as_ref().map(|found| &found.value.of),
        190,
    );
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
        limits.0.push(Violation::at("/contentItems", Code::wrong_count).with("limit", MOST_CONTENTS));
    }
    if contents(reading, &Ids::default()).letters() > MOST_LETTERS {
        limits.0.push(Violation::at("/contentItems", Code::contents_too_long).with("limit", MOST_LETTERS));
    }
    if limits.0.is_empty() {
        return Ok(());
    }
    limits.0.truncate(MOST_FAULTS);
    Err(Problem::new(Code::document_too_rich).with("count", limits.0.len()).with_faults(limits.0))
}

struct Limits(Vec<Violation>);

type Texts<'a> = Vec<(&'static str, Option<&'a String>, usize)>;

impl Limits {
    fn text(&mut self, pointer: &str, text: Option<&String>, limit: usize) {
        if text.is_some_and(|text| text.chars().nth(limit).is_some()) {
            self.0.push(Violation::at(pointer, Code::too_long).with("limit", limit));
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
            self.0.push(Violation::at(pointer, Code::wrong_count).with("limit", limit));
        }
        for (place, finding) in found.iter().enumerate().take(limit) {
            for (member, text, limit) in texts(&finding.value) {
                self.text(&format!("{pointer}/{place}{member}"), text, limit);
            }
        }
    }

    /// Answers how many contents there are.
    fn contents(&mut self, pointer: &str, found: &Found, level: usize) -> usize {
        if level > MOST_LEVELS && !found.is_empty() {
            self.0.push(Violation::at(pointer, Code::content_too_deep).with("limit", MOST_LEVELS));
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

fn value<T: Clone>(found: Option<&Finding<T>>) -> Option<T> {
    found.map(|found| found.value.clone())
}
