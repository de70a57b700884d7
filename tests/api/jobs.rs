use std::future::pending;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use thidua::db;
use thidua::operations::job_context::JobContext;
use thidua::record::jobs::{self as store, NewJob, Outcome};
use thidua::record::jobs::{JobKind, MOST_ATTEMPTS};
use thidua::storage::{Incoming, Storage, Work};
use thidua::worker::Worker;
use tokio::io::AsyncRead;
use tokio::sync::watch;
use uuid::Uuid;

use crate::campaigns::column;
use crate::support::wait::until;
use crate::support::{NOTHING, TestApp, cluster, names};

/// The sample's job that failed too often.
fn dead() -> String {
    format!("/jobs/{}", names::DEAD_JOB)
}

fn wanted(app: &TestApp, payload: Value, dedupe_key: Option<&str>) -> NewJob {
    NewJob {
        id: Uuid::now_v7(),
        kind: JobKind::SendReminders,
        payload,
        dedupe_key: dedupe_key.map(str::to_owned),
        run_at: app.now(),
        created_by: None,
    }
}

/// Wants a job; answers with its path, or nothing when it was wanted before.
async fn enqueue(app: &TestApp, payload: Value, dedupe_key: Option<&str>) -> Option<String> {
    let (job, now) = (wanted(app, payload, dedupe_key), app.now());
    let is_new = app.db.read(async |conn| store::enqueue(conn, &job, now).await).await.unwrap();
    is_new.then(|| format!("/jobs/{}", job.id))
}

#[actix_web::test]
async fn a_job_that_fails_is_tried_again_after_a_while_and_then_waits_for_somebody() {
    let app = TestApp::start().await;
    app.work().await;
    let path = enqueue(&app, json!({}), None).await.unwrap();
    assert_eq!(app.work().await, 1);
    let admin = app.admin().await;
    let failed = admin.get(&path).await.expect(200).json();
    assert_eq!((&failed["status"], &failed["attempts"]), (&json!("QUEUED"), &json!(1)));
    assert_eq!(failed["lastError"], "the job has no day");
    assert_eq!(failed["runAt"], "2026-11-23T08:00:10+07:00");
    // Its time has not come.
    assert_eq!(app.work().await, 0);
    for _ in 1..MOST_ATTEMPTS {
        app.advance(TimeDelta::hours(1));
        assert_eq!(app.work().await, 1);
    }
    let admin = app.admin().await;
    let dead = admin.get("/jobs?status=DEAD&kind=SEND_REMINDERS").await.expect(200).json();
    let ids = column(&dead["items"], "id");
    assert_eq!(ids, [path.trim_start_matches("/jobs/"), names::DEAD_JOB]);
    assert_eq!(dead["items"][0]["allowedActions"], json!(["RETRY", "CANCEL"]));
}

#[actix_web::test]
async fn a_job_that_nobody_begins_before_its_deadline_is_given_up() {
    let app = TestApp::start().await;
    app.work().await;
    let path = enqueue(&app, json!({"day": "2026-11-23"}), None).await.unwrap();
    app.advance(TimeDelta::days(3));
    app.work().await;
    let dead = app.admin().await.get(&path).await.expect(200).json();
    assert_eq!(
        (&dead["status"], &dead["lastError"]),
        (&json!("DEAD"), &json!("nobody began before its deadline"))
    );
}

#[actix_web::test]
async fn a_job_whose_workers_die_is_given_up() {
    let app = TestApp::start().await;
    app.work().await;
    let path = enqueue(&app, json!({"day": "2026-11-23"}), None).await.unwrap();
    for _ in 0..MOST_ATTEMPTS {
        let now = app.now();
        let take = app.db.read(async |conn| store::claim(conn, JobKind::ALL, Uuid::now_v7(), now).await);
        assert!(take.await.unwrap().is_some());
        app.sql(
            "UPDATE jobs SET leased_until = clock_timestamp() - interval '1 second' WHERE status = 'RUNNING'",
        )
        .await;
    }
    assert_eq!(app.work().await, 1);
    let dead = app.admin().await.get(&path).await.expect(200).json();
    let told = (&dead["status"], &dead["attempts"], &dead["lastError"]);
    assert_eq!(told, (&json!("DEAD"), &json!(MOST_ATTEMPTS), &json!("its workers died too often")));
}

/// A storage that answers nothing, as a share of a machine that is gone.
struct Stuck;

impl Storage for Stuck {
    fn begin(&self) -> Work<'_, Box<dyn Incoming>> {
        Box::pin(pending())
    }

    fn open(&self, _: Uuid) -> Work<'_, Option<Box<dyn AsyncRead + Send + Unpin>>> {
        Box::pin(pending())
    }

    fn remove(&self, _: Uuid) -> Work<'_, ()> {
        Box::pin(pending())
    }

    fn kept_before(&self, _: SystemTime) -> Work<'_, Vec<Uuid>> {
        Box::pin(pending())
    }
}

#[actix_web::test]
async fn a_worker_that_is_told_to_stop_leaves_a_long_job_to_others() {
    let app = TestApp::start().await;
    app.work().await;
    let (job, now) = (NewJob { kind: JobKind::TidyFiles, ..wanted(&app, json!({}), None) }, app.now());
    assert!(app.db.read(async |conn| store::enqueue(conn, &job, now).await).await.unwrap());
    // Its last attempt: that workers stop is no fault of the job.
    app.sql(&format!("UPDATE jobs SET attempts = {} WHERE id = '{}'", MOST_ATTEMPTS - 1, job.id)).await;
    let path = format!("/jobs/{}", job.id);
    let worker = Worker::new(JobContext { storage: Arc::new(Stuck), ..app.job_context() });
    let (stop, stopping) = watch::channel(false);
    let working = actix_web::rt::spawn(worker.run(stopping));
    let admin = app.admin().await;
    until("the job runs", async || (admin.get(&path).await.json()["status"] == "RUNNING").then_some(()))
        .await;
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(20), working).await.expect("an end").unwrap();
    let left = admin.get(&path).await.expect(200).json();
    let told = (&left["status"], &left["attempts"], &left["lastError"]);
    assert_eq!(told, (&json!("QUEUED"), &json!(MOST_ATTEMPTS - 1), &json!("the worker was told to stop")));
    assert_eq!(app.work().await, 1);
    assert_eq!(admin.get(&path).await.json()["status"], "DONE");
}

#[actix_web::test]
async fn a_dead_job_is_retried_or_cancelled_by_an_administrator() {
    let app = TestApp::start().await;
    app.work().await;
    let admin = app.admin().await;
    let office = app.as_user("office").await;
    office.transition(&dead(), 17, json!({"action": "RETRY"})).await.expect_problem(403, "forbidden");
    admin.transition(&dead(), 1, json!({"action": "RETRY"})).await.expect_problem(412, "stale_version");
    let again = json!({"action": "RETRY", "reason": "Đã khôi phục kết nối"});
    let queued = admin.transition(&dead(), 17, again).await.expect(200).json();
    assert_eq!((&queued["status"], &queued["attempts"]), (&json!("QUEUED"), &json!(0)));
    assert_eq!(app.work().await, 1);
    let done = admin.get(&dead()).await.expect(200).json();
    assert_eq!((&done["status"], &done["result"]), (&json!("DONE"), &json!({"sent": 0})));
    let refused = admin.step(&dead(), "CANCEL").await;
    assert_eq!(refused.expect_problem(409, "invalid_transition").json()["allowedActions"], json!([]));
    let history = admin.get(&format!("{}/transitions", dead())).await.expect(200).json();
    assert_eq!(column(&history["items"], "action"), ["RETRY"]);
    let path = enqueue(&app, json!({"day": "2026-11-23"}), None).await.unwrap();
    admin.step(&path, "CANCEL").await.expect(200);
    assert_eq!(app.work().await, 0);
    admin.get(&format!("/jobs/{NOTHING}")).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn workers_side_by_side_do_each_job_once() {
    let app = TestApp::start().await;
    app.work().await;
    for _ in 0..20 {
        enqueue(&app, json!({"day": "2026-11-23"}), None).await.unwrap();
    }
    let workers = [(); 4].map(|()| Worker::new(app.job_context()));
    let emptied = workers.iter().map(async |worker| {
        let mut done = 0;
        while worker.round(pending()).await.unwrap() {
            done += 1;
        }
        done
    });
    assert_eq!(join_all(emptied).await.iter().sum::<usize>(), 20);
    let done = app.admin().await.get("/jobs?status=DONE&limit=200").await.json();
    let attempts: Vec<_> = done["items"].as_array().unwrap().iter().map(|job| &job["attempts"]).collect();
    assert!(attempts.len() == 23 && attempts.iter().all(|attempts| **attempts == 1), "{attempts:?}");
}

#[actix_web::test]
async fn a_worker_that_dies_loses_its_job_to_another() {
    let app = TestApp::start().await;
    app.work().await;
    let path = enqueue(&app, json!({"day": "2026-11-23"}), None).await.unwrap();
    let (now, dying) = (app.now(), Uuid::now_v7());
    let taken =
        app.db.read(async |conn| store::claim(conn, JobKind::ALL, dying, now).await).await.unwrap().unwrap();
    assert_eq!(app.admin().await.get(&path).await.json()["status"], "RUNNING");
    assert_eq!(app.work().await, 0);
    app.sql(
        "UPDATE jobs SET leased_until = clock_timestamp() - interval '1 second' WHERE status = 'RUNNING'",
    )
    .await;
    assert_eq!(app.work().await, 1);
    // What the first one says now counts no longer.
    let (now, outcome) = (app.now(), Outcome::Dead("too late".to_owned()));
    let settled = app.db.read(async |conn| store::finish(conn, &taken, &outcome, now).await).await.unwrap();
    assert!(!settled);
    let done = app.admin().await.get(&path).await.json();
    assert_eq!((&done["status"], &done["attempts"]), (&json!("DONE"), &json!(2)));
    let renewed = app.db.read(async |conn| store::renew_lease(conn, taken.id, dying).await).await.unwrap();
    assert!(!renewed);
}

#[actix_web::test]
async fn a_job_is_wanted_once_by_key_and_with_its_transaction_or_not_at_all() {
    let app = TestApp::start().await;
    let day = json!({"day": "2026-11-23"});
    assert!(enqueue(&app, day.clone(), Some("one")).await.is_some());
    assert!(enqueue(&app, day.clone(), Some("one")).await.is_none());
    let (job, now) = (wanted(&app, day, Some("two")), app.now());
    let rolled_back: Result<(), db::Error> = app
        .db
        .transaction(async |tx: &mut db::Connection| {
            store::enqueue(tx, &job, now).await?;
            Err(db::Error::NotFound)
        })
        .await;
    rolled_back.unwrap_err();
    app.admin().await.get(&format!("/jobs/{}", job.id)).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn the_daily_jobs_are_done_once_a_day() {
    let app = TestApp::start().await;
    assert_eq!((app.work().await, app.work().await), (3, 0));
    app.advance(TimeDelta::hours(22));
    assert_eq!(app.work().await, 0, "before seven");
    app.advance(TimeDelta::hours(2));
    assert_eq!(app.work().await, 3);
    // What is done long ago is forgotten; what is dead stays until somebody looks at it.
    app.advance(TimeDelta::days(100));
    app.work().await;
    let jobs = app.admin().await.get("/jobs").await.expect(200).json();
    let mut statuses = column(&jobs["items"], "status");
    statuses.sort();
    assert_eq!(statuses, ["DEAD", "DONE", "DONE", "DONE"]);
}

/// A worker in a process of its own, which ends with this value.
struct Process(Child);

impl Process {
    fn start(database_url: &str, files_dir: &std::path::Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
        command.args(["work", "--job-workers", "2", "--database-url", database_url]).env_clear();
        command.arg("--files-dir").arg(files_dir).env("PATH", std::env::var_os("PATH").unwrap_or_default());
        Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a process"))
    }

    /// Asks it to stop; whether it ends well.
    async fn stop(mut self) -> bool {
        let asked = Command::new("kill").arg(self.0.id().to_string()).status().expect("kill");
        let status = until("the end of a worker", async || self.0.try_wait().expect("a process")).await;
        asked.success() && status.success()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[actix_web::test]
async fn jobs_are_done_by_processes_of_their_own_side_by_side() {
    let url = cluster::clone_database().await;
    let app = TestApp::on(&url);
    // Those processes go by the machine's clock.
    app.clock.set(thidua::core::clock::Clock::system().now());
    for _ in 0..10 {
        enqueue(&app, json!({"day": "2026-11-23"}), None).await.unwrap();
    }
    let processes = [(); 2].map(|()| Process::start(&url, &app.files_dir));
    let admin = app.admin().await;
    let done = async || {
        let jobs = admin.get("/jobs?kind=SEND_REMINDERS&status=DONE&limit=200").await.expect(200).json();
        let own =
            jobs["items"].as_array().unwrap().iter().filter(|job| job["payload"]["day"] == "2026-11-23");
        own.map(|job| job["attempts"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let attempts = until("ten jobs", async || Some(done().await).filter(|done| done.len() >= 10)).await;
    assert!(attempts.iter().all(|attempts| *attempts == 1), "{attempts:?}");
    for process in processes {
        assert!(process.stop().await);
    }
}
