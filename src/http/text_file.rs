//! A table or another text file as a request body.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use unicode_normalization::UnicodeNormalization;

use super::catalogue::Code;
use super::input::position;
use super::problem::Problem;
use super::upload::UploadedFile;
use crate::core::plain_text;

/// Text in composed form, in any encoding that is known, sent raw or as the part `file` of a form.
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
    let decoded = plain_text::decode(bytes).ok_or_else(|| {
        let broken = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
        let zero = || bytes.iter().position(|byte| *byte == 0);
        let at = broken.or_else(zero).unwrap_or_default();
        Problem::new(Code::malformed_csv).with("line", position(bytes, at).0)
    })?;
    Ok(decoded.text.nfc().collect())
}
