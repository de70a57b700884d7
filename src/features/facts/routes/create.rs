//! Writing a fact.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::citing::{check_campaign, check_document};
use super::recorded::record_created;
use super::view::FactView;
use crate::core::context::{ChangeContext, NoActor};
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::facts::rules::{FactColumns, FactDetails, FactFault, FactKind, faults};
use crate::features::facts::store::{self, Fact};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::features::people::store as people;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::SubjectColumns;
use crate::operations::subjects::{KnownSubjects, hold_subjects};

/// A fact to be written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFact {
    /// Whom it is about.
    pub subject: Subject,
    /// What it says, by kind.
    pub details: FactDetails,
    /// Where it is known from.
    #[schema(max_length = 500, format = "line", example = "Quyết định số 15/QĐ-SNV ngày 10/01/2026 (mẫu)")]
    pub source: String,
    /// The document it is known from, where that is registered.
    #[serde(default)]
    #[schema(example = json!(null))]
    pub document_id: Option<Uuid>,
}

impl NewFact {
    /// The fact that is written.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn into_row(self, context: &ChangeContext) -> Result<Fact, NoActor> {
        let writer = context.actor()?;
        let SubjectColumns(person_id, unit_id, household_id) = self.subject.into();
        let FactColumns { kind, year, starts_on, ends_before, details } =
            (&self.details.map_texts(composed)).into();
        Ok(Fact {
            id: context.ids.next(),
            kind,
            person_id,
            unit_id,
            household_id,
            year,
            starts_on,
            ends_before,
            details,
            source: composed(&self.source),
            document_id: self.document_id,
            written_by: writer,
            writers: Writers(vec![writer]),
            confirmed_by: None,
            confirmed_at: None,
            void_reason: None,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        })
    }
}

/// Write a fact
///
/// A task rating, a hold, a statement or figures of a unit, with where it is known from. It counts as known once a second
/// person confirmed it. A subject has one rating, and one row of figures, of a year; the refusal of a second one names the
/// first.
#[utoipa::path(request_body = NewFact,
    responses((status = 201, body = FactView, description = "Written", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_subject, Code::person_is_merged, Code::fact_not_of_this_subject, Code::year_in_the_future,
        Code::day_in_the_future, Code::score_out_of_bounds, Code::ends_before_start, Code::outcome_of_running_hold,
        Code::women_exceed_members, Code::unknown_document, Code::unknown_campaign, Code::task_rating_already_there,
        Code::unit_figures_already_there
    ]))))]
#[post("/facts")]
pub async fn create_fact(
    state: web::Data<State>,
    change: Change,
    input: Json<NewFact>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let subject = input.subject;
    let permit = async |tx: &mut Connection| {
        let known = KnownSubjects::find(tx, [subject], context.today).await?;
        known.require_named(&change.caller, "/subject/id", subject)
    };
    let effect = async |tx: &mut Connection| {
        hold_subjects(tx, &[subject]).await?;
        check_details(&input.details, subject.kind, context.today)?;
        check_document(tx, &change.caller, input.document_id).await?;
        check_campaign(tx, "/details/campaignId", input.details.campaign_id()).await?;
        check_only(tx, subject, &input.details, None).await?;
        let fact = input.clone().into_row(context)?;
        store::create(tx, std::slice::from_ref(&fact)).await?;
        let known = KnownSubjects::find(tx, [subject], context.today).await?;
        let unit = known.unit_of(subject);
        record_created(tx, context, &[(fact.clone(), unit)]).await?;
        let view = FactView::new(fact, &known)?;
        let link = state.link(&format!("/facts/{}", view.id));
        Ok(Answer::created(&link, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Passes when a fact is right by itself.
///
/// # Errors
/// 400 with every fault otherwise.
pub(super) fn check_details(
    details: &FactDetails,
    subject: SubjectKind,
    today: NaiveDate,
) -> Result<(), Problem> {
    let faults = faults(details, subject, today);
    if faults.is_empty() {
        return Ok(());
    }
    let fault = |(member, fault)| violation(format!("/details/{member}"), fault, details, today);
    Err(Problem::invalid(faults.into_iter().map(fault).collect()))
}

/// A fault of a fact as it is told.
pub(super) fn violation(
    pointer: String,
    fault: FactFault,
    details: &FactDetails,
    today: NaiveDate,
) -> Violation {
    let at = |code| Violation::at(pointer, code);
    match fault {
        FactFault::NotOfThisSubject => at(Code::fact_not_of_this_subject).with("kind", details.kind()),
        FactFault::YearInTheFuture => at(Code::year_in_the_future).with("today", today),
        FactFault::DayInTheFuture => at(Code::day_in_the_future).with("today", today),
        FactFault::ScoreOutOfBounds => at(Code::score_out_of_bounds),
        FactFault::EndsBeforeStart => match details {
            FactDetails::Hold(hold) => at(Code::ends_before_start).with("startsOn", hold.starts_on),
            _ => at(Code::ends_before_start),
        },
        FactFault::OutcomeOfRunningHold => at(Code::outcome_of_running_hold),
        FactFault::WomenExceedMembers => at(Code::women_exceed_members),
    }
}

/// Passes when the subject, and who was merged with it, has no other fact of a kind that there is once a year.
pub(super) async fn check_only(
    tx: &Connection,
    subject: Subject,
    details: &FactDetails,
    own: Option<Uuid>,
) -> Result<(), Problem> {
    let Some(year) = details.only_year() else { return Ok(()) };
    let mut subjects = vec![subject.id];
    if subject.kind == SubjectKind::Person {
        subjects.extend(people::all_ids_of(tx, subject.id).await?);
    }
    let there = store::find_only(tx, details.kind(), &subjects, &[year]).await?;
    match there.into_iter().find(|(.., id)| Some(*id) != own) {
        Some((.., id)) => {
            let code = already_there(details.kind());
            Err(Problem::new(code).with("year", year).with_existing(id))
        }
        None => Ok(()),
    }
}

/// What is said when a fact of a kind that there is once a year is there already.
pub(super) const fn already_there(kind: FactKind) -> Code {
    match kind {
        FactKind::UnitFigures => Code::unit_figures_already_there,
        _ => Code::task_rating_already_there,
    }
}
