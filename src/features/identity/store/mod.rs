//! SQL of users, roles, sessions and guesses at passwords.

mod guesses;
mod roles;
mod sessions;
mod users;

pub use guesses::{forget_full_budgets, settle_guess, spend_guess};
pub use roles::{
    Assignment, assignments_from, assignments_of, grant_role, is_there_another_administrator,
    lock_administrators, lock_assignment, set_end,
};
pub use sessions::{
    Client, Session, add_refresh_token, end_session, end_sessions_of, forget_old_sessions, is_at_home,
    lock_refresh_token, open_session, open_sessions, use_refresh_token, user_of_open_session,
};
pub use users::{
    Credentials, NewUser, User, UserQuery, change_user, create_user, credentials, find_user,
    is_anybody_there, is_user, list_users, lock_credentials, lock_user, renew_hash, set_password,
};
