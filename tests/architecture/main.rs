//! Holds the plan of the house: who may use whom, what stands in which room, which names things may have, how
//! long a file may grow.
//!
//! The plan is data in `plan.rs`. The checks in `checks.rs` (words and files), `graph.rs` (imports) and `names.rs`
//! (definitions) take sources as values, so that `planted.rs` and `planted_graph.rs` can prove each of them on a
//! text that breaks it. Comments and strings are no code and are not searched.

#![expect(clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "what is worth knowing is printed, not refused")]

mod checks;
mod graph;
mod house;
mod names;
mod plan;
mod planted;
mod planted_graph;
mod source;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::{fs, io};

use source::Source;

#[test]
fn no_room_mentions_what_stands_above_it() {
    refuse("the words of doors and floors", &checks::floor_breaches(src()));
}

#[test]
fn doors_use_what_the_table_lets_them() {
    refuse("the table of doors in design.md, section 2", &graph::door_breaches(edges()));
}

#[test]
fn features_know_only_those_before_them() {
    refuse("the order of the features", &graph::order_breaches(edges()));
}

#[test]
fn no_doors_know_each_other_in_a_circle() {
    refuse("circles of doors", &graph::circles_of_doors(edges()));
}

#[test]
fn no_features_know_each_other_in_a_circle() {
    refuse("circles of features", &graph::circles_of_features(edges()));
}

#[test]
fn no_files_of_one_room_know_each_other_in_a_circle() {
    refuse("circles of files", &graph::circles_of_files(edges()));
}

#[test]
fn a_mod_rs_only_declares_re_exports_and_registers() {
    refuse("what a mod.rs is for", &names::definitions_in_mod_rs(src()));
}

#[test]
fn names_say_what_they_name() {
    refuse("the list of forbidden names", &names::forbidden_names(&[src(), tests()].concat()));
}

#[test]
fn every_feature_has_the_same_four_files() {
    refuse("one feature, four files", &checks::shape_breaches(&file_names("src")));
}

#[test]
fn every_room_is_on_the_plan() {
    refuse("the rooms of src", &checks::unknown_rooms(&file_names("src")));
}

#[test]
fn no_file_outgrows_its_room() {
    let everything = [src(), tests()].concat();
    for long in checks::long_files(&everything) {
        println!("worth splitting soon: {long}");
    }
    refuse("the length of files", &checks::too_long_files(&everything));
}

#[test]
fn no_function_outgrows_a_screen() {
    for long in checks::long_functions(src()) {
        println!("worth a look: {long}");
    }
    refuse("the length of functions", &checks::too_long_functions(&[src(), tests()].concat()));
}

/// What tests/asvs.md names as shown by a test must be the name of one.
#[test]
fn the_table_of_asvs_names_tests_that_exist() {
    let everything = [src(), tests()].concat();
    let code: String =
        everything.iter().flat_map(|source| &source.pieces).map(|piece| piece.text.as_str()).collect();
    let table = fs::read_to_string(root().join("tests/asvs.md")).unwrap_or_default();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .filter(|row: &Vec<&str>| {
            row.len() == 5 && row.first().is_some_and(|id| id.matches('.').count() == 2)
        })
        .collect();
    assert!(rows.len() == 116, "the table has {} rows", rows.len());
    for row in rows {
        let [id, _, _, verdict, shown] = row.as_slice() else { continue };
        let tests: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        assert!((*verdict == "MET") != tests.is_empty(), "{id} is {verdict}: {shown}");
        for test in tests {
            assert!(code.contains(&format!("fn {test}(")), "{id} names {test}, which is no test");
        }
    }
}

#[test]
fn clock_and_environment_are_read_in_one_place() {
    refuse("words with one home", &checks::homeless_words(src()));
}

#[test]
fn nothing_is_left_unsafe_or_unfinished() {
    refuse("words without a home", &checks::banned_words(&[src(), tests()].concat()));
}

#[test]
fn the_top_level_holds_what_the_design_lists() {
    let strangers: Vec<_> = top_level()
        .into_iter()
        .filter(|name| !plan::TOP_LEVEL.contains(&name.as_str()))
        .map(|name| format!("{name}: the top level holds what design.md lists and nothing else"))
        .collect();
    refuse("the top level", &strangers);
}

/// A check that reads no file would pass for ever.
#[test]
fn the_sources_are_found() {
    assert!(src().iter().any(|source| source.path == "src/lib.rs"), "src/lib.rs was not read");
    assert!(edges().len() > 1_000, "only {} uses of items were found", edges().len());
    assert!(file_names("tests").contains("tests/architecture/main.rs"), "this very file was not read");
}

fn refuse(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}, {} breached:\n{}", breaches.len(), breaches.join("\n"));
}

fn src() -> &'static [Source] {
    static SRC: LazyLock<Vec<Source>> = LazyLock::new(|| sources("src"));
    &SRC
}

fn tests() -> &'static [Source] {
    static TESTS: LazyLock<Vec<Source>> = LazyLock::new(|| sources("tests"));
    &TESTS
}

fn edges() -> &'static [graph::Edge] {
    static EDGES: LazyLock<Vec<graph::Edge>> = LazyLock::new(|| graph::edges(src()));
    &EDGES
}

fn sources(folder: &str) -> Vec<Source> {
    let rust = |name: &&String| Path::new(name).extension().is_some_and(|extension| extension == "rs");
    let read = |name: &String| match fs::read_to_string(root().join(name)) {
        Ok(text) => Source::new(name, &text),
        Err(error) => panic!("{name} cannot be read: {error}"),
    };
    file_names(folder).iter().filter(rust).map(read).collect()
}

/// The files below a folder, as paths from the root of the repository.
fn file_names(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Err(error) = collect_file_names(folder, &mut found) {
        panic!("{folder} cannot be walked: {error}");
    }
    found
}

fn collect_file_names(folder: &str, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(root().join(folder))? {
        let entry = entry?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect_file_names(&name, found)?;
        } else {
            found.insert(name);
        }
    }
    Ok(())
}

/// What stands at the top and is not ignored; without git, all but what git would not list.
fn top_level() -> BTreeSet<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    match listed {
        Ok(output) if output.status.success() => {
            let first = |path: &str| path.split('/').next().unwrap_or(path).to_owned();
            String::from_utf8_lossy(&output.stdout).lines().map(first).collect()
        }
        _ => {
            let entries = fs::read_dir(root()).into_iter().flatten().flatten();
            let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
            names.filter(|name| !matches!(name.as_str(), ".git" | "target")).collect()
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
