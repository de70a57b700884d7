//! Opens a package and reads its parts, within bounds.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::content_types::ContentTypes;
use super::fault::PackageFault;
use super::names;
use super::relationships::Relationships;
use crate::core::archive;

/// The most bytes that the parts which are read may have together: 16 MiB.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// How many times its packed size a part may unpack to, beyond the first MiB.
const MOST_RATIO: u64 = 100;
const FREE_BYTES: u64 = 1024 * 1024;
/// Where Word's text stands in an archive that does not say it.
const USUAL_MAIN_PART: &str = "word/document.xml";

/// The part that a program opens first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MainPart {
    /// Its name, in the form in which names are compared.
    pub name: String,
    /// What it is, in lower case; none where the package does not say it.
    pub content_type: Option<String>,
}

/// An office file: an archive of parts.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The place of each part in the archive, by the comparable name.
    places: HashMap<String, usize>,
    content_types: ContentTypes,
    packed: u64,
    /// How many bytes may still be unpacked.
    remaining: u64,
}

impl<'a> Package<'a> {
    /// Opens a package of at most so many parts: reads the archive's directory and the content types.
    ///
    /// # Errors
    /// The bytes are no archive, or it breaks a bound.
    pub fn open(bytes: &'a [u8], most_parts: usize) -> Result<Self, PackageFault> {
        if archive::may_exceed(bytes, most_parts) {
            return Err(PackageFault::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageFault::Broken)?;
        let mut places = HashMap::new();
        for place in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(place) {
                places.entry(names::comparable(&name)).or_insert(place);
            }
        }
        let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let remaining = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        let content_types = ContentTypes::default();
        let mut package = Self { archive, places, content_types, packed, remaining };
        if let Some(types) = package.text("[Content_Types].xml")? {
            package.content_types = ContentTypes::read(&types)?;
        }
        Ok(package)
    }

    /// Refuses a package that declares more than the bounds allow for everything in it.
    pub fn require_small(&self) -> Result<(), PackageFault> {
        let declared = self.archive.decompressed_size().unwrap_or(0);
        let declared = u64::try_from(declared).unwrap_or(u64::MAX);
        refuse_bomb(declared, self.packed)?;
        let is_large = declared > u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        if is_large { Err(PackageFault::TooLarge) } else { Ok(()) }
    }

    /// The part that the package's relationships name as its main one. Without relationships it is where Word's text
    /// usually stands.
    pub fn main_part(&mut self) -> Result<Option<MainPart>, PackageFault> {
        let name = match self.text("_rels/.rels")? {
            Some(xml) => {
                let relationships = Relationships::read(&xml, "")?;
                let found = relationships.of_type("officeDocument").find(|name| self.has(name));
                found.map(str::to_owned)
            }
            None => self.has(USUAL_MAIN_PART).then(|| USUAL_MAIN_PART.to_owned()),
        };
        Ok(name.map(|name| MainPart { content_type: self.content_types.of(&name).map(str::to_owned), name }))
    }

    /// The parts that a part refers to.
    pub fn relationships(&mut self, source: &str) -> Result<Relationships, PackageFault> {
        match self.text(&names::relationships_of(source))? {
            Some(xml) => Relationships::read(&xml, source),
            None => Ok(Relationships::default()),
        }
    }

    /// Whether programs are in the package: macros in a part of any name.
    #[must_use]
    pub fn has_macros(&self) -> bool {
        self.content_types.have_macros() || self.names().any(|name| name.ends_with("vbaproject.bin"))
    }

    /// The names of the parts, in the form in which names are compared.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Whether there is a part of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&names::comparable(name))
    }

    /// The text of a part; none where there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, PackageFault> {
        let Some(place) = self.places.get(&names::comparable(name)) else { return Ok(None) };
        let part = self.archive.by_index(*place).map_err(|_| PackageFault::Broken)?;
        let part_packed = part.compressed_size();
        let mut unpacked = Vec::new();
        // What the archive declares may be a lie; what is read is what counts.
        part.take(self.remaining.saturating_add(1))
            .read_to_end(&mut unpacked)
            .map_err(|_| PackageFault::Broken)?;
        let size = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
        refuse_bomb(size, part_packed.min(self.packed))?;
        self.remaining = self.remaining.checked_sub(size).ok_or(PackageFault::TooLarge)?;
        decode(unpacked).map(Some)
    }
}

fn refuse_bomb(unpacked: u64, packed: u64) -> Result<(), PackageFault> {
    let bound = packed.saturating_mul(MOST_RATIO).max(FREE_BYTES);
    if unpacked > bound { Err(PackageFault::ZipBomb) } else { Ok(()) }
}

/// Parts are UTF-8, or UTF-16 with its mark (ECMA-376, part 2, 6.2.5).
fn decode(bytes: Vec<u8>) -> Result<String, PackageFault> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| PackageFault::Broken),
        _ => String::from_utf8(bytes).map_err(|_| PackageFault::Broken),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, PackageFault> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| PackageFault::Broken)
}
