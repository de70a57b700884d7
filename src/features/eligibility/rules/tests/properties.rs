//! What holds whatever the facts are.

use proptest::prelude::*;
use serde_json::json;

use super::*;

const YEARS: std::ops::RangeInclusive<i32> = 2020..=2026;
const CODES: [&str; 4] = ["LD_TIEN_TIEN", "CSTD_CO_SO", "CSTD_TINH", "BANG_KHEN_TINH"];

/// What is known of one year, or not yet.
#[expect(clippy::struct_excessive_bools, reason = "each says whether something is known")]
#[derive(Debug, Clone)]
struct Year {
    titles: [bool; 4],
    are_titles_known: bool,
    level: Option<TaskLevel>,
    initiatives: u8,
    are_initiatives_known: bool,
    is_stated: bool,
    is_confirmed: bool,
}

fn years() -> impl Strategy<Value = Vec<Year>> {
    let level = proptest::sample::select(TaskLevel::ALL.to_vec());
    let year = (
        any::<[bool; 4]>(),
        any::<bool>(),
        proptest::option::of(level),
        0..3_u8,
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.8),
    );
    let year =
        year.prop_map(|(titles, known, level, initiatives, initiatives_known, is_stated, is_confirmed)| {
            Year {
                titles,
                are_titles_known: known,
                level,
                initiatives,
                are_initiatives_known: initiatives_known,
                is_stated,
                is_confirmed,
            }
        });
    prop::collection::vec(year, YEARS.count())
}

fn facts_of(years: &[Year]) -> KnownFacts {
    let mut facts = KnownFacts::default();
    for (known, year) in years.iter().zip(YEARS) {
        let number = u128::try_from(year).unwrap();
        let from = |base: u128| Origin { is_confirmed: known.is_confirmed, ..origin(base * 10_000 + number) };
        for (code, _) in CODES.iter().zip(known.titles).filter(|(_, held)| *held) {
            let mut given = award(code, year);
            // Titles of a year speak for the others of it; that is another test's matter.
            given.is_title = false;
            given.origin.is_confirmed = known.is_confirmed;
            facts.awards.push(given);
        }
        facts.ratings.extend(known.level.map(|level| RatingFact { origin: from(1), year, level }));
        for one in 0..known.initiatives {
            let mut fact = initiative(number * 10 + u128::from(one), year, &[]);
            fact.origin.is_confirmed = known.is_confirmed;
            facts.initiatives.push(fact);
        }
        if known.is_stated {
            facts.statements.push(StatementFact { origin: from(2), ..statement("UNITED", year) });
        }
        if known.are_titles_known {
            facts.complete.push(complete(Record::Awards, year, false));
        }
        if known.are_initiatives_known {
            facts.complete.push(complete(Record::Initiatives, year, false));
        }
    }
    facts
}

/// What is not known yet becomes known, in any way that the known allows: nothing is added to what is complete, no rating
/// takes the place of another. What waits for confirmation is confirmed or is still waiting.
fn completed(years: &[Year], more: &[Year]) -> Vec<Year> {
    let pairs = years.iter().zip(more);
    let one = |(known, more): (&Year, &Year)| {
        let mut titles = known.titles;
        if !known.are_titles_known {
            for (held, also) in titles.iter_mut().zip(more.titles) {
                *held |= also;
            }
        }
        let initiatives = if known.are_initiatives_known {
            known.initiatives
        } else {
            known.initiatives.max(more.initiatives)
        };
        Year {
            titles,
            are_titles_known: known.are_titles_known || more.are_titles_known,
            level: known.level.or(more.level),
            initiatives,
            are_initiatives_known: known.are_initiatives_known || more.are_initiatives_known,
            is_stated: known.is_stated || more.is_stated,
            is_confirmed: known.is_confirmed || more.is_confirmed,
        }
    };
    pairs.map(one).collect()
}

/// A condition that no added fact speaks against: no holds, no members, nothing commended already.
fn conditions() -> impl Strategy<Value = Value> {
    let code = proptest::sample::select(CODES.to_vec());
    let ends_in = proptest::sample::select(vec!["SAME_YEAR", "YEAR_BEFORE", "EITHER"]);
    let level = proptest::sample::select(vec!["EXCELLENT", "GOOD", "COMPLETED"]);
    let leaf = prop_oneof![
        code.clone().prop_map(|code| json!({"kind": "TITLE_SAME_YEAR", "awards": [code]})),
        (code.clone(), 1..4_u8, ends_in)
            .prop_map(|(code, times, ends_in)| json!({"kind": "CONSECUTIVE_TITLES",
            "award": code, "times": times, "endsIn": ends_in})),
        (code, 1..3_u8, 3..6_u8)
            .prop_map(|(code, times, years)| json!({"kind": "TITLES_WITHIN", "award": code,
            "times": times, "years": years})),
        (level, 1..4_u8)
            .prop_map(|(level, years)| json!({"kind": "TASK_RATING", "atLeast": level, "years": years})),
        (1..4_u8, 1..3_u8).prop_map(|(times, years)| json!({"kind": "INITIATIVES", "level": "BASE",
            "kinds": ["INITIATIVE"], "times": times, "years": years, "use": "UNUSED"})),
        Just(json!({"kind": "CONFIRMED_STATEMENT", "statement": "UNITED", "text": "đoàn kết"})),
        Just(json!({"kind": "HOLDS_AWARD", "award": "BANG_KHEN_TINH"})),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let list = prop::collection::vec(inner, 1..4);
        (list, any::<bool>()).prop_map(|(conditions, any)| {
            json!({"kind": if any { "ANY_OF" } else { "ALL_OF" }, "conditions": conditions})
        })
    })
}

fn outcome_of(asks: &Value, facts: &KnownFacts) -> (Outcome, Vec<String>) {
    answer(asks, facts, &question())
}

proptest! {
    /// An answer that is given stays right however the unknown turns out: adding a fact turns UNKNOWN into PASS or FAIL,
    /// never PASS or FAIL into anything. What is awaiting confirmation is unknown as well.
    #[test]
    fn a_given_answer_holds_in_every_completion(known in years(), more in years(), asks in conditions()) {
        // What waits is unknown, and so may be refused: then it is as if it were not there.
        let before = outcome_of(&asks, &facts_of(&known)).0;
        let after = outcome_of(&asks, &facts_of(&completed(&known, &more))).0;
        prop_assert!(before == Outcome::Unknown || before == after, "{before} became {after}: {asks}");
    }

    /// A fact that waits for confirmation and is refused takes no PASS with it.
    #[test]
    fn what_waits_for_confirmation_decides_nothing(known in years(), asks in conditions()) {
        let all = facts_of(&known);
        let mut confirmed = all.clone();
        confirmed.awards.retain(|fact| fact.origin.is_confirmed);
        confirmed.ratings.retain(|fact| fact.origin.is_confirmed);
        confirmed.initiatives.retain(|fact| fact.origin.is_confirmed);
        confirmed.statements.retain(|fact| fact.origin.is_confirmed);
        let passes = |facts: &KnownFacts| outcome_of(&asks, facts).0 == Outcome::Pass;
        prop_assert_eq!(passes(&all), passes(&confirmed));
    }

    /// The order in which facts are known says nothing, to the last word.
    #[test]
    fn the_order_of_facts_does_not_matter(known in years(), asks in conditions(), turn in 0..7_usize) {
        let facts = facts_of(&known);
        let mut other = facts.clone();
        other.awards.reverse();
        other.ratings.rotate_left(turn % facts.ratings.len().max(1));
        other.initiatives.reverse();
        other.statements.reverse();
        other.complete.reverse();
        prop_assert_eq!(outcome_of(&asks, &facts), outcome_of(&asks, &other));
    }

    /// A hold is the fact that may take an answer away: it never gives one.
    #[test]
    fn a_hold_only_takes_away(known in years(), asks in conditions(), from in 2019..2027_i32, is_open: bool) {
        let asks = json!({"kind": "ALL_OF", "conditions": [{"kind": "NO_HOLD"}, {"kind": "AFTER_DISCIPLINE"}, asks]});
        let mut held = facts_of(&known);
        let before = outcome_of(&asks, &held).0;
        let (start, end) = (format!("{from}-02-01"), format!("{from}-12-01"));
        held.holds.push(hold_fact(Hindrance::Discipline, &start, (!is_open).then_some(end.as_str()), None));
        let after = outcome_of(&asks, &held).0;
        let rank = |outcome| [Outcome::Fail, Outcome::Unknown, Outcome::Pass].iter().position(|one| *one == outcome);
        prop_assert!(rank(after) <= rank(before), "{before} became {after}: {asks}");
    }

    /// A newer row changes no answer about a dossier that was received before it; where it counts as more favourable, it
    /// gives a PASS or changes nothing.
    #[test]
    fn a_newer_row_never_changes_an_old_answer(known in years(), old in conditions(), new in conditions()) {
        let facts = facts_of(&known);
        let names = AwardNames::new();
        let old = RuleRow { ends_before: Some(day("2026-10-01")), ..row("RULE", &old) };
        let newer = RuleRow { id: Uuid::from_u128(2), starts_on: day("2026-10-01"), ..row("RULE", &new) };
        let alone = check(&question(), &facts, std::slice::from_ref(&old), &names);
        for status in [RuleStatus::InForce, RuleStatus::Draft] {
            let rows = [old.clone(), RuleRow { status, ..newer.clone() }];
            prop_assert_eq!(&check(&question(), &facts, &rows, &names), &alone);
        }
        let favourable = RuleRow { transition: RuleTransition::MoreFavourable, ..newer };
        let outcome = check(&question(), &facts, &[old, favourable], &names).outcome;
        prop_assert!(outcome == Outcome::Pass || outcome == alone.outcome || alone.outcome == Outcome::Fail);
    }
}
