//! Councils, and who sits in them from which day on.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{council_compositions, council_members, councils, users};
use crate::features::councils::rules::MemberPosition;
use crate::{insert_rows, text_columns};

text_columns!(MemberPosition);

/// A council.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = councils)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Council {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub name: String,
    pub recuses_own_unit: bool,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Who sits in a council from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = council_compositions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Composition {
    pub id: Uuid,
    pub council_id: Uuid,
    pub starts_on: NaiveDate,
    pub decision_number: String,
    pub decided_on: NaiveDate,
    pub document_id: Option<Uuid>,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// A member, with the name of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub user_id: Uuid,
    /// Its name for people.
    pub name: String,
    /// The person it is, where the account says so.
    pub person_id: Option<Uuid>,
    /// What the member is there.
    pub position: MemberPosition,
}

/// Which councils a list shows.
#[derive(Debug, Default)]
pub struct CouncilFilter {
    /// Only those of these units; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// Only those of these units, as well.
    pub units: Option<Vec<Uuid>>,
}

/// A council.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_council(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Council, Error> {
    Ok(councils::table.find(id).select(Council::as_select()).first(&mut conn).await?)
}

/// A council, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_council(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Council, Error> {
    Ok(councils::table.find(id).for_no_key_update().select(Council::as_select()).first(tx).await?)
}

/// Councils, the last written first, before an id, a page at a time.
pub async fn list_councils(
    mut conn: &AsyncPgConnection,
    filter: &CouncilFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Council>, Error> {
    let query = councils::table.select(Council::as_select()).into_boxed();
    let mut query = page.only_updated(query, councils::updated_at);
    for units in [&filter.readable, &filter.units].into_iter().flatten() {
        query = query.filter(councils::unit_id.eq_any(units));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(councils::id.lt(before));
    }
    Ok(query.order(councils::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes a council.
pub async fn create_council(tx: &mut AsyncPgConnection, new: &Council) -> Result<(), Error> {
    diesel::insert_into(councils::table).values(new.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites what can change of a locked council.
pub async fn update_council(tx: &mut AsyncPgConnection, council: &Council) -> Result<(), Error> {
    diesel::update(councils::table.find(council.id))
        .set((
            councils::name.eq(&council.name),
            councils::recuses_own_unit.eq(council.recuses_own_unit),
            councils::version.eq(council.version),
            councils::updated_at.eq(council.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes who sits in a locked council from a day on.
///
/// # Errors
/// Constraint `composition_already_there`.
pub async fn add_composition(
    tx: &mut AsyncPgConnection,
    new: &Composition,
    members: &[(Uuid, MemberPosition)],
) -> Result<(), Error> {
    use council_members::{composition_id, position, user_id};
    diesel::insert_into(council_compositions::table).values(new.clone()).execute(tx).await?;
    let row = |(member, own): &(Uuid, MemberPosition)| {
        (composition_id.eq(new.id), user_id.eq(*member), position.eq(*own))
    };
    insert_rows!(council_members::table, members.iter().map(row).collect::<Vec<_>>(), tx);
    Ok(())
}

/// The compositions of some councils, each council's last one first.
pub async fn list_compositions(
    mut conn: &AsyncPgConnection,
    council_ids: &[Uuid],
) -> Result<Vec<Composition>, Error> {
    use council_compositions::{council_id, starts_on};
    let own = council_compositions::table.filter(council_id.eq_any(council_ids));
    let own = own.order((council_id, starts_on.desc())).limit(1000).select(Composition::as_select());
    Ok(own.load(&mut conn).await?)
}

/// A composition.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_composition(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Composition, Error> {
    Ok(council_compositions::table.find(id).select(Composition::as_select()).first(&mut conn).await?)
}

/// Who sits in a council on a day.
pub async fn composition_on(
    mut conn: &AsyncPgConnection,
    council: Uuid,
    day: NaiveDate,
) -> Result<Option<Composition>, Error> {
    use council_compositions::{council_id, starts_on};
    let own = council_compositions::table.filter(council_id.eq(council)).filter(starts_on.le(day));
    let last = own.order(starts_on.desc()).select(Composition::as_select());
    Ok(last.first(&mut conn).await.optional()?)
}

/// The members of some compositions, in the order of their names, with the composition of each.
pub async fn list_members(
    mut conn: &AsyncPgConnection,
    composition_ids: &[Uuid],
) -> Result<Vec<(Uuid, Member)>, Error> {
    let own = council_members::table
        .inner_join(users::table.on(users::id.eq(council_members::user_id)))
        .filter(council_members::composition_id.eq_any(composition_ids))
        .order((council_members::composition_id, users::display_name, users::id));
    let rows: Vec<(Uuid, Uuid, String, Option<Uuid>, MemberPosition)> = own
        .select((
            council_members::composition_id,
            users::id,
            users::display_name,
            users::person_id,
            council_members::position,
        ))
        .load(&mut conn)
        .await?;
    let member = |(composition, user_id, name, person_id, position)| {
        (composition, Member { user_id, name, person_id, position })
    };
    Ok(rows.into_iter().map(member).collect())
}

/// What some councils are called.
pub async fn list_council_names(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, String)>, Error> {
    let own = councils::table.filter(councils::id.eq_any(ids));
    Ok(own.select((councils::id, councils::name)).load(&mut conn).await?)
}
