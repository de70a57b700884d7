//! The sample's accounts: one for each role, one for each unit. Everybody knows their password.

use chrono::{DateTime, Utc};

use super::id;
use super::units::SampleUnit;
use crate::auth::policy::Role;
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::Connection;
use crate::features::identity::rules::SESSION_LIFE;
use crate::features::identity::store::{self, Assignment, Client, NewUser};
use crate::http::Problem;
use crate::record::{Occurrence, record_change};

/// A sample account: last part of its id, name, name for people, role, unit.
pub type SampleUser = (u128, String, String, Role, Option<u128>);

/// Where the ids of units' accounts begin.
pub const UNIT_USER_BASE: u128 = 0x200;

/// Where the ids of role assignments begin.
const ASSIGNMENT_BASE: u128 = 0xa00;

/// The last part of the id of a session that is open.
const SESSION: u128 = 0x0d1;
/// The last part of the id of another one, which can be continued.
const REFRESHED_SESSION: u128 = 0x0d2;
/// The last part of the id of their user: the officer of the inspectorate.
const SESSION_USER: u128 = 0x303;
/// Its refresh token, which the document shows as an example.
const REFRESH_TOKEN: &str = "jD8qZ1c0mU5oWn3rT7yXk2Lb9aVf6hGpQe4iSuNw1Mc";

/// The last part of the administrator's id.
pub const ADMIN: u128 = 0x001;
/// The last part of the standing office's id.
pub const OFFICE: u128 = 0x002;
/// The last part of the id of the standing office's second account.
pub const SECOND_OFFICE: u128 = 0x008;
/// The last part of the id of the officer of the board for emulation and commendation.
pub const EMULATION_OFFICER: u128 = 0x307;
/// The last part of the leader's id.
pub const LEADER: u128 = 0x003;

/// One account for each role.
pub fn of_roles() -> Vec<SampleUser> {
    [
        (ADMIN, "admin", "Quản trị hệ thống (mẫu)", Role::Administrator, None),
        (OFFICE, "office", "Cán bộ thường trực thi đua (mẫu)", Role::StandingOffice, Some(0x101)),
        (LEADER, "leader", "Lãnh đạo Sở (mẫu)", Role::Leader, Some(0x101)),
        (0x004, "council-1", "Thành viên Hội đồng 1 (mẫu)", Role::CouncilMember, Some(0x101)),
        (0x005, "council-2", "Thành viên Hội đồng 2 (mẫu)", Role::CouncilMember, Some(0x101)),
        (0x006, "council-3", "Thành viên Hội đồng 3 (mẫu)", Role::CouncilMember, Some(0x101)),
        (SECOND_OFFICE, "office-2", "Cán bộ thường trực thi đua 2 (mẫu)", Role::StandingOffice, Some(0x101)),
        (0x009, "province-office", "Cán bộ thường trực cấp tỉnh (mẫu)", Role::StandingOffice, Some(0x100)),
        (0x00a, "province-leader", "Lãnh đạo Ủy ban nhân dân tỉnh (mẫu)", Role::Leader, Some(0x100)),
        (0x007, "auditor", "Kiểm tra, giám sát (mẫu)", Role::Auditor, None),
    ]
    .map(|(last, username, name, role, unit)| (last, username.to_owned(), name.to_owned(), role, unit))
    .to_vec()
}

/// One officer for each unit.
pub fn of_units(units: &[SampleUnit]) -> Vec<SampleUser> {
    let officer = |(last, code, name, ..): &SampleUnit| {
        let username = format!("unit-{}", code.to_lowercase());
        (UNIT_USER_BASE + last, username, format!("Cán bộ {name}"), Role::UnitOfficer, Some(*last))
    };
    units.iter().map(officer).collect()
}

/// Creates accounts.
pub async fn create(
    tx: &mut Connection,
    context: &ChangeContext,
    users: &[SampleUser],
    hash: &str,
) -> Result<(), Problem> {
    for (last, username, display_name, _, unit) in users {
        let user = NewUser {
            id: id(*last),
            username,
            display_name,
            unit_id: unit.map(id),
            password_hash: Some(hash),
            password_expires_at: None,
        };
        let user = store::create_user(tx, &user, context.at).await?;
        record_change(tx, context, Occurrence::UserCreated, None, &user).await?;
    }
    Ok(())
}

/// Two sessions that are open; the second has the refresh token of the document's example.
pub async fn open_sessions(tx: &mut Connection, now: DateTime<Utc>) -> Result<(), Problem> {
    let client = Client {
        client_address: Some("203.0.113.7".to_owned()),
        client_name: Some("Chromium (mẫu)".to_owned()),
        client_network: Some("203.0.113.7".to_owned()),
    };
    for session in [SESSION, REFRESHED_SESSION] {
        store::open_session(tx, id(session), id(SESSION_USER), now, now + SESSION_LIFE, &client).await?;
    }
    let token = crypto::sha256(&[REFRESH_TOKEN.as_bytes()]);
    Ok(store::add_refresh_token(tx, id(REFRESHED_SESSION), &token, now).await?)
}

/// Grants them their roles; their units must exist.
pub async fn grant(
    tx: &mut Connection,
    context: &ChangeContext,
    users: &[SampleUser],
) -> Result<(), Problem> {
    for (last, _, _, role, unit) in users {
        let assignment = Assignment {
            id: id(ASSIGNMENT_BASE + last),
            user_id: id(*last),
            role: *role,
            unit_id: unit.map(id),
            starts_on: context.today,
            ends_before: None,
            given_by: context.actor_id,
            created_at: context.at,
        };
        store::grant_role(tx, &assignment).await?;
    }
    Ok(())
}
