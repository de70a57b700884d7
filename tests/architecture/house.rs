//! The modules of the crate and the paths between them: finds the file that defines what a path names.

use std::collections::{BTreeMap, BTreeSet};

use super::names::definitions;
use super::plan::Kind;
use super::source::{Source, is_name, mentions, module_of, statements};

/// Re-exports of re-exports are followed so far.
const MOST_STEPS: usize = 12;

/// A path from the crate down.
type Path = Vec<String>;

/// The crate's files that are no tests, by module.
pub struct House {
    files: Vec<File>,
    by_module: BTreeMap<Path, usize>,
    /// Exported macros stand at the crate's root, wherever they are defined.
    macros: BTreeMap<String, usize>,
}

/// A file: what it names, and what it calls things.
pub struct File {
    /// From the root of the repository.
    pub path: String,
    module: Path,
    is_binary: bool,
    /// Paths as they stand, of `use` and of code.
    spelled: Vec<Use>,
    /// Names that a `use` brings in.
    aliases: BTreeMap<String, Path>,
    /// Modules that a `use` brings in with all their names.
    globs: Vec<Path>,
    defined: BTreeSet<String>,
}

/// A path that a file names.
#[derive(Clone)]
pub struct Use {
    /// Its line.
    pub line: usize,
    /// Its parts.
    pub path: Path,
    /// Whether it is a `pub use`.
    pub is_reexport: bool,
}

impl House {
    /// The house of these sources.
    pub fn new(sources: &[Source]) -> Self {
        let tests: Vec<Path> = sources.iter().flat_map(test_modules).collect();
        let is_test = |source: &Source| tests.iter().any(|test| path_of_file(source).starts_with(test));
        let (mut files, mut by_module, mut macros) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for source in sources.iter().filter(|source| !is_test(source)) {
            let file = File::new(source);
            for name in exported_macros(&source.code_without_tests) {
                macros.insert(name, files.len());
            }
            if !file.is_binary {
                by_module.insert(file.module.clone(), files.len());
            }
            files.push(file);
        }
        Self { files, by_module, macros }
    }

    /// Its files.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// What a file names of the house, from the crate on.
    pub fn uses(&self, file: &File) -> Vec<Use> {
        let absolute = |used: &Use| {
            let path = self.absolute(file, &used.path, 0)?;
            Some(Use { line: used.line, path, is_reexport: used.is_reexport })
        };
        file.spelled.iter().filter_map(absolute).collect()
    }

    /// The file that defines what a path from the crate on names; none where it names a module.
    pub fn resolve(&self, path: &[String]) -> Option<&str> {
        self.follow(path, 0).map(|file| file.path.as_str())
    }

    fn follow(&self, path: &[String], steps: usize) -> Option<&File> {
        let (file, rest) = self.longest_module(path)?;
        match rest.split_first() {
            Some((name, after)) => self.follow_into(file, name, after, steps),
            None => self.follow_namesake(path, steps),
        }
    }

    /// The file behind an item of the same name as a module, as in `rules::verdict` next to `rules/verdict.rs`.
    fn follow_namesake(&self, path: &[String], steps: usize) -> Option<&File> {
        let (name, outside) = path.split_last()?;
        let outside = self.module(outside)?;
        let alias = || self.absolute(outside, outside.aliases.get(name)?, steps);
        let target =
            alias().or_else(|| self.through_globs(outside, name, steps)).filter(|target| target != path);
        match target {
            _ if outside.defined.contains(name) => Some(outside),
            Some(target) if steps <= MOST_STEPS => self.follow(&target, steps + 1),
            _ => None,
        }
    }

    fn follow_into<'a>(
        &'a self,
        file: &'a File,
        name: &String,
        after: &[String],
        steps: usize,
    ) -> Option<&'a File> {
        if steps > MOST_STEPS || file.defined.contains(name) {
            return Some(file);
        }
        let of_macro = self.macros.get(name).filter(|_| file.module.is_empty());
        if let Some(place) = of_macro {
            return self.files.get(*place);
        }
        if let Some(target) = file.aliases.get(name).and_then(|alias| self.absolute(file, alias, steps)) {
            return self.follow(&join(&target, after), steps + 1);
        }
        match self.through_globs(file, name, steps) {
            Some(target) => self.follow(&join(&target, after), steps + 1),
            None => Some(file),
        }
    }

    /// The file whose module is the longest beginning of a path, and the rest of the path.
    fn longest_module<'p>(&self, path: &'p [String]) -> Option<(&File, &'p [String])> {
        (0..=path.len()).rev().find_map(|length| {
            let (module, rest) = path.split_at_checked(length)?;
            Some((self.module(module)?, rest))
        })
    }

    fn module(&self, path: &[String]) -> Option<&File> {
        self.by_module.get(path).and_then(|place| self.files.get(*place))
    }

    /// A path as a file spells it, from the crate on; none where it leads out of the crate.
    fn absolute(&self, file: &File, spelled: &[String], steps: usize) -> Option<Path> {
        let (first, rest) = spelled.split_first()?;
        if steps > MOST_STEPS {
            return None;
        }
        match first.as_str() {
            "crate" => return Some(rest.to_vec()),
            "thidua" if file.is_binary => return Some(rest.to_vec()),
            "self" | "super" => return relative(&file.module, spelled),
            _ => {}
        }
        if let Some(alias) = file.aliases.get(first).filter(|alias| alias.first() != Some(first)) {
            return Some(join(&self.absolute(file, alias, steps + 1)?, rest));
        }
        let child = join(&file.module, std::slice::from_ref(first));
        if !file.is_binary && self.module(&child).is_some() {
            return Some(join(&child, rest));
        }
        Some(join(&self.through_globs(file, first, steps)?, rest))
    }

    /// The path of a name that comes into a file by `use module::*`.
    fn through_globs(&self, file: &File, name: &String, steps: usize) -> Option<Path> {
        file.globs.iter().find_map(|glob| {
            let path = join(&self.absolute(file, glob, steps + 1)?, std::slice::from_ref(name));
            let is_there = match self.longest_module(&path)? {
                (_, []) => true,
                (module, [name]) => module.defined.contains(name) || module.aliases.contains_key(name),
                _ => false,
            };
            is_there.then_some(path)
        })
    }
}

impl File {
    fn new(source: &Source) -> Self {
        let mut file = Self {
            path: source.path.clone(),
            module: path_of_file(source),
            is_binary: source.path == "src/main.rs",
            spelled: Vec::new(),
            aliases: BTreeMap::new(),
            globs: Vec::new(),
            defined: BTreeSet::new(),
        };
        let defined = definitions(&source.code_without_tests).into_iter();
        let items =
            defined.filter(|item| item.depth == 0 && matches!(item.kind, Kind::Function | Kind::Type));
        file.defined = items.map(|item| item.name.to_owned()).collect();
        for statement in statements(&source.code_without_tests) {
            file.spelled.extend(paths_in_code(statement.before, statement.line));
            for import in statement.imports() {
                let path = file.bring_in(&import.path);
                file.spelled.push(Use { line: import.line, path, is_reexport: import.is_reexport });
            }
        }
        file
    }

    /// Keeps the name that a `use` brings in, and answers with the path behind it.
    fn bring_in(&mut self, text: &str) -> Path {
        let (text, renamed) =
            text.split_once(" as ").map_or((text, None), |(path, name)| (path, Some(name.trim())));
        let mut path: Path = text.trim().split("::").map(|part| part.trim().to_owned()).collect();
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        match (path.last().map(String::as_str), path.split_last()) {
            (Some("*"), Some((_, module))) => self.globs.push(module.to_vec()),
            (Some(last), _) => {
                self.aliases.insert(renamed.unwrap_or(last).to_owned(), path.clone());
            }
            _ => {}
        }
        path
    }
}

fn path_of_file(source: &Source) -> Path {
    module_of(&source.path).into_iter().map(str::to_owned).collect()
}

fn join(path: &[String], rest: &[String]) -> Path {
    [path, rest].concat()
}

/// A path that begins with `self` or `super`, from the crate on.
fn relative(module: &[String], spelled: &[String]) -> Option<Path> {
    let mut path = module.to_vec();
    let mut rest = spelled;
    while let Some((first, after)) =
        rest.split_first().filter(|(first, _)| matches!(first.as_str(), "self" | "super"))
    {
        if first == "super" {
            path.pop()?;
        }
        rest = after;
    }
    Some(join(&path, rest))
}

/// The line without the path of `pub(in path)`, which uses nothing.
fn without_visibility(line: &str) -> String {
    match line.split_once("pub(in ").map(|(before, rest)| (before, rest.split_once(')'))) {
        Some((before, Some((_, after)))) => format!("{before} {after}"),
        _ => line.to_owned(),
    }
}

/// The paths of at least two parts that stand in code.
fn paths_in_code(code: &str, first_line: usize) -> Vec<Use> {
    let mut found = Vec::new();
    for (offset, line) in code.split('\n').enumerate() {
        let text = without_visibility(line);
        let is_part = |character: char| is_name(character) || character == ':';
        for token in text.split(|character| !is_part(character)) {
            // What begins with colons goes on from a type in brackets.
            let path: Path = token.split("::").map(str::to_owned).collect();
            let path: Path = path.into_iter().filter(|part| !part.is_empty()).collect();
            if path.len() > 1 && !token.starts_with(':') && !token.replace("::", "").contains(':') {
                found.push(Use { line: first_line + offset, path, is_reexport: false });
            }
        }
    }
    found
}

/// Modules of a file that exist in tests only.
fn test_modules(source: &Source) -> Vec<Path> {
    let in_tests = |name: &&str| !mentions(&source.code_without_tests, &format!("mod {name}"));
    let declared = definitions(&source.code).into_iter().filter(|item| item.kind == Kind::Module);
    let names: Vec<&str> = declared.map(|item| item.name).collect();
    names
        .iter()
        .filter(|name| in_tests(name))
        .map(|name| join(&path_of_file(source), &[(*name).to_owned()]))
        .collect()
}

fn exported_macros(code: &str) -> Vec<String> {
    let parts = code.split("#[macro_export]").skip(1).filter_map(|part| part.split_once("macro_rules!"));
    parts
        .map(|(_, rest)| {
            rest.trim_start().split(|letter| !is_name(letter)).next().unwrap_or_default().to_owned()
        })
        .collect()
}
