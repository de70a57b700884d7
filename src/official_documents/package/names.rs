//! Names of parts (ECMA-376, part 2, 6.2 and 6.5).

use percent_encoding::percent_decode_str;

/// The form in which names of parts are compared: without the first slash, decoded, in lower case.
pub fn comparable(name: &str) -> String {
    let decoded = percent_decode_str(name).decode_utf8_lossy().replace('\\', "/");
    decoded.trim_start_matches('/').to_ascii_lowercase()
}

/// The name of the part that a target refers to, seen from the part `source`; the package itself has the name "".
pub fn resolve(source: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut segments: Vec<&str> = Vec::new();
    for segment in whole.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    comparable(&segments.join("/"))
}

/// The name of the part that holds the relationships of the part `source`.
pub fn relationships_of(source: &str) -> String {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    resolve("", &format!("{folder}/_rels/{file}.rels"))
}
