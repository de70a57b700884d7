//! Lists of units: filters, order and pages in one query.

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Unit, Version};
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{unit_external_ids, unit_versions, units};
use crate::db::search::Patterns;
use crate::features::units::rules::{UnitKind, UnitStatus};
use crate::filter_words;
use crate::text_enum;

text_enum! {
    /// How a list of units is sorted; equal values by id.
    pub enum UnitSort {
        /// By code, A first.
        CodeAscending = "code",
        /// By code, Z first.
        CodeDescending = "-code",
        /// By name without accents, a first.
        NameAscending = "name",
        /// By name without accents, z first.
        NameDescending = "-name",
    }
}

/// Which units a list shows.
#[derive(Debug, Clone)]
pub struct UnitFilter {
    /// The day the list speaks of.
    pub as_of: NaiveDate,
    /// Status on that day.
    pub status: UnitStatus,
    /// Words that must all stand in name or codes.
    pub words: Option<Patterns>,
    /// Only units of this kind.
    pub kind: Option<UnitKind>,
    /// Only units directly below this one.
    pub parent_id: Option<Uuid>,
    /// Only these units.
    pub within: Option<Vec<Uuid>>,
    /// Only the unit with this agency code, of today's kind or the old one.
    pub agency_code: Option<String>,
    /// Only units that have an id in this system.
    pub external_system: Option<String>,
    /// Only the unit with this id in some system.
    pub external_id: Option<String>,
}

impl UnitFilter {
    /// All units of a status on a day.
    #[must_use]
    pub const fn of(as_of: NaiveDate, status: UnitStatus) -> Self {
        Self {
            as_of,
            status,
            words: None,
            kind: None,
            parent_id: None,
            within: None,
            agency_code: None,
            external_system: None,
            external_id: None,
        }
    }
}

/// The place after which a page begins.
#[derive(Debug, Clone)]
pub struct After {
    /// Sort value of the last row.
    pub key: String,
    /// Its id.
    pub id: Uuid,
}

/// The query that lists, a tree and its size begin with.
macro_rules! filtered {
    ($filter:expr) => {{
        let filter: &UnitFilter = $filter;
        let mut query = unit_versions::table
            .inner_join(units::table.on(units::id.eq(unit_versions::unit_id)))
            .into_boxed();
        query = match filter.status {
            UnitStatus::Active => query
                .filter(unit_versions::starts_on.le(filter.as_of))
                .filter(unit_versions::ends_before.is_null().or(unit_versions::ends_before.gt(filter.as_of))),
            UnitStatus::Planned => query
                .filter(units::opened_on.gt(filter.as_of))
                .filter(unit_versions::starts_on.eq(units::opened_on)),
            UnitStatus::Closed => query
                .filter(units::closed_on.le(filter.as_of))
                .filter(unit_versions::ends_before.eq(units::closed_on)),
        };
        if let Some(words) = &filter.words {
            query = filter_words!(query, unit_versions::search_text, words);
        }
        if let Some(kind) = filter.kind {
            query = query.filter(unit_versions::kind.eq(kind));
        }
        if let Some(parent) = filter.parent_id {
            query = query.filter(unit_versions::parent_id.eq(parent));
        }
        if let Some(within) = &filter.within {
            query = query.filter(units::id.eq_any(within));
        }
        if let Some(code) = &filter.agency_code {
            let old = unit_versions::legacy_agency_code.eq(code);
            query = query.filter(unit_versions::agency_code.eq(code).or(old));
        }
        if filter.external_system.is_some() || filter.external_id.is_some() {
            query = query.filter(units::id.eq_any(ids_by_external_id(filter)));
        }
        query
    }};
}

/// The units that have the filter's external id on its day.
fn ids_by_external_id(filter: &UnitFilter) -> unit_external_ids::BoxedQuery<'_, Pg, diesel::sql_types::Uuid> {
    use unit_external_ids::{ends_before, starts_on};
    let mut ids = unit_external_ids::table
        .filter(starts_on.le(filter.as_of))
        .filter(ends_before.is_null().or(ends_before.gt(filter.as_of)))
        .select(unit_external_ids::unit_id)
        .into_boxed();
    if let Some(system) = &filter.external_system {
        ids = ids.filter(unit_external_ids::system.eq(system));
    }
    if let Some(value) = &filter.external_id {
        ids = ids.filter(unit_external_ids::value.eq(value));
    }
    ids
}

/// Units with the version of the filter's day, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &UnitFilter,
    sort: UnitSort,
    after: Option<&After>,
    page: &PageRead,
) -> Result<Vec<(Unit, Version)>, Error> {
    let query = filtered!(filter).select((Unit::as_select(), Version::as_select()));
    let mut query = page.only_updated(query, units::updated_at);
    page.count(conn, &mut query).await?;
    macro_rules! from {
        ($column:expr, $compare:ident, $direction:ident) => {{
            if let Some(After { key, id }) = after {
                let later = $column.eq(key).and(units::id.$compare(id));
                query = query.filter($column.$compare(key).or(later));
            }
            query.order(($column.$direction(), units::id.$direction()))
        }};
    }
    let query = match sort {
        UnitSort::CodeAscending => from!(units::code, gt, asc),
        UnitSort::CodeDescending => from!(units::code, lt, desc),
        UnitSort::NameAscending => from!(unit_versions::name_folded, gt, asc),
        UnitSort::NameDescending => from!(unit_versions::name_folded, lt, desc),
    };
    Ok(query.limit(page.limit).load(&mut conn).await?)
}

/// A unit as a tree shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct TreeRow {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    pub parent_id: Option<Uuid>,
}

/// The units of a tree, by code.
pub async fn list_tree(
    mut conn: &AsyncPgConnection,
    filter: &UnitFilter,
    limit: i64,
) -> Result<Vec<TreeRow>, Error> {
    let columns =
        (units::id, units::code, unit_versions::name, unit_versions::kind, unit_versions::parent_id);
    let query = filtered!(filter).select(columns).order((units::code, units::id)).limit(limit);
    Ok(query.load(&mut conn).await?)
}

/// How many units the filter shows.
pub async fn count(mut conn: &AsyncPgConnection, filter: &UnitFilter) -> Result<i64, Error> {
    Ok(filtered!(filter).count().get_result(&mut conn).await?)
}
