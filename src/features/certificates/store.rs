//! SQL of certificates.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{awards, certificates};
use crate::features::awards::store::Award;
use crate::features::catalogue::rules::{AwardKind, AwardLevel, RecipientKind};
use crate::features::certificates::rules::{CertificateReason, CertificateSituation, Precedence};
use crate::record::{Recorded, Subject};
use crate::text_columns;

text_columns!(CertificateReason);

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = certificates)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Certificate {
    pub id: Uuid,
    pub award_id: Uuid,
    pub decision_id: Uuid,
    pub unit_id: Uuid,
    pub year: i32,
    pub number: i32,
    pub reason: CertificateReason,
    pub replaces_id: Option<Uuid>,
    pub explanation: Option<String>,
    pub is_current: bool,
    pub printed_name: String,
    pub issued_on: NaiveDate,
    pub handed_over_on: Option<NaiveDate>,
    pub occasion: Option<String>,
    pub received_by: Option<String>,
    pub returned_on: Option<NaiveDate>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Certificate {
    /// The certificate beside its award.
    #[must_use]
    pub const fn situation(&self, award: &Award) -> CertificateSituation {
        CertificateSituation {
            is_current: self.is_current,
            is_revoked: award.revoked_on.is_some(),
            issued_on: self.issued_on,
            handed_over_on: self.handed_over_on,
            returned_on: self.returned_on,
        }
    }
}

impl Recorded for Certificate {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    /// No names: who received it is somebody.
    fn audited(&self) -> Value {
        json!({"awardId": self.award_id, "year": self.year, "number": self.number, "reason": self.reason,
            "replacesId": self.replaces_id, "isCurrent": self.is_current, "issuedOn": self.issued_on,
            "handedOverOn": self.handed_over_on, "returnedOn": self.returned_on})
    }
}

/// Which certificates a list shows.
#[derive(Debug, Default)]
pub struct CertificateFilter {
    /// Only those in the registers of these units; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// Only those in the registers of these units, as well.
    pub units: Option<Vec<Uuid>>,
    /// Only those of this decision.
    pub decision: Option<Uuid>,
    /// Only those of this award.
    pub award: Option<Uuid>,
    /// Only those of this year.
    pub year: Option<i32>,
    /// Only those that were handed over, or only the others.
    pub is_handed_over: Option<bool>,
    /// Only those in whose place no later one stands, or only the others.
    pub is_current: Option<bool>,
}

/// A certificate with its award.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<(Certificate, Award), Error> {
    let own = certificates::table.inner_join(awards::table).filter(certificates::id.eq(id));
    Ok(own.select((Certificate::as_select(), Award::as_select())).first(&mut conn).await?)
}

/// A certificate, locked against every other change until the transaction ends; its award is not revoked meanwhile.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_certificate(tx: &mut AsyncPgConnection, id: Uuid) -> Result<(Certificate, Award), Error> {
    let award: Uuid = certificates::table.find(id).select(certificates::award_id).first(tx).await?;
    let award = awards::table.find(award).for_share().select(Award::as_select()).first(tx).await?;
    let own = certificates::table.find(id).for_no_key_update().select(Certificate::as_select());
    Ok((own.first(tx).await?, award))
}

/// Certificates with their awards in the order of their numbers, after an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &CertificateFilter,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<(Certificate, Award)>, Error> {
    use certificates::{award_id, decision_id, handed_over_on, id, is_current, unit_id, updated_at, year};
    let mut query = certificates::table
        .inner_join(awards::table)
        .select((Certificate::as_select(), Award::as_select()))
        .into_boxed();
    if let Some(range) = page.updated {
        // What becomes of the award becomes of its certificate.
        query = query.filter(range.contains(updated_at).or(range.contains(awards::updated_at)));
    }
    for units in [&filter.readable, &filter.units].into_iter().flatten() {
        query = query.filter(unit_id.eq_any(units));
    }
    if let Some(own) = filter.decision {
        query = query.filter(decision_id.eq(own));
    }
    if let Some(own) = filter.award {
        query = query.filter(award_id.eq(own));
    }
    if let Some(own) = filter.year {
        query = query.filter(year.eq(own));
    }
    query = match filter.is_handed_over {
        Some(true) => query.filter(handed_over_on.is_not_null()),
        Some(false) => query.filter(handed_over_on.is_null()),
        None => query,
    };
    if let Some(own) = filter.is_current {
        query = query.filter(is_current.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(after) = after {
        query = query.filter(id.gt(after));
    }
    Ok(query.order(id).limit(page.limit).load(&mut conn).await?)
}

/// An award of a decision that has no certificate yet.
#[derive(Debug, Clone)]
pub struct Uncertified {
    /// Which award.
    pub award_id: Uuid,
    /// The recipient's name as it was printed, where it is kept.
    pub recipient_name: Option<String>,
    /// Where it comes among others.
    pub precedence: Precedence,
}

#[derive(QueryableByName)]
struct UncertifiedRow {
    #[diesel(sql_type = SqlUuid)]
    award_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    recipient_name: Option<String>,
    #[diesel(sql_type = Integer)]
    position: i32,
    #[diesel(sql_type = Text)]
    level: AwardLevel,
    #[diesel(sql_type = Text)]
    kind: AwardKind,
    #[diesel(sql_type = Integer)]
    rank: i32,
    #[diesel(sql_type = Text)]
    recipient: RecipientKind,
}

/// The awards of a decision that hold and have no certificate, by the catalogue of the day of the decision; they are locked against
/// revocation until the transaction ends.
pub async fn lock_uncertified(tx: &mut AsyncPgConnection, decision: Uuid) -> Result<Vec<Uncertified>, Error> {
    let sql = "SELECT award.id AS award_id, award.recipient_name, line.position, kind.level, kind.kind, kind.rank,
            CASE WHEN award.person_id IS NOT NULL THEN 'INDIVIDUAL' WHEN award.unit_id IS NOT NULL THEN 'COLLECTIVE'
                ELSE 'HOUSEHOLD' END AS recipient
        FROM decision_lines AS line
        JOIN awards AS award ON award.id = line.award_id
        JOIN award_types AS kind ON kind.code = award.award_code AND kind.starts_on <= award.decided_on
            AND (kind.ends_before IS NULL OR kind.ends_before > award.decided_on)
        WHERE line.decision_id = $1 AND award.void_reason IS NULL
            AND NOT EXISTS (SELECT FROM certificates WHERE certificates.award_id = award.id)
        ORDER BY award.id
        FOR SHARE OF award";
    let rows: Vec<UncertifiedRow> = diesel::sql_query(sql).bind::<SqlUuid, _>(decision).load(tx).await?;
    let uncertified = |row: UncertifiedRow| Uncertified {
        award_id: row.award_id,
        recipient_name: row.recipient_name,
        precedence: Precedence {
            level: row.level,
            kind: row.kind,
            rank: row.rank,
            recipient: row.recipient,
            position: row.position,
        },
    };
    Ok(rows.into_iter().map(uncertified).collect())
}

/// Takes so many numbers of a register: the first of them. Others who take numbers of it wait.
pub async fn take_numbers(
    tx: &mut AsyncPgConnection,
    (unit, year): (Uuid, i32),
    count: i32,
) -> Result<i32, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Integer)]
        last_number: i32,
    }
    let sql = "INSERT INTO certificate_registers AS own (unit_id, year, last_number) VALUES ($1, $2, $3)
        ON CONFLICT (unit_id, year) DO UPDATE SET last_number = own.last_number + excluded.last_number
        RETURNING last_number";
    let taken =
        diesel::sql_query(sql).bind::<SqlUuid, _>(unit).bind::<Integer, _>(year).bind::<Integer, _>(count);
    let row: Row = taken.get_result(tx).await?;
    Ok(row.last_number - count + 1)
}

/// How many certificates are written in one statement: each has twenty parameters, and a statement 65,535.
const AT_ONCE: usize = 1000;

/// Writes certificates.
///
/// # Errors
/// Constraint `certificate_is_there`.
pub async fn create(tx: &mut AsyncPgConnection, new: &[Certificate]) -> Result<(), Error> {
    for some in new.chunks(AT_ONCE) {
        crate::insert_rows!(certificates::table, some.to_vec(), tx);
    }
    Ok(())
}

/// Writes what a locked certificate becomes.
pub async fn update(tx: &mut AsyncPgConnection, own: &Certificate) -> Result<(), Error> {
    diesel::update(certificates::table.find(own.id))
        .set((
            certificates::is_current.eq(own.is_current),
            certificates::handed_over_on.eq(own.handed_over_on),
            certificates::occasion.eq(&own.occasion),
            certificates::received_by.eq(&own.received_by),
            certificates::returned_on.eq(own.returned_on),
            certificates::version.eq(own.version),
            certificates::updated_at.eq(own.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// The certificates of a decision that count, are not handed over, and whose awards hold; locked until the transaction ends.
pub async fn lock_waiting(
    tx: &mut AsyncPgConnection,
    decision: Uuid,
    except: &[Uuid],
) -> Result<Vec<Certificate>, Error> {
    let own = certificates::table
        .inner_join(awards::table)
        .filter(certificates::decision_id.eq(decision))
        .filter(certificates::is_current)
        .filter(certificates::handed_over_on.is_null())
        .filter(certificates::id.ne_all(except))
        .filter(awards::void_reason.is_null())
        .order(certificates::id)
        .for_no_key_update();
    Ok(own.select(Certificate::as_select()).load(tx).await?)
}

/// Writes when some locked certificates were handed over, and at which event.
pub async fn write_handed_over(tx: &mut AsyncPgConnection, handed_over: &[Certificate]) -> Result<(), Error> {
    let Some(first) = handed_over.first() else { return Ok(()) };
    let ids: Vec<Uuid> = handed_over.iter().map(|own| own.id).collect();
    let sql =
        "UPDATE certificates SET handed_over_on = $2, occasion = $3, version = version + 1, updated_at = $4
        WHERE id = ANY ($1)";
    diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Nullable<Date>, _>(first.handed_over_on)
        .bind::<Nullable<Text>, _>(&first.occasion)
        .bind::<diesel::sql_types::Timestamptz, _>(first.updated_at)
        .execute(tx)
        .await?;
    Ok(())
}
