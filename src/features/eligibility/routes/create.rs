//! Asking whether somebody may be given an award.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_subjects;
use super::asked::{Circumstances, asked_award};
use super::recorded::record_checks;
use super::view::EligibilityCheck;
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::catalogue::rules::{CommendationKind, RecipientKind};
use crate::features::eligibility::rules::{AwardNames, Verdict};
use crate::features::eligibility::store::{self, Catalogue, CheckRow, KnownSubject};
use crate::features::people::rules::Subject;
use crate::http::input::Json;
use crate::http::{Answer, Code, Locale, Problem};
use crate::operations::change::Change;
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Whether somebody may be given an award.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEligibilityCheck {
    /// Who is to be commended.
    pub subject: Subject,
    /// The code of the award.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
    pub award: String,
    /// Why it is to be given.
    #[schema(example = "MERIT")]
    pub commendation_kind: CommendationKind,
    /// The year that is judged; the last year of the campaign when it is left out.
    #[schema(nullable = false, minimum = 1945, maximum = 2100, example = 2025)]
    pub year: Option<i32>,
    /// The campaign, where it is to be given for one.
    #[schema(nullable = false)]
    pub campaign_id: Option<Uuid>,
    /// The day on which the dossier was received: it decides which rows of the rules hold. Today when it is left out.
    #[schema(nullable = false, example = "2026-01-15")]
    pub received_on: Option<NaiveDate>,
}

/// Check eligibility
///
/// Answers by every rule that holds on the day of receipt: pass, fail, or unknown where what is known does not decide it,
/// with the facts it rests on, the clause, the version of the row, how sure we are of it, and what would change the answer.
/// Where an amendment is not confirmed, the row in force and the amendment both answer, and the answer is unknown unless they
/// agree. The answer is kept with its inputs. It advises and never blocks.
#[utoipa::path(request_body = NewEligibilityCheck,
    responses((status = 201, body = EligibilityCheck, description = "The answer", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_subject, Code::unknown_award_code, Code::award_not_for_this_recipient,
        Code::unknown_campaign, Code::not_for_this_kind,
        Code::needed_for_this_kind, Code::day_in_the_future]))))]
#[post("/eligibility-checks")]
pub async fn create_eligibility_check(
    state: web::Data<State>,
    change: Change,
    input: Json<NewEligibilityCheck>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let subjects = [("/subject/id".to_owned(), input.subject)];
    let permit = async |tx: &mut Connection| {
        require_subjects(tx, &change.caller, &subjects, context.today).await.map(drop)
    };
    let effect = async |tx: &mut Connection| {
        let view = check_one(tx, (&change.caller, context, change.locale()), &input, None).await?;
        Answer::created(&state.link(&format!("/eligibility-checks/{}", view.summary.id)), &view)
    };
    change.run(permit, effect).await
}

/// Answers one question, keeps the answer and records it.
pub(super) async fn check_one(
    tx: &mut Connection,
    (caller, context, locale): (&Caller, &ChangeContext, Locale),
    input: &NewEligibilityCheck,
    rerun_of: Option<Uuid>,
) -> Result<EligibilityCheck, Problem> {
    let named = [("/subject/id".to_owned(), input.subject)];
    let mut subjects = require_subjects(tx, caller, &named, context.today).await?;
    let subject = subjects.pop().ok_or_else(|| Problem::internal("a question about nobody"))?;
    let (row, verdict, names) = check_in(tx, context, (subject, input), rerun_of).await?;
    let unit = UnitReference::find(tx, row.unit_id, context.today).await?;
    Ok(EligibilityCheck::new((row, verdict), unit, &names, locale))
}

/// Answers a question about a subject, keeps the answer and records it; who may ask was asked before.
///
/// # Errors
/// 400 for a question that makes no sense; a [`Problem`] of the database.
pub async fn check_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (subject, input): (KnownSubject, &NewEligibilityCheck),
    rerun_of: Option<Uuid>,
) -> Result<(CheckRow, Verdict, AwardNames), Problem> {
    let asked = (input.year, input.campaign_id);
    let circumstances =
        Circumstances::new(tx, input.commendation_kind, asked, input.received_on, context.today).await?;
    let catalogue = Catalogue::read(tx).await?;
    let recipient = RecipientKind::from(input.subject.kind);
    let award = asked_award(&catalogue, ("/award", &input.award), recipient, circumstances.received_on);
    let award = award.map_err(|fault| Problem::invalid(vec![fault]))?;
    let question = circumstances.question(&subject, award);
    let campaign = circumstances.campaign.as_ref();
    let (row, verdict, names) = store::ask(tx, context, (subject, &question), campaign, rerun_of).await?;
    record_checks(tx, context, (row.id, std::slice::from_ref(&row))).await?;
    Ok((row, verdict, names))
}
