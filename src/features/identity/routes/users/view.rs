//! What users and their roles look like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::policy::Role;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::identity::rules::{UserAction, UserLife, UserStatus};
use crate::features::identity::store::{self, Assignment, User};
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::{References, UnitReference};
use crate::text_enum;

text_enum! {
    /// What kind of password a user has.
    pub enum PasswordState {
        /// None yet: the user can't sign in.
        None = "NONE",
        /// One that an administrator made; the user must change it at the first sign-in.
        Temporary = "TEMPORARY",
        /// The user's own.
        Own = "OWN",
    }
}

/// A role that a user holds, held or will hold.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoleAssignment)]
pub struct RoleAssignmentView {
    /// The assignment's id.
    #[schema(example = "01980000-0000-7000-8000-000000000d02")]
    pub id: Uuid,
    /// The role.
    #[schema(example = "UNIT_OFFICER")]
    role: Role,
    /// The unit over whose subtree it holds; null is the whole province.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// The first day on which it holds.
    #[schema(example = "2023-01-03")]
    starts_on: NaiveDate,
    /// The last day on which it holds; null when it has no end. A role that is withdrawn before its first day ends before it
    /// starts.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// The user who granted it; null is the command line.
    #[schema(required, example = "01980000-0000-7000-8000-000000000001")]
    given_by: Option<Uuid>,
    /// When it was granted.
    created_at: LocalTime,
}

impl RoleAssignmentView {
    /// The assignment with the name of its unit.
    pub(super) fn new(assignment: &Assignment, units: &References<UnitReference>) -> Self {
        Self {
            id: assignment.id,
            role: assignment.role,
            unit: units.find(assignment.unit_id),
            starts_on: assignment.starts_on,
            ends_on: assignment.days().ends_on(),
            given_by: assignment.given_by,
            created_at: local(assignment.created_at),
        }
    }
}

/// A user account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = User)]
pub struct UserView {
    /// The user's id.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    pub id: Uuid,
    /// The name for signing in; it never changes.
    #[schema(max_length = 64, pattern = "^[a-z0-9]+([._-][a-z0-9]+)*$", example = "unit-snv-vp")]
    username: String,
    /// The name for people.
    #[schema(max_length = 200, format = "text", example = "Cán bộ Văn phòng Sở")]
    display_name: String,
    /// The unit in which the user works; null is the province.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// Which of the people who can be commended the user is; null where that is not known.
    #[schema(required, example = json!(null))]
    person_id: Option<Uuid>,
    /// Whether the user may sign in.
    #[schema(example = "ACTIVE")]
    status: UserStatus,
    /// What kind of password the user has.
    #[schema(example = "OWN")]
    password_state: PasswordState,
    /// Until when a temporary password is valid; null otherwise.
    #[schema(required)]
    password_expires_at: Option<LocalTime>,
    /// The roles of today and later.
    #[schema(max_items = 200)]
    roles: Vec<RoleAssignmentView>,
    /// The transitions that are possible now.
    #[schema(max_items = 2, example = json!(["DISABLE"]))]
    allowed_actions: Vec<UserAction>,
    /// Increases with every change, also of roles and password; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When the account was created.
    created_at: LocalTime,
    /// When it was last changed.
    updated_at: LocalTime,
}

/// The roles of users, and the units that users and roles name.
pub(super) struct RolesAndUnits {
    roles: Vec<Assignment>,
    units: References<UnitReference>,
}

impl RolesAndUnits {
    /// Those of today and later, by the names of today.
    pub async fn find(conn: &Connection, users: &[User], today: NaiveDate) -> Result<Self, db::Error> {
        let user_ids: Vec<Uuid> = users.iter().map(|user| user.id).collect();
        let roles = store::assignments_from(conn, &user_ids, today).await?;
        let of_roles = roles.iter().filter_map(|role| role.unit_id);
        let unit_ids = of_roles.chain(users.iter().filter_map(|user| user.unit_id));
        let units = UnitReference::find_all(conn, unit_ids, today).await?;
        Ok(Self { roles, units })
    }
}

impl UserView {
    /// The user for a caller; `found` may hold roles and units of other users as well.
    pub(super) fn new(user: User, caller_id: Uuid, found: &RolesAndUnits) -> Self {
        let password_state = match (user.has_password, user.password_expires_at) {
            (false, _) => PasswordState::None,
            (true, Some(_)) => PasswordState::Temporary,
            (true, None) => PasswordState::Own,
        };
        let life = UserLife { status: user.status, is_own: user.id == caller_id };
        let own_roles = found.roles.iter().filter(|role| role.user_id == user.id);
        Self {
            id: user.id,
            username: user.username,
            display_name: user.display_name,
            unit: found.units.find(user.unit_id),
            person_id: user.person_id,
            status: user.status,
            password_state,
            password_expires_at: user.password_expires_at.map(local),
            roles: own_roles.map(|role| RoleAssignmentView::new(role, &found.units)).collect(),
            // Whoever sees a user has the permission of the steps.
            allowed_actions: allowed_actions(&life, |_| true),
            version: user.version,
            created_at: local(user.created_at),
            updated_at: local(user.updated_at),
        }
    }
}

/// The view of one user for a caller.
///
/// # Errors
/// [`db::Error::NotFound`] when there is none.
pub(super) async fn find_view(
    conn: &Connection,
    caller_id: Uuid,
    id: Uuid,
    today: NaiveDate,
) -> Result<UserView, db::Error> {
    let user = store::find_user(conn, id).await?;
    let found = RolesAndUnits::find(conn, std::slice::from_ref(&user), today).await?;
    Ok(UserView::new(user, caller_id, &found))
}
