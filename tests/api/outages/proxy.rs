//! A door between the service and its database that can be shut in two ways: refused, or open and silent.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How often a door looks at its state.
const TICK: Duration = Duration::from_millis(10);

/// How the door stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Open,
    /// Nobody listens, and what was connected is cut.
    Shut,
    /// Connections are accepted and kept, and nothing goes through them.
    Silent,
    /// The test is over.
    Gone,
}

#[derive(Clone)]
struct State(Arc<Mutex<Door>>);

impl State {
    fn is(&self, door: Door) -> bool {
        *self.0.lock().unwrap() == door
    }

    fn is_cut(&self) -> bool {
        self.is(Door::Shut) || self.is(Door::Gone)
    }
}

/// The door.
pub struct Proxy {
    state: State,
    url: String,
}

impl Proxy {
    /// A door to the database of this connection string, which names a Unix socket.
    pub fn to(database_url: &str) -> Self {
        let value_of = |name: &str| {
            let value = database_url.split(' ').find_map(|pair| pair.strip_prefix(name));
            value.unwrap_or_else(|| panic!("no {name} in {database_url}")).to_owned()
        };
        let socket = format!("{}/.s.PGSQL.{}", value_of("host="), value_of("port="));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = format!(
            "host=127.0.0.1 port={port} user={} dbname={} sslmode=disable",
            value_of("user="),
            value_of("dbname=")
        );
        let state = State(Arc::new(Mutex::new(Door::Open)));
        let watched = state.clone();
        thread::spawn(move || serve(listener, port, &socket, &watched));
        Self { state, url }
    }

    /// How the service reaches its database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Everybody may pass.
    pub fn open(&self) {
        self.turn(Door::Open);
    }

    /// Connections are refused, and those there are end.
    pub fn shut(&self) {
        self.turn(Door::Shut);
    }

    /// Connections are accepted, and nothing is heard any more.
    pub fn silence(&self) {
        self.turn(Door::Silent);
    }

    fn turn(&self, door: Door) {
        *self.state.0.lock().unwrap() = door;
        // Every thread has looked by then.
        thread::sleep(4 * TICK);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.turn(Door::Gone);
    }
}

fn serve(listener: TcpListener, port: u16, socket: &str, state: &State) {
    let mut listening = Some(listener);
    while !state.is(Door::Gone) {
        if state.is(Door::Shut) {
            listening = None;
        } else if listening.is_none() {
            listening = TcpListener::bind(("127.0.0.1", port)).ok();
        }
        let guest = listening.as_ref().and_then(|listener| {
            listener.set_nonblocking(true).unwrap();
            listener.accept().ok()
        });
        match guest {
            Some((client, _)) => lead(client, socket, state),
            None => thread::sleep(TICK / 5),
        }
    }
}

/// Carries bytes both ways until one side ends or the door is shut.
fn lead(client: TcpStream, socket: &str, state: &State) {
    let Ok(server) = UnixStream::connect(socket) else { return };
    client.set_nonblocking(false).unwrap();
    client.set_nodelay(true).unwrap();
    client.set_read_timeout(Some(TICK)).unwrap();
    server.set_read_timeout(Some(TICK)).unwrap();
    let (client_again, server_again) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let over = Arc::new(AtomicBool::new(false));
    let (one, other) = ((state.clone(), Arc::clone(&over)), (state.clone(), over));
    thread::spawn(move || carry(client, server, &one.0, &one.1));
    thread::spawn(move || carry(server_again, client_again, &other.0, &other.1));
}

fn carry(mut from: impl Read, mut to: impl Write, state: &State, over: &AtomicBool) {
    let mut buffer = [0; 16 * 1024];
    let is_over = || over.load(Ordering::SeqCst) || state.is_cut();
    while !is_over() {
        if state.is(Door::Silent) {
            thread::sleep(TICK);
            continue;
        }
        let length = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(_) => break,
        };
        while state.is(Door::Silent) && !is_over() {
            thread::sleep(TICK);
        }
        if is_over() || to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    over.store(true, Ordering::SeqCst);
}
