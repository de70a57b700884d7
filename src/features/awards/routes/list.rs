//! Listing the register of awards.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::AwardView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::db::search::Patterns;
use crate::features::awards::store::{self, Award, AwardFilter};
use crate::features::people::rules::SubjectKind;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{SubjectNames, listed_subjects};

/// Which awards to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AwardListFilter {
    /// The day the register refers to: only what was decided by then and not revoked.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Words that must appear in the award's code, the recipient's name as printed, the decision, who decided or the achievement;
    /// with or without accents.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only awards of this kind of subject.
    #[param(nullable = false)]
    subject_type: Option<SubjectKind>,
    /// Only awards of this person, unit or household; of a person also those of whoever was merged into them.
    #[param(nullable = false)]
    subject_id: Option<Uuid>,
    /// Only awards of this unit, the units below it, closed ones that went over to these, and their people and households.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only this award of the catalogue.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award_code: Option<String>,
    /// Only awards of this achievement year.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    achievement_year: Option<i32>,
    /// Only awards that a second person confirmed, or only the others.
    #[param(nullable = false)]
    is_confirmed: Option<bool>,
    /// Only awards that were voided; they are left out otherwise.
    #[param(nullable = false)]
    is_voided: Option<bool>,
    /// Only awards that were granted on this one: where it was revoked, they are to be checked again.
    #[param(nullable = false)]
    relies_on: Option<Uuid>,
}

/// List awards
///
/// The register of awards of the people, units and households in the caller's reach, the last written first. A machine client without
/// `awards:read.personal` reads those of units.
#[utoipa::path(params(AwardListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<AwardView>, description = "A page of awards", headers(("Link" = String)))))]
#[get("/awards")]
pub async fn list_awards(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<AwardListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadAwards, today).await?;
    let list = async |conn: &Connection| {
        let filter = AwardFilter {
            subjects: listed_subjects(conn, &scope, (asked.unit_id, asked.subject_id), today).await?,
            subject_kind: asked.subject_type,
            is_of_units: !caller.reads_personal_awards(),
            words: asked.q.as_deref().and_then(Patterns::of),
            award_code: asked.award_code.clone(),
            achievement_year: asked.achievement_year,
            is_confirmed: asked.is_confirmed,
            is_voided: asked.is_voided == Some(true),
            relies_on: asked.relies_on,
            as_of: asked.as_of,
            ..AwardFilter::default()
        };
        let found = store::list(conn, &filter, before, page.read()).await?;
        page.announce(&found, |award| Position::of_id(award.id));
        let known = SubjectNames::find(conn, found.iter().map(Award::subject), today).await?;
        Ok((found, known))
    };
    let (found, known) = state.db.read(list).await?;
    page.answer(found, |award| Position::of_id(award.id), |award| AwardView::new(award, &known))
}
