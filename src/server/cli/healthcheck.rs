//! `thidua healthcheck`: asks the service on this machine whether it is ready, for images that have no other client.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::terminal::{Failure, say};

/// How long each step of the request may take.
const DEADLINE: Duration = Duration::from_secs(3);
const REQUEST: &[u8] = b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
const READY: &str = "HTTP/1.1 200 ";
/// More than the first line of an answer.
const STATUS_LINE_MAX: u64 = 256;

/// Passes when the service that listens there is ready.
pub fn healthcheck(listen: SocketAddr) -> Result<(), Failure> {
    let address = reached_at(listen);
    let line = status_line(address).map_err(|error| format!("{address}: {error}"))?;
    if !line.starts_with(READY) {
        return Err(format!("{address}: {}", line.trim_end()).into());
    }
    say("ready");
    Ok(())
}

/// A service that listens everywhere is asked on loopback.
fn reached_at(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn status_line(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, DEADLINE)?;
    stream.set_read_timeout(Some(DEADLINE))?;
    stream.set_write_timeout(Some(DEADLINE))?;
    stream.write_all(REQUEST)?;
    let mut line = String::new();
    BufReader::new(stream.take(STATUS_LINE_MAX)).read_line(&mut line)?;
    Ok(line)
}
