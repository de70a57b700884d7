//! Listing facts.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::FactView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::facts::rules::FactKind;
use crate::features::facts::store::{self, Fact, FactFilter};
use crate::features::people::rules::SubjectKind;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, listed_subjects};

/// Which facts to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct FactListFilter {
    /// Only facts about this kind of subject.
    #[param(nullable = false)]
    subject_type: Option<SubjectKind>,
    /// Only facts about this person, unit or household; of a person also what is known of those merged into them.
    #[param(nullable = false)]
    subject_id: Option<Uuid>,
    /// Only facts about this unit, the units below it, closed ones that went over to these, and their people and households.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only facts of this kind.
    #[param(nullable = false)]
    kind: Option<FactKind>,
    /// Only facts of this year, and holds on one of its days.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
    /// Only facts that a second person confirmed, or only the others.
    #[param(nullable = false)]
    is_confirmed: Option<bool>,
    /// Only facts that were voided; they are left out otherwise.
    #[param(nullable = false)]
    is_voided: Option<bool>,
}

/// List facts
///
/// What is known of the people, units and households in the caller's reach, the last written first. Filters add up.
#[utoipa::path(params(FactListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<FactView>, description = "A page of facts", headers(("Link" = String)))))]
#[get("/facts")]
pub async fn list_facts(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<FactListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let filter = FactFilter {
            subjects: listed_subjects(conn, &scope, (asked.unit_id, asked.subject_id), today).await?,
            subject_kind: asked.subject_type,
            kind: asked.kind,
            year: asked.year.and_then(days_of),
            is_confirmed: asked.is_confirmed,
            is_voided: asked.is_voided == Some(true),
        };
        let facts = store::list(conn, &filter, before, page.read()).await?;
        let known = KnownSubjects::find(conn, facts.iter().map(Fact::subject), today).await?;
        facts.into_iter().map(|fact| FactView::new(fact, &known)).collect::<Result<Vec<_>, _>>()
    };
    page.answer(state.db.read(list).await?, |fact| Position::of_id(fact.id), |fact| fact)
}

/// A year, its first day and the first day of the next one.
fn days_of(year: i32) -> Option<(i32, NaiveDate, NaiveDate)> {
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    Some((year, first(year)?, first(year + 1)?))
}
