//! A table or another text file as a request body.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use unicode_normalization::UnicodeNormalization;

use super::catalogue::Code;
use super::input::position;
use super::problem::Problem;
use super::upload::UploadedFile;

/// UTF-8 text in composed form, without a byte order mark and without NUL, sent raw or as the part `file` of a form.
#[derive(Debug)]
pub struct TextFile(pub String);

impl FromRequest for TextFile {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let file = UploadedFile::from_request(request, payload);
        Box::pin(async move { decode(&file.await?.bytes).map(Self) })
    }
}

fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let broken_at = |at| Problem::new(Code::malformed_csv).with("line", position(bytes, at).0);
    let text = std::str::from_utf8(bytes).map_err(|error| broken_at(error.valid_up_to()))?;
    match text.find('\0') {
        Some(at) => Err(broken_at(at)),
        None => Ok(text.trim_start_matches('\u{feff}').nfc().collect()),
    }
}
