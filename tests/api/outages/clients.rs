//! Clients who take their time: each is cut by a deadline, and nobody else notices.

use std::io::{BufReader, ErrorKind, Read, Write};
use std::thread;
use std::time::{Duration, Instant};

use super::service::Service;
use super::wire::{Answer, Ask, connect, read_answer};
use crate::support::cluster::clone_database;

/// How many are slow at once.
const CROWD: usize = 24;
/// How often a slow client sends a letter.
const DRIP: Duration = Duration::from_millis(250);
/// How soon after its last answer a connection is closed.
const CLOSING: Duration = Duration::from_secs(3);

/// What a slow client got.
struct Outcome {
    answer: Option<Answer>,
    /// When the answer, or the end, was there.
    after: Duration,
    is_closed: bool,
}

/// Sends the beginning at once and the rest letter by letter.
fn drip(address: &str, beginning: &str, rest: &str) -> Outcome {
    let mut stream = connect(address).unwrap();
    stream.write_all(beginning.as_bytes()).unwrap();
    let (mut writer, rest) = (stream.try_clone().unwrap(), rest.as_bytes().to_vec());
    let begun = Instant::now();
    thread::spawn(move || {
        for letter in rest {
            thread::sleep(DRIP);
            if writer.write_all(&[letter]).is_err() {
                break;
            }
        }
    });
    let mut stream = BufReader::new(stream);
    let answer = read_answer(&mut stream).ok();
    let after = begun.elapsed();
    stream.get_mut().set_read_timeout(Some(CLOSING)).unwrap();
    let waited_in_vain =
        |error: std::io::Error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
    let is_closed = !stream.read_to_end(&mut Vec::new()).is_err_and(waited_in_vain);
    stream.get_mut().shutdown(std::net::Shutdown::Both).ok();
    Outcome { answer, after, is_closed }
}

/// A crowd of slow clients; others are answered all the time.
fn crowd(service: &Service, beginning: &str, rest: &str) -> Vec<Outcome> {
    let slow: Vec<_> = (0..CROWD)
        .map(|_| {
            let (address, beginning, rest) = (service.address.clone(), beginning.to_owned(), rest.to_owned());
            thread::spawn(move || drip(&address, &beginning, &rest))
        })
        .collect();
    let token = service.token("admin");
    while !slow.iter().all(thread::JoinHandle::is_finished) {
        others_are_served(service, &token);
        thread::sleep(Duration::from_millis(100));
    }
    slow.into_iter().map(|client| client.join().unwrap()).collect()
}

fn others_are_served(service: &Service, token: &str) {
    let begun = Instant::now();
    assert_eq!(service.ask(&Ask::get("/api/v1/units").by(token)).status, 200);
    assert!(begun.elapsed() < Duration::from_secs(1), "others had to wait: {:?}", begun.elapsed());
}

fn seconds(from: u64, until: u64) -> std::ops::Range<Duration> {
    Duration::from_secs(from)..Duration::from_secs(until)
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn headers_have_five_seconds() {
    let mut service = Service::on(&clone_database().await);
    let endless = format!("X-Slow: {}", "x".repeat(200));
    for (beginning, rest) in
        [("GET /livez HTTP/1.1\r\nHost: x\r\n", endless.as_str()), ("", "GET /livez"), ("", "")]
    {
        for outcome in crowd(&service, beginning, rest) {
            assert!(outcome.answer.is_none_or(|answer| answer.status == 408), "{beginning:?}");
            assert!(seconds(4, 8).contains(&outcome.after), "{beginning:?} {rest:?}: {:?}", outcome.after);
            assert!(outcome.is_closed, "{beginning:?} {rest:?}");
        }
    }
    service.stands();
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn bodies_have_ten_seconds() {
    let mut service = Service::on(&clone_database().await);
    let token = service.token("admin");
    for (length, first) in [("Content-Length: 1000", ""), ("Transfer-Encoding: chunked", "3e8\r\n")] {
        let head = format!(
            "POST /api/v1/units HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\n{length}\r\n\r\n{first}{{"
        );
        for outcome in crowd(&service, &head, &" ".repeat(999)) {
            let answer = outcome.answer.unwrap();
            assert_eq!((answer.status, answer.text("code").as_str()), (408, "request_timeout"), "{length}");
            assert!(seconds(9, 13).contains(&outcome.after), "{length}: {:?}", outcome.after);
            assert!(outcome.is_closed, "{length}");
        }
    }
    service.stands();
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_body_that_nobody_wants_is_not_waited_for() {
    let mut service = Service::on(&clone_database().await);
    for (path, length, status) in [
        ("/api/v1/units", "Content-Length: 1000\r\n\r\n", 401),
        ("/api/v1/units", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n", 401),
        ("/nothing", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n", 404),
    ] {
        let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{length}{{");
        for outcome in crowd(&service, &head, &" ".repeat(999)) {
            assert_eq!(outcome.answer.unwrap().status, status);
            assert!(
                outcome.after < Duration::from_secs(1) && outcome.is_closed,
                "{path} {length} {:?}",
                outcome.after
            );
        }
    }
    service.stands();
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn readers_who_do_not_read_hold_nobody_up_and_are_cut_after_half_a_minute() {
    let mut service = Service::on(&clone_database().await);
    let token = service.token("admin");
    let ask = Ask::get("/docs/swagger-ui-bundle.js").text().repeat(20);
    let idle: Vec<_> = (0..CROWD)
        .map(|_| {
            let mut stream = connect(&service.address).unwrap();
            stream.write_all(ask.as_bytes()).unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(45) {
        others_are_served(&service, &token);
        thread::sleep(Duration::from_millis(100));
    }
    for mut stream in idle {
        // What stood in the buffers comes, and then the end, long before the twenty answers are whole.
        let mut received = Vec::new();
        stream.read_to_end(&mut received).ok();
        assert!(received.len() < 10_000_000, "{} bytes came", received.len());
        assert!(
            stream.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").is_err()
                || read_answer(&mut BufReader::new(stream)).is_err()
        );
    }
    others_are_served(&service, &token);
    service.stands();
}
