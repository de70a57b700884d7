//! Correcting an earlier award, or voiding it.

use actix_web::patch;
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{check_award, check_campaign, check_document, check_only};
use super::view::AwardView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::awards::rules::{AwardOrigin, CommendationKind};
use crate::features::awards::store::{self, Award};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::subjects::KnownSubjects;
use crate::record::Occurrence;

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AwardPatch {
    /// The recipient's name as the decision printed it.
    #[schema(nullable = false, max_length = 200, format = "line")]
    recipient_name: Option<String>,
    /// Its code in the catalogue.
    #[schema(nullable = false, min_length = 1, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award_code: Option<String>,
    /// The year of the achievement.
    #[schema(nullable = false, minimum = 1945, maximum = 2100)]
    achievement_year: Option<i32>,
    /// The first day of the achievement's period.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    starts_on: Patch<NaiveDate>,
    /// Its last day.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_on: Patch<NaiveDate>,
    /// The day of the decision.
    #[schema(nullable = false)]
    decided_on: Option<NaiveDate>,
    /// Number and sign of the decision.
    #[schema(nullable = false, max_length = 60, format = "line", example = "23/QĐ-SNV")]
    decision_number: Option<String>,
    /// Who decided.
    #[schema(nullable = false, max_length = 200, format = "line")]
    decided_by: Option<String>,
    /// The decision, where it is registered.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    document_id: Patch<Uuid>,
    /// On what ground it was given.
    #[schema(nullable = false)]
    commendation_kind: Option<CommendationKind>,
    /// The campaign it was given for.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    campaign_id: Patch<Uuid>,
    /// The achievement in words.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000, format = "paragraphs")]
    achievement: Patch<String>,
    /// Where it is known from.
    #[schema(nullable = false, max_length = 500, format = "line")]
    source: Option<String>,
    /// Why it does not count any more; null makes it count again. For the standing office.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000, format = "paragraphs")]
    void_reason: Patch<String>,
}

impl AwardPatch {
    /// What the award is afterwards; where it changes, with a writer more and nobody's confirmation.
    fn apply(self, before: &Award, context: &ChangeContext) -> Result<Award, Problem> {
        let own = before.clone();
        let line = |new: Option<String>, own: String| new.map_or(own, |new| composed(&new));
        let text = |patch: Patch<String>, own: Option<String>| patch.map(|text| composed(&text)).apply(own);
        let ends_on = self.ends_on.apply(own.ends_before.and_then(|day| day.pred_opt()));
        let after = Award {
            award_code: self.award_code.unwrap_or(own.award_code),
            achievement_year: self.achievement_year.unwrap_or(own.achievement_year),
            starts_on: self.starts_on.apply(own.starts_on),
            ends_before: ends_on.and_then(|day| day.checked_add_days(Days::new(1))),
            decided_on: self.decided_on.unwrap_or(own.decided_on),
            decision_number: line(self.decision_number, own.decision_number),
            decided_by: line(self.decided_by, own.decided_by),
            document_id: self.document_id.apply(own.document_id),
            commendation_kind: self.commendation_kind.unwrap_or(own.commendation_kind),
            campaign_id: self.campaign_id.apply(own.campaign_id),
            achievement: text(self.achievement, own.achievement),
            source: line(self.source, own.source),
            void_reason: text(self.void_reason, own.void_reason),
            recipient_name: self.recipient_name.map(|name| composed(&name)).or(own.recipient_name),
            ..own
        };
        if after == *before {
            return Ok(after);
        }
        Ok(Award {
            written_by: context.actor()?,
            writers: after.writers.and(context.actor_id),
            confirmed_by: None,
            confirmed_at: None,
            version: after.version.next(),
            updated_at: context.at,
            ..after
        })
    }
}

/// Correct an award of the register
///
/// For who keeps what is known of its recipient; voiding it is for the standing office alone. A correction takes the
/// confirmation away, and what was before is kept. What a decision of this system granted changes with the decision only.
#[utoipa::path(request_body(content = AwardPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = AwardView, description = "The award afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_award_code, Code::award_not_for_this_recipient, Code::day_in_the_future,
        Code::decided_before_the_year, Code::ends_before_start, Code::unknown_document, Code::unknown_campaign,
        Code::award_already_there, Code::award_of_a_decision
    ]))))]
#[patch("/awards/{id}")]
pub async fn change_award(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<AwardPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == AwardPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let (award, known) = store::find_visible(tx, &change.caller, id, context.today).await?;
        known.require_any(&change.caller, Permission::KeepPeople, &[award.subject()])?;
        if patch.void_reason.is_keep() {
            return Ok(());
        }
        known.require_any(&change.caller, Permission::ConfirmFacts, &[award.subject()])
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        if before.origin == AwardOrigin::Decision {
            return Err(Problem::new(Code::award_of_a_decision));
        }
        let after = patch.clone().apply(&before, context)?;
        let known = KnownSubjects::find(tx, [before.subject()], context.today).await?;
        if after != before {
            check(tx, &change, &before, &after).await?;
            let what = (Occurrence::AwardChanged, known.unit_of(before.subject()));
            store::write_change(tx, context, what, (&before, &after)).await?;
        }
        let view = AwardView::new(after, known.names());
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Passes when what an award becomes is right.
async fn check(tx: &Connection, change: &Change, before: &Award, after: &Award) -> Result<(), Problem> {
    check_award(tx, after, change.context.today).await?;
    if after.document_id != before.document_id {
        check_document(tx, &change.caller, after.document_id).await?;
    }
    if after.campaign_id != before.campaign_id {
        check_campaign(tx, after.campaign_id).await?;
    }
    if after.void_reason.is_none() { check_only(tx, after).await } else { Ok(()) }
}
