//! CSV (RFC 4180) as spreadsheets write it: comma, semicolon, tab or bar, any line ends.

use csv::{ReaderBuilder, StringRecord};

use super::assemble::{Width, assemble};
use super::table::{Column, SheetRow, Table, TableFault};
use super::values::without_guard;

/// What may part the cells; of two that part a header equally, the earlier one does.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How a spreadsheet names the separator in a line above the header.
const NAMED_SEPARATOR: &str = "sep=";
/// How many records tell the separator: above the header may stand a title without any.
const TELLING_RECORDS: usize = 20;

/// Reads a table of at most `most_rows` rows that say something.
///
/// # Errors
/// [`TableFault`] with the line.
pub fn read_csv(
    text: &str,
    columns: &'static [Column],
    ignored: &[&str],
    most_rows: usize,
) -> Result<Table, TableFault> {
    assemble(csv_rows(&with_line_feeds(text)), Width::Full, columns, ignored, most_rows)
}

/// The text with one end of line, so that an editor's count is the count of `\n`.
#[must_use]
pub fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The records of a text [`with_line_feeds`], one by one.
pub fn csv_rows(text: &str) -> impl Iterator<Item = Result<SheetRow, TableFault>> + '_ {
    Rows::of(text)
}

/// The records of a text with their lines.
struct Rows<'a> {
    text: &'a str,
    /// How far lines were counted: the byte, and the lines above it.
    counted: (usize, u64),
    reader: csv::Reader<&'a [u8]>,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str) -> Self {
        let blank = text.len() - text.trim_start_matches(['\n', ' ']).len();
        let (above, rest) = text.split_at(blank);
        let mut lines_above = count_lines(above);
        let (first, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let named = first.strip_prefix(NAMED_SEPARATOR).map(|name| name.trim_matches([' ', '"']).as_bytes());
        let (text, separator) = match named {
            Some([separator]) => {
                lines_above += 1;
                (below, *separator)
            }
            _ => (rest, separator_of(rest)),
        };
        Self { text, counted: (0, lines_above), reader: reader(text, separator) }
    }

    fn row(&mut self, record: &StringRecord) -> SheetRow {
        let begins = record.position().map_or(0, csv::Position::byte);
        let begins = usize::try_from(begins).unwrap_or(usize::MAX).min(self.text.len());
        let (_, rest) = self.text.split_at_checked(begins).unwrap_or((self.text, ""));
        // The reader passes over empty lines only when it reads the record behind them.
        let passed = begins + rest.len() - rest.trim_start_matches('\n').len();
        let (last, lines) = self.counted;
        // From the last record on, and not from the beginning: a file may have millions of rows.
        let line = lines + count_lines(self.text.get(last..passed).unwrap_or_default());
        self.counted = (passed, line);
        let line = line + 1;
        let cells = record.iter().map(|cell| without_guard(cell.trim()).to_owned()).collect();
        SheetRow { line, cells, errors: Vec::new() }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<SheetRow, TableFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(true) => Some(Ok(self.row(&record))),
            Ok(false) => None,
            // Only what is no UTF-8 can't be read, and a text is.
            Err(_) => Some(Err(TableFault::Malformed { line: self.counted.1 + 1 })),
        }
    }
}

fn count_lines(text: &str) -> u64 {
    u64::try_from(text.matches('\n').count()).unwrap_or(u64::MAX)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

/// The separator that parts one of the first records into most cells, and none through a quotation.
fn separator_of(text: &str) -> u8 {
    let cells = |separator: u8| {
        let mut records = reader(text, separator);
        let (mut is_whole, mut most) = (true, 0);
        let mut record = StringRecord::new();
        for _ in 0..TELLING_RECORDS {
            // What can't be read is told when the table is read.
            match records.read_record(&mut record) {
                Ok(true) => {
                    is_whole &= !record.iter().any(|cell| cell.contains('"'));
                    most = record.len().max(most);
                }
                Ok(false) => break,
                Err(_) => is_whole = false,
            }
        }
        (is_whole, most)
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| cells(*separator));
    best.unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official_documents::tables::table::{HeaderFault, Values};

    const fn column(code: &'static str, name: &'static str) -> Column {
        Column { code, name, aliases: &[], is_required: true, values: Values::Text }
    }

    static COLUMNS: [Column; 2] = [column("a", "Mã"), column("b", "Tên đơn vị")];

    fn read(text: &str) -> Result<Table, TableFault> {
        read_csv(text, &COLUMNS, &["bỏ qua"], 9)
    }

    fn lines(text: &str) -> (Vec<u64>, usize) {
        let table = read(text).unwrap();
        (table.rows.iter().map(|row| row.line).collect(), table.empty_rows)
    }

    #[test]
    fn lines_are_counted_as_an_editor_shows_them() {
        for (text, expected) in [
            ("a,b\n1,2\n3,4\n", (vec![2, 3], 0)),
            ("a,b\r\n1,2\r\n3,4", (vec![2, 3], 0)),
            ("a,b\r1,2\r3,4\r", (vec![2, 3], 0)),
            ("\r\n\r\na,b\r\n1,2\r\n", (vec![4], 0)),
            ("a,b\n\n\n1,2\n", (vec![4], 0)),
            ("a,b\n\"1\n1\",2\n3,4\n", (vec![2, 4], 0)),
            ("a,b\n1,2\n,\n , \n3,4\n,\n", (vec![2, 5], 3)),
            ("sep=;\r\na;b\r\n1;2\r\n", (vec![3], 0)),
            ("sep=\t\r\na\tb\r\n1\t2\r\n", (vec![3], 0)),
            ("DANH SÁCH ĐƠN VỊ\n\nMã;TÊN ĐƠN VỊ (*)\na;b\n1;2\n", (vec![5], 0)),
            ("STT|Mã|Tên đơn vị|Bỏ qua|Ghi chú\n1|2|3|4|5\n", (vec![2], 0)),
        ] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_records_tell_the_separator() {
        for text in ["a,b\n1,2\n", "a;b\n1;2", "a\tb\n1\t2", "\"a\";\"b\"\n1;\"2\"\n"] {
            let cells = [("a", "1".to_owned()), ("b", "2".to_owned())];
            assert_eq!(read(text).unwrap().rows[0].cells, cells, "{text:?}");
        }
        let quoted = read("a;b\n\"1,2,3\";'=4\n").unwrap();
        assert_eq!(quoted.rows[0].cells, [("a", "1,2,3".to_owned()), ("b", "=4".to_owned())]);
    }

    /// Rows that a spreadsheet formats and nobody fills, as many as a file may have: each costs the same.
    #[test]
    fn a_file_of_empty_rows_is_read_at_once() {
        let rows = 1_000_000;
        let table = read(&format!("a,b\n{}1,2\n", ",\n".repeat(rows))).unwrap();
        let last = table.rows.first().map(|row| row.line);
        assert_eq!((table.empty_rows, last), (rows, Some(1_000_002)));
    }

    #[test]
    fn what_is_no_table_is_told() {
        let many = format!("a,b\n{}", "1,2\n".repeat(10));
        let columns = |line, faults| TableFault::Columns { line, faults };
        for (text, expected) in [
            ("", TableFault::Empty),
            ("\n,,\n", TableFault::Empty),
            ("a,b\n", TableFault::Empty),
            ("a,b\r\n1,2\r\n\r\n3\r\n", TableFault::Malformed { line: 4 }),
            ("a,b\n1,2,3\n", TableFault::Malformed { line: 2 }),
            (&many, TableFault::TooManyRows),
            ("a,b,a\n1,2,3\n", columns(1, vec![HeaderFault::Repeated("a")])),
            ("a,c\n1,2\n", columns(1, vec![HeaderFault::Unknown("c".to_owned()), HeaderFault::Missing("b")])),
        ] {
            assert_eq!(read(text), Err(expected), "{text:?}");
        }
    }
}
