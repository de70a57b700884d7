//! What a person is near to.

use actix_web::{HttpRequest, get, web};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::find_subject;
use super::asked::{Circumstances, by_award, load};
use super::view::{EligibilityReason, named_award};
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::{AwardCode, AwardReference, CommendationKind, RecipientKind};
use crate::features::eligibility::rules::{Nearness, Outcome, Prospect, prospect};
use crate::features::eligibility::store::Catalogue;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::input::{ById, Parameters};
use crate::http::outer_middleware::locale_of;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// The year that an outlook begins with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OutlookParameters {
    /// The year that is judged first; this year when it is left out.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
}

/// How near a person is to one award.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutlookEntry {
    /// The award.
    award: AwardReference,
    /// How near.
    #[schema(example = "NEXT_YEAR")]
    nearness: Nearness,
    /// The year that the answer is about.
    #[schema(minimum = 1945, maximum = 2101, example = 2026)]
    year: i32,
    /// The answer of that year.
    #[schema(example = "UNKNOWN")]
    outcome: Outcome,
    /// What is missing, or stands against it.
    #[schema(max_items = 500)]
    missing: Vec<EligibilityReason>,
}

/// What a person is near to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Outlook {
    /// The person's id.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    person_id: Uuid,
    /// The awards that have rules, the nearest first, then the highest.
    #[schema(max_items = 100)]
    items: Vec<OutlookEntry>,
}

/// Get a person's outlook
///
/// For each award by merit that a person can be given: whether every rule is met, what is missing for this year, or for
/// the next one where a chain may complete then. By the rules of today.
#[utoipa::path(params(OutlookParameters),
    responses((status = 200, body = Outlook, description = "The outlook")))]
#[get("/people/{id}/outlook")]
pub async fn get_outlook(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    parameters: Parameters<OutlookParameters>,
) -> Result<Answer, Problem> {
    let (today, locale) = (state.clock.today(), locale_of(&request));
    let year = parameters.0.year.unwrap_or_else(|| today.year());
    let kind = CommendationKind::Merit;
    let circumstances = Circumstances { kind, year, received_on: today, campaign: None, today };
    let subject = Subject { kind: SubjectKind::Person, id: path.0.id };
    let read = async |conn: &Connection| {
        let subject = find_subject(conn, &caller, subject, today).await?;
        let catalogue = Catalogue::read(conn).await?;
        let awards = catalogue.awards.iter().filter(|award| award.is_for(RecipientKind::Individual));
        let codes: Vec<String> = awards.map(|award| award.code.clone()).collect();
        let rules = catalogue.rules(conn, &codes, &[RecipientKind::Individual].into()).await?;
        let known = load(conn, vec![subject], &catalogue, &circumstances).await?;
        Ok::<_, db::Error>((catalogue, rules, known))
    };
    let (catalogue, rules, known) = state.db.read(read).await?;
    let known = known.first().ok_or_else(|| Problem::internal("a person without facts"))?;
    let by_award = by_award(&rules);
    let entries = catalogue.awards.iter().filter_map(|award| {
        let own = by_award.get(&AwardCode::new(award.code.clone()))?;
        let question = circumstances.question(&known.subject, award);
        let Prospect { nearness, year, verdict } = prospect(&question, &known.facts, &own.rows, &rules.names);
        Some(OutlookEntry {
            award: named_award(&award.code, &rules.names),
            nearness,
            year,
            outcome: verdict.outcome,
            missing: EligibilityReason::list(verdict.missing(), &rules.names, locale),
        })
    });
    let mut items: Vec<_> = entries.collect();
    items.sort_by_key(|entry| entry.nearness);
    Answer::ok(&Outlook { person_id: subject.id, items })
}
