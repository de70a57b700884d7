//! Lists as of a day: what was approved, accepted and awarded by then.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use crate::campaigns::{column, launched};
use crate::support::{Actor, TestApp, sample_id};

async fn items(actor: &Actor<'_>, path: &str) -> Vec<Value> {
    actor.get(path).await.expect(200).json()["items"].as_array().unwrap().clone()
}

/// The entries of a whole list.
async fn lines(actor: &Actor<'_>, path: &str) -> Vec<Value> {
    let call = actor.call(Method::GET, path).header("Accept", "application/x-ndjson");
    let lines = call.send().await.expect(200).raw();
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line.get("id").is_some()).collect()
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

/// The number of the last of some versions by the end of a day.
fn last_by<'a>(versions: &'a [Value], instant: &str, day: &str) -> Option<&'a Value> {
    let by_then = versions.iter().filter(|own| &own[instant].as_str().unwrap()[..10] <= day);
    by_then.max_by_key(|own| own["number"].as_i64())
}

#[actix_web::test]
async fn pledges_of_a_day_are_those_that_were_approved_by_then() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let list = format!("{}/pledges?limit=200", launched());
    let all = items(&office, &list).await;
    let mut revised = 0;
    for day in ["2023-02-01", "2023-02-24", "2023-03-31", "2023-07-15", "2026-11-23"] {
        let then = items(&office, &format!("{list}&asOf={day}&withItems=true")).await;
        for pledge in &all {
            let revisions = items(&office, &format!("/pledges/{}/revisions?limit=200", id(pledge))).await;
            let expected = last_by(&revisions, "approvedAt", day);
            let shown = then.iter().find(|own| id(own) == id(pledge));
            assert_eq!(
                shown.map(|own| (&own["revision"], &own["itemCount"], own["status"].as_str().unwrap())),
                expected.map(|own| (&own["number"], &own["itemCount"], "APPROVED")),
                "{day} {}",
                id(pledge)
            );
            let Some((shown, expected)) = shown.zip(expected) else { continue };
            let path = format!("/pledges/{}/revisions/{}", id(pledge), expected["number"]);
            let revision = office.get(&path).await.expect(200).json();
            assert_eq!(column(&shown["items"], "text"), column(&revision["items"], "text"), "{day}");
            revised += usize::from(expected["number"] != pledge["revision"]);
        }
    }
    assert!(revised > 0, "the sample has a pledge that was revised after one of the days");
}

#[actix_web::test]
async fn reports_of_a_day_are_those_that_were_accepted_by_then() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let list = format!("/reporting-periods/{}/reports?limit=200", sample_id(0x2002));
    let all = items(&office, &list).await;
    let mut shown_at_all = 0;
    for day in ["2023-01-01", "2023-03-20", "2023-04-30", "2026-11-23"] {
        let then = items(&office, &format!("{list}&asOf={day}&withEntries=true")).await;
        for report in &all {
            let versions =
                items(&office, &format!("/progress-reports/{}/versions?limit=200", id(report))).await;
            let expected = last_by(&versions, "acceptedAt", day);
            let shown = then.iter().find(|own| id(own) == id(report));
            assert_eq!(
                shown.map(|own| (&own["acceptedNumber"], own["status"].as_str().unwrap())),
                expected.map(|own| (&own["number"], "ACCEPTED")),
                "{day}"
            );
            shown_at_all += usize::from(shown.is_some());
        }
    }
    assert!(shown_at_all > 0 && shown_at_all < 4 * all.len(), "{shown_at_all} of {}", all.len());
}

#[actix_web::test]
async fn awards_of_a_day_were_decided_by_then_and_not_revoked() {
    let app = TestApp::start().await;
    let auditor = app.auditor().await;
    let mut all = lines(&auditor, "/awards").await;
    all.extend(lines(&auditor, "/awards?isVoided=true").await);
    let revoked = all.iter().filter_map(|award| Some((id(award), award["revokedOn"].as_str()?)));
    let revoked: Vec<(&str, &str)> = revoked.collect();
    assert!(!revoked.is_empty());
    for day in ["2023-01-01", "2024-05-06", "2024-05-07", "2026-11-23"] {
        let then = lines(&auditor, &format!("/awards?asOf={day}")).await;
        let expected = all.iter().filter(|award| {
            let held = award["isVoided"] == false || award["revokedOn"].as_str().is_some_and(|on| on > day);
            award["decidedOn"].as_str().unwrap() <= day && held
        });
        let expected: BTreeSet<&str> = expected.map(id).collect();
        assert_eq!(then.iter().map(id).collect::<BTreeSet<_>>(), expected, "{day}");
    }
}
