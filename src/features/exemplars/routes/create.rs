//! Finding an exemplar.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{check_links, check_subject};
use super::picture::NamedPicture;
use super::recorded::RecordedExemplar;
use super::view::ExemplarView;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::exemplars::rules::ExemplarStatus;
use crate::features::exemplars::store::{self, Exemplar};
use crate::features::people::rules::Subject;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::{SubjectColumns, hold_subjects, lineage_in_force};
use crate::record::{Occurrence, record_change};

/// An exemplar that was found.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewExemplar {
    /// The unit that found it.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub unit_id: Uuid,
    /// Who it is: a person, a household or a unit, in the unit or below it.
    pub subject: Subject,
    /// What is to be followed, in one line.
    #[schema(
        max_length = 300,
        format = "line",
        example = "Số hóa hồ sơ, rút ngắn một nửa thời gian tra cứu (mẫu)"
    )]
    pub title: String,
    /// What they did, and how others can do it.
    #[schema(
        max_length = 20_000,
        format = "paragraphs",
        example = "Tự xây dựng quy trình số hóa, hướng dẫn từng phòng thực hiện (mẫu)."
    )]
    pub story: String,
    /// The campaign in which they did it.
    #[schema(nullable = false)]
    pub campaign_id: Option<Uuid>,
    /// The award of the register that they were given for it.
    #[schema(nullable = false)]
    pub award_id: Option<Uuid>,
    /// A picture: a file of the unit, PNG or JPEG. What a camera wrote into it is never published.
    #[schema(nullable = false)]
    pub picture_id: Option<Uuid>,
    /// What the picture shows, for those who can't see it.
    #[schema(nullable = false, max_length = 500, format = "line")]
    pub picture_text: Option<String>,
}

/// Write down an exemplar
///
/// For officers of the unit that found it. Who it is about need not agree before it is published; then they have to.
#[utoipa::path(request_body = NewExemplar,
    responses((status = 201, body = ExemplarView, description = "Written down", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::unknown_subject, Code::person_is_merged, Code::subject_outside_unit,
        Code::unknown_campaign, Code::award_not_of_this_subject, Code::unknown_file, Code::file_is_no_picture,
        Code::picture_needs_words
    ]))))]
#[post("/exemplars")]
pub async fn create_exemplar(
    state: web::Data<State>,
    change: Change,
    input: Json<NewExemplar>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        if lineage_in_force(tx, input.unit_id, context.today).await?.is_empty() {
            let fault = Violation::at("/unitId", Code::unknown_unit).with("unit", input.unit_id);
            return Err(Problem::invalid(vec![fault]));
        }
        unit_scope::require_acting(tx, &change.caller, input.unit_id, context.today).await
    };
    let picture = NamedPicture::look(&state, input.picture_id).await?;
    let effect = async |tx: &mut Connection| {
        check_subject(tx, &change.caller, (input.unit_id, input.subject), context.today).await?;
        let exemplar = input.to_row(context)?;
        check_links(tx, context, &exemplar, picture).await?;
        create_in(tx, context, &exemplar).await?;
        let view = ExemplarView::of(tx, &change.caller, exemplar, context.today).await?;
        let location = state.link(&format!("/exemplars/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Writes an exemplar down and records it; what is wrong with it was asked before.
///
/// # Errors
/// 409 for a person who was merged; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    exemplar: &Exemplar,
) -> Result<(), Problem> {
    hold_subjects(tx, &[exemplar.subject()]).await?;
    store::create(tx, exemplar).await?;
    let recorded = RecordedExemplar::of(exemplar);
    Ok(record_change(tx, context, Occurrence::ExemplarFound, None, &recorded).await?)
}

impl NewExemplar {
    /// The exemplar that is written.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn to_row(&self, context: &ChangeContext) -> Result<Exemplar, Problem> {
        let writer = context.actor()?;
        let SubjectColumns(person_id, unit_id, household_id) = self.subject.into();
        Ok(Exemplar {
            id: context.ids.next(),
            found_by_unit_id: self.unit_id,
            person_id,
            unit_id,
            household_id,
            title: composed(&self.title),
            story: composed(&self.story),
            campaign_id: self.campaign_id,
            award_id: self.award_id,
            picture_id: self.picture_id,
            picture_text: self.picture_text.as_ref().map(|text| composed(text)),
            status: ExemplarStatus::Found,
            honoured_by: None,
            honoured_on: None,
            slug: None,
            published_on: None,
            created_by: writer,
            writers: Writers(vec![writer]),
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        })
    }
}
