//! Confirming what somebody else wrote: facts, initiatives and awards, up to 200 at once.

use std::collections::{HashMap, HashSet};

use actix_web::post;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::facts::rules::ConfirmedType;
use crate::features::facts::store::{self, Confirmable};
use crate::http::input::Json;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Locale, Problem};
use crate::operations::change::Change;
use crate::operations::item_refusals::ItemRefusal;
use crate::operations::subjects::KnownSubjects;
use crate::record::{ChangeRecord, Occurrence, Subject, record};

/// Something to be confirmed as it stands.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmationItem {
    /// What it is.
    #[serde(rename = "type")]
    #[schema(example = "FACT")]
    kind: ConfirmedType,
    /// Which one.
    #[schema(example = "01980000-0000-7000-8000-000000370002")]
    id: Uuid,
    /// The version that was read and is confirmed.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: i32,
}

/// What is to be confirmed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewConfirmations {
    /// Each by itself: those that can be confirmed are.
    #[schema(min_items = 1, max_items = 200)]
    items: Vec<ConfirmationItem>,
}

/// The result of one item.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmationRow {
    /// Its index in the request, from 0.
    #[schema(minimum = 0, maximum = 199, example = 0)]
    index: usize,
    /// What it is.
    #[serde(rename = "type")]
    #[schema(example = "FACT")]
    kind: ConfirmedType,
    /// Which one.
    #[schema(example = "01980000-0000-7000-8000-000000370002")]
    id: Uuid,
    /// Whether it is confirmed now.
    #[schema(example = true)]
    is_confirmed: bool,
    /// Its version now; null where it was not confirmed.
    #[schema(required, value_type = Option<i32>, minimum = 1, maximum = 2_147_483_647, example = 2)]
    version: Option<RowVersion>,
    /// Why it was not confirmed; null where it was.
    #[schema(required, example = json!(null))]
    refusal: Option<ItemRefusal>,
}

/// The results of confirmations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmationResult {
    /// How many were confirmed.
    #[schema(minimum = 0, maximum = 200, example = 1)]
    confirmed_count: usize,
    /// How many were not.
    #[schema(minimum = 0, maximum = 200, example = 0)]
    refused_count: usize,
    /// One for each item, in the order of the request.
    #[schema(max_items = 200)]
    results: Vec<ConfirmationRow>,
}

/// What becomes of one item: its version, or why it is not confirmed.
type Outcome = Result<RowVersion, Problem>;

/// Confirm facts, initiatives and awards
///
/// Up to 200 things that somebody else wrote, each as it was read: who wrote on something never confirms it. Each is
/// confirmed or refused by itself.
#[utoipa::path(request_body = NewConfirmations,
    responses((status = 200, body = ConfirmationResult, description = "The result of each item")))]
#[post("/fact-confirmations")]
pub async fn confirm_facts(change: Change, input: Json<NewConfirmations>) -> Result<Answer, Problem> {
    let items = input.0.items;
    let effect = async |tx: &mut Connection| {
        let ids = |kind| {
            let own = items.iter().filter(move |item| item.kind == kind);
            own.map(|item| item.id).collect::<Vec<Uuid>>()
        };
        let found = store::lock_confirmables(tx, ids).await?;
        let subjects = found.iter().flat_map(|thing| thing.subjects.iter().copied());
        let known = KnownSubjects::find(tx, subjects, change.context.today).await?;
        let found: HashMap<_, _> = found.iter().map(|thing| ((thing.kind, thing.id), thing)).collect();
        let (mut outcomes, mut confirmed, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for item in &items {
            let thing = found.get(&(item.kind, item.id)).copied();
            let is_first = seen.insert((item.kind, item.id));
            let outcome = if is_first {
                judge(&change, &known, item, thing)
            } else {
                Err(Problem::new(Code::named_twice))
            };
            confirmed.extend(thing.filter(|thing| outcome.as_ref().is_ok_and(|now| *now != thing.version)));
            outcomes.push(outcome);
        }
        write(tx, &change, &known, &confirmed).await?;
        Answer::ok(&result(&items, outcomes, change.locale()))
    };
    // The guard asks for the role; `judge` asks for each item whether the caller confirms it.
    change.run_permitted(effect).await
}

/// Whether an item can be confirmed: its version afterwards.
fn judge(
    change: &Change,
    known: &KnownSubjects,
    item: &ConfirmationItem,
    thing: Option<&Confirmable>,
) -> Outcome {
    let Some(thing) = thing else { return Err(Problem::new(Code::not_found)) };
    known.require_any(&change.caller, Permission::ConfirmFacts, &thing.subjects)?;
    IfMatch(RowVersion::new(item.version)).check(thing.version)?;
    if thing.is_voided {
        return Err(Problem::new(Code::thing_is_voided));
    }
    if thing.confirmed_by.is_some() {
        return Ok(thing.version);
    }
    if thing.writers.include(Some(change.caller.user_id)) {
        return Err(Problem::new(Code::written_by_yourself));
    }
    Ok(thing.version.next())
}

/// Confirms what passed, and records it.
async fn write(
    tx: &mut Connection,
    change: &Change,
    known: &KnownSubjects,
    confirmed: &[&Confirmable],
) -> Result<(), Problem> {
    let (by, context) = (change.caller.user_id, &change.context);
    for kind in ConfirmedType::ALL {
        let own = confirmed.iter().filter(|thing| thing.kind == *kind);
        let ids: Vec<Uuid> = own.map(|thing| thing.id).collect();
        if !ids.is_empty() {
            store::confirm(tx, *kind, &ids, (by, context.at)).await?;
        }
    }
    let records = confirmed.iter().map(|thing| {
        let occurrence = match thing.kind {
            ConfirmedType::Fact => Occurrence::FactConfirmed,
            ConfirmedType::Initiative => Occurrence::InitiativeConfirmed,
            ConfirmedType::Award => Occurrence::AwardConfirmed,
        };
        let unit_id = thing.subjects.first().and_then(|subject| known.unit_of(*subject));
        let audited = (Some(json!({"confirmedBy": null})), Some(json!({"confirmedBy": by})));
        ChangeRecord::new(occurrence, Subject { id: thing.id, unit_id }, thing.version.next(), audited)
    });
    Ok(record(tx, context, records).await?)
}

fn result(items: &[ConfirmationItem], outcomes: Vec<Outcome>, locale: Locale) -> ConfirmationResult {
    let confirmed_count = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let row = |(index, (item, outcome)): (usize, (&ConfirmationItem, Outcome))| {
        let is_confirmed = outcome.is_ok();
        let (version, refusal) = match outcome {
            Ok(version) => (Some(version), None),
            Err(problem) => (None, Some(ItemRefusal::new(&problem, locale))),
        };
        ConfirmationRow { index, kind: item.kind, id: item.id, is_confirmed, version, refusal }
    };
    ConfirmationResult {
        confirmed_count,
        refused_count: items.len() - confirmed_count,
        results: items.iter().zip(outcomes).enumerate().map(row).collect(),
    }
}
