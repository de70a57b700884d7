//! The money of a decision (Decree 152/2025/NĐ-CP, Articles 49 to 54).

use std::collections::HashMap;

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::features::catalogue::rules::{EvaluationPeriod, prize};

/// A title, for one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AwardedTitle {
    /// To whom it is given.
    pub subject: Uuid,
    /// The year of the achievement.
    pub year: i32,
    /// What was looked at: a year and a chain of years are different periods.
    pub period: EvaluationPeriod,
}

/// The money of a title or a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// The law gives none.
    Nothing,
    /// So many base salaries.
    Salaries(Decimal),
    /// So much in VND, by a decision that was issued.
    Granted(i64),
}

impl Worth {
    /// How many base salaries, where it is counted by them.
    #[must_use]
    pub const fn salaries(self) -> Option<Decimal> {
        if let Self::Salaries(coefficient) = self { Some(coefficient) } else { None }
    }
}

/// What is granted, as far as its money depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The line that grants it.
    pub line: Uuid,
    /// The title and its period; none of a form, which is always paid (Article 49.6 and 49.7).
    pub title: Option<AwardedTitle>,
    /// Its money, whoever else is honoured.
    pub worth: Worth,
    /// The place of the award among awards, the highest first.
    pub rank: i32,
}

/// The money of a grant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prize {
    /// In VND; none where the law gives no money.
    pub amount: Option<i64>,
    /// The line whose title of the same period is paid instead.
    pub suppressed_by: Option<Uuid>,
}

impl Prize {
    /// What is paid, in VND.
    #[must_use]
    pub fn paid(self) -> i64 {
        if self.suppressed_by.is_some() { 0 } else { self.amount.unwrap_or(0) }
    }
}

/// Why there are no prizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrizeFault {
    /// No base salary holds on that day, and this line has a coefficient.
    NoSalary(Uuid),
    /// The amount of this line is too great for a number.
    TooGreat(Uuid),
}

/// The money of each grant of one time, in their order. Of several titles of a subject for one period only the highest is paid
/// (Article 49.5): the one with the most money, of several the one of the higher rank, then the first.
///
/// # Errors
/// The first fault.
pub fn prizes(grants: &[Grant], base_salary: Option<i64>) -> Result<Vec<Prize>, PrizeFault> {
    let amounts = grants.iter().map(|grant| amount(grant, base_salary));
    let amounts: Vec<Option<i64>> = amounts.collect::<Result<_, _>>()?;
    let highest = highest_titles(grants, &amounts);
    let suppressor = |grant: &Grant| highest.get(&grant.title?).copied().filter(|line| *line != grant.line);
    let prize = |(grant, amount): (&Grant, Option<i64>)| Prize {
        amount,
        suppressed_by: suppressor(grant).filter(|_| amount.is_some()),
    };
    Ok(grants.iter().zip(amounts).map(prize).collect())
}

fn amount(grant: &Grant, base_salary: Option<i64>) -> Result<Option<i64>, PrizeFault> {
    let coefficient = match grant.worth {
        Worth::Nothing => return Ok(None),
        Worth::Granted(amount) => return Ok(Some(amount)),
        Worth::Salaries(coefficient) => coefficient,
    };
    let salary = base_salary.ok_or(PrizeFault::NoSalary(grant.line))?;
    prize(coefficient, salary).map(Some).ok_or(PrizeFault::TooGreat(grant.line))
}

/// The line of the highest title of each subject and period, of those with money.
fn highest_titles(grants: &[Grant], amounts: &[Option<i64>]) -> HashMap<AwardedTitle, Uuid> {
    let mut highest = HashMap::<AwardedTitle, (i64, i32, Uuid)>::new();
    for (grant, amount) in grants.iter().zip(amounts) {
        let (Some(title), Some(amount)) = (grant.title, *amount) else { continue };
        let own = (amount, grant.rank, grant.line);
        let place = highest.entry(title).or_insert(own);
        if amount > place.0 || amount == place.0 && grant.rank < place.1 {
            *place = own;
        }
    }
    highest.into_iter().map(|(title, (_, _, line))| (title, line)).collect()
}

/// What is paid in all, in VND; none where it is too great for a number.
pub fn total(prizes: impl IntoIterator<Item = Prize>) -> Option<i64> {
    prizes.into_iter().try_fold(0_i64, |sum, prize| sum.checked_add(prize.paid()))
}
