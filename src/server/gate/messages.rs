//! The requests of one connection, followed byte by byte: whether a head or a body is on its way, and since when.

use tokio::time::Instant;

use super::chunks::Chunks;
use super::fault::Fault;
use super::head::{Body, read_head};

/// Where the requests of a connection stand.
pub struct Messages {
    next: Next,
    /// What came of a head that is not whole.
    head: Vec<u8>,
    begun: Option<Instant>,
}

enum Next {
    Head,
    Length(u64),
    Chunks(Chunks),
    Rest,
}

/// A fault, and how many bytes may pass before it.
#[derive(Debug, PartialEq, Eq)]
pub struct Stop {
    /// How many bytes are in order.
    pub before: usize,
    /// What is wrong behind them.
    pub fault: Fault,
}

impl Messages {
    /// A connection that begins now: its first head has begun with it.
    #[must_use]
    pub fn new() -> Self {
        Self { next: Next::Head, head: Vec::new(), begun: Some(Instant::now()) }
    }

    /// Since when a head is on its way.
    #[must_use]
    pub fn head_begun(&self) -> Option<Instant> {
        self.begun
    }

    /// Whether anything but empty lines came of the head.
    #[must_use]
    pub fn has_head(&self) -> bool {
        !self.head.trim_ascii_start().is_empty()
    }

    /// Follows what came.
    pub fn follow(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let mut passed = 0;
        while let Some(rest) = bytes.get(passed..).filter(|rest| !rest.is_empty()) {
            let step = self.step(rest);
            passed += step.map_err(|(before, fault)| Stop { before: passed + before, fault })?;
        }
        Ok(())
    }

    fn step(&mut self, bytes: &[u8]) -> Result<usize, (usize, Fault)> {
        match &mut self.next {
            Next::Head => self.follow_head(bytes).map_err(|fault| (0, fault)),
            Next::Length(left) => {
                let passed = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                *left -= u64::try_from(passed).unwrap_or(*left);
                if *left == 0 {
                    self.next = Next::Head;
                }
                Ok(passed)
            }
            Next::Chunks(chunks) => {
                let (passed, has_ended) = chunks.follow(bytes)?;
                if has_ended {
                    self.next = Next::Head;
                }
                Ok(passed)
            }
            Next::Rest => Ok(bytes.len()),
        }
    }

    fn follow_head(&mut self, bytes: &[u8]) -> Result<usize, Fault> {
        let before = self.head.len();
        let Some((length, body)) = self.read_on(bytes)? else {
            self.begun.get_or_insert_with(Instant::now);
            return Ok(bytes.len());
        };
        self.head = Vec::new();
        self.begun = None;
        self.next = Next::after(body);
        Ok(length.saturating_sub(before))
    }

    fn read_on(&mut self, bytes: &[u8]) -> Result<Option<(usize, Body)>, Fault> {
        // Most heads come whole, and need not be kept.
        if self.head.is_empty()
            && let whole @ Some(_) = read_head(bytes)?
        {
            return Ok(whole);
        }
        self.head.extend_from_slice(bytes);
        read_head(&self.head)
    }
}

impl Next {
    fn after(body: Body) -> Self {
        match body {
            Body::Length(0) => Self::Head,
            Body::Length(length) => Self::Length(length),
            Body::Chunks(chunks) => Self::Chunks(chunks),
            Body::Rest => Self::Rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUESTS: &str = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n\
        POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n0123456789\r\n\r\nGET /\
        POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n\
        GET /d HTTP/1.1\r\nHost: x\r\n\r\n";

    #[test]
    fn requests_are_told_apart_however_they_are_cut() {
        for size in 1..REQUESTS.len() {
            let mut messages = Messages::new();
            for piece in REQUESTS.as_bytes().chunks(size) {
                assert_eq!(messages.follow(piece), Ok(()), "{size}");
            }
            assert!(matches!(messages.next, Next::Head) && messages.begun.is_none(), "{size}");
            messages.follow(b"G").unwrap();
            assert!(messages.begun.is_some() && messages.has_head());
        }
    }

    #[test]
    fn what_is_in_order_passes() {
        let mut messages = Messages::new();
        let text = format!("{REQUESTS}GET / HTTP/9\r\n");
        let stop = messages.follow(text.as_bytes()).unwrap_err();
        assert_eq!(stop, Stop { before: REQUESTS.len(), fault: Fault::Malformed("version") });
    }
}
