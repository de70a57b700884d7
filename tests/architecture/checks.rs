//! The checks: each takes sources or names and answers with what breaches the plan, file and line first.

use std::collections::BTreeSet;

use super::graph;
use super::plan;
use super::source::{Piece, Source, is_name, mentions};

/// Words in a door, or on a floor inside the doors, that must not be there. Tests may mention what they need.
pub fn floor_breaches(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        for door in plan::DOORS.iter().filter(|door| is_in_room(source, door.name)) {
            breaches.extend(mentioned(source, door.name, door.never, &[]));
        }
        for floor in plan::FLOORS.iter().filter(|floor| is_on_floor(source, floor)) {
            breaches.extend(mentioned(source, floor.name, floor.never, floor.may_name));
        }
    }
    breaches
}

fn mentioned(source: &Source, place: &str, never: &[plan::Never], may_name: &[&str]) -> Vec<String> {
    let pieces = source.pieces.iter().filter(|piece| !piece.is_test);
    let pieces: Vec<_> = pieces.map(|piece| (piece, without(&piece.text, may_name))).collect();
    let mut breaches = Vec::new();
    for (word, reason) in never {
        let reason = format!("{place}: {reason}");
        let found = pieces.iter().filter(|(_, text)| mentions(text, word));
        breaches.extend(found.map(|(piece, _)| breach(source, piece, word, &reason)));
    }
    breaches
}

fn is_on_floor(source: &Source, floor: &plan::Floor) -> bool {
    let is_in_one_of = |rooms: &[&str]| rooms.iter().any(|room| is_in_room(source, room));
    is_in_one_of(floor.rooms) && !is_in_one_of(floor.except)
}

/// The code without the paths that may be named.
fn without(code: &str, paths: &[&str]) -> String {
    paths.iter().fold(code.to_owned(), |code, path| {
        let mut parts = code.split(path);
        let mut kept = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            if part.starts_with(is_name) {
                kept += path;
            }
            kept += part;
        }
        kept
    })
}

/// Features whose files are not the four they all have.
pub fn shape_breaches(names: &BTreeSet<String>) -> Vec<String> {
    let standing: BTreeSet<_> = names.iter().filter_map(|name| graph::feature(name)).collect();
    let missing = plan::STANDING_FEATURES.iter().filter(|feature| !standing.contains(*feature));
    let mut breaches: Vec<_> =
        missing.map(|feature| format!("src/features/{feature}: the feature does not stand")).collect();
    for feature in standing.iter().filter(|feature| plan::FEATURES.contains(feature)) {
        breaches.extend(feature_shape_breaches(feature, names));
    }
    breaches
}

fn feature_shape_breaches(feature: &str, names: &BTreeSet<String>) -> Vec<String> {
    let folder = format!("src/features/{feature}/");
    let inside: BTreeSet<_> = names.iter().filter_map(|name| name.strip_prefix(&folder)).collect();
    let mut breaches = Vec::new();
    if !inside.contains("mod.rs") {
        breaches.push(format!("{folder}mod.rs: missing, it says what the thing is"));
    }
    for file in plan::FEATURE_FILES {
        let as_file = inside.contains(format!("{file}.rs").as_str());
        let as_folder = inside.contains(format!("{file}/mod.rs").as_str());
        let excused = plan::MISSING_FILES.iter().any(|(of, missing, _)| *of == feature && missing == file);
        let wrong = match (as_file || as_folder, excused) {
            (false, false) => "missing, every feature has the same four files",
            (true, true) => "listed as missing in plan.rs, but it stands",
            _ if as_file && as_folder => "a file and a folder of one name",
            _ => continue,
        };
        breaches.push(format!("{folder}{file}.rs: {wrong}"));
    }
    let is_known = |name: &str| {
        let first = name.split('/').next().unwrap_or(name);
        let ours = if name.contains('/') { first } else { first.strip_suffix(".rs").unwrap_or(first) };
        name == "mod.rs" || plan::FEATURE_FILES.contains(&ours)
    };
    let strangers = inside.iter().filter(|name| !is_known(name));
    breaches.extend(strangers.map(|name| format!("{folder}{name}: none of the four files a feature has")));
    breaches
}

/// Entries of `src` and of `src/features` that the plan does not know.
pub fn unknown_rooms(names: &BTreeSet<String>) -> Vec<String> {
    let mut strangers = BTreeSet::new();
    for name in names {
        let Some(below) = name.strip_prefix("src/") else { continue };
        let is_known = match graph::feature(name).or_else(|| below.strip_prefix("features/")) {
            Some(feature) => feature == "mod.rs" || plan::FEATURES.contains(&feature),
            None => match below.split_once('/') {
                Some((door, _)) => plan::DOORS.iter().any(|row| row.name == door),
                None => plan::FILES_OF_SRC.contains(&below),
            },
        };
        if !is_known {
            let depth = if below.starts_with("features/") { 3 } else { 2 };
            strangers.insert(name.split('/').take(depth).collect::<Vec<_>>().join("/"));
        }
    }
    let no_room = |entry| format!("{entry}: no room of the plan; design.md comes first, then plan.rs");
    strangers.into_iter().map(no_room).collect()
}

/// Files that should be split soon.
pub fn long_files(sources: &[Source]) -> Vec<String> {
    files_above(sources, |&(_, usual, _)| usual)
}

/// Files that must be split now.
pub fn too_long_files(sources: &[Source]) -> Vec<String> {
    files_above(sources, |&(_, _, hard)| hard)
}

fn files_above(sources: &[Source], limit: fn(&(&str, usize, usize)) -> usize) -> Vec<String> {
    let written = sources.iter().filter(|source| !plan::GENERATED.contains(&source.path.as_str()));
    written
        .filter_map(|source| {
            let row = plan::FILE_LIMITS.iter().find(|(folder, _, _)| source.path.starts_with(folder))?;
            let allowed = limit(row);
            let sentence = format!("{}: {} lines, {allowed} are the limit", source.path, source.lines);
            (source.lines > allowed).then_some(sentence)
        })
        .collect()
}

/// Functions that are longer than most: worth a look.
pub fn long_functions(sources: &[Source]) -> Vec<String> {
    functions_above(sources, plan::USUAL_FUNCTION)
}

/// Functions that no longer fit on a screen.
pub fn too_long_functions(sources: &[Source]) -> Vec<String> {
    functions_above(sources, plan::FUNCTION_LIMIT)
}

fn functions_above(sources: &[Source], limit: usize) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources.iter().filter(|source| !plan::GENERATED.contains(&source.path.as_str())) {
        for (name, line, length) in functions(&source.code).into_iter().filter(|found| found.2 > limit) {
            breaches
                .push(format!("{}:{line}: fn {name} has {length} lines, {limit} are the limit", source.path));
        }
    }
    breaches
}

/// Every function with a body: its name, its first line, its number of lines.
pub fn functions(code: &str) -> Vec<(&str, usize, usize)> {
    let mut found = Vec::new();
    for (start, _) in code.match_indices("fn ") {
        let (before, from_here) = code.split_at(start);
        let signature = from_here.trim_start_matches("fn").trim_start();
        let name = signature.split(|character| !is_name(character)).next().unwrap_or_default();
        if before.ends_with(is_name) || name.is_empty() {
            continue;
        }
        if let Some(length) = length_of_function(from_here) {
            found.push((name, before.matches('\n').count() + 1, length));
        }
    }
    found
}

/// The lines up to the brace that closes the body; `None` where a semicolon says that there is no body.
fn length_of_function(code: &str) -> Option<usize> {
    let (mut nesting, mut braces, mut lines) = (0_i32, 0_i32, 1);
    for character in code.chars() {
        match character {
            '\n' => lines += 1,
            '(' | '[' => nesting += 1,
            ')' | ']' => nesting -= 1,
            ';' if nesting == 0 && braces == 0 => return None,
            '{' => braces += 1,
            '}' => braces -= 1,
            _ => {}
        }
        if character == '}' && braces == 0 && nesting == 0 {
            return Some(lines);
        }
    }
    None
}

/// Words outside the rooms they are allowed in.
pub fn homeless_words(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for (word, homes, reason) in plan::WORDS_WITH_A_HOME {
        let is_at_home = |source: &&Source| homes.iter().any(|home| is_in_room(source, home));
        for source in sources.iter().filter(|source| !is_at_home(source)) {
            breaches.extend(found(source, word, reason));
        }
    }
    breaches
}

/// Words that are allowed nowhere.
pub fn banned_words(sources: &[Source]) -> Vec<String> {
    let in_source =
        |source| plan::BANNED_WORDS.iter().flat_map(move |(word, reason)| found(source, word, reason));
    sources.iter().flat_map(in_source).collect()
}

fn found(source: &Source, word: &str, reason: &str) -> Vec<String> {
    let pieces = source.pieces.iter().filter(|piece| mentions(&piece.text, word));
    pieces.map(|piece| breach(source, piece, word, reason)).collect()
}

fn breach(source: &Source, piece: &Piece, word: &str, reason: &str) -> String {
    format!("{}:{}: `{word}` ({reason}): {}", source.path, piece.line, piece.text.trim())
}

/// Whether a file stands in a room: its path begins with the pattern's parts.
fn is_in_room(source: &Source, pattern: &str) -> bool {
    let mut parts = source.room().split('/');
    pattern.split('/').all(|expected| parts.next().is_some_and(|part| expected == "*" || expected == part))
}
