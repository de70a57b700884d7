//! Behind the gate requests get what they get without it, whatever comes.

use std::time::Duration;

use tokio::io::AsyncWriteExt;

use super::service::{Running, rest, status};

const PARTS: &[&str] = &[
    "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
    "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
    "\r\nGET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345",
    "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
    "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nA: b\r\n\r\n",
    "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\nHost: x\n\n",
];
const LETTERS: &[u8] = b"\r\n :;0195afZ/\0\x01\x7f\xff,=HGPTX-\t ";

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn request(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for _ in 0..=self.below(3) {
            bytes.extend_from_slice(PARTS[self.below(PARTS.len())].as_bytes());
        }
        for _ in 0..self.below(3) {
            let place = self.below(bytes.len());
            match self.below(3) {
                0 => drop(bytes.remove(place)),
                1 => bytes[place] = LETTERS[self.below(LETTERS.len())],
                _ => bytes.insert(place, LETTERS[self.below(LETTERS.len())]),
            }
        }
        bytes
    }
}

/// Sends this in two pieces, then the end, and gives the status lines of what comes.
async fn statuses(service: &Running, bytes: &[u8], cut: usize) -> Vec<String> {
    let mut stream = service.connect().await;
    stream.write_all(&bytes[..cut]).await.ok();
    tokio::time::sleep(Duration::from_millis(3)).await;
    stream.write_all(&bytes[cut..]).await.ok();
    tokio::time::sleep(Duration::from_millis(250)).await;
    stream.shutdown().await.ok();
    let answer = rest(&mut stream).await;
    if !service.is_plain {
        // What the framework refuses by itself has no body: nothing of that kind may come through.
        let own = answer.to_ascii_lowercase().matches("problem+json").count();
        assert_eq!(own, answer.matches(" 400 ").count(), "{answer}");
    }
    answer.split("HTTP/1.").skip(1).map(|answer| status(&format!("HTTP/1.{answer}")).to_owned()).collect()
}

/// Whether both answer alike when nothing else goes on: whether a connection that is closed after an answer takes one
/// more request is a matter of milliseconds.
async fn agree_alone(plain: &Running, gate: &Running, bytes: &[u8]) -> bool {
    let without = statuses(plain, bytes, bytes.len()).await;
    statuses(gate, bytes, bytes.len()).await == without
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn nothing_is_answered_in_another_way() {
    let (plain, gate) = (Running::plain(), Running::free());
    let mut dice = Dice(7);
    let (mut refused, mut silent) = (0, 0);
    for _ in 0..40 {
        let batch: Vec<_> = (0..50).map(|_| dice.request()).collect();
        let asked = batch.iter().map(|bytes| {
            let cut = dice.below(bytes.len());
            futures_util::future::join(statuses(&plain, bytes, cut), statuses(&gate, bytes, cut))
        });
        let asked: Vec<_> = asked.collect();
        for (bytes, (without, with)) in batch.iter().zip(futures_util::future::join_all(asked).await) {
            let shown = String::from_utf8_lossy(bytes);
            refused += usize::from(without.last().is_some_and(|status| status == "400"));
            if with == without || agree_alone(&plain, &gate, bytes).await {
                continue;
            }
            // The framework drops a connection at a chunk that it can't read, with the answers that are on their way.
            silent += 1;
            assert!(shown.contains("chunked"), "{without:?} {with:?} {shown:?}");
            assert!(
                with.len() >= without.len() && with.last().is_some_and(|last| last != "200"),
                "{with:?} {shown:?}"
            );
        }
    }
    assert!(refused > 100 && silent < refused, "{refused} {silent}");
}

#[actix_web::test]
async fn a_body_that_nobody_reads_ends_the_connection() {
    for service in [Running::plain(), Running::free()] {
        let (answer, elapsed) =
            service.send(b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{").await;
        assert_eq!(status(&answer), "404");
        assert!(elapsed < Duration::from_secs(2), "{elapsed:?}");
    }
}
