//! The workbook that an import is filled in.

use actix_web::get;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::features::imports::rules::ImportKind;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::official_documents::tables::template;
use crate::operations::tables::workbook;

/// Which template to read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct TemplatePath {
    /// What the table brings in.
    #[param(inline, example = "UNITS")]
    kind: ImportKind,
}

/// Download an import's template
///
/// A workbook to fill in: the columns of the import, lists to choose from, and a page that explains how each column is
/// written.
#[utoipa::path(params(TemplatePath),
    responses((status = 200, description = "The template",
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = String)))]
#[get("/imports/templates/{kind}")]
pub async fn get_import_template(path: Parameters<TemplatePath>) -> Result<Answer, Problem> {
    let table = path.0.kind.table();
    let book = template(table.title, table.columns).map_err(Problem::internal)?;
    Ok(workbook(&format!("mau-{}.xlsx", table.file), book))
}
