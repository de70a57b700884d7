//! SQL of merges, and of what people and households were before.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::model::Merge;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{kept_versions, people, person_external_ids, person_merges};
use crate::record::SubjectType;

/// What a thing was before a change.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = kept_versions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct KeptVersion {
    pub thing_type: String,
    pub thing_id: Uuid,
    pub version: RowVersion,
    pub body: Value,
    pub replaced_by: Uuid,
    pub replaced_at: DateTime<Utc>,
}

/// Keeps what a thing was before a change, where its texts may name somebody.
pub async fn keep_before(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    (thing_type, thing_id, version): (SubjectType, Uuid, RowVersion),
    body: Value,
) -> Result<(), Error> {
    let kept = KeptVersion {
        thing_type: thing_type.as_str().to_owned(),
        thing_id,
        version,
        body,
        replaced_by: context.actor()?,
        replaced_at: context.at,
    };
    diesel::insert_into(kept_versions::table).values(kept).execute(tx).await?;
    Ok(())
}

/// What a thing was, the latest first, before a version, a page at a time.
pub async fn list_versions(
    mut conn: &AsyncPgConnection,
    (thing_type, thing_id): (&str, Uuid),
    before: Option<i32>,
    page: &PageRead,
) -> Result<Vec<KeptVersion>, Error> {
    let own = kept_versions::table
        .filter(kept_versions::thing_type.eq(thing_type))
        .filter(kept_versions::thing_id.eq(thing_id))
        .select(KeptVersion::as_select());
    let mut own = page.only_updated(own.into_boxed(), kept_versions::replaced_at);
    page.count(conn, &mut own).await?;
    let earlier = own.filter(kept_versions::version.lt(before.unwrap_or(i32::MAX)));
    Ok(earlier.order(kept_versions::version.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Puts whoever was merged into a person where the person is: what is known of them is in the same reach.
pub async fn move_merged(tx: &mut AsyncPgConnection, person_id: Uuid, unit_id: Uuid) -> Result<(), Error> {
    let followers = people::table.filter(people::merged_into_id.eq(person_id));
    diesel::update(followers).set(people::unit_id.eq(unit_id)).execute(tx).await?;
    Ok(())
}

/// A fact of the one of which there is one a year, or an award, that the other has as well: they can't be one person's.
pub async fn find_doubled(
    mut conn: &AsyncPgConnection,
    one: &[Uuid],
    other: &[Uuid],
) -> Result<Option<Uuid>, Error> {
    let sql = "SELECT own.id FROM facts AS own JOIN facts AS others USING (kind, year)
            WHERE own.person_id = ANY ($1) AND others.person_id = ANY ($2) AND kind = 'TASK_RATING'
                AND own.void_reason IS NULL AND others.void_reason IS NULL
        UNION ALL
        SELECT own.id FROM awards AS own JOIN awards AS others
            USING (award_code, achievement_year, commendation_kind)
            WHERE own.person_id = ANY ($1) AND others.person_id = ANY ($2)
                AND (commendation_kind NOT IN ('AD_HOC', 'CAMPAIGN') OR own.decision_number = others.decision_number)
                AND own.void_reason IS NULL AND others.void_reason IS NULL
        LIMIT 1";
    let query = diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(one).bind::<Array<SqlUuid>, _>(other);
    Ok(query.get_result::<Doubled>(&mut conn).await.optional()?.map(|found| found.id))
}

#[derive(QueryableByName)]
struct Doubled {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Notes a merge, and moves to the person whoever was merged into the other before.
///
/// # Errors
/// Constraint `person_merged_once`.
pub async fn create_merge(tx: &mut AsyncPgConnection, merge: &Merge) -> Result<(), Error> {
    diesel::insert_into(person_merges::table).values(merge.clone()).execute(tx).await?;
    let followers = people::table.filter(people::merged_into_id.eq(merge.merged_id));
    diesel::update(followers).set(people::merged_into_id.eq(merge.person_id)).execute(tx).await?;
    Ok(())
}

/// Gives a person the ids that other systems have for another one, where it has none there yet.
pub async fn take_over_external_ids(tx: &mut AsyncPgConnection, from: Uuid, to: Uuid) -> Result<(), Error> {
    let own: Vec<String> = person_external_ids::table
        .filter(person_external_ids::person_id.eq(to))
        .select(person_external_ids::system)
        .load(tx)
        .await?;
    let others = person_external_ids::table
        .filter(person_external_ids::person_id.eq(from))
        .filter(person_external_ids::system.ne_all(own));
    diesel::update(others).set(person_external_ids::person_id.eq(to)).execute(tx).await?;
    Ok(())
}

/// Who was merged into a person, oldest first, after an id, a page at a time.
pub async fn list_merges(
    mut conn: &AsyncPgConnection,
    person_id: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Merge>, Error> {
    let own = person_merges::table.filter(person_merges::person_id.eq(person_id)).select(Merge::as_select());
    let mut own = page.only_updated(own.into_boxed(), person_merges::created_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(person_merges::id.gt(after.unwrap_or_default()));
    Ok(later.order(person_merges::id).limit(page.limit).load(&mut conn).await?)
}
