//! What is due for an award and back from it, what a fund has left, and which entries can be (Decree 152/2025/NĐ-CP, Articles 46 to 48
//! and 58).

use rust_decimal::Decimal;

use crate::http::Code;
use crate::text_enum;

/// The most that a fund has, in VND.
pub const MOST_ALLOTTED: i64 = 1_000_000_000_000_000;

/// Where the share of a fund stands that pays for organising campaigns, where a new fund says nothing else.
pub const ORGANISING_SHARE_SOURCE: &str = "Điểm a khoản 1 Điều 48 Nghị định 152/2025/NĐ-CP";

/// That share: 20 %. Each fund keeps its own, which can be changed.
#[must_use]
pub fn organising_share() -> Decimal {
    Decimal::new(2, 1)
}

text_enum! {
    /// What an entry is.
    pub enum FundEntryKind {
        /// Money was paid for an award, or for all awards of a decision.
        Payment = "PAYMENT",
        /// Money came back after a revocation.
        Recovery = "RECOVERY",
        /// The fund was given more, or less.
        AllotmentChange = "ALLOTMENT_CHANGE",
        /// Organising cost something: launch, review, publicity, inspection, councils (Article 48.1 a).
        OrganisingCost = "ORGANISING_COST",
    }
}

impl FundEntryKind {
    /// Whether it is for awards; other kinds say in a note or a document what they are for.
    #[must_use]
    pub const fn is_for_awards(self) -> bool {
        matches!(self, Self::Payment | Self::Recovery)
    }
}

text_enum! {
    /// Where the money of an award is.
    pub enum AwardMoneyState {
        /// It is owed, or part of it.
        Unpaid = "UNPAID",
        /// It was paid.
        Paid = "PAID",
        /// The award was revoked, and what was paid has not come back.
        DueBack = "DUE_BACK",
        /// The award was revoked, and what was paid came back.
        Recovered = "RECOVERED",
        /// The award was revoked before anything was paid.
        NothingDue = "NOTHING_DUE",
    }
}

/// The money of an award, in VND.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AwardMoney {
    /// What its decision pays.
    pub prize: i64,
    /// What is due back of it since it was revoked, or a higher title was paid instead (Article 49.5); none while it is paid.
    pub prize_due: Option<i64>,
    /// What was paid.
    pub paid: i64,
    /// What came back.
    pub recovered: i64,
}

impl AwardMoney {
    /// What the fund has to have for it: what was paid, and what is still to be.
    #[must_use]
    pub fn committed(self) -> i64 {
        self.paid + self.due()
    }

    /// What is still to be paid: also again, where it came back because a higher title was paid instead that is revoked now.
    #[must_use]
    pub fn due(self) -> i64 {
        if self.prize_due.is_some() { 0 } else { (self.prize - self.paid + self.recovered).max(0) }
    }

    /// What is still to come back: never more than was paid.
    #[must_use]
    pub fn due_back(self) -> i64 {
        self.prize_due.map_or(0, |due| (due.min(self.paid) - self.recovered).max(0))
    }

    /// Where its money is.
    #[must_use]
    pub fn state(self) -> AwardMoneyState {
        match self.prize_due {
            None if self.due() > 0 => AwardMoneyState::Unpaid,
            None => AwardMoneyState::Paid,
            Some(_) if self.due_back() > 0 => AwardMoneyState::DueBack,
            Some(_) if self.paid == 0 => AwardMoneyState::NothingDue,
            Some(_) => AwardMoneyState::Recovered,
        }
    }

    /// Passes when so much may be paid for it.
    ///
    /// # Errors
    /// With what is due.
    pub fn check_payment(self, amount: i64) -> Result<(), EntryFault> {
        if amount <= self.due() { Ok(()) } else { Err(EntryFault::AboveDue(self.due())) }
    }

    /// Passes when so much can have come back.
    ///
    /// # Errors
    /// With what is due back.
    pub fn check_recovery(self, amount: i64) -> Result<(), EntryFault> {
        if amount <= self.due_back() { Ok(()) } else { Err(EntryFault::AboveDueBack(self.due_back())) }
    }

    /// Passes when a payment of so much can be reversed: what came back was paid.
    ///
    /// # Errors
    /// With what came back.
    pub const fn check_reversal(self, amount: i64) -> Result<(), EntryFault> {
        if self.paid - amount >= self.recovered {
            Ok(())
        } else {
            Err(EntryFault::RecoveredAlready(self.recovered))
        }
    }
}

/// Why an entry can't be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryFault {
    /// Only this is due.
    AboveDue(i64),
    /// Only this is due back.
    AboveDueBack(i64),
    /// What was paid has come back, so much of it.
    RecoveredAlready(i64),
    /// All awards of a decision are paid with exactly this.
    IsNotTheSum(i64),
    /// The fund would have less than nothing, or more than any.
    AllotmentOutOfBounds,
    /// Only this is left of the share for organising.
    AboveOrganisingShare(i64),
}

impl EntryFault {
    /// The code, and the sum of which it tells.
    #[must_use]
    pub const fn code(self) -> (Code, i64) {
        match self {
            Self::AboveDue(due) => (Code::payment_above_due, due),
            Self::AboveDueBack(due) => (Code::recovery_above_due, due),
            Self::RecoveredAlready(sum) => (Code::recovered_already, sum),
            Self::IsNotTheSum(sum) => (Code::amount_is_not_the_sum, sum),
            Self::AllotmentOutOfBounds => (Code::allotment_out_of_bounds, MOST_ALLOTTED),
            Self::AboveOrganisingShare(left) => (Code::organising_cost_above_share, left),
        }
    }
}

/// Passes when a fund can have so much.
///
/// # Errors
/// [`EntryFault::AllotmentOutOfBounds`] otherwise.
pub fn check_allotment(allotted: i64) -> Result<(), EntryFault> {
    if (0..=MOST_ALLOTTED).contains(&allotted) { Ok(()) } else { Err(EntryFault::AllotmentOutOfBounds) }
}

/// What each of some awards is paid when all that is due for them is paid with one amount.
///
/// # Errors
/// [`EntryFault::IsNotTheSum`] for another amount.
pub fn shares_of<K: Copy>(awards: &[(K, AwardMoney)], amount: i64) -> Result<Vec<(K, i64)>, EntryFault> {
    let due = awards.iter().map(|(key, money)| (*key, money.due())).filter(|(_, due)| *due > 0);
    let due: Vec<(K, i64)> = due.collect();
    let sum = due.iter().map(|(_, due)| *due).sum();
    if amount == sum { Ok(due) } else { Err(EntryFault::IsNotTheSum(sum)) }
}

/// What of a fund pays for organising campaigns, in whole VND, rounded down.
#[must_use]
pub fn organising_part(allotted: i64, share: Decimal) -> i64 {
    let part = Decimal::from(allotted).checked_mul(share).unwrap_or_default();
    part.trunc().try_into().unwrap_or_default()
}

/// What a fund came to, in VND.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FundSums {
    /// What it was given in all.
    pub allotted: i64,
    /// What of it is kept back for organising campaigns.
    pub organising: i64,
    /// What organising has cost.
    pub organising_paid: i64,
    /// What its decisions pay.
    pub committed: i64,
    /// What was paid.
    pub paid: i64,
    /// What is still to be paid.
    pub due: i64,
    /// What is still to come back.
    pub due_back: i64,
    /// What came back.
    pub recovered: i64,
}

impl FundSums {
    /// What is left for prizes: what was allotted, without the share for organising and what is committed, with what came back.
    #[must_use]
    pub const fn balance(self) -> i64 {
        self.allotted - self.organising - self.committed + self.recovered
    }

    /// What is left for organising; below 0 where the fund or its share became smaller than what it cost.
    #[must_use]
    pub const fn organising_left(self) -> i64 {
        self.organising - self.organising_paid
    }

    /// Passes when organising may cost so much more.
    ///
    /// # Errors
    /// With what is left.
    pub fn check_organising_cost(self, amount: i64) -> Result<(), EntryFault> {
        let left = self.organising_left().max(0);
        if amount <= left { Ok(()) } else { Err(EntryFault::AboveOrganisingShare(left)) }
    }

    /// The same once something more is committed.
    #[must_use]
    pub const fn and_committed(self, amount: i64) -> Self {
        Self { committed: self.committed.saturating_add(amount), ..self }
    }

    /// How much is missing; nothing while something is left.
    #[must_use]
    pub fn overdrawn_by(self) -> i64 {
        self.balance().min(0).saturating_neg()
    }
}
