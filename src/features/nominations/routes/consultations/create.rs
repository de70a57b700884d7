//! Opening a consultation.

use actix_web::{post, web};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::recorded::record_consultation;
use super::view::ConsultationView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::catalogue::rules::ProcedureRequirement;
use crate::features::catalogue::store as catalogue;
use crate::features::nominations::rules::{
    ConsultationStatus, NominationStatus, consultation_days, earliest_end,
};
use crate::features::nominations::store::{self, Consultation, ConsultedNomination, NominationHead};
use crate::features::people::store::units_in_force;
use crate::features::periods::store as periods;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, require_over_named};
use crate::record::Occurrence;

/// A public consultation to be opened.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewConsultation {
    /// The unit that consults.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Uuid,
    /// What it is about.
    #[schema(
        max_length = 500,
        format = "line",
        example = "Lấy ý kiến Nhân dân về đề nghị khen thưởng năm 2025 (mẫu)"
    )]
    pub title: String,
    /// On which media the list stands.
    #[schema(max_length = 1000, format = "line", example = "Cổng thông tin điện tử tỉnh Lạng Sơn (mẫu)")]
    pub published_in: String,
    /// The first day, from today on; today when it is left out.
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    /// The last day; the earliest one that the law allows when it is left out.
    #[schema(nullable = false)]
    pub ends_on: Option<NaiveDate>,
    /// The nominations, in the order of the list: judged at the stage of the unit, and not yet voted on.
    #[schema(min_items = 1, max_items = 200, example = json!(["01980000-0000-7000-8000-0000003d0101"]))]
    pub nomination_ids: Vec<Uuid>,
}

/// Open a public consultation
///
/// For the standing office of the unit. Names, awards and achievements are published as they stand now, for everybody, in
/// `GET /public/consultations`. It lasts as many working days as the rows of the law ask for the nominations of the list
/// (Decree 152/2025/NĐ-CP, Article 44.2: ten). A nomination is in one open consultation.
#[utoipa::path(request_body = NewConsultation,
    responses((status = 201, body = ConsultationView, description = "Opened", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::nomination_not_for_consultation, Code::named_twice, Code::day_in_the_past,
        Code::ends_before_start, Code::consultation_too_short, Code::already_consulted
    ]))))]
#[post("/consultations")]
pub async fn create_consultation(
    state: web::Data<State>,
    change: Change,
    input: Json<NewConsultation>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let own = (Permission::RunCampaigns, input.unit_id);
        require_over_named(tx, &change.caller, own.0, own.1, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let consultation = create_in(tx, context, &input).await?;
        let view = ConsultationView::of(tx, &change.caller, consultation, context.today).await?;
        let location = state.link(&format!("/consultations/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Opens a consultation, and records it; what the caller may do was asked before.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewConsultation,
) -> Result<Consultation, Problem> {
    // In the order of their ids, so that two who do this at once do not wait for each other.
    let heads = store::lock_heads(tx, &input.nomination_ids).await?;
    let heads = in_order(tx, input, &heads, context.today).await?;
    let (starts_on, ends_on) = days_of(tx, input, &heads, context.today).await?;
    if let Some((_, other)) = store::list_in_consultation(tx, &input.nomination_ids).await?.pop() {
        return Err(Problem::new(Code::already_consulted).with_existing(other));
    }
    let consultation = Consultation {
        id: context.ids.next(),
        unit_id: input.unit_id,
        title: composed(&input.title),
        published_in: composed(&input.published_in),
        starts_on,
        ends_on,
        status: ConsultationStatus::Open,
        summary: None,
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    let list = published(tx, consultation.id, &heads, context.today).await?;
    store::create_consultation(tx, &consultation, &list).await?;
    let details = json!({"nominationIds": input.nomination_ids});
    let after = (&consultation, details);
    record_consultation(tx, context, Occurrence::ConsultationOpened, (None, after)).await?;
    Ok(consultation)
}

/// The nominations in the order of the body.
async fn in_order<'a>(
    tx: &Connection,
    input: &NewConsultation,
    heads: &'a [NominationHead],
    today: NaiveDate,
) -> Result<Vec<&'a NominationHead>, Problem> {
    let named = heads.iter().filter_map(|head| head.stage_unit_id).chain([input.unit_id]);
    let now = units_in_force(tx, &named.collect::<Vec<_>>(), today).await?;
    let own = now.get(&input.unit_id);
    let is_here = |head: &NominationHead| {
        let unit = head.stage_unit_id.and_then(|unit| now.get(&unit));
        let is_judged = matches!(head.status, NominationStatus::Submitted | NominationStatus::Appraised);
        is_judged && unit.is_some() && unit == own
    };
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (place, id) in input.nomination_ids.iter().enumerate() {
        let at = format!("/nominationIds/{place}");
        if input.nomination_ids.iter().take(place).any(|other| other == id) {
            faults.push(Violation::at(at, Code::named_twice));
            continue;
        }
        match heads.iter().find(|head| head.id == *id).filter(|head| is_here(head)) {
            Some(head) => found.push(head),
            None => {
                let fault = Violation::at(at, Code::nomination_not_for_consultation);
                faults.push(fault.with("nomination", id));
            }
        }
    }
    require_none(faults)?;
    Ok(found)
}

/// First and last day, as the rows of the law about the nominations allow them.
async fn days_of(
    tx: &Connection,
    input: &NewConsultation,
    heads: &[&NominationHead],
    today: NaiveDate,
) -> Result<(NaiveDate, NaiveDate), Problem> {
    let starts_on = input.starts_on.unwrap_or(today);
    let mut asked: Vec<(&str, NaiveDate)> =
        heads.iter().map(|head| (head.award_code.as_str(), head.received_on.unwrap_or(today))).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut rules: Vec<ProcedureRequirement> = Vec::new();
    for (award, day) in asked {
        let level = catalogue::find_on(tx, award, day).await?.map(|award| award.level);
        let own = catalogue::procedure_on(tx, (award, level), day).await?;
        rules.extend(own.into_iter().map(|rule| rule.requirement));
    }
    let days = consultation_days(&rules);
    let calendar = periods::working_days(tx, (starts_on, starts_on + Days::new(550))).await?;
    let earliest = earliest_end(starts_on, days, &calendar);
    let ends_on = input.ends_on.unwrap_or(earliest);
    let mut faults = Vec::new();
    if starts_on < today {
        faults.push(Violation::at("/startsOn", Code::day_in_the_past).with("today", today));
    } else if ends_on < starts_on {
        faults.push(Violation::at("/endsOn", Code::ends_before_start).with("startsOn", starts_on));
    } else if ends_on < earliest {
        let fault = Violation::at("/endsOn", Code::consultation_too_short);
        faults.push(fault.with("days", days.unwrap_or(0)).with("earliest", earliest));
    }
    require_none(faults)?;
    Ok((starts_on, ends_on))
}

/// The list as it is published.
async fn published(
    tx: &Connection,
    consultation_id: Uuid,
    heads: &[&NominationHead],
    today: NaiveDate,
) -> Result<Vec<ConsultedNomination>, Problem> {
    let subjects = KnownSubjects::find(tx, heads.iter().map(|head| head.subject()), today).await?;
    let units = UnitReference::find_all(tx, heads.iter().map(|head| head.nominating_unit_id), today).await?;
    let row = |(position, head): (i32, &&NominationHead)| ConsultedNomination {
        consultation_id,
        position,
        nomination_id: head.id,
        name: subjects.reference(head.subject()).name,
        unit_name: units.get(head.nominating_unit_id).name,
        award_code: head.award_code.clone(),
        achievement: head.achievement.clone(),
        is_open: true,
        outcome: None,
        note: None,
    };
    Ok((1..).zip(heads).map(row).collect())
}
