//! The lines of a decision.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::AwardReference;
use crate::features::catalogue::store::AwardReferences;
use crate::features::decisions::rules::{DecisionStatus, Prize};
use crate::features::decisions::store::expect_prizes;
use crate::features::decisions::store::find_visible;
use crate::features::decisions::store::{self, Decision, DecisionLine};
use crate::features::nominations::store::{self as nominations, NominationHead};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, SubjectReference};
use crate::operations::tables::spec::{TableSpec, number, text};

/// A line of a decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DecisionLine)]
pub struct DecisionLineView {
    /// The line's id.
    #[schema(example = "01980000-0000-7000-8000-0000003f0002")]
    pub id: Uuid,
    /// Its place in the list, from 1.
    #[schema(minimum = 1, maximum = 2000, example = 1)]
    position: i32,
    /// The nomination that it grants.
    #[schema(example = "01980000-0000-7000-8000-0000003d4001")]
    nomination_id: Uuid,
    /// The unit that nominated.
    pub unit: UnitReference,
    /// Who is honoured.
    pub subject: SubjectReference,
    /// What with.
    pub award: AwardReference,
    /// What for.
    #[schema(max_length = 2000, format = "text", example = "Dẫn đầu phong trào thi đua năm 2023 (mẫu)")]
    pub achievement: String,
    /// The prize in VND; null where the law gives no money, or no base salary of the day is known.
    #[schema(required, minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1_080_000)]
    prize: Option<i64>,
    /// What is paid, in VND: nothing where a higher title of the same period is.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1_080_000)]
    paid: i64,
    /// The line whose title of the same period is paid instead.
    #[schema(required, example = json!(null))]
    suppressed_by: Option<Uuid>,
    /// The award of the register; null before the decision is issued.
    #[schema(required, example = json!(null))]
    award_id: Option<Uuid>,
    /// By which anybody can verify the award; null before the decision is issued.
    #[schema(required, max_length = 32, pattern = "^[0-9a-f]{32}$", example = json!(null))]
    verification_code: Option<String>,
}

impl DecisionLineView {
    /// Lines of a decision, with what each pays or is expected to pay.
    pub(super) async fn list(
        conn: &Connection,
        decision: &Decision,
        lines: Vec<DecisionLine>,
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = lines.iter().map(|line| line.nomination_id).collect();
        let heads = nominations::list_heads(conn, &ids).await?;
        let known = KnownSubjects::find(conn, heads.iter().map(NominationHead::subject), today).await?;
        let units =
            UnitReference::find_all(conn, heads.iter().map(|head| head.nominating_unit_id), today).await?;
        let awards = AwardReferences::find(conn, heads.iter().map(|head| head.award_code.clone())).await?;
        let heads: HashMap<Uuid, NominationHead> = heads.into_iter().map(|head| (head.id, head)).collect();
        let expected = match decision.status {
            DecisionStatus::Issued => None,
            _ => expect_prizes(conn, decision, today).await?.prizes,
        };
        let view = |line: DecisionLine| {
            let head = heads.get(&line.nomination_id).ok_or(db::Error::NotFound)?;
            let written = Prize { amount: line.prize, suppressed_by: line.suppressed_by };
            let prize = expected.as_ref().and_then(|all| all.get(&line.id)).copied().unwrap_or(written);
            Ok(Self {
                id: line.id,
                position: line.position,
                nomination_id: line.nomination_id,
                unit: units.get(head.nominating_unit_id),
                subject: known.reference(head.subject()),
                award: awards.get(&head.award_code),
                achievement: head.achievement.clone(),
                prize: prize.amount,
                paid: prize.paid(),
                suppressed_by: prize.suppressed_by,
                award_id: line.award_id,
                verification_code: line.verification_code,
            })
        };
        lines.into_iter().map(view).collect()
    }

    /// The prize of the line.
    pub(super) const fn prize(&self) -> Prize {
        Prize { amount: self.prize, suppressed_by: self.suppressed_by }
    }
}

/// The list of a decision as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "danh-sach-khen-thuong",
    "Danh sách khen thưởng",
    &[
        number("TT", "/position"),
        text("Mã đối tượng", "/subject/code"),
        text("Tên cá nhân, tập thể, hộ gia đình", "/subject/name"),
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        text("Danh hiệu, hình thức", "/award/name"),
        text("Thành tích", "/achievement"),
        number("Tiền thưởng (đồng)", "/paid"),
        text("Mã tra cứu", "/verificationCode"),
    ],
);

/// List a decision's lines
///
/// Its list, in its order, with the prize of each: of a draft as it is expected.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<DecisionLineView>, description = "A page of lines", headers(("Link" = String)))))]
#[get("/decisions/{id}/lines")]
pub async fn list_decision_lines(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_key::<i32>()?.unwrap_or(0), state.clock.today());
    let list = async |conn: &Connection| {
        let (decision, _) = find_visible(conn, &caller, id, today).await?;
        let lines = store::list_lines(conn, id, after, page.read()).await?;
        DecisionLineView::list(conn, &decision, lines, today).await
    };
    let position = |line: &DecisionLineView| Position::new(line.position, line.id);
    page.answer(state.db.read(list).await?, position, |line| line)
}
