//! One way to open a connection, for pools, pipelines and migrations alike.

use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::AsyncPgConnection;
use tokio_postgres::CancelToken;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::error::Error;
use crate::core::tls::client_tls;

/// Limits that the server itself keeps, so that no query outlives its caller by much.
const SESSION_OPTIONS: &str = "-c statement_timeout=10s -c lock_timeout=3s \
    -c idle_in_transaction_session_timeout=15s -c timezone=UTC";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// After how much silence the network is asked whether the server is still there.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);
/// How long sent data may stay unconfirmed.
const SILENCE_MAX: Duration = Duration::from_secs(10);

/// Where the database is and how to speak to it.
#[derive(Clone)]
pub struct Connector {
    config: tokio_postgres::Config,
    tls: Option<MakeRustlsConnect>,
}

impl Connector {
    /// Reads a connection string (URL or key=value); TLS is required unless it says
    /// `sslmode=disable` or names a socket.
    ///
    /// # Errors
    /// The reason why the string can't be used.
    pub fn parse(database_url: &str) -> Result<Self, String> {
        let mut config: tokio_postgres::Config =
            database_url.parse().map_err(|error| format!("DATABASE_URL can't be read: {error}"))?;
        config
            .options(SESSION_OPTIONS)
            .application_name("thidua")
            .connect_timeout(CONNECT_TIMEOUT)
            .keepalives_idle(KEEPALIVE_IDLE)
            .tcp_user_timeout(SILENCE_MAX);
        let is_named = config.get_hosts().iter().any(|host| matches!(host, Host::Tcp(_)));
        let is_remote = is_named || !config.get_hostaddrs().is_empty();
        if is_remote && config.get_ssl_mode() == SslMode::Prefer {
            // "Prefer" would fall back to plain text when somebody between says that the server has no TLS.
            config.ssl_mode(SslMode::Require);
        }
        // A socket is never encrypted, so the certificates of this machine need not be read for it.
        let is_encrypted = is_remote && config.get_ssl_mode() != SslMode::Disable;
        let tls = if is_encrypted { Some(MakeRustlsConnect::new(client_tls()?)) } else { None };
        Ok(Self { config, tls })
    }

    /// The same server without the limits of a request: a migration may take its time.
    #[must_use]
    pub fn without_limits(mut self) -> Self {
        self.config.options("-c timezone=UTC");
        self
    }

    /// Opens a connection whose driver runs on the caller's runtime.
    ///
    /// # Errors
    /// [`ConnectionError`] when the server can't be reached or refuses.
    pub async fn connect(&self) -> ConnectionResult<AsyncPgConnection> {
        // The driver's own time-out ends with the TCP handshake; a silent server would be waited for without end.
        match tokio::time::timeout(CONNECT_TIMEOUT, self.connect_in_time()).await {
            Ok(outcome) => outcome,
            Err(_) => Err(ConnectionError::BadConnection("no answer in time".to_owned())),
        }
    }

    /// Asks the server to end what a connection is doing.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the server can't be reached.
    pub async fn cancel(&self, token: CancelToken) -> Result<(), Error> {
        let asked = match &self.tls {
            Some(tls) => token.cancel_query(tls.clone()).await,
            None => token.cancel_query(tokio_postgres::NoTls).await,
        };
        asked.map_err(|error| Error::Unavailable(error.to_string()))
    }

    async fn connect_in_time(&self) -> ConnectionResult<AsyncPgConnection> {
        if let Some(tls) = &self.tls {
            let (client, connection) =
                self.config.connect(tls.clone()).await.map_err(|error| connection_error(&error))?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await
        } else {
            let plain = tokio_postgres::NoTls;
            let (client, connection) =
                self.config.connect(plain).await.map_err(|error| connection_error(&error))?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await
        }
    }
}

fn connection_error(error: &tokio_postgres::Error) -> ConnectionError {
    ConnectionError::BadConnection(error.to_string())
}
