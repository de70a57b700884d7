//! Workers that die, and workers that work at the same time.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;
use thidua::record::jobs::{self, JobKind, WantedWork};
use thidua::worker::Worker;
use thidua::worker::imports::commit;
use uuid::Uuid;

use super::{faults, import_file, list, read, summary, upload};
use crate::support::TestApp;

/// Takes the next job as a worker does.
async fn take_job(app: &TestApp) -> WantedWork {
    let (lease_id, now) = (Uuid::now_v7(), app.now());
    let take = app.db.read(async |conn| jobs::claim(conn, JobKind::ALL, lease_id, now).await);
    take.await.unwrap().unwrap().wanted().unwrap()
}

/// Lets the next job run out of time before anybody begins it.
async fn give_up_the_next_job(app: &TestApp) {
    app.sql("UPDATE jobs SET deadline_at = run_at WHERE status = 'QUEUED'").await;
    app.advance(TimeDelta::minutes(1));
    app.work().await;
}

/// Lets a worker begin the next job and dies with it after a while; answers whether the job was over before.
async fn die_after(app: &TestApp, while_it_works: Duration) -> bool {
    let worker = Worker::new(app.job_context());
    let worked = tokio::time::timeout(while_it_works, worker.round(std::future::pending())).await;
    app.sql(
        "UPDATE jobs SET leased_until = clock_timestamp() - interval '1 second' WHERE status = 'RUNNING'",
    )
    .await;
    worked.is_ok()
}

async fn count_written(app: &TestApp) -> i64 {
    app.run_sequencer().await;
    let found = app.admin().await.get("/units?q=X-&includeTotal=true&limit=1").await.expect(200).json();
    found["total"].as_i64().unwrap()
}

#[actix_web::test]
async fn a_worker_that_dies_in_the_middle_is_followed_by_one_that_goes_on() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.work().await;
    let path = upload(&admin, &list(3_000)).await;
    let mut deaths = 0;
    while !die_after(&app, Duration::from_millis(40 << deaths)).await {
        deaths += 1;
    }
    assert_eq!(summary(&admin, &path).await, "READY 3000 0 0");
    let deaths_of_readers = deaths;
    admin.step(&path, "COMMIT").await.expect(200);
    let (mut deaths, mut steps) = (0, Vec::new());
    while !die_after(&app, Duration::from_millis(40 << deaths)).await {
        deaths += 1;
        steps.push(count_written(&app).await);
    }
    assert!(deaths_of_readers + deaths > 1, "nobody died");
    assert!(steps.is_sorted() && steps.iter().all(|count| count % 500 == 0), "{steps:?}");
    assert_eq!(
        (summary(&admin, &path).await, count_written(&app).await),
        ("COMMITTED 3000 0 3000".to_owned(), 3000)
    );
}

#[actix_web::test]
async fn workers_that_write_the_same_import_at_once_write_each_row_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, &list(1_500)).await;
    admin.step(&path, "COMMIT").await.expect(200);
    let wanted = take_job(&app).await;
    let contexts = [app.job_context(), app.job_context(), app.job_context()];
    let written_by_all = join_all(contexts.iter().map(|context| commit(context, wanted))).await;
    assert!(written_by_all.iter().all(Result::is_ok), "{written_by_all:?}");
    assert_eq!(
        (summary(&admin, &path).await, count_written(&app).await),
        ("COMMITTED 1500 0 1500".to_owned(), 1500)
    );
}

#[actix_web::test]
async fn an_import_that_is_cancelled_while_it_is_read_keeps_its_end() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.work().await;
    let path = upload(&admin, &list(20_000)).await;
    let worker = Worker::new(app.job_context());
    let cancel = async {
        crate::support::wait::until("some rows are read", async || {
            (admin.get(&path).await.json()["rowsRead"].as_i64()? > 0).then_some(())
        })
        .await;
        admin.step(&path, "CANCEL").await.expect(200);
    };
    let (worked, ()) = tokio::join!(worker.round(std::future::pending()), cancel);
    assert!(worked.unwrap());
    assert_eq!(admin.get(&path).await.json()["status"], "CANCELLED");
}

#[actix_web::test]
async fn a_worker_that_lost_its_job_writes_nothing_more() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = read(&app, &admin, &list(3)).await;
    admin.step(&path, "COMMIT").await.expect(200);
    let lost = take_job(&app).await;
    app.sql(
        "UPDATE jobs SET leased_until = clock_timestamp() - interval '1 second' WHERE status = 'RUNNING'",
    )
    .await;
    let own = take_job(&app).await;
    let context = app.job_context();
    let refused = commit(&context, lost).await.unwrap_err();
    assert_eq!(refused.cause(), Some("somebody else took the job over"));
    assert_eq!(summary(&admin, &path).await, "COMMITTING 3 0 0");
    commit(&context, own).await.unwrap();
    assert_eq!(summary(&admin, &path).await, "COMMITTED 3 0 3");
}

/// The first change of an import's status fails.
const FAIL_ONCE: [&str; 3] = [
    "CREATE SEQUENCE tries",
    "CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF nextval('tries') = 1 THEN RAISE 'the first time'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER fail_once BEFORE UPDATE ON imports FOR EACH ROW WHEN (OLD.status <> NEW.status)
        EXECUTE FUNCTION fail_once()",
];

#[actix_web::test]
async fn a_table_is_read_anew_from_what_was_uploaded() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.work().await;
    for sql in FAIL_ONCE {
        app.sql(sql).await;
    }
    let table = "Danh sách đơn vị\n\ncode,name,kind,parentCode,openedOn\n,,,,\nA-1,Một,OTHER,SNV,2026-01-01\nA-2,,OTHER,SNV,2026-01-01\n";
    let import = import_file(&admin, table.into()).await.expect(202).text("/id");
    let path = format!("/imports/{import}");
    app.work().await;
    assert_eq!(summary(&admin, &path).await, "READING 2 0 0");
    app.advance(TimeDelta::minutes(1));
    app.work().await;
    assert_eq!(summary(&admin, &path).await, "FAULTY 2 1 0");
    assert_eq!(faults(&admin, &path).await, ["/6/name required"]);
    assert_eq!(admin.get(&path).await.json()["emptyRows"], 1);
    assert_eq!(admin.get(&format!("{path}/content")).await.expect(200).body.get(..2), Some(&b"PK"[..]));
}

#[actix_web::test]
async fn what_is_tried_no_more_keeps_nobody_waiting() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.work().await;
    let path = upload(&admin, &list(2)).await;
    give_up_the_next_job(&app).await;
    let import = admin.get(&path).await.expect(200).json();
    assert_eq!([&import["status"], &import["problem"]["code"]], ["UNREADABLE", "internal_error"]);
    let path = read(&app, &admin, &list(2)).await;
    admin.step(&path, "COMMIT").await.expect(200);
    give_up_the_next_job(&app).await;
    assert_eq!(summary(&admin, &path).await, "READY 2 0 0");
    assert_eq!(admin.get(&path).await.json()["allowedActions"], json!(["COMMIT", "CANCEL"]));
    admin.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(summary(&admin, &path).await, "COMMITTED 2 0 2");
}

#[actix_web::test]
async fn an_import_whose_job_an_administrator_cancels_is_over() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.work().await;
    let path = upload(&admin, &list(2)).await;
    let jobs = admin.get("/jobs?kind=READ_IMPORT&status=QUEUED").await.expect(200).json();
    let job = format!("/jobs/{}", jobs["items"][0]["id"].as_str().unwrap());
    admin.step(&job, "CANCEL").await.expect(200);
    assert_eq!(admin.get(&path).await.json()["status"], "UNREADABLE");
}
