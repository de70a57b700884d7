//! A unit as other answers name it.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::by_id::{Reference, References};
use super::store::{self, NameRow};
use crate::core::groups::group;
use crate::db::{Connection, Error};

/// A unit as other answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitReference {
    /// The unit's id; it never changes.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    pub code: String,
    /// Its name today, unless the member that names it says another day; the first name before its first day, the last
    /// name after its last day.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    pub name: String,
}

impl Reference for UnitReference {
    fn id(&self) -> Uuid {
        self.id
    }

    fn unnamed(id: Uuid) -> Self {
        Self { id, code: String::new(), name: String::new() }
    }
}

impl UnitReference {
    /// A unit as of a day.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn find(conn: &Connection, id: Uuid, day: NaiveDate) -> Result<Self, Error> {
        Self::list(conn, &[id], day).await?.pop().ok_or(Error::NotFound)
    }

    /// A unit as of a day, where one is named and there.
    pub async fn find_optional(
        conn: &Connection,
        id: Option<Uuid>,
        day: NaiveDate,
    ) -> Result<Option<Self>, Error> {
        Ok(Self::list(conn, id.as_slice(), day).await?.pop())
    }

    /// Units as of a day, for an answer that names many; an id may stand there several times.
    pub async fn find_all(
        conn: &Connection,
        ids: impl IntoIterator<Item = Uuid>,
        day: NaiveDate,
    ) -> Result<References<Self>, Error> {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        Ok(Self::list(conn, &ids, day).await?.into_iter().collect())
    }

    /// Units as of a day, by code.
    pub async fn list(conn: &Connection, ids: &[Uuid], day: NaiveDate) -> Result<Vec<Self>, Error> {
        let names = store::list_unit_names(conn, ids).await?;
        let by_unit = names.chunk_by(|one, other| one.0 == other.0);
        Ok(by_unit.filter_map(|names| on_day(names, day)).collect())
    }
}

/// The names that units had through time, for an answer whose entries are of several days.
pub struct UnitNames(HashMap<Uuid, Vec<NameRow>>);

impl UnitNames {
    /// The names of units.
    pub async fn find(conn: &Connection, ids: impl IntoIterator<Item = Uuid>) -> Result<Self, Error> {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let names = store::list_unit_names(conn, &ids).await?.into_iter().map(|name| (name.0, name));
        Ok(Self(group(names)))
    }

    /// A unit as of a day.
    #[must_use]
    pub fn on(&self, id: Uuid, day: NaiveDate) -> UnitReference {
        let found = self.0.get(&id).and_then(|names| on_day(names, day));
        found.unwrap_or_else(|| UnitReference::unnamed(id))
    }
}

/// The last name that began by then; before the first one, the first.
fn on_day(names: &[NameRow], day: NaiveDate) -> Option<UnitReference> {
    let (id, code, name, _) = names.iter().rfind(|(.., starts_on)| *starts_on <= day).or(names.first())?;
    Some(UnitReference { id: *id, code: code.clone(), name: name.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_has_its_first_name_before_its_first_day_and_its_last_name_for_good() {
        let day = |day: &str| day.parse().unwrap();
        let name = |name: &str, from| (Uuid::nil(), "A".to_owned(), name.to_owned(), day(from));
        let names = [name("first", "2020-01-01"), name("second", "2025-07-01")];
        let on = |text: &str| on_day(&names, day(text)).unwrap().name;
        assert_eq!(
            ["2019-12-31", "2020-01-01", "2025-06-30", "2025-07-01", "2099-01-01"].map(on),
            ["first", "first", "first", "second", "second"]
        );
        assert_eq!(on_day(&[], day("2020-01-01")), None);
    }
}
