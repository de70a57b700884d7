//! Collects the contract from the lines that register the operations.

use actix_web::App;
use serde_json::Value;
use utoipa_actix_web::scope::scope;
use utoipa_actix_web::{AppExt, service_config::ServiceConfig};

use super::contract::Contract;
use super::document::document_operations;
use super::openapi::{self, Collected};
use crate::features;
use crate::http::Locale;
use crate::http::contract::{BASE_PATH, CompiledContract};
use crate::operations::registration::{Operations, Registered};
use crate::operations::tables::Words;
use crate::operations::tables::give::TableSpecs;

/// The contract of the service.
///
/// # Errors
/// What in the document can't be written or compiled: a fault of ours.
pub fn collect_contract() -> Result<Contract, String> {
    let collected = collect()?;
    let english = openapi::document(&collected, Locale::English)?;
    let vietnamese = openapi::document(&collected, Locale::Vietnamese)?;
    let compiled = CompiledContract::compile(&english)?;
    let tables = TableSpecs { words: Words::of(&vietnamese).into(), by_operation: collected.tables };
    Ok(Contract::new((&english, &vietnamese), compiled, collected.access, tables))
}

/// The document in English alone, for who writes it while the Vietnamese texts still lag.
///
/// # Errors
/// What in the document can't be written: a fault of ours.
pub fn english_document() -> Result<Value, String> {
    openapi::document(&collect()?, Locale::English)
}

/// Every operation of the document, in its order.
fn operations() -> impl Iterator<Item = Registered> {
    [
        document_operations(),
        features::identity::operations(),
        // Before `/documents/{id}`, which would take its path for an id.
        features::dispatches::operations(),
        features::documents::operations(),
        features::units::operations(),
        features::people::operations(),
        features::files::operations(),
        features::catalogue::operations(),
        features::facts::operations(),
        features::initiatives::operations(),
        features::campaigns::operations(),
        features::periods::operations(),
        features::progress::operations(),
        features::pledges::operations(),
        features::external_ids::operations(),
        features::reports::operations(),
        features::data_requests::operations(),
        features::clusters::operations(),
        features::awards::operations(),
        features::eligibility::operations(),
        features::nominations::operations(),
        features::councils::operations(),
        features::decisions::operations(),
        features::certificates::operations(),
        features::funds::operations(),
        features::exemplars::operations(),
        features::obligations::operations(),
        features::reviews::operations(),
        features::statistics::operations(),
        features::imports::operations(),
        features::exports::operations(),
        features::public::operations(),
        features::events::operations(),
        features::clients::operations(),
        features::webhooks::operations(),
        features::audit::operations(),
        features::jobs::operations(),
    ]
    .into_iter()
    .flat_map(Operations::into_rows)
}

/// Puts every operation into the router.
pub(super) fn register_operations(config: &mut ServiceConfig<'_>) {
    let mut all = scope(BASE_PATH);
    for operation in operations() {
        all = all.configure(|config: &mut ServiceConfig<'_>| operation.register(config));
    }
    config.service(all);
}

fn collect() -> Result<Collected, String> {
    let (_, document) = App::new()
        .into_utoipa_app()
        .openapi(openapi::base())
        .configure(register_operations)
        .split_for_parts();
    let document = serde_json::to_value(document).map_err(|error| error.to_string())?;
    let tables = operations().filter_map(|row| Some((row.id, row.table?))).collect();
    let rows: Vec<_> = operations().map(|row| (row.id, row.tag, row.access)).collect();
    let access = rows.iter().map(|(id, _, access)| (id.clone(), access.clone())).collect();
    let tags = rows.into_iter().map(|(id, tag, _)| (id, tag)).collect();
    Ok(Collected { document, access, tags, tables })
}
