//! A JSON body, or a form whose part `document` is that JSON and whose part `file` goes with it.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::catalogue::Code;
use super::input::{BodyDigest, MAX_FILE_BYTES, MAX_JSON_BYTES, has_key, operation_of, parse_as, read_body};
use super::problem::Problem;
use super::upload::{FORM_OVERHEAD, PART, UploadedFile, essence, missing, parts_of};
use crate::core::crypto;

/// The form's name for the JSON, and where it stands in the form.
const JSON_PART: &str = "document";
const PLACE_IN_FORM: &str = "/document";

/// A JSON body as a typed value, with the file that came in the same form.
#[derive(Debug)]
pub struct JsonWithFile<T> {
    /// The value.
    pub json: T,
    /// The file, where one came.
    pub file: Option<UploadedFile>,
    /// Where the JSON stands in the body, as a JSON pointer.
    pub place: &'static str,
}

impl<T: DeserializeOwned> FromRequest for JsonWithFile<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            if essence(&request).as_deref() != Some("multipart/form-data") {
                let body = read_body(&request, payload, MAX_JSON_BYTES).await?;
                return Self::read(&request, &body, (None, ""));
            }
            let limit = MAX_JSON_BYTES + MAX_FILE_BYTES + FORM_OVERHEAD;
            let body = read_body(&request, payload, limit).await?;
            let [document, file] = parts_of(&request, body, [JSON_PART, PART]).await?;
            let document = document.ok_or_else(|| missing(JSON_PART))?;
            require_length(&document.bytes, MAX_JSON_BYTES)?;
            if let Some(file) = &file {
                require_length(&file.bytes, MAX_FILE_BYTES)?;
            }
            let read = Self::read(&request, &document.bytes, (file, PLACE_IN_FORM));
            read.map_err(|problem| problem.move_faults(|at| at.within(PLACE_IN_FORM)))
        })
    }
}

impl<T: DeserializeOwned> JsonWithFile<T> {
    fn read(
        request: &HttpRequest,
        json: &[u8],
        (file, place): (Option<UploadedFile>, &'static str),
    ) -> Result<Self, Problem> {
        let (json, digest) = parse_as(json, &*operation_of(request)?, has_key(request))?;
        if let Some(digest) = digest {
            let digest = match &file {
                Some(file) => BodyDigest(crypto::sha256(&[&digest.0, &digest_of(file).0])),
                None => digest,
            };
            request.extensions_mut().insert(digest);
        }
        Ok(Self { json, file, place })
    }
}

fn digest_of(file: &UploadedFile) -> BodyDigest {
    let sha256 = crypto::sha256(&[&file.bytes]);
    BodyDigest::of_file(&sha256, file.name.as_deref(), file.media_type.as_deref())
}

fn require_length(bytes: &[u8], limit: usize) -> Result<(), Problem> {
    if bytes.len() > limit { Err(Problem::new(Code::too_large).with("limit", limit)) } else { Ok(()) }
}
