//! Who waits for the next event: one listener a process hears of every round of any sequencer, and wakes them all.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use diesel::sql_query;
use diesel_async::RunQueryDsl;
use futures_util::StreamExt;
use tokio::sync::watch;

use super::sequencer::{self, CHANNEL};
use crate::db::{Connector, Error};

/// After so long without a word the listener asks by itself: a connection that broke silently says nothing, too.
const LOOKS_EVERY: Duration = Duration::from_secs(10);

/// What is known of the newest event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// Its position.
    pub position: i64,
    /// Whether the service is about to stop, so that nobody waits any longer.
    pub is_last: bool,
}

/// The newest event, for those who wait for it.
#[derive(Debug, Clone)]
pub struct NewestEvent(Arc<watch::Sender<News>>);

impl Default for NewestEvent {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(News::default())))
    }
}

impl NewestEvent {
    /// Somebody who waits.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<News> {
        self.0.subscribe()
    }

    /// Sends everybody who waits away, also those who come later.
    pub fn stop(&self) {
        self.0.send_modify(|news| news.is_last = true);
    }

    /// Whether the service is about to stop.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.borrow().is_last
    }

    fn announce(&self, position: i64) {
        self.0.send_if_modified(|news| {
            let is_newer = position > news.position;
            news.position = news.position.max(position);
            is_newer
        });
    }

    /// Hears of new events and wakes who waits, until the connection breaks.
    ///
    /// # Errors
    /// What broke it.
    pub async fn listen(&self, connector: &Connector) -> Result<Infallible, Error> {
        let connection = connector.connect().await;
        let mut connection = connection.map_err(|error| Error::Unavailable(error.to_string()))?;
        sql_query(format!("LISTEN {CHANNEL}")).execute(&mut connection).await?;
        loop {
            self.announce(sequencer::head(&connection).await?.0);
            let mut told = pin!(connection.notifications_stream());
            while let Ok(Some(told)) = tokio::time::timeout(LOOKS_EVERY, told.next()).await {
                self.announce(told?.payload.parse().unwrap_or_default());
            }
        }
    }
}
