//! Files that come with a report in the same form: examined before anything is written, and written once, however often they come.

use std::collections::HashMap;

use uuid::Uuid;

use super::input::FiledEntry;
use crate::core::context::ChangeContext;
use crate::core::crypto;
use crate::db::Connection;
use crate::features::files::rules::FileKind;
use crate::features::files::store::{self as files, File};
use crate::http::incoming::ReceivedFile;
use crate::http::{Code, Problem, Violation, require_none};
use crate::operations::state::State;
use crate::operations::stored_bytes::examine_received;
use crate::storage::Incoming;

/// A file that came with a report.
#[derive(Debug, Clone)]
pub struct SentFile {
    /// The id it gets where it is not there yet.
    pub id: Uuid,
    /// Its name in the form.
    name: String,
    kind: FileKind,
    bytes: i64,
    sha256: String,
}

/// Files that came with a report, each with its bytes.
pub type SentFiles = Vec<(SentFile, Box<dyn Incoming>)>;

/// The files of a form as what they are.
///
/// # Errors
/// 400 for a file that is not taken, that has no name or that of another, or that no entry names.
pub async fn examine(
    state: &State,
    context: &ChangeContext,
    (received, entries): (Vec<ReceivedFile>, &[FiledEntry]),
) -> Result<SentFiles, Problem> {
    require_names(&received, entries)?;
    let mut sent = Vec::new();
    for mut file in received {
        let kind = examine_received(state, &mut file, None, FileKind::examined).await?;
        let own = SentFile {
            id: context.ids.next(),
            name: file.name.unwrap_or_default(),
            kind,
            bytes: i64::try_from(file.bytes).map_err(Problem::internal)?,
            sha256: crypto::to_hex(&file.sha256),
        };
        sent.push((own, file.incoming));
    }
    Ok(sent)
}

/// Passes when every file has a name of its own, which some entry names.
fn require_names(received: &[ReceivedFile], entries: &[FiledEntry]) -> Result<(), Problem> {
    let fault = |(index, file): (usize, &ReceivedFile)| {
        let Some(name) = &file.name else { return Some(Violation::at("/file", Code::required)) };
        let earlier = received.iter().take(index);
        if earlier.filter_map(|other| other.name.as_ref()).any(|other| other == name) {
            return Some(Violation::at("/file", Code::named_twice));
        }
        let mut named = entries.iter().flat_map(|entry| entry.file_names.iter().flatten());
        let is_named = named.any(|own| own.0 == *name);
        (!is_named).then(|| Violation::at("/file", Code::file_not_named).with("file", name))
    };
    require_none(received.iter().enumerate().filter_map(fault))
}

/// The files of a form, as they stand.
#[derive(Debug, Default)]
pub struct WrittenFiles {
    /// The id of each, by its name in the form.
    pub ids: HashMap<String, Uuid>,
    /// Those that the unit did not have yet.
    pub new: Vec<Uuid>,
}

/// Writes the files that the unit does not have yet.
///
/// # Errors
/// A [`Problem`] where the unit has no room for them, or of the database.
pub async fn write(
    tx: &mut Connection,
    context: &ChangeContext,
    (unit_id, sent): (Uuid, &[SentFile]),
    most_mib: u32,
) -> Result<WrittenFiles, Problem> {
    let mut written = WrittenFiles::default();
    for own in sent {
        let file = File {
            id: own.id,
            unit_id,
            name: own.kind.name_with_ending(&own.name),
            media_type: own.kind,
            bytes: own.bytes,
            sha256: own.sha256.clone(),
            created_by: context.actor()?,
            created_at: context.at,
        };
        let id = match files::find_same(tx, unit_id, (&file.sha256, &file.name)).await? {
            Some(id) => id,
            None => {
                files::create(tx, context, &file, most_mib).await??;
                written.new.push(file.id);
                file.id
            }
        };
        written.ids.insert(own.name.clone(), id);
    }
    Ok(written)
}
