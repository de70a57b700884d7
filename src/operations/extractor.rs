//! Asks a process of its own what is in a file of a rich format, within bounds.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::mpsc::Sender;
use tokio::time::timeout;

use crate::http::Problem;
use crate::http::limiter::Limiter;
use crate::official_documents::extraction::ExtractionFault;
use crate::official_documents::tables::SheetRow;

/// How long a process may take altogether; the system ends it earlier by its time on the processor.
const LONGEST: Duration = Duration::from_secs(30);
/// The most that it may answer at once, in bytes.
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// How many run at the same time: each may take a gigabyte.
const AT_ONCE: usize = 2;

/// Starts the processes.
#[derive(Debug, Clone)]
pub struct Extractor {
    program: PathBuf,
    turns: Limiter,
}

impl Extractor {
    /// Runs this program, which is the service's own.
    #[must_use]
    pub fn new(program: PathBuf) -> Self {
        Self { program, turns: Limiter::new(AT_ONCE) }
    }

    /// The text of a PDF.
    ///
    /// # Errors
    /// 503 when no turn comes in time or no process can be started; else what the file lacks.
    pub async fn text_of_pdf(&self, file: &[u8]) -> Result<Result<String, ExtractionFault>, Problem> {
        self.run(&["pdf"], file).await
    }

    /// The rows of a spreadsheet that say something, at most so many.
    ///
    /// # Errors
    /// 503 when no turn comes in time or no process can be started; else what the file lacks.
    pub async fn rows_of_spreadsheet(
        &self,
        file: &[u8],
        most_rows: usize,
    ) -> Result<Result<Vec<SheetRow>, ExtractionFault>, Problem> {
        let lines = self.run(&["spreadsheet", "--most-rows", &most_rows.to_string()], file).await?;
        let row = |line: &str| serde_json::from_str(line).map_err(|_| ExtractionFault::Broken);
        Ok(lines.and_then(|lines| lines.lines().map(row).collect()))
    }

    /// Sends the rows of a spreadsheet that say something, at most so many, while the rest is still being read. It takes no
    /// turn: jobs ask so, of which no more than there are workers run at the same time.
    ///
    /// # Errors
    /// As [`rows_of_spreadsheet`](Self::rows_of_spreadsheet).
    pub async fn send_rows(
        &self,
        file: &[u8],
        most_rows: usize,
        rows: Sender<SheetRow>,
    ) -> Result<Result<(), ExtractionFault>, Problem> {
        let most_rows = most_rows.to_string();
        self.send(&["spreadsheet", "--most-rows", &most_rows], file, rows).await.map_err(Problem::internal)
    }

    async fn send(
        &self,
        what: &[&str],
        file: &[u8],
        rows: Sender<SheetRow>,
    ) -> std::io::Result<Result<(), ExtractionFault>> {
        let (mut child, stdin) = self.start(what)?;
        let stdout = child.stdout.take().ok_or(ErrorKind::BrokenPipe)?;
        let sending = async move {
            let mut lines = BufReader::new(stdout).lines();
            // Only the process's own time counts, not the time in which its rows are written down.
            while let Some(line) = timeout(LONGEST, lines.next_line()).await?? {
                let Ok(row) = serde_json::from_str(&line) else { return Ok(false) };
                if rows.send(row).await.is_err() {
                    // Who asked has seen enough; the process notices by its closed output.
                    break;
                }
            }
            Ok::<_, std::io::Error>(true)
        };
        let (are_rows, ()) = tokio::join!(sending, write_to(stdin, file));
        let are_rows = match are_rows {
            // Dropped, the process is killed.
            Err(error) if error.kind() == ErrorKind::TimedOut => return Ok(Err(ExtractionFault::TooCostly)),
            are_rows => are_rows?,
        };
        let status = child.wait().await?;
        Ok(match (status.success(), are_rows) {
            (true, true) => Ok(()),
            (true, false) => Err(ExtractionFault::Broken),
            (false, _) => Err(ExtractionFault::of_exit(status.code())),
        })
    }

    async fn run(&self, what: &[&str], file: &[u8]) -> Result<Result<String, ExtractionFault>, Problem> {
        let _turn = self.turns.take().await?;
        match timeout(LONGEST, self.answer(what, file)).await {
            Ok(output) => Ok(text_of(output.map_err(Problem::internal)?)),
            // Dropped, the process is killed.
            Err(_) => Ok(Err(ExtractionFault::TooCostly)),
        }
    }

    async fn answer(&self, what: &[&str], file: &[u8]) -> std::io::Result<Output> {
        let (child, stdin) = self.start(what)?;
        let (output, ()) = tokio::join!(child.wait_with_output(), write_to(stdin, file));
        output
    }

    fn start(&self, what: &[&str]) -> std::io::Result<(Child, Option<ChildStdin>)> {
        let mut command = Command::new(&self.program);
        // It needs nothing of the environment, which holds secrets, and its words go nowhere.
        command.arg("extract").args(what).env_clear().current_dir("/").kill_on_drop(true);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let stdin = child.stdin.take();
        Ok((child, stdin))
    }
}

async fn write_to(stdin: Option<ChildStdin>, file: &[u8]) {
    if let Some(mut stdin) = stdin {
        // Who ends early has seen enough.
        stdin.write_all(file).await.ok();
    }
}

fn text_of(output: Output) -> Result<String, ExtractionFault> {
    if !output.status.success() {
        return Err(ExtractionFault::of_exit(output.status.code()));
    }
    if output.stdout.len() > MOST_TEXT {
        return Err(ExtractionFault::TooCostly);
    }
    String::from_utf8(output.stdout).map_err(|_| ExtractionFault::Broken)
}
