//! The entries of a fund: what was paid, what came back, what organising cost, what was allotted more or less.

use actix_web::{get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{find_visible, require_recording};
use super::checks::faults_of_document;
use super::entry_view::FundEntryView;
use super::recorded::RecordedEntry;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::decisions::store as decisions;
use crate::features::funds::rules::{FundEntryKind, check_allotment, shares_of};
use crate::features::funds::store::{self, EntryShare, Fund, FundAward, FundAwardFilter, FundEntry};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// An entry to be recorded.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFundEntry {
    /// What it is.
    #[schema(example = "PAYMENT")]
    pub kind: FundEntryKind,
    /// The award that was paid, or whose money came back.
    #[schema(nullable = false, example = "01980000-0000-7000-8000-0000003f0101")]
    pub award_id: Option<Uuid>,
    /// The decision all of whose awards were paid together, with exactly what is due for them.
    #[schema(nullable = false)]
    pub decision_id: Option<Uuid>,
    /// How much, in VND; below 0 only where a fund was given less.
    #[schema(minimum = -1_000_000_000_000_000_i64, maximum = 1_000_000_000_000_000_i64, example = 1_080_000)]
    pub amount: i64,
    /// The day on which the money moved; today when it is left out.
    #[schema(nullable = false, example = "2024-02-05")]
    pub entered_on: Option<NaiveDate>,
    /// The paper that shows it, as a registered document.
    #[schema(nullable = false)]
    pub document_id: Option<Uuid>,
    /// What else is to be said, such as the number of the paper.
    #[schema(nullable = false, max_length = 1000, format = "line", example = "Phiếu chi số 12 (mẫu)")]
    pub note: Option<String>,
}

/// List a fund's entries
///
/// What was paid, what came back, what organising cost, what was allotted more or less; the last written first. What was reversed stays there.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<FundEntryView>, description = "A page of entries", headers(("Link" = String)))))]
#[get("/funds/{id}/entries")]
pub async fn list_fund_entries(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, before, today) = (path.0.id, page.after_id()?, state.clock.today());
    let list = async |conn: &Connection| {
        let (fund, _) = find_visible(conn, &caller, id, today).await?;
        let entries = store::list_entries(conn, fund.id, before, page.read()).await?;
        FundEntryView::list(conn, entries).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}

/// Record an entry of a fund
///
/// For the standing office. A payment is for an award or for a whole decision, and never above what is due; what comes back after a
/// revocation is never above what is due back (Decree 152/2025/NĐ-CP, Article 58); organising never costs more than its share
/// (Article 48.1 a). An entry is never changed: a wrong one is reversed.
#[utoipa::path(request_body = NewFundEntry,
    responses((status = 201, body = FundEntryView, description = "Recorded", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::needed_for_this_kind, Code::not_for_this_kind, Code::out_of_range, Code::day_in_the_future,
        Code::unknown_document, Code::award_not_of_this_fund, Code::decision_not_of_this_fund,
        Code::entered_before_decision, Code::payment_above_due, Code::recovery_above_due,
        Code::amount_is_not_the_sum, Code::allotment_out_of_bounds, Code::organising_cost_above_share
    ]))))]
#[post("/funds/{id}/entries")]
pub async fn record_fund_entry(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewFundEntry>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_recording(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let fund = store::lock_exclusive(tx, id).await?;
        let mut faults = input.faults(context.today);
        faults.extend(faults_of_document(tx, &change.caller, input.document_id).await?);
        require_none(faults)?;
        let entry = record_in(tx, context, &fund, &input).await?;
        let view = FundEntryView::of(tx, entry).await?;
        let location = state.link(&format!("/funds/{id}/entries"));
        Answer::created(&location, &view)
    };
    change.run(permit, effect).await
}

impl NewFundEntry {
    /// What is wrong with it by itself.
    fn faults(&self, today: NaiveDate) -> Vec<Violation> {
        let mut faults = Vec::new();
        let mut of_kind =
            |pointer: &str, code| faults.push(Violation::at(pointer, code).with("kind", self.kind));
        let is_for_awards = self.kind.is_for_awards();
        match (self.kind, self.award_id, self.decision_id) {
            (_, None, None) if is_for_awards => of_kind("/awardId", Code::needed_for_this_kind),
            (FundEntryKind::Recovery, _, Some(_)) | (FundEntryKind::Payment, Some(_), Some(_)) => {
                of_kind("/decisionId", Code::not_for_this_kind);
            }
            (_, Some(_), _) if !is_for_awards => of_kind("/awardId", Code::not_for_this_kind),
            (_, _, Some(_)) if !is_for_awards => of_kind("/decisionId", Code::not_for_this_kind),
            _ => {}
        }
        if !is_for_awards && self.document_id.is_none() && self.note.is_none() {
            of_kind("/note", Code::needed_for_this_kind);
        }
        let is_change = self.kind == FundEntryKind::AllotmentChange && self.amount != 0;
        if self.amount <= 0 && !is_change {
            faults.push(Violation::at("/amount", Code::out_of_range).with("limit", 1));
        }
        if self.entered_on.is_some_and(|day| day > today) {
            faults.push(Violation::at("/enteredOn", Code::day_in_the_future).with("today", today));
        }
        faults
    }

    fn to_row(&self, context: &ChangeContext, fund_id: Uuid) -> Result<FundEntry, Problem> {
        Ok(FundEntry {
            id: context.ids.next(),
            fund_id,
            kind: self.kind,
            amount: self.amount,
            award_id: self.award_id,
            decision_id: self.decision_id,
            reverses_id: None,
            entered_on: self.entered_on.unwrap_or(context.today),
            document_id: self.document_id,
            note: self.note.as_ref().map(|note| composed(note)),
            created_by: context.actor()?,
            created_at: context.at,
        })
    }
}

/// Records an entry of a locked fund; what is wrong with it by itself was asked before.
///
/// # Errors
/// 400 for what the fund does not pay, 409 for more than is due; a [`Problem`] of the database.
pub async fn record_in(
    tx: &mut Connection,
    context: &ChangeContext,
    fund: &Fund,
    input: &NewFundEntry,
) -> Result<FundEntry, Problem> {
    let entry = input.to_row(context, fund.id)?;
    let shares = match entry.kind {
        FundEntryKind::AllotmentChange => {
            let sums = store::find_sums(tx, fund.id).await?;
            check_allotment(sums.allotted.saturating_add(entry.amount))?;
            Vec::new()
        }
        FundEntryKind::OrganisingCost => {
            store::find_sums(tx, fund.id).await?.check_organising_cost(entry.amount)?;
            Vec::new()
        }
        FundEntryKind::Payment | FundEntryKind::Recovery => shares_in(tx, fund, &entry).await?,
    };
    write_entry(tx, context, fund, (&entry, shares)).await?;
    Ok(entry)
}

/// What of an entry is for which award, where the fund pays them and so much is due.
async fn shares_in(tx: &mut Connection, fund: &Fund, entry: &FundEntry) -> Result<Vec<EntryShare>, Problem> {
    let FundEntry { award_id, decision_id, amount, .. } = *entry;
    let filter = FundAwardFilter { award_id, decision_id, ..FundAwardFilter::default() };
    let found = store::list_awards(tx, fund, &filter, (None, &PageRead::of(decisions::MOST_LINES))).await?;
    let ids: Vec<Uuid> = found.iter().map(|award| award.award_id).collect();
    store::lock_awards(tx, &ids).await?;
    // Somebody else may have paid or revoked them before they were locked.
    let found = store::list_awards(tx, fund, &filter, (None, &PageRead::of(decisions::MOST_LINES))).await?;
    let Some(first) = found.first() else { return Err(unknown(award_id, decision_id)) };
    let revoked_on = first.revoked_on.filter(|_| entry.kind == FundEntryKind::Recovery);
    let since = revoked_on.unwrap_or(first.decided_on);
    if entry.entered_on < since {
        let fault = Violation::at("/enteredOn", Code::entered_before_decision).with("day", since);
        return Err(Problem::invalid(vec![fault]));
    }
    let shares = match (entry.kind, decision_id) {
        (FundEntryKind::Payment, Some(_)) => {
            let awards: Vec<_> =
                found.iter().map(|award| (award.award_id, award.money_on(entry.entered_on))).collect();
            shares_of(&awards, amount)?
        }
        (FundEntryKind::Payment, None) => {
            first.money_on(entry.entered_on).check_payment(amount)?;
            vec![(first.award_id, amount)]
        }
        _ => {
            first.money().check_recovery(amount)?;
            vec![(first.award_id, amount)]
        }
    };
    let share = |(award_id, amount)| EntryShare { entry_id: entry.id, award_id, amount };
    Ok(shares.into_iter().map(share).collect())
}

fn unknown(award_id: Option<Uuid>, decision_id: Option<Uuid>) -> Problem {
    let fault = match (award_id, decision_id) {
        (None, Some(id)) => {
            Violation::at("/decisionId", Code::decision_not_of_this_fund).with("decision", id)
        }
        (id, _) => {
            Violation::at("/awardId", Code::award_not_of_this_fund).with("award", id.unwrap_or_default())
        }
    };
    Problem::invalid(vec![fault])
}

/// Writes an entry of a fund and records it.
pub(super) async fn write_entry(
    tx: &mut Connection,
    context: &ChangeContext,
    fund: &Fund,
    (entry, shares): (&FundEntry, Vec<EntryShare>),
) -> Result<(), Problem> {
    store::create_entry(tx, entry, shares.clone()).await?;
    let recorded = RecordedEntry { entry, shares: &shares, unit_id: fund.unit_id };
    Ok(record_change(tx, context, Occurrence::FundEntryRecorded, None, &recorded).await?)
}

/// The money of the awards of an entry, once they are locked.
pub(super) async fn lock_awards_of(
    tx: &mut Connection,
    fund: &Fund,
    shares: &[EntryShare],
) -> Result<Vec<FundAward>, Problem> {
    let ids: Vec<Uuid> = shares.iter().map(|share| share.award_id).collect();
    store::lock_awards(tx, &ids).await?;
    let filter = FundAwardFilter { award_ids: Some(ids), ..FundAwardFilter::default() };
    Ok(store::list_awards(tx, fund, &filter, (None, &PageRead::of(decisions::MOST_LINES))).await?)
}
