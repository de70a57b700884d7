//! Merging two who turned out to be one person.

use actix_web::{get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_keeper;
use super::change::require_own_standing;
use super::create::search_text;
use super::placing::latest_unit;
use super::view::{PersonView, view};
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::people::rules::SubjectKind;
use crate::features::people::rules::memberships::find_overlapping;
use crate::features::people::store::{self, Membership, Merge, Person};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{Subject, find_lineage};
use crate::record::{Occurrence, record_change};

/// Who is the same person, and how one knows.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMerge {
    /// The other one, who is merged into this one.
    #[schema(example = "01980000-0000-7000-8000-000000350003")]
    duplicate_id: Uuid,
    /// How one knows that they are the same.
    #[schema(max_length = 1000, format = "paragraphs", example = "Nhập hai lần khi chuyển đơn vị (mẫu).")]
    reason: String,
}

/// Who was merged into a person, when and why.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Merge)]
pub struct MergeView {
    /// The merge's id.
    #[schema(example = "01980000-0000-7000-8000-000000350101")]
    id: Uuid,
    /// Who was merged.
    #[schema(example = "01980000-0000-7000-8000-000000350003")]
    merged_id: Uuid,
    /// How one knew that they are the same.
    #[schema(max_length = 1000, format = "text", example = "Nhập hai lần khi chuyển đơn vị (mẫu).")]
    reason: String,
    /// Who merged them.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When.
    created_at: LocalTime,
}

/// Merge a person
///
/// The other one is the same person: what is known of the other is known of this one from now on, memberships that don't
/// stand in the way come over, what is missing here is filled in. The other one stays and names this one; it can't be changed
/// any more. Two ratings or awards that can't be one person's are voided first.
#[utoipa::path(request_body = NewMerge,
    responses((status = 200, body = PersonView, description = "The person afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::person_merged_into_oneself, Code::unknown_person, Code::person_is_merged,
        Code::merged_twice_over]))))]
#[post("/people/{id}/merges")]
pub async fn merge_person(
    change: Change,
    path: Parameters<ById>,
    input: Json<NewMerge>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let other_id = input.duplicate_id;
    let permit = async |tx: &mut Connection| {
        require_keeper(tx, &change.caller, (SubjectKind::Person, id), context.today).await?;
        let other = (SubjectKind::Person, other_id);
        match require_keeper(tx, &change.caller, other, context.today).await {
            Err(problem) if problem.code == Code::not_found => {
                let fault = Violation::at("/duplicateId", Code::unknown_person).with("person", other_id);
                Err(Problem::invalid(vec![fault]))
            }
            answer => answer,
        }
    };
    let effect = async |tx: &mut Connection| {
        if other_id == id {
            let fault = Violation::at("/duplicateId", Code::person_merged_into_oneself);
            return Err(Problem::invalid(vec![fault]));
        }
        let (own, other) = store::lock_both(tx, id, other_id).await?;
        // Somebody may have placed one of them elsewhere in the meantime.
        for person in [id, other_id] {
            require_keeper(tx, &change.caller, (SubjectKind::Person, person), context.today).await?;
        }
        require_own_standing(&own)?;
        require_own_standing(&other)?;
        let (all_own, all_others) =
            (store::all_ids_of(tx, id).await?, store::all_ids_of(tx, other_id).await?);
        if let Some(doubled) = store::find_doubled(tx, &all_own, &all_others).await? {
            return Err(Problem::new(Code::merged_twice_over).with_existing(doubled));
        }
        let merged = merge(tx, context, (&own, &other), composed(&input.reason)).await?;
        let view = view(tx, merged, (&change.caller, None), context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Makes one of two locked people.
async fn merge(
    tx: &mut Connection,
    context: &ChangeContext,
    (own, other): (&Person, &Person),
    reason: String,
) -> Result<Person, Problem> {
    let memberships = store::list_memberships(tx, &[own.id]).await?;
    let others = store::list_memberships(tx, &[other.id]).await?;
    store::keep_person(tx, context, own, &memberships).await?;
    store::keep_person(tx, context, other, &others).await?;
    // What is personal is the other's from now on, and is kept back where the person asked for that.
    let merged = Person {
        merged_into_id: Some(own.id),
        birth_year: None,
        sex: None,
        is_ethnic_minority: None,
        version: other.version.next(),
        updated_at: context.at,
        ..other.clone()
    };
    store::update(tx, other, &merged).await?;
    record_change(tx, context, Occurrence::PersonMerged, Some(other), &merged).await?;
    store::move_memberships(tx, &fitting(&memberships, &others), own.id).await?;
    store::take_over_external_ids(tx, other.id, own.id).await?;
    let created_by = context.actor()?;
    let (id, created_at) = (context.ids.next(), context.at);
    let row = Merge { id, person_id: own.id, merged_id: other.id, reason, created_by, created_at };
    store::create_merge(tx, &row).await?;
    let after = Person { unit_id: latest_unit(tx, own).await?, ..completed(context, own, other) };
    store::update(tx, own, &after).await?;
    store::move_merged(tx, after.id, after.unit_id).await?;
    record_change(tx, context, Occurrence::PersonMerged, Some(own), &after).await?;
    Ok(after)
}

/// The memberships of the other one that hold on no day on which this one is somewhere.
fn fitting(own: &[Membership], others: &[Membership]) -> Vec<Uuid> {
    let days: Vec<_> = own.iter().map(Membership::days).collect();
    let fits = |row: &&Membership| find_overlapping(&days, &row.days()).is_none();
    others.iter().filter(fits).map(|row| row.id).collect()
}

/// A person with what only the other one says.
fn completed(context: &ChangeContext, own: &Person, other: &Person) -> Person {
    let data = own.personal_data().or(other.personal_data());
    let staff_code = own.staff_code.clone().or_else(|| other.staff_code.clone());
    Person {
        search_text: search_text(&own.name, staff_code.as_deref()),
        staff_code,
        birth_year: data.birth_year,
        sex: data.sex,
        is_ethnic_minority: data.is_ethnic_minority,
        restricted_on: own.restricted_on.into_iter().chain(other.restricted_on).min(),
        version: own.version.next(),
        updated_at: context.at,
        ..own.clone()
    }
}

/// List a person's merges
///
/// Who turned out to be this person, when and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<MergeView>, description = "A page of merges", headers(("Link" = String)))))]
#[get("/people/{id}/merges")]
pub async fn list_person_merges(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let list = async |conn: &Connection| {
        find_lineage(conn, &caller, Subject { kind: SubjectKind::Person, id }, today).await?;
        store::list_merges(conn, id, after, page.read()).await
    };
    let view = |row: Merge| MergeView {
        id: row.id,
        merged_id: row.merged_id,
        reason: row.reason,
        created_by: row.created_by,
        created_at: local(row.created_at),
    };
    page.answer(state.db.read(list).await?, |row| Position::of_id(row.id), view)
}
