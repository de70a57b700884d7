//! An uploaded table: CSV, .xlsx, .xls or .ods, sent raw or as the part `file` of a form.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use crate::core::plain_text;
use crate::http::input::position;
use crate::http::upload::UploadedFile;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::extraction::ExtractionFault;
use crate::official_documents::tables::{
    HeaderFault, ImportTable, Table, TableFault, Width, assemble, read_csv,
};
use crate::operations::extractor::Extractor;

/// How the files of spreadsheets begin: an archive, or Excel's old container.
const SPREADSHEETS: [&[u8]; 2] = [b"PK", &[0xD0, 0xCF, 0x11, 0xE0]];

/// How many lines a spreadsheet may have beside its rows: a title, a header, remarks.
pub(super) const MORE_LINES: usize = 1_000;

/// A table as it came.
#[derive(Debug)]
pub struct TableFile(UploadedFile);

impl FromRequest for TableFile {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let file = UploadedFile::from_request(request, payload);
        Box::pin(async move { file.await.map(Self) })
    }
}

impl TableFile {
    /// Its rows under the columns of an import; what the file is, its first bytes say, whatever its name.
    ///
    /// # Errors
    /// The file can't be read, or is no table of these columns; the reason is named.
    pub async fn read(
        &self,
        extractor: &Extractor,
        ImportTable { columns, ignored, .. }: ImportTable,
        most_rows: usize,
    ) -> Result<Table, Problem> {
        let bytes = &self.0.bytes;
        let table = if is_spreadsheet(bytes) {
            let rows = extractor.rows_of_spreadsheet(bytes, most_rows.saturating_add(MORE_LINES)).await?;
            let rows = rows.map_err(|fault| not_extracted(fault, most_rows))?;
            assemble(rows.into_iter().map(Ok), Width::Ragged, columns, ignored, most_rows)
        } else {
            read_csv(&text_of(bytes)?, columns, ignored, most_rows)
        };
        table.map_err(|fault| no_table(fault, most_rows))
    }
}

/// Whether these bytes begin as those of a spreadsheet do.
pub(super) fn is_spreadsheet(bytes: &[u8]) -> bool {
    SPREADSHEETS.iter().any(|start| bytes.starts_with(start))
}

/// The text of a CSV file.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, Problem> {
    let decoded = plain_text::decode(bytes).ok_or_else(|| {
        let broken = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
        let zero = || bytes.iter().position(|byte| *byte == 0);
        let at = broken.or_else(zero).unwrap_or_default();
        Problem::new(Code::malformed_csv).with("line", position(bytes, at).0)
    })?;
    Ok(decoded.text)
}

pub(super) fn not_extracted(fault: ExtractionFault, most_rows: usize) -> Problem {
    match fault {
        ExtractionFault::TooManyRows => too_many_rows(most_rows),
        ExtractionFault::TooCostly => Problem::new(Code::file_too_costly),
        ExtractionFault::Encrypted => Problem::new(Code::encrypted_file),
        _ => Problem::new(Code::broken_file),
    }
}

pub(super) fn no_table(fault: TableFault, most_rows: usize) -> Problem {
    match fault {
        TableFault::Malformed { line } => Problem::new(Code::malformed_csv).with("line", line),
        TableFault::Disordered => Problem::new(Code::broken_file),
        TableFault::Empty => Problem::new(Code::table_without_rows),
        TableFault::TooManyRows => too_many_rows(most_rows),
        TableFault::Columns { line, faults } => {
            let faults = faults.into_iter().map(|fault| match fault {
                HeaderFault::Missing(column) => (column.to_owned(), Code::required),
                HeaderFault::Unknown(name) => (name, Code::unknown_member),
                HeaderFault::Repeated(column) => (column.to_owned(), Code::repeated_parameter),
            });
            let faults = faults.map(|(name, code)| Violation::at(format!("/{line}/{name}"), code));
            // 422 and not 400: the file is a good table, only not the one that was asked for.
            Problem::new(Code::wrong_columns).with_faults(faults.collect())
        }
    }
}

fn too_many_rows(most_rows: usize) -> Problem {
    Problem::new(Code::too_many_rows).with("limit", most_rows)
}
