//! One case after another for each condition on circumstances: holds, grounds, clusters, campaigns, statements.

use serde_json::json;

use super::Outcome::{Fail, Pass, Unknown};
use super::conditions::*;
use super::*;

#[test]
fn nobody_on_hold_article_4_4() {
    let asks = json!({"kind": "NO_HOLD"});
    let with = |hold| KnownFacts { holds: vec![hold], ..KnownFacts::default() };
    let inspection = |from, to, outcome| hold_fact(Hindrance::Inspection, from, to, outcome);
    let mut reported = inspection("2025-12-01", None, None);
    reported.origin.is_confirmed = false;
    hold_each(
        &asks,
        &question(),
        &[
            ("none", KnownFacts::default(), Pass, &[]),
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
        let holds = vec![hold_fact(Hindrance::Discipline, from, Some(to), Some(HoldOutcome::Disciplined))];
        KnownFacts { holds, ratings: ratings(&[2024, 2025], TaskLevel::Good), ..KnownFacts::default() }
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
                KnownFacts { complete: all, ..with(Some(CommendationKind::AdHoc)) },
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
        KnownFacts { clusters, ..KnownFacts::default() }
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
        fulfilled: Some("0.95".parse().unwrap()),
    };
    let asked = Question { campaign: Some(Uuid::from_u128(80)), ..question() };
    let asks = [
        (json!({"kind": "CAMPAIGN_YEARS", "atLeast": 5}), "chưa rõ thời gian thực hiện phong trào"),
        (json!({"kind": "PLEDGE_FULFILLED", "atLeast": "0.9"}), "chưa có số liệu thực hiện đăng ký thi đua"),
        (json!({"kind": "LAUNCHER_LEVEL", "oneOf": ["NATIONAL"]}), "chưa rõ cấp phát động"),
    ];
    let other = CampaignFact {
        launched_by: Some(LauncherLevel::Base),
        years: Some(4),
        fulfilled: Some("0.5".parse().unwrap()),
        ..campaign.clone()
    };
    let open = CampaignFact { launched_by: None, years: None, fulfilled: None, ..campaign.clone() };
    let with = |campaign| KnownFacts { campaign: Some(campaign), ..KnownFacts::default() };
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
fn chosen_in_the_review_of_the_very_campaign_article_74_1_a() {
    let asks = json!({"kind": "CHOSEN_IN_REVIEW"});
    let campaign = Some(Uuid::from_u128(80));
    let asked = Question { kind: CommendationKind::Campaign, campaign, ..question() };
    let with = |code: &str, campaign| {
        let statements = vec![StatementFact { campaign, ..statement(code, YEAR) }];
        KnownFacts { statements, ..KnownFacts::default() }
    };
    let missing = &["chưa có kết quả sơ kết, tổng kết phong trào"];
    hold_each(
        &asks,
        &asked,
        &[
            ("chosen", with("CHOSEN_IN_REVIEW", campaign), Pass, &[]),
            ("in another one", with("CHOSEN_IN_REVIEW", Some(Uuid::from_u128(81))), Unknown, missing),
            ("in none that is named", with("CHOSEN_IN_REVIEW", None), Unknown, missing),
            (
                "not chosen",
                with("NOT_CHOSEN_IN_REVIEW", campaign),
                Fail,
                &["không được lựa chọn khi sơ kết, tổng kết phong trào"],
            ),
        ],
    );
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
    let with = |statements| KnownFacts { statements, ..KnownFacts::default() };
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
    let asks = json!({"kind": "QUOTA", "share": "0.20", "of": {"kind": "CLUSTER_LEADERS", "organisedBy": ["PROVINCE"]}});
    let expected = vec!["tỷ lệ 20% được xét trên cả danh sách".to_owned()];
    assert_eq!(answer(&asks, &KnownFacts::default(), &question()), (Unknown, expected));
    let verdict = check(
        &question(),
        &meeting_standard(),
        &[row("QUOTA", &asks), row("OTHER", &standard())],
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
        assert_eq!(answer(&asks, &KnownFacts::default(), &question()).0, outcome, "{asks}");
    }
}
