//! Reads a source file as code: without comments and strings, with every path written out in full.

use std::collections::BTreeSet;

/// A file of the crate, ready to be searched.
#[derive(Clone)]
pub struct Source {
    /// From the root of the repository, as in `src/units/rules.rs`.
    pub path: String,
    /// Its lines, comments and all.
    pub lines: usize,
    /// Its text with comments, strings and characters blanked, line by line as it was.
    pub code: String,
    /// The code, with items under `#[cfg(test)]` blanked as well.
    pub code_without_tests: String,
    /// The code in searchable pieces: lines, and each path that a `use` names.
    pub pieces: Vec<Piece>,
}

/// A piece of code and the line it stands on, counted from one.
#[derive(Clone)]
pub struct Piece {
    /// The line.
    pub line: usize,
    /// The code, `super::` and `self::` replaced by what they stand for.
    pub text: String,
    /// Whether it exists in tests only.
    pub is_test: bool,
}

impl Source {
    /// Reads a text as the file of this path.
    pub fn new(path: &str, text: &str) -> Self {
        let code = code_only(text);
        let code_without_tests = without_tests(&code);
        let lines_of_tests = lines_of_difference(&code, &code_without_tests);
        let pieces = pieces(&code, &module_of(path), &lines_of_tests);
        Self { path: path.to_owned(), lines: text.lines().count(), code, code_without_tests, pieces }
    }

    /// The path below `src` without ending: the room as the plan names it.
    pub fn room(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap_or(&self.path);
        below.strip_suffix(".rs").unwrap_or(below)
    }
}

/// Whether a piece of code mentions a word: a whole name or path, or with a star at its end the beginning of one.
pub fn mentions(code: &str, word: &str) -> bool {
    let (stem, open_end) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
    code.match_indices(stem).any(|(start, _)| {
        let before = code.get(..start).and_then(|part| part.chars().next_back());
        let after = code.get(start + stem.len()..).and_then(|part| part.chars().next());
        let starts = !stem.starts_with(is_name) || !before.is_some_and(is_name);
        let ends = open_end || !stem.ends_with(is_name) || !after.is_some_and(is_name);
        starts && ends
    })
}

/// Whether a character can be part of a name.
pub fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The text with everything blanked that is no code; lines stay where they are.
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let previous_is_name = code.chars().next_back().is_some_and(is_name);
        let skipped = length_of_no_code(rest, previous_is_name);
        if let (1.., Some((blank, remaining))) = (skipped, rest.split_at_checked(skipped)) {
            code.extend(blank.chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
            rest = remaining;
        } else {
            code.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    code
}

/// How many bytes at the start of the text are a comment, a string or a character; none where code goes on.
fn length_of_no_code(rest: &str, previous_is_name: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return length_of_block_comment(rest);
    }
    if rest.starts_with('\'') {
        return length_of_character(rest);
    }
    let prefix = if previous_is_name {
        0
    } else {
        rest.find(|letter| !matches!(letter, 'b' | 'c' | 'r')).unwrap_or(0)
    };
    let (letters, literal) = rest.split_at(prefix);
    let hashes = literal.find(|sign| sign != '#').unwrap_or(0);
    match literal.get(hashes..) {
        Some(quoted) if quoted.starts_with('"') && letters.contains('r') => {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = quoted.get(1..).unwrap_or_default();
            prefix + hashes + 1 + body.find(&end).map_or(body.len(), |found| found + end.len())
        }
        Some(quoted) if quoted.starts_with('"') && hashes == 0 => prefix + length_until_quote(quoted, '"'),
        _ => 0,
    }
}

fn length_of_block_comment(rest: &str) -> usize {
    let (mut depth, mut length) = (0_usize, 0);
    while let Some(remaining) = rest.get(length..).filter(|remaining| !remaining.is_empty()) {
        if remaining.starts_with("/*") {
            (depth, length) = (depth + 1, length + 2);
        } else if remaining.starts_with("*/") {
            (depth, length) = (depth - 1, length + 2);
            if depth == 0 {
                break;
            }
        } else {
            length += remaining.chars().next().map_or(1, char::len_utf8);
        }
    }
    length
}

/// A character in quotes; none where the quote begins a lifetime.
fn length_of_character(rest: &str) -> usize {
    let mut inside = rest.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => length_until_quote(rest, '\''),
        (Some(character), Some('\'')) => 2 + character.len_utf8(),
        _ => 0,
    }
}

/// The length of a literal that starts with a quote, up to the same quote where it is not escaped.
fn length_until_quote(literal: &str, quote: char) -> usize {
    let mut escaped = false;
    for (position, character) in literal.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return position + character.len_utf8(),
            _ => {}
        }
    }
    literal.len()
}

/// The code with every item blanked that exists in tests only; lines stay where they are.
fn without_tests(code: &str) -> String {
    let mut result = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, item)) = rest.find(TEST_ONLY).map(|start| rest.split_at(start)) {
        let (blank, after) = item.split_at(length_of_item(item));
        result.push_str(before);
        result.extend(blank.chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
        rest = after;
    }
    result + rest
}

const TEST_ONLY: &str = "#[cfg(test)]";

/// How many bytes an item has, attributes and all: up to a semicolon, or to the brace that closes its body.
fn length_of_item(item: &str) -> usize {
    let (mut nesting, mut braces) = (0_usize, 0_usize);
    for (place, character) in item.char_indices() {
        match character {
            '(' | '[' => nesting += 1,
            ')' | ']' => nesting = nesting.saturating_sub(1),
            ';' if nesting == 0 && braces == 0 => return place + 1,
            '{' => braces += 1,
            '}' if braces <= 1 && nesting == 0 => return place + 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    item.len()
}

/// The module a file is, from the crate down: none for the crate itself.
pub fn module_of(path: &str) -> Vec<&str> {
    let below = path.strip_prefix("src/").unwrap_or(path);
    let mut module: Vec<_> = below.strip_suffix(".rs").unwrap_or(below).split('/').collect();
    if matches!(module.last(), Some(&("mod" | "lib" | "main"))) {
        module.pop();
    }
    module
}

/// Lines as they are, but each `use` taken apart: `use crate::{db, http::Page}` names two paths.
fn pieces(code: &str, module: &[&str], lines_of_tests: &BTreeSet<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for statement in statements(code) {
        let mut found = numbered_lines(statement.before, statement.line);
        found.extend(statement.imports().into_iter().map(|import| (import.line, import.path)));
        pieces.extend(found.into_iter().map(|(line, text)| Piece {
            line,
            text: absolute(&text, module),
            is_test: lines_of_tests.contains(&line),
        }));
    }
    pieces
}

/// Code up to a semicolon, and what the `use` at its end imports.
pub struct Statement<'a> {
    /// The line it begins on.
    pub line: usize,
    /// The code before the `use`; all of it where there is none.
    pub before: &'a str,
    tree: &'a str,
}

/// A path that a `use` names.
pub struct Import {
    /// The line of its last part.
    pub line: usize,
    /// The path as it stands, with `as` and `*`.
    pub path: String,
    /// Whether it is a `pub use`.
    pub is_reexport: bool,
}

/// The code, statement by statement.
pub fn statements(code: &str) -> Vec<Statement<'_>> {
    let mut line = 1;
    let mut found = Vec::new();
    for text in code.split_inclusive(';') {
        let (before, tree) = text.split_at(use_keyword(text).unwrap_or(text.len()));
        found.push(Statement { line, before, tree });
        line += text.matches('\n').count();
    }
    found
}

impl Statement<'_> {
    /// The paths that its `use` names.
    pub fn imports(&self) -> Vec<Import> {
        let first = self.line + self.before.matches('\n').count();
        let visibility = self.before.rsplit([';', '{', '}', ']']).next().unwrap_or_default();
        let is_reexport = mentions(visibility, "pub");
        let paths = named_paths(self.tree.trim_start_matches("use"), first);
        paths.into_iter().map(|(line, path)| Import { line, path, is_reexport }).collect()
    }
}

/// The lines, counted from one, in which two texts differ.
fn lines_of_difference(one: &str, other: &str) -> BTreeSet<usize> {
    let pairs = one.split('\n').zip(other.split('\n')).enumerate();
    pairs.filter(|(_, (one, other))| one != other).map(|(index, _)| index + 1).collect()
}

fn numbered_lines(code: &str, first: usize) -> Vec<(usize, String)> {
    code.split('\n').enumerate().map(|(index, text)| (first + index, text.to_owned())).collect()
}

/// Where the last `use` of a statement begins; `use<'a>` in a bound imports nothing.
fn use_keyword(statement: &str) -> Option<usize> {
    let (start, _) = statement.rmatch_indices("use").find(|(start, _)| {
        let before = statement.get(..*start).and_then(|part| part.chars().next_back());
        let after = statement.get(start + 3..).and_then(|part| part.chars().next());
        !before.is_some_and(is_name) && after.is_some_and(char::is_whitespace)
    })?;
    Some(start)
}

/// The paths of a tree of imports, each with the line its last part stands on.
fn named_paths(tree: &str, first: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let (mut line, mut own_line) = (first, first);
    let mut prefixes = vec![String::new()];
    let mut own = String::new();
    for character in tree.chars() {
        match character {
            '{' => {
                let prefix = prefixes.last().map_or(String::new(), |outer| format!("{outer}{}", own.trim()));
                prefixes.push(prefix);
                own.clear();
            }
            ',' | '}' | ';' => {
                if !own.trim().is_empty() {
                    let prefix = prefixes.last().map_or("", String::as_str);
                    found.push((own_line, format!("{prefix}{}", own.trim())));
                }
                own.clear();
                if character == '}' {
                    prefixes.pop();
                }
            }
            other => {
                if own.trim().is_empty() {
                    own_line = line;
                }
                own.push(other);
            }
        }
        line += usize::from(character == '\n');
    }
    found
}

/// The code with `super::` and `self::` written as paths from the crate. Inline modules are taken for their file.
fn absolute(code: &str, module: &[&str]) -> String {
    let mut result = String::new();
    let mut rest = code;
    while let Some(start) = ["super::", "self::"].iter().filter_map(|word| rest.find(word)).min() {
        let (before, mut path) = rest.split_at(start);
        result.push_str(before);
        let stands_alone = !result.ends_with(is_name) && !result.ends_with(':');
        let mut left = module;
        if let Some(after) = path.strip_prefix("self::") {
            path = after;
        }
        while let Some(after) = path.strip_prefix("super::") {
            (path, left) = (after, left.split_last().map_or(left, |(_, outer)| outer));
        }
        if stands_alone {
            result.push_str("crate::");
            for part in left {
                result.extend([part, "::"]);
            }
        }
        rest = path;
    }
    result + rest
}
