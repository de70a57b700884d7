//! Each check proven on a text that breaches it, and on one that only looks as if it did.

use std::collections::BTreeSet;

use super::checks;
use super::names;
use super::plan::{FEATURE_FILES, FUNCTION_LIMIT, MISSING_FILES, STANDING_FEATURES};
use super::source::{Source, code_only, mentions};

/// A path, its text, and the beginning of every breach that must be found.
type Planted = (&'static str, &'static str, &'static [&'static str]);

const RULES: &str = "src/features/units/rules.rs";
const STORE: &str = "src/features/units/store.rs";
const ROUTES: &str = "src/features/units/routes.rs";

const DOORS: &[Planted] = &[
    ("src/core/clock.rs", "fn wait() { x.await }", &["src/core/clock.rs:1: `await` (core"]),
    ("src/core/clock.rs", "#[derive(utoipa::ToSchema)]\nstruct Day; // async", &[]),
    (
        "src/official_documents/reader/mod.rs",
        "use diesel::x;",
        &["src/official_documents/reader/mod.rs:1: `diesel*`"],
    ),
    ("src/db/mod.rs", "use actix_web::web;", &["src/db/mod.rs:1: `actix*`"]),
    ("src/db/mod.rs", "use diesel::prelude::*; async fn connect() {}", &[]),
    ("src/storage/mod.rs", "use diesel::prelude::*;", &["src/storage/mod.rs:1: `diesel*`"]),
    ("src/storage/mod.rs", "async fn keep() {}", &[]),
    ("src/record/audit.rs", "use actix_web::web; use diesel::x;", &["src/record/audit.rs:1: `actix*`"]),
    ("src/http/paging.rs", "use diesel::QueryDsl;", &["src/http/paging.rs:1: `diesel*`"]),
    ("src/auth/guard.rs", "use diesel::QueryDsl;", &["src/auth/guard.rs:1: `diesel*`"]),
    ("src/auth/store.rs", "use diesel::QueryDsl;", &[]),
    (
        "src/auth/store/sessions.rs",
        "use crate::http::Problem;",
        &["src/auth/store/sessions.rs:1: `crate::http`"],
    ),
    ("src/auth/policy.rs", "async fn f() {}", &["src/auth/policy.rs:1: `async`"]),
    (
        "src/operations/change.rs",
        "use crate::db::schema::units;",
        &["src/operations/change.rs:1: `db::schema`"],
    ),
    ("src/operations/external_ids/store.rs", "use diesel::QueryDsl;", &[]),
    (
        "src/worker/mod.rs",
        "fn f() { diesel::sql_query(q) }",
        &["src/worker/mod.rs:1: `d", "src/worker/mod.rs:1: `s"],
    ),
    ("src/api/app.rs", "fn f() { sql_query(q) }", &["src/api/app.rs:1: `sql_query`"]),
    ("src/sample/year.rs", "use crate::db::schema::units;", &["src/sample/year.rs:1: `db::schema`"]),
    ("src/server/background.rs", "use diesel::QueryDsl;", &["src/server/background.rs:1: `diesel*`"]),
    ("src/server/cli/backup.rs", "use diesel::prelude::*;", &[]),
    ("src/main.rs", "use diesel::prelude::*;", &[]),
];

const FLOORS: &[Planted] = &[
    (RULES, "\nuse actix_web::HttpResponse;", &["src/features/units/rules.rs:2: `actix*` (rules"]),
    (RULES, "use crate::{core,\n    db::Error};", &["src/features/units/rules.rs:2: `crate::db`"]),
    (RULES, "async fn next() {}", &["src/features/units/rules.rs:1: `async`"]),
    (RULES, "#[utoipa::path(get)]\nfn list() {}", &["src/features/units/rules.rs:1: `utoipa::path`"]),
    (RULES, "use super::store;", &["src/features/units/rules.rs:1: `::store`"]),
    (
        "src/features/units/rules/merge.rs",
        "use super::super::store;",
        &["src/features/units/rules/merge.rs:1: `::store`"],
    ),
    (RULES, "use crate::http::{Code, Problem};", &["src/features/units/rules.rs:1: `crate::http`"]),
    (
        RULES,
        "fn f(c: crate::http::Code) -> crate::http::Codes {}",
        &["src/features/units/rules.rs:1: `crate::http`"],
    ),
    (RULES, "use crate::http::Code; use crate::auth::policy::{Permission, Role};", &[]),
    (RULES, "use crate::auth::Caller;", &["src/features/units/rules.rs:1: `crate::auth`"]),
    (RULES, "#[derive(utoipa::ToSchema)]\nenum Kind { Async }\n// actix, diesel, async", &[]),
    (RULES, "const TEXT: &str = \"crate::db async\"; const C: char = '\"'; const D: &str = \"\";", &[]),
    (RULES, "fn f() {}\n#[cfg(test)]\nmod tests {\n    use super::store;\n    async fn f() {}\n}", &[]),
    ("src/record/jobs/rules.rs", "use diesel::prelude::*;", &["src/record/jobs/rules.rs:1: `diesel*`"]),
    (STORE, "use utoipa::ToSchema;", &["src/features/units/store.rs:1: `utoipa*`"]),
    (STORE, "fn f() { db\n.transaction(|tx| tx) }", &["src/features/units/store.rs:2: `.transaction(`"]),
    (STORE, "use diesel::prelude::*; use crate::db::schema::units; use crate::features::people::store;", &[]),
    (ROUTES, "use diesel_async::RunQueryDsl;", &["src/features/units/routes.rs:1: `diesel*`"]),
    (
        "src/features/units/routes/list.rs",
        "use crate::db::schema::units;",
        &["src/features/units/routes/list.rs:1: `db::schema`"],
    ),
    (ROUTES, "#[schema(example = 1)] use actix_web::get; use crate::http::Page; async fn f() {}", &[]),
    (
        "src/features/audit/mod.rs",
        "fn f() { diesel::select(q) }",
        &["src/features/audit/mod.rs:1: `diesel*`"],
    ),
];

const HOMES: &[Planted] = &[
    (ROUTES, "fn f() { chrono::Utc::now() }", &["src/features/units/routes.rs:1: `Utc::now`"]),
    ("src/db/mod.rs", "use std::env;\nfn f() { env::var_os(name) }", &["src/db/mod.rs:2: `env::var*`"]),
    ("src/db/mod.rs", "use std::{env::{var, args}, time::SystemTime};", &["src/db/mod.rs:1: `env::var*`"]),
    ("src/core/clock.rs", "fn now() { Utc::now() }", &[]),
    ("src/server/cli/mod.rs", "fn now() { std::env::var(name) }", &[]),
    ("src/server/config.rs", "fn f() { SystemTime::now() }", &["src/server/config.rs:1: `SystemTime::now`"]),
    (ROUTES, "fn f() { config\n    .service(list) }", &["src/features/units/routes.rs:2: `.service(`"]),
    (
        "src/server/bootstrap.rs",
        "fn f() { app.configure(api) }",
        &["src/server/bootstrap.rs:1: `.configure(`"],
    ),
    ("src/operations/registration.rs", "fn f() { config.service(list) }", &[]),
    ("src/api/app.rs", "fn f() { app.configure(operations).service(page) }", &[]),
];

const BANNED: &[Planted] = &[
    (RULES, "fn f() { unsafe { g() } }", &["src/features/units/rules.rs:1: `unsafe`"]),
    (RULES, "fn f() {\n    todo!()\n}", &["src/features/units/rules.rs:2: `todo!`"]),
    (
        "tests/api/main.rs",
        "fn f() { dbg!(1); unimplemented!() }",
        &["tests/api/main.rs:1: `unimplemented!`", "tests/api/main.rs:1: `dbg!`"],
    ),
    (RULES, "fn unsafe_directory() { let todo = 1; todo != 2 }", &[]),
];

const NAMES: &[Planted] = &[
    (RULES, "\npub const fn told(x: u8) {}", &["src/features/units/rules.rs:2: Function `told`"]),
    (RULES, "trait T { fn seen(&self); }", &["src/features/units/rules.rs:1: Function `seen`"]),
    (RULES, "pub(crate) struct Stamp;", &["src/features/units/rules.rs:1: Type `Stamp`"]),
    (RULES, "text_enum! { pub enum Taker { A } }", &["src/features/units/rules.rs:1: Type `Taker`"]),
    (RULES, "type Reach = u8;", &["src/features/units/rules.rs:1: Type `Reach`"]),
    (
        "src/http/mod.rs",
        "pub mod frame;\nmod\nturns {}",
        &["src/http/mod.rs:1: Module `f", "src/http/mod.rs:3: Module `t"],
    ),
    (
        RULES,
        "struct A<T> where T: Copy {\n    #[serde(default)]\n    pub stamp: crate::core::Told,\n}",
        &["src/features/units/rules.rs:3: Field `stamp`"],
    ),
    (RULES, "enum B {\n    C { told: u8 } }", &["src/features/units/rules.rs:2: Field `told`"]),
    (RULES, "use x::{told, Stamp}; struct Told2(u8); // fn told", &[]),
    ("tests/api/main.rs", "async fn begun() {}", &["tests/api/main.rs:1: Function `begun`"]),
    (RULES, "fn tell_all(told: u8) { let stamp = Stamp { told: 1 }; told() }", &[]),
    (RULES, "struct A { standing_office: u8, content: told::Frame } fn on_hold() {} mod framework {}", &[]),
];

const IN_MOD_RS: &[Planted] = &[
    (
        "src/db/mod.rs",
        "pub mod error;\npub use error::Error;\npub struct Db;\nimpl Db { fn open() {} }\nfn helper() {}",
        &[
            "src/db/mod.rs:3: Type `Db`",
            "src/db/mod.rs:4: Other `impl`",
            "src/db/mod.rs:5: Function `helper`",
        ],
    ),
    (
        "src/features/units/routes/mod.rs",
        "\nmacro_rules! insert { () => {} }\npub const MOST: usize = 1;\npub(super) static TEXT: &str = \"\";",
        &[
            "src/features/units/routes/mod.rs:2: Other `macro_rules`",
            "src/features/units/routes/mod.rs:3: Other `MOST`",
            "src/features/units/routes/mod.rs:4: Other `TEXT`",
        ],
    ),
    ("src/features/units/mod.rs", "pub mod routes;\npub fn operations() -> Operations { routes::x() }", &[]),
    (
        "src/db/mod.rs",
        "mod a;\n#[cfg(test)]\nmod tests { struct A; fn f() {} }\npub(crate) use a::{B, C};",
        &[],
    ),
    ("src/db/error.rs", "pub struct Db;\nimpl Db { fn open() {} }", &[]),
];

#[test]
fn planted_words_are_found_and_nothing_else() {
    prove(DOORS, checks::floor_breaches);
    prove(FLOORS, checks::floor_breaches);
    prove(HOMES, checks::homeless_words);
    prove(BANNED, checks::banned_words);
}

#[test]
fn planted_definitions_are_found_and_nothing_else() {
    prove(NAMES, names::forbidden_names);
    prove(IN_MOD_RS, names::definitions_in_mod_rs);
}

fn prove(table: &[Planted], check: fn(&[Source]) -> Vec<String>) {
    for (path, text, expected) in table {
        let found = check(&[Source::new(path, text)]);
        let as_expected = found.len() == expected.len()
            && found.iter().zip(*expected).all(|(breach, beginning)| breach.starts_with(beginning));
        assert!(as_expected, "{path} {text:?}: {found:#?} instead of {expected:#?}");
    }
}

#[test]
fn comments_strings_and_characters_are_no_code() {
    let text = concat!(
        "a // x 'x \"x\n",
        "b /* x /* x */ \"x */ c\n",
        "\"x \\\" x\" d b\"x\" e r#\"x \"x\"# f br\"x\\\" g\n",
        "'x' h '\\'' i '\"' j &'static k b'x' l r#type m \"x\nx\" n 'ế' o\n",
    );
    let words: Vec<_> = code_only(text).split_whitespace().map(str::to_owned).collect();
    assert_eq!(words.join(" "), "a b c d e f g h i j &'static k b l r#type m n o");
    assert_eq!(
        code_only(text).matches('\n').count(),
        text.matches('\n').count(),
        "lines stay where they are"
    );
}

#[test]
fn a_word_is_a_whole_name_unless_it_ends_in_a_star() {
    assert!(mentions("crate::db::Error", "crate::db"));
    assert!(!mentions("crate::dbase", "crate::db"));
    assert!(!mentions("my_crate::db", "crate::db"));
    assert!(mentions("use diesel_async::x", "diesel*"));
    assert!(!mentions("use my_diesel", "diesel*"));
    assert!(mentions("tx.transaction(f)", ".transaction("));
}

#[test]
fn functions_are_measured_from_fn_to_their_brace() {
    let text = "trait T { fn no_body(&self, key: [u8; 2]); }\nfn one(f: fn(u8) -> u8) { g() }\n\
                fn three(key: [u8; 3])\n{ let text = \"}\";\n}\nfn outer() {\n    fn inner() {\n    }\n}\n";
    let found = checks::functions(&Source::new("src/api/app.rs", text).code)
        .iter()
        .map(|f| (f.0.to_owned(), f.1, f.2))
        .collect::<Vec<_>>();
    let expected = [("one", 2, 1), ("three", 3, 3), ("outer", 6, 4), ("inner", 7, 2)];
    assert_eq!(found, expected.map(|(name, line, length)| (name.to_owned(), line, length)));
}

#[test]
fn long_functions_and_files_are_found() {
    let lines = |count: usize| "    f();\n".repeat(count);
    let function = |body: usize| Source::new("src/api/app.rs", &format!("fn long() {{\n{}}}\n", lines(body)));
    assert_eq!(checks::too_long_functions(&[function(FUNCTION_LIMIT - 2)]).len(), 0);
    assert_eq!(checks::too_long_functions(&[function(FUNCTION_LIMIT - 1)]).len(), 1);

    let file = |path, count| Source::new(path, &lines(count));
    assert_eq!(
        checks::too_long_files(&[file("src/api/app.rs", 400), file("tests/api/main.rs", 600)]).len(),
        0
    );
    assert_eq!(
        checks::too_long_files(&[file("src/api/app.rs", 401), file("tests/api/main.rs", 601)]).len(),
        2
    );
    assert_eq!(checks::too_long_files(&[file("src/db/schema.rs", 4000)]).len(), 0);
    assert_eq!(checks::long_files(&[file("src/api/app.rs", 301)]).len(), 1);
}

/// The files of a house in which every feature stands that must.
fn whole_house() -> BTreeSet<String> {
    let mut names = BTreeSet::from(["src/lib.rs".to_owned(), "src/api/docs/index.html".to_owned()]);
    for feature in STANDING_FEATURES {
        names.insert(format!("src/features/{feature}/mod.rs"));
        let is_there = |file: &&&str| !MISSING_FILES.iter().any(|row| row.0 == *feature && row.1 == **file);
        let files = FEATURE_FILES.iter().filter(is_there);
        names.extend(files.map(|file| format!("src/features/{feature}/{file}.rs")));
    }
    names
}

#[test]
fn features_have_four_files() {
    let breaches = |without: &str, with: &str| {
        let mut names = whole_house();
        names.retain(|name| !name.starts_with(without));
        names.insert(with.to_owned());
        checks::shape_breaches(&names).concat()
    };
    assert_eq!(breaches("none", "src/lib.rs"), "");
    assert_eq!(breaches("src/features/units/rules.rs", "src/features/units/rules/mod.rs"), "");
    for (without, with, expected) in [
        ("src/features/units/store.rs", "src/lib.rs", "src/features/units/store.rs: missing"),
        ("src/features/units/mod.rs", "src/lib.rs", "src/features/units/mod.rs: missing"),
        ("src/features/identity", "src/lib.rs", "src/features/identity: the feature does not stand"),
        ("none", "src/features/units/views.rs", "src/features/units/views.rs: none of the four"),
        ("none", "src/features/units/views/a.rs", "src/features/units/views/a.rs: none of the four"),
        ("none", "src/features/units/rules/mod.rs", "src/features/units/rules.rs: a file and a folder"),
        ("none", "src/features/councils/mod.rs", "src/features/councils/rules.rs: missing"),
        ("none", "src/features/audit/rules.rs", "src/features/audit/rules.rs: listed as missing"),
    ] {
        let found = breaches(without, with);
        assert!(found.starts_with(expected), "{found} instead of {expected}");
    }
}

#[test]
fn rooms_outside_the_plan_are_found() {
    let unknown = |name: &str| checks::unknown_rooms(&BTreeSet::from([name.to_owned()])).concat();
    for known in [
        "src/lib.rs",
        "src/main.rs",
        "src/db/mod.rs",
        "src/api/openapi/mod.rs",
        "src/features/mod.rs",
        "src/features/units/mod.rs",
        "src/features/audit/routes.rs",
    ] {
        assert_eq!(unknown(known), "", "{known}");
    }
    for (stranger, expected) in [
        ("src/utils.rs", "src/utils.rs: no room"),
        ("src/helpers/mod.rs", "src/helpers: no room"),
        ("src/units/mod.rs", "src/units: no room"),
        ("src/features/units.rs", "src/features/units.rs: no room"),
        ("src/features/helpers/mod.rs", "src/features/helpers: no room"),
    ] {
        assert!(unknown(stranger).starts_with(expected), "{stranger}: {}", unknown(stranger));
    }
}
