//! Each kind of condition: met, not met and not known, with the article it comes from.

use serde_json::json;

use super::Outcome::{Fail, Pass, Unknown};
use super::*;

type Case = (&'static str, Facts, Outcome, &'static [&'static str]);

fn hold_each(asks: &Value, question: &Question, cases: &[Case]) {
    for (name, facts, outcome, reasons) in cases {
        let (found, words) = answer(asks, facts, question);
        assert_eq!((found, words), (*outcome, reasons.iter().map(ToString::to_string).collect()), "{name}");
    }
}

fn with_awards(awards: Vec<AwardFact>) -> Facts {
    Facts { awards, ..Facts::default() }
}

fn unconfirmed(mut fact: AwardFact) -> AwardFact {
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
                Facts { complete, ..Facts::default() },
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
            ("2020 has another title", by_another_title, Fail, &["năm 2020 không được tặng CSTD_CO_SO"]),
        ],
    );
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
    let known = Facts { complete, ..with_awards(awards("CSTD_CO_SO", &[2020, 2022, 2024])) };
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
    let with = |ratings| Facts { ratings, ..Facts::default() };
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
    let with = |initiatives| Facts { initiatives, ..Facts::default() };
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
                Facts { complete: known, ..with(used()) },
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

fn member(number: u128, level: Option<TaskLevel>, titles: &[&str], is_complete: bool) -> Member {
    Member {
        person: Uuid::from_u128(number),
        name: format!("Người {number}"),
        awards: titles.iter().map(|code| award(code, YEAR)).collect(),
        ratings: level.map(|level| rating(YEAR, level)).into_iter().collect(),
        complete: is_complete.then(|| complete(Record::Awards, YEAR, false)).into_iter().collect(),
    }
}

fn collective(with_title: u128, without: u128, unknown: u128) -> Facts {
    let good = Some(TaskLevel::Good);
    let numbers = 1..=with_title + without + unknown;
    let members = numbers.map(|number| match number {
        number if number <= with_title => member(number, good, &["LD_TIEN_TIEN"], true),
        number => member(number, good, &[], number <= with_title + without),
    });
    Facts { members: members.collect(), ..Facts::default() }
}

#[test]
fn share_of_members_article_27_c() {
    let asks = json!({"kind": "SHARE_OF_MEMBERS_WITH_TITLE", "awards": ["LD_TIEN_TIEN"], "share": "0.7"});
    let unit = of_unit(question());
    let figures = FiguresFact { origin: origin(60), year: YEAR, members: 12, women: None };
    hold_each(
        &asks,
        &unit,
        &[
            ("7 of 10", collective(7, 3, 0), Pass, &[]),
            (
                "6 of 10",
                collective(6, 4, 0),
                Fail,
                &[
                    "năm 2025 không được tặng danh hiệu nào trong số: LD_TIEN_TIEN",
                    "có 6/10 cá nhân đạt, cần ít nhất 7",
                ],
            ),
            (
                "6 of 10, one is not known",
                collective(6, 3, 1),
                Unknown,
                &["thiếu dữ liệu danh hiệu năm 2025 của Người 10"],
            ),
            (
                "7 of 12, two are not recorded",
                Facts { figures: vec![figures], ..collective(7, 3, 0) },
                Unknown,
                &["thiếu dữ liệu của 2 cá nhân trong tập thể năm 2025"],
            ),
            (
                "no member is recorded",
                Facts::default(),
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
    let mut facts = collective(3, 0, 0);
    hold_each(&rated, &unit, &[("all", facts.clone(), Pass, &[])]);
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
        Facts { figures, ..Facts::default() }
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

#[test]
fn nobody_on_hold_article_4_4() {
    let asks = json!({"kind": "NO_HOLD"});
    let with = |hold| Facts { holds: vec![hold], ..Facts::default() };
    let inspection = |from, to, outcome| hold(Hindrance::Inspection, from, to, outcome);
    let mut reported = inspection("2025-12-01", None, None);
    reported.origin.is_confirmed = false;
    hold_each(
        &asks,
        &question(),
        &[
            ("none", Facts::default(), Pass, &[]),
            (
                "open",
                with(inspection("2025-12-01", None, None)),
                Fail,
                &["đang trong thời gian thanh tra, kiểm tra từ ngày 01/12/2025"],
            ),
            ("over before receipt", with(inspection("2025-03-01", Some("2025-06-01"), None)), Pass, &[]),
            (
                "open at receipt, released without fault since",
                with(inspection("2025-12-01", Some("2026-05-01"), Some(HoldOutcome::NoFault))),
                Pass,
                &[],
            ),
            (
                "open at receipt, with a discipline since",
                with(inspection("2025-12-01", Some("2026-05-01"), Some(HoldOutcome::Disciplined))),
                Fail,
                &["đang trong thời gian thanh tra, kiểm tra từ ngày 01/12/2025"],
            ),
            (
                "opened after receipt",
                with(inspection("2026-09-01", None, None)),
                Fail,
                &["đang trong thời gian thanh tra, kiểm tra từ ngày 01/09/2026"],
            ),
            (
                "not confirmed",
                with(reported),
                Unknown,
                &["chờ xác nhận: thanh tra, kiểm tra từ ngày 01/12/2025"],
            ),
        ],
    );
}

#[test]
fn achievements_after_a_discipline_article_4_4() {
    let asks = json!({"kind": "ALL_OF", "conditions": [{"kind": "AFTER_DISCIPLINE"},
        {"kind": "TASK_RATING", "atLeast": "GOOD", "years": 2}]});
    let served = |from, to: &str| {
        let holds = vec![hold(Hindrance::Discipline, from, Some(to), Some(HoldOutcome::Disciplined))];
        Facts { holds, ratings: ratings(&[2024, 2025], TaskLevel::Good), ..Facts::default() }
    };
    let mut released = served("2024-09-01", "2025-03-01");
    released.holds[0].outcome = Some(HoldOutcome::NoFault);
    hold_each(
        &asks,
        &question(),
        &[
            ("served before these years", served("2023-01-01", "2024-01-01"), Pass, &[]),
            (
                "served in 2024",
                served("2023-09-01", "2024-03-01"),
                Unknown,
                &["cần xem lại thành tích năm 2024: chấp hành xong kỷ luật ngày 01/03/2024"],
            ),
            (
                "served in 2025",
                served("2024-09-01", "2025-03-01"),
                Fail,
                &["thành tích năm 2024 không tính: chấp hành xong kỷ luật ngày 01/03/2025"],
            ),
            (
                "being served",
                served("2025-09-01", "2026-09-01"),
                Fail,
                &[
                    "đang trong thời gian xem xét, thi hành kỷ luật từ ngày 01/09/2025",
                    "thành tích năm 2024 không tính: chấp hành xong kỷ luật ngày 01/09/2026",
                    "thành tích năm 2025 không tính: chấp hành xong kỷ luật ngày 01/09/2026",
                ],
            ),
            ("no fault was found", released, Pass, &[]),
        ],
    );
}

#[test]
fn ad_hoc_and_thematic_results_are_no_ground_article_4_3() {
    let asks = json!({"kind": "ALL_OF", "conditions": [
        {"kind": "COMMENDATION_KIND_EXCLUDED", "kinds": ["AD_HOC", "CAMPAIGN"]},
        {"kind": "HOLDS_AWARD", "award": "BANG_KHEN_TINH"}]});
    let question = Question { award: AwardCode::new("BANG_KHEN_THU_TUONG"), ..question() };
    let with = |kind| with_awards(vec![AwardFact { kind, ..award("BANG_KHEN_TINH", 2019) }]);
    let all = vec![complete(Record::Awards, YEAR, true)];
    hold_each(
        &asks,
        &question,
        &[
            ("by merit", with(Some(CommendationKind::Merit)), Pass, &[]),
            (
                "ad hoc",
                Facts { complete: all, ..with(Some(CommendationKind::AdHoc)) },
                Fail,
                &[
                    "chưa được tặng BANG_KHEN_TINH",
                    "BANG_KHEN_TINH năm 2019 là khen thưởng đột xuất, không làm căn cứ",
                ],
            ),
            (
                "nobody knows why",
                with(None),
                Unknown,
                &[
                    "chưa có dữ liệu về việc đã được tặng BANG_KHEN_TINH",
                    "chưa rõ loại hình khen thưởng của BANG_KHEN_TINH năm 2019",
                ],
            ),
        ],
    );
    let in_campaign = Question { kind: CommendationKind::Campaign, ..question };
    assert_eq!(answer(&asks, &with(Some(CommendationKind::AdHoc)), &in_campaign).0, Pass);
}

#[test]
fn cluster_leader_article_7_1() {
    let asks = json!({"kind": "CLUSTER_LEADER", "organisedBy": ["PROVINCE"]});
    let with = |is_leader, organised_by| {
        let (origin, cluster) = (origin(70), "Cụm 1 (mẫu)".to_owned());
        let clusters = vec![ClusterFact { origin, cluster, organised_by, year: YEAR, is_leader }];
        Facts { clusters, ..Facts::default() }
    };
    let missing = &["thiếu kết quả suy tôn của cụm, khối thi đua năm 2025"];
    hold_each(
        &asks,
        &of_unit(question()),
        &[
            ("acclaimed", with(Some(true), ClusterOrganiser::Province), Pass, &[]),
            (
                "another one",
                with(Some(false), ClusterOrganiser::Province),
                Fail,
                &["không phải đơn vị dẫn đầu Cụm 1 (mẫu) năm 2025"],
            ),
            ("nobody yet", with(None, ClusterOrganiser::Province), Unknown, missing),
            ("of another organiser", with(Some(true), ClusterOrganiser::Other), Unknown, missing),
        ],
    );
}

#[test]
fn campaign_conditions_articles_25_3_and_74_1_a() {
    let campaign = CampaignFact {
        origin: origin(80),
        title: "Phong trào (mẫu)".to_owned(),
        launched_by: Some(LauncherLevel::National),
        years: Some(5),
        is_chosen: Some(true),
        fulfilled: Some("0.95".parse().unwrap()),
    };
    let asked = Question { campaign: Some(Uuid::from_u128(80)), ..question() };
    let asks = [
        (json!({"kind": "CAMPAIGN_YEARS", "atLeast": 5}), "chưa rõ thời gian thực hiện phong trào"),
        (json!({"kind": "CHOSEN_IN_REVIEW"}), "chưa có kết quả sơ kết, tổng kết phong trào"),
        (json!({"kind": "PLEDGE_FULFILLED", "atLeast": "0.9"}), "chưa có số liệu thực hiện đăng ký thi đua"),
        (json!({"kind": "LAUNCHER_LEVEL", "oneOf": ["NATIONAL"]}), "chưa rõ cấp phát động"),
    ];
    let other = CampaignFact {
        launched_by: Some(LauncherLevel::Base),
        years: Some(4),
        is_chosen: Some(false),
        fulfilled: Some("0.5".parse().unwrap()),
        ..campaign.clone()
    };
    let open =
        CampaignFact { launched_by: None, years: None, is_chosen: None, fulfilled: None, ..campaign.clone() };
    let with = |campaign| Facts { campaign: Some(campaign), ..Facts::default() };
    for (asks, missing) in &asks {
        assert_eq!(answer(asks, &with(campaign.clone()), &asked), (Pass, Vec::new()), "{asks}");
        assert_eq!(answer(asks, &with(other.clone()), &asked).0, Fail, "{asks}");
        assert_eq!(
            answer(asks, &with(open.clone()), &asked),
            (Unknown, vec![(*missing).to_owned()]),
            "{asks}"
        );
        let named_none = vec!["chưa nêu phong trào thi đua".to_owned()];
        assert_eq!(answer(asks, &with(campaign.clone()), &question()), (Fail, named_none), "{asks}");
    }
}

#[test]
fn one_achievement_is_commended_once_article_5_2() {
    let asks = json!({"kind": "NOT_ALREADY_COMMENDED"});
    let certificate = || award("GIAY_KHEN", YEAR);
    hold_each(
        &asks,
        &question(),
        &[
            ("nothing yet", with_awards(awards("GIAY_KHEN", &[2024])), Pass, &[]),
            (
                "the same award",
                with_awards(awards("BANG_KHEN_TINH", &[YEAR])),
                Fail,
                &["thành tích này đã được khen: BANG_KHEN_TINH năm 2025 (số 2025/QĐ)"],
            ),
            (
                "another form of the year",
                with_awards(vec![certificate()]),
                Unknown,
                &["cần đối chiếu có cùng thành tích không: GIAY_KHEN năm 2025 (số 2025/QĐ)"],
            ),
            ("a title and a form are both given", with_awards(awards("CSTD_CO_SO", &[YEAR])), Pass, &[]),
            (
                "for another cause",
                with_awards(vec![AwardFact { kind: Some(CommendationKind::AdHoc), ..certificate() }]),
                Pass,
                &[],
            ),
        ],
    );
    let campaign = Some(Uuid::from_u128(80));
    let in_campaign = Question { kind: CommendationKind::Campaign, campaign, ..question() };
    let given = AwardFact { kind: Some(CommendationKind::Campaign), campaign, ..certificate() };
    assert_eq!(answer(&asks, &with_awards(vec![given.clone()]), &in_campaign).0, Fail);
    assert_eq!(answer(&asks, &with_awards(vec![unconfirmed(given)]), &in_campaign).0, Unknown);
}

#[test]
fn statements_of_the_office_articles_74_1_b_and_c() {
    let asks =
        json!({"kind": "CONFIRMED_STATEMENT", "statement": "INFLUENCE", "text": "có phạm vi ảnh hưởng"});
    let with = |statements| Facts { statements, ..Facts::default() };
    let mut waiting = statement("INFLUENCE", YEAR);
    waiting.origin.is_confirmed = false;
    let both = vec![statement("INFLUENCE", YEAR), statement("NOT_INFLUENCE", YEAR)];
    hold_each(
        &asks,
        &question(),
        &[
            ("confirmed", with(vec![statement("INFLUENCE", YEAR)]), Pass, &[]),
            (
                "of another year",
                with(vec![statement("INFLUENCE", 2024)]),
                Unknown,
                &["thiếu xác nhận: có phạm vi ảnh hưởng"],
            ),
            ("waiting", with(vec![waiting]), Unknown, &["chờ xác nhận: Đoàn kết (mẫu) (năm 2025)"]),
            ("denied", with(both), Fail, &["không được xác nhận: có phạm vi ảnh hưởng"]),
        ],
    );
}

#[test]
fn a_quota_is_not_known_for_one_alone_and_does_not_decide() {
    let asks = json!({"kind": "QUOTA", "share": "0.20", "of": {"kind": "CLUSTER_LEADERS"}});
    let expected = vec!["tỷ lệ 20% được xét trên cả danh sách".to_owned()];
    assert_eq!(answer(&asks, &Facts::default(), &question()), (Unknown, expected));
    let verdict = check(
        &question(),
        &Facts::default(),
        &[row("QUOTA", &asks), row("HOLD", &json!({"kind": "NO_HOLD"}))],
        &AwardNames::new(),
    );
    assert_eq!(verdict.outcome, Pass);
}

#[test]
fn alternatives_by_kleene() {
    let met = json!({"kind": "NO_HOLD"});
    let failed = json!({"kind": "CAMPAIGN_YEARS", "atLeast": 1});
    let open = json!({"kind": "TASK_RATING", "atLeast": "GOOD", "years": 1});
    let cases = [
        ("ANY_OF", [&met, &open], Pass),
        ("ANY_OF", [&failed, &open], Unknown),
        ("ANY_OF", [&failed, &failed], Fail),
        ("ALL_OF", [&met, &open], Unknown),
        ("ALL_OF", [&failed, &open], Fail),
        ("ALL_OF", [&met, &met], Pass),
    ];
    for (kind, conditions, outcome) in cases {
        let asks = json!({"kind": kind, "conditions": conditions});
        assert_eq!(answer(&asks, &Facts::default(), &question()).0, outcome, "{asks}");
    }
}
