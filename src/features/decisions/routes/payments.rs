//! Titles of issued decisions that are paid no more, or again: of several of one day and one period only the highest is paid (Decree
//! 152/2025/NĐ-CP, Article 49.5), in whatever order they are granted and taken back.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::awards::store::{self as awards, Award};
use crate::features::decisions::store::{self, OtherPayment};
use crate::features::people::store::MergedPeople;
use crate::http::Problem;
use crate::operations::subjects::KnownSubjects;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// What is recorded of it: the award, and the line whose title is paid instead.
struct RecordedPayment<'a> {
    award: &'a Award,
    unit_id: Option<Uuid>,
    suppressed_by: Option<Uuid>,
}

impl Recorded for RecordedPayment<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.award.id, unit_id: self.unit_id }
    }

    fn version(&self) -> RowVersion {
        self.award.version
    }

    fn audited(&self) -> Value {
        let Award { decision_id, award_code, achievement_year, .. } = self.award;
        json!({"decisionId": decision_id, "awardCode": award_code, "achievementYear": achievement_year,
            "about": self.award.subject(), "suppressedBy": self.suppressed_by})
    }
}

/// Writes and records what is paid otherwise, while nobody else grants on that day.
pub(super) async fn pay_otherwise(
    tx: &mut Connection,
    context: &ChangeContext,
    mut others: Vec<OtherPayment>,
) -> Result<(), Problem> {
    others.sort_by_key(|(title, _)| title.award_id);
    let mut locked = Vec::new();
    for (title, now) in others {
        // Whoever pays it has locked it.
        locked.push((awards::lock_exclusive(tx, title.award_id).await?, title, now));
    }
    let known =
        KnownSubjects::find(tx, locked.iter().map(|(award, ..)| award.subject()), context.today).await?;
    for (award, title, now) in locked {
        let unit_id = known.unit_of(award.subject());
        store::write_suppressor(tx, title.grant.line, now).await?;
        let recorded = |suppressed_by| RecordedPayment { award: &award, unit_id, suppressed_by };
        let (before, after) = (recorded(title.suppressed_by), recorded(now));
        record_change(tx, context, Occurrence::AwardPaymentChanged, Some(&before), &after).await?;
    }
    Ok(())
}

/// Locks an award together with the titles that its revocation may let be paid, while nobody else grants on its day.
pub(super) async fn lock_with_titles_of_its_day(tx: &mut Connection, award: Uuid) -> Result<(), Problem> {
    let award = awards::find(tx, award).await?;
    store::grant_alone_on(tx, award.decided_on).await?;
    let mut ids: Vec<Uuid> = titles_beside(tx, &award).await?.iter().map(|own| own.award_id).collect();
    ids.push(award.id);
    ids.sort_unstable();
    for id in ids {
        awards::lock_exclusive(tx, id).await?;
    }
    Ok(())
}

/// Pays what a title suppressed that was revoked.
pub(super) async fn pay_the_next_highest(
    tx: &mut Connection,
    context: &ChangeContext,
    revoked: &Award,
) -> Result<(), Problem> {
    let left = titles_beside(tx, revoked).await?;
    pay_otherwise(tx, context, store::other_payments(left)).await
}

/// The titles of the award's day that are given to the same.
async fn titles_beside(tx: &Connection, award: &Award) -> Result<Vec<store::GrantedTitle>, Problem> {
    let own = award.subject();
    let known = KnownSubjects::find(tx, [own], award.decided_on).await?;
    let survivor = known.get(own).and_then(|row| row.merged_into_id).unwrap_or(own.id);
    let merged = MergedPeople::into(tx, &[survivor]).await?;
    Ok(store::list_granted_titles(tx, (&merged, &[survivor]), award.decided_on).await?)
}
