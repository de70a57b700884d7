//! Fills an empty database with the sample.

use std::net::SocketAddr;
use std::time::Duration;

use super::ids::{id, on};
use super::units::{DISTRICT_OFFICES, SECTOR, WARDS};
use super::users::{ADMIN, EMULATION_OFFICER, LEADER, OFFICE};
use super::{
    campaigns, clients, councils, decisions, eligibility, exemplars, external_ids, facts, funds, jobs,
    nominations, people, procedure, reviews, statistics, tables, units, users, webhooks, year,
};
use crate::auth::password::Passwords;
use crate::core::clock::Clock;
use crate::db::{Connection, Db};
use crate::features::identity::store as identity;
use crate::http::Problem;

/// The password of every sample account.
pub const PASSWORD: &str = "thidua-sample";

/// How long a slow machine may take to live through the sample's year.
const DEADLINE: Duration = Duration::from_mins(2);

/// Fills the database with the sample, unless somebody already has an account there.
///
/// # Errors
/// A [`Problem`] of the database or of hashing; nothing is written then.
pub async fn fill(db: &Db, passwords: &Passwords) -> Result<(), Problem> {
    if db.point_read(async |conn| identity::is_anybody_there(conn).await).await? {
        return Ok(());
    }
    // The sample's accounts share one password, so one hash serves them all.
    let hash = passwords.hash(PASSWORD).await?;
    db.transaction_within(DEADLINE, async |tx: &mut Connection| {
        people_and_units(tx, &hash).await?;
        campaign_of_2023(tx).await?;
        reviews::of_2023(tx).await?;
        statistics::of_2023(tx).await?;
        jobs::dead_job(tx).await?;
        councils::of_2023(tx).await?;
        funds::of_2024(tx).await?;
        exemplars::of_2023(tx).await?;
        reorganisation_of_2025(tx, &hash).await?;
        statistics::of_2025(tx).await?;
        people::create(tx, &on("2026-11-02T00:30:00Z", OFFICE)?).await?;
        facts::create(tx, &on("2026-11-02T00:35:00Z", EMULATION_OFFICER)?).await?;
        eligibility::ask(tx, &on("2026-11-02T00:45:00Z", OFFICE)?).await?;
        nominations::create(tx).await?;
        councils::of_2026(tx).await?;
        decisions::of_2026(tx).await?;
        statistics::of_2026(tx).await?;
        funds::of_2026(tx).await?;
        exemplars::of_2026(tx).await?;
        procedure::of_2026(tx).await?;
        campaigns::draft_2027(tx, &on("2026-11-02T01:00:00Z", OFFICE)?).await?;
        external_ids::create(tx, &on("2026-11-02T01:05:00Z", OFFICE)?).await?;
        clients::create(tx).await?;
        webhooks::create(tx).await?;
        // What is of today: sessions and tables of the past would be over.
        let now = Clock::system().now();
        tables::create(tx, now).await?;
        users::open_sessions(tx, now).await
    })
    .await
}

async fn people_and_units(tx: &mut Connection, hash: &str) -> Result<(), Problem> {
    let context = on("2023-01-03T01:00:00Z", ADMIN)?;
    let people = users::of_roles();
    let (of_units, of_the_province): (Vec<_>, Vec<_>) =
        people.iter().cloned().partition(|(.., unit)| unit.is_some());
    users::create(tx, &context, &of_the_province, hash).await?;
    for units in [SECTOR, DISTRICT_OFFICES] {
        units::create(tx, &context, units).await?;
        let officers = users::of_units(units);
        users::create(tx, &context, &officers, hash).await?;
        users::grant(tx, &context, &officers).await?;
    }
    units::call_as_ioffice_does(tx, &context).await?;
    users::create(tx, &context, &of_units, hash).await?;
    users::grant(tx, &context, &people).await
}

async fn campaign_of_2023(tx: &mut Connection) -> Result<(), Problem> {
    campaigns::import_2023(tx, &on("2023-01-30T01:00:00Z", OFFICE)?).await?;
    campaigns::complete_2023(tx, &on("2023-01-31T02:30:00Z", OFFICE)?).await?;
    campaigns::launch_2023(tx, &on("2023-02-01T01:00:00Z", LEADER)?).await?;
    year::live_through(tx).await?;
    campaigns::register_amending_document(tx, &on("2023-06-30T08:00:00Z", OFFICE)?).await
}

async fn reorganisation_of_2025(tx: &mut Connection, hash: &str) -> Result<(), Problem> {
    units::register_reorganisation(tx, &on("2025-06-20T02:00:00Z", OFFICE)?).await?;
    units::create(tx, &on("2025-06-30T07:00:00Z", ADMIN)?, WARDS).await?;
    units::dissolve_district_offices(tx, &on("2025-06-30T09:00:00Z", ADMIN)?).await?;
    let context = on("2025-07-01T01:00:00Z", ADMIN)?;
    let officers = users::of_units(WARDS);
    users::create(tx, &context, &officers, hash).await?;
    users::grant(tx, &context, &officers).await
}

/// Whether the database was filled with the sample: its passwords are known to everybody.
pub async fn is_there(db: &Db) -> Result<bool, Problem> {
    Ok(db.point_read(async |conn| identity::is_user(conn, id(ADMIN)).await).await?)
}

/// Tells the person at the terminal where to go and who to be.
pub fn greet(listen: SocketAddr, say: impl Fn(&str)) {
    say(&format!("\n  Page for people:  http://{listen}/docs/"));
    say(&format!("  OpenAPI document: http://{listen}/api/v1/openapi.json"));
    say("  Accounts:         admin, office, office-2, leader, council-1, council-2, council-3, auditor,");
    say("                    province-office, province-leader, and one for each unit, such as unit-snv-vp");
    say(&format!("  Password:         {PASSWORD}\n"));
}
