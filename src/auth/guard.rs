//! The guard before every operation: an operation without access is closed; then the caller, then the input.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use percent_encoding::percent_decode_str;
use uuid::Uuid;

use super::access::{Access, AccessTable};
use super::{Authenticator, Caller};
use crate::db::Db;
use crate::http::contract::{BASE_PATH, CompiledContract, Operation};
use crate::http::input::CheckedParameters;
use crate::http::outer_middleware::Actor;
use crate::http::readiness::{Phase, Readiness};
use crate::http::{Code, Problem, Violation, require_none};

/// The most characters of `If-None-Match`.
pub const KNOWN_VERSIONS_MAX: usize = 1024;

/// A job asks for this user. Only what runs in this process can say so: what comes over a connection says who it is by a
/// token.
#[derive(Debug, Clone, Copy)]
pub struct ActsFor(pub Uuid);

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
        let access = table.and_then(|table| table.get(&operation.id));
        let access = access.ok_or_else(|| Problem::new(Code::forbidden))?;
        if let Some(caller) = admit(&request, access).await? {
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
async fn admit(request: &ServiceRequest, access: Access) -> Result<Option<Caller>, Problem> {
    let (Some(authenticator), Some(db)) =
        (request.app_data::<web::Data<Authenticator>>(), request.app_data::<web::Data<Db>>())
    else {
        return Err(Problem::internal("the app has no authenticator"));
    };
    let acts_for = request.extensions().get::<ActsFor>().copied();
    let caller = match (access, acts_for) {
        (_, Some(ActsFor(user_id))) => authenticator.caller_of_job(db, user_id).await?,
        (Access::Open, None) => return Ok(None),
        (access, None) => match (access, bearer_token(request)?) {
            (Access::Public, None) => return Ok(None),
            (_, None) => return Err(Problem::new(Code::unauthenticated)),
            (_, Some(token)) => authenticator.caller(db, &token).await?,
        },
    };
    if let Some(Actor(slot)) = request.extensions().get::<Actor>() {
        // Empty until now: a request is guarded once.
        slot.set(caller.user_id).ok();
    }
    if caller.must_change_password && access != Access::OwnAccount {
        return Err(Problem::new(Code::password_change_required));
    }
    if access.is_granted(&caller.grants) { Ok(Some(caller)) } else { Err(Problem::new(Code::forbidden)) }
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
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
}
