//! What the condition of a rule may not say.

use std::collections::{BTreeSet, HashSet};

use rust_decimal::Decimal;

use super::super::circles::own_same_year_awards;
use super::super::conditions::{AwardCode, Condition, EarlierUse, QuotaBase};
use crate::core::json_pointer;

/// How many levels of conditions a rule may have.
pub const DEEPEST: usize = 4;

/// How many conditions a rule may have on all levels together.
pub const MOST_CONDITIONS: usize = 50;

/// More awards than this stand in no list of a condition.
pub const MOST_AWARDS: usize = 20;

/// What is wrong with a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// There is no award of this code.
    UnknownAward,
    /// The award needs itself in the same year.
    RefersToItself,
    /// A list that needs an entry has none.
    Empty,
    /// The same entry stands there twice.
    Twice,
    /// A list has too many entries.
    TooLong,
    /// Conditions nest too deep.
    TooDeep,
    /// There are too many conditions.
    TooMany,
    /// A quota, which is judged over a list, is part of what is judged for one alone.
    QuotaBelow,
    /// A share is not between 0 and 1.
    ShareOutOfRange,
    /// A number is outside of its bounds.
    OutOfRange,
    /// More times are asked than there are years.
    NeverMet,
    /// Excepted awards and the use of initiatives do not fit together.
    ExceptedAwards,
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer to the member that is wrong, from the condition of the rule.
    pub pointer: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// Everything that is wrong with the condition of a rule for an award.
///
/// A condition that is too deep is not looked into any further, and none is after the most conditions.
#[must_use]
pub fn faults(condition: &Condition, award: &AwardCode, known_awards: &HashSet<AwardCode>) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), condition, 1)];
    let mut seen = 0_usize;
    while let Some((place, condition, level)) = open.pop() {
        seen += 1;
        let whole = |kind| Fault { pointer: place.clone(), kind };
        if seen > MOST_CONDITIONS {
            found.push(whole(FaultKind::TooMany));
            break;
        }
        if level > DEEPEST {
            found.push(whole(FaultKind::TooDeep));
            continue;
        }
        if level > 1 && matches!(condition, Condition::Quota { .. }) {
            found.push(whole(FaultKind::QuotaBelow));
        }
        let mut checked = Checked { place: &place, award, known_awards, found: &mut found };
        checked.check(condition);
        if let Some((member, below)) = condition.below() {
            let list = json_pointer::below(&place, member);
            checked.check_length(member, below.len(), MOST_CONDITIONS);
            // Taken from the end, so that faults come in the order of reading.
            let places = below.iter().enumerate().rev();
            open.extend(places.map(|(index, next)| (format!("{list}/{index}"), next, level + 1)));
        }
    }
    found
}

/// One condition under examination.
struct Checked<'a> {
    place: &'a str,
    award: &'a AwardCode,
    known_awards: &'a HashSet<AwardCode>,
    found: &'a mut Vec<Fault>,
}

impl Checked<'_> {
    fn check(&mut self, condition: &Condition) {
        match condition {
            Condition::TitleSameYear { awards } => self.check_awards("awards", awards, 1),
            Condition::MemberWithTitle { awards, times } => {
                self.check_awards("awards", awards, 1);
                self.check_number("times", *times, 1000);
            }
            Condition::ShareOfMembersWithTitle { awards, share } => {
                self.check_awards("awards", awards, 1);
                self.check_share("share", *share);
            }
            Condition::ConsecutiveTitles { award, times, .. } => {
                self.check_award("award", award);
                self.check_number("times", (*times).into(), 30);
            }
            Condition::TitlesWithin { award, times, years } => {
                self.check_award("award", award);
                self.check_times_and_years(*times, *years);
                if times > years {
                    self.add("times", FaultKind::NeverMet);
                }
            }
            Condition::HoldsAward { award } | Condition::SinceAward { award, .. } => {
                self.check_award("award", award);
            }
            Condition::Initiatives { .. } => self.check_initiatives(condition),
            Condition::Quota { share, of } => self.check_quota(*share, of),
            _ => self.check_plain(condition),
        }
        if own_same_year_awards(condition).contains(&self.award) {
            self.found.push(Fault { pointer: self.place.to_owned(), kind: FaultKind::RefersToItself });
        }
    }

    /// The kinds that name no award.
    fn check_plain(&mut self, condition: &Condition) {
        match condition {
            Condition::TaskRating { years, .. } => self.check_number("years", (*years).into(), 30),
            Condition::CampaignYears { at_least } => self.check_number("atLeast", (*at_least).into(), 30),
            Condition::PledgeFulfilled { at_least } | Condition::WomenShare { at_least } => {
                self.check_share("atLeast", *at_least);
            }
            Condition::ClusterLeader { organised_by } => self.check_list("organisedBy", organised_by, 1),
            Condition::LauncherLevel { one_of } => self.check_list("oneOf", one_of, 1),
            Condition::CommendationKindExcluded { kinds } => self.check_list("kinds", kinds, 1),
            Condition::ConfirmedStatement { text, .. } if text.trim().is_empty() => {
                self.add("text", FaultKind::Empty);
            }
            _ => {}
        }
    }

    fn check_initiatives(&mut self, condition: &Condition) {
        let Condition::Initiatives { kinds, times, years, use_, except_awards, .. } = condition else {
            return;
        };
        self.check_list("kinds", kinds, 1);
        self.check_times_and_years(*times, *years);
        self.check_awards("exceptAwards", except_awards, 0);
        if (*use_ == EarlierUse::UnusedExcept) == except_awards.is_empty() {
            self.add("exceptAwards", FaultKind::ExceptedAwards);
        }
    }

    fn check_quota(&mut self, share: Decimal, of: &QuotaBase) {
        self.check_share("share", share);
        if let QuotaBase::ClusterLeaders { organised_by } = of {
            self.check_list("of/organisedBy", organised_by, 1);
        }
        if let QuotaBase::Holders { award } = of
            && !self.known_awards.contains(award)
        {
            self.add("of/award", FaultKind::UnknownAward);
        }
    }

    fn check_times_and_years(&mut self, times: u8, years: u8) {
        self.check_number("times", times.into(), 30);
        self.check_number("years", years.into(), 30);
    }

    fn check_awards(&mut self, member: &str, awards: &[AwardCode], fewest: usize) {
        self.check_list(member, awards, fewest);
        for (index, award) in awards.iter().enumerate() {
            self.check_award(&format!("{member}/{index}"), award);
        }
    }

    fn check_award(&mut self, member: &str, award: &AwardCode) {
        if !self.known_awards.contains(award) {
            self.add(member, FaultKind::UnknownAward);
        }
    }

    fn check_list<T: Ord>(&mut self, member: &str, list: &[T], fewest: usize) {
        if fewest > 0 {
            self.check_length(member, list.len(), MOST_AWARDS);
        } else if list.len() > MOST_AWARDS {
            self.add(member, FaultKind::TooLong);
        }
        let mut seen = BTreeSet::new();
        for (index, entry) in list.iter().enumerate() {
            if !seen.insert(entry) {
                self.add(&format!("{member}/{index}"), FaultKind::Twice);
            }
        }
    }

    fn check_length(&mut self, member: &str, length: usize, most: usize) {
        match length {
            0 => self.add(member, FaultKind::Empty),
            length if length > most => self.add(member, FaultKind::TooLong),
            _ => {}
        }
    }

    fn check_number(&mut self, member: &str, number: u16, most: u16) {
        if !(1..=most).contains(&number) {
            self.add(member, FaultKind::OutOfRange);
        }
    }

    fn check_share(&mut self, member: &str, share: Decimal) {
        if share < Decimal::ZERO || share > Decimal::ONE {
            self.add(member, FaultKind::ShareOutOfRange);
        }
    }

    fn add(&mut self, member: &str, kind: FaultKind) {
        self.found.push(Fault { pointer: format!("{}/{member}", self.place), kind });
    }
}
