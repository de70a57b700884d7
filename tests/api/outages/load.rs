//! Callers who go on whatever happens, and what must be true of the answers they got.

use crate::support::units;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::service::{Service, unit_path};
use super::wire::{Answer, Ask, Wire};

/// How long a caller rests between two requests.
const PAUSE: Duration = Duration::from_millis(15);
/// How many sessions the callers share.
const SESSIONS: usize = 6;
/// Every kind of request.
pub const ALL: &[Kind] = &[Kind::Live, Kind::Point, Kind::List, Kind::Write];
/// The longest anybody waits for an answer: five seconds to learn who asks, two for a connection, and a moment.
pub const BOUND: Duration = Duration::from_secs(8);

/// What a caller does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Asks whether the process lives.
    Live,
    /// Reads one thing.
    Point,
    /// Reads a list.
    List,
    /// Creates a thing, under a key.
    Write,
}

/// One request and what became of it.
#[derive(Debug, Clone)]
pub struct Shot {
    /// What it was.
    pub kind: Kind,
    /// The request.
    pub ask: Ask,
    /// When it was sent.
    pub begun: Instant,
    /// When its answer was there.
    pub ended: Instant,
    /// The answer, or why there was none.
    pub outcome: Result<Answer, String>,
}

impl Shot {
    fn status(&self) -> u16 {
        self.outcome.as_ref().map_or(0, |answer| answer.status)
    }

    /// The answer of a change that was made.
    pub fn acknowledged(&self) -> Option<&Answer> {
        self.outcome.as_ref().ok().filter(|answer| self.kind == Kind::Write && answer.status == 201)
    }

    fn say(&self) -> String {
        let text = match &self.outcome {
            Ok(answer) => format!("{} {}", answer.status, answer.raw()),
            Err(error) => error.clone(),
        };
        format!("{:?} after {:?}: {text}", self.kind, self.ended - self.begun)
    }
}

/// A running load.
pub struct Load {
    stop: Arc<AtomicBool>,
    callers: Vec<JoinHandle<Vec<Shot>>>,
}

impl Load {
    /// Callers of every kind, each with a connection of its own: one asks for life, `each` do each other thing.
    pub fn on(service: &Service, each: usize, name: &str) -> Self {
        let kinds = [Kind::Point, Kind::List, Kind::Write].repeat(each);
        Self::of(service, &[vec![Kind::Live], kinds].concat(), name)
    }

    /// Callers of these kinds; `name` begins the codes of what they create.
    pub fn of(service: &Service, kinds: &[Kind], name: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let tokens = service.tokens("admin", SESSIONS).into_iter().cycle();
        let start = |(index, (kind, token)): (usize, (&Kind, String))| {
            let (stop, wire, kind) = (Arc::clone(&stop), service.wire(), *kind);
            let name = format!("{name}{index}");
            thread::spawn(move || call(wire, kind, &token, &name, &stop))
        };
        let callers = kinds.iter().zip(tokens).enumerate().map(start).collect();
        Self { stop, callers }
    }

    /// The end, and the story of it.
    pub fn finish(self) -> Story {
        self.stop.store(true, Ordering::SeqCst);
        let shots: Vec<_> = self.callers.into_iter().flat_map(|caller| caller.join().unwrap()).collect();
        Story(shots)
    }
}

fn call(mut wire: Wire, kind: Kind, token: &str, name: &str, stop: &AtomicBool) -> Vec<Shot> {
    let mut shots = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        let ask = request(kind, &format!("{name}-{}", shots.len())).by(token);
        let begun = Instant::now();
        let outcome = wire.ask(&ask).map_err(|error| error.to_string());
        shots.push(Shot { kind, ask, begun, ended: Instant::now(), outcome });
        thread::sleep(PAUSE);
    }
    shots
}

fn request(kind: Kind, code: &str) -> Ask {
    match kind {
        Kind::Live => Ask::get("/livez"),
        Kind::Point => Ask::get(&unit_path(units::OFFICE)),
        Kind::List => Ask::get("/api/v1/units?limit=5"),
        Kind::Write => {
            Ask::post("/api/v1/units", &new_unit(code)).header("Idempotency-Key", &format!("key-of-{code}"))
        }
    }
}

/// A unit to be created.
pub fn new_unit(code: &str) -> Value {
    json!({"code": code, "name": "Đơn vị dưới tải", "kind": "OTHER", "openedOn": "2026-01-01"})
}

/// What happened.
pub struct Story(pub Vec<Shot>);

impl Story {
    /// Passes when every request got an answer, and every answer came in time and is one that may come: what was
    /// asked for, or 503 with the time to wait.
    pub fn is_clean(&self) -> &Self {
        self.passes("no answer, or one that may not come", |shot| match (&shot.outcome, shot.kind) {
            (Ok(answer), Kind::Live) => {
                answer.status == 200 && shot.ended - shot.begun < Duration::from_secs(1)
            }
            (Ok(answer), Kind::Write) => answer.status == 201 || is_refused(answer),
            (Ok(answer), _) => answer.status == 200 || is_refused(answer),
            (Err(_), _) => false,
        })
    }

    /// Passes when nobody waited longer than the bound.
    pub fn is_bounded(&self, kinds: &[Kind]) -> &Self {
        self.passes("too slow", |shot| !kinds.contains(&shot.kind) || shot.ended - shot.begun <= BOUND)
    }

    /// Passes when whatever was asked and answered in this time was refused, these kinds among it, and the service
    /// said that it lives.
    pub fn is_refused(&self, from: Instant, until: Instant, expected: &[Kind]) -> &Self {
        let within = |shot: &&Shot| shot.begun >= from && shot.ended <= until;
        let kinds: Vec<_> = self.0.iter().filter(within).map(|shot| shot.kind).collect();
        for kind in expected {
            assert!(kinds.contains(kind), "nobody of {kind:?} was answered in the outage");
        }
        self.passes("answered without a database", |shot| {
            !within(&shot) || shot.kind == Kind::Live || shot.status() == 503
        })
    }

    /// Passes when whatever was asked from then on was done.
    pub fn is_well_from(&self, from: Instant) -> &Self {
        assert!(self.0.iter().filter(|shot| shot.begun >= from).count() > 10, "nobody asked afterwards");
        self.passes("not well again", |shot| shot.begun < from || matches!(shot.status(), 200 | 201))
    }

    /// Passes when everything that was acknowledged is there, and says so once more under its key.
    pub fn check_nothing_lost(&self, service: &Service) -> &Self {
        let (mut wire, token) = (service.wire(), service.token("admin"));
        let mut count = 0;
        for (shot, answer) in self.0.iter().filter_map(|shot| Some((shot, shot.acknowledged()?))) {
            let path = format!("/api/v1/units/{}", answer.text("id"));
            let found = wire.ask(&Ask::get(&path).by(&token)).unwrap();
            assert_eq!(found.status, 200, "{path} was acknowledged and is lost: {}", found.raw());
            let again = wire.ask(&shot.ask).unwrap();
            let replayed = again.header("idempotent-replayed") == Some("true");
            assert!(replayed && again.body == answer.body, "{}: {}", again.status, again.raw());
            count += 1;
        }
        assert!(count > 0, "nothing was acknowledged");
        self
    }

    fn passes(&self, title: &str, fits: impl Fn(&Shot) -> bool) -> &Self {
        let unfit: Vec<_> = self.0.iter().filter(|shot| !fits(shot)).map(Shot::say).collect();
        let shown = unfit.iter().take(5).cloned().collect::<Vec<_>>().join("\n");
        assert!(unfit.is_empty(), "{title}: {} of {}\n{shown}", unfit.len(), self.0.len());
        self
    }
}

fn is_refused(answer: &Answer) -> bool {
    let seconds = answer.header("retry-after").and_then(|seconds| seconds.parse::<u32>().ok());
    answer.status == 503 && seconds.is_some() && answer.text("code") == "unavailable"
}
