//! Applying a patch to a pledge, with everything that is checked.

use chrono::NaiveDate;
use uuid::Uuid;

use super::input::PledgePatch;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::catalogue::store as catalogue;
use crate::features::pledges::rules::{Fault, PledgeContent, faults};
use crate::http::{Code, Problem, Violation};

/// The content of a pledge with a patch applied, if a pledge may say so; otherwise every fault at once.
pub(super) async fn apply_patch(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    own: &PledgeContent,
    patch: PledgePatch,
) -> Result<PledgeContent, Problem> {
    let contents = campaigns::contents::list(tx, campaign.id).await?;
    let (content, mut violations) = patch.apply(own, &contents, &context.ids);
    let days = campaign.days().ok_or_else(|| Problem::internal("a launched campaign without its days"))?;
    let days = (days.starts_on, days.ends_on);
    let own_faults = faults(&content, &contents, days);
    violations.extend(own_faults.into_iter().map(|(pointer, fault)| violation_of(&fault, pointer, days)));
    let aims: Vec<Uuid> = content.aims.iter().map(|aim| aim.award_type_id).collect();
    let known = catalogue::existing_ids(tx, &aims).await?;
    let unknown = aims.iter().enumerate().filter(|(_, id)| !known.contains(id));
    violations.extend(unknown.map(|(place, id)| {
        Violation::at(format!("/aims/{place}/awardTypeId"), Code::unknown_award_type).with("awardType", id)
    }));
    if violations.is_empty() { Ok(content) } else { Err(Problem::invalid(violations)) }
}

fn violation_of(fault: &Fault, pointer: String, (starts_on, ends_on): (NaiveDate, NaiveDate)) -> Violation {
    match fault {
        Fault::UnknownContent => Violation::at(pointer, Code::unknown_content),
        Fault::WrongDirection => Violation::at(pointer, Code::indicator_goes_its_direction),
        Fault::Weightless => Violation::at(pointer, Code::weight_out_of_bounds),
        Fault::OutsideOfCampaign => Violation::at(pointer, Code::outside_of_campaign)
            .with("startsOn", starts_on)
            .with("endsOn", ends_on),
        Fault::SameCode => Violation::at(pointer, Code::named_twice),
    }
}
