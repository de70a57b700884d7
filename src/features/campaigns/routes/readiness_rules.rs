//! The dated clauses behind readiness: an amended law is a new row, not a release.

use actix_web::{get, patch, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::readiness::{Certainty, ReadinessItem};
use crate::features::campaigns::store::readiness::{self as store, ReadinessRule};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, create_row, fault_of_days};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::{Occurrence, Recorded, Subject};

/// A clause that asks for something, and the days on which it holds.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReadinessRule {
    /// What it asks for; OVERLAP and PERIOD have no clause.
    #[schema(example = "LEVEL")]
    item: ReadinessItem,
    /// The first day on which it holds.
    #[schema(example = "2004-07-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null where it has no end.
    #[schema(example = "2024-01-01")]
    ends_before: Option<NaiveDate>,
    /// Its citation for people: law and article.
    #[schema(
        max_length = 500,
        format = "line",
        example = "Luật 15/2003/QH11 (phạm vi tổ chức thi đua, mẫu)"
    )]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "MEMORY")]
    certainty: Certainty,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadinessRulePatch {
    /// The first day on which it holds.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer holds; null where it has no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_before: Patch<NaiveDate>,
    /// Its citation for people: law and article.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Luật 06/2022/QH15, Điều 17 (đã đối chiếu, mẫu)"
    )]
    clause: Option<String>,
    /// How sure we are of it.
    #[schema(nullable = false)]
    certainty: Option<Certainty>,
}

/// A clause that asks for something, and the days on which it holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReadinessRule)]
pub struct ReadinessRuleView {
    /// The rule's id.
    #[schema(example = "01980000-0000-7000-8000-000000000611")]
    id: Uuid,
    /// What it asks for.
    #[schema(example = "OBJECTIVES")]
    item: ReadinessItem,
    /// The first day on which it holds.
    #[schema(example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null where it has no end.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Its citation for people: law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, Điều 17 (mục tiêu)")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was last changed.
    updated_at: LocalTime,
}

impl From<&ReadinessRule> for ReadinessRuleView {
    fn from(rule: &ReadinessRule) -> Self {
        Self {
            id: rule.id,
            item: rule.item,
            starts_on: rule.starts_on,
            ends_before: rule.ends_before,
            clause: rule.clause.clone(),
            certainty: rule.certainty,
            version: rule.version,
            updated_at: local(rule.updated_at),
        }
    }
}

impl DatedRow for ReadinessRule {
    const PATH: &'static str = "/readiness-rules";
    const CREATED: Occurrence = Occurrence::ReadinessRuleCreated;
    const CHANGED: Occurrence = Occurrence::ReadinessRuleChanged;

    type View = ReadinessRuleView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<ReadinessRuleView, db::Error> {
        Ok(ReadinessRuleView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_exclusive(tx, id).await
    }

    async fn check(&self, _: &Connection) -> Result<(), Problem> {
        let mut faults = Vec::new();
        if matches!(self.item, ReadinessItem::Overlap | ReadinessItem::Period) {
            faults.push(Violation::at("/item", Code::item_without_clause));
        }
        faults.extend(fault_of_days("/endsBefore", self.starts_on, self.ends_before));
        require_none(faults)
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update(tx, self).await
    }
}

impl Recorded for ReadinessRule {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!(ReadinessRuleView::from(self))
    }
}

/// List readiness rules
///
/// The dated clauses behind readiness, each with how sure we are of it.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ReadinessRuleView>, description = "A page of rules",
        headers(("Link" = String)))))]
#[get("/readiness-rules")]
pub async fn list_readiness_rules(state: web::Data<State>, page: PageRequest) -> Result<Answer, Problem> {
    let after = page.after_id()?;
    let rows = state.db.read(async |conn| store::list(conn, after, page.read()).await).await?;
    page.answer(rows, |row| Position::of_id(row.id), |row| ReadinessRuleView::from(&row))
}

/// Read a readiness rule
///
/// One dated clause.
#[utoipa::path(
    responses((status = 200, body = ReadinessRuleView, description = "The rule", headers(("ETag" = String)))))]
#[get("/readiness-rules/{id}")]
pub async fn get_readiness_rule(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    answer(&state.db.point_read(async |conn| store::find(conn, path.0.id).await).await?)
}

/// Create a readiness rule
///
/// A clause that asks for something from a day on. For an amended law, end the old rule and create a new one.
#[utoipa::path(request_body = NewReadinessRule,
    responses((status = 201, body = ReadinessRuleView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::item_without_clause, Code::readiness_rules_overlap]))))]
#[post("/readiness-rules")]
pub async fn create_readiness_rule(
    state: web::Data<State>,
    change: Change,
    input: Json<NewReadinessRule>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| ReadinessRule {
        id: context.ids.next(),
        item: new.item,
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        clause: composed(&new.clause),
        certainty: new.certainty,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    })
    .await
}

/// Change a readiness rule
///
/// Only the members that are named. The item of a rule never changes: end the rule and create another.
#[utoipa::path(request_body(content = ReadinessRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ReadinessRuleView, description = "The rule afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::readiness_rules_overlap]))))]
#[patch("/readiness-rules/{id}")]
pub async fn change_readiness_rule(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ReadinessRulePatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &ReadinessRule| ReadinessRule {
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        clause: patch.clause.as_deref().map_or_else(|| before.clause.clone(), composed),
        certainty: patch.certainty.unwrap_or(before.certainty),
        ..before.clone()
    })
    .await
}

fn answer(rule: &ReadinessRule) -> Result<Answer, Problem> {
    Ok(Answer::ok(&ReadinessRuleView::from(rule))?.with_etag(rule.version))
}
