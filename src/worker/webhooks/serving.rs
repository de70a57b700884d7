//! Which endpoint is served when: at once when something happens, and when a delivery is due again.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::{FutureExt, StreamExt, stream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::composed::{compose, query_for};
use super::outcome;
use super::planned::{PLANNED_AT_ONCE, plan_some};
use super::sender::{Message, Sender};
use crate::db::Connection;
use crate::features::events::store::EventQuery;
use crate::features::webhooks::rules::{EndpointStatus, PROBED_EVERY, SigningKey, is_down, signatures};
use crate::features::webhooks::store::{self, Claim, Endpoint};
use crate::http::Problem;
use crate::operations::state::State;

/// How long deliveries are kept after they ended.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// How often it is looked for deliveries that are due again, when nothing happens.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How long nothing is done after a failure of the database.
const PAUSE: Duration = Duration::from_secs(1);
/// How long attempts go on after the stop.
const LAST_MOMENT: Duration = Duration::from_secs(5);
/// How many deliveries of an endpoint are taken at once, and how many of them are sent at the same time.
const TAKEN_AT_ONCE: i64 = 32;
const SENT_AT_ONCE: usize = 8;

/// Sends to endpoints what they are to be told.
#[derive(Clone)]
pub struct Dispatcher {
    state: State,
    sender: Sender,
}

/// Serves endpoints until told to stop; what is being sent then has a moment to come to its end.
pub async fn keep_dispatching(dispatcher: Dispatcher, mut stop: watch::Receiver<bool>) {
    let mut newest = dispatcher.state.newest_event.watch();
    let work = Arc::clone(&dispatcher.state.webhook_work);
    let (mut busy, mut serving) = (HashSet::new(), JoinSet::new());
    while !*stop.borrow() {
        newest.borrow_and_update();
        match dispatcher.list_with_work().await {
            Ok(found) => {
                for id in found.into_iter().filter(|id| busy.insert(*id)).collect::<Vec<_>>() {
                    let own = dispatcher.clone();
                    serving.spawn_local(async move {
                        own.serve_safely(id).await;
                        id
                    });
                }
            }
            Err(problem) => {
                log::warn!("webhooks wait: {problem}");
                tokio::time::sleep(PAUSE).await;
            }
        }
        tokio::select! {
            Some(Ok(id)) = serving.join_next(), if !serving.is_empty() => { busy.remove(&id); }
            Ok(()) = newest.changed() => {}
            () = work.notified() => {}
            () = tokio::time::sleep(LOOKS_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
    // What is cut off is sent again by another server.
    let sent = async { while serving.join_next().await.is_some() {} };
    tokio::time::timeout(LAST_MOMENT, sent).await.ok();
}

impl Dispatcher {
    /// A dispatcher to the networks to which the service may send.
    ///
    /// # Errors
    /// Why TLS can't be set up.
    pub fn new(state: State) -> Result<Self, String> {
        let sender = Sender::new((*state.webhook_targets).clone())?;
        Ok(Self { state, sender })
    }

    /// The endpoints for which something can be done now.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    pub async fn list_with_work(&self) -> Result<Vec<Uuid>, Problem> {
        let (now, today) = (self.state.clock.now(), self.state.clock.today());
        Ok(self.state.db.read(async |conn| store::list_with_work(conn, now, today).await).await?)
    }

    /// Does what can be done for an endpoint now; a failure is told of in the log.
    async fn serve_safely(&self, id: Uuid) {
        match AssertUnwindSafe(self.serve(id)).catch_unwind().await {
            Ok(Ok(_)) => {}
            Ok(Err(problem)) => {
                log::warn!("an endpoint of webhooks waits: {problem}");
                tokio::time::sleep(PAUSE).await;
            }
            Err(_) => log::error!("serving an endpoint of webhooks panicked"),
        }
    }

    /// Does what can be done for an endpoint now: plans, and sends what is due. Answers how often something was sent.
    ///
    /// # Errors
    /// A [`Problem`] of the database: what was being sent is sent again later.
    pub async fn serve(&self, id: Uuid) -> Result<usize, Problem> {
        let mut sent = 0;
        loop {
            let endpoint = self.state.db.read(async |conn| store::find(conn, id).await).await?;
            let client = self.state.authenticator.caller_of_client(&self.state.db, endpoint.client_id).await;
            let is_served = endpoint.status == EndpointStatus::Active && !self.state.newest_event.is_over();
            let Some(client) = client?.filter(|_| is_served) else {
                return Ok(sent);
            };
            let query = query_for(&self.state, &client, &endpoint, PLANNED_AT_ONCE).await?;
            let now = self.state.clock.now();
            let plan = async |tx: &mut Connection| plan_some(tx, id, &query, now).await;
            let is_more_planned = self.state.db.transaction(plan).await?;
            let claims = self.claim(id).await?;
            if claims.is_empty() && !is_more_planned {
                return Ok(sent);
            }
            sent += claims.len();
            self.send_all((&endpoint, &query), claims).await?;
        }
    }

    /// Takes what is due for an endpoint; of one that is down, now and then one delivery, due or not.
    async fn claim(&self, id: Uuid) -> Result<Vec<Claim>, Problem> {
        let now = self.state.clock.now();
        let claim = async |tx: &mut Connection| {
            let progress = store::list_progress(tx, &[id]).await?.pop();
            let Some(progress) = progress.filter(|own| own.paused_until.is_none_or(|until| until <= now))
            else {
                return Ok(Vec::new());
            };
            if !is_down(progress.failures_in_a_row) {
                return store::claim(tx, id, (TAKEN_AT_ONCE, false), now).await;
            }
            let is_asked = progress.last_attempt_at.is_none_or(|at| at <= now - PROBED_EVERY);
            if is_asked { store::claim(tx, id, (1, true), now).await } else { Ok(Vec::new()) }
        };
        Ok(self.state.db.transaction(claim).await?)
    }

    async fn send_all(
        &self,
        (endpoint, query): (&Endpoint, &EventQuery),
        claims: Vec<Claim>,
    ) -> Result<(), Problem> {
        let now = self.state.clock.now();
        let keys = self.signing_keys(endpoint.id).await?;
        let bodies = compose(&self.state, (endpoint, query), &claims, now).await?;
        let send = async |(claim, body): (Claim, Option<String>)| match body {
            Some(body) => self.send(endpoint, (&claim, body), &keys).await,
            None => outcome::drop_unsent(&self.state, &claim).await,
        };
        let outcomes = stream::iter(claims.into_iter().zip(bodies)).map(send).buffer_unordered(SENT_AT_ONCE);
        outcomes.collect::<Vec<_>>().await.into_iter().collect()
    }

    async fn send(
        &self,
        endpoint: &Endpoint,
        (claim, body): (&Claim, String),
        keys: &[SigningKey],
    ) -> Result<(), Problem> {
        let (started_at, id) = (self.state.clock.now(), claim.event_id.to_string());
        let at = started_at.timestamp();
        let signatures = signatures(keys, &id, at, &body);
        let message = Message { url: &endpoint.url, id, at, signatures, body };
        let sent = self.sender.send(&message, started_at).await;
        outcome::write(&self.state, endpoint.id, (claim, &message.body, &sent), started_at).await
    }

    async fn signing_keys(&self, endpoint: Uuid) -> Result<Vec<SigningKey>, Problem> {
        let now = self.state.clock.now();
        let list = async |conn: &Connection| store::list_secrets(conn, &[endpoint], now).await;
        let secrets = self.state.db.read(list).await?;
        Ok(secrets.iter().map(|own| SigningKey::derive(&self.state.webhook_key, own.id)).collect())
    }
}
