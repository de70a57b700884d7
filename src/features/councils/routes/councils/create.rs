//! Creating a council.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::compose::{NewComposition, check_composition, write_composition};
use super::view::CouncilView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::store::{self, Council};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::require_over_named;
use crate::record::Occurrence;

/// A council to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCouncil {
    /// The unit whose council it is: it votes on what is at the stage of this unit.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Uuid,
    /// What it is called.
    #[schema(max_length = 300, format = "line", example = "Hội đồng Thi đua - Khen thưởng Sở Nội vụ (mẫu)")]
    pub name: String,
    /// Whether a member takes no part where the member's own unit, or somebody of it, is proposed.
    #[schema(example = true)]
    pub recuses_own_unit: bool,
    /// Who sits in it first.
    pub composition: NewComposition,
}

/// Create a council
///
/// With its members by decision and day. A member votes with an account that has the role of a council member over the unit.
#[utoipa::path(request_body = NewCouncil,
    responses((status = 201, body = CouncilView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::unknown_document, Code::day_in_the_future, Code::decided_after_start,
        Code::not_a_council_member, Code::named_twice, Code::one_chair_needed
    ]))))]
#[post("/councils")]
pub async fn create_council(
    state: web::Data<State>,
    change: Change,
    input: Json<NewCouncil>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_over_named(tx, &change.caller, Permission::RunCampaigns, input.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let council = input.to_row(context)?;
        let named = ("/composition", &input.composition);
        check_composition(tx, &change.caller, &council, named, context.today).await?;
        create_in(tx, context, &council, &input.composition).await?;
        let view = CouncilView::of(tx, council, context.today).await?;
        let location = state.link(&format!("/councils/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Creates a council with its first members, and records it; what is wrong with them was asked before.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    council: &Council,
    composition: &NewComposition,
) -> Result<(), Problem> {
    store::create_council(tx, council).await?;
    let details = write_composition(tx, context, council, composition).await?;
    record_thing(tx, context, (Occurrence::CouncilCreated, council), (None, (council, details))).await
}

impl NewCouncil {
    /// The council that is written.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn to_row(&self, context: &ChangeContext) -> Result<Council, Problem> {
        Ok(Council {
            id: context.ids.next(),
            unit_id: self.unit_id,
            name: composed(&self.name),
            recuses_own_unit: self.recuses_own_unit,
            created_by: context.actor()?,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        })
    }
}
