//! What is asked of an initiative before it is written.

use uuid::Uuid;

use crate::auth::Caller;
use crate::db::Connection;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::initiatives::rules::{InitiativeClaims, InitiativeFault, InitiativeUse, faults};
use crate::features::initiatives::store::{self, Authors, Initiative};
use crate::http::{Code, Problem, Violation, require_none};
use crate::operations::change::Change;

/// Passes when an initiative is right by itself, its awards are in the catalogue, and nobody else has its code.
///
/// # Errors
/// 400 with every fault; 409 where the code is taken.
pub(super) async fn check(
    tx: &Connection,
    change: &Change,
    initiative: &Initiative,
    authors: &Authors,
) -> Result<(), Problem> {
    let today = change.context.today;
    let claims = InitiativeClaims {
        level: initiative.level,
        recognised_by: initiative.recognised_by.as_deref(),
        year: initiative.year,
        decided_on: initiative.decided_on,
        authors: &authors.authors,
        uses: &authors.uses,
    };
    let mut found: Vec<Violation> = faults(claims, today)
        .into_iter()
        .map(|(pointer, fault)| Violation::at(pointer, code(fault)).with("today", today))
        .collect();
    found.extend(unknown_awards(tx, authors).await?);
    if !found.is_empty() {
        return Err(Problem::invalid(found));
    }
    let own = [initiative.code.clone()];
    let taken = store::list_by_codes(tx, &own).await?.into_iter().find(|(_, id)| *id != initiative.id);
    match taken {
        Some((_, id)) => Err(Problem::new(Code::initiative_code_taken).with_existing(id)),
        None => Ok(()),
    }
}

async fn unknown_awards(tx: &Connection, authors: &Authors) -> Result<Vec<Violation>, Problem> {
    let codes: Vec<String> = authors.uses.iter().map(|used| used.award_code.clone()).collect();
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let known = store::existing_award_codes(tx, &codes).await?;
    let unknown = authors.uses.iter().enumerate().filter(|(_, used)| !known.contains(&used.award_code));
    let fault = |(index, used): (usize, &InitiativeUse)| {
        let fault = Violation::at(format!("/uses/{index}/awardCode"), Code::unknown_award_type);
        fault.with("awardType", &used.award_code)
    };
    Ok(unknown.map(fault).collect())
}

/// A fault of an initiative as it is told.
pub(super) const fn code(fault: InitiativeFault) -> Code {
    match fault {
        InitiativeFault::RecogniserMissing => Code::recogniser_missing,
        InitiativeFault::YearInTheFuture => Code::year_in_the_future,
        InitiativeFault::DayInTheFuture => Code::day_in_the_future,
        InitiativeFault::ShareOutOfBounds => Code::share_out_of_bounds,
        InitiativeFault::NamedTwice => Code::named_twice,
        InitiativeFault::SharesExceedWhole => Code::shares_exceed_whole,
        InitiativeFault::UseOfNoAuthor => Code::use_of_no_author,
    }
}

/// Where a person stands in the body.
pub(super) fn place_of(authors: &Authors, person_id: Uuid) -> String {
    let index = authors.authors.iter().position(|author| author.person_id == person_id).unwrap_or_default();
    format!("/authors/{index}/personId")
}

/// Passes when the caller may cite the document, if any.
///
/// # Errors
/// 400 otherwise.
pub(super) async fn check_document(
    tx: &Connection,
    caller: &Caller,
    document_id: Option<Uuid>,
) -> Result<(), Problem> {
    let cited = document_id.map(|id| Citation::at("/documentId", id));
    require_none(documents::find_unknown(tx, caller, cited).await?)
}
