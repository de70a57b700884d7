use proptest::prelude::*;

use super::*;

fn money(prize: i64, prize_due: Option<i64>, paid: i64, recovered: i64) -> AwardMoney {
    AwardMoney { prize, prize_due, paid, recovered }
}

#[test]
fn what_is_due_follows_from_what_was_paid_revoked_and_recovered() {
    use AwardMoneyState::{DueBack, NothingDue, Paid, Recovered, Unpaid};
    for (own, committed, due, due_back, state) in [
        (money(760, None, 0, 0), 760, 760, 0, Unpaid),
        (money(760, None, 300, 0), 760, 460, 0, Unpaid),
        (money(760, None, 760, 0), 760, 0, 0, Paid),
        (money(760, Some(760), 0, 0), 0, 0, 0, NothingDue),
        (money(760, Some(760), 300, 0), 300, 0, 300, DueBack),
        (money(760, Some(760), 760, 100), 760, 0, 660, DueBack),
        (money(760, Some(760), 760, 760), 760, 0, 0, Recovered),
        (money(760, None, 760, 760), 1520, 760, 0, Unpaid),
        (money(760, None, 1520, 760), 1520, 0, 0, Paid),
    ] {
        let found = (own.committed(), own.due(), own.due_back(), own.state());
        assert_eq!(found, (committed, due, due_back, state), "{own:?}");
    }
}

#[test]
fn nothing_is_paid_or_recovered_beyond_what_is_due() {
    assert_eq!(money(760, None, 300, 0).check_payment(460), Ok(()));
    assert_eq!(money(760, None, 300, 0).check_payment(461), Err(EntryFault::AboveDue(460)));
    assert_eq!(money(760, Some(760), 300, 0).check_payment(1), Err(EntryFault::AboveDue(0)));
    assert_eq!(money(760, Some(760), 300, 0).check_recovery(300), Ok(()));
    assert_eq!(money(760, Some(760), 300, 0).check_recovery(301), Err(EntryFault::AboveDueBack(300)));
    assert_eq!(money(760, None, 760, 0).check_recovery(1), Err(EntryFault::AboveDueBack(0)));
    assert_eq!(money(760, Some(760), 760, 100).check_reversal(660), Ok(()));
    assert_eq!(money(760, Some(760), 760, 100).check_reversal(760), Err(EntryFault::RecoveredAlready(100)));
}

#[test]
fn a_decision_is_paid_with_all_that_is_due_for_its_awards() {
    let awards =
        [("a", money(760, None, 0, 0)), ("b", money(760, None, 760, 0)), ("c", money(500, None, 100, 0))];
    assert_eq!(shares_of(&awards, 1160), Ok(vec![("a", 760), ("c", 400)]));
    assert_eq!(shares_of(&awards, 1159), Err(EntryFault::IsNotTheSum(1160)));
}

#[test]
fn a_fund_says_what_is_left_and_what_is_missing() {
    let sums = FundSums { allotted: 1001, committed: 900, recovered: 50, ..FundSums::default() };
    assert_eq!((sums.balance(), sums.overdrawn_by()), (151, 0));
    assert_eq!(sums.and_committed(200).overdrawn_by(), 49);
    assert_eq!(organising_part(1001, organising_share()), 200);
    let kept_back = FundSums { organising: 200, organising_paid: 150, ..sums };
    assert_eq!((kept_back.balance(), kept_back.overdrawn_by()), (-49, 49));
    assert_eq!(kept_back.check_organising_cost(50), Ok(()));
    assert_eq!(kept_back.check_organising_cost(51), Err(EntryFault::AboveOrganisingShare(50)));
    let too_much = FundSums { organising_paid: 250, ..kept_back };
    assert_eq!(too_much.check_organising_cost(1), Err(EntryFault::AboveOrganisingShare(0)));
    assert_eq!(check_allotment(-1), Err(EntryFault::AllotmentOutOfBounds));
    assert_eq!(check_allotment(MOST_ALLOTTED), Ok(()));
}

/// The fund that these awards make.
fn sums_of(allotted: i64, awards: &[AwardMoney]) -> FundSums {
    let sum = |part: fn(&AwardMoney) -> i64| awards.iter().map(part).sum::<i64>();
    FundSums {
        allotted,
        organising: organising_part(allotted, organising_share()),
        organising_paid: 0,
        committed: sum(|own| own.committed()),
        paid: sum(|own| own.paid),
        due: sum(|own| own.due()),
        due_back: sum(|own| own.due_back()),
        recovered: sum(|own| own.recovered),
    }
}

/// Something that somebody tries: with which award, what, and with how much.
fn attempts() -> impl Strategy<Value = Vec<(usize, u8, i64)>> {
    prop::collection::vec((0_usize..3, 0_u8..4, 1_i64..1200), 0..40)
}

proptest! {
    #[test]
    fn the_balance_is_what_was_allotted_without_what_left_or_will_leave(allotted in 0_i64..5000, tries in attempts()) {
        let mut awards = [money(1000, None, 0, 0), money(700, None, 0, 0), money(300, None, 0, 0)];
        let mut payments: Vec<(usize, i64)> = Vec::new();
        for (place, what, amount) in tries {
            let own = &mut awards[place];
            match what {
                0 if own.check_payment(amount).is_ok() => {
                    own.paid += amount;
                    payments.push((place, amount));
                }
                1 if own.check_recovery(amount).is_ok() => own.recovered += amount,
                2 => own.prize_due = Some(own.prize),
                3 => {
                    let last = payments.iter().rposition(|(of, _)| *of == place);
                    if let Some(last) = last.filter(|last| own.check_reversal(payments[*last].1).is_ok()) {
                        own.paid -= payments.remove(last).1;
                    }
                }
                _ => {}
            }
            prop_assert!(own.recovered >= 0 && own.recovered <= own.paid && own.paid <= own.prize);
            let sums = sums_of(allotted, &awards);
            let for_prizes = allotted - allotted / 5;
            prop_assert_eq!(sums.balance(), for_prizes - sums.committed + sums.recovered);
            // What left the fund and did not come back, and what is still to leave it.
            prop_assert_eq!(sums.balance(), for_prizes - (sums.paid - sums.recovered) - sums.due);
            prop_assert_eq!(sums.overdrawn_by() > 0, sums.balance() < 0);
        }
    }
}
