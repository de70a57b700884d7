//! Who worked on a thing: none of them judges it.

use uuid::Uuid;

/// The people who wrote, changed or submitted a thing since it was last decided on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Writers(pub Vec<Uuid>);

impl From<Vec<Option<Uuid>>> for Writers {
    fn from(all: Vec<Option<Uuid>>) -> Self {
        Self(all.into_iter().flatten().collect())
    }
}

impl Writers {
    /// These and one more.
    #[must_use]
    pub fn and(mut self, writer: Option<Uuid>) -> Self {
        self.0.extend(writer.filter(|writer| !self.0.contains(writer)));
        self
    }

    /// Whether somebody is one of them; nobody is none.
    #[must_use]
    pub fn include(&self, person: Option<Uuid>) -> bool {
        person.is_some_and(|person| self.0.contains(&person))
    }
}
