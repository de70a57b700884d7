//! Each kind of condition: met, not met and not known, with the article it comes from.

use serde_json::json;

use super::Outcome::{Fail, Pass, Unknown};
use super::*;

pub(super) type Case = (&'static str, KnownFacts, Outcome, &'static [&'static str]);

pub(super) fn hold_each(asks: &Value, question: &Question, cases: &[Case]) {
    for (name, facts, outcome, reasons) in cases {
        let (found, words) = answer(asks, facts, question);
        assert_eq!((found, words), (*outcome, reasons.iter().map(ToString::to_string).collect()), "{name}");
    }
}

pub(super) fn with_awards(awards: Vec<AwardFact>) -> KnownFacts {
    KnownFacts { awards, ..KnownFacts::default() }
}

pub(super) fn unconfirmed(mut fact: AwardFact) -> AwardFact {
    fact.origin.is_confirmed = false;
    fact
}

#[test]
fn title_of_the_same_year_article_23() {
    let asks = json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN"]});
    let complete = vec![complete(Record::Awards, YEAR, false)];
    hold_each(
        &asks,
        &question(),
        &[
            ("held", with_awards(awards("LD_TIEN_TIEN", &[2025])), Pass, &[]),
            (
                "another year",
                with_awards(awards("LD_TIEN_TIEN", &[2024])),
                Unknown,
                &["thiếu dữ liệu danh hiệu, khen thưởng năm 2025: LD_TIEN_TIEN"],
            ),
            (
                "year complete",
                KnownFacts { complete, ..KnownFacts::default() },
                Fail,
                &["năm 2025 không được tặng LD_TIEN_TIEN"],
            ),
            (
                "not confirmed",
                with_awards(vec![unconfirmed(award("LD_TIEN_TIEN", 2025))]),
                Unknown,
                &["chờ xác nhận: LD_TIEN_TIEN năm 2025 (số 2025/QĐ)"],
            ),
        ],
    );
}

#[test]
fn chain_of_titles_article_22_with_the_gap_of_cso_22() {
    let asks =
        json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 3, "endsIn": "SAME_YEAR"});
    // Titles of 2019, 2021, 2022 and 2023: the gap of 2020 breaks the chain, which starts anew in 2021.
    let held = awards("CSTD_CO_SO", &[2019, 2021, 2022, 2023]);
    let in_2023 = Question { year: 2023, ..question() };
    hold_each(&asks, &in_2023, &[("three since the gap", with_awards(held.clone()), Pass, &[])]);
    let in_2022 = Question { year: 2022, ..question() };
    let at_once = Question { received_on: day("2021-01-15"), ..in_2022.clone() };
    let mut known = with_awards(held.clone());
    known.complete.push(complete(Record::Awards, 2020, false));
    let mut by_another_title = with_awards(held.clone());
    by_another_title.awards.push(award("LD_TIEN_TIEN", 2020));
    hold_each(
        &asks,
        &in_2022,
        &[
            (
                "nobody knows 2020",
                with_awards(held),
                Unknown,
                &["thiếu dữ liệu danh hiệu, khen thưởng năm 2020: CSTD_CO_SO"],
            ),
            ("2020 is known", known, Fail, &["năm 2020 không được tặng CSTD_CO_SO"]),
            (
                "2020 has another title",
                by_another_title.clone(),
                Fail,
                &["năm 2020 không được tặng CSTD_CO_SO"],
            ),
        ],
    );
    // In the weeks after a year its titles are still being decided.
    assert_eq!(answer(&asks, &by_another_title, &at_once).0, Unknown);
}

#[test]
fn chain_that_ends_in_the_year_before_or_in_either_article_21() {
    let chain =
        |ends_in| json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_TINH", "times": 2, "endsIn": ends_in});
    let until_2024 = with_awards(awards("CSTD_TINH", &[2023, 2024]));
    for (ends_in, outcome) in [("SAME_YEAR", Unknown), ("YEAR_BEFORE", Pass), ("EITHER", Pass)] {
        assert_eq!(answer(&chain(ends_in), &until_2024, &question()).0, outcome, "{ends_in}");
    }
}

#[test]
fn titles_within_years_article_73_1_b() {
    let asks = json!({"kind": "TITLES_WITHIN", "award": "CSTD_CO_SO", "times": 3, "years": 5});
    let complete = (2021..=2025).map(|year| complete(Record::Awards, year, false)).collect();
    let known = KnownFacts { complete, ..with_awards(awards("CSTD_CO_SO", &[2020, 2022, 2024])) };
    let (outcome, reasons) = answer(&asks, &known, &question());
    assert_eq!(outcome, Fail);
    assert!(reasons.contains(&"có 2/3 lần CSTD_CO_SO trong 2021–2025".to_owned()), "{reasons:?}");
    assert_eq!(answer(&asks, &with_awards(awards("CSTD_CO_SO", &[2021, 2022, 2024])), &question()).0, Pass);
    assert_eq!(
        answer(&asks, &with_awards(awards("CSTD_CO_SO", &[2020, 2022, 2024])), &question()).0,
        Unknown
    );
}

#[test]
fn task_rating_of_consecutive_years_article_74_1_d() {
    let asks = json!({"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 2});
    let with = |ratings| KnownFacts { ratings, ..KnownFacts::default() };
    let mut waiting = rating(2025, TaskLevel::Good);
    waiting.origin.is_confirmed = false;
    hold_each(
        &asks,
        &question(),
        &[
            ("both", with(ratings(&[2024, 2025], TaskLevel::Excellent)), Pass, &[]),
            (
                "2024 is missing",
                with(ratings(&[2025], TaskLevel::Excellent)),
                Unknown,
                &["thiếu xếp loại năm 2024"],
            ),
            (
                "2024 is good",
                with(vec![rating(2025, TaskLevel::Excellent), rating(2024, TaskLevel::Good)]),
                Fail,
                &["năm 2024 xếp loại hoàn thành tốt nhiệm vụ, cần từ hoàn thành xuất sắc nhiệm vụ"],
            ),
            (
                "a low rating that is not confirmed decides nothing",
                with(vec![rating(2024, TaskLevel::Excellent), waiting]),
                Unknown,
                &["chờ xác nhận: năm 2025 hoàn thành tốt nhiệm vụ"],
            ),
        ],
    );
}

#[test]
fn unused_initiatives_reading_of_the_ministry_of_74_1_d() {
    let asks = json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE", "RESEARCH"], "times": 2, "years": 2,
        "use": "UNUSED"});
    let known: Vec<_> = [2024, 2025].map(|year| complete(Record::Initiatives, year, false)).into();
    let with = |initiatives| KnownFacts { initiatives, ..KnownFacts::default() };
    let used = || vec![initiative(1, 2024, &[("CSTD_CO_SO", 2024)]), initiative(2, 2025, &[])];
    let used_here = vec![initiative(1, 2024, &[("BANG_KHEN_TINH", 2025)]), initiative(2, 2025, &[])];
    hold_each(
        &asks,
        &question(),
        &[
            ("two unused", with(vec![initiative(1, 2024, &[]), initiative(2, 2025, &[])]), Pass, &[]),
            (
                "one used, more may be there",
                with(used()),
                Unknown,
                &["thiếu sáng kiến hoặc đề tài: có 1/2 trong 2024–2025"],
            ),
            (
                "one used, no more is there",
                KnownFacts { complete: known, ..with(used()) },
                Fail,
                &[
                    "chỉ có 1/2 sáng kiến hoặc đề tài trong 2024–2025",
                    "“Sáng kiến 1” đã dùng để xét CSTD_CO_SO năm 2024",
                ],
            ),
            ("its use for this very award is no other use", with(used_here), Pass, &[]),
        ],
    );
    let except = json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE"], "times": 2, "years": 2,
        "use": "UNUSED_EXCEPT", "exceptAwards": ["CSTD_CO_SO"]});
    assert_eq!(answer(&except, &with(used()), &question()).0, Pass);
    let of_the_province = json!({"kind": "INITIATIVES", "level": "PROVINCE", "kinds": ["INITIATIVE"], "times": 1,
        "years": 2, "use": "ANY"});
    assert_eq!(answer(&of_the_province, &with(used()), &question()).0, Unknown);
}

pub(super) fn member(number: u128, level: Option<TaskLevel>, titles: &[&str], is_complete: bool) -> Member {
    Member {
        person: Uuid::from_u128(number),
        name: format!("Người {number}"),
        awards: titles.iter().map(|code| award(code, YEAR)).collect(),
        ratings: level.map(|level| rating(YEAR, level)).into_iter().collect(),
        complete: is_complete.then(|| complete(Record::Awards, YEAR, false)).into_iter().collect(),
    }
}

pub(super) fn collective(with_title: u128, without: u128, unknown: u128) -> KnownFacts {
    let good = Some(TaskLevel::Good);
    let numbers = 1..=with_title + without + unknown;
    let members = numbers.map(|number| match number {
        number if number <= with_title => member(number, good, &["LD_TIEN_TIEN"], true),
        number => member(number, good, &[], number <= with_title + without),
    });
    KnownFacts { members: members.collect(), ..KnownFacts::default() }
}

#[test]
fn share_of_members_article_27_c() {
    let asks = json!({"kind": "SHARE_OF_MEMBERS_WITH_TITLE", "awards": ["LD_TIEN_TIEN"], "share": "0.7"});
    let unit = of_unit(question());
    let all = |members, facts| KnownFacts { figures: figures(members), ..facts };
    hold_each(
        &asks,
        &unit,
        &[
            ("7 of 10", all(10, collective(7, 3, 0)), Pass, &[]),
            (
                "7 of 10, nobody says that there are no more",
                collective(7, 3, 0),
                Unknown,
                &["thiếu số liệu thành viên, nữ năm 2025"],
            ),
            (
                "6 of 10",
                all(10, collective(6, 4, 0)),
                Fail,
                &[
                    "năm 2025 không được tặng danh hiệu nào trong số: LD_TIEN_TIEN",
                    "có 6/10 cá nhân đạt, cần ít nhất 7",
                ],
            ),
            (
                "6 of 10, one is not known",
                all(10, collective(6, 3, 1)),
                Unknown,
                &["thiếu dữ liệu danh hiệu năm 2025 của Người 10"],
            ),
            (
                "7 of 12, two are not recorded",
                all(12, collective(7, 3, 0)),
                Unknown,
                &["thiếu dữ liệu của 2 cá nhân trong tập thể năm 2025"],
            ),
            (
                "no member is recorded",
                KnownFacts::default(),
                Unknown,
                &["chưa có dữ liệu về các cá nhân trong tập thể năm 2025"],
            ),
        ],
    );
}

#[test]
fn every_member_rated_and_one_with_a_title_article_27_c_d() {
    let unit = of_unit(question());
    let rated = json!({"kind": "EVERY_MEMBER_RATED", "atLeast": "COMPLETED"});
    let mut facts = KnownFacts { figures: figures(3), ..collective(3, 0, 0) };
    hold_each(&rated, &unit, &[("all", facts.clone(), Pass, &[])]);
    let open = KnownFacts { figures: Vec::new(), ..facts.clone() };
    assert_eq!(answer(&rated, &open, &unit).0, Unknown, "nobody says that these are all");
    facts.members.push(member(4, None, &["CSTD_CO_SO"], true));
    hold_each(
        &rated,
        &unit,
        &[("one is missing", facts.clone(), Unknown, &["thiếu xếp loại năm 2025 của Người 4"])],
    );
    facts.members.push(member(5, Some(TaskLevel::NotCompleted), &[], false));
    hold_each(
        &rated,
        &unit,
        &[(
            "one has not",
            facts.clone(),
            Fail,
            &["có 3/5 cá nhân đạt, cần ít nhất 5", "năm 2025 Người 5 xếp loại không hoàn thành nhiệm vụ"],
        )],
    );
    let fighter = |times| json!({"kind": "MEMBER_WITH_TITLE", "awards": ["CSTD_CO_SO"], "times": times});
    assert_eq!(answer(&fighter(1), &facts, &unit).0, Pass);
    assert_eq!(answer(&fighter(2), &facts, &unit).0, Unknown);
    assert_eq!(answer(&fighter(3), &facts, &unit).0, Fail);
}

#[test]
fn women_article_4_6() {
    let asks = json!({"kind": "WOMEN_SHARE", "atLeast": "0.7"});
    let with = |women| {
        let figures = vec![FiguresFact { origin: origin(60), year: YEAR, members: 10, women }];
        KnownFacts { figures, ..KnownFacts::default() }
    };
    hold_each(
        &asks,
        &of_unit(question()),
        &[
            ("seven of ten", with(Some(7)), Pass, &[]),
            ("six of ten", with(Some(6)), Fail, &["có 6/10 nữ, cần từ 70%"]),
            ("not said", with(None), Unknown, &["thiếu số liệu thành viên, nữ năm 2025"]),
        ],
    );
}
