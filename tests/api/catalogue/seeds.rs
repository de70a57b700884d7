use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;
use thidua::features::catalogue::rules::{AwardCode, Condition, faults, find_circle};

use crate::support::{Actor, TestApp};

/// All rows of a list.
async fn whole(actor: &Actor<'_>, path: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = actor.get(&format!("{path}limit=200{cursor}")).await.expect(200).json();
        rows.extend(page["items"].as_array().unwrap().clone());
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

fn text<'a>(row: &'a Value, member: &str) -> &'a str {
    row[member].as_str().unwrap()
}

#[actix_web::test]
async fn every_rule_of_the_release_says_what_the_language_can_say() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let (mut known, mut days) = (HashSet::new(), BTreeSet::from(["2026-11-28".to_owned()]));
    let rules = whole(&officer, "/award-rules?").await;
    assert!(rules.len() > 80);
    days.extend(rules.iter().map(|rule| text(rule, "startsOn").to_owned()));
    for day in &days {
        let of_day = whole(&officer, &format!("/award-types?asOf={day}&")).await;
        known.extend(of_day.iter().map(|award| AwardCode::new(text(award, "code"))));
    }
    let read = |rule: &Value| {
        let condition: Condition = serde_json::from_value(rule["condition"].clone()).unwrap();
        (AwardCode::new(text(rule, "awardCode")), condition)
    };
    for rule in &rules {
        let (award, condition) = read(rule);
        assert_eq!(faults(&condition, &award, &known), [], "{rule:#}");
        assert!(!text(rule, "clause").is_empty() && text(rule, "source") == "NATIONAL");
    }
    for day in &days {
        let holds = |rule: &&Value| {
            let end = rule["endsBefore"].as_str();
            text(rule, "startsOn") <= day.as_str() && end.is_none_or(|end| day.as_str() < end)
        };
        let of_day: Vec<_> = rules.iter().filter(holds).map(read).collect();
        let of_day: Vec<_> = of_day.iter().map(|(award, condition)| (award, condition)).collect();
        assert_eq!(find_circle(&of_day), None, "{day}");
    }
}

#[actix_web::test]
async fn what_was_not_read_of_the_amended_law_is_a_draft_beside_the_row_before() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let mut of_status: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for rule in whole(&officer, "/award-rules?award=CSTD_CO_SO&").await {
        if text(&rule, "code") == "CSTD_CO_SO_STANDARD" {
            let days = format!("{} {}", rule["startsOn"], rule["endsBefore"]).replace('"', "");
            of_status.entry(text(&rule, "status").to_owned()).or_default().push(days);
        }
    }
    assert_eq!(of_status["DRAFT"], ["2026-10-01 null"]);
    assert_eq!(of_status["IN_FORCE"], ["2017-10-01 2024-01-01", "2024-01-01 2026-10-01"]);
    let drafts = whole(&officer, "/award-rules?status=DRAFT&").await;
    assert_eq!(drafts.len(), 3);
    let decree = whole(&officer, "/award-rules?asOf=2027-02-28&status=IN_FORCE&award=CO_CHINH_PHU&").await;
    assert!(decree.iter().all(|rule| text(rule, "verifyAfter") == "2026-10-01"));
    assert_eq!(whole(&officer, "/award-rules?asOf=2027-03-01&award=CO_CHINH_PHU&").await.len(), 0);
}

/// Decree 152/2025/NĐ-CP, Articles 50 to 54.
#[actix_web::test]
async fn coefficients_differ_by_era_and_recipient() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let of_day = async |day: &str| {
        let rows = whole(&officer, &format!("/award-types?asOf={day}&")).await;
        let numbers = |award: &Value| {
            let all = ["individualCoefficient", "collectiveCoefficient", "householdCoefficient"];
            all.map(|member| award[member].as_str().unwrap_or("-").to_owned()).join(" ")
        };
        let by_code = rows.iter().map(|award| (text(award, "code").to_owned(), numbers(award)));
        by_code.collect::<BTreeMap<_, _>>()
    };
    let today = of_day("2026-11-28").await;
    for (code, expected) in [
        ("CSTD_TOAN_QUOC", "4.5 - -"),
        ("CO_CHINH_PHU", "- 12 -"),
        ("BANG_KHEN_TINH", "1.5 3 2.25"),
        ("BANG_KHEN_THU_TUONG", "3.5 7 5.25"),
        ("GIAY_KHEN", "0.3 0.6 0.45"),
        ("GIA_DINH_VAN_HOA", "- - -"),
        ("XA_PHUONG_TIEU_BIEU", "- 2 -"),
        ("HC_LAO_DONG_BA", "4.5 9 -"),
    ] {
        assert_eq!(today[code], expected, "{code}");
    }
    assert_eq!(of_day("2023-12-31").await["BANG_KHEN_TINH"], "1 - -");
}
