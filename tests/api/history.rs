//! Events and audit records: written with the change, numbered and sealed after it.

use serde_json::{Value, json};
use thidua::features::audit::store::list_chain_after;

use crate::pledges::OFFICER;
use crate::reports::desk;
use crate::support::{Actor, TestApp, units, users};

fn items(page: &Value) -> Vec<Value> {
    page["items"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_change_leaves_one_record_and_one_event() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/units/{}", units::OFFICE);
    let before = app.last_event().await;
    admin.patch(&path, 1, json!({"name": "Văn phòng Sở Nội vụ"})).await.expect(200);
    app.run_sequencer().await;
    let records = app.auditor().await.get("/audit-records?action=UNIT_CHANGED").await.expect(200).json();
    let record = &items(&records)[0];
    insta::assert_snapshot!(format!("{:#}\n{:#}", record["before"], record["after"]), @r#"
    {
      "code": "SNV-VP",
      "kind": "DIVISION",
      "name": "Văn phòng Sở",
      "endsOn": null,
      "closedOn": null,
      "openedOn": "2004-01-01",
      "parentId": "01980000-0000-7000-8000-000000000101",
      "startsOn": "2004-01-01",
      "agencyCode": null,
      "legacyAgencyCode": null
    }
    {
      "code": "SNV-VP",
      "kind": "DIVISION",
      "name": "Văn phòng Sở Nội vụ",
      "endsOn": null,
      "closedOn": null,
      "openedOn": "2004-01-01",
      "parentId": "01980000-0000-7000-8000-000000000101",
      "startsOn": "2026-11-23",
      "agencyCode": null,
      "legacyAgencyCode": null
    }
    "#);
    assert_eq!(record["actorUsername"], "admin");
    let event = items(&admin.get(&format!("/events?after={before}")).await.json())[0].clone();
    assert_eq!(
        (event["type"].clone(), event["data"]["subjectVersion"].clone()),
        (json!("vn.thidua.unit.changed.v1"), json!(2))
    );
    assert_eq!(event["data"]["subjectId"], record["subjectId"]);
    assert_eq!(event["data"]["unit"]["code"], "SNV-VP");
}

#[actix_web::test]
async fn a_record_carries_the_request_of_its_answer() {
    let app = TestApp::start().await;
    let body = json!({"code": "R1", "name": "X", "kind": "OTHER", "openedOn": "2026-01-01"});
    let created = app.admin().await.post("/units", body).await.expect(201);
    app.run_sequencer().await;
    let path = format!("/audit-records?subjectId={}", created.text("/id"));
    let records = app.auditor().await.get(&path).await.json();
    assert_eq!(items(&records)[0]["requestId"], created.header("x-request-id").unwrap());
}

#[actix_web::test]
async fn what_is_not_committed_has_no_number() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!({"code": "SNV", "name": "X", "kind": "OTHER", "openedOn": "2026-01-01"});
    let before = app.last_event().await;
    admin.post("/units", body).await.expect_problem(409, "unit_code_taken");
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before);
}

/// The positions of all events that a reader is told of, read in pages of so many.
async fn positions(reader: &Actor<'_>, limit: usize) -> Vec<i64> {
    let (mut after, mut positions) = (0, Vec::new());
    loop {
        let page = reader.get(&format!("/events?after={after}&limit={limit}")).await.expect(200).json();
        positions.extend(
            items(&page).iter().map(|event| event["sequence"].as_str().unwrap().parse::<i64>().unwrap()),
        );
        match page["nextCursor"].as_i64() {
            Some(next) => after = next,
            None => return positions,
        }
    }
}

#[actix_web::test]
async fn the_feed_is_read_in_pages_without_a_gap() {
    let app = TestApp::start().await;
    let auditor = app.auditor().await;
    let (by_five, by_many) = (positions(&auditor, 5).await, positions(&auditor, 200).await);
    assert_eq!(by_five, by_many);
    assert!(by_five.is_sorted_by(|one, next| one < next) && by_five.len() > 200);
    let told = app.as_user("office").await;
    assert_eq!(positions(&told, 7).await, positions(&told, 200).await);
}

#[actix_web::test]
async fn several_sequencers_at_once_number_everything_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let before = app.last_event().await;
    for n in 0..20 {
        let body = json!({"code": format!("S{n}"), "name": "X", "kind": "OTHER", "openedOn": "2026-01-01"});
        admin.post("/units", body).await.expect(201);
    }
    let rounds = (0..4).map(|_| app.run_sequencer());
    futures_util::future::join_all(rounds).await;
    let page = admin.get(&format!("/events?after={before}&limit=200")).await.json();
    let positions: Vec<i64> = items(&page)
        .iter()
        .map(|event| event["sequence"].as_str().unwrap().parse::<i64>().unwrap())
        .collect();
    assert_eq!(positions, (before + 1..=before + 20).collect::<Vec<i64>>());
}

async fn chain_holds(app: &TestApp) -> bool {
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_chain(&connection).await.is_ok()
}

#[actix_web::test]
async fn the_chain_shows_every_forgery() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    assert!(chain_holds(&app).await);
    let connection = app.plan.connector.connect().await.unwrap();
    let head = list_chain_after(&connection, 0, 1000).await.unwrap().len();
    for forgery in [
        "UPDATE audit_records SET after = '{}' WHERE position = 3",
        "UPDATE audit_records SET actor_id = NULL WHERE position = 4",
        "UPDATE audit_records SET occurred_at = occurred_at + interval '1 microsecond' WHERE position = 5",
        "UPDATE audit_records SET hash = previous_hash WHERE position = 6",
        "DELETE FROM audit_records WHERE position = 7",
        "DELETE FROM audit_records WHERE position > 30",
    ] {
        let app = TestApp::start().await;
        app.sql("ALTER TABLE audit_records DISABLE TRIGGER USER").await;
        app.sql(forgery).await;
        assert!(!chain_holds(&app).await, "{forgery}");
    }
    assert!(head > 14);
}

#[actix_web::test]
async fn a_record_is_never_changed_or_removed() {
    let app = TestApp::start().await;
    let mut connection = app.plan.connector.connect().await.unwrap();
    for forbidden in [
        "UPDATE audit_records SET after = '{}'",
        "INSERT INTO audit_records (id, position, occurred_at, action, subject_type, subject_id, previous_hash, hash)
            SELECT gen_random_uuid(), 9999, occurred_at, action, subject_type, subject_id, hash, hash FROM audit_records LIMIT 1",
        "UPDATE audit_records SET position = position + 1000",
        "DELETE FROM audit_records",
        "TRUNCATE audit_records",
    ] {
        let outcome = diesel_async::RunQueryDsl::execute(diesel::sql_query(forbidden), &mut connection).await;
        assert!(outcome.unwrap_err().to_string().contains("append-only"), "{forbidden}");
    }
}

#[actix_web::test]
async fn an_auditor_reads_the_records_of_the_own_subtree() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for unit in [units::OFFICE, units::WARD] {
        admin.patch(&format!("/units/{unit}"), 1, json!({"name": "X"})).await.expect(200);
    }
    app.run_sequencer().await;
    let changed = async || {
        let path = "/audit-records?action=UNIT_CHANGED&occurredAtFrom=2026-11-23T00:00:00Z";
        items(&app.auditor().await.get(path).await.expect(200).json()).len()
    };
    assert_eq!(changed().await, 2);
    app.sql("UPDATE role_assignments SET unit_id = (SELECT id FROM units WHERE code = 'SNV') WHERE role = 'AUDITOR'").await;
    assert_eq!(changed().await, 1);
    // A unit that is closed takes its records along.
    let close = json!({"action": "CLOSE", "effectiveOn": "2026-11-01"});
    admin
        .transition(&format!("/units/{}", units::OFFICE), 2, close)
        .await
        .expect_problem(409, "unit_has_later_versions");
    let close = json!({"action": "CLOSE", "effectiveOn": "2026-11-24"});
    admin.step_with(&format!("/units/{}", units::OFFICE), close).await.expect(200);
    app.advance(chrono::TimeDelta::days(2));
    app.run_sequencer().await;
    assert_eq!(changed().await, 1);
}

#[actix_web::test]
async fn records_are_filtered_and_paged() {
    let app = TestApp::start().await;
    let auditor = app.auditor().await;
    let all = auditor.get("/audit-records?action=UNIT_CREATED&limit=200").await.expect(200).json();
    let first = auditor.get("/audit-records?action=UNIT_CREATED&limit=10").await.json();
    let cursor = first["nextCursor"].as_str().unwrap();
    let rest = auditor
        .get(&format!("/audit-records?action=UNIT_CREATED&limit=200&cursor={cursor}"))
        .await
        .expect(200)
        .json();
    let joined: Vec<_> = items(&first).into_iter().chain(items(&rest)).collect();
    assert_eq!(joined, items(&all));
    let of_unit = auditor.get(&format!("/audit-records?subjectId={}", units::OFFICE)).await.json();
    assert_eq!(items(&of_unit).len(), 1);
    let none = auditor.get("/audit-records?occurredAtFrom=2226-01-01T00:00:00%2B07:00").await.json();
    assert!(items(&none).is_empty());
    let by_actor =
        auditor.get(&format!("/audit-records?actorId={}&action=UNIT_CREATED", users::ADMIN)).await.json();
    assert_eq!(items(&by_actor).len(), 25);
}

/// The kinds of the events after a position that a caller is told of.
async fn told_of(reader: &Actor<'_>, after: i64) -> Vec<String> {
    let page = reader.get(&format!("/events?after={after}&limit=200")).await.expect(200).json();
    items(&page).iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_feed_tells_nobody_of_what_they_may_not_read() {
    let app = TestApp::start().await;
    let before = app.last_event().await;
    let desk = desk(&app).await;
    let report = desk.submitted(&app, &desk.period, desk.entries("10", "COMPLETED")).await;
    let returned = json!({"action": "RETURN", "reason": "Thiếu minh chứng"});
    app.as_user("office").await.step_with(&report, returned).await.expect(200);
    app.run_sequencer().await;
    let types = |names: &[&str]| names.iter().map(|name| format!("vn.thidua.{name}.v1")).collect::<Vec<_>>();
    let inside = types(&[
        "pledge.created",
        "pledge.submitted",
        "progress_report.created",
        "progress_report.submitted",
        "progress_report.returned",
    ]);
    let drafts = types(&["campaign.created", "campaign.changed"]);
    let public = types(&["campaign.launched", "pledge.approved", "reporting_period.opened"]);
    for (username, sees_inside, sees_drafts) in [
        ("office", true, true),
        ("auditor", true, true),
        (OFFICER, true, false),
        ("unit-snv-tts", false, false),
    ] {
        let told = told_of(&app.as_user(username).await, before).await;
        let is_told = |kind: &&String| told.contains(*kind);
        assert_eq!(
            inside.iter().filter(|kind| is_told(kind)).count(),
            if sees_inside { 5 } else { 0 },
            "{username}"
        );
        assert_eq!(is_told(&&drafts[0]), sees_drafts, "{username}: {told:?}");
        assert!(public.iter().all(|kind| is_told(&kind)), "{username}: {told:?}");
    }
    // To people outside, the version of an approved pledge is that of what they read.
    let outside = app.as_user("unit-snv-tts").await;
    let page = outside.get(&format!("/events?after={before}&limit=200")).await.json();
    let approved =
        items(&page).into_iter().find(|event| event["type"] == "vn.thidua.pledge.approved.v1").unwrap();
    let read = outside.get(&desk.pledge).await.expect(200);
    let data = &approved["data"];
    assert_eq!(data["subjectVersion"], read.version());
    assert_eq!([&data["statusBefore"], &data["statusAfter"]], [&Value::Null; 2]);
}

#[actix_web::test]
async fn a_reader_who_sees_nothing_gets_on_all_the_same() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let before = app.last_event().await;
    let draft = json!({"launchingUnitId": units::DEPARTMENT, "title": "Dự thảo"});
    app.as_user("office").await.post("/campaigns", draft).await.expect(201);
    // Six thousand events that nobody but readers of drafts sees.
    app.sql(&format!(
        "INSERT INTO events (id, position, event_type, subject_type, subject_id, subject_version, occurred_at)
        SELECT gen_random_uuid(), {before} + n, 'CAMPAIGN_CHANGED', 'CAMPAIGN', (SELECT max(id::text)::uuid FROM campaigns
            WHERE status = 'DRAFT'), 1, now() FROM generate_series(1, 6000) AS n"
    ))
    .await;
    app.sql(&format!("UPDATE sequencer_state SET last_event_position = {before} + 6000")).await;
    let outside = app.as_user("unit-snv-tts").await;
    let page = outside.get(&format!("/events?after={before}")).await.expect(200).json();
    assert_eq!((&page["items"], &page["nextCursor"]), (&json!([]), &json!(before + 5_000)));
    let page = outside.get(&format!("/events?after={}", before + 5_000)).await.expect(200).json();
    assert_eq!((&page["items"], &page["nextCursor"]), (&json!([]), &json!(null)));
    // Nothing is looked at twice.
    assert_eq!(page["lookedThrough"], before + 6_000);
    assert_eq!(told_of(&app.as_user("office").await, before).await.len(), 200);
}

#[actix_web::test]
async fn long_records_come_in_short_pages_and_are_sealed_some_at_a_time() {
    let app = TestApp::start().await;
    app.run_sequencer().await;
    let before = app.last_event().await;
    // Six records of two megabytes each that no packing makes shorter.
    app.sql(
        "INSERT INTO audit_records (id, occurred_at, action, subject_type, subject_id, after)
        SELECT gen_random_uuid(), now(), 'CAMPAIGN_CHANGED', 'CAMPAIGN', gen_random_uuid(), jsonb_build_object('text', (
            SELECT string_agg(sha256((n || ' ' || m)::text::bytea)::text, '') FROM generate_series(1, 32000) AS m))
        FROM generate_series(1, 6) AS n",
    )
    .await;
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before);
    let auditor = app.auditor().await;
    let (mut cursor, mut seen) = (String::new(), 0);
    loop {
        let page = auditor
            .get(&format!("/audit-records?action=CAMPAIGN_CHANGED&limit=200{cursor}"))
            .await
            .expect(200)
            .json();
        let long = items(&page).iter().filter(|record| record["after"]["text"].is_string()).count();
        assert!(long <= 1, "{long} long records in one page");
        seen += long;
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, 6);
    let connection = app.plan.connector.connect().await.unwrap();
    thidua::server::cli::check_chain(&connection).await.unwrap();
}
