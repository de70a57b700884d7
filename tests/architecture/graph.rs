//! The import graph: who uses an item of whom, followed to the file that defines the item, and its circles.
//!
//! An edge is a use of a defined item. `mod`, re-exports inside one room and `#[cfg(test)]` code are no edges.
//! A use through a re-export is an edge to the file behind it, because a `mod.rs` only declares, re-exports and
//! registers.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::once;

use super::house::House;
use super::plan::{self, May};
use super::source::Source;

/// A use of an item.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The file that uses it.
    pub from: String,
    /// The line of the use.
    pub line: usize,
    /// The file that defines it.
    pub to: String,
    /// The item's path as the file spells it, from the crate on.
    pub item: String,
}

/// All edges between different files.
pub fn edges(sources: &[Source]) -> Vec<Edge> {
    let house = House::new(sources);
    let mut edges = Vec::new();
    for file in house.files() {
        for used in house.uses(file) {
            let Some(to) = house.resolve(&used.path) else { continue };
            let is_own_reexport = used.is_reexport && scope(to) == scope(&file.path);
            if to != file.path && !is_own_reexport {
                let item = format!("crate::{}", used.path.join("::"));
                edges.push(Edge { from: file.path.clone(), line: used.line, to: to.to_owned(), item });
            }
        }
    }
    edges
}

/// The door of a file; the binary belongs to the server, the list of modules to nobody.
pub fn door(path: &str) -> Option<&str> {
    match path.strip_prefix("src/")?.split_once('/') {
        Some((door, _)) => Some(door),
        None => (path == "src/main.rs").then_some("server"),
    }
}

/// The feature of a file.
pub fn feature(path: &str) -> Option<&str> {
    let (feature, _) = path.strip_prefix("src/features/")?.split_once('/')?;
    Some(feature)
}

/// The room inside which files must not know each other in a circle: a feature or a door.
fn scope(path: &str) -> Option<&str> {
    feature(path).or_else(|| door(path))
}

/// Uses of a door by one that may not use it.
pub fn door_breaches(edges: &[Edge]) -> Vec<String> {
    let mut breaches = Vec::new();
    for edge in edges {
        let (Some(from), Some(to)) = (door(&edge.from), door(&edge.to)) else { continue };
        if from != to && !may_use(from, to, &edge.item) {
            breaches.push(format!("{}:{}: {from} may not use {to}: {}", edge.from, edge.line, edge.item));
        }
    }
    breaches
}

fn may_use(from: &str, to: &str, item: &str) -> bool {
    let place = |name: &str| plan::DOORS.iter().position(|door| door.name == name);
    let Some(row) = plan::DOORS.iter().find(|door| door.name == from) else { return false };
    let is_allowed = match row.may {
        May::UseAllAbove => place(to) < place(from) && place(to).is_some(),
        May::Use(doors) => doors.contains(&to),
    };
    let names =
        |also: &str| item.strip_prefix(also).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    is_allowed || row.also.iter().any(|also| names(also))
}

/// Uses of a feature by one that comes before it, and of its routes by any other feature.
pub fn order_breaches(edges: &[Edge]) -> Vec<String> {
    let place = |name: &str| plan::FEATURES.iter().position(|feature| *feature == name);
    let mut breaches = Vec::new();
    for edge in edges {
        let (Some(from), Some(to)) = (feature(&edge.from), feature(&edge.to)) else { continue };
        let routes = format!("src/features/{to}/routes");
        let reason = if from == to {
            continue;
        } else if place(to) >= place(from) {
            "features know only those before them"
        } else if edge.to.starts_with(&routes) {
            "what another feature answers is its own business"
        } else {
            continue;
        };
        breaches.push(format!("{}:{}: {from} uses {}: {reason}", edge.from, edge.line, edge.item));
    }
    breaches
}

/// Circles of doors.
pub fn circles_of_doors(edges: &[Edge]) -> Vec<String> {
    circles(edges, |edge| Some((door(&edge.from)?, door(&edge.to)?)))
}

/// Circles of features.
pub fn circles_of_features(edges: &[Edge]) -> Vec<String> {
    circles(edges, |edge| Some((feature(&edge.from)?, feature(&edge.to)?)))
}

/// Circles of files inside one door or one feature.
pub fn circles_of_files(edges: &[Edge]) -> Vec<String> {
    let inside = |edge: &&Edge| scope(&edge.from).is_some() && scope(&edge.from) == scope(&edge.to);
    let inside: Vec<Edge> = edges.iter().filter(inside).cloned().collect();
    circles(&inside, |edge| Some((edge.from.as_str(), edge.to.as_str())))
}

/// The components of more than one member, each with one use for each step inside it.
fn circles<'a>(edges: &'a [Edge], ends: impl Fn(&'a Edge) -> Option<(&'a str, &'a str)>) -> Vec<String> {
    let mut steps: BTreeMap<(&str, &str), &Edge> = BTreeMap::new();
    for edge in edges {
        if let Some(ends) = ends(edge) {
            steps.entry(ends).or_insert(edge);
        }
    }
    let mut found = Vec::new();
    for circle in components(steps.keys().copied()).into_iter().filter(|members| members.len() > 1) {
        let head = format!("a circle of {}: {}", circle.len(), circle.join(", "));
        let inside =
            steps.iter().filter(|((from, to), _)| from != to && circle.contains(from) && circle.contains(to));
        let uses = inside.map(|((from, to), edge)| {
            format!("\n    {from} -> {to}: {}:{} uses {}", edge.from, edge.line, edge.item)
        });
        found.push(once(head).chain(uses).collect());
    }
    found
}

/// The strongly connected components of a graph (Tarjan), each in order of its members' names.
pub fn components<'a>(steps: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Vec<&'a str>> {
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in steps {
        graph.entry(from).or_default().insert(to);
        graph.entry(to).or_default();
    }
    let mut walk = Walk { graph: &graph, numbers: BTreeMap::new(), stack: Vec::new(), found: Vec::new() };
    for node in graph.keys() {
        if !walk.numbers.contains_key(node) {
            walk.visit(node);
        }
    }
    walk.found
}

struct Walk<'g, 'a> {
    graph: &'g BTreeMap<&'a str, BTreeSet<&'a str>>,
    numbers: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    found: Vec<Vec<&'a str>>,
}

impl<'a> Walk<'_, 'a> {
    /// Answers with the lowest number on the stack that can be reached from the node.
    fn visit(&mut self, node: &'a str) -> usize {
        let number = self.numbers.len();
        self.numbers.insert(node, number);
        self.stack.push(node);
        let mut lowest = number;
        for next in self.graph.get(node).into_iter().flatten() {
            match self.numbers.get(next) {
                None => lowest = lowest.min(self.visit(next)),
                Some(other) if self.stack.contains(next) => lowest = lowest.min(*other),
                Some(_) => {}
            }
        }
        if lowest == number {
            let start = self.stack.iter().position(|other| *other == node).unwrap_or_default();
            let mut component = self.stack.split_off(start);
            component.sort_unstable();
            self.found.push(component);
        }
        lowest
    }
}
