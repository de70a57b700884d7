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
}
