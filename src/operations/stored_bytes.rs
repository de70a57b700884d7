//! Bytes that are kept together with rows.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{self, Read};

use uuid::Uuid;

use crate::http::incoming::ReceivedFile;
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::storage::{Incoming, Storage};

/// A file's claimed media type and its name.
pub type Labels<'a> = (Option<&'a str>, Option<&'a str>);

/// What a received file is, by its bytes and its labels; away from the workers, because archives are opened. A form may have named it;
/// otherwise its name is the one given here.
///
/// # Errors
/// What `examine` refuses; a failing storage.
pub async fn examine_received<K: Send + 'static, F: Into<Problem> + Send + 'static>(
    state: &State,
    received: &mut ReceivedFile,
    name: Option<&str>,
    examine: impl FnOnce(&mut dyn Read, Labels) -> io::Result<Result<K, F>> + Send + 'static,
) -> Result<K, Problem> {
    let mut bytes = received.incoming.look().await?;
    let claimed_type = received.claimed_type.clone();
    let name = received.name.as_deref().or(name).map(str::to_owned);
    let examine = move || examine(&mut bytes, (claimed_type.as_deref(), name.as_deref()));
    state.readers.run(examine).await??.map_err(Into::into)
}

/// The ids of rows that a change wrote, so that their bytes stay.
#[derive(Debug, Default)]
pub struct WrittenRows(RefCell<HashSet<Uuid>>);

impl WrittenRows {
    /// Notes rows that were written, when nothing is left that could refuse them.
    pub fn note(&self, ids: impl IntoIterator<Item = Uuid>) {
        self.0.borrow_mut().extend(ids);
    }

    fn include(&self, id: Uuid) -> bool {
        self.0.borrow().contains(&id)
    }
}

/// Keeps bytes under the ids of rows, and runs the change that writes the rows and notes each.
///
/// # Errors
/// Whatever the storage or the change fails with.
pub async fn keep_with_rows(
    storage: &dyn Storage,
    all: Vec<(Box<dyn Incoming>, Uuid)>,
    change: impl AsyncFnOnce(&WrittenRows) -> Result<Answer, Problem>,
) -> Result<Answer, Problem> {
    let mut ids = Vec::new();
    let written = WrittenRows::default();
    for (incoming, id) in all {
        if let Err(error) = incoming.keep(id).await {
            remove_unwritten(storage, &ids, &written).await?;
            return Err(error.into());
        }
        ids.push(id);
    }
    let answer = change(&written).await;
    // A refusal, or the answer to an earlier request: nothing refers to these bytes. Where a row was written and the commit failed,
    // it may exist or not; then its bytes stay, and a job removes them with other orphans if need be.
    remove_unwritten(storage, &ids, &written).await?;
    answer
}

async fn remove_unwritten(storage: &dyn Storage, ids: &[Uuid], written: &WrittenRows) -> Result<(), Problem> {
    for id in ids.iter().filter(|id| !written.include(**id)) {
        storage.remove(*id).await?;
    }
    Ok(())
}
