//! Making a snapshot of a form.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::SnapshotView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::db::json::to_json;
use crate::features::statistics::routes::counting::Asked;
use crate::features::statistics::routes::parameters::fault_of_year;
use crate::features::statistics::rules::{FormCode, SnapshotStatus};
use crate::features::statistics::store::{self, Snapshot};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::require_over_named;
use crate::record::{Occurrence, record_change};

/// Which form is kept as it is.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewStatisticalSnapshot {
    /// The form.
    #[schema(example = "0603")]
    pub form: FormCode,
    /// The year.
    #[schema(minimum = 1945, maximum = 2100, example = 2026)]
    pub year: i32,
    /// The unit that reports.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Uuid,
}

/// Make a snapshot of a form
///
/// For the standing office of the unit: the form with the numbers of now, to be signed by a leader. What changes later does not change
/// it; a form may be made anew.
#[utoipa::path(request_body = NewStatisticalSnapshot,
    responses((status = 201, body = SnapshotView, description = "Made", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::year_in_the_future]))))]
#[post("/statistics/snapshots")]
pub async fn create_statistical_snapshot(
    state: web::Data<State>,
    change: Change,
    input: Json<NewStatisticalSnapshot>,
) -> Result<Answer, Problem> {
    let (new, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_over_named(tx, &change.caller, Permission::RecordDecisions, new.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        if let Some(fault) = fault_of_year(new.year, context.today, |code| Violation::at("/year", code)) {
            return Err(Problem::invalid(vec![fault]));
        }
        let snapshot = make_in(tx, context, new).await?;
        let view = SnapshotView::of(tx, &change.caller, &snapshot, context.today).await?;
        let location = state.link(&format!("/statistics/snapshots/{}", snapshot.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Makes a snapshot and records it. Whoever entered the numbers wrote it, too.
///
/// # Errors
/// Nobody acts; a [`Problem`] of the database.
pub async fn make_in(
    tx: &mut Connection,
    context: &ChangeContext,
    new: NewStatisticalSnapshot,
) -> Result<Snapshot, Problem> {
    let maker = context.actor()?;
    let NewStatisticalSnapshot { form, year, unit_id } = new;
    let asked = Asked { form, year, unit_id, today: context.today };
    // Locked: whoever enters other numbers meanwhile would be a writer of what is counted below.
    let entry = store::hold_entry(tx, (form, year, unit_id)).await?;
    let snapshot = Snapshot {
        id: context.ids.next(),
        form,
        year,
        unit_id,
        status: SnapshotStatus::Draft,
        head: asked.head(tx).await?.map(|head| to_json(&head)).transpose()?,
        figures: to_json(&asked.figures(tx).await?)?,
        signed_by: None,
        signed_at: None,
        created_by: maker,
        writers: entry.map_or_else(Writers::default, |entry| entry.writers).and(Some(maker)),
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    store::create_snapshot(tx, &snapshot).await?;
    record_change(tx, context, Occurrence::SnapshotCreated, None, &snapshot).await?;
    Ok(snapshot)
}
