//! A connection that is watched: it passes on what is in order, and ends the reading at a fault. The framework then
//! finishes what it has, and closes; the refusal goes out before the close, after all earlier answers.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use super::fault::Fault;
use super::messages::Messages;
use super::places::Seat;
use super::shared::Gate;

/// How long the client may still send what nobody reads: a close before would take the answer away from it.
const LINGER: Duration = Duration::from_secs(1);

/// A connection and what is known of its requests.
pub struct WatchedStream {
    stream: TcpStream,
    peer: Option<SocketAddr>,
    gate: Arc<Gate>,
    messages: Messages,
    timer: Option<Pin<Box<Sleep>>>,
    stage: Stage,
    _place: Option<Seat>,
}

/// How far a connection is on its way to its end.
enum Stage {
    Reading,
    /// Nothing more is read; this is still to be written.
    Ended(Vec<u8>),
    Lingering,
}

impl WatchedStream {
    /// Watches a connection.
    #[must_use]
    pub fn new(stream: TcpStream, gate: Arc<Gate>, place: Option<Seat>) -> Self {
        let peer = stream.peer_addr().ok();
        let messages = Messages::new();
        Self { stream, peer, gate, messages, timer: None, stage: Stage::Reading, _place: place }
    }

    /// The connection itself.
    #[must_use]
    pub fn get_ref(&self) -> &TcpStream {
        &self.stream
    }

    /// Ends the reading.
    fn refuse(&mut self, fault: Fault) {
        // Who sent nothing is not told why the connection ends.
        let is_silent = fault == Fault::TooSlow && !self.messages.has_head();
        let answer = if is_silent { Vec::new() } else { self.gate.refuse(fault, self.peer) };
        self.stage = Stage::Ended(answer);
        self.timer = None;
    }

    /// Looks at what was read, and takes back what comes after a fault.
    fn look(&mut self, buffer: &mut ReadBuf<'_>, before: usize) {
        let read = buffer.filled().get(before..).unwrap_or_default();
        if let Err(stop) = self.messages.follow(read) {
            buffer.set_filled(before + stop.before);
            self.refuse(stop.fault);
        }
    }

    fn poll_timer(&mut self, context: &mut Context<'_>, until: Instant) -> Poll<()> {
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(until)));
        if timer.deadline() != until {
            timer.as_mut().reset(until);
        }
        timer.as_mut().poll(context)
    }

    /// Ready when a head took too long, for then there is nothing more to read.
    fn poll_deadline(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(begun) = self.messages.head_begun() else { return Poll::Pending };
        ready!(self.poll_timer(context, begun + self.gate.head_deadline));
        self.refuse(Fault::TooSlow);
        Poll::Ready(Ok(()))
    }

    fn poll_last_word(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Stage::Ended(rest) = &mut self.stage else { return Poll::Ready(Ok(())) };
        while !rest.is_empty() {
            let written = ready!(Pin::new(&mut self.stream).poll_write(context, rest))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            rest.drain(..written.min(rest.len()));
        }
        Poll::Ready(Ok(()))
    }

    fn poll_linger(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut space = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut space);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => break,
            }
        }
        let until = self.timer.as_ref().map_or_else(|| Instant::now() + LINGER, |timer| timer.deadline());
        self.poll_timer(context, until).map(Ok)
    }
}

impl AsyncRead for WatchedStream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !matches!(this.stage, Stage::Reading) {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                this.look(buffer, before);
                Poll::Ready(Ok(()))
            }
            // A head is late only when the client has nothing more on its way.
            Poll::Pending => this.poll_deadline(context),
            failed @ Poll::Ready(Err(_)) => failed,
        }
    }
}

impl AsyncWrite for WatchedStream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_last_word(context))?;
        if !matches!(this.stage, Stage::Lingering) {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
        }
        if matches!(this.stage, Stage::Reading) {
            return Poll::Ready(Ok(()));
        }
        this.stage = Stage::Lingering;
        this.poll_linger(context)
    }
}
