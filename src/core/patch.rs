//! One member of a merge patch (RFC 7396).

use serde::{Deserialize, Deserializer};

/// What a merge patch says of a member that may be empty: absent keeps it, null clears it, a value sets it. The member
/// carries `#[serde(default)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// The member stays as it is.
    #[default]
    Keep,
    /// The member becomes empty.
    Clear,
    /// The member becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// What the member is afterwards.
    pub fn apply(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The same patch of another type.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(convert(value)),
        }
    }

    /// The new value, where there is one.
    pub const fn as_set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// Whether the member stays as it is.
    #[must_use]
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Changes {
        #[serde(default)]
        name: Patch<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        for (body, patch, after) in [
            ("{}", Patch::Keep, Some("old")),
            (r#"{"name": null}"#, Patch::Clear, None),
            (r#"{"name": "new"}"#, Patch::Set("new".to_owned()), Some("new")),
        ] {
            let changes: Changes = serde_json::from_str(body).unwrap();
            assert_eq!(changes, Changes { name: patch }, "{body}");
            assert_eq!(changes.name.apply(Some("old".to_owned())).as_deref(), after, "{body}");
        }
    }
}
