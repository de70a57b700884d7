//! Making a report that is there already what it is to be: while it is open, and only where it is not that yet.

use uuid::Uuid;

use super::check::{CheckedContent, FilingPlace};
use super::facts::FilingFacts;
use super::input::FiledReport;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::files::store as files;
use crate::features::reports::routes::change::write_content;
use crate::features::reports::routes::transition::{ReportTransition, take_step};
use crate::features::reports::rules::ReportAction;
use crate::features::reports::store::Report;
use crate::http::precondition::IfMatch;
use crate::http::{Code, Problem};

/// A report that is there, as it was sent.
#[derive(Debug)]
pub struct Replacement<'a> {
    place: FilingPlace<'a>,
    input: &'a FiledReport,
    facts: &'a FilingFacts,
    checked: CheckedContent<'a>,
}

impl<'a> Replacement<'a> {
    /// What a report at its place is to be.
    ///
    /// # Errors
    /// What is wrong with its entries.
    pub fn of(
        input: &'a FiledReport,
        facts: &'a FilingFacts,
        place: FilingPlace<'a>,
    ) -> Result<Self, Problem> {
        Ok(Self { place, input, facts, checked: CheckedContent::of(input, facts, place)? })
    }

    /// Whether it stands there already, also submitted or accepted.
    pub fn stands(&self, before: &Report) -> bool {
        self.is_same(before) && (!self.input.is_submitted() || !before.status.is_open())
    }

    fn is_same(&self, before: &Report) -> bool {
        before.content == self.checked.content
    }

    /// Passes when the report can become it. What somebody else wrote last is overwritten by nobody who has not seen it.
    ///
    /// # Errors
    /// What is in the way.
    pub fn check(
        &self,
        context: &ChangeContext,
        before: &Report,
        if_match: Option<IfMatch>,
    ) -> Result<(), Problem> {
        if !before.status.is_open() {
            return Err(Problem::new(Code::report_is_not_open).with("status", before.status));
        }
        self.place.campaign.status.require_running()?;
        // Whether a report that was submitted before came late is known already.
        if before.submitted_on.is_none() {
            self.place.require_filing(context)?;
        }
        let last_writer = before.writers.0.last().copied();
        let wrote_last = last_writer.is_none_or(|writer| Some(writer) == context.actor_id);
        IfMatch::check_put(if_match, before.version, wrote_last)?;
        if self.input.is_submitted() {
            self.checked.require_submittable(self.input, self.facts, self.place.period)?;
        }
        Ok(())
    }

    /// Writes what a locked report becomes that passed the check, all but the counts of its period: the report afterwards.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    pub async fn write(
        &self,
        tx: &mut Connection,
        context: &ChangeContext,
        before: &Report,
    ) -> Result<Report, Problem> {
        let mut report = before.clone();
        if !self.is_same(before) {
            let entries = self.checked.content.entries.iter();
            let file_ids: Vec<Uuid> = entries.flat_map(|entry| entry.file_ids.iter().copied()).collect();
            files::take_into_use(tx, report.unit_id, &file_ids, context.at).await?;
            report = write_content(tx, context, &report, self.checked.content.clone()).await?;
        }
        if !self.input.is_submitted() {
            return Ok(report);
        }
        let step = ReportTransition {
            confirm_warnings: self.input.confirm_warnings,
            ..ReportTransition::of(ReportAction::Submit)
        };
        take_step(tx, context, (self.place.campaign, self.place.period), &report, &step).await
    }
}
