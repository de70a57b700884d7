//! The lines of decisions.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bytea, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{decision_lines, nominations};

/// The most lines of a decision.
pub const MOST_LINES: i64 = 2000;

/// A line of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = decision_lines)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct DecisionLine {
    pub id: Uuid,
    pub decision_id: Uuid,
    pub position: i32,
    pub nomination_id: Uuid,
    pub is_live: bool,
    pub coefficient: Option<Decimal>,
    pub prize: Option<i64>,
    pub suppressed_by: Option<Uuid>,
    pub award_id: Option<Uuid>,
    pub verification_code: Option<String>,
    pub verification_hash: Option<Vec<u8>>,
}

/// The lines of a decision in their order, after a position, a page at a time.
pub async fn list_lines(
    mut conn: &AsyncPgConnection,
    decision: Uuid,
    after: i32,
    page: &PageRead,
) -> Result<Vec<DecisionLine>, Error> {
    use decision_lines::{decision_id, position};
    let mut own = decision_lines::table.filter(decision_id.eq(decision)).select(DecisionLine::as_select());
    page.count(conn, &mut own).await?;
    let later = own.filter(position.gt(after));
    Ok(later.order(position).limit(page.limit).load(&mut conn).await?)
}

/// How many lines some decisions have.
pub async fn count_lines(
    mut conn: &AsyncPgConnection,
    decisions: &[Uuid],
) -> Result<Vec<(Uuid, i64)>, Error> {
    use decision_lines::decision_id;
    use diesel::dsl::count_star;
    let own = decision_lines::table.filter(decision_id.eq_any(decisions)).group_by(decision_id);
    Ok(own.select((decision_id, count_star())).load(&mut conn).await?)
}

/// The nominations in a decision, in their order.
pub async fn list_line_nominations(mut conn: &AsyncPgConnection, decision: Uuid) -> Result<Vec<Uuid>, Error> {
    use decision_lines::{decision_id, nomination_id, position};
    let own = decision_lines::table.filter(decision_id.eq(decision)).order(position);
    Ok(own.select(nomination_id).load(&mut conn).await?)
}

/// Writes the lines of a locked draft anew.
///
/// # Errors
/// Constraint `in_another_decision`.
pub async fn replace_lines(
    tx: &mut AsyncPgConnection,
    decision: Uuid,
    lines: &[(Uuid, Uuid)],
) -> Result<(), Error> {
    use decision_lines::{decision_id, id, is_live, nomination_id, position};
    diesel::delete(decision_lines::table.filter(decision_id.eq(decision))).execute(tx).await?;
    let row = |(place, (own, nomination)): (i32, &(Uuid, Uuid))| {
        (
            id.eq(*own),
            decision_id.eq(decision),
            position.eq(place),
            nomination_id.eq(*nomination),
            is_live.eq(true),
        )
    };
    crate::insert_rows!(decision_lines::table, (1..).zip(lines).map(row).collect::<Vec<_>>(), tx);
    Ok(())
}

/// Frees the nominations of a decision that is withdrawn.
pub async fn end_lines(tx: &mut AsyncPgConnection, decision: Uuid) -> Result<(), Error> {
    use decision_lines::{decision_id, is_live};
    let own = decision_lines::table.filter(decision_id.eq(decision));
    diesel::update(own).set(is_live.eq(false)).execute(tx).await?;
    Ok(())
}

/// Writes what was granted by some lines, all in one statement.
pub async fn write_granted(tx: &mut AsyncPgConnection, lines: &[DecisionLine]) -> Result<(), Error> {
    let sql = "UPDATE decision_lines SET coefficient = own.coefficient, prize = own.prize,
            suppressed_by = own.suppressed_by, award_id = own.award_id, verification_code = own.code,
            verification_hash = own.hash
        FROM unnest($1, $2, $3, $4, $5, $6, $7)
            AS own (id, coefficient, prize, suppressed_by, award_id, code, hash)
        WHERE decision_lines.id = own.id";
    diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(lines.iter().map(|own| own.id).collect::<Vec<_>>())
        .bind::<Array<Nullable<Numeric>>, _>(lines.iter().map(|own| own.coefficient).collect::<Vec<_>>())
        .bind::<Array<Nullable<BigInt>>, _>(lines.iter().map(|own| own.prize).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(lines.iter().map(|own| own.suppressed_by).collect::<Vec<_>>())
        .bind::<Array<Nullable<SqlUuid>>, _>(lines.iter().map(|own| own.award_id).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(
            lines.iter().map(|own| own.verification_code.clone()).collect::<Vec<_>>(),
        )
        .bind::<Array<Nullable<Bytea>>, _>(
            lines.iter().map(|own| own.verification_hash.clone()).collect::<Vec<_>>(),
        )
        .execute(tx)
        .await?;
    Ok(())
}

/// Which of some nominations stands in another decision that was not withdrawn, and in which.
pub async fn find_other_line(
    mut conn: &AsyncPgConnection,
    nominations: &[Uuid],
    decision: Uuid,
) -> Result<Option<(Uuid, Uuid)>, Error> {
    use decision_lines::{decision_id, is_live, nomination_id};
    let other = decision_lines::table
        .filter(nomination_id.eq_any(nominations))
        .filter(decision_id.ne(decision))
        .filter(is_live);
    Ok(other.select((nomination_id, decision_id)).first(&mut conn).await.optional()?)
}

/// Whether somebody wrote or judged what stands in a decision, or is who is proposed by one of these ids.
pub async fn concerns_somebody(
    mut conn: &AsyncPgConnection,
    decision: Uuid,
    (user, person_ids): (Uuid, &[Uuid]),
) -> Result<bool, Error> {
    let own = decision_lines::table
        .inner_join(nominations::table.on(nominations::id.eq(decision_lines::nomination_id)))
        .filter(decision_lines::decision_id.eq(decision))
        .filter(
            nominations::writers
                .contains(vec![Some(user)])
                .or(nominations::appraisers.contains(vec![Some(user)]))
                .or(nominations::person_id.eq_any(person_ids).is_not_distinct_from(true)),
        );
    let found: Option<Uuid> = own.select(decision_lines::id).first(&mut conn).await.optional()?;
    Ok(found.is_some())
}

/// What is paid by some decisions in all, in VND.
pub async fn sum_prizes(mut conn: &AsyncPgConnection, decisions: &[Uuid]) -> Result<Vec<(Uuid, i64)>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = SqlUuid)]
        decision_id: Uuid,
        #[diesel(sql_type = BigInt)]
        total: i64,
    }
    let sql = "SELECT decision_id, sum(prize)::bigint AS total FROM decision_lines
        WHERE decision_id = ANY ($1) AND prize IS NOT NULL AND suppressed_by IS NULL GROUP BY decision_id";
    let rows: Vec<Row> = diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(decisions).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| (row.decision_id, row.total)).collect())
}
