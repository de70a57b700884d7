//! What of an exemplar is public (Law 91/2025/QH15 on the protection of personal data: what somebody agreed to, and no more).

use uuid::Uuid;

use crate::core::vietnamese::folded;
use crate::features::people::rules::SubjectKind;

/// The most letters of a title in a link.
const LINK_LETTERS: usize = 80;
/// How many digits of the id a link ends with.
const ID_DIGITS: usize = 12;

/// What is shown of an exemplar beside its title and its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicParts {
    /// Who it is, and where.
    pub name: bool,
    /// The picture.
    pub picture: bool,
    /// The award.
    pub award: bool,
}

/// Whether somebody has to agree before it is published: people do, and households, which are people.
#[must_use]
pub const fn needs_consent(kind: SubjectKind) -> bool {
    match kind {
        SubjectKind::Person | SubjectKind::Household => true,
        SubjectKind::Unit => false,
    }
}

/// What is public of an exemplar of this kind, by the consent that holds; none where nothing is.
#[must_use]
pub const fn public_parts(kind: SubjectKind, consent: Option<PublicParts>) -> Option<PublicParts> {
    if needs_consent(kind) { consent } else { Some(PublicParts { name: true, picture: true, award: true }) }
}

/// The name of an exemplar in links: the words of its title without accents, and the end of its id, which makes it unique.
#[must_use]
pub fn link_of(title: &str, id: Uuid) -> String {
    let plain: String = folded(title)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' })
        .collect();
    let mut link = String::new();
    for word in plain.split_whitespace() {
        if link.len() + word.len() > LINK_LETTERS {
            break;
        }
        link.push_str(word);
        link.push('-');
    }
    let digits = id.simple().to_string();
    link + digits.get(digits.len().saturating_sub(ID_DIGITS)..).unwrap_or_default()
}
