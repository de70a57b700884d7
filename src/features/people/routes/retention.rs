//! Forgetting what is kept of people when its time is over, as the dated rules of personal data say.

use chrono::NaiveDate;

use crate::core::clock::local;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::people::rules::personal_data::{PersonalDataRuleKind, Retained, retention_bound};
use crate::features::people::store::{self, Person};
use crate::http::Problem;
use crate::record::{ChangeRecord, Occurrence, record};

/// Forgets some of what has been kept long enough; answers how many, none where no rule of the day says how long it is kept.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn forget_some(
    tx: &mut Connection,
    context: &ChangeContext,
    kept: Retained,
    limit: i64,
) -> Result<usize, Problem> {
    let rules = store::list_rules_on(tx, PersonalDataRuleKind::Retention, context.today).await?;
    let years = rules.into_iter().find(|rule| rule.code == kept.as_str()).and_then(|rule| rule.details.years);
    let Some(years) = years else { return Ok(0) };
    let bound = retention_bound(context.at, years);
    match kept {
        Retained::PeopleWhoLeft => forget_who_left(tx, context, local(bound).date(), limit).await,
        Retained::KeptVersions => Ok(store::delete_old_versions(tx, bound, limit).await?),
        Retained::PersonalDataReads => Ok(store::delete_old_reads(tx, bound, limit).await?),
    }
}

/// Removes the personal fields of people, also from what they were before.
async fn forget_who_left(
    tx: &mut Connection,
    context: &ChangeContext,
    by: NaiveDate,
    limit: i64,
) -> Result<usize, Problem> {
    let people = store::lock_left(tx, by, limit).await?;
    let ids: Vec<_> = people.iter().map(|person| person.id).collect();
    store::delete_versions_of(tx, &ids).await?;
    let mut changes = Vec::new();
    for before in &people {
        let after = Person {
            birth_year: None,
            sex: None,
            is_ethnic_minority: None,
            version: before.version.next(),
            updated_at: context.at,
            ..before.clone()
        };
        store::update(tx, before, &after).await?;
        changes.push(ChangeRecord::of(Occurrence::PersonForgotten, Some(before), &after));
    }
    record(tx, context, changes).await?;
    Ok(people.len())
}
