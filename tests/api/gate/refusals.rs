//! What can't be read is answered in the service's own form.

use std::time::Duration;

use super::service::{Running, ask, rest, status};
use thidua::server::gate::Places;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::TestApp;

const GET: &str = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

fn faulty() -> Vec<(String, &'static str)> {
    let long = "x".repeat(78_000);
    vec![
        ("GARBAGE\r\n\r\n".into(), "400"),
        ("GET / HTTP/2.0\r\n\r\n".into(), "400"),
        ("GET / HTTP/1.1\r\nHo st: x\r\n\r\n".into(), "400"),
        ("GET / HTTP/1.1\r\n\r\n".into(), "400"),
        ("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n".into(), "400"),
        ("\u{16}\u{3}\u{1}".into(), "400"),
        (format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"), "414"),
        (format!("GET / HTTP/1.1\r\nHost: x\r\nX: {long}\r\n\r\n"), "431"),
        (format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(3_000_000)), "431"),
        (format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X: y\r\n".repeat(120)), "431"),
    ]
}

#[actix_web::test]
async fn what_cant_be_read_gets_a_problem() {
    let service = Running::free();
    for (request, expected) in faulty() {
        let shown = &request[..request.len().min(40)];
        let (answer, elapsed) = service.send(request.as_bytes()).await;
        assert_eq!(status(&answer), expected, "{shown:?} {answer}");
        assert!(answer.contains("application/problem+json") && answer.ends_with('}'), "{shown:?} {answer}");
        assert!(elapsed < Duration::from_secs(2), "{shown:?} {elapsed:?}");
        let (answers, _) = service.send(format!("{GET}{request}").as_bytes()).await;
        assert!(answers.contains(&format!("helloHTTP/1.1 {expected} X")), "{shown:?} {answers}");
    }
    assert_eq!(service.names().len(), 2 * faulty().len());
}

#[actix_web::test]
async fn a_broken_chunk_is_answered_by_the_application() {
    let service = Running::free();
    let head = "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for body in ["ZZZ\r\n", "3\r\nabcd\r\n", "3\r\nabc\r\nQ"] {
        for _ in 0..10 {
            let (answer, _) = service.send(format!("{head}{body}").as_bytes()).await;
            assert_eq!(status(&answer), "400", "{body:?} {answer}");
        }
        let mut stream = service.connect().await;
        stream.write_all(head.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        stream.write_all(body.as_bytes()).await.unwrap();
        assert_eq!(status(&rest(&mut stream).await), "400", "{body:?}");
    }
    assert_eq!(service.names(), ["broken_chunk"; 33]);
}

#[actix_web::test]
async fn an_address_has_so_many_connections() {
    let service = Running::start(Places::new(3, &[]));
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut stream = service.connect().await;
        ask(&mut stream, GET, "hello").await;
        kept.push(stream);
    }
    for _ in 0..5 {
        let (answer, elapsed) = service.send(GET.as_bytes()).await;
        assert!(!answer.contains("hello") && elapsed < Duration::from_secs(1), "{answer}");
    }
    assert_eq!(service.names(), ["too_many_connections"; 5]);
    kept.pop();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut stream = service.connect().await;
    ask(&mut stream, GET, "hello").await;
}

#[actix_web::test]
async fn the_service_refuses_in_the_form_of_all_its_refusals() {
    let app = TestApp::start().await;
    let long = "x".repeat(40_000);
    for (request, status, code) in [
        ("GARBAGE\r\n\r\n".to_owned(), 400, "malformed_request"),
        (format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"), 414, "uri_too_long"),
        (format!("GET / HTTP/1.1\r\nHost: x\r\nX: {long}\r\n\r\n"), 431, "headers_too_large"),
        ("GET / HTTP/1.1\r\nHo".to_owned(), 408, "headers_timeout"),
    ] {
        let mut stream = TcpStream::connect(app.address.trim_start_matches("http://")).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let problem: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!((problem["status"].clone(), problem["code"].clone()), (status.into(), code.into()));
        assert!(head.contains("x-request-id: ") && head.contains("application/problem+json"), "{head}");
    }
    let figures = app.parts.metrics.text();
    for fault in ["malformed", "uri_too_long", "head_too_large", "too_slow"] {
        assert!(figures.contains(&format!("thidua_refused_total{{fault=\"{fault}\"}} 1")), "{figures}");
    }
}
