//! Who is calling: a user with a good token, an open session and the roles of today, or a machine client with a good token and its
//! scopes.

use std::future::{Ready, ready};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use moka::future::Cache;
use uuid::Uuid;

use super::policy::{self, ClientScope, Grant, Permission};
use super::store::{self, ActiveClient, SessionUser};
use super::tokens::{Holder, Tokens};
use crate::core::clock::Clock;
use crate::db::{self, Db};
use crate::http::{Code, Problem};

/// What is known of a caller is read again after this time: a withdrawn role is refused within a second.
const FACTS_LIVE: Duration = Duration::from_millis(800);
const MOST_FACTS: u64 = 10_000;

/// Who is calling: a user or a machine client.
#[derive(Debug, Clone)]
pub struct Caller(Arc<CallerFacts>);

/// A token without any of these scopes (RFC 6750, 3.1).
pub(super) fn scope_missing(scopes: &[ClientScope]) -> Problem {
    let scopes = ClientScope::join(scopes);
    let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scopes}\"");
    Problem::new(Code::scope_missing).with("scopes", &scopes).header("WWW-Authenticate", challenge)
}

/// What is known of a caller.
#[derive(Debug)]
pub struct CallerFacts {
    /// The user, or the machine client, which acts under an id of the same kind.
    pub user_id: Uuid,
    /// The session the token belongs to; nil for a machine client and for a job.
    pub session_id: Uuid,
    /// The user's name for signing in, or the machine client's code.
    pub username: String,
    /// The name for people.
    pub display_name: String,
    /// The unit in which the user works, or for which the machine client was registered; `None` is the province.
    pub unit_id: Option<Uuid>,
    /// Whether the password was made by somebody else.
    pub must_change_password: bool,
    /// The roles of today, or the scopes, and where they hold.
    pub grants: Vec<Grant>,
    /// The token of a machine client; `None` of a person.
    pub client: Option<ClientToken>,
}

/// The token by which a machine client calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientToken {
    /// The token's own id.
    pub id: Uuid,
    /// What it is good for, as far as the client still has these scopes.
    pub scopes: Vec<ClientScope>,
    /// How often the client may call in a minute.
    pub requests_per_minute: i32,
}

impl std::ops::Deref for Caller {
    type Target = CallerFacts;

    fn deref(&self) -> &CallerFacts {
        &self.0
    }
}

impl Caller {
    /// Whether the caller may do `permission` on the unit at the head of `lineage`.
    #[must_use]
    pub fn may(&self, permission: Permission, lineage: &[Uuid]) -> bool {
        policy::allows(&self.grants, permission, lineage)
    }

    /// Passes when the caller may do `action` on the unit at the head of `lineage`.
    ///
    /// # Errors
    /// 403 otherwise.
    pub fn require(&self, action: Permission, lineage: &[Uuid]) -> Result<(), Problem> {
        if self.may(action, lineage) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

impl Caller {
    /// Whether the caller is told of awards of people and households, where permitted to read of them: a machine client has a scope
    /// for it.
    #[must_use]
    pub fn reads_personal_awards(&self) -> bool {
        self.is_for(ClientScope::AwardsReadPersonal)
    }

    /// Whether this is a person, or a machine client with a scope: one permission may follow from several scopes.
    #[must_use]
    pub fn is_for(&self, scope: ClientScope) -> bool {
        self.client.as_ref().is_none_or(|token| token.scopes.contains(&scope))
    }

    /// Passes for a person, and for a machine client with a scope.
    ///
    /// # Errors
    /// 403 otherwise.
    pub fn require_scope(&self, scope: ClientScope) -> Result<(), Problem> {
        if self.is_for(scope) { Ok(()) } else { Err(scope_missing(&[scope])) }
    }

    /// Whether the caller may do `permission` over some unit.
    #[must_use]
    pub fn may_somewhere(&self, permission: Permission) -> bool {
        policy::allows_somewhere(&self.grants, permission)
    }

    /// Passes when the caller may do `permission` over some unit.
    ///
    /// # Errors
    /// 403 otherwise.
    pub fn require_somewhere(&self, permission: Permission) -> Result<(), Problem> {
        if self.may_somewhere(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = request.extensions().get::<Self>().cloned();
        ready(caller.ok_or_else(|| Problem::internal("the guard let a call through without a caller")))
    }
}

/// One worker's way to find out who is calling.
#[derive(Debug, Clone)]
pub struct Authenticator {
    tokens: Arc<Tokens>,
    clock: Clock,
    facts: Cache<Uuid, Arc<CallerFacts>>,
}

impl Authenticator {
    /// An authenticator that trusts `tokens`. Its memory of callers is shared by all its copies.
    #[must_use]
    pub fn new(tokens: Arc<Tokens>, clock: Clock) -> Self {
        let facts = Cache::builder().max_capacity(MOST_FACTS).time_to_live(FACTS_LIVE).build();
        Self { tokens, clock, facts }
    }

    /// The tokens it trusts.
    #[must_use]
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Who sends this access token, from this address.
    ///
    /// # Errors
    /// 401 when the token is not good, its session has ended, its user is disabled, or its machine client may not call from there;
    /// 503 when the database can't say.
    pub async fn caller(&self, db: &Db, token: &str, from: Option<IpAddr>) -> Result<Caller, Problem> {
        let invalid = || Problem::new(Code::invalid_token);
        let claims = self.tokens.check(token, self.clock.now()).ok_or_else(invalid)?;
        match claims.holder().ok_or_else(invalid)? {
            Holder::Session(session_id) => {
                let facts = self.facts(db, session_id, claims.sub).await?;
                if facts.user_id == claims.sub { Ok(Caller(facts)) } else { Err(invalid()) }
            }
            Holder::Client(scopes) => {
                let client = self.active_client(db, (claims.sub, claims.jti)).await?;
                if !client.networks.allow(from) {
                    return Err(Problem::new(Code::client_outside_its_networks));
                }
                Ok(Caller(Arc::new(facts_of_client(client, claims.jti, &scopes))))
            }
        }
    }

    /// A machine client whose token is good. It is read at every call: what was revoked on one server is refused on all at once.
    async fn active_client(&self, db: &Db, (id, token): (Uuid, Uuid)) -> Result<ActiveClient, Problem> {
        let today = self.clock.today();
        let read = db.point_read(async |conn| store::active_client(conn, (id, token), today).await);
        match read.await {
            Err(db::Error::NotFound) => Err(Problem::new(Code::invalid_token)),
            client => Ok(client?),
        }
    }

    /// The user for whom a job works, with the roles of today and without a session.
    ///
    /// # Errors
    /// 403 when the user can't sign in any more; 503 when the database can't say.
    pub async fn caller_of_job(&self, db: &Db, user_id: Uuid) -> Result<Caller, Problem> {
        let user = db.point_read(async |conn| store::active_user(conn, user_id).await).await;
        let user = match user {
            Err(db::Error::NotFound) => return Err(Problem::new(Code::forbidden)),
            user => user?,
        };
        let facts = self.facts_of(db, user, Uuid::nil()).await?;
        Ok(Caller(Arc::new(facts)))
    }

    /// A machine client as the service itself acts for it, with all its scopes and without a token; `None` where it may not call.
    ///
    /// # Errors
    /// 503 when the database can't say.
    pub async fn caller_of_client(&self, db: &Db, id: Uuid) -> Result<Option<Caller>, Problem> {
        let (today, no_token) = (self.clock.today(), Uuid::nil());
        let read = db.point_read(async |conn| store::active_client(conn, (id, no_token), today).await);
        let client = match read.await {
            Err(db::Error::NotFound) => return Ok(None),
            client => client?,
        };
        let scopes = client.scopes.0.clone();
        Ok(Some(Caller(Arc::new(facts_of_client(client, no_token, &scopes)))))
    }

    /// Asks again who a caller is, after a body that may have come slowly: what the caller may do is what was true a second
    /// ago at most, not what was true when the request began.
    ///
    /// # Errors
    /// 401 when the session has ended or the user is disabled meanwhile; 403 when a role was withdrawn or the password
    /// reset; 503 when the database can't say.
    pub async fn confirm(&self, db: &Db, caller: &Caller) -> Result<(), Problem> {
        let now = match &caller.client {
            Some(token) => {
                let client = self.active_client(db, (caller.user_id, token.id)).await?;
                grants_of_client(&client, &client.scopes.0)
            }
            None => {
                let now = self.facts(db, caller.session_id, caller.user_id).await?;
                if now.must_change_password && !caller.must_change_password {
                    return Err(Problem::new(Code::password_change_required));
                }
                now.grants.clone()
            }
        };
        if caller.grants.iter().all(|grant| now.contains(grant)) {
            Ok(())
        } else {
            Err(Problem::new(Code::forbidden).because("a role or a scope was withdrawn meanwhile"))
        }
    }

    async fn facts(&self, db: &Db, session_id: Uuid, user_id: Uuid) -> Result<Arc<CallerFacts>, Problem> {
        let known = self.facts.try_get_with(session_id, self.read_facts(db, session_id, user_id)).await;
        known.map_err(|problem| (*problem).clone())
    }

    /// Forgets a session at once, for the process that ended it.
    pub async fn forget(&self, session_id: Uuid) {
        self.facts.invalidate(&session_id).await;
    }

    async fn read_facts(
        &self,
        db: &Db,
        session_id: Uuid,
        user_id: Uuid,
    ) -> Result<Arc<CallerFacts>, Problem> {
        let now = self.clock.now();
        let read = db.point_read(async |conn| store::active_user_of_session(conn, session_id, now).await);
        let user = match read.await {
            Err(db::Error::NotFound) => return Err(Problem::new(Code::invalid_token)),
            user => user?,
        };
        if user.id != user_id {
            return Err(Problem::new(Code::invalid_token));
        }
        Ok(Arc::new(self.facts_of(db, user, session_id).await?))
    }

    async fn facts_of(&self, db: &Db, user: SessionUser, session_id: Uuid) -> Result<CallerFacts, Problem> {
        let today = self.clock.today();
        let grants = db.point_read(async |conn| store::grants_of(conn, user.id, today).await).await?;
        Ok(CallerFacts {
            user_id: user.id,
            session_id,
            username: user.username,
            display_name: user.display_name,
            unit_id: user.unit_id,
            must_change_password: user.password_expires_at.is_some(),
            grants,
            client: None,
        })
    }
}

fn grants_of_client(client: &ActiveClient, scopes: &[ClientScope]) -> Vec<Grant> {
    scopes.iter().map(|scope| Grant::of_scope(*scope, client.unit_id)).collect()
}

/// What is known of a machine client: its scopes, as far as the token names them, hold over its unit.
fn facts_of_client(client: ActiveClient, token: Uuid, asked: &[ClientScope]) -> CallerFacts {
    let scopes: Vec<ClientScope> =
        asked.iter().copied().filter(|scope| client.scopes.0.contains(scope)).collect();
    CallerFacts {
        grants: grants_of_client(&client, &scopes),
        user_id: client.id,
        session_id: Uuid::nil(),
        username: client.username,
        display_name: client.display_name,
        unit_id: client.unit_id,
        must_change_password: false,
        client: Some(ClientToken { id: token, scopes, requests_per_minute: client.requests_per_minute }),
    }
}
