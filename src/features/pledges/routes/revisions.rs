//! The approved revisions of a pledge, and what each of them changed.

use std::collections::HashMap;

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::find_visible;
use super::view::PledgeItem;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::difference::{ChangedField, changed_fields};
use crate::db::Connection;
use crate::features::campaigns::store::contents;
use crate::features::pledges::rules::{Aim, Initiative, PledgeContent};
use crate::features::pledges::store::{self, Revision, RevisionRow};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Items of a pledge are matched by their ids, initiatives by their titles.
const IDENTITIES: &[&str] = &["id", "title"];

/// Which revision of a pledge.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RevisionNumber {
    /// The number of the revision, from 1.
    #[param(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
}

/// An approved revision in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeRevisionSummary {
    /// The number of the revision, from 1.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
    /// How many items it has.
    #[schema(minimum = 0, maximum = 200, example = 3)]
    item_count: i32,
    /// Who submitted it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    submitted_by: Uuid,
    /// Who approved it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    approved_by: Uuid,
    /// When it was approved.
    approved_at: LocalTime,
}

impl From<RevisionRow> for PledgeRevisionSummary {
    fn from(row: RevisionRow) -> Self {
        let RevisionRow { number, item_count, submitted_by, approved_by, approved_at } = row;
        Self { number, item_count, submitted_by, approved_by, approved_at: local(approved_at) }
    }
}

/// A revision as it was approved, and what it changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeRevision {
    /// Its number, who submitted and approved it, and when.
    revision: PledgeRevisionSummary,
    /// What the unit pledges to do.
    #[schema(max_items = 200)]
    items: Vec<PledgeItem>,
    /// The titles and forms of commendation that are aimed at.
    #[schema(max_items = 200)]
    aims: Vec<Aim>,
    /// The initiatives.
    #[schema(max_items = 100)]
    initiatives: Vec<Initiative>,
    /// What differs from the revision before, field by field; empty for the first.
    #[schema(max_items = 10_000)]
    changes: Vec<ChangedField>,
}

impl PledgeRevision {
    fn new(
        revision: Revision,
        before: Option<&PledgeContent>,
        ordinals: &HashMap<Uuid, String>,
    ) -> Result<Self, Problem> {
        let Revision { number, content, submitted_by, approved_by, approved_at, .. } = revision;
        let changes = changed_fields(before, &content, IDENTITIES).map_err(Problem::internal)?;
        let item_count = i32::try_from(content.items.len()).map_err(Problem::internal)?;
        let row = RevisionRow { number, item_count, submitted_by, approved_by, approved_at };
        Ok(Self {
            revision: row.into(),
            aims: content.aims.clone(),
            initiatives: content.initiatives.clone(),
            items: PledgeItem::all(content, ordinals),
            changes,
        })
    }
}

/// List a pledge's revisions
///
/// Every approved revision, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PledgeRevisionSummary>, description = "A page of revisions",
        headers(("Link" = String)))))]
#[get("/pledges/{id}/revisions")]
pub async fn list_pledge_revisions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_key()?, state.clock.today());
    let list = async |conn: &Connection| {
        find_visible(conn, &caller, id, today).await?;
        store::revisions(conn, id, after, page.read()).await
    };
    page.answer(state.db.read(list).await?, |row| Position::of_key(row.number), PledgeRevisionSummary::from)
}

/// Read a revision
///
/// What was approved then, and what it changed, field by field.
#[utoipa::path(params(RevisionNumber),
    responses((status = 200, body = PledgeRevision, description = "The revision", headers(("ETag" = String)))))]
#[get("/pledges/{id}/revisions/{number}")]
pub async fn get_pledge_revision(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    revision: Parameters<RevisionNumber>,
) -> Result<Answer, Problem> {
    let (id, number, today) = (path.0.id, revision.0.number, state.clock.today());
    let read = async |conn: &Connection| {
        let pledge = find_visible(conn, &caller, id, today).await?.pledge;
        let revision = store::revision(conn, id, number).await?;
        let before = match number {
            1 => None,
            _ => Some(store::revision(conn, id, number - 1).await?.content),
        };
        let content_ids: Vec<Uuid> = revision.content.items.iter().map(|item| item.content_id).collect();
        let ordinals = contents::ordinals(conn, pledge.campaign_id, &content_ids).await?;
        Ok((revision, before, ordinals))
    };
    let (revision, before, ordinals) = state.db.read(read).await?;
    Ok(Answer::ok(&PledgeRevision::new(revision, before.as_ref(), &ordinals)?)?.with_numbered_etag(number))
}
