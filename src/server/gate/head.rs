//! The head of a request: where it ends and what kind of body comes after it, by the framework's own rules.

use actix_web::http::{Method, Uri};
use httparse::{EMPTY_HEADER, Header, Request, Status};

use super::chunks::Chunks;
use super::fault::Fault;
use super::limits::{MAX_HEAD_BYTES, MAX_HEADERS, MAX_LINE_BYTES};

/// What follows a head.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    /// So many bytes, or none.
    Length(u64),
    /// Chunks.
    Chunks(Chunks),
    /// All that comes until the connection ends.
    Rest,
}

/// What the headers say of the body.
#[derive(Default)]
struct Framing {
    hosts: usize,
    length: Option<u64>,
    is_chunked: bool,
    is_websocket: bool,
}

/// The length of the head and what follows it; nothing as long as the head is not whole.
pub fn read_head(bytes: &[u8]) -> Result<Option<(usize, Body)>, Fault> {
    let mut headers = [EMPTY_HEADER; MAX_HEADERS];
    let mut request = Request::new(&mut headers);
    match request.parse(bytes).map_err(fault_of)? {
        Status::Complete(length) if length <= MAX_HEAD_BYTES => Ok(Some((length, body_of(&request)?))),
        Status::Partial if bytes.len() <= MAX_HEAD_BYTES => Ok(None),
        Status::Complete(_) | Status::Partial => Err(too_large(bytes)),
    }
}

/// What is too large in a head: its first line or all of it.
fn too_large(bytes: &[u8]) -> Fault {
    let line = bytes.trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
    if line.len() > MAX_LINE_BYTES { Fault::UriTooLong } else { Fault::HeadTooLarge }
}

fn fault_of(error: httparse::Error) -> Fault {
    Fault::Malformed(match error {
        httparse::Error::TooManyHeaders => return Fault::HeadTooLarge,
        httparse::Error::HeaderName => "header name",
        httparse::Error::HeaderValue => "header value",
        httparse::Error::NewLine => "line end",
        httparse::Error::Version => "version",
        httparse::Error::Token | httparse::Error::Status => "request line",
    })
}

fn body_of(request: &Request<'_, '_>) -> Result<Body, Fault> {
    let method = request.method.unwrap_or_default();
    Method::from_bytes(method.as_bytes()).map_err(|_| Fault::Malformed("method"))?;
    Uri::try_from(request.path.unwrap_or_default()).map_err(|_| Fault::Malformed("address"))?;
    let is_new = request.version == Some(1);
    let framing = Framing::read(request.headers, is_new)?;
    let is_old_post = !is_new && method == "POST" && !framing.is_websocket;
    match framing.length {
        _ if is_new && framing.hosts == 0 => Err(Fault::Malformed("no Host")),
        None if is_old_post => Err(Fault::Malformed("no Content-Length")),
        Some(_) if framing.is_chunked => Err(Fault::Malformed("two lengths")),
        _ if framing.is_chunked => Ok(Body::Chunks(Chunks::default())),
        _ if framing.is_websocket => Ok(Body::Rest),
        None | Some(0) if method == "CONNECT" => Ok(Body::Rest),
        length => Ok(Body::Length(length.unwrap_or_default())),
    }
}

impl Framing {
    fn read(headers: &[Header<'_>], is_new: bool) -> Result<Self, Fault> {
        let mut framing = Self::default();
        for header in headers {
            framing.add(header, is_new)?;
        }
        if framing.hosts > 1 { Err(Fault::Malformed("two Hosts")) } else { Ok(framing) }
    }

    fn add(&mut self, header: &Header<'_>, is_new: bool) -> Result<(), Fault> {
        let value = header.value.trim_ascii();
        if header.name.eq_ignore_ascii_case("host") {
            self.hosts += 1;
        } else if header.name.eq_ignore_ascii_case("upgrade") {
            self.is_websocket |= value.eq_ignore_ascii_case(b"websocket");
        } else if header.name.eq_ignore_ascii_case("content-length") {
            let length = length_in(value).filter(|_| self.length.is_none());
            self.length = Some(length.ok_or(Fault::Malformed("Content-Length"))?);
        } else if header.name.eq_ignore_ascii_case("transfer-encoding") {
            if self.is_chunked || !is_new || !value.eq_ignore_ascii_case(b"chunked") {
                return Err(Fault::Malformed("Transfer-Encoding"));
            }
            self.is_chunked = true;
        }
        Ok(())
    }
}

fn length_in(value: &[u8]) -> Option<u64> {
    // The standard reader takes a sign, too.
    std::str::from_utf8(value).ok().filter(|value| !value.starts_with('+'))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Result<String, Fault> {
        let head = format!("{}\r\n\r\n", lines.join("\r\n"));
        read_head(head.as_bytes()).map(|read| {
            let (length, body) = read.expect("a whole head");
            assert_eq!(length, head.len());
            match body {
                Body::Length(length) => length.to_string(),
                Body::Chunks(_) => "chunks".to_owned(),
                Body::Rest => "rest".to_owned(),
            }
        })
    }

    #[test]
    fn what_follows_a_head_is_known() {
        for (lines, expected) in [
            (vec!["GET / HTTP/1.1", "Host: x"], "0"),
            (vec!["GET / HTTP/1.0"], "0"),
            (vec!["POST / HTTP/1.1", "Host: x", "content-length:  12 "], "12"),
            (vec!["POST / HTTP/1.0", "Content-Length: 12"], "12"),
            (vec!["POST / HTTP/1.1", "Host: x", "Transfer-Encoding: Chunked"], "chunks"),
            (vec!["GET / HTTP/1.1", "Host: x", "Upgrade: websocket"], "rest"),
            (vec!["CONNECT x:1 HTTP/1.1", "Host: x"], "rest"),
        ] {
            assert_eq!(read(&lines).as_deref(), Ok(expected), "{lines:?}");
        }
    }

    #[test]
    fn what_the_framework_refuses_is_refused() {
        for (lines, expected) in [
            (vec!["GET / HTTP/1.1"], "no Host"),
            (vec!["GET / HTTP/1.1", "Host: x", "Host: y"], "two Hosts"),
            (vec!["GET / HTTP/2.0", "Host: x"], "version"),
            (vec!["GET /\u{1} HTTP/1.1", "Host: x"], "request line"),
            (vec!["GET / HTTP/1.1", "Ho st: x"], "header name"),
            (vec!["GET / HTTP/1.1", "Host: \u{1}"], "header value"),
            (vec!["POST / HTTP/1.1", "Host: x", "Content-Length: +1"], "Content-Length"),
            (vec!["POST / HTTP/1.1", "Host: x", "Content-Length: 1", "Content-Length: 1"], "Content-Length"),
            (vec!["POST / HTTP/1.1", "Host: x", "Transfer-Encoding: gzip, chunked"], "Transfer-Encoding"),
            (vec!["POST / HTTP/1.0", "Transfer-Encoding: chunked"], "Transfer-Encoding"),
            (
                vec!["POST / HTTP/1.1", "Host: x", "Content-Length: 1", "Transfer-Encoding: chunked"],
                "two lengths",
            ),
            (vec!["POST / HTTP/1.0"], "no Content-Length"),
        ] {
            assert_eq!(read(&lines), Err(Fault::Malformed(expected)), "{lines:?}");
        }
    }

    #[test]
    fn what_is_too_large_is_named() {
        let long = "x".repeat(MAX_HEAD_BYTES);
        let line = format!("GET /{long}");
        assert_eq!(read_head(line.as_bytes()).unwrap_err(), Fault::UriTooLong);
        let header = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {long}");
        assert_eq!(read_head(header.as_bytes()).unwrap_err(), Fault::HeadTooLarge);
        let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X: y\r\n".repeat(MAX_HEADERS));
        assert_eq!(read_head(many.as_bytes()).unwrap_err(), Fault::HeadTooLarge);
    }
}
