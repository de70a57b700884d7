//! Uploaded files that are not held in memory: they go into a storage piece by piece, hashed and counted on their way.

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout_at};
use utoipa::ToSchema;

use super::catalogue::Code;
use super::file_name::name_in;
use super::input::{BodyDigest, Json, MAX_JSON_BYTES, check_media_type, has_key, operation_of, parse_as};
use super::problem::{Problem, Violation};
use super::upload::{PART, broken, essence};
use crate::core::crypto::{self, Hasher};
use crate::storage::{Incoming, Storage};

/// The most a stored file may have, in bytes.
pub const MAX_STORED_BYTES: usize = 20 * 1024 * 1024;
/// The most files in a form.
pub const MOST_FILES: usize = 20;
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
pub struct IncomingBody {
    request: HttpRequest,
    payload: Payload,
}

impl FromRequest for IncomingBody {
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

impl ReceivedFile {
    fn digest(&self) -> BodyDigest {
        BodyDigest::of_file(&self.sha256, self.name.as_deref(), self.claimed_type.as_deref())
    }
}

impl IncomingBody {
    /// Takes a file: the body, or the part `file` of a form, into the storage.
    ///
    /// # Errors
    /// 400 for a form without a file or with other parts, 408 when it takes too long, 413 when it is too large, 415 for a
    /// media type that the operation does not take, 500 when the storage fails.
    pub async fn receive_file(self, storage: &dyn Storage) -> Result<ReceivedFile, Problem> {
        check_media_type(&self.request)?;
        let deadline = Instant::now() + UPLOAD_DEADLINE;
        let request = self.request.clone();
        let received = timeout_at(deadline, self.receive_parts(storage)).await.map_err(|_| too_slow())??;
        request.extensions_mut().insert(received.digest());
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
                let mut file = Arriving::start(storage, MAX_STORED_BYTES).await?;
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
        received = Some(file_of(part, (storage, MAX_STORED_BYTES)).await?);
    }
    received.ok_or_else(|| Problem::invalid(vec![Violation::at(format!("/{PART}"), Code::required)]))
}

/// The file of a part, of at most so many bytes.
async fn file_of(part: Field, (storage, most_bytes): (&dyn Storage, usize)) -> Result<ReceivedFile, Problem> {
    let claimed_type = part.content_type().map(|mime| mime.essence_str().to_owned());
    let name = part.content_disposition().and_then(name_in);
    let mut file = Arriving::start(storage, most_bytes).await?;
    file.take_all(part.map(|piece| piece.map_err(broken))).await?;
    Ok(file.receive(name, claimed_type))
}

/// A form as it came; a JSON body is one without files.
pub struct ReceivedForm<T> {
    /// The JSON as a typed value.
    pub json: T,
    /// The files, none of them kept yet.
    pub files: Vec<ReceivedFile>,
    /// Where the JSON stands in the body, as a JSON pointer.
    pub place: &'static str,
}

impl IncomingBody {
    /// Takes JSON that may come with files: the body, or the part at `place` of a form as JSON and its parts `file` into the storage, together of at most
    /// [`MAX_STORED_BYTES`].
    ///
    /// # Errors
    /// As [`receive_file`](Self::receive_file); 400 for JSON that the operation does not take.
    pub async fn receive_form<T: DeserializeOwned>(
        self,
        place: &'static str,
        storage: &dyn Storage,
    ) -> Result<ReceivedForm<T>, Problem> {
        let Self { request, mut payload } = self;
        if essence(&request).as_deref() != Some("multipart/form-data") {
            let Json(json) = Json::from_request(&request, &mut payload).await?;
            return Ok(ReceivedForm { json, files: Vec::new(), place: "" });
        }
        check_media_type(&request)?;
        let deadline = Instant::now() + UPLOAD_DEADLINE;
        let parts = Multipart::new(request.headers(), payload);
        let (json, files) =
            timeout_at(deadline, form_of(parts, (place, storage))).await.map_err(|_| too_slow())??;
        let read = parse_as(&json, &*operation_of(&request)?, has_key(&request));
        let (json, digest) = read.map_err(|problem| problem.move_faults(|at| at.within(place)))?;
        if let Some(BodyDigest(digest)) = digest {
            let files = files.iter().map(|file| file.digest().0);
            let all: Vec<Vec<u8>> = std::iter::once(digest).chain(files).collect();
            let all: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
            request.extensions_mut().insert(BodyDigest(crypto::sha256(&all)));
        }
        Ok(ReceivedForm { json, files, place })
    }
}

/// The JSON of a form, and its files.
async fn form_of(
    mut parts: Multipart,
    (place, storage): (&str, &dyn Storage),
) -> Result<(Vec<u8>, Vec<ReceivedFile>), Problem> {
    let (mut json, mut files, mut room) = (None, Vec::new(), MAX_STORED_BYTES);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(broken)?;
        let at = format!("/{}", part.name().unwrap_or_default());
        if at == place && json.is_none() {
            json = Some(json_of(&mut part).await?);
        } else if at.trim_start_matches('/') == PART && files.len() < MOST_FILES {
            let file = file_of(part, (storage, room)).await?;
            room -= file.bytes;
            files.push(file);
        } else {
            let code = if at == place { Code::repeated_parameter } else { Code::unknown_member };
            return Err(Problem::invalid(vec![Violation::at(at, code)]));
        }
    }
    let json = json.ok_or_else(|| Problem::invalid(vec![Violation::at(place, Code::required)]))?;
    Ok((json, files))
}

async fn json_of(part: &mut Field) -> Result<Vec<u8>, Problem> {
    let mut json = Vec::new();
    while let Some(piece) = part.next().await {
        json.extend_from_slice(&piece.map_err(broken)?);
        if json.len() > MAX_JSON_BYTES {
            return Err(Problem::new(Code::too_large).with("limit", MAX_JSON_BYTES));
        }
    }
    Ok(json)
}

fn too_slow() -> Problem {
    Problem::new(Code::request_timeout).with("seconds", UPLOAD_DEADLINE.as_secs())
}

struct Arriving {
    incoming: Box<dyn Incoming>,
    hasher: Hasher,
    bytes: usize,
    most_bytes: usize,
}

impl Arriving {
    async fn start(storage: &dyn Storage, most_bytes: usize) -> Result<Self, Problem> {
        let incoming = storage.begin().await?;
        Ok(Self { incoming, hasher: Hasher::default(), bytes: 0, most_bytes })
    }

    async fn take_all(
        &mut self,
        mut pieces: impl futures_util::Stream<Item = Result<Bytes, Problem>> + Unpin,
    ) -> Result<(), Problem> {
        while let Some(piece) = pieces.next().await {
            let piece = piece?;
            self.bytes += piece.len();
            if self.bytes > self.most_bytes {
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
