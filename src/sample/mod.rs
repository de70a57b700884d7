//! Sample data: the Home Affairs sector of a province, with fictitious people. Only for trying the service.

use std::net::SocketAddr;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::audit::rules::{AuditAction, SubjectType};
use crate::audit::store::{self as audit, Entry};
use crate::auth::password::Passwords;
use crate::auth::policy::{Grant, Role};
use crate::clock::Clock;
use crate::db::{Connection, Db};
use crate::events::rules::{Event, EventType};
use crate::events::store as events;
use crate::http::Problem;
use crate::identity::store::{self as identity, NewUser};
use crate::stamp::Stamp;
use crate::units::rules::{Content, UnitKind};
use crate::units::store::{self as units, Unit};

/// The password of every sample account.
pub const PASSWORD: &str = "thidua-sample";

/// The common head of fixed ids; the document's examples use them.
const ID_BASE: u128 = 0x0198_0000_0000_7000_8000_0000_0000_0000;

/// A sample unit: last part of its id, code, name, kind, parent, first day.
type SampleUnit = (u128, &'static str, &'static str, UnitKind, Option<u128>, (i32, u32, u32));

const UNITS: &[SampleUnit] = &[
    (0x100, "UBND", "Ủy ban nhân dân tỉnh Lạng Sơn", UnitKind::Authority, None, (2004, 1, 1)),
    (0x101, "SNV", "Sở Nội vụ tỉnh Lạng Sơn", UnitKind::Department, Some(0x100), (2004, 1, 1)),
    (0x102, "SNV-VP", "Văn phòng Sở", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x103, "SNV-TTS", "Thanh tra Sở", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x104, "SNV-TCBC", "Phòng Tổ chức, biên chế", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x105, "SNV-CCVC", "Phòng Công chức, viên chức", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x106, "SNV-CCHC", "Phòng Cải cách hành chính", UnitKind::Division, Some(0x101), (2010, 1, 1)),
    (0x107, "SNV-TDKT", "Ban Thi đua - Khen thưởng", UnitKind::Division, Some(0x101), (2008, 1, 1)),
    (0x108, "SNV-BTG", "Ban Tôn giáo", UnitKind::Division, Some(0x101), (2008, 1, 1)),
    (0x109, "SNV-TTLT", "Trung tâm Lưu trữ lịch sử", UnitKind::ServiceUnit, Some(0x101), (2013, 1, 1)),
    (0x121, "P-TT", "Phường Tam Thanh", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
    (0x122, "P-LVT", "Phường Lương Văn Tri", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
    (0x123, "P-KL", "Phường Kỳ Lừa", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
    (0x124, "P-DK", "Phường Đông Kinh", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
];

/// A sample account that is not a unit's: last part of its id, name, name for people, role, unit.
type SampleUser = (u128, &'static str, &'static str, Role, Option<u128>);

const USERS: &[SampleUser] = &[
    (0x001, "admin", "Quản trị hệ thống (mẫu)", Role::Administrator, None),
    (0x002, "office", "Cán bộ thường trực thi đua (mẫu)", Role::StandingOffice, Some(0x101)),
    (0x003, "leader", "Lãnh đạo Sở (mẫu)", Role::Leader, Some(0x101)),
    (0x004, "council-1", "Thành viên Hội đồng 1 (mẫu)", Role::CouncilMember, Some(0x101)),
    (0x005, "council-2", "Thành viên Hội đồng 2 (mẫu)", Role::CouncilMember, Some(0x101)),
    (0x006, "council-3", "Thành viên Hội đồng 3 (mẫu)", Role::CouncilMember, Some(0x101)),
    (0x007, "auditor", "Kiểm tra, giám sát (mẫu)", Role::Auditor, None),
];

/// Where the ids of units' accounts begin.
const UNIT_USER_BASE: u128 = 0x200;

/// The sample's id with this last part.
#[must_use]
pub const fn id(last: u128) -> Uuid {
    Uuid::from_u128(ID_BASE | last)
}

/// Fills the database with the sample, unless somebody already has an account there.
///
/// # Errors
/// A [`Problem`] of the database or of hashing; nothing is written then.
pub async fn fill(db: &Db, passwords: &Passwords, clock: &Clock) -> Result<(), Problem> {
    if db.point_read(async |conn| identity::is_anybody_there(conn).await).await? {
        return Ok(());
    }
    // The sample's accounts share one password, so one hash serves them all.
    let hash = passwords.hash(PASSWORD).await?;
    let stamp = Stamp { actor_id: Some(id(0x001)), request_id: None, at: clock.now(), today: clock.today() };
    db.transaction(async |tx: &mut Connection| {
        let admin = USERS.iter().take(1).map(|user| (user.0, user.1.to_owned(), user.2.to_owned()));
        create_users(tx, &stamp, admin, &hash).await?;
        create_units(tx, &stamp).await?;
        let others = USERS.iter().skip(1).map(|user| (user.0, user.1.to_owned(), user.2.to_owned()));
        create_users(tx, &stamp, others.chain(unit_users()), &hash).await?;
        grant_roles(tx, &stamp).await
    })
    .await
}

/// Whether the database was filled with the sample: its passwords are known to everybody.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn is_there(db: &Db) -> Result<bool, Problem> {
    Ok(db.point_read(async |conn| identity::is_user(conn, id(0x001)).await).await?)
}

/// Tells the person at the terminal where to go and who to be.
pub fn greet(listen: SocketAddr, say: impl Fn(&str)) {
    say(&format!("\n  Page for people:  http://{listen}/docs/"));
    say(&format!("  OpenAPI document: http://{listen}/api/v1/openapi.json"));
    say("  Accounts:         admin, office, leader, council-1, council-2, council-3, auditor,");
    say("                    and one for each unit, such as unit-snv-vp");
    say(&format!("  Password:         {PASSWORD}\n"));
}

fn unit_users() -> impl Iterator<Item = (u128, String, String)> {
    UNITS.iter().map(|(last, code, name, ..)| {
        (UNIT_USER_BASE + last, format!("unit-{}", code.to_lowercase()), format!("Cán bộ {name} (mẫu)"))
    })
}

async fn create_users(
    tx: &mut Connection,
    stamp: &Stamp,
    users: impl Iterator<Item = (u128, String, String)>,
    hash: &str,
) -> Result<(), Problem> {
    for (last, username, display_name) in users {
        let user =
            NewUser { id: id(last), username: &username, display_name: &display_name, password_hash: hash };
        identity::create_user(tx, &user, stamp.at).await?;
        let entry = Entry {
            action: AuditAction::UserCreated,
            subject_type: SubjectType::User,
            subject_id: user.id,
            unit_id: None,
            before: None,
            after: Some(serde_json::json!({"username": username})),
        };
        audit::record(tx, stamp, &[entry]).await?;
    }
    Ok(())
}

async fn grant_roles(tx: &mut Connection, stamp: &Stamp) -> Result<(), Problem> {
    let fixed = USERS.iter().map(|(last, _, _, role, unit)| (*last, *role, *unit));
    let of_units = UNITS.iter().map(|(last, ..)| (UNIT_USER_BASE + last, Role::UnitOfficer, Some(*last)));
    for (user, role, unit) in fixed.chain(of_units) {
        let grant = Grant { role, unit_id: unit.map(id) };
        let starts_on = stamp.today;
        identity::grant_role(tx, id(user), &grant, starts_on, stamp.at).await?;
    }
    Ok(())
}

async fn create_units(tx: &mut Connection, stamp: &Stamp) -> Result<(), Problem> {
    let created: Vec<(Unit, Content)> =
        UNITS.iter().filter_map(|sample| sample_unit(sample, stamp)).collect();
    units::create(tx, &created).await?;
    let told: Vec<Event> = created
        .iter()
        .map(|(unit, _)| Event {
            event_type: EventType::UnitCreated,
            subject_type: SubjectType::Unit,
            subject_id: unit.id,
            subject_version: unit.version,
        })
        .collect();
    let entries: Vec<Entry> = created
        .iter()
        .map(|(unit, content)| Entry {
            action: AuditAction::UnitCreated,
            subject_type: SubjectType::Unit,
            subject_id: unit.id,
            unit_id: Some(unit.id),
            before: None,
            after: Some(serde_json::json!({"code": unit.code, "name": content.name})),
        })
        .collect();
    events::record(tx, stamp, &told).await?;
    Ok(audit::record(tx, stamp, &entries).await?)
}

fn sample_unit(
    (last, code, name, kind, parent, (year, month, day)): &SampleUnit,
    stamp: &Stamp,
) -> Option<(Unit, Content)> {
    let unit = Unit {
        id: id(*last),
        code: (*code).to_owned(),
        opened_on: NaiveDate::from_ymd_opt(*year, *month, *day)?,
        closed_on: None,
        version: 1,
        created_at: stamp.at,
        updated_at: stamp.at,
    };
    let content = Content {
        name: (*name).to_owned(),
        kind: *kind,
        parent_id: parent.map(id),
        agency_code: None,
        legacy_agency_code: None,
    };
    Some((unit, content))
}
