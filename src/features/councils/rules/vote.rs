//! Who votes, whether there are enough of them, and what a vote came to.

use rust_decimal::Decimal;

use super::words::{Choice, Presence};
use crate::features::catalogue::rules::{Voting, VotingBase};
use crate::features::progress::rules::rounded;

/// A member at a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// Whether the member is there.
    pub presence: Presence,
    /// Whether the member takes no part.
    pub is_recused: bool,
}

/// Those who sit in a council, at a vote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Assembly {
    /// All members.
    pub members: u32,
    /// The members who are there.
    pub present: u32,
    /// The members who can vote.
    pub voters: u32,
}

/// Whether a member can vote: there, or asked in writing where the rule lets absent members vote so, and not recused.
#[must_use]
pub fn may_vote(rule: &Voting, seat: Seat) -> bool {
    let takes_part = match seat.presence {
        Presence::Present => true,
        Presence::InWriting => rule.in_writing == Some(true),
        Presence::Absent => false,
    };
    takes_part && !seat.is_recused
}

impl Assembly {
    /// The members at a vote by a rule.
    #[must_use]
    pub fn of(rule: &Voting, seats: &[Seat]) -> Self {
        let count = |holds: &dyn Fn(&Seat) -> bool| {
            u32::try_from(seats.iter().filter(|seat| holds(seat)).count()).unwrap_or(u32::MAX)
        };
        Self {
            members: count(&|_| true),
            present: count(&|seat| seat.presence == Presence::Present),
            voters: count(&|seat| may_vote(rule, *seat)),
        }
    }
}

/// Whether enough members are there; none where the rule does not say how many that is.
#[must_use]
pub fn has_quorum(rule: &Voting, assembly: Assembly) -> Option<bool> {
    let needed = rule.quorum?.checked_mul(Decimal::from(assembly.members));
    Some(assembly.present > 0 && needed.is_some_and(|needed| Decimal::from(assembly.present) >= needed))
}

/// How many voted what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Votes for it.
    pub votes_for: u32,
    /// Votes against it.
    pub against: u32,
    /// Blank votes.
    pub blank: u32,
}

impl Count {
    /// All votes.
    #[must_use]
    pub const fn cast(self) -> u32 {
        self.votes_for.saturating_add(self.against).saturating_add(self.blank)
    }
}

impl FromIterator<Choice> for Count {
    fn from_iter<I: IntoIterator<Item = Choice>>(choices: I) -> Self {
        let mut count = Self::default();
        for choice in choices {
            match choice {
                Choice::For => count.votes_for += 1,
                Choice::Against => count.against += 1,
                Choice::Blank => count.blank += 1,
            }
        }
        count
    }
}

/// What a vote came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many voted what.
    pub count: Count,
    /// Of how many votes the share is taken.
    pub of: u32,
    /// Whether the share that is needed was reached.
    pub is_carried: bool,
}

/// What a vote came to. Of all members, those who are recused or absent count as not agreeing, as the law says "of all members"
/// (Decree 152/2025/NĐ-CP, Article 33.5); of those present, only those who can vote count.
#[must_use]
pub fn tally(rule: &Voting, assembly: Assembly, count: Count) -> Tally {
    let of = match rule.base {
        VotingBase::AllMembers => assembly.members,
        VotingBase::Present => assembly.voters,
    };
    let needed = rule.share.checked_mul(Decimal::from(of));
    let is_carried = of > 0 && needed.is_some_and(|needed| Decimal::from(count.votes_for) >= needed);
    Tally { count, of, is_carried }
}

impl Tally {
    /// The share of votes for it, to six decimals; none of nobody.
    #[must_use]
    pub fn share(&self) -> Option<Decimal> {
        share_of(self.count.votes_for, self.of)
    }
}

fn share_of(votes_for: u32, of: u32) -> Option<Decimal> {
    let share = Decimal::from(votes_for).checked_div(Decimal::from(of))?;
    Some(rounded(share, 6))
}
