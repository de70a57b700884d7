//! Correcting a fact, or voiding it.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::citing::{check_campaign, check_document};
use super::create::{check_details, check_only};
use super::read::find_visible;
use super::recorded::write_change;
use super::view::FactView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::facts::rules::FactDetails;
use crate::features::facts::store::{self, Fact};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::subjects::KnownSubjects;

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FactPatch {
    /// What it says, as a whole; its kind can't change.
    #[schema(nullable = false)]
    details: Option<FactDetails>,
    /// Where it is known from.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Quyết định số 16/QĐ-SNV ngày 12/01/2026 (mẫu)"
    )]
    source: Option<String>,
    /// The document it is known from.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    document_id: Patch<Uuid>,
    /// Why it does not count any more; null makes it count again. For the standing office.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000, format = "paragraphs")]
    void_reason: Patch<String>,
}

impl FactPatch {
    /// What the fact says afterwards; a writer more, and nobody confirmed it.
    fn apply(&self, before: &Fact, context: &ChangeContext) -> Result<Fact, Problem> {
        let own = before.clone();
        let own = match &self.details {
            Some(details) => own.saying(&details.clone().map_texts(composed)),
            None => own,
        };
        Ok(Fact {
            source: self.source.as_deref().map_or(own.source, composed),
            document_id: self.document_id.apply(own.document_id),
            void_reason: self.void_reason.clone().map(|text| composed(&text)).apply(own.void_reason),
            ..own
        })
        .and_then(|after| if after == *before { Ok(after) } else { unconfirmed(after, context) })
    }
}

/// A changed fact: one more writer, a new version, nobody's confirmation.
fn unconfirmed(fact: Fact, context: &ChangeContext) -> Result<Fact, Problem> {
    Ok(Fact {
        written_by: context.actor()?,
        writers: fact.writers.and(context.actor_id),
        confirmed_by: None,
        confirmed_at: None,
        version: fact.version.next(),
        updated_at: context.at,
        ..fact
    })
}

/// Correct a fact
///
/// For who keeps what is known of its subject; voiding it is for the standing office alone. A correction takes the
/// confirmation away, and what was before is kept.
#[utoipa::path(request_body(content = FactPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = FactView, description = "The fact afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::kind_is_fixed, Code::year_in_the_future, Code::day_in_the_future,
        Code::score_out_of_bounds, Code::ends_before_start, Code::outcome_of_running_hold, Code::women_exceed_members,
        Code::unknown_document, Code::unknown_campaign, Code::task_rating_already_there, Code::unit_figures_already_there
    ]))))]
#[patch("/facts/{id}")]
pub async fn change_fact(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<FactPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == FactPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let (fact, known) = find_visible(tx, &change.caller, id, context.today).await?;
        known.require_any(&change.caller, Permission::KeepPeople, &[fact.subject()])?;
        if patch.void_reason.is_keep() {
            return Ok(());
        }
        known.require_any(&change.caller, Permission::ConfirmFacts, &[fact.subject()])
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let after = patch.apply(&before, context)?;
        let known = KnownSubjects::find(tx, [before.subject()], context.today).await?;
        if after != before {
            check(tx, &change, &before, &after).await?;
            write_change(tx, context, known.unit_of(before.subject()), (&before, &after)).await?;
        }
        let view = FactView::new(after, &known)?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Passes when what a fact becomes is right.
async fn check(tx: &Connection, change: &Change, before: &Fact, after: &Fact) -> Result<(), Problem> {
    if after.kind != before.kind {
        let fault = Violation::at("/details/kind", Code::kind_is_fixed).with("kind", before.kind);
        return Err(Problem::invalid(vec![fault]));
    }
    let details = after.says().map_err(|error: db::Error| Problem::internal(error))?;
    check_details(&details, after.subject().kind, change.context.today)?;
    check_campaign(tx, "/details/campaignId", details.campaign_id()).await?;
    if after.document_id != before.document_id {
        check_document(tx, &change.caller, after.document_id).await?;
    }
    if after.void_reason.is_none() {
        check_only(tx, after.subject(), &details, Some(after.id)).await?;
    }
    Ok(())
}
