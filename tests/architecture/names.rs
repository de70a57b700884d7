//! What a file defines, and the names that nothing may have.

use super::plan::{self, Kind};
use super::source::{Source, is_name};

/// A name that a file gives to something of its own.
pub struct Definition<'a> {
    /// What has the name.
    pub kind: Kind,
    /// The name; of an `impl` or a macro the keyword.
    pub name: &'a str,
    /// The line it stands on, counted from one.
    pub line: usize,
    /// How many braces are open around it.
    pub depth: usize,
}

/// Everything that code defines, in order.
pub fn definitions(code: &str) -> Vec<Definition<'_>> {
    let words = words(code);
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let next = words.get(place + 1).filter(|next| is_gap(code, word, next));
        let (kind, named) = match (word.text, next) {
            ("impl" | "macro_rules", _) if word.starts_item => (Kind::Other, word),
            ("const" | "static", Some(next)) if word.starts_item && next.text != "fn" => (Kind::Other, next),
            ("fn", Some(next)) => (Kind::Function, next),
            ("struct" | "enum" | "trait" | "type", Some(next)) => (Kind::Type, next),
            ("mod", Some(next)) => (Kind::Module, next),
            _ => continue,
        };
        found.push(Definition { kind, name: named.text, line: named.line, depth: word.depth });
        if matches!(word.text, "struct" | "enum") {
            found.extend(fields(code, &words, named));
        }
    }
    found
}

/// Names in `FORBIDDEN_NAMES`.
pub fn forbidden_names(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        for Definition { kind, name, line, .. } in definitions(&source.code) {
            let forbids = |(of, names): &&(Kind, &[&str])| *of == kind && names.contains(&name);
            if plan::FORBIDDEN_NAMES.iter().any(|row| forbids(&row)) {
                breaches
                    .push(format!("{}:{line}: {kind:?} `{name}`: plan.rs forbids this name", source.path));
            }
        }
    }
    breaches
}

/// What a `mod.rs` defines although it only declares, re-exports and registers.
pub fn definitions_in_mod_rs(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    let is_judged = |source: &&Source| source.path.ends_with("/mod.rs") && !source.path.contains("/tests/");
    for source in sources.iter().filter(is_judged) {
        for Definition { kind, name, line, depth } in definitions(&source.code_without_tests) {
            let is_registration = kind == Kind::Function && plan::REGISTRATION.contains(&name);
            if depth == 0 && kind != Kind::Module && !is_registration {
                let reason = "a mod.rs only declares, re-exports and registers";
                breaches.push(format!("{}:{line}: {kind:?} `{name}`: {reason}", source.path));
            }
        }
    }
    breaches
}

struct Word<'a> {
    text: &'a str,
    start: usize,
    line: usize,
    depth: usize,
    /// Whether nothing but a visibility or an attribute stands before it.
    starts_item: bool,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn words(code: &str) -> Vec<Word<'_>> {
    let (mut line, mut depth, mut start) = (1, 0_usize, None);
    let mut found = Vec::new();
    for (place, character) in code.char_indices().chain([(code.len(), ' ')]) {
        if is_name(character) {
            start.get_or_insert(place);
            continue;
        }
        if let Some(start) = start.take() {
            let text = code.get(start..place).unwrap_or_default();
            let starts_item = starts_item(code.get(..start).unwrap_or_default());
            found.push(Word { text, start, line, depth, starts_item });
        }
        match character {
            '\n' => line += 1,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

/// Whether an item can begin after this code.
fn starts_item(before: &str) -> bool {
    let before = before.trim_end();
    let after_visibility = before.ends_with("pub") || before.ends_with("unsafe");
    before.is_empty() || after_visibility || before.ends_with([';', '}', '{', ']', ')'])
}

/// Whether only white space stands between two words.
fn is_gap(code: &str, first: &Word<'_>, second: &Word<'_>) -> bool {
    code.get(first.end()..second.start).is_some_and(|gap| gap.trim().is_empty())
}

/// The members inside the braces of a struct, or of the variants of an enum.
fn fields<'a>(code: &'a str, words: &[Word<'a>], named: &Word<'a>) -> Vec<Definition<'a>> {
    let Some(body) = body_after(code, named.end()) else { return Vec::new() };
    let inside = words.iter().filter(|word| body.contains(&word.start));
    let is_field = |word: &&Word<'a>| {
        let after = code.get(word.end()..).unwrap_or_default().trim_start();
        after.starts_with(':') && !after.starts_with("::")
    };
    inside
        .filter(is_field)
        .map(|word| Definition { kind: Kind::Field, name: word.text, line: word.line, depth: word.depth })
        .collect()
}

/// Where the braces after a place stand; none where a semicolon comes first.
fn body_after(code: &str, place: usize) -> Option<std::ops::Range<usize>> {
    let rest = code.get(place..)?;
    let open =
        rest.find(['{', ';']).filter(|open| rest.get(*open..).is_some_and(|body| body.starts_with('{')))?;
    let mut depth = 0_usize;
    for (offset, character) in rest.get(open..)?.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(place + open..place + open + offset),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}
