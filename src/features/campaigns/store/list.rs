//! Lists of campaigns: filters, order and pages in one query.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{campaign_participants, campaigns};
use crate::db::search::Patterns;
use crate::features::campaigns::rules::{CampaignForm, CampaignLevel, CampaignStatus};
use crate::filter_words;
use crate::text_enum;

text_enum! {
    /// How a list of campaigns is sorted; equal values by id.
    pub enum CampaignSort {
        /// By first day, the latest first; those without one last.
        LatestFirst = "-startsOn",
        /// By first day, the earliest first; those without one first.
        EarliestFirst = "startsOn",
        /// By title without accents, a first.
        TitleAscending = "title",
        /// By title without accents, z first.
        TitleDescending = "-title",
    }
}

/// What a list shows of a campaign.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = campaigns)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Summary {
    pub id: Uuid,
    pub status: CampaignStatus,
    pub code: Option<String>,
    pub slug: Option<String>,
    pub title: Option<String>,
    pub title_folded: String,
    pub form: Option<CampaignForm>,
    pub level: Option<CampaignLevel>,
    pub launching_unit_id: Uuid,
    pub theme: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub sort_day: NaiveDate,
    pub launched_on: Option<NaiveDate>,
    pub version: RowVersion,
    pub updated_at: DateTime<Utc>,
}

/// Which campaigns a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The units whose drafts the caller may read; `None` are all.
    pub drafts_of: Option<Vec<Uuid>>,
    /// Only these statuses; none means all.
    pub statuses: Vec<CampaignStatus>,
    /// Only this form.
    pub form: Option<CampaignForm>,
    /// Only this level.
    pub level: Option<CampaignLevel>,
    /// Only campaigns of this unit.
    pub launching_unit_id: Option<Uuid>,
    /// Only campaigns that this unit takes part in.
    pub participant_id: Option<Uuid>,
    /// Only campaigns that start on or after this day.
    pub starts_on_from: Option<NaiveDate>,
    /// Only campaigns that start on or before this day.
    pub starts_on_to: Option<NaiveDate>,
    /// Words that must all be in the title, theme or code.
    pub words: Option<Patterns>,
}

/// A sort value.
#[derive(Debug, Clone)]
pub enum Key {
    /// A first day.
    Day(NaiveDate),
    /// A folded title.
    Title(String),
}

/// The row after which a page starts.
#[derive(Debug, Clone)]
pub struct After {
    /// Sort value of the last row.
    pub key: Key,
    /// Its id.
    pub id: Uuid,
}

/// The campaigns that the filter shows.
fn filtered(filter: &Filter) -> campaigns::BoxedQuery<'_, Pg> {
    let unpublished = [CampaignStatus::Draft.as_str(), CampaignStatus::Withdrawn.as_str()];
    let mut query = campaigns::table.into_boxed();
    if let Some(units) = &filter.drafts_of {
        let is_published = campaigns::status.ne_all(unpublished);
        query = query.filter(is_published.or(campaigns::launching_unit_id.eq_any(units)));
    }
    if !filter.statuses.is_empty() {
        let statuses: Vec<_> = filter.statuses.iter().map(|status| status.as_str()).collect();
        query = query.filter(campaigns::status.eq_any(statuses));
    }
    if let Some(form) = filter.form {
        query = query.filter(campaigns::form.eq(form));
    }
    if let Some(level) = filter.level {
        query = query.filter(campaigns::level.eq(level));
    }
    if let Some(unit) = filter.launching_unit_id {
        query = query.filter(campaigns::launching_unit_id.eq(unit));
    }
    if let Some(unit) = filter.participant_id {
        let joined = campaign_participants::table
            .filter(campaign_participants::unit_id.eq(unit))
            .select(campaign_participants::campaign_id);
        query = query.filter(campaigns::id.eq_any(joined));
    }
    if let Some(day) = filter.starts_on_from {
        query = query.filter(campaigns::starts_on.ge(day));
    }
    if let Some(day) = filter.starts_on_to {
        query = query.filter(campaigns::starts_on.le(day));
    }
    if let Some(words) = &filter.words {
        query = filter_words!(query, campaigns::search_text, words);
    }
    query
}

/// Campaigns, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    sort: CampaignSort,
    after: Option<&After>,
    page: &PageRead,
) -> Result<Vec<Summary>, Error> {
    let query = filtered(filter).select(Summary::as_select());
    let mut query = page.only_updated(query, campaigns::updated_at);
    page.count(conn, &mut query).await?;
    macro_rules! from {
        ($column:expr, $key:ident, $compare:ident, $direction:ident) => {{
            if let Some(After { key: Key::$key(key), id }) = after {
                let later = $column.eq(key).and(campaigns::id.$compare(id));
                query = query.filter($column.$compare(key).or(later));
            }
            query.order(($column.$direction(), campaigns::id.$direction()))
        }};
    }
    let query = match sort {
        CampaignSort::LatestFirst => from!(campaigns::sort_day, Day, lt, desc),
        CampaignSort::EarliestFirst => from!(campaigns::sort_day, Day, gt, asc),
        CampaignSort::TitleAscending => from!(campaigns::title_folded, Title, gt, asc),
        CampaignSort::TitleDescending => from!(campaigns::title_folded, Title, lt, desc),
    };
    Ok(query.limit(page.limit).load(&mut conn).await?)
}
