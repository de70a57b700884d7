//! What is done with each report of a batch: decided for all before anything is written, because what is written stays.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::check::{CheckedReport, FilingPlace, check_report};
use super::facts::FilingFacts;
use super::input::FiledReport;
use super::outcome::{Filed, FiledAs, Outcome, existing_id};
use super::replace::Replacement;
use super::write::write_reports;
use crate::auth::unit_scope::UnitScope;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::pledges::store as pledges;
use crate::features::reports::routes::checks::already_there;
use crate::features::reports::store::filing::{self, ReportPlace};
use crate::features::reports::store::{self, Report};
use crate::http::{Locale, Problem};

/// What is done with one report.
enum Planned<'a> {
    New(Box<CheckedReport>),
    Replaced(Box<Replacement<'a>>, Report),
    Unchanged(Report),
}

/// A report that is there and is to become what was sent.
struct Replaced<'a> {
    /// Its index in the request.
    index: usize,
    replacement: Replacement<'a>,
    report: Report,
}

/// What is done with the reports of a batch.
pub struct BatchPlan<'a> {
    /// What becomes of each, in the order of the request.
    pub outcomes: Vec<Outcome>,
    new: Vec<CheckedReport>,
    replaced: Vec<Replaced<'a>>,
}

/// The reports, the facts about them, and for whom the caller acts.
type Sent<'a, 'b> = (&'b [&'a FiledReport], &'a FilingFacts, &'b UnitScope);

impl<'a> BatchPlan<'a> {
    /// Checks every report.
    pub async fn of(
        tx: &mut Connection,
        context: &ChangeContext,
        (inputs, facts, acting): Sent<'a, '_>,
    ) -> Result<Self, Problem> {
        let there: Vec<Uuid> = facts.places.values().filter_map(|place| place.report_id).collect();
        let there = store::find_all(tx, &there).await?;
        let there: HashMap<Uuid, Report> = there.into_iter().map(|report| (report.id, report)).collect();
        let mut plan =
            Self { outcomes: Vec::with_capacity(inputs.len()), new: Vec::new(), replaced: Vec::new() };
        let mut earlier = HashMap::new();
        for (index, input) in inputs.iter().copied().enumerate() {
            let planned = plan_report((input, facts, acting), context, &there, &earlier);
            plan.outcomes.push(planned.map(|(place, planned)| {
                let filed = plan_filed(&planned);
                earlier.insert(place, filed.id);
                match planned {
                    Planned::New(report) => plan.new.push(*report),
                    Planned::Replaced(replacement, report) => {
                        plan.replaced.push(Replaced { index, replacement: *replacement, report });
                    }
                    Planned::Unchanged(_) => {}
                }
                filed
            }));
            // Other requests run between two reports.
            tokio::task::yield_now().await;
        }
        Ok(plan)
    }

    /// Locks the reports that are to be replaced, and checks them again as they are now: pledges first and each kind in its order, as
    /// everybody does who changes reports.
    pub async fn lock_replaced(
        &mut self,
        tx: &mut Connection,
        context: &ChangeContext,
    ) -> Result<(), Problem> {
        if self.replaced.is_empty() {
            return Ok(());
        }
        let ids =
            |part: fn(&Report) -> Uuid| self.replaced.iter().map(|own| part(&own.report)).collect::<Vec<_>>();
        pledges::lock_all(tx, &ids(|report| report.pledge_id)).await?;
        let locked = store::lock_all(tx, &ids(|report| report.id)).await?;
        let mut locked: HashMap<Uuid, Report> =
            locked.into_iter().map(|report| (report.id, report)).collect();
        for mut own in std::mem::take(&mut self.replaced) {
            own.report = locked.remove(&own.report.id).ok_or(db::Error::NotFound)?;
            let outcome =
                self.outcomes.get_mut(own.index).ok_or_else(|| Problem::internal("a report of no row"))?;
            if own.replacement.stands(&own.report) {
                *outcome = Ok(Filed::new(&own.report, FiledAs::Unchanged));
            } else if let Err(problem) = own.replacement.check(context, &own.report, None) {
                *outcome = Err(problem);
            } else {
                self.replaced.push(own);
            }
        }
        Ok(())
    }

    /// Writes everything: what becomes of each report.
    pub async fn write(self, tx: &mut Connection, context: &ChangeContext) -> Result<Vec<Outcome>, Problem> {
        let Self { mut outcomes, new, replaced } = self;
        let mut submitted = Vec::new();
        for own in &replaced {
            let after = own.replacement.write(tx, context, &own.report).await?;
            if let Some(outcome) = outcomes.get_mut(own.index) {
                *outcome = Ok(Filed::new(&after, FiledAs::Replaced));
            }
            if own.report.submitted_on.is_none() && after.submitted_on.is_some() {
                submitted.push(after);
            }
        }
        write_new(tx, context, (new, &submitted), &mut outcomes).await?;
        Ok(outcomes)
    }
}

fn plan_filed(planned: &Planned<'_>) -> Filed {
    match planned {
        Planned::New(report) => Filed::new(report.last(), FiledAs::Created),
        Planned::Replaced(_, report) => Filed::new(report, FiledAs::Replaced),
        Planned::Unchanged(report) => Filed::new(report, FiledAs::Unchanged),
    }
}

/// What is done with one report; `earlier` are those of the same batch that passed before.
fn plan_report<'a>(
    (input, facts, acting): (&'a FiledReport, &'a FilingFacts, &UnitScope),
    context: &ChangeContext,
    there: &HashMap<Uuid, Report>,
    earlier: &HashMap<ReportPlace, Uuid>,
) -> Result<(ReportPlace, Planned<'a>), Problem> {
    let place = FilingPlace::of(input, facts, acting)?;
    let key = (place.period.id, place.unit_id);
    let Some(before) = place.existing().and_then(|id| there.get(&id)) else {
        let report = check_report(input, facts, context, place, earlier)?;
        return Ok((key, Planned::New(Box::new(report))));
    };
    if let Some(id) = earlier.get(&key) {
        return Err(already_there(*id));
    }
    let replacement = Replacement::of(input, facts, place)?;
    if replacement.stands(before) {
        return Ok((key, Planned::Unchanged(before.clone())));
    }
    replacement.check(context, before, None)?;
    Ok((key, Planned::Replaced(Box::new(replacement), before.clone())))
}

/// Writes the reports that are new. Those that another request filed meanwhile are refused, and so are later ones of the batch for the
/// same places.
async fn write_new(
    tx: &mut Connection,
    context: &ChangeContext,
    (mut new, replaced): (Vec<CheckedReport>, &[Report]),
    outcomes: &mut [Outcome],
) -> Result<(), Problem> {
    // Always in the same order, so that two batches never wait for each other's reports in a circle.
    new.sort_unstable_by_key(CheckedReport::place);
    let new = Arc::new(new);
    let new_ids = write_reports(tx, context, (&new, replaced)).await?;
    let late: HashMap<Uuid, ReportPlace> = new
        .iter()
        .filter(|report| !new_ids.contains(&report.id()))
        .map(|report| (report.id(), report.place()))
        .collect();
    if late.is_empty() {
        return Ok(());
    }
    let places: Vec<ReportPlace> = late.values().copied().collect();
    let places = filing::places(tx, &places).await?;
    let existing: HashMap<ReportPlace, Uuid> = places
        .iter()
        .filter_map(|place| Some(((place.period_id, place.unit_id), place.report_id?)))
        .collect();
    for outcome in outcomes {
        let id = outcome.as_ref().map_or_else(
            |problem| existing_id(&problem.to_json(Locale::Vietnamese, "")),
            |filed| Some(filed.id),
        );
        if let Some(place) = id.and_then(|id| late.get(&id)) {
            *outcome = Err(already_there(*existing.get(place).ok_or(db::Error::NotFound)?));
        }
    }
    Ok(())
}
