//! Lists of people: filters, order and pages in one query.

use diesel::dsl::{exists, not};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Person;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{memberships, people, person_external_ids};
use crate::db::search::Patterns;
use crate::filter_words;

diesel::alias!(people as namesakes: Namesakes);

/// More people of one name are not compared with each other.
const MOST_NAMESAKES: i64 = 5000;

/// Which people a list shows.
#[derive(Debug, Default)]
pub struct PersonFilter {
    /// Only people of these units, closed ones among them.
    pub within: Option<Vec<Uuid>>,
    /// Only people of these units as well.
    pub of_units: Option<Vec<Uuid>>,
    /// Words that must all stand in name or staff code.
    pub words: Option<Patterns>,
    /// Only the person with this staff code.
    pub staff_code: Option<String>,
    /// Only people who were ever in a position of this class.
    pub reporting_class_id: Option<Uuid>,
    /// Only people who have an id in this system.
    pub external_system: Option<String>,
    /// Only the person with this id in some system.
    pub external_id: Option<String>,
    /// Only people whose name somebody else of these units has, in the same unit or with the same year of birth where the caller
    /// keeps people; or only the others.
    pub has_namesake: Option<bool>,
    /// Whether the caller keeps people.
    pub knows_years: bool,
}

fn filtered(filter: &PersonFilter) -> people::BoxedQuery<'_, Pg> {
    let mut query = people::table.filter(people::merged_into_id.is_null()).into_boxed();
    for units in [&filter.within, &filter.of_units].into_iter().flatten() {
        query = query.filter(people::unit_id.eq_any(units));
    }
    if let Some(words) = &filter.words {
        query = filter_words!(query, people::search_text, words);
    }
    if let Some(code) = &filter.staff_code {
        query = query.filter(people::staff_code.eq(code));
    }
    if let Some(class) = filter.reporting_class_id {
        let of_class = memberships::table.filter(memberships::reporting_class_id.eq(class));
        query = query.filter(people::id.eq_any(of_class.select(memberships::person_id)));
    }
    if filter.external_system.is_some() || filter.external_id.is_some() {
        let mut known = person_external_ids::table.select(person_external_ids::person_id).into_boxed();
        if let Some(system) = &filter.external_system {
            known = known.filter(person_external_ids::system.eq(system));
        }
        if let Some(value) = &filter.external_id {
            known = known.filter(person_external_ids::value.eq(value));
        }
        query = query.filter(people::id.eq_any(known));
    }
    if let Some(has_namesake) = filter.has_namesake {
        let is_of_one_year = namesakes.field(people::birth_year).eq(people::birth_year).assume_not_null();
        let is_told = people::restricted_on.is_null().and(namesakes.field(people::restricted_on).is_null());
        let is_close = namesakes
            .field(people::unit_id)
            .eq(people::unit_id)
            .or(is_of_one_year.and(is_told).and(filter.knows_years.into_sql::<Bool>()));
        let reach = filter.within.clone().unwrap_or_default();
        let is_in_reach =
            namesakes.field(people::unit_id).eq_any(reach).or(filter.within.is_none().into_sql::<Bool>());
        let other = namesakes
            .filter(namesakes.field(people::name_folded).eq(people::name_folded))
            .filter(namesakes.field(people::id).ne(people::id))
            .filter(namesakes.field(people::merged_into_id).is_null())
            .filter(is_in_reach)
            .filter(is_close);
        query = if has_namesake { query.filter(exists(other)) } else { query.filter(not(exists(other))) };
    }
    query
}

/// Others with a person's name, of these units where they are given, those who stand for themselves.
pub async fn list_namesakes(
    mut conn: &AsyncPgConnection,
    person: &Person,
    within: Option<&[Uuid]>,
) -> Result<Vec<Person>, Error> {
    let mut query = people::table
        .filter(people::name_folded.eq(&person.name_folded))
        .filter(people::id.ne(person.id))
        .filter(people::merged_into_id.is_null())
        .order(people::id)
        .limit(MOST_NAMESAKES)
        .select(Person::as_select())
        .into_boxed();
    if let Some(units) = within {
        query = query.filter(people::unit_id.eq_any(units));
    }
    Ok(query.load(&mut conn).await?)
}

/// People by name without accents, after a name and an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &PersonFilter,
    after: Option<(&str, Uuid)>,
    page: &PageRead,
) -> Result<Vec<Person>, Error> {
    let mut query = page.only_updated(filtered(filter), people::updated_at);
    page.count(conn, &mut query).await?;
    if let Some((name, id)) = after {
        let later = people::name_folded.eq(name).and(people::id.gt(id));
        query = query.filter(people::name_folded.gt(name).or(later));
    }
    let query = query.order((people::name_folded, people::id)).limit(page.limit);
    Ok(query.select(Person::as_select()).load(&mut conn).await?)
}
