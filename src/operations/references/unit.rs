//! A unit as other answers name it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::by_id::{Reference, References};
use super::store;
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
    /// Its name on the day of the answer, or of the event the answer is about; the first name before its first day, the
    /// last name after its last day.
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

    /// A unit as of a day, where one is named.
    pub async fn find_optional(
        conn: &Connection,
        id: Option<Uuid>,
        day: NaiveDate,
    ) -> Result<Option<Self>, Error> {
        Ok(Self::find_all(conn, id, day).await?.find(id))
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
        let rows = store::list_units(conn, ids, day).await?;
        Ok(rows.into_iter().map(|(id, code, name)| Self { id, code, name }).collect())
    }
}
