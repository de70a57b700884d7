//! SQL of role assignments.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::auth::policy::Role;
use crate::db::page::PageRead;
use crate::db::schema::{role_assignments, users};
use crate::db::{Error, advisory_lock};
use crate::features::identity::rules::UserStatus;
use crate::features::identity::rules::roles::RoleDays;

const ADMINISTRATORS_LOCK: i64 = 0x6164_6d69_6e73;

/// A role that a user holds, held or will hold.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = role_assignments)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Assignment {
    pub id: Uuid,
    pub user_id: Uuid,
    pub role: Role,
    pub unit_id: Option<Uuid>,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub given_by: Option<Uuid>,
    pub created_at: DateTime<Utc>,
}

impl Assignment {
    /// The days on which it holds.
    #[must_use]
    pub const fn days(&self) -> RoleDays {
        RoleDays { starts_on: self.starts_on, ends_before: self.ends_before }
    }
}

/// The roles that some users hold today or later, by role.
pub async fn assignments_from(
    mut conn: &AsyncPgConnection,
    user_ids: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<Assignment>, Error> {
    let rows: Vec<Assignment> = role_assignments::table
        .filter(role_assignments::user_id.eq_any(user_ids))
        .order((role_assignments::role, role_assignments::id))
        .select(Assignment::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().filter(|row| row.days().holds_from(today)).collect())
}

/// All role assignments of a user, oldest first, after an id, a page at a time.
pub async fn assignments_of(
    mut conn: &AsyncPgConnection,
    user_id: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Assignment>, Error> {
    let user = users::table.on(users::id.eq(role_assignments::user_id));
    let own = role_assignments::table.inner_join(user).filter(role_assignments::user_id.eq(user_id));
    // To give or to withdraw a role changes the user.
    let mut own = page.only_updated(own.select(Assignment::as_select()).into_boxed(), users::updated_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(role_assignments::id.gt(after.unwrap_or_default()));
    Ok(later.order(role_assignments::id).limit(page.limit).load(&mut conn).await?)
}

/// One assignment of a user, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_assignment(
    tx: &mut AsyncPgConnection,
    user_id: Uuid,
    id: Uuid,
) -> Result<Assignment, Error> {
    Ok(role_assignments::table
        .find(id)
        .filter(role_assignments::user_id.eq(user_id))
        .for_update()
        .select(Assignment::as_select())
        .first(tx)
        .await?)
}

/// Grants a role.
///
/// # Errors
/// Constraint `role_already_given` when the user holds the role over the same unit on some of these days.
pub async fn grant_role(tx: &mut AsyncPgConnection, assignment: &Assignment) -> Result<(), Error> {
    diesel::insert_into(role_assignments::table)
        .values((
            role_assignments::id.eq(assignment.id),
            role_assignments::user_id.eq(assignment.user_id),
            role_assignments::role.eq(assignment.role),
            role_assignments::unit_id.eq(assignment.unit_id),
            role_assignments::starts_on.eq(assignment.starts_on),
            role_assignments::ends_before.eq(assignment.ends_before),
            role_assignments::given_by.eq(assignment.given_by),
            role_assignments::created_at.eq(assignment.created_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Sets the first day without the role.
pub async fn set_end(
    tx: &mut AsyncPgConnection,
    id: Uuid,
    ends_before: Option<NaiveDate>,
) -> Result<(), Error> {
    let row = diesel::update(role_assignments::table.find(id));
    row.set(role_assignments::ends_before.eq(ends_before)).execute(tx).await?;
    Ok(())
}

/// Serializes changes of who administers the province: two administrators who withdrew each other's role at the same
/// instant would leave the province without one.
pub async fn lock_administrators(tx: &mut AsyncPgConnection) -> Result<(), Error> {
    advisory_lock(tx, ADMINISTRATORS_LOCK).await
}

/// Whether another user administers the whole province at an instant: holds the role on its day, and can sign in then
/// with a password of their own or one that is still good.
pub async fn is_there_another_administrator(
    mut conn: &AsyncPgConnection,
    user_id: Uuid,
    (at, day): (DateTime<Utc>, NaiveDate),
) -> Result<bool, Error> {
    let able = users::table
        .filter(users::status.eq(UserStatus::Active))
        .filter(users::password_hash.is_not_null())
        .filter(users::password_expires_at.is_null().or(users::password_expires_at.gt(at)))
        .select(users::id);
    let others = role_assignments::table
        .filter(role_assignments::role.eq(Role::Administrator))
        .filter(role_assignments::unit_id.is_null())
        .filter(role_assignments::starts_on.le(day))
        .filter(role_assignments::ends_before.is_null().or(role_assignments::ends_before.gt(day)))
        .filter(role_assignments::user_id.ne(user_id))
        .filter(role_assignments::user_id.eq_any(able));
    Ok(diesel::select(diesel::dsl::exists(others)).get_result(&mut conn).await?)
}
