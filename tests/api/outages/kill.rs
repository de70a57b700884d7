//! The service is killed at random points; what it had acknowledged is there, once, in every book it keeps.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::load::{Kind, Load, Shot};
use super::service::{Folder, Service, passed};
use super::wire::Ask;

/// How often it is killed.
const KILLS: usize = 5;

/// How often each thing was created, by its id.
type Book = BTreeMap<String, usize>;

#[test]
#[ignore = "slow: script/test --full"]
fn a_service_that_is_killed_again_and_again_keeps_its_books_in_agreement() {
    let mut service = Service::embedded(Folder::fresh());
    // The sample's own events are numbered first.
    settled(&service);
    let before = books(&service);
    let mut shots = Vec::new();
    for round in 0..KILLS {
        let load = Load::of(&service, &[Kind::Write; 6], &format!("KILL{round}X"));
        let random = uuid::Uuid::new_v4().as_u128() % 700;
        thread::sleep(Duration::from_millis(100 + u64::try_from(random).unwrap()));
        let folder = service.kill(round % 2 == 1);
        shots.extend(load.finish().0);
        passed(&folder.check());
        service = Service::embedded(folder);
        settled(&service);
        passed(&service.folder.check());
    }
    let acknowledged = shots.iter().filter(|shot| shot.acknowledged().is_some()).count();
    assert!(acknowledged > KILLS, "nothing was acknowledged");
    let created = replayed(&service, &shots);
    settled(&service);
    for (name, book) in books(&service) {
        let mut fresh = book;
        for (id, count) in &before[&name] {
            assert_eq!(fresh.remove(id), Some(*count), "{name} changed what was there before");
        }
        assert_eq!(fresh, created, "{name}");
    }
    service.stands();
    passed(&service.folder.check());
}

/// Sends every request once more: what was acknowledged comes back byte for byte, the rest has its effect now, once.
fn replayed(service: &Service, shots: &[Shot]) -> Book {
    let token = service.token("admin");
    let mut wire = service.wire();
    let mut created = Book::new();
    for shot in shots {
        let again = wire.ask(&shot.ask.clone().now_by(&token)).unwrap();
        assert_eq!(again.status, 201, "{}", again.raw());
        if let Some(answer) = shot.acknowledged() {
            assert_eq!(again.header("idempotent-replayed"), Some("true"), "{}", again.raw());
            assert_eq!(again.body, answer.body);
            for name in ["location", "etag", "content-type"] {
                assert_eq!(again.header(name), answer.header(name), "{name}");
            }
        }
        *created.entry(again.text("id")).or_default() += 1;
    }
    assert_eq!(created.len(), shots.len(), "two requests share an effect");
    created
}

/// Waits until every event is numbered and every record sealed: the feed has stopped growing.
fn settled(service: &Service) {
    let (mut last, begun) = (usize::MAX, Instant::now());
    loop {
        let length = books(service)["events"].len();
        if length == last {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "the feed does not come to rest");
        last = length;
        thread::sleep(Duration::from_millis(700));
    }
}

/// Everything that says that a unit was created: the units, the events, the audit records.
fn books(service: &Service) -> BTreeMap<String, Book> {
    let (admin, auditor) = (service.token("admin"), service.token("auditor"));
    let events = pages(
        service,
        &admin,
        "/api/v1/events?limit=200",
        "after",
        "subject",
        Some("vn.thidua.unit.created.v1"),
    );
    let records = pages(
        service,
        &auditor,
        "/api/v1/audit-records?action=UNIT_CREATED&limit=200",
        "cursor",
        "subjectId",
        None,
    );
    let units = pages(service, &admin, "/api/v1/units?limit=200", "cursor", "id", None);
    BTreeMap::from([
        ("units".to_owned(), units),
        ("events".to_owned(), events),
        ("records".to_owned(), records),
    ])
}

fn pages(service: &Service, token: &str, path: &str, next: &str, id: &str, event: Option<&str>) -> Book {
    let (mut book, mut cursor, mut wire) = (Book::new(), None::<String>, service.wire());
    loop {
        let more = cursor.map(|cursor| format!("&{next}={cursor}")).unwrap_or_default();
        let page = wire.ask(&Ask::get(&format!("{path}{more}")).by(token)).unwrap();
        assert_eq!(page.status, 200, "{}", page.raw());
        let page = page.json();
        for item in page["items"].as_array().unwrap() {
            if event.is_none_or(|event| item["type"] == event) {
                // The subject of an event is kind and id.
                let id = item[id].as_str().unwrap().rsplit('/').next().unwrap();
                *book.entry(id.to_owned()).or_default() += 1;
            }
        }
        match &page["nextCursor"] {
            Value::Null => return book,
            // The feed's cursor is a position, that of a list a text.
            Value::String(text) => cursor = Some(text.clone()),
            position => cursor = Some(position.to_string()),
        }
    }
}
