//! The plan as tables. A new door, a new feature or a new exception is a new row here, with its reason.

/// A word of code that must not be there, and the reason. A star at its end stands for the rest of a name.
pub type Never = (&'static str, &'static str);

/// What a door may use of the others.
pub enum May {
    /// Every door above it in the table.
    UseAllAbove,
    /// These doors only.
    Use(&'static [&'static str]),
}

/// A door of `src`: a row of the table in design.md, section 2.
pub struct Door {
    /// The folder's name.
    pub name: &'static str,
    /// The doors it may use.
    pub may: May,
    /// Single items it may use of a door that its row does not name.
    pub also: &'static [&'static str],
    /// Words it never mentions.
    pub never: &'static [Never],
}

const NO_HTTP: Never = ("actix*", "this code knows no HTTP");
const NO_PROBLEM: Never = ("crate::http", "routes decide how a refusal travels");
const NO_SQL: Never = ("diesel*", "SQL stands in db, record and stores");
const NO_RAW_SQL: Never = ("sql_query", "SQL stands in db, record and stores");
const NO_SCHEMA: Never = ("db::schema", "only stores know tables");
const NO_ASYNC: Never = ("async", "pure code waits for nothing");
const NO_AWAIT: Never = ("await", "pure code waits for nothing");

/// The doors from the ground up. That no door below `features` knows a feature follows from this table.
pub const DOORS: &[Door] = &[
    Door { name: "core", may: May::Use(&[]), also: &[], never: &[NO_HTTP, NO_SQL, NO_ASYNC, NO_AWAIT] },
    Door {
        name: "official_documents",
        may: May::Use(&["core"]),
        also: &[],
        never: &[NO_HTTP, NO_SQL, NO_ASYNC, NO_AWAIT],
    },
    Door { name: "db", may: May::Use(&["core"]), also: &[], never: &[NO_HTTP] },
    Door { name: "storage", may: May::Use(&["core"]), also: &[], never: &[NO_HTTP, NO_SQL] },
    Door { name: "record", may: May::Use(&["core", "db"]), also: &[], never: &[NO_HTTP] },
    Door {
        name: "http",
        may: May::Use(&["core", "storage"]),
        // A database that fails becomes a problem, and a problem can ask for another try.
        also: &["crate::db::Error", "crate::db::Failure"],
        never: &[NO_SQL, NO_RAW_SQL, NO_SCHEMA],
    },
    Door { name: "auth", may: May::UseAllAbove, also: &[], never: &[] },
    Door { name: "operations", may: May::UseAllAbove, also: &[], never: &[] },
    Door { name: "features", may: May::UseAllAbove, also: &[], never: &[] },
    Door { name: "worker", may: May::UseAllAbove, also: &[], never: &[NO_SQL, NO_RAW_SQL, NO_SCHEMA] },
    Door { name: "api", may: May::UseAllAbove, also: &[], never: &[NO_SQL, NO_RAW_SQL, NO_SCHEMA] },
    Door { name: "sample", may: May::UseAllAbove, also: &[], never: &[NO_SQL, NO_RAW_SQL, NO_SCHEMA] },
    Door { name: "server", may: May::UseAllAbove, also: &[], never: &[] },
];

/// Files of `src` that are no door: the list of modules, and the binary, which belongs to `server`.
pub const FILES_OF_SRC: &[&str] = &["lib.rs", "main.rs"];

/// A floor inside the doors: its rooms, and the words they never mention.
pub struct Floor {
    /// What the rooms have in common.
    pub name: &'static str,
    /// Paths below `src` without ending, each with everything inside it; `*` is any one folder.
    pub rooms: &'static [&'static str],
    /// Rooms inside those that stand on another floor.
    pub except: &'static [&'static str],
    /// Paths that may be named although a word below covers them.
    pub may_name: &'static [&'static str],
    /// Words that are never mentioned.
    pub never: &'static [Never],
}

/// The floors of a feature, which also hold where other doors have rules and stores.
pub const FLOORS: &[Floor] = &[
    Floor {
        name: "rules",
        rooms: &["features/*/rules", "record/jobs/rules", "auth/policy"],
        except: &[],
        // The codes of refusals and the names of permissions are plain words; their texts stand elsewhere.
        may_name: &["crate::http::Code", "crate::auth::policy"],
        never: &[
            NO_HTTP,
            NO_SQL,
            NO_ASYNC,
            NO_AWAIT,
            ("crate::db", "pure code knows no database"),
            ("crate::http", "pure code knows no HTTP, only the codes of refusals"),
            ("crate::auth", "pure code knows no caller, only permissions and roles"),
            ("utoipa::path", "routes describe operations; deriving ToSchema is allowed"),
            ("::store", "rules take values, they do not fetch them"),
            ("::routes", "rules stand below the routes"),
        ],
    },
    Floor {
        name: "stores",
        rooms: &["features/*/store", "auth/store", "operations/store", "operations/*/store"],
        except: &[],
        may_name: &[],
        never: &[
            NO_HTTP,
            NO_PROBLEM,
            ("utoipa*", "a row is no answer; views stand in routes"),
            (".transaction(", "the handler opens the transaction, so that one change is one transaction"),
        ],
    },
    Floor {
        name: "handlers and what they share",
        rooms: &["features/*/mod", "features/*/routes", "auth", "operations", "server/background"],
        except: &["auth/store", "operations/store", "operations/*/store"],
        may_name: &[],
        never: &[NO_SQL, NO_RAW_SQL, NO_SCHEMA],
    },
];

/// The features in the order in which they know each other: each only those before it.
pub const FEATURES: &[&str] = &[
    "identity",
    "documents",
    "units",
    // Evidence of reports and, later, papers of nominations.
    "files",
    "catalogue",
    "people",
    "campaigns",
    // What is known of people, units and households, also of their part in a campaign.
    "facts",
    "initiatives",
    "periods",
    // Before pledges and reports: both keep the sums up to date in their own transactions.
    "progress",
    "pledges",
    // What other systems call units, people, campaigns, documents and items; reports name items so.
    "external_ids",
    "reports",
    "clusters",
    // The register of awards that were given.
    "awards",
    "eligibility",
    "nominations",
    "councils",
    "decisions",
    // The papers that decisions hand over.
    "certificates",
    // What decisions pay, from what.
    "funds",
    "exemplars",
    // What people ask about everything that is kept of them.
    "data_requests",
    "dispatches",
    "obligations",
    // Figures of everything before it, with words around them.
    "reviews",
    "statistics",
    // Of every feature that takes tables in, and of every list that is taken out.
    "imports",
    "exports",
    "public",
    // Readers of what `record` writes stand on top of all features.
    "audit",
    "events",
    "clients",
    "webhooks",
    "jobs",
];

/// Features that must stand already; the others may still be missing.
pub const STANDING_FEATURES: &[&str] = &[
    "identity",
    "documents",
    "units",
    "files",
    "catalogue",
    "people",
    "campaigns",
    "facts",
    "initiatives",
    "periods",
    "progress",
    "pledges",
    "reports",
    "clusters",
    "awards",
    "data_requests",
    "dispatches",
    "obligations",
    "reviews",
    "statistics",
    "imports",
    "exports",
    "public",
    "audit",
    "events",
    "jobs",
];

/// The files of a feature next to its `mod.rs`; each may be a folder of the same name instead.
pub const FEATURE_FILES: &[&str] = &["rules", "store", "routes"];

/// Files a feature does without: feature, file, reason.
pub const MISSING_FILES: &[(&str, &str, &str)] =
    &[("audit", "rules", "it only reads; what an audit row is stands in record")];

/// Functions a `mod.rs` may define: those that register what stands in its children.
pub const REGISTRATION: &[&str] = &["operations", "register", "routes"];

/// Words that stand in some rooms only: the word, its rooms, the reason.
pub const WORDS_WITH_A_HOME: &[(&str, &[&str], &str)] = &[
    (".service(", &["operations", "api"], "an operation is registered with its access or not at all"),
    (".configure(", &["operations", "api"], "an operation is registered with its access or not at all"),
    ("Utc::now", &["core/clock"], "the clock comes in as an argument"),
    ("Local::now", &["core/clock"], "the clock comes in as an argument"),
    ("SystemTime::now", &["core/clock"], "the clock comes in as an argument"),
    (
        "aws_lc_rs*",
        &["core/crypto", "core/tls", "server/secrets", "api/service_pages"],
        "cryptography comes from one provider, in few places",
    ),
    ("argon2*", &["auth/password"], "passwords are hashed in one place"),
    (
        "env::var*",
        &["main", "server/config", "server/cli", "db/embedded"],
        "the environment is read once, at the start; the embedded server looks for its programs itself",
    ),
];

/// Words that stand nowhere: the word, the reason.
pub const BANNED_WORDS: &[Never] = &[
    ("md5*", "broken long ago"),
    ("sha1*", "broken long ago"),
    ("unsafe", "nothing here needs it"),
    ("todo!", "unfinished work is not committed"),
    ("unimplemented!", "unfinished work is not committed"),
    ("dbg!", "a trace of debugging"),
];

/// Names that nothing of a kind may have: bare participles, and words whose meaning a stranger can't guess.
/// A name is compared as a whole, so `created_at` and `on_hold` are fine.
pub const FORBIDDEN_NAMES: &[(Kind, &[&str])] = &[
    (
        Kind::Function,
        &[
            "told", "tell", "written", "viewed", "refused", "seen", "begun", "stepped", "happen", "lived",
            "asked", "named", "applied", "placed", "typed", "counted", "known", "changed", "copied",
            "agreed", "judged", "kept", "made", "given", "moved", "taken",
        ],
    ),
    (
        Kind::Function,
        &["hold", "lock", "take_turns", "make_unkept", "try_out", "mark", "holds", "want", "settle"],
    ),
    (
        Kind::Type,
        &[
            "Stamp",
            "Looker",
            "Reach",
            "Standing",
            "Happening",
            "Turns",
            "Facts",
            "Place",
            "Wanted",
            "Told",
            "Seen",
            "Taker",
            "Doers",
        ],
    ),
    (Kind::Module, &["stamp", "reach", "steps", "turns", "frame", "parts"]),
    (Kind::Field, &["stamp", "looker", "told"]),
];

/// What a name is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `fn`, also of a trait.
    Function,
    /// `struct`, `enum`, `trait` or `type`.
    Type,
    /// `mod`.
    Module,
    /// A member of a struct or of a variant.
    Field,
    /// `const`, `static`, `impl` or `macro_rules!`: only what a `mod.rs` must not define.
    Other,
}

/// As long as they must be: written by a tool, or the one table of its kind.
pub const GENERATED: &[&str] = &["src/db/schema.rs", "src/http/codes.rs", "src/record/occurrences.rs"];

/// Lines a file may have: in this folder, worth splitting from, refused above.
pub const FILE_LIMITS: &[(&str, usize, usize)] = &[("src/", 300, 400), ("tests/", 600, 600)];

/// Lines a function usually stays below, from `fn` to its closing brace.
pub const USUAL_FUNCTION: usize = 25;

/// Lines a function may have.
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
