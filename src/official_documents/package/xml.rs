//! XML as the parts of a package have it: without a document type, without entities of its own, not nested too deep.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::fault::PackageFault;

/// Office programs nest a few dozen deep; a file that nests thousands is not from one.
const MOST_DEPTH: usize = 500;

/// What comes next in the XML. An empty element is a start and an end.
#[derive(Debug)]
pub enum Piece<'a> {
    /// An element starts.
    Start(Element<'a>),
    /// Text, with its references resolved.
    Text(Cow<'a, str>),
    /// The element that started last ends.
    End,
}

/// The start of an element. Names are without their prefixes: the transitional and the strict form of a format have
/// different namespaces and the same names.
#[derive(Debug)]
pub struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The element's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute; none where it is missing or malformed.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(found.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned())
    }

    /// The attribute `val`.
    #[must_use]
    pub fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The number that an attribute says; none where it says no number.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether a switch is on: it is, unless its value says otherwise.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off"))
    }
}

/// Reads XML piece by piece.
pub struct XmlReader<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> XmlReader<'a> {
    /// A reader at the beginning of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece; none at the end of the text.
    pub fn next_piece(&mut self) -> Result<Option<Piece<'a>>, PackageFault> {
        loop {
            match self.reader.read_event().map_err(|_| PackageFault::Broken)? {
                Event::Start(start) => return self.enter(start).map(Some),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Piece::End));
                }
                Event::Text(text) => return Ok(Some(Piece::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Piece::Text(text.xml10_content()))),
                Event::GeneralRef(name) => return Ok(Some(Piece::Text(referred(&name)?.to_string().into()))),
                Event::DocType(_) => return Err(PackageFault::ForbiddenXml),
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(PackageFault::Broken),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn enter(&mut self, start: BytesStart<'a>) -> Result<Piece<'a>, PackageFault> {
        if self.depth > MOST_DEPTH {
            return Err(PackageFault::Broken);
        }
        self.depth = self.depth.saturating_add(1);
        Ok(Piece::Start(Element(start)))
    }

    /// The next piece inside the element that was opened as the one of this depth; none at its end.
    pub fn next_inside(&mut self, depth: usize) -> Result<Option<Piece<'a>>, PackageFault> {
        let piece = self.next_piece()?;
        Ok(piece.filter(|piece| !matches!(piece, Piece::End) || self.depth >= depth))
    }

    /// The next element inside the element of this depth, however deep; none at its end.
    pub fn next_element_inside(&mut self, depth: usize) -> Result<Option<Element<'a>>, PackageFault> {
        while let Some(piece) = self.next_inside(depth)? {
            if let Piece::Start(element) = piece {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip_element(&mut self) -> Result<(), PackageFault> {
        let depth = self.depth;
        while self.next_inside(depth)?.is_some() {}
        Ok(())
    }
}

fn referred(name: &BytesRef<'_>) -> Result<char, PackageFault> {
    if let Some(letter) = name.resolve_char_ref().map_err(|_| PackageFault::Broken)? {
        return Ok(letter);
    }
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(PackageFault::ForbiddenXml),
    }
}
