//! Contents of a draft: added, read, changed, moved, removed. A content has no version of its own: its campaign is
//! versioned as a whole.

pub mod add;
pub mod change;
pub mod read;
pub mod remove;

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::subject;
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::campaigns::rules::contents::{
    CampaignContent, Contents, MOST_CONTENTS, MOST_LETTERS, MOST_LEVELS, Refusal,
};
use crate::features::campaigns::rules::indicators::Indicator;
use crate::features::campaigns::store::{self, Campaign};
use crate::http::{Code, Problem, Violation};
use crate::record::{self, ChangeRecord, Occurrence};

/// Which content of which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ContentParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000400")]
    id: Uuid,
    /// The content's id.
    #[param(example = "01980000-0000-7000-8000-000000000401")]
    content_id: Uuid,
}

/// A refusal of the tree as a problem; `at` is the pointer of the content in the request.
pub(super) fn refused(refusal: &Refusal, at: &str) -> Problem {
    let fault = |member: &str, code| Violation::at(format!("{at}/{member}"), code);
    match refusal {
        Refusal::UnknownParent => Problem::invalid(vec![fault("parentId", Code::unknown_content)]),
        Refusal::SaysNothing => Problem::invalid(vec![fault("text", Code::content_says_nothing)]),
        Refusal::OrdinalTooLong => Problem::invalid(vec![fault("ordinal", Code::required)]),
        Refusal::UnderItself => Problem::new(Code::content_under_itself),
        Refusal::TooDeep => Problem::new(Code::content_too_deep).with("limit", MOST_LEVELS),
        Refusal::TooMany => Problem::new(Code::too_many_contents).with("limit", MOST_CONTENTS),
        Refusal::TooLong => Problem::new(Code::contents_too_long).with("limit", MOST_LETTERS),
        Refusal::OrdinalTaken => Problem::new(Code::content_ordinal_taken),
        Refusal::HasChildren => Problem::new(Code::content_has_children),
    }
}

/// The indicators as they will be stored: new ones get ids, known ones must be the content's own, and each target
/// lies where it is better.
pub(super) fn checked_indicators(
    new: Vec<Indicator>,
    known: &[Indicator],
    ids: &Ids,
    at: &str,
) -> Result<Vec<Indicator>, Problem> {
    let mut faults = Vec::new();
    let mut checked: Vec<Indicator> = Vec::new();
    for (place, mut indicator) in new.into_iter().enumerate() {
        let fault = |member: &str, code| Violation::at(format!("{at}/indicators/{place}/{member}"), code);
        match indicator.id {
            Some(id) if checked.iter().any(|other| other.id == Some(id)) => {
                faults.push(fault("id", Code::named_twice));
            }
            Some(id) if !known.iter().any(|own| own.id == Some(id)) => {
                faults.push(fault("id", Code::unknown_indicator).with("indicator", id));
            }
            Some(_) => {}
            None => indicator.id = Some(ids.next()),
        }
        indicator.baseline = indicator.baseline.map(|value| value.normalize());
        indicator.target = indicator.target.map(|value| value.normalize());
        if !indicator.goes_its_direction() {
            faults.push(fault("target", Code::indicator_goes_its_direction));
        }
        checked.push(indicator);
    }
    if faults.is_empty() { Ok(checked) } else { Err(Problem::invalid(faults)) }
}

/// Writes what changed of a tree: the content itself, and the places of the others.
pub(super) async fn write_changed(
    tx: &mut Connection,
    campaign_id: Uuid,
    before: &Contents,
    changed: &[CampaignContent],
    amendment: Option<i32>,
) -> Result<(), Problem> {
    let mut only_moved = Vec::new();
    for content in changed {
        match before.find(content.id) {
            None => store::contents::insert(tx, campaign_id, std::slice::from_ref(content)).await?,
            Some(old) if CampaignContent { place: old.place, ..content.clone() } == *old => {
                only_moved.push(content)
            }
            Some(old) => store::contents::update(tx, campaign_id, (old, content), amendment).await?,
        }
    }
    Ok(store::contents::renumber(tx, &only_moved).await?)
}

/// Writes what differs between two trees: what goes first, because it makes room for the numbering of the others.
pub(super) async fn write_difference(
    tx: &mut Connection,
    campaign_id: Uuid,
    (before, after): (&Contents, &Contents),
    amendment: Option<i32>,
) -> Result<(), Problem> {
    let gone: Vec<Uuid> =
        before.0.iter().map(|content| content.id).filter(|id| after.find(*id).is_none()).collect();
    store::contents::remove(tx, &gone, amendment).await?;
    let touched: Vec<CampaignContent> =
        after.in_order().into_iter().filter(|own| before.find(own.id) != Some(own)).cloned().collect();
    let (kept, new): (Vec<CampaignContent>, Vec<CampaignContent>) =
        touched.into_iter().partition(|content| before.find(content.id).is_some());
    write_changed(tx, campaign_id, before, &kept, amendment).await?;
    Ok(store::contents::insert(tx, campaign_id, &new).await?)
}

/// Raises the campaign's version and writes history of a changed content.
async fn changed(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    before: Option<&CampaignContent>,
    after: Option<&CampaignContent>,
) -> Result<(), Problem> {
    store::advance(tx, campaign, campaign.status, None, context.at).await?;
    let as_json = |content: &CampaignContent| {
        serde_json::to_value(content).map(|value| serde_json::json!({"content": value}))
    };
    let happening = ChangeRecord::new(
        Occurrence::CampaignChanged,
        subject(campaign.id, campaign.launching_unit_id),
        campaign.version + 1,
        (
            before.map(as_json).transpose().map_err(Problem::internal)?,
            after.map(as_json).transpose().map_err(Problem::internal)?,
        ),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
