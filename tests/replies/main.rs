//! What the document promises some reply kept: `script/test` records every reply of its tests, then runs this target.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;

use serde_json::Value;
use thidua::api::collect::collect_contract;
use thidua::http::{Code, Locale};

/// Names the directory of the replies.
const DIRECTORY: &str = "RECORDED_REPLIES";

/// Codes that follow from what an operation is: `src/api/openapi/refusals.rs` adds them to every operation of a shape.
/// One reply of any operation shows them.
const DERIVED: &[Code] = &[
    Code::called_too_often,
    Code::client_outside_its_networks,
    Code::cursor_mismatch,
    Code::database_is_full,
    Code::export_too_large,
    Code::forbidden,
    Code::idempotency_in_progress,
    Code::idempotency_key_reused,
    Code::if_match_required,
    Code::internal_error,
    Code::invalid_cursor,
    Code::invalid_request,
    Code::invalid_token,
    Code::invalid_transition,
    Code::malformed_json,
    Code::not_found,
    Code::not_acceptable,
    Code::nothing_to_change,
    Code::password_change_required,
    Code::people_only,
    Code::request_timeout,
    Code::scope_missing,
    Code::stale_version,
    Code::too_large,
    Code::unauthenticated,
    Code::unavailable,
    Code::unsupported_media_type,
    Code::uri_too_long,
];

/// Codes that no recorded reply carries: why, and where they are shown all the same.
const SHOWN_ELSEWHERE: &[(Code, &str)] = &[
    (
        Code::incomplete_upload,
        "a caller who hangs up: an_upload_that_stops_half_way_leaves_nothing in tests/api/files.rs",
    ),
    (
        Code::file_storage_is_full,
        "a disk that is full: a_full_disk_has_a_code_of_its_own in src/http/problem.rs",
    ),
    (Code::headers_timeout, "no request yet: tests/api/gate/refusals.rs"),
    (Code::headers_too_large, "no request yet: tests/api/gate/refusals.rs"),
    (Code::malformed_request, "no request yet: tests/api/gate/refusals.rs"),
    (
        Code::not_allowed,
        "a keyword of JSON Schema without a code of its own: a unit test of src/http/schema_check.rs",
    ),
    (Code::request_timeout, "a caller who speaks slowly: a_slow_body_is_cut_off in tests/api/bad_input.rs"),
    (
        Code::unit_versions_do_not_overlap,
        "held by the lock on the unit, last by the database: \
        overlapping_versions_are_refused_by_the_database_itself in tests/api/schema.rs",
    ),
];

/// Every door to the tree asks the same function.
const LEVELS: &str = "the check of parents: createUnit and changeUnit show it";
/// One process reads all rich formats.
const EXTRACTED: &str =
    "the process that reads rich formats: importUnits and importCampaign show what the other one lacks";

/// A whole report is checked by the same functions whether it comes as one, in a batch, or is put where it belongs.
const WHOLE_REPORT: &str = "the check of whole reports: fileReport and fileReportBatch show it";

/// A file of a report is written by the same function as one that comes alone.
const ROOM_FOR_FILES: &str = "the room for files: uploadFile shows it";

/// The same of one operation.
const SHOWN_ELSEWHERE_BY_OPERATION: &[(&str, Code, &str)] = &[
    ("changeUnit", Code::unit_versions_do_not_overlap, "as above"),
    ("createSuccession", Code::unit_too_deep, LEVELS),
    ("createSuccession", Code::unit_versions_do_not_overlap, "as above"),
    ("importCampaign", Code::file_too_costly, EXTRACTED),
    ("importUnits", Code::encrypted_file, EXTRACTED),
    ("putReport", Code::campaign_is_not_running, WHOLE_REPORT),
    ("putReport", Code::entry_says_two_things, WHOLE_REPORT),
    ("putReport", Code::file_storage_is_full, ROOM_FOR_FILES),
    ("putReport", Code::item_is_measured, WHOLE_REPORT),
    ("putReport", Code::item_is_rated, WHOLE_REPORT),
    ("putReport", Code::no_pledge_in_force, WHOLE_REPORT),
    ("putReport", Code::reason_required, WHOLE_REPORT),
    ("putReport", Code::report_has_warnings, WHOLE_REPORT),
    ("putReport", Code::reporting_period_is_locked, WHOLE_REPORT),
    ("putReport", Code::reporting_period_is_not_open, WHOLE_REPORT),
    ("putReport", Code::several_items, WHOLE_REPORT),
    ("putReport", Code::too_many_unused_files, ROOM_FOR_FILES),
    ("putReport", Code::unit_has_no_room_for_files, ROOM_FOR_FILES),
    ("putReport", Code::unit_is_not_expected, WHOLE_REPORT),
    ("putReport", Code::unknown_period_code, WHOLE_REPORT),
    ("putReport", Code::unknown_rating, WHOLE_REPORT),
    ("putReport", Code::unknown_unit, WHOLE_REPORT),
    ("startImport", Code::file_storage_is_full, "as above"),
    ("startImport", Code::incomplete_upload, "as above"),
    ("startImport", Code::malformed_form, "the form of uploads: uploadFile shows it"),
    ("transitionUnit", Code::unit_too_deep, LEVELS),
    ("uploadFile", Code::file_storage_is_full, "as above"),
    ("uploadFile", Code::incomplete_upload, "as above"),
];

/// The replies of a run of the tests.
#[derive(Default)]
struct Replies {
    /// Operations that answered with success.
    successes: BTreeSet<String>,
    /// The operations that answered with a code, by the code.
    carriers: BTreeMap<String, BTreeSet<String>>,
}

impl Replies {
    /// `None` where no run was recorded: `cargo test` of a part says nothing about the whole.
    fn read() -> Option<Self> {
        let Some(directory) = env::var_os(DIRECTORY) else {
            eprintln!("nothing is checked: {DIRECTORY} is not set; script/test sets it");
            return None;
        };
        let mut replies = Self::default();
        for entry in fs::read_dir(directory).unwrap() {
            fs::read_to_string(entry.unwrap().path()).unwrap().lines().for_each(|line| replies.take(line));
        }
        Some(replies)
    }

    /// A line is `operationId status code`.
    fn take(&mut self, line: &str) {
        let [id, status, code] = *line.split(' ').collect::<Vec<_>>() else { return };
        if status.starts_with('2') {
            self.successes.insert(id.to_owned());
        }
        if code != "-" {
            self.carriers.entry(code.to_owned()).or_default().insert(id.to_owned());
        }
    }

    fn carries(&self, code: Code) -> bool {
        self.carriers.contains_key(code.as_str())
    }

    fn operation_carries(&self, operation: &str, code: Code) -> bool {
        self.carriers.get(code.as_str()).is_some_and(|operations| operations.contains(operation))
    }
}

/// Every operation of the document with the codes that are named for it alone.
fn operations() -> Vec<(String, Vec<Code>)> {
    let contract = collect_contract().unwrap();
    let document = &serde_json::from_slice::<Value>(contract.in_locale(Locale::English)).unwrap();
    let items = document["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    let named = |operation: &Value| {
        let id = operation["operationId"].as_str().unwrap().to_owned();
        let responses = operation["responses"].as_object().unwrap().values();
        (id, responses.flat_map(|response| particular_codes(document, response)).collect())
    };
    operations.filter(|operation| operation.get("operationId").is_some()).map(named).collect()
}

fn particular_codes(document: &Value, response: &Value) -> Vec<Code> {
    let reference = response["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    let response = reference.map_or(response, |pointer| document.pointer(pointer).unwrap());
    let examples = response.pointer("/content/application~1problem+json/examples");
    let names = examples.and_then(Value::as_object).into_iter().flat_map(|examples| examples.keys());
    names.map(|name| Code::find(name).unwrap()).filter(|code| !DERIVED.contains(code)).collect()
}

#[test]
fn every_operation_answers_with_success() {
    let Some(replies) = Replies::read() else { return };
    let missing: Vec<_> =
        operations().into_iter().map(|(id, _)| id).filter(|id| !replies.successes.contains(id)).collect();
    assert!(missing.is_empty(), "no test makes these operations succeed: {missing:#?}");
}

#[test]
fn every_code_is_carried() {
    let Some(replies) = Replies::read() else { return };
    let is_shown = |code: &Code| SHOWN_ELSEWHERE.iter().any(|(shown, _)| shown == code);
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !replies.carries(**code) && !is_shown(code))
        .map(|code| code.as_str())
        .collect();
    assert!(missing.is_empty(), "no reply of the tests carries these codes: {missing:#?}");
}

#[test]
fn every_operation_carries_the_codes_that_are_named_for_it_alone() {
    let Some(replies) = Replies::read() else { return };
    let mut missing = Vec::new();
    for (id, codes) in operations() {
        let is_shown = |code: &Code| {
            SHOWN_ELSEWHERE_BY_OPERATION.iter().any(|(operation, shown, _)| *operation == id && shown == code)
        };
        let silent = codes.iter().filter(|code| !replies.operation_carries(&id, **code) && !is_shown(code));
        missing.extend(silent.map(|code| format!("{id} {}", code.as_str())));
    }
    assert!(missing.is_empty(), "named in the document, carried by no reply of the tests: {missing:#?}");
}

/// An exception that a reply disproves is no exception any more.
#[test]
fn exceptions_are_needed() {
    let Some(replies) = Replies::read() else { return };
    let needless =
        SHOWN_ELSEWHERE.iter().filter(|(code, _)| replies.carries(*code)).map(|row| row.0.as_str());
    let needless_of_one = SHOWN_ELSEWHERE_BY_OPERATION
        .iter()
        .filter(|(id, code, _)| replies.operation_carries(id, *code))
        .map(|row| row.1.as_str());
    assert_eq!(needless.chain(needless_of_one).collect::<Vec<_>>(), [""; 0]);
}
