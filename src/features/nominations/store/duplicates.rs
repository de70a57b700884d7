//! What looks like a nomination a second time.

use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Float, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Nomination;
use crate::db::Error;
use crate::features::nominations::rules::{DuplicateReason, NEARLY_SAME};
use crate::text_columns;

text_columns!(DuplicateReason);

/// Something that looks like a nomination.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Duplicate {
    /// Why.
    #[diesel(sql_type = Text)]
    pub reason: DuplicateReason,
    /// The other nomination.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub nomination_id: Option<Uuid>,
    /// The award of the register.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub award_id: Option<Uuid>,
    /// The award's code.
    #[diesel(sql_type = Text)]
    pub award_code: String,
    /// The year.
    #[diesel(sql_type = Integer)]
    pub year: i32,
    /// The unit that nominates the other one.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub nominating_unit_id: Option<Uuid>,
    /// Whether it was ever sent.
    #[diesel(sql_type = Bool)]
    pub is_sent: bool,
    /// How near the texts are, from 0 to 1.
    #[diesel(sql_type = Nullable<Float>)]
    pub similarity: Option<f32>,
}

/// What looks like a nomination: of the same subjects in the register and among nominations, on the same initiatives, and in
/// nearly the same words for the same award and year. At most a hundred.
pub async fn list_duplicates(
    mut conn: &AsyncPgConnection,
    of: &Nomination,
    subjects: &[Uuid],
) -> Result<Vec<Duplicate>, Error> {
    let sql = "WITH others AS NOT MATERIALIZED (
            SELECT id, subject_id, award_code, year, nominating_unit_id, submitted_on IS NOT NULL AS is_sent, search_text
            FROM nominations WHERE id <> $1 AND status NOT IN ('WITHDRAWN', 'DECLINED'))
        SELECT 'IN_REGISTER' AS reason, NULL::uuid AS nomination_id, id AS award_id, award_code,
            achievement_year AS year, NULL::uuid AS nominating_unit_id, true AS is_sent, NULL::real AS similarity
        FROM awards WHERE subject_id = ANY ($2) AND award_code = $3 AND achievement_year = $4 AND void_reason IS NULL
        UNION ALL
        SELECT 'SAME_SUBJECT', id, NULL, award_code, year, nominating_unit_id, is_sent, NULL
        FROM others WHERE subject_id = ANY ($2) AND year = $4
        UNION ALL
        SELECT DISTINCT 'SAME_INITIATIVE', others.id, NULL::uuid, award_code, year, nominating_unit_id, is_sent, NULL::real
        FROM nomination_initiatives AS own
        JOIN nomination_initiatives AS other ON other.initiative_id = own.initiative_id
        JOIN others ON others.id = other.nomination_id
        WHERE own.nomination_id = $1
        UNION ALL
        SELECT 'NEARLY_SAME_TEXT', id, NULL, award_code, year, nominating_unit_id, is_sent, similarity(search_text, $5)
        FROM others WHERE year = $4 AND award_code = $3 AND NOT subject_id = ANY ($2)
            AND search_text % $5 AND similarity(search_text, $5) >= $6
        LIMIT 100";
    Ok(diesel::sql_query(sql)
        .bind::<SqlUuid, _>(of.id)
        .bind::<Array<SqlUuid>, _>(subjects)
        .bind::<Text, _>(&of.award_code)
        .bind::<Integer, _>(of.year)
        .bind::<Text, _>(&of.search_text)
        .bind::<Float, _>(NEARLY_SAME)
        .load(&mut conn)
        .await?)
}
