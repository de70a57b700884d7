//! Documents as offices write them, and what a careful clerk reads in them: `tests/documents/cases`, a text and its
//! right answer beside each other.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::core::vietnamese::vietnamese_letter;
use crate::official_documents::reader::{
    Confidence, ContentItem, Finding, Reading, Target, Verdict, read_text,
};

/// The texts with their right answers, by name.
fn cases() -> BTreeMap<String, (String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/cases");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let case = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let answer = std::fs::read_to_string(path.with_extension("json")).unwrap();
        (name, (std::fs::read_to_string(&path).unwrap(), serde_json::from_str(&answer).unwrap()))
    };
    texts.map(case).collect()
}

fn same(text: &str) -> String {
    let mark = |letter: char| if matches!(letter, '“' | '”' | '„') { '"' } else { letter };
    let letters: String = text.chars().map(vietnamese_letter).map(mark).nfc().collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Score {
    name: String,
    right: usize,
    wrong: Vec<String>,
}

impl Score {
    fn note(
        &mut self,
        fact: &str,
        is_right: bool,
        read: impl std::fmt::Debug,
        expected: impl std::fmt::Debug,
    ) {
        if is_right {
            self.right += 1;
        } else {
            self.wrong.push(format!("{}: {fact}: read {read:?}, expected {expected:?}", self.name));
        }
    }

    fn text(&mut self, answer: &Value, member: &str, read: Option<&str>) {
        let Some(expected) = answer.get(member) else { return };
        let (read, expected) = (read.map(same), expected.as_str().map(same));
        let is_right = match (&read, &expected, member) {
            (Some(read), Some(expected), "title" | "issuer" | "periodWords") => {
                read.contains(expected.as_str()) || expected.contains(read.as_str())
            }
            (Some(read), Some(expected), "number") => {
                read.trim_start_matches('0') == expected.trim_start_matches('0')
            }
            _ => read == expected,
        };
        self.note(member, is_right, &read, &expected);
    }

    /// A list whose every text holds the expected one, in order, with none beside.
    fn list(&mut self, answer: &Value, member: &str, read: &[String]) {
        let Some(expected) = answer.get(member).and_then(Value::as_array) else { return };
        let expected: Vec<String> = expected.iter().map(|text| same(text.as_str().unwrap())).collect();
        let read: Vec<String> = read.iter().map(|text| same(text)).collect();
        let fits = |(read, expected): (&String, &String)| {
            read.contains(expected.as_str()) || expected.contains(read.as_str())
        };
        let is_right = read.len() == expected.len() && read.iter().zip(&expected).all(fits);
        self.note(member, is_right, &read, &expected);
    }

    fn count(&mut self, answer: &Value, member: &str, read: usize) {
        if let Some(expected) = answer.get(member) {
            self.note(member, expected.as_u64() == u64::try_from(read).ok(), read, expected);
        }
    }
}

fn value<T>(found: Option<&Finding<T>>) -> Option<&T> {
    found.map(|found| &found.value)
}

fn words(item: &ContentItem) -> String {
    [&item.title, &item.text].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
}

fn tree(items: &[Finding<ContentItem>]) -> Vec<&ContentItem> {
    items.iter().flat_map(|item| std::iter::once(&item.value).chain(tree(&item.value.children))).collect()
}

fn score_launch(score: &mut Score, reading: &Reading, answer: &Value) {
    let verdict = reading.judgement.verdict;
    score.note("verdict", verdict == Verdict::Launch, &reading.judgement, "LAUNCH");
    score.text(answer, "title", value(reading.title.as_ref()).map(String::as_str));
    score.text(answer, "issuer", value(reading.issuer.as_ref()).map(String::as_str));
    score.text(answer, "number", value(reading.document.number.as_ref()).map(String::as_str));
    score.text(answer, "notation", value(reading.document.notation.as_ref()).map(String::as_str));
    score.text(answer, "theme", value(reading.theme.as_ref()).map(String::as_str));
    score.text(answer, "periodWords", value(reading.period.as_ref()).map(String::as_str));
    score.text(answer, "authority", value(reading.signatory.authority.as_ref()).map(String::as_str));
    let signatory = &answer["signatory"];
    score.text(signatory, "name", value(reading.signatory.name.as_ref()).map(String::as_str));
    score.text(signatory, "position", value(reading.signatory.position.as_ref()).map(String::as_str));
    let above = value(reading.parent_reference.as_ref()).map(|cited| cited.display.as_str());
    score.text(answer, "parentReference", above);
    let is_inferred = answer.get("daysAreInferred").is_some();
    for (member, found) in [
        ("issuedOn", &reading.document.issued_on),
        ("startsOn", &reading.starts_on),
        ("endsOn", &reading.ends_on),
    ] {
        let day = value(found.as_ref()).map(ToString::to_string);
        score.text(answer, member, day.as_deref());
        if let Some(found) = found
            && member != "issuedOn"
        {
            let is_low = found.confidence == Confidence::Low;
            score.note(&format!("{member} is inferred"), is_low == is_inferred, is_low, is_inferred);
        }
    }
    score_lists(score, reading, answer);
    score_contents(score, reading, answer);
    score_targets(score, reading, answer);
}

fn score_lists(score: &mut Score, reading: &Reading, answer: &Value) {
    let mottoes: Vec<_> = reading.mottoes.iter().map(|found| found.value.text.clone()).collect();
    score.list(answer, "mottoes", &mottoes);
    let (numbered, other): (Vec<_>, Vec<_>) =
        reading.legal_bases.iter().map(|found| &found.value).partition(|cited| cited.number.is_some());
    score.list(answer, "citations", &numbered.iter().map(|cited| cited.display.clone()).collect::<Vec<_>>());
    score.list(
        answer,
        "citationsWithoutNumber",
        &other.iter().map(|cited| cited.display.clone()).collect::<Vec<_>>(),
    );
    let assignees: Vec<_> =
        reading.assignments.iter().map(|found| found.value.assignee.clone().unwrap_or_default()).collect();
    score.count(answer, "assignments", assignees.len());
    score.list(answer, "assignees", &assignees);
    let recipients: Vec<_> = reading.recipients.iter().map(|found| found.value.text.clone()).collect();
    let addressed = answer.get("addressees").and_then(Value::as_array).map_or(0, Vec::len);
    let listed = recipients.get(addressed..).unwrap_or_default();
    if answer.get("recipientTexts").is_some() {
        score.list(answer, "recipientTexts", listed);
    }
    let reviews: Vec<_> = reading.reviews.iter().map(|found| found.quote.clone()).collect();
    if let Some(expected) = answer.get("reviews").and_then(Value::as_array) {
        let texts = expected.iter().map(|review| review["text"].clone()).collect();
        score.list(&serde_json::json!({"reviews": Value::Array(texts)}), "reviews", &reviews);
        let days: Vec<Value> = expected.iter().map(|review| review["on"].clone()).collect();
        let read: Vec<Value> =
            reading.reviews.iter().map(|found| serde_json::to_value(found.value.on).unwrap()).collect();
        score.note("days of review", read == days, &read, &days);
    }
    let quotas: Vec<_> = reading.award_quotas.iter().map(|found| found.value.clone()).collect();
    score.list(answer, "awardQuotas", &quotas);
}

fn score_contents(score: &mut Score, reading: &Reading, answer: &Value) {
    score.count(answer, "contentGroups", reading.content_items.len());
    let titles: Vec<_> = reading.content_items.iter().map(|item| words(&item.value)).collect();
    score.list(answer, "groupTitles", &titles);
    let items = tree(&reading.content_items);
    for leaf in answer.get("contentLeaves").and_then(Value::as_array).into_iter().flatten() {
        let leaf = same(leaf.as_str().unwrap());
        let is_there = items.iter().any(|item| same(&words(item)).contains(&leaf));
        score.note("contentLeaves", is_there, "none", &leaf);
    }
    if let Some(expected) = answer.get("contentTree") {
        let read: Vec<_> =
            items.iter().map(|item| Value::from(vec![item.ordinal.clone(), words(item)])).collect();
        score.note("contentTree", Value::from(read.clone()) == *expected, &read, expected);
    }
}

fn score_targets(score: &mut Score, reading: &Reading, answer: &Value) {
    let Some(expected) = answer.get("indicators").and_then(Value::as_array) else { return };
    let items = tree(&reading.content_items);
    let read: Vec<&Finding<Target>> =
        items.iter().flat_map(|item| &item.targets).chain(&reading.targets).collect();
    let is_at = |target: &Finding<Target>, indicator: &Value| {
        let (quote, text) = (same(&target.quote), same(indicator["text"].as_str().unwrap()));
        (quote.contains(&text) || text.contains(&quote))
            && indicator["value"] == target.value.value.to_string()
            && indicator["unitOfMeasure"] == target.value.unit_of_measure
            && indicator["direction"] == serde_json::to_value(target.value.direction).unwrap()
    };
    for indicator in expected {
        let is_there = read.iter().any(|target| is_at(target, indicator));
        score.note("indicator", is_there, "none", indicator);
    }
    for target in &read {
        let is_expected = expected.iter().any(|indicator| is_at(target, indicator));
        score.note("indicator beside", is_expected, target, "none");
    }
}

#[test]
fn documents_of_offices_say_what_a_clerk_reads() {
    let (mut right, mut wrong) = (0, Vec::new());
    for (name, (text, answer)) in cases() {
        let mut score = Score { name, right: 0, wrong: Vec::new() };
        match (answer["isLaunch"].as_bool(), read_text(&text)) {
            (Some(true), Ok(reading)) => score_launch(&mut score, &reading, &answer),
            (Some(false), Ok(reading)) => {
                let judgement = &reading.judgement;
                score.note("verdict", judgement.verdict == Verdict::Other, judgement, &answer["reason"]);
                let taken_for = serde_json::to_value(judgement.taken_for).unwrap();
                if let Some(expected) = answer.get("takenFor") {
                    score.note("takenFor", taken_for == *expected, &taken_for, expected);
                }
            }
            (None, read) => score.note("refused", read.is_err(), "read", &answer["refusedAs"]),
            (Some(_), Err(reason)) => score.note("read", false, reason, "a reading"),
        }
        right += score.right;
        wrong.extend(score.wrong);
    }
    assert!(wrong.is_empty(), "{right} right, {} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
