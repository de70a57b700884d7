//! Imports of long tables: what jobs read and write, and what becomes of them when something goes wrong.

mod refusals;
mod story;
mod workers;

use reqwest::Method;

use crate::support::{Actor, Reply, TestApp};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The header of the tables here.
const HEADER: &str = "code,name,kind,parentCode,openedOn\n";

/// Uploads a table with these rows; answers with the import's path.
async fn upload(actor: &Actor<'_>, rows: &str) -> String {
    let reply = start(actor, "text/csv", format!("{HEADER}{rows}").into_bytes()).await.expect(202);
    let path = format!("/imports/{}", reply.text("/id"));
    assert_eq!(reply.header("location"), Some(format!("/api/v1{path}").as_str()));
    assert_eq!(reply.json()["status"], "READING");
    path
}

/// Uploads a file of comma-separated values.
pub async fn import_file(actor: &Actor<'_>, bytes: Vec<u8>) -> Reply {
    start(actor, "text/csv", bytes).await
}

async fn start(actor: &Actor<'_>, media_type: &str, bytes: Vec<u8>) -> Reply {
    let call = actor.call(Method::POST, "/imports?kind=UNITS&name=don-vi.csv");
    call.bytes(media_type, bytes).send().await
}

/// Uploads a table of another kind.
pub async fn send_kind(actor: &Actor<'_>, kind: &str, bytes: Vec<u8>) -> Reply {
    let call = actor.call(Method::POST, &format!("/imports?kind={kind}&name=bang.csv"));
    call.bytes("text/csv", bytes).send().await
}

/// Uploads a table of another kind and lets jobs read it; answers with the import's path.
pub async fn read_kind(app: &TestApp, actor: &Actor<'_>, kind: &str, bytes: Vec<u8>) -> String {
    let reply = send_kind(actor, kind, bytes).await.expect(202);
    app.work().await;
    format!("/imports/{}", reply.text("/id"))
}

/// Uploads a table and lets jobs read it; answers with the import's path.
pub async fn read(app: &TestApp, actor: &Actor<'_>, rows: &str) -> String {
    let path = upload(actor, rows).await;
    app.work().await;
    path
}

/// So many units, each below the one before, in the order in which none can be written when it comes.
fn chain(length: usize) -> String {
    let row = |number: usize| {
        let parent = number.checked_sub(1).map_or("SNV".to_owned(), |above| format!("X-{above}"));
        format!("X-{number},Đơn vị {number},OTHER,{parent},2026-01-01\n")
    };
    (0..length).rev().map(row).collect()
}

/// So many units below the department.
pub fn list(length: usize) -> String {
    (0..length).map(|number| format!("X-{number},Đơn vị {number},OTHER,SNV,2026-01-01\n")).collect()
}

/// The status of an import and its counts: rows read, with faults, written.
pub async fn summary(actor: &Actor<'_>, path: &str) -> String {
    let import = actor.get(path).await.expect(200).json();
    let count = |name: &str| import[name].as_i64().unwrap();
    let status = import["status"].as_str().unwrap();
    format!("{status} {} {} {}", count("rowsRead"), count("faultyRows"), count("rowsWritten"))
}

/// The rows of an import that have faults, by line.
pub async fn faults(actor: &Actor<'_>, path: &str) -> Vec<String> {
    let rows = actor.get(&format!("{path}/rows?faulty=true")).await.expect(200).json();
    let faults = rows["items"].as_array().unwrap().iter().flat_map(|row| row["errors"].as_array().unwrap());
    faults.map(|fault| format!("{} {}", fault["pointer"], fault["code"]).replace('"', "")).collect()
}
