//! Edges, circles and the order of doors and features, proven on small houses.

use super::graph::{self, Edge};
use super::plan::{DOORS, FEATURES, May};
use super::source::Source;

/// The files of a small house.
type House<'a> = &'a [(&'a str, &'a str)];

fn edges(house: House) -> Vec<Edge> {
    let sources: Vec<_> = house.iter().map(|(path, text)| Source::new(path, text)).collect();
    graph::edges(&sources)
}

/// The edges as `from:line to`, without `src/`.
fn steps(house: House) -> Vec<String> {
    let short = |path: &str| path.trim_start_matches("src/").to_owned();
    edges(house)
        .iter()
        .map(|edge| format!("{}:{} {}", short(&edge.from), edge.line, short(&edge.to)))
        .collect()
}

/// A room with children, one of which re-exports a thing of its sibling under another name.
const ROOM: House = &[
    ("src/lib.rs", "pub mod core; pub mod db;"),
    (
        "src/db/mod.rs",
        "mod a;\nmod b;\nmod c;\npub use b::{B, Other as Renamed};\npub use c::*;\npub struct Own;",
    ),
    ("src/db/a.rs", ""),
    ("src/db/b.rs", "pub struct B; pub struct Other;"),
    ("src/db/c.rs", "pub fn c() {}"),
];

/// A text of `src/db/a.rs`, and its steps.
const USES: &[(&str, &[&str])] = &[
    ("use super::B;", &["db/a.rs:1 db/b.rs"]),
    ("use super::{\n    Own,\n    Renamed as R};", &["db/a.rs:2 db/mod.rs", "db/a.rs:3 db/b.rs"]),
    ("use crate::db::c;", &["db/a.rs:1 db/c.rs"]),
    ("use super::b;\nfn f() { b::Other }", &["db/a.rs:2 db/b.rs"]),
    (
        "use crate::db::{self, b as other};\nfn f(x: other::B) { db::Own }",
        &["db/a.rs:2 db/b.rs", "db/a.rs:2 db/mod.rs"],
    ),
    ("fn f() { g(&crate::db::b::B::new::<u8>()) }", &["db/a.rs:1 db/b.rs"]),
    ("fn f(x: Vec<super::B>) {}", &["db/a.rs:1 db/b.rs"]),
    ("use super::*;\nfn f() { b::B }", &["db/a.rs:1 db/mod.rs", "db/a.rs:2 db/b.rs"]),
    ("#[serde(with = \"x\")]\n#[x(body = super::b::B)]\nstruct A;", &["db/a.rs:2 db/b.rs"]),
    ("use super::b;\nuse std::db::B; use uuid::Uuid;\nfn f() { Uuid::new() } // super::B", &[]),
    ("#[cfg(test)]\nmod tests {\n    use super::super::B;\n}\n#[cfg(test)]\nuse super::Own;", &[]),
    ("#[cfg(test)]\nfn f() { super::Own }\nuse super::B;", &["db/a.rs:3 db/b.rs"]),
    ("pub(in crate::db::b::B) fn f() {}", &[]),
    ("use crate::db::b::b;", &["db/a.rs:1 db/b.rs"]),
    ("fn f(x: Self::B, y: <T as X>::b::B) { self.b.c() }", &[]),
];

#[test]
fn a_use_is_an_edge_to_the_file_that_defines_the_item() {
    for (text, expected) in USES {
        let house = [ROOM, &[("src/db/a.rs", *text)]].concat();
        assert_eq!(steps(&house), *expected, "{text}");
    }
}

#[test]
fn modules_and_re_exports_of_ones_own_room_are_no_edges() {
    assert_eq!(steps(ROOM), Vec::<String>::new());
    let abroad = [ROOM, &[("src/core/mod.rs", "pub use crate::db::B;")]].concat();
    assert_eq!(steps(&abroad), ["core/mod.rs:1 db/b.rs"]);
    let private =
        [ROOM, &[("src/db/d/mod.rs", "mod e;\nuse super::b::B;"), ("src/db/d/e.rs", "use super::B;")]]
            .concat();
    assert_eq!(steps(&private), ["db/d/mod.rs:2 db/b.rs", "db/d/e.rs:1 db/b.rs"]);
}

#[test]
fn exported_macros_are_followed_to_their_file() {
    let house = [
        ROOM,
        &[
            ("src/core/text.rs", "#[macro_export]\nmacro_rules! text { () => { $crate::db::B } }"),
            ("src/db/d.rs", "use crate::text;\nfn f() { crate::text!() }"),
        ],
    ]
    .concat();
    assert_eq!(steps(&house), ["core/text.rs:2 db/b.rs", "db/d.rs:1 core/text.rs", "db/d.rs:2 core/text.rs"]);
}

#[test]
fn files_of_tests_and_the_binary_stand_apart() {
    let house = [
        ROOM,
        &[
            ("src/main.rs", "use thidua::db::B;"),
            ("src/db/d.rs", "#[cfg(test)]\nmod tests;"),
            ("src/db/d/tests.rs", "use crate::db::B;"),
        ],
    ]
    .concat();
    assert_eq!(steps(&house), ["main.rs:1 db/b.rs"]);
    assert_eq!(graph::door("src/main.rs"), Some("server"));
    assert_eq!(graph::door("src/lib.rs"), None);
}

#[test]
fn circles_are_found_and_named() {
    let files = edges(&[
        ("src/db/mod.rs", "mod a; mod b; mod c;"),
        ("src/db/a.rs", "use super::b::B; pub struct A; use super::c::C;"),
        ("src/db/b.rs", "\nuse super::a::A; pub struct B;"),
        ("src/db/c.rs", "pub struct C;"),
    ]);
    let found = graph::circles_of_files(&files);
    let expected = "a circle of 2: src/db/a.rs, src/db/b.rs\n    \
                    src/db/a.rs -> src/db/b.rs: src/db/a.rs:1 uses crate::db::b::B\n    \
                    src/db/b.rs -> src/db/a.rs: src/db/b.rs:2 uses crate::db::a::A";
    assert_eq!(found, [expected]);
    assert_eq!(graph::circles_of_doors(&files).len(), 0);

    let mod_and_child = edges(&[
        ("src/db/mod.rs", "mod a;\npub struct Own;\nfn f() { a::f() }"),
        ("src/db/a.rs", "use super::Own; pub fn f() {}"),
    ]);
    assert_eq!(graph::circles_of_files(&mod_and_child).len(), 1);
}

#[test]
fn circles_of_doors_and_features_are_found() {
    let house = edges(&[
        ("src/http/a.rs", "use crate::auth::b::B; pub struct A;"),
        ("src/auth/b.rs", "pub struct B;"),
        ("src/auth/c.rs", "use crate::http::a::A;"),
        ("src/features/units/store.rs", "use crate::features::people::rules::P;"),
        ("src/features/units/rules.rs", "use crate::http::a::A; pub struct U;"),
        ("src/features/people/rules.rs", "use crate::features::units::rules::U; pub struct P;"),
    ]);
    let doors = graph::circles_of_doors(&house);
    assert!(doors.len() == 1 && doors.concat().starts_with("a circle of 2: auth, http\n"), "{doors:?}");
    let features = graph::circles_of_features(&house);
    assert!(
        features.len() == 1 && features.concat().starts_with("a circle of 2: people, units\n"),
        "{features:?}"
    );
    assert_eq!(graph::circles_of_files(&house).len(), 0, "files of two rooms make no circle of one room");
}

#[test]
fn components_hold_those_that_reach_each_other() {
    let steps =
        [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "d"), ("f", "a"), ("g", "g")];
    let mut found = graph::components(steps.into_iter());
    found.sort_unstable();
    assert_eq!(found, [vec!["a", "b", "c"], vec!["d", "e"], vec!["f"], vec!["g"]]);
}

#[test]
fn the_table_of_doors_is_held() {
    for (path, item, expected) in [
        ("src/core/a.rs", "crate::db::X", "src/core/a.rs:1: core may not use db: crate::db::X"),
        ("src/db/a.rs", "crate::core::X", ""),
        ("src/db/a.rs", "crate::storage::X", "src/db/a.rs:1: db may not use storage"),
        ("src/http/a.rs", "crate::db::Error::Conflict", ""),
        ("src/http/a.rs", "crate::db::Failure", ""),
        ("src/http/a.rs", "crate::db::Errors", "src/http/a.rs:1: http may not use db: crate::db::Errors"),
        ("src/http/a.rs", "crate::auth::X", "src/http/a.rs:1: http may not use auth"),
        ("src/auth/a.rs", "crate::record::X", ""),
        ("src/auth/a.rs", "crate::features::units::X", "src/auth/a.rs:1: auth may not use features"),
        ("src/sample/a.rs", "crate::features::units::X", ""),
        ("src/sample/a.rs", "crate::server::X", "src/sample/a.rs:1: sample may not use server"),
        ("src/main.rs", "thidua::server::X", ""),
    ] {
        let of_item = |door: &str| (format!("src/{door}/mod.rs"), "pub use x::*;".to_owned());
        let mut house: Vec<_> = ["core", "db", "storage", "record", "auth", "server"].map(of_item).into();
        house.extend([of_item("features/units"), (path.to_owned(), format!("use {item};"))]);
        let house: Vec<_> = house.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let found = graph::door_breaches(&edges(&house)).concat();
        assert!(
            found.starts_with(expected) && found.is_empty() == expected.is_empty(),
            "{path} {item}: {found}"
        );
    }
}

#[test]
fn the_table_of_doors_only_looks_up() {
    for (place, door) in DOORS.iter().enumerate() {
        let May::Use(others) = door.may else { continue };
        let is_above = |other: &&&str| DOORS.iter().take(place).any(|door| door.name == **other);
        assert_eq!(others.iter().filter(is_above).count(), others.len(), "{}", door.name);
    }
}

#[test]
fn features_are_held_to_their_order() {
    let house = |path: &'static str, text: &'static str| {
        edges(&[
            ("src/features/units/store.rs", "pub struct S;"),
            ("src/features/units/routes.rs", "pub struct R;"),
            ("src/features/people/store.rs", "pub struct S;"),
            ("src/features/audit/store.rs", "pub struct S;"),
            (path, text),
        ])
    };
    for (path, text, expected) in [
        (
            "src/features/units/rules.rs",
            "use crate::features::people::store::S;",
            "src/features/units/rules.rs:1: units uses crate::features::people::store::S: features know only",
        ),
        (
            "src/features/units/rules.rs",
            "\nfn f() { super::super::people::store::S }",
            "src/features/units/rules.rs:2: units uses",
        ),
        ("src/features/people/rules.rs", "use crate::features::units::store::{self, S};", ""),
        (
            "src/features/people/rules.rs",
            "use crate::features::units::routes::R;",
            "src/features/people/rules.rs:1: people uses crate::features::units::routes::R: what another",
        ),
        ("src/features/audit/rules.rs", "use crate::features::people::store::S;", ""),
        (
            "src/features/public/rules.rs",
            "use crate::features::audit::store::S;",
            "src/features/public/rules.rs:1:",
        ),
        ("src/features/units/rules.rs", "use super::routes::R;", ""),
        ("src/sample/units.rs", "use crate::features::units::routes::R;", ""),
    ] {
        let found = graph::order_breaches(&house(path, text)).concat();
        assert!(
            found.starts_with(expected) && found.is_empty() == expected.is_empty(),
            "{path} {text}: {found}"
        );
    }
}

#[test]
fn no_feature_stands_in_the_order_twice() {
    for (place, feature) in FEATURES.iter().enumerate() {
        assert!(FEATURES.iter().skip(place + 1).all(|other| other != feature), "{feature}");
    }
}
