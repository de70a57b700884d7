//! The way of every change: permission, key, effect and stored answer in one transaction, then the sequencer.

use std::cell::RefCell;
use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::guard::ACTING_FOR;
use crate::core::clock::Clock;
use crate::core::context::{ChangeContext, Ids};
use crate::core::crypto;
use crate::db::stored_answers::{self, Claim, Kept, Key};
use crate::db::{self, Connection};
use crate::http::input::{BodyDigest, CheckedParameters, operation_of};
use crate::http::outer_middleware::{RequestFacts, locale_of};
use crate::http::{Answer, Code, Locale, Problem, Violation};
use crate::operations::state::State;

/// The longest idempotency key, in characters.
const KEY_MAX: usize = 255;
/// The shortest idempotency key, in characters.
const KEY_MIN: usize = 8;

/// Whether a change is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DryRunParameter {
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    pub dry_run: Option<bool>,
}

/// A running change: who makes it, under which key, with what body.
pub struct Change {
    request: HttpRequest,
    state: web::Data<State>,
    /// Who makes the change.
    pub caller: Caller,
    /// When and in which request.
    pub context: ChangeContext,
    /// Sessions that the change ends.
    ended_sessions: RefCell<Vec<Uuid>>,
}

/// How the work of a transaction ends without a commit.
enum Stop {
    Refused(Problem),
    Tried(Answer),
}

impl From<db::Error> for Stop {
    fn from(error: db::Error) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl db::Failure for Stop {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.is_conflict())
    }
}

impl Change {
    /// Makes the change: `permit` passes or refuses, `effect` changes and answers. A request whose key was
    /// answered before gets that answer again, but only after `permit` passed. With `dryRun=true` the answer is the same
    /// and nothing is written.
    ///
    /// # Errors
    /// What `permit` or `effect` refuse; a reused or running key; an unavailable database.
    pub async fn run(
        &self,
        permit: impl AsyncFn(&mut Connection) -> Result<(), Problem>,
        effect: impl AsyncFn(&mut Connection) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        self.run_with_replay(permit, async |_: &mut Connection, _: &Answer| Ok(()), effect).await
    }

    /// Makes the change as [`run`](Self::run). `permit_replay` passes or refuses the answer to an earlier request, where
    /// what may be done depends on what was done then.
    ///
    /// # Errors
    /// As there, and what `permit_replay` refuses.
    pub async fn run_with_replay(
        &self,
        permit: impl AsyncFn(&mut Connection) -> Result<(), Problem>,
        permit_replay: impl AsyncFn(&mut Connection, &Answer) -> Result<(), Problem>,
        effect: impl AsyncFn(&mut Connection) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        self.confirm_caller().await?;
        if self.is_dry_run() {
            return self.dry_run(permit, effect).await;
        }
        let key = self.key()?;
        let answer = self
            .state
            .db
            .transaction(async |tx: &mut Connection| {
                permit(tx).await?;
                self.answer_once(tx, key.as_ref(), &permit_replay, &effect).await
            })
            .await?;
        self.finish().await;
        Ok(answer)
    }

    /// Makes a change that needs no more permission than the guard asked for, as [`run`](Self::run).
    pub async fn run_permitted(
        &self,
        effect: impl AsyncFn(&mut Connection) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        self.run(async |_: &mut Connection| Ok(()), effect).await
    }

    fn is_dry_run(&self) -> bool {
        let extensions = self.request.extensions();
        let parameters = extensions.get::<CheckedParameters>();
        parameters.and_then(|checked| checked.0.get("dryRun")?.as_bool()) == Some(true)
    }

    /// Makes the change and keeps nothing under a key: an answer or a body that carries a secret is never stored,
    /// also not as a fingerprint.
    ///
    /// # Errors
    /// What `permit` or `effect` refuse; an unavailable database.
    pub async fn run_without_idempotency(
        &self,
        permit: impl AsyncFn(&mut Connection) -> Result<(), Problem>,
        effect: impl AsyncFn(&mut Connection) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        self.confirm_caller().await?;
        let answer = self
            .state
            .db
            .transaction(async |tx: &mut Connection| {
                permit(tx).await?;
                effect(tx).await
            })
            .await?;
        self.finish().await;
        Ok(answer)
    }

    /// The body may have come slowly: whoever may no longer make the change is refused now.
    async fn confirm_caller(&self) -> Result<(), Problem> {
        self.state.authenticator.confirm(&self.state.db, &self.caller).await
    }

    /// Refuses the access tokens of sessions that the change ends, as soon as it is committed: before the commit another
    /// request would only learn once more that they are good.
    pub fn forget_after_commit(&self, session_ids: &[Uuid]) {
        self.ended_sessions.borrow_mut().extend_from_slice(session_ids);
    }

    /// What follows a commit: ended sessions are forgotten, the sequencer is woken.
    async fn finish(&self) {
        for session_id in self.ended_sessions.take() {
            self.state.authenticator.forget(session_id).await;
        }
        self.state.committed.notify_one();
    }

    /// Makes the change and rolls it back: the answer is what [`run`](Self::run) would give, nothing is written.
    async fn dry_run(
        &self,
        permit: impl AsyncFn(&mut Connection) -> Result<(), Problem>,
        effect: impl AsyncFn(&mut Connection) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        // A trial keeps no answer, but a malformed key is as wrong as ever.
        self.key()?;
        let outcome = self
            .state
            .db
            .transaction(async |tx: &mut Connection| {
                permit(tx).await?;
                Err::<Answer, Stop>(Stop::Tried(effect(tx).await?))
            })
            .await;
        match outcome {
            // Nothing has the version that a trial ends with.
            Ok(answer) | Err(Stop::Tried(answer)) => Ok(answer.without_etag()),
            Err(Stop::Refused(problem)) => Err(problem),
        }
    }

    /// The language the caller reads.
    #[must_use]
    pub fn locale(&self) -> Locale {
        locale_of(&self.request)
    }

    async fn answer_once(
        &self,
        tx: &mut Connection,
        key: Option<&Key>,
        permit_replay: &impl AsyncFn(&mut Connection, &Answer) -> Result<(), Problem>,
        effect: &impl AsyncFn(&mut Connection) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        let Some(key) = key else { return effect(tx).await };
        match stored_answers::claim(tx, key, self.context.at).await? {
            Claim::Fresh => {
                let answer = effect(tx).await?;
                stored_answers::keep(tx, key, &to_stored(&answer)?, self.context.at).await?;
                Ok(answer)
            }
            Claim::Answered(kept) => {
                let answer = replay(kept)?;
                permit_replay(tx, &answer).await?;
                Ok(answer)
            }
            Claim::Reused => Err(Problem::new(Code::idempotency_key_reused)),
            Claim::InProgress => Err(Problem::new(Code::idempotency_in_progress)),
        }
    }

    fn key(&self) -> Result<Option<Key>, Problem> {
        let Some(header) = self.request.headers().get("Idempotency-Key") else {
            // A machine tries again by itself; a person sees what happened.
            let is_named = !matches!(*self.request.method(), Method::POST | Method::PATCH);
            return if self.caller.client.is_none() || is_named { Ok(None) } else { Err(key_is_needed()) };
        };
        let text = header.to_str().unwrap_or_default();
        let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_visible || !(KEY_MIN..=KEY_MAX).contains(&text.len()) {
            let fault = Violation::of_header("Idempotency-Key", Code::wrong_format);
            return Err(Problem::invalid(vec![fault.expecting("^[!-~]+$")]));
        }
        let operation = operation_of(&self.request)?.id.clone();
        let fingerprint = self.fingerprint();
        Ok(Some(Key { caller_id: self.caller.user_id, operation, key: text.to_owned(), fingerprint }))
    }

    fn fingerprint(&self) -> Vec<u8> {
        let request = &self.request;
        let media_type = request.headers().get("Content-Type").map_or(&[][..], |value| value.as_bytes());
        // Without parameters: the boundary of a form is another one every time.
        let essence = media_type.split(|byte| *byte == b';').next().unwrap_or_default();
        let if_match = request.headers().get("If-Match");
        let body = request.extensions().get::<BodyDigest>().map(|digest| digest.0.clone());
        crypto::sha256(&[
            request.method().as_str().as_bytes(),
            b"\0",
            request.path().as_bytes(),
            b"\0",
            request.query_string().as_bytes(),
            b"\0",
            if_match.map_or(&[][..], |value| value.as_bytes()),
            b"\0",
            essence,
            b"\0",
            &body.unwrap_or_default(),
        ])
    }
}

fn key_is_needed() -> Problem {
    Problem::invalid(vec![Violation::of_header("Idempotency-Key", Code::key_needed_for_retries)])
}

impl FromRequest for Change {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(start(request))
    }
}

fn start(request: &HttpRequest) -> Result<Change, Problem> {
    let state = request.app_data::<web::Data<State>>().cloned();
    let state = state.ok_or_else(|| Problem::internal("the app has no state"))?;
    let caller = request.extensions().get::<Caller>().cloned();
    let caller = caller.ok_or_else(|| Problem::internal("a change without a caller"))?;
    let context = context(request, &state.clock, Some(&caller));
    Ok(Change { request: request.clone(), state, caller, context, ended_sessions: RefCell::default() })
}

/// The mark of a change made by `caller` in this request.
#[must_use]
pub fn context(request: &HttpRequest, clock: &Clock, caller: Option<&Caller>) -> ChangeContext {
    ChangeContext {
        actor_id: caller.map(|caller| caller.user_id),
        acting_for: acting_for(request, caller),
        request_id: request.extensions().get::<RequestFacts>().map(|facts| facts.request_id),
        at: clock.now(),
        today: clock.today(),
        ids: Ids::default(),
    }
}

/// For whom a machine client says that it acts; the guard has looked at the form.
fn acting_for(request: &HttpRequest, caller: Option<&Caller>) -> Option<Arc<str>> {
    caller?.client.as_ref()?;
    request.headers().get(ACTING_FOR)?.to_str().ok().map(Into::into)
}

fn to_stored(answer: &Answer) -> Result<Kept, Problem> {
    let status = i16::try_from(answer.status).map_err(Problem::internal)?;
    let headers: Value = serde_json::to_value(&answer.headers).map_err(Problem::internal)?;
    Ok(Kept { status, headers, body: answer.body.clone() })
}

fn replay(kept: Kept) -> Result<Answer, Problem> {
    let status = u16::try_from(kept.status).map_err(Problem::internal)?;
    let headers = serde_json::from_value(kept.headers).map_err(Problem::internal)?;
    Ok(Answer { status, headers, body: kept.body }.header("Idempotent-Replayed", "true"))
}
