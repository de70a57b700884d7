//! The form of the log: one JSON object per line.

/// Writes a log record as one JSON object in a line.
///
/// # Errors
/// What the log's writer fails with.
pub fn write_log_line(out: &mut env_logger::fmt::Formatter, record: &log::Record<'_>) -> std::io::Result<()> {
    use std::io::Write;
    let mut line = serde_json::Map::new();
    line.insert("at".to_owned(), out.timestamp_millis().to_string().into());
    line.insert("level".to_owned(), record.level().as_str().into());
    line.insert("target".to_owned(), record.target().into());
    line.insert("message".to_owned(), record.args().to_string().into());
    // A value that can't be shown is left out; the line itself is worth more.
    record.key_values().visit(&mut Members(&mut line)).ok();
    writeln!(out, "{}", serde_json::Value::Object(line))
}

struct Members<'a>(&'a mut serde_json::Map<String, serde_json::Value>);

impl<'kvs> log::kv::VisitSource<'kvs> for Members<'_> {
    fn visit_pair(
        &mut self,
        key: log::kv::Key<'kvs>,
        value: log::kv::Value<'kvs>,
    ) -> Result<(), log::kv::Error> {
        let value = serde_json::to_value(&value).unwrap_or_else(|_| value.to_string().into());
        self.0.insert(key.to_string(), value);
        Ok(())
    }
}
