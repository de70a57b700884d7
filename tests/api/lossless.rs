//! The feed under eight writers at once: their transactions overlap, some are rolled back, some are killed before they commit, and
//! sequencers die in the middle of their rounds while another one goes on.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use diesel::QueryableByName;
use diesel::sql_types::{Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::{join, join_all};
use serde_json::Value;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::support::{Actor, TestApp};

const EVENTS_OF_EACH: i32 = 30;

#[derive(QueryableByName)]
struct Backend {
    #[diesel(sql_type = Integer)]
    pid: i32,
}

#[derive(QueryableByName)]
struct Unit {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

async fn run(connection: &mut AsyncPgConnection, sql: &str) {
    diesel::sql_query(sql).execute(connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Writes events of one unit, each in a transaction of its own: the versions that were committed, in their order.
async fn write(app: &TestApp, unit: Uuid, writer: i32) -> Vec<i64> {
    let mut connection = app.plan.connector.connect().await.unwrap();
    let mut committed = Vec::new();
    for version in 1..=EVENTS_OF_EACH {
        run(&mut connection, "BEGIN").await;
        let insert = format!(
            "INSERT INTO events (id, event_type, subject_type, subject_id, subject_version, occurred_at, unit_id)
            VALUES (gen_random_uuid(), 'UNIT_CHANGED', 'UNIT', '{unit}', {version}, now(), '{unit}')"
        );
        run(&mut connection, &insert).await;
        // Later numbers of `written` are committed before this one.
        sleep(Duration::from_millis(u64::from((version * 7 + writer * 5).unsigned_abs() % 12))).await;
        match (version + writer) % 7 {
            0 => run(&mut connection, "ROLLBACK").await,
            3 => connection = killed(app, connection).await,
            _ => {
                run(&mut connection, "COMMIT").await;
                committed.push(i64::from(version));
            }
        }
    }
    committed
}

/// Ends a connection from outside, in the middle of its transaction: the next one.
async fn killed(app: &TestApp, mut connection: AsyncPgConnection) -> AsyncPgConnection {
    let own: Backend =
        diesel::sql_query("SELECT pg_backend_pid() AS pid").get_result(&mut connection).await.unwrap();
    let mut next = app.plan.connector.connect().await.unwrap();
    run(&mut next, &format!("SELECT pg_terminate_backend({})", own.pid)).await;
    next
}

/// Numbers what is committed, by two servers in turn: every other round is given up half-way.
async fn number(app: &TestApp, other: &TestApp, is_over: &Cell<bool>) {
    let mut round = 0_u64;
    while !is_over.get() {
        round += 1;
        let patience = Duration::from_micros(200 * (round % 17));
        let _ = timeout(patience, thidua::record::sequencer::round(&app.db)).await;
        if round.is_multiple_of(3) {
            thidua::record::sequencer::round(&other.db).await.expect("a round");
        }
        sleep(Duration::from_millis(1)).await;
    }
    other.run_sequencer().await;
}

/// What a reader is told page by page from a position on: the versions of each unit, in the order in which they come.
async fn read(reader: &Actor<'_>, start: i64, is_over: &Cell<bool>) -> BTreeMap<String, Vec<i64>> {
    let (mut after, mut told) = (start, BTreeMap::<String, Vec<i64>>::new());
    loop {
        let was_over = is_over.get();
        let page = reader.get(&format!("/events?after={after}&limit=7")).await.expect(200).json();
        for event in page["items"].as_array().unwrap() {
            let position: i64 = event["sequence"].as_str().unwrap().parse().unwrap();
            assert_eq!(position, after + 1, "a gap, or one that came twice");
            after = position;
            let subject = event["subject"].as_str().unwrap().trim_start_matches("unit/").to_owned();
            told.entry(subject).or_default().push(event["data"]["subjectVersion"].as_i64().unwrap());
        }
        if was_over && page["nextCursor"] == Value::Null {
            return told;
        }
        sleep(Duration::from_millis(2)).await;
    }
}

#[actix_web::test]
async fn eight_writers_lose_nothing_and_nothing_comes_twice() {
    let app = TestApp::start().await;
    let other = app.beside();
    app.run_sequencer().await;
    let start = app.last_event().await;
    let mut connection = app.plan.connector.connect().await.unwrap();
    let units: Vec<Unit> =
        diesel::sql_query("SELECT id FROM units ORDER BY id LIMIT 8").load(&mut connection).await.unwrap();
    let (is_written, is_numbered) = (Cell::new(false), Cell::new(false));
    let writing = async {
        let writers = (1..).zip(&units).map(|(writer, unit)| write(&app, unit.id, writer));
        let committed = join_all(writers).await;
        is_written.set(true);
        committed
    };
    let numbering = async {
        number(&app, &other, &is_written).await;
        is_numbered.set(true);
    };
    let reader = other.admin().await;
    let reading = read(&reader, start, &is_numbered);
    let ((committed, ()), told) = join(join(writing, numbering), reading).await;
    let committed: BTreeMap<String, Vec<i64>> =
        units.iter().map(|unit| unit.id.to_string()).zip(committed).collect();
    assert_eq!(told, committed);
    let kept: usize = committed.values().map(Vec::len).sum();
    assert!(
        (100..200).contains(&kept),
        "of 240 transactions some were rolled back and killed: {kept} stayed"
    );
}
