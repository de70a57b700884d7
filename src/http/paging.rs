//! Pages by keyset: a signed cursor says after which row the next page begins.

use serde::{Deserialize, Serialize};

use super::catalogue::Code;
use super::problem::Problem;
use crate::core::crypto::{self, PurposeKey};

/// How many entries a page has when the caller does not say.
pub const DEFAULT_LIMIT: i64 = 50;

/// Length of the mark before a cursor's content: HMAC-SHA256.
const MARK_BYTES: usize = 32;
/// How much of a list's hash goes into its cursors.
const FINGERPRINT_BYTES: usize = 16;

/// The place in a list after which a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The sort value of the last row, as text.
    pub key: String,
    /// Its identifier, which decides between equal sort values.
    pub id: String,
}

impl Position {
    /// The position of a row that its id alone puts in order.
    #[must_use]
    pub fn of_id(id: impl ToString) -> Self {
        Self { key: String::new(), id: id.to_string() }
    }

    /// The position of a row that its sort value alone puts in order.
    #[must_use]
    pub fn of_key(key: impl ToString) -> Self {
        Self { key: key.to_string(), id: String::new() }
    }

    /// The position of a row that its sort value puts in order, and its id between equal ones.
    #[must_use]
    pub fn new(key: impl ToString, id: impl ToString) -> Self {
        Self { key: key.to_string(), id: id.to_string() }
    }
}

/// Makes and reads cursors. A cursor holds for one list with one set of filters and one order.
#[derive(Debug, Clone)]
pub struct Cursors(PurposeKey);

impl Cursors {
    /// Cursors under the installation's secret.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self(PurposeKey::derive(secret, "cursor"))
    }

    /// The cursor of the page after `place` in the list that `list` describes.
    #[must_use]
    pub fn write(&self, list: &str, place: &Position) -> String {
        let content = serde_json::to_vec(&(fingerprint(list), place)).unwrap_or_default();
        let mut bytes = self.0.sign(&content);
        bytes.extend(content);
        crypto::to_text(&bytes)
    }

    /// The place behind a cursor.
    ///
    /// # Errors
    /// `invalid_cursor` when it is not ours, `cursor_mismatch` when it belongs to another list.
    pub fn read(&self, list: &str, cursor: &str) -> Result<Position, Problem> {
        let invalid = || Problem::new(Code::invalid_cursor);
        let bytes = crypto::from_text(cursor).ok_or_else(invalid)?;
        let (mark, content) = bytes.split_at_checked(MARK_BYTES).ok_or_else(invalid)?;
        if !self.0.verify(content, mark) {
            return Err(invalid());
        }
        let (of_list, place): (String, Position) = serde_json::from_slice(content).map_err(|_| invalid())?;
        if of_list == fingerprint(list) { Ok(place) } else { Err(Problem::new(Code::cursor_mismatch)) }
    }
}

fn fingerprint(list: &str) -> String {
    let hash = crypto::sha256(&[list.as_bytes()]);
    crypto::to_text(hash.get(..FINGERPRINT_BYTES).unwrap_or(&hash))
}

/// One list as a caller pages through it.
#[derive(Debug)]
pub struct Pager<'a> {
    cursors: &'a Cursors,
    list: String,
    after: Option<Position>,
    limit: i64,
}

impl<'a> Pager<'a> {
    /// Begins at a cursor, or at the head. `list` names the list with its filters and its order.
    ///
    /// # Errors
    /// As [`Cursors::read`].
    pub fn begin(
        cursors: &'a Cursors,
        list: String,
        cursor: Option<&str>,
        limit: Option<i64>,
    ) -> Result<Self, Problem> {
        let after = cursor.map(|cursor| cursors.read(&list, cursor)).transpose()?;
        Ok(Self { cursors, list, after, limit: limit.unwrap_or(DEFAULT_LIMIT) })
    }

    /// The sort value after which the page begins.
    ///
    /// # Errors
    /// `invalid_cursor` when it is no value of this list.
    pub fn after_key<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
        parsed(self.after.as_ref().map(|place| place.key.as_str()))
    }

    /// The id after which the page begins.
    ///
    /// # Errors
    /// `invalid_cursor` when it is no id of this list.
    pub fn after_id<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
        parsed(self.after.as_ref().map(|place| place.id.as_str()))
    }

    /// How many rows to fetch: one more than the page shows tells whether there is a next one.
    #[must_use]
    pub fn rows_to_fetch(&self) -> i64 {
        self.limit + 1
    }

    /// The rows of the page and the cursor of the next one.
    pub fn page<T>(&self, mut rows: Vec<T>, place: impl Fn(&T) -> Position) -> (Vec<T>, Option<String>) {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = if has_more { rows.last().map(place) } else { None };
        (rows, next.map(|place| self.cursors.write(&self.list, &place)))
    }
}

fn parsed<T: std::str::FromStr>(text: Option<&str>) -> Result<Option<T>, Problem> {
    text.map(str::parse).transpose().map_err(|_| Problem::new(Code::invalid_cursor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Position {
        Position { key: "sở nội vụ".to_owned(), id: "1".to_owned() }
    }

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let cursors = Cursors::new(b"secret");
        let cursor = cursors.write("units?sort=name", &place());
        assert_eq!(cursors.read("units?sort=name", &cursor).unwrap(), place());
    }

    #[test]
    fn a_cursor_of_another_list_or_another_maker_is_refused() {
        let cursors = Cursors::new(b"secret");
        let cursor = cursors.write("units?sort=name", &place());
        let code = |list, cursor: &str| cursors.read(list, cursor).unwrap_err().code;
        assert_eq!(code("units?sort=code", &cursor), Code::cursor_mismatch);
        assert_eq!(code("units?sort=name", &format!("A{cursor}")), Code::invalid_cursor);
        assert_eq!(code("units?sort=name", ""), Code::invalid_cursor);
        let foreign = Cursors::new(b"other").write("units?sort=name", &place());
        assert_eq!(code("units?sort=name", &foreign), Code::invalid_cursor);
    }

    #[test]
    fn a_full_page_has_a_next_one_only_when_a_row_is_left() {
        let cursors = Cursors::new(b"secret");
        let pager = Pager::begin(&cursors, "numbers".to_owned(), None, Some(2)).unwrap();
        let by_number = |number: &i32| Position { key: number.to_string(), id: String::new() };
        assert_eq!((pager.rows_to_fetch(), pager.page(vec![1, 2], by_number)), (3, (vec![1, 2], None)));
        let (rows, cursor) = pager.page(vec![1, 2, 3], by_number);
        let next = Pager::begin(&cursors, "numbers".to_owned(), cursor.as_deref(), None).unwrap();
        assert_eq!((rows, next.after_key::<i32>().unwrap()), (vec![1, 2], Some(2)));
        assert_eq!(next.after_id::<i32>().unwrap_err().code, Code::invalid_cursor);
    }
}
