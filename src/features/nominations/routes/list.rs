//! Listing nominations.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::NominationSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::{self, UnitScope};
use crate::db::Connection;
use crate::db::search::Patterns;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::nominations::rules::NominationStatus;
use crate::features::nominations::store::{self, NominationFilter};
use crate::features::people::store as people;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};
use crate::operations::tables::spec::{TableSpec, day, number, text, word};

/// Which nominations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct NominationListFilter {
    /// Words that must appear in the achievement; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only with this status.
    #[param(nullable = false)]
    status: Option<NominationStatus>,
    /// Only those that this unit nominated, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only those that are at the stage of this unit.
    #[param(nullable = false)]
    stage_unit_id: Option<Uuid>,
    /// Only those in this submission.
    #[param(nullable = false)]
    submission_id: Option<Uuid>,
    /// Only of this person, unit or household; of a person also those of whoever was merged into them.
    #[param(nullable = false)]
    subject_id: Option<Uuid>,
    /// Only for this award.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award: Option<String>,
    /// Only on this ground.
    #[param(nullable = false)]
    commendation_kind: Option<CommendationKind>,
    /// Only of this year.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
    /// Only for this campaign.
    #[param(nullable = false)]
    campaign_id: Option<Uuid>,
    /// Only those whose appraisal rests on this award: where it was revoked, they are to be checked again.
    #[param(nullable = false)]
    relies_on: Option<Uuid>,
}

/// Nominations as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "de-nghi-khen-thuong",
    "Đề nghị khen thưởng",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị đề nghị", "/unit/name"),
        text("Mã đối tượng", "/subject/code"),
        text("Đối tượng", "/subject/name"),
        text("Danh hiệu, hình thức", "/award/name"),
        word("Loại hình", "/commendationKind", "CommendationKind"),
        number("Năm", "/year"),
        word("Trạng thái", "/status", "NominationStatus"),
        text("Cấp đang xem xét", "/stageUnit/name"),
        word("Kết quả thẩm định", "/verdict", "AppraisalVerdict"),
        day("Ngày nhận", "/receivedOn"),
    ],
);

/// List nominations
///
/// Those of the units in the caller's reach, the last written first; unsent ones only of units for which the caller acts or
/// reads drafts. Filters add up.
#[utoipa::path(params(NominationListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<NominationSummary>, description = "A page of nominations",
        headers(("Link" = String)))))]
#[get("/nominations")]
pub async fn list_nominations(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<NominationListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let inside = units_inside(&state, &caller).await?;
    let list = async |conn: &Connection| {
        let subjects = match asked.subject_id {
            Some(id) => {
                let mut ids = people::all_ids_of(conn, id).await?;
                ids.push(id);
                Some(ids)
            }
            None => None,
        };
        let filter = NominationFilter {
            readable: readable_units(conn, &scope, today).await?,
            inside: inside.clone(),
            units: units_below(conn, asked.unit_id, today).await?,
            stage_unit: asked.stage_unit_id,
            submission: asked.submission_id,
            subjects,
            status: asked.status,
            award: asked.award.clone(),
            kind: asked.commendation_kind,
            year: asked.year,
            campaign: asked.campaign_id,
            words: asked.q.as_deref().and_then(Patterns::of),
            relies_on: asked.relies_on,
        };
        let rows = store::list(conn, &filter, before, page.read()).await?;
        NominationSummary::list(conn, &rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}

/// The units whose unsent work the caller sees: those it acts for, and those of which it reads drafts; `None` are all.
pub(super) async fn units_inside(state: &State, caller: &Caller) -> Result<Option<Vec<Uuid>>, Problem> {
    let today = state.clock.today();
    let drafts = UnitScope::of(&state.db, caller, Permission::ReadDrafts, today).await?;
    let acted = unit_scope::acted_for(&state.db, caller, today).await?;
    Ok(match (drafts.filter(), acted.filter()) {
        (Some(drafts), Some(acted)) => Some(drafts.into_iter().chain(acted).collect()),
        _ => None,
    })
}
