//! Slow heads are cut; nothing else is.

use std::time::{Duration, Instant};

use super::service::{HEAD, IDLE, Running, ask, drip, read_until, rest, status};
use tokio::io::AsyncWriteExt;

const GET: &str = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

fn about(elapsed: Duration, expected: Duration) {
    assert!(
        elapsed + Duration::from_millis(100) > expected && elapsed < expected + Duration::from_secs(1),
        "{elapsed:?}"
    );
}

#[actix_web::test]
async fn every_head_has_its_time() {
    let service = Running::free();
    for asked in 0..3 {
        let mut stream = service.connect().await;
        for _ in 0..asked {
            ask(&mut stream, GET, "hello").await;
        }
        let begun = Instant::now();
        stream.write_all(b"GET / HTTP/1.1\r\nHo").await.unwrap();
        assert_eq!(status(&rest(&mut stream).await), "408");
        about(begun.elapsed(), HEAD);
    }
    assert_eq!(service.names(), ["too_slow"; 3]);
}

#[actix_web::test]
async fn a_head_that_drips_is_cut() {
    let service = Running::free();
    for asked in 0..2 {
        let mut stream = service.connect().await;
        for _ in 0..asked {
            ask(&mut stream, GET, "hello").await;
        }
        stream.write_all(b"GET / HTTP/1.1\r\nX: ").await.unwrap();
        let (answer, elapsed) = drip(stream, Duration::from_millis(100)).await;
        assert_eq!(status(&answer), "408");
        about(elapsed, HEAD);
    }
}

#[actix_web::test]
async fn silence_and_empty_lines_end_without_a_word() {
    let service = Running::free();
    let mut stream = service.connect().await;
    let begun = Instant::now();
    assert_eq!(rest(&mut stream).await, "");
    about(begun.elapsed(), HEAD);
    let mut stream = service.connect().await;
    ask(&mut stream, GET, "hello").await;
    let begun = Instant::now();
    stream.write_all(b"\r\n").await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
    about(begun.elapsed(), HEAD);
    assert!(service.names().is_empty());
}

#[actix_web::test]
async fn an_idle_connection_stays_as_long_as_keep_alive_says() {
    let service = Running::free();
    let mut stream = service.connect().await;
    ask(&mut stream, GET, "hello").await;
    tokio::time::sleep(IDLE.checked_sub(Duration::from_secs(1)).unwrap()).await;
    ask(&mut stream, GET, "hello").await;
    let begun = Instant::now();
    assert_eq!(rest(&mut stream).await, "");
    // The framework's clock moves in steps of half a second.
    let (elapsed, step) = (begun.elapsed(), Duration::from_millis(600));
    assert!(elapsed + step > IDLE && elapsed < IDLE + step, "{elapsed:?}");
}

#[actix_web::test]
async fn slow_bodies_and_slow_answers_are_nobodys_business() {
    let service = Running::free();
    let mut stream = service.connect().await;
    ask(&mut stream, GET, "hello").await;
    for (length, pieces) in [
        ("Content-Length: 8", ["12", "34", "56", "78"]),
        ("Transfer-Encoding: chunked", ["2\r\n12", "\r\n6\r", "\n345678", "\r\n0\r\n\r\n"]),
    ] {
        let head = format!("POST /body HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        for piece in pieces {
            tokio::time::sleep(Duration::from_millis(800)).await;
            stream.write_all(piece.as_bytes()).await.unwrap();
        }
        read_until(&mut stream, "got 8").await;
    }
    ask(&mut stream, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", "slow").await;
    assert!(service.names().is_empty());
}

#[actix_web::test]
async fn a_request_that_is_worked_on_is_answered_before_the_refusal_of_the_next() {
    let service = Running::free();
    let begun = Instant::now();
    let (answer, _) = service.send(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET / HT").await;
    assert_eq!(status(&answer), "200");
    assert!(answer.contains("slowHTTP/1.1 408"), "{answer}");
    about(begun.elapsed(), Duration::from_secs(4));
    let (answer, _) = service.send(format!("{GET}{GET}GET / HT").as_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 3, "{answer}");
}

#[actix_web::test]
async fn pipelined_requests_and_old_clients_are_served() {
    let service = Running::free();
    let post = "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345";
    let last = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let text = format!("{}{post}{last}", GET.repeat(10));
    for size in [1, 7, 50, text.len()] {
        let mut stream = service.connect().await;
        for piece in text.as_bytes().chunks(size) {
            stream.write_all(piece).await.unwrap();
        }
        let answer = rest(&mut stream).await;
        assert_eq!(answer.matches("HTTP/1.1 200").count(), 12, "{size} {answer}");
    }
    let (answer, _) = service.send(b"GET / HTTP/1.0\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
    let mut stream = service.connect().await;
    ask(&mut stream, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "hello").await;
    ask(&mut stream, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "hello").await;
    assert!(service.names().is_empty());
}

#[actix_web::test]
async fn a_large_body_passes() {
    let service = Running::free();
    let body = "x".repeat(200_000);
    let mut request =
        format!("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    request.push_str(GET);
    let mut stream = service.connect().await;
    ask(&mut stream, &request, "hello").await;
    let (answer, _) =
        service.send(b"POST /body HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1").await;
    assert!(answer.starts_with("HTTP/1.1 100") && answer.contains("got 1"), "{answer}");
}

#[actix_web::test]
async fn a_stop_closes_idle_connections_and_lets_requests_end() {
    let service = Running::free();
    let mut idle = service.connect().await;
    ask(&mut idle, GET, "hello").await;
    let mut busy = service.connect().await;
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begun = Instant::now();
    let stopped = actix_web::rt::spawn(service.handle.stop(true));
    assert_eq!(rest(&mut idle).await, "");
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert!(rest(&mut busy).await.ends_with("slow"));
    stopped.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_crowd_is_cut_and_others_are_served() {
    let service = Running::free();
    let mut crowd = Vec::new();
    for _ in 0..1000 {
        let mut stream = service.connect().await;
        ask(&mut stream, GET, "hello").await;
        stream.write_all(b"GET / HTTP/1.1\r\nX: ").await.unwrap();
        crowd.push(drip(stream, Duration::from_millis(500)));
    }
    let crowd = actix_web::rt::spawn(futures_util::future::join_all(crowd));
    while !crowd.is_finished() {
        let begun = Instant::now();
        let mut stream = service.connect().await;
        ask(&mut stream, GET, "hello").await;
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for (answer, elapsed) in crowd.await.unwrap() {
        assert_eq!(status(&answer), "408");
        assert!(elapsed < HEAD + Duration::from_secs(1), "{elapsed:?}");
    }
}

#[actix_web::test]
async fn what_a_connection_begins_with_is_there_for_each_request() {
    let service = Running::free();
    let mut stream = service.connect().await;
    let own = stream.local_addr().unwrap().to_string();
    for _ in 0..2 {
        ask(&mut stream, "GET /peer HTTP/1.1\r\nHost: x\r\n\r\n", &own).await;
    }
}

#[actix_web::test]
async fn a_client_that_has_said_all_is_answered() {
    let service = Running::free();
    let mut stream = service.connect().await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    stream.shutdown().await.unwrap();
    assert!(rest(&mut stream).await.ends_with("slow"));
}
