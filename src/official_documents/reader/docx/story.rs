//! The text of one container while it is read: of the body, a text box, a note.

use super::fields::OpenFields;
use super::properties::ParagraphProperties;

/// Text that becomes lines, paragraph by paragraph.
#[derive(Debug, Default)]
pub struct Story {
    /// The properties of the paragraph.
    pub paragraph: ParagraphProperties,
    /// Whether the style of the paragraph hides text.
    pub is_in_hiding_style: bool,
    /// Whether the run is hidden text.
    pub is_hidden: bool,
    /// The fields that have begun.
    pub fields: OpenFields,
    lines: String,
    line: String,
    /// Where in the line the paragraph begins; before it stand paragraphs that it continues.
    start: usize,
    /// The lines of what is anchored in the line.
    anchored: String,
}

impl Story {
    /// Whether what comes next is read: it is not hidden, and no field around it is still at its instruction.
    pub fn is_read(&self) -> bool {
        !self.is_hidden && !self.fields.are_at_instruction()
    }

    /// Writes text. Line breaks inside it are blanks, as in Word.
    pub fn write(&mut self, text: &str) {
        if self.is_read() {
            // A reference can name letters that XML forbids: they part words, and are never passed on.
            let is_letter = |letter: char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
            let blank = |letter: char| if is_letter(letter) { letter } else { ' ' };
            self.line.extend(text.chars().map(blank));
        }
    }

    /// Writes a letter that an element stands for. Tabs in a row part words once.
    pub fn write_letter(&mut self, letter: char) {
        let is_parted = self.line.is_empty() || self.line.ends_with([' ', '\n']);
        match letter {
            _ if !self.is_read() => {}
            '\n' => self.line.push('\n'),
            '\t' if is_parted => {}
            '\t' => self.line.push(' '),
            other => self.write(other.encode_utf8(&mut [0; 4])),
        }
    }

    /// Adds lines that come after the line that is being read.
    pub fn anchor(&mut self, lines: &str) {
        self.anchored.push_str(lines);
    }

    /// Whether nothing of the paragraph has been written.
    pub fn is_blank(&self) -> bool {
        self.line.len() <= self.start
    }

    /// Writes the number before the paragraph.
    pub fn write_number(&mut self, number: &str) {
        self.line.insert_str(self.start, &format!("{number} "));
    }

    /// The paragraph is over, and the line goes on with the next.
    pub fn go_on(&mut self) {
        self.start = self.line.len();
    }

    /// Ends the line, and tells how long it is.
    pub fn end_line(&mut self) -> usize {
        let length = self.line.len().saturating_add(1);
        self.lines.push_str(&self.line);
        self.lines.push('\n');
        self.line.clear();
        self.end_container();
        length
    }

    /// Places what is anchored where no line is to end.
    fn end_container(&mut self) {
        self.lines.push_str(&self.anchored);
        self.anchored.clear();
        self.start = 0;
    }

    /// Ends a line that waits for a paragraph to go on with, and tells how long it is.
    pub fn end_waiting(&mut self) -> usize {
        if self.line.is_empty() {
            self.end_container();
            return 0;
        }
        self.end_line()
    }

    /// The lines.
    pub fn into_lines(self) -> String {
        self.lines
    }
}
