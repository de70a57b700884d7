//! A list as a stream: every entry of it, however many, in the memory of one part.

use std::sync::{Arc, OnceLock};

use actix_web::rt;
use actix_web::rt::task::JoinHandle;
use actix_web::web::{self, Bytes};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::from_json::{Words, rows_of};
use super::spec::TableSpec;
use crate::auth::guard::ActsFor;
use crate::http::{Locale, Problem};
use crate::official_documents::tables::CsvWriter;
use crate::operations::list_path::page_path;
use crate::operations::own_lists::{EarlyCursor, OwnTable, PartEnd, ReadLists, WholeList};

/// One entry a line, each a JSON text.
pub const NDJSON: &str = "application/x-ndjson";

/// In what form a list is sent.
#[derive(Clone)]
pub enum StreamForm {
    /// As lines, one entry each. After each part stands a line with the cursor of the next one, by which a stream that broke is gone on
    /// with; that of the last part is null. A refusal in between stands in a line of its own.
    Lines,
    /// As a table in plain text. A refusal in between breaks it off, so that nobody takes it for whole.
    Csv(OwnTable),
}

/// A part of a list as it is sent, and where the next one begins.
type Part = (Bytes, Option<String>);

/// A part that is being read.
struct Reading {
    cursor: Option<String>,
    part: JoinHandle<Result<Part, Problem>>,
    /// Where the next one begins, as soon as that is known.
    next: oneshot::Receiver<String>,
}

/// What comes next of a stream.
enum Step {
    /// A part that was read, and the next one, where it is being read.
    Send(Bytes, Option<Reading>),
    /// A part that is being read.
    Wait(Reading),
}

/// A list that is read part by part.
#[derive(Clone)]
pub struct ListStream {
    lists: Arc<dyn ReadLists>,
    reader: ActsFor,
    /// The list without its pages.
    path: String,
    locale: Locale,
    form: StreamForm,
    /// What kind of table it is: the first page says it for all.
    spec: Arc<OnceLock<&'static TableSpec>>,
}

impl ListStream {
    /// The list at a path, as somebody reads it.
    #[must_use]
    pub fn new(
        lists: Arc<dyn ReadLists>,
        reader: ActsFor,
        path: String,
        (locale, form): (Locale, StreamForm),
    ) -> Self {
        Self { lists, reader, path, locale, form, spec: Arc::default() }
    }

    /// The list from a cursor on.
    ///
    /// # Errors
    /// What refuses the first part.
    pub async fn begin(
        self,
        cursor: Option<String>,
    ) -> Result<impl Stream<Item = Result<Bytes, Problem>>, Problem> {
        let (first, next) = self.finish(self.read(cursor)).await.map_err(|(problem, _)| problem)?;
        Ok(unfold(Some((self, Step::Send(first, next))), async |step| {
            let (own, step) = step?;
            let part = match step {
                Step::Send(bytes, next) => Ok((bytes, next)),
                Step::Wait(reading) => own.finish(reading).await,
            };
            match part {
                Ok((bytes, next)) => Some((Ok(bytes), next.map(|reading| (own, Step::Wait(reading))))),
                Err((problem, cursor)) => Some((own.break_off(problem, cursor.as_deref()), None)),
            }
        }))
    }

    /// Begins to read the part at a cursor.
    fn read(&self, cursor: Option<String>) -> Reading {
        let (early, next) = EarlyCursor::new();
        let own = self.clone();
        let at = cursor.clone();
        let part = rt::spawn(async move { own.part(at.as_deref(), early).await });
        Reading { cursor, part, next }
    }

    /// A part, and the next one, which was begun as soon as it was known where it begins.
    async fn finish(&self, reading: Reading) -> Result<(Bytes, Option<Reading>), (Problem, Option<String>)> {
        let Reading { cursor, part, next } = reading;
        let early = next.await.ok().map(|cursor| self.read(Some(cursor)));
        let read = part.await.map_err(Problem::internal).and_then(|part| part);
        let (bytes, next) = read.map_err(|problem| (problem, cursor))?;
        // Long entries end a part earlier than its rows do.
        let next = match (early, next) {
            (Some(early), next) if early.cursor == next => Some(early),
            (_, next) => next.map(|cursor| self.read(Some(cursor))),
        };
        Ok((bytes, next))
    }

    async fn part(&self, cursor: Option<&str>, early: EarlyCursor) -> Result<Part, Problem> {
        let path = page_path(&self.path, cursor);
        let StreamForm::Csv(OwnTable { spec, words }) = &self.form else {
            let lines = self.lists.read(self.reader.clone(), path, WholeList::Lines(early)).await?;
            let PartEnd { next_cursor } = PartEnd::of(&lines)?;
            return Ok((lines, next_cursor));
        };
        drop(early);
        let (of_list, words, kind) = (*spec, Arc::clone(words), Arc::clone(&self.spec));
        let page = self.lists.read(self.reader.clone(), path, WholeList::Pages).await?;
        let written = web::block(move || csv_of(&page, (&kind, of_list), &words));
        written.await.map_err(Problem::internal)?
    }

    fn break_off(&self, problem: Problem, cursor: Option<&str>) -> Result<Bytes, Problem> {
        match self.form {
            StreamForm::Csv(_) => Err(problem),
            StreamForm::Lines => {
                let problem = problem.to_json(self.locale, "");
                Ok(format!("{}\n", json!({"problem": problem, "nextCursor": cursor})).into())
            }
        }
    }
}

/// The rows of a page; with the header, where none were sent before.
fn csv_of(
    page: &[u8],
    (kind, of_list): (&OnceLock<&'static TableSpec>, &'static TableSpec),
    words: &Words,
) -> Result<Part, Problem> {
    let page: Value = serde_json::from_slice(page).map_err(Problem::internal)?;
    let is_first = kind.get().is_none();
    let spec = kind.get_or_init(|| of_list.for_answer(&page));
    let writer = if is_first { CsvWriter::begin(&spec.header()) } else { Ok(CsvWriter::go_on()) };
    let mut writer = writer.map_err(Problem::internal)?;
    for row in rows_of(&page, spec, words) {
        writer.write_row(&row).map_err(Problem::internal)?;
    }
    let rows = writer.finish().map_err(Problem::internal)?;
    Ok((rows.into(), page.get("nextCursor").and_then(Value::as_str).map(str::to_owned)))
}
