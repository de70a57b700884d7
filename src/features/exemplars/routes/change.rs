//! Editing an exemplar.

use actix_web::{patch, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::checks::check_links;
use super::picture::NamedPicture;
use super::recorded::RecordedExemplar;
use super::view::ExemplarView;
use crate::auth::policy::Permission;
use crate::core::patch::Patch;
use crate::core::vietnamese::{composed, composed_or};
use crate::db::Connection;
use crate::features::exemplars::rules::ExemplarStatus;
use crate::features::exemplars::store::{self, Exemplar};
use crate::features::files::store as files;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExemplarPatch {
    /// What is to be followed, in one line.
    #[schema(
        nullable = false,
        max_length = 300,
        format = "line",
        example = "Tiếp công dân tận nơi, không để kiến nghị tồn đọng (mẫu)"
    )]
    title: Option<String>,
    /// What they did, and how others can do it.
    #[schema(nullable = false, max_length = 20_000, format = "paragraphs")]
    story: Option<String>,
    /// The campaign in which they did it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    campaign_id: Patch<Uuid>,
    /// The award of the register that they were given for it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    award_id: Patch<Uuid>,
    /// A picture: a file of the unit, PNG or JPEG.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    picture_id: Patch<Uuid>,
    /// What the picture shows, for those who can't see it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500, format = "line")]
    picture_text: Patch<String>,
}

impl ExemplarPatch {
    fn apply(&self, own: &Exemplar) -> Exemplar {
        Exemplar {
            title: composed_or(self.title.as_deref(), &own.title),
            story: composed_or(self.story.as_deref(), &own.story),
            campaign_id: self.campaign_id.apply(own.campaign_id),
            award_id: self.award_id.apply(own.award_id),
            picture_id: self.picture_id.apply(own.picture_id),
            picture_text: self
                .picture_text
                .clone()
                .map(|text| composed(&text))
                .apply(own.picture_text.clone()),
            ..own.clone()
        }
    }
}

/// Edit an exemplar
///
/// For officers of the unit that found it, before they propose it and after it was returned. A consent to what it was before holds no
/// longer.
#[utoipa::path(request_body(content = ExemplarPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ExemplarView, description = "The exemplar afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::exemplar_is_fixed, Code::unknown_campaign, Code::award_not_of_this_subject, Code::unknown_file,
        Code::file_is_no_picture, Code::picture_needs_words
    ]))))]
#[patch("/exemplars/{id}")]
pub async fn change_exemplar(
    state: web::Data<State>,
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ExemplarPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == ExemplarPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(Permission::ActForUnit)
    };
    let picture = NamedPicture::look(&state, patch.picture_id.as_set().copied()).await?;
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        if before.status != ExemplarStatus::Found {
            return Err(Problem::new(Code::exemplar_is_fixed).with("status", before.status));
        }
        let mut after = patch.apply(&before);
        check_links(tx, context, &after, picture).await?;
        if after != before {
            after.writers = after.writers.and(context.actor_id);
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::advance(tx, &before, &after).await?;
            // Whoever agreed knew it as it was.
            if let Some(consent) = store::find_consent(tx, id).await? {
                store::end_consent(tx, &consent).await?;
            }
            let dropped = before.picture_id.filter(|own| after.picture_id != Some(*own));
            files::release(tx, after.found_by_unit_id, dropped.as_slice()).await?;
            let (was, is) = (RecordedExemplar::of(&before), RecordedExemplar::of(&after));
            record_change(tx, context, Occurrence::ExemplarChanged, Some(&was), &is).await?;
        }
        let view = ExemplarView::of(tx, &change.caller, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}
