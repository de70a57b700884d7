//! The rules of each era as the law files have them, with cases of persons and units.

use serde_json::json;

use super::Outcome::{Fail, Pass, Unknown};
use super::*;

/// A dated row of an award.
fn of(award: &str, days: (&str, Option<&str>), asks: &Value) -> RuleRow {
    RuleRow {
        id: Uuid::from_u128(days.0.bytes().map(u128::from).sum()),
        award: AwardCode::new(award),
        starts_on: day(days.0),
        ends_before: days.1.map(day),
        ..row("STANDARD", asks)
    }
}

fn outcome(question: &Question, facts: &KnownFacts, rows: &[RuleRow]) -> Outcome {
    check(question, facts, rows, &AwardNames::new()).outcome
}

fn question_of(award: &str, year: i32, received_on: &str) -> Question {
    Question {
        award: AwardCode::new(award),
        is_title: true,
        year,
        received_on: day(received_on),
        ..question()
    }
}

fn one_initiative() -> Value {
    json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE", "RESEARCH", "COMBAT_MERIT"], "times": 1,
        "years": 1, "use": "ANY"})
}

/// The emulation fighter of the base level: law of 2003; Article 23 of the law of 2022; its amendment, not confirmed.
fn base_fighter() -> Vec<RuleRow> {
    let labour = json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN"]});
    let excellent = json!({"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 1});
    let all = |conditions: &[&Value]| json!({"kind": "ALL_OF", "conditions": conditions});
    let any = json!({"kind": "ANY_OF", "conditions": [excellent, one_initiative()]});
    let amended = of("CSTD_CO_SO", ("2026-10-01", None), &all(&[&excellent, &one_initiative()]));
    vec![
        of("CSTD_CO_SO", ("2017-10-01", Some("2024-01-01")), &all(&[&labour, &one_initiative()])),
        of("CSTD_CO_SO", ("2024-01-01", Some("2026-10-01")), &all(&[&labour, &any])),
        RuleRow { status: RuleStatus::Draft, ..amended },
    ]
}

fn labourer(year: i32, level: TaskLevel, initiatives: usize) -> KnownFacts {
    let complete = vec![complete(Record::Awards, year, false), complete(Record::Initiatives, year, false)];
    KnownFacts {
        awards: awards("LD_TIEN_TIEN", &[year]),
        ratings: ratings(&[year], level),
        initiatives: (0..initiatives).map(|_| initiative(1, year, &[])).collect(),
        complete,
        ..KnownFacts::default()
    }
}

#[test]
fn base_fighter_in_every_era() {
    use TaskLevel::{Excellent, Good};
    for (era, year, received_on, level, initiatives, expected) in [
        ("1: Decree 91/2017: no initiative, no title", 2022, "2023-01-10", Excellent, 0, Fail),
        ("1: with an initiative", 2022, "2023-01-10", Good, 1, Pass),
        ("1: last day", 2023, "2023-12-31", Excellent, 0, Fail),
        ("2: Article 23: by the excellent rating", 2023, "2024-01-01", Excellent, 0, Pass),
        ("2: Article 23: by the initiative", 2024, "2025-01-10", Good, 1, Pass),
        ("2: Article 23: by neither", 2024, "2025-01-10", Good, 0, Fail),
        ("3: since 2025-07-01 the same article", 2025, "2025-12-20", Excellent, 0, Pass),
        ("amendment: both agree", 2026, "2026-11-20", Excellent, 1, Pass),
        ("amendment: only by the old row", 2026, "2026-11-20", Excellent, 0, Unknown),
        ("amendment: by neither row", 2026, "2026-11-20", Good, 0, Fail),
        ("amendment: received the day before", 2026, "2026-09-30", Excellent, 0, Pass),
    ] {
        let question = question_of("CSTD_CO_SO", year, received_on);
        assert_eq!(
            outcome(&question, &labourer(year, level, initiatives), &base_fighter()),
            expected,
            "{era}"
        );
    }
    let mut without_title = labourer(2024, Excellent, 1);
    without_title.awards.clear();
    let question = question_of("CSTD_CO_SO", 2024, "2025-01-10");
    assert_eq!(
        outcome(&question, &without_title, &base_fighter()),
        Fail,
        "2: Article 23: LĐTT is the ground"
    );
}

/// Article 74.1 d in the reading of the Ministry: two branches, each with two initiatives that served nothing else.
fn provincial_certificate() -> RuleRow {
    let two = json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE", "RESEARCH"], "times": 2,
        "years": 2, "use": "UNUSED"});
    let branch = |first: Value| json!({"kind": "ALL_OF", "conditions": [first, two]});
    row(
        "STANDARD",
        &json!({"kind": "ANY_OF", "conditions": [
            {"kind": "CHOSEN_IN_REVIEW"},
            branch(json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 2, "endsIn": "SAME_YEAR"})),
            branch(json!({"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 2}))]}),
    )
}

fn known_until(year: i32) -> Vec<Complete> {
    vec![complete(Record::Awards, year, true), complete(Record::Initiatives, year, true)]
}

#[test]
fn provincial_certificate_by_article_74_1_d() {
    use TaskLevel::Excellent;
    let fighter = |uses: &[(&str, i32)]| KnownFacts {
        awards: awards("CSTD_CO_SO", &[2024, 2025]),
        initiatives: vec![initiative(1, 2024, uses), initiative(2, 2025, &[])],
        ratings: ratings(&[2024, 2025], TaskLevel::Good),
        complete: known_until(2025),
        ..KnownFacts::default()
    };
    let rule = [provincial_certificate()];
    assert_eq!(outcome(&question(), &fighter(&[]), &rule), Pass, "two titles and two further initiatives");
    let spent = fighter(&[("CSTD_CO_SO", 2024)]);
    assert_eq!(
        outcome(&question(), &spent, &rule),
        Fail,
        "one initiative gave the title: two more are needed"
    );
    let mut mixed = fighter(&[]);
    mixed.ratings = ratings(&[2024, 2025], Excellent);
    mixed.awards = awards("CSTD_CO_SO", &[2025]);
    assert_eq!(
        outcome(&question(), &mixed, &rule),
        Pass,
        "CSO-74: mixed years, the title was given for the rating"
    );
    mixed.ratings = ratings(&[2025], Excellent);
    assert_eq!(
        outcome(&question(), &mixed, &rule),
        Unknown,
        "CSO-74: the rating of the first year is missing"
    );
    mixed.initiatives.pop();
    assert_eq!(outcome(&question(), &mixed, &rule), Fail, "74.1 d: one initiative");
}

#[test]
fn certificate_of_the_prime_minister_by_article_73_1_b() {
    let asks = json!({"kind": "SINCE_AWARD", "award": "BANG_KHEN_TINH", "from": "ANY", "then": [
        {"kind": "TASK_RATING", "atLeast": "GOOD", "years": 5},
        {"kind": "TITLES_WITHIN", "award": "CSTD_CO_SO", "times": 3, "years": 5}]});
    let rule = [of("BANG_KHEN_THU_TUONG", ("2024-01-01", None), &asks)];
    let question = Question { award: AwardCode::new("BANG_KHEN_THU_TUONG"), ..question() };
    let years = [2021, 2022, 2023, 2024, 2025];
    let person = |certificate: i32, fighter: &[i32], rated: &[i32]| KnownFacts {
        awards: [awards("BANG_KHEN_TINH", &[certificate]), awards("CSTD_CO_SO", fighter)].concat(),
        ratings: ratings(rated, TaskLevel::Good),
        complete: known_until(2025),
        ..KnownFacts::default()
    };
    for (name, facts, expected) in [
        ("five years, three titles", person(2020, &[2021, 2023, 2025], &years), Pass),
        ("the year of the certificate does not count", person(2021, &[2021, 2023, 2025], &years), Fail),
        ("two titles", person(2020, &[2020, 2023, 2025], &years), Fail),
        ("a rating is missing", person(2020, &[2021, 2023, 2025], &[2021, 2022, 2023, 2025]), Unknown),
        ("earlier than five years before", person(2015, &[2021, 2023, 2025], &years), Pass),
        ("without the certificate", KnownFacts { awards: Vec::new(), ..person(2020, &[], &years) }, Fail),
        (
            "nobody knows of a certificate",
            KnownFacts {
                awards: awards("CSTD_CO_SO", &years),
                complete: Vec::new(),
                ..person(2020, &[], &years)
            },
            Unknown,
        ),
    ] {
        assert_eq!(outcome(&question, &facts, &rule), expected, "73.1 b: {name}");
    }
}

#[test]
fn years_are_counted_from_the_last_certificate_by_decree_152_2025_article_33_7() {
    let asks = json!({"kind": "SINCE_AWARD", "award": "BANG_KHEN_TINH", "from": "LAST", "then": [
        {"kind": "TASK_RATING", "atLeast": "GOOD", "years": 5}]});
    let rule = [of("BANG_KHEN_THU_TUONG", ("2025-07-01", None), &asks)];
    let question = Question { award: AwardCode::new("BANG_KHEN_THU_TUONG"), ..question() };
    let person = |certificates: &[i32]| KnownFacts {
        awards: awards("BANG_KHEN_TINH", certificates),
        ratings: ratings(&[2021, 2022, 2023, 2024, 2025], TaskLevel::Good),
        complete: known_until(2025),
        ..KnownFacts::default()
    };
    assert_eq!(outcome(&question, &person(&[2020]), &rule), Pass);
    assert_eq!(outcome(&question, &person(&[2020, 2023]), &rule), Fail, "two years since the last one");
    let mut recorded = person(&[2020, 2023]);
    recorded
        .awards
        .iter_mut()
        .filter(|award| award.year == 2023)
        .for_each(|award| award.origin.is_confirmed = false);
    assert_eq!(outcome(&question, &recorded, &rule), Unknown, "nobody confirmed the last one");
    let open = |certificate| KnownFacts { complete: Vec::new(), ..person(&[certificate]) };
    assert_eq!(outcome(&question, &open(2020), &rule), Unknown, "there may be a later one");
    assert_eq!(outcome(&question, &open(2022), &rule), Fail, "a later one makes it no better");
}

#[test]
fn certificate_of_the_prime_minister_in_era_1_by_decree_91_2017_article_38() {
    let initiatives = json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE"], "times": 5, "years": 5,
        "use": "ANY"});
    let asks = json!({"kind": "SINCE_AWARD", "award": "BANG_KHEN_TINH", "from": "ANY", "then": [
        {"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 5}, initiatives]});
    let rule = [of("BANG_KHEN_THU_TUONG", ("2017-10-01", Some("2024-01-01")), &asks)];
    let question =
        Question { award: AwardCode::new("BANG_KHEN_THU_TUONG"), ..question_of("", 2022, "2023-03-01") };
    let years = [2018, 2019, 2020, 2021, 2022];
    let facts = |count: usize| KnownFacts {
        awards: awards("BANG_KHEN_TINH", &[2017]),
        ratings: ratings(&years, TaskLevel::Excellent),
        initiatives: years
            .iter()
            .take(count)
            .zip(1..)
            .map(|(year, number)| initiative(number, *year, &[]))
            .collect(),
        complete: known_until(2022),
        ..KnownFacts::default()
    };
    assert_eq!(outcome(&question, &facts(5), &rule), Pass);
    assert_eq!(outcome(&question, &facts(4), &rule), Fail);
}

#[test]
fn excellent_labour_collective_by_article_27() {
    let asks = json!({"kind": "ALL_OF", "conditions": [
        {"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 1},
        {"kind": "EVERY_MEMBER_RATED", "atLeast": "COMPLETED"},
        {"kind": "SHARE_OF_MEMBERS_WITH_TITLE", "awards": ["LD_TIEN_TIEN"], "share": "0.7"},
        {"kind": "MEMBER_WITH_TITLE", "awards": ["CSTD_CO_SO"], "times": 1},
        {"kind": "CONFIRMED_STATEMENT", "statement": "UNITED", "text": "nội bộ đoàn kết"}]});
    let rule =
        RuleRow { recipient: RecipientKind::Collective, ..of("TTLD_XUAT_SAC", ("2024-01-01", None), &asks) };
    let rules = [rule];
    let question = of_unit(question_of("TTLD_XUAT_SAC", YEAR, "2026-01-15"));
    let member = |number: u128, titles: &[&str]| Member {
        person: Uuid::from_u128(number),
        name: format!("Người {number}"),
        awards: titles.iter().map(|code| award(code, YEAR)).collect(),
        ratings: ratings(&[YEAR], TaskLevel::Completed),
        complete: known_until(YEAR),
    };
    let unit = |labourers: u128, fighters: u128| KnownFacts {
        ratings: ratings(&[YEAR], TaskLevel::Excellent),
        statements: vec![statement("UNITED", YEAR)],
        figures: figures(10),
        members: (1..=10_u128)
            .map(|number| match number {
                number if number <= fighters => member(number, &["LD_TIEN_TIEN", "CSTD_CO_SO"]),
                number if number <= labourers => member(number, &["LD_TIEN_TIEN"]),
                number => member(number, &[]),
            })
            .collect(),
        ..KnownFacts::default()
    };
    assert_eq!(outcome(&question, &unit(7, 1), &rules), Pass, "27: 100 %, 70 %, one fighter");
    assert_eq!(outcome(&question, &unit(6, 1), &rules), Fail, "27 c: below 70 %");
    assert_eq!(outcome(&question, &unit(7, 0), &rules), Fail, "27 d: no fighter");
    let mut one_failed = unit(7, 1);
    one_failed.members[9].ratings[0].level = TaskLevel::NotCompleted;
    assert_eq!(outcome(&question, &one_failed, &rules), Fail, "27 c: not everybody completed");
    let mut unstated = unit(7, 1);
    unstated.statements.clear();
    assert_eq!(outcome(&question, &unstated, &rules), Unknown, "27 đ: nobody has confirmed it");
}

#[test]
fn flag_of_the_government_by_article_25() {
    let yearly = json!({"kind": "ALL_OF", "conditions": [
        {"kind": "CLUSTER_LEADER", "organisedBy": ["PROVINCE", "MINISTRY"]}, {"kind": "TITLE_SAME_YEAR", "awards": ["CO_TINH"]}]});
    let campaign = json!({"kind": "ALL_OF", "conditions": [{"kind": "LAUNCHER_LEVEL", "oneOf": ["NATIONAL"]},
        {"kind": "CAMPAIGN_YEARS", "atLeast": 5}, {"kind": "CHOSEN_IN_REVIEW"}]});
    let asks = json!({"kind": "ANY_OF", "conditions": [yearly, campaign]});
    let rules =
        [RuleRow { recipient: RecipientKind::Collective, ..of("CO_CHINH_PHU", ("2024-01-01", None), &asks) }];
    let (id, cluster) = (origin(70), "Khối 2 (mẫu)".to_owned());
    let organised_by = ClusterOrganiser::Province;
    let leader = ClusterFact { origin: id, cluster, organised_by, year: YEAR, is_leader: Some(true) };
    let facts =
        KnownFacts { clusters: vec![leader], awards: awards("CO_TINH", &[YEAR]), ..KnownFacts::default() };
    let question = of_unit(question_of("CO_CHINH_PHU", YEAR, "2026-01-15"));
    assert_eq!(outcome(&question, &facts, &rules), Pass, "25.1");
    let question =
        Question { kind: CommendationKind::Campaign, campaign: Some(Uuid::from_u128(80)), ..question };
    let chosen = StatementFact { campaign: question.campaign, ..statement("CHOSEN_IN_REVIEW", YEAR) };
    for (years, expected) in [(5, Pass), (4, Fail)] {
        let campaign = CampaignFact {
            origin: origin(80),
            title: "Phong trào (mẫu)".to_owned(),
            launched_by: Some(LauncherLevel::National),
            years: Some(years),
            fulfilled: None,
        };
        let not_leading = ClusterFact { is_leader: Some(false), ..facts.clusters[0].clone() };
        let facts = KnownFacts {
            campaign: Some(campaign),
            clusters: vec![not_leading],
            statements: vec![chosen.clone()],
            ..KnownFacts::default()
        };
        assert_eq!(outcome(&question, &facts, &rules), expected, "25.3: {years} years");
    }
}
