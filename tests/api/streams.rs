//! Whole lists as streams of lines.

use std::sync::Arc;

use actix_web::web::Bytes;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use reqwest::Method;
use serde_json::{Value, json};
use thidua::auth::guard::ActsFor;
use thidua::http::{Locale, Problem};
use thidua::operations::own_lists::{OwnTable, ReadLists, WholeList};
use thidua::operations::tables::lines::{ListStream, StreamForm};

use crate::campaigns::column;
use crate::oauth::{Client, call_as};
use crate::support::{Actor, Reply, TestApp, campaigns};

const NDJSON: &str = "application/x-ndjson";

async fn stream(actor: &Actor<'_>, path: &str) -> Reply {
    actor.call(Method::GET, path).header("Accept", NDJSON).send().await
}

fn lines(reply: &Reply) -> Vec<Value> {
    reply.raw().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[actix_web::test]
async fn a_list_is_sent_as_a_whole_one_entry_a_line() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let answer = stream(&office, "/units?kind=DIVISION&limit=1").await.expect(200);
    assert_eq!(answer.header("content-type"), Some(NDJSON));
    assert!(answer.header("vary").is_some_and(|vary| vary.contains("Accept")));
    let mut all = lines(&answer);
    assert_eq!(all.pop(), Some(json!({"nextCursor": null})), "who reads it knows that it is whole");
    let page = office.get("/units?kind=DIVISION&limit=200").await.expect(200).json();
    assert_eq!(Value::Array(all), page["items"]);
    // A machine client is told as much as it may read.
    let machine = call_as(&app, &Client::ioffice()).await;
    let pledges =
        lines(&stream(&machine, &format!("/campaigns/{}/pledges", campaigns::LAUNCHED)).await.expect(200));
    assert!(pledges.len() > 1);
    stream(&machine, "/people").await.expect_problem(403, "scope_missing");
    stream(&app.anonymous(), "/units").await.expect_problem(401, "unauthenticated");
    stream(&office, "/units?kind=NOTHING").await.expect_problem(400, "invalid_request");
    stream(&office, "/me").await.expect_problem(406, "not_acceptable");
    stream(&office, "/units?cursor=nothing").await.expect_problem(400, "invalid_cursor");
}

/// More than one page of what is read inside; and a stream that broke goes on where it was.
#[actix_web::test]
async fn a_long_list_is_sent_page_by_page_and_goes_on_from_a_cursor() {
    let app = TestApp::start().await;
    app.sql(
        "INSERT INTO units (id, code, opened_on, version, created_at, updated_at)
        SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'L' || n, '2020-01-01', 1, now(), now()
        FROM generate_series(1, 6000) AS n",
    )
    .await;
    app.sql(
        "INSERT INTO unit_versions (id, unit_id, starts_on, name, name_folded, search_text, kind, parent_id)
        SELECT id, id, '2020-01-01', code, lower(code), lower(code), 'OTHER', '01980000-0000-7000-8000-000000000101'
        FROM units WHERE code ~ '^L[0-9]+$'",
    )
    .await;
    let office = app.as_user("office").await;
    let whole = lines(&stream(&office, "/units?q=L&kind=OTHER").await.expect(200));
    let (cursors, units): (Vec<Value>, Vec<Value>) =
        whole.into_iter().partition(|line| line.get("nextCursor").is_some());
    assert!(units.len() >= 6_000 && cursors.len() > 1, "{} in {} pages", units.len(), cursors.len());
    let cursor = cursors[0]["nextCursor"].as_str().unwrap();
    let rest = lines(&stream(&office, &format!("/units?q=L&kind=OTHER&cursor={cursor}")).await.expect(200));
    assert_eq!(rest.last(), Some(&json!({"nextCursor": null})));
    let rest: Vec<Value> = rest.into_iter().filter(|line| line.get("nextCursor").is_none()).collect();
    let codes = |units: &[Value]| column(&json!(units), "code");
    assert_eq!(codes(&rest), codes(&units[units.len() - rest.len()..]));
}

/// Lists whose parts say that there is another one.
struct OnePageEach(Arc<dyn ReadLists>);

impl ReadLists for OnePageEach {
    fn table(&self, operation_id: &str) -> Option<OwnTable> {
        self.0.table(operation_id)
    }

    fn read(&self, reader: ActsFor, path: String, form: WholeList) -> BoxFuture<'_, Result<Bytes, Problem>> {
        Box::pin(async move {
            let path = path.split('?').next().unwrap_or_default().to_owned();
            let lines = self.0.read(reader, path, form).await?;
            let lines = String::from_utf8(lines.to_vec()).unwrap();
            Ok(lines.replace("{\"nextCursor\":null}", "{\"nextCursor\":\"AAAA\"}").into())
        })
    }
}

/// A right that is withdrawn ends the stream: one part may be read already.
#[actix_web::test]
async fn a_stream_ends_when_the_right_ends() {
    let app = TestApp::start().await;
    let client = Client::ioffice();
    let token = crate::oauth::token_of(&app, &client).await.text("/access_token");
    let caller = app.parts.state.authenticator.caller(&app.db, &token, None).await.unwrap();
    let lists = app.job_context().lists;
    let stream = ListStream::new(
        Arc::new(OnePageEach(lists)),
        ActsFor::Caller(caller),
        "/units".to_owned(),
        (Locale::Vietnamese, StreamForm::Lines),
    );
    let mut lines = Box::pin(stream.begin(None).await.unwrap());
    let first = lines.next().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&first).contains("nextCursor"));
    let disable = json!({"action": "DISABLE", "reason": "Thử"});
    app.admin().await.step_with(&crate::clients::ioffice(), disable).await.expect(200);
    let rest: Vec<Bytes> = lines.by_ref().map(Result::unwrap).collect().await;
    assert!(rest.len() <= 2, "{} parts were sent afterwards", rest.len());
    let last: Value = serde_json::from_slice(rest.last().unwrap()).unwrap();
    assert_eq!(last["problem"]["code"], "invalid_token");
    assert!(last["nextCursor"].is_string(), "where to go on from");
}

/// What a list of pledges or reports shows of each beside its summary, as the thing itself shows it.
async fn compare(actor: &Actor<'_>, (list, thing, member): (&str, &str, &str)) -> usize {
    let all = lines(&stream(actor, list).await.expect(200));
    let own: Vec<&Value> = all.iter().filter(|line| line.get("id").is_some()).collect();
    for line in &own {
        let path = format!("{thing}/{}", line["id"].as_str().unwrap());
        let single = actor.get(&path).await.expect(200).json();
        assert_eq!((&single[member], &single["version"]), (&line[member], &line["version"]), "{path}");
    }
    own.len()
}

#[actix_web::test]
async fn pledges_come_with_their_items_and_reports_with_their_entries() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let periods = format!("/campaigns/{}/reporting-periods", campaigns::LAUNCHED);
    let period = office.get(&periods).await.expect(200).json()["items"][0]["id"].as_str().unwrap().to_owned();
    let pledges = format!("/campaigns/{}/pledges?withItems=true", campaigns::LAUNCHED);
    let reports = format!("/reporting-periods/{period}/reports?withEntries=true");
    // Inside everything is seen, outside what was approved and accepted.
    for reader in ["office", "unit-p-tt"] {
        let actor = app.as_user(reader).await;
        assert!(compare(&actor, (&pledges, "/pledges", "items")).await > 1, "{reader}");
        assert!(compare(&actor, (&reports, "/progress-reports", "entries")).await > 1, "{reader}");
    }
    let summary = office.get(pledges.trim_end_matches("?withItems=true")).await.expect(200).json();
    assert_eq!(summary["items"][0].get("items"), None);
}
