//! Editing a nomination: the achievement, the report, the papers, the initiatives.

use std::collections::BTreeMap;

use actix_web::patch;
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::checks::{Ground, NamedPaper, check_initiatives, check_only, check_papers, faults_of_days};
use super::view::NominationView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::vietnamese::{composed, folded};
use crate::db::Connection;
use crate::features::nominations::rules::ReportTexts;
use crate::features::nominations::store::{self, Nomination, NominationPaper};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// The words of the report that change; null removes a part from the document.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AchievementReportPatch {
    /// Who it is.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs")]
    profile: Patch<String>,
    /// What was achieved.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs",
        example = "Chủ trì số hóa toàn bộ hồ sơ của phòng (mẫu).")]
    achievements: Patch<String>,
    /// What was given before.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs")]
    commendations: Patch<String>,
}

/// A paper of the checklist, and where it is: a file of the unit, or a registered document; neither takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaperPatch {
    /// Its code in the checklist.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "PEER_REVIEW_MINUTES")]
    code: String,
    /// The file that it is.
    #[schema(nullable = false)]
    file_id: Option<Uuid>,
    /// The registered document that it is.
    #[schema(nullable = false)]
    document_id: Option<Uuid>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NominationPatch {
    /// What was achieved, as the decision will say it.
    #[schema(
        nullable = false,
        max_length = 2000,
        format = "paragraphs",
        example = "Hoàn thành xuất sắc nhiệm vụ năm 2026 (mẫu)"
    )]
    achievement: Option<String>,
    /// The first day of the achievement's period.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    starts_on: Patch<NaiveDate>,
    /// Its last day.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_on: Patch<NaiveDate>,
    /// The words of the report.
    #[schema(nullable = false, example = json!({"achievements": "Chủ trì số hóa toàn bộ hồ sơ của phòng (mẫu)."}))]
    report: Option<AchievementReportPatch>,
    /// The papers that come or go; the others stay.
    #[schema(nullable = false, max_items = 50, example = json!([]))]
    papers: Option<Vec<PaperPatch>>,
    /// All initiatives that it rests on.
    #[schema(nullable = false, max_items = 20, example = json!([]))]
    initiative_ids: Option<Vec<Uuid>>,
}

impl NominationPatch {
    fn apply(&self, own: &Nomination) -> Nomination {
        let achievement =
            self.achievement.as_ref().map_or_else(|| own.achievement.clone(), |new| composed(new));
        let ends_on = self.ends_on.apply(own.ends_on());
        Nomination {
            starts_on: self.starts_on.apply(own.starts_on),
            ends_before: ends_on.and_then(|day| day.checked_add_days(Days::new(1))),
            search_text: folded(&achievement),
            achievement,
            report: self.report.clone().unwrap_or_default().apply(&own.report),
            ..own.clone()
        }
    }
}

impl AchievementReportPatch {
    fn apply(self, own: &ReportTexts) -> ReportTexts {
        let text =
            |patch: Patch<String>, own: &Option<String>| patch.map(|new| composed(&new)).apply(own.clone());
        ReportTexts {
            profile: text(self.profile, &own.profile),
            achievements: text(self.achievements, &own.achievements),
            commendations: text(self.commendations, &own.commendations),
        }
    }
}

/// Edit a nomination
///
/// For the officers of the unit, while it is a draft or was returned. Subject, award, ground and year stay: another one of these
/// is another nomination.
#[utoipa::path(request_body(content = NominationPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = NominationView, description = "The nomination afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::nomination_is_not_open, Code::unknown_paper, Code::named_twice, Code::unknown_file, Code::unknown_document,
        Code::unknown_initiative, Code::needed_for_this_kind, Code::day_in_the_future, Code::ends_before_start,
        Code::paper_is_two_things, Code::nomination_already_there
    ]))))]
#[patch("/nominations/{id}")]
pub async fn change_nomination(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<NominationPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == NominationPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.access.require(Permission::ActForUnit)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        if !before.status.is_open() {
            return Err(Problem::new(Code::nomination_is_not_open).with("status", before.status));
        }
        let after = patch.apply(&before);
        let was = dossier_of(tx, id).await?;
        check_days(&after, context.today)?;
        check_only(tx, &after).await?;
        let has_new_papers = write_papers(tx, &change, &before, patch.papers.as_deref()).await?;
        let has_new_initiatives =
            write_initiatives(tx, (&before, context.today), patch.initiative_ids.as_deref()).await?;
        let after = if after != before || has_new_papers || has_new_initiatives {
            write_change(tx, context, (&before, was), after).await?
        } else {
            after
        };
        let view = NominationView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

fn check_days(nomination: &Nomination, today: NaiveDate) -> Result<(), Problem> {
    let ground = Ground {
        kind: nomination.commendation_kind,
        year: Some(nomination.year),
        campaign_id: nomination.campaign_id,
        starts_on: nomination.starts_on,
        ends_on: nomination.ends_on(),
    };
    require_none(faults_of_days(ground, today))
}

async fn write_change(
    tx: &mut Connection,
    context: &ChangeContext,
    (before, was): (&Nomination, Value),
    after: Nomination,
) -> Result<Nomination, Problem> {
    let writers = after.writers.clone().and(context.actor_id);
    let after = Nomination { writers, version: before.version.next(), updated_at: context.at, ..after };
    store::advance(tx, before, &after).await?;
    let states = (Some((before, was)), (&after, dossier_of(tx, after.id).await?));
    store::record_with(tx, context, Occurrence::NominationChanged, states).await?;
    Ok(after)
}

/// The papers and initiatives of a nomination as records tell them.
async fn dossier_of(tx: &Connection, id: Uuid) -> Result<Value, Problem> {
    let papers = store::list_papers(tx, id).await?;
    let initiatives = store::list_initiatives(tx, id).await?;
    Ok(store::dossier_details(&papers, &initiatives.into_iter().map(|(id, ..)| id).collect::<Vec<_>>()))
}

/// Puts papers into the checklist, and says whether that changed it.
async fn write_papers(
    tx: &mut Connection,
    change: &Change,
    nomination: &Nomination,
    patches: Option<&[PaperPatch]>,
) -> Result<bool, Problem> {
    let Some(patches) = patches else { return Ok(false) };
    let before = store::list_papers(tx, nomination.id).await?;
    let mut papers: BTreeMap<String, NominationPaper> =
        before.iter().map(|paper| (paper.code.clone(), paper.clone())).collect();
    let (mut faults, mut named) = (Vec::new(), Vec::new());
    for (place, patch) in patches.iter().enumerate() {
        let pointer = format!("/papers/{place}");
        let is_again = patches.iter().take(place).any(|other| other.code == patch.code);
        match papers.get_mut(&patch.code) {
            None => {
                let fault = Violation::at(format!("{pointer}/code"), Code::unknown_paper);
                faults.push(fault.with("code", &patch.code));
            }
            Some(_) if is_again => faults.push(Violation::at(format!("{pointer}/code"), Code::named_twice)),
            Some(_) if patch.file_id.is_some() && patch.document_id.is_some() => {
                faults.push(Violation::at(format!("{pointer}/documentId"), Code::paper_is_two_things));
            }
            Some(paper) => {
                if (paper.file_id, paper.document_id) != (patch.file_id, patch.document_id) {
                    (paper.file_id, paper.document_id) = (patch.file_id, patch.document_id);
                    paper.is_shared = false;
                }
                named.push(NamedPaper {
                    file: (format!("{pointer}/fileId"), patch.file_id),
                    document: (format!("{pointer}/documentId"), patch.document_id),
                });
            }
        }
    }
    require_none(faults)?;
    let own = (&change.caller, &change.context);
    check_papers(tx, own, nomination.nominating_unit_id, &named).await?;
    let mut after: Vec<NominationPaper> = papers.into_values().collect();
    after.sort_by_key(|paper| paper.position);
    if after == before {
        return Ok(false);
    }
    store::replace_papers(tx, nomination.id, &after).await?;
    Ok(true)
}

/// Writes the initiatives, and says whether they are others.
async fn write_initiatives(
    tx: &mut Connection,
    (nomination, today): (&Nomination, NaiveDate),
    initiative_ids: Option<&[Uuid]>,
) -> Result<bool, Problem> {
    let Some(ids) = initiative_ids else { return Ok(false) };
    let mut ids = ids.to_vec();
    check_initiatives(tx, (nomination.subject(), &ids), today).await?;
    ids.sort_unstable();
    ids.dedup();
    let before = store::list_initiatives(tx, nomination.id).await?;
    let mut own: Vec<Uuid> = before.into_iter().map(|(id, ..)| id).collect();
    own.sort_unstable();
    if own == ids {
        return Ok(false);
    }
    store::replace_initiatives(tx, nomination.id, &ids).await?;
    Ok(true)
}
