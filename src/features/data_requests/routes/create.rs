//! Recording a request.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::DataRequestView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::data_requests::rules::{
    DataRequestKind, DataRequestStatus, RequestTerm, due_days, later,
};
use crate::features::data_requests::store::{self, DataRequest};
use crate::features::people::rules::personal_data::PersonalDataRuleKind;
use crate::features::people::store as people;
use crate::features::periods::store as periods;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::{Subject, SubjectKind, find_lineage};
use crate::record::{Occurrence, record_change};

/// A request that came.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewDataRequest {
    /// What is asked.
    #[schema(example = "RESTRICTION")]
    pub kind: DataRequestKind,
    /// What the person asks, in their words.
    #[schema(
        max_length = 2000,
        format = "paragraphs",
        example = "Đề nghị không dùng năm sinh trong danh sách đề nghị (mẫu)."
    )]
    pub wish: String,
    /// The day it came; today when it is left out.
    #[schema(nullable = false)]
    pub received_on: Option<NaiveDate>,
}

/// Record a person's request
///
/// What a person asks about their own data. The days by which it is replied to and carried out follow from the `REQUEST_TERM`
/// rule of the day it came.
#[utoipa::path(request_body = NewDataRequest,
    responses((status = 201, body = DataRequestView, description = "Recorded", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::day_in_the_future, Code::no_request_term]))))]
#[post("/people/{id}/data-requests")]
pub async fn create_data_request(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewDataRequest>,
) -> Result<Answer, Problem> {
    let (person_id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let lineage = find_lineage(
            tx,
            &change.caller,
            Subject { kind: SubjectKind::Person, id: person_id },
            context.today,
        )
        .await?;
        change.caller.require(Permission::KeepPeople, &lineage)
    };
    let effect = async |tx: &mut Connection| {
        let request = create_in(tx, context, person_id, &input).await?;
        let person = people::find(tx, person_id).await?.reference();
        let lineage = find_lineage(
            tx,
            &change.caller,
            Subject { kind: SubjectKind::Person, id: person_id },
            context.today,
        )
        .await?;
        let location = state.link(&format!("/data-requests/{}", request.id));
        let view = DataRequestView::new(
            request,
            person,
            |permission| change.caller.may(permission, &lineage),
            context.today,
        );
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Records a request of a person.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    person_id: Uuid,
    input: &NewDataRequest,
) -> Result<DataRequest, Problem> {
    let received_on = input.received_on.unwrap_or(context.today);
    if received_on > context.today {
        let fault = Violation::at("/receivedOn", Code::day_in_the_future).with("today", context.today);
        return Err(Problem::invalid(vec![fault]));
    }
    let (term, extension) = term_of(tx, input.kind, received_on).await?;
    let calendar = periods::working_days(tx, (received_on, later(received_on, 366))).await?;
    let (reply_due_on, due_on) = due_days(received_on, term, &calendar);
    let request = DataRequest {
        id: context.ids.next(),
        person_id,
        kind: input.kind,
        status: DataRequestStatus::Received,
        wish: composed(&input.wish),
        received_on,
        reply_due_on,
        due_on,
        extension_days: Some(i32::try_from(extension).map_err(Problem::internal)?),
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    store::create(tx, &request).await?;
    record_change(tx, context, Occurrence::DataRequestReceived, None, &request).await?;
    Ok(request)
}

/// How much time there is for a request that came on a day, and by how many days it can be extended.
async fn term_of(
    tx: &Connection,
    kind: DataRequestKind,
    day: NaiveDate,
) -> Result<(RequestTerm, u32), Problem> {
    let rules = people::list_rules_on(tx, PersonalDataRuleKind::RequestTerm, day).await?;
    let rule = rules.into_iter().find(|rule| rule.code == kind.as_str()).map(|rule| rule.details);
    let term = rule.and_then(|details| {
        let term = RequestTerm { reply_working_days: details.reply_working_days?, days: details.days? };
        Some((term, details.extension_days?))
    });
    term.ok_or_else(|| Problem::new(Code::no_request_term).with("kind", kind).with("day", day))
}
