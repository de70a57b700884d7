//! The one way in, for `main` and tests alike: the app behind the gate.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_server::{Server, ServerBuilder};
use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;
use ipnet::IpNet;
use socket2::SockRef;

use super::gate::{self, Gate, Places, Times};
use super::refusals::refuse;
use crate::api::app::{self, AppParts};
use crate::api::contract::Contract;
use crate::http::metrics::Metrics;
use crate::http::unread::UnreadBody;
use crate::operations::own_lists::ReadLists;

/// How long a client may take to send its headers.
const HEADERS_DEADLINE: Duration = Duration::from_secs(5);
/// How long a client may leave what is sent to it untaken.
const READERS_DEADLINE: Duration = Duration::from_secs(30);
/// How long an idle connection stays open, and how long a close may take.
const TIMES: Times = Times { keep_alive: Duration::from_secs(75), disconnect: Duration::from_secs(1) };

/// How many connections an address may have.
#[derive(Debug, Clone)]
pub struct ConnectionLimit {
    /// So many at a time.
    pub most: usize,
    /// Networks whose addresses may have any number: behind a proxy all clients have its address.
    pub free: Vec<IpNet>,
}

/// Makes a server that serves the app at a listener. `parts` gives each worker its own; all read the same `lists`.
///
/// # Errors
/// When the listener can't be used.
pub fn serve_at(
    server: ServerBuilder,
    listener: TcpListener,
    limit: &ConnectionLimit,
    metrics: Metrics,
    parts: impl Fn() -> AppParts + Send + Clone + 'static,
    contract: Contract,
    lists: Arc<dyn ReadLists>,
) -> io::Result<Server> {
    let places = Places::new(limit.most, &limit.free);
    let gate = Gate::new(HEADERS_DEADLINE, places, move |fault, peer| {
        refuse(&metrics, HEADERS_DEADLINE, fault, peer)
    });
    let app = move || app::app(parts(), contract.clone(), Arc::clone(&lists));
    Ok(gate::listen(server.disable_signals(), listener, app, Arc::new(gate), TIMES, begin)?.run())
}

/// What a connection begins with: a place for a body that is not read to its end, and a deadline, because a client
/// that takes nothing of what is sent to it loses its connection.
fn begin(stream: &TcpStream, data: &mut Extensions) {
    data.insert(UnreadBody::default());
    if let Err(error) = SockRef::from(stream).set_tcp_user_timeout(Some(READERS_DEADLINE)) {
        log::warn!("slow readers are not cut: {error}");
    }
}
