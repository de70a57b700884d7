//! Workers that die, and workers that work at the same time.

use std::time::Duration;

use futures_util::future::join_all;
use thidua::record::jobs::WantedWork;
use thidua::worker::Worker;
use thidua::worker::imports::commit;

use super::{list, read, summary, upload};
use crate::support::TestApp;

fn wanted(path: &str) -> WantedWork {
    WantedWork { id: path.trim_start_matches("/imports/").parse().unwrap(), request_id: None }
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
    let contexts = [app.job_context(), app.job_context(), app.job_context()];
    let written_by_all = join_all(contexts.iter().map(|context| commit(context, wanted(&path)))).await;
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
