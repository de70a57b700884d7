//! A list as a stream of lines: every entry of it, however many, in the memory of one page.

use std::sync::Arc;

use actix_web::web::Bytes;
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use crate::auth::guard::ActsFor;
use crate::http::{Locale, Problem};
use crate::operations::list_path::page_path;
use crate::operations::own_lists::ReadLists;

/// One entry a line, each a JSON text.
pub const NDJSON: &str = "application/x-ndjson";

/// A page as it is read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReadPage {
    items: Vec<Box<RawValue>>,
    next_cursor: Option<String>,
}

/// What comes next of a stream.
enum Step {
    /// A page that was read.
    Send(ReadPage),
    /// The page that begins at a cursor.
    Read(String),
}

/// A list that is read page by page.
pub struct ListStream {
    lists: Arc<dyn ReadLists>,
    reader: ActsFor,
    /// The list without its pages.
    path: String,
    locale: Locale,
}

impl ListStream {
    /// The list at a path, as somebody reads it.
    #[must_use]
    pub fn new(lists: Arc<dyn ReadLists>, reader: ActsFor, path: String, locale: Locale) -> Self {
        Self { lists, reader, path, locale }
    }

    /// The lines of the list from a cursor on. After each page stands a line with the cursor of the next one, by which a stream that broke
    /// is gone on with; that of the last page is null. A refusal in between stands in a line of its own.
    ///
    /// # Errors
    /// What refuses the first page.
    pub async fn lines(
        self,
        cursor: Option<String>,
    ) -> Result<impl Stream<Item = Result<Bytes, Problem>>, Problem> {
        let first = self.page(cursor.as_deref()).await?;
        Ok(unfold(Some((self, Step::Send(first))), async |next| {
            let (own, step) = next?;
            let page = match step {
                Step::Send(page) => Ok(page),
                Step::Read(cursor) => own.page(Some(&cursor)).await.map_err(|problem| (problem, cursor)),
            };
            match page {
                Ok(page) => {
                    let lines = lines_of(&page);
                    Some((Ok(lines), page.next_cursor.map(|cursor| (own, Step::Read(cursor)))))
                }
                Err((problem, cursor)) => {
                    let problem = problem.to_json(own.locale, "");
                    let line = format!("{}\n", json!({"problem": problem, "nextCursor": cursor}));
                    Some((Ok(line.into()), None))
                }
            }
        }))
    }

    async fn page(&self, cursor: Option<&str>) -> Result<ReadPage, Problem> {
        let bytes = self.lists.read(self.reader.clone(), page_path(&self.path, cursor)).await?;
        serde_json::from_slice(&bytes).map_err(Problem::internal)
    }
}

fn lines_of(page: &ReadPage) -> Bytes {
    let cursor = json!({"nextCursor": page.next_cursor}).to_string();
    let mut lines = String::new();
    for line in page.items.iter().map(|item| item.get()).chain([cursor.as_str()]) {
        lines.push_str(line);
        lines.push('\n');
    }
    lines.into()
}
