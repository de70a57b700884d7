//! What every command needs: how it fails, how it speaks, how it waits.

/// Whatever ends a command early, in words for the person who typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Writes a line for the person at the terminal; the log is for operators.
pub fn say(line: &str) {
    use std::io::Write;
    // A closed pipe is the reader's choice.
    writeln!(std::io::stdout(), "{line}").ok();
}

/// Runs a short asynchronous task of a command.
pub fn block_on<T>(task: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(task)
}
