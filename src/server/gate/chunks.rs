//! Where a body in chunks ends (RFC 9112, 7.1), with the framework's own strictness: what passes here is not refused there.

use super::fault::Fault;

/// How far a body in chunks has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chunks {
    place: Expected,
    left: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Expected {
    #[default]
    FirstDigit,
    Digits,
    Space,
    Extension,
    SizeEnd,
    Data,
    DataEnd,
    DataEndLine,
    LineStart,
    Trailer,
    TrailerEnd,
    End,
    Behind,
}

/// How many bytes were followed, and whether the body went on or ended with them.
pub type Followed = (usize, bool);

impl Chunks {
    /// Follows bytes until they or the body end; a fault comes with the number of bytes before it.
    pub fn follow(&mut self, bytes: &[u8]) -> Result<Followed, (usize, Fault)> {
        let mut taken = 0;
        while let Some(byte) = bytes.get(taken) {
            if self.place == Expected::Data {
                taken += self.skip_data(bytes.len() - taken);
                continue;
            }
            self.place = self.after(*byte).ok_or((taken, Fault::BrokenChunk))?;
            taken += 1;
            if self.place == Expected::Behind {
                return Ok((taken, true));
            }
        }
        Ok((taken, false))
    }

    fn skip_data(&mut self, there: usize) -> usize {
        let skipped = usize::try_from(self.left).unwrap_or(usize::MAX).min(there);
        self.left = self.left.saturating_sub(u64::try_from(skipped).unwrap_or(u64::MAX));
        if self.left == 0 {
            self.place = Expected::DataEnd;
        }
        skipped
    }

    fn after(&mut self, byte: u8) -> Option<Expected> {
        Some(match (self.place, byte) {
            (Expected::FirstDigit | Expected::Digits, byte) if byte.is_ascii_hexdigit() => {
                self.add_digit(byte)?
            }
            (Expected::Digits | Expected::Space, b'\t' | b' ') => Expected::Space,
            (Expected::Digits | Expected::Space, b';') => Expected::Extension,
            (Expected::Digits | Expected::Space | Expected::Extension, b'\r') => Expected::SizeEnd,
            (Expected::Extension, byte) if byte == b'\t' || !byte.is_ascii_control() => Expected::Extension,
            (Expected::SizeEnd, b'\n') if self.left > 0 => Expected::Data,
            (Expected::DataEnd, b'\r') => Expected::DataEndLine,
            (Expected::DataEndLine, b'\n') => Expected::FirstDigit,
            (Expected::SizeEnd | Expected::TrailerEnd, b'\n') => Expected::LineStart,
            (Expected::LineStart, b'\r') => Expected::End,
            (Expected::Trailer, b'\r') => Expected::TrailerEnd,
            (Expected::LineStart | Expected::Trailer, _) => Expected::Trailer,
            (Expected::End, b'\n') => Expected::Behind,
            _ => return None,
        })
    }

    fn add_digit(&mut self, byte: u8) -> Option<Expected> {
        let digit = char::from(byte).to_digit(16)?;
        let so_far = if self.place == Expected::FirstDigit { 0 } else { self.left };
        self.left = so_far.checked_mul(16)?.checked_add(u64::from(digit))?;
        Some(Expected::Digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows all at once and byte by byte; both must agree.
    fn follow(text: &str) -> Result<Followed, (usize, Fault)> {
        let at_once = Chunks::default().follow(text.as_bytes());
        let mut chunks = Chunks::default();
        for (index, byte) in text.bytes().enumerate() {
            match chunks.follow(&[byte]) {
                Ok((_, false)) => {}
                Ok((_, true)) => {
                    assert_eq!(at_once, Ok((index + 1, true)), "{text:?}");
                    return at_once;
                }
                Err((_, fault)) => {
                    assert_eq!(at_once, Err((index, fault)), "{text:?}");
                    return at_once;
                }
            }
        }
        assert_eq!(at_once, Ok((text.len(), false)), "{text:?}");
        at_once
    }

    #[test]
    fn the_end_of_a_body_is_found() {
        for (text, expected) in [
            ("0\r\n\r\nGET", Ok((5, true))),
            ("3\r\nabc\r\n0\r\n\r\n", Ok((13, true))),
            ("A;x=1\r\n0123456789\r\n00\r\nX: y\r\n\r\nG", Ok((31, true))),
            ("3 \r\nab", Ok((6, false))),
            ("ZZZ\r\n", Err((0, Fault::BrokenChunk))),
            ("3\nabc", Err((1, Fault::BrokenChunk))),
            ("3\r\nabcd", Err((6, Fault::BrokenChunk))),
            ("fffffffffffffffff\r\n", Err((16, Fault::BrokenChunk))),
            ("1;\u{1}\r\n", Err((2, Fault::BrokenChunk))),
        ] {
            assert_eq!(follow(text), expected, "{text:?}");
        }
    }
}
