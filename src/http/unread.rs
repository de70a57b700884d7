//! A body that is not read to its end. The server would wait for the rest of a chunked one as long as its client sends a
//! letter now and then; while somebody keeps the body, it closes the connection instead.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::{FutureExt, Stream, StreamExt};

/// Where a connection keeps such a body until it is closed.
#[derive(Clone, Default)]
pub struct UnreadBody(Rc<Cell<Option<Payload>>>);

/// A body on its way to whoever reads it.
struct Watched {
    body: Option<Payload>,
    place: UnreadBody,
}

/// Lets the connection keep the request's body when nobody reads it to its end.
pub fn watch(request: &mut ServiceRequest) {
    let Some(place) = request.conn_data::<UnreadBody>().cloned() else { return };
    match request.take_payload() {
        body @ Payload::H1 { .. } => {
            let watched = Watched { body: Some(body), place };
            request.set_payload(Payload::Stream { payload: watched.boxed_local() });
        }
        other => request.set_payload(other),
    }
}

impl Stream for Watched {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = self.body.as_mut() else { return Poll::Ready(None) };
        let next = body.next().poll_unpin(context);
        if matches!(next, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        next
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(body) = self.body.take() {
            self.place.0.set(Some(body));
        }
    }
}
