//! The service's own lists as they are read inside: by the same app as over HTTP, in threads of their own, for a reader instead of
//! a token.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_http::{HttpMessage, Request};
use actix_service::{Service, ServiceFactory};
use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::{AppConfig, ServiceResponse};
use actix_web::http::{Method, StatusCode, Uri};
use actix_web::web::Bytes;
use actix_web::{Error, rt};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use super::app::{AppParts, app_inside};
use super::contract::Contract;
use crate::auth::guard::ActsFor;
use crate::http::contract::BASE_PATH;
use crate::http::{Code, Problem};
use crate::operations::own_lists::{OwnTable, ReadLists, WholeList};

/// How many threads answer: one reads the next part of a list while another writes the one before.
const THREADS: usize = 2;
/// How many connections to the database each has.
const CONNECTIONS: usize = 2;
/// How many questions wait for each.
const WAITING: usize = 16;
/// How long an answer may take.
const DEADLINE: Duration = Duration::from_secs(30);

/// The service's own lists.
pub struct OwnLists {
    parts: AppParts,
    contract: Contract,
    questions: [OnceLock<mpsc::Sender<Question>>; THREADS],
    asked: AtomicUsize,
}

struct Question {
    reader: ActsFor,
    path: String,
    form: WholeList,
    answer: oneshot::Sender<Result<Bytes, Problem>>,
}

impl OwnLists {
    /// The lists of an app with these parts; its threads begin with their first questions.
    #[must_use]
    pub const fn new(parts: AppParts, contract: Contract) -> Self {
        Self { parts, contract, questions: [const { OnceLock::new() }; THREADS], asked: AtomicUsize::new(0) }
    }

    fn begin(&self) -> mpsc::Sender<Question> {
        let (send, receive) = mpsc::channel(WAITING);
        let (parts, contract) = (self.parts.clone(), self.contract.clone());
        // It ends when nobody is left who could ask.
        std::thread::spawn(move || rt::System::new().block_on(answer_all(parts, contract, receive)));
        send
    }

    async fn ask(&self, reader: ActsFor, path: String, form: WholeList) -> Result<Bytes, Problem> {
        let (answer, answered) = oneshot::channel();
        let question = Question { reader, path, form, answer };
        let gone = || Problem::internal("nobody answers questions about the service's own lists");
        let turn = self.asked.fetch_add(1, Ordering::Relaxed) % THREADS;
        let thread = self.questions.get(turn).ok_or_else(gone)?;
        thread.get_or_init(|| self.begin()).send(question).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

impl ReadLists for OwnLists {
    fn table(&self, operation_id: &str) -> Option<OwnTable> {
        let tables = &self.contract.tables;
        let spec = tables.by_operation.get(operation_id).copied()?;
        Some(OwnTable { spec, words: Arc::clone(&tables.words) })
    }

    fn read(&self, reader: ActsFor, path: String, form: WholeList) -> BoxFuture<'_, Result<Bytes, Problem>> {
        self.ask(reader, path, form).boxed()
    }
}

async fn answer_all(mut parts: AppParts, contract: Contract, mut questions: mpsc::Receiver<Question>) {
    // A connection works in the thread that opened it, and another one would wait for this.
    match parts.state.db.like_this(CONNECTIONS) {
        Ok(db) => parts.state.db = db,
        Err(error) => return log::error!("the service's own lists can't be read: {error}"),
    }
    let Ok(app) = actix_service::map_config(app_inside(parts, contract), |()| AppConfig::default())
        .new_service(())
        .await
    else {
        return log::error!("the service's own lists can't be read: the app does not start");
    };
    while let Some(Question { reader, path, form, answer }) = questions.recv().await {
        let asked = AssertUnwindSafe(ask(&app, reader, &path, form)).catch_unwind();
        let answered = match tokio::time::timeout(DEADLINE, asked).await {
            Ok(Ok(answered)) => answered,
            Ok(Err(_)) => Err(Problem::internal("panic")),
            Err(_) => Err(Problem::new(Code::unavailable).because("the list took too long")),
        };
        // Who asked may be gone.
        answer.send(answered).ok();
    }
}

async fn ask(
    app: &impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    reader: ActsFor,
    path: &str,
    form: WholeList,
) -> Result<Bytes, Problem> {
    let uri: Uri = format!("{BASE_PATH}{path}").parse().map_err(Problem::internal)?;
    let mut request = Request::new();
    request.head_mut().method = Method::GET;
    *request.uri_mut() = uri;
    request.extensions_mut().insert(reader);
    request.extensions_mut().insert(form);
    let response = app.call(request).await.map_err(|error| problem_of(&error))?;
    if let Some(error) = response.response().error() {
        return Err(problem_of(error));
    }
    if response.status() != StatusCode::OK {
        return Err(Problem::internal(format!("a list answers {}", response.status())));
    }
    to_bytes(response.into_body()).await.map_err(|_| Problem::internal("an answer without its body"))
}

fn problem_of(error: &Error) -> Problem {
    error.as_error::<Problem>().cloned().unwrap_or_else(|| Problem::internal(error))
}
