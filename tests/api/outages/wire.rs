//! HTTP by hand: nothing is tried again in secret, so a connection that is dropped is seen.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// Longer than the service works on any request.
const PATIENCE: Duration = Duration::from_secs(40);

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A text in the body.
    pub fn text(&self, name: &str) -> String {
        self.json()[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", self.raw())).to_owned()
    }

    /// The body as it came.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A request in the making.
#[derive(Debug, Clone)]
pub struct Ask {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Ask {
    /// A read; the path stands as it is.
    pub fn get(path: &str) -> Self {
        Self { method: "GET", path: path.to_owned(), headers: Vec::new(), body: String::new() }
    }

    /// A JSON body to a path.
    pub fn post(path: &str, body: &Value) -> Self {
        let headers = vec![("Content-Type", "application/json".to_owned())];
        Self { method: "POST", path: path.to_owned(), headers, body: body.to_string() }
    }

    /// A merge patch to a path, from version 1.
    pub fn patch(path: &str, body: &Value) -> Self {
        let headers = vec![
            ("Content-Type", "application/merge-patch+json".to_owned()),
            ("If-Match", "\"v1\"".to_owned()),
        ];
        Self { method: "PATCH", path: path.to_owned(), headers, body: body.to_string() }
    }

    /// A removal of a path.
    pub fn delete(path: &str) -> Self {
        Self { method: "DELETE", ..Self::get(path) }
    }

    /// Adds a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Says who asks.
    pub fn by(self, token: &str) -> Self {
        self.header("Authorization", &format!("Bearer {token}"))
    }

    /// The same request by somebody with another token.
    pub fn now_by(mut self, token: &str) -> Self {
        self.headers.retain(|(name, _)| *name != "Authorization");
        self.by(token)
    }

    /// What goes over the wire.
    pub fn text(&self) -> String {
        let headers: String =
            self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (method, path, length) = (self.method, &self.path, self.body.len());
        let length = if method == "GET" { String::new() } else { format!("Content-Length: {length}\r\n") };
        format!("{method} {path} HTTP/1.1\r\nHost: x\r\n{headers}{length}\r\n{}", self.body)
    }
}

/// A connection that stays.
pub struct Wire {
    address: String,
    stream: Option<BufReader<TcpStream>>,
}

impl Wire {
    /// A connection that is opened with the first request.
    pub fn to(address: &str) -> Self {
        Self { address: address.to_owned(), stream: None }
    }

    /// Asks and waits for the answer.
    pub fn ask(&mut self, ask: &Ask) -> io::Result<Answer> {
        let outcome = self.exchange(&ask.text());
        if outcome.as_ref().map_or(true, |answer| answer.header("connection") == Some("close")) {
            self.stream = None;
        }
        outcome
    }

    fn exchange(&mut self, text: &str) -> io::Result<Answer> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            closed => closed.insert(BufReader::new(connect(&self.address)?)),
        };
        stream.get_mut().write_all(text.as_bytes())?;
        read_answer(stream)
    }
}

/// A plain connection with a limit of patience.
pub fn connect(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Reads one answer.
pub fn read_answer(stream: &mut impl BufRead) -> io::Result<Answer> {
    let mut line = || {
        let mut line = String::new();
        match stream.read_line(&mut line)? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the connection ended")),
            _ => Ok(line.trim_end().to_owned()),
        }
    };
    let status = line()?.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| io::Error::other("no status line"))?;
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, headers, body: Vec::new() };
    let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or_default();
    answer.body = vec![0; length];
    stream.read_exact(&mut answer.body)?;
    Ok(answer)
}
