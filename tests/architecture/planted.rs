//! Each check proven on a text that breaches it, and on one that only looks as if it did.

use std::collections::BTreeSet;

use super::checks;
use super::plan::{FEATURES, FUNCTION_LIMIT, SERVING_ROOMS};
use super::source::{Source, code_only, mentions};

/// A path, its text, and the beginning of every breach that must be found.
type Planted = (&'static str, &'static str, &'static [&'static str]);

const FLOORS: &[Planted] = &[
    ("src/units/rules.rs", "\nuse actix_web::HttpResponse;", &["src/units/rules.rs:2: `actix*`"]),
    ("src/units/rules.rs", "use crate::{text_enum,\n    db::Error};", &["src/units/rules.rs:2: `crate::db`"]),
    ("src/units/rules.rs", "async fn next() {}", &["src/units/rules.rs:1: `async`"]),
    ("src/units/rules.rs", "#[utoipa::path(get)]\nfn list() {}", &["src/units/rules.rs:1: `utoipa::path`"]),
    ("src/units/rules.rs", "use super::store;", &["src/units/rules.rs:1: `::store`"]),
    ("src/units/rules/merge.rs", "use super::super::store;", &["src/units/rules/merge.rs:1: `::store`"]),
    ("src/units/rules.rs", "#[derive(utoipa::ToSchema)]\nenum Kind { Async }\n// actix, diesel, async", &[]),
    (
        "src/units/rules.rs",
        "const TEXT: &str = \"crate::db async\"; const C: char = '\"'; const D: &str = \"\";",
        &[],
    ),
    (
        "src/auth/policy.rs",
        "use diesel::prelude::*;",
        &["src/auth/policy.rs:1: `diesel*`", "src/auth/policy.rs:1: `diesel*`"],
    ),
    ("src/clock.rs", "fn wait() { x.await }", &["src/clock.rs:1: `await`"]),
    ("src/db/mod.rs", "use actix_web::web;", &["src/db/mod.rs:1: `actix*`"]),
    ("src/db/mod.rs", "use diesel::prelude::*; async fn connect() {}", &[]),
    ("src/idempotency.rs", "use crate::http::Problem;", &["src/idempotency.rs:1: `crate::http`"]),
    ("src/units/store.rs", "use utoipa::ToSchema;", &["src/units/store.rs:1: `utoipa*`"]),
    (
        "src/units/store.rs",
        "fn f() { db\n.transaction(|tx| tx) }",
        &["src/units/store.rs:2: `.transaction(`"],
    ),
    (
        "src/units/store.rs",
        "use diesel::prelude::*; use crate::db::schema::units; use crate::people::store;",
        &[],
    ),
    ("src/http/paging.rs", "use diesel::QueryDsl;", &["src/http/paging.rs:1: `diesel*`"]),
    ("src/units/routes.rs", "use diesel_async::RunQueryDsl;", &["src/units/routes.rs:1: `diesel*`"]),
    (
        "src/units/routes/list.rs",
        "use crate::db::schema::units;",
        &["src/units/routes/list.rs:1: `db::schema`"],
    ),
    (
        "src/units/routes.rs",
        "#[schema(example = 1)] use actix_web::get; use crate::http::Page; async fn f() {}",
        &[],
    ),
    ("src/audit/mod.rs", "fn f() { diesel::sql_query(q) }", &["src/audit/mod.rs:1: `diesel*`"]),
    ("src/app.rs", "fn f() { sql_query(q) }", &["src/app.rs:1: `sql_query`"]),
    (
        "src/openapi/overlay.rs",
        "use diesel::sql_query;",
        &["src/openapi/overlay.rs:1: `diesel*`", "src/openapi/overlay.rs:1: `sql_query`"],
    ),
    ("src/main.rs", "use diesel::prelude::*;", &[]),
];

const ORDER: &[Planted] = &[
    ("src/units/store.rs", "use crate::people::store;", &["src/units/store.rs:1: `crate::people`"]),
    ("src/units/store.rs", "use super::super::people::store;", &["src/units/store.rs:1: `crate::people`"]),
    (
        "src/units/routes.rs",
        "fn f() {\n crate::campaigns::rules::next() }",
        &["src/units/routes.rs:2: `crate::campaigns`"],
    ),
    (
        "src/people/store.rs",
        "use crate::{units::store, identity::rules::Role, audit, events, auth, http, db};",
        &[],
    ),
    (
        "src/people/routes.rs",
        "use crate::units::routes::UnitView;",
        &["src/people/routes.rs:1: `crate::units::routes`"],
    ),
    ("src/http/mod.rs", "use crate::units;", &["src/http/mod.rs:1: `crate::units`"]),
    ("src/events/store.rs", "use crate::identity::store;", &["src/events/store.rs:1: `crate::identity`"]),
    ("src/change.rs", "use crate::units::store;", &["src/change.rs:1: `crate::units`"]),
    ("src/auth/mod.rs", "use crate::identity::store::{self, User};", &[]),
    ("src/auth/mod.rs", "use crate::identity::rules;", &["src/auth/mod.rs:1: `crate::identity`"]),
    ("src/app.rs", "use crate::units::routes;", &[]),
    ("src/units/store.rs", "use crate::people_counter; // crate::people", &[]),
];

const HOMES: &[Planted] = &[
    ("src/units/routes.rs", "fn f() { chrono::Utc::now() }", &["src/units/routes.rs:1: `Utc::now`"]),
    ("src/db/mod.rs", "use std::env;\nfn f() { env::var_os(name) }", &["src/db/mod.rs:2: `env::var*`"]),
    ("src/db/mod.rs", "use std::{env::{var, args}, time::SystemTime};", &["src/db/mod.rs:1: `env::var*`"]),
    ("src/clock.rs", "fn now() { Utc::now() }", &[]),
    ("src/cli/mod.rs", "fn now() { std::env::var(name) }", &[]),
    ("src/config.rs", "fn f() { SystemTime::now() }", &["src/config.rs:1: `SystemTime::now`"]),
];

const BANNED: &[Planted] = &[
    ("src/units/rules.rs", "fn f() { unsafe { g() } }", &["src/units/rules.rs:1: `unsafe`"]),
    ("src/units/rules.rs", "fn f() {\n    todo!()\n}", &["src/units/rules.rs:2: `todo!`"]),
    (
        "tests/api/main.rs",
        "fn f() { dbg!(1); unimplemented!() }",
        &["tests/api/main.rs:1: `unimplemented!`", "tests/api/main.rs:1: `dbg!`"],
    ),
    ("src/units/rules.rs", "fn unsafe_directory() { let todo = 1; todo != 2 }", &[]),
];

#[test]
fn planted_words_are_found_and_nothing_else() {
    prove(FLOORS, checks::floor_breaches);
    prove(ORDER, checks::order_breaches);
    prove(HOMES, checks::homeless_words);
    prove(BANNED, checks::banned_words);
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
    let found = checks::functions(&Source::new("src/app.rs", text).code)
        .iter()
        .map(|f| (f.0.to_owned(), f.1, f.2))
        .collect::<Vec<_>>();
    let expected = [("one", 2, 1), ("three", 3, 3), ("outer", 6, 4), ("inner", 7, 2)];
    assert_eq!(found, expected.map(|(name, line, length)| (name.to_owned(), line, length)));
}

#[test]
fn long_functions_and_files_are_found() {
    let lines = |count: usize| "    f();\n".repeat(count);
    let function = |body: usize| Source::new("src/app.rs", &format!("fn long() {{\n{}}}\n", lines(body)));
    assert_eq!(checks::too_long_functions(&[function(FUNCTION_LIMIT - 2)]).len(), 0);
    assert_eq!(checks::too_long_functions(&[function(FUNCTION_LIMIT - 1)]).len(), 1);

    let file = |path, count| Source::new(path, &lines(count));
    assert_eq!(checks::too_long_files(&[file("src/app.rs", 400), file("tests/api/main.rs", 600)]).len(), 0);
    assert_eq!(checks::too_long_files(&[file("src/app.rs", 401), file("tests/api/main.rs", 601)]).len(), 2);
    assert_eq!(checks::too_long_files(&[file("src/db/schema.rs", 4000)]).len(), 0);
    assert_eq!(checks::long_files(&[file("src/app.rs", 301)]).len(), 1);
}

const WHOLE_HOUSE: &[&str] = &[
    "src/lib.rs",
    "src/files/mod.rs",
    "src/files/rules.rs",
    "src/files/store.rs",
    "src/files/routes.rs",
    "src/reviews/mod.rs",
    "src/reviews/rules.rs",
    "src/reviews/store.rs",
    "src/reviews/routes.rs",
    "src/identity/mod.rs",
    "src/identity/rules.rs",
    "src/identity/store.rs",
    "src/identity/routes.rs",
    "src/documents/mod.rs",
    "src/documents/rules.rs",
    "src/documents/store.rs",
    "src/documents/routes.rs",
    "src/catalogue/mod.rs",
    "src/catalogue/rules.rs",
    "src/catalogue/store.rs",
    "src/catalogue/routes.rs",
    "src/campaigns/mod.rs",
    "src/campaigns/rules.rs",
    "src/campaigns/store.rs",
    "src/campaigns/routes.rs",
    "src/obligations/mod.rs",
    "src/obligations/rules.rs",
    "src/obligations/store.rs",
    "src/obligations/routes.rs",
    "src/periods/mod.rs",
    "src/periods/rules.rs",
    "src/periods/store.rs",
    "src/periods/routes.rs",
    "src/progress/mod.rs",
    "src/progress/rules.rs",
    "src/progress/store.rs",
    "src/progress/routes.rs",
    "src/pledges/mod.rs",
    "src/pledges/rules.rs",
    "src/pledges/store.rs",
    "src/pledges/routes.rs",
    "src/reports/mod.rs",
    "src/reports/rules.rs",
    "src/reports/store.rs",
    "src/reports/routes.rs",
    "src/public/mod.rs",
    "src/public/rules.rs",
    "src/public/store.rs",
    "src/public/routes.rs",
    "src/units/mod.rs",
    "src/units/rules/mod.rs",
    "src/units/rules/merge.rs",
    "src/units/store.rs",
    "src/units/routes.rs",
    "src/docs/index.html",
];

#[test]
fn features_have_four_files() {
    let breaches = |without: &str, with: &[&str]| {
        let names = WHOLE_HOUSE.iter().chain(with).filter(|name| !name.starts_with(without));
        checks::shape_breaches(&names.map(ToString::to_string).collect::<BTreeSet<_>>())
    };
    assert_eq!(breaches("none", &[]), Vec::<String>::new());
    assert!(breaches("src/units/store.rs", &[]).concat().starts_with("src/units/store.rs: missing"));
    assert!(breaches("src/units/mod.rs", &[]).concat().starts_with("src/units/mod.rs: missing"));
    assert!(breaches("src/identity", &[]).concat().starts_with("src/identity: the feature does not stand"));
    assert!(
        breaches("none", &["src/units/views.rs"])
            .concat()
            .starts_with("src/units/views.rs: none of the four")
    );
    assert!(
        breaches("none", &["src/units/views/a.rs"])
            .concat()
            .starts_with("src/units/views/a.rs: none of the four")
    );
    assert!(
        breaches("none", &["src/units/rules.rs"])
            .concat()
            .starts_with("src/units/rules.rs: a file and a folder")
    );
    assert!(breaches("none", &["src/people/mod.rs"]).concat().starts_with("src/people/rules.rs: missing"));
}

#[test]
fn rooms_outside_the_plan_are_found() {
    let unknown = |name: &str| checks::unknown_rooms(&BTreeSet::from([name.to_owned()])).len();
    for known in ["src/app.rs", "src/db/mod.rs", "src/openapi/mod.rs", "src/units/mod.rs", "src/audit/mod.rs"]
    {
        assert_eq!(unknown(known), 0, "{known}");
    }
    for stranger in ["src/utils.rs", "src/helpers/mod.rs", "src/units.rs"] {
        assert_eq!(unknown(stranger), 1, "{stranger}");
    }
}

#[test]
fn no_room_is_a_feature_and_a_servant() {
    assert!(FEATURES.iter().all(|feature| !SERVING_ROOMS.contains(feature)));
}
