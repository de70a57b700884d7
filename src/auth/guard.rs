//! The guard before every operation: an operation without access is closed; then the caller, then the input.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use percent_encoding::percent_decode_str;
use uuid::Uuid;

use super::access::{Access, AccessRow, AccessTable};
use super::caller::scope_missing;
use super::{Authenticator, Caller};
use crate::db::Db;
use crate::http::client_address::{TrustedProxies, network_of};
use crate::http::contract::{BASE_PATH, CompiledContract, Operation};
use crate::http::input::CheckedParameters;
use crate::http::outer_middleware::Actor;
use crate::http::rate_limits::{CallsLeftSlot, RateLimits, strangers_of};
use crate::http::readiness::{Phase, Readiness};
use crate::http::{Code, Problem, Violation, require_none};

/// The header in which a machine client says for whom it acts: the staff code of a person.
pub const ACTING_FOR: &str = "Acting-For";
/// The most characters of it.
pub const ACTING_FOR_MAX: usize = 64;

/// The most characters of `If-None-Match`.
pub const KNOWN_VERSIONS_MAX: usize = 1024;

/// As whom something inside asks. Only what runs in this process can say so: what comes over a connection says who it is by a
/// token.
#[derive(Debug, Clone)]
pub enum ActsFor {
    /// As a user, for whom a job works.
    User(Uuid),
    /// As somebody who called: what was withdrawn since is refused.
    Caller(Caller),
}

/// The middleware in front of the document's operations; everything else passes untouched.
///
/// # Errors
/// The problem that the rest of the request never sees.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let operations = request.app_data::<Arc<CompiledContract>>().cloned();
    let pattern = request.match_pattern().unwrap_or_default();
    if let Some(all) = &operations {
        // Decided here and not by the router: it would try the next path that fits, `/units/{id}` for `/units/import`.
        if let Some(answer) = all.unknown_method(&pattern, request.method()) {
            let (request, _) = request.into_parts();
            return Ok(ServiceResponse::new(request, answer?));
        }
    }
    let operation = operations.as_ref().and_then(|all| all.find(&pattern, request.method()));
    if let Some(operation) = operation {
        request.extensions_mut().insert(Arc::clone(operation));
        check_readiness(&request)?;
        let table = request.app_data::<Arc<AccessTable>>();
        let row = table.and_then(|table| table.find(&operation.id));
        let row = row.ok_or_else(|| Problem::new(Code::forbidden))?;
        if let Some(caller) = admit(&request, row).await? {
            request.extensions_mut().insert(caller);
        }
        let parameters = check_parameters(&request, &pattern, operation)?;
        request.extensions_mut().insert(parameters);
    } else if request.match_info().as_str().starts_with(BASE_PATH) {
        // The router matches the decoded path, the table the path as it was sent: `/api/v1/unit%73` is no operation.
        return Err(Problem::new(Code::not_found).into());
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Before its database is migrated the service must not touch it.
fn check_readiness(request: &ServiceRequest) -> Result<(), Problem> {
    match request.app_data::<web::Data<Readiness>>() {
        Some(readiness) if readiness.phase() != Phase::Starting => Ok(()),
        _ => Err(Problem::new(Code::unavailable).because("not migrated yet")),
    }
}

/// The caller, where the operation asks for one.
async fn admit(request: &ServiceRequest, row: &AccessRow) -> Result<Option<Caller>, Problem> {
    let (Some(authenticator), Some(db), Some(proxies)) = (
        request.app_data::<web::Data<Authenticator>>(),
        request.app_data::<web::Data<Db>>(),
        request.app_data::<web::Data<TrustedProxies>>(),
    ) else {
        return Err(Problem::internal("the app has no authenticator"));
    };
    let access = row.access;
    let acts_for = request.extensions().get::<ActsFor>().cloned();
    let caller = match (access, acts_for) {
        (_, Some(ActsFor::User(user_id))) => authenticator.caller_of_job(db, user_id).await?,
        (_, Some(ActsFor::Caller(caller))) => {
            authenticator.confirm(db, &caller).await?;
            caller
        }
        (Access::Open, None) => {
            count(request, proxies, None)?;
            return Ok(None);
        }
        (access, None) => match (access, bearer_token(request)?) {
            (Access::Public, None) => return Ok(None),
            (_, None) => {
                count(request, proxies, None)?;
                return Err(Problem::new(Code::unauthenticated));
            }
            (_, Some(token)) => {
                let caller = authenticator.caller(db, &token, proxies.client_of(request.request())).await;
                // Public reading is free; whoever guesses tokens elsewhere is as much a stranger as who has none.
                if access != Access::Public {
                    count(request, proxies, caller.as_ref().ok())?;
                }
                caller?
            }
        },
    };
    if let Some(Actor(slot)) = request.extensions().get::<Actor>() {
        // Empty until now: a request is guarded once.
        slot.set(caller.user_id).ok();
    }
    if caller.must_change_password && access != Access::OwnAccount {
        return Err(Problem::new(Code::password_change_required));
    }
    check_scopes(&caller, row)?;
    if access.is_granted(&caller.grants) { Ok(Some(caller)) } else { Err(Problem::new(Code::forbidden)) }
}

/// Counts a call: of a machine client, of a person, or of a stranger in a network.
fn count(request: &ServiceRequest, proxies: &TrustedProxies, caller: Option<&Caller>) -> Result<(), Problem> {
    let limits = request.app_data::<web::Data<RateLimits>>();
    let limits = limits.ok_or_else(|| Problem::internal("the app counts no calls"))?;
    let counted = match caller.map(|caller| (caller.user_id, &caller.client)) {
        Some((id, Some(client))) => limits.count_client(id, client.requests_per_minute),
        Some((id, None)) => limits.count_person(id),
        None => {
            let network = proxies.client_of(request.request()).map(network_of).unwrap_or_default();
            limits.count_stranger(strangers_of(&network))
        }
    };
    let (standing, outcome) = match counted {
        Ok(standing) => (standing, Ok(())),
        Err((problem, standing)) => (standing, Err(problem)),
    };
    if let Some(CallsLeftSlot(slot)) = request.extensions().get::<CallsLeftSlot>() {
        // Empty until now: a request is counted once.
        slot.set(standing).ok();
    }
    outcome
}

/// Passes a person, and a machine client whose token has one of the scopes that open the operation.
fn check_scopes(caller: &Caller, row: &AccessRow) -> Result<(), Problem> {
    let Some(token) = &caller.client else { return Ok(()) };
    if row.access == Access::Public || row.scopes.iter().any(|scope| token.scopes.contains(scope)) {
        return Ok(());
    }
    if row.scopes.is_empty() {
        return Err(Problem::new(Code::people_only));
    }
    Err(scope_missing(&row.scopes))
}

/// The bearer token, if one is sent; another scheme or two headers are as bad as a broken token.
fn bearer_token(request: &ServiceRequest) -> Result<Option<String>, Problem> {
    let mut headers = request.headers().get_all(header::AUTHORIZATION);
    let Some(first) = headers.next() else { return Ok(None) };
    let token = first.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    match (token, headers.next()) {
        (Some(token), None) => Ok(Some(token)),
        _ => Err(Problem::new(Code::invalid_token)),
    }
}

fn check_parameters(
    request: &ServiceRequest,
    pattern: &str,
    operation: &Operation,
) -> Result<CheckedParameters, Problem> {
    check_encoding(request.query_string())?;
    let query = web::Query::<Vec<(String, String)>>::from_query(request.query_string())
        .map_err(|_| Problem::invalid(Vec::new()))?
        .into_inner();
    check_known_version(request)?;
    check_acting_for(request)?;
    let path = path_parameters(pattern, request.path());
    let path = path.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    operation.check_parameters(path, &query).map(CheckedParameters).map_err(Problem::invalid)
}

/// Letters that are not UTF-8 would be answered as if others had been asked for.
fn check_encoding(query: &str) -> Result<(), Problem> {
    let is_readable = |text: &str| percent_decode_str(text).decode_utf8().is_ok();
    let broken = query.split('&').filter(|pair| !is_readable(pair));
    let faults: Vec<_> = broken
        .map(|pair| {
            let name = pair.split('=').next().filter(|name| is_readable(name)).unwrap_or_default();
            Violation::of_parameter(name, Code::wrong_format).expecting("utf-8")
        })
        .collect();
    require_none(faults)
}

fn check_acting_for(request: &ServiceRequest) -> Result<(), Problem> {
    let header = request.headers().get(ACTING_FOR);
    let is_fit = header.is_none_or(|value| {
        (1..=ACTING_FOR_MAX).contains(&value.len()) && value.as_bytes().iter().all(u8::is_ascii_graphic)
    });
    let fault = || Violation::of_header(ACTING_FOR, Code::wrong_format).expecting("^[!-~]+$");
    require_none((!is_fit).then(fault))
}

/// `If-None-Match` has the bounds of the document, too.
fn check_known_version(request: &ServiceRequest) -> Result<(), Problem> {
    let header = request.headers().get(header::IF_NONE_MATCH);
    let is_fit = header.is_none_or(|value| {
        value.len() <= KNOWN_VERSIONS_MAX && value.as_bytes().iter().all(|byte| (b' '..=b'~').contains(byte))
    });
    if is_fit {
        return Ok(());
    }
    let fault = Violation::of_header("If-None-Match", Code::wrong_format);
    Err(Problem::invalid(vec![fault.expecting("^[ -~]*$")]))
}

/// The pattern's `{names}` with the path's segments: the router has not filled them in yet.
fn path_parameters(pattern: &str, path: &str) -> Vec<(String, String)> {
    pattern
        .split('/')
        .zip(path.split('/'))
        .filter_map(|(name, value)| {
            let name = name.strip_prefix('{')?.strip_suffix('}')?;
            // What is no text stays as it came, and is nothing that is looked for.
            let text = percent_decode_str(value).decode_utf8();
            Some((name.to_owned(), text.map_or_else(|_| value.to_owned(), Into::into)))
        })
        .collect()
}
