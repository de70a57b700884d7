//! Tables drawn with bars, and two columns set side by side with wide gaps.

/// A printed line or a cell of one.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The line of the input, from 1.
    pub number: usize,
    /// The words, trimmed, single spaced.
    pub text: String,
}

/// Takes the cells out of printed lines. Two columns (letterhead, signature) are read one after the other, wider
/// tables row by row, as they are meant.
pub fn without_bars(lines: Vec<(usize, &str)>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(lines.len());
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let mut blanks = Vec::new();
    for (number, line) in lines {
        let cells = cells_of(line);
        if cells.len() > 1 || (cells.len() == 1 && line.contains('|')) {
            blanks.clear();
            rows.push((number, cells));
        } else if line.trim().is_empty() && !rows.is_empty() {
            blanks.push(number);
        } else {
            flush(&mut rows, &mut blanks, &mut pieces);
            pieces.push(Piece { number, text: single_spaced(line) });
        }
    }
    flush(&mut rows, &mut blanks, &mut pieces);
    pieces
}

fn flush(rows: &mut Vec<(usize, Vec<String>)>, blanks: &mut Vec<usize>, pieces: &mut Vec<Piece>) {
    let piece = |number: usize, text: String| Piece { number, text };
    let two_columns = rows.iter().all(|(_, cells)| cells.len() <= 2);
    let counted =
        rows.iter().filter(|(_, cells)| cells.first().is_some_and(|cell| is_short_number(cell))).count();
    if two_columns && counted.saturating_mul(2) < rows.len().max(1) {
        for column in 0..2 {
            let words = rows.iter().filter_map(|(number, cells)| Some((*number, cells.get(column)?)));
            pieces.extend(
                words.filter(|(_, cell)| !cell.is_empty()).map(|(number, cell)| piece(number, cell.clone())),
            );
        }
    } else {
        pieces.extend(rows.iter().map(|(number, cells)| piece(*number, single_spaced(&cells.join(" ")))));
    }
    rows.clear();
    pieces.extend(blanks.drain(..).map(|number| piece(number, String::new())));
}

fn is_short_number(cell: &str) -> bool {
    cell.len() <= 4 && cell.starts_with(|letter: char| letter.is_ascii_digit())
}

fn cells_of(line: &str) -> Vec<String> {
    if line.contains('|') {
        let inner = line.trim();
        let inner = inner.strip_prefix('|').unwrap_or(inner);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        return inner.split('|').map(single_spaced).collect();
    }
    let line = line.trim();
    if line.contains("    ") || line.contains('\t') {
        let parts = line.split('\t').flat_map(|part| part.split("    "));
        let cells: Vec<String> = parts.map(single_spaced).filter(|cell| !cell.is_empty()).collect();
        // A wide gap after a bullet or a number is an indent; elsewhere it may be room for a number by hand.
        let indent = cells.first().is_some_and(|cell| cell.chars().count() < 6);
        let by_hand = cells
            .last()
            .is_some_and(|cell| cell.starts_with(|letter: char| letter.is_lowercase() || letter == '/'));
        let indent = indent || by_hand;
        if cells.len() == 2 && !indent {
            return cells;
        }
    }
    vec![single_spaced(line)]
}

fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}
