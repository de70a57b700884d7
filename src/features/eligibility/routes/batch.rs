//! Asking about many at once.

use std::collections::HashSet;

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_subjects;
use super::asked::{Circumstances, asked_award, by_award, load};
use super::recorded::record_checks;
use super::view::EligibilityReason;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::catalogue::rules::{AwardCode, CommendationKind, RecipientKind};
use crate::features::eligibility::rules::{AwardNames, Outcome, Question};
use crate::features::eligibility::store::{Answered, AwardEntry, Catalogue, CheckRow, KnownSubject, keep};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::input::Json;
use crate::http::{Answer, Code, Locale, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;

/// How many reasons an answer of a list shows; all of them stand in the check.
const SHOWN_REASONS: usize = 5;

/// Whether these may be given awards.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEligibilityCheckBatch {
    /// Who is to be commended.
    #[schema(min_items = 1, max_items = 300, example = json!([{"type": "PERSON", "id": "01980000-0000-7000-8000-000000350001"}]))]
    subjects: Vec<Subject>,
    /// The codes of the awards; every award with rules that such a subject can be given when it is left out.
    #[schema(nullable = false, min_items = 1, max_items = 40, example = json!(["LD_TIEN_TIEN", "CSTD_CO_SO"]))]
    awards: Option<Vec<AwardCode>>,
    /// Why they are to be given.
    #[schema(example = "MERIT")]
    commendation_kind: CommendationKind,
    /// The year that is judged; the last year of the campaign when it is left out.
    #[schema(nullable = false, minimum = 1945, maximum = 2100, example = 2025)]
    year: Option<i32>,
    /// The campaign, where they are to be given for one.
    #[schema(nullable = false)]
    campaign_id: Option<Uuid>,
    /// The day on which the dossiers were received. Today when it is left out.
    #[schema(nullable = false, example = "2026-01-15")]
    received_on: Option<NaiveDate>,
}

/// One answer of a batch.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchAnswer {
    /// The check, which shows the answer per rule.
    #[schema(example = "01980000-0000-7000-8000-000000003901")]
    check_id: Uuid,
    /// What kind of subject it is.
    #[schema(example = "PERSON")]
    subject_type: SubjectKind,
    /// Whom it is about.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    subject_id: Uuid,
    /// The code of the award.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
    award: String,
    /// The answer.
    #[schema(example = "UNKNOWN")]
    outcome: Outcome,
    /// The first reasons that keep it from passing.
    #[schema(max_items = 5)]
    missing: Vec<EligibilityReason>,
}

impl BatchAnswer {
    fn new(answered: &Answered<'_>, names: &AwardNames, locale: Locale) -> Self {
        let CheckRow { id, subject, award, outcome, .. } = &answered.row;
        let missing = answered.verdict.missing().into_iter().take(SHOWN_REASONS);
        Self {
            check_id: *id,
            subject_type: subject.kind,
            subject_id: subject.id,
            award: award.clone(),
            outcome: *outcome,
            missing: EligibilityReason::list(missing, names, locale),
        }
    }
}

/// The answers of a batch, by subject in the order of the question, then by award, the highest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityCheckBatch {
    /// The batch's id: `GET /eligibility-checks?batchId=…` lists its checks.
    #[schema(example = "01980000-0000-7000-8000-000000003a01")]
    id: Uuid,
    /// The answers.
    #[schema(max_items = 12_000)]
    items: Vec<BatchAnswer>,
}

/// Check eligibility of many
///
/// Answers for up to 300 subjects and all awards with rules that they can be given, or those that are named. Every answer is kept as a
/// check of its own.
#[utoipa::path(request_body = NewEligibilityCheckBatch,
    responses((status = 201, body = EligibilityCheckBatch, description = "The answers", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_subject, Code::unknown_award_code, Code::award_not_for_this_recipient,
        Code::unknown_campaign, Code::not_for_this_kind,
        Code::needed_for_this_kind, Code::day_in_the_future]))))]
#[post("/eligibility-check-batches")]
pub async fn create_eligibility_check_batch(
    state: web::Data<State>,
    change: Change,
    input: Json<NewEligibilityCheckBatch>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let pointer = |(index, subject): (usize, &Subject)| (format!("/subjects/{index}/id"), *subject);
    let named: Vec<_> = input.subjects.iter().enumerate().map(pointer).collect();
    let permit = async |tx: &mut Connection| {
        require_subjects(tx, &change.caller, &named, context.today).await.map(drop)
    };
    let effect = async |tx: &mut Connection| {
        let subjects = require_subjects(tx, &change.caller, &named, context.today).await?;
        let (id, items) = answer_all(tx, (context, change.locale()), subjects, &input).await?;
        let location = state.link(&format!("/eligibility-checks?batchId={id}"));
        Answer::created(&location, &EligibilityCheckBatch { id, items })
    };
    change.run(permit, effect).await
}

/// Answers, keeps and records everything that a batch asks: the id of the batch, and its answers.
async fn answer_all(
    tx: &mut Connection,
    (context, locale): (&ChangeContext, Locale),
    subjects: Vec<KnownSubject>,
    input: &NewEligibilityCheckBatch,
) -> Result<(Uuid, Vec<BatchAnswer>), Problem> {
    let asked = (input.year, input.campaign_id);
    let kind = input.commendation_kind;
    let circumstances = Circumstances::new(tx, kind, asked, input.received_on, context.today).await?;
    let catalogue = Catalogue::read(tx).await?;
    let recipients: HashSet<_> = subjects.iter().map(|one| RecipientKind::from(one.subject.kind)).collect();
    let mut awards = asked_awards(&catalogue, input.awards.as_deref(), &subjects, circumstances.received_on)?;
    let codes: Vec<String> = awards.iter().map(|award| award.code.clone()).collect();
    let rules = catalogue.rules(tx, &codes, &recipients).await?;
    let known = load(tx, subjects, &catalogue, &circumstances).await?;
    let (batch_id, by_award) = (context.ids.next(), by_award(&rules));
    if input.awards.is_none() {
        // Of the others nothing could be said but that nobody has written a rule.
        awards.retain(|award| by_award.contains_key(&AwardCode::new(award.code.clone())));
    }
    let mut answered = Vec::new();
    for known in &known {
        let recipient = RecipientKind::from(known.subject.subject.kind);
        let fitting = awards.iter().filter(|award| award.is_for(recipient));
        let questions: Vec<Question> =
            fitting.map(|award| circumstances.question(&known.subject, award)).collect();
        let rules = |question: &Question| by_award.get(&question.award);
        answered.extend(Answered::all(context, known, &questions, rules, (Some(batch_id), None))?);
    }
    keep(tx, context, &rules, &answered).await?;
    let items = answered.iter().map(|answered| BatchAnswer::new(answered, &rules.names, locale)).collect();
    let rows: Vec<CheckRow> = answered.into_iter().map(|answered| answered.row).collect();
    record_checks(tx, context, (batch_id, &rows)).await?;
    Ok((batch_id, items))
}

/// The awards that are asked about: those that are named, or all that one of the subjects can be given.
fn asked_awards<'a>(
    catalogue: &'a Catalogue,
    named: Option<&[AwardCode]>,
    subjects: &[KnownSubject],
    day: NaiveDate,
) -> Result<Vec<&'a AwardEntry>, Problem> {
    let is_for_somebody =
        |award: &AwardEntry| subjects.iter().any(|one| award.is_for(RecipientKind::from(one.subject.kind)));
    let Some(named) = named else {
        return Ok(catalogue.awards.iter().filter(|award| is_for_somebody(award)).collect());
    };
    let mut faults: Vec<Violation> = Vec::new();
    for (index, code) in named.iter().enumerate() {
        let tried = subjects.iter().map(|one| {
            let pointer = format!("/awards/{index}");
            asked_award(catalogue, (&pointer, &code.0), RecipientKind::from(one.subject.kind), day).map(drop)
        });
        let tried: Vec<_> = tried.collect();
        if !tried.iter().any(Result::is_ok) {
            faults.extend(tried.into_iter().filter_map(Result::err).take(1));
        }
    }
    if faults.is_empty() {
        Ok(catalogue.awards.iter().filter(|award| named.iter().any(|code| code.0 == award.code)).collect())
    } else {
        Err(Problem::invalid(faults))
    }
}
