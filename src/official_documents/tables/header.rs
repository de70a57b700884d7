//! The header of a table: columns are known by their code or by their name, in Vietnamese or English.

use super::table::{Column, HeaderFault, SheetRow, TableFault};
use crate::core::vietnamese::folded;

/// Columns that clerks add and no import reads.
const NOISE: &[&str] = &["stt", "tt", "dong", "so tt", "so thu tu", "ghi chu", "loi", "no.", "#"];
/// The most faults of a header that are told, and how much of a name is quoted.
const MOST_FAULTS: usize = 20;
const QUOTED_LETTERS: usize = 64;

/// Which column stands where.
#[derive(Debug)]
pub struct Header {
    /// How many cells it has.
    pub width: usize,
    places: Vec<Option<&'static Column>>,
}

impl Header {
    /// Reads a header.
    ///
    /// # Errors
    /// [`TableFault::Columns`] with all that is wrong.
    pub fn of(row: &SheetRow, columns: &'static [Column], ignored: &[&str]) -> Result<Self, TableFault> {
        let ignored: Vec<String> = ignored.iter().map(|name| folded(name)).collect();
        let (mut places, mut faults): (Vec<Option<&'static Column>>, Vec<_>) = (Vec::new(), Vec::new());
        for cell in &row.cells {
            let name = plain(cell);
            let found = find(&name, columns);
            match found {
                Some(column) if places.contains(&Some(column)) => {
                    faults.push(HeaderFault::Repeated(column.code));
                }
                None if !name.is_empty() && !NOISE.contains(&name.as_str()) && !ignored.contains(&name) => {
                    faults.push(HeaderFault::Unknown(cell.chars().take(QUOTED_LETTERS).collect()));
                }
                _ => {}
            }
            places.push(found);
        }
        let missing = columns.iter().filter(|column| column.is_required && !places.contains(&Some(column)));
        faults.extend(missing.map(|column| HeaderFault::Missing(column.code)));
        if faults.is_empty() {
            return Ok(Self { width: row.cells.len(), places });
        }
        faults.truncate(MOST_FAULTS);
        Err(TableFault::Columns { line: row.line, faults })
    }

    /// The columns with their places.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &'static Column)> + '_ {
        self.places.iter().enumerate().filter_map(|(place, column)| Some((place, (*column)?)))
    }
}

/// Whether a row is a header: it names two columns or more, and not much else.
pub fn names_columns(row: &SheetRow, columns: &'static [Column]) -> bool {
    let said: Vec<String> =
        row.cells.iter().map(|cell| plain(cell)).filter(|name| !name.is_empty()).collect();
    let known = said.iter().filter(|name| find(name, columns).is_some()).count();
    known > 1 && known.saturating_mul(3) >= said.len()
}

fn find(name: &str, columns: &'static [Column]) -> Option<&'static Column> {
    columns.iter().find(|column| {
        let names = [column.code, column.name].into_iter().chain(column.aliases.iter().copied());
        names.into_iter().any(|own| plain(own) == name)
    })
}

/// A name without accents, case, marks of what is required, and remarks in brackets.
fn plain(name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name).trim();
    folded(name.trim_end_matches(['*', ':', ' ']))
}
