//! The reviews of 2023: one on the way, issued by the leader, and one at the end that is still being written.

use chrono::NaiveDate;

use super::campaigns::CAMPAIGN_2023;
use super::ids::{id, on};
use super::users::{LEADER, OFFICE};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::reviews::routes::create::{NewReview, create_in};
use crate::features::reviews::routes::transition::apply_transition;
use crate::features::reviews::rules::{ReviewAction, ReviewKind};
use crate::features::reviews::store;
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;

/// The last part of the id of the interim review.
const INTERIM: u128 = 0x2300;
/// The last part of the id of the final one.
const FINAL: u128 = 0x2301;

/// The standing office writes both; the leader issues the first.
pub async fn of_2023(tx: &mut Connection) -> Result<(), Problem> {
    create(tx, "2023-07-05T01:00:00Z", INTERIM, ReviewKind::Interim, (6, 30)).await?;
    let campaign = campaigns::lock_exclusive(tx, id(CAMPAIGN_2023)).await?;
    let review = store::lock_exclusive(tx, id(INTERIM)).await?;
    let issue = TransitionInput::of(ReviewAction::Issue);
    apply_transition(tx, &on("2023-07-10T01:00:00Z", LEADER)?, &campaign, &review, &issue).await?;
    create(tx, "2024-01-04T01:00:00Z", FINAL, ReviewKind::Final, (12, 31)).await
}

async fn create(
    tx: &mut Connection,
    at: &str,
    last: u128,
    kind: ReviewKind,
    (month, day): (u32, u32),
) -> Result<(), Problem> {
    let campaign = campaigns::lock_exclusive(tx, id(CAMPAIGN_2023)).await?;
    let context = ChangeContext { ids: Ids::counting(id(last)), ..on(at, OFFICE)? };
    let review = NewReview { kind, through_on: NaiveDate::from_ymd_opt(2023, month, day) };
    create_in(tx, &context, &campaign, &review).await.map(drop)
}
