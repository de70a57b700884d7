//! One uploaded file that is not held in memory: it goes into a storage piece by piece, hashed and counted on its way.

use std::time::Duration;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::StreamExt;
use tokio::time::{Instant, timeout_at};
use utoipa::ToSchema;

use super::catalogue::Code;
use super::file_name::name_in;
use super::input::{BodyDigest, check_media_type};
use super::problem::{Problem, Violation};
use super::upload::{PART, broken, essence};
use crate::core::crypto::Hasher;
use crate::storage::{Incoming, Storage};

/// The most a stored file may have, in bytes.
pub const MAX_STORED_BYTES: usize = 20 * 1024 * 1024;
/// How long a file may take to arrive: its size over a slow line, 1 megabit a second.
pub const UPLOAD_DEADLINE: Duration = Duration::from_mins(3);

/// The file of a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: forms are read part by part")]
pub struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary, max_length = 20_971_520, example = "")]
    file: Vec<u8>,
}

/// A body that was not read yet.
pub struct IncomingFile {
    request: HttpRequest,
    payload: Payload,
}

impl FromRequest for IncomingFile {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self { request: request.clone(), payload: payload.take() }))
    }
}

/// A file that came as a whole and is not kept yet: dropped, it leaves nothing behind.
pub struct ReceivedFile {
    /// Its name, where the form gives one.
    pub name: Option<String>,
    /// The media type that its sender claims, without parameters.
    pub claimed_type: Option<String>,
    /// How many bytes it has.
    pub bytes: usize,
    /// The SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    /// Its bytes.
    pub incoming: Box<dyn Incoming>,
}

impl IncomingFile {
    /// Takes the body, or the part `file` of a form, into the storage.
    ///
    /// # Errors
    /// 400 for a form without a file or with other parts, 408 when it takes too long, 413 when it is too large, 415 for a
    /// media type that the operation does not take, 500 when the storage fails.
    pub async fn receive(self, storage: &dyn Storage) -> Result<ReceivedFile, Problem> {
        check_media_type(&self.request)?;
        let too_slow = || Problem::new(Code::request_timeout).with("seconds", UPLOAD_DEADLINE.as_secs());
        let deadline = Instant::now() + UPLOAD_DEADLINE;
        let request = self.request.clone();
        let received = timeout_at(deadline, self.receive_parts(storage)).await.map_err(|_| too_slow())??;
        let (name, media_type) = (received.name.as_deref(), received.claimed_type.as_deref());
        request.extensions_mut().insert(BodyDigest::of_file(&received.sha256, name, media_type));
        Ok(received)
    }

    async fn receive_parts(self, storage: &dyn Storage) -> Result<ReceivedFile, Problem> {
        let Self { request, payload } = self;
        match essence(&request) {
            Some(essence) if essence == "multipart/form-data" => {
                part_of(Multipart::new(request.headers(), payload), storage).await
            }
            claimed_type => {
                let pieces =
                    payload.map(|piece| piece.map_err(|error: PayloadError| half_way(&error.to_string())));
                let mut file = Arriving::start(storage).await?;
                file.take_all(pieces).await?;
                Ok(file.receive(None, claimed_type))
            }
        }
    }
}

async fn part_of(mut parts: Multipart, storage: &dyn Storage) -> Result<ReceivedFile, Problem> {
    let mut received = None;
    while let Some(part) = parts.next().await {
        let part = part.map_err(broken)?;
        let own = part.name().unwrap_or_default().to_owned();
        if own != PART {
            let fault = Violation::at(format!("/{own}"), Code::unknown_member);
            return Err(Problem::invalid(vec![fault]));
        }
        if received.is_some() {
            let fault = Violation::at(format!("/{PART}"), Code::repeated_parameter);
            return Err(Problem::invalid(vec![fault]));
        }
        let claimed_type = part.content_type().map(|mime| mime.essence_str().to_owned());
        let name = part.content_disposition().and_then(name_in);
        let mut file = Arriving::start(storage).await?;
        file.take_all(part.map(|piece| piece.map_err(broken))).await?;
        received = Some(file.receive(name, claimed_type));
    }
    received.ok_or_else(|| Problem::invalid(vec![Violation::at(format!("/{PART}"), Code::required)]))
}

struct Arriving {
    incoming: Box<dyn Incoming>,
    hasher: Hasher,
    bytes: usize,
}

impl Arriving {
    async fn start(storage: &dyn Storage) -> Result<Self, Problem> {
        let incoming = storage.begin().await?;
        Ok(Self { incoming, hasher: Hasher::default(), bytes: 0 })
    }

    async fn take_all(
        &mut self,
        mut pieces: impl futures_util::Stream<Item = Result<Bytes, Problem>> + Unpin,
    ) -> Result<(), Problem> {
        while let Some(piece) = pieces.next().await {
            let piece = piece?;
            self.bytes += piece.len();
            if self.bytes > MAX_STORED_BYTES {
                return Err(Problem::new(Code::too_large).with("limit", MAX_STORED_BYTES));
            }
            self.hasher.take(&piece);
            self.incoming.write(&piece).await?;
        }
        Ok(())
    }

    fn receive(self, name: Option<String>, claimed_type: Option<String>) -> ReceivedFile {
        let sha256 = self.hasher.finish();
        ReceivedFile { name, claimed_type, bytes: self.bytes, sha256, incoming: self.incoming }
    }
}

/// The sender went away before the end.
fn half_way(cause: &str) -> Problem {
    Problem::new(Code::incomplete_upload).because(cause)
}
