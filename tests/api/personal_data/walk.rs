//! Personal fields and the names of people leave by no public or unscoped answer, table, export, event, audit record or log.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use log::{LevelFilter, Log, Metadata, Record};
use reqwest::Method;
use serde_json::{Value, json};

use crate::foreign_unit::{Operation, foreign_accounts};
use crate::people::first;
use crate::support::{Actor, TestApp, sample_id, units};

/// A name that nobody else has.
const NAME: &str = "Ma Thị Dấu Riêng";
/// Texts by which somebody could be known: the name with and without accents.
const TRACES: [&str; 3] = [NAME, "ma thi dau rieng", "Ma%20Th"];
/// The members of answers that are personal.
const FIELDS: [&str; 3] = ["birthYear", "sex", "isEthnicMinority"];
/// Reads that have a purpose whoever makes them: by a parameter that they require, or by what they are for.
const FOR_A_PURPOSE: [&str; 2] = ["listPersonVersions", "getPersonDataExport"];

/// Lines of the log in which somebody could be known.
static LOGGED: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// How many lines there were.
static LINES: AtomicUsize = AtomicUsize::new(0);

struct Listener;

impl Log for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = format!("{} {:?}", record.args(), Pairs::of(record));
        LINES.fetch_add(1, Ordering::Relaxed);
        if has_trace(&line) {
            LOGGED.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    }

    fn flush(&self) {}
}

/// The named values of a line.
#[derive(Debug, Default)]
struct Pairs(Vec<String>);

impl Pairs {
    fn of(record: &Record<'_>) -> Self {
        let mut pairs = Self::default();
        record.key_values().visit(&mut pairs).expect("values");
        pairs
    }
}

impl<'kvs> log::kv::VisitSource<'kvs> for Pairs {
    fn visit_pair(
        &mut self,
        key: log::kv::Key<'kvs>,
        value: log::kv::Value<'kvs>,
    ) -> Result<(), log::kv::Error> {
        self.0.push(format!("{key}={value}"));
        Ok(())
    }
}

fn has_trace(text: &str) -> bool {
    TRACES.iter().any(|trace| text.contains(trace))
}

/// Gives the sample's first person a name of its own, and does with it whatever leaves something behind.
async fn leave_traces(app: &TestApp) {
    let office = app.as_user("office").await;
    let own = json!({"name": NAME, "birthYear": 1966, "sex": "FEMALE", "isEthnicMinority": true});
    office.patch(&first(), 1, own).await.expect(200);
    office.get("/people?q=Ma+Th%E1%BB%8B+D%E1%BA%A5u+Ri%C3%AAng&purpose=APPRAISAL").await.expect(200);
    office.get(&format!("{}?purpose=APPRAISAL", first())).await.expect(200);
    let wish = json!({"kind": "RECTIFICATION", "wish": format!("{NAME} đề nghị sửa năm sinh")});
    office.post(&format!("{}/data-requests", first()), wish).await.expect(201);
    let asked = json!({"subject": {"type": "PERSON", "id": sample_id(0x35_0001)}, "award": "LD_TIEN_TIEN",
        "commendationKind": "MERIT", "year": 2025});
    office.post("/eligibility-checks", asked).await.expect(201);
    let stated = json!({"subject": {"type": "PERSON", "id": sample_id(0x35_0001)},
        "source": "Sổ theo dõi (mẫu)", "details": {"kind": "TASK_RATING", "year": 2019, "level": "GOOD", "score": "84.5", "decree": "Nghị định 90/2020/NĐ-CP"}});
    office.post("/facts", stated).await.expect(201);
    let unit = json!({"unitId": units::OFFICE, "position": "Chuyên viên", "reportingClass": "DIRECT_WORKER", "startsOn": "2024-01-01"});
    let twin = json!({"name": NAME, "staffCode": "MOI-1", "isAnotherPerson": true, "membership": unit});
    let twin = office.post("/people", twin).await.expect(201).text("/id");
    let merge = json!({"duplicateId": twin, "reason": format!("Trùng với {NAME}")});
    office.post(&format!("{}/merges", first()), merge).await.expect(200);
    office.post("/exports", json!({"path": "/people?q=ma+thi+dau+rieng", "format": "CSV"})).await.expect(202);
    app.work().await;
    app.run_sequencer().await;
}

/// What somebody reads: every list and thing of the document, as JSON and as a table.
async fn read_all(actor: &Actor<'_>) -> Vec<(String, String)> {
    let mut read = Vec::new();
    // The document shows people of the sample in its examples.
    let reads = Operation::all().into_iter().filter(|one| one.is_reading() && one.id != "getOpenApiDocument");
    for operation in reads {
        for format in ["application/json", "text/csv"] {
            let reply = actor.call(Method::GET, &operation.path).header("Accept", format).send().await;
            read.push((operation.id.clone(), reply.raw()));
        }
    }
    read
}

/// Follows a list to its end.
async fn read_to_the_end(actor: &Actor<'_>, list: &str) -> String {
    let (mut whole, mut cursor) = (String::new(), None::<String>);
    loop {
        let path = cursor.map_or_else(|| list.to_owned(), |cursor| format!("{list}&cursor={cursor}"));
        let page = actor.get(&path).await.expect(200);
        whole.push_str(&page.raw());
        cursor = page.json()["nextCursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            return whole;
        }
    }
}

/// The personal members with a value, wherever they stand.
fn personal_values(value: &Value) -> usize {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| {
                usize::from(FIELDS.contains(&key.as_str()) && !value.is_null()) + personal_values(value)
            })
            .sum(),
        Value::Array(items) => items.iter().map(personal_values).sum(),
        _ => 0,
    }
}

#[actix_web::test]
async fn personal_fields_leave_by_no_answer_event_audit_record_or_log() {
    log::set_boxed_logger(Box::new(Listener)).expect("the only logger of the tests");
    log::set_max_level(LevelFilter::Info);
    let app = TestApp::start().await;
    leave_traces(&app).await;
    let mut faults = Vec::new();
    // Nobody, and whoever has no role over the person's unit, learns not even a name.
    let admin = app.admin().await;
    let mut strangers =
        vec![("anonymous".to_owned(), app.anonymous()), ("admin".to_owned(), app.admin().await)];
    for (role, account) in foreign_accounts(&app, &admin).await {
        strangers.push((format!("foreign {role}"), app.as_user(&account).await));
    }
    strangers.push(("unit-p-dk".to_owned(), app.as_user("unit-p-dk").await));
    for (who, actor) in &strangers {
        let told = read_all(actor).await.into_iter().filter(|(_, raw)| has_trace(raw));
        faults.extend(told.map(|(id, raw)| format!("{id} tells {who}: {raw}")));
    }
    // Whoever sees the person reads no personal field without a purpose.
    for who in ["office", "leader", "council-1", "auditor", "unit-snv-vp"] {
        let reads = read_all(&app.as_user(who).await).await.into_iter();
        for (id, raw) in reads.filter(|(id, _)| !FOR_A_PURPOSE.contains(&id.as_str())) {
            let values = personal_values(&serde_json::from_str(&raw).unwrap_or(Value::Null));
            if values > 0 {
                faults.push(format!("{id} shows {who} {values} personal values: {raw}"));
            }
        }
    }
    // What every change leaves behind holds nothing that is personal.
    let events = read_to_the_end(&app.as_user("office").await, "/events?limit=200").await;
    let audit = read_to_the_end(&app.auditor().await, "/audit-records?limit=200").await;
    for (place, text) in [("events", &events), ("audit records", &audit)] {
        let is_told = has_trace(text) || FIELDS.iter().any(|field| text.contains(&format!("\"{field}\"")));
        faults.extend(is_told.then(|| format!("{place} tell something personal")));
    }
    assert!(audit.contains("PERSON_MERGED") && audit.contains("DATA_REQUEST_RECEIVED"));
    assert!(LINES.load(Ordering::Relaxed) > 500);
    faults.extend(LOGGED.lock().unwrap().drain(..).map(|line| format!("the log tells: {line}")));
    let faults: Vec<String> = faults.into_iter().map(|fault| fault.chars().take(600).collect()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
