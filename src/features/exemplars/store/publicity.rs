//! What the public sees: published exemplars, each with the consent that holds, none whose person's data are not to be used.

use chrono::NaiveDate;
use diesel::dsl::not;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::consents::ExemplarConsent;
use super::exemplars::{Exemplar, person_is_restricted};
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{exemplar_consents, exemplars};
use crate::features::exemplars::rules::ExemplarStatus;

/// An exemplar with the consent that holds; a unit's needs none.
pub type PublicRow = (Exemplar, Option<ExemplarConsent>);

/// Which published exemplars to look for.
#[derive(Debug, Default)]
pub struct PublicFilter {
    /// Only of this campaign.
    pub campaign_id: Option<Uuid>,
    /// Only with this name in links.
    pub slug: Option<String>,
    /// Only those after this one.
    pub after: Option<(NaiveDate, Uuid)>,
}

/// Published exemplars, the last published first, a page at a time.
pub async fn list_public(
    mut conn: &AsyncPgConnection,
    filter: &PublicFilter,
    page: &PageRead,
) -> Result<Vec<PublicRow>, Error> {
    use exemplars::{id, person_id, published_on, unit_id};
    let holds = exemplar_consents::exemplar_id.eq(id).and(exemplar_consents::is_live);
    let mut query = exemplars::table
        .left_join(exemplar_consents::table.on(holds))
        .filter(exemplars::status.eq(ExemplarStatus::Published))
        .filter(unit_id.is_not_null().or(exemplar_consents::id.nullable().is_not_null()))
        .filter(not(person_is_restricted(person_id)))
        .select((Exemplar::as_select(), Option::<ExemplarConsent>::as_select()))
        .into_boxed();
    query = page.only_updated(query, exemplars::updated_at);
    if let Some(own) = filter.campaign_id {
        query = query.filter(exemplars::campaign_id.eq(own));
    }
    if let Some(own) = &filter.slug {
        query = query.filter(exemplars::slug.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some((day, last)) = filter.after {
        let earlier = published_on.eq(day).and(id.lt(last));
        query = query.filter(published_on.lt(day).or(earlier));
    }
    Ok(query.order((published_on.desc(), id.desc())).limit(page.limit).load(&mut conn).await?)
}

/// A published exemplar by its name in links.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_public(conn: &AsyncPgConnection, slug: &str) -> Result<PublicRow, Error> {
    let filter = PublicFilter { slug: Some(slug.to_owned()), ..PublicFilter::default() };
    list_public(conn, &filter, &PageRead::of(1)).await?.pop().ok_or(Error::NotFound)
}
