//! The sample's question of eligibility: whether its first person may become a fighter of the base level.

use super::ids::id;
use super::people::FIRST_PERSON;
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::eligibility::routes::create::{NewEligibilityCheck, check_in};
use crate::features::eligibility::store;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::Problem;

/// What comes before the last part of the id of the check: its facts have this one.
const INPUTS: u128 = 0x3900;

/// Asks, as the standing office.
pub async fn ask(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let context = ChangeContext { ids: Ids::counting(id(INPUTS)), ..context.clone() };
    let subject = Subject { kind: SubjectKind::Person, id: id(FIRST_PERSON) };
    let known = store::find_subjects(tx, &[subject], context.today).await?.remove(&subject);
    let known = known.ok_or_else(|| Problem::internal("the sample has no first person"))?;
    let question = NewEligibilityCheck {
        subject,
        award: "CSTD_CO_SO".to_owned(),
        commendation_kind: CommendationKind::Merit,
        year: Some(2025),
        campaign_id: None,
        received_on: None,
    };
    check_in(tx, &context, (known, &question), None).await.map(drop)
}
