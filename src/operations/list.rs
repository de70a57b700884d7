//! Lists: a page by keyset behind a signed cursor, the same for every list.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use utoipa::{IntoParams, ToSchema};

use crate::db::page::PageRead;
use crate::db::updates::UpdatedRange;
use crate::http::input::{CheckedParameters, MAX_JSON_BYTES};
use crate::http::paging::{Cursors, Position};
use crate::http::{Answer, Code, Problem};
use crate::operations::own_lists::{PartEnd, WholeList};
use crate::operations::state::State;
use crate::operations::tables::give::MOST_ENTRIES;

/// How many entries a page has when the caller does not say.
const DEFAULT_LIMIT: i64 = 50;
/// An answer has the bound of a body; what surrounds the entries of a page fits in the rest.
const MAX_PAGE_BYTES: usize = MAX_JSON_BYTES - 64 * 1024;

/// The most bytes of a list that is to become a table, as JSON.
const MAX_TABLE_BYTES: usize = 32 * 1024 * 1024;
/// How many entries are sent as lines at a time, and after how many bytes they end earlier: what a stream takes of the memory.
const LINES_AT_ONCE: usize = 2_000;
const LINE_BYTES_AT_ONCE: usize = 4 * 1024 * 1024;
/// How many bytes a line usually has.
const USUAL_LINE_BYTES: usize = 1024;

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it is the description; the page itself reads the checked parameters")]
pub struct PageParameters {
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// Whether `total` is counted.
    #[param(nullable = false)]
    include_total: Option<bool>,
}

/// Which entries of a list, by when they were changed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it is the description; the page itself reads the checked parameters")]
pub struct UpdatedParameter {
    /// Only what was changed, or written where it never changes, at or after this instant and more than 40 seconds ago: a later
    /// change may still be on its way. Go on from the last `updatedAt` you saw, or from the instant of your last question less
    /// a minute, and nothing is missed; the event feed has it sooner. What only the calendar brings, such as a unit that begins to
    /// exist, is no change.
    #[param(nullable = false, max_length = 35)]
    updated_since: Option<DateTime<FixedOffset>>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The entries.
    #[schema(max_items = 200)]
    pub items: Vec<T>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    pub next_cursor: Option<String>,
    /// How many entries the whole list has, where the caller asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = "count", example = 20)]
    pub total: Option<i64>,
}

/// The page that a request asks for. A cursor belongs to one path with one set of filters and one order.
#[derive(Debug)]
pub struct PageRequest {
    cursors: Cursors,
    list: String,
    after: Option<Position>,
    limit: usize,
    read: PageRead,
    whole: Option<WholeList>,
    link: String,
}

impl PageRequest {
    /// Whether the list is read as a whole, for a table or as lines.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole.is_some()
    }

    /// The sort value after which the page begins.
    ///
    /// # Errors
    /// `invalid_cursor` when it is no value of this list.
    pub fn after_key<T: FromStr>(&self) -> Result<Option<T>, Problem> {
        parse(self.after.as_ref().map(|position| position.key.as_str()))
    }

    /// The id after which the page begins.
    ///
    /// # Errors
    /// `invalid_cursor` when it is no id of this list.
    pub fn after_id<T: FromStr>(&self) -> Result<Option<T>, Problem> {
        parse(self.after.as_ref().map(|position| position.id.as_str()))
    }

    /// How its rows are read: one more than it shows, which tells whether there is a next page.
    #[must_use]
    pub fn read(&self) -> &PageRead {
        &self.read
    }

    /// Says early where the part behind these rows begins, so that it is read while these are still being named and written.
    pub fn announce<R>(&self, rows: &[R], position: impl Fn(&R) -> Position) {
        let last = self.limit.checked_sub(1).and_then(|last| rows.get(last));
        if let (Some(WholeList::Lines(next)), Some(last), true) = (&self.whole, last, rows.len() > self.limit)
        {
            next.send(self.cursors.write(&self.list, &position(last)));
        }
    }

    /// The page of these rows, as they were [read](Self::read). It ends earlier, but never
    /// without an entry, where its entries together would pass the bound of an answer.
    ///
    /// # Errors
    /// An internal problem when a view can't be written as JSON.
    pub fn answer<R, V: Serialize>(
        &self,
        rows: Vec<R>,
        position: impl Fn(&R) -> Position,
        view: impl FnMut(R) -> V,
    ) -> Result<Answer, Problem> {
        self.answer_of_part((rows, false), position, view)
    }

    /// The same, where the rows may end before the limit though more follow.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub fn answer_of_part<R, V: Serialize>(
        &self,
        (rows, is_cut): (Vec<R>, bool),
        position: impl Fn(&R) -> Position,
        view: impl FnMut(R) -> V,
    ) -> Result<Answer, Problem> {
        self.answer_of((rows, is_cut), position, view, |page| page)
    }

    /// The same, in an answer that has more members than a page.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub fn answer_within<R, V: Serialize, A: Serialize>(
        &self,
        rows: Vec<R>,
        position: impl Fn(&R) -> Position,
        view: impl FnMut(R) -> V,
        whole: impl FnOnce(Page<Box<RawValue>>) -> A,
    ) -> Result<Answer, Problem> {
        self.answer_of((rows, false), position, view, whole)
    }

    /// A list that has no pages, in an answer that has other members.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub fn answer_at_once<V: Serialize, A: Serialize>(
        &self,
        all: Vec<V>,
        whole: impl FnOnce(Vec<V>) -> A,
    ) -> Result<Answer, Problem> {
        match self.whole {
            Some(WholeList::Lines(_)) => self.lines_of((all, false), |_| Position::of_key(""), |entry| entry),
            _ => Answer::ok(&whole(all)),
        }
    }

    fn answer_of<R, V: Serialize, A: Serialize>(
        &self,
        (rows, is_cut): (Vec<R>, bool),
        position: impl Fn(&R) -> Position,
        view: impl FnMut(R) -> V,
        whole: impl FnOnce(Page<Box<RawValue>>) -> A,
    ) -> Result<Answer, Problem> {
        let has_more = is_cut || rows.len() > self.limit;
        if let Some(WholeList::Lines(_)) = &self.whole {
            self.announce(&rows, &position);
            return self.lines_of((rows, has_more), position, view);
        }
        let page = self.page_of((rows, has_more), position, view)?;
        let link = self.link(page.next_cursor.as_deref());
        Ok(Answer::ok(&whole(page))?.with_link(link))
    }

    fn lines_of<R, V: Serialize>(
        &self,
        (rows, has_more): (Vec<R>, bool),
        position: impl Fn(&R) -> Position,
        mut view: impl FnMut(R) -> V,
    ) -> Result<Answer, Problem> {
        let (mut body, mut last) = (Vec::with_capacity(rows.len() * USUAL_LINE_BYTES), None);
        let mut rows = rows.into_iter().take(self.limit);
        for row in rows.by_ref() {
            last = Some(position(&row));
            serde_json::to_writer(&mut body, &view(row)).map_err(Problem::internal)?;
            body.push(b'\n');
            if body.len() > LINE_BYTES_AT_ONCE {
                break;
            }
        }
        let last = last.filter(|_| has_more || rows.next().is_some());
        PartEnd { next_cursor: last.map(|position| self.cursors.write(&self.list, &position)) }
            .write(&mut body)?;
        Ok(Answer { status: 200, headers: Vec::new(), body })
    }

    fn page_of<R, V: Serialize>(
        &self,
        (rows, has_more): (Vec<R>, bool),
        position: impl Fn(&R) -> Position,
        mut view: impl FnMut(R) -> V,
    ) -> Result<Page<Box<RawValue>>, Problem> {
        let positions: Vec<Position> = rows.iter().take(self.limit).map(position).collect();
        let most_bytes = if self.is_whole() { MAX_TABLE_BYTES } else { MAX_PAGE_BYTES };
        let (mut items, mut bytes) = (Vec::new(), 0);
        for row in rows.into_iter().take(self.limit) {
            let item = to_raw_value(&view(row)).map_err(Problem::internal)?;
            bytes += item.get().len() + 1;
            if bytes > most_bytes && !items.is_empty() {
                break;
            }
            items.push(item);
        }
        let is_last = !has_more && items.len() == positions.len();
        let last = items.len().checked_sub(1).and_then(|index| positions.get(index));
        let last = last.filter(|_| !is_last);
        let next_cursor = last.map(|position| self.cursors.write(&self.list, position));
        Ok(Page { items, next_cursor, total: self.read.total() })
    }

    fn link(&self, cursor: Option<&str>) -> Option<String> {
        cursor.map(|cursor| format!("<{}cursor={cursor}>; rel=\"next\"", self.link))
    }
}

impl FromRequest for PageRequest {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(page_request(request))
    }
}

fn page_request(request: &HttpRequest) -> Result<PageRequest, Problem> {
    let state = request.app_data::<web::Data<State>>();
    let state = state.ok_or_else(|| Problem::internal("the app has no state"))?;
    let checked = request.extensions().get::<CheckedParameters>().cloned();
    let CheckedParameters(mut filter) =
        checked.ok_or_else(|| Problem::internal("parameters were not checked"))?;
    let cursor = filter.shift_remove("cursor");
    // The total changes neither the entries nor their order.
    let is_counted = filter.shift_remove("includeTotal").is_some_and(|total| total == true);
    let since = filter.get("updatedSince").and_then(serde_json::Value::as_str);
    let since = since.map(DateTime::parse_from_rfc3339).transpose().map_err(Problem::internal)?;
    let updated = since.map(|instant| UpdatedRange::since(instant, state.clock.now()));
    let limit = filter.shift_remove("limit").and_then(|limit| limit.as_i64()).unwrap_or(DEFAULT_LIMIT);
    filter.sort_keys();
    let list = format!("{} {}", request.path(), serde_json::Value::Object(filter));
    let cursor = cursor.as_ref().and_then(serde_json::Value::as_str);
    let whole = request.extensions().get::<WholeList>().cloned();
    let limit = match &whole {
        None => usize::try_from(limit).map_err(Problem::internal)?,
        Some(WholeList::Pages) => MOST_ENTRIES,
        Some(WholeList::Lines(_)) => LINES_AT_ONCE,
    };
    Ok(PageRequest {
        after: cursor.map(|cursor| state.cursors.read(&list, cursor)).transpose()?,
        cursors: state.cursors.clone(),
        list,
        limit,
        read: PageRead::of(i64::try_from(limit).map_err(Problem::internal)? + 1).with(updated, is_counted),
        whole,
        link: state.page_link(request, "cursor"),
    })
}

fn parse<T: FromStr>(text: Option<&str>) -> Result<Option<T>, Problem> {
    text.map(str::parse).transpose().map_err(|_| Problem::new(Code::invalid_cursor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(limit: usize) -> PageRequest {
        let (cursors, list) = (Cursors::new(b"secret"), "/numbers {}".to_owned());
        PageRequest {
            cursors,
            list,
            after: None,
            limit,
            read: PageRead::default(),
            whole: None,
            link: "/numbers?".to_owned(),
        }
    }

    fn page(limit: usize, rows: Vec<String>) -> (usize, Option<String>) {
        let position = |row: &String| Position::of_key(row.get(..1).unwrap_or_default());
        let answer = request(limit).answer(rows, position, |row| row).unwrap();
        let page: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        (page["items"].as_array().unwrap().len(), page["nextCursor"].as_str().map(str::to_owned))
    }

    fn next_key(cursor: Option<&String>) -> Option<String> {
        cursor.map(|cursor| Cursors::new(b"secret").read("/numbers {}", cursor).unwrap().key)
    }

    #[test]
    fn a_full_page_has_a_next_one_only_when_a_row_is_left() {
        let rows = |count: usize| ["a", "b", "c"].iter().take(count).map(ToString::to_string).collect();
        assert_eq!(page(2, rows(2)), (2, None));
        let (length, cursor) = page(2, rows(3));
        assert_eq!((length, next_key(cursor.as_ref())), (2, Some("b".to_owned())));
    }

    #[test]
    fn a_page_ends_before_its_answer_grows_too_large_but_never_without_an_entry() {
        let rows = || ["a", "b", "c"].map(|letter| letter.repeat(MAX_PAGE_BYTES / 2)).to_vec();
        let (length, cursor) = page(3, rows());
        assert_eq!((length, next_key(cursor.as_ref())), (1, Some("a".to_owned())));
        let (length, cursor) = page(3, vec!["a".repeat(2 * MAX_PAGE_BYTES)]);
        assert_eq!((length, cursor), (1, None));
    }

    #[test]
    fn a_foreign_key_in_a_cursor_is_refused() {
        let after = Some(Position { key: "a".to_owned(), id: String::new() });
        let asked = PageRequest { after, ..request(2) };
        assert_eq!(asked.after_key::<String>().unwrap(), Some("a".to_owned()));
        assert_eq!(asked.after_key::<i32>().unwrap_err().code, Code::invalid_cursor);
    }
}
