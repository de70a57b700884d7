//! What was approved, revision by revision, and what each changed.

use std::collections::HashMap;

use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::PledgeItem;
use super::{PageOfPledge, seen};
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::difference::{self, ChangedField};
use crate::db;
use crate::features::campaigns::store::contents;
use crate::features::pledges::rules::{Aim, Initiative, PledgeContent};
use crate::features::pledges::store::{self, Revision};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Entries of a pledge's lists are told apart by their ids; aims and initiatives by what they name.
const IDENTITIES: &[&str] = &["id", "title"];

/// Which revision of which pledge.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RevisionParameters {
    /// The pledge's id.
    #[param(example = "01980000-0000-7000-8000-000000310200")]
    id: Uuid,
    /// The number of the revision, from 1.
    #[param(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
}

/// That a pledge was approved.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeRevisionSummary {
    /// The number of the revision, from 1.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
    /// How many items it has.
    #[schema(minimum = 0, maximum = 200, example = 3)]
    item_count: usize,
    /// Who submitted it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    submitted_by: Uuid,
    /// Who approved it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    approved_by: Uuid,
    /// When.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-22T09:00:00.000000+07:00")]
    approved_at: LocalTime,
}

impl From<&Revision> for PledgeRevisionSummary {
    fn from(row: &Revision) -> Self {
        Self {
            number: row.number,
            item_count: row.content.items.len(),
            submitted_by: row.submitted_by,
            approved_by: row.approved_by,
            approved_at: local(row.approved_at),
        }
    }
}

/// A page of revisions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeRevisionPage {
    /// The revisions, oldest first.
    #[schema(max_items = 200)]
    items: Vec<PledgeRevisionSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// A revision as it was approved, and what it changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeRevision {
    /// The number, who and when.
    revision: PledgeRevisionSummary,
    /// What the unit took upon itself.
    #[schema(max_items = 200)]
    items: Vec<PledgeItem>,
    /// Titles and forms of commendation aimed at.
    #[schema(max_items = 200)]
    aims: Vec<Aim>,
    /// Initiatives.
    #[schema(max_items = 100)]
    initiatives: Vec<Initiative>,
    /// What differs from the revision before, field by field; the first differs from nothing.
    #[schema(max_items = 10_000)]
    changes: Vec<ChangedField>,
}

/// List a pledge's revisions
///
/// Each time it was approved, oldest first.
#[utoipa::path(params(PageOfPledge),
    responses((status = 200, body = PledgeRevisionPage, description = "A page of revisions", headers(("Link" = String)))))]
#[get("/pledges/{id}/revisions")]
pub async fn list_pledge_revisions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfPledge>,
) -> Result<Answer, Problem> {
    let PageOfPledge { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("pledge-revisions {id}"), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key()?, state.clock.today());
    let rows = state
        .db
        .read(async |conn| {
            seen(conn, &caller, id, today).await?;
            store::revisions(conn, id, after, pager.rows_to_fetch()).await
        })
        .await?;
    let by_number = |row: &Revision| Position { key: row.number.to_string(), id: row.number.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_number);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(PledgeRevisionSummary::from).collect();
    Ok(Answer::ok(&PledgeRevisionPage { items, next_cursor })?.with_link(link))
}

/// Read a revision
///
/// What was approved then, and what it changed, field by field.
#[utoipa::path(params(RevisionParameters),
    responses((status = 200, body = PledgeRevision, description = "The revision", headers(("ETag" = String)))))]
#[get("/pledges/{id}/revisions/{number}")]
pub async fn get_pledge_revision(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<RevisionParameters>,
) -> Result<Answer, Problem> {
    let (RevisionParameters { id, number }, today) = (parameters.0, state.clock.today());
    let read = state.db.read(async |conn| {
        let pledge = seen(conn, &caller, id, today).await?.pledge;
        let revision = store::revision(conn, id, number).await?;
        let before = match number {
            1 => None,
            _ => Some(store::revision(conn, id, number - 1).await?.content),
        };
        let answered: Vec<Uuid> = revision.content.items.iter().map(|item| item.content_id).collect();
        let ordinals = contents::ordinals(conn, pledge.campaign_id, &answered).await?;
        Ok::<_, db::Error>((revision, before, ordinals))
    });
    let (revision, before, ordinals) = read.await?;
    Ok(Answer::ok(&viewed(revision, before.as_ref(), &ordinals)?)?.with_etag(number))
}

fn viewed(
    revision: Revision,
    before: Option<&PledgeContent>,
    ordinals: &HashMap<Uuid, String>,
) -> Result<PledgeRevision, Problem> {
    let json = |content: &PledgeContent| serde_json::to_value(content).map_err(Problem::internal);
    let changes = match before {
        Some(before) => difference::between(&json(before)?, &json(&revision.content)?, IDENTITIES),
        None => Vec::new(),
    };
    let summary = PledgeRevisionSummary::from(&revision);
    let content = revision.content;
    Ok(PledgeRevision {
        revision: summary,
        aims: content.aims.clone(),
        initiatives: content.initiatives.clone(),
        items: PledgeItem::all(content, ordinals),
        changes: changes.into_iter().map(ChangedField::from).collect(),
    })
}
