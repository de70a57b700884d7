//! README.md and the pages of docs/: their commands run, and what they name is there.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod names;
mod page;
#[path = "../support/service.rs"]
mod service;

use page::Page;
use service::{Folder, Service, free_address};

/// This page starts a service of its own.
const OPERATORS: &str = "docs/operators.md";

#[test]
fn the_pages_hold_on_a_served_sample() {
    let service = Service::start(Folder::fresh(), &[]);
    let pages = Page::all();
    let mut faults: Vec<String> = pages
        .iter()
        .filter(|page| page.path != OPERATORS)
        .filter_map(|page| page.run(&service.address, &service.folder).err())
        .collect();
    faults.extend(names::missing_operations(&pages, &service.address));
    faults.extend(names::other_summaries(&pages, &service.address));
    faults.extend(names::missing_states(&pages, &service.address));
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_commands_of_operators_run() {
    let page = Page::all().into_iter().find(|page| page.path == OPERATORS).unwrap();
    page.run(&free_address(), &Folder::fresh()).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn a_block_that_does_not_run_says_why() {
    let faults: Vec<_> = Page::all().iter().flat_map(Page::unexplained_blocks).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn links_lead_somewhere() {
    let faults: Vec<_> = Page::all().iter().flat_map(Page::broken_links).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn contributors_have_the_table_of_permissions() {
    assert_eq!(names::permission_table(&Page::all()), names::policy());
}

#[test]
fn a_page_fails_with_its_last_command_and_leaves_nothing() {
    let folder = Folder::fresh();
    let page = Page::new("made-up.md", "```sh\ntest -e Cargo.toml\n```\n\n```sh\nls\nfalse here\nls\n```\n");
    let fault = page.run("127.0.0.1:1", &folder).unwrap_err();
    assert!(fault.contains("made-up.md:5") && fault.contains("failed: false here"), "{fault}");
    let path = folder.0.clone();
    drop(folder);
    assert!(!path.exists());
}
