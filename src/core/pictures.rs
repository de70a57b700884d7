//! Pictures for the public, without what cameras and programs write into them: where and when they were taken, and by whom.

/// How a PNG begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The parts of a PNG that are the picture, and how its colours are meant.
const PNG_PICTURE: [&[u8]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
    b"pHYs",
];

/// What kind of picture it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl PictureKind {
    /// The kind with this media type; none of what is no picture.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        match media_type {
            "image/png" => Some(Self::Png),
            "image/jpeg" => Some(Self::Jpeg),
            _ => None,
        }
    }
}

/// The picture without metadata; none where it is not built as such a picture is.
#[must_use]
pub fn without_metadata(kind: PictureKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        PictureKind::Png => without_png_metadata(bytes),
        PictureKind::Jpeg => without_jpeg_metadata(bytes),
    }
}

/// A PNG is a row of parts: length, name, content, checksum (ISO/IEC 15948, 5.3).
fn without_png_metadata(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(PNG)?;
    let mut plain = PNG.to_vec();
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk::<4>()?)).ok()?;
        let (part, behind) = rest.split_at_checked(length.checked_add(12)?)?;
        let name = part.get(4..8)?;
        if PNG_PICTURE.contains(&name) {
            plain.extend_from_slice(part);
        }
        if name == b"IEND" {
            return Some(plain);
        }
        rest = behind;
    }
    None
}

/// A JPEG is a row of segments, with the points of the picture behind each that begins a scan (ITU-T T.81, B.1.1). Colour profiles and
/// what Adobe says of the colours stay: the picture would look wrong without them. What hangs behind the end is no picture.
fn without_jpeg_metadata(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut plain = b"\xff\xd8".to_vec();
    loop {
        let [0xff, marker] = *rest.first_chunk::<2>()? else { return None };
        if marker == 0xd9 {
            plain.extend_from_slice(b"\xff\xd9");
            return Some(plain);
        }
        if marker == 0xff {
            // A marker may begin with any number of these.
            rest = rest.get(1..)?;
            continue;
        }
        let [_, _, high, low] = *rest.first_chunk::<4>()?;
        let length = usize::from(u16::from_be_bytes([high, low]));
        let (segment, behind) = rest.split_at_checked(length.checked_add(2)?)?;
        let points = if marker == 0xda { length_of_points(behind)? } else { 0 };
        let (points, behind) = behind.split_at_checked(points)?;
        if is_of_the_picture(marker, segment.get(4..).unwrap_or_default()) {
            plain.extend_from_slice(segment);
            plain.extend_from_slice(points);
        }
        rest = behind;
    }
}

/// Whether a segment of a JPEG is the picture, or how its colours are meant. Of those of programs (APP) only that of JFIF without its
/// small picture, colour profiles and what Adobe says of the colours; COM is words.
fn is_of_the_picture(marker: u8, content: &[u8]) -> bool {
    match marker {
        // Behind five letters stand version, unit and densities, then the size of the small picture.
        0xe0 => content.starts_with(b"JFIF\0") && matches!(content.get(12..14), None | Some([0, 0])),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        0xe1 | 0xe3..=0xed | 0xef | 0xfe => false,
        _ => true,
    }
}

/// How many bytes there are before the next marker that is not part of the points.
fn length_of_points(bytes: &[u8]) -> Option<usize> {
    let is_marker = |pair: &[u8]| matches!(pair, [0xff, 0x01..=0xcf | 0xd8..=0xfe]);
    bytes.windows(2).position(is_marker)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn png_part(name: &[u8], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], name, content, b"crc!"].concat()
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker][..], &length[..], content].concat()
    }

    #[test]
    fn a_picture_says_nothing_beside_itself() {
        let png = |parts: &[(&[u8], &[u8])]| {
            let parts: Vec<u8> = parts.iter().flat_map(|(name, content)| png_part(name, content)).collect();
            [&b"\x89PNG\r\n\x1a\n"[..], &parts[..]].concat()
        };
        let told = png(&[
            (b"IHDR", b"13"),
            (b"eXIf", b"21.85,106.76"),
            (b"IDAT", b"x"),
            (b"tEXt", b"An"),
            (b"caBX", b"C2PA"),
            (b"IEND", b""),
        ]);
        let plain = png(&[(b"IHDR", b"13"), (b"IDAT", b"x"), (b"IEND", b"")]);
        assert_eq!(without_metadata(PictureKind::Png, &told), Some(plain.clone()));
        // What hangs behind the end is no picture either.
        assert_eq!(without_metadata(PictureKind::Png, &[&plain[..], b"more"].concat()), Some(plain.clone()));
        assert_eq!(without_metadata(PictureKind::Png, &plain[..plain.len() - 1]), None);
        let scan = [&segment(0xda, b"s")[..], b"\x01\x02\xff\xd9"].concat();
        let jpeg = |segments: &[Vec<u8>]| [&b"\xff\xd8"[..], &segments.concat()[..], &scan[..]].concat();
        let (jfif, colours, tables) =
            (segment(0xe0, b"JFIF\0"), segment(0xee, b"Adobe"), segment(0xdb, b"q"));
        let told = [
            jfif.clone(),
            segment(0xe1, b"Exif GPS"),
            segment(0xe2, b"MPF"),
            segment(0xe0, b"JFXX"),
            colours.clone(),
            segment(0xfe, b"An"),
            tables.clone(),
        ];
        let plain = jpeg(&[jfif, colours, tables]);
        assert_eq!(without_metadata(PictureKind::Jpeg, &jpeg(&told)), Some(plain));
        assert_eq!(without_metadata(PictureKind::Jpeg, b"\xff\xd8\xff\xe1\xff"), None);
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reading_of_a_picture(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = without_metadata(PictureKind::Png, &[&b"\x89PNG\r\n\x1a\n"[..], &bytes[..]].concat());
            let _ = without_metadata(PictureKind::Jpeg, &[&b"\xff\xd8\xff"[..], &bytes[..]].concat());
        }
    }
}
