//! Lists of nominations, and of those whom nobody has nominated yet.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::heads::NominationHead;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::nominations;
use crate::db::search::Patterns;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::nominations::rules::NominationStatus;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::filter_words;

/// Which nominations a list shows.
#[derive(Debug, Default)]
pub struct NominationFilter {
    /// Only those that these units nominated, or that are at their stages; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// The units whose unsent nominations are shown, too; `None` are all.
    pub inside: Option<Vec<Uuid>>,
    /// Only those that these units nominated, as well.
    pub units: Option<Vec<Uuid>>,
    /// Only at the stage of this unit.
    pub stage_unit: Option<Uuid>,
    /// Only those in this submission.
    pub submission: Option<Uuid>,
    /// Only of these subjects.
    pub subjects: Option<Vec<Uuid>>,
    /// Only with this status.
    pub status: Option<NominationStatus>,
    /// Only for this award.
    pub award: Option<String>,
    /// Only on this ground.
    pub kind: Option<CommendationKind>,
    /// Only of this year.
    pub year: Option<i32>,
    /// Only for this campaign.
    pub campaign: Option<Uuid>,
    /// Words that must all stand in the achievement.
    pub words: Option<Patterns>,
    /// Only those whose appraisal rests on this award.
    pub relies_on: Option<Uuid>,
}

diesel::define_sql_function! {
    /// The nominations whose appraisal rests on an award.
    fn nominations_relying_on(award: SqlUuid) -> Array<SqlUuid>;
}

/// Nominations, the last written first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &NominationFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<NominationHead>, Error> {
    use nominations::{nominating_unit_id, status};
    let query = nominations::table.select(NominationHead::as_select()).into_boxed();
    let mut query = page.only_updated(query, nominations::updated_at);
    if let Some(units) = &filter.readable {
        query = query.filter(nominating_unit_id.eq_any(units).or(nominations::stage_unit_id.eq_any(units)));
    }
    if let Some(units) = &filter.units {
        query = query.filter(nominating_unit_id.eq_any(units));
    }
    if let Some(inside) = &filter.inside {
        query = query.filter(nominations::submitted_on.is_not_null().or(nominating_unit_id.eq_any(inside)));
    }
    if let Some(unit) = filter.stage_unit {
        query = query.filter(nominations::stage_unit_id.eq(unit));
    }
    if let Some(submission) = filter.submission {
        query = query.filter(nominations::submission_id.eq(submission));
    }
    if let Some(subjects) = &filter.subjects {
        query = query.filter(nominations::subject_id.eq_any(subjects));
    }
    if let Some(own) = filter.status {
        query = query.filter(status.eq(own));
    }
    if let Some(award) = &filter.award {
        query = query.filter(nominations::award_code.eq(award));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(nominations::commendation_kind.eq(kind));
    }
    if let Some(year) = filter.year {
        query = query.filter(nominations::year.eq(year));
    }
    if let Some(campaign) = filter.campaign {
        query = query.filter(nominations::campaign_id.eq(campaign));
    }
    if let Some(words) = &filter.words {
        query = filter_words!(query, nominations::search_text, words);
    }
    if let Some(award) = filter.relies_on {
        let relying: Vec<Uuid> = diesel::select(nominations_relying_on(award)).get_result(&mut conn).await?;
        query = query.filter(nominations::id.eq_any(relying));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(nominations::id.lt(before));
    }
    Ok(query.order(nominations::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Somebody whose last check passes, and whom nobody nominated.
#[derive(Debug, Clone)]
pub struct Unnominated {
    /// The check that passes.
    pub check_id: Uuid,
    /// Whom it is about.
    pub subject: Subject,
    /// The award.
    pub award: String,
    /// The day of the question.
    pub asked_on: NaiveDate,
}

#[derive(QueryableByName)]
struct UnnominatedRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    subject_type: SubjectKind,
    #[diesel(sql_type = SqlUuid)]
    subject_id: Uuid,
    #[diesel(sql_type = Text)]
    award_code: String,
    #[diesel(sql_type = Date)]
    asked_on: NaiveDate,
}

/// Those whose last check for a campaign passes and for whom no nomination for that award is under way or decided, after a
/// check, a page at a time; only of these units, where some are given.
pub async fn list_unnominated(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    units: Option<&[Uuid]>,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Unnominated>, Error> {
    let sql = "SELECT id, subject_type, subject_id, award_code, asked_on FROM (
            SELECT DISTINCT ON (subject_id, award_code) * FROM eligibility_checks
            WHERE campaign_id = $1 ORDER BY subject_id, award_code, id DESC) AS last
        WHERE outcome = 'PASS' AND id > coalesce($3, '00000000-0000-0000-0000-000000000000')
            AND ($2 IS NULL OR unit_id = ANY ($2))
            AND NOT EXISTS (SELECT FROM nominations WHERE nominations.campaign_id = $1
                AND nominations.subject_id = last.subject_id AND nominations.award_code = last.award_code
                AND nominations.status NOT IN ('WITHDRAWN', 'DECLINED'))
        ORDER BY id LIMIT $4";
    let query = |after: Option<Uuid>, limit: Option<i64>| {
        diesel::sql_query(sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<Nullable<Array<SqlUuid>>, _>(units)
            .bind::<Nullable<SqlUuid>, _>(after)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    let rows: Vec<UnnominatedRow> = query(after, Some(page.limit)).load(&mut conn).await?;
    let one = |row: UnnominatedRow| Unnominated {
        check_id: row.id,
        subject: Subject { kind: row.subject_type, id: row.subject_id },
        award: row.award_code,
        asked_on: row.asked_on,
    };
    Ok(rows.into_iter().map(one).collect())
}
