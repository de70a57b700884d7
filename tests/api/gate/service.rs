//! A small app behind the gate, or behind the framework's own server, and clients over real sockets.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use actix_server::Server;
use actix_web::dev::ServerHandle;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use thidua::server::gate::{Fault, Gate, Places, Times, bind, listen};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long a head may take in tests.
pub const HEAD: Duration = Duration::from_secs(2);
/// How long an idle connection stays.
pub const IDLE: Duration = Duration::from_secs(6);

/// A running service.
pub struct Running {
    pub address: SocketAddr,
    pub faults: Arc<Mutex<Vec<Fault>>>,
    pub handle: ServerHandle,
    pub is_plain: bool,
}

async fn body_later(body: web::Payload) -> HttpResponse {
    // As a guard that asks the database does.
    tokio::time::sleep(Duration::from_millis(50)).await;
    match body.to_bytes().await {
        Ok(bytes) => HttpResponse::Ok().body(format!("got {}", bytes.len())),
        Err(error) => {
            HttpResponse::BadRequest().content_type("application/problem+json").body(error.to_string())
        }
    }
}

async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_secs(4)).await;
    "slow"
}

/// What was left at the begin of the connection, and what the request knows.
async fn peer(request: HttpRequest) -> String {
    assert_eq!(request.conn_data::<SocketAddr>().copied(), request.peer_addr());
    request.peer_addr().unwrap().to_string()
}

macro_rules! app {
    () => {
        App::new()
            .route("/body", web::post().to(body_later))
            .route("/peer", web::get().to(peer))
            .route("/slow", web::get().to(slow))
            .route("/", web::get().to(async || "hello"))
    };
}

impl Running {
    pub fn start(places: Places) -> Self {
        let faults = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&faults);
        let gate = Gate::new(HEAD, places, move |fault, peer| {
            assert!(peer.is_some());
            kept.lock().unwrap().push(fault);
            answer(fault)
        });
        let listener = bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();
        let times = Times { keep_alive: IDLE, disconnect: Duration::from_secs(1) };
        let server = Server::build().workers(1).disable_signals().shutdown_timeout(20);
        let server = listen(
            server,
            listener,
            || app!(),
            Arc::new(gate),
            times,
            |stream, data| {
                data.insert(stream.peer_addr().unwrap());
            },
        )
        .unwrap()
        .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { address, faults, handle, is_plain: false }
    }

    pub fn free() -> Self {
        Self::start(Places::new(0, &["127.0.0.0/8".parse().unwrap()]))
    }

    /// The framework's own server.
    pub fn plain() -> Self {
        let server = HttpServer::new(|| app!()).workers(1).keep_alive(IDLE).client_request_timeout(HEAD);
        let server = server.disable_signals().bind("127.0.0.1:0").unwrap();
        let address = server.addrs()[0];
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { address, faults: Arc::default(), handle, is_plain: true }
    }

    pub async fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.faults.lock().unwrap().iter().map(|fault| fault.name()).collect()
    }

    /// Sends this on a connection of its own, and takes all that comes.
    pub async fn send(&self, bytes: &[u8]) -> (String, Duration) {
        let mut stream = self.connect().await;
        let begun = Instant::now();
        stream.write_all(bytes).await.ok();
        let answer = rest(&mut stream).await;
        (answer, begun.elapsed())
    }
}

pub fn answer(fault: Fault) -> Vec<u8> {
    let body = format!(r#"{{"code":"{}","status":{}}}"#, fault.name(), fault.status());
    format!(
        "HTTP/1.1 {} X\r\nContent-Type: application/problem+json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        fault.status(),
        body.len()
    )
    .into_bytes()
}

/// All that comes until the end; a reset is told.
pub async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    match tokio::time::timeout(Duration::from_secs(15), stream.read_to_end(&mut bytes)).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => bytes.extend_from_slice(format!("<{error}>").as_bytes()),
        Err(_) => bytes.extend_from_slice(b"<still open>"),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One whole request and its answer, with this text at the end.
pub async fn ask(stream: &mut TcpStream, request: &str, end: &str) {
    stream.write_all(request.as_bytes()).await.unwrap();
    read_until(stream, end).await;
}

pub async fn read_until(stream: &mut TcpStream, end: &str) {
    let mut bytes = Vec::new();
    while !bytes.ends_with(end.as_bytes()) {
        let count = stream.read_buf(&mut bytes).await.unwrap();
        assert!(count > 0, "{}", String::from_utf8_lossy(&bytes));
    }
}

/// Sends letter by letter until the connection ends; answers after how long it was gone.
pub async fn drip(stream: TcpStream, every: Duration) -> (String, Duration) {
    let (mut reader, mut writer) = stream.into_split();
    let begun = Instant::now();
    let dripping = actix_web::rt::spawn(async move {
        while writer.write_all(b"x").await.is_ok() {
            tokio::time::sleep(every).await;
        }
    });
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).await.ok();
    let elapsed = begun.elapsed();
    dripping.abort();
    (String::from_utf8_lossy(&bytes).into_owned(), elapsed)
}

pub fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or("-")
}
