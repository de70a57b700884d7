//! The words of councils.

use crate::text_enum;

text_enum! {
    /// What somebody is in a council.
    pub enum MemberPosition {
        /// The chair (chủ tịch hội đồng).
        Chair = "CHAIR",
        /// A deputy chair (phó chủ tịch).
        DeputyChair = "DEPUTY_CHAIR",
        /// The member who keeps the minutes (ủy viên thư ký).
        Secretary = "SECRETARY",
        /// A member (ủy viên).
        Member = "MEMBER",
    }
}

text_enum! {
    /// Whether a member is at a meeting.
    pub enum Presence {
        /// There.
        Present = "PRESENT",
        /// Not there.
        Absent = "ABSENT",
        /// Not there, and asked in writing.
        InWriting = "IN_WRITING",
    }
}

text_enum! {
    /// What a ballot says.
    pub enum Choice {
        /// Agrees (đồng ý).
        For = "FOR",
        /// Does not agree (không đồng ý).
        Against = "AGAINST",
        /// Neither (phiếu trắng).
        Blank = "BLANK",
    }
}

text_enum! {
    /// Why a member takes no part in a vote.
    pub enum RecusalGround {
        /// The member is proposed.
        OwnCase = "OWN_CASE",
        /// The member's unit, or somebody of it, is proposed.
        OwnUnit = "OWN_UNIT",
        /// It was declared, with a reason.
        Declared = "DECLARED",
    }
}

text_enum! {
    /// The status of a meeting.
    pub enum MeetingStatus {
        /// It is being prepared.
        Planned = "PLANNED",
        /// It is being held.
        Open = "OPEN",
        /// It is over.
        Closed = "CLOSED",
        /// It was not held.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// What can be done to a meeting.
    pub enum MeetingAction {
        /// Opens it, with the council of its day.
        Open = "OPEN",
        /// Ends it; what was not voted on leaves its agenda.
        Close = "CLOSE",
        /// Gives it up.
        Cancel = "CANCEL",
    }
}

text_enum! {
    /// The status of an item of an agenda.
    pub enum AgendaItemStatus {
        /// It waits for the vote.
        Pending = "PENDING",
        /// The vote is open.
        Voting = "VOTING",
        /// The share that is needed was reached.
        Carried = "CARRIED",
        /// It was not reached.
        NotCarried = "NOT_CARRIED",
        /// It was taken from the agenda without a vote.
        Removed = "REMOVED",
    }
}

text_enum! {
    /// What can be done to an item of an agenda.
    pub enum AgendaItemAction {
        /// Opens the vote.
        Open = "OPEN",
        /// Closes the vote and counts.
        Close = "CLOSE",
        /// Ends the vote without a result, and destroys its ballots.
        Void = "VOID",
        /// Takes it from the agenda.
        Remove = "REMOVE",
    }
}
