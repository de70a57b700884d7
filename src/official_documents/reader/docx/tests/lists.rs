//! Automatic numbers.

use super::{p, r, read};
use crate::official_documents::reader::docx::number_format::NumberFormat;

fn level(place: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{place}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn definition(id: usize, content: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{content}</w:abstractNum>")
}

fn list(id: usize, definition: usize, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{more}</w:num>")
}

fn item(list: i64, level: usize) -> String {
    let properties = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    p(&format!("<w:pPr>{properties}</w:pPr>{}", r("x")))
}

/// The numbers of items, without their texts.
fn numbers(body: &str, numbering: &str, styles: &str) -> Vec<String> {
    let text = read(body, &[("numbering", numbering), ("styles", styles)]).text;
    text.lines().map(|line| line.strip_suffix('x').unwrap_or(line).to_owned()).collect()
}

fn items(places: &[(i64, usize)]) -> String {
    places.iter().map(|(list, level)| item(*list, *level)).collect()
}

/// I. / 1. / a) / 1.1.
fn usual() -> String {
    let levels = [
        level(0, "upperRoman", "%1.", ""),
        level(1, "decimal", "%2.", "<w:suff w:val=\"nothing\"/>"),
        level(2, "lowerLetter", "%3)", "<w:suff w:val=\"space\"/>"),
        level(3, "decimal", "%1.%2.%3.%4", ""),
        level(4, "decimal", "%1.%5", "<w:isLgl/>"),
    ];
    format!("{}{}", definition(0, &levels.concat()), list(1, 0, ""))
}

#[test]
fn items_are_counted_level_by_level() {
    let body = items(&[
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 0),
        (1, 1),
        (1, 3),
        (1, 3),
        (1, 4),
        (1, 4),
    ]);
    let expected =
        ["I. ", "1. ", "a) ", "b) ", "2. ", "a) ", "II. ", "1. ", "II.1.a.1 ", "II.1.a.2 ", "2.1 ", "2.2 "];
    assert_eq!(numbers(&body, &usual(), ""), expected);
    // What does not number: no list, an unknown list, a level that is not there.
    assert_eq!(
        numbers(&items(&[(0, 0), (7, 0), (1, 7), (1, 30), (-1, 0)]), &usual(), ""),
        ["", "", "", "", ""]
    );
    assert_eq!(
        numbers("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>", &usual(), ""),
        ["I. "]
    );
}

#[test]
fn lists_of_one_definition_count_together_unless_one_starts_by_itself() {
    let starts = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let other =
        format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "decimal", "Điều %1.", ""));
    let numbering = format!("{}{}{}{}", usual(), list(2, 0, ""), list(3, 0, starts), list(4, 0, &other));
    let body = items(&[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0), (4, 0), (3, 0)]);
    assert_eq!(numbers(&body, &numbering, ""), ["I. ", "II. ", "V. ", "VI. ", "VII. ", "Điều 8. ", "IX. "]);
}

#[test]
fn a_level_starts_again_where_its_list_starts_it() {
    let starts = "<w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let numbering = format!("{}{}", usual(), list(2, 0, starts));
    let body = items(&[(2, 0), (2, 1), (2, 1), (2, 0), (2, 1), (1, 1)]);
    assert_eq!(numbers(&body, &numbering, ""), ["I. ", "5. ", "6. ", "II. ", "5. ", "6. "]);
}

#[test]
fn levels_restart_as_they_say() {
    let restarting = |restart: &str| {
        let third = level(2, "decimal", "%3", &format!("<w:lvlRestart w:val=\"{restart}\"/>"));
        let levels = [level(0, "decimal", "%1", ""), level(1, "decimal", "%2", ""), third];
        format!("{}{}", definition(0, &levels.concat()), list(1, 0, ""))
    };
    let body = items(&[(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]);
    for (restart, expected) in
        [("0", ["3 ", "4 "]), ("1", ["3 ", "1 "]), ("2", ["1 ", "1 "]), ("x", ["1 ", "1 "])]
    {
        let found = numbers(&body, &restarting(restart), "");
        assert_eq!([&found[5], &found[7]], expected, "{restart}");
    }
}

#[test]
fn bullets_are_dashes() {
    let levels = [
        level(0, "bullet", "\u{f0b7}", ""),
        level(1, "bullet", "+", ""),
        level(2, "none", "Ghi chú:", ""),
        level(3, "none", "", ""),
        level(4, "decimal", "%5.", "<w:rPr><w:vanish/></w:rPr>"),
    ];
    let numbering = format!("{}{}", definition(0, &levels.concat()), list(1, 0, ""));
    let body = items(&[(1, 0), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4)]);
    assert_eq!(numbers(&body, &numbering, ""), ["- ", "- ", "+ ", "Ghi chú: ", "", ""]);
}

#[test]
fn styles_number_their_paragraphs() {
    let levels =
        [level(0, "upperRoman", "%1.", "<w:pStyle w:val=\"Linked\"/>"), level(1, "decimal", "%2.", "")];
    let numbering = format!("{}{}", definition(0, &levels.concat()), list(1, 0, ""));
    let style = |id: &str, base: &str, numbering: &str| {
        let properties =
            format!("<w:basedOn w:val=\"{base}\"/><w:pPr><w:numPr>{numbering}</w:numPr></w:pPr>");
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{properties}</w:style>")
    };
    let styles = [
        // The level of the list that names the style comes before what the style says.
        style("Linked", "", "<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/>"),
        style("Second", "Linked", "<w:ilvl w:val=\"1\"/>"),
        style("Heir", "Second", ""),
        style("None", "Linked", "<w:numId w:val=\"0\"/>"),
        style("Round", "About", ""),
        style("About", "Round", ""),
    ]
    .concat();
    let of = |style: &str, numbering: &str| {
        p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/><w:numPr>{numbering}</w:numPr></w:pPr>{}", r("x")))
    };
    let body = [
        of("Linked", ""),
        of("Second", ""),
        of("Heir", ""),
        of("None", ""),
        of("Linked", "<w:numId w:val=\"0\"/>"),
        of("Linked", "<w:ilvl w:val=\"1\"/>"),
        of("Linked", ""),
        of("Round", ""),
    ];
    assert_eq!(
        numbers(&body.concat(), &numbering, &styles),
        ["I. ", "1. ", "2. ", "", "", "3. ", "II. ", ""]
    );
}

#[test]
fn a_definition_may_stand_in_a_numbering_style() {
    let style = |id: &str, list: usize| {
        let numbering = format!("<w:pPr><w:numPr><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>");
        format!("<w:style w:type=\"numbering\" w:styleId=\"{id}\">{numbering}</w:style>")
    };
    let link = |style: &str| format!("<w:numStyleLink w:val=\"{style}\"/>");
    let levels = format!("<w:styleLink w:val=\"S\"/>{}", level(0, "upperLetter", "%1.", ""));
    let numbering = [
        definition(0, &levels),
        definition(1, &link("S")),
        definition(2, &link("T")),
        definition(3, &link("U")),
        definition(4, &link("missing")),
        list(1, 0, ""),
        list(2, 1, ""),
        list(3, 2, ""),
        list(4, 3, ""),
        list(5, 4, ""),
        list(6, 9, ""),
    ];
    let styles = [style("S", 1), style("T", 4), style("U", 3)].concat();
    let body = items(&[(2, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0)]);
    assert_eq!(numbers(&body, &numbering.concat(), &styles), ["A. ", "B. ", "", "", "", ""]);
}

#[test]
fn joined_paragraphs_have_the_number_of_their_last_mark() {
    let numbered = |mark: &str, text: &str| {
        let properties = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
        p(&format!("<w:pPr>{properties}<w:rPr>{mark}</w:rPr></w:pPr>{}", r(text)))
    };
    let body = [
        numbered("<w:del/>", "a"),
        numbered("", "b"),
        numbered("<w:vanish/>", "c "),
        p(&r("d")),
        numbered("<w:vanish/>", ""),
        numbered("", "e"),
        numbered("<w:vanish/>", "f "),
        numbered("", "g"),
    ];
    let text = read(&body.concat(), &[("numbering", &usual())]).text;
    assert_eq!(text, "I. ab\nII. c d\nIII. e\nIV. f V. g\n");
}

#[test]
fn numbers_are_written_in_their_format() {
    use NumberFormat as Format;
    for (format, number, expected) in [
        ("decimal", 12, "12"),
        ("somethingElse", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 18, "xviii"),
        ("upperRoman", 0, "0"),
        ("upperRoman", 4000, "4000"),
        ("upperLetter", 26, "Z"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 780, &"z".repeat(30)),
        ("lowerLetter", 781, "781"),
        ("lowerLetter", -1, "-1"),
        ("ordinal", 1, "1st"),
        ("ordinal", 12, "12th"),
        ("ordinal", 23, "23rd"),
        ("none", 3, ""),
        ("bullet", 3, ""),
    ] {
        assert_eq!(Format::of(format).write(number), expected, "{format} {number}");
    }
}
