//! Creating a fund.

use actix_web::{post, web};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{fault_of_share, faults_of_document};
use super::view::FundView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::funds::rules::{ORGANISING_SHARE_SOURCE, organising_share};
use crate::features::funds::store::{self, Fund};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::require_over_named;
use crate::record::{Occurrence, record_change};

/// A fund to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFund {
    /// The unit whose decisions it pays; what the State awards is paid by the province.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Uuid,
    /// The year of these decisions.
    #[schema(minimum = 1945, maximum = 2100, example = 2027)]
    pub year: i32,
    /// What is allotted, in VND.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_000_i64, example = 250_000_000)]
    pub allotted: i64,
    /// By what.
    #[schema(max_length = 500, format = "line", example = "Quyết định giao dự toán năm 2027 (mẫu)")]
    pub source: String,
    /// The same as a registered document.
    #[schema(nullable = false)]
    pub document_id: Option<Uuid>,
    /// The share that pays for organising campaigns; 0.2 by the law when it is left out.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "0.2")]
    pub organising_share: Option<Decimal>,
    /// Where that share stands; the law when it is left out.
    #[schema(nullable = false, max_length = 500, format = "line")]
    pub organising_share_source: Option<String>,
}

/// Create a fund
///
/// For the standing office of the unit: what it has for emulation and commendation in a year (Decree 152/2025/NĐ-CP, Article 46).
/// What decisions of the year have committed is counted from their first day on, also from before the fund was created.
#[utoipa::path(request_body = NewFund,
    responses((status = 201, body = FundView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::unknown_document, Code::fraction_out_of_bounds, Code::fund_already_there
    ]))))]
#[post("/funds")]
pub async fn create_fund(
    state: web::Data<State>,
    change: Change,
    input: Json<NewFund>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_over_named(tx, &change.caller, Permission::RecordDecisions, input.unit_id, context.today)
            .await
    };
    let effect = async |tx: &mut Connection| {
        let mut faults = faults_of_document(tx, &change.caller, input.document_id).await?;
        faults.extend(input.organising_share.and_then(fault_of_share));
        require_none(faults)?;
        let fund = create_in(tx, context, &input).await?;
        let view = FundView::of(tx, fund, context.today).await?;
        let location = state.link(&format!("/funds/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Creates a fund and records it; what is wrong with it was asked before.
///
/// # Errors
/// 409 where the unit has one for the year; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewFund,
) -> Result<Fund, Problem> {
    if let Some(other) = store::find_of(tx, input.unit_id, input.year).await? {
        return Err(Problem::new(Code::fund_already_there).with_existing(other.id));
    }
    let share_source = input.organising_share_source.as_deref().unwrap_or(ORGANISING_SHARE_SOURCE);
    let fund = Fund {
        id: context.ids.next(),
        unit_id: input.unit_id,
        year: input.year,
        allotted: input.allotted,
        source: composed(&input.source),
        document_id: input.document_id,
        organising_share: input.organising_share.unwrap_or_else(organising_share),
        organising_share_source: composed(share_source),
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    store::create(tx, &fund).await?;
    record_change(tx, context, Occurrence::FundCreated, None, &fund).await?;
    Ok(fund)
}
