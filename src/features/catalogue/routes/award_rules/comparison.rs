//! What changed between two days.

use std::collections::BTreeMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{AwardRuleView, views_of};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::catalogue::rules::{RecipientKind, RuleSource};
use crate::features::catalogue::store::{self, AwardRule};
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which days to compare.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ComparedDays {
    /// The day that is compared with.
    #[param(example = "2023-12-31")]
    from: NaiveDate,
    /// The other day.
    #[param(example = "2024-01-01")]
    to: NaiveDate,
    /// Only rules about the award with this code.
    #[param(nullable = false, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award: Option<String>,
}

/// A rule whose row is another one on the other day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedAwardRule {
    /// The row on the day that is compared with.
    before: AwardRuleView,
    /// The row on the other day.
    after: AwardRuleView,
}

/// How the rules in force of two days differ.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardRuleComparison {
    /// Rules that are there on the other day only.
    #[schema(max_items = 1000)]
    added: Vec<AwardRuleView>,
    /// Rules that are there on the first day only.
    #[schema(max_items = 1000)]
    ended: Vec<AwardRuleView>,
    /// Rules whose row is another one.
    #[schema(max_items = 1000)]
    changed: Vec<ChangedAwardRule>,
}

/// Compare the rules of two days
///
/// The rules in force for dossiers received on one day, compared with those of another: added, ended and changed, by award and
/// rule.
#[utoipa::path(params(ComparedDays),
    responses((status = 200, body = AwardRuleComparison, description = "The differences")))]
#[get("/award-rules/comparison")]
pub async fn compare_award_rules(
    state: web::Data<State>,
    caller: Caller,
    days: Parameters<ComparedDays>,
) -> Result<Answer, Problem> {
    let ComparedDays { from, to, award } = days.0;
    let read = async |conn: &Connection| {
        let before = store::rules_in_force_on(conn, from, award.clone()).await?;
        let after = store::rules_in_force_on(conn, to, award.clone()).await?;
        let Differences { added, ended, changed } = differences(before, after);
        let (was, is): (Vec<_>, Vec<_>) = changed.into_iter().unzip();
        let was = views_of(conn, &caller, was).await?;
        let is = views_of(conn, &caller, is).await?;
        Ok(AwardRuleComparison {
            added: views_of(conn, &caller, added).await?,
            ended: views_of(conn, &caller, ended).await?,
            changed: was
                .into_iter()
                .zip(is)
                .map(|(before, after)| ChangedAwardRule { before, after })
                .collect(),
        })
    };
    Answer::ok(&state.db.read(read).await?)
}

/// The rows of two days, without those that are the same.
struct Differences {
    added: Vec<AwardRule>,
    ended: Vec<AwardRule>,
    changed: Vec<(AwardRule, AwardRule)>,
}

fn differences(before: Vec<AwardRule>, after: Vec<AwardRule>) -> Differences {
    let mut after: BTreeMap<_, _> = after.into_iter().map(|row| (key_of(&row), row)).collect();
    let (mut ended, mut changed) = (Vec::new(), Vec::new());
    for row in before {
        match after.remove(&key_of(&row)) {
            None => ended.push(row),
            Some(other) if other.id != row.id => changed.push((row, other)),
            Some(_) => {}
        }
    }
    Differences { added: after.into_values().collect(), ended, changed }
}

/// What rows of one rule share.
fn key_of(row: &AwardRule) -> (String, String, RecipientKind, RuleSource) {
    (row.award_code.clone(), row.code.clone(), row.recipient_kind, row.source)
}
