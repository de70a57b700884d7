//! A certificate: one page on its long side, with a picture of the link by which it is verified.

use chrono::NaiveDate;
use docx_rs::{AlignmentType, Docx, Paragraph, Pic, Run};

use super::error::WriteError;
use super::model::{Issued, Signature};
use super::package::Properties;
use super::page::{LANDSCAPE_WIDTH, columns, rule};
use super::{head, looks, package, page, tail, words};
use crate::core::qr_code::SquareImage;

/// How wide the picture is printed: 28 mm in English Metric Units.
const PICTURE_WIDTH: u32 = 1_008_000;

/// What a certificate says. All text is plain; the writer sets case and marks itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Who grants it: `Giám đốc Sở Nội vụ tỉnh Lạng Sơn`.
    pub issuer: String,
    /// What is granted: `Giấy khen`.
    pub award: String,
    /// To whom.
    pub recipient: String,
    /// What for.
    pub achievement: Option<String>,
    /// Lines beside the picture: the decision, the number in the register.
    pub notes: Vec<String>,
    /// Where it is issued: `Lạng Sơn`.
    pub place: String,
    /// When it is issued.
    pub issued: NaiveDate,
    /// Who signs it.
    pub signature: Signature,
    /// Where it is verified.
    pub link: String,
    /// The picture of that link.
    pub picture: SquareImage,
}

/// The certificate as a .docx file.
///
/// # Errors
/// The file cannot be packed.
pub fn certificate(of: &Certificate) -> Result<Vec<u8>, WriteError> {
    let docx = looks::add_styles(page::landscape_a4(Docx::new()))
        .add_paragraph(looks::NATION.paragraph(head::NATION))
        .add_paragraph(looks::MOTTO.paragraph(head::MOTTO))
        .add_paragraph(rule(head::MOTTO_LENGTH, LANDSCAPE_WIDTH))
        .add_paragraph(looks::GRANTOR.paragraph(words::capitals(&of.issuer)))
        .add_paragraph(looks::GRANTS.paragraph("TẶNG"))
        .add_paragraph(looks::AWARD.paragraph(words::capitals(&of.award)))
        .add_paragraph(looks::HONOURED.paragraph(words::line(&of.recipient)));
    let merits = of.achievement.as_deref().map(words::lines).unwrap_or_default();
    let docx = merits.iter().fold(docx, |docx, line| docx.add_paragraph(looks::MERIT.paragraph(line)));
    let half = LANDSCAPE_WIDTH / 2;
    let docx = docx.add_table(columns([half, half], vec![[notes(of), signed(of)]]));
    let title = format!("{} {}", words::capitals(&of.award), words::line(&of.recipient));
    let shown = Properties { title, author: &of.issuer, created: Some(of.issued) };
    Ok(package::pack(docx, &shown)?)
}

/// The picture under what says how the certificate is found again.
fn notes(of: &Certificate) -> Vec<Paragraph> {
    let SquareImage { png, pixels } = of.picture.clone();
    // One id, so that one certificate always has the same bytes.
    let picture =
        Pic::new_with_dimensions(png, pixels, pixels).id("rIdCode").size(PICTURE_WIDTH, PICTURE_WIDTH);
    let lines = of.notes.iter().map(|note| looks::RECIPIENT.paragraph(words::line(note)));
    let picture = looks::RECIPIENT.empty().align(AlignmentType::Left).add_run(Run::new().add_image(picture));
    lines.chain([picture, looks::RECIPIENT.paragraph(words::line(&of.link))]).collect()
}

fn signed(of: &Certificate) -> Vec<Paragraph> {
    let day = words::place_and_day(&of.place, Issued::On(of.issued));
    let mut signed = vec![looks::PLACE_AND_DAY.paragraph(day)];
    signed.extend(tail::signature(&of.signature));
    signed
}
