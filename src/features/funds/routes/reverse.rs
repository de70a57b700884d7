//! Reversing a wrong entry of a fund.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_recording;
use super::checks::faults_of_document;
use super::entries::{lock_awards_of, write_entry};
use super::entry_view::FundEntryView;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::funds::rules::{FundEntryKind, check_allotment};
use crate::features::funds::store::{self, EntryShare, Fund, FundEntry};
use crate::http::input::{Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;

/// Which entry of which fund.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryOfFund {
    /// The fund's id.
    id: Uuid,
    /// The entry's id.
    entry_id: Uuid,
}

/// Why an entry is reversed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFundEntryReversal {
    /// Why.
    #[schema(max_length = 1000, format = "line", example = "Ghi nhầm số tiền (mẫu)")]
    pub note: String,
    /// The day; today when it is left out.
    #[schema(nullable = false)]
    pub entered_on: Option<NaiveDate>,
    /// The paper that shows it, as a registered document.
    #[schema(nullable = false)]
    pub document_id: Option<Uuid>,
}

/// Reverse an entry of a fund
///
/// Records an entry of the same kind with the amount the other way round, which names the wrong one; both stay. An entry is reversed
/// once, and a reversal never. A payment that came back after a revocation is not reversed before what came back is.
#[utoipa::path(request_body = NewFundEntryReversal,
    responses((status = 201, body = FundEntryView, description = "Reversed", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::day_in_the_future, Code::unknown_document, Code::already_reversed, Code::reversal_of_reversal,
        Code::recovered_already, Code::allotment_out_of_bounds
    ]))))]
#[post("/funds/{id}/entries/{entryId}/reversals")]
pub async fn reverse_fund_entry(
    state: web::Data<State>,
    change: Change,
    path: Parameters<EntryOfFund>,
    input: Json<NewFundEntryReversal>,
) -> Result<Answer, Problem> {
    let (EntryOfFund { id, entry_id }, input, context) = (path.0, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_recording(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let fund = store::lock_exclusive(tx, id).await?;
        let wrong = store::find_entry(tx, id, entry_id).await?;
        let mut faults = faults_of_document(tx, &change.caller, input.document_id).await?;
        if input.entered_on.is_some_and(|day| day > context.today) {
            faults.push(Violation::at("/enteredOn", Code::day_in_the_future).with("today", context.today));
        }
        require_none(faults)?;
        let entry = reverse_in(tx, context, (&fund, &wrong), &input).await?;
        let view = FundEntryView::of(tx, entry).await?;
        let location = state.link(&format!("/funds/{id}/entries"));
        Answer::created(&location, &view)
    };
    change.run(permit, effect).await
}

/// Reverses an entry of a locked fund.
///
/// # Errors
/// 409 for one that is a reversal or is reversed, or whose money came back; a [`Problem`] of the database.
pub async fn reverse_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (fund, wrong): (&Fund, &FundEntry),
    input: &NewFundEntryReversal,
) -> Result<FundEntry, Problem> {
    if wrong.reverses_id.is_some() {
        return Err(Problem::new(Code::reversal_of_reversal));
    }
    if let Some((_, other)) = store::list_reversals(tx, &[wrong.id]).await?.pop() {
        return Err(Problem::new(Code::already_reversed).with_existing(other));
    }
    let shares = store::list_shares(tx, &[wrong.id]).await?;
    match wrong.kind {
        FundEntryKind::AllotmentChange => {
            let sums = store::find_sums(tx, fund.id).await?;
            check_allotment(sums.allotted.saturating_sub(wrong.amount))?;
        }
        FundEntryKind::OrganisingCost => {}
        FundEntryKind::Payment | FundEntryKind::Recovery => {
            let awards = lock_awards_of(tx, fund, &shares).await?;
            for share in shares.iter().filter(|_| wrong.kind == FundEntryKind::Payment) {
                let award = awards.iter().find(|award| award.award_id == share.award_id);
                award.map_or(Ok(()), |award| award.money().check_reversal(share.amount))?;
            }
        }
    }
    let entry = FundEntry {
        id: context.ids.next(),
        amount: wrong.amount.saturating_neg(),
        reverses_id: Some(wrong.id),
        entered_on: input.entered_on.unwrap_or(context.today),
        document_id: input.document_id,
        note: Some(composed(&input.note)),
        created_by: context.actor()?,
        created_at: context.at,
        ..wrong.clone()
    };
    let back =
        |share: EntryShare| EntryShare { entry_id: entry.id, amount: share.amount.saturating_neg(), ..share };
    let shares = shares.into_iter().map(back).collect();
    write_entry(tx, context, fund, (&entry, shares)).await?;
    Ok(entry)
}
