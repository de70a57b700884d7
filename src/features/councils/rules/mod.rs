//! Rules of councils: who votes, whether there are enough of them, what a vote came to, and the lives of meetings and items.

mod life_cycle;
mod minutes;
mod recusal;
#[cfg(test)]
mod tests;
mod vote;
mod words;

pub use life_cycle::{ItemLife, MeetingLife};
pub use minutes::{MinutesConsultation, MinutesHead, MinutesItem, MinutesMember, minutes};
pub use recusal::{MemberFacts, SubjectFacts, concerns};
pub use vote::{Assembly, Count, Seat, Tally, has_quorum, may_vote, tally};
pub use words::{
    AgendaItemAction, AgendaItemStatus, Choice, MeetingAction, MeetingStatus, MemberPosition, Presence,
    RecusalGround,
};
