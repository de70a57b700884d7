//! Fields (ECMA-376, part 1, 17.16.18): a mark begins each, one parts its instruction from its result, one ends it.

use std::collections::HashSet;
use std::mem;

/// Which part of a field is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldPart {
    Instruction,
    Result,
}

/// The fields that have begun in one container, one inside the other, each with its place among all fields.
#[derive(Debug, Default)]
pub struct OpenFields {
    fields: Vec<(usize, FieldPart)>,
    /// How many of them are at their instruction: counted, because every letter asks for it.
    at_instruction: usize,
}

impl OpenFields {
    /// Whether one of them is still at its instruction.
    pub fn are_at_instruction(&self) -> bool {
        self.at_instruction > 0
    }

    fn begin(&mut self, place: usize) {
        self.fields.push((place, FieldPart::Instruction));
        self.at_instruction = self.at_instruction.saturating_add(1);
    }

    fn separate(&mut self) {
        if let Some((_, part)) = self.fields.last_mut()
            && mem::replace(part, FieldPart::Result) == FieldPart::Instruction
        {
            self.at_instruction = self.at_instruction.saturating_sub(1);
        }
    }

    fn end(&mut self) {
        self.separate();
        self.fields.pop();
    }
}

/// The marks of fields in all containers.
#[derive(Debug, Default)]
pub struct FieldMarks {
    begun: usize,
    ignored: HashSet<usize>,
    endless: HashSet<usize>,
}

impl FieldMarks {
    /// Marks to be read again, knowing which fields have no end.
    pub fn ignoring(endless: HashSet<usize>) -> Self {
        Self { ignored: endless, ..Self::default() }
    }

    /// Passes the mark of this type.
    pub fn pass(&mut self, kind: &str, open: &mut OpenFields) {
        match kind {
            "begin" => {
                if !self.ignored.contains(&self.begun) {
                    open.begin(self.begun);
                }
                self.begun = self.begun.saturating_add(1);
            }
            "separate" => open.separate(),
            "end" => open.end(),
            _ => {}
        }
    }

    /// Ends a container: fields that are open have no end.
    pub fn end(&mut self, open: &OpenFields) {
        if open.are_at_instruction() {
            self.endless.extend(open.fields.iter().map(|(place, _)| *place));
        }
    }

    /// The fields without an end, at whose instructions the text was lost. They are no fields.
    pub fn take_endless(&mut self) -> HashSet<usize> {
        mem::take(&mut self.endless)
    }
}
