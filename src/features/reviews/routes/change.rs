//! Editing a review: the words around the figures, and the letterhead.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::{ReviewAccess, find_visible};
use super::recorded::record_review;
use super::view::{RecipientLine, ReviewView};

use crate::auth::policy::Permission;
use crate::core::patch::Patch;
use crate::core::vietnamese::{composed, composed_or};
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::reviews::rules::{Letterhead, ReviewStatus, Texts};
use crate::features::reviews::store::{self, Review};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// The texts that change; null removes a part from the document.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewTextsPatch {
    /// The general situation.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs")]
    situation: Patch<String>,
    /// The results.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs")]
    results: Patch<String>,
    /// What falls short.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs")]
    shortcomings: Patch<String>,
    /// Why.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs",
        example = "Một số đơn vị chưa bố trí cán bộ theo dõi phong trào (mẫu).")]
    causes: Patch<String>,
    /// What is to be done.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs")]
    tasks: Patch<String>,
    /// What is proposed.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20_000, format = "paragraphs")]
    proposals: Patch<String>,
}

/// The lines of the letterhead that change.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewLetterheadPatch {
    /// The body above the issuer.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    superior: Patch<String>,
    /// The body that issues it.
    #[schema(nullable = false, max_length = 200, format = "line")]
    issuer: Option<String>,
    /// The number in the year.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 11, format = "line", example = "05")]
    number: Patch<String>,
    /// The sign behind the number.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 40, format = "line")]
    notation: Patch<String>,
    /// Where it is issued.
    #[schema(nullable = false, max_length = 100, format = "line")]
    place: Option<String>,
    /// What it is about (trích yếu).
    #[schema(nullable = false, max_length = 2000, format = "line")]
    subject: Option<String>,
    /// On whose behalf it is signed.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    signer_authority: Patch<String>,
    /// The signer's position.
    #[schema(nullable = false, max_length = 200, format = "line")]
    signer_position: Option<String>,
    /// The signer's name.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100, format = "line", example = "Nguyễn Văn Mẫu")]
    signer_name: Patch<String>,
    /// Who receives it.
    #[schema(nullable = false, max_items = 50)]
    recipients: Option<Vec<RecipientLine>>,
}

/// What changes: only the members that are named. Figures never change by hand.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewPatch {
    /// The words.
    #[schema(nullable = false, example = json!({"causes": "Một số đơn vị chưa bố trí cán bộ theo dõi phong trào (mẫu)."}))]
    texts: Option<ReviewTextsPatch>,
    /// The letterhead.
    #[schema(nullable = false, example = json!({"number": "05"}))]
    letterhead: Option<ReviewLetterheadPatch>,
}

impl ReviewPatch {
    fn apply(&self, own: &Review) -> Review {
        let texts = self.texts.clone().unwrap_or_default().apply(&own.texts);
        let letterhead = self.letterhead.clone().unwrap_or_default().apply(&own.letterhead);
        Review { texts, letterhead, ..own.clone() }
    }
}

/// What a member is afterwards, in composed form.
fn apply(patch: Patch<String>, own: Option<&String>) -> Option<String> {
    patch.map(|text| composed(&text)).apply(own.cloned())
}

impl ReviewTextsPatch {
    fn apply(self, own: &Texts) -> Texts {
        Texts {
            situation: apply(self.situation, own.situation.as_ref()),
            results: apply(self.results, own.results.as_ref()),
            shortcomings: apply(self.shortcomings, own.shortcomings.as_ref()),
            causes: apply(self.causes, own.causes.as_ref()),
            tasks: apply(self.tasks, own.tasks.as_ref()),
            proposals: apply(self.proposals, own.proposals.as_ref()),
        }
    }
}

impl ReviewLetterheadPatch {
    fn apply(self, own: &Letterhead) -> Letterhead {
        let recipients =
            self.recipients.map(|all| all.iter().map(|RecipientLine(one)| composed(one)).collect());
        Letterhead {
            superior: apply(self.superior, own.superior.as_ref()),
            issuer: composed_or(self.issuer.as_deref(), &own.issuer),
            number: apply(self.number, own.number.as_ref()),
            notation: apply(self.notation, own.notation.as_ref()),
            place: composed_or(self.place.as_deref(), &own.place),
            subject: composed_or(self.subject.as_deref(), &own.subject),
            signer_authority: apply(self.signer_authority, own.signer_authority.as_ref()),
            signer_position: composed_or(self.signer_position.as_deref(), &own.signer_position),
            signer_name: apply(self.signer_name, own.signer_name.as_ref()),
            recipients: recipients.unwrap_or_else(|| own.recipients.clone()),
        }
    }
}

/// Edit a review
///
/// The text around the figures and the letterhead, while the review is a draft. The figures can't be edited.
#[utoipa::path(request_body(content = ReviewPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ReviewView, description = "The review afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::review_is_fixed]))))]
#[patch("/reviews/{id}")]
pub async fn change_review(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ReviewPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == ReviewPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.access.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        if before.status != ReviewStatus::Draft {
            return Err(Problem::new(Code::review_is_fixed).with("status", before.status));
        }
        let campaign = campaigns::find(tx, before.campaign_id).await?;
        let mut after = patch.apply(&before);
        if after != before {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            after.writers = after.writers.and(context.actor_id);
            store::advance(tx, &before, &after).await?;
            let unit = campaign.launching_unit_id;
            let states = (Some(&before), &after);
            record_review(tx, context, unit, Occurrence::ReviewChanged, states).await?;
        }
        let access = ReviewAccess::of(tx, &change.caller, &campaign, context.today).await?;
        let view = ReviewView::new(after, &campaign, access, &change.caller);
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
