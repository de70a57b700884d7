//! SQL of councils: who sits in them, their meetings, and the votes.

mod councils;
mod items;
mod meetings;
mod votes;

pub use councils::{
    Composition, Council, CouncilFilter, Member, add_composition, composition_on, create_council,
    find_composition, find_council, list_compositions, list_council_names, list_councils, list_members,
    lock_council, update_council,
};
pub use items::{
    AgendaItem, Recusal, add_items, advance_item, count_items, find_item, list_items, list_recusals,
    lock_item, lock_item_shared, recuse,
};
pub use meetings::{
    Attendance, Meeting, MeetingFilter, advance_meeting, create_meeting, find_meeting, list_attendance,
    list_meetings, lock_meeting, lock_meeting_shared, replace_attendance,
};
pub use votes::{cast, count_ballots, count_turnout, discard_votes, has_voted, list_voters, mix_ballots};
