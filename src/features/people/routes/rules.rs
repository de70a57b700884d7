//! The dated rules of personal data: purposes, retention, terms of requests.

use actix_web::{get, patch, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::Certainty;
use crate::features::people::rules::personal_data::{DetailFault, PersonalDataDetails, PersonalDataRuleKind};
use crate::features::people::store::{self, PersonalDataRule};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, check_row, create_row, fault_of_days};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which rules to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PersonalDataRuleFilter {
    /// Only rules of this kind.
    #[param(nullable = false, inline)]
    kind: Option<PersonalDataRuleKind>,
}

/// A rule of what may be done with personal data, over some days.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPersonalDataRule {
    /// What it is about.
    #[schema(example = "PURPOSE")]
    kind: PersonalDataRuleKind,
    /// Its code; of a retention: `PEOPLE_WHO_LEFT`, `KEPT_VERSIONS`, `PERSONAL_DATA_READS`; of a term: the kind of request.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "INSPECTION")]
    code: String,
    /// What it is, in words.
    #[schema(max_length = 200, format = "line", example = "Thanh tra, kiểm tra công tác khen thưởng (mẫu)")]
    name: String,
    /// What it rests on.
    #[schema(max_length = 500, format = "line", example = "Luật 91/2025/QH15, điểm c khoản 1 Điều 19")]
    basis: String,
    /// How sure we are of the basis.
    #[schema(example = "INFERENCE")]
    certainty: Certainty,
    /// What belongs to the kind: fields and roles of a purpose; years of a retention; reply, days and extension of a term.
    #[schema(example = json!({"fields": ["SEX"], "roles": ["AUDITOR"]}))]
    details: PersonalDataDetails,
    /// The first day on which it holds.
    #[schema(example = "2027-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(nullable = false)]
    ends_before: Option<NaiveDate>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonalDataRulePatch {
    /// What it is, in words.
    #[schema(nullable = false, max_length = 200, format = "line")]
    name: Option<String>,
    /// What it rests on.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Nghị định 13/2023/NĐ-CP, Điều 16 (mẫu)"
    )]
    basis: Option<String>,
    /// How sure we are of the basis.
    #[schema(nullable = false)]
    certainty: Option<Certainty>,
    /// What belongs to the kind, in the place of what was there.
    #[schema(nullable = false)]
    details: Option<PersonalDataDetails>,
    /// The first day on which it holds.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer holds; null where it has no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_before: Patch<NaiveDate>,
}

/// A rule of what may be done with personal data, over some days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PersonalDataRule)]
pub struct PersonalDataRuleView {
    /// The rule's id.
    #[schema(example = "01980000-0000-7000-8000-000000003021")]
    id: Uuid,
    /// What it is about.
    #[schema(example = "RETENTION")]
    kind: PersonalDataRuleKind,
    /// Its code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "PEOPLE_WHO_LEFT")]
    code: String,
    /// What it is, in words.
    #[schema(
        max_length = 200,
        format = "text",
        example = "Trường thông tin cá nhân của người đã rời đơn vị"
    )]
    name: String,
    /// What it rests on.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Luật 91/2025/QH15 (thời hạn cụ thể do tỉnh quy định)"
    )]
    basis: String,
    /// How sure we are of the basis.
    #[schema(example = "INFERENCE")]
    certainty: Certainty,
    /// What belongs to the kind.
    #[schema(example = json!({"years": 10}))]
    details: PersonalDataDetails,
    /// The first day on which it holds.
    #[schema(example = "2026-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl From<&PersonalDataRule> for PersonalDataRuleView {
    fn from(row: &PersonalDataRule) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            code: row.code.clone(),
            name: row.name.clone(),
            basis: row.basis.clone(),
            certainty: row.certainty,
            details: row.details.clone(),
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

impl DatedRow for PersonalDataRule {
    const PATH: &'static str = "/personal-data-rules";
    const CREATED: Occurrence = Occurrence::PersonalDataRuleCreated;
    const CHANGED: Occurrence = Occurrence::PersonalDataRuleChanged;

    type View = PersonalDataRuleView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<PersonalDataRuleView, db::Error> {
        Ok(PersonalDataRuleView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_rule(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let detail = |fault: DetailFault| match fault {
            DetailFault::Missing(name) => {
                Violation::at(format!("/details/{name}"), Code::needed_for_this_kind).with("kind", self.kind)
            }
            DetailFault::Foreign(name) => {
                Violation::at(format!("/details/{name}"), Code::not_for_this_kind).with("kind", self.kind)
            }
        };
        let mut faults: Vec<_> = self.details.faults(self.kind).into_iter().map(detail).collect();
        let codes = self.kind.codes();
        if !codes.is_empty() && !codes.contains(&self.code.as_str()) {
            let fault = Violation::at("/code", Code::unknown_rule_code).with("kind", self.kind);
            faults.push(fault.with("expected", codes.join(", ")));
        }
        faults.extend(fault_of_days("/endsBefore", self.starts_on, self.ends_before));
        check_row(faults, store::find_overlapping_rule(tx, self), Code::personal_data_rule_already_there)
            .await
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create_rule(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update_rule(tx, self).await
    }
}

/// List personal data rules
///
/// For which purposes and on what basis personal fields are read and by whom, how long what is kept stays, and when requests
/// of people are due.
#[utoipa::path(params(PersonalDataRuleFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PersonalDataRuleView>, description = "A page of rules", headers(("Link" = String)))))]
#[get("/personal-data-rules")]
pub async fn list_personal_data_rules(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<PersonalDataRuleFilter>,
) -> Result<Answer, Problem> {
    let (kind, after) = (filter.0.kind, page.after_id()?);
    let list = async |conn: &Connection| store::list_rules(conn, kind, after, page.read()).await;
    let rows = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_id(row.id), |row| PersonalDataRuleView::from(&row))
}

/// Read a personal data rule
///
/// One dated rule.
#[utoipa::path(responses((status = 200, body = PersonalDataRuleView, description = "The rule", headers(("ETag" = String)))))]
#[get("/personal-data-rules/{id}")]
pub async fn get_personal_data_rule(
    state: web::Data<State>,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let rule = state.db.point_read(async |conn| store::find_rule(conn, path.0.id).await).await?;
    Ok(Answer::ok(&PersonalDataRuleView::from(&rule))?.with_etag(rule.version))
}

/// Create a personal data rule
///
/// A code may come again on other days: an amended law is a new row.
#[utoipa::path(request_body = NewPersonalDataRule,
    responses((status = 201, body = PersonalDataRuleView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::needed_for_this_kind, Code::not_for_this_kind,
        Code::unknown_rule_code, Code::personal_data_rule_already_there]))))]
#[post("/personal-data-rules")]
pub async fn create_personal_data_rule(
    state: web::Data<State>,
    change: Change,
    input: Json<NewPersonalDataRule>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| PersonalDataRule {
        id: context.ids.next(),
        kind: new.kind,
        code: new.code.clone(),
        name: composed(&new.name),
        basis: composed(&new.basis),
        certainty: new.certainty,
        details: new.details.clone(),
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    })
    .await
}

/// Change a personal data rule
///
/// Only the members that are named. Kind and code never change: end the rule and create another.
#[utoipa::path(request_body(content = PersonalDataRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = PersonalDataRuleView, description = "The rule afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::needed_for_this_kind, Code::not_for_this_kind,
        Code::personal_data_rule_already_there]))))]
#[patch("/personal-data-rules/{id}")]
pub async fn change_personal_data_rule(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<PersonalDataRulePatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &PersonalDataRule| PersonalDataRule {
        name: patch.name.as_deref().map_or_else(|| before.name.clone(), composed),
        basis: patch.basis.as_deref().map_or_else(|| before.basis.clone(), composed),
        certainty: patch.certainty.unwrap_or(before.certainty),
        details: patch.details.clone().unwrap_or_else(|| before.details.clone()),
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        ..before.clone()
    })
    .await
}
