//! The checks: each takes sources or names and answers with what breaches the plan, file and line first.

use std::collections::BTreeSet;

use super::plan;
use super::source::{Piece, Source, is_name, mentions};

/// Words on a floor that must not be there.
pub fn floor_breaches(sources: &[Source]) -> Vec<String> {
    let on_floor =
        |source: &Source, floor: &plan::Floor| floor.rooms.iter().any(|room| is_in_room(source, room));
    let mut breaches = Vec::new();
    for source in sources {
        for floor in plan::FLOORS.iter().filter(|floor| on_floor(source, floor)) {
            for (word, reason) in floor.never {
                breaches.extend(found(source, word, &format!("floor {}: {reason}", floor.number)));
            }
        }
    }
    breaches
}

/// Features that a file mentions although they come later, and routes of another feature.
pub fn order_breaches(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        let room = room_name(source.room());
        for (place, feature) in plan::FEATURES.iter().enumerate().filter(|(_, feature)| **feature != room) {
            let path = format!("crate::{feature}");
            let may_know = match plan::FEATURES.iter().position(|other| *other == room) {
                Some(own_place) => place < own_place,
                None => plan::ROOMS_ABOVE_FEATURES.contains(&room),
            };
            let is_door = |piece: &Piece| {
                plan::DOORS.iter().any(|(of, door)| *of == room && mentions(&piece.text, door))
            };
            if !may_know {
                let pieces =
                    source.pieces.iter().filter(|piece| mentions(&piece.text, &path) && !is_door(piece));
                breaches.extend(
                    pieces.map(|piece| breach(source, piece, &path, "features know only those before them")),
                );
            } else if plan::FEATURES.contains(&room) {
                let routes = format!("{path}::routes");
                breaches.extend(found(source, &routes, "what another feature answers is its own business"));
            }
        }
    }
    breaches
}

/// Features and serving rooms whose files are not the four they all have.
pub fn shape_breaches(names: &BTreeSet<String>) -> Vec<String> {
    let rooms: BTreeSet<_> = names.iter().filter_map(|name| folder_in_src(name)).collect();
    let mut breaches = Vec::new();
    for feature in plan::STANDING_FEATURES.iter().filter(|feature| !rooms.contains(*feature)) {
        breaches.push(format!("src/{feature}: the feature does not stand"));
    }
    let featured = |room: &&&str| plan::FEATURES.contains(*room) || plan::SERVING_ROOMS.contains(*room);
    for room in rooms.iter().filter(featured) {
        breaches.extend(room_shape_breaches(room, names));
    }
    breaches
}

fn room_shape_breaches(room: &str, names: &BTreeSet<String>) -> Vec<String> {
    let folder = format!("src/{room}/");
    let inside: BTreeSet<_> = names.iter().filter_map(|name| name.strip_prefix(&folder)).collect();
    let mut breaches = Vec::new();
    if !inside.contains("mod.rs") {
        breaches.push(format!("{folder}mod.rs: missing, it says what the thing is"));
    }
    for file in plan::FEATURE_FILES {
        let as_file = inside.contains(format!("{file}.rs").as_str());
        let as_folder = inside.contains(format!("{file}/mod.rs").as_str());
        let excused = plan::MISSING_FILES.iter().any(|(of, missing, _)| *of == room && missing == file);
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

/// Entries of `src` that the plan does not know.
pub fn unknown_rooms(names: &BTreeSet<String>) -> Vec<String> {
    let entries: BTreeSet<_> =
        names.iter().filter_map(|name| name.strip_prefix("src/")?.split('/').next()).collect();
    let is_known = |entry: &str| {
        let name = entry.strip_suffix(".rs").unwrap_or(entry);
        let is_folder = name == entry;
        plan::OTHER_ROOMS.contains(&name)
            || (is_folder && (plan::FEATURES.contains(&name) || plan::SERVING_ROOMS.contains(&name)))
    };
    let strangers = entries.into_iter().filter(|entry| !is_known(entry));
    strangers
        .map(|entry| format!("src/{entry}: no room of the plan; design.md comes first, then plan.rs"))
        .collect()
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

/// Functions that no longer fit on a screen.
pub fn too_long_functions(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources.iter().filter(|source| !plan::GENERATED.contains(&source.path.as_str())) {
        for (name, line, length) in
            functions(&source.code).into_iter().filter(|found| found.2 > plan::FUNCTION_LIMIT)
        {
            let limit = plan::FUNCTION_LIMIT;
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

fn folder_in_src(name: &str) -> Option<&str> {
    let (folder, _) = name.strip_prefix("src/")?.split_once('/')?;
    Some(folder)
}

/// The first part of a room's path: the folder, or the file's own name.
fn room_name(room: &str) -> &str {
    room.split('/').next().unwrap_or(room)
}

fn is_in_room(source: &Source, pattern: &str) -> bool {
    let mut parts = source.room().split('/');
    pattern.split('/').all(|expected| {
        parts.next().is_some_and(|part| match expected {
            "*" => true,
            "{feature}" => plan::FEATURES.contains(&part) || plan::SERVING_ROOMS.contains(&part),
            name => name == part,
        })
    })
}
