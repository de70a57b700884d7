//! Writes of units. The handler holds the transaction and the locks.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Unit;
use crate::core::clock::local;
use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::schema::{unit_versions, units};
use crate::features::units::rules::{Days, Life, UnitContent, UnitKind};
use crate::insert_rows;

/// Creates units, each with its first version.
///
/// # Errors
/// Constraints `unit_code_taken`, `unit_agency_code_taken`, `unit_legacy_agency_code_taken`.
pub async fn create(tx: &mut AsyncPgConnection, created: &[(Unit, UnitContent)]) -> Result<(), Error> {
    let unit_rows: Vec<_> = created
        .iter()
        .map(|(unit, _)| {
            (
                units::id.eq(unit.id),
                units::code.eq(&unit.code),
                units::opened_on.eq(unit.opened_on),
                units::closed_on.eq(unit.closed_on),
                units::version.eq(unit.version),
                units::created_at.eq(unit.created_at),
                units::updated_at.eq(unit.updated_at),
            )
        })
        .collect();
    insert_rows!(units::table, unit_rows, &mut *tx);
    let versions: Vec<_> =
        created.iter().map(|(unit, content)| version_row(unit, unit.life().days(), content)).collect();
    insert_rows!(unit_versions::table, versions, tx);
    Ok(())
}

/// Ends one version and begins another after it.
///
/// # Errors
/// Constraint `unit_versions_do_not_overlap` and those of the agency codes.
pub async fn split_version(
    tx: &mut AsyncPgConnection,
    unit: &Unit,
    version_id: Uuid,
    days: Days,
    content: &UnitContent,
) -> Result<(), Error> {
    end_version(tx, version_id, Some(days.starts_on)).await?;
    diesel::insert_into(unit_versions::table).values(version_row(unit, days, content)).execute(tx).await?;
    Ok(())
}

/// Corrects a version on all its days.
///
/// # Errors
/// Constraints of the agency codes.
pub async fn correct_version(
    tx: &mut AsyncPgConnection,
    unit: &Unit,
    version_id: Uuid,
    content: &UnitContent,
) -> Result<(), Error> {
    diesel::update(unit_versions::table.find(version_id))
        .set(content_columns(unit, content))
        .execute(tx)
        .await?;
    Ok(())
}

/// Sets or takes back the end of a version.
pub async fn end_version(
    tx: &mut AsyncPgConnection,
    version_id: Uuid,
    ends_before: Option<NaiveDate>,
) -> Result<(), Error> {
    diesel::update(unit_versions::table.find(version_id))
        .set(unit_versions::ends_before.eq(ends_before))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a unit from the expected version to the next one, with its life span.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked unit never sees.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    unit: &Unit,
    life: Life,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let is_closing_known = life.closed_on == unit.closed_on;
    let recorded_on = life.closed_on.map(|_| local(now).date());
    let updated = diesel::update(units::table.find(unit.id))
        .filter(units::version.eq(unit.version))
        .set((
            (!is_closing_known).then_some(units::closing_recorded_on.eq(recorded_on)),
            units::version.eq(unit.version.next()),
            units::closed_on.eq(life.closed_on),
            units::updated_at.eq(now),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the unit changed meanwhile".to_owned())) }
}

type ContentColumns<'a> = (
    diesel::dsl::Eq<unit_versions::name, &'a str>,
    diesel::dsl::Eq<unit_versions::name_folded, String>,
    diesel::dsl::Eq<unit_versions::search_text, String>,
    diesel::dsl::Eq<unit_versions::kind, UnitKind>,
    diesel::dsl::Eq<unit_versions::parent_id, Option<Uuid>>,
    diesel::dsl::Eq<unit_versions::agency_code, Option<&'a str>>,
    diesel::dsl::Eq<unit_versions::legacy_agency_code, Option<&'a str>>,
);

type VersionRow<'a> = (
    diesel::dsl::Eq<unit_versions::id, Uuid>,
    diesel::dsl::Eq<unit_versions::unit_id, Uuid>,
    diesel::dsl::Eq<unit_versions::starts_on, NaiveDate>,
    diesel::dsl::Eq<unit_versions::ends_before, Option<NaiveDate>>,
    ContentColumns<'a>,
);

fn content_columns<'a>(unit: &Unit, content: &'a UnitContent) -> ContentColumns<'a> {
    let name_folded = folded(&content.name);
    let agency_codes = [&content.agency_code, &content.legacy_agency_code].into_iter().flatten();
    let codes = std::iter::once(&unit.code).chain(agency_codes);
    let search_text = codes.fold(name_folded.clone(), |text, code| format!("{text} {}", folded(code)));
    (
        unit_versions::name.eq(content.name.as_str()),
        unit_versions::name_folded.eq(name_folded),
        unit_versions::search_text.eq(search_text),
        unit_versions::kind.eq(content.kind),
        unit_versions::parent_id.eq(content.parent_id),
        unit_versions::agency_code.eq(content.agency_code.as_deref()),
        unit_versions::legacy_agency_code.eq(content.legacy_agency_code.as_deref()),
    )
}

fn version_row<'a>(unit: &Unit, days: Days, content: &'a UnitContent) -> VersionRow<'a> {
    (
        unit_versions::id.eq(Uuid::now_v7()),
        unit_versions::unit_id.eq(unit.id),
        unit_versions::starts_on.eq(days.starts_on),
        unit_versions::ends_before.eq(days.ends_before),
        content_columns(unit, content),
    )
}
