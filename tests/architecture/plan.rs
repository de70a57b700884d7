//! The plan as tables. A new room, a new floor or a new exception is a new row here, with its reason.

/// The features in the order in which they know each other: each only those before it.
pub const FEATURES: &[&str] = &[
    "identity",
    "documents",
    "units",
    // Evidence of reports and, later, papers of nominations.
    "files",
    "people",
    "catalogue",
    "campaigns",
    "periods",
    // Before pledges and reports: both keep the sums up to date in their own transactions.
    "progress",
    "pledges",
    "reports",
    "awards",
    "dispatches",
    "edxml",
    "obligations",
    // Figures of everything before it, with words around them.
    "reviews",
    "statistics",
    "public",
];

/// Features that must stand already; the others may still be missing.
pub const STANDING_FEATURES: &[&str] = &[
    "identity",
    "documents",
    "units",
    "files",
    "catalogue",
    "campaigns",
    "periods",
    "progress",
    "pledges",
    "reports",
    "obligations",
    "reviews",
    "public",
];

/// Rooms with the files of a feature that serve all features and so know none.
pub const SERVING_ROOMS: &[&str] = &["audit", "events", "jobs"];

/// The files of a feature beside its `mod.rs`; each may be a folder of the same name instead.
pub const FEATURE_FILES: &[&str] = &["rules", "store", "routes"];

/// Files a feature or serving room does without: room, file, reason.
pub const MISSING_FILES: &[(&str, &str, &str)] = &[];

/// Everything else that may stand in `src`: folders and single files, by name without ending.
pub const OTHER_ROOMS: &[&str] = &[
    "app",
    "archive",
    "auth",
    "background",
    "change",
    "cli",
    "clock",
    "config",
    "crypto",
    "db",
    "difference",
    "docs",
    "history",
    "http",
    "idempotency",
    "lib",
    "main",
    "openapi",
    "parts",
    "reach",
    "reader",
    "sample",
    "secrets",
    "sequencer",
    "service_pages",
    "stamp",
    "state",
    "steps",
    "storage",
    "text_enum",
    "transitions",
    "vietnamese",
    "worker",
    "writer",
];

/// Rooms outside the features that put features together and so may mention all of them.
pub const ROOMS_ABOVE_FEATURES: &[&str] =
    &["app", "background", "cli", "lib", "main", "openapi", "sample", "worker"];

/// Single doors through the order: the room, the only path it may mention.
pub const DOORS: &[(&str, &str)] = &[
    ("auth", "crate::identity::store"),
    // Which records an auditor may read is a question about the tree of units.
    ("audit", "crate::units::store"),
    // How far a role reaches is a question about the tree of units, too.
    ("reach", "crate::units::store"),
];

/// A floor: its rooms, and the words they never mention, each with its reason.
pub struct Floor {
    /// The number of design.md, section 2.
    pub number: u8,
    /// Paths below `src` without ending; `*` is any folder, `{feature}` a feature or serving room.
    pub rooms: &'static [&'static str],
    /// Words of code; a star at the end stands for the rest of a name.
    pub never: &'static [(&'static str, &'static str)],
}

const NO_HTTP: (&str, &str) = ("actix*", "only the floors from 2 up know HTTP, and stores never do");
const NO_PROBLEM: (&str, &str) = ("crate::http", "how a refusal travels is decided on floor 3");
const NO_SQL: (&str, &str) = ("diesel*", "SQL lives in store.rs and on floor 1");
const NO_SCHEMA: (&str, &str) = ("db::schema", "tables are known to stores alone");

/// The floors of design.md, section 2. That no floor knows a feature it may not know is held by the order.
pub const FLOORS: &[Floor] = &[
    Floor {
        number: 0,
        rooms: &[
            "*/rules",
            "archive",
            "auth/policy",
            "clock",
            "vietnamese",
            "crypto",
            "reader",
            "stamp",
            "text_enum",
            "writer",
            "difference",
        ],
        never: &[
            ("actix*", "pure code knows no HTTP"),
            ("diesel*", "pure code knows no SQL"),
            ("async", "pure code waits for nothing"),
            ("await", "pure code waits for nothing"),
            ("crate::db", "pure code knows no database"),
            ("crate::http", "pure code knows no HTTP"),
            ("utoipa::path", "an operation is described in routes.rs; deriving ToSchema is allowed"),
            ("::store", "rules take values, they do not fetch them"),
            ("::routes", "rules stand below the routes"),
        ],
    },
    Floor {
        number: 1,
        rooms: &[
            "db",
            "audit/store",
            "events/store",
            "jobs/store",
            "history",
            "idempotency",
            "transitions",
            "sequencer",
        ],
        never: &[NO_HTTP, NO_PROBLEM],
    },
    Floor {
        number: 2,
        rooms: &["*/store"],
        never: &[
            NO_HTTP,
            NO_PROBLEM,
            ("utoipa*", "a row is no answer; views stand in routes.rs"),
            (".transaction(", "the handler opens the transaction, so that one change is one transaction"),
        ],
    },
    Floor { number: 1, rooms: &["storage"], never: &[NO_HTTP, NO_PROBLEM, NO_SQL, NO_SCHEMA] },
    Floor { number: 2, rooms: &["http", "auth"], never: &[NO_SQL, NO_SCHEMA] },
    Floor {
        number: 3,
        rooms: &["{feature}/routes", "{feature}/mod", "change", "reach", "steps"],
        never: &[NO_SQL, NO_SCHEMA],
    },
    Floor {
        number: 4,
        rooms: &["app", "openapi", "background", "service_pages", "worker"],
        never: &[NO_SQL, NO_SCHEMA, ("sql_query", "SQL lives in store.rs and on floor 1")],
    },
];

/// Words that stand in some rooms only: the word, its rooms, the reason.
pub const WORDS_WITH_A_HOME: &[(&str, &[&str], &str)] = &[
    ("Utc::now", &["clock"], "the clock comes in as an argument"),
    ("Local::now", &["clock"], "the clock comes in as an argument"),
    ("SystemTime::now", &["clock"], "the clock comes in as an argument"),
    (
        "aws_lc_rs*",
        &["crypto", "secrets", "db/connect", "service_pages"],
        "cryptography comes from one provider, by few doors",
    ),
    ("argon2*", &["auth/password"], "passwords are hashed in one place"),
    (
        "env::var*",
        &["config", "main", "cli", "db/embedded"],
        "the environment is read once, at the start; the embedded server looks for its programs itself",
    ),
];

/// Words that stand nowhere: the word, the reason.
pub const BANNED_WORDS: &[(&str, &str)] = &[
    ("md5*", "broken long ago"),
    ("sha1*", "broken long ago"),
    ("unsafe", "nothing here needs it"),
    ("todo!", "unfinished work is not committed"),
    ("unimplemented!", "unfinished work is not committed"),
    ("dbg!", "a trace of debugging"),
];

/// As long as they must be: written by a tool, or the one table of its kind.
pub const GENERATED: &[&str] = &["src/db/schema.rs", "src/http/codes.rs"];

/// Lines a file may have: in this folder, worth splitting from, refused above.
pub const FILE_LIMITS: &[(&str, usize, usize)] = &[("src/", 300, 400), ("tests/", 600, 600)];

/// Lines a function may have, from `fn` to its closing brace.
pub const FUNCTION_LIMIT: usize = 60;

/// What may stand at the top of the repository.
pub const TOP_LEVEL: &[&str] = &[
    ".cargo",
    ".ci",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "build.rs",
    "clippy.toml",
    "deny.toml",
    "diesel.toml",
    "docker",
    "docs",
    "migrations",
    "openapi",
    "rustfmt.toml",
    "script",
    "src",
    "tests",
];
