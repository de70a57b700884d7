//! One uploaded file: the body itself, or the part `file` of a form.

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::future::LocalBoxFuture;
use futures_util::{StreamExt, stream};

use super::catalogue::Code;
use super::file_name::name_in;
use super::input::{BodyDigest, MAX_FILE_BYTES, read_body};
use super::problem::{MOST_FAULTS, Problem, Violation, require_none};
use crate::core::crypto;
use utoipa::ToSchema;

/// The form's name for the file.
pub(super) const PART: &str = "file";
/// What a form says around its file, in bytes.
pub(super) const FORM_OVERHEAD: usize = 16 * 1024;

/// A file as it came.
#[derive(Debug, Clone)]
pub struct UploadedFile {
    /// Its name, where the form gives one.
    pub name: Option<String>,
    /// The media type without parameters; a form may leave it out.
    pub media_type: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The file of a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: forms are read part by part")]
pub struct ImportForm {
    /// Its bytes.
    #[schema(value_type = String, format = Binary, max_length = 4_194_304, example = "")]
    file: Vec<u8>,
}

impl FromRequest for UploadedFile {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let media_type = essence(&request);
            let is_form = media_type.as_deref() == Some("multipart/form-data");
            let limit = if is_form { MAX_FILE_BYTES + FORM_OVERHEAD } else { MAX_FILE_BYTES };
            let body = read_body(&request, payload, limit).await?;
            let file = if is_form {
                part_of(&request, body).await?
            } else {
                Self { name: None, media_type, bytes: body }
            };
            if file.bytes.len() > MAX_FILE_BYTES {
                return Err(Problem::new(Code::too_large).with("limit", MAX_FILE_BYTES));
            }
            let sha256 = crypto::sha256(&[&file.bytes]);
            let digest = BodyDigest::of_file(&sha256, file.name.as_deref(), file.media_type.as_deref());
            request.extensions_mut().insert(digest);
            Ok(file)
        })
    }
}

pub(super) fn essence(request: &HttpRequest) -> Option<String> {
    let given = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    Some(given.split(';').next()?.trim().to_ascii_lowercase())
}

async fn part_of(request: &HttpRequest, body: Vec<u8>) -> Result<UploadedFile, Problem> {
    let [file] = parts_of(request, body, [PART]).await?;
    file.ok_or_else(|| missing(PART))
}

/// The parts of a form by their names, each at most once.
///
/// # Errors
/// 400 for a form that can't be read, and for every part with another name or a name that came already.
pub(super) async fn parts_of<const N: usize>(
    request: &HttpRequest,
    body: Vec<u8>,
    names: [&str; N],
) -> Result<[Option<UploadedFile>; N], Problem> {
    let whole = stream::iter([Ok::<_, actix_web::error::PayloadError>(Bytes::from(body))]);
    let mut parts = Multipart::new(request.headers(), whole);
    let mut found = [const { None }; N];
    let mut faults = Vec::new();
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(broken)?;
        let name = part.name().unwrap_or_default().to_owned();
        let read = read(&mut part).await?;
        if faults.len() == MOST_FAULTS {
            break;
        }
        let slot = names.iter().zip(&mut found).find(|(own, _)| **own == name);
        match slot {
            None => faults.push(Violation::at(format!("/{name}"), Code::unknown_member)),
            Some((_, slot)) => {
                if slot.replace(read).is_some() {
                    faults.push(Violation::at(format!("/{name}"), Code::repeated_parameter));
                }
            }
        }
    }
    if let Some((first, None)) = names.first().zip(found.first()) {
        faults.push(Violation::at(format!("/{first}"), Code::required));
    }
    require_none(faults)?;
    Ok(found)
}

/// A form lacks a part.
pub(super) fn missing(part: &str) -> Problem {
    Problem::invalid(vec![Violation::at(format!("/{part}"), Code::required)])
}

async fn read(part: &mut Field) -> Result<UploadedFile, Problem> {
    let media_type = part.content_type().map(|mime| mime.essence_str().to_owned());
    let name = part.content_disposition().and_then(name_in);
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        bytes.extend_from_slice(&chunk.map_err(broken)?);
    }
    Ok(UploadedFile { name, media_type, bytes })
}

pub(super) fn broken(error: actix_multipart::MultipartError) -> Problem {
    Problem::new(Code::malformed_form).because(error)
}
