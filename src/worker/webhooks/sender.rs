//! The HTTP side: one POST to an endpoint, to no other address than those that are allowed, and no longer than it may take.

use std::error::Error as StdError;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};

use crate::core::targets::Targets;
use crate::core::tls::client_tls;
use crate::features::webhooks::rules::AttemptOutcome;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an attempt may take as a whole.
const TIMEOUT: Duration = Duration::from_secs(15);
/// How long a connection is kept that is not used.
const IDLE: Duration = Duration::from_secs(10);
/// How many bytes of an answer are read.
const ANSWER_BYTES: usize = 4_000;
/// How many letters of it are kept.
const ANSWER_LETTERS: usize = 1_000;
/// The longest time for which an endpoint may ask to be left alone.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(24);

/// What is sent.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) url: &'a str,
    /// `webhook-id`: the event's id.
    pub(super) id: String,
    /// `webhook-timestamp`: the instant of the attempt, in seconds.
    pub(super) at: i64,
    /// `webhook-signature`.
    pub(super) signatures: String,
    pub(super) body: String,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) outcome: AttemptOutcome,
    pub(super) status: Option<StatusCode>,
    /// How the answer began.
    pub(super) answer: Option<String>,
    /// Until when the endpoint wants to be left alone.
    pub(super) paused_until: Option<DateTime<Utc>>,
    pub(super) took: Duration,
}

/// Sends messages.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    client: Client,
    targets: Targets,
}

/// A name leads to no address to which the service may send.
#[derive(Debug, thiserror::Error)]
#[error("no address of the name is in a network to which the service may send")]
struct OutsideTargets;

/// Resolves names, and gives on only addresses that are allowed: the connection goes to one of these, whatever the name leads to later.
struct GuardedResolver(Targets);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let targets = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| targets.allow(address.ip())).collect();
            if allowed.is_empty() {
                return Err(Box::from(OutsideTargets));
            }
            let addresses: Addrs = Box::new(allowed.into_iter());
            Ok(addresses)
        })
    }
}

impl Sender {
    /// A sender to these networks.
    ///
    /// # Errors
    /// Why TLS can't be set up.
    pub(super) fn new(targets: Targets) -> Result<Self, String> {
        let client = Client::builder()
            .tls_backend_preconfigured(client_tls()?)
            .dns_resolver(Arc::new(GuardedResolver(targets.clone())))
            .redirect(Policy::none())
            .no_proxy()
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .pool_idle_timeout(IDLE)
            .user_agent(concat!("thidua/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| format!("webhooks can't be sent: {error}"))?;
        Ok(Self { client, targets })
    }

    /// Sends a message once.
    pub(super) async fn send(&self, message: &Message<'_>, now: DateTime<Utc>) -> Sent {
        let begun = Instant::now();
        let sent = |outcome, status, answer, paused_until| Sent {
            outcome,
            status,
            answer,
            paused_until,
            took: begun.elapsed(),
        };
        // What is allowed may have changed since the endpoint was registered; an address in figures is not resolved.
        let Ok(url) = self.targets.check(message.url) else {
            return sent(AttemptOutcome::TargetNotAllowed, None, None, None);
        };
        let request = self
            .client
            .post(url)
            .header("Content-Type", "application/cloudevents+json; charset=utf-8")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.at.to_string())
            .header("webhook-signature", &message.signatures)
            .body(message.body.clone());
        match request.send().await {
            Ok(answer) => {
                let (status, pause) = (answer.status(), pause_of(answer.status(), answer.headers(), now));
                let outcome =
                    if status.is_success() { AttemptOutcome::Taken } else { AttemptOutcome::Refused };
                sent(outcome, Some(status), beginning_of(answer).await, pause)
            }
            Err(error) => sent(outcome_of(&error), None, None, None),
        }
    }
}

fn outcome_of(error: &reqwest::Error) -> AttemptOutcome {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(own) = cause {
        if own.is::<OutsideTargets>() {
            return AttemptOutcome::TargetNotAllowed;
        }
        cause = own.source();
    }
    if error.is_timeout() { AttemptOutcome::TimedOut } else { AttemptOutcome::NotConnected }
}

/// How an answer begins; what does not come in time is not waited for.
async fn beginning_of(mut answer: Response) -> Option<String> {
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER_BYTES {
        match answer.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            _ => break,
        }
    }
    bytes.truncate(ANSWER_BYTES);
    let is_shown = |letter: &char| !letter.is_control() || *letter == '\n';
    let text: String =
        String::from_utf8_lossy(&bytes).chars().filter(is_shown).take(ANSWER_LETTERS).collect();
    (!text.is_empty()).then_some(text)
}

/// Until when an endpoint wants to be left alone: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
fn pause_of(status: StatusCode, headers: &HeaderMap, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if !matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return None;
    }
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    let until = match text.parse::<u32>() {
        Ok(seconds) => now + TimeDelta::seconds(seconds.into()),
        Err(_) => DateTime::parse_from_rfc2822(text).ok()?.to_utc(),
    };
    Some(until.min(now + LONGEST_PAUSE)).filter(|until| *until > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_says_how_long_it_wants_to_be_left_alone() {
        let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
        for (status, text, seconds) in [
            (429, "120", Some(120)),
            (503, "Mon, 23 Nov 2026 02:05:00 GMT", Some(300)),
            (503, "4000000000", Some(86_400)),
            (503, "99999999999", None),
            (429, "0", None),
            (429, "Mon, 23 Nov 2026 01:00:00 GMT", None),
            (429, "soon", None),
            (500, "120", None),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            let until = pause_of(StatusCode::from_u16(status).unwrap(), &headers, now);
            assert_eq!(until.map(|until| (until - now).num_seconds()), seconds, "{status} {text}");
        }
    }
}
