//! Writing an earlier award into the register.

use actix_web::{post, web};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{check_award, check_campaign, check_document, check_only};
use super::view::AwardView;
use crate::core::context::{ChangeContext, NoActor};
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::awards::rules::{AwardOrigin, CommendationKind};
use crate::features::awards::store::{self, Award};
use crate::features::people::rules::Subject;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::SubjectColumns;
use crate::operations::subjects::{KnownSubjects, hold_subjects};

/// An earlier award to be written into the register.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAward {
    /// To whom it was given.
    pub subject: Subject,
    /// The recipient's name as the decision printed it; null is the present one.
    #[schema(max_length = 200, format = "line", example = json!(null))]
    pub recipient_name: Option<String>,
    /// Its code in the catalogue, as of the day of the decision.
    #[schema(min_length = 1, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "GIAY_KHEN")]
    pub award_code: String,
    /// The year of the achievement, the last one of several.
    #[schema(minimum = 1945, maximum = 2100, example = 2024)]
    pub achievement_year: i32,
    /// The first day of the achievement's period, where the decision names one.
    #[schema(example = json!(null))]
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    #[schema(example = json!(null))]
    pub ends_on: Option<NaiveDate>,
    /// The day of the decision.
    #[schema(example = "2025-01-15")]
    pub decided_on: NaiveDate,
    /// Number and sign of the decision.
    #[schema(max_length = 60, format = "line", example = "22/QĐ-SNV")]
    pub decision_number: String,
    /// Who decided.
    #[schema(max_length = 200, format = "line", example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn")]
    pub decided_by: String,
    /// The decision, where it is registered.
    #[schema(example = json!(null))]
    pub document_id: Option<Uuid>,
    /// On what ground it was given.
    #[schema(example = "MERIT")]
    pub commendation_kind: CommendationKind,
    /// The campaign it was given for.
    #[schema(example = json!(null))]
    pub campaign_id: Option<Uuid>,
    /// The achievement in words.
    #[schema(max_length = 2000, format = "paragraphs", example = "Hoàn thành tốt nhiệm vụ năm 2024 (mẫu)")]
    pub achievement: Option<String>,
    /// Where it is known from.
    #[schema(max_length = 500, format = "line", example = "Hồ sơ khen thưởng lưu tại đơn vị (mẫu)")]
    pub source: String,
}

impl NewAward {
    /// The award that is written, to a recipient whose present name is given.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn into_row(self, context: &ChangeContext, present_name: String) -> Result<Award, NoActor> {
        let writer = context.actor()?;
        let SubjectColumns(person_id, unit_id, household_id) = self.subject.into();
        Ok(Award {
            id: context.ids.next(),
            origin: AwardOrigin::Earlier,
            person_id,
            unit_id,
            household_id,
            award_code: self.award_code,
            achievement_year: self.achievement_year,
            starts_on: self.starts_on,
            ends_before: self.ends_on.and_then(|day| day.checked_add_days(Days::new(1))),
            decided_on: self.decided_on,
            decision_number: composed(&self.decision_number),
            decided_by: composed(&self.decided_by),
            document_id: self.document_id,
            commendation_kind: self.commendation_kind,
            campaign_id: self.campaign_id,
            achievement: self.achievement.map(|text| composed(&text)),
            source: composed(&self.source),
            written_by: writer,
            writers: Writers(vec![writer]),
            confirmed_by: None,
            confirmed_at: None,
            void_reason: None,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
            decision_id: None,
            revoked_on: None,
            recipient_name: Some(self.recipient_name.map_or(present_name, |name| composed(&name))),
        })
    }
}

/// Write an award into the register
///
/// An award from before this system, by the catalogue of the day of its decision. It counts as known once a second person
/// confirmed it. For the work of a year a subject has an award once, for a sudden achievement or in a campaign once by each
/// decision; the refusal of a second one names the first.
#[utoipa::path(request_body = NewAward,
    responses((status = 201, body = AwardView, description = "Written", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_subject, Code::person_is_merged, Code::unknown_award_code, Code::award_not_for_this_recipient,
        Code::day_in_the_future, Code::decided_before_the_year, Code::ends_before_start, Code::unknown_document,
        Code::unknown_campaign, Code::award_already_there
    ]))))]
#[post("/awards")]
pub async fn create_award(
    state: web::Data<State>,
    change: Change,
    input: Json<NewAward>,
) -> Result<Answer, Problem> {
    let (subject, context) = (input.0.subject, &change.context);
    let permit = async |tx: &mut Connection| {
        let known = KnownSubjects::find(tx, [subject], context.today).await?;
        known.require_named(&change.caller, "/subject/id", subject)
    };
    let effect = async |tx: &mut Connection| {
        hold_subjects(tx, &[subject]).await?;
        let known = KnownSubjects::find(tx, [subject], context.today).await?;
        let award = input.0.clone().into_row(context, known.reference(subject).name)?;
        check_award(tx, &award, context.today).await?;
        check_document(tx, &change.caller, award.document_id).await?;
        check_campaign(tx, award.campaign_id).await?;
        check_only(tx, &award).await?;
        store::create(tx, std::slice::from_ref(&award)).await?;
        store::record_created(tx, context, &[(award.clone(), known.unit_of(subject))]).await?;
        let view = AwardView::new(award, known.names());
        let link = state.link(&format!("/awards/{}", view.id));
        Ok(Answer::created(&link, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
