//! The middleware that gives a list as a table or as a stream, where the caller asks for one by `Accept`.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, Accept, Header, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder, web};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::from_json::{Words, sheet_of};
use super::lines::{ListStream, NDJSON, StreamForm};
use super::spec::TableSpec;
use crate::auth::Caller;
use crate::auth::guard::ActsFor;
use crate::http::contract::{BASE_PATH, Operation};
use crate::http::file_name::attachment;
use crate::http::outer_middleware::locale_of;
use crate::http::{Answer, Code, Problem};
use crate::official_documents::tables::{csv, xlsx};
use crate::operations::list_path::ListPath;
use crate::operations::own_lists::{OwnTable, ReadLists, WholeList};
use crate::operations::state::State;

/// The most entries of a workbook, and of a table that is no list; a longer list is taken out in parts.
pub const MOST_ENTRIES: usize = 5_000;
/// Tables in plain text.
pub const CSV: &str = "text/csv";
/// Tables for spreadsheets.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Tables and words differ by both.
const VARY: &str = "Accept, Accept-Language";
const JSON: &str = "application/json";

/// The tables of operations.
#[derive(Debug, Default, Clone)]
pub struct TableSpecs {
    /// By the operation's id.
    pub by_operation: HashMap<String, &'static TableSpec>,
    /// The words for values.
    pub words: Arc<Words>,
}

/// Gives a read operation in the form that the caller accepts.
///
/// # Errors
/// 406 where the operation has none of the accepted forms; 409 where the list is too long for a workbook.
pub async fn give_tables(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let operation = request.extensions().get::<Arc<Operation>>().cloned();
    let operation = operation.filter(|_| *request.method() == Method::GET);
    let Some(operation) = operation else { return Ok(next.call(request).await?.map_into_boxed_body()) };
    let specs = request.app_data::<Arc<TableSpecs>>().cloned().unwrap_or_default();
    let spec = specs.by_operation.get(&operation.id).copied();
    let form = accepted(request.request(), &operation.produces)?;
    // What has pages is sent as it is read.
    let is_list = operation.produces.iter().any(|media_type| media_type == NDJSON);
    match (form, spec) {
        (NDJSON, _) => return stream_of(request, StreamForm::Lines).await,
        (CSV, Some(spec)) if is_list => {
            let table = OwnTable { spec, words: Arc::clone(&specs.words) };
            return stream_of(request, StreamForm::Csv(table)).await;
        }
        _ => {}
    }
    let wanted = spec.filter(|_| form == CSV || form == XLSX);
    let mut turn = None;
    if wanted.is_some() {
        // A whole list takes much memory: few are made at the same time.
        let state = request.app_data::<web::Data<State>>().cloned();
        let state = state.ok_or_else(|| Problem::internal("the app has no state"))?;
        turn = Some(state.readers.take().await?);
        request.extensions_mut().insert(WholeList::Pages);
    }
    let mut response = next.call(request).await?.map_into_boxed_body();
    if spec.is_some() {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
    }
    let outcome = match wanted {
        Some(spec) if response.status() == StatusCode::OK => table_of(response, spec, specs, form).await,
        _ => Ok(response),
    };
    drop(turn);
    outcome
}

/// The media type that the caller likes best of those that there are; the first one where the caller does not mind.
fn accepted(request: &HttpRequest, produces: &[String]) -> Result<&'static str, Problem> {
    let Ok(accept) = Accept::parse(request) else { return Ok(JSON) };
    // A file is given as it is.
    if accept.is_empty() || !produces.iter().any(|media_type| media_type == JSON) {
        return Ok(JSON);
    }
    match liked(request, produces) {
        Some(CSV) => Ok(CSV),
        Some(XLSX) => Ok(XLSX),
        Some(NDJSON) => Ok(NDJSON),
        Some(_) => Ok(JSON),
        None => Err(Problem::new(Code::not_acceptable).with("expected", produces.join(", "))),
    }
}

/// The first of these media types that the caller likes best.
fn liked<'a>(request: &HttpRequest, produces: &'a [String]) -> Option<&'a str> {
    let accept = Accept::parse(request).ok().filter(|accept| !accept.is_empty());
    let Some(accept) = accept else { return produces.first().map(String::as_str) };
    let ranges = accept.ranked();
    let fits = |range: &str, media_type: &str| {
        let main = media_type.split('/').next().unwrap_or(media_type);
        range == "*/*" || media_type == "*/*" || range == media_type || range.strip_suffix("/*") == Some(main)
    };
    let found = ranges
        .iter()
        .find_map(|range| produces.iter().find(|media_type| fits(range.essence_str(), media_type)));
    found.map(String::as_str)
}

async fn table_of(
    response: ServiceResponse<BoxBody>,
    spec: &'static TableSpec,
    specs: Arc<TableSpecs>,
    form: &'static str,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let (request, answer) = response.into_parts();
    let today = today(&request);
    let bytes =
        to_bytes(answer.into_body()).await.map_err(|_| Problem::internal("an answer without its body"))?;
    let export = json!({"path": below_base(&request), "format": if form == CSV { "CSV" } else { "XLSX" }});
    let written = web::block(move || {
        let answer: Value = serde_json::from_slice(&bytes).map_err(Problem::internal)?;
        if answer.get("nextCursor").is_some_and(|cursor| !cursor.is_null()) {
            let problem = Problem::new(Code::export_too_large).with("limit", MOST_ENTRIES);
            return Err(problem.member("export", export));
        }
        let sheet = sheet_of(&answer, spec.for_answer(&answer), &specs.words);
        if form == CSV { csv(&sheet) } else { xlsx(&sheet) }.map_err(Problem::internal)
    });
    let written = written.await.map_err(Problem::internal)??;
    let mut answer = HttpResponse::Ok();
    name_table(&mut answer, (spec, form), today);
    Ok(ServiceResponse::new(request, answer.body(written)))
}

/// Says that an answer is a table, and what its file is called.
fn name_table(answer: &mut HttpResponseBuilder, (spec, form): (&TableSpec, &str), today: NaiveDate) {
    let (media_type, ending) = if form == CSV { ("text/csv; charset=utf-8", "csv") } else { (XLSX, "xlsx") };
    let name = format!("{}-{today}.{ending}", spec.file);
    answer
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CONTENT_DISPOSITION, attachment(&name)))
        .insert_header((header::VARY, VARY));
}

/// Every entry of a list, sent as it is read.
async fn stream_of(
    request: ServiceRequest,
    form: StreamForm,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let lists = request.app_data::<Arc<dyn ReadLists>>().cloned();
    let caller = request.extensions().get::<Caller>().cloned();
    let (lists, caller) =
        lists.zip(caller).ok_or_else(|| Problem::internal("a list without who could read it"))?;
    let path = below_base(request.request());
    let cursor = form_urlencoded::parse(request.query_string().as_bytes()).find(|(name, _)| name == "cursor");
    let cursor = cursor.map(|(_, cursor)| cursor.into_owned());
    let list = ListPath::of(&path, BASE_PATH).ok_or_else(|| Problem::new(Code::not_found))?.to_string();
    let mut answer = HttpResponse::Ok();
    match &form {
        StreamForm::Lines => {
            answer.insert_header((header::CONTENT_TYPE, NDJSON)).insert_header((header::VARY, VARY));
        }
        StreamForm::Csv(table) => name_table(&mut answer, (table.spec, CSV), today(request.request())),
    }
    let form = (locale_of(request.request()), form);
    let stream = ListStream::new(lists, ActsFor::Caller(caller), list, form).begin(cursor).await?;
    Ok(request.into_response(answer.streaming(stream)))
}

fn today(request: &HttpRequest) -> NaiveDate {
    request.app_data::<web::Data<State>>().map(|state| state.clock.today()).unwrap_or_default()
}

/// The path of a request below the document's base, with its query.
fn below_base(request: &HttpRequest) -> String {
    let whole = request.uri().path_and_query().map_or("", |path| path.as_str());
    whole.strip_prefix(BASE_PATH).unwrap_or(whole).to_owned()
}

/// Whether the caller would rather have a workbook than JSON.
pub fn prefers_workbook(request: &HttpRequest) -> bool {
    prefers(request, XLSX)
}

/// Whether the caller would rather have this media type than JSON.
pub fn prefers(request: &HttpRequest, media_type: &str) -> bool {
    let forms = [JSON.to_owned(), media_type.to_owned()];
    liked(request, &forms).is_some_and(|form| form == media_type)
}

/// A workbook as an answer, under this name.
#[must_use]
pub fn workbook(name: &str, bytes: Vec<u8>) -> Answer {
    let headers = vec![
        ("Content-Type".to_owned(), XLSX.to_owned()),
        ("Content-Disposition".to_owned(), attachment(name).to_string()),
    ];
    Answer { status: 200, headers, body: bytes }
}
