use serde_json::{Value, json};

use super::*;
use crate::features::catalogue::rules::AwardCode;
use crate::features::catalogue::rules::conditions::Condition;

const KNOWN: [&str; 5] = ["LD_TIEN_TIEN", "CSTD_CO_SO", "CSTD_TINH", "BANG_KHEN_TINH", "TTLD_XUAT_SAC"];

fn found(value: &Value) -> Vec<(String, FaultKind)> {
    let condition: Condition = serde_json::from_value(value.clone()).unwrap();
    let known = KNOWN.map(AwardCode::new).into();
    let faults = faults(&condition, &AwardCode::new("CSTD_CO_SO"), &known);
    faults.into_iter().map(|fault| (fault.pointer, fault.kind)).collect()
}

fn any_of(conditions: &[Value]) -> Value {
    json!({"kind": "ANY_OF", "conditions": conditions})
}

#[test]
fn a_good_rule_has_no_fault() {
    let rule = json!({"kind": "ALL_OF", "conditions": [
        {"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN"]},
        {"kind": "ANY_OF", "conditions": [
            {"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 1},
            {"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE"], "times": 1, "years": 1, "use": "ANY"},
            {"kind": "INITIATIVES", "level": "BASE", "kinds": ["RESEARCH"], "times": 1, "years": 1,
                "use": "UNUSED_EXCEPT", "exceptAwards": ["BANG_KHEN_TINH"]}]},
        {"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 2, "endsIn": "YEAR_BEFORE"}]});
    assert_eq!(found(&rule), []);
}

#[test]
fn each_fault_stands_where_it_is() {
    use FaultKind::*;
    let cases: &[(Value, &str, FaultKind)] = &[
        (
            json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN", "NO_SUCH"]}),
            "/awards/1",
            UnknownAward,
        ),
        (json!({"kind": "TITLE_SAME_YEAR", "awards": []}), "/awards", Empty),
        (json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN", "LD_TIEN_TIEN"]}), "/awards/1", Twice),
        (json!({"kind": "HOLDS_AWARD", "award": "NO_SUCH"}), "/award", UnknownAward),
        (json!({"kind": "TITLE_SAME_YEAR", "awards": ["CSTD_CO_SO"]}), "", RefersToItself),
        (
            json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 2, "endsIn": "EITHER"}),
            "",
            RefersToItself,
        ),
        (
            json!({"kind": "QUOTA", "share": "0.1", "of": {"kind": "HOLDERS", "award": "CSTD_CO_SO"}}),
            "",
            RefersToItself,
        ),
        (
            json!({"kind": "QUOTA", "share": "0.1", "of": {"kind": "HOLDERS", "award": "X"}}),
            "/of/award",
            UnknownAward,
        ),
        (json!({"kind": "QUOTA", "share": "1.1", "of": {"kind": "MEMBERS"}}), "/share", ShareOutOfRange),
    ];
    for (rule, pointer, kind) in cases {
        assert_eq!(found(rule), [((*pointer).to_owned(), *kind)], "{rule}");
    }
}

#[test]
fn numbers_and_lists_have_bounds() {
    use FaultKind::*;
    let cases: &[(Value, &str, FaultKind)] = &[
        (json!({"kind": "WOMEN_SHARE", "atLeast": "-0.1"}), "/atLeast", ShareOutOfRange),
        (json!({"kind": "PLEDGE_FULFILLED", "atLeast": "90"}), "/atLeast", ShareOutOfRange),
        (
            json!({"kind": "SHARE_OF_MEMBERS_WITH_TITLE", "awards": ["LD_TIEN_TIEN"], "share": "70"}),
            "/share",
            ShareOutOfRange,
        ),
        (
            json!({"kind": "TITLES_WITHIN", "award": "LD_TIEN_TIEN", "times": 6, "years": 5}),
            "/times",
            NeverMet,
        ),
        (json!({"kind": "TASK_RATING", "atLeast": "GOOD", "years": 0}), "/years", OutOfRange),
        (json!({"kind": "CAMPAIGN_YEARS", "atLeast": 31}), "/atLeast", OutOfRange),
        (
            json!({"kind": "MEMBER_WITH_TITLE", "awards": ["LD_TIEN_TIEN"], "times": 1001}),
            "/times",
            OutOfRange,
        ),
        (json!({"kind": "LAUNCHER_LEVEL", "oneOf": []}), "/oneOf", Empty),
        (json!({"kind": "CLUSTER_LEADER", "organisedBy": []}), "/organisedBy", Empty),
        (json!({"kind": "COMMENDATION_KIND_EXCLUDED", "kinds": ["AD_HOC", "AD_HOC"]}), "/kinds/1", Twice),
        (json!({"kind": "CONFIRMED_STATEMENT", "statement": "CLEAN", "text": " "}), "/text", Empty),
        (initiatives("UNUSED_EXCEPT", &[]), "/exceptAwards", ExceptedAwards),
        (initiatives("ANY", &["LD_TIEN_TIEN"]), "/exceptAwards", ExceptedAwards),
        (any_of(&[]), "/conditions", Empty),
        (
            any_of(&[json!({"kind": "NO_HOLD"}), json!({"kind": "HOLDS_AWARD", "award": "NO_SUCH"})]),
            "/conditions/1/award",
            UnknownAward,
        ),
        (
            json!({"kind": "SINCE_AWARD", "award": "BANG_KHEN_TINH", "from": "ANY", "then": []}),
            "/then",
            Empty,
        ),
        (
            any_of(&[json!({"kind": "QUOTA", "share": "0.1", "of": {"kind": "MEMBERS"}})]),
            "/conditions/0",
            QuotaBelow,
        ),
    ];
    for (rule, pointer, kind) in cases {
        assert_eq!(found(rule), [((*pointer).to_owned(), *kind)], "{rule}");
    }
}

fn initiatives(use_: &str, except: &[&str]) -> Value {
    json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE"], "times": 1, "years": 1, "use": use_,
        "exceptAwards": except})
}

fn nested(levels: usize) -> Value {
    (1..levels).fold(json!({"kind": "NO_HOLD"}), |inner, _| any_of(&[inner]))
}

#[test]
fn conditions_nest_four_levels_deep() {
    assert_eq!(found(&nested(DEEPEST)), []);
    let too_deep = ["/conditions/0"; DEEPEST].concat();
    assert_eq!(found(&nested(DEEPEST + 1)), [(too_deep.clone(), FaultKind::TooDeep)]);
    assert_eq!(found(&nested(60)), [(too_deep, FaultKind::TooDeep)]);
}

#[test]
fn ten_thousand_alternatives_are_told_once() {
    let some = |count| any_of(&vec![json!({"kind": "NO_HOLD"}); count]);
    assert_eq!(found(&some(MOST_CONDITIONS - 1)), []);
    let conditions = "/conditions".to_owned();
    let last = (format!("{conditions}/49"), FaultKind::TooMany);
    assert_eq!(found(&some(MOST_CONDITIONS)), std::slice::from_ref(&last));
    assert_eq!(found(&some(10_000)), [(conditions, FaultKind::TooLong), last]);
}

#[test]
fn text_that_nests_deeper_than_the_reader_of_json_allows_never_becomes_a_condition() {
    let text = nested(60).to_string();
    assert!(serde_json::from_str::<Condition>(&text).is_ok());
    let levels = 10_000;
    let text = [r#"{"kind":"ANY_OF","conditions":["#.repeat(levels), "]}".repeat(levels)].concat();
    assert!(serde_json::from_str::<Condition>(&text).is_err());
}

#[test]
fn a_kind_with_a_member_it_does_not_know_is_no_condition() {
    for value in [
        json!({"kind": "NO_HOLD", "since": 2024}),
        json!({"kind": "CAMPAIGN_YEARS", "atLeast": 3, "share": "0.1"}),
        json!({"kind": "QUOTA", "share": "0.1", "of": {"kind": "MEMBERS", "award": "LD_TIEN_TIEN"}}),
        json!({"kind": "SOMETHING_ELSE"}),
        json!({"atLeast": 3}),
    ] {
        assert!(serde_json::from_value::<Condition>(value.clone()).is_err(), "{value}");
    }
}
