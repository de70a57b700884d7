//! The database as the rest of the house sees it: point reads, reads and transactions.

use std::sync::Arc;
use std::time::Duration;

use super::connect::Connector;
use super::error::Error;
use diesel::IntoSql;
use diesel::sql_types::{BigInt, Bool};
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, TransactionManager};
use futures_util::FutureExt;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

/// A connection, inside or outside a transaction; handlers pass it on and never look into it.
pub type Connection = AsyncPgConnection;

type AnsiManager = <AsyncPgConnection as AsyncConnection>::TransactionManager;

/// How long a request waits for a free connection before it is told to come back later.
const POOL_WAIT: Duration = Duration::from_secs(2);
/// How long a point read may take before its connection is given up.
const POINT_READ_DEADLINE: Duration = Duration::from_secs(5);
/// How long the work on one pooled connection may take before the connection is given up: a server that is silent
/// ends no statement by itself.
const WORK_DEADLINE: Duration = Duration::from_secs(6);
/// How long a connection may take to end what it was left with.
const RECLAIM_DEADLINE: Duration = Duration::from_millis(100);
/// How long a pooled connection lives.
const CONNECTION_LIFE: Duration = Duration::from_mins(30);
/// How often the same work is tried when another transaction was in the way.
const TRIES: u64 = 4;
/// How long a request's change of the database can be on its way, all tries together.
pub const LONGEST_CHANGE: Duration =
    Duration::from_secs((WORK_DEADLINE.as_secs() + POOL_WAIT.as_secs()) * TRIES);

diesel::define_sql_function! {
    /// Waits for a lock that ends with the transaction.
    fn pg_advisory_xact_lock(key: BigInt);
}

/// Waits until no other transaction does what the key stands for, and holds them off until this one ends.
pub async fn advisory_lock(tx: &mut Connection, key: i64) -> Result<(), Error> {
    diesel::select(pg_advisory_xact_lock(key)).execute(tx).await?;
    Ok(())
}

/// The same for what a thing's id stands for.
pub async fn advisory_lock_of(tx: &mut Connection, id: Uuid) -> Result<(), Error> {
    // The last half of an id is random.
    let (_, own) = id.as_u64_pair();
    advisory_lock(tx, own.cast_signed()).await
}

/// An error of a transaction's work that may say "try me again".
pub trait Failure: From<Error> {
    /// Whether the same work may succeed when it is tried again at once.
    fn is_conflict(&self) -> bool;
}

impl Failure for Error {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

/// One worker's way to the database.
#[derive(Clone)]
pub struct Db {
    connector: Connector,
    pool: Pool<AsyncPgConnection>,
    pipeline: Arc<Mutex<Option<Arc<AsyncPgConnection>>>>,
}

impl Db {
    /// A lazily filled pool of at most `connections`, and one pipelined connection beside it.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when the pool can't be built.
    pub fn open(connector: Connector, connections: usize) -> Result<Self, Error> {
        let mut manager_config = ManagerConfig::default();
        // A ping at every checkout would cost as much as a point read; a dead connection is noticed when it is used.
        manager_config.recycling_method = RecyclingMethod::Fast;
        let setup = connector.clone();
        manager_config.custom_setup = Box::new(move |_| {
            let connector = setup.clone();
            async move { connector.connect().await }.boxed()
        });
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config("", manager_config);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .wait_timeout(Some(POOL_WAIT))
            .create_timeout(Some(POOL_WAIT))
            .runtime(deadpool::Runtime::Tokio1)
            .build()
            .map_err(|error| Error::Unexpected(error.to_string()))?;
        Ok(Self { connector, pool, pipeline: Arc::default() })
    }

    /// Another way to the same database, for another thread.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn like_this(&self, connections: usize) -> Result<Self, Error> {
        Self::open(self.connector.clone(), connections)
    }

    /// Runs one short query on the worker's pipelined connection; tried once more when that connection had died.
    ///
    /// # Errors
    /// Whatever `work` fails with, or [`Error::Unavailable`].
    pub async fn point_read<T>(
        &self,
        work: impl AsyncFn(&AsyncPgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let silent = || Error::TimedOut("a point read got no answer".to_owned());
        let deadline = Instant::now() + POINT_READ_DEADLINE;
        // Waiting for the connection counts, too: where the database is silent, every caller would wait in turn.
        let connection = timeout_at(deadline, self.pipelined()).await.map_err(|_| silent())??;
        match timeout_at(deadline, work(&connection)).await {
            Ok(Err(Error::Unavailable(_))) => {
                self.forget(&connection).await;
                let again = async { work(&*self.pipelined().await?).await };
                timeout_at(deadline, again).await.map_err(|_| silent())?
            }
            Ok(outcome) => outcome,
            Err(_) => {
                // A connection that is silent and not broken would keep every later read waiting too.
                self.forget(&connection).await;
                Err(silent())
            }
        }
    }

    /// Asks the server for a sign of life.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when none comes.
    pub async fn ping(&self) -> Result<(), Error> {
        self.point_read(async |mut conn| {
            diesel::select(true.into_sql::<Bool>()).get_result::<bool>(&mut conn).await.map_err(Into::into)
        })
        .await
        .map(|_| ())
    }

    /// Reads on a pooled connection, outside any transaction; tried again on another one when the connection had died. What
    /// writes is a [`transaction`](Self::transaction): nobody knows how far it came on a connection that dies.
    ///
    /// # Errors
    /// Whatever `work` fails with, or [`Error::Unavailable`].
    pub async fn read<T>(
        &self,
        work: impl AsyncFn(&AsyncPgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let silent = |_| Error::TimedOut("a read got no answer".to_owned());
        tokio::time::timeout(WORK_DEADLINE, self.read_in_time(work)).await.map_err(silent)?
    }

    async fn read_in_time<T>(
        &self,
        work: impl AsyncFn(&AsyncPgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut dead = 0;
        loop {
            let mut lease = self.lease().await?;
            match work(lease.connection()?).await {
                Err(Error::Unavailable(_)) if dead < self.pool.status().max_size => {
                    dead += 1;
                    lease.close();
                }
                outcome => {
                    lease.give_back();
                    return outcome;
                }
            }
        }
    }

    /// Runs `work` in one transaction: committed when it succeeds, rolled back when it fails, tried again
    /// when another transaction was in the way.
    ///
    /// # Errors
    /// Whatever `work` fails with, or what begin and commit fail with.
    pub async fn transaction<T, E: Failure>(
        &self,
        work: impl AsyncFn(&mut AsyncPgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transaction_within(WORK_DEADLINE, work).await
    }

    /// [`Self::transaction`] that may take so long, for work of the service itself: of requests, none takes longer than
    /// people wait.
    ///
    /// # Errors
    /// As there.
    pub async fn transaction_within<T, E: Failure>(
        &self,
        deadline: Duration,
        work: impl AsyncFn(&mut AsyncPgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tries = 1;
        loop {
            let mut lease = self.begin().await?;
            // A lease that is dropped here is reclaimed: its transaction is rolled back before anybody else gets it.
            let attempt = async {
                let outcome = work(lease.connection()?).await;
                finish(lease.connection()?, outcome).await
            };
            let silent = || Error::TimedOut("a transaction got no answer".to_owned());
            let outcome = tokio::time::timeout(deadline, attempt).await.map_err(|_| silent())?;
            lease.give_back();
            match outcome {
                Err(error) if error.is_conflict() && tries < TRIES => tries += 1,
                outcome => return outcome,
            }
        }
    }

    /// A connection with a transaction begun; dead ones left over from an outage are dropped on the way.
    async fn begin(&self) -> Result<Lease, Error> {
        let mut dead = 0;
        loop {
            let mut lease = self.lease().await?;
            match AnsiManager::begin_transaction(lease.connection()?).await.map_err(Error::from) {
                Ok(()) => {
                    lease.is_in_transaction = true;
                    return Ok(lease);
                }
                Err(error) => {
                    lease.close();
                    if !matches!(error, Error::Unavailable(_)) || dead == self.pool.status().max_size {
                        return Err(error);
                    }
                    dead += 1;
                }
            }
        }
    }

    /// A pooled connection; one that has served long is closed, with the statements it has gathered.
    async fn lease(&self) -> Result<Lease, Error> {
        loop {
            let object = self.pool.get().await?;
            if Object::metrics(&object).age() < CONNECTION_LIFE {
                return Ok(Lease {
                    object: Some(object),
                    connector: self.connector.clone(),
                    is_in_transaction: false,
                });
            }
            drop(Object::take(object));
        }
    }

    async fn pipelined(&self) -> Result<Arc<AsyncPgConnection>, Error> {
        let mut slot = self.pipeline.lock().await;
        if let Some(connection) = slot.as_ref() {
            return Ok(Arc::clone(connection));
        }
        let connection = Arc::new(self.connector.connect().await?);
        *slot = Some(Arc::clone(&connection));
        Ok(connection)
    }

    /// Forgets a dead pipelined connection, unless another request already replaced it.
    async fn forget(&self, dead: &Arc<AsyncPgConnection>) {
        let mut slot = self.pipeline.lock().await;
        if slot.as_ref().is_some_and(|current| Arc::ptr_eq(current, dead)) {
            *slot = None;
        }
    }
}

/// A pooled connection in use. Work that is dropped midway (the client went, the deadline passed) leaves a transaction or
/// a query behind: they end before anybody else gets the connection, or it is closed.
struct Lease {
    object: Option<Object<AsyncPgConnection>>,
    connector: Connector,
    is_in_transaction: bool,
}

impl Lease {
    fn connection(&mut self) -> Result<&mut AsyncPgConnection, Error> {
        let object = self.object.as_mut();
        Ok(object.ok_or_else(|| Error::Unexpected("a lease without a connection".to_owned()))?)
    }

    fn give_back(mut self) {
        drop(self.object.take());
    }

    fn close(mut self) {
        self.object.take().map(Object::take);
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(object) = self.object.take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(reclaim(object, self.connector.clone(), self.is_in_transaction));
            }
            // Its locks end with it.
            Err(_) => drop(Object::take(object)),
        }
    }
}

/// Ends what a connection was left with and gives it back. Most callers hang up when their answer is nearly there; one whose
/// query goes on is told to stop, and closed: nobody knows when the server hears of it, and it must not be another's query
/// that is stopped then. Starting another connection costs the server a process, so a client that hangs up again and again
/// would keep it busy with nothing else.
async fn reclaim(mut object: Object<AsyncPgConnection>, connector: Connector, is_in_transaction: bool) {
    if AnsiManager::is_broken_transaction_manager(&mut *object) {
        return drop(Object::take(object));
    }
    let token = object.cancel_token();
    let ending = async {
        if is_in_transaction {
            AnsiManager::rollback_transaction(&mut *object).await?;
        }
        // Answers come in the order of the questions: this one follows whatever was asked before.
        diesel::select(true.into_sql::<Bool>()).get_result::<bool>(&mut *object).await?;
        Ok::<_, Error>(())
    };
    match tokio::time::timeout(RECLAIM_DEADLINE, ending).await {
        Ok(Ok(())) => {}
        Ok(Err(_)) => drop(Object::take(object)),
        Err(_) => {
            drop(Object::take(object));
            tokio::time::timeout(POOL_WAIT, connector.cancel(token)).await.ok();
        }
    }
}

async fn finish<T, E: Failure>(connection: &mut AsyncPgConnection, outcome: Result<T, E>) -> Result<T, E> {
    match outcome {
        Ok(value) => {
            AnsiManager::commit_transaction(connection).await.map_err(Error::from)?;
            Ok(value)
        }
        Err(error) => {
            // A rollback that fails leaves a broken connection, which the pool does not take back.
            AnsiManager::rollback_transaction(connection).await.ok();
            Err(error)
        }
    }
}
