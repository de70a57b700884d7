//! SQL of funds, their entries, and the awards that they pay.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Numeric, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::rules::{AwardMoney, AwardMoneyState, FundEntryKind, FundSums, organising_part};
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{awards, fund_entries, fund_entry_awards, funds};
use crate::{insert_rows, text_columns};

text_columns!(FundEntryKind);

/// A fund.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = funds)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Fund {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub year: i32,
    pub allotted: i64,
    pub source: String,
    pub document_id: Option<Uuid>,
    pub organising_share: Decimal,
    pub organising_share_source: String,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An entry of a fund.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = fund_entries)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct FundEntry {
    pub id: Uuid,
    pub fund_id: Uuid,
    pub kind: FundEntryKind,
    pub amount: i64,
    pub award_id: Option<Uuid>,
    pub decision_id: Option<Uuid>,
    pub reverses_id: Option<Uuid>,
    pub entered_on: NaiveDate,
    pub document_id: Option<Uuid>,
    pub note: Option<String>,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// How much of an entry is for an award.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = fund_entry_awards)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct EntryShare {
    pub entry_id: Uuid,
    pub award_id: Uuid,
    pub amount: i64,
}

/// Which funds a list shows.
#[derive(Debug, Default)]
pub struct FundFilter {
    /// Only those of these units, and of one of each list.
    pub units: Vec<Vec<Uuid>>,
    /// Only of this year.
    pub year: Option<i32>,
}

/// A fund.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Fund, Error> {
    Ok(funds::table.find(id).select(Fund::as_select()).first(&mut conn).await?)
}

/// The fund of a unit for a year, where there is one.
pub async fn find_of(mut conn: &AsyncPgConnection, unit: Uuid, year: i32) -> Result<Option<Fund>, Error> {
    let own = funds::table.filter(funds::unit_id.eq(unit)).filter(funds::year.eq(year));
    Ok(own.select(Fund::as_select()).first(&mut conn).await.optional()?)
}

/// A fund, locked against every other change and entry until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Fund, Error> {
    Ok(funds::table.find(id).for_no_key_update().select(Fund::as_select()).first(tx).await?)
}

/// Funds, the last written first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &FundFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Fund>, Error> {
    let mut query = funds::table.select(Fund::as_select()).into_boxed();
    if let Some(range) = page.updated {
        // A fund is shown with what is left of it.
        let of_entries = fund_entries::table.filter(range.contains(fund_entries::created_at));
        let of_entries = of_entries.select(fund_entries::fund_id);
        query = query.filter(range.contains(funds::updated_at).or(funds::id.eq_any(of_entries)));
    }
    for units in &filter.units {
        query = query.filter(funds::unit_id.eq_any(units));
    }
    if let Some(year) = filter.year {
        query = query.filter(funds::year.eq(year));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(funds::id.lt(before));
    }
    Ok(query.order(funds::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Writes a fund.
///
/// # Errors
/// Constraint `fund_already_there`.
pub async fn create(tx: &mut AsyncPgConnection, new: &Fund) -> Result<(), Error> {
    diesel::insert_into(funds::table).values(new.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites what can change of a locked fund.
pub async fn update(tx: &mut AsyncPgConnection, fund: &Fund) -> Result<(), Error> {
    diesel::update(funds::table.find(fund.id))
        .set((
            funds::source.eq(&fund.source),
            funds::document_id.eq(fund.document_id),
            funds::organising_share.eq(fund.organising_share),
            funds::organising_share_source.eq(&fund.organising_share_source),
            funds::version.eq(fund.version),
            funds::updated_at.eq(fund.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct SumsRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    allotted: i64,
    #[diesel(sql_type = Numeric)]
    organising_share: Decimal,
    #[diesel(sql_type = BigInt)]
    organising_paid: i64,
    #[diesel(sql_type = BigInt)]
    committed: i64,
    #[diesel(sql_type = BigInt)]
    paid: i64,
    #[diesel(sql_type = BigInt)]
    due: i64,
    #[diesel(sql_type = BigInt)]
    due_back: i64,
    #[diesel(sql_type = BigInt)]
    recovered: i64,
}

/// What some funds came to; as many statements for many as for one.
pub async fn list_sums(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, FundSums)>, Error> {
    let sql = "SELECT fund.id, (fund.allotted + coalesce(others.changes, 0))::bigint AS allotted,
            fund.organising_share, coalesce(others.costs, 0)::bigint AS organising_paid,
            coalesce(own.committed, 0)::bigint AS committed, coalesce(own.paid, 0)::bigint AS paid,
            coalesce(own.due, 0)::bigint AS due, coalesce(own.due_back, 0)::bigint AS due_back,
            coalesce(own.recovered, 0)::bigint AS recovered
        FROM funds AS fund
        LEFT JOIN LATERAL (
            SELECT sum(amount) FILTER (WHERE kind = 'ALLOTMENT_CHANGE') AS changes,
                sum(amount) FILTER (WHERE kind = 'ORGANISING_COST') AS costs
            FROM fund_entries WHERE fund_id = fund.id
        ) AS others ON true
        LEFT JOIN LATERAL (
            SELECT sum(paid + due) AS committed, sum(paid) AS paid, sum(due) AS due,
                sum(CASE WHEN prize_due IS NULL THEN 0 ELSE greatest(least(prize_due, paid) - recovered, 0) END)
                    AS due_back,
                sum(recovered) AS recovered
            FROM fund_awards(fund.unit_id, fund.year),
                LATERAL (SELECT CASE WHEN prize_due IS NULL THEN greatest(prize - paid + recovered, 0) ELSE 0 END AS due) AS owed
        ) AS own ON true
        WHERE fund.id = ANY ($1)";
    let rows: Vec<SumsRow> = diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(ids).load(&mut conn).await?;
    let sums = |row: SumsRow| {
        let SumsRow { id, allotted, organising_share, organising_paid, .. } = row;
        let SumsRow { committed, paid, due, due_back, recovered, .. } = row;
        let organising = organising_part(allotted, organising_share);
        (id, FundSums { allotted, organising, organising_paid, committed, paid, due, due_back, recovered })
    };
    Ok(rows.into_iter().map(sums).collect())
}

/// What a fund came to.
pub async fn find_sums(conn: &AsyncPgConnection, id: Uuid) -> Result<FundSums, Error> {
    Ok(list_sums(conn, &[id]).await?.pop().map(|(_, sums)| sums).unwrap_or_default())
}

/// Which awards of a fund are looked at.
#[derive(Debug, Default)]
pub struct FundAwardFilter {
    /// Only those whose money is there.
    pub state: Option<AwardMoneyState>,
    /// Only this one.
    pub award_id: Option<Uuid>,
    /// Only those of this decision.
    pub decision_id: Option<Uuid>,
    /// Only some of them.
    pub award_ids: Option<Vec<Uuid>>,
}

/// An award that a fund pays.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct FundAward {
    #[diesel(sql_type = SqlUuid)]
    pub award_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub decision_id: Uuid,
    #[diesel(sql_type = Date)]
    pub decided_on: NaiveDate,
    #[diesel(sql_type = BigInt)]
    pub prize: i64,
    #[diesel(sql_type = Nullable<Date>)]
    pub revoked_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub prize_due: Option<i64>,
    #[diesel(sql_type = Nullable<Date>)]
    pub return_due_on: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    pub paid: i64,
    #[diesel(sql_type = BigInt)]
    pub recovered: i64,
    #[diesel(sql_type = Bool)]
    pub is_suppressed: bool,
}

impl FundAward {
    /// Its money.
    #[must_use]
    pub const fn money(&self) -> AwardMoney {
        let Self { prize, prize_due, paid, recovered, .. } = *self;
        AwardMoney { prize, prize_due, paid, recovered }
    }

    /// The same for what was paid on a day: before the revocation it was due, also where it is written down only afterwards.
    #[must_use]
    pub fn money_on(&self, day: NaiveDate) -> AwardMoney {
        let was_due_back = self.is_suppressed || self.revoked_on.is_some_and(|revoked_on| revoked_on <= day);
        AwardMoney { prize_due: self.prize_due.filter(|_| was_due_back), ..self.money() }
    }
}

/// What the rows with a state have in common: the counterpart of [`AwardMoney::state`].
const fn in_state(state: AwardMoneyState) -> &'static str {
    match state {
        AwardMoneyState::Unpaid => "prize_due IS NULL AND paid - recovered < prize",
        AwardMoneyState::Paid => "prize_due IS NULL AND paid - recovered >= prize",
        AwardMoneyState::DueBack => "prize_due IS NOT NULL AND least(prize_due, paid) > recovered",
        AwardMoneyState::Recovered => {
            "prize_due IS NOT NULL AND paid > 0 AND least(prize_due, paid) <= recovered"
        }
        AwardMoneyState::NothingDue => "prize_due IS NOT NULL AND paid = 0",
    }
}

/// The awards that a fund pays, in the order of their ids, after one, a page at a time.
pub async fn list_awards(
    mut conn: &AsyncPgConnection,
    fund: &Fund,
    filter: &FundAwardFilter,
    (after, page): (Option<Uuid>, &PageRead),
) -> Result<Vec<FundAward>, Error> {
    let state = filter.state.map_or("true", in_state);
    let sql = format!(
        "SELECT * FROM fund_awards($1, $2)
        WHERE award_id > $3 AND ($4 IS NULL OR award_id = $4) AND ($5 IS NULL OR decision_id = $5)
            AND ($6 IS NULL OR award_id = ANY ($6)) AND {state}
        ORDER BY award_id LIMIT $7"
    );
    let query = |after: Option<Uuid>, limit: Option<i64>| {
        diesel::sql_query(sql.as_str())
            .bind::<SqlUuid, _>(fund.unit_id)
            .bind::<Integer, _>(fund.year)
            .bind::<SqlUuid, _>(after.unwrap_or_default())
            .bind::<Nullable<SqlUuid>, _>(filter.award_id)
            .bind::<Nullable<SqlUuid>, _>(filter.decision_id)
            .bind::<Nullable<Array<SqlUuid>>, _>(filter.award_ids.as_deref())
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(after, Some(page.limit)).load(&mut conn).await?)
}

/// Locks awards against being paid, recovered or revoked by somebody else, in the order of their ids.
pub async fn lock_awards(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<(), Error> {
    let own = awards::table.filter(awards::id.eq_any(ids)).order(awards::id).for_no_key_update();
    let _: Vec<Uuid> = own.select(awards::id).load(tx).await?;
    Ok(())
}

/// Writes an entry with what of it is for which award.
///
/// # Errors
/// Constraint `already_reversed`.
pub async fn create_entry(
    tx: &mut AsyncPgConnection,
    entry: &FundEntry,
    shares: Vec<EntryShare>,
) -> Result<(), Error> {
    diesel::insert_into(fund_entries::table).values(entry.clone()).execute(&mut *tx).await?;
    insert_rows!(fund_entry_awards::table, shares, tx);
    Ok(())
}

/// An entry of a fund.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_entry(mut conn: &AsyncPgConnection, fund: Uuid, id: Uuid) -> Result<FundEntry, Error> {
    let own = fund_entries::table.find(id).filter(fund_entries::fund_id.eq(fund));
    Ok(own.select(FundEntry::as_select()).first(&mut conn).await?)
}

/// The entries of a fund, the last written first, before an id, a page at a time.
pub async fn list_entries(
    mut conn: &AsyncPgConnection,
    fund: Uuid,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<FundEntry>, Error> {
    let own = fund_entries::table.filter(fund_entries::fund_id.eq(fund)).select(FundEntry::as_select());
    let mut query = page.only_updated(own.into_boxed(), fund_entries::created_at);
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(fund_entries::id.lt(before));
    }
    Ok(query.order(fund_entries::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Which of some entries are reversed, each with the entry that does.
pub async fn list_reversals(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, Error> {
    let own = fund_entries::table.filter(fund_entries::reverses_id.eq_any(ids));
    let own = own.select((fund_entries::reverses_id.assume_not_null(), fund_entries::id));
    Ok(own.load(&mut conn).await?)
}

/// What of some entries is for which award, the awards of each in the order of their ids.
pub async fn list_shares(mut conn: &AsyncPgConnection, entries: &[Uuid]) -> Result<Vec<EntryShare>, Error> {
    let own = fund_entry_awards::table.filter(fund_entry_awards::entry_id.eq_any(entries));
    let own = own.order((fund_entry_awards::entry_id, fund_entry_awards::award_id));
    Ok(own.select(EntryShare::as_select()).load(&mut conn).await?)
}
