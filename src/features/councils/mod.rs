//! Councils (hội đồng thi đua, khen thưởng): who sits in them by decision and day, their meetings, and their votes on nominations.
//! A ballot is kept without its voter: nobody can find out who voted what, and nobody votes twice.
//!
//! ```text
//! planned with an agenda: PLANNED
//!
//! PLANNED ──OPEN──▶ OPEN  on its day, with the members of that day
//! PLANNED ──CANCEL──▶ CANCELLED  with a reason; its agenda is free again
//! OPEN ──CLOSE──▶ CLOSED  when no vote is open; what was not voted on leaves the agenda
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::{ReadPeople, RunCampaigns, Vote};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Councils")
        .op(routes::councils::list::list_councils, Needs(ReadPeople, Over::Somewhere))
        .op(routes::councils::create::create_council, Needs(RunCampaigns, Over::Handler))
        .op(routes::councils::read::get_council, Needs(ReadPeople, Over::Handler))
        .op(routes::councils::change::change_council, Needs(RunCampaigns, Over::Handler))
        .op(routes::councils::compose::compose_council, Needs(RunCampaigns, Over::Handler))
        .op(routes::meetings::list::list_council_meetings, Needs(ReadPeople, Over::Somewhere))
        .op(routes::meetings::create::create_council_meeting, Needs(RunCampaigns, Over::Handler))
        .op(routes::meetings::read::get_council_meeting, Needs(ReadPeople, Over::Handler))
        .op(routes::meetings::change::change_council_meeting, Needs(RunCampaigns, Over::Handler))
        .op(routes::meetings::transition::transition_council_meeting, Needs(RunCampaigns, Over::Handler))
        .op(routes::meetings::transition::list_council_meeting_transitions, Needs(ReadPeople, Over::Handler))
        .op(routes::meetings::minutes::get_meeting_minutes, Needs(ReadPeople, Over::Handler))
        .op(routes::items::add::add_agenda_items, Needs(RunCampaigns, Over::Handler))
        .op(routes::items::transition::transition_agenda_item, Needs(RunCampaigns, Over::Handler))
        .op(routes::items::transition::list_agenda_item_transitions, Needs(ReadPeople, Over::Handler))
        .op(routes::items::recuse::recuse_member, Needs(ReadPeople, Over::Handler))
        .op(routes::ballots::cast_ballots, Needs(Vote, Over::Handler))
}
