//! Listing initiatives.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::InitiativeView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::db::search::Patterns;
use crate::features::initiatives::rules::{InitiativeKind, InitiativeLevel};
use crate::features::initiatives::store::{self, InitiativeFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, listed_subjects};

/// Which initiatives to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct InitiativeListFilter {
    /// Words that must appear in the code or the title; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only initiatives of this level.
    #[param(nullable = false)]
    level: Option<InitiativeLevel>,
    /// Only initiatives of this kind.
    #[param(nullable = false)]
    kind: Option<InitiativeKind>,
    /// Only initiatives that count for this year.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
    /// Only initiatives of this author, and of those merged into them.
    #[param(nullable = false)]
    person_id: Option<Uuid>,
    /// Only initiatives with an author of this unit, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only initiatives that a second person confirmed, or only the others.
    #[param(nullable = false)]
    is_confirmed: Option<bool>,
    /// Only initiatives that were voided; they are left out otherwise.
    #[param(nullable = false)]
    is_voided: Option<bool>,
}

/// List initiatives
///
/// Initiatives of which one author is in the caller's reach, the last written first. Filters add up.
#[utoipa::path(params(InitiativeListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<InitiativeView>, description = "A page of initiatives", headers(("Link" = String)))))]
#[get("/initiatives")]
pub async fn list_initiatives(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<InitiativeListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let filter = InitiativeFilter {
            people: listed_subjects(conn, &scope, (asked.unit_id, asked.person_id), today).await?,
            words: asked.q.as_deref().and_then(Patterns::of),
            level: asked.level,
            kind: asked.kind,
            year: asked.year,
            is_confirmed: asked.is_confirmed,
            is_voided: asked.is_voided == Some(true),
        };
        let found = store::list(conn, &filter, before, page.read()).await?;
        let ids: Vec<Uuid> = found.iter().map(|one| one.id).collect();
        let authors = store::list_authors(conn, &ids).await?;
        let people = authors.iter().flat_map(|(_, authors)| authors.subjects());
        let known = KnownSubjects::find(conn, people, today).await?;
        let both = found.into_iter().zip(authors);
        Ok(both.map(|(one, (_, authors))| InitiativeView::new(one, authors, &known)).collect::<Vec<_>>())
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
