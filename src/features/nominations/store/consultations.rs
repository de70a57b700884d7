//! Public consultations, their lists, and what people said.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{consultation_nominations, consultation_opinions, consultations};
use crate::features::nominations::rules::{ConsultationOutcome, ConsultationStatus};
use crate::{insert_rows, text_columns};

text_columns!(ConsultationStatus, ConsultationOutcome);

/// A public consultation.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = consultations)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Consultation {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub title: String,
    pub published_in: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub status: ConsultationStatus,
    pub summary: Option<String>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A nomination of a consultation, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = consultation_nominations)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ConsultedNomination {
    pub consultation_id: Uuid,
    pub position: i32,
    pub nomination_id: Uuid,
    pub name: String,
    pub unit_name: String,
    pub award_code: String,
    pub achievement: String,
    pub is_open: bool,
    pub outcome: Option<ConsultationOutcome>,
    pub note: Option<String>,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = consultation_opinions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ConsultationOpinion {
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub nomination_id: Uuid,
    pub from_name: Option<String>,
    pub objects: bool,
    pub content: String,
    pub received_on: NaiveDate,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// Which consultations a list shows.
#[derive(Debug, Default)]
pub struct ConsultationFilter {
    /// Only those of these units; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// Only those of these units, as well.
    pub units: Option<Vec<Uuid>>,
    /// Only with this status.
    pub status: Option<ConsultationStatus>,
}

/// A consultation.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_consultation(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Consultation, Error> {
    Ok(consultations::table.find(id).select(Consultation::as_select()).first(&mut conn).await?)
}

/// A consultation, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_consultation(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Consultation, Error> {
    let own = consultations::table.find(id).for_no_key_update();
    Ok(own.select(Consultation::as_select()).first(tx).await?)
}

/// Consultations, the last written first, before an id, a page at a time.
pub async fn list_consultations(
    mut conn: &AsyncPgConnection,
    filter: &ConsultationFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Consultation>, Error> {
    use consultations::{id, status, unit_id, updated_at};
    let query = consultations::table.select(Consultation::as_select()).into_boxed();
    let mut query = page.only_updated(query, updated_at);
    for units in [&filter.readable, &filter.units].into_iter().flatten() {
        query = query.filter(unit_id.eq_any(units));
    }
    if let Some(own) = filter.status {
        query = query.filter(status.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// The consultations in which everybody can speak on a day, the first that ends first, after a day and an id, a page at a time.
pub async fn list_open_consultations(
    mut conn: &AsyncPgConnection,
    day: NaiveDate,
    after: Option<(NaiveDate, Uuid)>,
    page: &PageRead,
) -> Result<Vec<Consultation>, Error> {
    use consultations::{ends_on, id, starts_on, status, updated_at};
    let query = consultations::table
        .filter(status.eq(ConsultationStatus::Open))
        .filter(starts_on.le(day))
        .filter(ends_on.ge(day))
        .select(Consultation::as_select())
        .into_boxed();
    let mut query = page.only_updated(query, updated_at);
    page.count(conn, &mut query).await?;
    if let Some((day, after)) = after {
        query = query.filter(ends_on.gt(day).or(ends_on.eq(day).and(id.gt(after))));
    }
    Ok(query.order((ends_on, id)).limit(page.limit).load(&mut conn).await?)
}

/// The lists of some consultations, in their order.
pub async fn list_consulted(
    mut conn: &AsyncPgConnection,
    consultation_ids: &[Uuid],
) -> Result<Vec<(Uuid, ConsultedNomination)>, Error> {
    use consultation_nominations::{consultation_id, position};
    let own = consultation_nominations::table
        .filter(consultation_id.eq_any(consultation_ids))
        .order((consultation_id, position));
    let rows: Vec<ConsultedNomination> = own.select(ConsultedNomination::as_select()).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| (row.consultation_id, row)).collect())
}

/// The last consultation on each of these nominations that was not taken back.
pub async fn list_last_consultations(
    mut conn: &AsyncPgConnection,
    nomination_ids: &[Uuid],
) -> Result<Vec<(Consultation, ConsultedNomination)>, Error> {
    use consultation_nominations as own;
    let rows = own::table
        .inner_join(consultations::table.on(consultations::id.eq(own::consultation_id)))
        .filter(own::nomination_id.eq_any(nomination_ids))
        .filter(consultations::status.ne(ConsultationStatus::Cancelled))
        .distinct_on(own::nomination_id)
        .order((own::nomination_id, own::is_open.desc(), own::consultation_id.desc()));
    Ok(rows.select((Consultation::as_select(), ConsultedNomination::as_select())).load(&mut conn).await?)
}

/// Writes a consultation with its list.
///
/// # Errors
/// Constraint `already_consulted`.
pub async fn create_consultation(
    tx: &mut AsyncPgConnection,
    new: &Consultation,
    list: &[ConsultedNomination],
) -> Result<(), Error> {
    use consultation_nominations as own;
    diesel::insert_into(consultations::table).values(new.clone()).execute(tx).await?;
    let row = |one: &ConsultedNomination| {
        (
            own::consultation_id.eq(one.consultation_id),
            own::position.eq(one.position),
            own::nomination_id.eq(one.nomination_id),
            own::name.eq(one.name.clone()),
            own::unit_name.eq(one.unit_name.clone()),
            own::award_code.eq(one.award_code.clone()),
            own::achievement.eq(one.achievement.clone()),
            own::is_open.eq(one.is_open),
        )
    };
    insert_rows!(consultation_nominations::table, list.iter().map(row).collect::<Vec<_>>(), tx);
    Ok(())
}

/// The nominations among these that are in an open consultation.
pub async fn list_in_consultation(
    mut conn: &AsyncPgConnection,
    nomination_ids: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>, Error> {
    use consultation_nominations::{consultation_id, is_open, nomination_id};
    let own = consultation_nominations::table.filter(nomination_id.eq_any(nomination_ids)).filter(is_open);
    Ok(own.select((nomination_id, consultation_id)).load(&mut conn).await?)
}

/// Moves a locked consultation from the expected version and status to what it is next; its list is free again.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked consultation never sees.
pub async fn advance_consultation(
    tx: &mut AsyncPgConnection,
    before: &Consultation,
    after: &Consultation,
    outcomes: &[(Uuid, ConsultationOutcome, Option<String>)],
) -> Result<(), Error> {
    use consultation_nominations as own;
    let updated = diesel::update(consultations::table.find(before.id))
        .filter(consultations::version.eq(before.version))
        .filter(consultations::status.eq(before.status))
        .set((
            consultations::status.eq(after.status),
            consultations::summary.eq(&after.summary),
            consultations::version.eq(before.version.next()),
            consultations::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated != 1 {
        return Err(Error::Conflict("the consultation was changed meanwhile".to_owned()));
    }
    let list = own::table.filter(own::consultation_id.eq(before.id));
    diesel::update(list).set(own::is_open.eq(false)).execute(tx).await?;
    for (nomination, outcome, note) in outcomes {
        diesel::update(own::table.find((before.id, *nomination)))
            .set((own::outcome.eq(outcome.as_str()), own::note.eq(note)))
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// Gives a locked consultation a new version.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked consultation never sees.
pub async fn touch_consultation(
    tx: &mut AsyncPgConnection,
    before: &Consultation,
    after: &Consultation,
) -> Result<(), Error> {
    use consultations::{updated_at, version};
    let own = diesel::update(consultations::table.find(before.id)).filter(version.eq(before.version));
    let updated = own.set((version.eq(after.version), updated_at.eq(after.updated_at))).execute(tx).await?;
    if updated == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("the consultation was changed meanwhile".to_owned()))
    }
}

/// Writes what somebody said.
pub async fn create_consultation_opinion(
    tx: &mut AsyncPgConnection,
    new: &ConsultationOpinion,
) -> Result<(), Error> {
    diesel::insert_into(consultation_opinions::table).values(new.clone()).execute(tx).await?;
    Ok(())
}

/// What was said, the first one first, after an id, a page at a time.
pub async fn list_consultation_opinions(
    mut conn: &AsyncPgConnection,
    consultation: Uuid,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<ConsultationOpinion>, Error> {
    use consultation_opinions::{consultation_id, created_at, id};
    let own = consultation_opinions::table.filter(consultation_id.eq(consultation));
    let mut own = page.only_updated(own.select(ConsultationOpinion::as_select()).into_boxed(), created_at);
    page.count(conn, &mut own).await?;
    let later = own.filter(id.gt(after.unwrap_or_default()));
    Ok(later.order(id).limit(page.limit).load(&mut conn).await?)
}

/// How many spoke on the nominations of some consultations, and how many of them object.
pub async fn count_consultation_opinions(
    mut conn: &AsyncPgConnection,
    consultation_ids: &[Uuid],
) -> Result<Vec<((Uuid, Uuid, bool), i64)>, Error> {
    use consultation_opinions::{consultation_id, nomination_id, objects};
    use diesel::dsl::count_star;
    let own = consultation_opinions::table.filter(consultation_id.eq_any(consultation_ids));
    let own = own.group_by((consultation_id, nomination_id, objects));
    Ok(own.select(((consultation_id, nomination_id, objects), count_star())).load(&mut conn).await?)
}
