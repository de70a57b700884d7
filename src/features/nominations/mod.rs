//! Nominations (đề nghị khen thưởng): whom a unit proposes for which award. A nomination passes a stage at each level whose head
//! decides on awards: there it is appraised by the rules, voted on where the catalogue asks for it, and proposed, to the head of
//! the level or to the stage above.
//!
//! ```text
//! created with the checklist of the catalogue: DRAFT
//!
//! DRAFT ──SUBMIT──▶ SUBMITTED  to the first stage, when every required paper is there
//! DRAFT ──WITHDRAW──▶ WITHDRAWN
//! SUBMITTED ──APPRAISE──▶ APPRAISED  by the standing office of the stage, never by who wrote or submitted it
//! SUBMITTED ──RETURN──▶ RETURNED  likewise, with a reason
//! SUBMITTED ──WITHDRAW──▶ WITHDRAWN
//! RETURNED ──SUBMIT──▶ SUBMITTED  to the stage that returned it
//! RETURNED ──WITHDRAW──▶ WITHDRAWN
//! APPRAISED ──APPRAISE──▶ APPRAISED  once more
//! APPRAISED ──CONFIRM──▶ APPRAISED  where it departs from the rules, by a second person
//! APPRAISED ──RETURN──▶ RETURNED  with a reason
//! APPRAISED ──VOTE──▶ VOTED  where the catalogue asks for a vote
//! APPRAISED ──PROPOSE──▶ SUBMITTED  where a level above decides: the next stage opens
//! APPRAISED ──PROPOSE──▶ PROPOSED  where the head of the stage's unit decides, or an authority outside the province
//! APPRAISED ──DECLINE──▶ DECLINED  by a leader who neither wrote nor appraised it, with a reason
//! VOTED ──PROPOSE──▶ SUBMITTED  where the vote was carried and a level above decides
//! VOTED ──PROPOSE──▶ PROPOSED  where the vote was carried
//! VOTED ──DECLINE──▶ DECLINED
//! VOTED ──RETURN──▶ RETURNED
//! PROPOSED ──DECIDE──▶ DECIDED  by a decision
//! PROPOSED ──DECLINE──▶ DECLINED
//! PROPOSED ──RETURN──▶ RETURNED  inside the province, with a reason
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::Permission::{ActForUnit, ReadDrafts, ReadPeople, RunCampaigns};
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Nominations")
        .table_op(routes::list::list_nominations, Needs(ReadPeople, Over::Somewhere), &routes::list::TABLE)
        // Before the nomination with an id: "overdue" is none.
        .op(routes::overdue::list_overdue_steps, Needs(ReadDrafts, Over::Somewhere))
        .op(routes::create::create_nomination, Needs(ActForUnit, Over::Handler))
        .op(routes::read::get_nomination, Needs(ReadPeople, Over::Handler))
        .op(routes::change::change_nomination, Needs(ActForUnit, Over::Handler))
        .op(routes::appraise::appraise_nomination, Needs(RunCampaigns, Over::Handler))
        .op(routes::stages::list_nomination_stages, Needs(ReadPeople, Over::Handler))
        .op(routes::duplicates::list_nomination_duplicates, Needs(ReadPeople, Over::Handler))
        .op(routes::document::get_achievement_report, Needs(ReadPeople, Over::Handler))
        .op(routes::transition::transition_nomination, Needs(ReadPeople, Over::Handler))
        .op(routes::transition::list_nomination_transitions, Needs(ReadPeople, Over::Handler))
        .op(routes::opinions::list::list_nomination_opinions, Needs(ReadPeople, Over::Handler))
        .op(routes::opinions::ask::ask_nomination_opinion, Needs(RunCampaigns, Over::Handler))
        .op(routes::opinions::transition::transition_nomination_opinion, Needs(RunCampaigns, Over::Handler))
        .op(
            routes::opinions::transition::list_nomination_opinion_transitions,
            Needs(ReadPeople, Over::Handler),
        )
        .op(routes::opinions::ask::ask_submission_opinions, Needs(RunCampaigns, Over::Handler))
        .op(routes::submissions::list::list_submissions, Needs(ReadPeople, Over::Somewhere))
        .op(routes::submissions::create::create_submission, Needs(ActForUnit, Over::Handler))
        .op(routes::submissions::read::get_submission, Needs(ReadPeople, Over::Handler))
        .op(routes::submissions::change::change_submission, Needs(ActForUnit, Over::Handler))
        .op(routes::submissions::document::get_submission_letter, Needs(ReadPeople, Over::Handler))
        .op(routes::submissions::transition::transition_submission, Needs(ReadPeople, Over::Handler))
        .op(routes::submissions::transition::list_submission_transitions, Needs(ReadPeople, Over::Handler))
        .op(routes::unnominated::list_eligible_not_nominated, Needs(ReadPeople, Over::Somewhere))
        .op(routes::reminders::list_my_nomination_reminders, SignedIn)
        .then_tag("Consultations")
        .op(routes::consultations::list::list_consultations, Needs(ReadPeople, Over::Somewhere))
        .op(routes::consultations::create::create_consultation, Needs(RunCampaigns, Over::Handler))
        .op(routes::consultations::read::get_consultation, Needs(ReadPeople, Over::Handler))
        .op(routes::consultations::transition::transition_consultation, Needs(RunCampaigns, Over::Handler))
        .op(
            routes::consultations::transition::list_consultation_transitions,
            Needs(ReadPeople, Over::Handler),
        )
        .op(routes::consultations::opinions::list_consultation_opinions, Needs(ReadDrafts, Over::Handler))
        .op(routes::consultations::opinions::add_consultation_opinion, Needs(RunCampaigns, Over::Handler))
}
