//! Listening with a gate: what the framework's own server does for plain connections, around a watched stream.

use std::fmt;
use std::future::ready;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_http::body::{BoxBody, MessageBody};
use actix_http::error::DispatchError;
use actix_http::{Extensions, HttpServiceBuilder, Request, Response};
use actix_server::{GracefulShutdownSignal, ServerBuilder};
use actix_service::{IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::AppConfig;
use actix_web::rt::net::TcpStream;
use socket2::{Domain, Protocol, Socket, Type};

use super::fault::Fault;
use super::shared::Gate;
use super::stream::WatchedStream;

/// How many connections wait for their acceptance.
const BACKLOG: i32 = 1024;

/// How long connections may take over what.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// How long an idle connection stays open.
    pub keep_alive: Duration,
    /// How long a close may take.
    pub disconnect: Duration,
}

/// What a connection begins with.
pub type Begin = fn(&TcpStream, &mut Extensions);

type Accepted = (WatchedStream, actix_http::Protocol, Option<SocketAddr>);

/// A listener at this address, as the framework makes it.
///
/// # Errors
/// When the address can't be had.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// Adds a listener whose connections pass the gate.
///
/// # Errors
/// When the listener can't be used.
pub fn listen<F, I, S, B>(
    server: ServerBuilder,
    listener: TcpListener,
    app: F,
    gate: Arc<Gate>,
    times: Times,
    begin: Begin,
) -> io::Result<ServerBuilder>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<actix_web::Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    <S::Service as Service<Request>>::Future: 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let stopping = server.graceful_shutdown_signal();
    server.listen("gate", listener, move || {
        let gate = Arc::clone(&gate);
        let app = app().into_factory().map_err(|error| error.into().error_response());
        // Nothing asks for the configuration: addresses in answers come from elsewhere.
        let app = map_config(app, |()| AppConfig::default());
        let http = watched_service(times, begin, stopping.clone()).finish(app);
        fn_service(move |stream| ready(accept(stream, Arc::clone(&gate)))).and_then(http)
    })
}

/// The framework's side of a connection. Its own deadline for the first head is off: the gate has one for each.
fn watched_service<S>(
    times: Times,
    begin: Begin,
    stopping: GracefulShutdownSignal,
) -> HttpServiceBuilder<WatchedStream, S>
where
    S: ServiceFactory<Request, Config = ()>,
    S::Error: Into<Response<BoxBody>> + 'static,
    S::InitError: fmt::Debug,
    <S::Service as Service<Request>>::Future: 'static,
{
    HttpServiceBuilder::default()
        .graceful_shutdown_signal(move || {
            let stopping = stopping.clone();
            async move { stopping.notified().await }
        })
        .keep_alive(times.keep_alive)
        .client_request_timeout(Duration::ZERO)
        .client_disconnect_timeout(times.disconnect)
        .on_connect_ext(move |stream: &WatchedStream, data: &mut Extensions| begin(stream.get_ref(), data))
}

/// Takes a connection, or drops it when its address has too many.
fn accept(stream: TcpStream, gate: Arc<Gate>) -> Result<Accepted, DispatchError> {
    let peer = stream.peer_addr()?;
    let place = gate.places.take(peer.ip()).map_err(|full| {
        gate.refuse(Fault::TooManyConnections(full), Some(peer));
        DispatchError::Io(io::ErrorKind::ConnectionRefused.into())
    })?;
    Ok((WatchedStream::new(stream, gate, Some(place)), actix_http::Protocol::Http1, Some(peer)))
}
