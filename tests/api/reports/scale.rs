//! Reading and accepting cost the same, however much was reported: two services, one with 10 units and 2 periods, one with
//! 1,000 units and 24 periods, asked in turns. Figures are ratios of one run.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::campaigns::ready;
use crate::support::cluster::run;
use crate::support::{Actor, TestApp, units, users};

/// How often each question is asked.
const ROUNDS: usize = 30;
/// So many small services accept, because each has few reports.
const SMALL_PLACES: usize = 4;
/// So many items has every pledge.
const ITEMS: usize = 30;

/// A service with one campaign in which everything but the last period is reported and accepted.
struct Setting {
    app: TestApp,
    campaign: String,
    reports: Vec<String>,
}

async fn place(units: usize, periods: usize) -> Setting {
    let app = TestApp::start().await;
    let (path, version) = ready(&app.as_user("office").await).await;
    let campaign = path.rsplit('/').next().unwrap().to_owned();
    let scope = json!({"participants": [{"unitId": units::OFFICE, "withSubtree": false}]});
    app.as_user("office").await.patch(&path, version, scope).await.expect(200);
    let leader = app.as_user("leader").await;
    leader.transition(&path, version + 1, json!({"action": "LAUNCH"})).await.expect(200);
    let mut connection = app.plan.connector.connect().await.unwrap();
    let patient = "SET statement_timeout = 0".to_owned();
    for sql in [patient]
        .into_iter()
        .chain(seed(&campaign, units, periods))
        .chain(sums(&campaign, units, periods))
        .chain(["ANALYZE".to_owned()])
    {
        run(&mut connection, &sql).await;
    }
    let waiting = 1..units.min(SMALL_PLACES * 10);
    let reports = waiting.map(|number| format!("/progress-reports/{}", report(number))).collect();
    Setting { app, campaign: path, reports }
}

/// The id of the report of a unit for the last period.
fn report(number: usize) -> String {
    format!("00000000-0000-7000-8006-{number:012}")
}

/// Units beside the first, pledges in force, open periods, accepted reports, their states and their sums.
fn seed(campaign: &str, units: usize, periods: usize) -> Vec<String> {
    let id = |kind: u8, text: &str| {
        format!("('00000000-0000-7000-800{kind}-' || lpad(({text})::text, 12, '0'))::uuid")
    };
    let (unit_id, pledge_id) = (id(1, "n"), id(2, "n"));
    let (item_id, period_id) = (id(3, &format!("n * {ITEMS} + i")), id(4, "p"));
    let content = format!("(SELECT id FROM campaign_contents WHERE campaign_id = '{campaign}')");
    let officer = format!("'{}'::uuid", users::OFFICER);
    let numbers = format!("generate_series(1, {}) AS n", units - 1);
    let through = "(DATE '2026-03-01' + p * 10 - 1)";
    let content_json = "'{\"items\": [], \"aims\": [], \"initiatives\": []}'";
    let entries = format!(
        "(SELECT jsonb_build_object('entries', jsonb_agg(jsonb_build_object('itemId', {item_id}, 'value', '1',
            'rating', NULL, 'notApplicable', false, 'note', NULL, 'evidence', '[]'::jsonb)))
          FROM generate_series(1, {ITEMS}) AS i)"
    );
    vec![
        format!("INSERT INTO units (id, code, opened_on, version, created_at, updated_at)
            SELECT {unit_id}, 'Q' || n, '2020-01-01', 1, now(), now() FROM {numbers}"),
        format!("INSERT INTO unit_versions (id, unit_id, starts_on, name, name_folded, search_text, kind, parent_id)
            SELECT {unit_id}, {unit_id}, '2020-01-01', 'Q', 'q', 'q', 'DIVISION', '{}' FROM {numbers}", units::DEPARTMENT),
        format!("INSERT INTO campaign_participants (campaign_id, unit_id, joined_on, owes_pledge)
            SELECT '{campaign}', {unit_id}, '2026-03-01', false FROM {numbers}"),
        format!("INSERT INTO pledges (id, campaign_id, unit_id, status, content, revision, submitted_on, is_late,
                submitted_by, created_by, version, created_at, updated_at)
            SELECT {pledge_id}, '{campaign}', {unit_id}, 'APPROVED', {content_json}, 1, '2026-03-01', false, {officer},
                {officer}, 1, now(), now() FROM {numbers}"),
        format!("INSERT INTO pledge_items (id, pledge_id, campaign_id, unit_id, content_id, code, place, body, weight,
                measured_by, unit_of_measure, baseline, target, direction, aggregation, evidence_required)
            SELECT {item_id}, {pledge_id}, '{campaign}', {unit_id}, {content}, i, i, 'Việc', 1, 'Số', 'cuộc', 0, 100,
                'UP', 'SUM', false FROM {numbers}, generate_series(1, {ITEMS}) AS i"),
        format!("INSERT INTO reporting_periods (id, campaign_id, code, name, kind, status, data_from, data_to, opens_on,
                due_on, opened_at, created_by, version, created_at, updated_at)
            SELECT {period_id}, '{campaign}', 'P' || p, 'Kỳ', 'OTHER', 'OPEN', {through} - 9, {through}, {through} + 1,
                DATE '2026-11-27', now(), {officer}, 1, now(), now() FROM generate_series(1, {periods}) AS p"),
        format!("INSERT INTO expected_reporters (period_id, unit_id, standing, is_owed)
            SELECT {period_id}, participant.unit_id, 'EXPECTED', participant.unit_id = '{}' FROM generate_series(1, {periods}) AS p,
                campaign_participants AS participant WHERE campaign_id = '{campaign}'", units::OFFICE),
        format!("INSERT INTO report_counts SELECT {period_id}, {units}, {units} - 1, {units} - 1,
                CASE WHEN p < {periods} THEN {units} - 1 ELSE 0 END FROM generate_series(1, {periods}) AS p"),
        format!("INSERT INTO progress_reports (id, period_id, campaign_id, unit_id, pledge_id, status, content, remarks,
                accepted_number, submitted_on, is_late, submitted_by, created_by, version, created_at, updated_at)
            SELECT CASE WHEN p = {periods} THEN {} ELSE gen_random_uuid() END, {period_id}, '{campaign}', {unit_id},
                {pledge_id}, CASE WHEN p = {periods} THEN 'SUBMITTED' ELSE 'ACCEPTED' END, {entries}, '{{}}',
                CASE WHEN p = {periods} THEN 0 ELSE 1 END, '2026-11-20', false, {officer}, {officer}, 1, now(), now()
            FROM {numbers}, generate_series(1, {periods}) AS p", id(6, "n")),
        format!("INSERT INTO item_progress (item_id, through_on, campaign_id, unit_id, value, total, value_count, raw, progress)
            SELECT {item_id}, {through}, '{campaign}', {unit_id}, 1, p, p, p, p / 100.0 FROM {numbers},
                generate_series(1, {ITEMS}) AS i, generate_series(1, {periods} - 1) AS p"),
        format!("INSERT INTO unit_progress (campaign_id, unit_id, through_on, by_content, weighted, weight, item_count,
                known_count, progress)
            SELECT '{campaign}', {unit_id}, CASE p WHEN 0 THEN DATE '0001-01-01' ELSE {through} END,
                jsonb_build_object({content}, jsonb_build_array((p * {ITEMS} / 100.0)::text, '{ITEMS}')),
                p * {ITEMS} / 100.0, {ITEMS}, {ITEMS}, CASE p WHEN 0 THEN 0 ELSE {ITEMS} END, p / 100.0
            FROM {numbers}, generate_series(0, {periods} - 1) AS p"),
    ]
}

/// The sums of all units, as steps.
fn sums(campaign: &str, units: usize, periods: usize) -> Vec<String> {
    let content = format!("(SELECT id FROM campaign_contents WHERE campaign_id = '{campaign}')");
    let through = "(DATE '2026-03-01' + p * 10 - 1)";
    vec![
        format!("INSERT INTO content_progress_steps SELECT '{campaign}', {content}, CASE p WHEN 0 THEN DATE '0001-01-01'
                ELSE {through} END, CASE p WHEN 0 THEN 0 ELSE ({units} - 1) * {ITEMS} / 100.0 END,
                CASE p WHEN 0 THEN ({units} - 1) * {ITEMS} ELSE 0 END FROM generate_series(0, {periods} - 1) AS p"),
        format!("INSERT INTO campaign_progress_steps SELECT '{campaign}', CASE p WHEN 0 THEN DATE '0001-01-01'
                ELSE {through} END, CASE p WHEN 0 THEN 0 ELSE ({units} - 1) / 100.0 END,
                CASE p WHEN 0 THEN {units} - 1 ELSE 0 END, 0, CASE p WHEN 0 THEN ({units} - 1) * {ITEMS} ELSE 0 END,
                CASE p WHEN 1 THEN ({units} - 1) * {ITEMS} ELSE 0 END FROM generate_series(0, {periods} - 1) AS p"),
    ]
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

/// How much longer the large place takes, both asked in turns.
async fn ratio(small: &Actor<'_>, large: &Actor<'_>, paths: [&str; 2]) -> f64 {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (actor, path, times) in [(small, paths[0], &mut first), (large, paths[1], &mut second)] {
            let begun = Instant::now();
            actor.get(path).await.expect(200);
            times.push(begun.elapsed());
        }
    }
    median(second) / median(first)
}

#[expect(clippy::print_stderr, reason = "the ratios are what one runs this for")]
#[actix_web::test]
#[ignore = "slow: fills 720,000 entries; run by script/test --full"]
async fn reading_and_accepting_cost_the_same_at_any_size() {
    let (small, large) = (place(10, 2).await, place(1_000, 24).await);
    let (office, other) = (small.app.as_user("office").await, large.app.as_user("office").await);
    for what in ["progress", "reporting-rates"] {
        let (one, two) = (format!("{}/{what}", small.campaign), format!("{}/{what}", large.campaign));
        let found = ratio(&office, &other, [&one, &two]).await;
        eprintln!("{what}: {found:.2}");
        assert!(found < 2.0, "{what} takes {found:.2} times as long");
    }
    // Of a unit, and of a standing office. A department that acts for all its units names a hundred times as many of them.
    for who in ["unit-snv-vp", "office", "unit-snv"] {
        let (one, two) = (small.app.as_user(who).await, large.app.as_user(who).await);
        let path = "/me/obligations?dueBefore=2026-12-01";
        let found = ratio(&one, &two, [path, path]).await;
        eprintln!("obligations of {who}: {found:.2}");
        assert!(found < 2.0, "obligations of {who} take {found:.2} times as long");
    }
    let found = Box::pin(accepting(small, &large)).await;
    eprintln!("accepting: {found:.2}");
    assert!(found < 1.2, "accepting takes {found:.2} times as long");
}

/// How much longer the large place takes to accept, in turns with several small ones. The first report of each place is
/// accepted beforehand: what a service does once is no question of size.
async fn accepting(small: Setting, large: &Setting) -> f64 {
    let mut places = vec![small];
    for _ in 1..SMALL_PLACES {
        places.push(place(10, 2).await);
    }
    let office = large.app.as_user("office").await;
    let mut theirs = large.reports.iter();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for place in &places {
        let own = place.app.as_user("office").await;
        for (number, (one, two)) in place.reports.iter().zip(theirs.by_ref()).enumerate() {
            for (actor, path, times) in [(&own, one, &mut first), (&office, two, &mut second)] {
                let begun = Instant::now();
                actor.step(path, "ACCEPT").await.expect(200);
                if number > 0 {
                    times.push(begun.elapsed());
                }
            }
        }
    }
    median(second) / median(first)
}
