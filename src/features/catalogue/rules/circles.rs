//! Awards that need each other in the same year can never be given.
//!
//! Only the same year makes a circle: a chain over earlier years of the own award, or an award that is held already,
//! can be met.

use std::collections::{BTreeMap, BTreeSet};

use super::conditions::{AwardCode, Condition, QuotaBase, TitleChainEnd};

/// The awards that a condition may need the same subject to hold in the year that is judged.
#[must_use]
pub fn same_year_awards(condition: &Condition) -> BTreeSet<&AwardCode> {
    let mut needed = BTreeSet::new();
    let mut open = vec![condition];
    while let Some(condition) = open.pop() {
        needed.extend(own_same_year_awards(condition));
        open.extend(condition.below().into_iter().flat_map(|(_, conditions)| conditions));
    }
    needed
}

/// The same of one condition, without those below it.
pub(super) fn own_same_year_awards(condition: &Condition) -> Vec<&AwardCode> {
    match condition {
        Condition::TitleSameYear { awards } => awards.iter().collect(),
        Condition::ConsecutiveTitles {
            award,
            ends_in: TitleChainEnd::SameYear | TitleChainEnd::Either,
            ..
        }
        | Condition::Quota { of: QuotaBase::Holders { award }, .. } => vec![award],
        // Where fewer times than years are asked, the earlier years can suffice.
        Condition::TitlesWithin { award, times, years } if times >= years => vec![award],
        _ => Vec::new(),
    }
}

/// The first circle among awards that need each other in the same year, from an award back to itself.
///
/// `rules` are all rules that hold on one day: the award, and what is asked for it.
#[must_use]
pub fn find_circle<'a>(rules: &[(&'a AwardCode, &'a Condition)]) -> Option<Vec<&'a AwardCode>> {
    let mut needs: BTreeMap<&AwardCode, BTreeSet<&AwardCode>> = BTreeMap::new();
    for (award, condition) in rules {
        needs.entry(award).or_default().extend(same_year_awards(condition));
    }
    let mut settled = BTreeSet::new();
    needs.keys().find_map(|award| circle_from(award, &needs, &mut Vec::new(), &mut settled))
}

fn circle_from<'a>(
    award: &'a AwardCode,
    needs: &BTreeMap<&'a AwardCode, BTreeSet<&'a AwardCode>>,
    way: &mut Vec<&'a AwardCode>,
    settled: &mut BTreeSet<&'a AwardCode>,
) -> Option<Vec<&'a AwardCode>> {
    if let Some(start) = way.iter().position(|before| *before == award) {
        return Some(way.iter().skip(start).copied().chain([award]).collect());
    }
    if settled.contains(award) {
        return None;
    }
    way.push(award);
    let found =
        needs.get(award).into_iter().flatten().find_map(|next| circle_from(next, needs, way, settled));
    way.pop();
    settled.insert(award);
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn condition(value: &Value) -> Condition {
        serde_json::from_value(value.clone()).unwrap()
    }

    #[test]
    fn awards_that_need_each_other_in_one_year_are_a_circle() {
        let [base, labour, province] = ["CSTD_CO_SO", "LD_TIEN_TIEN", "CSTD_TINH"].map(AwardCode::new);
        let needs_labour = condition(&json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN"]}));
        let needs_base = condition(&json!({"kind": "ANY_OF", "conditions": [
            {"kind": "NO_HOLD"}, {"kind": "TITLE_SAME_YEAR", "awards": ["CSTD_CO_SO"]}]}));
        let chain = condition(
            &json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 3, "endsIn": "SAME_YEAR"}),
        );
        assert_eq!(find_circle(&[(&base, &needs_labour), (&province, &chain)]), None);
        let found = find_circle(&[(&base, &needs_labour), (&labour, &needs_base), (&province, &chain)]);
        assert_eq!(found, Some(vec![&base, &labour, &base]));
    }

    #[test]
    fn earlier_years_of_the_own_award_are_no_circle() {
        let own = AwardCode::new("BANG_KHEN_TINH");
        for value in [
            json!({"kind": "CONSECUTIVE_TITLES", "award": "BANG_KHEN_TINH", "times": 2, "endsIn": "YEAR_BEFORE"}),
            json!({"kind": "TITLES_WITHIN", "award": "BANG_KHEN_TINH", "times": 2, "years": 5}),
            json!({"kind": "HOLDS_AWARD", "award": "BANG_KHEN_TINH"}),
        ] {
            assert_eq!(find_circle(&[(&own, &condition(&value))]), None, "{value}");
        }
    }
}
