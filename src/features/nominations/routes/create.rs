//! Creating a nomination.

use actix_web::{post, web};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{
    Ground, check_award, check_ground, check_initiatives, check_only, check_subject, check_unit,
};
use super::view::NominationView;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::{composed, folded};
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::catalogue::rules::{CommendationKind, Paper, PaperCode, ProcedureRequirement};
use crate::features::catalogue::store::{self as catalogue, AwardType};
use crate::features::eligibility::store::{self as eligibility, Catalogue};
use crate::features::nominations::rules::{NominationStatus, ReportGrounds, ReportTexts, prefilled};
use crate::features::nominations::store::{self, Nomination, NominationPaper};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::{SubjectColumns, hold_subjects};
use crate::record::Occurrence;

/// A nomination to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewNomination {
    /// The unit that nominates: that of the subject, or one above it.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub unit_id: Uuid,
    /// Who is proposed.
    pub subject: Subject,
    /// The code of the award.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "GIAY_KHEN")]
    pub award: String,
    /// On which ground.
    #[schema(example = "MERIT")]
    pub commendation_kind: CommendationKind,
    /// The year of the achievement; the last year of the campaign when it is left out.
    #[schema(nullable = false, minimum = 1945, maximum = 2100, example = 2026)]
    pub year: Option<i32>,
    /// The campaign, where it is for one.
    #[schema(nullable = false)]
    pub campaign_id: Option<Uuid>,
    /// The first day of the achievement's period; a sudden achievement needs it.
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    #[schema(nullable = false)]
    pub ends_on: Option<NaiveDate>,
    /// What was achieved, as the decision will say it.
    #[schema(
        max_length = 2000,
        format = "paragraphs",
        example = "Hoàn thành xuất sắc nhiệm vụ năm 2026 (mẫu)"
    )]
    pub achievement: String,
    /// The initiatives that it rests on.
    #[serde(default)]
    #[schema(max_items = 20, example = json!([]))]
    pub initiative_ids: Vec<Uuid>,
    /// Whether it goes by the simplified procedure, with the shorter list of papers, where the law allows it (Law 06/2022/QH15,
    /// Article 85).
    #[serde(default)]
    #[schema(example = false)]
    pub is_simplified: bool,
}

/// Create a nomination
///
/// With the checklist of papers that the catalogue of today asks for, and an achievement report that begins with what is known:
/// ratings, initiatives, pledges with their accepted progress, earlier awards. A subject is nominated once for an award and a
/// year; for sudden achievements once for each period.
#[utoipa::path(request_body = NewNomination,
    responses((status = 201, body = NominationView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::unit_is_closed, Code::unknown_subject, Code::person_is_merged,
        Code::subject_outside_unit, Code::unknown_award_code, Code::award_not_for_this_recipient,
        Code::unknown_campaign, Code::campaign_was_cancelled, Code::year_outside_campaign, Code::not_for_this_kind, Code::needed_for_this_kind,
        Code::year_in_the_future, Code::day_in_the_future, Code::ends_before_start, Code::unknown_initiative,
        Code::nomination_already_there, Code::nomination_of_oneself, Code::simplified_not_allowed
    ]))))]
#[post("/nominations")]
pub async fn create_nomination(
    state: web::Data<State>,
    change: Change,
    input: Json<NewNomination>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        check_unit(tx, "/unitId", input.unit_id, context.today).await?;
        unit_scope::require_acting(tx, &change.caller, input.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        check_subject(tx, &change.caller.grants, (input.unit_id, input.subject), context.today).await?;
        let nomination = create_in(tx, context, &input).await?;
        let view = NominationView::of(tx, &change.caller, nomination, context.today).await?;
        let location = state.link(&format!("/nominations/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Creates a nomination and records it; who may nominate whom was asked before.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewNomination,
) -> Result<Nomination, Problem> {
    let prepared = prepare(tx, context, input).await?;
    write(tx, context, prepared).await
}

/// A nomination that may be written, with its checklist and the initiatives that it rests on.
pub struct PreparedNomination {
    nomination: Nomination,
    papers: Vec<NominationPaper>,
    initiative_ids: Vec<Uuid>,
}

/// A nomination as it will be written; who may nominate whom was asked before.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub(super) async fn prepare(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewNomination,
) -> Result<PreparedNomination, Problem> {
    hold_subjects(tx, &[input.subject]).await?;
    let own_accounts = store::accounts_of(tx, &store::ids_of(tx, input.subject).await?).await?;
    if context.actor_id.is_some_and(|actor| own_accounts.contains(&actor)) {
        return Err(Problem::new(Code::nomination_of_oneself));
    }
    let award = check_award(tx, (&input.award, input.subject), context.today).await?;
    let papers = simplified_papers(tx, (input, &award), context.today).await?;
    let NewNomination { commendation_kind: kind, year, campaign_id, starts_on, ends_on, .. } = *input;
    let ground = Ground { kind, year, campaign_id, starts_on, ends_on };
    let year = check_ground(tx, ground, context.today).await?;
    check_initiatives(tx, (input.subject, &input.initiative_ids), context.today).await?;
    let report = report_of(tx, (input.subject, input.unit_id), year, context.today).await?;
    let nomination = row_of(context, input, year, report)?;
    check_only(tx, &nomination).await?;
    let papers = checklist(nomination.id, &award, papers.as_deref());
    Ok(PreparedNomination { nomination, papers, initiative_ids: input.initiative_ids.clone() })
}

/// Writes a prepared nomination and records it.
///
/// # Errors
/// 409 for one that somebody wrote meanwhile; a [`Problem`] of the database.
pub(super) async fn write(
    tx: &mut Connection,
    context: &ChangeContext,
    prepared: PreparedNomination,
) -> Result<Nomination, Problem> {
    let PreparedNomination { nomination, papers, initiative_ids } = prepared;
    store::create(tx, &nomination).await?;
    store::replace_papers(tx, nomination.id, &papers).await?;
    store::replace_initiatives(tx, nomination.id, &initiative_ids).await?;
    store::record_nomination(tx, context, Occurrence::NominationCreated, (None, &nomination)).await?;
    Ok(nomination)
}

fn row_of(
    context: &ChangeContext,
    input: &NewNomination,
    year: i32,
    report: ReportTexts,
) -> Result<Nomination, Problem> {
    let writer = context.actor()?;
    let SubjectColumns(person_id, unit_id, household_id) = input.subject.into();
    let achievement = composed(&input.achievement);
    Ok(Nomination {
        id: context.ids.next(),
        submission_id: None,
        nominating_unit_id: input.unit_id,
        person_id,
        unit_id,
        household_id,
        award_code: input.award.clone(),
        commendation_kind: input.commendation_kind,
        year,
        campaign_id: input.campaign_id,
        starts_on: input.starts_on,
        ends_before: input.ends_on.and_then(|day| day.checked_add_days(Days::new(1))),
        search_text: folded(&achievement),
        achievement,
        report,
        status: NominationStatus::Draft,
        stage: None,
        stage_unit_id: None,
        verdict: None,
        submitted_on: None,
        received_on: None,
        created_by: writer,
        writers: Writers(vec![writer]),
        appraisers: Writers::default(),
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        is_simplified: input.is_simplified,
    })
}

/// The papers that the simplified procedure asks for; none where the nomination does not go by it.
async fn simplified_papers(
    tx: &Connection,
    (input, award): (&NewNomination, &AwardType),
    today: NaiveDate,
) -> Result<Option<Vec<PaperCode>>, Problem> {
    if !input.is_simplified {
        return Ok(None);
    }
    let rules = catalogue::procedure_on(tx, (&award.code, Some(award.level)), today).await?;
    let own = rules.into_iter().find_map(|rule| match rule.requirement {
        ProcedureRequirement::SimplifiedProcedure { commendation, papers }
            if commendation == input.commendation_kind =>
        {
            Some(papers)
        }
        _ => None,
    });
    let fault = Violation::at("/isSimplified", Code::simplified_not_allowed);
    let refusal = || Problem::invalid(vec![fault.with("kind", input.commendation_kind)]);
    own.ok_or_else(refusal).map(Some)
}

/// The checklist that the catalogue asks for: of the simplified procedure only these papers.
fn checklist(nomination_id: Uuid, award: &AwardType, only: Option<&[PaperCode]>) -> Vec<NominationPaper> {
    let is_asked = |paper: &&Paper| only.is_none_or(|only| only.iter().any(|own| own.0 == paper.code));
    let paper = |(position, paper): (i32, &Paper)| NominationPaper {
        nomination_id,
        code: paper.code.clone(),
        position,
        name: paper.name.clone(),
        required: paper.required,
        file_id: None,
        document_id: None,
        is_shared: false,
    };
    (1..).zip(award.papers.0.iter().filter(is_asked)).map(paper).collect()
}

/// The words that an achievement report begins with.
async fn report_of(
    tx: &Connection,
    (subject, unit_id): (Subject, Uuid),
    year: i32,
    today: NaiveDate,
) -> Result<ReportTexts, Problem> {
    let catalogue = Catalogue::read(tx).await?;
    let found = eligibility::find_subjects(tx, &[subject], today).await?.remove(&subject);
    let found = found.ok_or_else(|| Problem::internal("a subject that was there is gone"))?;
    let known = eligibility::load(tx, vec![found], &catalogue.titles(), (year, today), None).await?;
    let known = known.first().ok_or_else(|| Problem::internal("a subject without its facts"))?;
    let pledges = match subject.kind {
        SubjectKind::Unit => store::list_pledge_results(tx, subject.id, (year, today)).await?,
        _ => Vec::new(),
    };
    let own = known.subject.unit_id;
    let unit = UnitReference::find(tx, if subject.kind == SubjectKind::Unit { unit_id } else { own }, today);
    let unit = unit.await?.name;
    Ok(prefilled(&ReportGrounds {
        subject: (subject.kind, &known.subject.name),
        unit: &unit,
        facts: &known.facts,
        names: &catalogue.names(),
        year,
        pledges: &pledges,
    }))
}
