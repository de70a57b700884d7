//! Reading an answer as it was.

use actix_web::{HttpRequest, get, web};

use super::access::find_check;
use super::view::EligibilityCheck;
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::eligibility::store;
use crate::http::input::{ById, Parameters};
use crate::http::outer_middleware::locale_of;
use crate::http::{Answer, Problem};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Get an eligibility check
///
/// The answer as it was, with the rules and the facts of then, whatever became of them.
#[utoipa::path(responses((status = 200, body = EligibilityCheck, description = "The answer")))]
#[get("/eligibility-checks/{id}")]
pub async fn get_eligibility_check(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let check = find_check(conn, &caller, path.0.id, today).await?;
        let inputs = store::find_inputs(conn, &check).await?;
        let unit = UnitReference::find(conn, check.row.unit_id, check.row.asked_on).await?;
        Ok::<_, db::Error>((check, inputs, unit))
    };
    let (check, inputs, unit) = state.db.read(read).await?;
    let verdict = check.verdict.restore((check.row.outcome, check.row.year), &inputs.facts, &inputs.rules);
    let names = &inputs.rules.names;
    Answer::ok(&EligibilityCheck::new((check.row, verdict), unit, names, locale_of(&request)))
}
