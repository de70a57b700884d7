//! Pictures of a link that a telephone reads (QR code, ISO/IEC 18004).

use qrcode::render::svg;
use qrcode::types::QrError;
use qrcode::{Color, QrCode};

/// How large a drawing is at least, in pixels.
const LEAST_PIXELS: u32 = 240;
/// How many pixels a module is wide in an image.
const MODULE_PIXELS: usize = 8;
/// How many light modules stand around the code.
const QUIET_MODULES: usize = 4;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The link is too long for a code.
    #[error("the link does not fit into a code")]
    Code(#[from] QrError),
    /// The image could not be written.
    #[error("the image could not be written")]
    Image(#[from] png::EncodingError),
}

/// A square image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SquareImage {
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
    /// How wide and high it is, in pixels.
    pub pixels: u32,
}

/// The code of a link as a drawing (SVG).
///
/// # Errors
/// The link is too long.
pub fn svg(link: &str) -> Result<String, PictureError> {
    let code = QrCode::new(link)?;
    Ok(code.render::<svg::Color<'_>>().min_dimensions(LEAST_PIXELS, LEAST_PIXELS).build())
}

/// The code of a link as an image (PNG).
///
/// # Errors
/// The link is too long.
pub fn image(link: &str) -> Result<SquareImage, PictureError> {
    let code = QrCode::new(link)?;
    let modules = code.width();
    let side = modules.saturating_add(QUIET_MODULES.saturating_mul(2)).saturating_mul(MODULE_PIXELS);
    let module_of =
        |pixel: usize| (pixel / MODULE_PIXELS).checked_sub(QUIET_MODULES).filter(|own| *own < modules);
    let is_dark = |x: usize, y: usize| match module_of(x).zip(module_of(y)) {
        Some(place) => code[place] == Color::Dark,
        None => false,
    };
    let shade = |y: usize| (0..side).map(move |x| if is_dark(x, y) { 0 } else { u8::MAX });
    let shades: Vec<u8> = (0..side).flat_map(shade).collect();
    let pixels = u32::try_from(side).unwrap_or(u32::MAX);
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, pixels, pixels);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&shades)?;
    Ok(SquareImage { png, pixels })
}

#[cfg(test)]
mod tests {
    use super::{image, svg};

    #[test]
    fn a_link_becomes_a_drawing_and_an_image() {
        let link = "https://thidua.langson.gov.vn/verify/624c73fd57ea43bbea323045e9ed2929";
        assert!(svg(link).is_ok_and(|drawn| drawn.contains("<svg")));
        let image = image(link).ok();
        let is_png = |bytes: &[u8]| bytes.starts_with(b"\x89PNG\r\n\x1a\n");
        assert!(image.is_some_and(|image| is_png(&image.png) && image.pixels == 360));
    }

    #[test]
    fn what_is_too_long_has_none() {
        assert!(svg(&"a".repeat(5000)).is_err());
    }
}
