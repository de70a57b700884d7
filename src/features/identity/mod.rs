//! Identity: the people who sign in, their roles, their sessions.
//!
//! ```text
//! user:
//!
//! ACTIVE ──DISABLE──▶ DISABLED  every session ends
//! DISABLED ──ENABLE──▶ ACTIVE
//!
//! password:       none --reset--> temporary (72 h, one purpose) --change--> own --reset--> temporary
//! role:           granted for days --withdraw--> ended, and kept
//! session:        open --sign out, reuse of a refresh token, absolute end--> ended
//! refresh token:  fresh --use--> used --again within 10 s, successor unused: the same answer--> used
//!                                     --again otherwise--> its session ends
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, Open, OwnAccount, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::Permission::ManageUsers;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Sessions")
        .op(routes::sign_in::create_session, Open)
        .op(routes::refresh::refresh_session, Open)
        .op(routes::open_sessions::end_current_session, OwnAccount)
        .op(routes::open_sessions::list_sessions, SignedIn)
        .op(routes::open_sessions::end_session, SignedIn)
        .op(routes::me::get_me, OwnAccount)
        .op(routes::me::change_password, OwnAccount)
        .then_tag("Users")
        .table_op(
            routes::users::list::list_users,
            Needs(ManageUsers, Over::Somewhere),
            &routes::users::list::TABLE,
        )
        .op(routes::users::create::create_user, Needs(ManageUsers, Over::Handler))
        .op(routes::users::read::get_user, Needs(ManageUsers, Over::Handler))
        .op(routes::users::change::change_user, Needs(ManageUsers, Over::Handler))
        .op(routes::users::transition::transition_user, Needs(ManageUsers, Over::Handler))
        .op(routes::users::transition::list_user_transitions, Needs(ManageUsers, Over::Handler))
        .op(routes::users::password::reset_password, Needs(ManageUsers, Over::Handler))
        .op(routes::users::roles::list_role_assignments, Needs(ManageUsers, Over::Handler))
        .op(routes::users::roles::grant_role, Needs(ManageUsers, Over::Handler))
        .op(routes::users::roles::withdraw_role, Needs(ManageUsers, Over::Handler))
        .op(routes::users::sessions::list_user_sessions, Needs(ManageUsers, Over::Handler))
        .op(routes::users::sessions::end_user_sessions, Needs(ManageUsers, Over::Handler))
}
