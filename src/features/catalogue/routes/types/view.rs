//! How an award type is answered.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::{
    Authority, AwardKind, AwardLevel, Certainty, EvaluationPeriod, Paper, RecipientKind, Voting,
};
use crate::features::catalogue::store::{self, AwardAuthority, AwardType};

/// Who decides on an award.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecidingAuthority {
    /// What kind of authority it is.
    #[schema(example = "COMMUNE_CHAIR")]
    authority: Authority,
    /// What the law calls it.
    #[schema(max_length = 200, format = "text", example = "Chủ tịch Ủy ban nhân dân cấp xã")]
    decided_by: String,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, khoản 3 Điều 80")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
}

/// A title or a form of commendation, by the law of its days.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AwardType)]
pub struct AwardTypeView {
    /// The award's id.
    #[schema(example = "01980000-0000-7000-8000-000000000e10")]
    pub id: Uuid,
    /// The code people quote.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "LD_TIEN_TIEN")]
    code: String,
    /// The name in the law.
    #[schema(max_length = 200, format = "text", example = "Lao động tiên tiến")]
    name: String,
    /// What kind of award it is.
    #[schema(example = "TITLE")]
    kind: AwardKind,
    /// The level of the authority that gives it.
    #[schema(example = "BASE")]
    level: AwardLevel,
    /// Who can receive it.
    #[schema(max_items = 3, example = json!(["INDIVIDUAL"]))]
    recipients: Vec<RecipientKind>,
    /// Where it stands in a list; higher awards have smaller numbers.
    #[schema(minimum = 0, maximum = 100_000, example = 90)]
    pub rank: i32,
    /// Who decides, in short.
    #[schema(
        max_length = 200,
        format = "text",
        example = "Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân"
    )]
    decided_by: String,
    /// Who decides on the day, by kind of authority.
    #[schema(max_items = 100)]
    authorities: Vec<DecidingAuthority>,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, Điều 24; khoản 1 Điều 80")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// What is looked at before it is given.
    #[schema(example = "YEAR")]
    evaluation_period: EvaluationPeriod,
    /// The papers of a dossier.
    #[schema(max_items = 50)]
    papers: Vec<Paper>,
    /// How a council votes on it; null where neither the State nor the province has set it.
    #[schema(required)]
    voting: Option<Voting>,
    /// An individual's prize in base salaries; null where there is none.
    #[schema(required, format = "decimal", example = "0.3")]
    individual_coefficient: Option<String>,
    /// A collective's prize in base salaries; null where there is none.
    #[schema(required, format = "decimal", example = json!(null))]
    collective_coefficient: Option<String>,
    /// A household's prize in base salaries; null where there is none.
    #[schema(required, format = "decimal", example = json!(null))]
    household_coefficient: Option<String>,
    /// Whether whoever decides may give less than the coefficient.
    #[schema(example = false)]
    coefficient_is_a_limit: bool,
    /// The first day on which this row of the law holds.
    #[schema(example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The last day; null when there is no end.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

/// Awards with who decides on them on a day; of a row that has ended before, on its last day.
pub async fn views_of(
    conn: &Connection,
    rows: Vec<AwardType>,
    day: NaiveDate,
) -> Result<Vec<AwardTypeView>, db::Error> {
    let codes: Vec<_> = rows.iter().map(|row| row.code.clone()).collect();
    let authorities = store::authorities_of(conn, &codes).await?;
    let view = |row: AwardType| {
        let last = row.ends_before.and_then(|end| end.pred_opt());
        let day = last.map_or(day, |last| last.min(day)).max(row.starts_on);
        let of_day = authorities.iter().filter(|authority| authority.award_code == row.code);
        let of_day = of_day.filter(|authority| authority.days().include(day));
        let of_day = of_day.map(DecidingAuthority::from).collect();
        AwardTypeView::new(row, of_day, last)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// One award with who decides on it on a day.
pub async fn view_of(conn: &Connection, row: AwardType, day: NaiveDate) -> Result<AwardTypeView, db::Error> {
    let view = views_of(conn, vec![row], day).await?.pop();
    view.ok_or_else(|| db::Error::Unexpected("an award without a view".to_owned()))
}

impl From<&AwardAuthority> for DecidingAuthority {
    fn from(row: &AwardAuthority) -> Self {
        Self {
            authority: row.authority,
            decided_by: row.decided_by.clone(),
            clause: row.clause.clone(),
            certainty: row.certainty,
        }
    }
}

impl AwardTypeView {
    fn new(row: AwardType, authorities: Vec<DecidingAuthority>, ends_on: Option<NaiveDate>) -> Self {
        let number = |coefficient: Option<Decimal>| coefficient.map(|number| number.normalize().to_string());
        Self {
            id: row.id,
            recipients: row.recipients(),
            code: row.code,
            name: row.name,
            kind: row.kind,
            level: row.level,
            rank: row.rank,
            decided_by: row.decided_by,
            authorities,
            clause: row.clause,
            certainty: row.certainty,
            evaluation_period: row.evaluation_period,
            papers: row.papers.0,
            voting: row.voting.0,
            individual_coefficient: number(row.individual_coefficient),
            collective_coefficient: number(row.collective_coefficient),
            household_coefficient: number(row.household_coefficient),
            coefficient_is_a_limit: row.coefficient_is_a_limit,
            starts_on: row.starts_on,
            ends_on,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}
