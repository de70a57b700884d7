//! The sample's statistics: forms of past years that were signed, and one of this year that waits for its leader.

use super::ids::{id, on};
use super::users::{LEADER, OFFICE};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::statistics::routes::enter::enter_in;
use crate::features::statistics::routes::parameters::FormQuery;
use crate::features::statistics::routes::snapshots::create::{NewStatisticalSnapshot, make_in};
use crate::features::statistics::routes::snapshots::transition::transition_in;
use crate::features::statistics::rules::{EnteredRow, FormCode, SnapshotAction};
use crate::features::statistics::store::Snapshot;
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;

/// The last parts of the ids: of the campaigns of 2023, of the staff of 2025, and of this year's draft.
const OF_2023: u128 = 0x40_0002;
const ENTRY_OF_2025: u128 = 0x40_0102;
const OF_2025: u128 = 0x40_0202;
const OF_2026: u128 = 0x40_0302;

/// Total and women, row by row.
const STAFF: [(&str, i64, i64); 15] = [
    ("01", 5, 3),
    ("02", 1, 1),
    ("03", 2, 1),
    ("04", 1, 1),
    ("05", 1, 0),
    ("06", 0, 0),
    ("07", 0, 0),
    ("08", 0, 0),
    ("09", 0, 0),
    ("10", 0, 0),
    ("11", 3, 2),
    ("12", 2, 1),
    ("13", 2, 1),
    ("14", 1, 1),
    ("15", 2, 1),
];

fn context(instant: &str, actor: u128, last: u128) -> Result<ChangeContext, Problem> {
    Ok(ChangeContext { ids: Ids::counting(id(last)), ..on(instant, actor)? })
}

async fn make(
    tx: &mut Connection,
    (instant, last): (&str, u128),
    (form, year): (FormCode, i32),
) -> Result<Snapshot, Problem> {
    let new = NewStatisticalSnapshot { form, year, unit_id: id(0x101) };
    make_in(tx, &context(instant, OFFICE, last)?, new).await
}

async fn sign(tx: &mut Connection, instant: &str, snapshot: &Snapshot) -> Result<(), Problem> {
    let input = TransitionInput::of(SnapshotAction::Sign);
    transition_in(tx, &on(instant, LEADER)?, snapshot, &input).await.map(drop)
}

/// The campaigns of 2023, signed in December.
pub async fn of_2023(tx: &mut Connection) -> Result<(), Problem> {
    let made = make(tx, ("2023-12-12T02:00:00Z", OF_2023), (FormCode::Campaigns, 2023)).await?;
    sign(tx, "2023-12-14T02:00:00Z", &made).await
}

/// The staff of 2025, entered and signed in December.
pub async fn of_2025(tx: &mut Connection) -> Result<(), Problem> {
    let office = context("2025-12-10T02:00:00Z", OFFICE, ENTRY_OF_2025)?;
    let row = |(code, total, women): (&str, i64, i64)| EnteredRow {
        code: code.to_owned(),
        total: Some(total),
        women: Some(women),
    };
    let of = (FormCode::Staff, FormQuery { year: 2025, unit_id: id(0x101) });
    enter_in(tx, &office, of, (&STAFF.map(row), None)).await?;
    let made = make(tx, ("2025-12-11T02:00:00Z", OF_2025), (FormCode::Staff, 2025)).await?;
    sign(tx, "2025-12-12T02:00:00Z", &made).await
}

/// The awards of the province in this year, which wait for the leader.
pub async fn of_2026(tx: &mut Connection) -> Result<(), Problem> {
    make(tx, ("2026-11-20T03:00:00Z", OF_2026), (FormCode::ProvinceAwards, 2026)).await.map(drop)
}
