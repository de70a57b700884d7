//! Amending a launched campaign.

use std::collections::HashSet;

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::read::AmendmentView;
use crate::core::context::Ids;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::routes::access::require_editor;
use crate::features::campaigns::routes::answer::read_view;
use crate::features::campaigns::routes::contents::add::NewContent;
use crate::features::campaigns::routes::contents::change::ContentPatch;
use crate::features::campaigns::routes::contents::check::problem_of;
use crate::features::campaigns::routes::contents::write::write_difference;
use crate::features::campaigns::routes::input::CampaignPatch;
use crate::features::campaigns::routes::judgement::judge_as;
use crate::features::campaigns::routes::references;
use crate::features::campaigns::routes::transition::require_ready;
use crate::features::campaigns::routes::viewer::Viewer;
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::store::amendments::{self, Amendment};
use crate::features::campaigns::store::recorded::record_amendment;
use crate::features::campaigns::store::{self, Campaign};
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::http::input::{ById, Json, Parameters};
use crate::http::problem::FaultPlace;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;

/// A change of one content.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmendedContent {
    /// The content.
    #[schema(example = "01980000-0000-7000-8000-000000000304")]
    id: Uuid,
    /// What changes of it.
    changes: ContentPatch,
}

/// An amendment: the document that decides it, and what changes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAmendment {
    /// The document that decides it.
    #[schema(example = "01980000-0000-7000-8000-0000000003f0")]
    document_id: Uuid,
    /// The day from which it holds: today when it is left out; not in the future and not before the launch.
    #[schema(nullable = false)]
    effective_on: Option<NaiveDate>,
    /// What it is about.
    #[schema(
        max_length = 2000,
        format = "paragraphs",
        example = "Bổ sung biện pháp tổ chức thực hiện (mẫu)"
    )]
    summary: String,
    /// What changes of the campaign itself.
    #[schema(nullable = false, example = json!({"measures": ["Giao ban thi đua hằng quý (mẫu)"]}))]
    changes: Option<CampaignPatch>,
    /// Contents that are added.
    #[schema(nullable = false, max_items = 200)]
    added_contents: Option<Vec<NewContent>>,
    /// Contents that change.
    #[schema(nullable = false, max_items = 200)]
    changed_contents: Option<Vec<AmendedContent>>,
    /// Contents that are removed; pledges that answer them stay.
    #[schema(nullable = false, max_items = 200)]
    removed_content_ids: Option<Vec<Uuid>>,
}

impl NewAmendment {
    fn is_empty(&self) -> bool {
        self.changes.as_ref().is_none_or(|changes| *changes == CampaignPatch::default())
            && self.added_contents.as_ref().is_none_or(Vec::is_empty)
            && self.changed_contents.as_ref().is_none_or(Vec::is_empty)
            && self.removed_content_ids.as_ref().is_none_or(Vec::is_empty)
    }
}

/// Amend a launched campaign
///
/// The only way to change a running campaign: by a document, from a day on. The campaign as it was before stays
/// readable. Units join and leave on that day. The campaign must keep everything that every launch needs.
#[utoipa::path(request_body = NewAmendment,
    responses((status = 201, body = AmendmentView, description = "Amended", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::nothing_to_change, Code::unknown_document, Code::year_out_of_bounds, Code::day_in_the_future,
        Code::before_launch, Code::before_last_amendment, Code::launching_unit_is_fixed,
        Code::campaign_is_not_running, Code::campaign_not_ready, Code::ends_before_start, Code::named_twice,
        Code::unknown_unit, Code::campaign_not_launched, Code::unknown_campaign, Code::campaign_cycle, Code::unknown_content,
        Code::content_says_nothing, Code::unknown_indicator, Code::indicator_goes_its_direction,
        Code::content_under_itself, Code::content_too_deep, Code::too_many_contents,
        Code::content_ordinal_taken, Code::content_has_children, Code::contents_too_long]))))]
#[post("/campaigns/{id}/amendments")]
pub async fn amend_campaign(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewAmendment>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    if input.is_empty() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| require_editor(tx, &change, id).await;
    let effect = async |tx: &mut Connection| {
        let campaign = store::lock_exclusive(tx, id).await?;
        let effective_on = input.effective_on.unwrap_or(context.today);
        check(tx, &change, &campaign, &input, effective_on).await?;
        let before = read_view(tx, &Viewer::from(&change), id).await?.into_history();
        let amendment = Amendment {
            id: context.ids.next(),
            campaign_id: id,
            number: amendments::next_number(tx, id).await?,
            document_id: input.document_id,
            effective_on,
            summary: composed(&input.summary),
            created_by: change.caller.user_id,
            created_at: context.at,
        };
        let before_json = serde_json::to_value(&before).map_err(Problem::internal)?;
        amendments::create(tx, &amendment, &before_json).await?;
        apply_amendment(tx, &change, &campaign, &amendment, &input).await?;
        let location = state.link(&format!("/campaigns/{id}/amendments/{}", amendment.number));
        Answer::created(&location, &AmendmentView::read(tx, amendment, before_json).await?)
    };
    change.run(permit, effect).await
}

async fn check(
    tx: &Connection,
    change: &Change,
    campaign: &Campaign,
    input: &NewAmendment,
    effective_on: NaiveDate,
) -> Result<(), Problem> {
    let today = change.context.today;
    campaign.status.require_running()?;
    let mut faults = Vec::new();
    if effective_on > today {
        faults.push(Violation::at("/effectiveOn", Code::day_in_the_future).with("today", today));
    }
    if let Some(launched_on) = campaign.launched_on.filter(|launched_on| effective_on < *launched_on) {
        faults.push(Violation::at("/effectiveOn", Code::before_launch).with("launchedOn", launched_on));
    }
    if let Some(last) = amendments::last_day(tx, campaign.id).await?.filter(|last| effective_on < *last) {
        faults.push(Violation::at("/effectiveOn", Code::before_last_amendment).with("lastOn", last));
    }
    let named_unit = input.changes.as_ref().and_then(|changes| changes.launching_unit_id);
    if named_unit.is_some_and(|unit| unit != campaign.launching_unit_id) {
        faults.push(Violation::at("/changes/launchingUnitId", Code::launching_unit_is_fixed));
    }
    let cited = vec![Citation::at("/documentId", input.document_id)];
    faults.extend(references::unknown_documents(tx, change, cited).await?);
    require_none(faults)
}

/// Applies an amendment to a locked campaign, and records it.
async fn apply_amendment(
    tx: &mut Connection,
    change: &Change,
    campaign: &Campaign,
    amendment: &Amendment,
    input: &NewAmendment,
) -> Result<(), Problem> {
    let (context, day) = (&change.context, amendment.effective_on);
    let charter = store::charter_of(tx, campaign).await?;
    let contents = store::contents::list(tx, campaign.id).await?;
    let new_charter = input.changes.clone().unwrap_or_default().apply(charter.clone());
    references::check(tx, change, (campaign.id, Some(&charter)), &new_charter)
        .await
        .map_err(below_changes)?;
    let new_contents = amended_contents(&contents, &context.ids, input)?;
    if new_charter == charter && new_contents == contents {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let members = store::participants::members(tx, campaign.id).await?;
    let new_members = if charter.participants == new_charter.participants {
        members.clone()
    } else {
        store::participants::units_in(tx, &new_charter.participants, day).await?
    };
    let amended = (new_charter.clone(), new_contents.clone(), new_members.clone());
    let judgement = judge_as(tx, campaign.id, amended, (day, context.today)).await?;
    require_ready(&judgement, change.locale())?;
    // Everybody reads what a launched campaign cites.
    documents::publish(tx, context, &[vec![amendment.document_id], new_charter.cited_documents()].concat())
        .await?;
    store::rewrite(tx, campaign, &charter, &new_charter).await?;
    write_difference(tx, campaign.id, (&contents, &new_contents), Some(amendment.number)).await?;
    replace_members(tx, campaign.id, (&members, &new_members), day).await?;
    store::advance(tx, campaign, campaign.status, None, context.at).await?;
    let whole = ((&charter, &contents), (&new_charter, &new_contents));
    Ok(record_amendment(tx, context, campaign, whole).await?)
}

/// In an amendment, the charter and its faults are below `/changes`.
fn below_changes(problem: Problem) -> Problem {
    problem.move_faults(|place| match place {
        FaultPlace::Pointer(pointer) => FaultPlace::Pointer(format!("/changes{pointer}")),
        other => other,
    })
}

/// The contents with all changes. Removed contents free their numbers for changed and added ones.
fn amended_contents(before: &Contents, ids: &Ids, input: &NewAmendment) -> Result<Contents, Problem> {
    let mut contents = before.clone();
    let unknown = |at: String| Problem::invalid(vec![Violation::at(at, Code::unknown_content)]);
    let mut removed: Vec<Uuid> = input.removed_content_ids.iter().flatten().copied().collect();
    if removed.iter().any(|id| contents.find(*id).is_none()) {
        return Err(unknown("/removedContentIds".to_owned()));
    }
    contents.free_ordinals(&removed);
    for (place, changed) in input.changed_contents.iter().flatten().enumerate() {
        let at = format!("/changedContents/{place}");
        contents.find(changed.id).ok_or_else(|| unknown(format!("{at}/id")))?;
        let patch = changed.changes.clone();
        patch.apply_to(&mut contents, changed.id, ids, &format!("{at}/changes"))?;
    }
    // Children before parents, in whatever order they were named.
    removed.sort_by_key(|id| std::cmp::Reverse(contents.level(*id)));
    for id in removed {
        contents.remove(id).map_err(|refusal| problem_of(&refusal, "/removedContentIds"))?;
    }
    for (place, added) in input.added_contents.iter().flatten().enumerate() {
        added.clone().put_into(&mut contents, ids, &format!("/addedContents/{place}"))?;
    }
    Ok(contents)
}

/// Adds new members, and ends the participation of those that are no longer called upon.
async fn replace_members(
    tx: &mut Connection,
    campaign_id: Uuid,
    (before, after): (&[Uuid], &[Uuid]),
    day: NaiveDate,
) -> Result<(), Problem> {
    let (old, new): (HashSet<&Uuid>, HashSet<&Uuid>) = (before.iter().collect(), after.iter().collect());
    let leaving: Vec<Uuid> = old.difference(&new).map(|unit| **unit).collect();
    let joining: Vec<Uuid> = new.difference(&old).map(|unit| **unit).collect();
    store::participants::leave(tx, campaign_id, &leaving, day).await?;
    Ok(store::participants::join(tx, campaign_id, &joining, day).await?)
}
