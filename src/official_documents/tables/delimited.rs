//! CSV (RFC 4180) as spreadsheets write it: comma, semicolon or tab, any line ends.

use csv::{ReaderBuilder, StringRecord};

use super::table::{Table, TableFault, TableRow};

/// What may part the cells; of two that part a header equally, the earlier one does.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// How a spreadsheet names the separator in a line above the header.
const NAMED_SEPARATOR: &str = "sep=";

/// Reads a table of at most `most_rows` rows that say something.
///
/// # Errors
/// [`TableFault`] with the line.
pub fn read_csv(text: &str, most_rows: usize) -> Result<Table, TableFault> {
    // With one end of line an editor's count is the count of `\n`.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = Rows::of(&text);
    let header = loop {
        match rows.next().transpose()? {
            Some(row) if !row.is_empty() => break row,
            Some(_) => {}
            None => return Err(TableFault::Malformed { line: 1 }),
        }
    };
    let mut table = Table { header, rows: Vec::new(), empty_rows: 0 };
    for row in rows {
        let row = row?;
        if row.is_empty() {
            table.empty_rows += 1;
        } else if row.cells.len() != table.header.cells.len() {
            return Err(TableFault::Malformed { line: row.line });
        } else if table.rows.len() == most_rows {
            return Err(TableFault::TooManyRows);
        } else {
            table.rows.push(row);
        }
    }
    Ok(table)
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

    fn row(&mut self, record: &StringRecord) -> TableRow {
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
        TableRow { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<TableRow, TableFault>;

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

/// The separator that parts the first record into most cells, and through no quotation.
fn separator_of(text: &str) -> u8 {
    let cells = |separator: u8| {
        let mut record = StringRecord::new();
        // What can't be read is told when the table is read.
        let is_read = reader(text, separator).read_record(&mut record).is_ok();
        (is_read && !record.iter().any(|cell| cell.contains('"')), record.len())
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| cells(*separator));
    best.unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> (u64, Vec<u64>, usize) {
        let table = read_csv(text, 9).unwrap();
        let lines = table.rows.iter().map(|row| row.line).collect();
        (table.header.line, lines, table.empty_rows)
    }

    #[test]
    fn lines_are_counted_as_an_editor_shows_them() {
        for (text, expected) in [
            ("a,b\n1,2\n3,4\n", (1, vec![2, 3], 0)),
            ("a,b\r\n1,2\r\n3,4", (1, vec![2, 3], 0)),
            ("a,b\r1,2\r3,4\r", (1, vec![2, 3], 0)),
            ("\r\n\r\na,b\r\n1,2\r\n", (3, vec![4], 0)),
            ("a,b\n\n\n1,2\n", (1, vec![4], 0)),
            ("a,b\n\"1\n1\",2\n3,4\n", (1, vec![2, 4], 0)),
            ("a,b\n1,2\n,\n , \n3,4\n,\n", (1, vec![2, 5], 3)),
            ("sep=;\r\na;b\r\n1;2\r\n", (2, vec![3], 0)),
            ("sep=\t\r\na\tb\r\n1\t2\r\n", (2, vec![3], 0)),
        ] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_header_tells_the_separator() {
        for (text, expected) in [
            ("a,b\n", vec!["a", "b"]),
            ("a;b\n1;2", vec!["a", "b"]),
            ("a\tb\n", vec!["a", "b"]),
            ("\"a\",\"b;c;d\",e\n", vec!["a", "b;c;d", "e"]),
            ("a;\"b,c,d\";e\n", vec!["a", "b,c,d", "e"]),
            ("a\n", vec!["a"]),
        ] {
            assert_eq!(read_csv(text, 9).unwrap().header.cells, expected, "{text:?}");
        }
    }

    /// Rows that a spreadsheet formats and nobody fills, as many as a file may have: each costs the same.
    #[test]
    fn a_file_of_empty_rows_is_read_at_once() {
        let rows = 1_000_000;
        let table = read_csv(&format!("a,b\n{}1,2\n", ",\n".repeat(rows)), 9).unwrap();
        let last = table.rows.first().map(|row| row.line);
        assert_eq!((table.empty_rows, last), (rows, Some(1_000_002)));
    }

    #[test]
    fn what_is_no_table_names_its_line() {
        for (text, expected) in [
            ("", TableFault::Malformed { line: 1 }),
            ("\n,,\n", TableFault::Malformed { line: 1 }),
            ("a,b\r\n1,2\r\n\r\n3\r\n", TableFault::Malformed { line: 4 }),
            ("a\n1\n2\n3\n", TableFault::TooManyRows),
        ] {
            assert_eq!(read_csv(text, 2), Err(expected), "{text:?}");
        }
    }
}
