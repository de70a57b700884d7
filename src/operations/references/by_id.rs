//! The references of one answer, read at once for all its entries.

use std::collections::HashMap;

use uuid::Uuid;

/// A thing as answers about other things name it.
pub trait Reference: Clone {
    /// The thing's id.
    fn id(&self) -> Uuid;

    /// A thing of which only the id is known.
    fn unnamed(id: Uuid) -> Self;
}

/// References by id.
#[derive(Debug, Clone)]
pub struct References<T>(HashMap<Uuid, T>);

impl<T> Default for References<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Reference> FromIterator<T> for References<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        Self(things.into_iter().map(|thing| (thing.id(), thing)).collect())
    }
}

impl<T: Reference> References<T> {
    /// A thing that was looked for; foreign keys see to it that there is one.
    #[must_use]
    pub fn get(&self, id: Uuid) -> T {
        self.0.get(&id).cloned().unwrap_or_else(|| T::unnamed(id))
    }

    /// A thing, where one is named.
    #[must_use]
    pub fn find(&self, id: Option<Uuid>) -> Option<T> {
        id.map(|id| self.get(id))
    }

    /// Whether there is such a thing.
    #[must_use]
    pub fn contains(&self, id: Uuid) -> bool {
        self.0.contains_key(&id)
    }
}
