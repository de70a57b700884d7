//! A receiver of webhooks: it remembers what it was sent, and answers what it was told to.

use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use serde_json::Value;
use standardwebhooks::Webhook;

/// What a receiver was sent.
#[derive(Clone)]
pub struct Received {
    pub headers: actix_web::http::header::HeaderMap,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether a library that others use would have signed it so by a secret. It checks only what is of today, and the clock of the
    /// tests stands still.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let (id, at) = (self.header("webhook-id"), self.header("webhook-timestamp").parse().unwrap());
        let signed = Webhook::new(secret).unwrap().sign(id, at, self.body.as_bytes()).unwrap();
        self.header("webhook-signature").split(' ').any(|own| own == signed)
    }
}

/// What a receiver answers.
type Answer = (u16, Vec<(&'static str, String)>, &'static str);

struct Memory {
    received: Mutex<Vec<Received>>,
    answer: Mutex<Answer>,
}

/// A receiver on a port of its own.
pub struct Receiver {
    pub url: String,
    memory: Arc<Memory>,
    handle: ServerHandle,
}

async fn take(request: HttpRequest, body: String, memory: web::Data<Arc<Memory>>) -> HttpResponse {
    memory.received.lock().unwrap().push(Received { headers: request.headers().clone(), body });
    let (status, headers, text) = memory.answer.lock().unwrap().clone();
    let mut answer = HttpResponse::build(StatusCode::from_u16(status).unwrap());
    for (name, value) in headers {
        answer.insert_header((name, value));
    }
    answer.body(text)
}

impl Receiver {
    /// A receiver that takes everything.
    pub fn start() -> Self {
        let memory =
            Arc::new(Memory { received: Mutex::default(), answer: Mutex::new((204, Vec::new(), "")) });
        let own = Arc::clone(&memory);
        let server = HttpServer::new(move || {
            App::new().app_data(web::Data::new(Arc::clone(&own))).default_service(web::post().to(take))
        });
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://127.0.0.1:{}/hooks", server.addrs()[0].port());
        let running = server.run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        Self { url, memory, handle }
    }

    /// What it answers from now on.
    pub fn answer(&self, status: u16) {
        self.answer_with(status, &[], "");
    }

    pub fn answer_with(&self, status: u16, headers: &[(&'static str, &str)], text: &'static str) {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        *self.memory.answer.lock().unwrap() = (status, headers, text);
    }

    /// What it was sent so far.
    pub fn received(&self) -> Vec<Received> {
        self.memory.received.lock().unwrap().clone()
    }

    /// The codes of the units of which it was told, in the order of the alphabet.
    pub fn codes(&self) -> Vec<String> {
        let events: Vec<Value> = self.received().iter().map(Received::json).collect();
        let of_units = events.iter().filter(|event| event["data"]["subjectType"] == "UNIT");
        let code = |event: &Value| event["data"]["unit"]["code"].as_str().map(str::to_owned);
        let mut codes: Vec<String> = of_units.filter_map(code).collect();
        codes.sort();
        codes
    }

    pub fn count(&self) -> usize {
        self.memory.received.lock().unwrap().len()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}
