//! What a decision looks like from outside.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::decisions::rules::{
    DecisionAction, DecisionLife, DecisionOrigin, DecisionPurpose, DecisionStatus, RevocationGround,
};
use crate::features::decisions::store::DecisionAccess;
use crate::features::decisions::store::expect_prizes;
use crate::features::decisions::store::{
    self, AboutAward, Decision, HonouredClass, NameCorrection, Revocation,
};
use crate::features::people::store as people;
use crate::features::progress::rules::rounded;
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// A decision in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionSummary {
    /// The decision's id.
    #[schema(example = "01980000-0000-7000-8000-0000003f0001")]
    pub id: Uuid,
    /// What it does.
    #[schema(example = "GRANT")]
    purpose: DecisionPurpose,
    /// Whose decision it is.
    #[schema(example = "OWN")]
    origin: DecisionOrigin,
    /// The unit whose head decides, or that records the decision of an outside authority.
    pub unit: UnitReference,
    /// Who decides, as printed.
    #[schema(max_length = 200, format = "text", example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn")]
    issuer_name: String,
    /// What it is about.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Về việc khen thưởng phong trào thi đua năm 2023 (mẫu)"
    )]
    title: String,
    /// Number and sign as printed; null while they are open.
    #[schema(required, max_length = 60, format = "text", example = "15/QĐ-SNV")]
    number: Option<String>,
    /// Its day.
    #[schema(required, example = "2024-01-16")]
    decided_on: Option<NaiveDate>,
    /// Its status.
    #[schema(example = "ISSUED")]
    status: DecisionStatus,
    /// How many lines it has.
    #[schema(format = "count", example = 2)]
    line_count: i64,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl DecisionSummary {
    /// Decisions as lists show them.
    pub async fn list(
        conn: &Connection,
        rows: &[Decision],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let counts = store::count_lines(conn, &ids).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let summary = |row: &Decision| Self {
            id: row.id,
            purpose: row.purpose,
            origin: row.origin,
            unit: units.get(row.unit_id),
            issuer_name: row.issuer_name.clone(),
            title: row.title.clone(),
            number: row.printed_number(),
            decided_on: row.decided_on,
            status: row.status,
            line_count: counts.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| *count),
            version: row.version,
        };
        Ok(rows.iter().map(summary).collect())
    }
}

/// A group of positions among those whom a decision honours.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HonouredClass)]
pub struct HonouredClassView {
    /// The group's code; null of people whose position on that day is not known.
    #[schema(required, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "DIRECT_WORKER")]
    code: Option<String>,
    /// What it is called.
    #[schema(
        required,
        max_length = 200,
        format = "text",
        example = "Người trực tiếp công tác, lao động, học tập"
    )]
    name: Option<String>,
    /// How many people of it.
    #[schema(format = "count", example = 2)]
    people: i64,
    /// How many of these are women.
    #[schema(format = "count", example = 1)]
    women: i64,
    /// Its share of the people in the decision, to six decimals.
    #[schema(value_type = String, format = "decimal", example = "0.666667")]
    share: Decimal,
    /// Which share the province wants of it; null where it has set none (`PATCH /reporting-classes/{id}`).
    #[schema(required, value_type = Option<String>, format = "decimal", example = "0.6")]
    target_share: Option<Decimal>,
}

impl HonouredClassView {
    fn list(classes: Vec<HonouredClass>) -> Vec<Self> {
        let total: i64 = classes.iter().map(|class| class.people).sum();
        let view = |of: HonouredClass| {
            let HonouredClass { code, name, people, women, target_share } = of;
            let share = Decimal::from(people).checked_div(Decimal::from(total)).unwrap_or_default();
            Self { code, name, people, women, share: rounded(share, 6), target_share }
        };
        classes.into_iter().map(view).collect()
    }
}

/// What a decision takes back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Revocation)]
pub struct RevocationView {
    /// The award of the register.
    #[schema(example = "01980000-0000-7000-8000-000000390001")]
    award_id: Uuid,
    /// Why.
    #[schema(example = "FALSE_PAPERS")]
    ground: RevocationGround,
    /// The conclusion by which it was found.
    #[schema(max_length = 2000, format = "text", example = "Kết luận thanh tra số 05/KL-TTr (mẫu)")]
    conclusion: String,
    /// The prize, due back as far as it was paid, in VND; null before it is issued.
    #[schema(required, minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1_520_000)]
    prize_due: Option<i64>,
    /// Until when money and object are due back: fifteen working days (Decree 152/2025/NĐ-CP, Article 58).
    #[schema(required, example = "2026-12-14")]
    return_due_on: Option<NaiveDate>,
}

impl From<Revocation> for RevocationView {
    fn from(of: Revocation) -> Self {
        let Revocation { award_id, ground, conclusion, prize_due, return_due_on, .. } = of;
        Self { award_id, ground, conclusion, prize_due, return_due_on }
    }
}

/// A name that a decision corrects.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NameCorrection)]
pub struct NameCorrectionView {
    /// The award of the register.
    #[schema(example = "01980000-0000-7000-8000-000000390001")]
    award_id: Uuid,
    /// The name as it was printed.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sỡ")]
    printed_name: String,
    /// The name as it is right.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    corrected_name: String,
    /// What shows that it was misspelt.
    #[schema(max_length = 2000, format = "text", example = "Sai sót khi lập danh sách (mẫu)")]
    reason: String,
}

impl From<NameCorrection> for NameCorrectionView {
    fn from(of: NameCorrection) -> Self {
        let NameCorrection { award_id, printed_name, corrected_name, reason, .. } = of;
        Self { award_id, printed_name, corrected_name, reason }
    }
}

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Decision)]
pub struct DecisionView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: DecisionSummary,
    /// What the caller may do now.
    #[schema(max_items = 2, example = json!([]))]
    allowed_actions: Vec<DecisionAction>,
    /// Who signs.
    #[schema(required, max_length = 200, format = "text", example = "Nguyễn Văn Mẫu")]
    signer_name: Option<String>,
    /// The signer's position.
    #[schema(required, max_length = 200, format = "text", example = "Giám đốc")]
    signer_position: Option<String>,
    /// What it rests on, one a line.
    #[schema(required, max_length = 5000, format = "text", example = json!(null))]
    grounds: Option<String>,
    /// The signed decision as a registered document.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// The base salary from which the prizes are computed, in VND: that of its day, in a draft without a day that of today; null
    /// where none is known.
    #[schema(required, minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 2_530_000)]
    base_salary: Option<i64>,
    /// What is paid in all, in VND; null where no base salary is known.
    #[schema(required, minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 3_040_000)]
    prize_total: Option<i64>,
    /// The people whom it honours, by the group of their position on its day.
    #[schema(max_items = 50)]
    honoured: Vec<HonouredClassView>,
    /// What it takes back, where it does.
    #[schema(required)]
    revocation: Option<RevocationView>,
    /// The name that it corrects, where it does.
    #[schema(required)]
    correction: Option<NameCorrectionView>,
    /// Who issued it, or confirmed it.
    #[schema(required, example = "01980000-0000-7000-8000-000000000003")]
    issued_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    issued_at: Option<LocalTime>,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl DecisionView {
    /// A decision as a caller sees it.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        decision: Decision,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let access = DecisionAccess::of(conn, caller, &decision, today).await?;
        let rows = std::slice::from_ref(&decision);
        let summary = DecisionSummary::list(conn, rows, today).await?.pop().ok_or(db::Error::NotFound)?;
        let about_award = store::find_about_award(conn, &decision).await?;
        let has_lines = summary.line_count > 0 || about_award.is_some();
        let (revocation, correction) = match about_award {
            None => (None, None),
            Some(AboutAward::Revocation(own)) => (Some(own.into()), None),
            Some(AboutAward::Correction(own)) => (None, Some(own.into())),
        };
        let life = life_of(&decision, Some(caller.user_id), has_lines, today);
        // Who wrote or judged what is in it does not issue it either.
        let own_ids = people::ids_of_account(conn, caller.user_id).await?;
        let concerned = (caller.user_id, own_ids.as_slice());
        let is_concerned = decision.origin == DecisionOrigin::Own
            && store::concerns_somebody(conn, decision.id, concerned).await?;
        let life = DecisionLife { is_writer: life.is_writer || is_concerned, ..life };
        let day = decision.decided_on.unwrap_or(today);
        let (base_salary, prize_total) = if decision.status == DecisionStatus::Issued {
            let sums = store::sum_prizes(conn, &[decision.id]).await?;
            (decision.base_salary, Some(sums.first().map_or(0, |(_, total)| *total)))
        } else {
            let expected = expect_prizes(conn, &decision, today).await?;
            (expected.base_salary, expected.total())
        };
        let honoured = store::count_honoured(conn, decision.id, day).await?;
        Ok(Self {
            summary,
            allowed_actions: allowed_actions(&life, |permission| access.allows(permission)),
            signer_name: decision.signer_name,
            signer_position: decision.signer_position,
            grounds: decision.grounds,
            document_id: decision.document_id,
            base_salary,
            prize_total,
            honoured: HonouredClassView::list(honoured),
            revocation,
            correction,
            issued_by: decision.issued_by,
            issued_at: decision.issued_at.map(local),
            created_by: decision.created_by,
            created_at: local(decision.created_at),
            updated_at: local(decision.updated_at),
        })
    }
}

/// The life of a decision as a person meets it.
pub(super) fn life_of(
    decision: &Decision,
    person: Option<Uuid>,
    has_lines: bool,
    today: NaiveDate,
) -> DecisionLife {
    DecisionLife {
        status: decision.status,
        origin: decision.origin,
        is_writer: decision.writers.include(person),
        is_complete: decision.is_complete(),
        is_due: decision.decided_on.is_some_and(|day| day <= today),
        has_lines,
    }
}
