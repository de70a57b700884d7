//! SQL of memberships and of the classes of positions.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Membership, ReportingClass};
use crate::db::Error;
use crate::db::schema::{memberships, reporting_classes};
use crate::insert_rows;

/// The memberships of people, each person's oldest first.
pub async fn list_memberships(
    mut conn: &AsyncPgConnection,
    person_ids: &[Uuid],
) -> Result<Vec<Membership>, Error> {
    Ok(memberships::table
        .filter(memberships::person_id.eq_any(person_ids))
        .order((memberships::person_id, memberships::starts_on))
        .select(Membership::as_select())
        .load(&mut conn)
        .await?)
}

/// Writes memberships.
///
/// # Errors
/// Constraint `person_is_in_another_unit`.
pub async fn create_memberships(tx: &mut AsyncPgConnection, rows: Vec<Membership>) -> Result<(), Error> {
    insert_rows!(memberships::table, rows, tx);
    Ok(())
}

/// Rewrites a membership.
///
/// # Errors
/// Constraint `person_is_in_another_unit`.
pub async fn update_membership(tx: &mut AsyncPgConnection, row: &Membership) -> Result<(), Error> {
    diesel::update(memberships::table.find(row.id))
        .set((
            memberships::unit_id.eq(row.unit_id),
            memberships::position.eq(&row.position),
            memberships::reporting_class_id.eq(row.reporting_class_id),
            memberships::starts_on.eq(row.starts_on),
            memberships::ends_before.eq(row.ends_before),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Gives memberships to another person.
pub async fn move_memberships(
    tx: &mut AsyncPgConnection,
    ids: &[Uuid],
    person_id: Uuid,
) -> Result<(), Error> {
    let rows = memberships::table.filter(memberships::id.eq_any(ids));
    diesel::update(rows).set(memberships::person_id.eq(person_id)).execute(tx).await?;
    Ok(())
}

/// All classes of positions, in the order of the form.
pub async fn list_classes(mut conn: &AsyncPgConnection) -> Result<Vec<ReportingClass>, Error> {
    let query = reporting_classes::table.order((reporting_classes::rank, reporting_classes::starts_on));
    Ok(query.limit(1000).select(ReportingClass::as_select()).load(&mut conn).await?)
}

/// A class.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_class(mut conn: &AsyncPgConnection, id: Uuid) -> Result<ReportingClass, Error> {
    Ok(reporting_classes::table.find(id).select(ReportingClass::as_select()).first(&mut conn).await?)
}

/// A class, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_class(tx: &mut AsyncPgConnection, id: Uuid) -> Result<ReportingClass, Error> {
    let own = reporting_classes::table.find(id).for_no_key_update();
    Ok(own.select(ReportingClass::as_select()).first(tx).await?)
}

/// Another class with the code that holds on some of these days.
pub async fn find_overlapping_class(
    mut conn: &AsyncPgConnection,
    class: &ReportingClass,
) -> Result<Option<Uuid>, Error> {
    let mut query = reporting_classes::table
        .filter(reporting_classes::id.ne(class.id))
        .filter(reporting_classes::code.eq(&class.code))
        .filter(
            reporting_classes::ends_before.is_null().or(reporting_classes::ends_before.gt(class.starts_on)),
        )
        .select(reporting_classes::id)
        .into_boxed();
    if let Some(ends_before) = class.ends_before {
        query = query.filter(reporting_classes::starts_on.lt(ends_before));
    }
    Ok(query.first(&mut conn).await.optional()?)
}

/// Writes a class.
///
/// # Errors
/// Constraint `reporting_class_already_there`.
pub async fn create_class(tx: &mut AsyncPgConnection, class: &ReportingClass) -> Result<(), Error> {
    diesel::insert_into(reporting_classes::table).values(class.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites what can change of a class.
///
/// # Errors
/// Constraint `reporting_class_already_there`.
pub async fn update_class(tx: &mut AsyncPgConnection, class: &ReportingClass) -> Result<(), Error> {
    diesel::update(reporting_classes::table.find(class.id))
        .set((
            reporting_classes::name.eq(&class.name),
            reporting_classes::rank.eq(class.rank),
            reporting_classes::basis.eq(&class.basis),
            reporting_classes::starts_on.eq(class.starts_on),
            reporting_classes::ends_before.eq(class.ends_before),
            reporting_classes::target_share.eq(class.target_share),
            reporting_classes::version.eq(class.version),
            reporting_classes::updated_at.eq(class.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether the days of a class lie around all memberships that name it.
pub async fn covers_its_memberships(
    mut conn: &AsyncPgConnection,
    class: &ReportingClass,
) -> Result<bool, Error> {
    let starts: (Option<NaiveDate>, Option<NaiveDate>) = memberships::table
        .filter(memberships::reporting_class_id.eq(class.id))
        .select((diesel::dsl::min(memberships::starts_on), diesel::dsl::max(memberships::starts_on)))
        .first(&mut conn)
        .await?;
    let is_held = |day: Option<NaiveDate>| day.is_none_or(|day| class.holds_on(day));
    Ok(is_held(starts.0) && is_held(starts.1))
}
