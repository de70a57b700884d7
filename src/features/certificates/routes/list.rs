//! Listing certificates: the register, and the list by which they are handed over.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::CertificateView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::certificates::store::{self, CertificateFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};
use crate::operations::tables::spec::{TableSpec, day, number, text, word};

/// Which certificates to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CertificateListFilter {
    /// Only those in the register of this unit, of the units below it, and of closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
    /// Only those of this decision.
    #[param(nullable = false)]
    decision_id: Option<Uuid>,
    /// Only those of this award.
    #[param(nullable = false)]
    award_id: Option<Uuid>,
    /// Only those in the register of this year.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
    /// Only those that were handed over, or only the others.
    #[param(nullable = false)]
    is_handed_over: Option<bool>,
    /// Only those in whose place no later one stands, or only the others.
    #[param(nullable = false)]
    is_current: Option<bool>,
}

/// The register as a table, with room for whoever receives a certificate to sign.
pub static TABLE: TableSpec = TableSpec::of_list(
    "so-cap-bang",
    "Sổ cấp bằng, giấy chứng nhận",
    &[
        number("Năm", "/year"),
        number("Số vào sổ", "/number"),
        text("Tên cá nhân, tập thể, hộ gia đình", "/printedName"),
        text("Danh hiệu, hình thức", "/award/name"),
        text("Quyết định số", "/decisionNumber"),
        day("Ngày cấp", "/issuedOn"),
        word("Trạng thái", "/status", "CertificateStatus"),
        day("Ngày trao", "/handedOverOn"),
        text("Dịp trao", "/occasion"),
        text("Người nhận thay", "/receivedBy"),
    ],
);

/// List certificates
///
/// Those in the registers of the units in the caller's reach, as they were issued: those of a decision in the order in which they
/// are handed over. Filters add up.
#[utoipa::path(params(CertificateListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<CertificateView>, description = "A page of certificates",
        headers(("Link" = String)))))]
#[get("/certificates")]
pub async fn list_certificates(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<CertificateListFilter>,
) -> Result<Answer, Problem> {
    let (asked, after, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let filter = CertificateFilter {
            readable: readable_units(conn, &scope, today).await?,
            units: units_below(conn, asked.unit_id, today).await?,
            decision: asked.decision_id,
            award: asked.award_id,
            year: asked.year,
            is_handed_over: asked.is_handed_over,
            is_current: asked.is_current,
        };
        let rows = store::list(conn, &filter, after, page.read()).await?;
        CertificateView::list(conn, rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
