//! SQL of the rating levels and of the thresholds.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::schema::{rating_levels, verdict_rules};
use crate::features::progress::rules::{Thresholds, Verdict};
use crate::text_columns;

text_columns!(Verdict);

/// A level by which an item is rated, and the progress it counts as.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = rating_levels)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct RatingLevel {
    pub code: String,
    pub name: String,
    pub progress: Decimal,
}

/// The least difference of progress and elapsed time for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = verdict_rules)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct VerdictRule {
    pub verdict: Verdict,
    pub at_least: Decimal,
    pub version: RowVersion,
    pub updated_at: DateTime<Utc>,
}

/// The rating levels, the lowest first.
pub async fn list_rating_levels(mut conn: &AsyncPgConnection) -> Result<Vec<RatingLevel>, Error> {
    Ok(rating_levels::table
        .order((rating_levels::progress, rating_levels::code))
        .select(RatingLevel::as_select())
        .load(&mut conn)
        .await?)
}

/// The rules, the best verdict first.
pub async fn list_verdict_rules(mut conn: &AsyncPgConnection) -> Result<Vec<VerdictRule>, Error> {
    Ok(verdict_rules::table
        .order((verdict_rules::at_least.desc(), verdict_rules::verdict))
        .select(VerdictRule::as_select())
        .load(&mut conn)
        .await?)
}

/// The rules, locked: a change of one is compared with the others.
pub async fn lock_verdict_rules(tx: &mut AsyncPgConnection) -> Result<Vec<VerdictRule>, Error> {
    Ok(verdict_rules::table
        .order(verdict_rules::verdict)
        .for_no_key_update()
        .select(VerdictRule::as_select())
        .load(tx)
        .await?)
}

/// Changes a locked rule.
///
/// # Errors
/// [`Error::Conflict`] when another transaction changed it first, which a locked rule never sees.
pub async fn change_verdict_rule(
    tx: &mut AsyncPgConnection,
    rule: &VerdictRule,
    at_least: Decimal,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let updated = diesel::update(verdict_rules::table.find(rule.verdict))
        .filter(verdict_rules::version.eq(rule.version))
        .set((
            verdict_rules::at_least.eq(at_least),
            verdict_rules::version.eq(rule.version.next()),
            verdict_rules::updated_at.eq(now),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the rule was changed meanwhile".to_owned())) }
}

/// The thresholds of all verdicts.
pub async fn thresholds(conn: &AsyncPgConnection) -> Result<Thresholds, Error> {
    Ok(thresholds_of(&list_verdict_rules(conn).await?))
}

fn thresholds_of(rules: &[VerdictRule]) -> Thresholds {
    let of = |verdict: Verdict| {
        rules.iter().find(|rule| rule.verdict == verdict).map(|rule| rule.at_least).unwrap_or_default()
    };
    Thresholds { ahead: of(Verdict::Ahead), on_track: of(Verdict::OnTrack), at_risk: of(Verdict::AtRisk) }
}
