//! Counting quotas over a list.

use actix_web::post;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_subjects;
use super::asked::{Circumstances, asked_award, load};
use super::view::decimal;
use crate::db::Connection;
use crate::features::catalogue::rules::{Certainty, CommendationKind, Condition, QuotaBase, RecipientKind};
use crate::features::eligibility::rules::{
    Listed, Outcome, QuotaCount, RowRole, RuleRow, choose, count_quota,
};
use crate::features::eligibility::store::{Catalogue, Known};
use crate::features::people::rules::Subject;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;

/// Somebody of the list that a quota is taken of.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListedSubject {
    /// Who it is.
    subject: Subject,
    /// Whether it is proposed for the award.
    #[schema(example = true)]
    is_proposed: bool,
}

/// A list that quotas are counted over.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewQuotaCheck {
    /// The code of the award that they are proposed for.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
    award: String,
    /// The year.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    year: i32,
    /// The day on which the dossiers were received. Today when it is left out.
    #[schema(nullable = false, example = "2026-01-15")]
    received_on: Option<NaiveDate>,
    /// Everybody whom the share is taken of, and whether each is proposed; of one kind.
    #[schema(min_items = 1, max_items = 1000, example = json!([{"subject": {"type": "PERSON",
        "id": "01980000-0000-7000-8000-000000350001"}, "isProposed": true}]))]
    list: Vec<ListedSubject>,
}

/// What one quota comes to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CountedQuota {
    /// The rule's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "QUOTA")]
    code: String,
    /// The row's id.
    #[schema(example = "01980000-0000-7000-8000-000000003801")]
    row_id: Uuid,
    /// The row's version.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: i32,
    /// Why the row answers.
    #[schema(example = "IN_FORCE")]
    role: RowRole,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Nghị định 152/2025/NĐ-CP, khoản 1 Điều 7")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// The share.
    #[schema(value_type = String, format = "decimal", example = "0.2")]
    share: Decimal,
    /// What it is taken of.
    of: QuotaBase,
    /// Whether the proposals keep it; unknown where that depends on what is not known or not confirmed.
    #[schema(example = "PASS")]
    outcome: Outcome,
    /// How many it is taken of, for certain.
    #[schema(minimum = 0, maximum = 1000, example = 20)]
    base: u32,
    /// How many it could be taken of, once everything is known.
    #[schema(minimum = 0, maximum = 1000, example = 21)]
    base_possible: u32,
    /// How many may be proposed: the share of the base, rounded down.
    #[schema(minimum = 0, maximum = 1000, example = 4)]
    at_most: u32,
    /// How many may be proposed at best.
    #[schema(minimum = 0, maximum = 1000, example = 4)]
    at_most_possible: u32,
    /// How many are proposed.
    #[schema(minimum = 0, maximum = 1000, example = 3)]
    proposed: u32,
    /// How many too many are proposed, for certain.
    #[schema(minimum = 0, maximum = 1000, example = 0)]
    over: u32,
    /// Who is proposed, and does not belong to the base for certain.
    #[schema(max_items = 1000, example = json!([]))]
    outside: Vec<Uuid>,
}

/// What the quotas of an award come to. Who of the proposed goes first is for people to say.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuotaCheck {
    /// The quotas; none where no rule of the day sets one.
    #[schema(max_items = 50)]
    quotas: Vec<CountedQuota>,
}

/// Check quotas
///
/// Counts the quotas of an award over a list: how many may be proposed, how many are. Nothing is kept.
#[utoipa::path(request_body = NewQuotaCheck,
    responses((status = 200, body = QuotaCheck, description = "The quotas")),
    extensions(("x-problems" = json!([Code::unknown_subject, Code::unknown_award_code, Code::award_not_for_this_recipient,
        Code::day_in_the_future]))))]
#[post("/quota-checks")]
pub async fn check_quotas(change: Change, input: Json<NewQuotaCheck>) -> Result<Answer, Problem> {
    let (input, today) = (input.0, change.context.today);
    let pointer =
        |(index, listed): (usize, &ListedSubject)| (format!("/list/{index}/subject/id"), listed.subject);
    let named: Vec<_> = input.list.iter().enumerate().map(pointer).collect();
    let permit =
        async |tx: &mut Connection| require_subjects(tx, &change.caller, &named, today).await.map(drop);
    let effect = async |tx: &mut Connection| {
        let subjects = require_subjects(tx, &change.caller, &named, today).await?;
        let (kind, year) = (CommendationKind::Merit, (Some(input.year), None));
        let circumstances = Circumstances::new(tx, kind, year, input.received_on, today).await?;
        let catalogue = Catalogue::read(tx).await?;
        let first = subjects.first().ok_or_else(|| Problem::internal("a list without an entry"))?.clone();
        let recipient = RecipientKind::from(first.subject.kind);
        let award = asked_award(&catalogue, ("/award", &input.award), recipient, circumstances.received_on);
        let award = award.map_err(|fault| Problem::invalid(vec![fault]))?;
        let other = input.list.iter().position(|listed| listed.subject.kind != first.subject.kind);
        if let Some(index) = other {
            let fault =
                Violation::at(format!("/list/{index}/subject/type"), Code::award_not_for_this_recipient);
            return Err(Problem::invalid(vec![fault.with("code", &award.code)]));
        }
        let rules = catalogue.rules(tx, std::slice::from_ref(&award.code), &[recipient].into()).await?;
        let known = load(tx, subjects, &catalogue, &circumstances).await?;
        let mut quotas = Vec::new();
        for chosen in choose(&rules.rows, &circumstances.question(&first, award)) {
            let in_force = chosen.in_force.map(|row| (row, RowRole::InForce));
            let rows = in_force.into_iter().chain(chosen.drafts.into_iter().map(|row| (row, RowRole::Draft)));
            quotas.extend(rows.filter_map(|row| judge_quota(row, input.year, &known, &input.list)));
        }
        Answer::ok(&QuotaCheck { quotas })
    };
    change.run(permit, effect).await
}

fn judge_quota(
    (row, role): (&RuleRow, RowRole),
    year: i32,
    known: &[Known],
    list: &[ListedSubject],
) -> Option<CountedQuota> {
    let Condition::Quota { share, of } = &row.condition else { return None };
    let listed: Vec<_> = known
        .iter()
        .map(|known| {
            let subject = known.subject.subject;
            let is_proposed = list.iter().any(|one| one.subject == subject && one.is_proposed);
            Listed { id: subject.id, facts: &known.facts, is_proposed }
        })
        .collect();
    let QuotaCount { outcome, base, base_possible, at_most, at_most_possible, proposed, over, outside } =
        count_quota(*share, of, year, &listed);
    Some(CountedQuota {
        code: row.code.clone(),
        row_id: row.id,
        version: row.version,
        role,
        clause: row.clause.clone(),
        certainty: row.certainty,
        share: decimal(*share),
        of: of.clone(),
        outcome,
        base,
        base_possible,
        at_most,
        at_most_possible,
        proposed,
        over,
        outside,
    })
}
