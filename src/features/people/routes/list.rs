//! Listing and searching people.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::access::{Purpose, PurposeParameter};
use super::placing::class_on;
use super::view::{Named, PersonView};
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows_somewhere};
use crate::auth::unit_scope::UnitScope;
use crate::core::vietnamese::composed;
use crate::db::search::Patterns;
use crate::db::{self, Connection};
use crate::features::people::store::{self, Person, PersonFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::context;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};
use crate::operations::tables::spec::{TableSpec, day, text, word};

/// Which people to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PersonListFilter {
    /// Words that must appear in the name or the staff code; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only people of this unit and of the units below it, and of closed units that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only the person with this staff code.
    #[param(nullable = false, min_length = 1, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$")]
    staff_code: Option<String>,
    /// Only people who were ever in a position of this class, as it holds today.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    reporting_class: Option<String>,
    /// Only people who have an id in this system.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$")]
    external_system: Option<String>,
    /// Only the person that has this id in a system.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    external_id: Option<String>,
    /// Only people whose name somebody else has, with the same year of birth or in the same unit; or only the others.
    #[param(nullable = false)]
    has_possible_duplicates: Option<bool>,
}

/// People as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "nhan-su",
    "Nhân sự",
    &[
        text("Mã cán bộ", "/staffCode"),
        text("Họ và tên", "/name"),
        word("Giới tính", "/sex", "Sex"),
        text("Năm sinh", "/birthYear"),
        text("Dân tộc thiểu số", "/isEthnicMinority"),
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        day("Ngày cập nhật", "/updatedAt"),
    ],
);

/// List people
///
/// People of the units whose people the caller may read, by name. Personal fields only for a purpose of the caller's role;
/// then the reading is noted with the number of people. Those who were merged into others are left out.
#[utoipa::path(params(PersonListFilter, PurposeParameter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PersonView>, description = "A page of people", headers(("Link" = String)))),
    extensions(("x-problems" = json!([Code::unknown_purpose, Code::purpose_not_yours]))))]
#[get("/people")]
pub async fn list_people(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<PersonListFilter>,
    asked: Parameters<PurposeParameter>,
) -> Result<Answer, Problem> {
    let context = context(&request, &state.clock, Some(&caller));
    let (filter, today) = (filter.0, context.today);
    let after = page.after_key::<String>()?.zip(page.after_id()?);
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let found = store_filter(conn, &filter, (&caller, &scope), today).await?;
        let after = after.as_ref().map(|(name, id)| (name.as_str(), *id));
        let rows = store::list(conn, &found, after, page.read()).await?;
        let named = Named::find(conn, &rows, today).await?;
        Ok((rows, named))
    };
    let (rows, named) = state.db.read(list).await?;
    let note = async |tx: &mut Connection| {
        let purpose = Purpose::find(tx, asked.0.purpose.as_deref(), today).await?;
        if let Some(purpose) = &purpose {
            purpose.require_somewhere(&caller)?;
            purpose.note(tx, &context, ("listPeople", None, rows.len())).await?;
        }
        Ok::<_, Problem>(purpose)
    };
    let purpose = if asked.0.purpose.is_some() { state.db.transaction(note).await? } else { None };
    let position = |row: &Person| Position::new(&row.name_folded, row.id);
    page.answer(rows, position, |row| named.view(row, &caller, purpose.as_ref()))
}

async fn store_filter(
    conn: &Connection,
    asked: &PersonListFilter,
    (caller, scope): (&Caller, &UnitScope),
    today: NaiveDate,
) -> Result<PersonFilter, db::Error> {
    let reporting_class_id = match &asked.reporting_class {
        // A code that nobody has shows nobody.
        Some(code) => {
            let classes = store::list_classes(conn).await?;
            Some(class_on(&classes, code, today).map_or(Uuid::nil(), |class| class.id))
        }
        None => None,
    };
    Ok(PersonFilter {
        within: readable_units(conn, scope, today).await?,
        of_units: units_below(conn, asked.unit_id, today).await?,
        words: asked.q.as_deref().and_then(Patterns::of),
        staff_code: asked.staff_code.clone(),
        reporting_class_id,
        external_system: asked.external_system.clone(),
        external_id: asked.external_id.as_deref().map(composed),
        has_namesake: asked.has_possible_duplicates,
        knows_years: allows_somewhere(&caller.grants, Permission::KeepPeople),
    })
}
