//! The awards that a fund pays, and where their money is.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::awards::store as register;
use crate::features::catalogue::rules::AwardReference;
use crate::features::catalogue::store::AwardReferences;
use crate::features::funds::rules::AwardMoneyState;
use crate::features::funds::store::{self, FundAward, FundAwardFilter};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, SubjectReference};
use crate::operations::tables::spec::{TableSpec, day, number, text, word};

/// Which awards of a fund to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct FundAwardListFilter {
    /// Only those whose money is there.
    #[param(nullable = false)]
    state: Option<AwardMoneyState>,
    /// Only those of this decision.
    #[param(nullable = false)]
    decision_id: Option<Uuid>,
}

/// An award that a fund pays.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FundAward)]
pub struct FundAwardView {
    /// The award of the register.
    #[schema(example = "01980000-0000-7000-8000-0000003f0101")]
    pub award_id: Uuid,
    /// Who was honoured.
    subject: SubjectReference,
    /// What with.
    award: AwardReference,
    /// The decision that pays it.
    #[schema(example = "01980000-0000-7000-8000-0000003f0001")]
    decision_id: Uuid,
    /// Number and sign of the decision.
    #[schema(max_length = 60, format = "text", example = "15/QĐ-SNV")]
    decision_number: String,
    /// Its day.
    #[schema(example = "2024-01-16")]
    decided_on: NaiveDate,
    /// Where its money is.
    #[schema(example = "UNPAID")]
    state: AwardMoneyState,
    /// The prize, in VND.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1_080_000)]
    prize: i64,
    /// What was paid, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    paid: i64,
    /// What is still to be paid, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1_080_000)]
    due: i64,
    /// Since when it is revoked.
    #[schema(required, example = json!(null))]
    revoked_on: Option<NaiveDate>,
    /// What came back, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    recovered: i64,
    /// What is still to come back, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    due_back: i64,
    /// Until when it is to come back.
    #[schema(required, example = json!(null))]
    return_due_on: Option<NaiveDate>,
}

impl FundAwardView {
    async fn list(conn: &Connection, rows: Vec<FundAward>, today: NaiveDate) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.award_id).collect();
        let granted = register::find_all(conn, &ids).await?;
        let known = KnownSubjects::find(conn, granted.values().map(register::Award::subject), today).await?;
        let names = AwardReferences::find(conn, granted.values().map(|own| own.award_code.clone())).await?;
        let view = |row: FundAward| {
            let award = granted.get(&row.award_id).ok_or(db::Error::NotFound)?;
            let money = row.money();
            Ok(Self {
                award_id: row.award_id,
                subject: known.reference(award.subject()),
                award: names.get(&award.award_code),
                decision_id: row.decision_id,
                decision_number: award.decision_number.clone(),
                decided_on: row.decided_on,
                state: money.state(),
                prize: money.prize,
                paid: money.paid,
                due: money.due(),
                revoked_on: row.revoked_on,
                recovered: money.recovered,
                due_back: money.due_back(),
                return_due_on: row.return_due_on,
            })
        };
        rows.into_iter().map(view).collect()
    }
}

/// What is owed and what is due back, as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "tien-thuong",
    "Tiền thưởng",
    &[
        text("Mã đối tượng", "/subject/code"),
        text("Tên cá nhân, tập thể, hộ gia đình", "/subject/name"),
        text("Danh hiệu, hình thức", "/award/name"),
        text("Số quyết định", "/decisionNumber"),
        day("Ngày quyết định", "/decidedOn"),
        word("Tình trạng", "/state", "AwardMoneyState"),
        number("Tiền thưởng (đồng)", "/prize"),
        number("Đã chi (đồng)", "/paid"),
        number("Còn phải chi (đồng)", "/due"),
        day("Ngày thu hồi", "/revokedOn"),
        number("Đã nộp lại (đồng)", "/recovered"),
        number("Còn phải nộp lại (đồng)", "/dueBack"),
        day("Hạn nộp lại", "/returnDueOn"),
    ],
);

/// List the awards that a fund pays
///
/// Each with what was paid and what is owed; since it was revoked, with what came back and what is due back. The state tells them
/// apart: `UNPAID`, `PAID`, `DUE_BACK`, `RECOVERED`, `NOTHING_DUE`.
#[utoipa::path(params(FundAwardListFilter, PageParameters),
    responses((status = 200, body = Page<FundAwardView>, description = "A page of awards", headers(("Link" = String)))))]
#[get("/funds/{id}/awards")]
pub async fn list_fund_awards(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    filter: Parameters<FundAwardListFilter>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let FundAwardListFilter { state: money_state, decision_id } = filter.0;
    let filter = FundAwardFilter { state: money_state, decision_id, ..FundAwardFilter::default() };
    let list = async |conn: &Connection| {
        let (fund, _) = find_visible(conn, &caller, id, today).await?;
        let rows = store::list_awards(conn, &fund, &filter, (after, page.read())).await?;
        FundAwardView::list(conn, rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.award_id), |one| one)
}
